/*
 * JSON: the door to json-c for reading; writing goes straight into a buffer,
 * because json-c can only write a tree that it holds.
 *
 * Parsing is strict: one value, valid UTF-8, no comments, no trailing text.
 * Half of a surrogate pair can only stand as an escape; it is read as U+FFFD.
 */
#ifndef ICL_IO_JSON_H
#define ICL_IO_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_INT,
	JSON_REAL,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json; /* a value inside a parsed text; good until its json_free */

/* NULL and the reason, with the byte offset, when text is not JSON. */
struct json *json_parse(struct str text, struct err *e) MUST_CHECK;

/* Ends the whole text that json_parse gave; NULL is fine. */
void json_free(struct json *j);

/* NULL where a value is wanted counts as JSON_NULL in all of these. */
enum json_kind json_kind(const struct json *j);

/* Member of an object; NULL when absent or when j is no object. */
const struct json *json_get(const struct json *j, const char *name);

size_t json_count(const struct json *j); /* elements or members; else 0 */
const struct json *json_at(const struct json *j, size_t i);

struct str json_str(const struct json *j); /* "" unless it is a string */
bool json_is_true(const struct json *j);
int64_t json_int(const struct json *j, int64_t otherwise);
double json_real(const struct json *j, double otherwise); /* also of an int */

/* Calls each for the members of an object in their order in the text. */
void json_members(const struct json *j,
    void (*each)(void *ctx, struct str name, const struct json *value),
    void *ctx);

/* A string member that must be there. */
int json_need_str(const struct json *j, const char *name, struct str *value,
    struct err *e) MUST_CHECK;

void json_put_str(struct buf *out, struct str s); /* quoted and escaped */
void json_put_real(struct buf *out, double x);    /* shortest that is exact */
void json_put(struct buf *out, const struct json *j); /* compact, again */

const char *json_version(void); /* of the library */

#endif
