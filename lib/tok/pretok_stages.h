/*
 * The stages of a pre-tokenizer, one after another: what pretok_read.c makes of
 * a tokenizer.json and pretok.c runs.  For these two alone.
 */
#ifndef ICL_TOK_PRETOK_STAGES_H
#define ICL_TOK_PRETOK_STAGES_H

#include "base/regex.h"
#include "tok/pretok.h"
#include "tok/scan.h"

enum { PRETOK_STAGES = 32 };

enum stage_kind {
	STAGE_SPLIT,  /* by a pattern */
	STAGE_PREFIX, /* a space in front, unless there is one */
	STAGE_META,   /* spaces become a mark, with one in front */
	STAGE_BYTES,  /* what follows sees the byte alphabet */
};

enum behavior {
	ISOLATED,
	REMOVED,
	CONTIGUOUS,
	WITH_PREVIOUS,
	WITH_NEXT,
};

enum prepend { PREPEND_ALWAYS, PREPEND_FIRST, PREPEND_NEVER };

struct stage {
	enum stage_kind kind;
	struct regex *re;
	scan_fn *scan;
	enum behavior behavior;
	bool invert;
	bool at_spaces; /* it splits at spaces alone */
	enum prepend prepend;
	struct buf mark; /* what a space becomes */
	bool leave;      /* it stays, and stands for the mark */
};

struct pretok {
	struct stage stage[PRETOK_STAGES + 1]; /* the last one stays empty */
	size_t n;
	bool byte_level;
	bool spelled; /* words come out in the byte alphabet */
};

#endif
