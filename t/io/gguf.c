/* GGUF: values and tensors of every kind, and every broken rule refused. */
#include "../tap.h"

#include <stdlib.h>

#include "../gguf_file.h"
#include "io/gguf.h"

static void
refused(struct str bytes, const char *why, const char *what)
{
	struct err e = { "" };
	struct gguf *g = gguf_open_memory(bytes, "x", &e);

	if (!ok(g == NULL && strstr(e.msg, why) != NULL, "refused: %s", what))
		printf("# got '%s', want '%s'\n", e.msg, why);
	gguf_free(g);
}

static void
put_values(struct gguf_file *f)
{
	g_str(f, "s", "text");
	g_u32(f, "u", 4000000000u);
	g_f32(f, "f", 0.5f);
	g_key(f, "b", G_BOOL);
	g_int(&f->keys, 1, 1);
	g_key(f, "i8", 1);
	g_int(&f->keys, 0xfe, 1);
	g_key(f, "i64", 11);
	g_int(&f->keys, (uint64_t)-5, 8);
	g_key(f, "huge", G_U64);
	g_int(&f->keys, UINT64_MAX, 8);
	g_key(f, "words", G_ARRAY);
	g_int(&f->keys, G_STR, 4);
	g_int(&f->keys, 2, 8);
	g_text(&f->keys, "one");
	g_text(&f->keys, "");
	g_key(f, "ints", G_ARRAY);
	g_int(&f->keys, 5, 4); /* i32 */
	g_int(&f->keys, 2, 8);
	g_int(&f->keys, 0xffffffff, 4);
	g_int(&f->keys, 7, 4);
	g_key(f, "reals", G_ARRAY);
	g_int(&f->keys, 12, 4); /* f64 */
	g_int(&f->keys, 1, 8);
	g_int(&f->keys, 0x3ff8000000000000u, 8);
}

static void
test_values(unsigned version)
{
	struct gguf_file f = { 0 };
	struct buf b = { 0 };
	struct err e = { "" };
	struct gguf *g;
	size_t n;

	put_values(&f);
	g = gguf_open_memory(g_finish(&f, version, &b), "x", &e);
	if (!ok(g != NULL, "version %u opened %s", version, e.msg))
		return;
	ok(str_eq(gguf_str(g, "s"), STR("text")), "a string");
	ok(gguf_int(g, "u", 0) == 4000000000, "u32");
	ok(gguf_int(g, "i8", 0) == -2, "i8");
	ok(gguf_int(g, "i64", 0) == -5, "i64");
	ok(gguf_real(g, "f", 0) == 0.5, "f32");
	ok(gguf_bool(g, "b", 0) == 1, "bool");
	ok(gguf_count(g, "words") == 2 &&
		str_eq(gguf_str_at(g, "words", 0), STR("one")) &&
		gguf_str_at(g, "words", 1).n == 0,
	    "strings");
	ok(gguf_int_at(g, "ints", 0) == -1 && gguf_int_at(g, "ints", 1) == 7,
	    "integers");
	ok(gguf_real_at(g, "reals", 0) == 1.5, "reals");
	ok(gguf_int_at(g, "ints", 2) == -1 && gguf_int(g, "none", 9) == 9,
	    "nothing beyond the end, or of a key that is absent");
	ok(gguf_is_array(g, "ints") && !gguf_is_array(g, "u"), "arrays");
	ok(gguf_check(g, &e) == 0, "all were what was asked for");
	gguf_tensors(g, &n);
	ok(n == 0, "no tensors");
	gguf_free(g);
	buf_release(&b);
}

enum ask { STRING, INT, REAL, BOOL, COUNT, STRING_AT, INT_AT, REAL_AT };

/* Whether what is asked counts as absent. */
static bool
is_absent(const struct gguf *g, enum ask ask, const char *key)
{
	switch (ask) {
	case STRING:
		return gguf_str(g, key).n == 0;
	case INT:
		return gguf_int(g, key, 9) == 9;
	case REAL:
		return gguf_real(g, key, 9) == 9;
	case BOOL:
		return gguf_bool(g, key, 9) == 9;
	case COUNT:
		return gguf_count(g, key) == 0;
	case STRING_AT:
		return gguf_str_at(g, key, 0).n == 0;
	case INT_AT:
		return gguf_int_at(g, key, 0) == -1;
	case REAL_AT:
		return gguf_real_at(g, key, 0) == 0;
	}
	return false;
}

static void
test_wrong_types(void)
{
	static const struct {
		enum ask ask;
		const char *key, *why;
	} v[] = { { STRING, "u", "a string" }, { STRING, "words", "a string" },
		{ INT, "s", "a whole number" }, { INT, "f", "a whole number" },
		{ INT, "b", "a whole number" },
		{ INT, "ints", "a whole number" },
		{ INT, "huge", "below 2^63" },
		{ REAL, "u", "of type f32 or f64" }, { BOOL, "u", "a bool" },
		{ COUNT, "s", "an array" },
		{ STRING_AT, "ints", "an array of strings" },
		{ STRING_AT, "s", "an array of strings" },
		{ INT_AT, "reals", "an array of whole numbers" },
		{ REAL_AT, "words", "an array of f32 or f64" } };

	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct gguf_file f = { 0 };
		struct buf b = { 0 }, want = { 0 };
		struct err e = { "" };
		struct gguf *g;

		put_values(&f);
		g = gguf_open_memory(g_finish(&f, 3, &b), "x", &e);
		buf_printf(&want, "key '%s' is not %s;", v[i].key, v[i].why);
		ok(is_absent(g, v[i].ask, v[i].key) && gguf_check(g, &e) &&
			str_starts(str_of(e.msg), buf_view(&want)),
		    "%s", e.msg);
		gguf_free(g);
		buf_release(&b);
		buf_release(&want);
	}
}

/* Blocks with d 0.5 (f16 0x3800), m -1 (0xbc00) and known quants. */
static void
put_block(struct buf *b, unsigned type)
{
	g_int(b, 0x3800, 2);
	if (type == G_T_Q4_1)
		g_int(b, 0xbc00, 2);
	for (size_t i = 0; i < (type == G_T_Q8_0 ? 32 : 16); i++)
		buf_byte(
		    b, (char)(type == G_T_Q8_0 ? (int)i - 16
					       : (int)(i | (15 - i) << 4)));
}

static float
value(unsigned type, size_t i)
{
	int low = i < 16 ? (int)i : 31 - (int)i;

	if (type == G_T_Q8_0)
		return 0.5f * (float)((int)i - 16);
	if (type == G_T_Q4_0)
		return 0.5f * (float)(low - 8);
	return 0.5f * (float)low - 1;
}

static void
test_blocks(void)
{
	static const unsigned types[] = { G_T_Q4_0, G_T_Q4_1, G_T_Q8_0 };
	static const char *const names[] = { "Q4_0", "Q4_1", "Q8_0" };
	static const uint64_t dims[] = { 32, 2 };
	struct gguf_file f = { 0 };
	struct buf b = { 0 };
	struct err e = { "" };
	struct gguf *g;
	const struct tensor *t;
	size_t n, bad;
	float x[64];

	for (size_t k = 0; k < 3; k++) {
		g_tensor(&f, names[k], 2, dims, types[k]);
		put_block(&f.data, types[k]);
		put_block(&f.data, types[k]);
	}
	g = gguf_open_memory(g_finish(&f, 3, &b), "x", &e);
	if (!ok(g != NULL, "opened %s", e.msg))
		return;
	t = gguf_tensors(g, &n);
	for (size_t k = 0; k < n; k++) {
		bad = tensor_f32(&t[k], x, &e) != 0;
		for (size_t i = 0; i < 64; i++)
			bad += x[i] != value(types[k], i % 32);
		ok(bad == 0 && str_eq(t[k].type_name, str_of(names[k])) &&
			t[k].dims[0] == 2 && t[k].dims[1] == 32,
		    "%s", names[k]);
	}
	gguf_free(g);
	buf_release(&b);
}

static void
test_halves(void)
{
	static const uint64_t dims[] = { 6 };
	static const unsigned bits[] = { 0x3c00, 0xc000, 0x0001, 0x83ff, 0x7c00,
		0x7bff };
	static const float want[] = { 1, -2, 0x1p-24f, -0x1.ff8p-15f, INFINITY,
		65504 };
	struct gguf_file f = { 0 };
	struct buf b = { 0 };
	struct err e = { "" };
	struct gguf *g;
	const struct tensor *t;
	size_t n;
	float x[6];

	g_tensor(&f, "h", 1, dims, G_T_F16);
	for (size_t i = 0; i < 6; i++)
		g_int(&f.data, bits[i], 2);
	g_tensor(&f, "w", 1, dims, 28); /* F64 */
	for (size_t i = 0; i < 6; i++)
		g_int(&f.data, 0, 8);
	g = gguf_open_memory(g_finish(&f, 3, &b), "x", &e);
	if (!ok(g != NULL, "opened %s", e.msg))
		return;
	t = gguf_tensors(g, &n);
	ok(tensor_f32(&t[0], x, &e) == 0 && memcmp(x, want, sizeof x) == 0,
	    "F16 with its smallest and largest");
	ok(tensor_f32(&t[1], x, &e) != 0 && strstr(e.msg, "F64") != NULL,
	    "what is not read is named: %s", e.msg);
	gguf_free(g);
	buf_release(&b);
}

static void
test_header(void)
{
	struct gguf_file f = { 0 };
	struct buf b = { 0 };

	refused(STR(""), "not a GGUF file", "nothing");
	refused(STR("GGUX0000"), "not a GGUF file", "another magic");
	refused(g_finish(&f, 1, &b), "GGUF version 1;", "version 1");
	refused(g_finish(&f, 0x3000000, &b), "big-endian", "big-endian");
	f.n_keys = UINT64_MAX;
	refused(g_finish(&f, 3, &b), "keys are more", "too many keys");
	f.n_tensors = 1 << 20;
	refused(g_finish(&f, 3, &b), "tensors are more", "too many tensors");
	g_u32(&f, "a", 1);
	g_u32(&f, "a", 2);
	refused(g_finish(&f, 3, &b), "key 'a' occurs twice", "a key twice");
	g_key(&f, "a", 13);
	refused(g_finish(&f, 3, &b), "type 13", "an unknown value type");
	g_key(&f, "a", G_ARRAY);
	g_int(&f.keys, G_ARRAY, 4);
	g_int(&f.keys, 0, 8);
	refused(g_finish(&f, 3, &b), "type 9", "an array of arrays");
	g_key(&f, "a", G_ARRAY);
	g_int(&f.keys, G_U32, 4);
	g_int(&f.keys, UINT64_MAX / 2, 8);
	refused(g_finish(&f, 3, &b), "cannot be read", "a huge array");
	g_key(&f, "a", G_ARRAY);
	g_int(&f.keys, G_STR, 4);
	g_int(&f.keys, 1 << 20, 8);
	refused(g_finish(&f, 3, &b), "ends inside", "more strings than bytes");
	g_key(&f, "a", G_STR);
	g_int(&f.keys, UINT64_MAX, 8);
	refused(g_finish(&f, 3, &b), "ends inside", "a string beyond the end");
	g_u32(&f, "general.alignment", 12);
	refused(g_finish(&f, 3, &b), "general.alignment is 12", "alignment");
	g_str(&f, "general.alignment", "32");
	refused(g_finish(&f, 3, &b), "not a whole number", "its type");
	buf_release(&b);
}

static void
test_tensors(void)
{
	static const uint64_t four[] = { 4, 1, 1, 1, 1 }, row[] = { 48 };
	static const uint64_t huge[] = { 1ull << 40, 1ull << 40 };
	static const uint64_t wide[] = { 1ull << 62 };
	static const float x[4] = { 1, 2, 3, 4 };
	struct gguf_file f = { 0 };
	struct buf b = { 0 };
	char name[66];

	memset(name, 'n', 65);
	name[65] = '\0';
	g_tensor(&f, name, 1, four, G_T_F32);
	refused(g_finish(&f, 3, &b), "name has 65 bytes", "a long name");
	g_tensor(&f, "a", 5, four, G_T_F32);
	refused(g_finish(&f, 3, &b), "5 dimensions", "five dimensions");
	g_tensor(&f, "a", 2, huge, G_T_F32);
	refused(g_finish(&f, 3, &b), "too large", "a product that overflows");
	g_tensor(&f, "a", 1, wide, G_T_F32);
	refused(g_finish(&f, 3, &b), "tensor 'a'", "bytes that overflow");
	g_tensor(&f, "a", 1, four, 4);
	refused(g_finish(&f, 3, &b), "type 4", "a type gone long ago");
	g_tensor(&f, "a", 1, row, G_T_Q8_0);
	refused(g_finish(&f, 3, &b), "whole blocks", "half a block");
	g_tensor(&f, "a", 1, four, G_T_F32);
	g_floats(&f, x, 3);
	refused(g_finish(&f, 3, &b), "ends inside tensor", "missing data");
	g_tensor(&f, "a", 1, four, G_T_F32);
	g_floats(&f, x, 4);
	g_tensor(&f, "a", 1, four, G_T_F32);
	g_floats(&f, x, 4);
	refused(g_finish(&f, 3, &b), "'a' occurs twice", "a name twice");
	g_tensor(&f, "a", 1, four, G_T_F32);
	g_tensor(&f, "b", 1, four, G_T_F32);
	g_floats(&f, x, 4);
	refused(g_finish(&f, 3, &b), "over another", "an overlap");
	g_tensor(&f, "a", 1, four, G_T_F32);
	f.infos.p[f.infos.n - 8] = 4;
	g_floats(&f, x, 4);
	refused(g_finish(&f, 3, &b), "not aligned", "an odd offset");
	buf_release(&b);
}

/* Every beginning, in memory of exactly that size; only a whole one opens. */
static void
test_cut(void)
{
	static const uint64_t dims[] = { 32 };
	struct gguf_file f = { 0 };
	struct buf b = { 0 };
	struct err e = { "" };
	size_t opened = 0;

	put_values(&f);
	g_tensor(&f, "t", 1, dims, G_T_Q8_0);
	put_block(&f.data, G_T_Q8_0);
	g_finish(&f, 3, &b);
	for (size_t n = 0; n <= b.n; n++) {
		char *part = malloc(n > 0 ? n : 1);
		struct gguf *g;

		memcpy(part, b.p, n);
		g = gguf_open_memory((struct str){ part, n }, "x", &e);
		opened += g != NULL;
		gguf_free(g);
		free(part);
	}
	ok(opened == 1, "cut anywhere it is refused");
	buf_release(&b);
}

int
main(void)
{
	test_values(2);
	test_values(3);
	test_wrong_types();
	test_blocks();
	test_halves();
	test_header();
	test_tensors();
	test_cut();
	return tap_end();
}
