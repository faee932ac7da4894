/*
 * A run of a model over evaluation sets: tokens in, scores out.  Choices are
 * scored (scorer.h) and free-form queries answered (generate.h); a cache gives
 * back what was computed before (cache.h).
 *
 * Ranks take turns: of as many sets as there are ranks each scores one, and
 * rank 0 writes them in their order, so that the records are those of one.
 */
#ifndef ICL_SCORE_SCORE_SETS_H
#define ICL_SCORE_SCORE_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "base/comm.h"
#include "io/reader.h"
#include "io/texts.h"
#include "io/tokens.h"
#include "io/writer.h"
#include "model/adapter.h"
#include "score/scorer.h"
#include "model/weights.h"
#include "tok/tokenizer.h"

/*
 * The model itself or under an adapter, and how its records are named: each
 * set is written once for each of them.
 */
struct scored_model {
	struct adapter *adapter; /* NULL: bare */
	struct str name, run;    /* of the adapter, of the run */
};

struct score_sets {
	struct comm *comm;
	struct reader
	    *in; /* begun on a stream of tokens, the same in all ranks */
	struct writer *out; /* of rank 0, else NULL */
	const struct token_vocab *vocab;
	const struct weights *weights;
	const struct tokenizer *tokenizer; /* of answers; else may be NULL */
	struct str model;                  /* its name */
	const struct scored_model
	    *models; /* each set is scored by all of them */
	size_t n_models;
	size_t micro_tokens;
	unsigned threads;
	size_t generate;   /* tokens of an answer at most; 0: no answers */
	struct texts stop; /* that end one; none: the set's */
	const char *cache; /* folder; NULL: none */
	uint64_t count;    /* stop after so many records written; 0: all */
	bool skip_bad;
	struct progress *progress;
	uint64_t work; /* ids of the whole stream (work.h), 0: not known */
	/* filled in */
	uint64_t n_read, n_written, n_bad, n_cached; /* cached: sets */
	struct scorer_cost cost;
};

int score_sets_run(struct score_sets *s, struct err *e) MUST_CHECK;

#endif
