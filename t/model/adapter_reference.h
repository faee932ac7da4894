/* Numbers of tiny adapters: made by adapter_reference.py. */
static const struct reference references[] = {
	{ "gpt2, LORA",
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.attn.c_attn\", "
	    "\"transformer.h.0.attn.c_proj\", \"transformer.h.0.mlp.c_fc\", "
	    "\"transformer.h.0.mlp.c_proj\", \"transformer.h.1.attn.c_attn\", "
	    "\"transformer.h.1.attn.c_proj\", \"transformer.h.1.mlp.c_fc\", "
	    "\"transformer.h.1.mlp.c_proj\"], \"lora_alpha\": 5, "
	    "\"fan_in_fan_out\": true, \"bias\": \"none\", "
	    "\"init_lora_weights\": true, \"megatron_core\": "
	    "\"megatron.core\", \"qalora_group_size\": 16}",
	    18.1930084, { 0.458718, 2.651572, -0.294290, 2.054369 },
	    {
		{ "base_model.model.transformer.h.0.attn.c_attn.lora_A.weight",
		    3, 24, 5.79138, -3.64409 },
		{ "base_model.model.transformer.h.0.attn.c_attn.lora_B.weight",
		    72, 3, 8.62486, -3.64409 },
		{ "base_model.model.transformer.h.0.attn.c_proj.lora_A.weight",
		    3, 24, 7.23766, -0.350737 },
		{ "base_model.model.transformer.h.0.attn.c_proj.lora_B.weight",
		    24, 3, 6.68615, -0.350737 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_A.weight", 3,
		    24, 4.09975, 1.09376 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_B.weight", 96,
		    3, 4.788, 1.09376 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_A.weight",
		    3, 96, 6.52528, 0.628987 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_B.weight",
		    24, 3, 4.66238, 0.628987 },
		{ "base_model.model.transformer.h.1.attn.c_attn.lora_A.weight",
		    3, 24, 4.48456, 0.337131 },
		{ "base_model.model.transformer.h.1.attn.c_attn.lora_B.weight",
		    72, 3, 2.93164, 0.337131 },
		{ "base_model.model.transformer.h.1.attn.c_proj.lora_A.weight",
		    3, 24, 2.38028, 0.282247 },
		{ "base_model.model.transformer.h.1.attn.c_proj.lora_B.weight",
		    24, 3, 1.34906, 0.282247 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_A.weight", 3,
		    24, 2.3046, 0.995049 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_B.weight", 96,
		    3, 2.06651, 0.995049 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_A.weight",
		    3, 96, 2.80559, 0.697681 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_B.weight",
		    24, 3, 1.81467, 0.697681 },
	    } },
	{ "gpt2, PREFIX_TUNING",
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 4, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 3, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    17.4520187, { 1.526502, 0.893575, 1.765298, 1.432577 },
	    {
		{ "prompt_embeddings", 4, 96, 1.20663, -0.0202902 },
	    } },
	{ "llama, biases, wide heads, LORA",
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"attention_bias\": true, \"mlp_bias\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"model.layers.0.mlp.down_proj\", "
	    "\"model.layers.0.mlp.gate_proj\", \"model.layers.0.mlp.up_proj\", "
	    "\"model.layers.0.self_attn.k_proj\", "
	    "\"model.layers.0.self_attn.o_proj\", "
	    "\"model.layers.0.self_attn.q_proj\", "
	    "\"model.layers.0.self_attn.v_proj\", "
	    "\"model.layers.1.mlp.down_proj\", "
	    "\"model.layers.1.mlp.gate_proj\", \"model.layers.1.mlp.up_proj\", "
	    "\"model.layers.1.self_attn.k_proj\", "
	    "\"model.layers.1.self_attn.o_proj\", "
	    "\"model.layers.1.self_attn.q_proj\", "
	    "\"model.layers.1.self_attn.v_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    15.7701511, { 1.374400, -0.024174, -0.873887, 1.884158 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 3.13495, 0.227105 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 4.15509, 0.227105 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 5.07539, 0.436309 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 5.86168, 0.436309 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 3.59539, 0.796548 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 5.7452, 0.796548 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 3.49859, -0.480895 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 4.48219, -0.480895 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.48431, 0.0400247 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 4.13752, 0.0400248 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 1.88442, 0.516902 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 2.77842, 0.516902 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 3.76844, 0.0961076 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 4.40308, 0.0961077 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 2.00522, -0.290338 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 1.90057, -0.290338 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 2.04008, 0.101525 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 1.55607, 0.101525 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.31667, -0.281138 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 0.987147, -0.281138 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 2.48644, 0.385443 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.96926, 0.385443 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.13672, -0.627166 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 1.67828, -0.627166 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 1.09718, -0.171256 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 0.938929, -0.171256 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 1.48496, -0.711776 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 1.60454, -0.711776 },
	    } },
	{ "llama, biases, wide heads, PREFIX_TUNING",
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"attention_bias\": true, \"mlp_bias\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 5, "
	    "\"token_dim\": 16, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 16}",
	    15.6178303, { 0.759343, 0.231140, -2.144502, -0.407467 },
	    {
		{ "prompt_embeddings", 5, 64, 1.102, 0.336668 },
	    } },
	{ "llama 3, LORA",
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0, \"rope_scaling\": {\"rope_type\": \"llama3\", "
	    "\"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": "
	    "4.0, \"original_max_position_embeddings\": 16}}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 2, \"target_modules\": "
	    "[\"mlp.up_proj\", \"q_proj\"], \"lora_alpha\": 5, \"bias\": "
	    "\"none\", \"use_rslora\": true, \"init_lora_weights\": true, "
	    "\"rank_pattern\": {\"layers.1.mlp.up_proj\": 4, "
	    "\"^model.layers.0.*q_proj\": 3}, \"alpha_pattern\": {\"q_proj\": "
	    "7}, \"megatron_core\": \"megatron.core\", \"qalora_group_size\": "
	    "16}",
	    17.1009979, { -0.515629, -1.700218, -2.111349, -0.669168 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 19.5672, -1.3572 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 17.9155, -1.3572 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    2, 24, 4.16263, -0.22049 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 2, 4.42202, -0.22049 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    2, 24, 3.04783, 0.118998 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 2, 1.81855, 0.118998 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    4, 24, 2.80818, -0.857549 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 4, 2.32779, -0.857549 },
	    } },
	{ "qwen3, LORA",
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 10, "
	    "\"tie_word_embeddings\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"model.layers.0.mlp.down_proj\", "
	    "\"model.layers.0.mlp.gate_proj\", \"model.layers.0.mlp.up_proj\", "
	    "\"model.layers.0.self_attn.k_proj\", "
	    "\"model.layers.0.self_attn.o_proj\", "
	    "\"model.layers.0.self_attn.q_proj\", "
	    "\"model.layers.0.self_attn.v_proj\", "
	    "\"model.layers.1.mlp.down_proj\", "
	    "\"model.layers.1.mlp.gate_proj\", \"model.layers.1.mlp.up_proj\", "
	    "\"model.layers.1.self_attn.k_proj\", "
	    "\"model.layers.1.self_attn.o_proj\", "
	    "\"model.layers.1.self_attn.q_proj\", "
	    "\"model.layers.1.self_attn.v_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    19.0154800, { 2.054132, 1.261568, -0.164619, -1.128214 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 2.1329, 0.757944 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    40, 3, 3.19894, 0.757944 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 2.98515, 0.647602 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    20, 3, 3.60445, 0.647602 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 4.10518, -1.7298 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    20, 3, 4.83901, -1.7298 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 40, 2.7604, 0.951835 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 5.65387, 0.951835 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.12681, 1.66002 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 4.60525, 1.66002 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 3.598, -0.73895 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 5.22922, -0.73895 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 4.60128, -0.244215 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 2.28984, -0.244215 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 0.529113, 0.131515 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    40, 3, 0.595646, 0.131515 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.15247, 0.31371 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    20, 3, 0.519969, 0.31371 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.33259, 0.0981918 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    20, 3, 1.27313, 0.0981918 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 40, 1.57491, 0.0157654 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.02337, 0.0157653 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 1.3945, 0.142345 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 1.88976, 0.142345 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 1.62075, -0.58433 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 1.53821, -0.58433 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 0.798269, 0.140016 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 1.62987, 0.140016 },
	    } },
	{ "gpt_neox, LORA",
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.5}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"gpt_neox.layers.0.attention.dense\", "
	    "\"gpt_neox.layers.0.attention.query_key_value\", "
	    "\"gpt_neox.layers.0.mlp.dense_4h_to_h\", "
	    "\"gpt_neox.layers.0.mlp.dense_h_to_4h\", "
	    "\"gpt_neox.layers.1.attention.dense\", "
	    "\"gpt_neox.layers.1.attention.query_key_value\", "
	    "\"gpt_neox.layers.1.mlp.dense_4h_to_h\", "
	    "\"gpt_neox.layers.1.mlp.dense_h_to_4h\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    14.9616308, { 0.103471, -1.616261, 1.721034, 0.905653 },
	    {
		{ "base_model.model.gpt_neox.layers.0.attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 5.63873, 1.77861 },
		{ "base_model.model.gpt_neox.layers.0.attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 4.7052, 1.77861 },
		{ "base_model.model.gpt_neox.layers.0.attention.dense.lora_A."
		  "weight",
		    3, 24, 3.36056, -0.60315 },
		{ "base_model.model.gpt_neox.layers.0.attention.dense.lora_B."
		  "weight",
		    24, 3, 2.25869, -0.60315 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 3.12429, 1.9756 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    40, 3, 2.95466, 1.9756 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 40, 2.99121, 0.508292 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 2.46468, 0.508292 },
		{ "base_model.model.gpt_neox.layers.1.attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 1.34976, -0.308282 },
		{ "base_model.model.gpt_neox.layers.1.attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 1.96187, -0.308282 },
		{ "base_model.model.gpt_neox.layers.1.attention.dense.lora_A."
		  "weight",
		    3, 24, 1.50578, 0.0187084 },
		{ "base_model.model.gpt_neox.layers.1.attention.dense.lora_B."
		  "weight",
		    24, 3, 1.86707, 0.0187085 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 2.65397, -1.33387 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    40, 3, 2.10193, -1.33387 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 40, 1.84859, -0.57177 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 2.13898, -0.57177 },
	    } },
	{ "gpt_neox, PREFIX_TUNING",
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.5}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 3, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 3, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    14.4576044, { 2.329467, -0.989478, 1.338076, 0.509540 },
	    {
		{ "prompt_embeddings", 3, 96, 0.279604, -0.0676032 },
	    } },
	{ "opt, LORA",
	    "{\"model_type\": \"opt\", \"hidden_size\": 24, \"ffn_dim\": 40, "
	    "\"num_attention_heads\": 3, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"model.decoder.layers.0.fc1\", \"model.decoder.layers.0.fc2\", "
	    "\"model.decoder.layers.0.self_attn.k_proj\", "
	    "\"model.decoder.layers.0.self_attn.out_proj\", "
	    "\"model.decoder.layers.0.self_attn.q_proj\", "
	    "\"model.decoder.layers.0.self_attn.v_proj\", "
	    "\"model.decoder.layers.1.fc1\", \"model.decoder.layers.1.fc2\", "
	    "\"model.decoder.layers.1.self_attn.k_proj\", "
	    "\"model.decoder.layers.1.self_attn.out_proj\", "
	    "\"model.decoder.layers.1.self_attn.q_proj\", "
	    "\"model.decoder.layers.1.self_attn.v_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    15.8477154, { -3.283712, -0.239251, 1.060722, 1.422048 },
	    {
		{ "base_model.model.model.decoder.layers.0.self_attn.k_proj."
		  "lora_A.weight",
		    3, 24, 4.65878, -1.51655 },
		{ "base_model.model.model.decoder.layers.0.self_attn.k_proj."
		  "lora_B.weight",
		    24, 3, 4.54343, -1.51655 },
		{ "base_model.model.model.decoder.layers.0.self_attn.v_proj."
		  "lora_A.weight",
		    3, 24, 3.95911, 0.333283 },
		{ "base_model.model.model.decoder.layers.0.self_attn.v_proj."
		  "lora_B.weight",
		    24, 3, 2.70492, 0.333283 },
		{ "base_model.model.model.decoder.layers.0.self_attn.q_proj."
		  "lora_A.weight",
		    3, 24, 2.88074, 0.239767 },
		{ "base_model.model.model.decoder.layers.0.self_attn.q_proj."
		  "lora_B.weight",
		    24, 3, 5.71461, 0.239767 },
		{ "base_model.model.model.decoder.layers.0.self_attn.out_proj."
		  "lora_A.weight",
		    3, 24, 2.91684, -0.0570386 },
		{ "base_model.model.model.decoder.layers.0.self_attn.out_proj."
		  "lora_B.weight",
		    24, 3, 3.26427, -0.0570386 },
		{ "base_model.model.model.decoder.layers.0.fc1.lora_A.weight",
		    3, 24, 1.32844, -0.416338 },
		{ "base_model.model.model.decoder.layers.0.fc1.lora_B.weight",
		    40, 3, 2.86183, -0.416338 },
		{ "base_model.model.model.decoder.layers.0.fc2.lora_A.weight",
		    3, 40, 2.86998, -0.0130843 },
		{ "base_model.model.model.decoder.layers.0.fc2.lora_B.weight",
		    24, 3, 0.958109, -0.0130844 },
		{ "base_model.model.model.decoder.layers.1.self_attn.k_proj."
		  "lora_A.weight",
		    3, 24, 0.775944, -0.35995 },
		{ "base_model.model.model.decoder.layers.1.self_attn.k_proj."
		  "lora_B.weight",
		    24, 3, 1.2513, -0.359949 },
		{ "base_model.model.model.decoder.layers.1.self_attn.v_proj."
		  "lora_A.weight",
		    3, 24, 1.67131, -0.454041 },
		{ "base_model.model.model.decoder.layers.1.self_attn.v_proj."
		  "lora_B.weight",
		    24, 3, 2.10041, -0.454041 },
		{ "base_model.model.model.decoder.layers.1.self_attn.q_proj."
		  "lora_A.weight",
		    3, 24, 1.55117, -0.170696 },
		{ "base_model.model.model.decoder.layers.1.self_attn.q_proj."
		  "lora_B.weight",
		    24, 3, 1.12339, -0.170696 },
		{ "base_model.model.model.decoder.layers.1.self_attn.out_proj."
		  "lora_A.weight",
		    3, 24, 1.46689, 0.374597 },
		{ "base_model.model.model.decoder.layers.1.self_attn.out_proj."
		  "lora_B.weight",
		    24, 3, 2.21818, 0.374597 },
		{ "base_model.model.model.decoder.layers.1.fc1.lora_A.weight",
		    3, 24, 1.6824, 0.794038 },
		{ "base_model.model.model.decoder.layers.1.fc1.lora_B.weight",
		    40, 3, 2.37741, 0.794038 },
		{ "base_model.model.model.decoder.layers.1.fc2.lora_A.weight",
		    3, 40, 1.89293, 0.0385035 },
		{ "base_model.model.model.decoder.layers.1.fc2.lora_B.weight",
		    24, 3, 1.80917, 0.0385036 },
	    } },
	{ "opt, PREFIX_TUNING",
	    "{\"model_type\": \"opt\", \"hidden_size\": 24, \"ffn_dim\": 40, "
	    "\"num_attention_heads\": 3, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 4, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 3, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    16.2500534, { -2.830126, -0.276205, 1.599980, 1.364108 },
	    {
		{ "prompt_embeddings", 4, 96, 0.693696, -0.145599 },
	    } },
	{ "gpt2, DORA",
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.attn.c_attn\", "
	    "\"transformer.h.0.attn.c_proj\", \"transformer.h.0.mlp.c_fc\", "
	    "\"transformer.h.0.mlp.c_proj\", \"transformer.h.1.attn.c_attn\", "
	    "\"transformer.h.1.attn.c_proj\", \"transformer.h.1.mlp.c_fc\", "
	    "\"transformer.h.1.mlp.c_proj\"], \"lora_alpha\": 5, "
	    "\"fan_in_fan_out\": true, \"bias\": \"none\", "
	    "\"init_lora_weights\": true, \"megatron_core\": "
	    "\"megatron.core\", \"use_dora\": true, \"qalora_group_size\": 16}",
	    17.4191570, { 0.251247, 0.447087, -2.697999, -0.262263 },
	    {
		{ "base_model.model.transformer.h.0.attn.c_attn.lora_A.weight",
		    3, 24, 0.337478, 0.0757881 },
		{ "base_model.model.transformer.h.0.attn.c_attn.lora_B.weight",
		    72, 3, 0.283578, 0.0757881 },
		{ "base_model.model.transformer.h.0.attn.c_attn.lora_magnitude_"
		  "vector",
		    72, 0, 0.306704, 0.117855 },
		{ "base_model.model.transformer.h.0.attn.c_proj.lora_A.weight",
		    3, 24, 0.413332, 0.0110642 },
		{ "base_model.model.transformer.h.0.attn.c_proj.lora_B.weight",
		    24, 3, 0.484349, 0.0110642 },
		{ "base_model.model.transformer.h.0.attn.c_proj.lora_magnitude_"
		  "vector",
		    24, 0, 0.920176, -0.0673273 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_A.weight", 3,
		    24, 0.253004, 0.0145605 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_B.weight", 96,
		    3, 0.131591, 0.0145604 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_magnitude_"
		  "vector",
		    96, 0, 0.383474, 0.040413 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_A.weight",
		    3, 96, 0.206309, 0.0476163 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_B.weight",
		    24, 3, 0.303707, 0.0476163 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_magnitude_"
		  "vector",
		    24, 0, 0.811339, 0.118338 },
		{ "base_model.model.transformer.h.1.attn.c_attn.lora_A.weight",
		    3, 24, 0.168952, -0.102793 },
		{ "base_model.model.transformer.h.1.attn.c_attn.lora_B.weight",
		    72, 3, 0.456114, -0.102793 },
		{ "base_model.model.transformer.h.1.attn.c_attn.lora_magnitude_"
		  "vector",
		    72, 0, 0.926877, -0.145231 },
		{ "base_model.model.transformer.h.1.attn.c_proj.lora_A.weight",
		    3, 24, 0.547119, -0.1212 },
		{ "base_model.model.transformer.h.1.attn.c_proj.lora_B.weight",
		    24, 3, 1.06366, -0.1212 },
		{ "base_model.model.transformer.h.1.attn.c_proj.lora_magnitude_"
		  "vector",
		    24, 0, 0.990154, 0.0720327 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_A.weight", 3,
		    24, 0.223322, 0.0111526 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_B.weight", 96,
		    3, 0.221364, 0.0111525 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_magnitude_"
		  "vector",
		    96, 0, 0.442239, -0.10336 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_A.weight",
		    3, 96, 0.398495, -0.00500074 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_B.weight",
		    24, 3, 0.512953, -0.0050007 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_magnitude_"
		  "vector",
		    24, 0, 0.783667, -0.21151 },
	    } },
	{ "llama, biases, wide heads, DORA",
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"attention_bias\": true, \"mlp_bias\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"model.layers.0.mlp.down_proj\", "
	    "\"model.layers.0.mlp.gate_proj\", \"model.layers.0.mlp.up_proj\", "
	    "\"model.layers.0.self_attn.k_proj\", "
	    "\"model.layers.0.self_attn.o_proj\", "
	    "\"model.layers.0.self_attn.q_proj\", "
	    "\"model.layers.0.self_attn.v_proj\", "
	    "\"model.layers.1.mlp.down_proj\", "
	    "\"model.layers.1.mlp.gate_proj\", \"model.layers.1.mlp.up_proj\", "
	    "\"model.layers.1.self_attn.k_proj\", "
	    "\"model.layers.1.self_attn.o_proj\", "
	    "\"model.layers.1.self_attn.q_proj\", "
	    "\"model.layers.1.self_attn.v_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"use_rslora\": true, \"init_lora_weights\": "
	    "true, \"megatron_core\": \"megatron.core\", \"use_dora\": true, "
	    "\"qalora_group_size\": 16}",
	    19.9113579, { -2.009332, -0.490651, -1.900654, -0.487060 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 0.0331135, 0.00219819 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 0.0839875, 0.00219819 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_"
		  "magnitude_vector",
		    32, 0, 0.0921274, 0.0153024 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 0.0846054, 0.0196874 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 0.130791, 0.0196874 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_"
		  "magnitude_vector",
		    16, 0, 0.121756, 0.0237949 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 0.912152, 0.268022 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 1.75398, 0.268022 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_"
		  "magnitude_vector",
		    16, 0, 1.37254, 0.331604 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 1.45081, 0.502257 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 2.3198, 0.502257 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_"
		  "magnitude_vector",
		    24, 0, 1.68629, 0.896903 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 0.244683, 0.0970853 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 0.444177, 0.0970853 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_"
		  "magnitude_vector",
		    36, 0, 0.461963, 0.231344 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 0.228315, 0.0822102 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 0.230023, 0.0822102 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_magnitude_"
		  "vector",
		    36, 0, 0.351076, 0.119447 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 0.551871, 0.365376 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 0.796278, 0.365376 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_"
		  "magnitude_vector",
		    24, 0, 0.786572, 0.162335 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 0.00491134, 0.00117102 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 0.00516898, 0.00117102 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_"
		  "magnitude_vector",
		    32, 0, 0.00608379, 0.00249777 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 0.00341876, 0.0013587 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 0.0038159, 0.0013587 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_"
		  "magnitude_vector",
		    16, 0, 0.00562151, 0.0017648 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 0.418177, -0.0666487 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 0.492136, -0.0666487 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_"
		  "magnitude_vector",
		    16, 0, 0.287095, 0.0328091 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 0.73661, -0.285463 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.56431, -0.285463 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_"
		  "magnitude_vector",
		    24, 0, 2.05356, -0.0146391 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 0.0625554, -0.0269322 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 0.29872, -0.0269322 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_"
		  "magnitude_vector",
		    36, 0, 0.357186, -0.059879 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 0.133775, -0.0416818 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 0.310016, -0.0416818 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_magnitude_"
		  "vector",
		    36, 0, 0.383135, -0.0775168 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 0.381336, -0.0954138 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 0.478573, -0.0954138 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_"
		  "magnitude_vector",
		    24, 0, 0.424822, -0.107773 },
	    } },
	{ "llama 3, DORA",
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0, \"rope_scaling\": {\"rope_type\": \"llama3\", "
	    "\"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": "
	    "4.0, \"original_max_position_embeddings\": 16, \"rope_theta\": "
	    "500000.0}}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"k_proj\", \"mlp.up_proj\", \"o_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"use_dora\": true, "
	    "\"qalora_group_size\": 16}",
	    16.0739231, { -0.075509, -0.961390, 0.527489, -0.061581 },
	    {
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.7468, -0.594551 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 2.14349, -0.594551 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_"
		  "magnitude_vector",
		    12, 0, 2.76904, 0.806701 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 1.3869, 0.158758 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 2.57683, 0.158758 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_"
		  "magnitude_vector",
		    24, 0, 2.45244, 0.360308 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 2.83432, -0.390996 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 1.92113, -0.390997 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_magnitude_"
		  "vector",
		    36, 0, 3.17047, -0.397895 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 0.181918, -0.0369285 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 0.187152, -0.0369285 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_"
		  "magnitude_vector",
		    12, 0, 0.373289, 0.0874535 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 0.958511, 0.791502 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.78754, 0.791502 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_"
		  "magnitude_vector",
		    24, 0, 2.23108, 0.63174 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 1.37482, -0.384345 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 1.79871, -0.384345 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_magnitude_"
		  "vector",
		    36, 0, 3.4841, -0.638579 },
	    } },
	{ "gpt_neox, DORA",
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.5}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"gpt_neox.layers.0.attention.dense\", "
	    "\"gpt_neox.layers.0.attention.query_key_value\", "
	    "\"gpt_neox.layers.0.mlp.dense_4h_to_h\", "
	    "\"gpt_neox.layers.0.mlp.dense_h_to_4h\", "
	    "\"gpt_neox.layers.1.attention.dense\", "
	    "\"gpt_neox.layers.1.attention.query_key_value\", "
	    "\"gpt_neox.layers.1.mlp.dense_4h_to_h\", "
	    "\"gpt_neox.layers.1.mlp.dense_h_to_4h\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"use_dora\": true, "
	    "\"qalora_group_size\": 16}",
	    15.3593044, { 2.330567, -0.972823, 1.314406, -1.687812 },
	    {
		{ "base_model.model.gpt_neox.layers.0.attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 0.475529, -0.0880766 },
		{ "base_model.model.gpt_neox.layers.0.attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 0.3316, -0.0880766 },
		{ "base_model.model.gpt_neox.layers.0.attention.query_key_"
		  "value.lora_magnitude_vector",
		    72, 0, 0.700012, -0.130698 },
		{ "base_model.model.gpt_neox.layers.0.attention.dense.lora_A."
		  "weight",
		    3, 24, 0.781744, 0.0480175 },
		{ "base_model.model.gpt_neox.layers.0.attention.dense.lora_B."
		  "weight",
		    24, 3, 0.655487, 0.0480175 },
		{ "base_model.model.gpt_neox.layers.0.attention.dense.lora_"
		  "magnitude_vector",
		    24, 0, 0.812555, 0.072512 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 0.383507, 0.0621545 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    40, 3, 0.299045, 0.0621545 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_h_to_4h.lora_"
		  "magnitude_vector",
		    40, 0, 0.499128, -0.0942899 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 40, 0.220633, 0.0104372 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 0.278177, 0.0104372 },
		{ "base_model.model.gpt_neox.layers.0.mlp.dense_4h_to_h.lora_"
		  "magnitude_vector",
		    24, 0, 0.439884, -0.127341 },
		{ "base_model.model.gpt_neox.layers.1.attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 0.566632, 0.116925 },
		{ "base_model.model.gpt_neox.layers.1.attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 0.686009, 0.116925 },
		{ "base_model.model.gpt_neox.layers.1.attention.query_key_"
		  "value.lora_magnitude_vector",
		    72, 0, 0.901465, 0.0447288 },
		{ "base_model.model.gpt_neox.layers.1.attention.dense.lora_A."
		  "weight",
		    3, 24, 1.20201, 0.230089 },
		{ "base_model.model.gpt_neox.layers.1.attention.dense.lora_B."
		  "weight",
		    24, 3, 1.14414, 0.230089 },
		{ "base_model.model.gpt_neox.layers.1.attention.dense.lora_"
		  "magnitude_vector",
		    24, 0, 2.05937, 0.275427 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 0.592758, 0.0513915 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    40, 3, 0.137461, 0.0513915 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_h_to_4h.lora_"
		  "magnitude_vector",
		    40, 0, 0.409322, 0.0230794 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 40, 0.383039, 0.0857628 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 0.339663, 0.0857628 },
		{ "base_model.model.gpt_neox.layers.1.mlp.dense_4h_to_h.lora_"
		  "magnitude_vector",
		    24, 0, 0.437317, 0.120484 },
	    } },
};
