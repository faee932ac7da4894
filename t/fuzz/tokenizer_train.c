/*
 * Any bytes as a text to learn a vocabulary from: line 1 is the pattern, empty
 * for GPT-2's.  An error, or a tokenizer.json that is read again and encodes
 * the text to ids that decode to it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "encode/bpe_learn.h"
#include "tok/assemble.h"
#include "tok/encoder.h"
#include "tok/hf.h"

#include "as_file.h"

int LLVMFuzzerTestOneInput(const unsigned char *p, size_t n);

static void
tick(void *ctx, uint64_t count)
{
	(void)ctx, (void)count;
}

static void
check(struct str json, struct str text)
{
	struct tokenizer *t = assemble_new();
	struct buf out = { 0 };
	struct id_buf ids = { 0 };
	struct encoder *x;
	struct err e;

	if (hf_read_json(t, json, &e) || assemble_finish(t, &e))
		abort();
	x = encoder_new(t);
	if (encoder_encode(x, text, false, &ids, &e) == 0) {
		for (size_t i = 0; i < ids.n; i++)
			if (tokenizer_decode(t, ids.v[i], &out, &e))
				abort();
		if (!str_eq(buf_view(&out), text))
			abort();
	}
	free(ids.v);
	buf_release(&out);
	encoder_free(x);
	tokenizer_free(t);
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	const unsigned char *end = n == 0 ? NULL : memchr(p, '\n', n);
	size_t first = end == NULL ? n : (size_t)(end - p);
	struct str text = { (const char *)p + first, n - first };
	struct buf pattern = { 0 }, json = { 0 };
	struct bpe_learn_options o = { .special = "<s>",
		.train = {
		    .size = 300, .pattern = "gpt2", .max_bytes = 1 << 20 } };
	struct bpe_learn_counts c;
	const char *files[1];
	struct reader *r;
	struct err e;

	buf_add(&pattern, p, first);
	buf_byte(&pattern, '\0');
	if (first > 0)
		o.train.pattern = pattern.p;
	files[0] = as_file((const uint8_t *)text.p, text.n);
	r = reader_new(files, 1);
	if (reader_begin(r, 1u << KIND_TEXT | 1u << KIND_SEGMENTS, &e) == 0 &&
	    bpe_learn_run(&o, r, &json, tick, NULL, &c, &e) == 0)
		check(buf_view(&json),
		    utf8_valid(text) == text.n ? text : STR("a b"));
	reader_free(r);
	buf_release(&pattern);
	buf_release(&json);
	return 0;
}
