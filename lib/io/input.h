/*
 * The bytes of one FILE at a time, decompressed where they are zstd, as they
 * come: what the reader makes lines and records of.
 */
#ifndef ICL_IO_INPUT_H
#define ICL_IO_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Bytes that a FILE is asked for at a time: input_take wants as much room. */
enum { INPUT_ROOM = 1 << 17 };

/* One that is read from one thread; input_done may be asked from any. */
struct input;

struct input *input_new(void);
void input_free(struct input *i);

/* Opens a FILE, "-" being stdin, in place of the one before. */
int input_open(struct input *i, const char *path, struct err *e) MUST_CHECK;
void input_close(struct input *i);

/*
 * Takes a step: 1 and the *got bytes it gave, perhaps none; 0 at the FILE's
 * end, or when no FILE is open.  *starts is set, and else left alone, when
 * what comes next begins a frame.
 */
int input_take(struct input *i, char *to, size_t *got, bool *starts,
    struct err *e) MUST_CHECK;

/* Whether input_take can take a step at once, or within so many milliseconds.
 */
bool input_ready(struct input *i, int ms);

/* Whether the FILE that is open, or was last, is compressed. */
bool input_is_zstd(const struct input *i);

/* After input_take gave 0: whether the FILE ended in the middle of a frame. */
bool input_is_cut(const struct input *i);

uint64_t input_done(const struct input *i); /* bytes read, of all FILEs */

#endif
