/* Weights, adapter and parameters of a run: see start.h. */
#include "model/start.h"

#include "io/file.h"

enum { CONFIG_MAX_BYTES = 1 << 20 };

static struct weights *
random_weights(const struct start_options *o, struct err *e)
{
	struct model_config m;
	struct buf text = { 0 };
	struct weights *w = NULL;

	if (file_read(o->init, CONFIG_MAX_BYTES, &text, e) == 0 &&
	    model_config_parse(buf_view(&text), &m, e) == 0)
		w = weights_random(&m, o->fresh.seed);
	buf_release(&text);
	return w;
}

/* Where no model is named, it is the one that the adapter says. */
static int
find_model(struct start *s, const struct start_options *o, struct err *e)
{
	if (o->model != NULL || o->init != NULL) {
		buf_str(&s->model, str_of(o->model == NULL ? "" : o->model));
		return 0;
	}
	if (adapter_base(o->adapter, &s->model, e))
		return -1;
	if (!file_exists(s->model.p))
		return err_set(e,
		    "%s: its base '%s' is no file here; give -m MODEL",
		    o->adapter, s->model.p);
	return 0;
}

static bool
has_adapter(const struct start_options *o)
{
	return o->fresh.rank > 0 || o->fresh.tokens > 0 || o->adapter != NULL;
}

static struct adapter *
load_adapter(
    const struct weights *w, const struct start_options *o, struct err *e)
{
	if (o->checkpoint != NULL)
		return adapter_load(o->checkpoint, w, e);
	if (o->adapter != NULL)
		return adapter_load(o->adapter, w, e);
	return adapter_new(w, &o->fresh, e);
}

int
start_load(struct start *s, const struct start_options *o, struct err *e)
{
	if (find_model(s, o, e))
		return -1;
	if (o->checkpoint != NULL && !has_adapter(o))
		s->w = weights_load(o->checkpoint, e);
	else if (s->model.n > 0)
		s->w = weights_load(s->model.p, e);
	else
		s->w = random_weights(o, e);
	if (s->w == NULL)
		return -1;
	if (!has_adapter(o)) {
		s->params = params_of_weights(s->w);
		return 0;
	}
	s->adapter = load_adapter(s->w, o, e);
	if (s->adapter == NULL)
		return -1;
	s->params = params_of_adapter(s->adapter);
	return 0;
}

void
start_release(struct start *s)
{
	params_release(&s->params);
	adapter_free(s->adapter);
	weights_free(s->w);
	buf_release(&s->model);
	*s = (struct start){ 0 };
}
