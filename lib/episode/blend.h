/*
 * Plain text between episodes, so that a model does not forget how to read
 * while it learns from them.  The file is read as a stream, from its start
 * again when it ends; documents are cut between sentences so that a record is
 * about as long as an episode, and nothing of them is lost.
 */
#ifndef ICL_EPISODE_BLEND_H
#define ICL_EPISODE_BLEND_H

#include "episode/plain.h"

struct blend_config {
	const char *path;    /* segments or examples */
	double share;        /* of the records, in [0, 1) */
	size_t max_bytes;    /* of a record, if sentences are that short */
	struct guard *guard; /* notes what it finds; NULL: none */
	bool guard_drop;     /* leave hits out instead of failing */
	struct plain_how how;
};

struct blend_counts {
	uint64_t n_records; /* made */
	/* read in the first round */
	uint64_t n_read, n_empty, n_bad, n_hits;
	uint64_t n_rounds; /* begun after the first */
	struct err first_bad;
};

struct blend;

/* config and what it points to must outlive it. */
struct blend *blend_new(
    const struct blend_config *config, struct err *e) MUST_CHECK;
void blend_free(struct blend *b);

/* Whether record i of the output, from 0, is plain text: evenly spread. */
bool blend_is_plain(const struct blend *b, uint64_t i);

/* The next record; what it points to is good until the next call. */
int blend_next(struct blend *b, struct plain_text *t, struct err *e) MUST_CHECK;

const struct blend_counts *blend_counted(const struct blend *b);

/* What became of the records read, for people. */
void blend_tell(const struct blend *b, struct buf *out);

#endif
