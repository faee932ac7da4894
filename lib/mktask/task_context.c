/* What makers of examples share: see task_context.h. */
#include "mktask/task_context.h"

#include <string.h>

bool
task_lends(const struct task *t)
{
	for (size_t i = 0; i < t->n_types; i++)
		if (t->types[i] == OTHER || t->types[i] == MIXED)
			return true;
	return t->kind == TASK_LPP_CLASS;
}

uint64_t
task_context_hash(const struct task *t)
{
	return rng_hash(0, t->name.p, t->name.n);
}

struct rng
task_context_rng(const struct task_context *s, uint64_t salt)
{
	return rng_at(s->o->seed, "item", s->window->v[s->own].id,
	    task_context_hash(s->task) + s->item * N_SALTS + salt);
}

bool
task_context_elsewhere(const struct task_context *s, size_t doc)
{
	const struct passage *v = s->window->v;

	return doc != s->own && (v[doc].id_hash != v[s->own].id_hash ||
				    !str_eq(v[doc].id, v[s->own].id));
}

struct str
task_context_join(const struct task_context *s, const struct str *v, size_t n)
{
	size_t bytes = n, at = 0;
	char *to;

	for (size_t i = 0; i < n; i++)
		bytes += v[i].n;
	to = arena_alloc(s->arena, bytes, 1);
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
    const struct task_context *s, struct example *x, struct str output)
{
	struct str *v = arena_alloc(s->arena, 1, sizeof *v);

	*v = output;
	x->outputs = v;
	x->n_outputs = 1;
}
