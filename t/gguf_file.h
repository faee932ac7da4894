/* Makes GGUF files for tests: header, keys, tensor infos, padding, data. */
#ifndef ICL_T_GGUF_FILE_H
#define ICL_T_GGUF_FILE_H

#include <stdint.h>
#include <string.h>

#include "base/str.h"

/* Type numbers of values and tensors. */
enum { G_U32 = 4, G_F32 = 6, G_BOOL = 7, G_STR = 8, G_ARRAY = 9, G_U64 = 10 };
enum { G_T_F32 = 0, G_T_F16 = 1, G_T_Q4_0 = 2, G_T_Q4_1 = 3, G_T_Q8_0 = 8 };

struct gguf_file {
	struct buf keys, infos, data;
	uint64_t n_keys, n_tensors;
};

static inline void
g_int(struct buf *b, uint64_t x, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_byte(b, (char)(x >> 8 * i & 0xff));
}

static inline void
g_text(struct buf *b, const char *s)
{
	g_int(b, strlen(s), 8);
	buf_str(b, str_of(s));
}

static inline void
g_key(struct gguf_file *f, const char *key, unsigned type)
{
	g_text(&f->keys, key);
	g_int(&f->keys, type, 4);
	f->n_keys++;
}

static inline void
g_u32(struct gguf_file *f, const char *key, uint32_t x)
{
	g_key(f, key, G_U32);
	g_int(&f->keys, x, 4);
}

static inline void
g_f32(struct gguf_file *f, const char *key, float x)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof bits);
	g_key(f, key, G_F32);
	g_int(&f->keys, bits, 4);
}

static inline void
g_str(struct gguf_file *f, const char *key, const char *s)
{
	g_key(f, key, G_STR);
	g_text(&f->keys, s);
}

/* A tensor whose data is what is added to f->data after it; dims as in file. */
static inline void
g_tensor(struct gguf_file *f, const char *name, size_t n_dims,
    const uint64_t *dims, unsigned type)
{
	while (f->data.n % 32 != 0)
		buf_byte(&f->data, 0);
	g_text(&f->infos, name);
	g_int(&f->infos, n_dims, 4);
	for (size_t i = 0; i < n_dims; i++)
		g_int(&f->infos, dims[i], 8);
	g_int(&f->infos, type, 4);
	g_int(&f->infos, f->data.n, 8);
	f->n_tensors++;
}

static inline void
g_floats(struct gguf_file *f, const float *x, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t bits;

		memcpy(&bits, &x[i], sizeof bits);
		g_int(&f->data, bits, 4);
	}
}

/* The whole file into out; the parts are released. */
static inline struct str
g_finish(struct gguf_file *f, unsigned version, struct buf *out)
{
	buf_reset(out);
	buf_str(out, STR("GGUF"));
	g_int(out, version, 4);
	g_int(out, f->n_tensors, 8);
	g_int(out, f->n_keys, 8);
	buf_str(out, buf_view(&f->keys));
	buf_str(out, buf_view(&f->infos));
	while (out->n % 32 != 0)
		buf_byte(out, 0);
	buf_str(out, buf_view(&f->data));
	buf_release(&f->keys);
	buf_release(&f->infos);
	buf_release(&f->data);
	*f = (struct gguf_file){ 0 };
	return buf_view(out);
}

#endif
