/* LoRA out of GGUF files, laid out as llama.cpp's converter does. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../gguf_file.h"
#include "../tap.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/gguf.h"
#include "model/adapter.h"
#include "tiny.h"

enum { RANK = 3, NAME_MAX_BYTES = 80 };

/* What one layer's modules are called in each of the two files. */
struct called {
	const char *here, *there;
	bool paired; /* rows of a head are in the file (0, D/2, 1, D/2 + 1 …) */
};
static const struct called llama_names[] = {
	{ "self_attn.q_proj", "attn_q", true },
	{ "self_attn.k_proj", "attn_k", true },
	{ "self_attn.v_proj", "attn_v", false },
	{ "self_attn.o_proj", "attn_output", false },
	{ "mlp.gate_proj", "ffn_gate", false },
	{ "mlp.up_proj", "ffn_up", false },
	{ "mlp.down_proj", "ffn_down", false },
	{ NULL, NULL, false },
};
enum { LLAMA_NAMES = sizeof llama_names / sizeof llama_names[0] };
static const struct called gpt2_names[] = {
	{ "attn.c_attn", "attn_qkv", false },
	{ "attn.c_proj", "attn_output", false },
	{ "mlp.c_fc", "ffn_up", false },
	{ "mlp.c_proj", "ffn_down", false },
	{ NULL, NULL, false },
};
/* All q, then all k and v: the converter parts the heads. */
static const struct called neox_names[] = {
	{ "attention.query_key_value", "attn_qkv", false },
	{ "attention.dense", "attn_output", false },
	{ "mlp.dense_h_to_4h", "ffn_up", false },
	{ "mlp.dense_4h_to_h", "ffn_down", false },
	{ NULL, NULL, false },
};

/* How the file is made wrong. */
enum flaw {
	NONE,
	NO_TYPE,
	OTHER_MODEL,
	STRAY,
	NO_B,
	SHAPE,
	ALPHA,
	ALPHA_TYPE,
	N_FLAWS
};
static const char *const complaints[N_FLAWS] = { NULL, "general.type",
	"general.architecture", "has no home", "no LoRA B", "want [",
	"adapter.lora.alpha", "'adapter.lora.alpha' is not of type f32" };

static void
put_b(struct gguf_file *f, const struct called *name, const float *b,
    size_t rows, size_t dim)
{
	for (size_t r = 0; r < rows; r++) {
		size_t i = r % dim, at = r - i + i / 2 + i % 2 * (dim / 2);

		g_floats(f, b + (name->paired ? at : r) * RANK, RANK);
	}
}

static void
put_module(struct gguf_file *f, const struct adapter *a, size_t dim,
    const struct called *name, const struct lora_module *m, enum flaw flaw)
{
	uint64_t a_dims[] = { m->slot.cols, RANK };
	uint64_t b_dims[] = { RANK, m->slot.rows };
	char label[NAME_MAX_BYTES];

	if (flaw == SHAPE)
		a_dims[0]--;
	snprintf(label, sizeof label, "blk.%zu.%s.weight.lora_a", m->slot.layer,
	    name->there);
	g_tensor(f, label, 2, a_dims, G_T_F32);
	g_floats(f, a->data + m->a, a_dims[0] * RANK);
	if (flaw == NO_B)
		return;
	snprintf(label, sizeof label, "blk.%zu.%s.weight.%s", m->slot.layer,
	    name->there, flaw == STRAY ? "lora_c" : "lora_b");
	g_tensor(f, label, 2, b_dims, G_T_F32);
	put_b(f, name, a->data + m->b, m->slot.rows, dim);
}

static struct str
make(const struct weights *w, const struct adapter *a, const char *arch,
    const struct called *names, enum flaw flaw, struct buf *out)
{
	struct gguf_file f = { 0 };

	g_str(&f, "general.type", flaw == NO_TYPE ? "model" : "adapter");
	g_str(&f, "general.architecture", flaw == OTHER_MODEL ? "bert" : arch);
	g_str(&f, "adapter.type", "lora");
	if (flaw == ALPHA_TYPE)
		g_u32(&f, "adapter.lora.alpha", 5);
	else
		g_f32(&f, "adapter.lora.alpha", flaw == ALPHA ? INFINITY : 5);
	for (; names != NULL && names->here != NULL; names++)
		for (size_t i = 0; i < a->lora->n_modules; i++) {
			const struct lora_module *m = &a->lora->modules[i];

			if (str_ends(m->name, str_of(names->here)))
				put_module(
				    &f, a, w->config.head_dim, names, m, flaw);
		}
	return g_finish(&f, 3, out);
}

static struct adapter *
taken(const struct weights *w, struct str bytes, struct err *e)
{
	struct gguf *g = gguf_open_memory(bytes, "lora.gguf", e);
	struct adapter *a = g == NULL ? NULL : adapter_of_gguf(g, w, e);

	gguf_free(g);
	return a;
}

static void
check(
    const char *arch, const struct model_config *c, const struct called *names)
{
	struct weights *w = weights_random(c, 1);
	const struct adapter_options o = {
		.rank = RANK, .alpha = 5, .threads = 1
	};
	struct err e;
	struct adapter *a = adapter_new(w, &o, &e), *got;
	struct rng r = rng_at(3, "test", STR("adapter"), 0);
	struct buf file = { 0 };

	for (size_t i = 0; i < a->n; i++)
		a->data[i] = (float)rng_normal(&r);
	got = taken(w, make(w, a, arch, names, NONE, &file), &e);
	ok(got != NULL && got->n == a->n &&
		memcmp(got->data, a->data, a->n * sizeof *a->data) == 0,
	    "%s: every number in its place", model_family_name(c->family));
	ok(got != NULL && got->lora->modules[0].alpha == 5, "and alpha");
	for (enum flaw flaw = NONE + 1; flaw < N_FLAWS; flaw++) {
		struct adapter *bad =
		    taken(w, make(w, a, arch, names, flaw, &file), &e);

		ok(bad == NULL && strstr(e.msg, complaints[flaw]) != NULL,
		    "%s: %s", arch, bad == NULL ? e.msg : "taken");
		adapter_free(bad);
	}
	adapter_free(got);
	adapter_free(a);
	buf_release(&file);
	weights_free(w);
}

/* The converter knows no OPT. */
static void
check_none(void)
{
	struct model_config c = tiny_offset();
	struct weights *w;
	struct buf file = { 0 };
	struct err e;
	struct adapter *a;

	c.family = FAMILY_OPT;
	c.activation = ACT_RELU;
	w = weights_random(&c, 1);
	a = taken(w, make(w, NULL, "opt", NULL, NONE, &file), &e);
	ok(a == NULL && strstr(e.msg, "no adapters in GGUF for opt") != NULL,
	    "opt: %s", a == NULL ? e.msg : "taken");
	adapter_free(a);
	buf_release(&file);
	weights_free(w);
}

int
main(void)
{
	struct model_config gpt2 = tiny_gpt2(), llama = tiny_llama(true);
	struct model_config mistral = llama, qwen2 = llama;
	struct model_config neox = tiny_parallel();
	struct called qwen2_names[LLAMA_NAMES]; /* llama's, its rows as here */

	memcpy(qwen2_names, llama_names, sizeof qwen2_names);
	for (size_t i = 0; i < LLAMA_NAMES; i++)
		qwen2_names[i].paired = false;
	mistral.family = FAMILY_MISTRAL;
	qwen2.family = FAMILY_QWEN2;
	qwen2.attn_qkv_bias = true;
	neox.family = FAMILY_NEOX;
	check("llama", &llama, llama_names);
	check("llama", &mistral, llama_names);
	check("qwen2", &qwen2, qwen2_names);
	check("gpt2", &gpt2, gpt2_names);
	check("gptneox", &neox, neox_names);
	check_none();
	return tap_end();
}
