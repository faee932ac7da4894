/* How far a run has come: see progress.h. */
#include "base/progress.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

double
progress_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void
progress_begin(struct progress *p, const char *unit, int mode)
{
	bool terminal = isatty(STDERR_FILENO) == 1;

	*p = (struct progress){
		.unit = unit,
		.shown = mode > 0 || (mode == 0 && terminal),
		.rewrite = terminal,
		.start = progress_clock(),
	};
	p->last = p->start;
}

static void
show_eta(double seconds)
{
	unsigned long s = (unsigned long)seconds;

	fprintf(stderr, " ETA %lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
}

static void
show(const struct progress *p, uint64_t count, uint64_t done, uint64_t total)
{
	double spent = p->last - p->start;
	double own = (double)(count - p->count0);

	assert(count >= p->count0);
	fprintf(stderr, "%s%ju %s %.4g/s", p->rewrite ? "\r\033[K" : "",
	    (uintmax_t)count, p->unit, spent > 0 ? own / spent : 0.0);
	if (total > 0 && done > p->done0 && done <= total) {
		double left = (double)(total - done);

		fprintf(stderr, " %.0f%%", 100 * (double)done / (double)total);
		show_eta(spent * left / (double)(done - p->done0));
	}
	if (p->note[0] != '\0')
		fprintf(stderr, " %s", p->note);
	if (!p->rewrite)
		fputc('\n', stderr);
	fflush(stderr);
}

void
progress_skip(struct progress *p, uint64_t count, uint64_t done)
{
	p->count0 = count;
	p->done0 = done;
}

void
progress_note(struct progress *p, const char *text)
{
	snprintf(p->note, sizeof p->note, "%s", text);
}

void
progress_tick(struct progress *p, uint64_t count, uint64_t done, uint64_t total)
{
	double now;

	if (p == NULL || !p->shown)
		return;
	now = progress_clock();
	if (now - p->last < 1)
		return;
	p->last = now;
	show(p, count, done, total);
}

void
progress_end(struct progress *p)
{
	if (p->shown && p->rewrite && p->last > p->start)
		fputc('\n', stderr);
}
