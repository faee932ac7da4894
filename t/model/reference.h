/* Numbers of tiny models: made by reference.py, see reference.c. */
static const struct reference references[] = {
	{ "gpt2", CONTAINER_HF,
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32}",
	    15.9486752, { 0.125256, 0.772959, -0.531255, 1.844859 },
	    {
		{ "transformer.wte.weight", 9.36219, 5.39271 },
		{ "transformer.wpe.weight", 5.44017, -0.482632 },
		{ "transformer.h.#.ln_1.weight", 2.60099, 0.556874 },
		{ "transformer.h.#.ln_1.bias", 2.10381, -0.758028 },
		{ "transformer.h.#.attn.c_attn.weight", 10.0779, 0.982774 },
		{ "transformer.h.#.attn.c_attn.bias", 1.77583, -0.17863 },
		{ "transformer.h.#.attn.c_proj.weight", 8.17103, 0.198182 },
		{ "transformer.h.#.attn.c_proj.bias", 1.52243, -0.08485 },
		{ "transformer.h.#.ln_2.weight", 1.65066, -0.100495 },
		{ "transformer.h.#.ln_2.bias", 2.12002, 0.555537 },
		{ "transformer.h.#.mlp.c_fc.weight", 6.41889, -0.281221 },
		{ "transformer.h.#.mlp.c_fc.bias", 1.38818, -0.487457 },
		{ "transformer.h.#.mlp.c_proj.weight", 6.58199, -0.143126 },
		{ "transformer.h.#.mlp.c_proj.bias", 0.795614, 0.282656 },
		{ "transformer.ln_f.weight", 1.97705, -0.494961 },
		{ "transformer.ln_f.bias", 2.02511, 0.671467 },
	    } },
	{ "gpt2, untied, exact gelu", CONTAINER_HF,
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32, "
	    "\"tie_word_embeddings\": false, \"activation_function\": "
	    "\"gelu\", \"n_inner\": 40}",
	    19.2594814, { 1.566900, 0.346392, 2.292560, 1.246608 },
	    {
		{ "transformer.wte.weight", 5.56304, -1.05356 },
		{ "transformer.wpe.weight", 5.01053, 0.930646 },
		{ "transformer.h.#.ln_1.weight", 2.87548, -0.673221 },
		{ "transformer.h.#.ln_1.bias", 3.79884, -1.08577 },
		{ "transformer.h.#.attn.c_attn.weight", 11.3766, 0.0195754 },
		{ "transformer.h.#.attn.c_attn.bias", 2.83905, 0.127634 },
		{ "transformer.h.#.attn.c_proj.weight", 8.71813, 0.998701 },
		{ "transformer.h.#.attn.c_proj.bias", 1.67042, 0.292389 },
		{ "transformer.h.#.ln_2.weight", 1.42876, -0.589982 },
		{ "transformer.h.#.ln_2.bias", 1.60231, -0.14174 },
		{ "transformer.h.#.mlp.c_fc.weight", 4.86931, -1.93326 },
		{ "transformer.h.#.mlp.c_fc.bias", 1.07303, -0.0731477 },
		{ "transformer.h.#.mlp.c_proj.weight", 6.12117, -1.6725 },
		{ "transformer.h.#.mlp.c_proj.bias", 1.10008, 0.50431 },
		{ "transformer.ln_f.weight", 2.3663, 0.869529 },
		{ "transformer.ln_f.bias", 2.48094, 0.434361 },
		{ "lm_head.weight", 7.52875, 8.48717 },
	    } },
	{ "llama, tied", CONTAINER_HF,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"tie_word_embeddings\": true, \"rms_norm_eps\": 1e-05}",
	    16.7492561, { -1.205572, -1.114801, 0.808656, -0.301597 },
	    {
		{ "model.embed_tokens.weight", 14.4963, 6.73935 },
		{ "model.layers.#.self_attn.q_proj.weight", 7.69767, 1.80856 },
		{ "model.layers.#.self_attn.k_proj.weight", 8.67399, 1.80856 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.9501, 1.34765 },
		{ "model.layers.#.self_attn.o_proj.weight", 10.3967, 1.34765 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.96249, -2.07491 },
		{ "model.layers.#.mlp.up_proj.weight", 7.52069, -1.32742 },
		{ "model.layers.#.mlp.down_proj.weight", 6.1886, -1.32742 },
		{ "model.layers.#.input_layernorm.weight", 4.61619, -1.93008 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.63914,
		    -0.803841 },
		{ "model.norm.weight", 2.03939, 0.371715 },
	    } },
	{ "llama, biases, wide heads", CONTAINER_HF,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"attention_bias\": true, \"mlp_bias\": true}",
	    15.1369667, { 1.237687, 0.658796, -2.362650, -0.079962 },
	    {
		{ "model.embed_tokens.weight", 13.0377, 0.506653 },
		{ "model.layers.#.self_attn.q_proj.weight", 8.79043, 2.40676 },
		{ "model.layers.#.self_attn.q_proj.bias", 1.53762, -0.633848 },
		{ "model.layers.#.self_attn.k_proj.weight", 9.11185, 1.39819 },
		{ "model.layers.#.self_attn.k_proj.bias", 1.27594, 0.374722 },
		{ "model.layers.#.self_attn.v_proj.weight", 7.64742, 0.448916 },
		{ "model.layers.#.self_attn.v_proj.bias", 2.09449, -1.30827 },
		{ "model.layers.#.self_attn.o_proj.weight", 6.812, -0.859351 },
		{ "model.layers.#.self_attn.o_proj.bias", 1.39537, -0.242952 },
		{ "model.layers.#.mlp.gate_proj.weight", 4.5178, 1.24195 },
		{ "model.layers.#.mlp.gate_proj.bias", 0.811437, -0.384363 },
		{ "model.layers.#.mlp.up_proj.weight", 4.04281, 0.444431 },
		{ "model.layers.#.mlp.up_proj.bias", 0.733514, 0.17787 },
		{ "model.layers.#.mlp.down_proj.weight", 4.35265, 0.622302 },
		{ "model.layers.#.mlp.down_proj.bias", 0.577103, -0.0266013 },
		{ "model.layers.#.input_layernorm.weight", 4.82723, -1.24479 },
		{ "model.layers.#.post_attention_layernorm.weight", 1.44702,
		    0.629756 },
		{ "model.norm.weight", 1.37618, 0.148694 },
		{ "lm_head.weight", 5.36077, 4.30964 },
	    } },
	{ "llama 3", CONTAINER_HF,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0, \"rope_scaling\": {\"rope_type\": \"llama3\", "
	    "\"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": "
	    "4.0, \"original_max_position_embeddings\": 16}}",
	    16.3360252, { -0.248884, 0.941011, 1.065426, 0.529625 },
	    {
		{ "model.embed_tokens.weight", 14.4559, -0.270431 },
		{ "model.layers.#.self_attn.q_proj.weight", 10.1384, -1.03297 },
		{ "model.layers.#.self_attn.k_proj.weight", 8.24147, -1.03297 },
		{ "model.layers.#.self_attn.v_proj.weight", 8.36552,
		    -0.631217 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.98826,
		    -0.631217 },
		{ "model.layers.#.mlp.gate_proj.weight", 5.48784, 0.173115 },
		{ "model.layers.#.mlp.up_proj.weight", 5.61127, 0.90163 },
		{ "model.layers.#.mlp.down_proj.weight", 5.03391, 0.90163 },
		{ "model.layers.#.input_layernorm.weight", 3.84909, -1.3448 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.1874,
		    0.381271 },
		{ "model.norm.weight", 1.68007, 0.915038 },
		{ "lm_head.weight", 5.26583, 6.05573 },
	    } },
	{ "llama, linear", CONTAINER_HF,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_scaling\": "
	    "{\"rope_type\": \"linear\", \"factor\": 4.0}}",
	    16.0370903, { -0.248884, 1.174838, 1.050766, 0.633538 },
	    {
		{ "model.embed_tokens.weight", 26.0618, -0.624819 },
		{ "model.layers.#.self_attn.q_proj.weight", 11.5894, 1.82785 },
		{ "model.layers.#.self_attn.k_proj.weight", 15.6863, 1.82785 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.8046,
		    -0.482902 },
		{ "model.layers.#.self_attn.o_proj.weight", 9.99546,
		    -0.482902 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.10736, 0.707997 },
		{ "model.layers.#.mlp.up_proj.weight", 7.24716, 1.10777 },
		{ "model.layers.#.mlp.down_proj.weight", 5.88533, 1.10777 },
		{ "model.layers.#.input_layernorm.weight", 6.09511, 3.07222 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.64733,
		    -0.262387 },
		{ "model.norm.weight", 1.67727, 0.949083 },
		{ "lm_head.weight", 5.41775, 5.80701 },
	    } },
	{ "mistral", CONTAINER_HF,
	    "{\"model_type\": \"mistral\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"sliding_window\": "
	    "24}",
	    16.3805466, { -0.248884, 0.211506, 1.034100, -0.008431 },
	    {
		{ "model.embed_tokens.weight", 17.4072, 0.0767734 },
		{ "model.layers.#.self_attn.q_proj.weight", 12.2912, 0.506816 },
		{ "model.layers.#.self_attn.k_proj.weight", 9.95206, 0.506817 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.985, -1.1411 },
		{ "model.layers.#.self_attn.o_proj.weight", 11.2504, -1.1411 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.03071, 0.386986 },
		{ "model.layers.#.mlp.up_proj.weight", 6.5344, 1.06433 },
		{ "model.layers.#.mlp.down_proj.weight", 5.06668, 1.06433 },
		{ "model.layers.#.input_layernorm.weight", 4.98398, -1.1459 },
		{ "model.layers.#.post_attention_layernorm.weight", 3.26028,
		    0.429995 },
		{ "model.norm.weight", 1.59608, 0.527549 },
		{ "lm_head.weight", 4.96994, 5.92703 },
	    } },
	{ "qwen2", CONTAINER_HF,
	    "{\"model_type\": \"qwen2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "1000000.0}",
	    15.4868250, { -0.370574, -1.025820, 0.823438, -0.281141 },
	    {
		{ "model.embed_tokens.weight", 20.7211, -0.0916487 },
		{ "model.layers.#.self_attn.q_proj.weight", 11.7811, -1.07179 },
		{ "model.layers.#.self_attn.q_proj.bias", 1.96052, 0.0383578 },
		{ "model.layers.#.self_attn.k_proj.weight", 12.4723, -1.04849 },
		{ "model.layers.#.self_attn.k_proj.bias", 0.997832, 0.0150628 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.5485, 0.26845 },
		{ "model.layers.#.self_attn.v_proj.bias", 3.52897, -0.178765 },
		{ "model.layers.#.self_attn.o_proj.weight", 10.4434,
		    0.0896851 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.17319, -1.29919 },
		{ "model.layers.#.mlp.up_proj.weight", 5.63582, 0.00196547 },
		{ "model.layers.#.mlp.down_proj.weight", 5.48304, 0.00196529 },
		{ "model.layers.#.input_layernorm.weight", 5.5579, -2.88945 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.5965,
		    1.46351 },
		{ "model.norm.weight", 1.52688, 0.501968 },
		{ "lm_head.weight", 4.73373, 4.91092 },
	    } },
	{ "qwen3", CONTAINER_HF,
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 10, "
	    "\"tie_word_embeddings\": true}",
	    18.6262207, { 1.320053, 2.020185, 1.933107, -0.124853 },
	    {
		{ "model.embed_tokens.weight", 13.6532, 8.24417 },
		{ "model.layers.#.self_attn.q_proj.weight", 7.0001,
		    -8.1476e-07 },
		{ "model.layers.#.self_attn.k_proj.weight", 7.53917,
		    3.78216e-07 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.3589, 0.971863 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.62999, 0.971863 },
		{ "model.layers.#.self_attn.q_norm.weight", 1.59694, 0.578332 },
		{ "model.layers.#.self_attn.k_norm.weight", 1.64169, -1.03403 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.90313, 0.585768 },
		{ "model.layers.#.mlp.up_proj.weight", 5.47424, -0.478158 },
		{ "model.layers.#.mlp.down_proj.weight", 6.44713, -0.478158 },
		{ "model.layers.#.input_layernorm.weight", 4.46594, 1.78674 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.32468,
		    0.0429617 },
		{ "model.norm.weight", 2.58888, 0.57418 },
	    } },
	{ "qwen3, biases", CONTAINER_HF,
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 6, "
	    "\"attention_bias\": true}",
	    16.2375069, { -0.281656, -1.402821, -0.043943, -1.024040 },
	    {
		{ "model.embed_tokens.weight", 28.5069, 0.282534 },
		{ "model.layers.#.self_attn.q_proj.weight", 21.8594, 0.450362 },
		{ "model.layers.#.self_attn.q_proj.bias", 4.53739, -0.450358 },
		{ "model.layers.#.self_attn.k_proj.weight", 14.5166, 1.10361 },
		{ "model.layers.#.self_attn.k_proj.bias", 2.35144, -1.1036 },
		{ "model.layers.#.self_attn.v_proj.weight", 12.1234,
		    -0.622595 },
		{ "model.layers.#.self_attn.v_proj.bias", 3.74602, 1.36623 },
		{ "model.layers.#.self_attn.o_proj.weight", 13.243, 0.743637 },
		{ "model.layers.#.self_attn.o_proj.bias", 3.00589, -1.45626 },
		{ "model.layers.#.self_attn.q_norm.weight", 1.6922, -0.379468 },
		{ "model.layers.#.self_attn.k_norm.weight", 2.10047,
		    0.000687717 },
		{ "model.layers.#.mlp.gate_proj.weight", 7.62189, 0.418455 },
		{ "model.layers.#.mlp.up_proj.weight", 7.98859, 0.43011 },
		{ "model.layers.#.mlp.down_proj.weight", 6.09033, 0.430109 },
		{ "model.layers.#.input_layernorm.weight", 7.40915, 2.21608 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.97648,
		    1.89875 },
		{ "model.norm.weight", 1.66312, 0.398044 },
		{ "lm_head.weight", 4.95456, 5.8346 },
	    } },
	{ "gpt_neox", CONTAINER_HF,
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.5}",
	    14.1222162, { 1.609614, -0.842059, 1.111056, 0.654522 },
	    {
		{ "gpt_neox.embed_in.weight", 4.79261, -0.173738 },
		{ "gpt_neox.layers.#.input_layernorm.weight", 1.33649,
		    -0.0911258 },
		{ "gpt_neox.layers.#.input_layernorm.bias", 1.16068,
		    0.0795457 },
		{ "gpt_neox.layers.#.post_attention_layernorm.weight", 1.17259,
		    -0.27877 },
		{ "gpt_neox.layers.#.post_attention_layernorm.bias", 1.05544,
		    0.30434 },
		{ "gpt_neox.layers.#.attention.query_key_value.weight", 4.92551,
		    0.311543 },
		{ "gpt_neox.layers.#.attention.query_key_value.bias", 0.95529,
		    0.0616332 },
		{ "gpt_neox.layers.#.attention.dense.weight", 3.72338,
		    0.608831 },
		{ "gpt_neox.layers.#.attention.dense.bias", 0.5979, -0.366471 },
		{ "gpt_neox.layers.#.mlp.dense_h_to_4h.weight", 3.95483,
		    0.0818523 },
		{ "gpt_neox.layers.#.mlp.dense_h_to_4h.bias", 0.803954,
		    -0.215015 },
		{ "gpt_neox.layers.#.mlp.dense_4h_to_h.weight", 3.80607,
		    0.0591738 },
		{ "gpt_neox.layers.#.mlp.dense_4h_to_h.bias", 0.5979,
		    -0.12764 },
		{ "gpt_neox.final_layer_norm.weight", 1.41152, -0.458382 },
		{ "gpt_neox.final_layer_norm.bias", 1.37645, 0.560535 },
		{ "embed_out.weight", 5.54414, 3.69298 },
	    } },
	{ "gpt_neox, one after the other", CONTAINER_HF,
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.25, "
	    "\"use_parallel_residual\": false, \"hidden_act\": \"gelu_new\", "
	    "\"rotary_emb_base\": 5000}",
	    15.6724234, { 0.853602, -0.211142, -1.240622, 1.316517 },
	    {
		{ "gpt_neox.embed_in.weight", 5.14769, -0.0567072 },
		{ "gpt_neox.layers.#.input_layernorm.weight", 1.98511,
		    0.695116 },
		{ "gpt_neox.layers.#.input_layernorm.bias", 2.4132, -0.496951 },
		{ "gpt_neox.layers.#.post_attention_layernorm.weight", 1.12424,
		    -0.119189 },
		{ "gpt_neox.layers.#.post_attention_layernorm.bias", 1.48558,
		    0.544231 },
		{ "gpt_neox.layers.#.attention.query_key_value.weight", 7.39042,
		    -1.59007 },
		{ "gpt_neox.layers.#.attention.query_key_value.bias", 1.93163,
		    0.191308 },
		{ "gpt_neox.layers.#.attention.dense.weight", 6.04555,
		    0.121801 },
		{ "gpt_neox.layers.#.attention.dense.bias", 1.14743,
		    -0.294321 },
		{ "gpt_neox.layers.#.mlp.dense_h_to_4h.weight", 4.00651,
		    0.169212 },
		{ "gpt_neox.layers.#.mlp.dense_h_to_4h.bias", 0.916841,
		    0.37314 },
		{ "gpt_neox.layers.#.mlp.dense_4h_to_h.weight", 5.53544,
		    0.636876 },
		{ "gpt_neox.layers.#.mlp.dense_4h_to_h.bias", 0.890136,
		    -0.407825 },
		{ "gpt_neox.final_layer_norm.weight", 2.23255, 0.880756 },
		{ "gpt_neox.final_layer_norm.bias", 2.11258, 0.830546 },
		{ "embed_out.weight", 7.4466, 5.83349 },
	    } },
	{ "opt", CONTAINER_HF,
	    "{\"model_type\": \"opt\", \"hidden_size\": 24, \"ffn_dim\": 40, "
	    "\"num_attention_heads\": 3, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    16.2156067, { -2.071282, -2.171687, 0.703671, 1.089195 },
	    {
		{ "model.decoder.embed_tokens.weight", 8.83536, 5.55206 },
		{ "model.decoder.embed_positions.weight", 4.81376, -0.242091 },
		{ "model.decoder.final_layer_norm.weight", 2.67389, 0.190393 },
		{ "model.decoder.final_layer_norm.bias", 2.68745, -0.489479 },
		{ "model.decoder.layers.#.self_attn.k_proj.weight", 3.35042,
		    0.360701 },
		{ "model.decoder.layers.#.self_attn.k_proj.bias", 1.03658e-07,
		    -4.51834e-08 },
		{ "model.decoder.layers.#.self_attn.v_proj.weight", 7.7218,
		    -1.40812 },
		{ "model.decoder.layers.#.self_attn.v_proj.bias", 2.10895,
		    0.751622 },
		{ "model.decoder.layers.#.self_attn.q_proj.weight", 3.51446,
		    0.40367 },
		{ "model.decoder.layers.#.self_attn.q_proj.bias", 0.812855,
		    -0.0429688 },
		{ "model.decoder.layers.#.self_attn.out_proj.weight", 9.02947,
		    -0.656494 },
		{ "model.decoder.layers.#.self_attn.out_proj.bias", 1.60795,
		    -0.743857 },
		{ "model.decoder.layers.#.self_attn_layer_norm.weight", 1.95285,
		    0.311655 },
		{ "model.decoder.layers.#.self_attn_layer_norm.bias", 2.97427,
		    -0.566013 },
		{ "model.decoder.layers.#.fc1.weight", 6.28206, 2.00607 },
		{ "model.decoder.layers.#.fc1.bias", 1.45573, 0.250405 },
		{ "model.decoder.layers.#.fc2.weight", 6.60074, 2.25648 },
		{ "model.decoder.layers.#.fc2.bias", 1.27774, -0.406171 },
		{ "model.decoder.layers.#.final_layer_norm.weight", 1.71586,
		    -0.163451 },
		{ "model.decoder.layers.#.final_layer_norm.bias", 2.03577,
		    0.0598546 },
	    } },
	{ "opt, no biases, untied", CONTAINER_HF,
	    "{\"model_type\": \"opt\", \"hidden_size\": 24, \"ffn_dim\": 40, "
	    "\"num_attention_heads\": 3, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"enable_bias\": "
	    "false, \"tie_word_embeddings\": false}",
	    17.3515625, { -0.986935, 1.215182, 1.777288, 1.049808 },
	    {
		{ "model.decoder.embed_tokens.weight", 6.89255, 1.1787 },
		{ "model.decoder.embed_positions.weight", 6.35433, -0.583067 },
		{ "model.decoder.final_layer_norm.weight", 2.54151, -0.511385 },
		{ "model.decoder.final_layer_norm.bias", 2.24612, 0.525384 },
		{ "model.decoder.layers.#.self_attn.k_proj.weight", 4.92799,
		    -0.823096 },
		{ "model.decoder.layers.#.self_attn.v_proj.weight", 10.5534,
		    -1.58966 },
		{ "model.decoder.layers.#.self_attn.q_proj.weight", 5.90238,
		    -0.823096 },
		{ "model.decoder.layers.#.self_attn.out_proj.weight", 11.7832,
		    -1.58966 },
		{ "model.decoder.layers.#.self_attn_layer_norm.weight", 3.32102,
		    0.175451 },
		{ "model.decoder.layers.#.self_attn_layer_norm.bias", 3.54116,
		    -0.411205 },
		{ "model.decoder.layers.#.fc1.weight", 7.01242, 0.993819 },
		{ "model.decoder.layers.#.fc2.weight", 6.56307, 0.993818 },
		{ "model.decoder.layers.#.final_layer_norm.weight", 2.4966,
		    0.738792 },
		{ "model.decoder.layers.#.final_layer_norm.bias", 2.98149,
		    -0.314921 },
		{ "lm_head.weight", 6.28626, 6.58201 },
	    } },
	{ "gpt2 of GGUF", CONTAINER_GGUF,
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32}",
	    17.2667885, { 0.838323, 1.763373, 0.557515, -0.152052 }, {} },
	{ "llama 3 of GGUF", CONTAINER_GGUF,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0, \"rope_scaling\": {\"rope_type\": \"llama3\", "
	    "\"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": "
	    "4.0, \"original_max_position_embeddings\": 16}}",
	    15.4207411, { 2.238134, 1.460314, 1.196755, -2.586771 }, {} },
	{ "qwen2 of GGUF", CONTAINER_GGUF,
	    "{\"model_type\": \"qwen2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "1000000.0}",
	    16.3859901, { 2.353186, 1.872722, 1.360673, -1.637509 }, {} },
	{ "qwen3 of GGUF", CONTAINER_GGUF,
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 10, "
	    "\"tie_word_embeddings\": true}",
	    17.2472916, { 0.744564, 0.274358, 1.510798, -2.496529 }, {} },
	{ "gpt_neox of GGUF", CONTAINER_GGUF,
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.5}",
	    16.9105473, { -1.756946, 0.189574, -0.581124, -1.082561 }, {} },
};
