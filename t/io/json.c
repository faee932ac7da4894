/* JSON: what is written is read, and what is not JSON is refused. */
#include "../tap.h"

#include <float.h>

#include "io/json.h"

static void
test_refused(void)
{
	static const char *const bad[] = { "", "{", "[1,]", "{\"a\":1,}", "nul",
		"{\"a\" 1}", "\"\xff\"", "'a'", "1 2", "{} x", "/* c */ 1",
		"[1", "\"a", "\"\xed\xa0\x80\"", /* a surrogate in bytes */
		"\"\xc0\xaf\"",                  /* more bytes than it takes */
		"\"\xf4\x90\x80\x80\"" };        /* past U+10FFFF */
	struct err e;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct json *j = json_parse(str_of(bad[i]), &e);

		ok(j == NULL, "refused: %s", bad[i]);
		json_free(j);
	}
}

static void
test_surrogates(void)
{
	static const struct {
		const char *json, *text;
	} v[] = { { "\"a\\ud83d\\ude00b\"", "a\xf0\x9f\x98\x80"
					    "b" },
		{ "\"a\\ud83d\"", "a\xef\xbf\xbd" },
		{ "\"\\ud83db\"", "\xef\xbf\xbd"
				  "b" },
		{ "\"\\ude00\\ud83d\"", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80" },
		{ "\"\\ud83d\\u0041\\n\"", "\xef\xbf\xbd"
					   "A\n" } };
	struct err e;

	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct json *j = json_parse(str_of(v[i].json), &e);

		ok(j != NULL && str_eq(json_str(j), str_of(v[i].text)),
		    "a half of a pair is U+FFFD: %s", v[i].json);
		json_free(j);
	}
}

static void
test_round_trip(void)
{
	struct str s = STR("a\"b\\c\n\t\r\b\f\x01/\xc3\xa9\0z");
	struct buf text = { 0 }, again = { 0 };
	struct err e = { "" };
	struct json *j;

	buf_str(&text, STR("{\"s\":"));
	json_put_str(&text, s);
	buf_str(&text, STR(",\"r\":["));
	json_put_real(&text, 0.1);
	buf_byte(&text, ',');
	json_put_real(&text, -DBL_MAX);
	buf_str(&text, STR("],\"n\":null,\"i\":-7,\"t\":true} \n"));
	j = json_parse(buf_view(&text), &e);
	ok(j != NULL, "parsed %s", e.msg);
	ok(str_eq(json_str(json_get(j, "s")), s), "string");
	ok(json_real(json_at(json_get(j, "r"), 0), 0) == 0.1, "real");
	ok(json_real(json_at(json_get(j, "r"), 1), 0) == -DBL_MAX, "largest");
	ok(json_get(j, "n") != NULL && json_kind(json_get(j, "n")) == JSON_NULL,
	    "a null is there");
	ok(json_get(j, "x") == NULL, "what is absent is not");
	ok(json_int(json_get(j, "i"), 0) == -7, "integer");
	ok(json_is_true(json_get(j, "t")), "true");
	json_put(&again, j);
	ok(str_eq(str_trim(buf_view(&text)), buf_view(&again)), "the same: %s",
	    again.p);
	json_free(j);
	buf_release(&text);
	buf_release(&again);
}

/* No number becomes another, whatever its size. */
static void
test_numbers(void)
{
	static const struct {
		const char *text;
		enum json_kind kind;
	} v[] = { { "9007199254740993", JSON_INT },
		{ "9223372036854775807", JSON_INT },
		{ "-9223372036854775808", JSON_INT },
		{ "9223372036854775808", JSON_BIG },
		{ "-9223372036854775809", JSON_BIG },
		{ "18446744073709551617", JSON_BIG }, { "1.50e+3", JSON_REAL },
		{ "7.0", JSON_REAL } };
	struct err e;

	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct json *j = json_parse(str_of(v[i].text), &e);
		struct buf out = { 0 };
		bool whole = v[i].kind == JSON_INT;

		json_put(&out, j);
		ok(json_kind(j) == v[i].kind &&
			str_eq(buf_view(&out), str_of(v[i].text)),
		    "%s stays as it is", v[i].text);
		ok((json_int(j, 1) == json_int(j, 2)) == whole,
		    "%s is %san int64", v[i].text, whole ? "" : "not ");
		ok(json_real(j, 0) == strtod(v[i].text, NULL), "%s as a real",
		    v[i].text);
		json_free(j);
		buf_release(&out);
	}
}

/* With few members and with so many that a table finds them. */
static void
test_duplicates(size_t n)
{
	struct buf text = { 0 }, again = { 0 };
	struct err e;
	struct json *j;
	char name[24];

	buf_byte(&text, '{');
	for (size_t i = 0; i < 2 * n; i++)
		buf_printf(&text, "%s\"m%zu\":%zu", i > 0 ? "," : "", i % n, i);
	buf_byte(&text, '}');
	j = json_parse(buf_view(&text), &e);
	ok(json_count(j) == n, "%zu members of %zu names", json_count(j), n);
	for (size_t i = 0; i < n; i++) {
		snprintf(name, sizeof name, "m%zu", i);
		if (json_int(json_get(j, name), -1) != (int64_t)(n + i))
			ok(false, "%s has its last value", name);
	}
	ok(json_get(j, "m") == NULL, "no member of another name");
	json_put(&again, j);
	ok(strncmp(again.p, "{\"m0\":", 6) == 0, "at the place of the first");
	json_free(j);
	buf_release(&text);
	buf_release(&again);
}

int
main(void)
{
	test_refused();
	test_surrogates();
	test_round_trip();
	test_numbers();
	test_duplicates(3);
	test_duplicates(5000);
	return tap_end();
}
