/*
 * The pre-tokenizer of a tokenizer.json, read into stages that a text goes
 * through one after another; pretok_run.h sends it through them.
 *
 * A stage cuts each part that the stage before it made, or rewrites it.  The
 * parts that the last one makes are the words that are encoded one by one.
 * Once read, a pre-tokenizer does not change and may be shared by threads.
 */
#ifndef ICL_TOK_PRETOK_H
#define ICL_TOK_PRETOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/regex.h"
#include "base/str.h"
#include "io/json.h"
#include "tok/pattern.h"
#include "tok/scan.h"

/* A pre-tokenizer of more stages is an error. */
enum { PRETOK_STAGES = 32 };

enum pretok_stage_kind {
	STAGE_SPLIT,      /* cuts by a pattern */
	STAGE_PREFIX,     /* puts a space in front, unless there is one */
	STAGE_METASPACE,  /* writes a mark for a space, and one in front */
	STAGE_BYTE_LEVEL, /* spells each byte in the byte alphabet */
};

/* The fate of a match, as `behavior` in a tokenizer.json. */
enum pretok_behavior {
	ISOLATED,
	REMOVED,
	CONTIGUOUS,
	MERGED_WITH_PREVIOUS,
	MERGED_WITH_NEXT,
};

/* Where a mark is put in front, as `prepend_scheme` in a tokenizer.json. */
enum pretok_prepend { PREPEND_ALWAYS, PREPEND_FIRST, PREPEND_NEVER };

struct pretok_stage {
	enum pretok_stage_kind kind;
	struct regex *re; /* of STAGE_SPLIT, owned */
	scan_fn *scan;    /* finds most matches of re; NULL: none is known */
	enum pretok_behavior behavior;
	bool invert;    /* the matches are the gaps, the gaps the matches */
	bool at_spaces; /* the pattern is one space */
	enum pretok_prepend prepend;
	struct buf mark; /* of STAGE_METASPACE: what a space becomes */
	bool leave;      /* the space stays, and is looked up as the mark */
};

struct pretok {
	/* the last one stays empty */
	struct pretok_stage stage[PRETOK_STAGES + 1];
	size_t n;
	bool byte_level; /* pieces are of bytes */
	bool spelled;    /* words come out in the byte alphabet */
};

/*
 * From the file's `pre_tokenizer`, which may be null; patterns are in the
 * dialect.  The caller frees it.  A kind that is not known, or cannot be
 * followed exactly, is an error that names it.
 */
struct pretok *pretok_new(const struct json *pre_tokenizer,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;
void pretok_free(struct pretok *p);

/* Whether it puts a mark before the first word alone. */
bool pretok_asks_first(const struct pretok *p);

/* Whether pieces are of bytes: there is a ByteLevel among its stages. */
bool pretok_is_byte_level(const struct pretok *p);

/*
 * True when it leaves every text without spaces as it is; from then on it
 * leaves every other too.
 */
bool pretok_pass_spaces(struct pretok *p);

/*
 * True when all it does is to write the mark for spaces; from then on it
 * leaves the spaces, which have to be looked up as the mark.
 */
bool pretok_leave_spaces(struct pretok *p, struct str mark);

#endif
