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
	{ "mistral, a short window, LORA",
	    "{\"model_type\": \"mistral\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"sliding_window\": "
	    "5}",
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
	    16.5768471, { 0.174210, 0.967831, 0.234477, -0.196345 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 17.4541, -1.02006 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 28.2642, -1.02006 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 17.6582, 9.32177 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 32.1768, 9.32177 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 8.80768, -0.21838 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 12.3365, -0.218379 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 11.7292, 1.16634 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 7.63159, 1.16634 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 7.34215, 1.65374 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 7.73948, 1.65374 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 7.68543, -1.23667 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 5.20224, -1.23667 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 5.94934, 0.484327 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 2.83202, 0.484327 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.64074, -0.68401 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 1.73691, -0.68401 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 2.03974, -0.221739 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 2.09434, -0.221739 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 2.36069, 0.0931804 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 3.20936, 0.0931806 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 2.2677, 0.546422 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.61259, 0.546422 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.00518, 0.833701 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 2.41944, 0.833701 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 3.0795, -1.00997 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 2.10025, -1.00997 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 1.87657, 0.29652 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 2.12834, 0.29652 },
	    } },
	{ "mistral, a short window, PREFIX_TUNING",
	    "{\"model_type\": \"mistral\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"sliding_window\": "
	    "5}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 3, "
	    "\"token_dim\": 12, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 12}",
	    17.7506905, { 1.497545, -0.084488, 1.284510, 0.609222 },
	    {
		{ "prompt_embeddings", 3, 48, 1.29842, -0.219241 },
	    } },
	{ "qwen2, a window behind, LORA",
	    "{\"model_type\": \"qwen2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"use_sliding_window\": true, \"sliding_window\": 4, "
	    "\"max_window_layers\": 1}",
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
	    16.7008343, { -0.224520, 1.605474, -0.454406, -1.435119 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 6.84427, 0.556273 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 8.29047, 0.556273 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 6.33016, 0.883179 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 7.60612, 0.883179 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 4.42683, 2.89208 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 7.56564, 2.89208 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 8.49814, 2.58899 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 7.40116, 2.58899 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 4.68425, 0.599393 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 5.52646, 0.599393 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 4.38768, -2.02317 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 5.74608, -2.02318 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 3.89116, 0.374203 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 3.73401, 0.374203 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.76445, -0.355237 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 1.50436, -0.355237 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.67865, -0.502753 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 1.49924, -0.502753 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.78836, -0.804082 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 2.12661, -0.804082 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 2.56795, -0.321782 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.88423, -0.321782 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.83187, 0.167784 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 2.20804, 0.167784 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 3.92216, -1.07278 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 2.84444, -1.07278 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 2.81337, 0.798473 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 1.9628, 0.798473 },
	    } },
	{ "qwen2, PREFIX_TUNING",
	    "{\"model_type\": \"qwen2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "1000000.0}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 4, "
	    "\"token_dim\": 12, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 12}",
	    17.5047798, { 1.564237, -2.922997, 0.938205, -0.307775 },
	    {
		{ "prompt_embeddings", 4, 48, 2.1234, 1.51086 },
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
	{ "olmo2, LORA",
	    "{\"model_type\": \"olmo2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0}",
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
	    17.2721176, { -0.038701, 2.560024, -1.930909, -3.123195 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 3.63871, -1.07741 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 5.21044, -1.07741 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 4.97668, -1.55298 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 4.88982, -1.55298 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 8.92278, -0.396531 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 12.7224, -0.39653 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 11.4069, -1.66796 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 5.97381, -1.66796 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 5.15233, 0.868669 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 4.81768, 0.868669 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 5.8233, 0.451226 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 4.51155, 0.451226 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 3.67244, 0.684262 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 2.85326, 0.684262 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.78357, -0.0914834 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 1.28954, -0.0914836 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.51718, 0.136316 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 1.13849, 0.136316 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 3.85012, -1.8989 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 3.77522, -1.8989 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 2.84417, -1.49795 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 3.30147, -1.49795 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.10264, 0.124951 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 1.84854, 0.124951 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 3.75647, -0.552644 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 2.02267, -0.552644 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 2.08787, 0.256884 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 1.63695, 0.256884 },
	    } },
	{ "phi3, partial longrope, LORA",
	    "{\"model_type\": \"phi3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 3, "
	    "\"num_key_value_heads\": 1, \"max_position_embeddings\": 64, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"pad_token_id\": "
	    "0, \"partial_rotary_factor\": 0.75, \"tie_word_embeddings\": "
	    "true, \"original_max_position_embeddings\": 16, \"rope_scaling\": "
	    "{\"type\": \"longrope\", \"short_factor\": [1.0, 1.25, 1.5], "
	    "\"long_factor\": [1.0, 2.0, 4.0], \"rope_theta\": 10000.0, "
	    "\"partial_rotary_factor\": 0.75, \"rope_type\": \"longrope\", "
	    "\"original_max_position_embeddings\": 16}}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"model.layers.0.mlp.down_proj\", "
	    "\"model.layers.0.mlp.gate_up_proj\", "
	    "\"model.layers.0.self_attn.o_proj\", "
	    "\"model.layers.0.self_attn.qkv_proj\", "
	    "\"model.layers.1.mlp.down_proj\", "
	    "\"model.layers.1.mlp.gate_up_proj\", "
	    "\"model.layers.1.self_attn.o_proj\", "
	    "\"model.layers.1.self_attn.qkv_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    18.2218380, { -0.606549, 2.246291, -0.553776, 2.134366 },
	    {
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 10.3471, 1.17352 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 7.88798, 1.17352 },
		{ "base_model.model.model.layers.0.self_attn.qkv_proj.lora_A."
		  "weight",
		    3, 24, 33.4425, 2.48184 },
		{ "base_model.model.model.layers.0.self_attn.qkv_proj.lora_B."
		  "weight",
		    40, 3, 50.6901, 2.48184 },
		{ "base_model.model.model.layers.0.mlp.gate_up_proj.lora_A."
		  "weight",
		    3, 24, 7.0826, -0.614957 },
		{ "base_model.model.model.layers.0.mlp.gate_up_proj.lora_B."
		  "weight",
		    72, 3, 7.11756, -0.614958 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 4.90142, -2.01277 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 2.97205, -2.01277 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 1.92912, 0.0790969 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.90326, 0.0790969 },
		{ "base_model.model.model.layers.1.self_attn.qkv_proj.lora_A."
		  "weight",
		    3, 24, 4.2363, -0.151899 },
		{ "base_model.model.model.layers.1.self_attn.qkv_proj.lora_B."
		  "weight",
		    40, 3, 3.82193, -0.151898 },
		{ "base_model.model.model.layers.1.mlp.gate_up_proj.lora_A."
		  "weight",
		    3, 24, 3.06929, -0.952347 },
		{ "base_model.model.model.layers.1.mlp.gate_up_proj.lora_B."
		  "weight",
		    72, 3, 3.21278, -0.952346 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 1.19761, 0.352474 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 1.97216, 0.352474 },
	    } },
	{ "smollm3, all said, LORA",
	    "{\"model_type\": \"smollm3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"no_rope_layers\": "
	    "[0, 1], \"use_sliding_window\": true, \"sliding_window\": 6, "
	    "\"attention_bias\": true, \"mlp_bias\": true, "
	    "\"tie_word_embeddings\": false, \"pad_token_id\": 0}",
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
	    16.6716881, { 0.127968, 1.783339, 1.563953, -0.426213 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 6.6475, 1.97631 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 7.47889, 1.97631 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 7.42485, 0.590233 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 11.7943, 0.590234 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 10.3152, -4.10564 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 14.2719, -4.10564 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 8.55124, -1.22437 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 8.01027, -1.22437 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 5.97393, 2.57001 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 6.13225, 2.57001 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 4.83041, -0.525458 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 7.60638, -0.525458 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 9.40321, 2.52989 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 6.60034, 2.52989 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 4.36529, -0.467032 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 3.47635, -0.467032 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 4.40954, -0.00031622 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 3.34195, -0.000316066 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 2.69663, 0.192625 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 2.43329, 0.192626 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 1.9785, 0.373615 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 3.94487, 0.373615 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.34071, 0.288676 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 3.21989, 0.288676 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 3.24287, -1.15795 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 3.22613, -1.15795 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 3.015, -0.14176 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 2.33728, -0.14176 },
	    } },
	{ "granite, biases, LORA",
	    "{\"model_type\": \"granite\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"attention_bias\": "
	    "true, \"mlp_bias\": true}",
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
	    16.9990196, { 0.127968, 1.611125, 0.230832, -0.501048 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 7.72687, 0.0259937 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 9.65797, 0.0259937 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 6.18178, 0.0241627 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 10.8109, 0.0241626 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 4.2098, -0.583797 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 9.04021, -0.583797 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 7.73362, 1.57748 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 7.22768, 1.57748 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.25671, 0.0731508 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 4.45425, 0.0731504 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 5.8346, -2.41035 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 5.3377, -2.41035 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 3.58951, 0.473639 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 4.09899, 0.473639 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 2.21169, -1.23827 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 1.60992, -1.23827 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.7016, -0.538084 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 1.44438, -0.538084 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 3.10062, 0.45107 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 1.95048, 0.45107 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 3.57395, 0.99449 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.94221, 0.99449 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.37359, -0.276658 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 2.48775, -0.276658 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 3.09592, -0.832895 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 3.31496, -0.832895 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 3.03361, 0.613289 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 2.25684, 0.613289 },
	    } },
	{ "granite, biases, PREFIX_TUNING",
	    "{\"model_type\": \"granite\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"attention_bias\": "
	    "true, \"mlp_bias\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 4, "
	    "\"token_dim\": 12, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 12}",
	    19.1282310, { -0.687260, -0.942833, 0.481242, -0.199077 },
	    {
		{ "prompt_embeddings", 4, 48, 1.52641, 0.764293 },
	    } },
	{ "stablelm, side by side, LORA",
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 3, "
	    "\"num_key_value_heads\": 1, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"partial_rotary_factor\": 0.5, \"use_qkv_bias\": true, "
	    "\"use_parallel_residual\": true, \"tie_word_embeddings\": true}",
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
	    15.7002602, { -0.120416, 0.051322, 1.411347, -0.531702 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.11935, -0.141458 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 2.87061, -0.141458 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.30491, 0.184796 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    8, 3, 2.14358, 0.184796 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 2.8656, -1.91296 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    8, 3, 3.65264, -1.91296 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 2.57032, -0.76145 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 3.19456, -0.76145 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 1.69392, -0.133636 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 1.86824, -0.133636 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 2.23565, 0.695565 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 2.27156, 0.695565 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 2.12817, 0.100751 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 1.83568, 0.100751 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.35404, -0.0164732 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 0.798743, -0.0164732 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 0.964947, -0.13464 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    8, 3, 0.84906, -0.13464 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 0.691422, -0.300705 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    8, 3, 1.67416, -0.300705 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 0.799787, 0.0891214 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.7024, 0.0891214 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.14234, -0.407263 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 1.54446, -0.407263 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 1.40551, -0.149739 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 1.43863, -0.149739 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 1.75632, -0.111304 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 3.16108, -0.111304 },
	    } },
	{ "gemma3, LORA",
	    "{\"model_type\": \"gemma3_text\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 6, \"query_pre_attn_scalar\": 8, "
	    "\"pad_token_id\": 0, \"sliding_window_pattern\": 2}",
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
	    25.5993729, { -0.919082, 0.447323, 1.314645, -2.643474 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 4.19575, 0.402424 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 6.10965, 0.402424 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 5.12244, -2.11972 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 6.53221, -2.11972 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 7.90686, -2.30625 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 11.7981, -2.30625 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 9.6489, 1.1427 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 9.26681, 1.1427 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 6.28291, -0.753546 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 5.83795, -0.753546 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 6.90105, -0.432469 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 5.24928, -0.432469 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 5.826, 1.0189 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 4.6048, 1.0189 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 3.0575, 0.558918 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 3.40641, 0.558917 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 3.64555, -0.708535 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 3.79075, -0.708535 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 2.87366, -0.942826 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 3.35991, -0.942826 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 3.74566, -0.0463288 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 4.89443, -0.0463284 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 5.8476, 1.9872 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 3.07061, 1.9872 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 5.742, -0.867202 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 3.27439, -0.867202 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 2.52012, -0.610613 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 3.30576, -0.610613 },
	    } },
	{ "gptj, LORA",
	    "{\"model_type\": \"gptj\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 2, \"n_positions\": 32, "
	    "\"rotary_dim\": 8}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.attn.k_proj\", "
	    "\"transformer.h.0.attn.out_proj\", "
	    "\"transformer.h.0.attn.q_proj\", \"transformer.h.0.attn.v_proj\", "
	    "\"transformer.h.0.mlp.fc_in\", \"transformer.h.0.mlp.fc_out\", "
	    "\"transformer.h.1.attn.k_proj\", "
	    "\"transformer.h.1.attn.out_proj\", "
	    "\"transformer.h.1.attn.q_proj\", \"transformer.h.1.attn.v_proj\", "
	    "\"transformer.h.1.mlp.fc_in\", \"transformer.h.1.mlp.fc_out\"], "
	    "\"lora_alpha\": 5, \"bias\": \"none\", \"init_lora_weights\": "
	    "true, \"megatron_core\": \"megatron.core\", "
	    "\"qalora_group_size\": 16}",
	    20.3451195, { 0.202811, 2.093854, 1.810780, -0.445210 },
	    {
		{ "base_model.model.transformer.h.0.attn.k_proj.lora_A.weight",
		    3, 24, 1.92924, 0.365952 },
		{ "base_model.model.transformer.h.0.attn.k_proj.lora_B.weight",
		    24, 3, 2.52131, 0.365952 },
		{ "base_model.model.transformer.h.0.attn.v_proj.lora_A.weight",
		    3, 24, 2.09449, 0.0253188 },
		{ "base_model.model.transformer.h.0.attn.v_proj.lora_B.weight",
		    24, 3, 1.96821, 0.0253187 },
		{ "base_model.model.transformer.h.0.attn.q_proj.lora_A.weight",
		    3, 24, 1.81507, 0.391585 },
		{ "base_model.model.transformer.h.0.attn.q_proj.lora_B.weight",
		    24, 3, 2.15618, 0.391585 },
		{ "base_model.model.transformer.h.0.attn.out_proj.lora_A."
		  "weight",
		    3, 24, 2.10433, -0.0464135 },
		{ "base_model.model.transformer.h.0.attn.out_proj.lora_B."
		  "weight",
		    24, 3, 1.3437, -0.0464134 },
		{ "base_model.model.transformer.h.0.mlp.fc_in.lora_A.weight", 3,
		    24, 2.32354, 0.640399 },
		{ "base_model.model.transformer.h.0.mlp.fc_in.lora_B.weight",
		    96, 3, 2.00128, 0.640399 },
		{ "base_model.model.transformer.h.0.mlp.fc_out.lora_A.weight",
		    3, 96, 2.16455, -0.433525 },
		{ "base_model.model.transformer.h.0.mlp.fc_out.lora_B.weight",
		    24, 3, 3.03654, -0.433524 },
		{ "base_model.model.transformer.h.1.attn.k_proj.lora_A.weight",
		    3, 24, 0.769711, -0.0348345 },
		{ "base_model.model.transformer.h.1.attn.k_proj.lora_B.weight",
		    24, 3, 0.741306, -0.0348345 },
		{ "base_model.model.transformer.h.1.attn.v_proj.lora_A.weight",
		    3, 24, 1.41368, -0.0709334 },
		{ "base_model.model.transformer.h.1.attn.v_proj.lora_B.weight",
		    24, 3, 1.43426, -0.0709334 },
		{ "base_model.model.transformer.h.1.attn.q_proj.lora_A.weight",
		    3, 24, 1.26989, -0.37387 },
		{ "base_model.model.transformer.h.1.attn.q_proj.lora_B.weight",
		    24, 3, 1.61067, -0.37387 },
		{ "base_model.model.transformer.h.1.attn.out_proj.lora_A."
		  "weight",
		    3, 24, 2.07949, -0.167665 },
		{ "base_model.model.transformer.h.1.attn.out_proj.lora_B."
		  "weight",
		    24, 3, 0.916818, -0.167665 },
		{ "base_model.model.transformer.h.1.mlp.fc_in.lora_A.weight", 3,
		    24, 1.77575, -0.0214305 },
		{ "base_model.model.transformer.h.1.mlp.fc_in.lora_B.weight",
		    96, 3, 1.86857, -0.0214304 },
		{ "base_model.model.transformer.h.1.mlp.fc_out.lora_A.weight",
		    3, 96, 2.06577, -1.12003 },
		{ "base_model.model.transformer.h.1.mlp.fc_out.lora_B.weight",
		    24, 3, 3.28853, -1.12003 },
	    } },
	{ "gpt_neo, LORA",
	    "{\"model_type\": \"gpt_neo\", \"vocab_size\": 29, "
	    "\"hidden_size\": 24, \"num_layers\": 2, \"num_heads\": 3, "
	    "\"window_size\": 5, \"attention_types\": [[[\"global\", "
	    "\"local\"], 1]], \"max_position_embeddings\": 32}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.attn.attention.k_proj\", "
	    "\"transformer.h.0.attn.attention.out_proj\", "
	    "\"transformer.h.0.attn.attention.q_proj\", "
	    "\"transformer.h.0.attn.attention.v_proj\", "
	    "\"transformer.h.0.mlp.c_fc\", \"transformer.h.0.mlp.c_proj\", "
	    "\"transformer.h.1.attn.attention.k_proj\", "
	    "\"transformer.h.1.attn.attention.out_proj\", "
	    "\"transformer.h.1.attn.attention.q_proj\", "
	    "\"transformer.h.1.attn.attention.v_proj\", "
	    "\"transformer.h.1.mlp.c_fc\", \"transformer.h.1.mlp.c_proj\"], "
	    "\"lora_alpha\": 5, \"bias\": \"none\", \"init_lora_weights\": "
	    "true, \"megatron_core\": \"megatron.core\", "
	    "\"qalora_group_size\": 16}",
	    16.7661896, { 0.369997, 3.613887, -0.242755, 1.951726 },
	    {
		{ "base_model.model.transformer.h.0.attn.attention.k_proj.lora_"
		  "A.weight",
		    3, 24, 9.7715, -0.326815 },
		{ "base_model.model.transformer.h.0.attn.attention.k_proj.lora_"
		  "B.weight",
		    24, 3, 3.50892, -0.326816 },
		{ "base_model.model.transformer.h.0.attn.attention.v_proj.lora_"
		  "A.weight",
		    3, 24, 3.60918, -0.588136 },
		{ "base_model.model.transformer.h.0.attn.attention.v_proj.lora_"
		  "B.weight",
		    24, 3, 5.19126, -0.588136 },
		{ "base_model.model.transformer.h.0.attn.attention.q_proj.lora_"
		  "A.weight",
		    3, 24, 4.36491, -0.253219 },
		{ "base_model.model.transformer.h.0.attn.attention.q_proj.lora_"
		  "B.weight",
		    24, 3, 6.14305, -0.253219 },
		{ "base_model.model.transformer.h.0.attn.attention.out_proj."
		  "lora_A.weight",
		    3, 24, 4.74169, 0.221792 },
		{ "base_model.model.transformer.h.0.attn.attention.out_proj."
		  "lora_B.weight",
		    24, 3, 2.27402, 0.221792 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_A.weight", 3,
		    24, 2.91382, 1.73278 },
		{ "base_model.model.transformer.h.0.mlp.c_fc.lora_B.weight", 96,
		    3, 3.55388, 1.73278 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_A.weight",
		    3, 96, 3.31787, -0.224976 },
		{ "base_model.model.transformer.h.0.mlp.c_proj.lora_B.weight",
		    24, 3, 2.33375, -0.224976 },
		{ "base_model.model.transformer.h.1.attn.attention.k_proj.lora_"
		  "A.weight",
		    3, 24, 0.444251, -0.0867752 },
		{ "base_model.model.transformer.h.1.attn.attention.k_proj.lora_"
		  "B.weight",
		    24, 3, 0.955458, -0.0867753 },
		{ "base_model.model.transformer.h.1.attn.attention.v_proj.lora_"
		  "A.weight",
		    3, 24, 1.11601, -0.0523588 },
		{ "base_model.model.transformer.h.1.attn.attention.v_proj.lora_"
		  "B.weight",
		    24, 3, 1.39355, -0.0523589 },
		{ "base_model.model.transformer.h.1.attn.attention.q_proj.lora_"
		  "A.weight",
		    3, 24, 1.29002, -0.275668 },
		{ "base_model.model.transformer.h.1.attn.attention.q_proj.lora_"
		  "B.weight",
		    24, 3, 1.92466, -0.275668 },
		{ "base_model.model.transformer.h.1.attn.attention.out_proj."
		  "lora_A.weight",
		    3, 24, 1.48935, 0.66939 },
		{ "base_model.model.transformer.h.1.attn.attention.out_proj."
		  "lora_B.weight",
		    24, 3, 2.12355, 0.66939 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_A.weight", 3,
		    24, 2.50905, -0.192033 },
		{ "base_model.model.transformer.h.1.mlp.c_fc.lora_B.weight", 96,
		    3, 1.11149, -0.192033 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_A.weight",
		    3, 96, 1.69485, -0.0742152 },
		{ "base_model.model.transformer.h.1.mlp.c_proj.lora_B.weight",
		    24, 3, 1.11242, -0.0742153 },
	    } },
	{ "falcon, new form, LORA",
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"new_decoder_architecture\": true, \"num_kv_heads\": 2, "
	    "\"ffn_hidden_size\": 40, \"tie_word_embeddings\": false}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.mlp.dense_4h_to_h\", "
	    "\"transformer.h.0.mlp.dense_h_to_4h\", "
	    "\"transformer.h.0.self_attention.dense\", "
	    "\"transformer.h.0.self_attention.query_key_value\", "
	    "\"transformer.h.1.mlp.dense_4h_to_h\", "
	    "\"transformer.h.1.mlp.dense_h_to_4h\", "
	    "\"transformer.h.1.self_attention.dense\", "
	    "\"transformer.h.1.self_attention.query_key_value\"], "
	    "\"lora_alpha\": 5, \"bias\": \"none\", \"init_lora_weights\": "
	    "true, \"megatron_core\": \"megatron.core\", "
	    "\"qalora_group_size\": 16}",
	    14.5678577, { 0.710372, -2.320729, 2.046580, -0.147796 },
	    {
		{ "base_model.model.transformer.h.0.self_attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 2.65109, -0.306841 },
		{ "base_model.model.transformer.h.0.self_attention.query_key_"
		  "value.lora_B.weight",
		    48, 3, 3.84979, -0.306841 },
		{ "base_model.model.transformer.h.0.self_attention.dense.lora_"
		  "A.weight",
		    3, 24, 1.71149, -0.352783 },
		{ "base_model.model.transformer.h.0.self_attention.dense.lora_"
		  "B.weight",
		    24, 3, 2.56797, -0.352783 },
		{ "base_model.model.transformer.h.0.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 3.21965, 0.514543 },
		{ "base_model.model.transformer.h.0.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    40, 3, 2.68912, 0.514542 },
		{ "base_model.model.transformer.h.0.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 40, 2.61947, 0.47041 },
		{ "base_model.model.transformer.h.0.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 2.38146, 0.47041 },
		{ "base_model.model.transformer.h.1.self_attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 1.65081, -0.62476 },
		{ "base_model.model.transformer.h.1.self_attention.query_key_"
		  "value.lora_B.weight",
		    48, 3, 2.73732, -0.62476 },
		{ "base_model.model.transformer.h.1.self_attention.dense.lora_"
		  "A.weight",
		    3, 24, 1.15811, 0.368759 },
		{ "base_model.model.transformer.h.1.self_attention.dense.lora_"
		  "B.weight",
		    24, 3, 2.425, 0.368759 },
		{ "base_model.model.transformer.h.1.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 1.26271, -0.358337 },
		{ "base_model.model.transformer.h.1.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    40, 3, 1.55276, -0.358337 },
		{ "base_model.model.transformer.h.1.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 40, 0.869285, 0.20789 },
		{ "base_model.model.transformer.h.1.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 1.43924, 0.20789 },
	    } },
	{ "gemma2, caps that bind, LORA",
	    "{\"model_type\": \"gemma2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 3, \"attn_logit_softcapping\": 0.5, "
	    "\"final_logit_softcapping\": 2.0, \"attention_bias\": true, "
	    "\"pad_token_id\": 0, \"layer_types\": [\"full_attention\", "
	    "\"sliding_attention\"]}",
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
	    14.5763683, { -0.845912, 1.090162, 0.016370, -1.975038 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.25896, -1.02515 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 2.67278, -1.02515 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 3.53969, 0.444972 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 2.98735, 0.444972 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.63196, 0.126597 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 5.90549, 0.126597 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 5.15653, -1.0702 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 3.09847, -1.0702 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.14444, -0.138128 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 2.76571, -0.138128 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 3.08178, -0.914548 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 2.15838, -0.914548 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 2.95162, 0.544552 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 2.57898, 0.544552 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 0.557744, -0.0137232 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 0.370583, -0.0137232 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 0.55537, 0.257891 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 0.481123, 0.257891 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.36038, -0.210333 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 1.53588, -0.210333 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 2.31656, -0.0479235 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 2.42619, -0.0479235 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.22205, 0.827834 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 2.16344, 0.827834 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 1.88754, 0.095041 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 2.08174, 0.0950409 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 1.35404, -0.142284 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 2.09518, -0.142284 },
	    } },
	{ "falcon, alibi, LORA",
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"alibi\": true, "
	    "\"multi_query\": false, \"parallel_attn\": false, \"bias\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.mlp.dense_4h_to_h\", "
	    "\"transformer.h.0.mlp.dense_h_to_4h\", "
	    "\"transformer.h.0.self_attention.dense\", "
	    "\"transformer.h.0.self_attention.query_key_value\", "
	    "\"transformer.h.1.mlp.dense_4h_to_h\", "
	    "\"transformer.h.1.mlp.dense_h_to_4h\", "
	    "\"transformer.h.1.self_attention.dense\", "
	    "\"transformer.h.1.self_attention.query_key_value\"], "
	    "\"lora_alpha\": 5, \"bias\": \"none\", \"init_lora_weights\": "
	    "true, \"megatron_core\": \"megatron.core\", "
	    "\"qalora_group_size\": 16}",
	    16.5989075, { 1.103486, -1.720314, -1.819640, -0.267342 },
	    {
		{ "base_model.model.transformer.h.0.self_attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 7.05844, 1.11752 },
		{ "base_model.model.transformer.h.0.self_attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 6.8616, 1.11752 },
		{ "base_model.model.transformer.h.0.self_attention.dense.lora_"
		  "A.weight",
		    3, 24, 6.68428, 1.02652 },
		{ "base_model.model.transformer.h.0.self_attention.dense.lora_"
		  "B.weight",
		    24, 3, 4.38231, 1.02652 },
		{ "base_model.model.transformer.h.0.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 5.07995, 0.793435 },
		{ "base_model.model.transformer.h.0.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    96, 3, 3.76334, 0.793435 },
		{ "base_model.model.transformer.h.0.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 96, 5.23419, 0.868251 },
		{ "base_model.model.transformer.h.0.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 5.34956, 0.868251 },
		{ "base_model.model.transformer.h.1.self_attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 3.32418, 1.11345 },
		{ "base_model.model.transformer.h.1.self_attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 5.90585, 1.11345 },
		{ "base_model.model.transformer.h.1.self_attention.dense.lora_"
		  "A.weight",
		    3, 24, 4.37063, -0.385965 },
		{ "base_model.model.transformer.h.1.self_attention.dense.lora_"
		  "B.weight",
		    24, 3, 2.18379, -0.385965 },
		{ "base_model.model.transformer.h.1.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 2.34362, -0.413882 },
		{ "base_model.model.transformer.h.1.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    96, 3, 1.51461, -0.413882 },
		{ "base_model.model.transformer.h.1.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 96, 2.2283, 0.833267 },
		{ "base_model.model.transformer.h.1.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 2.07718, 0.833267 },
	    } },
	{ "bloom, LORA",
	    "{\"model_type\": \"bloom\", \"vocab_size\": 29, \"hidden_size\": "
	    "24, \"n_layer\": 2, \"n_head\": 4, \"seq_length\": 32}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.h.0.mlp.dense_4h_to_h\", "
	    "\"transformer.h.0.mlp.dense_h_to_4h\", "
	    "\"transformer.h.0.self_attention.dense\", "
	    "\"transformer.h.0.self_attention.query_key_value\", "
	    "\"transformer.h.1.mlp.dense_4h_to_h\", "
	    "\"transformer.h.1.mlp.dense_h_to_4h\", "
	    "\"transformer.h.1.self_attention.dense\", "
	    "\"transformer.h.1.self_attention.query_key_value\"], "
	    "\"lora_alpha\": 5, \"bias\": \"none\", \"init_lora_weights\": "
	    "true, \"megatron_core\": \"megatron.core\", "
	    "\"qalora_group_size\": 16}",
	    15.3697834, { 1.198132, -1.372512, -1.709535, 0.060585 },
	    {
		{ "base_model.model.transformer.h.0.self_attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 6.67107, 1.80213 },
		{ "base_model.model.transformer.h.0.self_attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 6.12477, 1.80213 },
		{ "base_model.model.transformer.h.0.self_attention.dense.lora_"
		  "A.weight",
		    3, 24, 2.98641, 0.824153 },
		{ "base_model.model.transformer.h.0.self_attention.dense.lora_"
		  "B.weight",
		    24, 3, 2.86793, 0.824153 },
		{ "base_model.model.transformer.h.0.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 2.6538, 0.209346 },
		{ "base_model.model.transformer.h.0.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    96, 3, 2.84672, 0.209345 },
		{ "base_model.model.transformer.h.0.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 96, 3.03827, 1.11332 },
		{ "base_model.model.transformer.h.0.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 3.46673, 1.11332 },
		{ "base_model.model.transformer.h.1.self_attention.query_key_"
		  "value.lora_A.weight",
		    3, 24, 3.19621, -0.322218 },
		{ "base_model.model.transformer.h.1.self_attention.query_key_"
		  "value.lora_B.weight",
		    72, 3, 5.59856, -0.322218 },
		{ "base_model.model.transformer.h.1.self_attention.dense.lora_"
		  "A.weight",
		    3, 24, 3.12328, -0.472783 },
		{ "base_model.model.transformer.h.1.self_attention.dense.lora_"
		  "B.weight",
		    24, 3, 2.89439, -0.472783 },
		{ "base_model.model.transformer.h.1.mlp.dense_h_to_4h.lora_A."
		  "weight",
		    3, 24, 3.24313, -0.555535 },
		{ "base_model.model.transformer.h.1.mlp.dense_h_to_4h.lora_B."
		  "weight",
		    96, 3, 1.44282, -0.555535 },
		{ "base_model.model.transformer.h.1.mlp.dense_4h_to_h.lora_A."
		  "weight",
		    3, 96, 1.83001, 0.466695 },
		{ "base_model.model.transformer.h.1.mlp.dense_4h_to_h.lora_B."
		  "weight",
		    24, 3, 2.14126, 0.466695 },
	    } },
	{ "mpt, three heads, untied, LORA",
	    "{\"model_type\": \"mpt\", \"vocab_size\": 29, \"d_model\": 24, "
	    "\"n_layers\": 2, \"n_heads\": 3, \"max_seq_len\": 32, "
	    "\"tie_word_embeddings\": false}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"transformer.blocks.0.attn.Wqkv\", "
	    "\"transformer.blocks.0.attn.out_proj\", "
	    "\"transformer.blocks.0.ffn.down_proj\", "
	    "\"transformer.blocks.0.ffn.up_proj\", "
	    "\"transformer.blocks.1.attn.Wqkv\", "
	    "\"transformer.blocks.1.attn.out_proj\", "
	    "\"transformer.blocks.1.ffn.down_proj\", "
	    "\"transformer.blocks.1.ffn.up_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    19.1261520, { 2.468674, 1.601048, 1.612649, 1.760526 },
	    {
		{ "base_model.model.transformer.blocks.0.attn.Wqkv.lora_A."
		  "weight",
		    3, 24, 8.11578, 5.15755 },
		{ "base_model.model.transformer.blocks.0.attn.Wqkv.lora_B."
		  "weight",
		    72, 3, 7.35011, 5.15755 },
		{ "base_model.model.transformer.blocks.0.attn.out_proj.lora_A."
		  "weight",
		    3, 24, 4.24701, -0.769362 },
		{ "base_model.model.transformer.blocks.0.attn.out_proj.lora_B."
		  "weight",
		    24, 3, 5.37484, -0.769362 },
		{ "base_model.model.transformer.blocks.0.ffn.up_proj.lora_A."
		  "weight",
		    3, 24, 3.1716, 0.429744 },
		{ "base_model.model.transformer.blocks.0.ffn.up_proj.lora_B."
		  "weight",
		    96, 3, 4.25499, 0.429744 },
		{ "base_model.model.transformer.blocks.0.ffn.down_proj.lora_A."
		  "weight",
		    3, 96, 4.19566, 0.697041 },
		{ "base_model.model.transformer.blocks.0.ffn.down_proj.lora_B."
		  "weight",
		    24, 3, 4.63195, 0.697041 },
		{ "base_model.model.transformer.blocks.1.attn.Wqkv.lora_A."
		  "weight",
		    3, 24, 1.87845, -0.114107 },
		{ "base_model.model.transformer.blocks.1.attn.Wqkv.lora_B."
		  "weight",
		    72, 3, 2.73344, -0.114107 },
		{ "base_model.model.transformer.blocks.1.attn.out_proj.lora_A."
		  "weight",
		    3, 24, 3.09954, -0.632839 },
		{ "base_model.model.transformer.blocks.1.attn.out_proj.lora_B."
		  "weight",
		    24, 3, 1.7725, -0.632839 },
		{ "base_model.model.transformer.blocks.1.ffn.up_proj.lora_A."
		  "weight",
		    3, 24, 2.91582, 0.450552 },
		{ "base_model.model.transformer.blocks.1.ffn.up_proj.lora_B."
		  "weight",
		    96, 3, 1.31027, 0.450553 },
		{ "base_model.model.transformer.blocks.1.ffn.down_proj.lora_A."
		  "weight",
		    3, 96, 2.21236, 0.531271 },
		{ "base_model.model.transformer.blocks.1.ffn.down_proj.lora_B."
		  "weight",
		    24, 3, 3.0438, 0.531272 },
	    } },
	{ "falcon, alibi, PREFIX_TUNING",
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"alibi\": true, "
	    "\"multi_query\": false, \"parallel_attn\": false, \"bias\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 3, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 4, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    15.2353706, { 2.417439, -1.109152, 0.892841, 2.185450 },
	    {
		{ "prompt_embeddings", 3, 96, 0.45091, -0.131957 },
	    } },
	{ "bloom, PREFIX_TUNING",
	    "{\"model_type\": \"bloom\", \"vocab_size\": 29, \"hidden_size\": "
	    "24, \"n_layer\": 2, \"n_head\": 4, \"seq_length\": 32}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 4, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 4, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    15.3563881, { 2.291413, -0.998133, 0.627669, 1.970012 },
	    {
		{ "prompt_embeddings", 4, 96, 0.289615, -0.0783555 },
	    } },
	{ "mpt, three heads, untied, PREFIX_TUNING",
	    "{\"model_type\": \"mpt\", \"vocab_size\": 29, \"d_model\": 24, "
	    "\"n_layers\": 2, \"n_heads\": 3, \"max_seq_len\": 32, "
	    "\"tie_word_embeddings\": false}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 5, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 3, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    18.4101906, { 2.343136, 0.891777, 1.636104, 0.041379 },
	    {
		{ "prompt_embeddings", 5, 96, 0.4881, -0.111846 },
	    } },
	{ "gemma, LORA",
	    "{\"model_type\": \"gemma\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"pad_token_id\": 0}",
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
	    24.2810860, { 2.855496, 2.082640, -2.436518, -4.506585 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 8.60227, -0.462948 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 12.5555, -0.462948 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 10.9937, -5.77608 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 10.2042, -5.77608 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 7.36463, -1.48712 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 11.2021, -1.48712 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 8.46895, -0.794822 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 9.2739, -0.794822 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 5.39397, 1.99207 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 9.04972, 1.99207 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 6.73941, 1.71601 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 4.63619, 1.71601 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 8.52223, 1.02307 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 7.84297, 1.02307 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 4.47274, -0.522807 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    32, 3, 4.30043, -0.522807 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 3.41113, 0.528815 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    16, 3, 2.90658, 0.528814 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.81282, 0.543511 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    16, 3, 1.54114, 0.543511 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 32, 1.40612, -0.235398 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 2.21235, -0.235398 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 3.26927, -0.255681 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 3.81145, -0.255681 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 3.97605, 0.347734 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 2.57647, 0.347734 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 3.13363, -1.62007 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 4.10149, -1.62007 },
	    } },
	{ "gemma, biases, untied, PREFIX_TUNING",
	    "{\"model_type\": \"gemma\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 12, "
	    "\"attention_bias\": true, \"pad_token_id\": 0, "
	    "\"tie_word_embeddings\": false}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 3, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    28.2584419, { -0.464775, 1.944790, -2.388856, 1.144470 },
	    {
		{ "prompt_embeddings", 3, 96, 0.75235, -0.0384008 },
	    } },
	{ "phi, LORA",
	    "{\"model_type\": \"phi\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 4, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"num_key_value_heads\": 2, "
	    "\"partial_rotary_factor\": 0.67}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"LORA\", "
	    "\"peft_version\": \"0.21.2\", \"r\": 3, \"target_modules\": "
	    "[\"model.layers.0.mlp.fc1\", \"model.layers.0.mlp.fc2\", "
	    "\"model.layers.0.self_attn.dense\", "
	    "\"model.layers.0.self_attn.k_proj\", "
	    "\"model.layers.0.self_attn.q_proj\", "
	    "\"model.layers.0.self_attn.v_proj\", \"model.layers.1.mlp.fc1\", "
	    "\"model.layers.1.mlp.fc2\", \"model.layers.1.self_attn.dense\", "
	    "\"model.layers.1.self_attn.k_proj\", "
	    "\"model.layers.1.self_attn.q_proj\", "
	    "\"model.layers.1.self_attn.v_proj\"], \"lora_alpha\": 5, "
	    "\"bias\": \"none\", \"init_lora_weights\": true, "
	    "\"megatron_core\": \"megatron.core\", \"qalora_group_size\": 16}",
	    16.9830742, { 0.670810, -0.579375, 1.051405, -0.243212 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 3.97687, -1.66931 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 6.55263, -1.66931 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 4.83168, -2.52421 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 7.41915, -2.52421 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 2.57929, -0.417434 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 4.31932, -0.417434 },
		{ "base_model.model.model.layers.0.self_attn.dense.lora_A."
		  "weight",
		    3, 24, 3.84467, -1.246 },
		{ "base_model.model.model.layers.0.self_attn.dense.lora_B."
		  "weight",
		    24, 3, 3.73823, -1.246 },
		{ "base_model.model.model.layers.0.mlp.fc1.lora_A.weight", 3,
		    24, 3.77379, 0.62817 },
		{ "base_model.model.model.layers.0.mlp.fc1.lora_B.weight", 40,
		    3, 3.00696, 0.62817 },
		{ "base_model.model.model.layers.0.mlp.fc2.lora_A.weight", 3,
		    40, 2.79679, 0.122428 },
		{ "base_model.model.model.layers.0.mlp.fc2.lora_B.weight", 24,
		    3, 1.77349, 0.122428 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.31752, 0.458762 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 1.3419, 0.458762 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.30823, 0.00487688 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 1.14459, 0.00487692 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 1.4537, 0.67366 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 2.31772, 0.67366 },
		{ "base_model.model.model.layers.1.self_attn.dense.lora_A."
		  "weight",
		    3, 24, 1.68042, 0.535914 },
		{ "base_model.model.model.layers.1.self_attn.dense.lora_B."
		  "weight",
		    24, 3, 1.79781, 0.535914 },
		{ "base_model.model.model.layers.1.mlp.fc1.lora_A.weight", 3,
		    24, 0.917615, -0.319618 },
		{ "base_model.model.model.layers.1.mlp.fc1.lora_B.weight", 40,
		    3, 1.49118, -0.319618 },
		{ "base_model.model.model.layers.1.mlp.fc2.lora_A.weight", 3,
		    40, 1.43515, 0.361764 },
		{ "base_model.model.model.layers.1.mlp.fc2.lora_B.weight", 24,
		    3, 2.32453, 0.361764 },
	    } },
	{ "phi, PREFIX_TUNING",
	    "{\"model_type\": \"phi\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 4, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"num_key_value_heads\": 2, "
	    "\"partial_rotary_factor\": 0.67}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 4, "
	    "\"token_dim\": 12, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 12}",
	    16.0873966, { -1.470733, -0.493933, -0.190874, -0.656100 },
	    {
		{ "prompt_embeddings", 4, 48, 0.232382, 0.0405241 },
	    } },
	{ "stablelm, norms of heads, LORA",
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"qk_layernorm\": "
	    "true, \"use_parallel_residual\": true, \"partial_rotary_factor\": "
	    "0.67, \"tie_word_embeddings\": true}",
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
	    17.1560860, { -0.134373, 0.227708, 1.973499, 0.861092 },
	    {
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 1.38195, -0.269933 },
		{ "base_model.model.model.layers.0.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 1.01557, -0.269933 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 1.19935, 0.175371 },
		{ "base_model.model.model.layers.0.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 0.927318, 0.175371 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 2.00294, 0.518721 },
		{ "base_model.model.model.layers.0.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 2.53335, 0.518721 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 1.45039, -0.0247256 },
		{ "base_model.model.model.layers.0.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 1.59424, -0.0247256 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_A.weight",
		    3, 24, 2.4487, 0.507906 },
		{ "base_model.model.model.layers.0.mlp.gate_proj.lora_B.weight",
		    36, 3, 2.73602, 0.507906 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight",
		    3, 24, 2.19688, 0.494096 },
		{ "base_model.model.model.layers.0.mlp.up_proj.lora_B.weight",
		    36, 3, 2.94337, 0.494096 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight",
		    3, 36, 1.82333, 0.1063 },
		{ "base_model.model.model.layers.0.mlp.down_proj.lora_B.weight",
		    24, 3, 2.75744, 0.1063 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_A."
		  "weight",
		    3, 24, 0.47569, 0.0847411 },
		{ "base_model.model.model.layers.1.self_attn.q_proj.lora_B."
		  "weight",
		    24, 3, 0.408036, 0.0847412 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_A."
		  "weight",
		    3, 24, 0.343764, 0.0793071 },
		{ "base_model.model.model.layers.1.self_attn.k_proj.lora_B."
		  "weight",
		    12, 3, 0.293268, 0.0793071 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_A."
		  "weight",
		    3, 24, 0.998432, 0.0868902 },
		{ "base_model.model.model.layers.1.self_attn.v_proj.lora_B."
		  "weight",
		    12, 3, 1.76726, 0.0868901 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_A."
		  "weight",
		    3, 24, 0.923647, 0.297626 },
		{ "base_model.model.model.layers.1.self_attn.o_proj.lora_B."
		  "weight",
		    24, 3, 3.7605, 0.297626 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_A.weight",
		    3, 24, 1.97233, 0.0311009 },
		{ "base_model.model.model.layers.1.mlp.gate_proj.lora_B.weight",
		    36, 3, 1.57286, 0.031101 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_A.weight",
		    3, 24, 2.85583, 0.292865 },
		{ "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight",
		    36, 3, 2.36412, 0.292865 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight",
		    3, 36, 1.89483, -0.406589 },
		{ "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight",
		    24, 3, 4.81091, -0.406589 },
	    } },
	{ "stablelm, norms of heads, PREFIX_TUNING",
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"qk_layernorm\": "
	    "true, \"use_parallel_residual\": true, \"partial_rotary_factor\": "
	    "0.67, \"tie_word_embeddings\": true}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 3, "
	    "\"token_dim\": 12, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 12}",
	    16.6070480, { -1.473247, 1.613059, 3.589680, -1.039031 },
	    {
		{ "prompt_embeddings", 3, 48, 0.304592, 0.116547 },
	    } },
	{ "gptj, PREFIX_TUNING",
	    "{\"model_type\": \"gptj\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 2, \"n_positions\": 32, "
	    "\"rotary_dim\": 8}",
	    "{\"task_type\": \"CAUSAL_LM\", \"peft_type\": \"PREFIX_TUNING\", "
	    "\"peft_version\": \"0.21.2\", \"num_virtual_tokens\": 3, "
	    "\"token_dim\": 24, \"num_transformer_submodules\": 1, "
	    "\"num_attention_heads\": 2, \"num_layers\": 2, "
	    "\"encoder_hidden_size\": 24}",
	    19.1498337, { 1.386337, 0.265189, 0.160018, -0.816645 },
	    {
		{ "prompt_embeddings", 3, 96, 0.273124, 0.000605469 },
	    } },
};
