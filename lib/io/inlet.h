/*
 * The bytes of one FILE at a time, decompressed where they are zstd, as they
 * come: what the reader makes lines and records of.
 */
#ifndef ICL_IO_INLET_H
#define ICL_IO_INLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What an inlet asks for at a time: inlet_take wants as much room. */
enum { INLET_ROOM = 1 << 17 };

struct inlet;

struct inlet *inlet_new(void);
void inlet_free(struct inlet *i);

/* Opens a FILE, "-" being stdin, in place of the one before. */
int inlet_open(struct inlet *i, const char *path, struct err *e) MUST_CHECK;
void inlet_close(struct inlet *i);

/*
 * Takes a step: 1 and the *got bytes it gave, perhaps none; 0 at the FILE's
 * end, or when no FILE is open.  *starts is set, and else left alone, when
 * what comes next begins a frame.
 */
int inlet_take(struct inlet *i, char *to, size_t *got, bool *starts,
    struct err *e) MUST_CHECK;

/* Whether inlet_take can take a step at once, or within so many milliseconds.
 */
bool inlet_ready(struct inlet *i, int ms);

bool inlet_is_zstd(const struct inlet *i);

/* After inlet_take gave 0: whether the FILE ended in the middle of a frame. */
bool inlet_is_cut(const struct inlet *i);

uint64_t inlet_done(const struct inlet *i); /* bytes read, of all FILEs */

#endif
