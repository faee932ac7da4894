/*
 * JSON as RFC 8259 has it, read strictly and written compactly.
 *
 * A text is one value in valid UTF-8: no comments, no trailing text, no byte
 * order mark, no NaN, no number or literal that the grammar does not know, no
 * raw control character in a string.  Half of a surrogate pair can only stand
 * as an escape and is read as U+FFFD.  Of members of one name the last value
 * counts, at the place of the first.  A text is bounded in bytes, in values
 * and in depth, so that a short stream that unpacks into a long line of
 * brackets cannot take memory without end: a value takes 16 bytes beside the
 * copy of its text.
 *
 * Numbers keep what they are: a whole number within int64_t is a JSON_INT, one
 * beyond is a JSON_BIG, which json_int never rounds to another, and any other
 * is a JSON_REAL.  Reals and big numbers are written as they were read.
 */
#ifndef ICL_IO_JSON_H
#define ICL_IO_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
	JSON_MAX_BYTES = INT32_MAX, /* of a text */
	JSON_MAX_VALUES = 1 << 22,  /* in a text, names of members included */
	JSON_MAX_DEPTH = 64,        /* lists and objects within one another */
};

enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_INT,
	JSON_BIG, /* whole, beyond int64_t */
	JSON_REAL,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

/*
 * A value inside a parsed text.  It and what it points to are good until the
 * json_free of the text; the bytes that were parsed may go before that.
 */
struct json;

/* NULL and the reason, with the byte offset, when text is not JSON. */
struct json *json_parse(struct str text, struct err *e) MUST_CHECK;

/*
 * The same of what Python's writer puts out, which has NaN, Infinity and
 * -Infinity among its numbers.  They are of kind JSON_REAL, and json_real finds
 * none near.
 */
struct json *json_parse_python(struct str text, struct err *e) MUST_CHECK;

/* Ends the whole text that json_parse gave; NULL is fine. */
void json_free(struct json *j);

/* NULL where a value is wanted counts as JSON_NULL in all of these. */
enum json_kind json_kind(const struct json *j);

/* Member of an object; NULL when absent or when j is no object. */
const struct json *json_get(const struct json *j, const char *name);

/* Elements of an array or members of an object; 0 of anything else. */
size_t json_count(const struct json *j);

/* An element of an array that has more than i. */
const struct json *json_at(const struct json *j, size_t i);

/* "" unless it is a string; a NUL follows the bytes, among which may be one. */
struct str json_str(const struct json *j);

/* A number as it was written, perhaps into room; "" of anything else. */
enum { JSON_NUMBER_ROOM = 24 };
struct str json_number(const struct json *j, char room[JSON_NUMBER_ROOM]);

bool json_is_true(const struct json *j);

/* Of a JSON_INT; `otherwise` of anything else. */
int64_t json_int(const struct json *j, int64_t otherwise);

/* The nearest of any number; `otherwise` when none is near, as of 1e999. */
double json_real(const struct json *j, double otherwise);

/* Calls each for the members of an object in their order in the text. */
void json_members(const struct json *j,
    void (*each)(void *ctx, struct str name, const struct json *value),
    void *ctx);

/* A string member that must be there. */
int json_need_str(const struct json *j, const char *name, struct str *value,
    struct err *e) MUST_CHECK;

/* A member that is true or false, and false where it is null or absent. */
int json_take_bool(const struct json *j, const char *name, bool *value,
    struct err *e) MUST_CHECK;

/*
 * Adds s quoted and escaped.  A byte that is not UTF-8, as names of files may
 * have, is written as the four characters \xHH: what is written is always JSON,
 * and two names stay two.
 */
void json_put_str(struct buf *out, struct str s);

/* Adds the shortest number that reads back as x, which is finite. */
void json_put_real(struct buf *out, double x);

/* Adds the value without white space. */
void json_put(struct buf *out, const struct json *j);

#endif
