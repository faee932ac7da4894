/*
 * The queries of a task: which of its examples are chosen, from which options
 * they are answered, and by which metric the answers are judged.
 */
#ifndef ICL_EPISODE_QUERIES_H
#define ICL_EPISODE_QUERIES_H

#include "episode/eval_options.h"
#include "episode/eval_source.h"

/* {0} is empty.  Options may point into the list of examples. */
struct queries {
	struct arena texts;
	struct str metric;
	bool free_form;
	struct texts labels;         /* one option list for all, else none */
	struct relabel_task relabel; /* of the labels */
	size_t *picks; /* indices of the chosen queries, in order */
	size_t n_picks;
	uint64_t *sames; /* pool_example.same of these, sorted */
	/* left out: never a query, over the limit, output none of the options,
	 * the text of a shot */
	uint64_t n_demo_only, n_over, n_bad, n_equal;
	struct err first_bad;
};

/*
 * Chooses from the list, whose name messages use.  A query whose output is none
 * of its options is an error unless o->skip_bad.
 */
int queries_make(struct queries *q, const struct eval_options *o,
    const struct eval_source *source, const struct example_list *list,
    const char *name, struct err *e) MUST_CHECK;
void queries_release(struct queries *q);

/* Whether one of the queries has the text of x. */
bool queries_equal(const struct queries *q, const struct pool_example *x);

/* The options of an example of the list. */
struct texts queries_options(
    const struct queries *q, const struct pool_example *x);

/* Index of the right answer; SIZE_MAX when it is none of the options. */
size_t queries_gold(const struct queries *q, const struct pool_example *x);

/* The distinct option lists of the chosen queries, by first use. */
struct texts *queries_lists(const struct queries *q,
    const struct example_list *list, struct arena *a, size_t *n);

#endif
