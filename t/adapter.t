#!/bin/sh
# Adapters through icl-train and icl-score: PEFT's folders out and in again.
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"

perl -e 'srand 1; @w = qw(red blue green apple stone river cold warm runs);
	for $i (1 .. 24) {
		@e = map { $x = join " ", map { $w[rand @w] } 1 .. 4;
			qq([["$x","x",0],["\\n$w[rand @w]\\n","y",1]])
		} 1 .. 3;
		printf qq({"id":"%d","task":"t","k":2,"examples":[%s]}\n), $i,
		    join ",", @e;
	}' >ep.jsonl
grep -o '[a-z ]* [a-z]*' ep.jsonl >text.txt
icl-tok --train 280 -q -o tok.json text.txt
icl-tok -t tok.json --ctx 64 -q -o s.zst ep.jsonl
cat >config.json <<'EOF'
{"model_type":"llama","architectures":["LlamaForCausalLM"],"hidden_size":32,
"intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":4,
"num_key_value_heads":2,"rms_norm_eps":1e-5,"rope_theta":10000,
"vocab_size":288,"max_position_embeddings":72,"tie_word_embeddings":true,
"initializer_range":0.2}
EOF
icl-train -j1 -q --init config.json -t tok.json --steps 1 -o m s.zst >log
cp m/model.safetensors before

# falls FILE: the loss of a log
falls() {
	perl -ne '/"loss":([^,]*)/ && push @l, $1;
	    END { exit !(@l && $l[-1] < $l[0] - 0.1) }' "$1"
}
# sums STREAM: every sum in it
sums() {
	zstd -dcq "$1" | grep -o '"sum":[^,]*' | cut -d: -f2
}
# near A B: lists of numbers that differ in rounding
near() {
	paste "$1" "$2" | awk '{ d = $1 - $2; if (d > 1e-3 || d < -1e-3) bad = 1 }
	    END { exit bad || NR == 0 }'
}

# losses_near A B: the losses of two logs
losses_near() {
	paste "$1" "$2" | sed 's/[^\t]*"loss":\([^,]*\)[^\t]*/\1/g' |
	    awk '{ d = $1 - $2; if (d > 0.02 || d < -0.02) bad = 1 }
		END { exit bad || NR != 12 }'
}

for kind in lora prefix; do
	case $kind in
	lora) how='--lora 4 --lr 1e-2' ;;
	prefix) how='--prefix 6 --lr 1e-1' ;;
	esac
	run="icl-train -j1 -q -m m $how --batch 8 --steps 12"
	# shellcheck disable=SC2086 # run is words
	{
	check_status 0 "$kind: trains" $run -o $kind s.zst
	cp out $kind.log
	check "$kind: the loss falls" falls out
	check "$kind: the base stays as it was" \
	    cmp before m/model.safetensors
	check "$kind: PEFT's files" test -s $kind/adapter_config.json \
	    -a -s $kind/adapter_model.safetensors -a -s $kind/icl.json
	check "$kind: and no model" test ! -e $kind/model.safetensors
	check_status 0 "$kind: activations recomputed" \
	    $run --recompute -o again-$kind s.zst
	check_same "give the same bytes" $kind/adapter_model.safetensors \
	    again-$kind/adapter_model.safetensors
	check_status 0 "$kind: products of bf16" \
	    $run --precision bf16 --recompute -o half-$kind s.zst
	check "give the losses of fp32 within 0.02" losses_near $kind.log out
	killed() {
		$run "$@" --save-every 2 -o killed s.zst >killed.log 2>&1 &
		p=$!
		until [ "$(grep -c loss killed.log)" -ge 4 ] ||
		    ! kill -0 $p; do
			sleep 0.01
		done
		kill -9 $p
		wait $p
	}
	(killed) 2>err
	check_status 0 "$kind: resumes" $run --save-every 2 --resume \
	    -o killed s.zst
	check_same "$kind: to the same adapter" \
	    $kind/adapter_model.safetensors killed/adapter_model.safetensors
	rm -r killed
	check_status 0 "$kind: products of int8" \
	    $run --precision int8 --log eight.log -o eight s.zst
	check "give the losses of fp32 within 0.02" losses_near $kind.log out
	check "not the same bits" sh -c '! cmp -s "$1/$3" "$2/$3"' sh $kind \
	    eight adapter_model.safetensors
	check "the folder says so" grep -q 'int8' eight/icl.json
	(killed --precision int8) 2>err
	check_status 0 "$kind: resumes in int8 on four threads" $run -j4 \
	    --precision int8 --save-every 2 --resume --recompute -o killed s.zst
	check_same "$kind: to the same adapter" \
	    eight/adapter_model.safetensors killed/adapter_model.safetensors
	rm -r eight
	rm -r killed
	check_status 0 "$kind: goes on, the base told by the adapter" \
	    icl-train -j1 -q --adapter $kind --steps 2 -o on s.zst
	cat $kind.log out >both.log
	check "$kind: from where it was" perl -ne '/"loss":([^,]*)/;
	    $first = $1 if $. == 1;
	    exit !($1 < $first - 0.1) if $. == 13' both.log
	rm -r on
	check_status 0 "$kind: the loss of examples" \
	    icl-score -m m --adapter $kind --nll -j1 -o $kind.zst s.zst
	}
done
check "alpha is twice the rank" grep -q '"lora_alpha": 8' \
    lora/adapter_config.json
check "every linear layer" test "$(grep -o '[a-z]*_proj' \
    lora/adapter_config.json | sort -u | wc -l)" = 7
check "trained parameters are told" sh -c \
    'icl-train -j1 -q -m m --lora 4 --dry-run s.zst |
    grep -q "\"trained\":3712,"'

# Merged it scores the same.
check_status 0 "merges" icl-train --adapter lora --merge -o merged
check "a whole model" test -s merged/config.json -a -s merged/tokenizer.json
icl-score -m merged --nll -j1 -o merged.zst s.zst
icl-score -m m --nll -j1 -o base.zst s.zst
for f in lora merged base; do
	sums $f.zst >$f.sums
done
check "that gives the same losses" near lora.sums merged.sums
check "other ones than the base" sh -c '! cmp -s lora.sums base.sums'
check_status 1 "a prefix does not merge" \
    icl-train -m m --adapter prefix --merge -o x
check_says "is told" "cannot be merged"

# Chosen layers.
check_status 0 "LoRA on chosen layers" icl-train -j1 -q -m m --lora 2 \
    --lora-alpha 3 --lora-targets v_proj,mlp.up_proj --steps 1 -o some s.zst
check "are its targets" grep -q '\["v_proj", "up_proj"\]' \
    some/adapter_config.json
for kind in attn mlp all; do
	icl-train -j1 -q -m m --lora 2 --lora-targets $kind --steps 1 \
	    -o kind-$kind s.zst >out 2>err
	grep -o '"target_modules".*' kind-$kind/adapter_config.json >$kind
done
check "those of attention" grep -q \
    '\["q_proj", "k_proj", "v_proj", "o_proj"\]' attn
check "of the MLP" grep -q '\["gate_proj", "up_proj", "down_proj"\]' mlp
check "or all" sh -c 'grep -o "\"target_modules\".*" lora/adapter_config.json |
    cmp - all'

# rsLoRA: alpha over the root of the rank, written as PEFT reads it.
how='--lora 4 --lr 1e-2 --steps 2'
# shellcheck disable=SC2086 # how is words
{
icl-train -j1 -q -m m $how --lora-alpha 12 -o twelve s.zst >out 2>err
check_status 0 "rsLoRA" \
    icl-train -j1 -q -m m $how --rslora --lora-alpha 6 -o root s.zst
}
check_same "6 over 2 is 12 over 4" twelve/adapter_model.safetensors \
    root/adapter_model.safetensors
check "it is written so" grep -q '"lora_alpha": 6' root/adapter_config.json
check "and named" grep -q '"use_rslora": true' root/adapter_config.json
for a in twelve root; do
	icl-score -m m --adapter $a --nll -j1 -o $a.zst s.zst
	sums $a.zst >$a.sums
done
check_same "and read so" twelve.sums root.sums
icl-train -j1 -q --adapter root --steps 1 -o root2 s.zst >out 2>err
check_same "training goes on in that form" root/adapter_config.json \
    root2/adapter_config.json
check_status 2 "rsLoRA without its alpha" \
    icl-train -j1 -q -m m --lora 4 --rslora -o x s.zst

# DoRA: the length of each row besides.
check_status 0 "DoRA that has not moved" icl-train -j1 -q -m m --lora 4 --dora \
    --lr 0 --steps 1 -o still s.zst
icl-score -m m --adapter still --nll -j1 -o still.zst s.zst
sums still.zst >still.sums
check "is the base" near still.sums base.sums
check_status 0 "DoRA" icl-train -j1 -q -m m --lora 4 --dora --rslora \
    --lora-alpha 8 --lr 1e-2 --steps 2 -o dora s.zst
check "is named" grep -q '"use_dora": true' dora/adapter_config.json
check "has lengths" grep -aq '0.self_attn.q_proj.lora_magnitude_vector' \
    dora/adapter_model.safetensors
check_status 0 "is the same" icl-train -j2 -q -m m --lora 4 --dora --rslora \
    --lora-alpha 8 --lr 1e-2 --steps 2 -o dora.j2 s.zst
check_same "on two threads" dora/adapter_model.safetensors \
    dora.j2/adapter_model.safetensors
check_status 0 "merges" icl-train --adapter dora --merge -o dora.merged
icl-score -m m --adapter dora --nll -j1 -o dora.zst s.zst
icl-score -m dora.merged --nll -j1 -o dora.merged.zst s.zst
for f in dora dora.merged; do
	sums $f.zst >$f.sums
done
check "to the same losses" near dora.sums dora.merged.sums
check "other ones than the base" sh -c '! cmp -s dora.sums base.sums'
icl-train -j1 -q --adapter dora --lr 0 --steps 1 -o dora2 s.zst >out 2>err
check_same "training goes on from it" dora/adapter_model.safetensors \
    dora2/adapter_model.safetensors
check_status 2 "DoRA without LoRA" icl-train -j1 -q -m m --dora -o x s.zst

check_status 1 "a layer that is not there" icl-train -j1 -q -m m --lora 2 \
    --lora-targets c_attn --steps 1 -o x s.zst
check_says "is told with those that are" "it has q_proj k_proj"

# Several over one base in one pass.
cat >set.jsonl <<'EOF'
{"set":0,"task":"cup","k":1,"seed":13,"method":"direct","layout":"own","metric":"accuracy","options":["warm","cold"],"demos":[[["red","x"],["\ncold\n","y"]]]}
{"set":0,"id":"q","shared":[["blue","x"]],"candidates":[[["\nwarm","y",1]],[["\ncold","y",1]]],"gold":0}
EOF
icl-tok -t tok.json --ctx 64 -q -o set.tok set.jsonl
check_status 0 "none, LoRA and prefix" icl-score -m m -j1 --adapter none \
    --adapter lora --adapter prefix --cache kept -o three.zst set.tok
zstd -dcq three.zst >three
check "each under its run" sh -c \
    'grep -o "\"run\":\"[^\"]*\"" three | tr "\n" " " |
    grep -q "\"m\" \"run\":\"m+lora\" \"run\":\"m+prefix\""'
check "with its name" grep -q '"adapter":"prefix"' three
check "none is the base" sh -c 'icl-score -m m -j1 -o one.zst set.tok &&
    [ "$(zstd -dcq one.zst | sed -n 3p)" = "$(sed -n 3p three)" ]'
check "they differ" test "$(grep '"id"' three |
    sed 's/"set":[0-9]*//' | sort -u | wc -l)" = 3
check_status 0 "out of the cache" icl-score -m m -j1 --adapter none \
    --adapter lora --adapter prefix --cache kept -o again.zst set.tok
check_same "they are the same" three.zst again.zst
check_status 0 "and a table" icl-score --summary --tsv three.zst
check "of three rows" test "$(wc -l <out)" = 4

# Refusals.
refuse() { # refuse SED TEXT SAYS: lora with another configuration
	rm -rf x && cp -r lora x
	sed "$1" lora/adapter_config.json >x/adapter_config.json
	check_status 1 "$2" icl-score -m m --adapter x set.tok
	check_says "is told" "$3"
}
refuse 's/"use_dora": false/"use_dora": true/' "DoRA without its lengths" \
    "no DoRA magnitude of 'model.layers.0."
refuse 's/"bias": "none"/"bias": "all"/' "biases" "'bias' is 'all'"
refuse 's/"modules_to_save": null/"modules_to_save": ["norm"]/' \
    "whole modules" "'modules_to_save' is not"
refuse 's/LORA/IA3/' "another kind" "only LORA and PREFIX_TUNING"
refuse 's/"r": 4/"r": 5/' "another rank" "is [4,32], its configuration"
refuse 's/"rank_pattern": {}/"rank_pattern": {"(": 4}/' \
    "a broken pattern" "pattern '('"
refuse 's/"inference_mode"/"init_lora_weights": "pissa",&/' \
    "a changed base" "changes the base model"
sed 's/"lora_dropout": 0.0/"lora_dropout": 0.25/' lora/adapter_config.json \
    >x/adapter_config.json
cp lora/adapter_model.safetensors x/
mkdir other && icl-train -j1 -q --init config.json -t tok.json -s 1 --steps 1 \
    -o other/m s.zst >log
run='--lora 4 --steps 4 --save-every 2'
# shellcheck disable=SC2086 # run is words
{
icl-train -j1 -q -m m $run -o over s.zst >log
check_status 1 "another base of the same name at --resume" \
    icl-train -j1 -q -m other/m $run --resume -o over s.zst
check_says "is told" "over another model's weights"
check_status 0 "its own goes on" \
    icl-train -j1 -q -m m $run --resume -o over s.zst
}
check_status 0 "one that was trained with dropout" \
    icl-train -j1 -m m --adapter x --steps 1 -o on s.zst
check_says "is told that there is none" "lora_dropout of 0.25 is left out"
cp lora/adapter_config.json x/
LC_ALL=C sed 's/0.mlp.up_proj.lora_A/0.mlp.xp_proj.lora_A/' \
    lora/adapter_model.safetensors >x/adapter_model.safetensors
check_status 1 "a tensor without a home" icl-score -m m --adapter x set.tok
check_says "is named" "mlp.xp_proj.lora_A.weight' has no home"
sed 's/"intermediate_size":48/"intermediate_size":56/' config.json >c.json
icl-train -j1 -q --init c.json -t tok.json --steps 1 -o wide s.zst >log
check_status 1 "another base" icl-score -m wide --adapter lora set.tok
check_says "is told" "another model's"
sed 's/"num_hidden_layers":2/"num_hidden_layers":1/' config.json >c.json
icl-train -j1 -q --init c.json -t tok.json --steps 1 -o flat s.zst >log
check_status 1 "a prefix of another base" \
    icl-score -m flat --adapter prefix set.tok
check_says "is told" "a prefix of 2 layers"
check_status 1 "a prefix longer than the context" \
    icl-train -j1 -q -m m --prefix 72 --steps 1 -o y s.zst
check_status 1 "no adapter there" icl-score -m m --adapter m set.tok
check_says "is told" "no adapter_config.json"
check_status 1 "an adapter is no model" icl-score -m lora set.tok
check_says "is told" "this is an adapter"
check_status 2 "two kinds" icl-train -m m --lora 2 --prefix 2 -o y s.zst
check_status 2 "nothing to merge" icl-train -m m --merge -o y
check_status 2 "merging what is trained" \
    icl-train --adapter lora --merge --steps 2 -o y
check_status 2 "or what only training has" \
    icl-train --adapter lora --merge --optimizer adamw8 -o y
check_says "is told" "leave out --optimizer"
check_status 2 "an adapter of random weights" \
    icl-train --init c.json -t tok.json --lora 2 -o y s.zst
check "nothing is left by what was refused" test ! -e y
done_testing
