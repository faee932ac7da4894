/*
 * What signals ask of a run, looked at between two steps.  A signal handler
 * may set the flags; over several ranks what one is asked counts for all.
 */
#ifndef ICL_TRAIN_REQUEST_H
#define ICL_TRAIN_REQUEST_H

#include <signal.h>

#include "base/comm.h"

enum request {
	REQUEST_NONE,
	REQUEST_CHECKPOINT, /* write one, say how far the run is, go on */
	REQUEST_STOP,       /* write one and end */
};

struct request_flags { /* not 0: asked for */
	const volatile sig_atomic_t *stop;
	volatile sig_atomic_t *checkpoint;
};

/* The greatest request of any rank; all ranks make this call. */
enum request request_of(const struct request_flags *f, struct comm *comm);

/* The checkpoint that was asked for is being written. */
void request_answered(const struct request_flags *f);

#endif
