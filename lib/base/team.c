/* The door to MPI: see team.h. */
#include "base/team.h"

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

struct team {
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
team_rank(const struct team *t)
{
	return (unsigned)t->rank;
}

unsigned
team_size(const struct team *t)
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
turn_take(struct team *t)
{
	if (t->has_mover)
		pthread_mutex_lock(&t->turn);
}

static void
turn_give(struct team *t)
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
	struct team *t = arg;
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
mover_start(struct team *t)
{
	pthread_mutex_init(&t->turn, NULL);
	pthread_cond_init(&t->more, NULL);
	t->has_mover = pthread_create(&t->mover, NULL, mover_run, t) == 0;
}

static void
mover_stop(struct team *t)
{
	turn_take(t);
	t->over = true;
	turn_give(t);
	if (t->has_mover)
		pthread_join(t->mover, NULL);
}

struct team *
team_new(void)
{
	struct team *t = mem_new(1, sizeof *t);
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
team_free(struct team *t)
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
team_share(struct team *t, void *p, size_t bytes)
{
	for (size_t at = 0; at < bytes && t->size > 1; at += MESSAGE_MAX) {
		size_t n = bytes - at < MESSAGE_MAX ? bytes - at : MESSAGE_MAX;

		MPI_Bcast((char *)p + at, (int)n, MPI_BYTE, 0, MPI_COMM_WORLD);
	}
}

void
team_sum_begin(struct team *t, float *x, size_t n)
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
team_sum_end(struct team *t)
{
	turn_take(t);
	if (t->n_begun > 0)
		MPI_Waitall((int)t->n_begun, t->begun, MPI_STATUSES_IGNORE);
	t->n_begun = 0;
	turn_give(t);
}

void
team_sum(struct team *t, double *x, size_t n)
{
	assert(n <= MESSAGE_MAX);
	if (t->size > 1)
		MPI_Allreduce(MPI_IN_PLACE, x, (int)n, MPI_DOUBLE, MPI_SUM,
		    MPI_COMM_WORLD);
}

uint64_t
team_max(struct team *t, uint64_t x)
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
team_gather(struct team *t, const void *p, size_t n, size_t *sizes)
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
team_abort(struct team *t, int status)
{
	if (t->size > 1)
		MPI_Abort(MPI_COMM_WORLD, status);
}

const char *
team_version(void)
{
	static char text[MPI_MAX_LIBRARY_VERSION_STRING];
	int n;

	MPI_Get_library_version(text, &n);
	text[strcspn(text, ",\n")] = '\0';
	return text;
}

#else

struct team *
team_new(void)
{
	struct team *t = mem_new(1, sizeof *t);

	t->size = 1;
	return t;
}

void
team_free(struct team *t)
{
	free(t);
}

void
team_share(struct team *t, void *p, size_t bytes)
{
	(void)t, (void)p, (void)bytes;
}

void
team_sum_begin(struct team *t, float *x, size_t n)
{
	(void)t, (void)x, (void)n;
}

void
team_sum_end(struct team *t)
{
	(void)t;
}

void
team_sum(struct team *t, double *x, size_t n)
{
	(void)t, (void)x, (void)n;
}

uint64_t
team_max(struct team *t, uint64_t x)
{
	(void)t;
	return x;
}

char *
team_gather(struct team *t, const void *p, size_t n, size_t *sizes)
{
	char *out = mem_new(n, 1);

	(void)t;
	memcpy(out, p, n);
	sizes[0] = n;
	return out;
}

void
team_abort(struct team *t, int status)
{
	(void)t, (void)status;
}

const char *
team_version(void)
{
	return "no MPI";
}
#endif

int
team_agrees(struct team *t, uint64_t x)
{
	uint64_t largest = team_max(t, x), smallest = ~team_max(t, ~x);

	return largest == smallest;
}
