/*
 * The kinds of streams, by which a tool knows whether it reads what the tool
 * before it wrote.  icl-stream(5) says what the records of each are.
 */
#ifndef ICL_IO_KIND_H
#define ICL_IO_KIND_H

#include "base/str.h"

enum kind {
	KIND_TEXT, /* bytes without a header */
	KIND_SEGMENTS,
	KIND_EXAMPLES,
	KIND_EPISODES,
	KIND_TOKENS,
	KIND_SCORES,
	N_KINDS,
};

/* The word of a kind in headers and messages: "segments". */
const char *kind_name(enum kind k);

/* The kind of a word; -1 when no kind is called so. */
int kind_find(struct str name);

#endif
