/*
 * UTF-8, strictly: no overlong forms, no surrogates, nothing past U+10FFFF.
 * Text is checked once, where it comes in (utf8_valid); what says "valid" below
 * relies on that and does not look again.
 */
#ifndef ICL_BASE_UTF8_H
#define ICL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { UTF8_MAX = 4 }; /* bytes of the longest code point */

/* Length of the valid prefix: s.n when all of it is valid. */
size_t utf8_valid(struct str s);

/* The code point at byte i of valid text; *n gets its length in bytes. */
uint32_t utf8_decode(struct str s, size_t i, size_t *n);

/* Writes the code point, returns its length in bytes. */
size_t utf8_encode(char out[UTF8_MAX], uint32_t code);

/* Bytes of the character at i: one, and all that continue it; any bytes. */
size_t utf8_char_bytes(struct str s, size_t i);

/* Code points in valid text. */
size_t utf8_count(struct str s);

/*
 * Adds s with each byte that is not UTF-8 written as \xHH: names of files are
 * bytes, and two names stay two when they go into a record.
 */
void utf8_escape(struct buf *out, struct str s);

/* Adds s with each maximal ill-formed part replaced by U+FFFD. */
void utf8_repair(struct buf *out, struct str s);

/*
 * Adds s for people to look at: code points that a terminal would obey (C0, DEL
 * and C1 controls) or that would reorder or hide what is around them (marks
 * of direction, line separators) as \n, \t or \u{202e}, and bytes that are no
 * UTF-8 as \xff.  Other text, backslashes among it, stays as it is.
 */
void utf8_show(struct buf *out, struct str s);

/* Whether utf8_show writes the code point as an escape. */
bool utf8_is_hidden(uint32_t code);

#endif
