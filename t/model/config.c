/* config.json: both spellings, what follows from what, what is refused. */
#include "../tap.h"

#include "model/config.h"

#define GPT2                                                       \
	"\"model_type\":\"gpt2\",\"vocab_size\":61,\"n_embd\":24," \
	"\"n_layer\":2,\"n_head\":3"
#define LLAMA                                                            \
	"\"model_type\":\"llama\",\"vocab_size\":53,\"hidden_size\":32," \
	"\"intermediate_size\":40,\"num_hidden_layers\":2,"              \
	"\"num_attention_heads\":4"

#define MISTRAL                                                            \
	"\"model_type\":\"mistral\",\"vocab_size\":53,\"hidden_size\":32," \
	"\"intermediate_size\":40,\"num_hidden_layers\":2,"                \
	"\"num_attention_heads\":16"
#define QWEN(n)                                           \
	"\"model_type\":\"qwen" n "\",\"vocab_size\":53," \
	"\"hidden_size\":32,\"intermediate_size\":40,"    \
	"\"num_hidden_layers\":2,\"num_attention_heads\":4"
#define NEOX                                                                \
	"\"model_type\":\"gpt_neox\",\"vocab_size\":53,\"hidden_size\":32," \
	"\"intermediate_size\":40,\"num_hidden_layers\":2,"                 \
	"\"num_attention_heads\":4"
#define LLAMA_LIKE(family)                                 \
	"\"model_type\":\"" family "\",\"vocab_size\":53," \
	"\"hidden_size\":32,\"intermediate_size\":40,"     \
	"\"num_hidden_layers\":2,\"num_attention_heads\":4"
#define NEO                                             \
	"\"model_type\":\"gpt_neo\",\"vocab_size\":61," \
	"\"hidden_size\":24,\"num_layers\":2,\"num_heads\":3"
#define OPT                                                            \
	"\"model_type\":\"opt\",\"vocab_size\":53,\"hidden_size\":32," \
	"\"ffn_dim\":40,\"num_hidden_layers\":2,\"num_attention_heads\":4"

static struct model_config
parsed(const char *text)
{
	struct model_config c = { 0 };
	struct err e = { "" };

	ok(model_config_parse(str_of(text), &c, &e) == 0, "taken %s", e.msg);
	return c;
}

static void
refused(const char *text, const char *why)
{
	struct model_config c;
	struct err e = { "" };

	if (!ok(model_config_parse(str_of(text), &c, &e) != 0 &&
		    strstr(e.msg, why) != NULL,
		"refused: %s", why))
		printf("# %s\n", e.msg);
}

static void
test_gpt2(void)
{
	struct model_config c = parsed("{" GPT2 "}");

	ok(c.family == FAMILY_GPT2 && c.vocab_size == 61 && c.width == 24 &&
		c.n_layers == 2 && c.n_heads == 3 && c.n_kv_heads == 3 &&
		c.head_dim == 8 && c.mlp_width == 96 && c.n_positions == 1024,
	    "sizes and what follows from them");
	ok(c.tied && c.attn_qkv_bias && c.mlp_bias && !c.gated_mlp &&
		c.norm == NORM_LAYER && c.position == POSITION_LEARNED &&
		c.activation == ACT_GELU_TANH && c.norm_eps == 1e-5f &&
		c.bos_id == -1,
	    "what is not said");
	c = parsed("{" GPT2 ",\"n_ctx\":64,\"n_inner\":50,\"bos_token_id\":7,"
		   "\"eos_token_id\":[9,8],\"tie_word_embeddings\":false,"
		   "\"activation_function\":\"relu\","
		   "\"layer_norm_epsilon\":1e-6,"
		   "\"architectures\":[\"GPT2LMHeadModel\"]}");
	ok(c.n_positions == 64 && c.mlp_width == 50 && c.bos_id == 7 &&
		c.eos_id == 9 && !c.tied && c.activation == ACT_RELU &&
		c.norm_eps == 1e-6f,
	    "what is said");
	c = parsed("{\"architectures\":[\"GPT2LMHeadModel\"],"
		   "\"vocab_size\":5,\"hidden_size\":8,"
		   "\"num_hidden_layers\":1,\"num_attention_heads\":2,"
		   "\"n_inner\":null}");
	ok(c.family == FAMILY_GPT2 && c.width == 8,
	    "the class tells the family, sizes have other names");
}

static void
test_llama(void)
{
	struct model_config c = parsed("{" LLAMA "}");

	ok(c.n_kv_heads == 4 && c.head_dim == 8 && !c.tied && c.gated_mlp &&
		c.norm == NORM_RMS && c.rope.theta == 10000 &&
		c.rope.kind == ROPE_PLAIN && c.rope.rotary_dim == 8 &&
		!c.attn_qkv_bias,
	    "what is not said");
	c = parsed("{" LLAMA ",\"num_key_value_heads\":2,\"head_dim\":6,"
		   "\"rope_theta\":50000,\"rope_scaling\":{\"type\":\"linear\","
		   "\"factor\":2.0}}");
	ok(c.n_kv_heads == 2 && c.head_dim == 6 && c.rope.theta == 50000 &&
		c.rope.kind == ROPE_LINEAR && c.rope.factor == 2,
	    "the old spelling");
	c = parsed("{" LLAMA ",\"rope_parameters\":{\"rope_theta\":500000.0,"
		   "\"rope_type\":\"llama3\",\"factor\":8,"
		   "\"low_freq_factor\":1,\"high_freq_factor\":4,"
		   "\"original_max_position_embeddings\":16}}");
	ok(c.rope.theta == 500000 && c.rope.kind == ROPE_LLAMA3 &&
		c.rope.factor == 8 && c.rope.low_freq_factor == 1 &&
		c.rope.high_freq_factor == 4 && c.rope.original_positions == 16,
	    "the spelling of transformers 5");
}

static void
test_mistral(void)
{
	struct model_config c = parsed("{" MISTRAL "}");

	ok(c.n_kv_heads == 8 && model_config_window(&c, 1) == 4096 &&
		c.n_positions == 131072,
	    "every layer has a window by default");
	c = parsed("{" MISTRAL ",\"sliding_window\":null,"
		   "\"num_key_value_heads\":null,\"head_dim\":6,"
		   "\"max_position_embeddings\":50}");
	ok(c.n_kv_heads == 16 && model_config_window(&c, 0) == 0 &&
		c.n_positions == 50 && c.head_dim == 6,
	    "null: none of it");
}

static void
test_qwen(void)
{
	struct model_config c =
	    parsed("{" QWEN("2") ",\"num_key_value_heads\":2,"
				 "\"layer_types\":[\"full_attention\","
				 "\"full_attention\"]}");

	ok(c.family == FAMILY_QWEN2 && c.attn_qkv_bias && !c.attn_out_bias &&
		!c.mlp_bias && !c.qk_norm && c.head_dim == 8,
	    "qwen2's biases are in no member");
	c = parsed("{" QWEN("3") ",\"num_key_value_heads\":2}");
	ok(c.family == FAMILY_QWEN3 && !c.attn_qkv_bias && c.qk_norm &&
		c.head_dim == 128,
	    "qwen3's norms, and heads of 128");
	c = parsed("{" QWEN("2") ",\"num_key_value_heads\":2,"
				 "\"use_sliding_window\":true,"
				 "\"sliding_window\":9,"
				 "\"max_window_layers\":1}");
	ok(model_config_window(&c, 0) == 0 && model_config_window(&c, 1) == 9,
	    "a window of the layers behind");
	c = parsed("{" QWEN("2") ",\"num_key_value_heads\":2,"
				 "\"use_sliding_window\":true,"
				 "\"sliding_window\":9,\"layer_types\":["
				 "\"sliding_attention\",\"full_attention\"]}");
	ok(model_config_window(&c, 0) == 9 && model_config_window(&c, 1) == 0,
	    "or of those that a list names");
}

/* Of the families that are mostly those above. */
static void
test_others(void)
{
	struct model_config c = parsed("{" LLAMA_LIKE("olmo2") "}");

	ok(c.norm_place == NORM_BEHIND && c.qk_norm == QK_NORM_ALL_HEADS &&
		c.norm_eps == 1e-5f && c.n_kv_heads == 4,
	    "olmo2's norms");
	c = parsed("{" LLAMA_LIKE("smollm3") ",\"num_key_value_heads\":2,"
					     "\"no_rope_layer_interval\":2}");
	ok(model_config_turns(&c, 0) && !model_config_turns(&c, 1) &&
		c.rope.theta == 2e6 && c.tied && c.window == 0,
	    "smollm3's layers without rope");
	c = parsed("{" LLAMA_LIKE("granite") ",\"embedding_multiplier\":12.0,"
					     "\"residual_multiplier\":0.22}");
	ok(c.embed_scale == 12 && c.residual_scale == 0.22 &&
		c.score_scale == 1 && c.logit_divisor == 1,
	    "granite's factors");
	c = parsed("{" LLAMA_LIKE("stablelm") ",\"num_key_value_heads\":4,"
					      "\"use_qkv_bias\":true}");
	ok(c.norm == NORM_LAYER && c.rope.rotary_dim == 2 && c.attn_qkv_bias &&
		!c.attn_out_bias && c.gated_mlp && !c.one_norm,
	    "stablelm's parts");
	c = parsed("{" LLAMA_LIKE(
	    "phi3") ",\"sliding_window\":2047,"
		    "\"max_position_embeddings\":131072,"
		    "\"original_max_position_embeddings\":4096,"
		    "\"rope_scaling\":{\"type\":\"su\","
		    "\"short_factor\":[1,1,2,2],\"long_factor\":[1,2,3,4]}}");
	ok(c.rope.kind == ROPE_LONG && c.rope.factor == 32 &&
		c.n_positions == 4096 && c.stated_positions == 131072 &&
		c.rope.short_factor[2] == 2 && model_config_window(&c, 0),
	    "phi3's factors, up to the original positions");
}

static void
test_neox(void)
{
	struct model_config c = parsed("{" NEOX "}");

	ok(c.parallel && c.rope.rotary_dim == 2 && c.rope.head_dim == 8 &&
		c.rope.theta == 10000 && c.activation == ACT_GELU_ERF &&
		c.attn_qkv_bias && c.attn_out_bias && c.mlp_bias && !c.tied,
	    "what is not said");
	c = parsed("{" NEOX ",\"rope_parameters\":{\"rope_theta\":5000.0,"
		   "\"partial_rotary_factor\":0.5,\"rope_type\":\"linear\","
		   "\"factor\":2.0},\"use_parallel_residual\":false,"
		   "\"attention_bias\":false,\"pad_token_id\":1}");
	ok(!c.parallel && c.rope.rotary_dim == 4 && c.rope.theta == 5000 &&
		c.rope.kind == ROPE_LINEAR && !c.attn_qkv_bias &&
		!c.attn_out_bias && c.mlp_bias && c.pad_id == 1,
	    "the spelling of transformers 5");
	c = parsed("{" NEOX ",\"rotary_emb_base\":5000,\"rotary_pct\":1}");
	ok(c.rope.rotary_dim == 8 && c.rope.theta == 5000, "the older one");
}

static void
test_opt(void)
{
	struct model_config c = parsed("{" OPT "}");

	ok(c.first_position == 2 && c.n_positions == 2048 && c.tied &&
		c.activation == ACT_RELU && c.attn_qkv_bias &&
		c.attn_out_bias && c.mlp_bias && c.norm_eps == 1e-5f,
	    "what is not said");
	c = parsed("{" OPT ",\"enable_bias\":false,\"init_std\":0.5,"
		   "\"word_embed_proj_dim\":32}");
	ok(!c.attn_qkv_bias && !c.attn_out_bias && !c.mlp_bias &&
		c.init_std == 0.5f,
	    "what is said");
}

#define FALCON                                                            \
	"\"model_type\":\"falcon\",\"vocab_size\":53,\"hidden_size\":32," \
	"\"num_hidden_layers\":2,\"num_attention_heads\":4"

static void
test_gemma(void)
{
	struct model_config c = parsed("{" LLAMA_LIKE("gemma2") "}");

	ok(c.norm_place == NORM_AROUND && c.head_dim == 256 &&
		c.logit_cap == 30 && c.score_cap == 50 && c.tied &&
		model_config_window(&c, 0) == 4096 &&
		model_config_window(&c, 1) == 0 &&
		model_config_score_scale(&c) == 1 / 16.0F,
	    "gemma2's caps, and a window of each second layer");
	c = parsed("{" LLAMA_LIKE(
	    "gemma3_text") ",\"sliding_window\":9,"
			   "\"sliding_window_pattern\":2,"
			   "\"rope_parameters\":{\"full_attention\":{"
			   "\"rope_theta\":5e5,\"rope_type\":\"linear\","
			   "\"factor\":8},\"sliding_attention\":{"
			   "\"rope_theta\":500.0,\"rope_type\":\"default\"}}}");
	ok(c.logit_cap == 0 && c.score_cap == 0 && c.qk_norm == QK_NORM_HEAD &&
		c.rope.theta == 5e5 && c.rope.kind == ROPE_LINEAR &&
		c.local_theta == 500 && model_config_window(&c, 0) == 9 &&
		model_config_window(&c, 1) == 0,
	    "gemma3's two bases, as transformers 5 writes them");
}

static void
test_text_part(void)
{
	struct model_config c =
	    parsed("{\"model_type\":\"gemma3\",\"architectures\":["
		   "\"Gemma3ForConditionalGeneration\"],\"vision_config\":{},"
		   "\"eos_token_id\":[1,106],\"text_config\":{\"model_type\":"
		   "\"gemma3_text\",\"hidden_size\":64,"
		   "\"intermediate_size\":80,\"num_hidden_layers\":6,"
		   "\"rope_scaling\":{\"factor\":8.0,"
		   "\"rope_type\":\"linear\"},\"sliding_window\":1024}}");

	ok(c.text_part && c.family == FAMILY_GEMMA3 && c.vocab_size == 262208 &&
		c.n_heads == 8 && c.width == 64 && c.rope.theta == 1e6 &&
		c.rope.factor == 8 && c.eos_id == 1 && c.more_eos[0] == 106 &&
		model_config_window(&c, 4) == 1024 &&
		model_config_window(&c, 5) == 0,
	    "the text part of a model that sees");
	c = parsed("{\"model_type\":\"llava\",\"vision_config\":{},"
		   "\"text_config\":{\"model_type\":\"llama\","
		   "\"num_hidden_layers\":3}}");
	ok(c.text_part && c.family == FAMILY_LLAMA && c.width == 4096 &&
		c.mlp_width == 11008 && c.n_layers == 3 &&
		c.vocab_size == 32000,
	    "a text part leaves out what is usual");
	c = parsed(
	    "{\"model_type\":\"qwen2_vl\",\"vision_config\":{},"
	    "\"hidden_size\":64,\"num_attention_heads\":4,"
	    "\"num_key_value_heads\":2,\"rope_scaling\":{\"type\":\"mrope\","
	    "\"mrope_section\":[2,3,3]}}");
	ok(c.text_part && c.family == FAMILY_QWEN2 && c.width == 64 &&
		c.attn_qkv_bias && c.rope.kind == ROPE_PLAIN,
	    "one without a configuration of its own");
	c = parsed("{\"model_type\":\"gemma\",\"vocab_size\":9,"
		   "\"hidden_size\":64,\"intermediate_size\":64,"
		   "\"num_hidden_layers\":2,\"num_attention_heads\":2,"
		   "\"num_key_value_heads\":1,\"hidden_act\":\"gelu\"}");
	ok(c.activation == ACT_GELU_TANH && c.scale_by_width && c.tied,
	    "gemma's gelu is the one of tanh");
}

static void
test_gpts(void)
{
	struct model_config c =
	    parsed("{\"model_type\":\"gptj\",\"vocab_size\":61,"
		   "\"n_embd\":24,\"n_layer\":2,\"n_head\":3,"
		   "\"rotary_dim\":4}");

	ok(c.rope.rotary_dim == 4 && c.rope.theta == 10000 && c.parallel &&
		c.one_norm && c.head_bias && !c.tied && !c.attn_out_bias,
	    "gptj");
	c = parsed("{" NEO "}");
	ok(model_config_window(&c, 0) == 0 &&
		model_config_window(&c, 1) == 256 && c.tied &&
		model_config_score_scale(&c) == 1 && c.mlp_width == 96,
	    "gpt_neo: local attention of each second layer");
	c = parsed("{" NEO ",\"attention_types\":[[[\"local\"],2]]}");
	ok(model_config_window(&c, 0) == 256, "or as a list says");
}

static void
test_falcon(void)
{
	struct model_config c = parsed("{" FALCON "}");

	ok(c.n_kv_heads == 1 && c.parallel && c.one_norm && c.tied &&
		c.mlp_width == 128 && !c.mlp_bias,
	    "falcon: multi-query, side by side");
	c = parsed("{" FALCON ",\"multi_query\":false,"
		   "\"parallel_attn\":false,\"bias\":true}");
	ok(c.n_kv_heads == 4 && !c.parallel && !c.one_norm && c.attn_out_bias,
	    "one after the other");
	c = parsed("{" FALCON ",\"new_decoder_architecture\":true,"
		   "\"num_kv_heads\":2}");
	ok(c.n_kv_heads == 2 && c.parallel && !c.one_norm,
	    "the new form with its two norms");
}

static void
test_reasons(void)
{
	refused("{\"model_type\":\"mixtral\",\"num_local_experts\":8}",
	    "model_type 'mixtral' () is a mixture of experts; known are gpt2");
	refused("{\"model_type\":\"t5\",\"is_encoder_decoder\":true}",
	    "is an encoder with a decoder");
	refused("{\"model_type\":\"mamba\",\"state_size\":16}",
	    "is a recurrent model");
	refused("{\"model_type\":\"mamba2\",\"state_size\":16,"
		"\"time_step_limit\":[0.0,Infinity]}",
	    "model_type 'mamba2' () is a recurrent model");
	refused("{\"model_type\":\"bloom\",\"vocab_size\":9,\"n_embed\":8,"
		"\"n_layer\":2,\"n_head\":2,"
		"\"apply_residual_connection_post_layernorm\":true}",
	    "'apply_residual_connection_post_layernorm' is true");
	refused("{\"model_type\":\"mpt\",\"attn_config\":{\"clip_qkv\":6}}",
	    "'attn_config.clip_qkv' is not null");
	refused("{\"model_type\":\"mpt\",\"attn_config\":"
		"{\"alibi_bias_max\":16}}",
	    "'attn_config.alibi_bias_max' is not 8");
	refused("{\"model_type\":\"mpt\",\"attn_config\":"
		"{\"attn_type\":\"multiquery_attention\"}}",
	    "'attn_config.attn_type' is not 'multihead_attention'");
	refused("{\"model_type\":\"mpt\",\"attn_config\":{\"alibi\":false}}",
	    "'attn_config.alibi' is false");
	refused("{\"model_type\":\"mllama\",\"vision_config\":{},"
		"\"text_config\":{\"model_type\":\"mllama_text_model\"}}",
	    "is a model with a vision tower");
	refused("{\"model_type\":\"qwen3_vl_moe\",\"vision_config\":{},"
		"\"text_config\":{\"model_type\":\"qwen3_vl_moe_text\","
		"\"num_experts\":8}}",
	    "is a mixture of experts");
	refused("{\"model_type\":\"paligemma\",\"text_config\":"
		"{\"model_type\":\"gemma2\"}}",
	    "is a model whose prompts are seen both ways");
	refused("{\"model_type\":\"fuyu\",\"patch_size\":16,\"text_config\":"
		"{\"model_type\":\"persimmon\"}}",
	    "is a model of several parts");
	refused("{\"model_type\":\"dots1\",\"n_routed_experts\":null,"
		"\"moe_intermediate_size\":1408}",
	    "is a mixture of experts");
	refused(
	    "{\"model_type\":\"qwen3_5_text\",\"linear_conv_kernel_dim\":4}",
	    "is a model with recurrent layers");
	refused("{\"model_type\":\"gemma3n_text\","
		"\"hidden_size_per_layer_input\":256}",
	    "is a model with inputs of each layer");
	refused("{\"model_type\":\"blt\",\"patch_size\":4,"
		"\"patching_mode\":\"entropy\"}",
	    "is a model of patches of bytes");
	refused("{\"model_type\":\"dbrx\",\"ffn_config\":{}}",
	    "is a mixture of experts");
	refused("{\"model_type\":\"xlstm\",\"chunkwise_kernel\":\"x\"}",
	    "is a recurrent model");
	refused(
	    "{\"model_type\":\"vit\",\"patch_size\":16}", "is a vision tower");
	refused(
	    "{\"model_type\":\"bert\",\"type_vocab_size\":2}", "is an encoder");
	refused("{\"model_type\":\"recurrent_gemma\",\"lru_width\":64}",
	    "is a recurrent model");
	refused("{\"model_type\":\"lfm2\",\"conv_L_cache\":3}",
	    "is a model with convolutions");
	refused("{" NEO ",\"attention_types\":[[[\"local\"],3]]}",
	    "'attention_types' is not of 2 layers");
	refused("{" LLAMA_LIKE("gemma2") ",\"use_bidirectional_attention\":"
					 "true}",
	    "'use_bidirectional_attention' is true");
}

static void
test_refused(void)
{
	refused("[]", "not a JSON object");
	refused("{", "not JSON");
	refused("{\"model_type\":\"bert\"}", "model_type 'bert'");
	refused("{" GPT2 ",\"architectures\":"
		"[\"GPT2ForSequenceClassification\"]}",
	    "no language model");
	refused("{\"model_type\":\"gpt2\",\"vocab_size\":5}", "'n_embd'");
	refused("{" GPT2 ",\"n_inner\":0}", "'n_inner' is not a whole");
	refused("{" GPT2 ",\"n_inner\":1.5}", "'n_inner' is not a whole");
	refused("{" GPT2 ",\"n_inner\":99999}", "99999 MLP units");
	refused("{" GPT2 ",\"n_positions\":99999999}", "positions");
	refused("{" GPT2 ",\"scale_attn_weights\":false}",
	    "'scale_attn_weights' is false");
	refused("{" GPT2 ",\"add_cross_attention\":true}",
	    "'add_cross_attention' is true");
	refused("{" GPT2 ",\"tie_word_embeddings\":1}", "neither true");
	refused("{" GPT2 ",\"activation_function\":\"mish\"}", "'mish'");
	refused("{" GPT2 ",\"layer_norm_epsilon\":0}", "not a number above");
	refused("{" GPT2 ",\"layer_norm_epsilon\":1e-99}", "not a number");
	refused("{" GPT2 ",\"layer_norm_epsilon\":NaN}",
	    "'layer_norm_epsilon' is NaN; a finite number is wanted");
	refused("{" LLAMA ",\"rope_theta\":Infinity}",
	    "'rope_theta' is Infinity; a finite number is wanted");
	refused("{" LLAMA ",\"head_dim\":-Infinity}",
	    "'head_dim' is not a whole number above 0");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"longrope\","
		"\"short_factor\":[1,NaN,1,1],\"long_factor\":[1,1,1,1]}}",
	    "'short_factor' has what is no finite number above 0");
	refused("{" GPT2 ",\"quantization_config\":{}}", "quantised");
	refused("{\"model_type\":\"gpt2\",\"vocab_size\":5,\"n_embd\":8,"
		"\"n_layer\":1,\"n_head\":3}",
	    "3 heads do not divide a width of 8");
	refused("{" LLAMA ",\"num_key_value_heads\":3}", "cannot share 3");
	refused("{" LLAMA ",\"head_dim\":5}", "cannot turn in pairs");
	refused("{" LLAMA ",\"head_dim\":65534}", "units of all heads");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"xpos\"}}",
	    "rope_type 'xpos'");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"yarn\","
		"\"beta_fast\":1,\"beta_slow\":2}}",
	    "'beta_fast' is below");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"longrope\","
		"\"short_factor\":[1],\"long_factor\":[1]}}",
	    "'short_factor' has 1 factors, heads have 4 pairs");
	refused("{\"model_type\":\"phi\",\"vocab_size\":9,\"hidden_size\":8,"
		"\"intermediate_size\":8,\"num_hidden_layers\":1,"
		"\"num_attention_heads\":2,\"qk_layernorm\":true}",
	    "'qk_layernorm' is true");
	refused("{" LLAMA_LIKE("granite") ",\"logits_scaling\":0}",
	    "'logits_scaling' is not a number above 0");
	refused("{" LLAMA_LIKE("smollm3") ",\"no_rope_layers\":[1]}",
	    "'no_rope_layers' has 1 of 2 layers");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"llama3\"}}",
	    "'low_freq_factor'");
	refused("{" LLAMA ",\"partial_rotary_factor\":0.5}",
	    "'partial_rotary_factor' is 0.5");
	refused("{" LLAMA ",\"rope_theta\":\"x\"}", "'rope_theta'");
	refused("{\"model_type\":1,\"architectures\":[\"GPT2Model\"]}",
	    "'model_type' is not a string");
	refused("{" GPT2 ",\"architectures\":\"GPT2Model\"}",
	    "'architectures' is not a list");
	refused("{" LLAMA ",\"rope_scaling\":\"linear\"}",
	    "'rope_scaling' is not an object");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":3}}",
	    "'rope_type' is not a string");
	refused("{" LLAMA ",\"eos_token_id\":\"3\"}",
	    "'eos_token_id' is not a whole number or a list");
	refused("{" LLAMA ",\"bos_token_id\":[\"3\"]}",
	    "'bos_token_id' has what is not");
	refused("{" QWEN("3") ",\"num_key_value_heads\":4,"
			      "\"layer_types\":\"full_attention\"}",
	    "'layer_types' is not a list");
	refused("{" QWEN("3") ",\"num_key_value_heads\":4,\"layer_types\":["
			      "\"full_attention\",\"sliding_attention\"]}",
	    "'layer_types' has 'sliding_attention'; such layers are not run "
	    "here in qwen3 models without a window");
	refused("{" LLAMA ",\"layer_types\":[\"full_attention\","
		"\"chunked_attention\"]}",
	    "'layer_types' has 'chunked_attention'");
	refused("{" LLAMA ",\"layer_types\":[\"full_attention\"]}",
	    "'layer_types' has 1 of 2 layers");
	refused("{" NEOX ",\"rotary_pct\":0.4}", "3 of the 8 units");
	refused("{" NEOX ",\"rotary_pct\":1.5}", "is 1.5; at most");
	refused("{" OPT ",\"do_layer_norm_before\":false}",
	    "'do_layer_norm_before' is false");
	refused("{" OPT ",\"word_embed_proj_dim\":16}",
	    "'word_embed_proj_dim' is not the width of 32");
}

static void
test_written(void)
{
	struct model_config c = parsed("{" LLAMA ",\"num_key_value_heads\":2,"
				       "\"head_dim\":6,\"rms_norm_eps\":1e-6,"
				       "\"attention_bias\":true,"
				       "\"eos_token_id\":[3,5],"
				       "\"rope_scaling\":{"
				       "\"rope_type\":\"llama3\","
				       "\"factor\":8,\"low_freq_factor\":1,"
				       "\"high_freq_factor\":4}}");
	struct model_config again;
	struct buf b = { 0 };

	model_config_write(&b, &c, "bfloat16");
	again = parsed(b.p);
	ok(again.n_kv_heads == 2 && again.head_dim == 6 &&
		again.norm_eps == 1e-6f && again.attn_qkv_bias &&
		again.attn_out_bias && !again.mlp_bias && again.eos_id == 3 &&
		again.bos_id == -1 && again.rope.kind == ROPE_LLAMA3 &&
		again.rope.original_positions == 2048,
	    "what is written is read");
	ok(again.n_more_eos == 1 && again.more_eos[0] == 5 &&
		strstr(b.p, "\"eos_token_id\": [3, 5]") != NULL,
	    "with all ids to stop at");
	ok(strstr(b.p, "\"factor\": 8.0") != NULL &&
		strstr(b.p, "\"rms_norm_eps\": 1e-06") != NULL &&
		strstr(b.p, "[\"LlamaForCausalLM\"]") != NULL &&
		strstr(b.p, "\"torch_dtype\": \"bfloat16\"") != NULL,
	    "as transformers writes it");
	buf_release(&b);
}

/* Every family is written so that it is read as it was. */
static void
test_again(void)
{
	static const char *const texts[] = { "{" GPT2 "}", "{" LLAMA "}",
		"{" MISTRAL ",\"sliding_window\":null}", "{" MISTRAL "}",
		"{" QWEN("2") ",\"num_key_value_heads\":4}",
		"{" QWEN("3") ",\"num_key_value_heads\":4}",
		"{" NEOX ",\"rotary_pct\":0.75}",
		"{" OPT ",\"enable_bias\":false}",
		"{" QWEN("2") ",\"num_key_value_heads\":4,"
			      "\"use_sliding_window\":true,"
			      "\"max_window_layers\":1}",
		"{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"yarn\","
		"\"factor\":3,\"mscale\":0.5,\"truncate\":false}}",
		"{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"dynamic\"}}",
		"{" LLAMA_LIKE("olmo2") "}",
		"{" LLAMA_LIKE(
		    "phi3") ",\"max_position_embeddings\":99,"
			    "\"original_max_position_embeddings\":33,"
			    "\"rope_scaling\":{\"type\":\"longrope\","
			    "\"attention_factor\":1.5,\"factor\":2,"
			    "\"short_factor\":[1,1.5,2,2],"
			    "\"long_factor\":[1,2,3,4]}}",
		"{" LLAMA_LIKE("smollm3") ",\"no_rope_layers\":[0,1],"
					  "\"use_sliding_window\":true,"
					  "\"sliding_window\":7}",
		"{" LLAMA_LIKE("granite") ",\"residual_multiplier\":0.3}",
		"{" LLAMA_LIKE("gemma2") ",\"final_logit_softcapping\":null}",
		"{" LLAMA_LIKE("gemma3_text") ",\"rope_local_base_freq\":99}",
		"{\"model_type\":\"gptj\",\"vocab_size\":61,\"n_embd\":24,"
		"\"n_layer\":2,\"n_head\":3,\"rotary_dim\":4}",
		"{" NEO "}", "{" FALCON "}",
		"{" FALCON ",\"new_decoder_architecture\":true,"
		"\"num_kv_heads\":2}",
		"{" LLAMA_LIKE("stablelm") ",\"num_key_value_heads\":4,"
					   "\"use_parallel_residual\":true}" };
	struct buf b = { 0 }, twice = { 0 };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct model_config c = parsed(texts[i]), again;
		struct err e = { "" };

		buf_reset(&b);
		buf_reset(&twice);
		model_config_write(&b, &c, NULL);
		ok(model_config_parse(buf_view(&b), &again, &e) == 0,
		    "%s again %s", model_family_name(c.family), e.msg);
		model_config_write(&twice, &again, NULL);
		ok(c.activation != ACT_GELU_TANH ||
			(strstr(b.p, "\"gelu_pytorch_tanh\"") != NULL) ==
			    c.gated_mlp,
		    "a gated GELU has the name of Gemma's");
		ok(strstr(b.p, "pre_attn_scalar") == NULL ||
			strstr(b.p, "\"query_pre_attn_scalar\": 256,"),
		    "a number that transformers wants whole is");
		ok(str_eq(buf_view(&b), buf_view(&twice)) &&
			again.n_positions == c.n_positions &&
			memcmp(&again.sliding, &c.sliding, sizeof c.sliding) ==
			    0 &&
			memcmp(&again.unturned, &c.unturned,
			    sizeof c.unturned) == 0 &&
			again.rope.rotary_dim == c.rope.rotary_dim,
		    "and the same");
	}
	buf_release(&b);
	buf_release(&twice);
}

static void
test_parameters(void)
{
	struct model_config c =
	    parsed("{\"model_type\":\"gpt2\",\"vocab_size\":50257,"
		   "\"n_embd\":768,\"n_layer\":12,\"n_head\":12}");

	ok(model_config_parameters(&c) == 124439808, "GPT-2's 124439808");
	c = parsed("{\"model_type\":\"llama\",\"vocab_size\":49152,"
		   "\"hidden_size\":576,\"intermediate_size\":1536,"
		   "\"num_hidden_layers\":30,\"num_attention_heads\":9,"
		   "\"num_key_value_heads\":3,\"tie_word_embeddings\":true}");
	ok(model_config_parameters(&c) == 134515008, "SmolLM2's 134515008");
}

int
main(void)
{
	test_gpt2();
	test_llama();
	test_mistral();
	test_qwen();
	test_neox();
	test_opt();
	test_others();
	test_gemma();
	test_text_part();
	test_gpts();
	test_falcon();
	test_reasons();
	test_refused();
	test_written();
	test_again();
	test_parameters();
	return tap_end();
}
