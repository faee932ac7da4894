/*
 * Which kernels of BLIS a processor is to use.  BLIS chooses by itself, but
 * takes AVX2 kernels on Intel servers whose name is masked (a training step
 * takes half as long again), and generic ones, 3 to 5 times slower, on
 * processors that are newer than it.  Here the choice is a function of data:
 * the same on every run, and tests pretend to be any processor.
 */
#ifndef ICL_NN_KERNEL_CHOICE_H
#define ICL_NN_KERNEL_CHOICE_H

#include <stdbool.h>

#include "nn/cpu.h"

/*
 * The name that BLIS has for the kernels: "skx" (AVX-512) where the processor
 * has two units for 512-bit multiply-adds, or splits them in halves that lose
 * nothing; "haswell" (AVX2) where it has one unit, or no AVX-512.  NULL leaves
 * the choice to the library: Knights Landing, older processors, others than
 * x86-64.
 *
 * haswell is taken for zen, zen2 and zen3 too, its equals in speed, because its
 * bits do not depend on the number of threads; theirs do.
 */
const char *kernel_choice(const struct processor *p);

/*
 * The value of BLIS_ARCH_TYPE that means these kernels to a release of BLIS,
 * "0.9.0" or so; NULL for a release whose numbers were not checked, or kernels
 * without a known number.
 */
const char *kernel_number(const char *release, const char *kernels);

/*
 * A release whose numbers were not checked chooses by itself: one product of it
 * is measured.
 */
bool kernel_needs_probe(const char *release);

/*
 * What to say of a share of the rate that the processor can reach: "" from a
 * third on.
 */
enum { KERNEL_WARNING_BYTES = 200 };
void kernel_warning(const char *release, const char *kernels, double share,
    char out[KERNEL_WARNING_BYTES]);

#endif
