/*
 * Episodes made to fit: what is shortened, dropped and put under loss when the
 * ids of an episode are more than a context holds.
 *
 * Pieces are tokenised alone, so that an example is a list of id lists with
 * their roles.  Nothing here depends on any other record but, for a query, its
 * set.
 */
#ifndef ICL_ENCODE_FIT_H
#define ICL_ENCODE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/episode.h"
#include "io/tokens.h"
#include "encode/counts.h"

enum fit_overflow { FIT_DROP_OLDEST, FIT_METAICL, FIT_FAIL };

/* How a record that is too long is made to fit: see --overflow of icl-tok. */
struct fit_options {
	uint32_t ctx;     /* tokens of a record, BOS and prefix included */
	uint32_t example; /* tokens of an example */
	enum fit_overflow overflow;
	int64_t bos;        /* put first; -1: none */
	bool reserve_given; /* else only where there are no candidates */
	uint32_t reserve;   /* tokens kept free for generation */
};

/* A piece of an example as ids, in memory of the caller. */
struct fit_piece {
	struct ids ids; /* shortened in place: v stays, n gets smaller */
	char role; /* ROLE_… of io/episode.h; only x is ever shortened, but
		      for MetaICL's own rules */
	bool loss; /* its tokens are to be predicted */
};

struct fit_example {
	struct fit_piece *v;
	size_t n;
};

/*
 * In all three, the examples may be shortened in place, what *out points to is
 * in the arena or belongs to the record, and c is added to.
 *
 * 1 and the tokens of a training episode in the arena, 0 when it is dropped,
 * -1 under FIT_FAIL.  Examples are those of ep, the query last.
 */
int fit_episode(const struct fit_options *f, const struct episode *ep,
    struct fit_example prefix, struct fit_example *examples, struct arena *a,
    struct token_episode *out, struct counts *c, struct err *e) MUST_CHECK;

/* The tokens of a set: every demonstration, each cut to its size. */
void fit_set(const struct fit_options *f, const struct eval_set *s,
    struct fit_example prefix, struct fit_example *demos, struct arena *a,
    struct token_set *out, struct counts *c);

/* The tokens of a query of set s, as fit_episode; set->reserve is known. */
int fit_query(const struct fit_options *f, const struct token_set *s,
    const struct query *q, struct fit_example shared,
    struct fit_example *candidates, struct arena *a, struct token_query *out,
    struct counts *c, struct err *e) MUST_CHECK;

#endif
