/* Work by several threads: see par.h. */
#include "base/par.h"

#include <omp.h>

void
par_for(unsigned threads, size_t n, par_fn *fn, void *ctx)
{
	if (threads <= 1 || n <= 1) {
		for (size_t i = 0; i < n; i++)
			fn(ctx, i, 0);
		return;
	}
#pragma omp parallel for schedule(dynamic) num_threads((int)threads)
	for (size_t i = 0; i < n; i++)
		fn(ctx, i, (unsigned)omp_get_thread_num());
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
