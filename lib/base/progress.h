/*
 * How far a run has come, on stderr, at most a line a second.  Shown when
 * stderr is a terminal or when asked for; never a byte of it on stdout.
 */
#ifndef ICL_BASE_PROGRESS_H
#define ICL_BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *unit; /* what is counted: "records", "steps" */
	bool shown;
	bool rewrite;           /* a terminal: the line overwrites itself */
	char note[64];          /* put after the figures */
	double start, last;     /* seconds of a clock that only goes up */
	uint64_t count0, done0; /* not of this process: before it went on */
};

/* mode: 1 asked for, 0 when stderr is a terminal, -1 never. */
void progress_begin(struct progress *p, const char *unit, int mode);

/* What an earlier process did: it counts for the share, not for the rate. */
void progress_skip(struct progress *p, uint64_t count, uint64_t done);

/* Text that the next lines show after the figures, as far as there is room. */
void progress_note(struct progress *p, const char *text);

/*
 * done of total in one measure (bytes read, steps; total 0 if not known), and
 * the count of units so far.  Cheap enough to call at each record; p may be
 * NULL, which shows nothing.
 */
void progress_tick(
    struct progress *p, uint64_t count, uint64_t done, uint64_t total);

/* Ends the line of a terminal. */
void progress_end(struct progress *p);

double progress_clock(void); /* seconds since some fixed moment */

#endif
