/*
 * GGUF versions 2 and 3, little-endian: metadata and tensors, every size and
 * place checked against the file.  The file stays mapped, and what is handed
 * out points into it, until the free.
 */
#ifndef ICL_IO_GGUF_H
#define ICL_IO_GGUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/tensor.h"

enum {
	GGUF_MAX_KEYS = 1 << 16,
	GGUF_MAX_TENSORS = 1 << 18,
	GGUF_MAX_ELEMENTS = 1 << 26, /* of one array */
};

/*
 * Opens a file: NULL and the reason when it is no GGUF, of another version or
 * byte order, has more keys, tensors or elements than the caps above, or says
 * of anything that it is where the file is not.
 */
struct gguf;
struct gguf *gguf_open(const char *path, struct err *e) MUST_CHECK;

/* The bytes of a file, which must outlive it; name is for messages. */
struct gguf *gguf_open_memory(
    struct str bytes, const char *name, struct err *e) MUST_CHECK;
void gguf_free(struct gguf *g);

/*
 * Metadata by key: "" or `otherwise` when it is absent.  Integers of every
 * width count, up to INT64_MAX.  A value of another type than is asked for
 * counts as absent and is noted, for gguf_check.
 */
struct str gguf_str(const struct gguf *g, const char *key);
int64_t gguf_int(const struct gguf *g, const char *key, int64_t otherwise);
double gguf_real(const struct gguf *g, const char *key, double otherwise);
int gguf_bool(const struct gguf *g, const char *key, int otherwise);

/* Arrays: number of elements (0 when absent), and one of them, as above. */
bool gguf_is_array(const struct gguf *g, const char *key);
size_t gguf_count(const struct gguf *g, const char *key);
struct str gguf_str_at(const struct gguf *g, const char *key, size_t i);
int64_t gguf_int_at(const struct gguf *g, const char *key, size_t i);
double gguf_real_at(const struct gguf *g, const char *key, size_t i);

/*
 * -1 and the reason when any value so far was of another type than asked for.
 * Whoever has read what it wants of a file asks this at its end, whatever the
 * end, and takes this reason before its own.
 */
int gguf_check(const struct gguf *g, struct err *e) MUST_CHECK;

/*
 * The tensors in the order of their names; dims slowest first.  Their bytes
 * are checked to lie in the file, not to be numbers of any sense.
 */
const struct tensor *gguf_tensors(const struct gguf *g, size_t *n);

#endif
