/*
 * safetensors: names, types and bytes, nothing of what they mean.  Every rule
 * of the format is checked: header size, no name twice, offsets in order
 * without holes or overlap, sizes that equal the product of the shape.
 */
#ifndef ICL_IO_SAFETENSORS_H
#define ICL_IO_SAFETENSORS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/tensor.h"

enum {
	SAFETENSORS_MAX_HEADER = 100000000, /* bytes, the format's own bound */
	SAFETENSORS_MAX_TENSORS = 1 << 18,
	SAFETENSORS_MAX_SHARDS = 1 << 12,
};

/* An open file or folder of shards. */
struct safetensors;

#define SAFETENSORS_INDEX "model.safetensors.index.json"

/*
 * One file, or a folder: its model.safetensors, else the shards that its
 * SAFETENSORS_INDEX names, each tensor in the shard it is said to
 * be in.  Files stay mapped, and tensors point into them, until the free.
 */
struct safetensors *safetensors_open(
    const char *path, struct err *e) MUST_CHECK;

/* The bytes of one file, which must outlive it; name is for messages. */
struct safetensors *safetensors_open_memory(
    struct str bytes, const char *name, struct err *e) MUST_CHECK;

void safetensors_free(struct safetensors *s);

/* Tensors in the order of their names; find gives NULL when there is none. */
size_t safetensors_count(const struct safetensors *s);
const struct tensor *safetensors_at(const struct safetensors *s, size_t i);
const struct tensor *safetensors_find(
    const struct safetensors *s, struct str name);

/*
 * Writes one file: begin with every tensor's name, type (F32, BF16 or
 * U8) and shape, then all the numbers of each in that order, in pieces of any
 * size that stay within one tensor, then commit.  The file has the layout of
 * the reference writer, byte for byte.  `tensors` may go after the begin.
 */
struct safetensors_out;
struct safetensors_out *safetensors_out_new(const char *path,
    const struct tensor *tensors, size_t n, struct err *e) MUST_CHECK;
int safetensors_out_f32(struct safetensors_out *s, const float *x, size_t n,
    struct err *e) MUST_CHECK;
int safetensors_out_u8(struct safetensors_out *s, const uint8_t *x, size_t n,
    struct err *e) MUST_CHECK;
int safetensors_out_commit(struct safetensors_out *s, struct err *e) MUST_CHECK;
void safetensors_out_free(struct safetensors_out *s);

#endif
