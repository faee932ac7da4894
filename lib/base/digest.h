/*
 * SHA-256 (FIPS 180-4): the door to libmd.  A digest says in headers, caches
 * and checkpoints which bytes a run had; it is written as 64 lower-case
 * hexadecimal digits.
 */
#ifndef ICL_BASE_DIGEST_H
#define ICL_BASE_DIGEST_H

#include <stddef.h>

#include "base/err.h"

enum { DIGEST_HEX = 65 }; /* 64 lower-case digits and a NUL */

/* The digest of all that was added so far. */
struct digest;

/* Of no byte; digest_finish ends it. */
struct digest *digest_new(void);

/* Adds the n bytes at p: pieces of any size give one digest. */
void digest_add(struct digest *d, const void *p, size_t n);

/* Writes the digest of all that was added and frees d. */
void digest_finish(struct digest *d, char hex[DIGEST_HEX]);

/* The digest of a regular file's bytes; anything else is an error. */
int digest_file(
    const char *path, char hex[DIGEST_HEX], struct err *e) MUST_CHECK;

#endif
