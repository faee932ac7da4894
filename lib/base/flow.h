/*
 * A stream worked on by several threads: parts are taken one after another,
 * worked on side by side, and given away in the order they were taken, so that
 * the bytes do not depend on the number of threads.  Taking and giving are
 * done by one thread at a time each, while others work.
 */
#ifndef ICL_BASE_FLOW_H
#define ICL_BASE_FLOW_H

#include <stddef.h>

enum flow_took {
	FLOW_END,  /* there are no more parts */
	FLOW_PART, /* the slot is filled */
	FLOW_NONE, /* none has come yet; ask again */
};

struct flow {
	/* Fills a slot.  It is not to wait long: who gives cannot stop it. */
	enum flow_took (*take)(void *ctx, size_t slot);
	/* worker is below the number of threads, for scratch memory */
	void (*work)(void *ctx, size_t slot, unsigned worker);
	/* Empties a slot: 0, or -1 when no more is wanted. */
	int (*give)(void *ctx, size_t slot);
	void *ctx;
};

/* How many slots a run uses, numbered from 0. */
size_t flow_slots(unsigned threads);

/* Until all is given, or no more is wanted. */
void flow_run(const struct flow *f, unsigned threads);

#endif
