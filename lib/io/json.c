/* JSON by json-c: see json.h. */
#include "io/json.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/utf8.h"

enum { DEPTH_MAX = 64 };

/* A struct json is json-c's object under a name of ours. */
static struct json_object *
theirs(const struct json *j)
{
	return (struct json_object *)(uintptr_t)j;
}

static struct json *
ours(struct json_object *o)
{
	return (struct json *)o;
}

/* json-c cannot tell the value null from no value, so one stands for it. */
static const struct json *
or_null(struct json_object *o)
{
	static const char null_value;

	return o == NULL ? (const struct json *)(const void *)&null_value
			 : ours(o);
}

static bool
is_null(const struct json *j)
{
	return j == NULL || j == or_null(NULL);
}

static bool
only_space(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(" \t\r\n", s.p[i]) == NULL || s.p[i] == '\0')
			return false;
	return true;
}

struct json *
json_parse(struct str text, struct err *e)
{
	struct json_tokener *t;
	struct json_object *o;
	enum json_tokener_error why;
	size_t valid = utf8_valid(text), end;

	if (text.n >= INT_MAX) {
		err_set(e, "not JSON that can be read: %zu bytes", text.n);
		return NULL;
	}
	if (valid != text.n) { /* json-c lets surrogates and more pass */
		err_set(e, "not JSON at byte %zu: not UTF-8", valid);
		return NULL;
	}
	t = json_tokener_new_ex(DEPTH_MAX);
	json_tokener_set_flags(
	    t, JSON_TOKENER_STRICT | JSON_TOKENER_ALLOW_TRAILING_CHARS);
	o = json_tokener_parse_ex(t, text.p, (int)text.n);
	why = json_tokener_get_error(t);
	if (why == json_tokener_continue) /* a number may end at the end */
		o = json_tokener_parse_ex(t, "", 1);
	if (why == json_tokener_continue &&
	    json_tokener_get_error(t) == json_tokener_success) {
		why = json_tokener_success;
		end = text.n;
	} else {
		end = json_tokener_get_parse_end(t);
	}
	json_tokener_free(t);
	if (why != json_tokener_success || o == NULL ||
	    !only_space(str_slice(text, end, text.n))) {
		json_object_put(o);
		err_set(e, "not JSON at byte %zu: %s", end,
		    why == json_tokener_continue ? "it ends early"
		    : why == json_tokener_success
			? "text after the value"
			: json_tokener_error_desc(why));
		return NULL;
	}
	return ours(o);
}

void
json_free(struct json *j)
{
	if (!is_null(j))
		json_object_put(theirs(j));
}

enum json_kind
json_kind(const struct json *j)
{
	if (is_null(j))
		return JSON_NULL;
	switch (json_object_get_type(theirs(j))) {
	case json_type_boolean:
		return JSON_BOOL;
	case json_type_int:
		return JSON_INT;
	case json_type_double:
		return JSON_REAL;
	case json_type_string:
		return JSON_STRING;
	case json_type_array:
		return JSON_ARRAY;
	case json_type_object:
		return JSON_OBJECT;
	case json_type_null:
		break;
	}
	return JSON_NULL;
}

const struct json *
json_get(const struct json *j, const char *name)
{
	struct json_object *value;

	if (json_kind(j) != JSON_OBJECT ||
	    !json_object_object_get_ex(theirs(j), name, &value))
		return NULL;
	return or_null(value);
}

size_t
json_count(const struct json *j)
{
	enum json_kind kind = json_kind(j);

	if (kind == JSON_ARRAY)
		return json_object_array_length(theirs(j));
	if (kind == JSON_OBJECT)
		return (size_t)json_object_object_length(theirs(j));
	return 0;
}

const struct json *
json_at(const struct json *j, size_t i)
{
	assert(json_kind(j) == JSON_ARRAY && i < json_count(j));
	return or_null(json_object_array_get_idx(theirs(j), i));
}

struct str
json_str(const struct json *j)
{
	if (json_kind(j) != JSON_STRING)
		return STR("");
	return (struct str){ json_object_get_string(theirs(j)),
		(size_t)json_object_get_string_len(theirs(j)) };
}

bool
json_is_true(const struct json *j)
{
	return json_kind(j) == JSON_BOOL && json_object_get_boolean(theirs(j));
}

int64_t
json_int(const struct json *j, int64_t otherwise)
{
	if (json_kind(j) != JSON_INT)
		return otherwise;
	return json_object_get_int64(theirs(j));
}

double
json_real(const struct json *j, double otherwise)
{
	enum json_kind kind = json_kind(j);

	if (kind != JSON_REAL && kind != JSON_INT)
		return otherwise;
	return json_object_get_double(theirs(j));
}

void
json_members(const struct json *j,
    void (*each)(void *ctx, struct str name, const struct json *value),
    void *ctx)
{
	if (json_kind(j) != JSON_OBJECT)
		return;
	json_object_object_foreach(theirs(j), name, value)
	    each(ctx, str_of(name), or_null(value));
}

int
json_need_str(
    const struct json *j, const char *name, struct str *value, struct err *e)
{
	const struct json *member = json_get(j, name);

	if (json_kind(member) != JSON_STRING)
		return err_set(e, "'%s' is %s; it must be a string", name,
		    member == NULL ? "missing" : "not a string");
	*value = json_str(member);
	return 0;
}

static void
put_escape(struct buf *out, unsigned char c)
{
	static const char short_form[] = "btnvfr"; /* from \b on; \v has none */
	char text[2] = { '\\', (char)c };

	if (c >= '\b' && c <= '\r' && c != '\v')
		text[1] = short_form[c - '\b'];
	else if (c != '"' && c != '\\') {
		buf_printf(out, "\\u%04x", c);
		return;
	}
	buf_add(out, text, sizeof text);
}

/* None of the eight bytes is a quote, a backslash or a control. */
static bool
eight_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	uint64_t w, quote, slash;

	memcpy(&w, p, sizeof w);
	quote = w ^ ones * '"';
	slash = w ^ ones * '\\';
	return (((w - ones * ' ') & ~w) | ((quote - ones) & ~quote) |
		   ((slash - ones) & ~slash)) &
		       tops
		   ? false
		   : true;
}

/* Bytes from i on that need no escape. */
static size_t
plain_bytes(struct str s, size_t i)
{
	size_t from = i;

	while (s.n - i >= 8 && eight_plain(s.p + i))
		i += 8;
	while (i < s.n && (unsigned char)s.p[i] >= ' ' && s.p[i] != '"' &&
	       s.p[i] != '\\')
		i++;
	return i - from;
}

void
json_put_str(struct buf *out, struct str s)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < s.n;) {
		size_t n = plain_bytes(s, i);

		buf_add(out, s.p + i, n);
		i += n;
		if (i < s.n)
			put_escape(out, (unsigned char)s.p[i++]);
	}
	buf_byte(out, '"');
}

void
json_put_real(struct buf *out, double x)
{
	char text[32];

	assert(isfinite(x));
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, x);
		if (strtod(text, NULL) == x)
			break;
	}
	buf_str(out, str_of(text));
}

void
json_put(struct buf *out, const struct json *j)
{
	size_t n;
	const char *text;

	if (is_null(j)) {
		buf_str(out, STR("null"));
		return;
	}
	text = json_object_to_json_string_length(theirs(j),
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &n);
	buf_add(out, text, n);
}

const char *
json_version(void)
{
	return json_c_version();
}
