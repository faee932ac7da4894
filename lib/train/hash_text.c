/* Hashes as text: see hash_text.h. */
#include "train/hash_text.h"

#include <string.h>

int
hash_text_read(struct str text, uint64_t *hash)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t h = 0;

	if (text.n != 16)
		return -1;
	for (size_t i = 0; i < text.n; i++) {
		const char *d = memchr(digits, text.p[i], 16);

		if (d == NULL)
			return -1;
		h = h << 4 | (uint64_t)(d - digits);
	}
	*hash = h;
	return 0;
}
