/* Models small enough to check by hand, and a text for them. */
#ifndef ICL_T_MODEL_TINY_H
#define ICL_T_MODEL_TINY_H

#include "model/config.h"

enum { VOCAB = 29, ROWS = 23 };

static inline struct model_config
tiny_gpt2(void)
{
	return (struct model_config){
		.family = FAMILY_GPT2,
		.vocab_size = VOCAB,
		.n_layers = 2,
		.width = 24,
		.n_heads = 3,
		.n_kv_heads = 3,
		.head_dim = 8,
		.mlp_width = 40,
		.n_positions = 32,
		.norm = NORM_LAYER,
		.norm_eps = 1e-5F,
		.position = POSITION_LEARNED,
		.activation = ACT_GELU_TANH,
		.attn_qkv_bias = true,
		.attn_out_bias = true,
		.mlp_bias = true,
		.tied = true,
		.init_std = 0.2F,
		.bos_id = -1,
		.eos_id = -1,
	};
}

static inline struct model_config
tiny_llama(bool tied)
{
	return (struct model_config){
		.family = FAMILY_LLAMA,
		.vocab_size = VOCAB,
		.n_layers = 2,
		.width = 24,
		.n_heads = 4,
		.n_kv_heads = 2,
		.head_dim = 8,
		.mlp_width = 36,
		.n_positions = 32,
		.norm = NORM_RMS,
		.norm_eps = 1e-5F,
		.position = POSITION_ROPE,
		.rope = { .head_dim = 8, .rotary_dim = 8, .theta = 1e4 },
		.activation = ACT_SILU,
		.gated_mlp = true,
		.tied = tied,
		.init_std = 0.2F,
		.bos_id = -1,
		.eos_id = -1,
	};
}

/* Side by side, rope of a part of each head. */
static inline struct model_config
tiny_parallel(void)
{
	struct model_config c = tiny_gpt2();

	c.position = POSITION_ROPE;
	c.rope = (struct rope_config){
		.head_dim = 8, .rotary_dim = 4, .theta = 1e4
	};
	c.activation = ACT_GELU_ERF;
	c.parallel = true;
	c.tied = false;
	return c;
}

/* Norms of the heads, which together are wider than the model and the MLP. */
static inline struct model_config
tiny_head_norms(void)
{
	struct model_config c = tiny_llama(false);

	c.qk_norm = QK_NORM_HEAD;
	c.mlp_width = 28;
	return c;
}

/* Layer norms of each head. */
static inline struct model_config
tiny_head_layer_norms(void)
{
	struct model_config c = tiny_head_norms();

	c.family = FAMILY_STABLELM;
	c.norm = NORM_LAYER;
	c.qk_norm = QK_NORM_LAYER;
	return c;
}

/* Norms behind attention and MLP, and of all heads together. */
static inline struct model_config
tiny_behind(void)
{
	struct model_config c = tiny_llama(false);

	c.norm_place = NORM_BEHIND;
	c.qk_norm = QK_NORM_ALL_HEADS;
	return c;
}

/* Norms around, every factor, a layer that sees six rows, one without rope. */
static inline struct model_config
tiny_around(void)
{
	struct model_config c = tiny_llama(true);

	c.norm_place = NORM_AROUND;
	c.embed_scale = 3;
	c.residual_scale = 0.5;
	c.score_scale = 0.25;
	c.logit_divisor = 2;
	c.window = 6;
	layer_set_put(&c.sliding, 0, true);
	layer_set_put(&c.unturned, 1, true);
	return c;
}

/* Side by side after one norm. */
static inline struct model_config
tiny_one_norm(void)
{
	struct model_config c = tiny_parallel();

	c.one_norm = true;
	return c;
}

/* Norms around, caps that bind, another base in the layer with a window, and a
 * bias of the head. */
static inline struct model_config
tiny_capped(void)
{
	struct model_config c = tiny_llama(false);

	c.norm_place = NORM_AROUND;
	c.activation = ACT_GELU_TANH;
	c.scale_by_width = true;
	c.query_scalar = 6;
	c.score_cap = 1.5;
	c.logit_cap = 3;
	c.local_theta = 100;
	c.window = 5;
	c.head_bias = true;
	layer_set_put(&c.sliding, 1, true);
	return c;
}

/* Scores that fall with the distance, a norm of the embedding. */
static inline struct model_config
tiny_alibi(void)
{
	struct model_config c = tiny_gpt2();

	c.family = FAMILY_BLOOM;
	c.mlp_width = 4 * c.width;
	c.position = POSITION_ALIBI;
	c.embed_norm = true;
	return c;
}

/* The same with norms that have no biases and products of bf16. */
static inline struct model_config
tiny_alibi_bf16(void)
{
	struct model_config c = tiny_alibi();

	c.norm_unbiased = true;
	c.alibi_bf16 = true;
	return c;
}

/* Learned positions that begin at the third row. */
static inline struct model_config
tiny_offset(void)
{
	struct model_config c = tiny_gpt2();

	c.first_position = 2;
	return c;
}

static const uint32_t text[ROWS] = { 3, 14, 15, 9, 26, 5, 3, 5, 8, 9, 7, 9, 3,
	2, 3, 8, 4, 6, 2, 6, 4, 3, 28 };

#endif
