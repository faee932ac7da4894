/* A stream worked on by several threads: see flow.h. */
#include "base/flow.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

struct run {
	const struct flow *f;
	size_t slots;

	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t change;
	uint64_t taken, given;  /* parts so far */
	bool *done;             /* [slots] worked on and not yet given */
	bool taking, giving;    /* a thread is at it */
	bool over;              /* nothing more is taken */
	bool stopped;           /* nor given */
	int taken_rc, given_rc; /* -1: failed, and why */
	struct err taken_why, given_why;
	unsigned workers; /* so far */
};

size_t
flow_slots(unsigned threads)
{
	return threads <= 1 ? 1 : 3 * (size_t)threads;
}

static int
run_alone(const struct flow *f, struct err *e)
{
	enum flow_took took;
	int rc = 0;

	while (rc == 0 && (took = f->take(f->ctx, 0, e)) != FLOW_END) {
		if (took == FLOW_FAILED)
			return -1;
		if (took == FLOW_NONE)
			continue;
		f->work(f->ctx, 0, 0);
		rc = f->give(f->ctx, 0, e);
	}
	return rc < 0 ? -1 : 0;
}

/* Gives the next part away; the lock is held before and after. */
static void
give_one(struct run *t)
{
	size_t slot = t->given % t->slots;
	int rc;

	assert(t->given < t->taken && t->done[slot]);
	t->giving = true;
	pthread_mutex_unlock(&t->lock);
	rc = t->f->give(t->f->ctx, slot, &t->given_why);
	pthread_mutex_lock(&t->lock);
	t->giving = false;
	t->done[slot] = false;
	t->given++;
	t->given_rc = rc;
	if (rc)
		t->stopped = t->over = true;
	pthread_cond_broadcast(&t->change);
}

/* Takes a part, if there is one, and works on it. */
static void
take_one(struct run *t, unsigned worker)
{
	size_t slot = t->taken % t->slots;
	enum flow_took took;

	assert(t->taken - t->given < t->slots && !t->done[slot]);
	t->taking = true;
	pthread_mutex_unlock(&t->lock);
	took = t->f->take(t->f->ctx, slot, &t->taken_why);
	pthread_mutex_lock(&t->lock);
	t->taking = false;
	t->taken += took == FLOW_PART;
	t->taken_rc = took == FLOW_FAILED ? -1 : 0;
	t->over |= took == FLOW_END || took == FLOW_FAILED;
	pthread_cond_broadcast(&t->change);
	if (took != FLOW_PART)
		return;
	pthread_mutex_unlock(&t->lock);
	t->f->work(t->f->ctx, slot, worker);
	pthread_mutex_lock(&t->lock);
	t->done[slot] = true;
	pthread_cond_broadcast(&t->change);
}

static void *
run_one(void *run)
{
	struct run *t = run;
	unsigned worker;

	pthread_mutex_lock(&t->lock);
	worker = t->workers++;
	while (!t->stopped && !(t->over && t->given == t->taken)) {
		if (!t->giving && t->done[t->given % t->slots])
			give_one(t);
		else if (!t->over && !t->taking &&
			 t->taken - t->given < t->slots)
			take_one(t, worker);
		else
			pthread_cond_wait(&t->change, &t->lock);
	}
	pthread_mutex_unlock(&t->lock);
	return NULL;
}

int
flow_run(const struct flow *f, unsigned threads, struct err *e)
{
	struct run t = { .f = f, .slots = flow_slots(threads) };
	pthread_t *others;
	unsigned n = 0;

	if (threads <= 1)
		return run_alone(f, e);
	pthread_mutex_init(&t.lock, NULL);
	pthread_cond_init(&t.change, NULL);
	t.done = mem_new(t.slots, sizeof *t.done);
	others = mem_new(threads - 1, sizeof *others);
	/* where the system gives fewer, those do the work */
	while (n < threads - 1 &&
	       pthread_create(&others[n], NULL, run_one, &t) == 0)
		n++;
	run_one(&t);
	while (n > 0)
		pthread_join(others[--n], NULL);
	free(others);
	free(t.done);
	pthread_cond_destroy(&t.change);
	pthread_mutex_destroy(&t.lock);
	if (t.given_rc < 0 || (t.given_rc == 0 && t.taken_rc < 0)) {
		*e = t.given_rc < 0 ? t.given_why : t.taken_why;
		return -1;
	}
	return 0;
}
