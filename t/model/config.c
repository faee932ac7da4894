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
}

static void
test_written(void)
{
	struct model_config c = parsed("{" LLAMA ",\"num_key_value_heads\":2,"
				       "\"head_dim\":6,\"rms_norm_eps\":1e-6,"
				       "\"attention_bias\":true,"
				       "\"eos_token_id\":3,"
				       "\"rope_scaling\":{"
				       "\"rope_type\":\"llama3\","
				       "\"factor\":8,\"low_freq_factor\":1,"
				       "\"high_freq_factor\":4}}");
	struct model_config again;
	struct buf b = { 0 };

	model_config_write(&b, &c);
	again = parsed(b.p);
	ok(again.n_kv_heads == 2 && again.head_dim == 6 &&
		again.norm_eps == 1e-6f && again.attn_qkv_bias &&
		again.attn_out_bias && !again.mlp_bias && again.eos_id == 3 &&
		again.bos_id == -1 && again.rope.kind == ROPE_LLAMA3 &&
		again.rope.original_positions == 2048,
	    "what is written is read");
	ok(strstr(b.p, "\"factor\": 8.0") != NULL &&
		strstr(b.p, "\"rms_norm_eps\": 1e-06") != NULL &&
		strstr(b.p, "[\"LlamaForCausalLM\"]") != NULL,
	    "as transformers writes it");
	buf_release(&b);
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
	test_refused();
	test_written();
	test_parameters();
	return tap_end();
}
