/*
 * Members of JSON objects that others wrote, each with the type it must have:
 * one of another type is an error and never the default in silence.
 *
 * The first error is kept in rc and e; what is read after it, or of a member
 * that is absent or null, is the default.  So a few members are read in a row
 * and rc is looked at once.  Views are good as long as the JSON.
 */
#ifndef ICL_TOK_MEMBERS_H
#define ICL_TOK_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

struct members {
	const struct json *j; /* the object; anything else is an error */
	const char *of;       /* names it in messages */
	struct err *e;
	int rc; /* 0, or -1 after an error */
};

/* Begins with an object, or with null, which has no members. */
struct members members_of(const struct json *j, const char *of, struct err *e);

bool members_bool(struct members *m, const char *name, bool otherwise);
int64_t members_int(struct members *m, const char *name, int64_t otherwise);
double members_real(struct members *m, const char *name, double otherwise);

/* "" when it is absent. */
struct str members_str(struct members *m, const char *name);

/* NULL when it is absent. */
const struct json *members_array(struct members *m, const char *name);
const struct json *members_object(struct members *m, const char *name);

/* Elements of what members_array gave, and one of them. */
size_t members_count(const struct json *array);
const struct json *members_at(const struct json *array, size_t i);

#endif
