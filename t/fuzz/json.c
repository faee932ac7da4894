/*
 * Any bytes as JSON: an error, or a value that is written and read the same,
 * and is the same where Python may have written it.
 */
#include "io/json.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Every value is reached, and every member by its name. */
static void look(const struct json *j);

static void
look_at_member(void *ctx, struct str name, const struct json *value)
{
	const struct json *object = ctx;
	struct buf key = { 0 };

	buf_str(&key, name);
	if (key.n == str_of(key.p).n && json_get(object, key.p) != value)
		abort();
	buf_release(&key);
	look(value);
}

static void
look(const struct json *j)
{
	char room[JSON_NUMBER_ROOM];
	size_t n = json_kind(j) == JSON_ARRAY ? json_count(j) : 0;

	if (json_kind(j) == JSON_INT && json_int(j, 1) != json_int(j, 2))
		abort();
	(void)json_real(j, 0);
	(void)json_number(j, room);
	for (size_t i = 0; i < n; i++)
		look(json_at(j, i));
	json_members(j, look_at_member, (void *)(uintptr_t)j);
}

/* As Python's there may be a value where there is none else. */
static void
look_as_python(struct str text, const struct json *strict)
{
	struct buf a = { 0 }, b = { 0 };
	struct err e = { "" };
	struct json *j = json_parse_python(text, &e);

	if (strict != NULL && j == NULL)
		abort();
	look(j);
	json_put(&a, strict);
	json_put(&b, j);
	if (strict != NULL && !str_eq(buf_view(&a), buf_view(&b)))
		abort();
	json_free(j);
	buf_release(&a);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str text = { (const char *)p, n };
	struct buf once = { 0 }, twice = { 0 };
	struct err e = { "" };
	struct json *j = json_parse(text, &e), *again;

	look_as_python(text, j);
	if (j == NULL) {
		if (e.msg[0] == '\0')
			abort();
		return 0;
	}
	look(j);
	json_put(&once, j);
	again = json_parse(buf_view(&once), &e);
	if (again == NULL)
		abort();
	json_put(&twice, again);
	if (!str_eq(buf_view(&once), buf_view(&twice)))
		abort();
	json_free(j);
	json_free(again);
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
