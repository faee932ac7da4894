/*
 * Parameters added to a frozen model: LoRA or a prefix, as one array that is
 * trained in the weights' place, and as a folder in PEFT's form.
 */
#ifndef ICL_MODEL_ADAPTER_H
#define ICL_MODEL_ADAPTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "model/adapter_config.h"
#include "model/lora.h"
#include "model/prefix.h"
#include "model/weights.h"

struct adapter {
	enum adapter_kind kind;
	float *data; /* [n] */
	size_t n;
	struct lora *lora;    /* or NULL */
	struct prefix prefix; /* n 0: none */
	double dropout;       /* that its file asks for; nothing here does it */
};

struct adapter_options {
	size_t rank; /* 0: no LoRA */
	double alpha;
	bool rslora; /* the factor is alpha over the root of the rank */
	bool dora;   /* DoRA: rows get a length of their own */
	/* names, or attn, mlp, all, with commas between; NULL: all */
	const char *targets;
	size_t tokens; /* of a prefix; 0: none */
	uint64_t seed;
	unsigned threads;
};

/*
 * LoRA that changes nothing yet, or a prefix with the keys and values that
 * the model gives tokens drawn from the seed.
 */
struct adapter *adapter_new(const struct weights *w,
    const struct adapter_options *o, struct err *e) MUST_CHECK;

/*
 * adapter_config.json and adapter_model.safetensors of a folder, or LoRA in a
 * GGUF file.  Products are computed, so gemm_begin comes before, as before
 * adapter_new.  A tensor without a home in the model, one that is missing, or
 * of another shape is an error.
 */
struct adapter *adapter_load(
    const char *path, const struct weights *w, struct err *e) MUST_CHECK;

/* The same from a file that is open. */
struct gguf;
struct adapter *adapter_of_gguf(
    const struct gguf *g, const struct weights *w, struct err *e) MUST_CHECK;

/* The same files, each whole or not there; base is what PEFT is to load. */
int adapter_save(const struct adapter *a, const struct weights *w,
    const char *dir, const char *base, int bf16, struct err *e) MUST_CHECK;

void adapter_free(struct adapter *a);

/* Once data was changed, before it is used again: see lora_measure. */
void adapter_changed(const struct adapter *a, const struct weights *w);

/* The path or name of the base that a folder says it was made for; a file
 * does not say it. */
int adapter_base(const char *dir, struct buf *base, struct err *e) MUST_CHECK;

/* LoRA into the weights; a prefix cannot be. */
int adapter_merge(
    const struct adapter *a, struct weights *w, struct err *e) MUST_CHECK;

/* Of all that a result depends on. */
void adapter_digest(const struct adapter *a, char hex[DIGEST_HEX]);

/* Positions that it takes of the model's context; a may be NULL. */
size_t adapter_positions(const struct adapter *a);

#endif
