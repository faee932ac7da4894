/* LoRA adapters in GGUF: see adapter_pairs.h. */
#include <math.h>
#include <string.h>

#include "model/adapter_pairs.h"
#include "model/family_config.h"

#define A_END ".lora_a"
#define B_END ".lora_b"

static int
check_key(
    const struct gguf *g, const char *key, const char *want, struct err *e)
{
	struct str s = gguf_str(g, key);

	if (str_eq(s, str_of(want)))
		return 0;
	return err_set(e, "'%s' is '%.*s', not '%s'", key, STR_ARG(s), want);
}

static int
check_kind(const struct gguf *g, enum family f, struct err *e)
{
	const char *architecture = family_of(f)->gguf;

	if (architecture == NULL)
		return err_set(e,
		    "there are no adapters in GGUF for %s models; convert it "
		    "to PEFT's form",
		    model_family_name(f));
	if (gguf_count(g, "adapter.alora.invocation_tokens") > 0)
		return err_set(e,
		    "an adapter that some tokens switch on is not supported");
	return check_key(g, "general.type", "adapter", e) ||
		       check_key(g, "adapter.type", "lora", e) ||
		       check_key(g, "general.architecture", architecture, e)
		   ? -1
		   : 0;
}

/* The module whose weight the slot is; NULL if it is none of l's. */
static struct lora_module *
module_at(const struct lora *l, const struct slot *s)
{
	for (size_t i = 0; s != NULL && i < l->n_modules; i++) {
		const struct slot *m = &l->modules[i].slot;

		if (m->id == s->id && m->layer == s->layer &&
		    m->first_row == s->first_row && m->rows == s->rows)
			return &l->modules[i];
	}
	return NULL;
}

struct match {
	enum family family;
	struct slot *slots;
	size_t n_slots;
	struct lora *l;
	struct adapter_pair *pairs;
};

static int
match_one(const struct match *x, const struct tensor *t, struct err *e)
{
	bool is_b = str_ends(t->name, STR(B_END));
	struct str name;
	struct slot *s;
	struct lora_module *m;

	if (!is_b && !str_ends(t->name, STR(A_END)))
		return adapter_pair_stray(t, e);
	name = str_slice(t->name, 0, t->name.n - strlen(A_END));
	s = tensor_names_find(
	    x->family, CONTAINER_GGUF, x->slots, x->n_slots, name);
	m = module_at(x->l, s);
	if (m == NULL)
		return adapter_pair_stray(t, e);
	if (is_b) {
		x->pairs[m - x->l->modules].b = t;
		x->pairs[m - x->l->modules].order = s->order;
	} else {
		x->pairs[m - x->l->modules].a = t;
	}
	return 0;
}

/* llama.cpp takes an alpha of 0, or none, as a factor of 1. */
static int
give_ranks(const struct match *x, double alpha, struct err *e)
{
	if (!isfinite(alpha))
		return err_set(e, "'adapter.lora.alpha' is no sound number");
	for (size_t i = 0; i < x->l->n_modules; i++) {
		struct lora_module *m = &x->l->modules[i];
		const struct tensor *a = x->pairs[i].a;

		if (a == NULL)
			continue;
		if (a->n_dims != 2 || a->dims[0] < 1 ||
		    a->dims[0] > LORA_MAX_RANK)
			return err_set(e,
			    "tensor '%.*s' is no matrix of rank 1 to %d",
			    STR_ARG(a->name), LORA_MAX_RANK);
		m->rank = (size_t)a->dims[0];
		m->alpha = alpha == 0 ? (double)m->rank : alpha;
	}
	return 0;
}

int
adapter_pairs_gguf(const struct weights *w, struct lora *l,
    struct adapter_pair *pairs, const struct gguf *g, struct err *e)
{
	struct match x = { w->config.family, NULL, 0, l, pairs };
	struct arena arena = { 0 };
	const struct tensor *t;
	size_t n;
	int rc = check_kind(g, x.family, e);

	t = gguf_tensors(g, &n);
	if (rc == 0)
		x.slots = tensor_names_slots(
		    &w->config, CONTAINER_GGUF, &arena, &x.n_slots);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = match_one(&x, &t[i], e);
	if (rc == 0)
		rc = give_ranks(&x, gguf_real(g, "adapter.lora.alpha", 0), e);
	arena_release(&arena);
	return gguf_check(g, e) ? -1 : rc;
}
