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

	ok(c.n_kv_heads == 8 && c.window == 4096 && c.n_positions == 4096 &&
		c.stated_positions == 131072,
	    "a window by default, beyond which nothing is computed");
	c = parsed("{" MISTRAL ",\"sliding_window\":null,"
		   "\"num_key_value_heads\":null,\"head_dim\":6,"
		   "\"max_position_embeddings\":50}");
	ok(c.n_kv_heads == 16 && c.window == 0 && c.n_positions == 50 &&
		c.head_dim == 6,
	    "null: none of it");
}

static void
test_qwen(void)
{
	struct model_config c =
	    parsed("{" QWEN("2") ",\"num_key_value_heads\":2,"
				 "\"layer_types\":[\"full_attention\"]}");

	ok(c.family == FAMILY_QWEN2 && c.attn_qkv_bias && !c.attn_out_bias &&
		!c.mlp_bias && !c.qk_norm && c.head_dim == 8,
	    "qwen2's biases are in no member");
	c = parsed("{" QWEN("3") ",\"num_key_value_heads\":2}");
	ok(c.family == FAMILY_QWEN3 && !c.attn_qkv_bias && c.qk_norm &&
		c.head_dim == 128,
	    "qwen3's norms, and heads of 128");
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
	refused("{" GPT2 ",\"quantization_config\":{}}", "quantised");
	refused("{\"model_type\":\"gpt2\",\"vocab_size\":5,\"n_embd\":8,"
		"\"n_layer\":1,\"n_head\":3}",
	    "3 heads do not divide a width of 8");
	refused("{" LLAMA ",\"num_key_value_heads\":3}", "cannot share 3");
	refused("{" LLAMA ",\"head_dim\":5}", "cannot turn in pairs");
	refused("{" LLAMA ",\"head_dim\":65534}", "units of all heads");
	refused("{" LLAMA ",\"rope_scaling\":{\"rope_type\":\"yarn\"}}",
	    "rope_type 'yarn'");
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
	refused("{" QWEN("3") ",\"layer_types\":\"full_attention\"}",
	    "'layer_types' is not a list");
	refused("{" QWEN("2") ",\"use_sliding_window\":true}",
	    "'use_sliding_window' is true");
	refused("{" QWEN("3") ",\"layer_types\":[\"full_attention\","
			      "\"sliding_attention\"]}",
	    "'layer_types' has 'sliding_attention'");
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
		"{" OPT ",\"enable_bias\":false}" };
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
		ok(str_eq(buf_view(&b), buf_view(&twice)) &&
			again.n_positions == c.n_positions &&
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
	test_refused();
	test_written();
	test_again();
	test_parameters();
	return tap_end();
}
