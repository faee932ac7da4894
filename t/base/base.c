/* Text, UTF-8, random numbers, digests and patterns. */
#include "../tap.h"

#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/regex.h"
#include "base/rng.h"
#include "base/utf8.h"

static void
test_utf8(void)
{
	static const struct {
		const char *s;
		size_t valid;
		const char *repaired;
	} cases[] = {
		{ "abc", 3, "abc" },
		{ "a\xc3\xa9z", 4, "a\xc3\xa9z" },
		{ "a\xc3(", 1, "a\xef\xbf\xbd(" },
		{ "\xc0\xaf", 0, "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xed\xa0\x80", 0, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "ok\xf0\x9f\x98", 2, "ok\xef\xbf\xbd" },
		{ "\xf4\x90\x80\x80", 0,
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "12345678\xff", 8, "12345678\xef\xbf\xbd" },
	};

	static const char *const shown[][2] = {
		{ "caf\xc3\xa9 \\n", "caf\xc3\xa9 \\n" },
		{ "a\tb\nc", "a\\tb\\nc" },
		{ "\x1b[2J\x7f", "\\u{1b}[2J\\u{7f}" },
		{ "\xc2\x9b"
		  "2J\xe2\x80\xae"
		  "x",
		    "\\u{9b}2J\\u{202e}x" },
		{ "\xff\xc3", "\\xff\\xc3" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = { 0 };

		ok(utf8_valid(str_of(cases[i].s)) == cases[i].valid,
		    "valid prefix of case %zu", i);
		utf8_repair(&out, str_of(cases[i].s));
		ok(str_eq(buf_view(&out), str_of(cases[i].repaired)),
		    "repair of case %zu", i);
		buf_release(&out);
	}
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		struct buf out = { 0 };

		utf8_show(&out, str_of(shown[i][0]));
		ok(str_eq(buf_view(&out), str_of(shown[i][1])), "shown: %s",
		    shown[i][1]);
		buf_release(&out);
	}
	for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 977) {
		char text[UTF8_MAX];
		size_t n = utf8_encode(text, c), m;
		struct str s = { text, n };
		bool surrogate = c >= 0xd800 && c < 0xe000;

		if ((utf8_valid(s) == n) == surrogate ||
		    (!surrogate && (utf8_decode(s, 0, &m) != c || m != n))) {
			ok(false, "code point %x", c);
			return;
		}
	}
	ok(true, "code points come back");
}

static void
test_rng(void)
{
	struct rng a = rng_at(7, "x", STR("t"), 1);
	struct rng b = rng_at(7, "x", STR("t"), 1);
	struct rng c = rng_at(7, "x", STR("t"), 2);
	size_t picks[8], seen[10] = { 0 };
	double sum = 0, squares = 0;

	ok(rng_u64(&a) == rng_u64(&b), "equal places, equal draws");
	ok(rng_u64(&a) != rng_u64(&c), "other places, other draws");
	for (int i = 0; i < 10000; i++) {
		rng_sample(&a, 10, picks, 8);
		for (int j = 0; j < 8; j++) {
			seen[picks[j]]++;
			for (int k = 0; k < j; k++)
				if (picks[j] == picks[k])
					ok(false, "a pick twice");
		}
	}
	for (int i = 0; i < 10; i++)
		if (seen[i] < 7700 || seen[i] > 8300)
			ok(false, "number %d was picked %zu times", i, seen[i]);
	for (int i = 0; i < 100000; i++) {
		double x = rng_normal(&a);

		sum += x;
		squares += x * x;
	}
	ok(fabs(sum / 1e5) < 0.02 && fabs(squares / 1e5 - 1) < 0.02,
	    "normal: mean %.4f variance %.4f", sum / 1e5, squares / 1e5);
}

static void
test_digest(void)
{
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	digest_add(d, "ab", 2);
	digest_add(d, "c", 1);
	digest_finish(d, hex);
	ok(strncmp(hex, "ba7816bf8f01cfea", 16) == 0, "FIPS 180-2's abc");
}

/* Blocks that come whole go another way than bytes that come one by one. */
static void
test_digest_pieces(void)
{
	enum { N = 1000 };
	struct digest *one = digest_new(), *all = digest_new();
	struct digest *cut = digest_new();
	char bytes[N], hex[3][DIGEST_HEX];

	for (size_t i = 0; i < N; i++) {
		bytes[i] = (char)(i * i % 251);
		digest_add(one, bytes + i, 1);
	}
	digest_add(all, bytes, N);
	for (size_t i = 0, n = 1; i < N; i += n, n = n * 3 % 200 + 1)
		digest_add(cut, bytes + i, n < N - i ? n : N - i);
	digest_finish(one, hex[0]);
	digest_finish(all, hex[1]);
	digest_finish(cut, hex[2]);
	ok(strcmp(hex[0], hex[1]) == 0 && strcmp(hex[0], hex[2]) == 0,
	    "a digest of pieces of any size");
}

static void
test_regex(void)
{
	struct err e;
	struct regex *re = regex_new(STR("(\\p{Lu})(x)?\\w+"), &e);
	struct regex_matcher *m = regex_matcher_new(re);
	struct str s = STR("ein \xc3\x84rger");
	size_t begin, end;

	ok(regex_find(m, s, 0, &begin, &end, &e) == 1 && begin == 4 &&
		end == s.n,
	    "an umlaut is a capital");
	ok(regex_group(m, 1, &begin, &end) == 1 && begin == 4 && end == 6,
	    "group 1");
	ok(regex_group(m, 2, &begin, &end) == 0, "group 2 took no part");
	ok(regex_find(m, s, 6, &begin, &end, &e) == 0, "none after it");
	regex_matcher_free(m);
	regex_free(re);
	ok(regex_new(STR("a("), &e) == NULL && strstr(e.msg, "offset 2"), "%s",
	    e.msg);
}

static void
test_escapes(void)
{
	struct buf out = { 0 };
	struct err e;

	utf8_escape(&out, STR("caf\xe9\x1b.txt"));
	ok(str_eq(buf_view(&out), STR("caf\\xe9\x1b.txt")),
	    "only what is not UTF-8");
	err_set(&e, "%s", "\x1b]0;\xc2\x9b\xe2\x80\xae\xff\xe9 \xc3\xa9\n");
	ok(strcmp(e.msg, "?]0;???? \xc3\xa9?") == 0, "messages: %s", e.msg);
	for (int i = 0; i < 600; i++)
		buf_str(&out, STR("\xc3\xa9"));
	err_set(&e, "%s", out.p + 1);
	ok(utf8_valid(str_of(e.msg)) == strlen(e.msg), "none is cut in two");
	buf_release(&out);
}

static void
test_arena(void)
{
	struct arena a = { 0 };
	char *first = arena_copy(&a, "one", 3), *big;

	big = arena_alloc(&a, 1 << 20, 1);
	memset(big, 'x', 1 << 20);
	ok(strcmp(first, "one") == 0, "a large piece leaves others alone");
	arena_reset(&a);
	ok(arena_alloc(&a, 1, 16) != NULL, "usable after a reset");
	arena_release(&a);
}

static void
test_choice(void)
{
	static const char names[] = "mean|sum|first";

	ok(choice_count(names) == 3, "three names");
	ok(str_eq(choice_name(names, 0), STR("mean")), "the first");
	ok(str_eq(choice_name(names, 2), STR("first")), "and the last");
	ok(choice_find(names, STR("sum")) == 1, "by its name");
	ok(choice_find(names, STR("su")) == 3, "a beginning is none");
	ok(choice_find(names, STR("")) == 3, "nor is nothing");
}

struct config {
	bool always, here, there;
	struct opt_common common;
};

static void
test_modes(void)
{
	static const struct opt options[] = {
		{ 0, "always", OPT_FLAG, 0, NULL, NULL, "in both modes",
		    offsetof(struct config, always), 0, 0 },
		{ 0, "here", OPT_FLAG, OPT_IN(0), NULL, NULL, "in the first",
		    offsetof(struct config, here), 0, 0 },
		{ 0, "there", OPT_FLAG, OPT_IN(1), NULL, NULL, "in the second",
		    offsetof(struct config, there), 0, 0 },
		{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
	};
	const struct opt_spec spec = { .options = options,
		.common = offsetof(struct config, common) };
	char line[] = "tool\0--always\0--here\0--there\0-";
	char *argv[] = { line, line + 5, line + 14, line + 21, line + 29,
		NULL };
	struct config config = { 0 };
	size_t at = 0;
	const char *idle;

	opt_parse(&spec, 5, argv, &config);
	idle = opt_next_idle(&spec, &config, 0, &at);
	ok(idle != NULL && strcmp(idle, "there") == 0, "idle in the first");
	ok(opt_next_idle(&spec, &config, 0, &at) == NULL, "and no more");
	at = 0;
	idle = opt_next_idle(&spec, &config, 1, &at);
	ok(idle != NULL && strcmp(idle, "here") == 0, "idle in the second");
}

int
main(void)
{
	test_utf8();
	test_rng();
	test_digest();
	test_digest_pieces();
	test_regex();
	test_escapes();
	test_arena();
	test_choice();
	test_modes();
	return tap_end();
}
