/* Parsing -k and --seeds: see shot_spec.h. */
#include "episode/shot_spec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/opt.h"

int
shot_spec_parse(
    const char *text, size_t max, struct shot_spec *s, struct err *e)
{
	struct opt_range range;

	s->fill = strcmp(text, "fill") == 0;
	if (s->fill) {
		s->min = 1;
		s->max = max;
		return 0;
	}
	if (opt_range(text, 0, max, &range, e))
		return err_set(e,
		    "'%s' is none of a number K, a range A-B of numbers from "
		    "0 to %zu, and fill",
		    text, max);
	s->min = (size_t)range.lo;
	s->max = (size_t)range.hi;
	assert(s->min <= s->max);
	return 0;
}

static int
add_number(
    struct numbers *list, const char *p, size_t n, uint64_t max, struct err *e)
{
	char one[32];
	uint64_t x;

	if (list->n == NUMBERS_MAX)
		return err_set(e, "more than %d numbers", NUMBERS_MAX);
	if (n >= sizeof one)
		return err_set(e, "'%.40s' is no list of numbers", p);
	memcpy(one, p, n);
	one[n] = '\0';
	if (opt_u64(one, 0, max, &x, e))
		return -1;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == x)
			return err_set(e, "'%s' is given twice", one);
	list->v = mem_resize(list->v, list->n + 1, sizeof *list->v);
	list->v[list->n++] = x;
	return 0;
}

int
numbers_parse(
    const char *text, uint64_t max, struct numbers *list, struct err *e)
{
	*list = (struct numbers){ NULL, 0 };
	for (const char *p = text;; p++) {
		size_t n = strcspn(p, ",");

		if (add_number(list, p, n, max, e)) {
			free(list->v);
			*list = (struct numbers){ NULL, 0 };
			return -1;
		}
		p += n;
		if (*p == '\0')
			return 0;
	}
}
