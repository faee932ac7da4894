/*
 * TAP from C: ok() a line a check, tap_end() the plan and the exit status.  A
 * test runs in an empty folder: in-folder.sh's, or by hand one that it makes.
 */
#ifndef ICL_T_TAP_H
#define ICL_T_TAP_H

#include <ftw.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int tap_count, tap_failed;
static char tap_folder[] = "/tmp/icl-XXXXXX"; /* "": in-folder.sh made it */

__attribute__((constructor)) static void
tap_begin(void)
{
	if (getenv("ICL_FOLDER") != NULL)
		tap_folder[0] = '\0';
	else if (mkdtemp(tap_folder) == NULL || chdir(tap_folder))
		abort();
}

static int
tap_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

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
	if (tap_folder[0] != '\0')
		nftw(tap_folder, tap_remove, 8, FTW_DEPTH | FTW_PHYS);
	return tap_failed != 0;
}

#endif
