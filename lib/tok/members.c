/* Members of JSON objects, with their types: see members.h. */
#include "tok/members.h"

#include <assert.h>

static const char *
kind_name(enum json_kind kind)
{
	static const char *const names[] = { [JSON_NULL] = "null",
		[JSON_BOOL] = "true or false",
		[JSON_INT] = "a whole number",
		[JSON_BIG] = "a whole number past 2^63",
		[JSON_REAL] = "a number",
		[JSON_STRING] = "a string",
		[JSON_ARRAY] = "an array",
		[JSON_OBJECT] = "an object" };

	return names[kind];
}

struct members
members_of(const struct json *j, const char *of, struct err *e)
{
	struct members m = { j, of, e, 0 };

	if (json_kind(j) != JSON_NULL && json_kind(j) != JSON_OBJECT)
		m.rc = err_set(e, "%s is %s where an object is wanted", of,
		    kind_name(json_kind(j)));
	return m;
}

/* The member if it is of the kind, NULL if it is absent or wrong. */
static const struct json *
get(struct members *m, const char *name, enum json_kind kind)
{
	const struct json *v = json_get(m->j, name);

	if (m->rc != 0 || json_kind(v) == JSON_NULL)
		return NULL;
	if (json_kind(v) == kind ||
	    (kind == JSON_REAL &&
		(json_kind(v) == JSON_INT || json_kind(v) == JSON_BIG)))
		return v;
	m->rc = err_set(m->e, "'%s' of %s is %s where %s is wanted", name,
	    m->of, kind_name(json_kind(v)), kind_name(kind));
	return NULL;
}

bool
members_bool(struct members *m, const char *name, bool otherwise)
{
	const struct json *v = get(m, name, JSON_BOOL);

	return v == NULL ? otherwise : json_is_true(v);
}

int64_t
members_int(struct members *m, const char *name, int64_t otherwise)
{
	return json_int(get(m, name, JSON_INT), otherwise);
}

double
members_real(struct members *m, const char *name, double otherwise)
{
	return json_real(get(m, name, JSON_REAL), otherwise);
}

struct str
members_str(struct members *m, const char *name)
{
	return json_str(get(m, name, JSON_STRING));
}

const struct json *
members_array(struct members *m, const char *name)
{
	return get(m, name, JSON_ARRAY);
}

const struct json *
members_object(struct members *m, const char *name)
{
	return get(m, name, JSON_OBJECT);
}

size_t
members_count(const struct json *array)
{
	assert(array == NULL || json_kind(array) == JSON_ARRAY);
	return json_count(array);
}

const struct json *
members_at(const struct json *array, size_t i)
{
	return json_at(array, i);
}
