/*
 * Training tokens through a model: the loss of every record as scores, and
 * the records themselves where their demonstrations help.
 *
 * Records are computed together, as many as micro_tokens holds, and written in
 * the order they came: how many there are together changes no byte.
 */
#ifndef ICL_SCORE_FILTER_H
#define ICL_SCORE_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "io/reader.h"
#include "io/tokens.h"
#include "io/writer.h"
#include "model/adapter.h"
#include "model/weights.h"

struct filter {
	struct reader *in; /* begun on a stream of tokens */
	const struct token_vocab *vocab;
	const struct weights *weights;
	const struct adapter *adapter; /* NULL: none */
	size_t micro_tokens;
	unsigned threads;
	bool gain;           /* also without demonstrations */
	double min_gain;     /* records pass that gain more, or have no gain */
	struct writer *pass; /* tokens of those; NULL: none wanted */
	struct writer *scores; /* a line a record; NULL: none wanted */
	uint64_t count;        /* stop after so many written; 0: all */
	bool skip_bad;
	struct progress *progress;
	uint64_t work; /* ids of the whole stream (work.h), 0: not known */
	/* filled in */
	uint64_t n_read, n_written, n_bad;
	uint64_t done; /* ids computed */
};

/*
 * Reads to the end of the stream or to the count.  The writers are the
 * caller's, who commits them when this went well.
 */
int filter_run(struct filter *f, struct err *e) MUST_CHECK;

#endif
