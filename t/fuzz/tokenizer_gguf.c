/* Any bytes as a GGUF file with a tokenizer: an error, or a tokenizer that
 * encodes to ids below its size, as does the tokenizer.json written of it. */
#include "io/gguf.h"
#include "tok/ggml.h"
#include "tokenizer_use.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static const struct str text =
    STR("It's  12 boats\n\t\xc3\xa9\xe2\x80\x94<|end|> caf\x65\xcc\x81 ___!");

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct tokenizer *t = assemble_new();
	struct err e;
	struct gguf *g =
	    gguf_open_memory((struct str){ (const char *)p, n }, "fuzz", &e);

	if (g != NULL && ggml_read(t, g, &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		tokenizer_use(t, text);
	gguf_free(g);
	tokenizer_free(t);
	return 0;
}
