/* The tables of the families: see family_config.h. */
#include "model/family_config.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define FIELD(f) offsetof(struct model_config, f)

/* The part that llama, mistral and the qwens have in common. */
#define LLAMA_SIZES LLAMA_SIZES_OF(0, 0, 0, 0)
#define LLAMA_SIZES_OF(vocab, wide, mlp, n)                                  \
	{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, vocab },      \
	    { "hidden_size", NULL, FIELD(width), ABSENT_ERROR, wide },       \
	    { "intermediate_size", NULL, FIELD(mlp_width), ABSENT_ERROR,     \
		    mlp },                                                   \
	    { "num_hidden_layers", NULL, FIELD(n_layers), ABSENT_ERROR, n }, \
	{                                                                    \
		"num_attention_heads", NULL, FIELD(n_heads), ABSENT_ERROR, n \
	}

#define LLAMA_NAMES LLAMA_NAMES_EPS(1e-6)
#define LLAMA_NAMES_EPS(eps)                                                 \
	.activation_name = "hidden_act", .eps_name = "rms_norm_eps",         \
	.eps_key = "attention.layer_norm_rms_epsilon", .eps_default = (eps), \
	.std_name = "initializer_range", .theta_name = "rope_theta"

#define LLAMA_PRESET(f) LLAMA_PRESET_OF(f, NORM_RMS)
#define LLAMA_PRESET_OF(f, kind)                                  \
	.family = (f), .norm = (kind), .position = POSITION_ROPE, \
	.activation = ACT_SILU, .gated_mlp = true

/* Gemma 2 and 3; the larger models leave out what is usual. */
#define GEMMA_SIZES(vocabulary, positions)                                     \
	{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_DEFAULT, vocabulary }, \
	    { "hidden_size", NULL, FIELD(width), ABSENT_DEFAULT, 2304 },       \
	    { "intermediate_size", NULL, FIELD(mlp_width), ABSENT_DEFAULT,     \
		    9216 },                                                    \
	    { "num_hidden_layers", NULL, FIELD(n_layers), ABSENT_DEFAULT,      \
		    26 },                                                      \
	    { "num_attention_heads", NULL, FIELD(n_heads), ABSENT_DEFAULT,     \
		    8 },                                                       \
	    { "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_DEFAULT,  \
		    4 },                                                       \
	    { "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 256 },        \
	    { "max_position_embeddings", NULL, FIELD(n_positions),             \
		    ABSENT_DEFAULT, positions },                               \
	{                                                                      \
		"sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 4096   \
	}

#define GEMMA_BOOLS                                            \
	{ "tie_word_embeddings", FIELD(tied), true },          \
	    { "attention_bias", FIELD(attn_qkv_bias), false }, \
	{                                                      \
		"attention_bias", FIELD(attn_out_bias), false  \
	}

#define GEMMA_NAMES                                                         \
	.activation_name = "hidden_activation", .eps_name = "rms_norm_eps", \
	.eps_key = "attention.layer_norm_rms_epsilon", .eps_default = 1e-6, \
	.std_name = "initializer_range", .theta_name = "rope_theta"

#define GEMMA_PRESET(f)                                             \
	.family = (f), .norm = NORM_RMS, .norm_place = NORM_AROUND, \
	.position = POSITION_ROPE, .activation = ACT_GELU_TANH,     \
	.gated_mlp = true, .scale_by_width = true

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
		LLAMA_SIZES_OF(32000, 4096, 11008, 32),
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
		LLAMA_SIZES_OF(32000, 4096, 14336, 32),
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 8 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 131072 },
		{ "sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 4096 },
	    },
	    .slides = SLIDE_ALL,
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
		LLAMA_SIZES_OF(151936, 4096, 22016, 32),
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 32 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 32768 },
		{ "sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 4096 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
	    },
	    .slides = SLIDE_LATE,
	    .slide_switch = "use_sliding_window",
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_QWEN2), .attn_qkv_bias = true },
	},
	[FAMILY_QWEN3] = {
	    .name = "qwen3",
	    .causal = "Qwen3ForCausalLM",
	    .base = "Qwen3Model",
	    .gguf = "qwen3",
	    .sizes = {
		LLAMA_SIZES_OF(151936, 4096, 22016, 32),
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 32 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_NULLABLE, 128 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 32768 },
		{ "sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 4096 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
		{ "attention_bias", FIELD(attn_qkv_bias), false },
		{ "attention_bias", FIELD(attn_out_bias), false },
	    },
	    .slides = SLIDE_LATE,
	    .slide_switch = "use_sliding_window",
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_QWEN3), .qk_norm = QK_NORM_HEAD },
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
	[FAMILY_OLMO2] = {
	    .name = "olmo2",
	    .causal = "Olmo2ForCausalLM",
	    .base = "Olmo2Model",
	    .gguf = "olmo2",
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
	    },
	    LLAMA_NAMES_EPS(1e-5),
	    .preset = { LLAMA_PRESET(FAMILY_OLMO2),
		.norm_place = NORM_BEHIND,
		.qk_norm = QK_NORM_ALL_HEADS },
	},
	[FAMILY_PHI3] = {
	    .name = "phi3",
	    .causal = "Phi3ForCausalLM",
	    .base = "Phi3Model",
	    .gguf = "phi3",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_DEFAULT, 0 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 4096 },
		{ "sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 0 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
	    },
	    .slides = SLIDE_ALL,
	    LLAMA_NAMES_EPS(1e-5),
	    .part_name = "partial_rotary_factor",
	    .part_default = 1,
	    .preset = { LLAMA_PRESET(FAMILY_PHI3) },
	},
	[FAMILY_SMOLLM3] = {
	    .name = "smollm3",
	    .causal = "SmolLM3ForCausalLM",
	    .base = "SmolLM3Model",
	    .gguf = "smollm3",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_NULLABLE, 4 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 32768 },
		{ "sliding_window", NULL, FIELD(window), ABSENT_NULLABLE, 0 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
		{ "attention_bias", FIELD(attn_qkv_bias), false },
		{ "attention_bias", FIELD(attn_out_bias), false },
		{ "mlp_bias", FIELD(mlp_bias), false },
	    },
	    .slides = SLIDE_UNTURNED,
	    .slide_switch = "use_sliding_window",
	    .may_not_turn = true,
	    LLAMA_NAMES,
	    .theta_default = 2000000,
	    .preset = { LLAMA_PRESET(FAMILY_SMOLLM3) },
	},
	[FAMILY_GRANITE] = {
	    .name = "granite",
	    .causal = "GraniteForCausalLM",
	    .base = "GraniteModel",
	    .gguf = "granite",
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
	    .reals = {
		{ "embedding_multiplier", FIELD(embed_scale), 1, false, "embedding_scale" },
		{ "attention_multiplier", FIELD(score_scale), 1, false, "attention.scale" },
		{ "residual_multiplier", FIELD(residual_scale), 1, false, "residual_scale" },
		{ "logits_scaling", FIELD(logit_divisor), 1, false, "logit_scale" },
	    },
	    LLAMA_NAMES,
	    .preset = { LLAMA_PRESET(FAMILY_GRANITE) },
	},
	[FAMILY_STABLELM] = {
	    .name = "stablelm",
	    .causal = "StableLmForCausalLM",
	    .base = "StableLmModel",
	    .gguf = "stablelm",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_DEFAULT, 32 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 4096 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
		{ "use_qkv_bias", FIELD(attn_qkv_bias), false },
		{ "use_parallel_residual", FIELD(parallel), false },
		{ "use_parallel_residual", FIELD(one_norm), false },
		{ "qk_layernorm", FIELD(qk_layernorm), false },
	    },
	    .activation_name = "hidden_act",
	    .eps_name = "layer_norm_eps",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .theta_name = "rope_theta",
	    .part_name = "partial_rotary_factor",
	    .part_default = 0.25,
	    .preset = { LLAMA_PRESET_OF(FAMILY_STABLELM, NORM_LAYER) },
	},
	[FAMILY_GEMMA2] = {
	    .name = "gemma2",
	    .causal = "Gemma2ForCausalLM",
	    .base = "Gemma2Model",
	    .gguf = "gemma2",
	    .sizes = {
		GEMMA_SIZES(256000, 8192),
	    },
	    .bools = {
		GEMMA_BOOLS,
	    },
	    .fixed = {
		{ "use_bidirectional_attention", false },
	    },
	    .reals = {
		{ "query_pre_attn_scalar", FIELD(query_scalar), 256, false, NULL },
		{ "final_logit_softcapping", FIELD(logit_cap), 30, true, "final_logit_softcapping" },
		{ "attn_logit_softcapping", FIELD(score_cap), 50, true, "attn_logit_softcapping" },
	    },
	    .slides = SLIDE_PERIOD,
	    .slide_period = 2,
	    GEMMA_NAMES,
	    .preset = { GEMMA_PRESET(FAMILY_GEMMA2) },
	},
	[FAMILY_GEMMA3] = {
	    .name = "gemma3_text",
	    .causal = "Gemma3ForCausalLM",
	    .base = "Gemma3TextModel",
	    .gguf = "gemma3",
	    .sizes = {
		GEMMA_SIZES(262208, 131072),
	    },
	    .bools = {
		GEMMA_BOOLS,
	    },
	    .fixed = {
		{ "use_bidirectional_attention", false },
	    },
	    .reals = {
		{ "query_pre_attn_scalar", FIELD(query_scalar), 256, false, NULL },
		{ "final_logit_softcapping", FIELD(logit_cap), 0, true, "final_logit_softcapping" },
		{ "attn_logit_softcapping", FIELD(score_cap), 0, true, "attn_logit_softcapping" },
		{ "rope_local_base_freq", FIELD(local_theta), 10000, false, "rope.freq_base_swa" },
	    },
	    .slides = SLIDE_PERIOD,
	    .slide_period = 6,
	    GEMMA_NAMES,
	    .theta_default = 1000000,
	    .preset = { GEMMA_PRESET(FAMILY_GEMMA3), .qk_norm = QK_NORM_HEAD },
	},
	[FAMILY_GPTJ] = {
	    .name = "gptj",
	    .causal = "GPTJForCausalLM",
	    .base = "GPTJModel",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },
		{ "n_embd", "hidden_size", FIELD(width), ABSENT_ERROR, 0 },
		{ "n_layer", "num_hidden_layers", FIELD(n_layers), ABSENT_ERROR, 0 },
		{ "n_head", "num_attention_heads", FIELD(n_heads), ABSENT_ERROR, 0 },
		{ "n_inner", NULL, FIELD(mlp_width), ABSENT_DEFAULT, 0 },
		{ "n_positions", "n_ctx", FIELD(n_positions), ABSENT_DEFAULT, 2048 },
		{ "rotary_dim", NULL, FIELD(rope.rotary_dim), ABSENT_DEFAULT, 64 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
	    },
	    .activation_name = "activation_function",
	    .eps_name = "layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .preset = { .family = FAMILY_GPTJ,
		.norm = NORM_LAYER,
		.position = POSITION_ROPE,
		.activation = ACT_GELU_TANH,
		.parallel = true,
		.one_norm = true,
		.mlp_bias = true,
		.head_bias = true },
	},
	[FAMILY_GPT_NEO] = {
	    .name = "gpt_neo",
	    .causal = "GPTNeoForCausalLM",
	    .base = "GPTNeoModel",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },
		{ "hidden_size", NULL, FIELD(width), ABSENT_ERROR, 0 },
		{ "num_layers", "num_hidden_layers", FIELD(n_layers), ABSENT_ERROR, 0 },
		{ "num_heads", "num_attention_heads", FIELD(n_heads), ABSENT_ERROR, 0 },
		{ "intermediate_size", NULL, FIELD(mlp_width), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
		{ "window_size", NULL, FIELD(window), ABSENT_DEFAULT, 256 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
	    },
	    .slides = SLIDE_LOCAL,
	    .activation_name = "activation_function",
	    .eps_name = "layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .preset = { .family = FAMILY_GPT_NEO,
		.norm = NORM_LAYER,
		.position = POSITION_LEARNED,
		.activation = ACT_GELU_TANH,
		.score_scale = 1,
		.attn_out_bias = true,
		.mlp_bias = true },
	},
	[FAMILY_FALCON] = {
	    .name = "falcon",
	    .causal = "FalconForCausalLM",
	    .base = "FalconModel",
	    .gguf = "falcon",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },
		{ "hidden_size", "n_embed", FIELD(width), ABSENT_ERROR, 0 },
		{ "num_hidden_layers", "n_layer", FIELD(n_layers), ABSENT_ERROR, 0 },
		{ "num_attention_heads", "n_head", FIELD(n_heads), ABSENT_ERROR, 0 },
		{ "num_kv_heads", "n_head_kv", FIELD(n_kv_heads), ABSENT_DEFAULT, 0 },
		{ "ffn_hidden_size", NULL, FIELD(mlp_width), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
		{ "num_ln_in_parallel_attn", NULL, FIELD(parallel_norms), ABSENT_DEFAULT, 0 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
		{ "new_decoder_architecture", FIELD(grouped_form), false },
		{ "multi_query", FIELD(multi_query), true },
		{ "parallel_attn", FIELD(parallel), true },
		{ "bias", FIELD(attn_qkv_bias), false },
		{ "bias", FIELD(attn_out_bias), false },
		{ "bias", FIELD(mlp_bias), false },
		{ "alibi", FIELD(alibi), false },
	    },
	    .activation_name = "activation",
	    .eps_name = "layer_norm_epsilon",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .theta_name = "rope_theta",
	    .preset = { .family = FAMILY_FALCON,
		.norm = NORM_LAYER,
		.position = POSITION_ROPE,
		.activation = ACT_GELU_ERF },
	},
	[FAMILY_BLOOM] = {
	    .name = "bloom",
	    .causal = "BloomForCausalLM",
	    .base = "BloomModel",
	    .gguf = "bloom",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_ERROR, 0 },
		{ "hidden_size", "n_embed", FIELD(width), ABSENT_ERROR, 0 },
		{ "n_layer", "num_hidden_layers", FIELD(n_layers), ABSENT_ERROR, 0 },
		{ "n_head", "num_attention_heads", FIELD(n_heads), ABSENT_ERROR, 0 },
		{ "seq_length", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
	    },
	    .fixed = {
		{ "apply_residual_connection_post_layernorm", false },
	    },
	    .eps_name = "layer_norm_epsilon",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .preset = { .family = FAMILY_BLOOM,
		.norm = NORM_LAYER,
		.embed_norm = true,
		.position = POSITION_ALIBI,
		.activation = ACT_GELU_TANH,
		.attn_qkv_bias = true,
		.attn_out_bias = true,
		.mlp_bias = true },
	},
	[FAMILY_MPT] = {
	    .name = "mpt",
	    .causal = "MptForCausalLM",
	    .base = "MptModel",
	    .gguf = "mpt",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), ABSENT_DEFAULT, 50368 },
		{ "d_model", "hidden_size", FIELD(width), ABSENT_DEFAULT, 2048 },
		{ "n_layers", "num_hidden_layers", FIELD(n_layers), ABSENT_DEFAULT, 24 },
		{ "n_heads", "num_attention_heads", FIELD(n_heads), ABSENT_DEFAULT, 16 },
		{ "max_seq_len", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
	    },
	    .fixed = {
		{ "no_bias", true },
		{ "attn_config.alibi", true },
		{ "attn_config.qk_ln", false },
		{ "attn_config.prefix_lm", false },
		{ "attn_config.attn_uses_sequence_id", false },
	    },
	    .only = {
		{ "attn_config.attn_type", "multihead_attention", 0 },
		{ "attn_config.alibi_bias_max", NULL, 8 },
		{ "attn_config.clip_qkv", NULL, 0 },
		{ "attn_config.softmax_scale", NULL, 0 },
		{ "expansion_ratio", NULL, 4 },
		{ "logit_scale", NULL, 0 },
	    },
	    .eps_name = "layer_norm_epsilon",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .preset = { .family = FAMILY_MPT,
		.norm = NORM_LAYER,
		.norm_unbiased = true,
		.position = POSITION_ALIBI,
		.activation = ACT_GELU_ERF },
	},
	[FAMILY_GEMMA] = {
	    .name = "gemma",
	    .causal = "GemmaForCausalLM",
	    .base = "GemmaModel",
	    .gguf = "gemma",
	    .sizes = {
		LLAMA_SIZES_OF(256000, 3072, 24576, 28),
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_DEFAULT, 16 },
		{ "head_dim", NULL, FIELD(head_dim), ABSENT_DEFAULT, 256 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 8192 },
	    },
	    .bools = {
		GEMMA_BOOLS,
	    },
	    .fixed = {
		{ "use_bidirectional_attention", false },
	    },
	    LLAMA_NAMES,
	    .preset = { .family = FAMILY_GEMMA,
		.norm = NORM_RMS,
		.position = POSITION_ROPE,
		.activation = ACT_GELU_TANH,
		.gated_mlp = true,
		.scale_by_width = true },
	},
	[FAMILY_PHI] = {
	    .name = "phi",
	    .causal = "PhiForCausalLM",
	    .base = "PhiModel",
	    .gguf = "phi2",
	    .sizes = {
		LLAMA_SIZES,
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), ABSENT_DEFAULT, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), ABSENT_DEFAULT, 2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
	    },
	    .fixed = {
		{ "qk_layernorm", false },
	    },
	    .activation_name = "hidden_act",
	    .eps_name = "layer_norm_eps",
	    .eps_key = "attention.layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .std_name = "initializer_range",
	    .theta_name = "rope_theta",
	    .part_name = "partial_rotary_factor",
	    .part_default = 0.5,
	    .preset = { .family = FAMILY_PHI,
		.norm = NORM_LAYER,
		.position = POSITION_ROPE,
		.activation = ACT_GELU_TANH,
		.parallel = true,
		.one_norm = true,
		.attn_qkv_bias = true,
		.attn_out_bias = true,
		.mlp_bias = true,
		.head_bias = true },
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

double *
family_real(struct model_config *c, size_t field)
{
	return (double *)(void *)((char *)c + field);
}
