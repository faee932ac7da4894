/*
 * Memory: checked allocation and arenas.
 *
 * Running out of memory ends the process here (exit 1, a line on stderr; files
 * under way are removed by what io/signals.h has set up): no caller can do
 * better.  Sizes are products of a count and an element size and
 * are checked for overflow here and nowhere else.
 */
#ifndef ICL_BASE_MEM_H
#define ICL_BASE_MEM_H

#include <stddef.h>

/* n elements of size bytes, zeroed; never NULL (n or size 0 gives one byte). */
void *mem_new(size_t n, size_t size);

/* Grows or shrinks p to n elements; what is new is not zeroed. */
void *mem_resize(void *p, size_t n, size_t size);

/* Room for at least want elements, at least doubling *cap; p may be NULL. */
void *mem_grow(void *p, size_t *cap, size_t want, size_t size);

/* n elements of size bytes on a 64-byte boundary, zeroed; free() ends them. */
void *mem_aligned(size_t n, size_t size);

/* The same, not zeroed: scratch memory. */
void *mem_room(size_t n, size_t size);

/* For a library's call that had no memory: ends the process likewise. */
_Noreturn void mem_none(void);

/* A copy of a string; free() ends it. */
char *mem_copy(const char *c_string);

/*
 * An arena hands out memory that lives until the next reset: one a record, so
 * that a record path frees nothing.  {0} is a valid empty arena.
 */
struct arena {
	struct arena_block *blocks; /* the first is the one being filled */
	size_t used;                /* bytes handed out of the first block */
};

/* n elements of size bytes, aligned for any type, not zeroed. */
void *arena_alloc(struct arena *a, size_t n, size_t size);

/* A copy of the n bytes at p with a NUL after them. */
char *arena_copy(struct arena *a, const void *p, size_t n);

/* Forgets everything handed out and keeps one block of memory. */
void arena_reset(struct arena *a);

/* Gives all memory back; the arena is empty and usable again. */
void arena_release(struct arena *a);

#endif
