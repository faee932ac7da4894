#!/bin/sh
# Two runs at once on one --cache and on one -o, and runs killed at any moment:
# the bytes are those of a run alone, and the next run removes what was left.
. "$(dirname "$0")/lib.sh"
: "${RACES:=5}"

for i in $(seq 12); do
	for w in good bad; do
		printf '{"task":"likes","input":"%s %s tea","output":"%s","options":["good","bad"]}\n' $w "$i" $w
	done
done >examples
cat >config.json <<'E2'
{"model_type":"gpt2","n_embd":16,"n_layer":1,"n_head":2,"n_positions":64,
"vocab_size":300,"activation_function":"gelu_new","layer_norm_epsilon":1e-5}
E2
{
	icl-tok --train 300 examples -o tokenizer.json
	icl-episode -q -k 2 examples | icl-tok -q -t tokenizer.json --ctx 64 -o tokens.zst
	icl-train --init config.json -t tokenizer.json --steps 2 -j1 -q -o model tokens.zst
	icl-episode -q --eval --pool -k 0,1,2 --seeds 13,21 examples |
	    icl-tok -q -t tokenizer.json --ctx 64 -o queries.zst
	icl-score -j1 -m model queries.zst -o want.zst
} >made 2>&1
verdict $? "every stage is made" made
zstd -dcq want.zst >want

# alone COMMAND...: as the first process of a container, where that may be made,
# so that both runs of a pair have one number
alone() {
	"$@"
}
if unshare -p -f true 2>/dev/null; then
	alone() {
		unshare -p -f "$@"
	}
fi
score() {
	alone icl-score -j1 -m model --cache cache "$@" queries.zst
}
same() {
	zstd -dcq "$1" 2>/dev/null | cmp -s - want
}
left() {
	find "$@" -name '*.tmp.*' | grep -c .
}

bad=0
for i in $(seq "$RACES"); do
	rm -rf cache
	score -o a.zst 2>>err &
	score -o b.zst 2>>err || bad=$((bad + 1))
	wait $! || bad=$((bad + 1))
	same a.zst && same b.zst && [ "$(left cache .)" = 0 ] || bad=$((bad + 1))
done
verdict "$bad" "$RACES pairs on one --cache" err
bad=0
for i in $(seq "$RACES"); do
	alone icl-score -j1 -m model queries.zst -o one.zst 2>>err &
	alone icl-score -j1 -m model queries.zst -o one.zst 2>>err || bad=$((bad + 1))
	wait $! || bad=$((bad + 1))
	same one.zst && [ "$(left .)" = 0 ] || bad=$((bad + 1))
done
verdict "$bad" "$RACES pairs on one -o" err

bad=0
rm -rf cache
for i in $(seq "$RACES"); do
	icl-score -j1 -m model --cache cache queries.zst -o k.zst 2>>err &
	sleep "0.0$((i * 37 % 10))"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	[ ! -e k.zst ] || same k.zst || bad=$((bad + 1))
done 2>/dev/null
score -o k.zst 2>>err && same k.zst && [ "$(left cache .)" = 0 ] ||
    bad=$((bad + 1))
verdict "$bad" "$RACES runs killed, and one that goes on from them" err

bad=0
icl-segment examples --plain -o segments
mkfifo pipe
for signal in TERM HUP; do
	env --default-signal=HUP icl-mktask -o t.zst pipe 2>>err &
	{
		cat segments
		for i in $(seq 100); do
			[ "$(left .)" = 0 ] || break
			sleep 0.05
		done
		[ "$(left .)" = 1 ] || bad=$((bad + 1))
		kill -$signal $!
		sleep 0.1
	} >pipe
	wait $! 2>/dev/null
	[ "$(left .)" = 0 ] && [ ! -e t.zst ] || bad=$((bad + 1))
done
verdict "$bad" "a signal leaves nothing" err

# icl-train ends after its step: in most of its time it writes a checkpoint
bad=0
for i in $(seq "$RACES"); do
	rm -rf asked log
	icl-train -m model --steps 1M --save-every 1 -j1 -q -o asked \
	    tokens.zst >log 2>>err &
	until [ -s log ] || ! kill -0 $!; do sleep 0.01; done
	sleep "0.0$((i * 37 % 10))"
	kill -TERM $!
	wait $!
	[ $? = 143 ] && [ "$(left .)" = 0 ] && ls -d asked/checkpoint-* >out ||
	    bad=$((bad + 1))
done 2>/dev/null
verdict "$bad" "$RACES trainings asked to end leave checkpoints only" err
done_testing
