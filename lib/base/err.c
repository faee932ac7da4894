/* The reason of a failure: see err.h. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

/*
 * What a terminal would act on, and bytes that are not UTF-8, become '?' each,
 * so that a name or a record in a message is only shown.  A character that the
 * room for a message cut in two is left out.
 */
static void
mask(struct err *e)
{
	struct str s = { e->msg, strlen(e->msg) };
	bool full = s.n == sizeof e->msg - 1;
	char *to = e->msg;

	for (size_t i = 0, n; i < s.n; i += n) {
		struct str rest = str_slice(s, i, s.n);
		size_t good = utf8_valid(
		    str_slice(rest, 0, rest.n < UTF8_MAX ? rest.n : UTF8_MAX));

		n = 1;
		if (good == 0 && full && rest.n < UTF8_MAX)
			break;
		if (good == 0 || utf8_is_hidden(utf8_decode(s, i, &n))) {
			*to++ = '?';
			continue;
		}
		memmove(to, rest.p, n);
		to += n;
	}
	*to = '\0';
}

int
err_set(struct err *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	mask(e);
	return -1;
}

int
err_errno(struct err *e, const char *fmt, ...)
{
	int cause = errno;
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	n = strlen(e->msg);
	snprintf(e->msg + n, sizeof e->msg - n, ": %s", strerror(cause));
	mask(e);
	return -1;
}

int
err_prefix(struct err *e, const char *fmt, ...)
{
	char old[sizeof e->msg];
	va_list ap;
	size_t n;

	memcpy(old, e->msg, sizeof old);
	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	n = strlen(e->msg);
	snprintf(e->msg + n, sizeof e->msg - n, ": %s", old);
	mask(e);
	return -1;
}
