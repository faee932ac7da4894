/*
 * Work on independent items by several threads (OpenMP).  Results go into
 * slots named by the item's index, so that their order, and with it every
 * byte written, does not depend on the number of threads.
 */
#ifndef ICL_BASE_PAR_H
#define ICL_BASE_PAR_H

#include <stddef.h>

/* Does item i; worker is below the number of threads, for scratch memory. */
typedef void par_fn(void *ctx, size_t i, unsigned worker);

/*
 * Does items 0 ... n-1 and returns when all are done.  They run in any order,
 * so fn writes nothing that another item reads; it must not fail.
 */
void par_for(unsigned threads, size_t n, par_fn *fn, void *ctx);

/* What libraries that use OpenMP take, unless they are told otherwise. */
void par_default(unsigned threads);

unsigned par_cores(void); /* processors this process may run on */

#endif
