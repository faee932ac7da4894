/* Members of JSON files by their types: see json_member.h. */
#include "model/json_member.h"

#include <math.h>
#include <string.h>

static unsigned
types_of(const struct json *m)
{
	switch (json_kind(m)) {
	case JSON_NULL:
		return 0;
	case JSON_BOOL:
		return JSON_A_BOOL;
	case JSON_INT:
		return JSON_A_NUMBER | JSON_A_WHOLE;
	case JSON_BIG:
	case JSON_REAL:
		return JSON_A_NUMBER;
	case JSON_STRING:
		return JSON_A_STRING;
	case JSON_ARRAY:
		return JSON_A_LIST;
	case JSON_OBJECT:
		return JSON_AN_OBJECT;
	}
	return 0;
}

static int
wrong_type(const char *name, unsigned types, struct err *e)
{
	static const char *const words[] = { "true or false", "a number",
		"a whole number", "a string", "a list", "an object" };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (types & 1U << i)
			buf_printf(
			    &b, "%s%s", b.n == 0 ? "" : " or ", words[i]);
	err_set(e, "'%s' is not %s", name, b.p);
	buf_release(&b);
	return -1;
}

int
json_member(const struct json *j, const char *name, unsigned types,
    const struct json **m, struct err *e)
{
	*m = json_get(j, name);
	if (json_kind(*m) == JSON_NULL)
		*m = NULL;
	if (*m == NULL || (types_of(*m) & types) != 0)
		return 0;
	return wrong_type(name, types, e);
}

int
json_member_str(
    const struct json *j, const char *name, struct str *value, struct err *e)
{
	const struct json *m;

	if (json_member(j, name, JSON_A_STRING, &m, e))
		return -1;
	*value = json_str(m);
	return 0;
}

int
json_member_bool(const struct json *j, const char *name, bool otherwise,
    bool *value, struct err *e)
{
	const struct json *m;

	if (json_member(j, name, JSON_A_BOOL, &m, e))
		return -1;
	*value = m == NULL ? otherwise : json_is_true(m);
	return 0;
}

/* Python writes such numbers, and any writer those beyond all doubles. */
static int
not_finite(const char *name, const struct json *m, struct err *e)
{
	char room[JSON_NUMBER_ROOM];

	return err_set(e, "'%s' is %.*s; a finite number is wanted", name,
	    STR_ARG(json_number(m, room)));
}

int
json_member_real(const struct json *j, const char *name, double otherwise,
    double *value, struct err *e)
{
	const struct json *m;

	if (json_member(j, name, JSON_A_NUMBER, &m, e))
		return -1;
	*value = m == NULL ? otherwise : json_real(m, NAN);
	return isfinite(*value) ? 0 : not_finite(name, m, e);
}

int
json_member_positive(const struct json *j, const char *name, double otherwise,
    double *value, struct err *e)
{
	const struct json *m = json_get(j, name);

	*value = json_kind(m) == JSON_NULL ? otherwise : json_real(m, NAN);
	if (isfinite(*value) && *value > 0)
		return 0;
	if (json_kind(m) == JSON_REAL && !isfinite(*value))
		return not_finite(name, m, e);
	return err_set(e, "'%s' is not a number above 0", name);
}

void
json_member_put_real(struct buf *out, double x)
{
	size_t at = out->n;

	json_put_real(out, x);
	if (strpbrk(out->p + at, ".e") == NULL)
		buf_str(out, STR(".0"));
}
