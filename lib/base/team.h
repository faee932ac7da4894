/*
 * The processes that work on one run together, each on a host or a part of
 * one: the door to MPI.  Started by mpirun, srun or a like, they are a team
 * of many; without a launcher, or built without MPI, this process is a team
 * of one and every call here is cheap.
 *
 * All of the team make the same calls in the same order.  A call fails only
 * by ending all of them: what MPI reports cannot be mended, and half a team
 * must not go on.
 */
#ifndef ICL_BASE_TEAM_H
#define ICL_BASE_TEAM_H

#include <stddef.h>
#include <stdint.h>

struct team;

struct team *team_new(void); /* one a process, before its threads begin */
void team_free(struct team *t);

/* This one's number, from 0, and how many there are. */
unsigned team_rank(const struct team *t);
unsigned team_size(const struct team *t);

/* Everyone's p gets what is at that of rank 0. */
void team_share(struct team *t, void *p, size_t bytes);

/*
 * Everyone's x becomes the sum over all.  Begun, it goes on beside other work,
 * moved by a thread of its own; x is not to be touched, and nothing here but
 * another sum begun, before the end, which is that of all begun.
 */
void team_sum_begin(struct team *t, float *x, size_t n);
void team_sum_end(struct team *t);
void team_sum(struct team *t, double *x, size_t n);

/* The largest, and whether all have the same. */
uint64_t team_max(struct team *t, uint64_t x);
int team_agrees(struct team *t, uint64_t x);

/*
 * Each rank's n bytes one after another at rank 0, sizes [team_size] is
 * filled there.  The caller frees what comes back, NULL elsewhere.
 */
char *team_gather(struct team *t, const void *p, size_t n, size_t *sizes);

/* Ends the others too, when this one has failed; returns in a team of one. */
void team_abort(struct team *t, int status);

/* "Open MPI 4.1.4", or "no MPI". */
const char *team_version(void);

#endif
