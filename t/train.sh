# What tests of icl-train share: a stream s.zst, a tokenizer, a small model.
# shellcheck shell=sh disable=SC2034 # used by who reads this
# episodes SEED N: small episodes of two tasks
episodes() {
	perl -e 'srand $ARGV[0];
		@w = qw(red blue green apple stone river cold warm runs sings);
		for $i (1 .. $ARGV[1]) {
			@e = map {
				$x = join " ", map { $w[rand @w] } 1 .. 5;
				qq([["$x","x",0],["\\n$w[rand @w]\\n","y",1]])
			} 1 .. 3;
			printf qq({"id":"%d","task":"t%d","k":2,"method":) .
			    qq("direct","layout":"metaicl","examples":[%s]}\n),
			    $i, $i % 2, join ",", @e;
		}' "$1" "$2"
}
episodes 1 60 >ep.jsonl
grep -o '[a-z ]* [a-z]*' ep.jsonl >text.txt
icl-tok --train 280 -o tok.json text.txt 2>err
icl-tok -t tok.json --ctx 64 -o s.zst ep.jsonl 2>err
icl-tok -t tok.json --ctx 64 --plain ep.jsonl >s.icl 2>err
cat >config.json <<'EOF'
{"model_type":"llama","architectures":["LlamaForCausalLM"],"hidden_size":32,
"intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":4,
"num_key_value_heads":2,"rms_norm_eps":1e-5,"rope_theta":10000,
"vocab_size":288,"max_position_embeddings":64,"tie_word_embeddings":true,
"initializer_range":0.05}
EOF
new='--init config.json -t tok.json'
base="-j1 $new --batch 8 --lr 1e-3"
