/* A GGUF file's tokens of bytes: what a tokenizer.json cannot say is refused,
 * and what one says is read again as it was. */
#include <stdlib.h>

#include "io/gguf.h"
#include "tok/alphabet.h"
#include "tok/encoder.h"
#include "tok/ggml.h"
#include "tok/hf.h"

#include "../gguf_file.h"
#include "../tap.h"

enum { CONTROL = 3, NORMAL = 1, BYTES = 256, BOS = 0xad };

/* Every byte but '~', "th", and two control tokens. */
static struct tokenizer *
make(const char *one, const char *two, struct err *e)
{
	struct tokenizer *t = assemble_new();
	struct gguf_file f = { 0 };
	struct buf bytes = { 0 }, text = { 0 };
	struct gguf *g;
	int rc = -1;

	g_str(&f, "general.architecture", "llama");
	g_str(&f, "tokenizer.ggml.model", "gpt2");
	g_str(&f, "tokenizer.ggml.pre", "gpt-2");
	g_u32(&f, "tokenizer.ggml.bos_token_id", BOS);
	g_key(&f, "tokenizer.ggml.add_bos_token", G_BOOL);
	g_int(&f.keys, 1, 1);
	g_key(&f, "tokenizer.ggml.tokens", G_ARRAY);
	g_int(&f.keys, G_STR, 4);
	g_int(&f.keys, BYTES + 2, 8);
	for (unsigned i = 0; i < BYTES; i++) {
		char c = (char)i;

		buf_reset(&text);
		alphabet_encode(
		    &text, i == '~' ? STR("th") : (struct str){ &c, 1 });
		buf_byte(&text, '\0');
		g_text(&f.keys, text.p);
	}
	g_text(&f.keys, one);
	g_text(&f.keys, two);
	g_key(&f, "tokenizer.ggml.token_type", G_ARRAY);
	g_int(&f.keys, G_U32, 4);
	g_int(&f.keys, BYTES + 2, 8);
	for (unsigned i = 0; i < BYTES + 2; i++)
		g_int(&f.keys, i < BYTES ? NORMAL : CONTROL, 4);
	g_key(&f, "tokenizer.ggml.merges", G_ARRAY);
	g_int(&f.keys, G_STR, 4);
	g_int(&f.keys, 1, 8);
	g_text(&f.keys, "t h");
	g = gguf_open_memory(g_finish(&f, 3, &bytes), "test", e);
	if (g != NULL && ggml_read(t, g, e) == 0)
		rc = assemble_finish(t, e);
	gguf_free(g);
	buf_release(&bytes);
	buf_release(&text);
	if (rc == 0)
		return t;
	tokenizer_free(t);
	return NULL;
}

static void
test_refused(const char *one, const char *two, const char *why)
{
	struct buf json = { 0 };
	struct err e = { 0 };
	struct tokenizer *t = make(one, two, &e);

	ok(t != NULL && tokenizer_write_json(t, &json, &e) != 0 &&
		strstr(e.msg, why) != NULL,
	    "refused: %s", why);
	tokenizer_free(t);
	buf_release(&json);
}

/* In the middle of a character it would cut valid text. */
static void
test_not_read(const char *one, const char *two, const char *why)
{
	struct err e = { 0 };

	ok(make(one, two, &e) == NULL && strstr(e.msg, why) != NULL,
	    "not read: %s", why);
}

/* Control tokens are pieces as well, where no other has their text. */
static void
test_same(void)
{
	static const struct str text = STR("the ~ <|end|> \xc3\xa9");
	struct tokenizer *t, *again = assemble_new();
	struct id_buf ids = { 0 }, same = { 0 };
	struct encoder *x, *y;
	struct buf json = { 0 };
	struct err e = { 0 };

	t = make("<|end|>", "~", &e);
	if (t == NULL || tokenizer_write_json(t, &json, &e) ||
	    hf_read_json(again, buf_view(&json), &e) ||
	    assemble_finish(again, &e)) {
		ok(false, "%s", e.msg);
		return;
	}
	x = encoder_new(t);
	y = encoder_new(again);
	ok(encoder_encode(x, text, false, &ids, &e) == 0 && ids.v[0] == '~' &&
		ids.v[3] == BYTES + 1,
	    "a control token of one byte stands for it");
	ids.n = 0;
	ok(encoder_encode(x, text, true, &ids, &e) == 0 &&
		encoder_encode(y, text, true, &same, &e) == 0 &&
		ids.n == same.n &&
		memcmp(ids.v, same.v, ids.n * sizeof *ids.v) == 0,
	    "what was written gives the same ids");
	ok(again->adds_bos && again->bos == BOS,
	    "a BOS that is a byte is written as pieces are");
	encoder_free(x);
	encoder_free(y);
	tokenizer_free(t);
	tokenizer_free(again);
	buf_release(&json);
	free(ids.v);
	free(same.v);
}

int
main(void)
{
	test_same();
	test_not_read("<|end|>", "<\xff>", "added token 257 is not UTF-8");
	test_refused("th", "<|end|>", "the special token 'th' would be");
	test_refused("<\xef\xbd\x9c>", "<\xef\xbd\x9c>", "would be another");
	return tap_end();
}
