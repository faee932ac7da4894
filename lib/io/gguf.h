/* GGUF versions 2 and 3: metadata and tensors, every size checked. */
#ifndef ICL_IO_GGUF_H
#define ICL_IO_GGUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/safetensors.h"

struct gguf;
struct gguf *gguf_open(const char *path, struct err *e) MUST_CHECK;
void gguf_free(struct gguf *g);

/* Metadata by key: -1 or "" or `otherwise` when absent or of another type. */
struct str gguf_str(const struct gguf *g, const char *key);
int64_t gguf_int(const struct gguf *g, const char *key, int64_t otherwise);
double gguf_real(const struct gguf *g, const char *key, double otherwise);
int gguf_bool(const struct gguf *g, const char *key, int otherwise);

/* Arrays: number of elements (0 when absent), and one of them. */
size_t gguf_count(const struct gguf *g, const char *key);
struct str gguf_str_at(const struct gguf *g, const char *key, size_t i);
int64_t gguf_int_at(const struct gguf *g, const char *key, size_t i);
double gguf_real_at(const struct gguf *g, const char *key, size_t i);

/* Tensors; dims are turned to the slowest first. */
size_t gguf_n_tensors(const struct gguf *g);
const struct tensor *gguf_tensor(const struct gguf *g, size_t i);

#endif
