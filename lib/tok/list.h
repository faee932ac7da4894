/* Arrays of a JSON text from elsewhere, where anything may stand. */
#ifndef ICL_TOK_LIST_H
#define ICL_TOK_LIST_H

#include "io/json.h"

/* Elements of an array, 0 for anything else. */
static inline size_t
list_count(const struct json *j)
{
	return json_kind(j) == JSON_ARRAY ? json_count(j) : 0;
}

/* An element of it, NULL when there is none. */
static inline const struct json *
list_at(const struct json *j, size_t i)
{
	return i < list_count(j) ? json_at(j, i) : NULL;
}

#endif
