/*
 * The processes that work on one run together, each on a host or a part of
 * one, called ranks: the door to MPI.  Started by mpirun, srun or a like there
 * are many; without a launcher, or built without MPI, this process is the only
 * one and every call here is cheap.
 *
 * All ranks make the same calls in the same order.  A call fails only by ending
 * all of them: what MPI reports cannot be mended, and some must not go on
 * without the others.
 */
#ifndef ICL_BASE_COMM_H
#define ICL_BASE_COMM_H

#include <stddef.h>
#include <stdint.h>

struct comm;

struct comm *comm_new(void); /* one a process, before its threads begin */
void comm_free(struct comm *t);

/* This one's number, from 0, and how many there are. */
unsigned comm_rank(const struct comm *t);
unsigned comm_size(const struct comm *t);

/* Everyone's p gets what is at that of rank 0. */
void comm_share(struct comm *t, void *p, size_t bytes);

/*
 * Everyone's x becomes the sum over all.  Begun, it goes on beside other work,
 * moved by a thread of its own; x is not to be touched, and nothing here but
 * another sum begun, before the end, which is that of all begun.
 */
void comm_sum_begin(struct comm *t, float *x, size_t n);
void comm_sum_end(struct comm *t);
void comm_sum(struct comm *t, double *x, size_t n);

/* The largest, and whether all have the same. */
uint64_t comm_max(struct comm *t, uint64_t x);
int comm_agrees(struct comm *t, uint64_t x);

/*
 * Each rank's n bytes one after another at rank 0, sizes [comm_size] is
 * filled there.  The caller frees what comes back, NULL elsewhere.
 */
char *comm_gather(struct comm *t, const void *p, size_t n, size_t *sizes);

/* Ends the others too, when this one has failed; returns when there are none.
 */
void comm_abort(struct comm *t, int status);

/* "Open MPI 4.1.4", or "no MPI". */
const char *comm_version(void);

#endif
