/* Any bytes as a .tiktoken file: an error, or a tokenizer that encodes to ids
 * that decode to the text again, as far as it has the bytes. */
#include <stdlib.h>

#include "tok/encoder.h"
#include "tok/tiktoken.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static const struct str text = STR("It's 12  boats\n\xc3\xa9");

static void
use(struct tokenizer *t)
{
	struct encoder *x = encoder_new(t);
	struct id_buf ids = { 0 };
	struct buf out = { 0 }, json = { 0 };
	struct err e;

	if (encoder_encode(x, text, false, &ids, &e) == 0)
		for (size_t i = 0; i < ids.n; i++)
			if (tokenizer_decode(t, ids.v[i], &out, &e))
				abort();
	if (assemble_has_bytes(t) && !str_eq(buf_view(&out), text))
		abort();
	/* or else no list of merges says the same */
	if (tokenizer_write_json(t, &json, &e) == 0 && json.n == 0)
		abort();
	buf_release(&json);
	free(ids.v);
	buf_release(&out);
	encoder_free(x);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct tokenizer *t = assemble_new();
	struct err e;

	if (tiktoken_read(t, (struct str){ (const char *)p, n }, "gpt2", &e) ==
		0 &&
	    assemble_finish(t, &e) == 0)
		use(t);
	tokenizer_free(t);
	return 0;
}
