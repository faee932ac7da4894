/*
 * A stream worked on by several threads: parts are taken one after another,
 * worked on side by side, and given away in the order they were taken, so that
 * the bytes do not depend on the number of threads.  Taking and giving are
 * done by one thread at a time each, while others work.
 */
#ifndef ICL_BASE_FLOW_H
#define ICL_BASE_FLOW_H

#include <stddef.h>

#include "base/err.h"

enum flow_took {
	FLOW_FAILED, /* as FLOW_END, with an error */
	FLOW_END,    /* there are no more parts */
	FLOW_PART,   /* the slot is filled */
	FLOW_NONE,   /* none has come yet; ask again */
};

struct flow {
	/* Fills a slot.  It is not to wait long: who gives cannot stop it. */
	enum flow_took (*take)(void *ctx, size_t slot, struct err *e);
	/* worker is below the number of threads, for scratch memory */
	void (*work)(void *ctx, size_t slot, unsigned worker);
	/* Empties a slot: 0; 1 when no more is wanted; -1 on an error. */
	int (*give)(void *ctx, size_t slot, struct err *e);
	void *ctx;
};

/* How many slots a run uses, numbered from 0. */
size_t flow_slots(unsigned threads);

/* How long a take that waits for input is to do so. */
enum { FLOW_WAIT_MS = 50 };

/*
 * Until all is given, or no more is wanted.  What was taken before an error of
 * taking is given first; one that lies behind what is wanted is none.
 */
int flow_run(const struct flow *f, unsigned threads, struct err *e) MUST_CHECK;

#endif
