/* Any bytes as a record of tokens: an error, or ids below the vocabulary's
 * size that are written the same again. */
#include "io/tokens.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char types[] = { 'E', 'S', 'Q' };
	const struct token_vocab v = { .size = 50257 };
	struct token_record rec;
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct err e;

	if (n == 0)
		return 0;
	if (token_parse(types[p[0] % 3],
		(struct str){ (const char *)p + 1, n - 1 }, &v, &a, &rec,
		&e) == 0) {
		token_record_write(&out, &rec);
		if (!str_eq(str_slice(buf_view(&out), 5, out.n),
			(struct str){ (const char *)p + 1, n - 1 }))
			abort();
	}
	arena_release(&a);
	buf_release(&out);
	return 0;
}
