/* The tables of the families: see family_config.h. */
#include "model/family_config.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define FIELD(f) offsetof(struct model_config, f)

/* The part that llama, mistral and the qwens have in common. */
#define LLAMA_SIZES                                                           \
	{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },           \
	    { "hidden_size", NULL, FIELD(width), ABSENT_ERROR, 0 },           \
	    { "intermediate_size", NULL, FIELD(mlp_width), ABSENT_ERROR, 0 }, \
	    { "num_hidden_layers", NULL, FIELD(n_layers), ABSENT_ERROR, 0 },  \
	{                                                                     \
		"num_attention_heads", NULL, FIELD(n_heads), ABSENT_ERROR, 0  \
	}

#define LLAMA_NAMES                                                         \
	.activation_name = "hidden_act", .eps_name = "rms_norm_eps",        \
	.eps_key = "attention.layer_norm_rms_epsilon", .eps_default = 1e-6, \
	.std_name = "initializer_range", .theta_name = "rope_theta"

#define LLAMA_PRESET(f)                                             \
	.family = (f), .norm = NORM_RMS, .position = POSITION_ROPE, \
	.activation = ACT_SILU, .gated_mlp = true

static const struct family_config families[N_FAMILIES] = {
	[FAMILY_GPT2] = {
	    .name = "gpt2",
	    .causal = "GPT2LMHeadModel",
	    .base = "GPT2Model",
	    .gguf = "gpt2",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },
		{ "n_embd", "hidden_size", FIELD(width), ABSENT_ERROR, 0 },
		{ "n_layer", "num_hidden_layers", FIELD(n_layers), ABSENT_ERROR, 0 },
		{ "n_head", "num_attention_heads", FIELD(n_heads), ABSENT_ERROR, 0 },
		{ "n_inner", NULL, FIELD(mlp_width), ABSENT_DEFAULT, 0 },
		{ "n_positions", "n_ctx", FIELD(n_positions), ABSENT_DEFAULT, 1024 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
	    },
	    .fixed = {
		{ "scale_attn_weights", true },
		{ "scale_attn_by_inverse_layer_idx", false },
		{ "add_cross_attention", false },
	    },
	    .activation_name = "activation_function",
	    .eps_name = "layer_norm_epsilon",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .preset = { .family = FAMILY_GPT2,
		.norm = NORM_LAYER,
		.position = POSITION_LEARNED,
		.activation = ACT_GELU_TANH,
		.attn_qkv_bias = true,
		.attn_out_bias = true,
		.mlp_bias = true },
	},
	[FAMILY_LLAMA] = {
	    .name = "llama",
	    .causal = "LlamaForCausalLM",
	    .base = "LlamaModel",
	    .gguf = "llama",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_DEFAULT, 0 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
		{ "attention_bias", FIELD(attn_qkv_bias), false },
		{ "attention_bias", FIELD(attn_out_bias), false },
		{ "mlp_bias", FIELD(mlp_bias), false },
	    },
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_LLAMA) },
	},
	[FAMILY_MISTRAL] = {
	    .name = "mistral",
	    .causal = "MistralForCausalLM",
	    .base = "MistralModel",
	    .gguf = "llama",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 8 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(stated_positions), ABSENT_DEFAULT, 131072 },
		{ "sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 4096 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
	    },
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_MISTRAL) },
	},
	[FAMILY_QWEN2] = {
	    .name = "qwen2",
	    .causal = "Qwen2ForCausalLM",
	    .base = "Qwen2Model",
	    .gguf = "qwen2",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 32 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 32768 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
	    },
	    .fixed = {
		{ "use_sliding_window", false },
	    },
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_QWEN2), .attn_qkv_bias = true },
	},
	[FAMILY_QWEN3] = {
	    .name = "qwen3",
	    .causal = "Qwen3ForCausalLM",
	    .base = "Qwen3Model",
	    .gguf = "qwen3",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 32 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_NULLABLE, 128 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 32768 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
		{ "attention_bias", FIELD(attn_qkv_bias), false },
		{ "attention_bias", FIELD(attn_out_bias), false },
	    },
	    .fixed = {
		{ "use_sliding_window", false },
	    },
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_QWEN3), .qk_norm = true },
	},
	[FAMILY_NEOX] = {
	    .name = "gpt_neox",
	    .causal = "GPTNeoXForCausalLM",
	    .base = "GPTNeoXModel",
	    .gguf = "gptneox",
	    .sizes = {
		LLAMA_SIZES,
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
		{ "use_parallel_residual", FIELD(parallel), true },
		{ "attention_bias", FIELD(attn_qkv_bias), true },
		{ "attention_bias", FIELD(attn_out_bias), true },
	    },
	    .activation_name = "hidden_act",
	    .eps_name = "layer_norm_eps",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .theta_name = "rotary_emb_base",
	    .part_name = "rotary_pct",
	    .part_default = 0.25,
	    .preset = { .family = FAMILY_NEOX,
		.norm = NORM_LAYER,
		.position = POSITION_ROPE,
		.activation = ACT_GELU_ERF,
		.parallel = true,
		.attn_qkv_bias = true,
		.attn_out_bias = true,
		.mlp_bias = true },
	},
	[FAMILY_OPT] = {
	    .name = "opt",
	    .causal = "OPTForCausalLM",
	    .base = "OPTModel",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },
		{ "hidden_size", NULL, FIELD(width), ABSENT_ERROR, 0 },
		{ "ffn_dim", NULL, FIELD(mlp_width), ABSENT_ERROR, 0 },
		{ "num_hidden_layers", NULL, FIELD(n_layers), ABSENT_ERROR, 0 },
		{ "num_attention_heads", NULL, FIELD(n_heads), ABSENT_ERROR, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
		{ "enable_bias", FIELD(attn_qkv_bias), true },
		{ "enable_bias", FIELD(attn_out_bias), true },
		{ "enable_bias", FIELD(mlp_bias), true },
	    },
	    .fixed = {
		{ "do_layer_norm_before", true },
		{ "_remove_final_layer_norm", false },
		{ "layer_norm_elementwise_affine", true },
	    },
	    .same_width = "word_embed_proj_dim",
	    .activation_name = "activation_function",
	    .eps_default = 1e-5,
	    .std_name = "init_std",
	    .preset = { .family = FAMILY_OPT,
		.norm = NORM_LAYER,
		.position = POSITION_LEARNED,
		.first_position = 2,
		.activation = ACT_RELU },
	},
};

const struct family_config *
family_of(enum family f)
{
	assert(f < N_FAMILIES);
	return &families[f];
}

const char *
model_family_name(enum family f)
{
	return family_of(f)->name;
}

struct model_config
model_family_preset(enum family f)
{
	return family_of(f)->preset;
}

size_t *
family_size(struct model_config *c, size_t field)
{
	return (size_t *)(void *)((char *)c + field);
}

bool *
family_bool(struct model_config *c, size_t field)
{
	return (bool *)(void *)((char *)c + field);
}
