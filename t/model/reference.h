/* Numbers of tiny models: made by reference.py, see reference.c. */
static const struct reference references[] = {
	{ "gpt2", CONTAINER_HF, 0,
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
	{ "gpt2, untied, exact gelu", CONTAINER_HF, 0,
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
	{ "llama, tied", CONTAINER_HF, 0,
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
	{ "llama, biases, wide heads", CONTAINER_HF, 0,
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
	{ "llama 3", CONTAINER_HF, 0,
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
	{ "llama, linear", CONTAINER_HF, 0,
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
	{ "mistral", CONTAINER_HF, 0,
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
	{ "qwen2", CONTAINER_HF, 0,
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
	{ "qwen3", CONTAINER_HF, 0,
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
	{ "qwen3, biases", CONTAINER_HF, 0,
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
	{ "gpt_neox", CONTAINER_HF, 0,
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
	{ "gpt_neox, one after the other", CONTAINER_HF, 0,
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
	{ "opt", CONTAINER_HF, 0,
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
	{ "opt, no biases, untied", CONTAINER_HF, 0,
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
	{ "gpt2 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"gpt2\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 3, \"n_positions\": 32}",
	    17.2667885, { 0.838323, 1.763373, 0.557515, -0.152052 }, {} },
	{ "llama 3 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0, \"rope_scaling\": {\"rope_type\": \"llama3\", "
	    "\"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": "
	    "4.0, \"original_max_position_embeddings\": 16}}",
	    15.4207411, { 2.238134, 1.460314, 1.196755, -2.586771 }, {} },
	{ "qwen2 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"qwen2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "1000000.0}",
	    16.3859901, { 2.353186, 1.872722, 1.360673, -1.637509 }, {} },
	{ "qwen3 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 10, "
	    "\"tie_word_embeddings\": true}",
	    17.2472916, { 0.744564, 0.274358, 1.510798, -2.496529 }, {} },
	{ "gpt_neox of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"gpt_neox\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 3, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"rotary_pct\": 0.5}",
	    16.9105473, { -1.756946, 0.189574, -0.581124, -1.082561 }, {} },
	{ "mistral, a short window", CONTAINER_HF, 0,
	    "{\"model_type\": \"mistral\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"sliding_window\": "
	    "5}",
	    16.6018353, { -0.248884, -0.001192, 1.249884, 0.609222 },
	    {
		{ "model.embed_tokens.weight", 16.9821, 0.153795 },
		{ "model.layers.#.self_attn.q_proj.weight", 11.2475, 1.21153 },
		{ "model.layers.#.self_attn.k_proj.weight", 9.63797, 1.21153 },
		{ "model.layers.#.self_attn.v_proj.weight", 9.17314,
		    -0.826265 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.9567, -0.826265 },
		{ "model.layers.#.mlp.gate_proj.weight", 5.85082, 0.375804 },
		{ "model.layers.#.mlp.up_proj.weight", 4.91423, 0.672504 },
		{ "model.layers.#.mlp.down_proj.weight", 4.97239, 0.672504 },
		{ "model.layers.#.input_layernorm.weight", 5.27524, -0.807667 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.33006,
		    -0.0609256 },
		{ "model.norm.weight", 1.72745, 0.332755 },
		{ "lm_head.weight", 4.66798, 6.57658 },
	    } },
	{ "qwen2, a window behind", CONTAINER_HF, 0,
	    "{\"model_type\": \"qwen2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"use_sliding_window\": true, \"sliding_window\": 4, "
	    "\"max_window_layers\": 1}",
	    15.3213539, { -0.370574, -1.818534, 0.972362, -0.310276 },
	    {
		{ "model.embed_tokens.weight", 19.835, 0.0336253 },
		{ "model.layers.#.self_attn.q_proj.weight", 12.5719,
		    -0.593736 },
		{ "model.layers.#.self_attn.q_proj.bias", 1.82162, -0.15372 },
		{ "model.layers.#.self_attn.k_proj.weight", 12.0239,
		    -0.655294 },
		{ "model.layers.#.self_attn.k_proj.bias", 1.03843, -0.092162 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.01, -0.624689 },
		{ "model.layers.#.self_attn.v_proj.bias", 3.16087, -0.201127 },
		{ "model.layers.#.self_attn.o_proj.weight", 10.126, -0.825816 },
		{ "model.layers.#.mlp.gate_proj.weight", 5.65199, -0.223628 },
		{ "model.layers.#.mlp.up_proj.weight", 5.84301, 0.792187 },
		{ "model.layers.#.mlp.down_proj.weight", 4.49062, 0.792187 },
		{ "model.layers.#.input_layernorm.weight", 6.74398, -2.42955 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.65598,
		    -0.138803 },
		{ "model.norm.weight", 1.5103, 0.44883 },
		{ "lm_head.weight", 4.76377, 4.81775 },
	    } },
	{ "llama, yarn", CONTAINER_HF, 0,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 12, "
	    "\"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4.0, "
	    "\"original_max_position_embeddings\": 16, \"rope_theta\": "
	    "10000.0}}",
	    18.1561260, { -0.004510, -0.070977, -1.331948, -0.694276 },
	    {
		{ "model.embed_tokens.weight", 9.77019, -0.0738587 },
		{ "model.layers.#.self_attn.q_proj.weight", 6.20863,
		    -0.783557 },
		{ "model.layers.#.self_attn.k_proj.weight", 7.34031,
		    -0.783558 },
		{ "model.layers.#.self_attn.v_proj.weight", 6.96244, -2.84362 },
		{ "model.layers.#.self_attn.o_proj.weight", 6.92117, -2.84362 },
		{ "model.layers.#.mlp.gate_proj.weight", 4.26486, 3.36804 },
		{ "model.layers.#.mlp.up_proj.weight", 4.28987, 2.91745 },
		{ "model.layers.#.mlp.down_proj.weight", 4.55948, 2.91745 },
		{ "model.layers.#.input_layernorm.weight", 2.86817, -0.482047 },
		{ "model.layers.#.post_attention_layernorm.weight", 1.63426,
		    0.304347 },
		{ "model.norm.weight", 2.25934, 0.327145 },
		{ "lm_head.weight", 5.56044, 8.32344 },
	    } },
	{ "llama, yarn, all said", CONTAINER_HF, 0,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 12, "
	    "\"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4.0, "
	    "\"beta_fast\": 4.0, \"beta_slow\": 0.5, \"mscale\": 0.8, "
	    "\"mscale_all_dim\": 0.3, \"truncate\": false, "
	    "\"original_max_position_embeddings\": 16, \"rope_theta\": "
	    "10000.0}}",
	    18.2400131, { -0.004510, -0.193850, -1.283227, -0.723336 },
	    {
		{ "model.embed_tokens.weight", 9.04149, -0.0739506 },
		{ "model.layers.#.self_attn.q_proj.weight", 5.57646,
		    -0.900973 },
		{ "model.layers.#.self_attn.k_proj.weight", 6.46521,
		    -0.900973 },
		{ "model.layers.#.self_attn.v_proj.weight", 6.7058, -2.78314 },
		{ "model.layers.#.self_attn.o_proj.weight", 6.69069, -2.78314 },
		{ "model.layers.#.mlp.gate_proj.weight", 4.06033, 3.29663 },
		{ "model.layers.#.mlp.up_proj.weight", 4.15033, 2.85706 },
		{ "model.layers.#.mlp.down_proj.weight", 4.4448, 2.85706 },
		{ "model.layers.#.input_layernorm.weight", 2.66382, -0.439006 },
		{ "model.layers.#.post_attention_layernorm.weight", 1.60031,
		    0.34873 },
		{ "model.norm.weight", 2.27813, 0.327168 },
		{ "lm_head.weight", 5.59714, 8.39145 },
	    } },
	{ "qwen3, dynamic", CONTAINER_HF, 0,
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"rope_scaling\": {\"rope_type\": \"dynamic\", \"factor\": 2.0, "
	    "\"rope_theta\": 10000.0}}",
	    17.5686302, { 2.035781, 1.051522, -2.875536, -0.130345 },
	    {
		{ "model.embed_tokens.weight", 19.9295, 1.48505 },
		{ "model.layers.#.self_attn.q_proj.weight", 12.1603,
		    2.05515e-06 },
		{ "model.layers.#.self_attn.k_proj.weight", 10.4864,
		    2.76648e-07 },
		{ "model.layers.#.self_attn.v_proj.weight", 13.6216,
		    -0.207647 },
		{ "model.layers.#.self_attn.o_proj.weight", 11.5776,
		    -0.207648 },
		{ "model.layers.#.self_attn.q_norm.weight", 3.50917, 0.069084 },
		{ "model.layers.#.self_attn.k_norm.weight", 4.22233, 1.3923 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.4221, -1.94642 },
		{ "model.layers.#.mlp.up_proj.weight", 8.41237, -1.27742 },
		{ "model.layers.#.mlp.down_proj.weight", 6.67202, -1.27742 },
		{ "model.layers.#.input_layernorm.weight", 6.84554, 0.259896 },
		{ "model.layers.#.post_attention_layernorm.weight", 3.05154,
		    0.561319 },
		{ "model.norm.weight", 1.78443, 0.515347 },
		{ "lm_head.weight", 5.3256, 6.45207 },
	    } },
	{ "olmo2", CONTAINER_HF, 0,
	    "{\"model_type\": \"olmo2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0}",
	    17.2808247, { -0.915790, 0.395718, -1.027786, -0.730420 },
	    {
		{ "model.embed_tokens.weight", 12.9703, -0.296494 },
		{ "model.layers.#.self_attn.q_proj.weight", 7.74865,
		    4.11626e-05 },
		{ "model.layers.#.self_attn.k_proj.weight", 8.21703,
		    4.75049e-05 },
		{ "model.layers.#.self_attn.v_proj.weight", 8.66559,
		    7.87703e-05 },
		{ "model.layers.#.self_attn.o_proj.weight", 9.44623,
		    7.93969e-05 },
		{ "model.layers.#.self_attn.q_norm.weight", 1.89946,
		    -0.0738963 },
		{ "model.layers.#.self_attn.k_norm.weight", 2.02793,
		    -0.0515757 },
		{ "model.layers.#.mlp.gate_proj.weight", 4.8962, -0.55496 },
		{ "model.layers.#.mlp.up_proj.weight", 5.58898, 2.6123e-06 },
		{ "model.layers.#.mlp.down_proj.weight", 5.08738, 2.7198e-06 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.47065,
		    1.82832 },
		{ "model.layers.#.post_feedforward_layernorm.weight", 1.46609,
		    -0.248816 },
		{ "model.norm.weight", 2.31218, 0.684516 },
		{ "lm_head.weight", 6.22757, 6.93609 },
	    } },
	{ "olmo2, biases, tied", CONTAINER_HF, 0,
	    "{\"model_type\": \"olmo2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"attention_bias\": "
	    "true, \"tie_word_embeddings\": true}",
	    17.1318378, { 0.106127, -2.438536, 1.047566, -0.154420 },
	    {
		{ "model.embed_tokens.weight", 12.3263, 5.85752 },
		{ "model.layers.#.self_attn.q_proj.weight", 4.27686, 0.739649 },
		{ "model.layers.#.self_attn.q_proj.bias", 4.02907, -0.739701 },
		{ "model.layers.#.self_attn.k_proj.weight", 5.55559,
		    -0.638089 },
		{ "model.layers.#.self_attn.k_proj.bias", 1.97184, 0.638041 },
		{ "model.layers.#.self_attn.v_proj.weight", 11.4486, 0.407609 },
		{ "model.layers.#.self_attn.v_proj.bias", 12.5696, 1.60377 },
		{ "model.layers.#.self_attn.o_proj.weight", 14.6181, 2.01138 },
		{ "model.layers.#.self_attn.o_proj.bias", 8.52564, -2.01125 },
		{ "model.layers.#.self_attn.q_norm.weight", 1.31489,
		    -0.474296 },
		{ "model.layers.#.self_attn.k_norm.weight", 1.41793,
		    -0.611598 },
		{ "model.layers.#.mlp.gate_proj.weight", 12.3577, 0.866916 },
		{ "model.layers.#.mlp.up_proj.weight", 10.117, -1.605e-05 },
		{ "model.layers.#.mlp.down_proj.weight", 7.86244,
		    -1.62003e-05 },
		{ "model.layers.#.post_attention_layernorm.weight", 4.23518,
		    1.27556 },
		{ "model.layers.#.post_feedforward_layernorm.weight", 2.08068,
		    0.690381 },
		{ "model.norm.weight", 2.35421, 0.521206 },
	    } },
	{ "phi3", CONTAINER_HF, 0,
	    "{\"model_type\": \"phi3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"sliding_window\": "
	    "7, \"pad_token_id\": 0}",
	    16.0971184, { -0.345185, -0.872977, -1.630450, -0.162476 },
	    {
		{ "model.embed_tokens.weight", 16.1787, 1.21144 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.90603, -1.4065 },
		{ "model.layers.#.self_attn.qkv_proj.weight", 17.0201,
		    -0.540698 },
		{ "model.layers.#.mlp.gate_up_proj.weight", 9.52073, 0.62649 },
		{ "model.layers.#.mlp.down_proj.weight", 5.33604, 0.195099 },
		{ "model.layers.#.input_layernorm.weight", 3.74165, 0.404583 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.42935,
		    0.662955 },
		{ "model.norm.weight", 1.73019, 0.624459 },
		{ "lm_head.weight", 5.32327, 5.85482 },
	    } },
	{ "phi3, partial longrope", CONTAINER_HF, 0,
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
	    18.8736477, { 0.520652, 2.980266, -0.896706, 0.434171 },
	    {
		{ "model.embed_tokens.weight", 19.8075, 8.68531 },
		{ "model.layers.#.self_attn.o_proj.weight", 11.5673, 0.935216 },
		{ "model.layers.#.self_attn.qkv_proj.weight", 20.7305,
		    2.21538 },
		{ "model.layers.#.mlp.gate_up_proj.weight", 8.97311, -2.39432 },
		{ "model.layers.#.mlp.down_proj.weight", 6.42913, -0.869184 },
		{ "model.layers.#.input_layernorm.weight", 6.62678, -2.10332 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.96308,
		    2.25483 },
		{ "model.norm.weight", 2.39813, 0.865025 },
	    } },
	{ "smollm3", CONTAINER_HF, 0,
	    "{\"model_type\": \"smollm3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"no_rope_layer_interval\": 2, \"pad_token_id\": 0}",
	    16.3678684, { -1.205553, -0.867549, 0.201841, -0.386538 },
	    {
		{ "model.embed_tokens.weight", 16.2944, 5.74695 },
		{ "model.layers.#.self_attn.q_proj.weight", 9.97235, 1.1845 },
		{ "model.layers.#.self_attn.k_proj.weight", 8.41988, 1.1845 },
		{ "model.layers.#.self_attn.v_proj.weight", 9.65324, 2.04134 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.35533, 2.04134 },
		{ "model.layers.#.mlp.gate_proj.weight", 5.96709, -2.42609 },
		{ "model.layers.#.mlp.up_proj.weight", 5.92496, -1.54982 },
		{ "model.layers.#.mlp.down_proj.weight", 5.30071, -1.54982 },
		{ "model.layers.#.input_layernorm.weight", 4.97805, -3.01745 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.16859,
		    -0.933779 },
		{ "model.norm.weight", 2.08255, 0.401005 },
	    } },
	{ "smollm3, all said", CONTAINER_HF, 0,
	    "{\"model_type\": \"smollm3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"no_rope_layers\": "
	    "[0, 1], \"use_sliding_window\": true, \"sliding_window\": 6, "
	    "\"attention_bias\": true, \"mlp_bias\": true, "
	    "\"tie_word_embeddings\": false, \"pad_token_id\": 0}",
	    17.0038910, { -0.133562, -0.759841, 0.189158, -0.124947 },
	    {
		{ "model.embed_tokens.weight", 17.2685, -0.175864 },
		{ "model.layers.#.self_attn.q_proj.weight", 9.45802, 1.17194 },
		{ "model.layers.#.self_attn.q_proj.bias", 1.92621, 0.109956 },
		{ "model.layers.#.self_attn.k_proj.weight", 12.2454, 1.27472 },
		{ "model.layers.#.self_attn.k_proj.bias", 0.182832,
		    0.00718072 },
		{ "model.layers.#.self_attn.v_proj.weight", 7.75344, 0.145306 },
		{ "model.layers.#.self_attn.v_proj.bias", 2.30011, 0.31559 },
		{ "model.layers.#.self_attn.o_proj.weight", 9.74603, 0.460896 },
		{ "model.layers.#.self_attn.o_proj.bias", 1.66262, -0.857715 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.24646, 0.551326 },
		{ "model.layers.#.mlp.gate_proj.bias", 1.31169, 0.288504 },
		{ "model.layers.#.mlp.up_proj.weight", 5.1072, 0.625148 },
		{ "model.layers.#.mlp.up_proj.bias", 1.0809, -0.213929 },
		{ "model.layers.#.mlp.down_proj.weight", 5.64521, 0.411219 },
		{ "model.layers.#.mlp.down_proj.bias", 0.679538, 0.161499 },
		{ "model.layers.#.input_layernorm.weight", 5.05617, 0.860501 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.31465,
		    0.342388 },
		{ "model.norm.weight", 1.61702, 0.646069 },
		{ "lm_head.weight", 5.08803, 6.77725 },
	    } },
	{ "granite", CONTAINER_HF, 0,
	    "{\"model_type\": \"granite\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"embedding_multiplier\": 3.0, \"attention_multiplier\": 0.25, "
	    "\"residual_multiplier\": 0.5, \"logits_scaling\": 2.0, "
	    "\"tie_word_embeddings\": true}",
	    14.6748381, { -0.371584, 0.360922, 0.998021, -0.255068 },
	    {
		{ "model.embed_tokens.weight", 6.03758, 3.9461 },
		{ "model.layers.#.self_attn.q_proj.weight", 2.77202,
		    -0.302275 },
		{ "model.layers.#.self_attn.k_proj.weight", 2.50595,
		    -0.302275 },
		{ "model.layers.#.self_attn.v_proj.weight", 2.9431, -0.870094 },
		{ "model.layers.#.self_attn.o_proj.weight", 2.69116,
		    -0.870094 },
		{ "model.layers.#.mlp.gate_proj.weight", 2.8072, -0.453155 },
		{ "model.layers.#.mlp.up_proj.weight", 2.66695, -0.50572 },
		{ "model.layers.#.mlp.down_proj.weight", 2.63186, -0.50572 },
		{ "model.layers.#.input_layernorm.weight", 1.2953, -1.19738 },
		{ "model.layers.#.post_attention_layernorm.weight", 1.0352,
		    -0.415311 },
		{ "model.norm.weight", 0.778177, -0.00686884 },
	    } },
	{ "granite, biases", CONTAINER_HF, 0,
	    "{\"model_type\": \"granite\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"attention_bias\": "
	    "true, \"mlp_bias\": true}",
	    15.5352430, { -0.133562, -1.414474, 0.111144, -0.462203 },
	    {
		{ "model.embed_tokens.weight", 48.6668, 0.427256 },
		{ "model.layers.#.self_attn.q_proj.weight", 40.0706, 2.76335 },
		{ "model.layers.#.self_attn.q_proj.bias", 8.19639, -1.49367 },
		{ "model.layers.#.self_attn.k_proj.weight", 23.4355, 1.877 },
		{ "model.layers.#.self_attn.k_proj.bias", 2.46709, -0.607317 },
		{ "model.layers.#.self_attn.v_proj.weight", 10.737, -1.94304 },
		{ "model.layers.#.self_attn.v_proj.bias", 1.59349, 0.171129 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.90256, -1.77191 },
		{ "model.layers.#.self_attn.o_proj.bias", 1.38572, -0.192106 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.15879, 1.2714 },
		{ "model.layers.#.mlp.gate_proj.bias", 1.10211, 0.533239 },
		{ "model.layers.#.mlp.up_proj.weight", 5.03392, 1.16507 },
		{ "model.layers.#.mlp.up_proj.bias", 1.00662, 0.481718 },
		{ "model.layers.#.mlp.down_proj.weight", 5.45677, 1.64679 },
		{ "model.layers.#.mlp.down_proj.bias", 0.730152, -0.11 },
		{ "model.layers.#.input_layernorm.weight", 14.1155, 3.19086 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.03988,
		    0.363293 },
		{ "model.norm.weight", 1.66538, -0.000290453 },
		{ "lm_head.weight", 4.77161, 5.22106 },
	    } },
	{ "stablelm", CONTAINER_HF, 0,
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 3, "
	    "\"num_key_value_heads\": 3, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    15.1665201, { -2.064706, 1.415637, 0.685849, 1.099280 },
	    {
		{ "model.embed_tokens.weight", 10.6713, 0.0889404 },
		{ "model.layers.#.self_attn.q_proj.weight", 5.51006, 0.763776 },
		{ "model.layers.#.self_attn.k_proj.weight", 5.40615, 0.763775 },
		{ "model.layers.#.self_attn.v_proj.weight", 9.36049, 0.287958 },
		{ "model.layers.#.self_attn.o_proj.weight", 10.1875, 0.287958 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.94961, -0.605097 },
		{ "model.layers.#.mlp.up_proj.weight", 8.11666, -0.376616 },
		{ "model.layers.#.mlp.down_proj.weight", 5.76538, -0.376616 },
		{ "model.layers.#.input_layernorm.weight", 3.23135, 1.41672 },
		{ "model.layers.#.input_layernorm.bias", 4.54585, -0.419948 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.55273,
		    0.536338 },
		{ "model.layers.#.post_attention_layernorm.bias", 2.80276,
		    -0.276675 },
		{ "model.norm.weight", 1.79651, 1.04995 },
		{ "model.norm.bias", 1.69146, 0.468582 },
		{ "lm_head.weight", 6.43307, 5.00827 },
	    } },
	{ "stablelm, side by side", CONTAINER_HF, 0,
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 3, "
	    "\"num_key_value_heads\": 1, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"partial_rotary_factor\": 0.5, \"use_qkv_bias\": true, "
	    "\"use_parallel_residual\": true, \"tie_word_embeddings\": true}",
	    16.3292503, { 0.056246, 1.901126, 2.778219, -0.572855 },
	    {
		{ "model.embed_tokens.weight", 7.61619, 5.84892 },
		{ "model.layers.#.self_attn.q_proj.weight", 2.0869,
		    -0.0985234 },
		{ "model.layers.#.self_attn.q_proj.bias", 0.438963,
		    -0.0682246 },
		{ "model.layers.#.self_attn.k_proj.weight", 2.15347,
		    -0.187665 },
		{ "model.layers.#.self_attn.k_proj.bias", 0.267366, 0.0209168 },
		{ "model.layers.#.self_attn.v_proj.weight", 3.48796,
		    -0.177015 },
		{ "model.layers.#.self_attn.v_proj.bias", 1.01385, 0.123824 },
		{ "model.layers.#.self_attn.o_proj.weight", 3.30295,
		    -0.0531913 },
		{ "model.layers.#.mlp.gate_proj.weight", 4.15067, 0.441453 },
		{ "model.layers.#.mlp.up_proj.weight", 4.63426, 0.0760186 },
		{ "model.layers.#.mlp.down_proj.weight", 5.33657, 0.0760184 },
		{ "model.layers.#.input_layernorm.weight", 1.84562, -0.204901 },
		{ "model.layers.#.input_layernorm.bias", 2.11785, 0.262433 },
		{ "model.norm.weight", 2.15715, 0.738797 },
		{ "model.norm.bias", 2.2871, 0.836876 },
	    } },
	{ "gemma2", CONTAINER_HF, 0,
	    "{\"model_type\": \"gemma2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 6, \"query_pre_attn_scalar\": 6, "
	    "\"pad_token_id\": 0}",
	    26.7356682, { 0.843677, 0.670558, 1.807641, -2.174542 },
	    {
		{ "model.embed_tokens.weight", 28.8846, 26.326 },
		{ "model.layers.#.self_attn.q_proj.weight", 11.2546,
		    -0.0505488 },
		{ "model.layers.#.self_attn.k_proj.weight", 13.2524,
		    -0.0505476 },
		{ "model.layers.#.self_attn.v_proj.weight", 18.0422,
		    -1.31855e-06 },
		{ "model.layers.#.self_attn.o_proj.weight", 16.9833,
		    -4.86481e-07 },
		{ "model.layers.#.mlp.gate_proj.weight", 13.0828, 0.323611 },
		{ "model.layers.#.mlp.up_proj.weight", 12.7356, -1.35655e-06 },
		{ "model.layers.#.mlp.down_proj.weight", 11.6833,
		    -4.32958e-07 },
		{ "model.layers.#.input_layernorm.weight", 3.65601, -0.328324 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.90698,
		    -2.01633 },
		{ "model.layers.#.pre_feedforward_layernorm.weight", 2.27323,
		    0.224204 },
		{ "model.layers.#.post_feedforward_layernorm.weight", 1.85916,
		    -1.27158 },
		{ "model.norm.weight", 2.51397, 0.240558 },
	    } },
	{ "gemma2, caps that bind", CONTAINER_HF, 0,
	    "{\"model_type\": \"gemma2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 3, \"attn_logit_softcapping\": 0.5, "
	    "\"final_logit_softcapping\": 2.0, \"attention_bias\": true, "
	    "\"pad_token_id\": 0, \"layer_types\": [\"full_attention\", "
	    "\"sliding_attention\"]}",
	    14.5423450, { 0.932702, 0.826854, 1.459707, -1.893203 },
	    {
		{ "model.embed_tokens.weight", 8.26947, 1.27212 },
		{ "model.layers.#.self_attn.q_proj.weight", 2.10378, 0.256265 },
		{ "model.layers.#.self_attn.q_proj.bias", 0.227155, -0.104087 },
		{ "model.layers.#.self_attn.k_proj.weight", 2.45142, 0.123677 },
		{ "model.layers.#.self_attn.k_proj.bias", 0.142308, 0.0285012 },
		{ "model.layers.#.self_attn.v_proj.weight", 6.14864, 0.746175 },
		{ "model.layers.#.self_attn.v_proj.bias", 1.11923, -0.683589 },
		{ "model.layers.#.self_attn.o_proj.weight", 4.76939,
		    0.0625856 },
		{ "model.layers.#.self_attn.o_proj.bias", 0.605443,
		    -0.0625857 },
		{ "model.layers.#.mlp.gate_proj.weight", 2.73616, -0.00607891 },
		{ "model.layers.#.mlp.up_proj.weight", 3.46217, -1.18786e-07 },
		{ "model.layers.#.mlp.down_proj.weight", 2.75609,
		    -9.13571e-08 },
		{ "model.layers.#.input_layernorm.weight", 1.10663, 0.0501668 },
		{ "model.layers.#.post_attention_layernorm.weight", 0.69747,
		    -0.454512 },
		{ "model.layers.#.pre_feedforward_layernorm.weight", 0.709798,
		    0.113487 },
		{ "model.layers.#.post_feedforward_layernorm.weight", 0.43312,
		    0.084436 },
		{ "model.norm.weight", 0.610448, -0.0380948 },
	    } },
	{ "gemma3", CONTAINER_HF, 0,
	    "{\"model_type\": \"gemma3_text\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 6, \"query_pre_attn_scalar\": 8, "
	    "\"pad_token_id\": 0, \"sliding_window_pattern\": 2}",
	    26.3686943, { 0.843899, -0.179177, 1.931751, -2.324390 },
	    {
		{ "model.embed_tokens.weight", 38.7176, 34.568 },
		{ "model.layers.#.self_attn.q_proj.weight", 22.7453,
		    -1.46898e-07 },
		{ "model.layers.#.self_attn.k_proj.weight", 20.8617,
		    -1.04768e-06 },
		{ "model.layers.#.self_attn.v_proj.weight", 23.5021,
		    -3.75276e-07 },
		{ "model.layers.#.self_attn.o_proj.weight", 21.4632,
		    -1.10381e-06 },
		{ "model.layers.#.self_attn.q_norm.weight", 2.26225,
		    -0.440323 },
		{ "model.layers.#.self_attn.k_norm.weight", 1.89553, 0.563784 },
		{ "model.layers.#.mlp.gate_proj.weight", 14.8696, 0.2475 },
		{ "model.layers.#.mlp.up_proj.weight", 18.8212, 9.55254e-07 },
		{ "model.layers.#.mlp.down_proj.weight", 14.479, 1.30218e-06 },
		{ "model.layers.#.input_layernorm.weight", 5.10003, -2.25487 },
		{ "model.layers.#.post_attention_layernorm.weight", 3.54072,
		    -2.06314 },
		{ "model.layers.#.pre_feedforward_layernorm.weight", 3.13596,
		    -0.486462 },
		{ "model.layers.#.post_feedforward_layernorm.weight", 2.33753,
		    -0.603417 },
		{ "model.norm.weight", 2.619, 0.458068 },
	    } },
	{ "gemma3, scaled", CONTAINER_HF, 0,
	    "{\"model_type\": \"gemma3_text\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 6, \"pad_token_id\": 0, \"layer_types\": "
	    "[\"full_attention\", \"sliding_attention\"], \"rope_theta\": "
	    "50000.0, \"rope_local_base_freq\": 100.0, \"rope_scaling\": "
	    "{\"rope_type\": \"linear\", \"factor\": 8.0}, "
	    "\"final_logit_softcapping\": 3.0, \"tie_word_embeddings\": false}",
	    19.0910645, { 1.764469, 1.442338, -2.593451, 0.222859 },
	    {
		{ "model.embed_tokens.weight", 12.2724, 0.463554 },
		{ "model.layers.#.self_attn.q_proj.weight", 4.6499,
		    -1.64902e-08 },
		{ "model.layers.#.self_attn.k_proj.weight", 4.42738,
		    -5.11533e-07 },
		{ "model.layers.#.self_attn.v_proj.weight", 12.7797,
		    6.82683e-07 },
		{ "model.layers.#.self_attn.o_proj.weight", 9.70276,
		    1.74821e-07 },
		{ "model.layers.#.self_attn.q_norm.weight", 0.441161,
		    -0.110087 },
		{ "model.layers.#.self_attn.k_norm.weight", 0.520856,
		    -0.0112179 },
		{ "model.layers.#.mlp.gate_proj.weight", 4.97502, -0.146461 },
		{ "model.layers.#.mlp.up_proj.weight", 7.16604, 3.10131e-08 },
		{ "model.layers.#.mlp.down_proj.weight", 5.2644, 4.20428e-07 },
		{ "model.layers.#.input_layernorm.weight", 1.71068, -0.188953 },
		{ "model.layers.#.post_attention_layernorm.weight", 1.27313,
		    0.358682 },
		{ "model.layers.#.pre_feedforward_layernorm.weight", 1.2214,
		    -0.231646 },
		{ "model.layers.#.post_feedforward_layernorm.weight", 0.94338,
		    -0.259209 },
		{ "model.norm.weight", 0.850177, 0.178281 },
		{ "lm_head.weight", 6.89151, 3.78038 },
	    } },
	{ "gptj", CONTAINER_HF, 0,
	    "{\"model_type\": \"gptj\", \"vocab_size\": 29, \"n_embd\": 24, "
	    "\"n_layer\": 2, \"n_head\": 2, \"n_positions\": 32, "
	    "\"rotary_dim\": 8}",
	    18.9186497, { 0.521323, 0.198847, 0.096933, -1.024930 },
	    {
		{ "transformer.wte.weight", 5.92706, 0.0395844 },
		{ "transformer.h.#.ln_1.weight", 2.09861, -0.376418 },
		{ "transformer.h.#.ln_1.bias", 2.25918, -0.508036 },
		{ "transformer.h.#.attn.k_proj.weight", 2.07508, -0.0539405 },
		{ "transformer.h.#.attn.v_proj.weight", 4.31201, -0.267736 },
		{ "transformer.h.#.attn.q_proj.weight", 1.98473, -0.0539407 },
		{ "transformer.h.#.attn.out_proj.weight", 3.86858, -0.267737 },
		{ "transformer.h.#.mlp.fc_in.weight", 6.75934, -0.431807 },
		{ "transformer.h.#.mlp.fc_in.bias", 1.59844, 0.456901 },
		{ "transformer.h.#.mlp.fc_out.weight", 7.3719, 0.428518 },
		{ "transformer.h.#.mlp.fc_out.bias", 0.801762, -0.200291 },
		{ "transformer.ln_f.weight", 2.23296, 0.0338718 },
		{ "transformer.ln_f.bias", 1.78939, -0.0774972 },
		{ "lm_head.weight", 6.07505, 7.76926 },
		{ "lm_head.bias", 1.38939, 0.636392 },
	    } },
	{ "gpt_neo", CONTAINER_HF, 0,
	    "{\"model_type\": \"gpt_neo\", \"vocab_size\": 29, "
	    "\"hidden_size\": 24, \"num_layers\": 2, \"num_heads\": 3, "
	    "\"window_size\": 5, \"attention_types\": [[[\"global\", "
	    "\"local\"], 1]], \"max_position_embeddings\": 32}",
	    16.8308334, { 1.500839, -0.006807, -2.135936, -0.310765 },
	    {
		{ "transformer.wte.weight", 10.241, 7.69687 },
		{ "transformer.wpe.weight", 7.26762, -0.421052 },
		{ "transformer.h.#.ln_1.weight", 3.93034, -2.06146 },
		{ "transformer.h.#.ln_1.bias", 2.36925, 0.333519 },
		{ "transformer.h.#.attn.attention.k_proj.weight", 6.67498,
		    -0.504818 },
		{ "transformer.h.#.attn.attention.v_proj.weight", 6.28053,
		    -0.637138 },
		{ "transformer.h.#.attn.attention.q_proj.weight", 6.48805,
		    -0.504818 },
		{ "transformer.h.#.attn.attention.out_proj.weight", 5.79127,
		    -0.637139 },
		{ "transformer.h.#.attn.attention.out_proj.bias", 1.0689,
		    -0.184642 },
		{ "transformer.h.#.ln_2.weight", 1.75647, -0.0650559 },
		{ "transformer.h.#.ln_2.bias", 1.9892, -0.361069 },
		{ "transformer.h.#.mlp.c_fc.weight", 6.23188, 0.975783 },
		{ "transformer.h.#.mlp.c_fc.bias", 1.28123, 0.232357 },
		{ "transformer.h.#.mlp.c_proj.weight", 6.99826, 0.969754 },
		{ "transformer.h.#.mlp.c_proj.bias", 0.697973, 0.0152442 },
		{ "transformer.ln_f.weight", 2.45196, 0.525173 },
		{ "transformer.ln_f.bias", 2.17559, 0.477947 },
	    } },
	{ "falcon", CONTAINER_HF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    15.9314575, { 0.949941, 0.267785, -1.286709, -1.631816 },
	    {
		{ "transformer.word_embeddings.weight", 8.30826, 5.33392 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    6.08937, 2.55674 },
		{ "transformer.h.#.self_attention.dense.weight", 4.23293,
		    1.42046 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 6.35201,
		    -2.32472 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 6.25154,
		    -1.43427 },
		{ "transformer.h.#.input_layernorm.weight", 2.31098,
		    -0.557994 },
		{ "transformer.h.#.input_layernorm.bias", 2.5098, -0.13937 },
		{ "transformer.ln_f.weight", 1.47577, 0.156907 },
		{ "transformer.ln_f.bias", 1.86272, 0.685979 },
	    } },
	{ "falcon, one after the other", CONTAINER_HF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"parallel_attn\": "
	    "false, \"multi_query\": false, \"bias\": true}",
	    15.6305208, { 2.654269, -0.724569, 1.851491, 2.112076 },
	    {
		{ "transformer.word_embeddings.weight", 8.64495, 6.54775 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    6.82826, -0.768614 },
		{ "transformer.h.#.self_attention.query_key_value.bias",
		    1.60969, -0.00975194 },
		{ "transformer.h.#.self_attention.dense.weight", 5.82401,
		    -0.00659304 },
		{ "transformer.h.#.self_attention.dense.bias", 1.1049,
		    -0.23097 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 5.0323,
		    -0.507857 },
		{ "transformer.h.#.mlp.dense_h_to_4h.bias", 1.11999,
		    0.0761387 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 5.60839,
		    -0.075307 },
		{ "transformer.h.#.mlp.dense_4h_to_h.bias", 0.699073,
		    0.294354 },
		{ "transformer.h.#.post_attention_layernorm.weight", 1.15513,
		    0.41202 },
		{ "transformer.h.#.post_attention_layernorm.bias", 1.3167,
		    0.318952 },
		{ "transformer.h.#.input_layernorm.weight", 1.54212,
		    -0.0917613 },
		{ "transformer.h.#.input_layernorm.bias", 1.94474, 0.59803 },
		{ "transformer.ln_f.weight", 2.10123, -0.017377 },
		{ "transformer.ln_f.bias", 2.0828, 0.749107 },
	    } },
	{ "falcon, new form", CONTAINER_HF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"new_decoder_architecture\": true, \"num_kv_heads\": 2, "
	    "\"ffn_hidden_size\": 40, \"tie_word_embeddings\": false}",
	    16.4431896, { -0.104463, 0.466513, 2.652479, 2.051619 },
	    {
		{ "transformer.word_embeddings.weight", 8.13578, 0.00392298 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    8.46398, -1.33534 },
		{ "transformer.h.#.self_attention.dense.weight", 5.67696,
		    -0.38253 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 6.20976,
		    -0.11134 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 5.52346,
		    0.378404 },
		{ "transformer.h.#.ln_attn.weight", 2.14854, -0.577749 },
		{ "transformer.h.#.ln_attn.bias", 2.41945, -0.111076 },
		{ "transformer.h.#.ln_mlp.weight", 1.92685, 1.18058 },
		{ "transformer.h.#.ln_mlp.bias", 2.17296, 0.160848 },
		{ "transformer.ln_f.weight", 2.03809, -0.256836 },
		{ "transformer.ln_f.bias", 1.9121, 0.728757 },
		{ "lm_head.weight", 6.01164, 6.64478 },
	    } },
	{ "falcon, new form, one norm", CONTAINER_HF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"new_decoder_architecture\": true, \"num_kv_heads\": 2, "
	    "\"num_ln_in_parallel_attn\": 1, \"bias\": true}",
	    13.0629892, { 1.851568, -1.023187, 0.092818, 0.821019 },
	    {
		{ "transformer.word_embeddings.weight", 6.98162, 3.64555 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    4.92471, -0.894749 },
		{ "transformer.h.#.self_attention.query_key_value.bias",
		    0.806204, -0.188226 },
		{ "transformer.h.#.self_attention.dense.weight", 2.99831,
		    -1.11359 },
		{ "transformer.h.#.self_attention.dense.bias", 0.466972,
		    0.0111164 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 4.7833,
		    0.890833 },
		{ "transformer.h.#.mlp.dense_h_to_4h.bias", 0.886767,
		    -0.206491 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 4.6134,
		    0.929188 },
		{ "transformer.h.#.mlp.dense_4h_to_h.bias", 0.466972,
		    0.0996588 },
		{ "transformer.h.#.input_layernorm.weight", 1.83179,
		    -0.849114 },
		{ "transformer.h.#.input_layernorm.bias", 2.15077, 0.307526 },
		{ "transformer.ln_f.weight", 1.23874, -0.0152473 },
		{ "transformer.ln_f.bias", 1.10159, 0.189428 },
	    } },
	{ "olmo2 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"olmo2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_theta\": "
	    "500000.0}",
	    17.5117321, { 2.403435, 2.211356, 1.580367, -2.350887 }, {} },
	{ "phi3 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"phi3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"sliding_window\": "
	    "7, \"pad_token_id\": 0}",
	    13.6884308, { 0.921057, -0.249533, 0.648703, -0.623116 }, {} },
	{ "smollm3 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"smollm3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"no_rope_layer_interval\": 2, \"pad_token_id\": 0}",
	    15.5243034, { -1.538531, -1.111194, 0.946489, -1.823279 }, {} },
	{ "granite of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"granite\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"embedding_multiplier\": 3.0, \"attention_multiplier\": 0.25, "
	    "\"residual_multiplier\": 0.5, \"logits_scaling\": 2.0, "
	    "\"tie_word_embeddings\": true}",
	    14.0729103, { -0.707775, -0.790739, 0.476252, -1.421683 }, {} },
	{ "stablelm of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 3, "
	    "\"num_key_value_heads\": 3, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    17.1676884, { 0.714814, -3.185039, 0.360578, 0.330183 }, {} },
	{ "stablelm, norms of heads of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"qk_layernorm\": "
	    "true, \"use_parallel_residual\": true, \"partial_rotary_factor\": "
	    "0.67, \"tie_word_embeddings\": true}",
	    18.5669823, { -1.481072, 0.742045, -0.057079, -1.940002 }, {} },
	{ "gemma2 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"gemma2\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 6, \"query_pre_attn_scalar\": 6, "
	    "\"pad_token_id\": 0}",
	    20.2473869, { -0.589408, -2.295715, -0.633181, -2.259665 }, {} },
	{ "gemma3 of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"gemma3_text\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"sliding_window\": 6, \"query_pre_attn_scalar\": 8, "
	    "\"pad_token_id\": 0, \"sliding_window_pattern\": 2}",
	    20.5911789, { -0.589484, -2.796065, -0.280049, -2.126745 }, {} },
	{ "falcon of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2}",
	    15.2662697, { 2.301847, 1.761697, 0.356286, 0.738555 }, {} },
	{ "falcon, new form of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, "
	    "\"new_decoder_architecture\": true, \"num_kv_heads\": 2, "
	    "\"ffn_hidden_size\": 40, \"tie_word_embeddings\": false}",
	    17.4543762, { -0.524349, -0.675032, -1.092348, 0.910633 }, {} },
	{ "falcon, alibi", CONTAINER_HF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 4, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"alibi\": true, "
	    "\"multi_query\": false, \"parallel_attn\": false, \"bias\": true}",
	    15.9457397, { 2.654269, -1.012868, 0.814734, 2.723762 },
	    {
		{ "transformer.word_embeddings.weight", 8.36975, 7.05462 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    6.15876, 1.06791 },
		{ "transformer.h.#.self_attention.query_key_value.bias",
		    1.51976, 0.202348 },
		{ "transformer.h.#.self_attention.dense.weight", 5.8829,
		    0.730541 },
		{ "transformer.h.#.self_attention.dense.bias", 1.15012,
		    -0.294164 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 5.27021,
		    -1.28469 },
		{ "transformer.h.#.mlp.dense_h_to_4h.bias", 1.16246,
		    0.0581566 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 6.0772,
		    -0.751386 },
		{ "transformer.h.#.mlp.dense_4h_to_h.bias", 0.724917,
		    0.227266 },
		{ "transformer.h.#.post_attention_layernorm.weight", 1.16927,
		    0.406472 },
		{ "transformer.h.#.post_attention_layernorm.bias", 1.35111,
		    0.309717 },
		{ "transformer.h.#.input_layernorm.weight", 1.4122, 0.711881 },
		{ "transformer.h.#.input_layernorm.bias", 1.76668, 0.0537627 },
		{ "transformer.ln_f.weight", 2.29255, 0.114021 },
		{ "transformer.ln_f.bias", 2.30925, 0.799064 },
	    } },
	{ "falcon, alibi, six heads", CONTAINER_HF, 0,
	    "{\"model_type\": \"falcon\", \"hidden_size\": 24, "
	    "\"num_attention_heads\": 6, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"alibi\": true}",
	    14.2856522, { 2.385411, -0.905879, 0.993525, -0.027650 },
	    {
		{ "transformer.word_embeddings.weight", 7.68292, 4.57066 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    4.19499, -1.58748 },
		{ "transformer.h.#.self_attention.dense.weight", 3.14446,
		    -0.799008 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 5.61969,
		    0.610265 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 5.50385,
		    0.838166 },
		{ "transformer.h.#.input_layernorm.weight", 1.62866,
		    -0.756719 },
		{ "transformer.h.#.input_layernorm.bias", 1.89216, 0.00363231 },
		{ "transformer.ln_f.weight", 1.61363, 0.353081 },
		{ "transformer.ln_f.bias", 1.65916, 0.415382 },
	    } },
	{ "bloom", CONTAINER_HF, 0,
	    "{\"model_type\": \"bloom\", \"vocab_size\": 29, \"hidden_size\": "
	    "24, \"n_layer\": 2, \"n_head\": 4, \"seq_length\": 32}",
	    15.9910698, { 2.480646, -0.827356, 0.561214, 2.054127 },
	    {
		{ "transformer.word_embeddings.weight", 7.77763, 6.59835 },
		{ "transformer.word_embeddings_layernorm.weight", 1.13646,
		    -0.0127462 },
		{ "transformer.word_embeddings_layernorm.bias", 1.13229,
		    0.0376943 },
		{ "transformer.h.#.input_layernorm.weight", 1.47515, 0.656843 },
		{ "transformer.h.#.input_layernorm.bias", 1.31754, 0.0394145 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    5.66427, 1.35533 },
		{ "transformer.h.#.self_attention.query_key_value.bias",
		    1.11262, 0.113109 },
		{ "transformer.h.#.self_attention.dense.weight", 4.77271,
		    0.454025 },
		{ "transformer.h.#.self_attention.dense.bias", 0.822312,
		    -0.267076 },
		{ "transformer.h.#.post_attention_layernorm.weight", 1.19971,
		    0.0869721 },
		{ "transformer.h.#.post_attention_layernorm.bias", 1.23985,
		    0.0875995 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 5.04114,
		    -1.34178 },
		{ "transformer.h.#.mlp.dense_h_to_4h.bias", 1.0241, 0.0491859 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 5.30125,
		    -0.798545 },
		{ "transformer.h.#.mlp.dense_4h_to_h.bias", 0.604979,
		    0.204082 },
		{ "transformer.ln_f.weight", 2.06177, -0.0571831 },
		{ "transformer.ln_f.bias", 1.91249, 0.427508 },
	    } },
	{ "bloom, six heads, untied", CONTAINER_HF, 0,
	    "{\"model_type\": \"bloom\", \"vocab_size\": 29, \"hidden_size\": "
	    "24, \"n_layer\": 2, \"n_head\": 6, \"seq_length\": 32, "
	    "\"tie_word_embeddings\": false}",
	    17.4890480, { -0.441309, -1.165239, -0.292568, 0.189607 },
	    {
		{ "transformer.word_embeddings.weight", 5.84484, 8.50899e-05 },
		{ "transformer.word_embeddings_layernorm.weight", 1.78822,
		    -0.234537 },
		{ "transformer.word_embeddings_layernorm.bias", 2.14799,
		    -0.376399 },
		{ "transformer.h.#.input_layernorm.weight", 1.89231, 0.902968 },
		{ "transformer.h.#.input_layernorm.bias", 2.34453, 0.233915 },
		{ "transformer.h.#.self_attention.query_key_value.weight",
		    7.8025, 2.01637 },
		{ "transformer.h.#.self_attention.query_key_value.bias",
		    1.88854, 0.957978 },
		{ "transformer.h.#.self_attention.dense.weight", 5.39394,
		    1.96363 },
		{ "transformer.h.#.self_attention.dense.bias", 1.05867,
		    -0.372697 },
		{ "transformer.h.#.post_attention_layernorm.weight", 1.83145,
		    -0.546895 },
		{ "transformer.h.#.post_attention_layernorm.bias", 1.95408,
		    0.320177 },
		{ "transformer.h.#.mlp.dense_h_to_4h.weight", 5.61648,
		    -2.48204 },
		{ "transformer.h.#.mlp.dense_h_to_4h.bias", 1.2604,
		    -0.0260718 },
		{ "transformer.h.#.mlp.dense_4h_to_h.weight", 6.17279,
		    -2.21605 },
		{ "transformer.h.#.mlp.dense_4h_to_h.bias", 0.792795, 0.22799 },
		{ "transformer.ln_f.weight", 2.31505, -0.380353 },
		{ "transformer.ln_f.bias", 2.40978, 0.507875 },
		{ "lm_head.weight", 7.65547, 7.44595 },
	    } },
	{ "phi3, long factors", CONTAINER_HF, 40,
	    "{\"model_type\": \"phi3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 3, "
	    "\"num_key_value_heads\": 1, \"max_position_embeddings\": 64, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"pad_token_id\": "
	    "0, \"partial_rotary_factor\": 0.75, \"sliding_window\": 7, "
	    "\"original_max_position_embeddings\": 8, \"rope_scaling\": "
	    "{\"type\": \"longrope\", \"short_factor\": [1.0, 1.25, 1.5], "
	    "\"long_factor\": [1.5, 2.0, 4.0], \"rope_theta\": 10000.0, "
	    "\"partial_rotary_factor\": 0.75, \"rope_type\": \"longrope\", "
	    "\"original_max_position_embeddings\": 8}}",
	    20.2435474, { 0.100868, 0.047982, -0.762721, 1.321187 },
	    {
		{ "model.embed_tokens.weight", 9.60262, -0.19839 },
		{ "model.layers.#.self_attn.o_proj.weight", 8.36604,
		    -0.273187 },
		{ "model.layers.#.self_attn.qkv_proj.weight", 10.4237,
		    -0.483707 },
		{ "model.layers.#.mlp.gate_up_proj.weight", 6.29642, 0.392936 },
		{ "model.layers.#.mlp.down_proj.weight", 5.78118, 0.471852 },
		{ "model.layers.#.input_layernorm.weight", 3.2448, -0.270764 },
		{ "model.layers.#.post_attention_layernorm.weight", 1.78578,
		    0.577833 },
		{ "model.norm.weight", 3.06228, 0.571875 },
		{ "lm_head.weight", 6.43528, 10.6876 },
	    } },
	{ "llama, long factors", CONTAINER_HF, 32,
	    "{\"model_type\": \"llama\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"rope_scaling\": "
	    "{\"rope_type\": \"longrope\", \"short_factor\": [1.0, 1.0, 2.0], "
	    "\"long_factor\": [1.0, 3.0, 5.0], \"factor\": 6.0, "
	    "\"attention_factor\": 1.25, \"original_max_position_embeddings\": "
	    "8, \"rope_theta\": 10000.0}}",
	    16.4884720, { -0.248884, 0.133913, 1.252430, -0.226761 },
	    {
		{ "model.embed_tokens.weight", 21.6164, 0.323942 },
		{ "model.layers.#.self_attn.q_proj.weight", 14.0798,
		    -0.0006967 },
		{ "model.layers.#.self_attn.k_proj.weight", 13.2332,
		    -0.000695936 },
		{ "model.layers.#.self_attn.v_proj.weight", 11.7518, -1.30222 },
		{ "model.layers.#.self_attn.o_proj.weight", 11.6317, -1.30222 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.60984, 0.5167 },
		{ "model.layers.#.mlp.up_proj.weight", 6.32329, 0.978275 },
		{ "model.layers.#.mlp.down_proj.weight", 5.0857, 0.978274 },
		{ "model.layers.#.input_layernorm.weight", 6.70383, 0.995247 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.9819,
		    0.238132 },
		{ "model.norm.weight", 1.78187, 0.328394 },
		{ "lm_head.weight", 5.0151, 5.91398 },
	    } },
	{ "qwen3, dynamic, beyond", CONTAINER_HF, 20,
	    "{\"model_type\": \"qwen3\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 8, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"rope_scaling\": {\"rope_type\": \"dynamic\", \"factor\": 2.0, "
	    "\"rope_theta\": 10000.0}}",
	    17.1946049, { 2.035781, 0.990752, -2.901051, 0.011512 },
	    {
		{ "model.embed_tokens.weight", 17.8082, 1.49206 },
		{ "model.layers.#.self_attn.q_proj.weight", 10.2292,
		    1.74752e-06 },
		{ "model.layers.#.self_attn.k_proj.weight", 8.16331,
		    -1.38078e-06 },
		{ "model.layers.#.self_attn.v_proj.weight", 12.8355,
		    -0.258988 },
		{ "model.layers.#.self_attn.o_proj.weight", 10.0916,
		    -0.258987 },
		{ "model.layers.#.self_attn.q_norm.weight", 2.3019,
		    -0.00531827 },
		{ "model.layers.#.self_attn.k_norm.weight", 2.74954, 0.875464 },
		{ "model.layers.#.mlp.gate_proj.weight", 6.03629, -1.79301 },
		{ "model.layers.#.mlp.up_proj.weight", 7.52738, -1.23308 },
		{ "model.layers.#.mlp.down_proj.weight", 6.38896, -1.23308 },
		{ "model.layers.#.input_layernorm.weight", 6.04896, -0.342206 },
		{ "model.layers.#.post_attention_layernorm.weight", 2.67452,
		    0.516862 },
		{ "model.norm.weight", 1.72372, 0.442487 },
		{ "lm_head.weight", 5.27303, 6.02953 },
	    } },
	{ "mpt", CONTAINER_HF, 0,
	    "{\"model_type\": \"mpt\", \"vocab_size\": 29, \"d_model\": 24, "
	    "\"n_layers\": 2, \"n_heads\": 4, \"max_seq_len\": 32}",
	    18.9897919, { 2.372665, -2.477497, 0.613954, 1.712347 },
	    {
		{ "transformer.wte.weight", 10.6829, 9.11558 },
		{ "transformer.blocks.#.norm_1.weight", 3.43003, -0.247201 },
		{ "transformer.blocks.#.attn.Wqkv.weight", 9.76207, -0.302893 },
		{ "transformer.blocks.#.attn.out_proj.weight", 8.45132,
		    -1.31942 },
		{ "transformer.blocks.#.norm_2.weight", 2.18971, 0.0998742 },
		{ "transformer.blocks.#.ffn.up_proj.weight", 7.48157, 2.11837 },
		{ "transformer.blocks.#.ffn.down_proj.weight", 7.91204,
		    1.01681 },
		{ "transformer.norm_f.weight", 2.75203, 0.433101 },
	    } },
	{ "mpt, three heads, untied", CONTAINER_HF, 0,
	    "{\"model_type\": \"mpt\", \"vocab_size\": 29, \"d_model\": 24, "
	    "\"n_layers\": 2, \"n_heads\": 3, \"max_seq_len\": 32, "
	    "\"tie_word_embeddings\": false}",
	    18.4996204, { 2.302342, 1.140244, 1.668903, 0.082258 },
	    {
		{ "transformer.wte.weight", 13.1777, 0.533612 },
		{ "transformer.blocks.#.norm_1.weight", 3.76568, 3.02718 },
		{ "transformer.blocks.#.attn.Wqkv.weight", 13.5238, 0.884993 },
		{ "transformer.blocks.#.attn.out_proj.weight", 12.2168,
		    -0.529143 },
		{ "transformer.blocks.#.norm_2.weight", 2.75297, -0.138848 },
		{ "transformer.blocks.#.ffn.up_proj.weight", 11.3967,
		    0.936109 },
		{ "transformer.blocks.#.ffn.down_proj.weight", 10.6816,
		    -0.00463361 },
		{ "transformer.norm_f.weight", 2.85959, 1.58096 },
		{ "lm_head.weight", 7.45752, 9.37653 },
	    } },
	{ "bloom of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"bloom\", \"vocab_size\": 29, \"hidden_size\": "
	    "24, \"n_layer\": 2, \"n_head\": 4, \"seq_length\": 32}",
	    16.3650608, { -0.670470, 1.142068, -0.652063, 0.670890 }, {} },
	{ "mpt of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"mpt\", \"vocab_size\": 29, \"d_model\": 24, "
	    "\"n_layers\": 2, \"n_heads\": 4, \"max_seq_len\": 32}",
	    17.3272724, { -0.356109, -0.540813, -1.621139, 0.096455 }, {} },
	{ "gemma", CONTAINER_HF, 0,
	    "{\"model_type\": \"gemma\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"pad_token_id\": 0}",
	    23.7763557, { 2.976393, -3.054359, 3.947084, -4.578578 },
	    {
		{ "model.embed_tokens.weight", 64.4546, 18.3411 },
		{ "model.layers.#.self_attn.q_proj.weight", 36.1501, -0.42013 },
		{ "model.layers.#.self_attn.k_proj.weight", 38.6075, -0.42013 },
		{ "model.layers.#.self_attn.v_proj.weight", 38.3055, 0.752492 },
		{ "model.layers.#.self_attn.o_proj.weight", 34.4065, 0.752492 },
		{ "model.layers.#.mlp.gate_proj.weight", 22.5991, -1.38318 },
		{ "model.layers.#.mlp.up_proj.weight", 20.0991, -2.03115 },
		{ "model.layers.#.mlp.down_proj.weight", 17.5668, -2.03115 },
		{ "model.layers.#.input_layernorm.weight", 7.86412, -3.63359 },
		{ "model.layers.#.post_attention_layernorm.weight", 5.13755,
		    -1.41616 },
		{ "model.norm.weight", 2.61049, 0.236186 },
	    } },
	{ "gemma, biases, untied", CONTAINER_HF, 0,
	    "{\"model_type\": \"gemma\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 12, "
	    "\"attention_bias\": true, \"pad_token_id\": 0, "
	    "\"tie_word_embeddings\": false}",
	    26.9648666, { 1.215837, 1.958366, -2.665178, 1.278416 },
	    {
		{ "model.embed_tokens.weight", 32.0638, -0.124372 },
		{ "model.layers.#.self_attn.q_proj.weight", 21.6223, 1.02455 },
		{ "model.layers.#.self_attn.q_proj.bias", 2.16341, 0.161907 },
		{ "model.layers.#.self_attn.k_proj.weight", 25.0044, 0.92045 },
		{ "model.layers.#.self_attn.k_proj.bias", 0.77844, 0.266008 },
		{ "model.layers.#.self_attn.v_proj.weight", 18.8236, 0.632353 },
		{ "model.layers.#.self_attn.v_proj.bias", 1.47555, -0.227153 },
		{ "model.layers.#.self_attn.o_proj.weight", 17.0958, 0.4052 },
		{ "model.layers.#.self_attn.o_proj.bias", 0.845322, 0.023487 },
		{ "model.layers.#.mlp.gate_proj.weight", 13.7741, -0.199201 },
		{ "model.layers.#.mlp.up_proj.weight", 11.4721, -0.304318 },
		{ "model.layers.#.mlp.down_proj.weight", 13.3462, -0.304318 },
		{ "model.layers.#.input_layernorm.weight", 5.15801, 0.471344 },
		{ "model.layers.#.post_attention_layernorm.weight", 3.04987,
		    1.06292 },
		{ "model.norm.weight", 2.78458, 0.484337 },
		{ "lm_head.weight", 12.3469, 20.6422 },
	    } },
	{ "phi", CONTAINER_HF, 0,
	    "{\"model_type\": \"phi\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 4, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"num_key_value_heads\": 2, "
	    "\"partial_rotary_factor\": 0.67}",
	    15.6550493, { -0.967364, -0.345101, -0.049785, -0.794166 },
	    {
		{ "model.embed_tokens.weight", 6.78768, -0.147826 },
		{ "model.layers.#.self_attn.q_proj.weight", 3.55787,
		    -0.198362 },
		{ "model.layers.#.self_attn.q_proj.bias", 0.600757, -0.232777 },
		{ "model.layers.#.self_attn.k_proj.weight", 4.16389,
		    -0.464969 },
		{ "model.layers.#.self_attn.k_proj.bias", 0.282208, 0.0338303 },
		{ "model.layers.#.self_attn.v_proj.weight", 3.73023,
		    -0.533808 },
		{ "model.layers.#.self_attn.v_proj.bias", 0.950962, 0.051148 },
		{ "model.layers.#.self_attn.dense.weight", 4.4022, -0.48266 },
		{ "model.layers.#.self_attn.dense.bias", 0.857314, -0.101259 },
		{ "model.layers.#.mlp.fc1.weight", 5.18676, 0.737894 },
		{ "model.layers.#.mlp.fc1.bias", 1.08564, 0.17765 },
		{ "model.layers.#.mlp.fc2.weight", 4.95839, 0.953112 },
		{ "model.layers.#.mlp.fc2.bias", 0.857314, -0.221442 },
		{ "model.layers.#.input_layernorm.weight", 2.35965, -0.721487 },
		{ "model.layers.#.input_layernorm.bias", 2.51954, -0.440035 },
		{ "model.final_layernorm.weight", 1.95319, 0.594928 },
		{ "model.final_layernorm.bias", 1.71767, 0.104423 },
		{ "lm_head.weight", 6.26186, 5.55215 },
		{ "lm_head.bias", 1.45351, 0.200928 },
	    } },
	{ "gemma of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"gemma\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"head_dim\": 8, "
	    "\"pad_token_id\": 0}",
	    18.8618050, { 0.278934, -1.843171, -1.439639, 0.749125 }, {} },
	{ "phi of GGUF", CONTAINER_GGUF, 0,
	    "{\"model_type\": \"phi\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 40, \"num_attention_heads\": 4, "
	    "\"max_position_embeddings\": 32, \"vocab_size\": 29, "
	    "\"num_hidden_layers\": 2, \"num_key_value_heads\": 2, "
	    "\"partial_rotary_factor\": 0.67}",
	    18.2234478, { 0.295989, 0.978740, -0.804910, -1.381438 }, {} },
	{ "stablelm, norms of heads", CONTAINER_HF, 0,
	    "{\"model_type\": \"stablelm\", \"hidden_size\": 24, "
	    "\"intermediate_size\": 36, \"num_attention_heads\": 4, "
	    "\"num_key_value_heads\": 2, \"max_position_embeddings\": 32, "
	    "\"vocab_size\": 29, \"num_hidden_layers\": 2, \"qk_layernorm\": "
	    "true, \"use_parallel_residual\": true, \"partial_rotary_factor\": "
	    "0.67, \"tie_word_embeddings\": true}",
	    16.2030983, { -0.405450, 1.582111, 3.726491, -1.052011 },
	    {
		{ "model.embed_tokens.weight", 8.52986, 5.91689 },
		{ "model.layers.#.self_attn.q_proj.weight", 2.54783,
		    -6.50854e-06 },
		{ "model.layers.#.self_attn.k_proj.weight", 3.27968,
		    -2.47972e-06 },
		{ "model.layers.#.self_attn.v_proj.weight", 4.04213, -0.68746 },
		{ "model.layers.#.self_attn.o_proj.weight", 3.62701, -0.68746 },
		{ "model.layers.#.self_attn.q_layernorm.norms.#.weight",
		    0.699635, 0.162165 },
		{ "model.layers.#.self_attn.k_layernorm.norms.#.weight",
		    0.879402, 0.0888746 },
		{ "model.layers.#.mlp.gate_proj.weight", 5.48381, 1.35672 },
		{ "model.layers.#.mlp.up_proj.weight", 6.05003, 0.650208 },
		{ "model.layers.#.mlp.down_proj.weight", 6.30018, 0.650208 },
		{ "model.layers.#.input_layernorm.weight", 1.88369, -0.624336 },
		{ "model.layers.#.input_layernorm.bias", 2.85884, 0.235008 },
		{ "model.norm.weight", 1.87918, 0.225171 },
		{ "model.norm.bias", 2.27842, 0.664087 },
	    } },
};
