/* Any bytes as SentencePiece's .model: an error, or a tokenizer that encodes to
 * ids below its size, as does the tokenizer.json written of it. */
#include "tok/sentencepiece.h"
#include "tokenizer_use.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static const struct str text =
    STR("It's  12 boats\n\t\xc3\xa9\xe2\x96\x81<s> caf\x65\xcc\x81 ___! ");

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct tokenizer *t = assemble_new();
	struct str bytes = { (const char *)p, n };
	struct err e;

	(void)sentencepiece_is(bytes);
	if (sentencepiece_read(t, bytes, &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		tokenizer_use(t, text);
	tokenizer_free(t);
	return 0;
}
