#!/bin/sh
# Manners of all six tools: streams that are empty, cut, damaged or of the
# wrong kind, a full disk, a closed pipe, misuse; the same bytes twice and at
# any number of threads.
. "$(dirname "$0")/lib.sh"

# Text of four documents, one repeated with other numbers so that it is long.
for i in $(seq 40); do
	printf 'It rained on day %s. Mr. Moss went out. The cat sat by him.\n' "$i"
	printf 'A dog ran off. It hid in house %s. Nobody saw it.\n\n' "$i"
done >text
likes 13 21
cat >config.json <<'E2'
{"model_type":"gpt2","n_embd":16,"n_layer":2,"n_head":2,"n_positions":64,
"vocab_size":300,"activation_function":"gelu_new","layer_norm_epsilon":1e-5}
E2
check "segment" icl-segment --split blank text -o segments.zst
check "mktask" icl-mktask segments.zst -o examples.zst
check "episode" icl-episode -k 2 -q examples.zst -o episodes.zst
check "episode --eval" icl-episode --eval -k 0,4 --seeds 13,21 tasks/likes -o sets.zst
check "tok --train" icl-tok --train 300 segments.zst -o tokenizer.json
check "tok" icl-tok -t tokenizer.json --ctx 64 episodes.zst -o tokens.zst
check "tok of sets" icl-tok -t tokenizer.json --ctx 64 sets.zst -o queries.zst
check "train" icl-train --init config.json -t tokenizer.json --steps 3 -q -o model tokens.zst
check "score" icl-score -m model queries.zst -o scores.zst

# The largest seed goes through all of them, the next one through none.
check_status 0 "a seed of 2^63 - 1" icl-episode --plain --eval --pool -k 1 \
    --seeds 9223372036854775807 -q tasks/likes/likes_test.jsonl -o last
check "is read" icl-tok -t tokenizer.json --ctx 64 last -o last.zst
check "and scored" icl-score -m model last.zst -o last.scores
check_status 0 "and printed" icl-score --summary --tsv last.scores
check_status 2 "shots of seed 2^63" icl-episode --eval -k 1 \
    --seeds 9223372036854775808 tasks/likes
check_says "are refused" "'9223372036854775808' is beyond 2^63 - 1"

# Plain text in place of records.
echo 'Hello there.' >plain
check_status 1 "text for icl-mktask" icl-mktask plain
check_says "is told where it goes" "plain:1: no JSON; icl-segment makes"
check_status 1 "text for icl-tok" icl-tok -t tokenizer.json plain
check_says "is told too" "plain:1: no JSON; icl-episode makes records"

# run TOOL: as it is used, from stdin to stdout
run() {
	run_tool=$1
	shift
	rm -rf trained
	case $run_tool in
	icl-segment) icl-segment --split blank "$@" ;;
	icl-episode) icl-episode -k 2 -q "$@" ;;
	icl-tok) icl-tok -t tokenizer.json --ctx 64 -q "$@" ;;
	icl-train)
		icl-train -m model -j1 -q -o trained "$@"
		;;
	icl-score) icl-score -m model "$@" ;;
	*) $run_tool "$@" ;;
	esac
}
input_of() {
	case $1 in
	icl-segment) echo text ;;
	icl-mktask) echo segments.zst ;;
	icl-episode) echo examples.zst ;;
	icl-tok) echo episodes.zst ;;
	icl-train) echo tokens.zst ;;
	icl-score) echo queries.zst ;;
	esac
}

# fails TOOL NAME INPUT TEXT: exit 1, the text on stderr, and nothing on
# stdout that looks like a finished stream, or a finished model
fails() {
	run "$1" <"$3" >out 2>err
	status=$?
	[ $status = 1 ]
	verdict $? "$1: $2 is an error (exit $status)" err
	check_says "$1: $2: says so" "$4"
	[ -s err ] && [ "$(wc -l <err)" -le 2 ] && [ ! -e trained ] &&
	    ! { [ -s out ] && zstd -qt out 2>/dev/null; }
	verdict $? "$1: $2: no valid-looking output" err
}

printf '\377\376\375 garbage \001\002' >garbage
printf '{"icl":1,"kind":"scores","by":[]}\n' >wrong
: >empty
for tool in icl-segment icl-mktask icl-episode icl-tok icl-train icl-score; do
	input=$(input_of $tool)
	zstd -q -c -f "$input" >whole.zst
	[ "$input" = text ] || cp "$input" whole.zst
	head -c -3 whole.zst >half
	{ cat whole.zst; printf 'more'; } >trailing
	{ zstd -q -dcf whole.zst; zstd -q -cf "$input"; } >joined

	if [ $tool = icl-segment ]; then
		check_status 0 "$tool: no text is a stream of no documents" \
		    sh -c "icl-segment <empty"
		check_says "$tool: but says so" "no text"
		fails $tool "invalid UTF-8" garbage "UTF-8"
	else
		fails $tool "empty input" empty "empty"
		fails $tool "garbage" garbage "<stdin>:"
	fi
	fails $tool "a cut stream" half "ends early"
	fails $tool "bytes after the end" trailing "after the end of a zstd"
	case $tool in
	icl-train | icl-score) ;;
	*) fails $tool "zstd joined to plain text" joined "joined to plain" ;;
	esac
	fails $tool "the wrong kind" wrong "a stream of 'scores'"

	check_status 1 "$tool: a missing FILE" run $tool no-such-file
	check_says "$tool: is named" "no-such-file"
	check_status 2 "$tool: an unknown option" $tool --no-such-option
	check_says "$tool: is named" "--no-such-option"
	check_status 2 "$tool: a seed of 2^63" $tool --seed 9223372036854775808
	check_says "$tool: is refused" "--seed: '9223372036854775808' is beyond"
	check_status 0 "$tool: --help" $tool --help
	check_status 0 "$tool: --version" $tool --version
	check_status 1 "$tool: --help to a full disk" \
	    sh -c "$tool --help >/dev/full"

	if [ $tool != icl-train ]; then
		run $tool "$input" 2>err >/dev/full
		[ $? = 1 ] && grep -q "^$tool: <stdout>: No space left" err
		verdict $? "$tool: a full disk" err
		run $tool -j1 --plain "$input" >one 2>err
		run $tool -j4 --plain "$input" >four 2>err
		check_same "$tool: the same bytes at any -j" one four
		run $tool "$input" >a.zst
		run $tool "$input" >b.zst
		check_same "$tool: the same bytes twice" a.zst b.zst
		check_status 1 "$tool: -o in no folder" run $tool -o no/f "$input"
	fi
	{ sleep 0.2; run $tool "$input" 2>err; echo $? >status; } | true
	# icl-train's log is a handful of lines: it may be done before
	[ "$(cat status)" = 141 ]
	verdict $? "$tool: a closed pipe ends it quietly ($(cat status))" err
	grep -q . err
	[ $? = 1 ] || [ $tool = icl-episode ]
	verdict $? "$tool: without a word" err
done

# a record that is not valid UTF-8, named by stream and line
zstd -dcq segments.zst | sed '5s/rained/r\xffined/' >bad
check_status 1 "invalid UTF-8 in a record" icl-mktask bad
check_says "is told by its line" "bad:5: "
check_status 0 "--skip-bad goes on" icl-mktask --skip-bad bad
check_says "and counts" "1 "

# no output takes the place of an input, whatever it is called
for tool in icl-segment icl-mktask icl-episode icl-tok icl-score; do
	cp "$(input_of $tool)" kept
	run $tool -o ./kept kept >out 2>err
	verdict $(($? == 0)) "$tool: -o on its input" err
	check_says "$tool: is refused" "'kept' is read and would be written over"
	check_same "$tool: which stays" kept "$(input_of $tool)"
done
check_status 1 "--report on -o" run icl-tok -o both --report both episodes.zst
check_says "is refused" "are one file"
check "and nothing appears" test ! -e both
check_status 1 "no tokens, no report" run icl-tok --report counts.json --ctx 64 wrong
check "of a run that failed" test ! -e counts.json

# a line beyond the limit, and brackets that would take all memory
head -c 70000 /dev/zero | tr '\0' ' ' | zstd -q >long.zst
for tool in icl-mktask icl-episode icl-tok; do
	check_status 1 "$tool: a line past --max-line" run $tool --max-line 64Ki long.zst
	check_says "$tool: is told" "long.zst:1: a line of more than 65536 bytes; raise --max-line"
done
yes '[],[],[],[],[],[],[],[]' | head -n 600000 | tr '\n' ',' |
    { printf '{"text":['; cat; echo '0]}'; } | zstd -q >brackets.zst
check_status 1 "many small values in few bytes, within 1 GB" \
    sh -c '[ -n "${ICL_SANITIZED:-}" ] || ulimit -v 1000000; icl-mktask -j1 brackets.zst'
check_says "are counted" "brackets.zst:1: not JSON at byte"

# the frame that a failing tool leaves open fails the tools after it
icl-mktask bad 2>/dev/null | icl-episode -q -k 2 >out 2>err
[ $? = 1 ]
verdict $? "a failure goes down the pipe" err
check_says "and names its cause" "the tool before this one failed"

check "a joined stream" sh -c 'cat episodes.zst episodes.zst |
	icl-tok -t tokenizer.json --ctx 64 --plain >joined'
done_testing
