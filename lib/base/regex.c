/* Perl-compatible patterns by PCRE2: see regex.h. */
#include "base/regex.h"

#include <assert.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

enum {
	STACK_MIN = 32 << 10,
	STACK_MAX = 8 << 20,
	MATCH_LIMIT = 50000000,
	HEAP_LIMIT = 256 << 10, /* KiB */
};

struct regex {
	pcre2_code *code;
	int jit;
};

struct regex_matcher {
	const struct regex *re;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

struct regex *
regex_new(struct str pattern, struct err *e)
{
	struct regex *re = mem_new(1, sizeof *re);
	PCRE2_UCHAR why[256];
	PCRE2_SIZE at;
	int code;

	re->code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
	    PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code, &at, NULL);
	if (re->code == NULL && code == PCRE2_ERROR_HEAP_FAILED)
		mem_none();
	if (re->code == NULL) {
		if (pcre2_get_error_message(code, why, sizeof why) < 0)
			why[0] = '\0';
		err_set(e, "bad pattern at offset %zu: %s (PCRE2 error %d)",
		    (size_t)at, (const char *)why, code);
		regex_free(re);
		return NULL;
	}
#ifndef REGEX_INTERPRETED /* make valgrind */
	re->jit = pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0;
#endif
	return re;
}

void
regex_free(struct regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->code);
	free(re);
}

struct regex_matcher *
regex_matcher_new(const struct regex *re)
{
	struct regex_matcher *m = mem_new(1, sizeof *m);

	m->re = re;
	m->data = pcre2_match_data_create_from_pattern(re->code, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (re->jit)
		m->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	if (m->data == NULL || m->context == NULL ||
	    (re->jit && m->stack == NULL))
		mem_none();
	if (re->jit)
		pcre2_jit_stack_assign(m->context, NULL, m->stack);
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_heap_limit(m->context, HEAP_LIMIT);
	return m;
}

void
regex_matcher_free(struct regex_matcher *m)
{
	if (m == NULL)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	if (m->stack != NULL)
		pcre2_jit_stack_free(m->stack);
	free(m);
}

static int
match(struct regex_matcher *m, struct str text, size_t from)
{
	PCRE2_SPTR p = (PCRE2_SPTR)text.p;
	int rc = PCRE2_ERROR_JIT_STACKLIMIT;

	if (m->re->jit)
		rc = pcre2_jit_match(m->re->code, p, text.n, from,
		    PCRE2_NO_UTF_CHECK, m->data, m->context);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(m->re->code, p, text.n, from,
		    PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, m->data, m->context);
	return rc;
}

int
regex_find(struct regex_matcher *m, struct str text, size_t from, size_t *begin,
    size_t *end, struct err *e)
{
	const PCRE2_SIZE *span;
	int rc;

	assert(from <= text.n);
	rc = match(m, text, from);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return err_set(e,
		    "a pattern gave up at byte %zu of a text of %zu bytes "
		    "(PCRE2 error %d); split the text",
		    from, text.n, rc);
	span = pcre2_get_ovector_pointer(m->data);
	*begin = span[0];
	*end = span[1];
	return 1;
}

int
regex_group(
    const struct regex_matcher *m, unsigned i, size_t *begin, size_t *end)
{
	const PCRE2_SIZE *span = pcre2_get_ovector_pointer(m->data);

	if (i >= pcre2_get_ovector_count(m->data) || span[2 * i] == PCRE2_UNSET)
		return 0;
	*begin = span[2 * i];
	*end = span[2 * i + 1];
	return 1;
}

const char *
regex_version(void)
{
	static char version[64];

	if (version[0] == '\0' &&
	    pcre2_config(PCRE2_CONFIG_VERSION, version) < 0)
		return "unknown";
	return version;
}
