/*
 * Perl-compatible patterns over valid UTF-8: the door to PCRE2.
 *
 * Patterns are compiled with UTF and UCP and with JIT where the machine has
 * it.  Text must be valid UTF-8 and is not checked again at each match.  A
 * pattern is shared by threads; each has a matcher of its own.
 */
#ifndef ICL_BASE_REGEX_H
#define ICL_BASE_REGEX_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* A compiled pattern, which stays as it is; and the memory of matches. */
struct regex;
struct regex_matcher;

/* NULL and the reason, with the offset of what is wrong, on a bad pattern. */
struct regex *regex_new(struct str pattern, struct err *e) MUST_CHECK;
void regex_free(struct regex *re);

/* For one thread at a time; the pattern must outlive it. */
struct regex_matcher *regex_matcher_new(const struct regex *re);
void regex_matcher_free(struct regex_matcher *m);

/*
 * The leftmost match at or after byte from: 1 and its span [*b, *e_end), 0
 * for none, -1 when the pattern needs more than the limits allow.
 */
int regex_find(struct regex_matcher *m, struct str text, size_t from,
    size_t *begin, size_t *end, struct err *e) MUST_CHECK;

/* Span of group i of the last match; false if it took no part in it. */
int regex_group(
    const struct regex_matcher *m, unsigned i, size_t *begin, size_t *end);

const char *regex_version(void); /* of the library, for --version */

#endif
