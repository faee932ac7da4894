/*
 * What is left to do when a signal ends the process: see signals.h.
 *
 * The two tables are the only state of the library that is not a caller's: a
 * handler has nothing else to look at.  A slot is taken by one atomic step and
 * its members are written before it is ready, so that a handler that comes at
 * any moment sees whole slots only.
 */
#include "io/signals.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 256, MAPS_MAX = 8192 };

enum { FREE, TAKEN, READY };

static struct under_way {
	atomic_int state;
	int folder;
	const char *name;
} files[FILES_MAX];

static struct mapped {
	atomic_int state;
	const char *from;
	size_t n;
	char *name;
	struct stat file; /* when it was mapped */
} maps[MAPS_MAX];

static void
remove_files(void)
{
	for (size_t i = 0; i < FILES_MAX; i++)
		if (atomic_load(&files[i].state) == READY)
			unlinkat(files[i].folder, files[i].name, 0);
}

static void
end_by_signal(int number)
{
	remove_files();
	signal(number, SIG_DFL);
	raise(number); /* blocked until this returns */
}

static void
put(const char *s)
{
	ssize_t ignored = write(STDERR_FILENO, s, strlen(s));

	(void)ignored;
}

/* The name of the file that is mapped there; NULL: none. */
static const char *
mapped_at(const char *at)
{
	for (size_t i = 0; i < MAPS_MAX; i++)
		if (atomic_load(&maps[i].state) == READY &&
		    at >= maps[i].from && at < maps[i].from + maps[i].n)
			return maps[i].name;
	return NULL;
}

/* Who handled SIGBUS before: nobody, a sanitizer, a transport of MPI's. */
static struct sigaction earlier_fault;

static void
end_by_fault(int number, siginfo_t *info, void *context)
{
	const char *name = mapped_at(info->si_addr);

	(void)context;
	if (name == NULL) { /* no map's: comes again, to whoever was before */
		sigaction(number, &earlier_fault, NULL);
		return;
	}
	remove_files();
	put(program_invocation_short_name);
	put(": ");
	put(name);
	put(": became shorter, or cannot be read, while it was used; put it "
	    "back and run again\n");
	_exit(EXIT_FAILURE);
}

static bool
is_default(int number)
{
	struct sigaction now;

	return sigaction(number, NULL, &now) == 0 &&
	       (now.sa_flags & SA_SIGINFO) == 0 && now.sa_handler == SIG_DFL;
}

/*
 * Running out of memory and misuse end the process by exit, from wherever
 * that is found out.
 */
static void
handle_exit(void)
{
	static atomic_flag done = ATOMIC_FLAG_INIT;

	if (!atomic_flag_test_and_set(&done))
		atexit(remove_files);
}

static void
handle_ends(void)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction end = { .sa_handler = end_by_signal };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (is_default(numbers[i]))
			sigaction(numbers[i], &end, NULL);
	if (is_default(SIGXFSZ))
		signal(SIGXFSZ, SIG_IGN);
}

static void
handle_faults(void)
{
	static atomic_flag done = ATOMIC_FLAG_INIT;
	struct sigaction fault = { .sa_sigaction = end_by_fault,
		.sa_flags = SA_SIGINFO };

	if (!atomic_flag_test_and_set(&done))
		sigaction(SIGBUS, &fault, &earlier_fault);
}

static bool
take(atomic_int *state)
{
	int expected = FREE;

	return atomic_compare_exchange_strong(state, &expected, TAKEN);
}

int
signals_note(int folder, const char *name)
{
	handle_exit();
	handle_ends();
	for (int i = 0; i < FILES_MAX; i++) {
		if (!take(&files[i].state))
			continue;
		files[i].folder = folder;
		files[i].name = name;
		atomic_store(&files[i].state, READY);
		return i;
	}
	return -1;
}

void
signals_forget(int note)
{
	assert(note < FILES_MAX);
	if (note >= 0)
		atomic_store(&files[note].state, FREE);
}

int
signals_note_map(struct str map, const char *name, const struct stat *file)
{
	char *copy = strdup(name);

	handle_faults();
	for (int i = 0; copy != NULL && i < MAPS_MAX; i++) {
		if (!take(&maps[i].state))
			continue;
		maps[i].from = map.p;
		maps[i].n = map.n;
		maps[i].name = copy;
		maps[i].file = *file;
		atomic_store(&maps[i].state, READY);
		return 0;
	}
	free(copy);
	return -1;
}

void
signals_forget_map(struct str map)
{
	for (int i = 0; i < MAPS_MAX; i++) {
		if (atomic_load(&maps[i].state) != READY ||
		    maps[i].from != map.p)
			continue;
		atomic_store(&maps[i].state, TAKEN);
		free(maps[i].name);
		atomic_store(&maps[i].state, FREE);
		return;
	}
}

/* A file that took its place is another, and the map is of the old one. */
static bool
is_written(const struct mapped *m)
{
	struct stat now;

	return stat(m->name, &now) == 0 && now.st_dev == m->file.st_dev &&
	       now.st_ino == m->file.st_ino &&
	       (now.st_size != m->file.st_size ||
		   now.st_mtim.tv_sec != m->file.st_mtim.tv_sec ||
		   now.st_mtim.tv_nsec != m->file.st_mtim.tv_nsec);
}

int
signals_check_maps(struct err *e)
{
	for (size_t i = 0; i < MAPS_MAX; i++)
		if (atomic_load(&maps[i].state) == READY &&
		    is_written(&maps[i]))
			return err_set(e,
			    "%s: was written to while it was used; put it back "
			    "and run again",
			    maps[i].name);
	return 0;
}
