#!/bin/sh
# icl-train: folder out, log, refusals, checkpoints, resume to the same bytes.
. "$(dirname "$0")/lib.sh"

. "$ROOT/t/train.sh"

# member NAME < log: its value in the last line
member() {
	tail -n 1 | sed "s/.*\"$1\":\\([^,}]*\\).*/\\1/"
}
falls() {
	awk -v a="$(head -n 1 "$1" | member loss)" \
	    -v b="$(member loss <"$1")" 'BEGIN { exit !(b < a - 0.3) }'
}

# shellcheck disable=SC2086 # base is words
{
check_status 0 "trains" icl-train $base --steps 30 -o whole s.zst
cp out whole.log
check "a log line a step" test "$(wc -l <whole.log)" = 30
check "the loss falls" falls whole.log
check "tokens are counted" \
    test "$(member tokens <whole.log)" -gt 5000
for f in config.json model.safetensors tokenizer.json tokenizer_config.json \
    icl.json; do
	check "the folder has $f" test -s "whole/$f"
done
check "the tasks it saw" grep -q '"tasks":{"t0":120,"t1":120}' whole/icl.json
check "the tools before it" grep -q '"tool":"icl-tok"' whole/icl.json

if command -v gnuplot >/dev/null; then
	icl-train $base --steps 6 --eval s.zst -o seen s.zst >seen.jsonl 2>err
	check_status 0 "the loss as a picture" \
	    sh "$ROOT/pipelines/loss.sh" whole.log seen.jsonl
	check "of both runs" grep -q 'seen, evaluation' out
	check "as SVG" grep -q '</svg>' out
fi

check_status 1 "an existing folder is refused" \
    icl-train $base --steps 30 -o whole s.zst
check_says "and says what to do" "--resume goes on"
check_status 0 "the same from a pipe" sh -c \
    "cat s.zst s.zst s.zst s.zst s.icl |
    icl-train $base --steps 30 -o piped"
check_same "gives the same model" whole/model.safetensors \
    piped/model.safetensors
check_status 0 "small micro-batches" \
    icl-train $base --steps 30 --micro-tokens 40 -o split s.zst
check "the same loss to rounding" awk -v a="$(member loss <whole.log)" \
    -v b="$(member loss <out)" \
    'BEGIN { d = a - b; exit !(d < 1e-4 && d > -1e-4) }'
echo '{"max_new_tokens":5}' >whole/generation_config.json
check_status 0 "goes on from a model, as bf16, to its length in tokens" \
    icl-train -j1 -m whole --tokens 2k --batch-tokens 500 --dtype bf16 \
    --weighting token --schedule cosine --warmup 2 --weight-decay 0.1 \
    --eval s.zst --eval-every 2 -o more s.zst
check "length in tokens" sh -c '[ "$(grep -o "\"tokens\":[0-9]*" out |
    tail -n 1 | cut -d: -f2)" -ge 2000 ]'
check "evaluates before and after" \
    test "$(grep -c eval_loss out)" -ge 3
check_same "how it generates comes along" whole/generation_config.json \
    more/generation_config.json
check "its tokenizer comes along" \
    cmp whole/tokenizer.json more/tokenizer.json
echo '{"model_type":"llama","vocab_size":65536,"hidden_size":65536,
"intermediate_size":65536,"num_hidden_layers":1024,
"num_attention_heads":1024}' >vast.json
check_status 1 "a model larger than the machine" sh -c '
    [ -n "${ICL_SANITIZED:-}" ] || ulimit -v 2000000
    icl-train --init vast.json -t tok.json --steps 1 --dry-run s.zst'
check_says "is refused before it takes memory" "this machine has"
echo '{"model_type":"gemma3","vision_config":{},"text_config":{
"model_type":"gemma3_text","vocab_size":280,"hidden_size":16,"head_dim":8,
"intermediate_size":16,"num_hidden_layers":2,"num_attention_heads":2,
"num_key_value_heads":1}}' >sees.json
check_status 0 "a model that also sees" \
    icl-train --init sees.json -t tok.json --steps 1 --dry-run s.zst
check_says "is used for text alone, it says" "text part alone is used"
check_status 0 "says what a run takes" icl-train $base --dry-run s.zst
check "parameters" grep -q '"parameters":2' out
check "libraries and kernels" grep -qE '"kernels":"BLIS [0-9.]+ with [a-z0-9]+ kernels, own kernels [a-z0-9_]+, (oneDNN [0-9.]+|no oneDNN)"' out
check "as --version says them" sh -c 'icl-train --version |
    grep -qF "$(sed "s/.*\"kernels\":\"\([^\"]*\).*/\1/" out)"'

# what stands in a folder that is written anew
icl-train -j1 -m whole --lora 2 --steps 1 -o anew s.zst >out 2>err
touch anew/model.safetensors.index.json anew/model.safetensors.tmp.1 \
    anew/notes.tmp.txt
check_status 1 "a model that cannot be written where an adapter is" sh -c \
    "trap '' XFSZ; ulimit -f 40; icl-train $base --steps 1 --force -o anew s.zst"
check "leaves the adapter" test -s anew/adapter_config.json \
    -a -s anew/adapter_model.safetensors -a -e anew/model.safetensors.index.json
check_status 0 "a model where an adapter was" \
    icl-train $base --steps 1 --force -o anew s.zst
check "only a model, and what others put there" test "$(ls anew | tr '\n' ' ')" = \
    'config.json icl.json model.safetensors notes.tmp.txt tokenizer.json tokenizer_config.json '

check_status 0 "nothing there to go on from" \
    icl-train $base --steps 1 --resume -o anew s.zst
check_says "is said" "anew: no checkpoint in it; starting from the beginning"

# killed in the middle, resumed: the same bytes
(icl-train $base --steps 30 --save-every 2 --keep 2 -o killed \
    s.zst >killed.log 2>&1 &
	p=$!
	until [ "$(grep -c loss killed.log)" -ge 4 ] || ! kill -0 $p; do
		sleep 0.01
	done
	kill -9 $p
	wait $p) 2>err
check "killed before it was done" test ! -e killed/model.safetensors
newest=$(ls -d killed/checkpoint-* | grep -v tmp | tail -n 1)
check_same "its checkpoint has a tokenizer" whole/tokenizer.json \
    "$newest/tokenizer.json"
check_status 1 "other options are refused at --resume" \
    icl-train $base --lr 2e-3 --steps 30 --resume -o killed s.zst
check_says "and named" "--lr: '--lr 1e-3' there, '--lr 2e-3' here"
check_status 1 "a length in another measure too" \
    icl-train $base --tokens 9k --resume -o killed s.zst
check_says "and named" "--steps: '--steps 30' there"
check_status 1 "a length that is behind it" \
    icl-train $base --steps 1 --resume -o killed s.zst
check_says "is to be raised" "more than the length of 1; raise it"
sed 's/"rope_theta":10000/"rope_theta":20000/' config.json >config2.json
mkdir elsewhere && mv config2.json elsewhere/config.json
check_status 1 "another configuration of the same name is refused" \
    icl-train -j1 --init elsewhere/config.json -t tok.json --batch 8 \
    --lr 1e-3 --steps 30 --resume -o killed s.zst
check_says "and told" "config.json: not the configuration of killed/"
check_status 1 "an adapter in place of the weights is refused" icl-train -j1 \
    -m whole --lora 2 --batch 8 --lr 1e-3 --steps 30 --resume -o killed s.zst
check_says "and told" "without an adapter there"
check_status 1 "another seed is refused" \
    icl-train $base --steps 30 -s 1 --resume -o killed s.zst
check_says "and told" "'--seed 0' there, '--seed 1' here"
check_status 1 "one option more is refused" \
    icl-train $base --warmup 2 --steps 30 --resume -o killed s.zst
check_says "and told" "'the default' there, '--warmup 2' here"
tac ep.jsonl | icl-tok -t tok.json --ctx 64 -o other.zst 2>err
check_status 1 "another stream is refused" \
    icl-train $base --steps 30 --resume -o killed other.zst
check_says "and told" "not the stream of the checkpoint"
(cat ep.jsonl; episodes 3 2) | icl-tok -t tok.json --ctx 64 -o other.zst 2>err
check_status 1 "one that is longer too" \
    icl-train $base --steps 30 --resume -o killed other.zst
check_says "and told" "not the stream of the checkpoint"
for f in "$newest"/*; do
	cp "$f" kept
	perl -0777 -pi -e 'substr($_, length($_) / 2, 1) ^= "\x01"' "$f"
	check_status 1 "a flipped bit of ${f##*/} is noticed" \
	    icl-train $base --steps 30 --resume -o killed s.zst
	check_says "and named" "${f##*/}: damaged"
	cp kept "$f"
done
check_says "with what to do" "remove $newest to go on"
mkfifo fifo
check_status 1 "a FIFO as --eval is not waited for" \
    timeout 20 icl-train $base --eval fifo -o x s.zst
check_says "but refused" "fifo: no regular file"
check_status 1 "nor as a configuration" \
    timeout 20 icl-train --init fifo -t tok.json -o x s.zst
check_says "but refused" "fifo: not a regular file"
check_status 0 "resumes" icl-train $base --steps 30 --save-every 2 --resume \
    -o killed s.zst
check_same "to the same model" whole/model.safetensors \
    killed/model.safetensors
check_same "and the same record" whole/icl.json killed/icl.json
check "old checkpoints are gone" \
    test "$(echo killed/checkpoint-* | wc -w)" = 2
check "nothing half done is left" sh -c '! ls killed | grep -q tmp'

# what a link in the folder points to is not ours
mkdir own linked && touch own/kept && ln -s ../own linked/checkpoint-3
ln -s ../own/kept linked/checkpoint-2.tmp.1
check_status 1 "a link as a checkpoint is not followed" \
    icl-train $base --steps 1 --resume -o linked s.zst
check_says "but refused" "linked/checkpoint-3: a link"
check_status 0 "nor removed by --force" \
    icl-train $base --steps 1 --force -o linked s.zst
check "what it points to stays" test -e own/kept
check "the links go" sh -c '! ls linked | grep -q checkpoint'

# killed at any moment, again and again (more: kill.sh 20 --steps 600)
check_status 0 "resumes after each of 3 kills" \
    sh "$ROOT/pipelines/kill.sh" 3 --steps 60 --batch 8
check "to the same bytes" grep -q '^the same bytes' out

# bf16 products, moments of 8 bits, activations recomputed
small='--precision bf16 --optimizer adamw8 --weight-decay 0.1 --steps 30'
check_status 0 "bf16 and moments of 8 bits" \
    icl-train $base $small -v --save-every 10 --keep 9 -o small s.zst
check_says "the way of the products is told" "products bf16"
cp out small.log
check "the loss falls" falls small.log
check "and is near that of fp32" awk -v a="$(member loss <whole.log)" \
    -v b="$(member loss <small.log)" \
    'BEGIN { d = a - b; exit !(d != 0 && d < 0.1 && d > -0.1) }'
rm -r small/checkpoint-20 small/*.*
check_status 0 "resumes, activations recomputed" \
    icl-train $base $small --recompute --resume --save-every 10 --keep 9 \
    -o small s.zst
icl-train $base $small -o small2 s.zst >out 2>err
check_same "to the same bytes" small/model.safetensors \
    small2/model.safetensors
check_status 1 "another optimizer is refused" \
    icl-train $base --precision bf16 --weight-decay 0.1 --steps 30 --resume \
    -o small s.zst
check_says "and told" "optimizer"

# a pipe that ends early
check_status 1 "a pipe too short for --steps" sh -c \
    "icl-train $base --steps 30 -o short <s.zst"
check_says "is told with what is kept" "checkpoint-7 is kept"
check_says "and how to go on" "(icl-episode -n 240) or a FILE, which is read"
cp -r short short2
check_status 0 "goes on with a FILE, which is gone round" \
    icl-train $base --steps 30 --resume -o short2 s.zst
check_says "that it goes on is said" "resuming at step 7 from short2/checkp"
check_same "to the same model" whole/model.safetensors \
    short2/model.safetensors
check_status 0 "--end early takes the model as it is" sh -c \
    "icl-train $base --steps 30 --end early -o early <s.zst"
check_says "which is said" "ended at 8 of 30 steps: the model is that of step 8"
check "it is there" test -s early/model.safetensors
check_status 0 "goes on with the whole stream" sh -c \
    "cat s.zst s.zst s.zst s.zst s.zst |
    icl-train $base --steps 30 --resume -o short"
check_same "to the same model" whole/model.safetensors \
    short/model.safetensors

# one that breaks
check_status 1 "a pipe that breaks" sh -c \
    "head -c 12000 s.icl | icl-train $base --steps 30 -o broken"
check_says "is told with what is wrong" "stream ends"
check_says "and what is kept" "checkpoint-5 is kept"
check_status 1 "--end early does not take one that breaks" sh -c \
    "head -c 12000 s.icl | icl-train $base --steps 30 --end early -o broken2"
check_status 0 "goes on with the whole stream" sh -c \
    "cat s.zst s.zst s.zst s.zst s.zst |
    icl-train $base --steps 30 --resume -o broken -"
check_same "to the same model" whole/model.safetensors \
    broken/model.safetensors
mkfifo pipe
# stopped WHAT STATUS DIR: the status that was written down, and DIR.log's step
stopped() {
	check "$1: exit $2" test "$(cat status)" = "$2"
	check "with a checkpoint" \
	    test -s "$3/checkpoint-$(member step <"$3.log")/model.safetensors"
}
(icl-train $base --batch 1 --steps 30 -o both <pipe >both.log 2>err &
	p=$!
	(head -c 1000 s.icl
		until [ -s both.log ] || ! kill -0 $p; do sleep 0.01; done
		kill -INT $p) >pipe
	wait $p
	echo $? >status) 2>both.err
stopped "asked to stop beside the pipe's writer" 130 both
(icl-train $base --batch 1 -o wait <pipe >wait.log 2>err &
	p=$!
	exec 3>pipe
	head -c 1000 s.icl >&3
	until [ -s wait.log ] || ! kill -0 $p; do sleep 0.01; done
	kill -TERM $p
	i=0
	while kill -0 $p && [ $i -lt 500 ]; do sleep 0.01; i=$((i + 1)); done
	[ $i -lt 500 ] || kill -9 $p
	wait $p
	echo $? >status) 2>wait.err
stopped "asked to stop while a pipe is waited for" 143 wait
check "and no model, as if the stream were through" \
    test ! -e wait/model.safetensors

# the default schedule of a pipe that has no length is not that of FILEs
icl-train $base --save-every 3 -o endless <s.zst >out 2>err
check_status 1 "FILEs in place of a pipe without a length" \
    icl-train $base --save-every 3 --resume -o endless s.zst
check_says "are told what differs" "'--schedule constant' there"
check_status 0 "go on when it is given" \
    icl-train $base --save-every 3 --schedule constant --resume -o endless s.zst

check_status 0 "a pipe that ends with a step" sh -c \
    "icl-train -j1 $new --batch 6 --eval s.zst --eval-every 5 -o six <s.zst"
check "is evaluated there, once" \
    test "$(grep -c '"step":10,"eval_loss"' out)" = 1

# asked to stop
(icl-train $base --steps 1M -o asked s.zst >asked.log 2>stopped.err &
	p=$!
	until [ -s asked.log ] || ! kill -0 $p; do sleep 0.01; done
	icl-train $base --steps 1M --resume -o asked s.zst 2>second.err
	echo $? >second
	kill -TERM $p
	wait $p
	echo $? >status) 2>err
stopped SIGTERM 143 asked
check "a second run in the folder is refused" grep -q 1 second
check "and told why" grep -q 'asked: another icl-train is writing it' second.err
# nohup in whoever runs this must not reach it
(env --default-signal=HUP icl-train $base --steps 1M -o hung s.zst \
	>hung.log 2>stopped.err2 &
	p=$!
	until [ -s hung.log ] || ! kill -0 $p; do sleep 0.01; done
	kill -HUP $p
	wait $p
	echo $? >status) 2>err
stopped SIGHUP 129 hung
check_status 1 "a log over the tokens is refused" \
    icl-train $base --steps 1 --log s.zst -o x s.zst
check_says "and told" "'s.zst' is read and would be written over"
cp s.zst own.zst
check_status 1 "and one over the tokens of --eval" \
    icl-train $base --steps 1 --log own.zst --eval own.zst -o x s.zst
check_same "which stay" own.zst s.zst
check "how to go on is said" grep -q 'stopped at step .*--resume goes on' \
    stopped.err

# train longer: under a constant rate as if that had been the length
long="$base --schedule constant"
icl-train $long --steps 9 --save-every 4 --log long.jsonl -o longer s.zst \
    >out 2>err
check_status 0 "a longer run" icl-train $long --steps 14 --save-every 4 \
    --resume --log long.jsonl -o longer s.zst
check_says "is said to be longer" "the length was --steps 9 and is 14 steps now"
icl-train $long --steps 14 --log once.jsonl -o once s.zst >out 2>err
check_same "gives the same model" once/model.safetensors \
    longer/model.safetensors
check "its log is that of one run" sh -c 'for f in once long; do
    sed "s/,\"tok_s.*//" $f.jsonl >$f.cut; done; cmp once.cut long.cut'
check_same "which is what goes to standard output" out once.jsonl
printf '{"step":15,"lo' >>long.jsonl
check_status 0 "a falling rate goes on too" icl-train $base --steps 12 \
    --save-every 4 -o falls s.zst
check_status 0 "longer" icl-train -q $base --steps 16 --save-every 4 --resume \
    --log long.jsonl -o falls s.zst
check "-q says nothing of it" test ! -s err
check "a broken line of the log is cut off" sh -c \
    '[ "$(wc -l <long.jsonl)" = 16 ] && ! grep -q "lo$" long.jsonl'
mkfifo nobody
check_status 1 "a log that nobody reads is not waited for" \
    timeout 20 icl-train $base --steps 1 --log nobody -o x s.zst

# on a terminal a line for people
if command -v script >/dev/null; then
	check_status 0 "on a terminal" script -qec "icl-train $base --steps 12 \
	    --eval s.zst --log tty.jsonl -o tty s.zst" /dev/null
	check "steps are readable lines" grep -q \
	    'step 12/12 100%  loss [0-9.]*  mean [0-9.]* -[0-9.]*  lr .* tok/s' out
	check "with the time left" grep -q 'step 6/12.*ETA 0:0' out
	check "evaluations too" grep -q 'step 12  evaluation loss' out
	check "and JSON is in --log" test "$(grep -c '"mfu"' tty.jsonl)" = 12
	check_status 0 "and the plan" script -qec \
	    "icl-train $base --dry-run s.zst" /dev/null
	check "is text" grep -q 'products .*; a step takes' out
fi

# whose tokens are these?
cp -r once bare && rm bare/tokenizer*.json
check_status 0 "a model without a tokenizer" \
    icl-train -j1 -m bare --steps 1 -o from-bare s.zst
check_says "is warned about" "bare: no tokenizer in it"
check_status 1 "the name of a model on a hub" \
    icl-train -m Owner/Model-135M -o x s.zst
check_says "is told from a path" "not downloaded"

# asked for a checkpoint, and word of it
(icl-train $base --steps 1M -o asked3 s.zst >asked3.log 2>asked.err &
	p=$!
	until [ -s asked3.log ] || ! kill -0 $p; do sleep 0.01; done
	kill -USR1 $p
	until [ -s asked.err ] || ! kill -0 $p; do sleep 0.01; done
	kill -TERM $p
	wait $p
	echo $? >status) 2>err
check "SIGUSR1: the run goes on" test "$(cat status)" = 143
check "a checkpoint is told" grep -q "of 1000000 steps done.* is written" \
    asked.err
check "and there" test "$(echo asked3/checkpoint-*/trainer.json | wc -w)" = 2

# divergence
check_status 1 "a run that diverges" \
    icl-train $base --lr 100 --steps 30 -o wild s.zst
check_says "is stopped" "step 2: loss"
check_says "with a checkpoint" "wild/checkpoint-1 is from before that step"
check "which is there" test -s wild/checkpoint-1/trainer.json
check_status 1 "going on from it in the folder whose checkpoints go" \
    icl-train -j1 -m wild/checkpoint-1 --force -o ./wild s.zst
check_says "is refused" "give another -o DIR"
check "and it stays" test -s wild/checkpoint-1/trainer.json
check_status 1 "a gradient norm that explodes" \
    icl-train $base --stop-norm 0.1 --steps 30 -o wild2 s.zst
check_says "ends the run" "the run diverges from its start"

# plain text among episodes
printf '{"id":"p","task":"text","lm":true,"examples":[[["red apple","y",1]]]}\n' \
    >lm.jsonl
cat ep.jsonl lm.jsonl | icl-tok -t tok.json --ctx 64 -o mixed.zst 2>err
check_status 0 "plain text among episodes" \
    icl-train $base -v --batch 61 --steps 1 -o mixed mixed.zst
check "is trained on" grep -q '"text":1' mixed/icl.json
check_says "-v tells the plan" "a pass is 61 episodes"
check_status 0 "the plan of epochs" icl-train $base --epochs 2 --dry-run s.zst
check "in steps" grep -q '"steps":15' out
check_status 1 "an --eval without episodes" sh -c \
    "head -n 1 s.icl >none.icl; icl-train $base --eval none.icl -o x s.zst"
check_says "is refused" "no episode in it"

# disk full while saving: RLIMIT_FSIZE stands in for it
check_status 1 "a checkpoint that cannot be written" sh -c \
    "trap '' XFSZ; ulimit -f 40
    icl-train $base --steps 30 --save-every 1 --resume -o asked2 s.zst"
check "leaves nothing of itself" test ! -e asked2
icl-train $base --steps 30 -o full <s.zst >out 2>err
check_status 1 "nor a later one" sh -c \
    "trap '' XFSZ; ulimit -f 40; cat s.zst s.zst s.zst s.zst s.zst |
    icl-train $base --steps 30 --save-every 3 --resume -o full"
check "keeps the one before, and it alone" test "$(ls full)" = checkpoint-7
check_status 0 "from which it goes on" sh -c \
    "cat s.zst s.zst s.zst s.zst s.zst |
    icl-train $base --steps 30 --resume -o full"
check_same "to the same model" whole/model.safetensors full/model.safetensors

# refusals
check_status 2 "no model" icl-train -o x s.zst
check_status 2 "no folder" icl-train $new s.zst
check_status 2 "two lengths" icl-train $base --steps 1 --tokens 5 -o x s.zst
check_status 2 "int8 of weights that change" \
    icl-train $base --precision int8 -o x s.zst
check_says "says what for it is" "give --lora, --prefix or --adapter"
check_status 2 "one number as betas" icl-train $base --betas ,0.9 -o x s.zst
check_status 2 "no eps: weights without a gradient would be 0 / 0" \
    icl-train $base --eps 0 -o x s.zst
check_status 2 "a falling rate needs an end" sh -c \
    "icl-train $base --schedule linear -o x <s.icl"
check_status 1 "no model there" icl-train -m nowhere -o x s.zst
check_status 1 "the wrong kind" icl-train $base -o x ep.jsonl
check_status 1 "a cut stream" sh -c \
    "head -c 1500 s.zst | icl-train $base -o x"
check_says "is told" "<stdin>: stream ends early"
printf 'aab abb bab\nred apple\n' |
    icl-tok --train 260 -o tok2.json 2>err
icl-tok -t tok2.json --ctx 64 -o v.zst ep.jsonl 2>err
check_status 1 "ids of another vocabulary" icl-train $base -o x v.zst
check_says "are told" "ids of another vocabulary"

sed 's/"max_position_embeddings":64/"max_position_embeddings":16/' \
    config.json >short.json
check_status 1 "an episode beyond the context" \
    icl-train --init short.json -t tok.json -o x s.zst
check_says "is told" "s.zst: record 1: episode of"
check "no folder is left by what was refused" test ! -e x
printf '%s%s\n' '{"id":"short","task":"t","k":0,"method":"direct",' \
    '"layout":"metaicl","examples":[[["red","x",0],["\n\n","y",1]]]}' |
    cat - ep.jsonl | icl-tok -t tok.json --ctx 64 -o mixed.zst 2>err
check_status 0 "or is left out when asked" icl-train --init short.json \
    -t tok.json --skip-bad --eval mixed.zst -o x mixed.zst
check_says "and counted" "60 records of the stream are not valid"
check "the others are not" grep -q '"step":1,.*"episodes":1,' out
check "nor in --eval" grep -q '"eval_episodes":1,' out
}
done_testing
