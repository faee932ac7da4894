/* Any bytes as a tokenizer.json: an error, or a tokenizer that encodes to ids
 * it decodes and that is written as a file it reads. */
#include <stdlib.h>

#include "tok/assemble.h"
#include "tok/encoder.h"
#include "tok/hf.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static const struct str text =
    STR("It's  12 boats\n\t\xc3\xa9\xe2\x80\x94<|end|> caf\x65\xcc\x81 ___!");

static void
use(struct tokenizer *t)
{
	struct encoder *x = encoder_new(t);
	struct id_buf ids = { 0 };
	struct buf out = { 0 };
	struct err e;

	for (int special = 0; special < 2; special++) {
		ids.n = 0;
		if (encoder_encode(x, text, special != 0, &ids, &e))
			break;
		for (size_t i = 0; i < ids.n; i++)
			if (tokenizer_decode(t, ids.v[i], &out, &e) &&
			    t->decoder.why == NULL)
				abort();
	}
	buf_release(&out);
	free(ids.v);
	encoder_free(x);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct tokenizer *t = assemble_new();
	struct err e;

	if (hf_read_json(t, (struct str){ (const char *)p, n }, &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		use(t);
	tokenizer_free(t);
	return 0;
}
