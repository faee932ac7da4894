/* Adapters as training begins with them: see adapter.h. */
#include "model/adapter.h"

#include <math.h>
#include <stdlib.h>

#include "base/rng.h"
#include "model/decoder.h"

/* The names that there are, for who named another. */
static int
no_such_target(const struct lora *l, struct str target, struct err *e)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < l->n_modules; i++) {
		const struct lora_module *m = &l->modules[i];
		size_t from = m->name.n;

		if (m->slot.layer > 0)
			continue;
		while (from > 0 && m->name.p[from - 1] != '.')
			from--;
		buf_str(&names, STR(" "));
		buf_str(&names, str_slice(m->name, from, m->name.n));
	}
	err_set(e, "no linear layer '%.*s' in the model; it has%s",
	    STR_ARG(target), names.p);
	buf_release(&names);
	return -1;
}

/* Attention's layers, the MLP's or all, by a name that no layer has. */
static bool
is_of_kind(const struct lora_module *m, struct str kind)
{
	enum tensor_id id = m->slot.id;

	if (str_eq(kind, STR("attn")))
		return id == TENSOR_QKV_W || id == TENSOR_OUT_W;
	if (str_eq(kind, STR("mlp")))
		return id == TENSOR_UP_W || id == TENSOR_DOWN_W;
	return str_eq(kind, STR("all"));
}

/* Gives a rank to the modules of a kind, or else of a name; how many. */
static size_t
choose_some(struct lora *l, struct str target, const struct adapter_options *o)
{
	double root = sqrt((double)o->rank);
	double alpha = o->rslora ? o->alpha * root : o->alpha;
	size_t n = 0;

	for (size_t i = 0; i < l->n_modules; i++) {
		struct lora_module *m = &l->modules[i];

		if (!is_of_kind(m, target))
			continue;
		m->rank = o->rank;
		m->alpha = alpha;
		n++;
	}
	return n > 0 ? n : lora_target(l, target, o->rank, alpha);
}

static int
choose(struct lora *l, const struct adapter_options *o, struct err *e)
{
	struct str rest = str_of(o->targets == NULL ? "" : o->targets);

	do {
		size_t n = 0;
		struct str target;

		while (n < rest.n && rest.p[n] != ',')
			n++;
		target = str_slice(rest, 0, n);
		if (target.n == 0 && o->targets != NULL)
			return err_set(e, "an empty name in '%s'", o->targets);
		if (choose_some(l, target, o) == 0)
			return no_such_target(l, target, e);
		rest = str_slice(rest, n + (n < rest.n), rest.n);
	} while (rest.n > 0);
	l->rslora = o->rslora;
	for (size_t i = 0; i < l->n_modules; i++)
		l->modules[i].file_alpha = o->alpha;
	return 0;
}

static int
begin_lora(struct adapter *a, const struct weights *w,
    const struct adapter_options *o, struct err *e)
{
	a->kind = ADAPTER_LORA;
	a->lora = lora_new(&w->config);
	if (choose(a->lora, o, e))
		return -1;
	a->lora->dora = o->dora;
	lora_place(a->lora);
	a->n = a->lora->n;
	a->data = mem_aligned(a->n, sizeof *a->data);
	a->lora->data = a->data;
	lora_random(a->lora, o->seed, a->data);
	lora_begin_dora(a->lora, w, a->data);
	return 0;
}

static int
begin_prefix(struct adapter *a, const struct weights *w,
    const struct adapter_options *o, struct err *e)
{
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b, .keep = 1 };
	uint32_t *ids;
	struct decoder *d;
	struct rng rng = rng_at(o->seed, "prefix", STR(""), 0);

	if (o->tokens >= w->config.n_positions)
		return err_set(e,
		    "a prefix of %zu leaves nothing of the model's %zu "
		    "positions",
		    o->tokens, w->config.n_positions);
	a->kind = ADAPTER_PREFIX;
	a->prefix = prefix_of(&w->config, o->tokens);
	a->n = prefix_count(&a->prefix);
	a->data = mem_aligned(a->n, sizeof *a->data);
	a->prefix.data = a->data;
	ids = mem_new(o->tokens, sizeof *ids);
	for (size_t i = 0; i < o->tokens; i++)
		ids[i] = (uint32_t)rng_below(&rng, w->config.vocab_size);
	batch_segment(&b, ids, o->tokens, 0, NO_PARENT);
	free(ids);
	d = decoder_new(w, 0, o->threads);
	decoder_forward(d, &in, NULL);
	decoder_keys(d, &b, 0, a->data);
	decoder_free(d);
	batch_release(&b);
	return 0;
}

struct adapter *
adapter_new(
    const struct weights *w, const struct adapter_options *o, struct err *e)
{
	struct adapter *a = mem_new(1, sizeof *a);
	int rc =
	    o->rank > 0 ? begin_lora(a, w, o, e) : begin_prefix(a, w, o, e);

	if (rc == 0)
		return a;
	adapter_free(a);
	return NULL;
}
