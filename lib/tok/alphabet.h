/*
 * The byte alphabet of GPT-2: files write the bytes 33-126, 161-172 and
 * 174-255 of a token as those code points, the other 68 in order as U+0100
 * and up, so that a token is printable text without spaces.
 */
#ifndef ICL_TOK_ALPHABET_H
#define ICL_TOK_ALPHABET_H

#include <stdint.h>

#include "base/str.h"

/* The code point that a file writes for a byte. */
uint32_t alphabet_code(unsigned char byte);

/* Adds the bytes that text spells: 0, or -1 if one of its characters spells
 * none; then some may have been added. */
int alphabet_decode(struct buf *out, struct str text);

/* Adds the text that spells bytes. */
void alphabet_encode(struct buf *out, struct str bytes);

#endif
