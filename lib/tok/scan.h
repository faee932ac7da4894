/*
 * Hand-written scanners for the patterns that dominate.  A scanner decides
 * where a match ends from ASCII and a few ranges beyond, and says "don't know"
 * as soon as another character has a say, so that the pattern itself decides
 * there.
 */
#ifndef ICL_TOK_SCAN_H
#define ICL_TOK_SCAN_H

#include <stddef.h>

#include "base/str.h"

/*
 * The end of the match that begins at byte `at` of valid UTF-8, which is past
 * no end; 0 for "don't know".  It reads no byte past text.n.
 */
typedef size_t scan_fn(struct str text, size_t at);

/* The scanner of a pattern as a tokenizer file spells it (split_patterns.h);
 * NULL: there is none for it. */
scan_fn *scan_of(struct str pattern);

#endif
