/*
 * Where the paragraphs of a document are.
 *
 * A line without text always separates two paragraphs.  A single newline does
 * so too, except in a document whose lines are wrapped at a width: there the
 * next line continues the paragraph, unless it begins an item of a list.
 */
#ifndef ICL_SEGMENT_PARAGRAPH_H
#define ICL_SEGMENT_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "io/document.h"

/* The ends of a paragraph: the values of --par, in its order. */
enum par_rule {
	PAR_AUTO,  /* by line, unless the document is hard-wrapped */
	PAR_LINE,  /* a line is a paragraph */
	PAR_BLANK, /* only a line without text does */
};

/* True when the text is hard-wrapped: lines are full and end in sentences. */
bool paragraph_wrapped(struct str text);

/*
 * The next paragraph at or after byte *at, not empty and without white space
 * at its ends; moves *at past it.  False when only white space is left.
 */
bool paragraph_next(
    struct str text, bool by_line, size_t *at, struct span *paragraph);

#endif
