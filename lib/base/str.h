/*
 * Text with a length: struct str borrows, struct buf owns.
 *
 * Neither stops at a NUL.  A str is good as long as what it points into; the
 * function that hands one out says when that ends.
 */
#ifndef ICL_BASE_STR_H
#define ICL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

struct str {
	const char *p;
	size_t n;
};

struct buf {
	char *p; /* NULL or n bytes and room for a NUL after them */
	size_t n, cap;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_ARG(s) (int)((s).n), (s).p /* for printf's %.*s, short texts */

/* All of a string up to its NUL, which it borrows. */
struct str str_of(const char *c_string);

/* Equal bytes; two empty ones are equal wherever they point. */
bool str_eq(struct str a, struct str b);
int str_cmp(struct str a, struct str b); /* as memcmp, the shorter first */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s); /* without ASCII white space at both ends */
struct str str_slice(struct str s, size_t from, size_t to); /* [from, to) */

/*
 * Each adds behind what is there and keeps a NUL after it.  Room grows as it
 * is needed; without memory the process ends: mem.h.  p may be NULL when n is
 * 0, but must not point into b.
 */
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_byte(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Room for n more bytes after b->n, which the caller fills and counts. */
char *buf_room(struct buf *b, size_t n);

/* The content, valid until the next call that changes it; NUL-terminated. */
struct str buf_view(const struct buf *b);

/* Empties it and keeps its memory, or gives that back; {0} is empty too. */
void buf_reset(struct buf *b);
void buf_release(struct buf *b);

#endif
