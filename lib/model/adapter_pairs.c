/* LoRA in a file of PEFT's: see adapter_pairs.h. */
#include "model/adapter_pairs.h"

#include <math.h>
#include <string.h>

int
adapter_pair_stray(const struct tensor *t, struct err *e)
{
	return err_set(e,
	    "tensor '%.*s' has no home in this model; is the adapter another "
	    "model's?",
	    STR_ARG(t->name));
}

/* The part of a module that the end of a tensor's name tells, without it. */
static const struct tensor **
part_of(struct str name, const struct lora *l, struct adapter_pair *pairs)
{
	static const char *const ends[] = { ADAPTER_A_END, ADAPTER_B_END,
		ADAPTER_M_END, ADAPTER_M_END ".weight" };
	const struct lora_module *m;
	struct adapter_pair *p;
	size_t i = 0;

	while (i < 4 && !str_ends(name, str_of(ends[i])))
		i++;
	if (i == 4 || (i >= 2 && !l->dora))
		return NULL;
	m = lora_find(l, str_slice(name, 0, name.n - strlen(ends[i])));
	if (m == NULL)
		return NULL;
	p = &pairs[m - l->modules];
	return i == 0 ? &p->a : i == 1 ? &p->b : &p->m;
}

static int
match_one(struct lora *l, struct adapter_pair *pairs, const struct tensor *t,
    struct err *e)
{
	struct str name = t->name;
	const struct tensor **place;

	if (!str_starts(name, STR(ADAPTER_FIRST_PART)))
		return adapter_pair_stray(t, e);
	name = str_slice(name, strlen(ADAPTER_FIRST_PART), name.n);
	place = part_of(name, l, pairs);
	if (place == NULL)
		return adapter_pair_stray(t, e);
	if (*place != NULL)
		return err_set(e,
		    "tensor '%.*s' is there twice, with and without its "
		    "model's first part",
		    STR_ARG(t->name));
	*place = t;
	return 0;
}

/* The rank and alpha that the configuration has for a module. */
static int
give_rank(struct lora_module *m, const struct adapter_config *c, struct err *e)
{
	struct adapter_config plain = *c;
	double rank;

	plain.rslora = false;
	if (adapter_config_of(c, m->name, &rank, &m->alpha, e) ||
	    adapter_config_of(&plain, m->name, &rank, &m->file_alpha, e))
		return -1;
	if (!(rank >= 1 && rank <= LORA_MAX_RANK) || rank != floor(rank))
		return err_set(e, "rank %g of '%.*s' is not 1 to %d", rank,
		    STR_ARG(m->name), LORA_MAX_RANK);
	m->rank = (size_t)rank;
	return 0;
}

/* A target that the model has must have tensors, if but for some layers. */
static int
check_targets(
    const struct lora *l, const struct adapter_config *c, struct err *e)
{
	for (size_t i = 0; i < c->n_targets; i++) {
		size_t ranked, n = lora_count(l, c->targets[i], &ranked);

		if (n > 0 && ranked == 0)
			return err_set(e,
			    "no tensor for '%.*s' of target_modules; the "
			    "file is incomplete",
			    STR_ARG(c->targets[i]));
	}
	return 0;
}

int
adapter_pairs_peft(struct lora *l, struct adapter_pair *pairs,
    const struct safetensors *file, const struct adapter_config *c,
    struct err *e)
{
	int rc = 0;

	l->rslora = c->rslora;
	l->dora = c->dora;
	for (size_t i = 0; rc == 0 && i < safetensors_count(file); i++)
		rc = match_one(l, pairs, safetensors_at(file, i), e);
	for (size_t i = 0; rc == 0 && i < l->n_modules; i++) {
		pairs[i].order = lora_slot_b(&l->modules[i]).order;
		if (pairs[i].a != NULL || pairs[i].b != NULL ||
		    pairs[i].m != NULL)
			rc = give_rank(&l->modules[i], c, e);
	}
	return rc != 0 ? rc : check_targets(l, c, e);
}
