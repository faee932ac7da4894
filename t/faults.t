#!/bin/sh
# One call fails: every allocation, read, write, open, rename, fsync, stat and
# map of each tool in turn, or FAULTS (6) of each spread over the run.  Then
# the tool says so and exits 1, with no output that is not whole and nothing
# left under way; or it can do without, and its bytes are the same.
. "$(dirname "$0")/lib.sh"
[ -z "${ICL_SANITIZED:-}" ] || skip_all 'sanitizers have their own malloc'
SHIM=$ICL_BUILD/t/faults.so
: "${FAULTS:=6}"

for i in $(seq 12); do
	printf 'It rained on day %s. Mr. Moss went out. The cat sat by him.\n' "$i"
	printf 'A dog ran off. It hid in house %s. Nobody saw it.\n\n' "$i"
done >text
likes 13
cat >config.json <<'E2'
{"model_type":"gpt2","n_embd":16,"n_layer":1,"n_head":2,"n_positions":64,
"vocab_size":300,"activation_function":"gelu_new","layer_norm_epsilon":1e-5}
E2
{
	icl-segment --split blank text -o segments.zst
	icl-mktask segments.zst -o examples.zst
	icl-episode -k 2 -q examples.zst -o episodes.zst
	icl-episode --eval -k 0,4 --seeds 13 tasks/likes -o sets.zst
	icl-tok --train 300 segments.zst -o tokenizer.json
	icl-tok -t tokenizer.json --ctx 64 episodes.zst -o tokens.zst
	icl-tok -t tokenizer.json --ctx 64 sets.zst -o queries.zst
	icl-train --init config.json -t tokenizer.json --steps 2 -j1 -q -o model tokens.zst
	icl-score -m model queries.zst -o scores.zst
} >made 2>&1
verdict $? "every stage is made" made

# run NAME: the job of that name, what it makes being out/it
run() {
	case $1 in
	segment) icl-segment -j1 --split blank text -o out/it ;;
	mktask) icl-mktask -j1 segments.zst -o out/it ;;
	episode) icl-episode -j1 -k 2 -q examples.zst -o out/it ;;
	eval) icl-episode -j1 --eval -k 0,4 --seeds 13 --select bm25 tasks/likes -o out/it ;;
	tok) icl-tok -j1 -t tokenizer.json --ctx 64 episodes.zst -o out/it ;;
	learn) icl-tok -j1 --train 300 segments.zst -o out/it ;;
	train) icl-train -j1 -m model --steps 2 -q -o out/it tokens.zst >log ;;
	score) icl-score -j1 -m model queries.zst -o out/it ;;
	summary) icl-score --summary --html page scores.zst -o out/it ;;
	esac
}
bytes_of() {
	if [ -d "$1" ]; then
		cat "$1/model.safetensors" "$1/config.json" "$1/tokenizer.json"
	else
		zstd -dcqf "$1"
	fi
}
# judge JOB CLASS N: a run with that fault; says what is wrong with how it ended
judge() {
	rm -rf out
	mkdir out
	(LD_PRELOAD=$SHIM FAULT=$2:$3 run "$1") >said 2>err
	status=$?
	# shellcheck disable=SC2012 # the names are ours
	left=$(ls out | grep -c '\.tmp\.')
	[ "$left" = 0 ] || { echo "left $left"; return; }
	case $status in
	0)
		bytes_of out/it >now 2>&1 && cmp -s now want-$1 ||
		    echo "exit 0, other bytes"
		;;
	1)
		grep -q . err || echo "exit 1 without a word"
		# all of it may be there when only what comes beside it failed
		[ ! -f out/it ] || { bytes_of out/it >now && cmp -s now want-$1; } ||
		    echo "exit 1 with a damaged output"
		;;
	*) echo "status $status" ;;
	esac
}
echo "# class job cases failures" >table
for job in segment mktask episode eval tok learn train score summary; do
	rm -rf out
	mkdir out
	LD_PRELOAD=$SHIM FAULT_COUNT=counts run $job >said 2>err ||
	    echo "# $job: $(head -n 1 err)"
	bytes_of out/it >want-$job
	: >wrong
	while read -r class calls; do
		step=$((calls / FAULTS + 1))
		n=1
		cases=0
		failures=0
		while [ $n -le "$calls" ]; do
			why=$(judge $job "$class" $n)
			cases=$((cases + 1))
			if [ -n "$why" ]; then
				failures=$((failures + 1))
				echo "$class:$n of $calls: $why: $(head -n 1 err)" >>wrong
			fi
			n=$((n + step))
		done
		echo "# $class $job $cases $failures" >>table
	done <counts
	[ ! -s wrong ]
	verdict $? "$job: each fault is told or makes no difference" wrong
done
awk 'NR > 1 { c[$2] += $4; f[$2] += $5 }
    END { for (k in c) print "# " k, c[k] " cases", f[k] " failures" }' table
done_testing
