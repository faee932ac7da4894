/* A record of kind segments: a document and where its sentences are. */
#ifndef ICL_IO_DOCUMENT_H
#define ICL_IO_DOCUMENT_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct span {
	size_t begin, end; /* bytes, half-open */
};

struct document {
	struct str id, text;
	const struct span *sents; /* in order, disjoint, not empty */
	size_t n_sents;
	const size_t *pars; /* index of each paragraph's first sentence */
	size_t n_pars;
};

/* Into the arena; the spans are checked against the text. */
int document_parse(struct str line, struct arena *a, struct document *d,
    struct err *e) MUST_CHECK;

/* Adds the record without its newline. */
void document_write(struct buf *out, const struct document *d);

#endif
