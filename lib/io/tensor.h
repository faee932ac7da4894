/*
 * A tensor as a container holds it: a name, a shape and bytes.  What its
 * numbers mean is for lib/model to know.  Nothing here owns memory: a tensor
 * points into the container that it came from and is good as long as that.
 * Little-endian numbers at any alignment, as both formats have them.
 */
#ifndef ICL_IO_TENSOR_H
#define ICL_IO_TENSOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/tensor_type.h"

enum { TENSOR_MAX_DIMS = 8 };

/* Whoever hands one out has checked that shape, type and n_bytes agree. */
struct tensor {
	struct str name;
	enum tensor_type type;
	struct str type_name;
	size_t n_dims;
	uint64_t dims[TENSOR_MAX_DIMS]; /* the slowest first, as in PyTorch */
	const unsigned char *bytes;     /* at any alignment */
	size_t n_bytes;
};

/* Numbers in it: the product of dims, 1 for a scalar. */
uint64_t tensor_count(const struct tensor *t);

/*
 * All of them as fp32 into out [tensor_count], rounded as the gguf package
 * rounds them.  TENSOR_OTHER and TENSOR_U8 are an error that
 * names the type.
 */
int tensor_f32(const struct tensor *t, float *out, struct err *e) MUST_CHECK;

/* The nearest bf16, ties to even; a NaN stays one. */
uint16_t tensor_to_bf16(float x);

#endif
