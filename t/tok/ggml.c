/* SentencePiece's BPE out of a GGUF file against its definition: of the pairs
 * side by side whose text is a piece, the one of the highest score, of equals
 * the leftmost, until there is none. */
#include "tok/ggml.h"

#include <stdlib.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "io/gguf.h"
#include "tok/encoder.h"
#include "tok/initial_symbols.h"

#include "../gguf_file.h"
#include "../tap.h"

enum { CONTROL = 3, USER = 4, NORMAL = 1, BYTE = 6, LENGTH_MAX = 400 };

#define M "\xe2\x96\x81"

/* Scores as they come, with equals among them. */
static const struct {
	const char *text;
	float score;
} pieces[] = { { M, -50 }, { "a", -51 }, { "b", -52 }, { "n", -53 },
	{ "\xc3\xa9", -54 }, { M "a", -3 }, { "an", -1 }, { "na", -1 },
	{ "aa", -4 }, { "aaa", -5 }, { "aaaa", -2 }, { M "ban", -7 },
	{ "ba", -6 }, { M "b", -6 }, { "ana", -8 }, { M M, -9 }, { M M M, -2 },
	{ "n\xc3\xa9", -4 }, { "bb", -1 }, { "bbb", -1 } };

enum { PIECES = sizeof pieces / sizeof *pieces, FIRST = 3 + 256 };

static struct gguf *
make(struct buf *bytes, bool space, int without_byte)
{
	struct gguf_file f = { 0 };
	char name[8];
	struct err e;

	g_str(&f, "general.architecture", "llama");
	g_u32(&f, "llama.context_length", 77);
	g_str(&f, "tokenizer.ggml.model", "llama");
	g_u32(&f, "tokenizer.ggml.bos_token_id", 1);
	g_key(&f, "tokenizer.ggml.add_space_prefix", G_BOOL);
	g_int(&f.keys, space, 1);
	g_key(&f, "tokenizer.ggml.tokens", G_ARRAY);
	g_int(&f.keys, G_STR, 4);
	g_int(&f.keys, FIRST + PIECES, 8);
	g_text(&f.keys, "<user>");
	g_text(&f.keys, "<s>");
	g_text(&f.keys, "</s>");
	for (unsigned i = 0; i < 256; i++) {
		snprintf(name, sizeof name, "<0x%02X>", i);
		g_text(&f.keys, name);
	}
	for (size_t i = 0; i < PIECES; i++)
		g_text(&f.keys, pieces[i].text);
	g_key(&f, "tokenizer.ggml.token_type", G_ARRAY);
	g_int(&f.keys, G_U32, 4);
	g_int(&f.keys, FIRST + PIECES, 8);
	for (int i = 0; i < FIRST + PIECES; i++)
		g_int(&f.keys,
		    i == 0                           ? USER
		    : i < 3                          ? CONTROL
		    : i < FIRST && i != without_byte ? BYTE
						     : NORMAL,
		    4);
	g_key(&f, "tokenizer.ggml.scores", G_ARRAY);
	g_int(&f.keys, G_F32, 4);
	g_int(&f.keys, FIRST + PIECES, 8);
	for (int i = 0; i < FIRST + PIECES; i++) {
		float score = i < FIRST ? 0 : pieces[i - FIRST].score;
		uint32_t bits;

		memcpy(&bits, &score, sizeof bits);
		g_int(&f.keys, bits, 4);
	}
	return gguf_open_memory(g_finish(&f, 3, bytes), "test", &e);
}

static int
find(struct str s)
{
	for (int i = 0; i < (int)PIECES; i++)
		if (str_eq(s, str_of(pieces[i].text)))
			return i;
	return -1;
}

/* The ids of a text with its marks, by the definition. */
static size_t
by_definition(struct str text, uint32_t *ids)
{
	size_t cut[LENGTH_MAX], n = 0, out = 0, len;

	for (size_t i = 0; i < text.n; i += len) {
		utf8_decode(text, i, &len);
		cut[n++] = i;
	}
	cut[n] = text.n;
	for (;;) {
		size_t at = n;
		float best = -1e9f;

		for (size_t i = 0; i + 1 < n; i++) {
			int k = find(str_slice(text, cut[i], cut[i + 2]));

			if (k >= 0 && pieces[k].score > best) {
				best = pieces[k].score;
				at = i;
			}
		}
		if (at == n)
			break;
		memmove(&cut[at + 1], &cut[at + 2], (n - at - 1) * sizeof *cut);
		n--;
	}
	for (size_t i = 0; i < n; i++) {
		struct str s = str_slice(text, cut[i], cut[i + 1]);
		int k = find(s);

		if (k >= 0)
			ids[out++] = FIRST + (uint32_t)k;
		for (size_t b = 0; k < 0 && b < s.n; b++)
			ids[out++] = 3u + (unsigned char)s.p[b];
	}
	return out;
}

static void
test_random(bool space)
{
	static const char *const parts[] = { "a", "b", "n", " ", "  ", "ban",
		"\xc3\xa9", "x", "\n", M, "\xf0\x9f\x9a\xa3", "aaaaaaa",
		"bbbbb", "banana" };
	struct rng r = rng_at(1, "ggml", STR("test"), space);
	struct buf bytes = { 0 }, text = { 0 }, marked = { 0 };
	struct tokenizer *t = assemble_new();
	struct gguf *g = make(&bytes, space, -1);
	struct id_buf ids = { 0 };
	uint32_t want[3 * LENGTH_MAX];
	struct encoder *x;
	bool same = true;
	struct err e;

	if (ggml_read(t, g, &e) || assemble_finish(t, &e)) {
		ok(0, "%s", e.msg);
		return;
	}
	x = encoder_new(t);
	for (int round = 0; round < 3000; round++) {
		size_t n = 1 + (size_t)rng_below(&r, 30);

		buf_reset(&text);
		buf_reset(&marked);
		for (size_t i = 0; i < n; i++)
			buf_str(&text, str_of(parts[rng_below(
					   &r, sizeof parts / sizeof *parts)]));
		if (space)
			buf_str(&marked, INITIAL_SYMBOLS_MARK);
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i] == ' ')
				buf_str(&marked, INITIAL_SYMBOLS_MARK);
			else
				buf_byte(&marked, text.p[i]);
		ids.n = 0;
		same &=
		    encoder_encode(x, buf_view(&text), false, &ids, &e) == 0;
		n = by_definition(buf_view(&marked), want);
		same &=
		    n == ids.n && memcmp(want, ids.v, n * sizeof *want) == 0;
	}
	ok(same, "3000 texts as defined, %s a space before them",
	    space ? "with" : "without");
	ids.n = 0;
	ok(encoder_encode(x, STR("<s>a<user>"), true, &ids, &e) == 0 &&
		ids.v[0] == 1 && ids.v[ids.n - 1] == 0,
	    "control and user tokens are recognised");
	ok(t->ctx == 77 && t->bos == 1 && t->adds_bos, "context and BOS");
	encoder_free(x);
	free(ids.v);
	tokenizer_free(t);
	gguf_free(g);
	buf_release(&bytes);
	buf_release(&text);
	buf_release(&marked);
}

static void
test_refused(void)
{
	struct buf bytes = { 0 };
	struct gguf *g = make(&bytes, true, 3 + 65);
	struct tokenizer *t = assemble_new();
	struct err e;

	ok(ggml_read(t, g, &e) != 0 &&
		strstr(e.msg, "255 byte tokens of 256") != NULL,
	    "a vocabulary that cannot spell every byte is refused");
	tokenizer_free(t);
	gguf_free(g);
	buf_release(&bytes);
}

/* A BOS of f32 is not as if there were none. */
static void
test_wrong_type(void)
{
	static const char key[] = "tokenizer.ggml.bos_token_id";
	struct buf bytes = { 0 };
	struct tokenizer *t = assemble_new();
	struct gguf *g = make(&bytes, true, -1);
	struct err e = { "" };
	char *at;

	gguf_free(g);
	at = memmem(bytes.p, bytes.n, key, strlen(key));
	at[strlen(key)] = G_F32;
	g = gguf_open_memory(buf_view(&bytes), "test", &e);
	ok(ggml_read(t, g, &e) != 0 &&
		strstr(e.msg, "bos_token_id' is not a whole number") != NULL,
	    "a key of the wrong type: %s", e.msg);
	tokenizer_free(t);
	gguf_free(g);
	buf_release(&bytes);
}

int
main(void)
{
	test_random(true);
	test_random(false);
	test_refused();
	test_wrong_type();
	return tap_end();
}
