/*
 * What a task asks: which of its queries are chosen, from which options they
 * are answered, and how the answers are measured.
 */
#ifndef ICL_EPISODE_QUESTIONS_H
#define ICL_EPISODE_QUESTIONS_H

#include "episode/evaluation.h"

/* {0} is empty. */
struct questions {
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
 * an error unless config says to skip them.
 */
int questions_make(struct questions *q, const struct eval_config *config,
    const struct eval_source *source, const struct example_list *list,
    const char *name, struct err *e) MUST_CHECK;
void questions_release(struct questions *q);

struct texts questions_options(
    const struct questions *q, const struct pool_example *x);

/* Index of the right answer; SIZE_MAX when it is none of the options. */
size_t questions_gold(const struct questions *q, const struct pool_example *x);

/* The distinct option lists of the chosen queries, by first use. */
struct texts *questions_lists(const struct questions *q,
    const struct example_list *list, struct arena *a, size_t *n);

#endif
