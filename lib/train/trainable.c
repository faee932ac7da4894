/* Weights, adapter and parameters of a run: see trainable.h. */
#include "train/trainable.h"

#include <sys/sysinfo.h>

#include "io/file.h"

enum { CONFIG_MAX_BYTES = 1 << 20 };

static int
read_config(const char *path, struct model_config *m, struct err *e)
{
	struct buf text = { 0 };
	int rc = file_read(path, CONFIG_MAX_BYTES, &text, e);

	if (rc == 0 && model_config_parse(buf_view(&text), m, e))
		rc = err_prefix(e, "%s", path);
	buf_release(&text);
	return rc;
}

static bool
has_adapter(const struct trainable_options *o)
{
	return o->fresh.rank > 0 || o->fresh.tokens > 0 || o->adapter != NULL;
}

/*
 * A configuration is a few bytes whose model may be larger than any machine:
 * it is refused before memory is asked for.  Its numbers need at least this
 * much, those that are trained with a gradient each.
 */
static int
check_memory(const struct model_config *m, bool trained, struct err *e)
{
	double n = (double)model_config_parameters(m);
	double need = n * (trained ? 2 : 1) * sizeof(float), have;
	struct sysinfo info;

	if (sysinfo(&info) != 0)
		return 0;
	have = ((double)info.totalram + (double)info.totalswap) *
	       (double)info.mem_unit;
	if (need <= have)
		return 0;
	return err_set(e,
	    "%.4g parameters take at least %.4g GB; this machine has %.3g GB",
	    n, need / 1e9, have / 1e9);
}

static struct weights *
random_weights(const struct trainable_options *o, struct err *e)
{
	struct model_config m;

	if (read_config(o->init, &m, e))
		return NULL;
	if (check_memory(&m, !has_adapter(o), e)) {
		err_prefix(e, "%s", o->init);
		return NULL;
	}
	return weights_random(&m, o->fresh.seed);
}

/* Where no model is named, it is the one that the adapter says. */
static int
find_model(
    struct trainable *t, const struct trainable_options *o, struct err *e)
{
	if (o->model != NULL || o->init != NULL) {
		buf_str(&t->model, str_of(o->model == NULL ? "" : o->model));
		return 0;
	}
	if (adapter_base(o->adapter, &t->model, e))
		return -1;
	if (!file_exists(t->model.p))
		return err_set(e,
		    "%s: its base '%s' is no file here; give -m MODEL",
		    o->adapter, t->model.p);
	return 0;
}

/* A run that trains an adapter does not go on from a model, nor the other way.
 */
static int
check_kind(const struct trainable_options *o, struct err *e)
{
	struct buf path = { 0 };
	bool was;

	if (o->checkpoint == NULL)
		return 0;
	was = file_exists(file_join(&path, o->checkpoint, ADAPTER_CONFIG_FILE));
	buf_release(&path);
	if (was == has_adapter(o))
		return 0;
	return err_set(e,
	    "%s: made with other options: %s an adapter there, %s here; give "
	    "the same, or --force to start anew",
	    o->checkpoint, was ? "with" : "without", was ? "without" : "with");
}

/* A checkpoint's weights are of the configuration that is given again. */
static int
check_init(
    const struct weights *w, const struct trainable_options *o, struct err *e)
{
	struct buf was = { 0 }, is = { 0 };
	struct model_config m;
	bool same;

	if (o->checkpoint == NULL || o->init == NULL)
		return 0;
	if (read_config(o->init, &m, e))
		return -1;
	model_config_write(&was, &w->config, NULL);
	model_config_write(&is, &m, NULL);
	same = str_eq(buf_view(&was), buf_view(&is));
	buf_release(&was);
	buf_release(&is);
	if (same)
		return 0;
	return err_set(e,
	    "%s: not the configuration of %s; give the same, or --force to "
	    "start anew",
	    o->init, o->checkpoint);
}

static struct adapter *
load_adapter(
    const struct weights *w, const struct trainable_options *o, struct err *e)
{
	if (o->checkpoint != NULL)
		return adapter_load(o->checkpoint, w, e);
	if (o->adapter != NULL)
		return adapter_load(o->adapter, w, e);
	return adapter_new(w, &o->fresh, e);
}

int
trainable_load(
    struct trainable *t, const struct trainable_options *o, struct err *e)
{
	if (find_model(t, o, e) || check_kind(o, e))
		return -1;
	if (o->checkpoint != NULL && !has_adapter(o))
		t->w = weights_load(o->checkpoint, e);
	else if (t->model.n > 0)
		t->w = has_adapter(o) && !o->merge
			   ? weights_map(t->model.p, e)
			   : weights_load(t->model.p, e);
	else
		t->w = random_weights(o, e);
	if (t->w == NULL || check_init(t->w, o, e) ||
	    model_config_set_context(&t->w->config, o->ctx, e))
		return -1;
	if (!has_adapter(o)) {
		t->params = params_of_weights(t->w);
		return 0;
	}
	t->adapter = load_adapter(t->w, o, e);
	if (t->adapter == NULL)
		return -1;
	t->params = params_of_adapter(t->adapter);
	return 0;
}

void
trainable_release(struct trainable *t)
{
	params_release(&t->params);
	adapter_free(t->adapter);
	weights_free(t->w);
	buf_release(&t->model);
	*t = (struct trainable){ 0 };
}
