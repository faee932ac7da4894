/* Any bytes as vocab.json and merges.txt: the first NUL separates them. */
#include <stdlib.h>
#include <string.h>

#include "tok/encoder.h"
#include "tok/hf.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	const unsigned char *nul = n == 0 ? NULL : memchr(p, 0, n);
	size_t first = nul == NULL ? n : (size_t)(nul - p);
	struct str vocab = { (const char *)p, first };
	struct str merges = str_slice(
	    (struct str){ (const char *)p, n }, nul == NULL ? n : first + 1, n);
	struct tokenizer *t = assemble_new();
	struct id_buf ids = { 0 };
	struct err e;

	if (hf_read_merges(t, vocab, merges, &e) == 0 &&
	    assemble_finish(t, &e) == 0) {
		struct encoder *x = encoder_new(t);

		if (encoder_encode(
			x, STR("It's 12  boats\n"), true, &ids, &e) == 0)
			for (size_t i = 0; i < ids.n; i++)
				if (ids.v[i] >= tokenizer_size(t))
					abort();
		encoder_free(x);
	}
	free(ids.v);
	tokenizer_free(t);
	return 0;
}
