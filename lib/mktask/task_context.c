/* What the makers of examples share: see task_context.h. */
#include "mktask/task_context.h"

#include <assert.h>
#include <string.h>

bool
task_borrows(const struct task *t)
{
	for (size_t i = 0; i < t->n_types; i++)
		if (t->types[i] == TEXT_OTHER || t->types[i] == TEXT_MIXED)
			return true;
	return t->kind == TASK_LPP_CLASS;
}

uint64_t
task_context_hash(const struct task *t)
{
	return rng_hash(0, t->name.p, t->name.n);
}

struct rng
task_context_rng(const struct task_context *c, uint64_t salt)
{
	assert(salt < N_SALTS);
	return rng_at(c->o->seed, "item", c->window->v[c->doc].id,
	    task_context_hash(c->task) + c->item * N_SALTS + salt);
}

bool
task_context_elsewhere(const struct task_context *c, size_t doc)
{
	const struct passage *v = c->window->v;

	return doc != c->doc && (v[doc].id_hash != v[c->doc].id_hash ||
				    !str_eq(v[doc].id, v[c->doc].id));
}

struct str
task_context_join(const struct task_context *c, const struct str *v, size_t n)
{
	size_t bytes = n, at = 0;
	char *to;

	assert(n > 0);
	for (size_t i = 0; i < n; i++)
		bytes += v[i].n;
	to = arena_alloc(c->arena, bytes, 1);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			to[at++] = ' ';
		memcpy(to + at, v[i].p, v[i].n);
		at += v[i].n;
	}
	return (struct str){ to, at };
}

void
task_context_output(
    const struct task_context *c, struct example *x, struct str output)
{
	struct str *v = arena_alloc(c->arena, 1, sizeof *v);

	*v = output;
	x->outputs = v;
	x->n_outputs = 1;
}
