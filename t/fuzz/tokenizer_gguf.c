/* Any bytes as a GGUF file with a tokenizer: an error, or a tokenizer that
 * encodes to ids below its size. */
#include <stdlib.h>

#include "io/gguf.h"
#include "tok/encoder.h"
#include "tok/ggml.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static const struct str text =
    STR("It's  12 boats\n\t\xc3\xa9\xe2\x80\x94<|end|> caf\x65\xcc\x81 ___!");

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct tokenizer *t = build_new();
	struct id_buf ids = { 0 };
	struct buf json = { 0 };
	struct err e;
	struct gguf *g =
	    gguf_open_memory((struct str){ (const char *)p, n }, "fuzz", &e);

	if (g != NULL && ggml_read(t, g, &e) == 0 && build_settle(t, &e) == 0) {
		struct encoder *x = encoder_new(t);

		if (encoder_encode(x, text, true, &ids, &e) == 0)
			for (size_t i = 0; i < ids.n; i++)
				if (ids.v[i] >= tokenizer_size(t))
					abort();
		encoder_free(x);
		/* or else no list of merges says the same */
		if (tokenizer_write_json(t, &json, &e) == 0 && json.n == 0)
			abort();
	}
	buf_release(&json);
	free(ids.v);
	gguf_free(g);
	tokenizer_free(t);
	return 0;
}
