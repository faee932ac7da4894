/*
 * A library for LD_PRELOAD that makes one call fail: FAULT=read:3 the third
 * read(2) of the program.  With FAULT_COUNT=FILE it says there how many calls
 * of each class a run makes.  Calls count from main() on.  Those that BLIS,
 * oneDNN, MPI and OpenMP make for themselves neither count nor fail: what they
 * do without memory is theirs.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum class {
	ALLOC,
	READ,
	WRITE,
	OPEN,
	RENAME,
	FSYNC,
	STAT,
	MMAP,
	N_CLASSES,
};

static const struct {
	const char *name;
	int error;
} classes[N_CLASSES] = {
	[ALLOC] = { "alloc", ENOMEM },
	[READ] = { "read", EIO },
	[WRITE] = { "write", ENOSPC },
	[OPEN] = { "open", EMFILE },
	[RENAME] = { "rename", EIO },
	[FSYNC] = { "fsync", EIO },
	[STAT] = { "stat", EIO },
	[MMAP] = { "mmap", ENOMEM },
};

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);

static bool begun;
static atomic_ullong calls[N_CLASSES];
static int wanted_class = -1;
static unsigned long long wanted_call;
static struct {
	const char *from, *to;
} others[64]; /* text of the libraries that are left alone */
static int n_others;

static bool
is_others(const char *caller)
{
	for (int i = 0; i < n_others; i++)
		if (caller >= others[i].from && caller < others[i].to)
			return true;
	return false;
}

/* Whether this call is the one that fails; errno is set then. */
static bool
fails(enum class c, const void *caller)
{
	if (!begun || is_others(caller) ||
	    atomic_fetch_add(&calls[c], 1) + 1 != wanted_call ||
	    (int)c != wanted_class)
		return false;
	errno = classes[c].error;
	return true;
}

#define FAILS(c) fails(c, __builtin_return_address(0))
#define NEXT(f) ((__typeof__(&f))dlsym(RTLD_NEXT, #f))

static void
find_others(void)
{
	static const char *const names[] = { "libblis", "libdnnl", "libmpi",
		"libopen-", "libgomp", "libpmix", "libhwloc", "libucp",
		"libucs", "libevent", "libstdc++", "ld-linux" };
	FILE *f = fopen("/proc/self/maps", "r");
	char line[4096];
	unsigned long from, to;

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strstr(line, names[i]) != NULL && n_others < 64 &&
			    sscanf(line, "%lx-%lx", &from, &to) == 2) {
				others[n_others].from = (const char *)from;
				others[n_others++].to = (const char *)to;
			}
	if (f != NULL)
		fclose(f);
}

static void
tell_counts(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *f;

	begun = false;
	f = path == NULL ? NULL : fopen(path, "w");
	for (int i = 0; f != NULL && i < N_CLASSES; i++)
		fprintf(f, "%s %llu\n", classes[i].name, calls[i]);
	if (f != NULL)
		fclose(f);
}

static void
take_wish(void)
{
	const char *wish = getenv("FAULT");

	for (int i = 0; wish != NULL && i < N_CLASSES; i++) {
		size_t n = strlen(classes[i].name);

		if (strncmp(wish, classes[i].name, n) == 0 && wish[n] == ':') {
			wanted_class = i;
			wanted_call = strtoull(wish + n + 1, NULL, 10);
		}
	}
}

static int (*their_main)(int, char **, char **);

static int
our_main(int argc, char **argv, char **env)
{
	find_others();
	take_wish();
	atexit(tell_counts);
	begun = true;
	return their_main(argc, argv, env);
}

int
__libc_start_main(int (*f)(int, char **, char **), int argc, char **argv,
    int (*init)(int, char **, char **), void (*fini)(void),
    void (*rtld_fini)(void), void *stack)
{
	__typeof__(&__libc_start_main) next =
	    (__typeof__(&__libc_start_main))dlsym(
		RTLD_NEXT, "__libc_start_main");

	their_main = f;
	return next(our_main, argc, argv, init, fini, rtld_fini, stack);
}

void *
malloc(size_t n)
{
	return FAILS(ALLOC) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return FAILS(ALLOC) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return FAILS(ALLOC) ? NULL : __libc_realloc(p, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
	return FAILS(ALLOC) ? NULL : __libc_memalign(align, n);
}

int
posix_memalign(void **p, size_t align, size_t n)
{
	*p = FAILS(ALLOC) ? NULL : __libc_memalign(align, n);
	return *p == NULL ? ENOMEM : 0;
}

ssize_t
read(int fd, void *p, size_t n)
{
	return FAILS(READ) ? -1 : NEXT(read)(fd, p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return FAILS(WRITE) ? -1 : NEXT(write)(fd, p, n);
}

static mode_t
mode_of(int flags, va_list ap)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = mode_of(flags, ap);
	va_end(ap);
	return FAILS(OPEN) ? -1 : NEXT(open)(path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = mode_of(flags, ap);
	va_end(ap);
	return FAILS(OPEN) ? -1 : NEXT(openat)(folder, path, flags, mode);
}

int
rename(const char *from, const char *to)
{
	return FAILS(RENAME) ? -1 : NEXT(rename)(from, to);
}

int
renameat(int a, const char *from, int b, const char *to)
{
	return FAILS(RENAME) ? -1 : NEXT(renameat)(a, from, b, to);
}

int
fsync(int fd)
{
	return FAILS(FSYNC) ? -1 : NEXT(fsync)(fd);
}

int
stat(const char *path, struct stat *st)
{
	return FAILS(STAT) ? -1 : NEXT(stat)(path, st);
}

int
lstat(const char *path, struct stat *st)
{
	return FAILS(STAT) ? -1 : NEXT(lstat)(path, st);
}

int
fstat(int fd, struct stat *st)
{
	return FAILS(STAT) ? -1 : NEXT(fstat)(fd, st);
}

int
fstatat(int folder, const char *path, struct stat *st, int flags)
{
	return FAILS(STAT) ? -1 : NEXT(fstatat)(folder, path, st, flags);
}

void *
mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset)
{
	return FAILS(MMAP) ? MAP_FAILED
			   : NEXT(mmap)(at, n, prot, flags, fd, offset);
}
