/*
 * safetensors: names, types and bytes, nothing of what they mean.  Every rule
 * of the format is checked: header size, offsets in order without holes or
 * overlap, sizes that equal the product of the shape.
 */
#ifndef ICL_IO_SAFETENSORS_H
#define ICL_IO_SAFETENSORS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* How a tensor's numbers are stored, in either container. */
enum tensor_type {
	TENSOR_F32,
	TENSOR_F16,
	TENSOR_BF16,
	TENSOR_Q4_0,
	TENSOR_Q4_1,
	TENSOR_Q8_0,
	TENSOR_OTHER, /* known to the format, not to us; type_name says which */
};

enum { TENSOR_MAX_DIMS = 8 };

struct tensor {
	struct str name;
	enum tensor_type type;
	struct str type_name;
	size_t n_dims;
	uint64_t dims[TENSOR_MAX_DIMS]; /* the slowest first, as in PyTorch */
	const unsigned char *bytes;
	size_t n_bytes;
};

/* n numbers as fp32; quantised types in whole blocks. -1 for TENSOR_OTHER. */
int tensor_f32(const struct tensor *t, float *out, struct err *e) MUST_CHECK;
uint64_t tensor_count(const struct tensor *t);

/* One file, or a folder's index and its shards, opened and mapped. */
struct safetensors;
struct safetensors *safetensors_open(
    const char *path, struct err *e) MUST_CHECK;
void safetensors_free(struct safetensors *s);
size_t safetensors_count(const struct safetensors *s);
const struct tensor *safetensors_at(const struct safetensors *s, size_t i);
const struct tensor *safetensors_find(
    const struct safetensors *s, struct str name);

/*
 * Writes one file: begin with every tensor's name, type (F32 or BF16) and
 * shape, then the numbers of each in that order, then commit.
 */
struct safetensors_out;
struct safetensors_out *safetensors_out_new(const char *path,
    const struct tensor *tensors, size_t n, struct err *e) MUST_CHECK;
int safetensors_out_f32(struct safetensors_out *s, const float *x, size_t n,
    struct err *e) MUST_CHECK;
int safetensors_out_commit(struct safetensors_out *s, struct err *e) MUST_CHECK;
void safetensors_out_free(struct safetensors_out *s);

#endif
