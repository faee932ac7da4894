/*
 * What a task asks: which of its queries are chosen, from which options they
 * are answered, and how the answers are measured.
 */
#ifndef ICL_EPISODE_QUERIES_H
#define ICL_EPISODE_QUERIES_H

#include "episode/eval_options.h"
#include "episode/eval_source.h"

/* {0} is empty. */
struct queries {
	struct arena texts;
	struct str metric;
	bool free_form;
	struct texts labels; /* one option list for all, else none */
	struct texts words;  /* that labels are drawn from; none: they stay */
	size_t *picks;       /* indices of the chosen queries, in order */
	size_t n_picks;
	/* left out: never a query, over the limit, output none of the options
	 */
	uint64_t n_demo_only, n_over, n_bad;
	struct err first_bad;
};

/*
 * Works them out for a list of queries, named so in messages.  Bad queries are
 * an error unless options says to skip them.
 */
int queries_make(struct queries *q, const struct eval_options *options,
    const struct eval_source *source, const struct example_list *list,
    const char *name, struct err *e) MUST_CHECK;
void queries_release(struct queries *q);

struct texts queries_options(
    const struct queries *q, const struct pool_example *x);

/* Index of the right answer; SIZE_MAX when it is none of the options. */
size_t queries_gold(const struct queries *q, const struct pool_example *x);

/* The distinct option lists of the chosen queries, by first use. */
struct texts *queries_lists(const struct queries *q,
    const struct example_list *list, struct arena *a, size_t *n);

#endif
