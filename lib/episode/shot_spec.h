/*
 * Parses the numbers of demonstrations, -k, and the lists of k and of seeds
 * that an evaluation has.
 */
#ifndef ICL_EPISODE_SHOT_SPEC_H
#define ICL_EPISODE_SHOT_SPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { NUMBERS_MAX = 4096 };

/*
 * "K", "A-B" or "fill", each number at most max; -1 and the reason, with the
 * text in it, when it is none of these.  With fill, max is max.
 */
struct shot_spec {
	size_t min, max;
	bool fill; /* as many as fit, min at least */
};
int shot_spec_parse(const char *text, size_t max, struct shot_spec *s,
    struct err *e) MUST_CHECK;

/* Different numbers in the order given; v is the caller's to free. */
struct numbers {
	uint64_t *v;
	size_t n;
};
/* "A,B,C", at least one, each at most max; on error the list is empty. */
int numbers_parse(const char *text, uint64_t max, struct numbers *list,
    struct err *e) MUST_CHECK;

#endif
