/* Keys and values of a run of rows, in every layer of a model. */
#ifndef ICL_MODEL_KV_CACHE_H
#define ICL_MODEL_KV_CACHE_H

#include <stddef.h>

struct kv_cache {
	size_t n, cap;                 /* rows, and room for them */
	size_t width;                  /* 2 Hkv D, keys then values */
	size_t n_layers;               /* L */
	const struct kv_cache *parent; /* what its rows attended to, or NULL */
	float *data;                   /* [L][cap][width] */
};

/* Room for n rows, which are the caller's to fill. */
struct kv_cache *kv_cache_new(size_t n_layers, size_t width, size_t n);
void kv_cache_free(struct kv_cache *c);

/* Room for at least n rows, what is there kept. */
void kv_cache_widen(struct kv_cache *c, size_t n);

/* A copy of the first n rows. */
struct kv_cache *kv_cache_head(const struct kv_cache *c, size_t n);

size_t kv_cache_bytes(const struct kv_cache *c);

/* The first row of a layer; the others are width floats apart. */
float *kv_cache_layer(const struct kv_cache *c, size_t layer);

#endif
