/*
 * Episodes made to fit: what is shortened, dropped and put under loss when the
 * ids of an episode are more than a context holds.
 *
 * Pieces are tokenised alone, so that an example is a list of id lists with
 * their roles.  Nothing here depends on any other record but, for a query, its
 * set.
 */
#ifndef ICL_TOK_FIT_H
#define ICL_TOK_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/episode.h"
#include "io/tokens.h"

enum fit_overflow { FIT_DROP_OLDEST, FIT_METAICL, FIT_FAIL };

struct fit {
	uint32_t ctx;     /* tokens of a record, BOS and prefix included */
	uint32_t example; /* tokens of an example */
	enum fit_overflow overflow;
	int64_t bos;        /* put first; -1: none */
	bool reserve_given; /* else only where there are no candidates */
	uint32_t reserve;   /* tokens kept free for generation */
};

struct fit_piece {
	struct ids ids; /* shortened in place: v stays, n gets smaller */
	char role;
	bool loss;
};

struct fit_example {
	struct fit_piece *v;
	size_t n;
};

/* What happened, by reason: read - documents = written - windows + too_long +
 * no_loss + bad. */
struct fit_counts {
	uint64_t read, written;
	uint64_t too_long;     /* dropped: did not fit without its y cut */
	uint64_t no_loss;      /* dropped: nothing left to learn or score */
	uint64_t bad;          /* skipped: not a valid record */
	uint64_t x_example;    /* examples whose x was cut to --example */
	uint64_t y_example;    /* examples whose y was (metaicl, inst:) */
	uint64_t long_example; /* examples left longer: y is not cut */
	uint64_t x_ctx;        /* records whose query's x was cut to --ctx */
	uint64_t demos;        /* demonstrations read */
	uint64_t demos_gone;   /* of them dropped, per query in a set */
	uint64_t demos_cut;    /* of them cut in the middle (metaicl) */
	uint64_t first_loss;   /* token 0 taken out of the loss */
	uint64_t documents;    /* plain-text records joined or cut, */
	uint64_t windows;      /* and what they became */
	uint64_t tokens, loss_tokens; /* written */
};

void fit_counts_add(struct fit_counts *sum, const struct fit_counts *c);

/* Adds the counts as a line with a JSON object. */
void fit_counts_put(struct buf *out, const struct fit_counts *c);

/*
 * 1 and the tokens of a training episode in the arena, 0 when it is dropped,
 * -1 under FIT_FAIL.  Examples are those of ep, the query last.
 */
int fit_episode(const struct fit *f, const struct episode *ep,
    struct fit_example prefix, struct fit_example *examples, struct arena *a,
    struct token_episode *out, struct fit_counts *c, struct err *e) MUST_CHECK;

/* The tokens of a set: every demonstration, each cut to its size. */
void fit_set(const struct fit *f, const struct eval_set *s,
    struct fit_example prefix, struct fit_example *demos, struct arena *a,
    struct token_set *out, struct fit_counts *c);

/* The tokens of a query of set s, as fit_episode; set->reserve is known. */
int fit_query(const struct fit *f, const struct token_set *s,
    const struct query *q, struct fit_example shared,
    struct fit_example *candidates, struct arena *a, struct token_query *out,
    struct fit_counts *c, struct err *e) MUST_CHECK;

#endif
