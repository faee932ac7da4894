/* Any bytes as a tokenizer's file, whatever its kind: an error, or a tokenizer
 * that encodes to ids below its size. */
#include <stdlib.h>

#include "tok/encoder.h"
#include "tok/tokenizer.h"

#include "as_file.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static void
use(const struct tokenizer *t)
{
	struct encoder *x = encoder_new(t);
	struct id_buf ids = { 0 };
	struct err e;

	if (encoder_encode(
		x, STR("It's 12  boats\n\xc3\xa9 <s>"), true, &ids, &e) == 0)
		for (size_t i = 0; i < ids.n; i++)
			if (ids.v[i] >= tokenizer_size(t))
				abort();
	free(ids.v);
	encoder_free(x);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct err e;
	struct tokenizer *t = tokenizer_load(as_file(p, n), "gpt2", &e);

	if (t != NULL)
		use(t);
	tokenizer_free(t);
	return 0;
}
