#!/bin/sh
# icl-score: sets to scores, scores to tables, refusals.
# shellcheck source=t/lib.sh disable=SC2016 # perl is quoted
. "$(dirname "$0")/lib.sh"

# shellcheck source=t/score.sh
. "$ROOT/t/score.sh"

# sets METHOD: two sets of three queries and a null one
sets() {
	perl -e '
	$channel = $ARGV[0] eq "channel";
	@o = ("warm", "cold", "warm");
	sub json { join ",", map { qq("$_") } @_ }
	sub side { my ($x, $y) = @_;
		$channel ? qq([["$y","y",0],["\\n$x","x",1]])
			 : qq([["\\n$y","y",1]]) }
	for $s (0, 1) {
		$demos = join ",", map { $channel
		    ? qq([["$o[$_ % 2]","y"],["\\nthe tea $_\\n\\n","x"]])
		    : qq([["the tea $_","x"],["\\n$o[$_ % 2]\\n\\n","y"]])
		    } 1 .. 4;
		printf qq({"set":%d,"task":"cup","k":4,"seed":%d,"method":) .
		    qq("%s","layout":"own","metric":"macro-f1",) .
		    qq("options":[%s],"demos":[%s]}\n), $s, 13 + $s,
		    $ARGV[0], json(@o), $demos;
		for $q (0 .. 3) {
			$x = $q == 3 ? "N/A" : "the coffee $q is";
			printf qq({"set":%d,"id":"%s","shared":[%s],%s,) .
			    qq("candidates":[%s]}\n), $s,
			    $q == 3 ? "null#0" : "q$q",
			    $channel ? "" : qq(["$x","x"]),
			    $q == 3 ? q("null":"N/A") : qq("gold":) . $q % 2,
			    join ",", map { side($x, $_) } @o;
		}
	}' "$1"
}
# numbers: each query's members by themselves, for tests
numbers() {
	zstd -dcq "$@" | tail -n +2 |
	    perl -ne 'print "$1 " while /"sum":([^,]*)/g; print "\n"'
}

for method in direct channel; do
	sets $method >$method.jsonl
	icl-tok -t tok.json --ctx 128 -q $method.jsonl >$method.tok
	check_status 0 "$method is scored" \
	    icl-score -m m -j1 -o $method.zst $method.tok
	check "ten records and the header" \
	    test "$(zstd -dcq $method.zst | wc -l)" = 11
	numbers $method.zst >sums
	check "equal options tie exactly" perl -ne '@n = split;
	    $bad ||= @n && $n[0] != $n[4]; END { exit $bad }' sums
	check "and others do not" perl -ne '@n = split;
	    $bad ||= @n && $n[0] == $n[2]; END { exit $bad }' sums
	check_status 0 "small passes" \
	    icl-score -m m -j1 --micro-tokens 16 -o small.zst $method.tok
	check_same "give the same bytes" small.zst $method.zst
	icl-score -m m -j2 $method.tok >two.zst
	check_same "and so do two threads" two.zst $method.zst
done
zstd -dcq direct.zst >direct.txt
check "options have chars and bytes" grep -q '"chars":4,"bytes":4' direct.txt
check "every demonstration is there" grep -q '"k_kept":4' direct.txt
check "nulls are marked" grep -q '"id":"null#0".*"null":"N/A"' direct.txt
check "the kernel set is recorded" grep -q '"kernels":"' direct.txt
zstd -dcq channel.zst >channel.txt
check "no chars in channel" sh -c '! grep -q chars channel.txt'
check "sets carry the run" grep -q '"model":"m","run":"m"' direct.txt

# Which option each demonstration shows.
check "of each set the demonstrations' labels" sh -c \
    '[ "$(grep -c "\"labels\":\[1,0,1,0\]" direct.txt)" = 2 ]'
check "in channel too" sh -c \
    '[ "$(grep -c "\"labels\":\[1,0,1,0\]" channel.txt)" = 2 ]'
check_status 0 "what they do to predictions" \
    icl-score --summary --labels --tsv direct.zst channel.zst
check "a line a set" test "$(wc -l <out)" = 5

# A context too short for all demonstrations: it says how many are left.
icl-tok -t tok.json --ctx 30 -q direct.jsonl | icl-score -m m -j1 -q |
    zstd -dcq >short.txt
check "demonstrations that were dropped" grep -q '"k_kept":[123],' short.txt

# order of queries
{ sed -n 1p direct.jsonl; sed -n '2,5p' direct.jsonl | tac; } |
    icl-tok -t tok.json --ctx 128 -q | icl-score -m m -j1 >turned.zst
numbers turned.zst | sort >a
numbers direct.zst | head -n 5 | sort >b
check_same "the order of queries does not matter" a b

check_status 0 "a name for the run" \
    icl-score -m m --run other -n 2 -j1 --plain direct.tok
check "is recorded" grep -q '"run":"other"' out
check "and -n counts records" test "$(wc -l <out)" = 3

# A model that is written to, grown or replaced while it is used.
# score_while COMMAND...: what it does comes between two sets
score_while() {
	rm -rf changing late late.zst
	cp -r m changing
	mkfifo late
	icl-score -m changing -j1 -v -o late.zst late 2>err &
	scoring=$!
	{
		icl-tok -t tok.json --ctx 128 -q --plain direct.jsonl | {
			dd bs=1 count=400 2>/dev/null
			until grep -q 'products fp32' err ||
			    ! kill -0 $scoring; do
				sleep 0.01
			done
			"$@"
			cat
		}
	} >late
	wait $scoring
}
overwrite() {
	printf x | dd of=changing/model.safetensors bs=1 seek=5000 \
	    conv=notrunc 2>/dev/null
}
grow() {
	printf x >>changing/model.safetensors
}
replace() {
	printf x >changing/new
	mv changing/new changing/model.safetensors
}
for change in overwrite grow; do
	score_while $change
	check "a model: $change" test $? = 1
	check_says "and named" \
	    "changing/model.safetensors: was written to while it"
	check "and there are no scores" test ! -e late.zst
done
score_while replace
check "another file in the model's place" test $? = 0
numbers late.zst >a
numbers direct.zst >b
check_same "changes nothing" a b

# A cache gives the same bytes, whole, in part or damaged.
check_status 0 "a cache is made" icl-score -m m -j1 --cache kept -o one.zst \
    direct.tok
check_same "with the same scores" one.zst direct.zst
check "an entry a set" test "$(ls kept | wc -l)" = 2
check_status 0 "and used" icl-score -m m -j1 -v --cache kept -o two.zst \
    direct.tok
check_says "for both sets" "2 sets out of the cache"
check_same "giving the same bytes" two.zst direct.zst
rm -r kept
check_status 0 "what sharing saved" icl-score -m m -j1 -v --cache kept \
    -o two.zst direct.tok
check "asked for, computed, saved" perl -ne '$good ||= $1 == $2 + $3
    if /(\d+) tokens asked .* (\d+) computed, (\d+) saved/;
    END { exit !$good }' err
rm "kept/$(ls kept | head -n 1)"
printf 'x' >>"kept/$(ls kept | head -n 1)"
check_status 0 "without it" icl-score -m m -j1 -v --cache kept -o two.zst \
    direct.tok
check_says "sets are computed again" "0 sets out of the cache"
check_same "to the same bytes" two.zst direct.zst
perl -pi -e 's/(?<="sum":-)(\d)/($1 + 1) % 10/e' kept/*
check_status 0 "another digit in an entry" icl-score -m m -j1 -v --cache kept \
    -o two.zst direct.tok
check_says "makes it none" "0 sets out of the cache"
check_same "and the bytes are the same" two.zst direct.zst
cp "kept/$(ls kept | sed -n 1p)" "kept/$(ls kept | sed -n 2p)"
check_status 0 "an entry of another set" icl-score -m m -j1 -v --cache kept \
    -o two.zst direct.tok
check_says "is none of this" "1 sets out of the cache"
check_same "and the bytes are the same" two.zst direct.zst
check_status 1 "a file as the cache" icl-score -m m --cache direct.tok \
    direct.tok
check_says "is told at once" "direct.tok: File exists"
for pause in 0.01 0.03 0.05; do
	icl-score -m m -j1 --cache kept3 -q -o killed.zst direct.tok &
	sleep $pause
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
done
check_status 0 "after kills at any moment" icl-score -m m -j1 --cache kept3 \
    -o two.zst direct.tok
check_same "the bytes are the same" two.zst direct.zst
icl-train -j1 -q -m m --lr 0.1 --batch 1 --steps 1 -o m2 one.tok >log
check_status 0 "another model" icl-score -m m2 -j1 -v --cache kept direct.tok
check_says "has entries of its own" "0 sets out of the cache"

# Two at a time on one cache and on one FILE, as in two containers, where both
# are process 1: neither disturbs the other, and nothing is left.
alone=
unshare -pf true 2>/dev/null && alone='unshare -pf'
# both NAME ARG...: two at once; their outputs NAME.1 and NAME.2, or -o of ARG
both() {
	$alone icl-score -m m -j1 -q "$@" direct.tok >both.1 2>>both.err &
	first=$!
	$alone icl-score -m m -j1 -q "$@" direct.tok >both.2 2>>both.err
	second=$?
	wait $first && [ $second = 0 ]
}
pairs_on() {
	for _ in 1 2 3 4 5; do
		rm -rf paired
		both "$@" || return 1
	done
}
check "pairs on one cache" pairs_on --cache paired
check "give the same bytes" sh -c 'cmp both.1 direct.zst &&
    cmp both.2 direct.zst && [ "$(find paired -type f | wc -l)" = 2 ]'
check "pairs on one FILE" pairs_on -o paired
check_same "leave it whole" paired direct.zst
check "with nothing beside it" test -z "$(find . -name 'paired?*')"

# Products of other precisions: near those of fp32, not the same, and kept
# apart.
numbers direct.zst >a
for p in bf16:0.05 int8:0.2; do
	near=${p#*:}
	p=${p%:*}
	check_status 0 "scores by $p" icl-score -m m -j1 -v --precision $p \
	    --cache kept -o $p.zst direct.tok
	check_says "the way is told" "products $p"
	check_says "entries of their own" "0 sets out of the cache"
	numbers $p.zst >b
	check "near those by fp32" sh -c 'paste -d " " a b | perl -ne "
		@x = split; \$n = @x / 2;
		for (0 .. \$n - 1) {
			\$d = abs(\$x[\$_] - \$x[\$n + \$_]);
			\$some ||= \$d > 0;
			exit 1 if \$d > '"$near"';
		}
		END { \$? ||= !\$some }"'
done
check_status 0 "int8 on four threads, 16 tokens at once" icl-score -m m -j4 \
    --precision int8 --micro-tokens 16 -o again.zst direct.tok
check "gives the same numbers" sh -c '
	zstd -dcq int8.zst | tail -n +2 >1 &&
	zstd -dcq again.zst | tail -n +2 | cmp - 1'

# A model that becomes shorter while it is mapped.
if [ -z "${ICL_SANITIZED:-}" ]; then
	cp -r m cut
	mkfifo pipe
	icl-score -m cut -j1 -q -o never.zst <pipe >out 2>err &
	p=$!
	exec 3>pipe
	cat direct.tok >&3
	until grep -q cut/model.safetensors /proc/$p/maps; do
		sleep 0.01
	done
	truncate -s 4096 cut/model.safetensors
	cat direct.tok >&3
	exec 3>&-
	wait $p
	check "a model that becomes shorter ends the run" test $? = 1
	check_says "by a message" "cut/model.safetensors: became shorter"
	check "and leaves no scores" test ! -e never.zst
	rm -r cut pipe
fi

# Null queries of a text and of words of the task: the records tell which.
for i in 1 2 3 4 5 6; do
	printf '{"task":"cup","input":"the tea %d","output":"%s",' $i \
	    "$([ $((i % 2)) = 0 ] && echo warm || echo cold)"
	echo '"options":["warm","cold"]}'
done >pool.jsonl
icl-episode --eval --pool -k 1 --seeds 1 -q --null N/A --null domain:2 \
    pool.jsonl | icl-tok -t tok.json --ctx 128 -q |
    icl-score -m m -j1 --plain >nulls.jsonl
check "a null query of each kind" sh -c \
    '[ "$(grep -c "\"null\":" nulls.jsonl)" = 2 ] &&
	[ "$(grep -c "\"domain\":true" nulls.jsonl)" = 1 ]'
for rule in cc dc; do
	check_status 0 "$rule" icl-score --summary --calibrate $rule nulls.jsonl
done
sed 's/,"domain":true//' nulls.jsonl >texts.jsonl
check_status 1 "dc without words of the task" \
    icl-score --summary --calibrate dc texts.jsonl
check_says "whatever their ids are" "--null domain:20"

# Free-form queries.
perl -e 'print qq({"set":0,"task":"say","k":1,"seed":0,"method":"direct",),
    qq("layout":"own","metric":"em","stop":["\\n"],"demos":),
    qq([[["the tea","x"],["\\nwarm\\n","y"]]]}\n);
    print qq({"set":0,"id":"f$_","shared":[["the coffee $_","x"]],),
    qq("refs":["cold","not warm"]}\n) for 1 .. 3' >free.jsonl
icl-tok -t tok.json --ctx 128 -q free.jsonl >free.tok
check_status 1 "free-form queries without --generate" \
    icl-score -m m -j1 free.tok
check_says "say what to do" "use --generate N"
check_status 0 "generated" icl-score -m m -j1 --generate 8 --plain free.tok
check "a text and its metrics" sh -c \
    '[ "$(grep -c "\"text\":.*\"refs\":.*\"rouge_l\":" out)" = 3 ]'
tail -n +2 out >free.scores
check_status 0 "with choices beside them" \
    icl-score -m m -j1 --generate 8 --plain free.tok direct.tok
tail -n +2 out | head -n 4 >got
check_same "the same answers" got free.scores
grep -v '"id":"null#0"' out | grep -c '"gold"' >got
check "and the choices" test "$(cat got)" = 6
check_status 0 "a text that stops all" \
    icl-score -m m -j1 --generate 8 --stop '' --plain free.tok
check_status 0 "summary of what was generated" \
    icl-score --summary --tsv free.scores
check "by exact match" grep -q '	em	1	1	3	' out
sed 's/"rouge_l":[0-9.]*,"rouge_l_stem":[0-9.]*/"rouge_l":0.25,"rouge_l_stem":0.5/
    s/"metric":"em"/"metric":"rouge-l"/' free.scores >rouge.scores
for rouge in words stems; do
	check_status 0 "ROUGE-L of $rouge" \
	    icl-score --summary --rouge $rouge --json rouge.scores
	check "says which" grep -q "\"rouge\":\"$rouge\".*\"mean\":0\.$([ \
	    $rouge = words ] && echo 25 || echo 50)" out
done
sed 's/,"rouge_l_stem":0.5//' rouge.scores >older.scores
check_status 0 "scores without stems" icl-score --summary older.scores
check_status 1 "have none" icl-score --summary --rouge stems older.scores
check_says "and say so" "score the queries again"
check_status 2 "--stop alone" icl-score -m m --stop x free.tok

# What lm-evaluation-harness writes; the digest was made with its own function
# from the same document.
export SOURCE_DATE_EPOCH=0
check_status 0 "for lm-evaluation-harness" icl-score --summary -q \
    --lm-eval he --episodes direct.jsonl direct.zst
at=1970-01-01T00-00-00.000000
check "results of the run" test -s he/m/results_$at.json
check "samples of each set" test -s he/m/samples_cup-direct-own-k4-s14_$at.jsonl
cp he/m/samples_cup-direct-own-k4-s13_$at.jsonl samples
check "a sample a query, none of nulls" test "$(wc -l <samples)" = 3
check "with the context and the continuations" grep -qF \
    '"gen_args_1":{"arg_0":"the tea 1\ncold\n\nthe tea 2\nwarm\n\nthe tea 3\ncold\n\nthe tea 4\nwarm\n\nthe coffee 0 is","arg_1":"\ncold"}' \
    samples
zstd -dcq direct.zst | sed 's/,"greedy":[a-z]*//g' >older
check "whether they are greedy is told" grep -q \
    '"resps":\[\[\["-[0-9.]*","\(True\|False\)"\]\]' samples
check_status 0 "from older scores" icl-score --summary -q \
    --lm-eval he6 --episodes direct.jsonl older
check "it is not" grep -q '"resps":\[\[\["-[0-9.]*","None"\]\]' \
    he6/m/samples_cup-direct-own-k4-s13_$at.jsonl
hex=44cc1ac20127b2324cfe787d7021cb616dd06a9bbaa2004d04e3490fa443ff70
check "the digest of a document" grep -q "\"doc_id\":0.*\"doc_hash\":\"$hex\"" \
    samples
check_status 0 "in channel" icl-score --summary -q \
    --lm-eval he2 --episodes channel.jsonl channel.zst
check "a label belongs to the question" grep -qF \
    'the tea 4\n\ncold","arg_1":"\nthe coffee 0 is"}' \
    he2/m/samples_cup-channel-own-k4-s13_$at.jsonl
check_status 0 "of answers" icl-score --summary -q \
    --lm-eval he3 --episodes free.jsonl free.scores
check "until the stop strings" grep -qF '"arg_1":{"until":["\n"]}' \
    he3/m/samples_say-direct-own-k1-s0_$at.jsonl
# as several adapters leave it: each set twice, one run after the other
zstd -dcq direct.zst | perl -ne 'sub out { print $s; $s =~ s/"run":"m"/"run":"n"/;
    print $s; $s = "" } next if $. == 1; out if /"run"/ && $s; $s .= $_;
    END { out }' >arms.jsonl
check_status 0 "two runs set by set" icl-score --summary -q \
    --lm-eval he5 --episodes direct.jsonl arms.jsonl
check "have the same samples" diff -r -x 'results_*' he5/m he5/n
check "those of one run" diff -r -x 'results_*' he5/m he/m
check_status 1 "other episodes" icl-score --summary -q \
    --lm-eval he4 --episodes channel.jsonl direct.zst
check_says "are refused" "give the episodes that were scored"
check "and leave nothing" test ! -e he4
if [ -e /dev/full ]; then
	check_status 1 "a table that cannot be written" sh -c 'icl-score \
	    --summary -q --lm-eval he7 --episodes direct.jsonl direct.zst \
	    >/dev/full'
	check "leaves nothing either" test ! -e he7
	mkdir he8
	check_status 1 "in a folder that was there" sh -c 'icl-score --summary \
	    -q --lm-eval he8 --episodes channel.jsonl direct.zst'
	check "but the folder" test -z "$(ls he8 2>&1)"
fi
check_status 2 "--episodes alone" icl-score --summary --episodes free.jsonl \
    free.scores
unset SOURCE_DATE_EPOCH

# Training tokens.
perl -e 'for $i (1 .. 9) { print qq({"id":"e$i","task":"cup","k":),
    $i % 3, qq(,"examples":[), join(",", map {
    qq([["the tea $_ is","x",0],["\\nwarm\\n","y",1]]) } 0 .. $i % 3),
    qq(]}\n) }' >train.jsonl
icl-tok -t tok.json --ctx 128 -q train.jsonl >train.tok
check_status 0 "the loss of records" icl-score -m m -j1 --nll --plain train.tok
check "a sum for each example" perl -ne '$k = () = /"sum"/g;
    $bad ||= /"id":"e(.)"/ && $k != $1 % 3 + 1; $n++;
    END { exit($bad || $n != 10) }' out
cp out nll
check_status 0 "in small passes" \
    icl-score -m m -j1 --nll --micro-tokens 16 --plain train.tok
check_same "the same" out nll
slowly() {
	{ cat train.tok; sleep 1.1; cat train.tok; } |
	    icl-score -m m -j1 --nll --plain "$@"
}
check_status 0 "slow input, quietly" slowly -q
check "shows no progress" test ! -s err
check_status 0 "the gain" icl-score -m m -j1 --gain --plain train.tok
check "where there are demonstrations" \
    sh -c '[ "$(grep -c "\"gain\":" out)" = 6 ]'
check_status 0 "a filter" icl-score -m m -j1 --gain --min-gain 1000 \
    --scores all.zst -o pass.tok train.tok
check "writes all scores" test "$(zstd -dcq all.zst | wc -l)" = 10
icl-tok --show -t tok.json pass.tok 2>err >shown
check "and passes on records without a gain" \
    sh -c '[ "$(grep -c "^episode e[369]" shown)" = 3 ] &&
	! grep -q "^episode e[124578]" shown'
check_status 0 "which can be trained on" icl-train -j1 -q -m m --batch 2 \
    --steps 2 -o warm pass.tok
mkfifo slow
mkdir left
icl-score -m m -j1 -q --gain --min-gain 0 --scores left/all.zst \
    -o left/pass.tok - <slow 2>err &
killed=$!
exec 3>slow
cat train.tok >&3
until [ "$(find left -type f | wc -l)" = 2 ] || ! kill -0 $killed; do
	sleep 0.01
done
kill -9 $killed
exec 3>&-
wait $killed 2>/dev/null
check_status 0 "after a kill" icl-score -m m -j1 --gain --min-gain 1000 \
    --scores left/all.zst -o left/pass.tok train.tok
check "nothing of the killed run is left" test \
    "$(find left -type f | sort | tr '\n' ' ')" = "left/all.zst left/pass.tok "
check_status 2 "--min-gain alone" icl-score -m m --min-gain 0 train.tok
check_status 2 "scores and tokens into one file" icl-score -m m --gain \
    --min-gain 0 --scores both -o both train.tok
check_status 2 "or onto one stream" icl-score -m m --gain --min-gain 0 \
    --scores - train.tok
check_status 1 "sets as training tokens" icl-score -m m -j1 --nll direct.tok
check_says "are told" "leave out --nll"

# Channel with the labels' own probabilities: 3 to 1 turns the choice.
channel_scores() {
	printf '{"set":0,"task":"cup","k":4,"seed":1,"method":"%s",' "$1"
	printf '"metric":"macro-f1","options":["a","b"],"labels":[1,1,0,1]}\n'
	printf '{"set":0,"id":"q","k_kept":4,"options":["a","b"],"gold":1,'
	printf '"candidates":[{"sum":-1,"tokens":1},{"sum":-1.5,"tokens":1}]}\n'
}
for method in channel direct; do
	channel_scores $method >prior.jsonl
	check_status 0 "$method, demonstrations' prior" icl-score --summary \
	    --prior empirical --tsv prior.jsonl
	cut -f 11 out | tail -n 1 >got
	icl-score --summary --tsv prior.jsonl | cut -f 11 | tail -n 1 >even
	check "changes the choice in channel alone" \
	    test "$(cat even got | tr '\n' ' ')" = "$(
		[ $method = direct ] && echo '0.000000 0.000000 ' ||
			echo '0.000000 1.000000 ')"
done
check_status 0 "labels" icl-score --summary --labels --tsv prior.jsonl
check "the last is b, right, a is predicted" perl -ne '@f = split /\t/;
    exit !("@f[8..14]" =~ /^0\S* 1\S* 0\S* 1\S* a 1\S* 0/) if $. == 2' out
sed 's/"labels":\[1/"labels":[2/' prior.jsonl >wrong.jsonl
check_status 1 "a label that is no option" icl-score --summary wrong.jsonl
check_says "is told" "wrong.jsonl:1: member 'labels'"

# Tables from scores of known content.
# scores RUN SEED RIGHT...: queries of two options; 1 where gold wins
scores() {
	run=$1 seed=$2
	shift 2
	printf '{"set":0,"task":"cup","k":4,"seed":%s,"method":"direct",' \
	    "$seed"
	printf '"layout":"own","metric":"accuracy","run":"%s"}\n' "$run"
	i=0
	for right; do
		printf '{"set":0,"id":"q%d","k_kept":4,"options":["a","b"],' $i
		printf '"gold":%d,"candidates":[' $((1 - right))
		printf '{"sum":-2,"tokens":4,"chars":1,"bytes":1},'
		printf '{"sum":-1.5,"tokens":1,"chars":2,"bytes":2}]}\n'
		i=$((i + 1))
	done
}
{ scores x 1 1 1 1 0; scores x 2 1 0 0 0; } >x.jsonl
check_status 0 "a summary" icl-score --summary --tsv x.jsonl
check "mean, worst and chance" perl -ne '@f = split /\t/;
    exit !($f[10] == 0.5 && $f[11] == 0.25 && $f[15] == 0.5) if $. == 2' out
check_status 0 "by the sum" icl-score --summary --rule sum --tsv x.jsonl
check "others win" perl -ne '@f = split /\t/;
    exit !($f[10] == 0.5 && $f[11] == 0.25) if $. == 2' out
icl-score --summary --rule char --json x.jsonl >json
check "JSON names the rule" grep -q '"rule":"char"' json
check_status 0 "text" icl-score --summary x.jsonl
check "in percent" grep -q ' 50.0 ' out
# Lengths and scores: x's longer candidate has the smaller sum, and the greater
# mean.
# column NAME: its cells but for the heading
column() {
	perl -F'\t' -lane 'BEGIN { $name = shift }
	    if ($. == 1) { ($at) = grep { $F[$_] eq $name } 0 .. $#F }
	    else { print $F[$at] }' "$1"
}
for rule in mean:1 sum:-1; do
	icl-score --summary --tsv --rule ${rule%:*} x.jsonl >out
	check "tau by $rule" test "$(column tau <out)" = "${rule#*:}.000000"
done
# two questions: the regression takes half a nat a token away
debias() {
	echo '{"set":0,"task":"t","k":0,"method":"direct","metric":"accuracy","run":"r"}'
	for x in '1 -1 3 -2.5' '2 -3 4 -3.5'; do
		# shellcheck disable=SC2086 # four numbers
		printf '{"set":0,"id":"%s","k_kept":0,"options":["a","b"],"gold":1,"candidates":[{"tokens":%s,"sum":%s,"bytes":1,"chars":1},{"tokens":%s,"sum":%s,"bytes":2,"chars":2}]}\n' "$x" $x
	done
}
debias >debias.jsonl
icl-score --summary --tsv --rule sum debias.jsonl | column mean >got
icl-score --summary --tsv --rule debiased debias.jsonl | column mean >>got
check "a longer one can be right" test "$(tr '\n' ' ' <got)" = \
    "0.000000 0.500000 "
check_status 0 "bits per byte and accuracy above chance" \
    icl-score --summary --tsv --rule debiased --bpb --centred debias.jsonl
check "are the right option's" test "$(column bpb <out)" = 2.164043
check "and 0 at chance" test "$(column centred <out)" = 0.000000

# A rule for each task.
cat >rules.jsonl <<'END'
{"task":"cup","rule":"sum"}

{"task":"other","rule":"char","calibrate":"pmi"}
END
{ cat x.jsonl; sed 's/cup/mug/' x.jsonl; } >both.jsonl
check_status 0 "a rule by task" icl-score --summary --tsv \
    --rule-by-task rules.jsonl both.jsonl
check "is the task's" test "$(column rule <out | tr '\n' ' ')" = \
    "sum mean mixed "
icl-score --summary --tsv --rule sum x.jsonl | column mean >one
check "and judges it" test "$(column mean <out | head -n 1)" = "$(cat one)"
echo '{"task":"cup","rule":"best"}' >wrong.rules
check_status 1 "a rule that is none" icl-score --summary \
    --rule-by-task wrong.rules x.jsonl
check_says "is told with its line" \
    "wrong.rules:1: 'rule' is none of mean|sum|char|byte|diff|first|debiased"
cat rules.jsonl rules.jsonl >twice.rules
check_status 1 "a task twice" icl-score --summary --rule-by-task twice.rules \
    x.jsonl
check_says "is told" "twice.rules:4: task 'cup' comes twice"
echo '{"rule":"sum"}' >none.rules
check_status 1 "a rule for nothing" icl-score --summary \
    --rule-by-task none.rules x.jsonl
check_says "is told" "neither 'task' nor 'run' is a name"

# A rule for each run: the same scores under two names.
echo '{"run":"summed","rule":"sum"}' >run.rules
{ scores mean 1 1 1 1 0; scores summed 1 1 1 1 0; } >runs.jsonl
icl-score --summary --tsv --rule-by-task run.rules runs.jsonl >out
check "a rule by run" test "$(column rule <out | tr '\n' ' ')" = "mean sum "
check "judges it" \
    test "$(column mean <out | tr '\n' ' ')" = "0.750000 0.250000 "
icl-score --summary --compare --tsv --rule-by-task run.rules runs.jsonl >out
check "in a comparison too" test "$(column difference <out)" = -0.500000

# The better layout of each task: of two tasks each does best in another.
# rights TASK LAYOUT RIGHT...: a set, each query right (1) or wrong (0)
rights() {
	printf '{"set":0,"task":"%s","k":0,"method":"direct","layout":"%s","metric":"accuracy","run":"r"}\n' "$1" "$2"
	rights_n=0
	for right in $3; do
		printf '{"set":0,"id":"%s#%s","k_kept":0,"options":["a","b"],"gold":0,"candidates":[{"tokens":1,"sum":%s,"bytes":1,"chars":1},{"tokens":1,"sum":-2,"bytes":1,"chars":1}]}\n' \
		    "$1" $rights_n $((right * 2 - 3))
		rights_n=$((rights_n + 1))
	done
}
{
	rights t cloze '1 1 1 0 0 0 0 0'
	rights t letters '1 1 1 1 0 0 0 1'
	rights u cloze '1 1 1 1 1 1 0 1'
	rights u letters '1 0 0 0 0 0 0 0'
} >layouts.jsonl
check_status 0 "the best layout of each task" \
    icl-score --summary --tsv --best-layout all layouts.jsonl
{ column task; column layout <out; column chosen <out; column mean <out; } \
    <out | paste -s -d ' ' - >got
echo "t u average best best best letters cloze mixed 0.625000 0.875000 0.750000" >want
check_same "is named in its row" got want
check_says "and that it is hindsight" \
    "layouts are chosen on the queries they are reported on"
check_status 0 "the text says it too" \
    icl-score --summary --best-layout all layouts.jsonl
check "in its last line" grep -q ", best layout by the reported queries" out
check_status 0 "JSON" icl-score --summary --json --best-layout half layouts.jsonl
check "says on what it was chosen" grep -q '"best_layout":"half"' out
check "half of the queries are reported" jq -e \
    '[.rows[].n] | .[0] + .[1] < 13 and .[2] == .[0] + .[1]' out
for seed in 0 1 2 3 4 5 6 7; do
	icl-score --summary --tsv --best-layout half -s $seed layouts.jsonl |
	    column chosen | head -n 2 | paste -s -d ' ' -
done | sort | uniq -c | sort -n | tail -n 1 >out
check "mostly the same layout" grep -q 'letters cloze$' out
rights t cloze 1 >single.jsonl
check_status 1 "a half without queries" \
    icl-score --summary --best-layout half single.jsonl
check_says "is told" "task 't' has too few queries for halves"
check_status 2 "no spread over what is chosen" icl-score --summary \
    --spread layout --best-layout all layouts.jsonl

# What --drop-equal left out is told to the end.
sed 's/"demos":/"dropped":3,"demos":/' direct.jsonl |
    icl-tok -t tok.json -q | icl-score -m m -j1 -q | tee dropped.zst |
    icl-score --summary --tsv - >out
check "what was dropped, of all sets" test "$(column dropped <out)" = \
    "$((3 * $(grep -c '"demos"' direct.jsonl)))"
check "stands in the scores" sh -c 'zstd -dcq dropped.zst |
    grep -q "\"dropped\":3,\"model\""'
icl-score --summary --tsv direct.zst >got
check "else there is no column" sh -c '! grep -q dropped got'

# What a letter scores is not of the option's text.
sed 's/"demos":/"letters":true,"demos":/' direct.jsonl |
    icl-tok -t tok.json -q | icl-score -m m -j1 -q -o letters.zst
check "letters have no characters" sh -c \
    '! zstd -dcq letters.zst | grep -q "\"chars\""'
icl-score --summary --tsv --rule sum letters.zst >want
icl-score --summary --tsv --rule char letters.zst >got
check_same "by the character they have their sum" got want
icl-score --summary --tsv --bpb letters.zst | column bpb | uniq >got
check "and no bits per byte" test "$(cat got)" = NA

# Intervals over queries alone: two seeds that are as far apart as can be.
{ scores s 1 1 1 1 1; scores s 2 0 0 0 0; } >seeds.jsonl
icl-score --summary --tsv --interval query seeds.jsonl >out
check "queries alone leave the seeds" test \
    "$(column low <out) $(column high <out)" = "0.500000 0.500000"
icl-score --summary --tsv seeds.jsonl >out
check "seeds are drawn as well otherwise" test "$(column low <out)" = 0.000000

# Over tasks: each with the mean it has, so that of two tasks there are three
# draws.
{ scores a 1 1 1 1 1; scores a 1 0 0 0 0 | sed s/cup/mug/; } >tasks.jsonl
icl-score --summary --tsv --interval tasks tasks.jsonl >out
check "tasks are drawn" sh -c \
    'grep "^a	average" out | grep -q "0.500000.*0.000000	1.000000"'
{ scores b 1 1 1 1 0; scores b 1 1 0 0 0 | sed s/cup/mug/; } >tasks_b.jsonl
icl-score --summary --compare --tsv --interval tasks tasks.jsonl tasks_b.jsonl \
    >out
check "and their differences" grep -q \
    '^average	.*	0.000000	-0.250000	0.250000	' out

{ scores y 1 1 1 1 1; scores y 2 1 1 1 0; } >y.jsonl
check_status 0 "two runs" icl-score --summary --compare --tsv x.jsonl y.jsonl
check "have a difference" perl -ne '@f = split /\t/;
    exit !($f[5] == 0.5 && $f[6] == 0.875 && $f[7] == 0.375 &&
	$f[10] < 0.2) if $. == 2' out
check_status 0 "as a page" \
    icl-score --summary --compare --html page.html x.jsonl y.jsonl
check "text says which is which" grep -qxF "a: x.jsonl, b: y.jsonl" out
check "so does the page" sh -c 'grep -qF "a: x.jsonl, b: y.jsonl;" page.html &&
    grep -q "<td>50.0</td><td>87.5</td><td>37.5</td>" page.html'
check_status 0 "runs of one file" sh -c \
    'cat x.jsonl y.jsonl | icl-score --summary --compare'
check "are called by their names" grep -qx "a: x, b: y" out
# two methods in each run: told apart in a column
for run in x y; do
	{ cat $run.jsonl; sed 's/direct/channel/' $run.jsonl; } >two_$run.jsonl
done
icl-score --summary --compare --tsv two_x.jsonl two_y.jsonl >out
check "what varies within a run has a column" test \
    "$(column method <out | tr '\n' ' ')" = "direct channel "
icl-score --summary --compare --tsv x.jsonl y.jsonl >out
check "what does not has none" sh -c 'head -n 1 out | grep -q "	p$"'
{ scores z 1 1 1 1 1; scores z 2 1 1 1 1; } >z.jsonl
cat x.jsonl z.jsonl >xz.jsonl
check_status 0 "several against one" \
    icl-score --summary --compare --tsv xz.jsonl y.jsonl
check "each by its name" test "$(column run <out | tr '\n' ' ')" = "z y "
check "against the first" test "$(column difference <out | tr '\n' ' ')" = \
    "0.500000 0.375000 "
icl-score --summary --compare --baseline y --json xz.jsonl y.jsonl >out
check "or against another" sh -c 'grep -q "\"baseline\":\"y\"" out &&
    grep -q "\"run\":\"x\",.*\"difference\":-0.375000,.*\"run\":\"z\",.*0.125000" out'
check_status 1 "a baseline that is not there" \
    icl-score --summary --compare --baseline w xz.jsonl
check_says "is told" "no run 'w'"
check_status 0 "side by side" icl-score --summary --tsv x.jsonl y.jsonl
check "each has its row" test "$(wc -l <out)" = 3
check_status 1 "twice the same" icl-score --summary x.jsonl x.jsonl
check_says "is told" "query 'q0' occurs twice"
check_status 1 "calibration without null queries" \
    icl-score --summary --calibrate pmi x.jsonl
check_says "says which to add" "--null N/A"
check_status 0 "calibration" icl-score --summary --calibrate pmi direct.zst
check_status 0 "of the batch" icl-score --summary --calibrate bc direct.zst
zstd -dcq direct.zst | perl -pe '
	s/"cold"/"c\\u009b2J\\u001b[1m\xe2\x80\xae"/g; s/"cup"/"c\\u0007p"/' \
    >hostile.jsonl
for table in confusion labels; do
	check_status 0 "classes that a terminal would obey, $table" \
	    icl-score --summary --$table hostile.jsonl
	check "are escaped" sh -c "grep -qF 'c\\u{7}p' out &&
		! LC_ALL=C grep -q \"\$(printf '[\\001-\\010\\033\\233]')\" out"
done
icl-score --summary --confusion hostile.jsonl >out
check "in the matrix too" grep -qF 'c\u{9b}2J\u{1b}[1m\u{202e} ' out
check_status 0 "confusion" icl-score --summary --confusion direct.zst
check "has its classes" grep -q '^cold ' out
check "and nothing to say" test ! -s err
for form in text tsv json; do
	check_status 0 "confusion without classes, $form" \
	    icl-score --summary --confusion --$form x.jsonl
	check_says "says so" "no classification task in these scores"
done
for o in 1 2; do
	scores x 1 1 1 $((o - 1)) 0
	scores x 2 1 1 1 1
done | perl -pe 'if (/"task"/) { $o = 1 + ($n++ > 1); s/}$/,"variant":"order:$o"}/ }' \
    >orders.jsonl
check_status 0 "spread over orders" \
    icl-score --summary --spread order --tsv orders.jsonl
check "is that within a seed" perl -ne '@f = split /\t/;
    exit !($f[6] == 2 && $f[10] == 0.125) if $. == 2' out
check_status 0 "spread over what does not vary" \
    icl-score --summary --spread layout orders.jsonl
check_says "says so" "no set in several layouts"
check_status 0 "labels without classes" icl-score --summary --labels x.jsonl
check_says "says so too" "no classification task in these scores"
check_status 0 "spread over seeds" \
    icl-score --summary --spread seed --tsv x.jsonl
check "is theirs" perl -ne '@f = split /\t/;
    exit !($f[8] == 0.25 && $f[9] == 0.75) if $. == 2' out
check_status 0 "a page" \
    icl-score --summary --html page.html x.jsonl y.jsonl
check "with a plot and both runs" sh -c \
    'grep -q "<svg" page.html && grep -q ">y</text>" page.html'
check "that needs nothing else" sh -c \
    '! grep -E "<script|<link|src=|url\(" page.html'
check "no column of variants and no matrices where there are none" sh -c \
    '! grep -q "variant</th>" page.html && ! grep -q Confusion page.html'
icl-score --summary --html page.html arms.jsonl >out
check "one mark does not hide an equal one" perl -0 -ne \
    'exit !(/<g><title>.*?s0" d="M(\S+) (\S+)m.*?s1" d="M(\S+) (\S+)m/s &&
    $1 == $3 && $2 != $4)' page.html
icl-score --summary --html page.html direct.zst >out
check "matrices where there are" grep -q "Confusion matrices" page.html
check "how the scores were made" perl -0 -ne 'exit !m{<pre>icl-tok \\
    --tokenizer .*\nicl-score .*--model m .*# kernels: }s' page.html
check "accuracy beside macro-F1" grep -q "<br>accuracy [0-9]" page.html
for table in confusion labels; do
	check_status 0 "a page beside the table of $table" \
	    icl-score --summary --$table --html page.html direct.zst
	check "has all of it" grep -q "Confusion matrices" page.html
done
check "and the labels" grep -q "<th>last_gold</th>" page.html
{ scores z 1 1 0; scores z 2 1 0; } >other.jsonl # two of the four queries
icl-score --summary --html page.html x.jsonl y.jsonl other.jsonl >out
check "the best of equal queries is marked, no other" sh -c \
    '[ "$(grep -o "<b>[0-9.]*</b>" page.html)" = "<b>87.5</b>" ] &&
	grep -q "measured on different queries" page.html'
check "n and the interval are there" sh -c \
    'grep -q "<tr><td>z</td><td>1</td><td>2</td><td>50.0<br>" page.html'
sed 's/accuracy/macro-f1/; s/cup/mug/; s/"gold"/"set":0,"gold"/' x.jsonl >mug.jsonl
icl-score --summary --html page.html --tsv x.jsonl mug.jsonl >out
check "metrics are in tables of their own" sh -c \
    'grep -q "<h2>Accuracy: direct method, layout own</h2>" page.html &&
	grep -q "<h2>Macro-F1: direct method, layout own</h2>" page.html'
sed 's/"k_kept":4/"k_kept":3/' x.jsonl >full.jsonl
check_status 0 "demonstrations without room" icl-score --summary full.jsonl
check_says "are told" "1 of 1 rows had no room for all demonstrations"
check_says "with a remedy" "raise icl-tok --ctx"
for i in 1 2 3; do
	printf '{"step":%d,"tokens":8,"loss":%d.5,"lr":1e-05,"grad_norm":2,"tok_s":30000}\n' \
	    $i $((4 - i))
done >run.log
printf '{"step":3,"eval_loss":1.5}\n' >>run.log
mkdir other && head -n 1 run.log >other/run.log
check_status 0 "training curves" icl-score --summary --html page.html \
    --log run.log --log other/run.log x.jsonl
check "of all that is logged" test "$(grep -c \
    '<figcaption>\(training loss\|loss on the evaluation file\|gradient norm\|learning rate\|tokens a second\)</fig' \
    page.html)" = 5
check "two logs of one name are told apart" grep -q ">other/run.log</text>" \
    page.html
check_status 0 "a model's folder" icl-score --summary --html page.html \
    --log m x.jsonl
check "tells how it was trained" grep -q 'How m was trained' page.html
check "by its commands" grep -q '^ *--steps 1\b' page.html
check "and counts" grep -q '^# 1 steps, .* tokens under loss' page.html
check "without curves" sh -c '! grep -q "<h2>Training" page.html'
check "and what words mean" grep -q '<dt>macro-F1</dt>' page.html
check_status 1 "a folder of no training" icl-score --summary --html page.html \
    --log other x.jsonl
check_says "is told" "other/icl.json"
cp run.log x.log
icl-score --summary --html page.html --log run.log --log x.log \
    x.jsonl y.jsonl >out
check "the log of a run has its colour" perl -0 -ne '/<h2>Training.*/s;
    exit !($& =~ m{class="mark s0"[^>]*><text[^>]*>x.log<})' page.html
check_status 1 "another file as a log" icl-score --summary --html page.html \
    --log groups.txt x.jsonl
check_status 1 "scores as a log" icl-score --summary --html page.html \
    --log x.jsonl x.jsonl
check_says "is told" "x.jsonl: no line has a step; is this a log of icl-train?"
check_status 2 "a log without a page" icl-score --summary --log run.log x.jsonl
# Samples in the page: two runs of the same queries, with their texts.
check_status 0 "samples" icl-score --summary --html page.html --samples 4 \
    --episodes direct.jsonl arms.jsonl
check "as many as asked for" test "$(grep -c '<tr class="t0 k0' page.html)" = 4
check "each with its method and layout" test "$(grep -o \
    '<br>direct, own<br>' page.html | wc -l)" = 4
check "of all, chosen by the seed" grep -q "4 of 6 queries, chosen by seed 0" \
    page.html
cp page.html samples.html
icl-score --summary --html page.html --samples 4 --episodes direct.jsonl \
    arms.jsonl >out
check_same "the same ones again" page.html samples.html
icl-score --summary --html page.html --samples 4 -s 1 --episodes direct.jsonl \
    arms.jsonl >out
check "others by another seed" sh -c '! cmp -s page.html samples.html'
check "the answer in its place" perl -0 -ne 'exit !m{the\ coffee\ .\ is</bdi>
    <mark><bdi>\n(?:warm|cold)</bdi></mark>.*?<pre><bdi>the\ tea\ 1\ncold}sx' \
    page.html
check "filters without a script" sh -c '! grep -q "<script" page.html &&
    grep -qF "#w2:checked~.wide tbody tr:not(.changed){display:none}" page.html'
icl-score --summary --html page.html --samples 9 x.jsonl y.jsonl >out
check "all where there are fewer, without texts" sh -c \
    'grep -q "8 of 8 queries" page.html && ! grep -q "<mark>" page.html'
check "wrong and changed ones are marked" test \
    "$(grep -c 'tr class="t0 k0 wrong changed"' page.html)" = 3
check_status 1 "episodes that are none" icl-score --summary --html page.html \
    --samples 9 --episodes x.jsonl x.jsonl
check_status 2 "samples without a page" icl-score --summary --samples 9 x.jsonl
printf '{"cups":["cup"]}\n' >groups.json
echo '{"cups":["cup",{}]}' >odd.json
check_status 1 "a group of other things" \
    icl-score --summary --group odd.json x.jsonl
check_says "is refused" "odd.json: member 'cups'"
check_status 0 "groups" icl-score --summary --tsv --group groups.json x.jsonl
check "have their average" grep -q '^x	cups	4' out
icl-score --summary --compare --tsv --group groups.json tasks.jsonl \
    tasks_b.jsonl >out
check "of differences too" sh -c \
    'grep -q "^cups	.*	-0.250000	" out && ! grep -q "^average" out'

# Numbers past what a double holds.
sed 's/"k":4/"k":9007199254740993/; s/"seed":1/"seed":9007199254740995/
    s/accuracy/macro-f1/' x.jsonl >large.jsonl
icl-score --summary --labels --json large.jsonl >out 2>err
check "stay themselves in tables" \
    grep -q '"k":9007199254740993,.*"seed":9007199254740995,' out

# Refusals.
check_status 2 "no model" icl-score direct.tok
check_status 2 "options of the other kind" icl-score -m m --rule sum direct.tok
check_says "are told" "--rule goes with --summary"
check_status 2 "a precision of tables" \
    icl-score --summary --precision bf16 direct.zst
check_status 1 "a comparison of one" icl-score --summary --compare x.jsonl
check_says "says what to give" "one run alone"
check_status 2 "a baseline of nothing" icl-score --summary --baseline x x.jsonl
check_status 1 "another kind of stream" icl-score -m m x.jsonl
check_status 1 "no sets" icl-score -m m -j1 one.tok
check_says "says what to do" "icl-episode --eval"
check_status 1 "no queries" icl-score --summary one.jsonl
icl-tok --train 270 -q -o other.json text.txt
check_status 1 "another vocabulary" sh -c \
    'icl-tok -t other.json --ctx 128 -q direct.jsonl | icl-score -m m -j1'
check_says "is told" "another vocabulary"
printf '{"set":0,"id":"q","k_kept":0}\n' >bad.jsonl
check_status 1 "a bad record" icl-score --summary x.jsonl bad.jsonl
check_says "has its line" "bad.jsonl:1: "
check_status 0 "or is skipped" icl-score --summary --skip-bad x.jsonl bad.jsonl
check_says "and counted" "1 bad records skipped"

# what no set holds and what the model's context does not
perl -pe 's/the coffee 1 is/"the coffee " x 300/e' direct.jsonl |
    icl-tok -t tok.json --ctx 4096 --example 4000 -q -o long.tok
perl -ne 'print unless /"id":"q1"/' direct.jsonl |
    icl-tok -t tok.json --ctx 4096 --example 4000 -q -o short.tok
cat one.tok long.tok one.tok >mixed.tok
check_status 1 "a training record among sets" icl-score -m m -o x.zst mixed.tok
check_says "is told" "mixed.tok: record 1: a training record"
check_status 1 "a query beyond the context" icl-score -m m -o x.zst long.tok
check_says "is told" "query 'q1': 640 tokens, but the model takes 256"
check_status 0 "both are left out when asked" \
    icl-score -m m --skip-bad -o mixed.zst mixed.tok
check_says "and counted together" "4 bad records skipped"
icl-score -m m -q -o short.zst short.tok
check "the others score as without them" sh -c '
	zstd -dcq mixed.zst | tail -n +2 >a
	zstd -dcq short.zst | tail -n +2 | cmp - a'
check_status 0 "so are sets among episodes" \
    icl-score -m m --nll --skip-bad -o x.zst mixed.tok
check_says "each record of them" "10 bad records skipped"
head -c 300 direct.zst >cut.zst
check_status 1 "a cut stream" icl-score --summary cut.zst
check_status 1 "a full disk" sh -c 'icl-score --summary x.jsonl >/dev/full'
check_status 1 "a full disk beside a page" sh -c \
    'icl-score --summary --html beside.html x.jsonl >/dev/full'
check_status 1 "and beside scores" sh -c 'icl-score -m m -j1 --gain \
    --min-gain 0 --scores beside.zst train.tok >/dev/full'
check "leaves neither" sh -c '! ls beside* 2>/dev/null'
check_status 1 "a page that cannot be written" \
    icl-score --summary --html none/page.html -o table.txt x.jsonl
check "leaves no table" test ! -e table.txt

done_testing
