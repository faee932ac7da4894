/* TAP from C: ok() a line a check, tap_end() the plan and the exit status. */
#ifndef ICL_T_TAP_H
#define ICL_T_TAP_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

__attribute__((format(printf, 2, 3), unused)) static bool
ok(bool good, const char *fmt, ...)
{
	va_list ap;

	printf("%s %d - ", good ? "ok" : "not ok", ++tap_count);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	tap_failed += !good;
	return good;
}

/* Close in absolute and relative terms alike. */
__attribute__((unused)) static bool
ok_near(double got, double want, double tolerance, const char *what)
{
	double scale = fabs(want) > 1 ? fabs(want) : 1;
	bool good = fabs(got - want) <= tolerance * scale;

	ok(good, "%s", what);
	if (!good)
		printf("# got %.9g want %.9g\n", got, want);
	return good;
}

static int
tap_end(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif
