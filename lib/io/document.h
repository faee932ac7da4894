/*
 * A record of kind segments: a document and where its sentences are.  The text
 * is the document as it was; sentences are spans of its bytes, in order and
 * disjoint, with only ASCII white space outside them, and each paragraph says
 * which sentence is its first.
 */
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

/*
 * Reads a record into the arena, which all of d points into.  An error when a
 * span is empty, out of order, past the text or cuts a character, when text
 * other than white space is in none, or when paragraphs do not begin at
 * sentences in order.
 */
int document_parse(struct str line, struct arena *a, struct document *d,
    struct err *e) MUST_CHECK;

/* Adds the record without its newline; what is read again is equal to d. */
void document_write(struct buf *out, const struct document *d);

#endif
