/* Words in a row: see guard_row.h. */
#include "episode/guard_row.h"

#include <assert.h>

#define ROLL 0x9e3779b97f4a7c15u /* odd, so that its powers lose no bits */

struct guard_row
guard_row_begin(size_t length)
{
	struct guard_row r = { .length = length, .top = 1 };

	assert(length > 0 && length <= GUARD_ROW_MAX);
	for (size_t i = 0; i < length; i++)
		r.top *= ROLL;
	return r;
}

bool
guard_row_add(struct guard_row *r, uint64_t word)
{
	size_t at = r->n++ % r->length;
	uint64_t old = r->n > r->length ? r->words[at] : 0;

	r->words[at] = word;
	r->hash = r->hash * ROLL + word - old * r->top;
	return r->n >= r->length;
}

bool
guard_row_is_varied(const struct guard_row *r)
{
	size_t n = 0;

	assert(r->n >= r->length);
	for (size_t i = 0; i < r->length; i++) {
		size_t j = 0;

		while (j < i && r->words[j] != r->words[i])
			j++;
		n += j == i;
	}
	return n > r->length / 2;
}
