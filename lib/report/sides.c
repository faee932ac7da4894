/* Runs that are compared: see sides.h. */
#include "report/sides.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool
has_side(const struct sides *x, size_t from, uint32_t run)
{
	for (size_t i = from; i < x->n; i++)
		if (x->v[i].run == run)
			return true;
	return false;
}

void
sides_add(struct sides *x, struct results *results)
{
	size_t from = x->n;

	x->results = mem_grow(
	    x->results, &x->results_cap, x->n_results + 1, sizeof(*x->results));
	x->results[x->n_results++] = results;
	for (size_t i = 0; i < results_n_rows(results); i++) {
		uint32_t run = results_row(results, i)->run;

		if (has_side(x, from, run))
			continue;
		x->v = mem_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
		x->v[x->n++] =
		    (struct compare_side){ .results = results, .run = run };
	}
}

/* Puts the side of that name first. */
static int
pick_baseline(struct sides *x, struct str name, struct err *e)
{
	for (size_t i = 0; i < x->n; i++) {
		struct compare_side side = x->v[i];

		if (!str_eq(side.name, name))
			continue;
		memmove(x->v + 1, x->v, i * sizeof *x->v);
		x->v[0] = side;
		return 0;
	}
	return err_set(
	    e, "--baseline: no run '%.*s' in these scores", STR_ARG(name));
}

int
sides_finish(struct sides *x, const char *const *files, const char *baseline,
    const struct interner *names, struct err *e)
{
	bool by_file = x->n == x->n_results && x->n_results > 1;

	for (size_t i = 0; i < x->n; i++)
		x->v[i].name = by_file ? str_of(files[i])
				       : interner_str(names, x->v[i].run);
	if (x->n < 2)
		return err_set(e, "one run alone; give scores of another run "
				  "or another FILE");
	return baseline != NULL ? pick_baseline(x, str_of(baseline), e) : 0;
}

void
sides_put(const struct sides *x, void (*put)(struct buf *out, struct str s),
    struct buf *out)
{
	buf_str(out, STR("a: "));
	put(out, x->v[0].name);
	buf_str(out, STR(", b: "));
	if (x->n == 2)
		put(out, x->v[1].name);
	else
		buf_str(out, STR("the run of the row"));
}

void
sides_release(struct sides *x)
{
	for (size_t i = 0; i < x->n_results; i++)
		results_free(x->results[i]);
	free(x->results);
	free(x->v);
}
