/* Work by several threads: see par.h. */
#include "base/par.h"

#include <omp.h>

/* The thread sanitizer does not know how libgomp's threads wait: it is told. */
#ifdef __SANITIZE_THREAD__
void __tsan_acquire(void *at);
void __tsan_release(void *at);
static char begun, done;
#define RELEASE(x) __tsan_release(&(x))
#define ACQUIRE(x) __tsan_acquire(&(x))
#define UNSEEN __attribute__((no_sanitize_thread))
#else
#define UNSEEN
#define RELEASE(x) (void)0
#define ACQUIRE(x) (void)0
#endif

UNSEEN void
par_for(unsigned threads, size_t n, par_fn *fn, void *ctx)
{
	if (threads <= 1 || n <= 1) {
		for (size_t i = 0; i < n; i++)
			fn(ctx, i, 0);
		return;
	}
	RELEASE(begun);
#pragma omp parallel num_threads((int)threads)
	{
		ACQUIRE(begun);
#pragma omp for schedule(dynamic) nowait
		for (size_t i = 0; i < n; i++)
			fn(ctx, i, (unsigned)omp_get_thread_num());
		RELEASE(done);
	}
	ACQUIRE(done);
}

void
par_default(unsigned threads)
{
	omp_set_num_threads((int)threads);
}

unsigned
par_cores(void)
{
	return (unsigned)omp_get_num_procs();
}
