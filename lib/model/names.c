/* Tables of tensor names, and what they make of a model: see names.h. */
#include "model/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* '#' in a name stands for the layer's number. */
struct name_row {
	const char *name;
	enum whole whole;
	enum extent first, rows; /* a part of the whole; EXTENT_NONE: all */
	enum fit fit;
};

struct naming {
	const struct name_row *rows;
	size_t n;
	const char *prefix;         /* may be missing in files */
	const char *const *ignored; /* endings */
	const char *head;
	bool unpaired; /* FIT_PAIRS are FIT_PLAIN */
};

#define ALL EXTENT_NONE, EXTENT_NONE
#define Q_PART EXTENT_NONE, EXTENT_Q
#define K_PART EXTENT_Q, EXTENT_KV
#define V_PART EXTENT_Q_KV, EXTENT_KV
#define GATE_PART EXTENT_NONE, EXTENT_F
#define UP_PART EXTENT_F, EXTENT_F

static const struct name_row gpt2_hf[] = {
	{ "wte.weight", WHOLE_EMBED, ALL, FIT_PLAIN },
	{ "wpe.weight", WHOLE_POSITIONS, ALL, FIT_PLAIN },
	{ "ln_f.weight", WHOLE_NORM_W, ALL, FIT_PLAIN },
	{ "ln_f.bias", WHOLE_NORM_B, ALL, FIT_PLAIN },
	{ "h.#.ln_1.weight", WHOLE_ATTN_NORM_W, ALL, FIT_PLAIN },
	{ "h.#.ln_1.bias", WHOLE_ATTN_NORM_B, ALL, FIT_PLAIN },
	{ "h.#.attn.c_attn.weight", WHOLE_QKV_W, ALL, FIT_TURNED },
	{ "h.#.attn.c_attn.bias", WHOLE_QKV_B, ALL, FIT_PLAIN },
	{ "h.#.attn.c_proj.weight", WHOLE_OUT_W, ALL, FIT_TURNED },
	{ "h.#.attn.c_proj.bias", WHOLE_OUT_B, ALL, FIT_PLAIN },
	{ "h.#.ln_2.weight", WHOLE_MLP_NORM_W, ALL, FIT_PLAIN },
	{ "h.#.ln_2.bias", WHOLE_MLP_NORM_B, ALL, FIT_PLAIN },
	{ "h.#.mlp.c_fc.weight", WHOLE_UP_W, ALL, FIT_TURNED },
	{ "h.#.mlp.c_fc.bias", WHOLE_UP_B, ALL, FIT_PLAIN },
	{ "h.#.mlp.c_proj.weight", WHOLE_DOWN_W, ALL, FIT_TURNED },
	{ "h.#.mlp.c_proj.bias", WHOLE_DOWN_B, ALL, FIT_PLAIN },
};

static const struct name_row llama_hf[] = {
	{ "embed_tokens.weight", WHOLE_EMBED, ALL, FIT_PLAIN },
	{ "norm.weight", WHOLE_NORM_W, ALL, FIT_PLAIN },
	{ "layers.#.input_layernorm.weight", WHOLE_ATTN_NORM_W, ALL,
	    FIT_PLAIN },
	{ "layers.#.self_attn.q_proj.weight", WHOLE_QKV_W, Q_PART, FIT_PLAIN },
	{ "layers.#.self_attn.k_proj.weight", WHOLE_QKV_W, K_PART, FIT_PLAIN },
	{ "layers.#.self_attn.v_proj.weight", WHOLE_QKV_W, V_PART, FIT_PLAIN },
	{ "layers.#.self_attn.q_proj.bias", WHOLE_QKV_B, Q_PART, FIT_PLAIN },
	{ "layers.#.self_attn.k_proj.bias", WHOLE_QKV_B, K_PART, FIT_PLAIN },
	{ "layers.#.self_attn.v_proj.bias", WHOLE_QKV_B, V_PART, FIT_PLAIN },
	{ "layers.#.self_attn.q_norm.weight", WHOLE_Q_NORM_W, ALL, FIT_PLAIN },
	{ "layers.#.self_attn.k_norm.weight", WHOLE_K_NORM_W, ALL, FIT_PLAIN },
	{ "layers.#.self_attn.o_proj.weight", WHOLE_OUT_W, ALL, FIT_PLAIN },
	{ "layers.#.self_attn.o_proj.bias", WHOLE_OUT_B, ALL, FIT_PLAIN },
	{ "layers.#.post_attention_layernorm.weight", WHOLE_MLP_NORM_W, ALL,
	    FIT_PLAIN },
	{ "layers.#.mlp.gate_proj.weight", WHOLE_UP_W, GATE_PART, FIT_PLAIN },
	{ "layers.#.mlp.up_proj.weight", WHOLE_UP_W, UP_PART, FIT_PLAIN },
	{ "layers.#.mlp.gate_proj.bias", WHOLE_UP_B, GATE_PART, FIT_PLAIN },
	{ "layers.#.mlp.up_proj.bias", WHOLE_UP_B, UP_PART, FIT_PLAIN },
	{ "layers.#.mlp.down_proj.weight", WHOLE_DOWN_W, ALL, FIT_PLAIN },
	{ "layers.#.mlp.down_proj.bias", WHOLE_DOWN_B, ALL, FIT_PLAIN },
};

static const struct name_row neox_hf[] = {
	{ "embed_in.weight", WHOLE_EMBED, ALL, FIT_PLAIN },
	{ "final_layer_norm.weight", WHOLE_NORM_W, ALL, FIT_PLAIN },
	{ "final_layer_norm.bias", WHOLE_NORM_B, ALL, FIT_PLAIN },
	{ "layers.#.input_layernorm.weight", WHOLE_ATTN_NORM_W, ALL,
	    FIT_PLAIN },
	{ "layers.#.input_layernorm.bias", WHOLE_ATTN_NORM_B, ALL, FIT_PLAIN },
	{ "layers.#.attention.query_key_value.weight", WHOLE_QKV_W, ALL,
	    FIT_HEADS },
	{ "layers.#.attention.query_key_value.bias", WHOLE_QKV_B, ALL,
	    FIT_HEADS },
	{ "layers.#.attention.dense.weight", WHOLE_OUT_W, ALL, FIT_PLAIN },
	{ "layers.#.attention.dense.bias", WHOLE_OUT_B, ALL, FIT_PLAIN },
	{ "layers.#.post_attention_layernorm.weight", WHOLE_MLP_NORM_W, ALL,
	    FIT_PLAIN },
	{ "layers.#.post_attention_layernorm.bias", WHOLE_MLP_NORM_B, ALL,
	    FIT_PLAIN },
	{ "layers.#.mlp.dense_h_to_4h.weight", WHOLE_UP_W, ALL, FIT_PLAIN },
	{ "layers.#.mlp.dense_h_to_4h.bias", WHOLE_UP_B, ALL, FIT_PLAIN },
	{ "layers.#.mlp.dense_4h_to_h.weight", WHOLE_DOWN_W, ALL, FIT_PLAIN },
	{ "layers.#.mlp.dense_4h_to_h.bias", WHOLE_DOWN_B, ALL, FIT_PLAIN },
};

static const struct name_row opt_hf[] = {
	{ "decoder.embed_tokens.weight", WHOLE_EMBED, ALL, FIT_PLAIN },
	{ "decoder.embed_positions.weight", WHOLE_POSITIONS, ALL, FIT_PLAIN },
	{ "decoder.final_layer_norm.weight", WHOLE_NORM_W, ALL, FIT_PLAIN },
	{ "decoder.final_layer_norm.bias", WHOLE_NORM_B, ALL, FIT_PLAIN },
	{ "decoder.layers.#.self_attn_layer_norm.weight", WHOLE_ATTN_NORM_W,
	    ALL, FIT_PLAIN },
	{ "decoder.layers.#.self_attn_layer_norm.bias", WHOLE_ATTN_NORM_B, ALL,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.q_proj.weight", WHOLE_QKV_W, Q_PART,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.q_proj.bias", WHOLE_QKV_B, Q_PART,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.k_proj.weight", WHOLE_QKV_W, K_PART,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.k_proj.bias", WHOLE_QKV_B, K_PART,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.v_proj.weight", WHOLE_QKV_W, V_PART,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.v_proj.bias", WHOLE_QKV_B, V_PART,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.out_proj.weight", WHOLE_OUT_W, ALL,
	    FIT_PLAIN },
	{ "decoder.layers.#.self_attn.out_proj.bias", WHOLE_OUT_B, ALL,
	    FIT_PLAIN },
	{ "decoder.layers.#.final_layer_norm.weight", WHOLE_MLP_NORM_W, ALL,
	    FIT_PLAIN },
	{ "decoder.layers.#.final_layer_norm.bias", WHOLE_MLP_NORM_B, ALL,
	    FIT_PLAIN },
	{ "decoder.layers.#.fc1.weight", WHOLE_UP_W, ALL, FIT_PLAIN },
	{ "decoder.layers.#.fc1.bias", WHOLE_UP_B, ALL, FIT_PLAIN },
	{ "decoder.layers.#.fc2.weight", WHOLE_DOWN_W, ALL, FIT_PLAIN },
	{ "decoder.layers.#.fc2.bias", WHOLE_DOWN_B, ALL, FIT_PLAIN },
};

/* The converters part the heads of GPT-NeoX: both are plain there. */
static const struct name_row fused_gguf[] = {
	{ "token_embd.weight", WHOLE_EMBED, ALL, FIT_PLAIN },
	{ "position_embd.weight", WHOLE_POSITIONS, ALL, FIT_PLAIN },
	{ "output_norm.weight", WHOLE_NORM_W, ALL, FIT_PLAIN },
	{ "output_norm.bias", WHOLE_NORM_B, ALL, FIT_PLAIN },
	{ "blk.#.attn_norm.weight", WHOLE_ATTN_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_norm.bias", WHOLE_ATTN_NORM_B, ALL, FIT_PLAIN },
	{ "blk.#.attn_qkv.weight", WHOLE_QKV_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_qkv.bias", WHOLE_QKV_B, ALL, FIT_PLAIN },
	{ "blk.#.attn_output.weight", WHOLE_OUT_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_output.bias", WHOLE_OUT_B, ALL, FIT_PLAIN },
	{ "blk.#.ffn_norm.weight", WHOLE_MLP_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.ffn_norm.bias", WHOLE_MLP_NORM_B, ALL, FIT_PLAIN },
	{ "blk.#.ffn_up.weight", WHOLE_UP_W, ALL, FIT_PLAIN },
	{ "blk.#.ffn_up.bias", WHOLE_UP_B, ALL, FIT_PLAIN },
	{ "blk.#.ffn_down.weight", WHOLE_DOWN_W, ALL, FIT_PLAIN },
	{ "blk.#.ffn_down.bias", WHOLE_DOWN_B, ALL, FIT_PLAIN },
};

static const struct name_row llama_gguf[] = {
	{ "token_embd.weight", WHOLE_EMBED, ALL, FIT_PLAIN },
	{ "output_norm.weight", WHOLE_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_norm.weight", WHOLE_ATTN_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_q.weight", WHOLE_QKV_W, Q_PART, FIT_PAIRS },
	{ "blk.#.attn_k.weight", WHOLE_QKV_W, K_PART, FIT_PAIRS },
	{ "blk.#.attn_v.weight", WHOLE_QKV_W, V_PART, FIT_PLAIN },
	{ "blk.#.attn_q.bias", WHOLE_QKV_B, Q_PART, FIT_PAIRS },
	{ "blk.#.attn_k.bias", WHOLE_QKV_B, K_PART, FIT_PAIRS },
	{ "blk.#.attn_v.bias", WHOLE_QKV_B, V_PART, FIT_PLAIN },
	{ "blk.#.attn_q_norm.weight", WHOLE_Q_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_k_norm.weight", WHOLE_K_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_output.weight", WHOLE_OUT_W, ALL, FIT_PLAIN },
	{ "blk.#.attn_output.bias", WHOLE_OUT_B, ALL, FIT_PLAIN },
	{ "blk.#.ffn_norm.weight", WHOLE_MLP_NORM_W, ALL, FIT_PLAIN },
	{ "blk.#.ffn_gate.weight", WHOLE_UP_W, GATE_PART, FIT_PLAIN },
	{ "blk.#.ffn_up.weight", WHOLE_UP_W, UP_PART, FIT_PLAIN },
	{ "blk.#.ffn_gate.bias", WHOLE_UP_B, GATE_PART, FIT_PLAIN },
	{ "blk.#.ffn_up.bias", WHOLE_UP_B, UP_PART, FIT_PLAIN },
	{ "blk.#.ffn_down.weight", WHOLE_DOWN_W, ALL, FIT_PLAIN },
	{ "blk.#.ffn_down.bias", WHOLE_DOWN_B, ALL, FIT_PLAIN },
};

static const char *const neox_buffers[] = { ".attention.bias",
	".attention.masked_bias", ".rotary_emb.inv_freq", NULL };
static const char *const gpt2_buffers[] = { ".attn.bias", ".attn.masked_bias",
	NULL };
static const char *const llama_buffers[] = { ".rotary_emb.inv_freq", NULL };
/* What rope_freqs says is taken with the configuration; the head likewise. */
static const char *const gguf_buffers[] = { "rope_freqs.weight",
	".attn_rot_embd.weight", NULL };
static const char *const no_buffers[] = { NULL };

#define ROWS(t) (t), sizeof(t) / sizeof(t)[0]

#define LLAMA_HF                                                             \
	{                                                                    \
		ROWS(llama_hf), "model.", llama_buffers, "lm_head.weight", 0 \
	}
#define LLAMA_GGUF                                                     \
	{                                                              \
		ROWS(llama_gguf), "", gguf_buffers, "output.weight", 0 \
	}
#define QWEN_GGUF                                                      \
	{                                                              \
		ROWS(llama_gguf), "", gguf_buffers, "output.weight", 1 \
	}
#define FUSED_GGUF                                                   \
	{                                                            \
		ROWS(fused_gguf), "", no_buffers, "output.weight", 0 \
	}

/* Families without a row for GGUF do not come in it. */
static const struct naming namings[N_FAMILIES][N_CONTAINERS] = {
	[FAMILY_GPT2] = {
	    [CONTAINER_HF] = { ROWS(gpt2_hf), "transformer.", gpt2_buffers,
		"lm_head.weight", 0 },
	    [CONTAINER_GGUF] = FUSED_GGUF,
	},
	[FAMILY_LLAMA] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = LLAMA_GGUF,
	},
	[FAMILY_MISTRAL] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = LLAMA_GGUF,
	},
	[FAMILY_QWEN2] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_QWEN3] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_NEOX] = {
	    [CONTAINER_HF] = { ROWS(neox_hf), "gpt_neox.", neox_buffers,
		"embed_out.weight", 0 },
	    [CONTAINER_GGUF] = FUSED_GGUF,
	},
	[FAMILY_OPT] = {
	    [CONTAINER_HF] = { ROWS(opt_hf), "model.", no_buffers,
		"lm_head.weight", 0 },
	},
};

static struct str
full_name(struct arena *a, const char *prefix, const char *name, size_t layer)
{
	struct buf b = { 0 };
	const char *number = strchr(name, '#');
	struct str s;

	buf_str(&b, str_of(prefix));
	if (number == NULL)
		buf_str(&b, str_of(name));
	else
		buf_printf(&b, "%.*s%zu%s", (int)(number - name), name, layer,
		    number + 1);
	s = (struct str){ arena_copy(a, b.p, b.n), b.n };
	buf_release(&b);
	return s;
}

static struct home
make_home(const struct weights *w, enum container in,
    const struct name_row *row, size_t layer)
{
	const struct model_config *c = &w->config;
	struct home h = { .whole = row->whole, .layer = layer };

	layout_shape(c, row->whole, &h.rows, &h.cols);
	h.at = *layout_offset(w, row->whole, layer) +
	       layout_extent(c, row->first) * h.cols;
	if (row->rows != EXTENT_NONE)
		h.rows = layout_extent(c, row->rows);
	h.vector = layout_is_vector(row->whole);
	h.fit = row->fit;
	if (h.fit == FIT_PAIRS && namings[c->family][in].unpaired)
		h.fit = FIT_PLAIN;
	return h;
}

static int
by_name(const void *a, const void *b)
{
	const struct home *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

struct home *
names_homes(
    const struct weights *w, enum container in, struct arena *a, size_t *n)
{
	static const struct name_row head = { NULL, WHOLE_HEAD, ALL,
		FIT_PLAIN };
	const struct model_config *c = &w->config;
	const struct naming *names = &namings[c->family][in];
	struct home *v = arena_alloc(a, names->n * c->n_layers + 1, sizeof *v);

	*n = 0;
	for (size_t i = 0; i < names->n; i++) {
		const struct name_row *row = &names->rows[i];
		size_t layers = layout_per_layer(row->whole) ? c->n_layers : 1;

		if (!layout_has(c, row->whole))
			continue;
		for (size_t l = 0; l < layers; l++) {
			v[*n] = make_home(w, in, row, l);
			v[(*n)++].name =
			    full_name(a, names->prefix, row->name, l);
		}
	}
	if (layout_has(c, WHOLE_HEAD)) {
		v[*n] = make_home(w, in, &head, 0);
		v[(*n)++].name = names_head(c->family, in);
	}
	qsort(v, *n, sizeof *v, by_name);
	return v;
}

struct home *
names_find(enum family f, enum container in, struct home *homes, size_t n,
    struct str name)
{
	struct home want = { .name = name };
	struct home *h = bsearch(&want, homes, n, sizeof want, by_name);
	struct buf full = { 0 };

	if (h != NULL || namings[f][in].prefix[0] == '\0')
		return h;
	buf_str(&full, str_of(namings[f][in].prefix));
	buf_str(&full, name);
	want.name = buf_view(&full);
	h = bsearch(&want, homes, n, sizeof want, by_name);
	buf_release(&full);
	return h;
}

bool
names_ignored(enum family f, enum container in, struct str name)
{
	for (const char *const *p = namings[f][in].ignored; *p != NULL; p++)
		if (str_ends(name, str_of(*p)))
			return true;
	return false;
}

void
names_shape(const struct home *h, struct tensor *t)
{
	bool turned = h->fit == FIT_TURNED;

	t->n_dims = h->vector ? 1 : 2;
	t->dims[0] = turned ? h->cols : h->rows;
	if (!h->vector)
		t->dims[1] = turned ? h->rows : h->cols;
}

struct str
names_head(enum family f, enum container in)
{
	return str_of(namings[f][in].head);
}

/* The row in a file where row r of memory stands. */
static size_t
file_row(const struct home *h, size_t head_dim, size_t r)
{
	size_t third = h->rows / 3, half = head_dim / 2;
	size_t within = r % head_dim;

	if (h->fit == FIT_PAIRS)
		return r - within + within % half * 2 + within / half;
	/* FIT_HEADS: head by head its q, k and v, of which r is in one */
	return (r % third - within) * 3 + r / third * head_dim + within;
}

void
names_put(
    const struct home *h, size_t head_dim, const float *file, float *memory)
{
	float *to = memory + h->at;
	size_t rows = h->rows, cols = h->cols;

	if (h->fit == FIT_PLAIN)
		memcpy(to, file, rows * cols * sizeof *to);
	else if (h->fit == FIT_TURNED)
		for (size_t r = 0; r < rows; r++)
			for (size_t c = 0; c < cols; c++)
				to[r * cols + c] = file[c * rows + r];
	else
		for (size_t r = 0; r < rows; r++)
			memcpy(to + r * cols,
			    file + file_row(h, head_dim, r) * cols,
			    cols * sizeof *to);
}

void
names_get(
    const struct home *h, size_t head_dim, const float *memory, float *file)
{
	const float *from = memory + h->at;
	size_t rows = h->rows, cols = h->cols;

	if (h->fit == FIT_PLAIN)
		memcpy(file, from, rows * cols * sizeof *file);
	else if (h->fit == FIT_TURNED)
		for (size_t r = 0; r < rows; r++)
			for (size_t c = 0; c < cols; c++)
				file[c * rows + r] = from[r * cols + c];
	else
		for (size_t r = 0; r < rows; r++)
			memcpy(file + file_row(h, head_dim, r) * cols,
			    from + r * cols, cols * sizeof *file);
}
