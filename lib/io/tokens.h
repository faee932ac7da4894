/*
 * Records of kind tokens: episodes, sets and queries as ids, in binary after
 * the header.  icl-stream(5) has the offset tables.  What a reader gives
 * is checked: every id below the vocabulary's size, every span inside its
 * ids, every length below the caps.
 */
#ifndef ICL_IO_TOKENS_H
#define ICL_IO_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/episode.h"
#include "io/reader.h"

struct ids {
	const uint32_t *v;
	size_t n;
};

struct id_span { /* half-open, of token indices */
	uint32_t begin, end;
};

struct id_spans {
	const struct id_span *v;
	size_t n;
};

/* How many tokens are inside all of the spans, which do not overlap. */
size_t id_spans_count(const struct id_spans *s);

/* How many leading ids n >= 1 lists have in common. */
size_t ids_common(const struct ids *lists, size_t n);

struct token_episode {
	struct str id, task;
	bool lm;
	struct ids ids;       /* head, then the examples that were kept */
	struct id_spans loss; /* tokens to be predicted; never holds token 0 */
	uint32_t head;        /* leading ids that are BOS and prefix */
	const uint32_t
	    *starts; /* token index of each example, the query last */
	size_t n_examples;
};

struct token_set {
	uint64_t set;
	struct str task, method, layout, metric, variant;
	uint64_t k, seed;
	struct texts options, stop;
	struct ids ids; /* head, then every demonstration */
	uint32_t head;
	const uint32_t *starts; /* token index of each demonstration */
	size_t n_demos;
	uint32_t ctx;       /* the context that skips were made for */
	uint32_t reserve;   /* tokens kept free for generation */
	uint64_t n_dropped; /* shots or queries that --drop-equal left out */
	bool by_letter;     /* answers are the letters of the options */
};

struct token_candidate {
	struct ids ids;
	struct id_spans loss; /* relative to the candidate's first id */
};

struct token_query {
	uint64_t set;
	struct str id;
	struct ids shared;
	const struct token_candidate *candidates;
	size_t n_candidates;
	/* leading ids of demonstrations and shared that this query drops after
	 * the head: one number, or one a candidate */
	const uint32_t *skip;
	size_t n_skip;
	struct texts options, refs;
	bool has_options;
	int64_t gold;
	bool is_null, is_domain; /* as in an episode's query */
	struct str null;
};

struct token_record {
	enum episode_type type;
	struct token_episode train;
	struct token_set set;
	struct token_query query;
};

/* The vocabulary, as line 1 describes it. */
struct token_vocab {
	uint32_t size;
	char digest[DIGEST_HEX]; /* over (pieces, ranks) */
};

/* Version of the binary records, `tokens` in the header. */
#define TOKENS_VERSION 1

/* The largest record in bytes; a longer one is an error. */
#define TOKENS_RECORD_MAX ((size_t)1 << 28)

/* From the header; a stream without one cannot be read as tokens. */
int token_vocab_read(
    const struct reader *r, struct token_vocab *v, struct err *e) MUST_CHECK;

/* The stream's vocabulary has to be that of the digest, which path's is. */
int token_vocab_check(const struct reader *r, const struct token_vocab *v,
    const char digest[DIGEST_HEX], const char *path, struct err *e) MUST_CHECK;

/* Adds the members that token_vocab_read wants, for struct intro's `more`. */
void token_vocab_write(struct buf *more, const struct token_vocab *v);

/* 1 and a record in the arena, 0 at the end, -1 on error. */
int token_next(struct reader *r, const struct token_vocab *v, struct arena *a,
    struct token_record *rec, struct err *e) MUST_CHECK;

/*
 * One record from memory: its type byte and the body after its length.  What
 * it gives points into the arena and into body.
 */
int token_parse(char type, struct str body, const struct token_vocab *v,
    struct arena *a, struct token_record *rec, struct err *e) MUST_CHECK;

/*
 * What a query and the set before it must have in common: every skip within
 * demonstrations and shared, and an id to predict each candidate's first loss
 * from.
 */
int token_query_check(const struct token_set *s, const struct token_query *q,
    struct err *e) MUST_CHECK;

/*
 * Add the record's bytes, its type and length before its body.  Lengths must be
 * below the caps, as they are in whatever was read; what is read again is
 * equal.
 */
void token_episode_write(struct buf *out, const struct token_episode *ep);
void token_set_write(struct buf *out, const struct token_set *s);
void token_query_write(struct buf *out, const struct token_query *q);
void token_record_write(struct buf *out, const struct token_record *rec);

#endif
