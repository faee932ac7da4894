/*
 * Whether what a run writes would take the place of what it reads, or of
 * another thing that it writes.  Tools ask before they open anything.
 */
#ifndef ICL_IO_OUTPUTS_H
#define ICL_IO_OUTPUTS_H

#include <stddef.h>

#include "base/err.h"

/*
 * An error that names the two when one file is named twice among the outputs,
 * or is both an output and an input, by whatever path or link.  Of outputs
 * NULL is none and "-" stdout; of inputs "-" is stdin, and none at all is stdin
 * too.  Devices, pipes and folders are never in each other's way, but for
 * stdout named twice.
 */
int outputs_check(const char *const *outputs, size_t n_outputs,
    const char *const *inputs, size_t n_inputs, struct err *e) MUST_CHECK;

#endif
