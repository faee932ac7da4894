/* Any bytes as SentencePiece's .model: an error, or a tokenizer that encodes to
 * ids below its size, as does the tokenizer.json written of it. */
#include <stdlib.h>
#include <string.h>

#include "tok/encoder.h"
#include "tok/hf.h"
#include "tok/sentencepiece.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static const struct str text =
    STR("It's  12 boats\n\t\xc3\xa9\xe2\x96\x81<s> caf\x65\xcc\x81 ___! ");

static bool
encode(const struct tokenizer *t, struct id_buf *ids)
{
	struct encoder *x = encoder_new(t);
	struct err e;
	int rc = encoder_encode(x, text, true, ids, &e);

	encoder_free(x);
	for (size_t i = 0; rc == 0 && i < ids->n; i++)
		if (ids->v[i] >= tokenizer_size(t))
			abort();
	return rc == 0;
}

static void
use(const struct tokenizer *t)
{
	struct tokenizer *again = assemble_new();
	struct id_buf ids = { 0 }, same = { 0 };
	struct buf json = { 0 };
	struct err e;

	/* or else no tokenizer.json says the same */
	if (encode(t, &ids) && tokenizer_write_json(t, &json, &e) == 0) {
		if (hf_read_json(again, buf_view(&json), &e) ||
		    assemble_finish(again, &e) || !encode(again, &same))
			abort();
		if (ids.n != same.n ||
		    (ids.n > 0 &&
			memcmp(ids.v, same.v, ids.n * sizeof *ids.v) != 0))
			abort();
	}
	buf_release(&json);
	free(ids.v);
	free(same.v);
	tokenizer_free(again);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct tokenizer *t = assemble_new();
	struct str bytes = { (const char *)p, n };
	struct err e;

	(void)sentencepiece_is(bytes);
	if (sentencepiece_read(t, bytes, &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		use(t);
	tokenizer_free(t);
	return 0;
}
