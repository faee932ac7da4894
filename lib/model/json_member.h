/*
 * Members of other people's JSON files by their types.  A member of a type
 * that its writer never gives it is a mistake, or a format that is not known
 * here, and a default in its place would be another model.
 */
#ifndef ICL_MODEL_JSON_MEMBER_H
#define ICL_MODEL_JSON_MEMBER_H

#include "base/err.h"
#include "io/json.h"

/* The types that a member may have, joined by |. */
enum json_type {
	JSON_A_BOOL = 1 << 0,
	JSON_A_NUMBER = 1 << 1,
	JSON_A_WHOLE = 1 << 2, /* number within int64_t */
	JSON_A_STRING = 1 << 3,
	JSON_A_LIST = 1 << 4,
	JSON_AN_OBJECT = 1 << 5,
};

/*
 * *m is the member of that name, NULL when it is absent or null.  -1 when it
 * is of none of the types; the error names it and them.
 */
int json_member(const struct json *j, const char *name, unsigned types,
    const struct json **m, struct err *e) MUST_CHECK;

/* The same for a member that alone matters, or `otherwise`; a real one is
 * finite. */
int json_member_str(const struct json *j, const char *name, struct str *value,
    struct err *e) MUST_CHECK;
int json_member_bool(const struct json *j, const char *name, bool otherwise,
    bool *value, struct err *e) MUST_CHECK;
int json_member_real(const struct json *j, const char *name, double otherwise,
    double *value, struct err *e) MUST_CHECK;

/* A finite number above 0. */
int json_member_positive(const struct json *j, const char *name,
    double otherwise, double *value, struct err *e) MUST_CHECK;

/* The shortest text of a number, with a point or exponent, because
 * transformers wants to see a float. */
void json_member_put_real(struct buf *out, double x);

#endif
