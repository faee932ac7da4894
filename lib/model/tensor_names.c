/* Tables of tensor names, and what they make of a model: see tensor_names.h. */
#include "model/tensor_names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The layer's number takes the place of a '#' in a name, that of a head the
 * place of an '@': its part of the rows. */
struct name_row {
	const char *name;
	enum tensor_id id;
	enum extent first, rows; /* a part of the tensor; EXTENT_NONE: all */
	enum storage_order order;
};

enum { MAX_LISTS = 4 };

/* Whether a list counts: side by side with two norms, Falcon renames them. */
enum list_when { LIST_ALWAYS, LIST_TWO_NORMS, LIST_OTHERWISE };

struct naming {
	struct name_list {
		const struct name_row *rows;
		size_t n;
		enum list_when when;
	} lists[MAX_LISTS];
	const char *prefix;         /* may be missing in files */
	const char *const *ignored; /* endings */
	const char *head;
	bool unpaired; /* STORED_PAIRS are STORED_PLAIN */
	bool less_one; /* norms are STORED_LESS_ONE */
};

#define ALL EXTENT_NONE, EXTENT_NONE
#define Q_PART EXTENT_NONE, EXTENT_Q
#define K_PART EXTENT_Q, EXTENT_KV
#define V_PART EXTENT_Q_KV, EXTENT_KV
#define GATE_PART EXTENT_NONE, EXTENT_F
#define UP_PART EXTENT_F, EXTENT_F

static const struct name_row gpt2_hf[] = {
	{ "wte.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "wpe.weight", TENSOR_POSITIONS, ALL, STORED_PLAIN },
	{ "ln_f.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "ln_f.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.ln_1.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.ln_1.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.attn.c_attn.weight", TENSOR_QKV_W, ALL, STORED_TRANSPOSED },
	{ "h.#.attn.c_attn.bias", TENSOR_QKV_B, ALL, STORED_PLAIN },
	{ "h.#.attn.c_proj.weight", TENSOR_OUT_W, ALL, STORED_TRANSPOSED },
	{ "h.#.attn.c_proj.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "h.#.ln_2.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.ln_2.bias", TENSOR_MLP_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.c_fc.weight", TENSOR_UP_W, ALL, STORED_TRANSPOSED },
	{ "h.#.mlp.c_fc.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.c_proj.weight", TENSOR_DOWN_W, ALL, STORED_TRANSPOSED },
	{ "h.#.mlp.c_proj.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

/* What llama and those after it have in common. */
static const struct name_row llama_hf[] = {
	{ "embed_tokens.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "norm.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "norm.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "layers.#.input_layernorm.weight", TENSOR_ATTN_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.input_layernorm.bias", TENSOR_ATTN_NORM_B, ALL,
	    STORED_PLAIN },
	{ "layers.#.self_attn.q_norm.weight", TENSOR_Q_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.self_attn.k_norm.weight", TENSOR_K_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.self_attn.q_layernorm.norms.@.weight", TENSOR_Q_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.self_attn.k_layernorm.norms.@.weight", TENSOR_K_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.self_attn.o_proj.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "layers.#.self_attn.o_proj.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "layers.#.mlp.down_proj.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "layers.#.mlp.down_proj.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const struct name_row parted_hf[] = {
	{ "layers.#.mlp.gate_proj.weight", TENSOR_UP_W, GATE_PART,
	    STORED_PLAIN },
	{ "layers.#.mlp.up_proj.weight", TENSOR_UP_W, UP_PART, STORED_PLAIN },
	{ "layers.#.mlp.gate_proj.bias", TENSOR_UP_B, GATE_PART, STORED_PLAIN },
	{ "layers.#.mlp.up_proj.bias", TENSOR_UP_B, UP_PART, STORED_PLAIN },
};

static const struct name_row parted_qkv_hf[] = {
	{ "layers.#.self_attn.q_proj.weight", TENSOR_QKV_W, Q_PART,
	    STORED_PLAIN },
	{ "layers.#.self_attn.k_proj.weight", TENSOR_QKV_W, K_PART,
	    STORED_PLAIN },
	{ "layers.#.self_attn.v_proj.weight", TENSOR_QKV_W, V_PART,
	    STORED_PLAIN },
	{ "layers.#.self_attn.q_proj.bias", TENSOR_QKV_B, Q_PART,
	    STORED_PLAIN },
	{ "layers.#.self_attn.k_proj.bias", TENSOR_QKV_B, K_PART,
	    STORED_PLAIN },
	{ "layers.#.self_attn.v_proj.bias", TENSOR_QKV_B, V_PART,
	    STORED_PLAIN },
};

static const struct name_row fused_hf[] = {
	{ "layers.#.self_attn.qkv_proj.weight", TENSOR_QKV_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.mlp.gate_up_proj.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
};

/* The second norm of a layer is the MLP's, or it is attention's own. */
static const struct name_row norms_before_hf[] = {
	{ "layers.#.post_attention_layernorm.weight", TENSOR_MLP_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.post_attention_layernorm.bias", TENSOR_MLP_NORM_B, ALL,
	    STORED_PLAIN },
};

static const struct name_row norms_behind_hf[] = {
	{ "layers.#.post_attention_layernorm.weight", TENSOR_ATTN_POST_NORM_W,
	    ALL, STORED_PLAIN },
	{ "layers.#.post_feedforward_layernorm.weight", TENSOR_MLP_POST_NORM_W,
	    ALL, STORED_PLAIN },
};

static const struct name_row norms_around_hf[] = {
	{ "layers.#.post_attention_layernorm.weight", TENSOR_ATTN_POST_NORM_W,
	    ALL, STORED_PLAIN },
	{ "layers.#.pre_feedforward_layernorm.weight", TENSOR_MLP_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.post_feedforward_layernorm.weight", TENSOR_MLP_POST_NORM_W,
	    ALL, STORED_PLAIN },
};

/* What GPT-2's successors have of its names. */
static const struct name_row gpt_hf[] = {
	{ "wte.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "wpe.weight", TENSOR_POSITIONS, ALL, STORED_PLAIN },
	{ "ln_f.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "ln_f.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.ln_1.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.ln_1.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.ln_2.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.ln_2.bias", TENSOR_MLP_NORM_B, ALL, STORED_PLAIN },
};

static const struct name_row gptj_hf[] = {
	{ "h.#.attn.q_proj.weight", TENSOR_QKV_W, Q_PART, STORED_PAIRS },
	{ "h.#.attn.k_proj.weight", TENSOR_QKV_W, K_PART, STORED_PAIRS },
	{ "h.#.attn.v_proj.weight", TENSOR_QKV_W, V_PART, STORED_PLAIN },
	{ "h.#.attn.out_proj.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.fc_in.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.fc_in.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.fc_out.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.fc_out.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const struct name_row gpt_neo_hf[] = {
	{ "h.#.attn.attention.q_proj.weight", TENSOR_QKV_W, Q_PART,
	    STORED_PLAIN },
	{ "h.#.attn.attention.k_proj.weight", TENSOR_QKV_W, K_PART,
	    STORED_PLAIN },
	{ "h.#.attn.attention.v_proj.weight", TENSOR_QKV_W, V_PART,
	    STORED_PLAIN },
	{ "h.#.attn.attention.out_proj.weight", TENSOR_OUT_W, ALL,
	    STORED_PLAIN },
	{ "h.#.attn.attention.out_proj.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.c_fc.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.c_fc.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.c_proj.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.c_proj.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const struct name_row falcon_hf[] = {
	{ "word_embeddings.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "ln_f.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "ln_f.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.self_attention.query_key_value.weight", TENSOR_QKV_W, ALL,
	    STORED_HEADS },
	{ "h.#.self_attention.query_key_value.bias", TENSOR_QKV_B, ALL,
	    STORED_HEADS },
	{ "h.#.self_attention.dense.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "h.#.self_attention.dense.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.dense_h_to_4h.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.dense_h_to_4h.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "h.#.mlp.dense_4h_to_h.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "h.#.mlp.dense_4h_to_h.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

/* Bloom's names are Falcon's but for this norm. */
static const struct name_row bloom_hf[] = {
	{ "word_embeddings_layernorm.weight", TENSOR_EMBED_NORM_W, ALL,
	    STORED_PLAIN },
	{ "word_embeddings_layernorm.bias", TENSOR_EMBED_NORM_B, ALL,
	    STORED_PLAIN },
};

static const struct name_row mpt_hf[] = {
	{ "wte.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "norm_f.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "blocks.#.norm_1.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "blocks.#.attn.Wqkv.weight", TENSOR_QKV_W, ALL, STORED_PLAIN },
	{ "blocks.#.attn.out_proj.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "blocks.#.norm_2.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "blocks.#.ffn.up_proj.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "blocks.#.ffn.down_proj.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
};

static const struct name_row falcon_norms_hf[] = {
	{ "h.#.input_layernorm.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.input_layernorm.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.post_attention_layernorm.weight", TENSOR_MLP_NORM_W, ALL,
	    STORED_PLAIN },
	{ "h.#.post_attention_layernorm.bias", TENSOR_MLP_NORM_B, ALL,
	    STORED_PLAIN },
};

static const struct name_row falcon_two_norms_hf[] = {
	{ "h.#.ln_attn.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.ln_attn.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
	{ "h.#.ln_mlp.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "h.#.ln_mlp.bias", TENSOR_MLP_NORM_B, ALL, STORED_PLAIN },
};

static const struct name_row neox_hf[] = {
	{ "embed_in.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "final_layer_norm.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "final_layer_norm.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "layers.#.input_layernorm.weight", TENSOR_ATTN_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.input_layernorm.bias", TENSOR_ATTN_NORM_B, ALL,
	    STORED_PLAIN },
	{ "layers.#.attention.query_key_value.weight", TENSOR_QKV_W, ALL,
	    STORED_HEADS },
	{ "layers.#.attention.query_key_value.bias", TENSOR_QKV_B, ALL,
	    STORED_HEADS },
	{ "layers.#.attention.dense.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "layers.#.attention.dense.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "layers.#.post_attention_layernorm.weight", TENSOR_MLP_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.post_attention_layernorm.bias", TENSOR_MLP_NORM_B, ALL,
	    STORED_PLAIN },
	{ "layers.#.mlp.dense_h_to_4h.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "layers.#.mlp.dense_h_to_4h.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "layers.#.mlp.dense_4h_to_h.weight", TENSOR_DOWN_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.mlp.dense_4h_to_h.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const struct name_row opt_hf[] = {
	{ "decoder.embed_tokens.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "decoder.embed_positions.weight", TENSOR_POSITIONS, ALL,
	    STORED_PLAIN },
	{ "decoder.final_layer_norm.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "decoder.final_layer_norm.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "decoder.layers.#.self_attn_layer_norm.weight", TENSOR_ATTN_NORM_W,
	    ALL, STORED_PLAIN },
	{ "decoder.layers.#.self_attn_layer_norm.bias", TENSOR_ATTN_NORM_B, ALL,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.q_proj.weight", TENSOR_QKV_W, Q_PART,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.q_proj.bias", TENSOR_QKV_B, Q_PART,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.k_proj.weight", TENSOR_QKV_W, K_PART,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.k_proj.bias", TENSOR_QKV_B, K_PART,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.v_proj.weight", TENSOR_QKV_W, V_PART,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.v_proj.bias", TENSOR_QKV_B, V_PART,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.out_proj.weight", TENSOR_OUT_W, ALL,
	    STORED_PLAIN },
	{ "decoder.layers.#.self_attn.out_proj.bias", TENSOR_OUT_B, ALL,
	    STORED_PLAIN },
	{ "decoder.layers.#.final_layer_norm.weight", TENSOR_MLP_NORM_W, ALL,
	    STORED_PLAIN },
	{ "decoder.layers.#.final_layer_norm.bias", TENSOR_MLP_NORM_B, ALL,
	    STORED_PLAIN },
	{ "decoder.layers.#.fc1.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "decoder.layers.#.fc1.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "decoder.layers.#.fc2.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "decoder.layers.#.fc2.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

/* The converters part the heads of GPT-NeoX: both are plain there. */
static const struct name_row fused_mlp_gguf[] = {
	{ "token_embd.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "position_embd.weight", TENSOR_POSITIONS, ALL, STORED_PLAIN },
	{ "token_embd_norm.weight", TENSOR_EMBED_NORM_W, ALL, STORED_PLAIN },
	{ "token_embd_norm.bias", TENSOR_EMBED_NORM_B, ALL, STORED_PLAIN },
	{ "output_norm.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "output_norm.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "blk.#.attn_output.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_output.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "blk.#.ffn_up.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "blk.#.ffn_up.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "blk.#.ffn_down.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "blk.#.ffn_down.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const struct name_row fused_gguf[] = {
	{ "blk.#.attn_qkv.weight", TENSOR_QKV_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_qkv.bias", TENSOR_QKV_B, ALL, STORED_PLAIN },
};

static const struct name_row norms_gguf[] = {
	{ "blk.#.attn_norm.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_norm.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
	{ "blk.#.ffn_norm.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.ffn_norm.bias", TENSOR_MLP_NORM_B, ALL, STORED_PLAIN },
};

/* Falcon's two norms side by side: the MLP's has the first name. */
static const struct name_row two_norms_gguf[] = {
	{ "blk.#.attn_norm.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_norm.bias", TENSOR_MLP_NORM_B, ALL, STORED_PLAIN },
	{ "blk.#.attn_norm_2.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_norm_2.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
};

static const struct name_row llama_gguf[] = {
	{ "token_embd.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "output_norm.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "output_norm.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "blk.#.attn_norm.weight", TENSOR_ATTN_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_norm.bias", TENSOR_ATTN_NORM_B, ALL, STORED_PLAIN },
	{ "blk.#.post_attention_norm.weight", TENSOR_ATTN_POST_NORM_W, ALL,
	    STORED_PLAIN },
	{ "blk.#.post_ffw_norm.weight", TENSOR_MLP_POST_NORM_W, ALL,
	    STORED_PLAIN },
	{ "blk.#.attn_q_norm.weight", TENSOR_Q_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_k_norm.weight", TENSOR_K_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_output.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "blk.#.attn_output.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "blk.#.ffn_norm.weight", TENSOR_MLP_NORM_W, ALL, STORED_PLAIN },
	{ "blk.#.ffn_norm.bias", TENSOR_MLP_NORM_B, ALL, STORED_PLAIN },
	{ "blk.#.ffn_gate.weight", TENSOR_UP_W, GATE_PART, STORED_PLAIN },
	{ "blk.#.ffn_up.weight", TENSOR_UP_W, UP_PART, STORED_PLAIN },
	{ "blk.#.ffn_gate.bias", TENSOR_UP_B, GATE_PART, STORED_PLAIN },
	{ "blk.#.ffn_up.bias", TENSOR_UP_B, UP_PART, STORED_PLAIN },
	{ "blk.#.ffn_down.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "blk.#.ffn_down.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const struct name_row parted_gguf[] = {
	{ "blk.#.attn_q.weight", TENSOR_QKV_W, Q_PART, STORED_PAIRS },
	{ "blk.#.attn_k.weight", TENSOR_QKV_W, K_PART, STORED_PAIRS },
	{ "blk.#.attn_v.weight", TENSOR_QKV_W, V_PART, STORED_PLAIN },
	{ "blk.#.attn_q.bias", TENSOR_QKV_B, Q_PART, STORED_PAIRS },
	{ "blk.#.attn_k.bias", TENSOR_QKV_B, K_PART, STORED_PAIRS },
	{ "blk.#.attn_v.bias", TENSOR_QKV_B, V_PART, STORED_PLAIN },
};

/* Phi's folders have llama's products and GPT's MLP. */
static const struct name_row phi_hf[] = {
	{ "final_layernorm.weight", TENSOR_NORM_W, ALL, STORED_PLAIN },
	{ "final_layernorm.bias", TENSOR_NORM_B, ALL, STORED_PLAIN },
	{ "embed_tokens.weight", TENSOR_EMBED, ALL, STORED_PLAIN },
	{ "layers.#.input_layernorm.weight", TENSOR_ATTN_NORM_W, ALL,
	    STORED_PLAIN },
	{ "layers.#.input_layernorm.bias", TENSOR_ATTN_NORM_B, ALL,
	    STORED_PLAIN },
	{ "layers.#.self_attn.dense.weight", TENSOR_OUT_W, ALL, STORED_PLAIN },
	{ "layers.#.self_attn.dense.bias", TENSOR_OUT_B, ALL, STORED_PLAIN },
	{ "layers.#.mlp.fc1.weight", TENSOR_UP_W, ALL, STORED_PLAIN },
	{ "layers.#.mlp.fc1.bias", TENSOR_UP_B, ALL, STORED_PLAIN },
	{ "layers.#.mlp.fc2.weight", TENSOR_DOWN_W, ALL, STORED_PLAIN },
	{ "layers.#.mlp.fc2.bias", TENSOR_DOWN_B, ALL, STORED_PLAIN },
};

static const char *const neox_buffers[] = { ".attention.bias",
	".attention.masked_bias", ".rotary_emb.inv_freq", NULL };
static const char *const gpt2_buffers[] = { ".attn.bias", ".attn.masked_bias",
	NULL };
static const char *const gpt_neo_buffers[] = { ".attn.attention.bias",
	".attn.attention.masked_bias", NULL };
static const char *const llama_buffers[] = { ".rotary_emb.inv_freq", NULL };
/* The configuration is read from rope_freqs already. */
static const char *const gguf_buffers[] = { "rope_freqs.weight",
	"rope_factors_long.weight", "rope_factors_short.weight",
	".attn_rot_embd.weight", NULL };
static const char *const no_buffers[] = { NULL };

#define ROWS(t) ROWS_WHEN(t, LIST_ALWAYS)
#define ROWS_WHEN(t, when)                            \
	{                                             \
		(t), sizeof(t) / sizeof(t)[0], (when) \
	}

#define LLAMA_HF PARTED_HF(norms_before_hf, 0)
#define PARTED_HF(norms, less_one)                                         \
	{                                                                  \
		{ ROWS(llama_hf), ROWS(parted_hf), ROWS(parted_qkv_hf),    \
			ROWS(norms) },                                     \
		    "model.", llama_buffers, "lm_head.weight", 0, less_one \
	}
#define LLAMA_LIKE_HF(products, norms)                                     \
	{                                                                  \
		{ ROWS(llama_hf), ROWS(products), ROWS(norms) }, "model.", \
		    llama_buffers, "lm_head.weight", 0, 0                  \
	}
#define GEMMA_HF PARTED_HF(norms_around_hf, 1)
#define LLAMA_GGUF                                                         \
	{                                                                  \
		{ ROWS(llama_gguf), ROWS(parted_gguf) }, "", gguf_buffers, \
		    "output.weight", 0, 0                                  \
	}
#define QWEN_GGUF                                                          \
	{                                                                  \
		{ ROWS(llama_gguf), ROWS(parted_gguf) }, "", gguf_buffers, \
		    "output.weight", 1, 0                                  \
	}
#define FUSED_GGUF                                                            \
	{                                                                     \
		{ ROWS(fused_mlp_gguf), ROWS(fused_gguf), ROWS(norms_gguf) }, \
		    "", gguf_buffers, "output.weight", 0, 0                   \
	}

/* Families without a row for GGUF do not come in it. */
static const struct naming namings[N_FAMILIES][N_CONTAINERS] = {
	[FAMILY_GPT2] = {
	    [CONTAINER_HF] = { { ROWS(gpt2_hf) }, "transformer.", gpt2_buffers,
		"lm_head.weight", 0, 0 },
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
	    [CONTAINER_HF] = { { ROWS(neox_hf) }, "gpt_neox.", neox_buffers,
		"embed_out.weight", 0, 0 },
	    [CONTAINER_GGUF] = FUSED_GGUF,
	},
	[FAMILY_OPT] = {
	    [CONTAINER_HF] = { { ROWS(opt_hf) }, "model.", no_buffers,
		"lm_head.weight", 0, 0 },
	},
	[FAMILY_OLMO2] = {
	    [CONTAINER_HF] = PARTED_HF(norms_behind_hf, 0),
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_PHI3] = {
	    [CONTAINER_HF] = LLAMA_LIKE_HF(fused_hf, norms_before_hf),
	    [CONTAINER_GGUF] = FUSED_GGUF,
	},
	[FAMILY_SMOLLM3] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = LLAMA_GGUF,
	},
	[FAMILY_GRANITE] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = LLAMA_GGUF,
	},
	[FAMILY_STABLELM] = {
	    [CONTAINER_HF] = LLAMA_HF,
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_GEMMA2] = {
	    [CONTAINER_HF] = GEMMA_HF,
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_GEMMA3] = {
	    [CONTAINER_HF] = GEMMA_HF,
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_GPTJ] = {
	    [CONTAINER_HF] = { { ROWS(gpt_hf), ROWS(gptj_hf) }, "transformer.",
		gpt2_buffers, "lm_head.weight", 0, 0 },
	},
	[FAMILY_GPT_NEO] = {
	    [CONTAINER_HF] = { { ROWS(gpt_hf), ROWS(gpt_neo_hf) },
		"transformer.", gpt_neo_buffers, "lm_head.weight", 0, 0 },
	},
	[FAMILY_FALCON] = {
	    [CONTAINER_HF] = { { ROWS(falcon_hf),
				   ROWS_WHEN(falcon_norms_hf, LIST_OTHERWISE),
				   ROWS_WHEN(
				       falcon_two_norms_hf, LIST_TWO_NORMS) },
		"transformer.", llama_buffers, "lm_head.weight", 0, 0 },
	    [CONTAINER_GGUF] = { { ROWS(fused_mlp_gguf), ROWS(fused_gguf),
				     ROWS_WHEN(norms_gguf, LIST_OTHERWISE),
				     ROWS_WHEN(
					 two_norms_gguf, LIST_TWO_NORMS) },
		"", gguf_buffers, "output.weight", 0, 0 },
	},
	[FAMILY_BLOOM] = {
	    [CONTAINER_HF] = { { ROWS(falcon_hf), ROWS(falcon_norms_hf),
				   ROWS(bloom_hf) },
		"transformer.", no_buffers, "lm_head.weight", 0, 0 },
	    [CONTAINER_GGUF] = FUSED_GGUF,
	},
	[FAMILY_MPT] = {
	    [CONTAINER_HF] = { { ROWS(mpt_hf) }, "transformer.", no_buffers,
		"lm_head.weight", 0, 0 },
	    [CONTAINER_GGUF] = FUSED_GGUF,
	},
	[FAMILY_GEMMA] = {
	    [CONTAINER_HF] = PARTED_HF(norms_before_hf, 1),
	    [CONTAINER_GGUF] = QWEN_GGUF,
	},
	[FAMILY_PHI] = {
	    [CONTAINER_HF] = { { ROWS(phi_hf), ROWS(parted_qkv_hf) }, "model.",
		llama_buffers, "lm_head.weight", 0, 0 },
	    [CONTAINER_GGUF] = { { ROWS(fused_mlp_gguf), ROWS(norms_gguf),
				     ROWS(parted_gguf) },
		"", gguf_buffers, "output.weight", 1, 0 },
	},
};

static struct str
full_name(struct arena *a, const char *prefix, const char *name, size_t layer,
    size_t head)
{
	struct buf b = { 0 };
	struct str s;

	buf_str(&b, str_of(prefix));
	for (; *name != '\0'; name++)
		if (*name == '#' || *name == '@')
			buf_printf(&b, "%zu", *name == '#' ? layer : head);
		else
			buf_byte(&b, *name);
	s = (struct str){ arena_copy(a, b.p, b.n), b.n };
	buf_release(&b);
	return s;
}

static struct slot
make_slot(const struct model_config *c, enum container in,
    const struct name_row *row, size_t layer)
{
	struct slot s = { .id = row->id, .layer = layer };

	tensor_table_shape(c, row->id, &s.rows, &s.cols);
	s.first_row = tensor_extent(c, row->first);
	if (row->rows != EXTENT_NONE)
		s.rows = tensor_extent(c, row->rows);
	s.vector = tensor_is_vector(row->id);
	s.order = row->order;
	if (s.order == STORED_PAIRS && namings[c->family][in].unpaired)
		s.order = STORED_PLAIN;
	if (tensor_is_norm(row->id) && namings[c->family][in].less_one)
		s.order = STORED_LESS_ONE;
	s.turned = c->rope.rotary_dim;
	s.group = c->n_heads / c->n_kv_heads;
	return s;
}

static int
by_name(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static bool
by_heads(const struct name_row *row)
{
	return strchr(row->name, '@') != NULL;
}

/* Whether each head has a part, which folders give a name of its own and GGUF
 * a row. */
static bool
has_heads(const struct model_config *c, enum tensor_id id)
{
	return c->qk_norm == QK_NORM_LAYER &&
	       (id == TENSOR_Q_NORM_W || id == TENSOR_K_NORM_W);
}

/* The slots of a row, one, one a layer, or one a head; returns how many. */
static size_t
row_slots(const struct model_config *c, enum container in, struct arena *a,
    const struct name_row *row, struct slot *v)
{
	size_t layers = tensor_per_layer(row->id) ? c->n_layers : 1;
	bool parted = has_heads(c, row->id);
	size_t of = row->id == TENSOR_Q_NORM_W ? c->n_heads : c->n_kv_heads;
	size_t heads = by_heads(row) ? of : 1, n = 0;

	if (!tensor_has(c, row->id) ||
	    by_heads(row) != (parted && in == CONTAINER_HF))
		return 0;
	for (size_t l = 0; l < layers; l++)
		for (size_t h = 0; h < heads; h++) {
			struct slot *s = &v[n++];

			*s = make_slot(c, in, row, l);
			s->rows /= heads;
			s->first_row += h * s->rows;
			s->folded = parted && !by_heads(row) ? of : 0;
			s->name = full_name(
			    a, namings[c->family][in].prefix, row->name, l, h);
		}
	return n;
}

static bool
counts(const struct model_config *c, const struct name_list *list)
{
	bool two_norms = c->parallel && !c->one_norm;

	return list->when == LIST_ALWAYS ||
	       (list->when == LIST_TWO_NORMS) == two_norms;
}

struct slot *
tensor_names_slots(
    const struct model_config *c, enum container in, struct arena *a, size_t *n)
{
	static const struct name_row head = { NULL, TENSOR_HEAD, ALL,
		STORED_PLAIN };
	static const struct name_row head_bias = { NULL, TENSOR_HEAD_B, ALL,
		STORED_PLAIN };
	const struct naming *names = &namings[c->family][in];
	size_t most = 1;
	struct slot *v;

	for (size_t k = 0; k < MAX_LISTS; k++)
		most += names->lists[k].n;
	if (c->qk_norm == QK_NORM_LAYER)
		most += c->n_heads + c->n_kv_heads;
	v = arena_alloc(a, most * c->n_layers + 1, sizeof *v);
	*n = 0;
	for (size_t k = 0; k < MAX_LISTS; k++)
		for (size_t i = 0;
		     counts(c, &names->lists[k]) && i < names->lists[k].n; i++)
			*n += row_slots(
			    c, in, a, &names->lists[k].rows[i], v + *n);
	if (tensor_has(c, TENSOR_HEAD)) {
		v[*n] = make_slot(c, in, &head, 0);
		v[(*n)++].name = tensor_names_head(c->family, in);
	}
	if (tensor_has(c, TENSOR_HEAD_B)) {
		v[*n] = make_slot(c, in, &head_bias, 0);
		v[(*n)++].name = in == CONTAINER_GGUF ? STR("output.bias")
						      : STR("lm_head.bias");
	}
	qsort(v, *n, sizeof *v, by_name);
	return v;
}

struct slot *
tensor_names_find(enum family f, enum container in, struct slot *slots,
    size_t n, struct str name)
{
	struct slot want = { .name = name };
	struct slot *s = bsearch(&want, slots, n, sizeof want, by_name);
	struct buf full = { 0 };

	if (s != NULL || namings[f][in].prefix[0] == '\0')
		return s;
	buf_str(&full, str_of(namings[f][in].prefix));
	buf_str(&full, name);
	want.name = buf_view(&full);
	s = bsearch(&want, slots, n, sizeof want, by_name);
	buf_release(&full);
	return s;
}

bool
tensor_names_ignored(enum family f, enum container in, struct str name)
{
	for (const char *const *p = namings[f][in].ignored; *p != NULL; p++)
		if (str_ends(name, str_of(*p)))
			return true;
	return false;
}

void
tensor_names_shape(const struct slot *s, struct tensor *t)
{
	bool transposed = s->order == STORED_TRANSPOSED;

	t->n_dims = s->vector ? 1 : 2;
	t->dims[0] = transposed ? s->cols : s->rows;
	if (s->folded > 0) {
		t->n_dims = 2;
		t->dims[0] = s->folded;
		t->dims[1] = s->rows / s->folded;
	} else if (!s->vector)
		t->dims[1] = transposed ? s->rows : s->cols;
}

struct str
tensor_names_head(enum family f, enum container in)
{
	return str_of(namings[f][in].head);
}

/* Of STORED_HEADS: the queries of a head of keys, then it, then its values. */
static size_t
grouped_row(const struct slot *s, size_t head_dim, size_t r)
{
	size_t all = s->rows / head_dim, together = s->group + 2;
	size_t n_keys = all / together, n_queries = n_keys * s->group;
	size_t head = r / head_dim, at;

	if (head < n_queries)
		at = head / s->group * together + head % s->group;
	else if (head < n_queries + n_keys)
		at = (head - n_queries) * together + s->group;
	else
		at = (head - n_queries - n_keys) * together + s->group + 1;
	return at * head_dim + r % head_dim;
}

size_t
tensor_names_row(const struct slot *s, size_t head_dim, size_t r)
{
	size_t half = s->turned / 2, within = r % head_dim;

	assert(r < s->rows && s->order != STORED_TRANSPOSED);
	if (s->order == STORED_PLAIN || s->order == STORED_LESS_ONE)
		return r;
	assert(s->rows % head_dim == 0);
	if (s->order == STORED_HEADS)
		return grouped_row(s, head_dim, r);
	if (within >= s->turned)
		return r;
	return r - within + within % half * 2 + within / half;
}

void
tensor_names_put(
    const struct slot *s, size_t head_dim, const float *file, float *memory)
{
	size_t rows = s->rows, cols = s->cols;

	if (s->order == STORED_PLAIN)
		memcpy(memory, file, rows * cols * sizeof *memory);
	else if (s->order == STORED_LESS_ONE)
		for (size_t r = 0; r < rows; r++)
			memory[r] = 1 + file[r];
	else if (s->order == STORED_TRANSPOSED)
		for (size_t r = 0; r < rows; r++)
			for (size_t c = 0; c < cols; c++)
				memory[r * cols + c] = file[c * rows + r];
	else
		for (size_t r = 0; r < rows; r++)
			memcpy(memory + r * cols,
			    file + tensor_names_row(s, head_dim, r) * cols,
			    cols * sizeof *memory);
}

void
tensor_names_get(
    const struct slot *s, size_t head_dim, const float *memory, float *file)
{
	size_t rows = s->rows, cols = s->cols;

	if (s->order == STORED_PLAIN)
		memcpy(file, memory, rows * cols * sizeof *file);
	else if (s->order == STORED_LESS_ONE)
		for (size_t r = 0; r < rows; r++)
			file[r] = memory[r] - 1;
	else if (s->order == STORED_TRANSPOSED)
		for (size_t r = 0; r < rows; r++)
			for (size_t c = 0; c < cols; c++)
				file[c * rows + r] = memory[r * cols + c];
	else
		for (size_t r = 0; r < rows; r++)
			memcpy(file + tensor_names_row(s, head_dim, r) * cols,
			    memory + r * cols, cols * sizeof *file);
}
