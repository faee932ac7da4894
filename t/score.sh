# What tests of icl-score share: a model m of random weights, as good as any for
# what is tested, its tokenizer tok.json, a stream one.tok to train it on.
# shellcheck shell=sh
cat >config.json <<'END'
{"model_type":"llama","architectures":["LlamaForCausalLM"],"hidden_size":32,
"intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":4,
"num_key_value_heads":2,"rms_norm_eps":1e-5,"rope_theta":10000,
"vocab_size":288,"max_position_embeddings":256,"tie_word_embeddings":true,
"initializer_range":0.2}
END
yes 'the tea is warm and the coffee is cold' | head -n 50 >text.txt
printf '%s\n' '{"id":"e","task":"t","k":0,"examples":[[["tea\n","y",1]]]}' \
    >one.jsonl
icl-tok --train 280 -q -o tok.json text.txt
icl-tok -t tok.json --ctx 64 -q -o one.tok one.jsonl
icl-train -j1 -q --init config.json -t tok.json --steps 1 -o m one.tok >log
