/* Checked allocation and arenas: see mem.h. */
#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/size.h"

enum {
	CACHE_LINE = 64,
	BLOCK_MIN = 1 << 16,
	BLOCK_KEEP = 1 << 22, /* larger blocks go back at a reset */
};

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes after this header */
	_Alignas(max_align_t) unsigned char bytes[];
};

static _Noreturn void
out_of_memory(size_t n, size_t size)
{
	static atomic_flag told = ATOMIC_FLAG_INIT; /* by another thread */

	if (!atomic_flag_test_and_set(&told)) {
		if (size == 0)
			fprintf(stderr, "%s: out of memory\n",
			    program_invocation_short_name);
		else
			fprintf(stderr,
			    "%s: out of memory asking for %zu x %zu bytes\n",
			    program_invocation_short_name, n, size);
		exit(1);
	}
	for (;;)
		pause();
}

void
mem_none(void)
{
	out_of_memory(1, 0);
}

static size_t
product(size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 2 / size)
		out_of_memory(n, size);
	return n * size == 0 ? 1 : n * size;
}

void *
mem_new(size_t n, size_t size)
{
	void *p = calloc(1, product(n, size));

	if (p == NULL)
		out_of_memory(n, size);
	return p;
}

void *
mem_resize(void *p, size_t n, size_t size)
{
	void *q = realloc(p, product(n, size));

	if (q == NULL)
		out_of_memory(n, size);
	return q;
}

void *
mem_grow(void *p, size_t *cap, size_t want, size_t size)
{
	size_t n = *cap;

	if (want <= n)
		return p;
	n = n < 8 ? 8 : n * 2;
	if (n < want)
		n = want;
	p = mem_resize(p, n, size);
	*cap = n;
	return p;
}

/* Their bytes, and those that fill the last line. */
static size_t
whole_lines(size_t n, size_t size)
{
	return size_round_up(product(n, size), CACHE_LINE);
}

void *
mem_room(size_t n, size_t size)
{
	void *p = aligned_alloc(CACHE_LINE, whole_lines(n, size));

	if (p == NULL)
		out_of_memory(n, size);
	return p;
}

void *
mem_aligned(size_t n, size_t size)
{
	return memset(mem_room(n, size), 0, whole_lines(n, size));
}

char *
mem_copy(const char *c_string)
{
	size_t n = strlen(c_string) + 1;

	return memcpy(mem_resize(NULL, n, 1), c_string, n);
}

static void
add_block(struct arena *a, size_t bytes)
{
	size_t size = bytes < BLOCK_MIN ? BLOCK_MIN : bytes;
	struct arena_block *b;

	b = mem_resize(NULL, 1, sizeof *b + size);
	b->size = size;
	b->next = a->blocks;
	a->blocks = b;
	a->used = 0;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	size_t bytes = product(n, size);
	void *p;

	bytes = (bytes + align - 1) / align * align;
	if (a->blocks == NULL || a->blocks->size - a->used < bytes)
		add_block(a, bytes);
	assert(a->blocks->size - a->used >= bytes);
	p = a->blocks->bytes + a->used;
	a->used += bytes;
	return p;
}

char *
arena_copy(struct arena *a, const void *p, size_t n)
{
	char *q = arena_alloc(a, n + 1, 1);

	if (n > 0)
		memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = NULL, *b, *next;

	for (b = a->blocks; b != NULL; b = next) {
		next = b->next;
		if (b->size <= BLOCK_KEEP &&
		    (keep == NULL || b->size > keep->size)) {
			free(keep);
			keep = b;
		} else {
			free(b);
		}
	}
	if (keep != NULL)
		keep->next = NULL;
	a->blocks = keep;
	a->used = 0;
}

void
arena_release(struct arena *a)
{
	struct arena_block *b, *next;

	for (b = a->blocks; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){ 0 };
}
