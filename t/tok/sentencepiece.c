/*
 * SentencePiece .model files: ids frozen from the sentencepiece library 0.2.3
 * for the models that make() writes, and models that are refused.
 */
#include "tok/sentencepiece.h"

#include <stdlib.h>
#include <string.h>

#include "tok/encoder.h"
#include "tok/hf.h"

#include "../tap.h"

#define U "\xe2\x96\x81"
#define E_ACUTE "\xc3\xa9"

struct spec {
	bool byte_fallback, squeeze, prefix;
	const char *user_defined[4];
	const char *ids; /* of the texts, with | between */
};

static const struct spec specs[] = {
	{ false, true, true, { "<x>", "d" },
	    "17 8 4|9 17 8|6 14 15 19|17 11 17 0 21|17 7 5 3 5|17 9|||"
	    "9 5 17 7 4|17 0 18 0|17 0 6 5" },
	{ true, false, true, { NULL },
	    "271 267|264 263 264 262 271|260 268 269 273|271 265 271 123 276|"
	    "271 261 259 63 123 65 259|271 263 270|264||263 259 271 261 275|"
	    "271 63 118 65 272 63 50 118 65|271 125 125 12 125 271 260 259" },
	{ true, false, false, { "<x>", U U, E_ACUTE },
	    "269|260 262 260 265 273|274 270 271 275|261 261 273 123 261|"
	    "264 262 259 262|266 260 273|273||262 262 273 264 277|"
	    "63 118 65 274 63 50 118 65|125 125 12 125 260 274 262" },
	{ false, false, true, { "bc" },
	    "5 3 19|8 7 15 5 3 15|5 12 13 17|15 9 15 0 20|15 3 4 0 4|15 7 14|8|"
	    "|7 4 15 3 19|15 0 16 0|15 0 15 5 4" },
};

static const char *const texts[] = { "abcd", "  ab  abc ", "a.. .b",
	E_ACUTE E_ACUTE " x" E_ACUTE, "bcab<x>ab", U "ab " U " ", " ", "",
	"abab bcd", "<s>a</s>", "zz\tz  aab" };

enum { N_TEXTS = sizeof texts / sizeof *texts };

static void
varint(struct buf *b, uint64_t x)
{
	for (; x >= 0x80; x >>= 7)
		buf_byte(b, (char)(x | 0x80));
	buf_byte(b, (char)x);
}

static void
number(struct buf *b, unsigned field, uint64_t x)
{
	varint(b, field << 3);
	varint(b, x);
}

static void
bytes(struct buf *b, unsigned field, struct str s)
{
	varint(b, field << 3 | 2);
	varint(b, s.n);
	buf_str(b, s);
}

static void
piece(struct buf *b, const char *text, float score, unsigned type)
{
	struct buf p = { 0 };
	uint32_t bits;

	memcpy(&bits, &score, sizeof bits);
	bytes(&p, 1, str_of(text));
	varint(&p, 2 << 3 | 5);
	for (unsigned i = 0; i < 4; i++)
		buf_byte(&p, (char)(bits >> 8 * i));
	number(&p, 3, type);
	bytes(b, 1, buf_view(&p));
	buf_release(&p);
}

static bool
is_user_defined(const struct spec *s, const char *text)
{
	for (size_t i = 0; i < 4 && s->user_defined[i] != NULL; i++)
		if (strcmp(s->user_defined[i], text) == 0)
			return true;
	return false;
}

static void
make_pieces(struct buf *b, const struct spec *s)
{
	static const struct {
		const char *text;
		float score;
	} rows[] = { { "ab", -1 }, { U "a", -2 }, { "bc", -2 }, { "abc", -3 },
		{ U "ab", -4 }, { U U, -5 }, { E_ACUTE E_ACUTE, -6 },
		{ "cd", -7 }, { "abcd", -8 }, { "..", -9 }, { U ".", -9 },
		{ U U U, -10 }, { U, -20 }, { "a", -21 }, { "b", -22 },
		{ "c", -23 }, { "d", -24 }, { E_ACUTE, -25 }, { ".", -26 } };
	char name[8];

	piece(b, "<unk>", 0, SENTENCEPIECE_UNKNOWN);
	piece(b, "<s>", 0, SENTENCEPIECE_CONTROL);
	piece(b, "</s>", 0, SENTENCEPIECE_CONTROL);
	for (unsigned i = 0; s->byte_fallback && i < 256; i++) {
		snprintf(name, sizeof name, "<0x%02X>", i);
		piece(b, name, 0, SENTENCEPIECE_BYTE);
	}
	for (size_t i = 0; i < 4 && s->user_defined[i] != NULL; i++)
		piece(b, s->user_defined[i], 0, SENTENCEPIECE_USER_DEFINED);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!is_user_defined(s, rows[i].text))
			piece(b, rows[i].text, rows[i].score,
			    SENTENCEPIECE_NORMAL);
}

static void
make(struct buf *b, const struct spec *s, unsigned type, struct str charsmap)
{
	struct buf part = { 0 };

	make_pieces(b, s);
	number(&part, 3, type);
	number(&part, 35, s->byte_fallback);
	bytes(b, 2, buf_view(&part));
	buf_reset(&part);
	bytes(&part, 1, STR("nmt_nfkc"));
	if (charsmap.n > 0)
		bytes(&part, 2, charsmap);
	number(&part, 3, s->prefix);
	number(&part, 4, s->squeeze);
	bytes(b, 3, buf_view(&part));
	buf_release(&part);
}

static void
put_ids(
    struct buf *out, const struct tokenizer *t, const char *const *of, size_t n)
{
	struct encoder *x = encoder_new(t);
	struct id_buf ids = { 0 };
	struct err e;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_byte(out, '|');
		ids.n = 0;
		if (encoder_encode(x, str_of(of[i]), false, &ids, &e))
			buf_str(out, STR("failed"));
		for (size_t k = 0; k < ids.n; k++)
			buf_printf(out, "%s%u", k == 0 ? "" : " ", ids.v[k]);
	}
	free(ids.v);
	encoder_free(x);
}

/* The same ids from the tokenizer.json of it, where one can be written. */
static void
check_json(const struct tokenizer *t, const struct spec *s, size_t i)
{
	struct tokenizer *again = assemble_new();
	struct buf json = { 0 }, ids = { 0 };
	struct err e = { 0 };
	bool said = tokenizer_write_json(t, &json, &e) == 0;

	if (s->user_defined[0] != NULL) {
		ok(!said && strstr(e.msg, "user-defined") != NULL,
		    "model %zu has no tokenizer.json", i);
	} else {
		if (said && hf_read_json(again, buf_view(&json), &e) == 0 &&
		    assemble_finish(again, &e) == 0)
			put_ids(&ids, again, texts, N_TEXTS);
		ok(str_eq(buf_view(&ids), str_of(s->ids)),
		    "model %zu: the same from its tokenizer.json", i);
	}
	tokenizer_free(again);
	buf_release(&json);
	buf_release(&ids);
}

static void
check_ids(size_t i)
{
	const struct spec *s = &specs[i];
	struct tokenizer *t = assemble_new();
	struct buf model = { 0 }, ids = { 0 };
	struct err e = { 0 };

	make(&model, s, 2, STR(""));
	ok(sentencepiece_is(buf_view(&model)), "model %zu is known by itself",
	    i);
	if (sentencepiece_read(t, buf_view(&model), &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		put_ids(&ids, t, texts, N_TEXTS);
	if (!ok(str_eq(buf_view(&ids), str_of(s->ids)),
		"model %zu: ids of the library", i))
		printf("# %s\n# %s\n", e.msg, ids.p);
	ok(tokenizer_bos(t) == 1 && tokenizer_eos(t) == 2 &&
		!tokenizer_adds_bos(t),
	    "model %zu: BOS and EOS", i);
	check_json(t, s, i);
	tokenizer_free(t);
	buf_release(&model);
	buf_release(&ids);
}

/*
 * A table that makes a of A, e of an e with an accent and a space of one that
 * does not break: a double array whose places were chosen by hand.
 */
static void
make_table(struct buf *out, uint32_t damage)
{
	static const struct {
		uint32_t at, label, leaf, to;
	} units[] = { { 0, 0, 0, 256 }, { 0x141, 'A', 1, 600 },
		{ 0x1c3, 0xc3, 0, 768 }, { 0x3a9, 0xa9, 1, 601 },
		{ 0x1c2, 0xc2, 0, 1024 }, { 0x4a0, 0xa0, 1, 602 } };
	static uint32_t v[2048];

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		v[units[i].at] = units[i].label | units[i].leaf << 8 |
				 (units[i].at ^ units[i].to) << 10;
	for (uint32_t i = 0; i < 3; i++)
		v[600 + i] = 1u << 31 | (2 * i + damage);
	for (size_t i = 0; i < 4; i++)
		buf_byte(out, (char)(unsigned char)(sizeof v >> 8 * i));
	for (size_t i = 0; i < sizeof v; i++)
		buf_byte(out, (char)(v[i / 4] >> i % 4 * 8));
	buf_add(out, "a\0e\0 ", 6);
}

static void
check_table(const struct spec *s, uint32_t damage)
{
	static const char *const mapped[] = { "Abc " E_ACUTE,
		"\xc2\xa0 A\xc2\xa0\xc2\xa0"
		"b ",
		"<x>A" E_ACUTE, "\xc2\xa0", U "A" U };
	struct tokenizer *t = assemble_new();
	struct buf model = { 0 }, table = { 0 }, ids = { 0 }, json = { 0 };
	struct err e = { 0 };

	make_table(&table, damage);
	make(&model, s, 2, buf_view(&table));
	if (sentencepiece_read(t, buf_view(&model), &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		put_ids(&ids, t, mapped, sizeof mapped / sizeof *mapped);
	ok(str_eq(buf_view(&ids), str_of(s->ids)),
	    "ids of the library by a table: %s", ids.p);
	ok(damage != 0 || tokenizer_write_json(t, &json, &e) != 0,
	    "of which no tokenizer.json is made");
	tokenizer_free(t);
	buf_release(&model);
	buf_release(&table);
	buf_release(&ids);
	buf_release(&json);
}

static void
check_unigram(const struct spec *s)
{
	struct tokenizer *t = assemble_new();
	struct buf model = { 0 }, ids = { 0 }, json = { 0 };
	struct err e = { 0 };

	make(&model, s, 1, STR(""));
	if (sentencepiece_read(t, buf_view(&model), &e) == 0 &&
	    assemble_finish(t, &e) == 0)
		put_ids(&ids, t, texts, N_TEXTS);
	if (!ok(str_eq(buf_view(&ids), str_of(s->ids)),
		"a unigram model gives the ids of the library"))
		printf("# %s\n# %s\n", e.msg, ids.p);
	ok(tokenizer_write_json(t, &json, &e) != 0,
	    "and has no tokenizer.json");
	tokenizer_free(t);
	buf_release(&model);
	buf_release(&ids);
	buf_release(&json);
}

static void
check_refused(unsigned type, const char *charsmap, size_t cut, const char *why)
{
	struct tokenizer *t = assemble_new();
	struct buf model = { 0 };
	struct err e = { 0 };

	make(&model, &specs[1], type, str_of(charsmap));
	ok(sentencepiece_read(
	       t, str_slice(buf_view(&model), 0, model.n - cut), &e) != 0 &&
		strstr(e.msg, why) != NULL,
	    "refused: %s (%s)", why, e.msg);
	tokenizer_free(t);
	buf_release(&model);
}

/* A vocabulary that the library would encode otherwise. */
static void
check_piece(const char *text, unsigned type, const char *why)
{
	struct tokenizer *t = assemble_new();
	struct buf model = { 0 };
	struct err e = { 0 };

	make(&model, &specs[1], 2, STR(""));
	piece(&model, text, -30, type);
	ok(sentencepiece_read(t, buf_view(&model), &e) != 0 &&
		strstr(e.msg, why) != NULL,
	    "refused: %s (%s)", why, e.msg);
	tokenizer_free(t);
	buf_release(&model);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
		check_ids(i);
	check_table(&(struct spec){ false, true, true, { "<x>" },
			"16 7 16 0|5 16 18|16 3 17 0||16 5" },
	    0);
	check_table(&(struct spec){ true, false, false, { E_ACUTE },
			"263 272 259|272 261 265 274 272|63 123 65 273 259|272|"
			"261 272" },
	    0);
	check_table(&(struct spec){ true, false, false, { NULL },
			"failed|failed|failed|failed|failed" },
	    100);
	check_unigram(&(struct spec){ false, true, true, { "<x>", "d" },
	    "6 7 4|9 6 7|6 14 15 19|17 11 17 0 21|17 7 5 3 5|10 5|||9 5 17 7 "
	    "4|17 0 18 0|17 0 6 5" });
	check_unigram(
	    &(struct spec){ true, false, false, { "<x>", U U, E_ACUTE },
		"269|260 262 260 265 273|274 270 271 275|261 261 273 123 "
		"261|264 262 259 262|266 272|273||262 262 273 264 277|63 118 "
		"65 274 63 50 118 65|125 125 12 125 260 274 262" });
	check_refused(4, "", 0, "char model is not supported");
	check_refused(3, "", 0, "word model is not supported");
	check_refused(2, "x", 0, "of 1 bytes is damaged");
	check_refused(2, "", 1, "is cut or not known");
	check_piece("aq", SENTENCEPIECE_NORMAL, "a character that is no token");
	check_piece("ab", SENTENCEPIECE_NORMAL, "have the same text");
	check_piece("dd", SENTENCEPIECE_UNUSED, "in the way of merges");
	check_piece("<0x41>", SENTENCEPIECE_NORMAL, "is or is not a byte");
	check_piece("", SENTENCEPIECE_NORMAL, "empty or not UTF-8");
	check_piece("\xe2\x96", SENTENCEPIECE_NORMAL, "empty or not UTF-8");
	return tap_end();
}
