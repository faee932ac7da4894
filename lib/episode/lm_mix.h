/*
 * Plain text between episodes, so that a model does not forget plain language
 * while it learns from them.  The file is read as a stream, and again from its
 * start when it ends; documents are cut between sentences so that a record is
 * about as long as an episode, and nothing of them is lost.
 */
#ifndef ICL_EPISODE_LM_MIX_H
#define ICL_EPISODE_LM_MIX_H

#include "episode/plain.h"

/* All that it points to is borrowed. */
struct lm_mix_options {
	const char *path; /* segments or examples */
	double share;     /* of the records, in [0, 1) */
	size_t max_bytes; /* of a record, if sentences are that short */
	const struct plain_options *plain; /* how they become texts */
};

/* The file, and how far it was read. */
struct lm_mix;

/* Opens the file, a regular one; options must outlive it. */
struct lm_mix *lm_mix_new(
    const struct lm_mix_options *options, struct err *e) MUST_CHECK;
void lm_mix_free(struct lm_mix *b);

/* Whether record i of the output, from 0, is plain text: evenly spread. */
bool lm_mix_is_plain(const struct lm_mix *b, uint64_t i);

/* The next record; its texts are good until the next call. */
int lm_mix_next(
    struct lm_mix *b, struct plain_text *t, struct err *e) MUST_CHECK;

/* Adds a line that says what became of the records read. */
void lm_mix_tell(const struct lm_mix *b, struct buf *out);

#endif
