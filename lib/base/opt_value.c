/* Whole numbers and ranges as options write them: see opt.h. */
#include "base/opt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static uint64_t
suffix_factor(const char *s)
{
	static const struct {
		const char *text;
		uint64_t factor;
	} suffixes[] = {
		{ "", 1 },
		{ "k", 1000 },
		{ "M", 1000000 },
		{ "G", 1000000000 },
		{ "Ki", 1 << 10 },
		{ "Mi", 1 << 20 },
		{ "Gi", 1 << 30 },
	};

	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
		if (strcmp(s, suffixes[i].text) == 0)
			return suffixes[i].factor;
	return 0;
}

/* Past 2^53 a bound is none that anyone would reach. */
static int
not_whole(const char *text, const char *what, uint64_t min, uint64_t max,
    struct err *e)
{
	if (text[0] == '\0')
		return err_set(e, "empty; give %s", what);
	if (max >= (uint64_t)1 << 53)
		return err_set(e, "'%s' is not %s of %ju or more", text, what,
		    (uintmax_t)min);
	return err_set(e, "'%s' is not %s from %ju to %ju", text, what,
	    (uintmax_t)min, (uintmax_t)max);
}

int
opt_u64(const char *text, uint64_t min, uint64_t max, uint64_t *value,
    struct err *e)
{
	uint64_t x, factor;
	char *end;

	errno = 0;
	x = strtoull(text, &end, 10);
	factor = suffix_factor(end);
	if (text[0] < '0' || text[0] > '9' || factor == 0)
		return not_whole(text, "a whole number", min, max, e);
	if (max == INT64_MAX && (errno != 0 || x > max / factor))
		return err_set(e, "'%s' is beyond 2^63 - 1", text);
	if (errno != 0 || x > max / factor || x * factor < min)
		return not_whole(text, "a whole number", min, max, e);
	*value = x * factor;
	return 0;
}

int
opt_range(const char *text, uint64_t min, uint64_t max, struct opt_range *range,
    struct err *e)
{
	static const char what[] = "a whole number or a range as 2-5";
	/* a minus sign is part of a number, which opt_u64 then refuses */
	const char *dash = text[0] == '\0' ? NULL : strchr(text + 1, '-');
	char low[32];
	size_t n = dash == NULL ? strlen(text) : (size_t)(dash - text);

	if (n >= sizeof low)
		return not_whole(text, what, min, max, e);
	memcpy(low, text, n);
	low[n] = '\0';
	if (opt_u64(low, min, max, &range->lo, e))
		return not_whole(text, what, min, max, e);
	range->hi = range->lo;
	if (dash != NULL && opt_u64(dash + 1, min, max, &range->hi, e))
		return not_whole(text, what, min, max, e);
	if (range->hi < range->lo)
		return err_set(e,
		    "'%s' ends before it begins; the smaller number first",
		    text);
	return 0;
}
