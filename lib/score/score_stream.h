/*
 * icl-score over a stream of tokens, from files to files: opens model and
 * stream, sees that the tokens are of the model's own vocabulary, writes the
 * header, and has sets scored (score_sets.h) or the losses of training
 * records written (filter.h).
 */
#ifndef ICL_SCORE_SCORE_STREAM_H
#define ICL_SCORE_SCORE_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/opt.h"
#include "base/comm.h"

/* As the command line has them; texts and lists outlive the run. */
struct score_options {
	const char *model;       /* folder or .gguf file */
	struct opt_list adapter; /* folders or "none"; empty: the model bare */
	const char *run; /* name in tables; NULL: the model's, +adapter */
	uint64_t ctx;    /* of texts beyond the model's usual context; 0: not */
	uint64_t micro_tokens;
	int precision; /* enum precision */
	/* of sets */
	uint64_t generate;    /* tokens of an answer at most; 0: no answers */
	struct opt_list stop; /* texts that end one, as typed; or the set's */
	const char *cache;    /* folder; NULL: none */
	/* of records: nll instead of sets, by one adapter at most */
	bool nll, gain;
	bool forward; /* tokens of records that gain more than min_gain */
	double min_gain;
	const char *scores; /* with passes: file of the scores; NULL: none */
};

struct score_stream {
	const struct score_options *options;
	const struct opt_common *common;
	const struct opt_spec *spec; /* with config: for headers */
	const void *config;
	struct comm *comm; /* of which only rank 0 writes */
	/* a line for people: what was skipped, what it cost */
	say_fn *say;
};

/*
 * All of the stream, or to the common count.  On error no stream that was begun
 * is committed: no file appears, and a pipe sees a frame without its end.
 */
int score_stream_run(const struct score_stream *m, struct err *e) MUST_CHECK;

#endif
