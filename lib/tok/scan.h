/*
 * Hand-written scanners for the patterns that dominate.  A scanner decides
 * where a match ends from ASCII alone and says "don't know" as soon as another
 * byte has a say, so that the pattern itself decides there.
 */
#ifndef ICL_TOK_SCAN_H
#define ICL_TOK_SCAN_H

#include <stddef.h>

#include "base/str.h"

/* The end of the match that begins at byte `at`, 0 for don't know. */
typedef size_t scan_fn(struct str text, size_t at);

/* The scanner of a pattern as a tokenizer file spells it; NULL: none. */
scan_fn *scan_of(struct str pattern);

/* GPT-2's pattern, and the same in possessive form. */
#define SCAN_GPT2                                                          \
	"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]" \
	"+|\\s+(?!\\S)|\\s+"
#define SCAN_GPT2_POSSESSIVE                                      \
	"'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L" \
	"}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s"

#endif
