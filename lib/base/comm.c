/* The door to MPI: see comm.h. */
#include "base/comm.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#ifdef HAVE_MPI
#include <mpi.h>
#include <pthread.h>
#include <time.h>
#endif

struct comm {
	int rank, size;
#ifdef HAVE_MPI
	MPI_Request *begun;
	size_t n_begun, begun_cap;

	/*
	 * Messages move only while MPI is called.  The mover does that beside
	 * the work; whoever calls MPI holds the turn.
	 */
	pthread_t mover;
	bool has_mover, over;
	pthread_mutex_t turn;
	pthread_cond_t more; /* begun, or over */
#endif
};

unsigned
comm_rank(const struct comm *t)
{
	return (unsigned)t->rank;
}

unsigned
comm_size(const struct comm *t)
{
	return (unsigned)t->size;
}

#ifdef HAVE_MPI

/* Numbers in one message; more go as several. */
enum { MESSAGE_MAX = 1 << 26 };

/* Whether a launcher started this: without one MPI need not wake up. */
static int
launched(void)
{
	static const char *const names[] = { "OMPI_COMM_WORLD_SIZE",
		"PMIX_RANK", "PMI_RANK", "PMI_FD" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (getenv(names[i]) != NULL)
			return 1;
	return 0;
}

static void
turn_take(struct comm *t)
{
	if (t->has_mover)
		pthread_mutex_lock(&t->turn);
}

static void
turn_give(struct comm *t)
{
	if (!t->has_mover)
		return;
	pthread_cond_signal(&t->more);
	pthread_mutex_unlock(&t->turn);
}

static void *
mover_run(void *arg)
{
	static const struct timespec pause = { .tv_nsec = 500000 };
	struct comm *t = arg;
	int all;

	pthread_mutex_lock(&t->turn);
	while (!t->over) {
		if (t->n_begun == 0) {
			pthread_cond_wait(&t->more, &t->turn);
			continue;
		}
		MPI_Testall(
		    (int)t->n_begun, t->begun, &all, MPI_STATUSES_IGNORE);
		if (all)
			t->n_begun = 0;
		pthread_mutex_unlock(&t->turn);
		nanosleep(&pause, NULL);
		pthread_mutex_lock(&t->turn);
	}
	pthread_mutex_unlock(&t->turn);
	return NULL;
}

static void
mover_start(struct comm *t)
{
	pthread_mutex_init(&t->turn, NULL);
	pthread_cond_init(&t->more, NULL);
	t->has_mover = pthread_create(&t->mover, NULL, mover_run, t) == 0;
}

static void
mover_stop(struct comm *t)
{
	turn_take(t);
	t->over = true;
	turn_give(t);
	if (t->has_mover)
		pthread_join(t->mover, NULL);
}

struct comm *
comm_new(void)
{
	struct comm *t = mem_new(1, sizeof *t);
	int provided;

	t->size = 1;
	if (!launched())
		return t;
	MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
	MPI_Comm_rank(MPI_COMM_WORLD, &t->rank);
	MPI_Comm_size(MPI_COMM_WORLD, &t->size);
	if (t->size > 1 && provided >= MPI_THREAD_SERIALIZED)
		mover_start(t);
	return t;
}

void
comm_free(struct comm *t)
{
	int is_on;

	if (t == NULL)
		return;
	assert(t->n_begun == 0);
	mover_stop(t);
	MPI_Initialized(&is_on);
	if (is_on)
		MPI_Finalize();
	free(t->begun);
	free(t);
}

void
comm_share(struct comm *t, void *p, size_t bytes)
{
	for (size_t at = 0; at < bytes && t->size > 1; at += MESSAGE_MAX) {
		size_t n = bytes - at < MESSAGE_MAX ? bytes - at : MESSAGE_MAX;

		MPI_Bcast((char *)p + at, (int)n, MPI_BYTE, 0, MPI_COMM_WORLD);
	}
}

void
comm_sum_begin(struct comm *t, float *x, size_t n)
{
	if (t->size == 1)
		return;
	turn_take(t);
	for (size_t at = 0; at < n; at += MESSAGE_MAX) {
		size_t m = n - at < MESSAGE_MAX ? n - at : MESSAGE_MAX;

		t->begun = mem_grow(
		    t->begun, &t->begun_cap, t->n_begun + 1, sizeof(*t->begun));
		MPI_Iallreduce(MPI_IN_PLACE, x + at, (int)m, MPI_FLOAT, MPI_SUM,
		    MPI_COMM_WORLD, &t->begun[t->n_begun++]);
	}
	turn_give(t);
}

void
comm_sum_end(struct comm *t)
{
	turn_take(t);
	if (t->n_begun > 0)
		MPI_Waitall((int)t->n_begun, t->begun, MPI_STATUSES_IGNORE);
	t->n_begun = 0;
	turn_give(t);
}

void
comm_sum(struct comm *t, double *x, size_t n)
{
	assert(n <= MESSAGE_MAX);
	if (t->size > 1)
		MPI_Allreduce(MPI_IN_PLACE, x, (int)n, MPI_DOUBLE, MPI_SUM,
		    MPI_COMM_WORLD);
}

uint64_t
comm_max(struct comm *t, uint64_t x)
{
	if (t->size > 1)
		MPI_Allreduce(
		    MPI_IN_PLACE, &x, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
	return x;
}

static void
receive(int from, char *p, size_t bytes)
{
	for (size_t at = 0; at < bytes; at += MESSAGE_MAX) {
		size_t n = bytes - at < MESSAGE_MAX ? bytes - at : MESSAGE_MAX;

		MPI_Recv(p + at, (int)n, MPI_BYTE, from, 0, MPI_COMM_WORLD,
		    MPI_STATUS_IGNORE);
	}
}

static void
send(const char *p, size_t bytes)
{
	for (size_t at = 0; at < bytes; at += MESSAGE_MAX) {
		size_t n = bytes - at < MESSAGE_MAX ? bytes - at : MESSAGE_MAX;

		MPI_Send(p + at, (int)n, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
	}
}

char *
comm_gather(struct comm *t, const void *p, size_t n, size_t *sizes)
{
	uint64_t mine = n, *all = mem_new((size_t)t->size, sizeof *all);
	size_t total = 0, at = n;
	char *out = NULL;

	all[0] = n;
	if (t->size > 1)
		MPI_Gather(&mine, 1, MPI_UINT64_T, all, 1, MPI_UINT64_T, 0,
		    MPI_COMM_WORLD);
	for (int i = 0; i < t->size && t->rank == 0; i++)
		total += sizes[i] = (size_t)all[i];
	free(all);
	if (t->rank != 0) {
		send(p, n);
		return NULL;
	}
	out = mem_new(total, 1);
	memcpy(out, p, n);
	for (int i = 1; i < t->size; at += sizes[i++])
		receive(i, out + at, sizes[i]);
	return out;
}

void
comm_abort(struct comm *t, int status)
{
	if (t->size > 1)
		MPI_Abort(MPI_COMM_WORLD, status);
}

const char *
comm_version(void)
{
	static char text[MPI_MAX_LIBRARY_VERSION_STRING];
	int n;

	MPI_Get_library_version(text, &n);
	text[strcspn(text, ",\n")] = '\0';
	return text;
}

#else

struct comm *
comm_new(void)
{
	struct comm *t = mem_new(1, sizeof *t);

	t->size = 1;
	return t;
}

void
comm_free(struct comm *t)
{
	free(t);
}

void
comm_share(struct comm *t, void *p, size_t bytes)
{
	(void)t, (void)p, (void)bytes;
}

void
comm_sum_begin(struct comm *t, float *x, size_t n)
{
	(void)t, (void)x, (void)n;
}

void
comm_sum_end(struct comm *t)
{
	(void)t;
}

void
comm_sum(struct comm *t, double *x, size_t n)
{
	(void)t, (void)x, (void)n;
}

uint64_t
comm_max(struct comm *t, uint64_t x)
{
	(void)t;
	return x;
}

char *
comm_gather(struct comm *t, const void *p, size_t n, size_t *sizes)
{
	char *out = mem_new(n, 1);

	(void)t;
	memcpy(out, p, n);
	sizes[0] = n;
	return out;
}

void
comm_abort(struct comm *t, int status)
{
	(void)t, (void)status;
}

const char *
comm_version(void)
{
	return "no MPI";
}
#endif

int
comm_agrees(struct comm *t, uint64_t x)
{
	uint64_t largest = comm_max(t, x), smallest = ~comm_max(t, ~x);

	return largest == smallest;
}
