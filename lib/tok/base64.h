/*
 * Base64 (RFC 4648), as files of ranks write the bytes of a token: a vocabulary
 * of 200,000 tokens is decoded in a few milliseconds, a line at a time.
 */
#ifndef ICL_TOK_BASE64_H
#define ICL_TOK_BASE64_H

#include "base/str.h"

/* Adds the bytes of s, with or without its '=' at the end: 0, or -1 when a
 * character is none of base64 or the bits do not make whole bytes. */
int base64_decode(struct buf *out, struct str s);

#endif
