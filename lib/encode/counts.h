/* Counts of the records of a run, by what was done with them and why. */
#ifndef ICL_ENCODE_COUNTS_H
#define ICL_ENCODE_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* read - documents = written - windows + too_long + no_loss + bad. */
struct counts {
	uint64_t read, written;
	uint64_t too_long;     /* dropped: did not fit without its y cut */
	uint64_t no_loss;      /* dropped: nothing left to learn or score */
	uint64_t bad;          /* skipped: not a valid record */
	uint64_t examples;     /* looked at: demonstrations and queries */
	uint64_t queries;      /* of them the queries */
	uint64_t below_k;      /* queries that keep fewer than k shots */
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

/* Adds the counts as a line with a JSON object. */
void counts_put(struct buf *out, const struct counts *c);

/*
 * Adds what was dropped and cut, each with its share, and what to do about it,
 * as one line without its end; false, and nothing, when nothing was lost.  ctx
 * and example are the limits of --ctx and --example.
 */
bool counts_put_lost(
    struct buf *out, const struct counts *c, uint32_t ctx, uint32_t example);

#endif
