/* A stream worked on by several threads: see flow.h. */
#include "base/flow.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

struct team {
	const struct flow *f;
	size_t slots;

	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t change;
	uint64_t taken, given; /* parts so far */
	bool *done;            /* [slots] worked on and not yet given */
	bool taking, giving;   /* a thread is at it */
	bool over;             /* nothing more is taken */
	bool stopped;          /* nor given */
	unsigned workers;      /* so far */
};

size_t
flow_slots(unsigned threads)
{
	return threads <= 1 ? 1 : 3 * (size_t)threads;
}

static void
run_alone(const struct flow *f)
{
	enum flow_took took;

	while ((took = f->take(f->ctx, 0)) != FLOW_END) {
		if (took == FLOW_NONE)
			continue;
		f->work(f->ctx, 0, 0);
		if (f->give(f->ctx, 0))
			return;
	}
}

/* Gives the next part away; the lock is held before and after. */
static void
give_one(struct team *t)
{
	size_t slot = t->given % t->slots;
	int rc;

	t->giving = true;
	pthread_mutex_unlock(&t->lock);
	rc = t->f->give(t->f->ctx, slot);
	pthread_mutex_lock(&t->lock);
	t->giving = false;
	t->done[slot] = false;
	t->given++;
	if (rc)
		t->stopped = t->over = true;
	pthread_cond_broadcast(&t->change);
}

/* Takes a part, if there is one, and works on it. */
static void
take_one(struct team *t, unsigned worker)
{
	size_t slot = t->taken % t->slots;
	enum flow_took took;

	t->taking = true;
	pthread_mutex_unlock(&t->lock);
	took = t->f->take(t->f->ctx, slot);
	pthread_mutex_lock(&t->lock);
	t->taking = false;
	t->taken += took == FLOW_PART;
	t->over |= took == FLOW_END;
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
run_one(void *team)
{
	struct team *t = team;
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

void
flow_run(const struct flow *f, unsigned threads)
{
	struct team t = { .f = f, .slots = flow_slots(threads) };
	pthread_t *others;
	unsigned n = 0;

	if (threads <= 1) {
		run_alone(f);
		return;
	}
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
}
