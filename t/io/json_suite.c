/*
 * JSON by the standard, case by case: each scalar alone, in an array and as a
 * member, each structure as it is; and what is refused is refused wherever
 * JSON is read.  A case says whether RFC 8259 has it, refuses it, or leaves it
 * open, and then what we do.
 *
 * With a folder as argument the cases go there instead, a file each, for
 * t/json.t: yes.N is to be read, yes.lines.N too but has several lines, no.N is
 * to be refused, no.python.N where not Python's writer may have been at work.
 */
#include "../tap.h"

#include <string.h>

#include "base/mem.h"
#include "io/document.h"
#include "io/episode.h"
#include "io/example.h"
#include "io/file.h"
#include "io/json.h"
#include "io/safetensors.h"
#include "io/scores.h"

struct one {
	const char *text;
	size_t n; /* 0: up to its NUL */
};

#define T(literal)                           \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const struct one good_scalars[] = { T("0"), T("-0"), T("7"), T("-1"),
	T("123"), T("0.5"), T("-0.5"), T("123.456789"), T("1e3"), T("1E3"),
	T("1e+3"), T("1E-3"), T("0e1"), T("0E+1"), T("1.5e300"), T("-1.5E-300"),
	T("-0.0"), T("0.00000000000000000000000000000000000000000001"),
	T("9007199254740993"), T("9223372036854775807"), T("true"), T("false"),
	T("null"), T("\"\""), T("\" \""), T("\"a\""), T("\"/\""), T("\"\\/\""),
	T("\"\\\"\""), T("\"\\\\\""), T("\"\\b\\f\\n\\r\\t\""),
	T("\"\\u0041\""), T("\"\\u0000\""), T("\"\\u001f\""), T("\"\\uFFFF\""),
	T("\"\\ufffe\""), T("\"\\u00e9\\u20ac\""), T("\"\\ud834\\udd1e\""),
	T("\"\\uDBFF\\uDFFF\""), T("\"\\\\u0041\""), T("\"\\\\n\""),
	T("\"\x7f\""), T("\"\xc3\xa9\""), T("\"\xe2\x82\xac\""),
	T("\"\xf0\x9f\x98\x80\""), T("\"\xf4\x8f\xbf\xbf\""),
	T("\"\xef\xbf\xbf\""), T("\"\xe2\x80\xa8\xe2\x80\xa9\""),
	T("\"\xef\xbb\xbf\""), T("\"a/*b*/c/*d//e\""), T("\"[{,:}]\"") };

/* What the standard leaves open, and we take. */
static const struct one open_scalars[] = { T("123456789012345678901234567890"),
	T("-123456789012345678901234567890"), T("18446744073709551616"),
	T("1e999"), T("-1e999"), T("1e-999"), T("0.4e006"), T("\"\\ud800\""),
	T("\"\\udc00\""), T("\"\\ud800\\n\""), T("\"\\ud800\\ud800\\udc00\""),
	T("\"\\udc00\\ud800\""), T("\"\\ud800a\"") };

static const struct one bad_scalars[] = { T("+1"), T("++1"), T("-"), T("--1"),
	T("-a"), T("01"), T("-01"), T("00"), T("-00"), T("012.5"), T("1."),
	T("-1."), T(".5"), T("-.5"), T("1.e1"), T("1e"), T("1E"), T("1e+"),
	T("1e-"), T("1.0e"), T("1.0e+"), T("1eE2"), T("1e1.5"), T("1.5.5"),
	T("1 000"), T("1,5e"), T("0x1"), T("0x"), T("1x"), T("0b1"), T("1_0"),
	T("nan"), T("inf"), T("-inf"), T("-NaN"), T("+Infinity"), T("1e1e1"),
	T("- 1"), T("1+2"), T("\xef\xbc\x91"), T("-1-"), T("1-"), T("True"),
	T("TRUE"), T("tru"), T("truth"), T("fals"), T("nul"), T("nulll"),
	T("Null"), T("None"), T("undefined"), T("a"), T("'a'"), T("`a`"),
	T("\"a"), T("a\""), T("\"\\\""), T("\"\\a\""), T("\"\\x41\""),
	T("\"\\v\""), T("\"\\0\""), T("\"\\'\""), T("\"\\ \""), T("\"\\\n\""),
	T("\"\\U0041\""), T("\"\\u\""), T("\"\\u1\""), T("\"\\u12\""),
	T("\"\\u123\""), T("\"\\u123g\""), T("\"\\u 123\""), T("\"\\u+123\""),
	T("\"\\u-001\""), T("\"\\ud800\\u\""), T("\"\\ud800\\u1\""),
	T("\"\\ud800\\x\""), T("\"\\\xf0\x9f\x98\x80\""), T("\"\t\""),
	T("\"\n\""), T("\"\r\""), T("\"\0\""), T("\"\x01\""), T("\"\x1f\""),
	T("\"a\x00"
	  "b\""),
	T("\xe2\x80\x9c"
	  "a\xe2\x80\x9d"),
	T("/* c */"), T("// c"), T("#"), T("<null>"), T("(1)"), T("1 // c"),
	T("1 /* c */"), T("\"a\" \"b\""), T("\"a\"b"), T("@"), T("$"), T("*"),
	T("\\u0061"), T("\\n"),
	T("\xc2\xa0"
	  "1"),
	T("1\xc2\xa0"),
	T("\x0c"
	  "1"),
	T("1\x0b"), T("1\x00") };

/* Python writes and reads them. */
static const struct one python_scalars[] = { T("NaN"), T("Infinity"),
	T("-Infinity") };

/* Not UTF-8: refused before anything else. */
static const struct one bad_bytes[] = { T("\"\x80\""), T("\"\xbf\""),
	T("\"\xc0\x80\""), T("\"\xc0\xaf\""), T("\"\xc1\xbf\""), T("\"\xc3\""),
	T("\"\xc3(\""), T("\"\xe0\x80\x80\""), T("\"\xe0\x9f\xbf\""),
	T("\"\xe2\x82\""), T("\"\xed\xa0\x80\""), T("\"\xed\xbf\xbf\""),
	T("\"\xf0\x80\x80\x80\""), T("\"\xf0\x9f\x98\""),
	T("\"\xf4\x90\x80\x80\""), T("\"\xf5\x80\x80\x80\""), T("\"\xfe\""),
	T("\"\xff\""), T("\xe9"), T("\xff\xfe[\x00]\x00"),
	T("\xfe\xff\x00[\x00]") };

static const struct one good_texts[] = { T("[]"), T("{}"), T("[[]]"), T("[{}]"),
	T("{\"a\":{}}"), T("{\"a\":[]}"), T("[1,2,3]"), T(" [ 1 , 2 ] "),
	T("\t[\r\n]\n"), T("{ \"a\" : 1 , \"b\" : 2 }"), T("[[],[[],[]],[]]"),
	T("[null,null]"), T("{\"\":0}"), T("{\"a\":1,\"a\":2}"),
	T("{\"a\\u0000b\":1}"), T("{\"\\u0061\":1}"),
	T("{\"a\":[{\"b\":[{\"c\":1}]}]}"), T("[\"a\",{\"b\":null},[true]]"),
	T("1 "), T(" \"a\""), T("\n\nnull\n") };

static const struct one bad_texts[] = { T(""), T(" "), T("\n"), T("["), T("]"),
	T("{"), T("}"), T("[["), T("[]]"), T("[[]"), T("{}}"), T("{]"), T("[}"),
	T("[{}"), T("[{]}"), T("{\"a\":[}"), T("[1}"), T("[,]"), T("[1,]"),
	T("[,1]"), T("[1,,2]"), T("[1 2]"), T("[1;2]"), T("[1:2]"),
	T("[\"a\":1]"), T("[1,\n1\n,1"), T("[\"a\","), T("[\"a"), T("[a,\n4"),
	T("{,}"), T("{\"a\"}"), T("{\"a\":}"), T("{\"a\":1,}"), T("{,\"a\":1}"),
	T("{\"a\":1,,\"b\":2}"), T("{\"a\":1 \"b\":2}"), T("{\"a\" 1}"),
	T("{\"a\",1}"), T("{\"a\"::1}"), T("{\"a\":1:2}"), T("{\"a\":1;}"),
	T("{a:1}"), T("{'a':1}"), T("{1:1}"), T("{null:1}"), T("{[]:1}"),
	T("{{}:1}"), T("{\"a\":1"), T("{\"a\":"), T("{\"a\""), T("{\"a"),
	T("{\"a\":1}}"), T("{\"a\":1}#"), T("{\"a\":1}//"), T("{\"a\":1}/**/"),
	T("{\"a\":/*c*/1}"), T("[1]x"), T("[1] 2"), T("[] []"), T("{}{}"),
	T("1 2"), T("[1]\0"), T("\xef\xbb\xbf{}"), T("\xef\xbb\xbf"),
	T("[\xe2\x81\xa0]"), T("[\x0c]"), T("[\x0b]"), T("[\xc2\x85]"),
	T("{\"a\":1}\x1a"), T("...[]"), T("[...]"), T("{...}"), T("(1)"),
	T("<!--x-->[]"), T("{\"a\":b}"), T("{\"a\":\"b\"c}"), T("[\"a\"b]"),
	T("[1,\"b\""), T("[true,fals]"), T("*"), T("[*]"),
	T("{\"a\":true,\"b\"}") };

static const char *
shown(const struct one *c)
{
	static char text[200];
	size_t n = 0;

	for (size_t i = 0; i < c->n && n < sizeof text - 8; i++) {
		unsigned char b = (unsigned char)c->text[i];

		n += (size_t)snprintf(text + n, sizeof text - n,
		    b >= ' ' && b < 0x7f && b != '#' ? "%c" : "\\x%02x", b);
	}
	text[n] = '\0';
	return text;
}

static bool
takes(struct json *(*parse)(struct str text, struct err *e), struct str text)
{
	struct err e;
	struct json *j = parse(text, &e);

	json_free(j);
	return j != NULL;
}

static bool
is_json(struct str text)
{
	return takes(json_parse, text);
}

static bool
is_pythons(struct str text)
{
	return takes(json_parse_python, text);
}

static void
check_text(const struct one *c, bool good)
{
	struct str text = { c->text, c->n };

	ok(is_json(text) == good && is_pythons(text) == good, "%s: %s",
	    good ? "taken" : "refused", shown(c));
}

/* Records of each kind and a header, that hold text where no one looks. */
static bool
refused_in_records(struct str text)
{
	static const struct {
		const char *before, *after;
	} records[] = {
		{ "{\"text\":\"a\",\"x\":", "}" },
		{ "{\"task\":\"t\",\"input\":\"a\",\"output\":\"b\",\"x\":",
		    "}" },
		{ "{\"id\":\"1\",\"task\":\"t\",\"examples\":[],\"x\":", "}" },
		{ "{\"set\":0,\"task\":\"t\",\"k\":0,\"x\":", "}" },
	};
	struct arena a = { 0 };
	struct buf line = { 0 };
	struct document d;
	struct example x;
	struct episode_record r;
	struct score_record s;
	struct safetensors *st;
	struct err e;
	unsigned char length[8] = { 0 };
	bool all = true;

	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		struct str rec;

		buf_reset(&line);
		buf_str(&line, str_of(records[i].before));
		buf_str(&line, text);
		buf_str(&line, str_of(records[i].after));
		rec = buf_view(&line);
		all &= document_parse(rec, &a, &d, &e) != 0;
		all &= example_parse(rec, &a, &x, &e) != 0;
		all &= episode_parse(rec, &a, &r, &e) != 0;
		all &= score_parse(rec, &a, &s, &e) != 0;
		all &= strstr(e.msg, "not JSON at byte ") != NULL;
	}
	buf_reset(&line);
	length[0] = (unsigned char)(text.n + 5);
	buf_add(&line, length, sizeof length);
	buf_str(&line, STR("{\"x\":"));
	buf_str(&line, text);
	st = safetensors_open_memory(buf_view(&line), "header", &e);
	all &= st == NULL;
	safetensors_free(st);
	arena_release(&a);
	buf_release(&line);
	return all;
}

static void
check_scalar_of(const struct one *c, bool good, bool pythons)
{
	static const char *const around[][2] = { { "", "" }, { "[", "]" },
		{ "[1, ", " ,2]" }, { "{\"a\":", "}" } };
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		buf_reset(&text);
		buf_str(&text, str_of(around[i][0]));
		buf_add(&text, c->text, c->n);
		buf_str(&text, str_of(around[i][1]));
		ok(is_json(buf_view(&text)) == good &&
			is_pythons(buf_view(&text)) == pythons,
		    "%s: %s%s%s", good ? "taken" : "refused", around[i][0],
		    shown(c), around[i][1]);
	}
	if (!good)
		ok(refused_in_records((struct str){ c->text, c->n }),
		    "refused in records: %s", shown(c));
	buf_release(&text);
}

static void
check_scalar(const struct one *c, bool good)
{
	check_scalar_of(c, good, good);
}

static void
check_python(const struct one *c, bool good)
{
	check_scalar_of(c, good, true);
}

/* Lists within one another, up to the cap and past it. */
static void
check_depth(const char *open, const char *close, size_t depth, bool good)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < depth; i++)
		buf_str(&text, str_of(open));
	buf_str(&text, STR("0"));
	for (size_t i = 0; i < depth; i++)
		buf_str(&text, str_of(close));
	ok(is_json(buf_view(&text)) == good, "%zu deep of %s%s", depth, open,
	    close);
	buf_release(&text);
}

static void
check_values(size_t n, bool good)
{
	struct buf text = { 0 };

	buf_byte(&text, '[');
	for (size_t i = 0; i < n; i++)
		buf_str(&text, i == 0 ? STR("0") : STR(",0"));
	buf_byte(&text, ']');
	ok(is_json(buf_view(&text)) == good, "%zu values", n);
	buf_release(&text);
}

static void
put_case(const char *dir, struct str text, const char *verdict)
{
	static int n;
	struct buf path = { 0 };
	struct err e;

	buf_printf(&path, "%s/%s%s.%03d", dir, verdict,
	    *verdict == 'y' && memchr(text.p, '\n', text.n) != NULL ? ".lines"
								    : "",
	    ++n);
	if (file_put(path.p, text, &e))
		abort();
	buf_release(&path);
}

static void
put_cases(const char *dir, const struct one *v, size_t n, const char *verdict,
    bool scalar)
{
	for (size_t i = 0; i < n; i++) {
		struct buf text = { 0 };

		put_case(dir, (struct str){ v[i].text, v[i].n }, verdict);
		if (scalar) {
			buf_str(&text, STR("[1, "));
			buf_add(&text, v[i].text, v[i].n);
			buf_str(&text, STR(" ,2]"));
			put_case(dir, buf_view(&text), verdict);
		}
		buf_release(&text);
	}
}

static int
put_all(const char *dir)
{
#define PUT(table, verdict, scalar) \
	put_cases(dir, table, sizeof(table) / sizeof *(table), verdict, scalar)
	PUT(good_scalars, "yes", true);
	PUT(open_scalars, "yes", true);
	PUT(bad_scalars, "no", true);
	PUT(python_scalars, "no.python", true);
	PUT(bad_bytes, "no", true);
	PUT(good_texts, "yes", false);
	PUT(bad_texts, "no", false);
#undef PUT
	return 0;
}

#define EACH(table, check, good)                                     \
	for (size_t i = 0; i < sizeof(table) / sizeof *(table); i++) \
	check(&(table)[i], good)

int
main(int argc, char **argv)
{
	if (argc > 1)
		return put_all(argv[1]);
	EACH(good_scalars, check_scalar, true);
	EACH(open_scalars, check_scalar, true);
	EACH(bad_scalars, check_scalar, false);
	EACH(python_scalars, check_python, false);
	EACH(bad_bytes, check_scalar, false);
	EACH(good_texts, check_text, true);
	EACH(bad_texts, check_text, false);
	check_depth("[", "]", JSON_MAX_DEPTH, true);
	check_depth("[", "]", JSON_MAX_DEPTH + 1, false);
	check_depth("[", "]", 100000, false);
	check_depth("{\"a\":", "}", JSON_MAX_DEPTH, true);
	check_depth("{\"a\":", "}", 100000, false);
	check_depth("[", "", 100000, false);
	check_values(JSON_MAX_VALUES / 2, true);
	check_values(JSON_MAX_VALUES + 2, false);
	return tap_end();
}
