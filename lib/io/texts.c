/* Lists of texts inside records: see texts.h. */
#include "io/texts.h"

static struct str
keep(struct arena *a, struct str s)
{
	return (struct str){ arena_copy(a, s.p, s.n), s.n };
}

static int
take(const struct json *j, const char *name, struct arena *a, struct str *out,
    struct err *e)
{
	char room[JSON_NUMBER_ROOM];

	switch (json_kind(j)) {
	case JSON_STRING:
		*out = keep(a, json_str(j));
		return 0;
	case JSON_INT:
	case JSON_BIG:
		*out = keep(a, json_number(j, room));
		return 0;
	default:
		return err_set(e,
		    "member '%s' holds something that is not "
		    "text; write it as a string",
		    name);
	}
}

int
text_parse(const struct json *j, const char *name, int must, struct arena *a,
    struct str *out, struct err *e)
{
	const struct json *value = json_get(j, name);

	*out = STR("");
	if (json_kind(value) != JSON_NULL)
		return take(value, name, a, out, e);
	if (must)
		return err_set(e, "no member '%s'; add it or rename one", name);
	return 0;
}

int
texts_parse(const struct json *j, const char *name, struct arena *a,
    struct texts *out, struct err *e)
{
	const struct json *value = json_get(j, name);
	size_t n = json_count(value);
	struct str *v;

	*out = (struct texts){ NULL, 0 };
	if (json_kind(value) == JSON_NULL)
		return 0;
	if (json_kind(value) != JSON_ARRAY) {
		v = arena_alloc(a, 1, sizeof *v);
		*out = (struct texts){ v, 1 };
		return take(value, name, a, v, e);
	}
	if (n > TEXTS_MAX)
		return err_set(e,
		    "member '%s' is a list of %zu texts; at most %d", name, n,
		    TEXTS_MAX);
	v = arena_alloc(a, n, sizeof *v);
	for (size_t i = 0; i < n; i++)
		if (take(json_at(value, i), name, a, &v[i], e))
			return -1;
	*out = (struct texts){ v, n };
	return 0;
}

void
texts_write(struct buf *out, struct texts t)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < t.n; i++) {
		if (i > 0)
			buf_byte(out, ',');
		json_put_str(out, t.v[i]);
	}
	buf_byte(out, ']');
}

size_t
texts_find(struct texts t, struct str s)
{
	for (size_t i = 0; i < t.n; i++)
		if (str_eq(t.v[i], s))
			return i;
	return t.n;
}
