/*
 * The episode: examples of pieces, each piece with its role and its loss.
 * Truncation, masks, gains and calibration read it and never guess.
 *
 * Three records make up a stream of kind episodes: a training episode, and
 * for evaluation a set (demonstrations and what its queries have in common)
 * followed by its queries.
 */
#ifndef ICL_IO_EPISODE_H
#define ICL_IO_EPISODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/texts.h"

enum role {
	ROLE_INPUT = 'x',
	ROLE_OUTPUT = 'y',
	ROLE_LAYOUT = 't', /* the only place for special tokens */
};

struct piece {
	struct str text; /* tokenised alone */
	char role;       /* enum role */
	bool loss;
};

struct pieces { /* one example, or one side of one */
	struct piece *v;
	size_t n;
};

struct episode {
	struct str id, task, method, layout;
	uint64_t k;
	struct texts options;
	struct pieces prefix;    /* before the first example, never dropped */
	struct pieces *examples; /* the query last */
	size_t n_examples;
	bool lm; /* plain text: one example of one y piece under loss */
};

struct eval_set {
	uint64_t set;
	struct str task, method, layout, metric,
	    variant; /* variant may be "" */
	uint64_t k, seed;
	struct texts options, stop;
	struct pieces prefix;
	struct pieces *demos; /* loss is not looked at */
	size_t n_demos;
	uint64_t n_dropped; /* shots or queries that --drop-equal left out */
	bool by_letter;     /* answers are the letters of the options */
};

struct query {
	uint64_t set;
	struct str id;
	struct pieces shared;
	struct pieces *candidates;
	size_t n_candidates;
	struct texts options, refs; /* options: none means the set's */
	bool has_options;
	int64_t gold;    /* index among the candidates, -1: not known */
	bool is_null;    /* asks what the labels score without an input */
	struct str null; /* the text in place of the input */
	bool is_domain;  /* which is words of the task's inputs */
};

enum episode_type { EPISODE_TRAIN, EPISODE_SET, EPISODE_QUERY };

struct episode_record {
	enum episode_type type;
	struct episode train;
	struct eval_set set;
	struct query query;
};

/*
 * Reads a record into the arena, which all of r points into.  Which of the
 * three it is, is told from its members: "examples", "shared" (a query) or
 * "demos".  A query's candidates, gold and options are checked against each
 * other; that its set came before it is for the reader of the stream to check.
 */
int episode_parse(struct str line, struct arena *a, struct episode_record *r,
    struct err *e) MUST_CHECK;

/*
 * Add the record without its newline.  What episode_parse reads of it is equal
 * to what was written; text must be valid UTF-8.
 */
void episode_write(struct buf *out, const struct episode *ep);
void eval_set_write(struct buf *out, const struct eval_set *s);
void query_write(struct buf *out, const struct query *q);

/*
 * The record for people: a line of what it is, its text with what is under
 * loss in [brackets], an empty line.  Lines and tabs stay; the rest is shown by
 * utf8_show, so that no terminal obeys it.
 */
void episode_show(struct buf *out, const struct episode_record *r);

#endif
