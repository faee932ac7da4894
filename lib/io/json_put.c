/* JSON written: see json.h. */
#include "io/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "io/json_lex.h"

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

static void
put_valid(struct buf *out, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	buf_byte(out, '"');
	while (p < end) {
		size_t n = json_plain_bytes(p, end);

		buf_add(out, p, n);
		p += n;
		if (p < end)
			put_escape(out, (unsigned char)*p++);
	}
	buf_byte(out, '"');
}

void
json_put_str(struct buf *out, struct str s)
{
	struct buf valid = { 0 };

	if (utf8_valid(s) == s.n) {
		put_valid(out, s);
		return;
	}
	utf8_escape(&valid, s);
	put_valid(out, buf_view(&valid));
	buf_release(&valid);
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

static void
put_member(void *ctx, struct str name, const struct json *value)
{
	struct buf *out = ctx;

	if (out->p[out->n - 1] != '{')
		buf_byte(out, ',');
	json_put_str(out, name);
	buf_byte(out, ':');
	json_put(out, value);
}

static void
put_array(struct buf *out, const struct json *j)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < json_count(j); i++) {
		if (i > 0)
			buf_byte(out, ',');
		json_put(out, json_at(j, i));
	}
	buf_byte(out, ']');
}

void
json_put(struct buf *out, const struct json *j)
{
	char room[JSON_NUMBER_ROOM];

	switch (json_kind(j)) {
	case JSON_NULL:
		buf_str(out, STR("null"));
		break;
	case JSON_BOOL:
		buf_str(out, json_is_true(j) ? STR("true") : STR("false"));
		break;
	case JSON_INT:
	case JSON_BIG:
	case JSON_REAL:
		buf_str(out, json_number(j, room));
		break;
	case JSON_STRING:
		json_put_str(out, json_str(j));
		break;
	case JSON_ARRAY:
		put_array(out, j);
		break;
	case JSON_OBJECT:
		buf_byte(out, '{');
		json_members(j, put_member, out);
		buf_byte(out, '}');
		break;
	}
}
