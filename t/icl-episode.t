#!/bin/sh
# icl-episode: layouts to the byte, draws, mixtures, labels, sets.
. "$(dirname "$0")/lib.sh"

# Two examples of one task and a record each way they can be laid out.
cat >two.jsonl <<'EOF'
{"task":"t","input":"p","output":"1","options":["1","2"]}
{"task":"t","input":"q","output":"2","options":["1","2"],"use":"demo"}
EOF
# pieces NAME OPTIONS...: the pieces of the only episode, its query being p
pieces() {
	pieces_name=$1
	shift
	icl-episode -q --plain -k 1 "$@" two.jsonl 2>/dev/null |
	    sed -n '2s/.*"examples":\(.*\)}/\1/p' >got
	check_same "$pieces_name" got want
}

cat >want <<'EOF'
[[["q","x",0],["\n2","y",0]],[["\n\n\np","x",0],["\n1","y",1]]]
EOF
pieces 'direct metaicl, last'
cat >want <<'EOF'
[[["q","x",0],["\n2","y",1]],[["\n\n\np","x",0],["\n1","y",1]]]
EOF
pieces 'direct metaicl, every' --loss-on every
cat >want <<'EOF'
[[["q","x",1],["\n2","y",1]],[["\n\n\np","x",1],["\n1","y",1]]]
EOF
pieces 'direct metaicl, all' --loss-on all
cat >want <<'EOF'
[[["q","x",0],["\n2","y",0],["\n","t",0]],[["\n\n\np","x",0],["\n1","y",1],["\n","t",1]]]
EOF
pieces 'direct metaicl, end mark' --terminate
cat >want <<'EOF'
[[["2","y",0],["\nq","x",0]],[["\n\n\n1","y",0],["\np","x",1]]]
EOF
pieces 'channel metaicl, last' --method channel
cat >want <<'EOF'
[[["2","y",0],["\nq","x",1]],[["\n\n\n1","y",0],["\np","x",1]]]
EOF
pieces 'channel metaicl, every' --method channel --loss-on every
cat >want <<'EOF'
[[["q","x",0],[" 2","y",0]],[[" p","x",0],[" 1","y",1]]]
EOF
pieces 'direct spaces' --layout spaces
cat >want <<'EOF'
[[["2","y",0],[" q","x",0]],[[" 1","y",0],[" p","x",1]]]
EOF
pieces 'channel spaces' --layout spaces --method channel
cat >want <<'EOF'
[[["Input: q","x",0],["\nOutput:","t",0],[" 2","y",1],["\n","t",0]],[["Input: p","x",0],["\nOutput:","t",0],[" 1","y",1],["\n","t",0]]]
EOF
pieces 'direct selfsup, every' --layout selfsup
cat >want <<'EOF'
[[["Input: q","x",0],["\nOutput:","t",0],[" 2","y",0],["\n","t",0]],[["Input: p","x",0],["\nOutput:","t",0],[" 1","y",1],["\n","t",1]]]
EOF
pieces 'direct selfsup, last, end mark' --layout selfsup --loss-on last \
    --terminate
cat >want <<'EOF'
[[["Output: 2","y",0],["\nInput:","t",0],[" q","x",1],["\n","t",0]],[["Output: 1","y",0],["\nInput:","t",0],[" p","x",1],["\n","t",0]]]
EOF
pieces 'channel selfsup' --layout selfsup --method channel
cat >want <<'EOF'
[[["<|im_start|>user\n","t",0],["q","x",0],["<|im_end|>\n<|im_start|>assistant\n","t",0],["2","y",0],["<|im_end|>\n","t",0]],[["<|im_start|>user\n","t",0],["p","x",0],["<|im_end|>\n<|im_start|>assistant\n","t",0],["1","y",1],["<|im_end|>\n","t",1]]]
EOF
pieces 'direct chatml, end mark' --layout chatml --terminate

# A layout's own words belong to the prompt.
printf '%s\n' '{"name":"w","input":"In: {input}","output":"\nOut: {output}"}' >w.layout
check_status 0 'words that are left to the model' \
    icl-episode -q -k 1 --layout w.layout two.jsonl
check_says 'are pointed out' "layout 'w' leaves its own words 'Out:' before {output} to the model; make them a piece of their own"
check_status 0 'in evaluation too' icl-episode -q --eval --pool -k 0 \
    --options none --layout w.layout two.jsonl
check_says 'for they are not in the prompt' "leaves its own words 'Out:'"
for layout in inst noinst; do
	icl-episode -q --plain --eval --pool -k 0 --options none \
	    --layout "$ROOT/pipelines/$layout.layout" two.jsonl >got 2>err
	check "$layout: an answer's name is in its prompt" jq -es '.[2].shared |
	    map(.[0]) | add | endswith("\nOutput:")' got
	check "$layout: no words are left" [ ! -s err ]
done

# Either method is drawn, and the records say which.
for j in 1 3; do
	icl-episode -q --plain -k 1 -n 64 -j $j --method both two.jsonl 2>/dev/null |
	    sed 1d >both.$j
done
check_same 'both methods at -j1 and -j3' both.1 both.3
for method in direct channel; do
	icl-episode -q --plain -k 1 --method $method two.jsonl 2>/dev/null |
	    sed -n '2s/.*"examples"://p' >want
	grep "\"method\":\"$method\"" both.1 | sed 's/.*"examples"://' |
	    sort -u >got
	check_same "both methods: the $method episodes" got want
done
check 'both are drawn about as often' jq -es \
    'map(select(.method == "direct")) | length | . > 16 and . < 48' both.1
yes "$(sed 1q two.jsonl)" | sed 64q | icl-episode -q --plain --lm --method both |
    sed -n 's/.*"examples"://p' | sort -u >got
printf '%s\n' '[[["1\np","y",1]]]}' '[[["p\n1","y",1]]]}' >want
check_same 'plain text by both methods' got want

# Before an empty input MetaICL has a newline less.
printf '%s\n' '{"task":"e","input":"a","output":"1","options":[],"use":"demo"}' \
    '{"task":"e","input":"","output":"1","options":[]}' >void.jsonl
icl-episode -q --plain -k 1 void.jsonl 2>/dev/null |
    sed -n '2s/.*"examples"://p' >got
printf '%s\n' '[[["a","x",0],["\n1","y",0]],[["\n\n","x",0],["\n1","y",1]]]}' >want
check_same 'an empty input' got want

# Free-form tasks have their separator like all others.
printf '%s\n' '{"task":"f","input":"p","output":"1","options":[]}' >free.jsonl
icl-episode -q --plain -k 0 free.jsonl 2>/dev/null | sed 1d >got
cat >want <<'EOF'
{"id":"f#0","task":"f","k":0,"method":"direct","layout":"metaicl","options":[],"examples":[[["p","x",0],["\n1","y",1]]]}
EOF
check_same 'free-form direct' got want
icl-episode -q --plain -k 0 --method channel free.jsonl 2>/dev/null |
    sed -n '2s/.*"examples"://p' >got
printf '%s\n' '[[["1","y",0],["\np","x",1]]]}' >want
check_same 'free-form channel' got want

# No terminal obeys what is shown.
printf '%s\n' '{"task":"t\u001b[2J","input":"a\rb\tc\nd","output":"\u009b1m\u202ex","options":[]}' |
    icl-episode -q -k 0 --show 2>/dev/null >got
cat >want <<'EOF'
# episode t\u{1b}[2J#0 task t\u{1b}[2J k 0 direct metaicl
a\u{d}b	c
d[
\u{9b}1m\u{202e}x]

EOF
check_same 'what is shown has no control characters' got want

# Plain text.
printf '%s\n' '{"id":"d","text":"One. Two.","sents":[[0,4],[5,9]],"pars":[0]}' |
    icl-episode --plain --lm - >out
sed -n 2p out >got
printf '%s\n' '{"id":"d","lm":true,"examples":[[["One. Two.","y",1]]]}' >want
check_same 'a document is plain text' got want
icl-episode --plain --lm free.jsonl | sed -n 2p >got
printf '%s\n' '{"id":"free.jsonl#1","task":"f","lm":true,"examples":[[["p\n1","y",1]]]}' >want
check_same 'an example is plain text' got want

# Draws, on many examples of three tasks: a has two labels and is marked.
awk 'BEGIN {
	for (i = 0; i < 60; i++) {
		printf "{\"task\":\"a\",\"input\":\"a in %d\",", i
		printf "\"output\":\"%s\",", i % 3 ? "yes" : "no"
		printf "\"options\":[\"yes\",\"no\"],\"relabel\":true}\n"
		printf "{\"task\":\"b\",\"input\":\"b in %d\",", i
		printf "\"output\":\"b out %d\",\"options\":[]}\n", i
		if (i % 2 == 0) {
			printf "{\"task\":\"c\",\"input\":\"C in %d!\",", i / 4
			printf "\"output\":\"c\",\"options\":[]}\n"
		}
	}
}' >many.jsonl
icl-episode --plain -k 4 many.jsonl 2>/dev/null >one
icl-episode --plain -k 4 -j 1 many.jsonl 2>/dev/null >two
check_same 'the same bytes at any -j' one two
check 'an episode for each example' [ "$(sed 1d one | wc -l)" = 150 ]
check 'no query among its demonstrations' \
    jq -es 'map(select(.examples) | [.examples[][0][0] | ltrimstr("\n\n\n")] |
	length == 5 and (unique | length == 5)) | all' one
check 'each example is a query once' \
    jq -es 'map(select(.task == "b") | .examples[-1][0][0]) |
	length == 60 and (unique | length == 60)' one
check 'episodes of tasks are mixed' \
    jq -es '[.[1:31][].task] | unique == ["a", "b", "c"]' one
check 'marked labels are new words, all shown before the query' \
    jq -es 'map(select(.task == "a") | .options as $o |
	($o | index("yes")) == null and
	([.examples[:-1][][1][0][1:]] | unique) == ($o | sort)) | all' one
check 'the words differ between episodes' \
    jq -es 'map(select(.task == "a") | .options) | unique | length > 20' one
icl-episode --plain -k 4 --no-relabel many.jsonl 2>/dev/null >three
check 'labels stay with --no-relabel' \
    jq -es 'map(select(.task == "a") | .options == ["yes", "no"]) | all' three
icl-episode --plain -k 1-3 --relabel 'a=p,q' many.jsonl 2>/dev/null >three
check 'words of --relabel, k of a range' \
    jq -es 'map(select(.task == "a") | (.options | sort) == ["p", "q"]) |
	all' three
check 'every k of the range' \
    jq -es 'map(.k // empty) | unique == [1, 2, 3]' three
icl-episode --plain -k 4 -n 400 many.jsonl 2>/dev/null >three
head -n 100 one | sed 1d >want
sed '1d;100q' three >got
check_same 'a longer run begins like a pass' want got
check '-n goes round again' [ "$(sed 1d three | wc -l)" = 400 ]
icl-episode --plain -k 4 --mix 'a=1,*=3' -n 4000 many.jsonl 2>/dev/null >three
check 'shares of a mixture' jq -es 'map(select(.task == "a")) | length as $n |
	$n > 900 and $n < 1100' three
icl-episode --plain -k 4 --mix uniform -n 3000 many.jsonl 2>/dev/null >three
check 'families alike' jq -es '.[1:] | group_by(.task) | map(length) |
	min > 900 and max < 1100' three
icl-episode --plain -v -k 4 --draw partition many.jsonl 2>err >three
check 'partition: an example is in one episode' \
    jq -es 'map(.examples[]? | .[0][0] | ltrimstr("\n\n\n") |
	select(startswith("a") or startswith("b"))) |
	length == 120 and (unique | length) == length' three
check_says 'what is left over is counted' '5 left over'
icl-episode --plain -k fill --layout selfsup --max-bytes 200 many.jsonl \
    2>/dev/null >three
check 'fill fills' jq -es 'map(select(.task == "b") | .examples |
	map(map(.[0]) | add) | add | utf8bytelength |
	. <= 200 and . > 120) | all' three
sed '/"task":"b"/s/}$/,"instruction":"0123456789012345678901234567890123456789"}/' \
    many.jsonl >told.jsonl
icl-episode --plain -k fill --layout selfsup --max-bytes 200 told.jsonl \
    2>/dev/null >three
check 'fill leaves room for the instruction' jq -es 'map(select(.task == "b") |
	[.prefix, .examples[]] | map(map(.[0]) | add) | add |
	utf8bytelength | . <= 200 and . > 120) | all' three
icl-episode --plain -k 2 --cap 10 -v many.jsonl 2>err >three
check_says 'the cap is counted' '30 kept in 3 tasks, 120 over the cap'
check 'the cap holds' [ "$(sed 1d three | wc -l)" = 30 ]
icl-episode --plain -k 2 --balance --no-relabel many.jsonl 2>/dev/null >three
check 'balanced labels' jq -es 'map(select(.task == "a") |
	[.examples[:-1][][1][0]] | sort == ["\nno", "\nyes"]) | all' three

# One choice a place: neither the order of tasks nor threads change a byte.
sed -n '/"task":"[bc]"/p' many.jsonl >bc
sed -n '/"task":"a"/p' many.jsonl >a
cat bc a | icl-episode --plain -k 4 2>/dev/null | sed 1d >three
sed 1d one >want
check_same 'tasks may come in any order' three want
icl-episode --plain -k 4 -s 1 many.jsonl 2>/dev/null | sed 1d >three
check 'another seed, other episodes' sh -c '! cmp -s three want'
icl-episode --plain -v -k 4 --draw partition --cap 50 many.jsonl 2>err >three
tr -d : <err | awk '/examples read/ {
	bad = $2 != $5 + $10 + $14 + $16; kept = $5; n++ }
/of these/ { n++
	for (i = 1; i <= NF; i++)
		if ($i ~ /^[0-9]+$/ && $(i + 1) != "tasks")
			kept -= $i
	bad = bad || kept != 0 }
END { exit bad || n != 2 }'
verdict $? 'counts add up' err

# Plain text between episodes.
cat >doc.seg <<'EOF'
{"id":"d","text":"One two three.  Four five.\nSix.","sents":[[0,14],[16,26],[27,31]],"pars":[0]}
{"id":"e","text":"Seven.","sents":[[0,6]],"pars":[0]}
EOF
icl-episode --plain -v -k 4 --lm-mix 0.25 --lm-text doc.seg --max-bytes 16 \
    many.jsonl 2>err >three
check 'a share of plain text, evenly' jq -es '.[1:] | map(.lm == true) |
	length == 199 and (map(select(.)) | length == 49) and
	([.[3, 7, 11, 15]] | all)' three
check_says 'and it is counted' '49 of plain text'
check_says 'rounds too' '2 read: 0 without text, 0 guarded, 0 bad; begun again 16 times'
jq -c 'select(.lm) | [.id, .examples[0][0]]' three | head -n 4 >got
cat >want <<'EOF'
["d",["One two three.","y",1]]
["d@16",["Four five.\nSix.","y",1]]
["e",["Seven.","y",1]]
["d",["One two three.","y",1]]
EOF
check_same 'documents are cut between sentences' got want
grep -v '"lm":true' three | sed 1d >got
sed 1d one >want
check_same 'the episodes are what they were' got want
icl-episode --plain -j 1 -k 4 --lm-mix 0.25 --lm-text doc.seg \
    --max-bytes 16 many.jsonl 2>/dev/null >four
check_same 'and the same at any -j' three four
icl-episode --plain -k 0 -n 8 --lm-mix 0.5 --lm-text free.jsonl many.jsonl \
    2>/dev/null >four
check 'examples as plain text, -n counts all' jq -es '.[1:] |
	length == 8 and (map(select(.lm) | .examples[0][0][0]) |
	length == 4 and all(. == "p\n1"))' four
check_status 2 'a share without text' icl-episode --lm-mix 0.5 many.jsonl
check_status 2 'text without a share' icl-episode --lm-text doc.seg many.jsonl
printf '%s\n' '{"id":"d","text":" ","sents":[],"pars":[]}' >empty.seg
check_status 1 'a file without text' \
    icl-episode -k 1 --lm-mix 0.5 --lm-text empty.seg many.jsonl
check_says 'says so' 'empty.seg: no text in it'
mkfifo pipe
check_status 1 'a pipe, which cannot be read again' \
    icl-episode -k 1 --lm-mix 0.5 --lm-text pipe many.jsonl
check_says 'is refused' 'pipe: --lm-text is read again'

# Modes: what belongs to another one is misuse, what has no effect is told.
check_status 2 'an option of --eval without it' icl-episode --limit 3 many.jsonl
check_says 'says which' '--limit is for --eval'
check_status 2 '--lm and --eval' icl-episode --lm --eval many.jsonl
check_status 2 '--part alone' icl-episode --part test many.jsonl
check_status 0 'an idle option' icl-episode --lm --mix uniform many.jsonl
check_says 'is told' '--mix has no effect with --lm'

# A layout file: members of the record, label words, channel.
printf '%s\n' '{"task":"s","input":"fine","title":"T","output":"1","options":["0","1"]}' >s.jsonl
cat >lay.json <<'EOF'
{"name":"own","prefix":"Say.\n","input":["<s>","{title}: {input}"],
"output":" = {output}","sep":"\n--\n","labels":{"0":"bad","1":"good"},
"channel":{"output":"{output}","input":": {input}"}}
EOF
icl-episode --plain -k 0 --layout lay.json s.jsonl 2>/dev/null | sed 1d >got
cat >want <<'EOF'
{"id":"s#0","task":"s","k":0,"method":"direct","layout":"own","options":["bad","good"],"prefix":[["Say.\n","t",0]],"examples":[[["<s>","t",0],["T: fine","x",0],[" = good","y",1]]]}
EOF
check_same 'a layout file' got want
sed 's/"title"/"name"/' s.jsonl >s2.jsonl
check_status 1 'a member that is not there' icl-episode -k 0 --layout lay.json s2.jsonl
check_says 'says which' "s2.jsonl:1: no member 'title'"
echo '{"input":"{input}","output":"{label}"}' >bad.json
check_status 1 'a layout without its output' icl-episode --layout bad.json s.jsonl
check_says 'says so' "bad.json: a layout needs 'input', and an 'output'"

# Evaluation sets from a task folder.
mkdir -p fruit info
for seed in 13 21; do
	for i in 1 2 3 4; do
		printf '{"task":"fruit","input":"%s-%s","output":"%s","options":["red","blue"]}\n' \
		    $seed $i "$([ $i -gt 2 ] && echo red || echo blue)"
	done >fruit/fruit_4_${seed}_train.jsonl
done
for i in 1 2 3 4 5 6 7 8 9; do
	printf '{"task":"fruit","input":"q%s","output":"red","options":["red","blue"]}\n' $i
done >fruit/fruit_test.jsonl
sets() {
	icl-episode --plain --eval --seeds 13,21 "$@" fruit >all 2>err
}
sets -k 0,2,4 --limit 3
jq -c 'select(.demos) | [.set,.k,.seed,.metric,.demos[-1]]' all >got
cat >want <<'EOF'
[0,0,13,"macro-f1",null]
[1,2,13,"macro-f1",[["\n\n\n13-2","x"],["\nblue","y"]]]
[2,2,21,"macro-f1",[["\n\n\n21-2","x"],["\nblue","y"]]]
[3,4,13,"macro-f1",[["\n\n\n13-4","x"],["\nred","y"]]]
[4,4,21,"macro-f1",[["\n\n\n21-4","x"],["\nred","y"]]]
EOF
check_same 'nested k, one set for all seeds at k 0' got want
check 'the same three queries in every set' \
    jq -es '[.[] | select(.shared)] | group_by(.set) |
	map(map(.id)) | unique | length == 1 and (.[0] | length == 3)' all
sets -k 2 --limit 1
sed -n 3p all | sed 's/"id":"[^"]*"/"id":""/;s/q[0-9]/q/g' >got
cat >want <<'EOF'
{"set":0,"id":"","shared":[["\n\n\nq","x",0]],"gold":0,"candidates":[[["\nred","y",1]],[["\nblue","y",1]]]}
EOF
check_same 'a query, direct' got want
sets -k 0 --limit 1 --method channel
sed -n 3p all | sed 's/"id":"[^"]*"/"id":""/;s/q[0-9]/q/g' >got
cat >want <<'EOF'
{"set":0,"id":"","shared":[],"gold":0,"candidates":[[["red","y",0],["\nq","x",1]],[["blue","y",0],["\nq","x",1]]]}
EOF
check_same 'a query, channel' got want
for method in direct channel both; do
	sets -k 0,2 --method $method
	grep -v '"icl"' all | sed 's/"set":[0-9]*,//' >$method.sets
done
cat direct.sets channel.sets >want
check_same 'the sets of both methods' both.sets want
sets -k 0 --limit 1 --options none --layout metaicl --layout selfsup
jq -c 'select(.demos) | [.layout,.metric,.stop]' all >got
jq -c 'select(.shared) | [.shared,.refs,.candidates]' all |
    sed 's/q[0-9]/q/' >>got
cat >want <<'EOF'
["metaicl","rouge-l",["\n"]]
["selfsup","rouge-l",["\n"]]
[[["q","x",0],["\n","t",0]],["red"],[]]
[[["Input: q","x",0],["\nOutput:","t",0]],["red"],[]]
EOF
check_same 'free-form queries in two layouts' got want
sets -k 0,2 --limit 1 --null N/A
check 'a null query a set' jq -es '[.[] | select(.null)] |
	length == 3 and all(.null == "N/A" and .gold == null)' all
sets -k 0,4 --limit 2 --relabel 'fr*'
check 'label words by seed' jq -es '[.[] | select(.demos)] |
	map(.seed) == [13, 21, 13, 21] and
	.[0].options == .[2].options and .[0].options != .[1].options and
	(.[0].options | index("red")) == null' all
echo '{"task_type":"multi-choice","options":[]}' >info/fruit.json
sets -k 0 --task-info info
check 'a metric of the task info' jq -es '.[1].metric == "accuracy"' all
# Controls on the demonstrations.
sets -k 4 --limit 1 --demo-labels flip
check 'flip: every label is wrong' jq -es '[.[] | select(.demos)] |
	all(.variant == "flip" and ([.demos[][1][0]] ==
	["\nred", "\nred", "\nblue", "\nblue"]))' all
sets -k 4 --limit 1 --demo-labels inputs-only
check 'inputs only' jq -es '[.[] | select(.demos)] |
	all([.demos[][][1]] | unique == ["x"])' all
sets -k 4 --limit 1 --demo-labels labels-only
check 'labels only' jq -es '[.[] | select(.demos)] |
	all([.demos[][][1]] | unique == ["y"])' all
check 'with their separators' jq -es '[.[1].demos[][0][0]] ==
	["\nblue", "\n\n\nblue", "\n\n\nred", "\n\n\nred"]' all
sets -k 0,4 --limit 1 --orders 3
jq -c 'select(.demos) | [.k, .seed, .variant // "",
	([.demos[][0][0] | ltrimstr("\n\n\n")] | sort)]' all >got
cat >want <<'EOF'
[0,13,"",[]]
[4,13,"order:1",["13-1","13-2","13-3","13-4"]]
[4,13,"order:2",["13-1","13-2","13-3","13-4"]]
[4,13,"order:3",["13-1","13-2","13-3","13-4"]]
[4,21,"order:1",["21-1","21-2","21-3","21-4"]]
[4,21,"order:2",["21-1","21-2","21-3","21-4"]]
[4,21,"order:3",["21-1","21-2","21-3","21-4"]]
EOF
check_same 'orders of the same demonstrations' got want
sets -k 2 --limit 1 --select balanced
check 'balanced: a demonstration of each label' jq -es '[.[] | select(.demos)] |
	all([.demos[][1][0]] | sort == ["\nblue", "\nred"])' all
sets -k 2 --limit 3 --select bm25
check 'bm25: a set a query' jq -es '[.[] | select(.set) | .set] ==
	[0,0,1,1,2,2,3,3,4,4,5,5]' all
check_status 1 'too few shots in the file' icl-episode --eval --seeds 13 \
    -k 5 fruit
check_says 'says which' 'no shots for k 5 and seed 13'
sed -i 's/"options":[^]]*]/"options":[]/' fruit/fruit_4_13_train.jsonl
icl-episode --plain --eval --seeds 13 -k 4 --options collect \
    --demo-labels flip fruit >all 2>err
check 'collected options can be flipped' jq -es '[.[].demos[]?[1][0]] ==
	["\nred", "\nred", "\nblue", "\nblue"]' all
check_status 1 'labels to flip, and no options' icl-episode --eval \
    --seeds 13 -k 4 --options none --demo-labels flip fruit
check_says 'says so' "task 'fruit' has no options, and --demo-labels needs them"
check_status 1 'channel, and no options' icl-episode --eval --seeds 13 \
    -k 4 --options none --method channel fruit
check_says 'says so' '--method channel needs them'
check_status 2 'a control that is none' icl-episode --eval --demo-labels x fruit

check_status 1 'a seed that has no shots' icl-episode --eval --seeds 7 -k 2 fruit
check_says 'says which file' 'fruit_2_7_train.jsonl'
check_status 1 'a folder without a task' icl-episode --eval info
check_says 'says so' 'no task folder'
check_status 2 'a metric that is none' icl-episode --eval --metric f2 fruit
check_status 2 'no folders' icl-episode --eval

# Tables: CSV as RFC 4180 has it, TSV, and what is wrong with one.
printf '%s\r\n' 'text,label,note' '"Good, ""very"" good' '' 'next",pos,a' \
    'bad,neg,b' 'so so,neg,"c, d"' >reviews.csv
reviews() {
	icl-episode -q --plain --input text --output label "$@"
}
reviews -k 0 reviews.csv | sed 1d |
    jq -c '[.task, .examples[0][0][0], .examples[0][1][0]]' | sort >got
cat >want <<'EOF'
["reviews","Good, \"very\" good\r\n\r\nnext","\npos"]
["reviews","bad","\nneg"]
["reviews","so so","\nneg"]
EOF
check_same 'a CSV file' got want
reviews -k 0 --task r -n 1 <reviews.csv | sed 1d >got
check 'from a pipe, with a task' jq -e '.task == "r"' got
reviews -k 0 --task r reviews.csv -o made
check 'and -o names the file' jq -es '.[0].by[0].args | index("label")' made
check_status 0 'as --output does without a table' \
    icl-episode -q --plain -k 1 --output made two.jsonl
check 'which no header mentions' jq -es '.[0].by[0].args |
	index("--output") == null' made
check_status 1 'a table without its columns' icl-episode -k 0 reviews.csv
check_says 'says what it looks like' "reviews.csv:1: looks like CSV without a column 'input'; name it with --input, the columns are: text, label, note"
printf 'input\toutput\n"Fine!" he said\ta\n"x ""y"""\tb\n"open\tb\n' >r.tsv
icl-episode -q --plain -k 0 r.tsv | jq -r '.examples // empty | .[0][0][0]' |
    sort >got
printf '%s\n' '"Fine!" he said' '"open' 'x "y"' | sort >want
check_same 'TSV, where a quote may be text' got want
printf '\357\273\277input;output\n1,5;a\nb;c\n' >semi.csv
icl-episode -q --plain -k 0 semi.csv | jq -r '.examples // empty | .[0][0][0]' |
    sort >got
printf '%s\n' '1,5' b >want
check_same 'semicolons behind a byte order mark' got want
printf 'input,output\na,b\nc,d,e\nf,g\n' >wide.csv
check_status 1 'a row of another width' icl-episode -k 0 wide.csv
check_says 'says where' 'wide.csv:3: 3 cells, and the header has 2'
check_status 0 'can be left out' icl-episode -k 0 --skip-bad wide.csv
printf 'input,output\na,b\n"c,d\ne,f\n' >open.csv
check_status 1 'an open quote' icl-episode -k 0 open.csv
check_says 'says where' 'open.csv:3: a quoted cell begins in this row'
printf 'input,output\na,\n' >none.csv
check_status 1 'an empty output' icl-episode -k 0 none.csv
check_says 'is named' "none.csv:2: column 'output' is empty"
printf 'input,output\n\351,a\n' >latin.csv
check_status 1 'another encoding' icl-episode -k 0 latin.csv
check_says 'is told how to convert' 'iconv'
echo '{"name":"n","input":"{input} ({note})","output":"{output}"}' >note.layout
reviews -k 0 --layout note.layout reviews.csv |
    jq -r '.examples // [] | .[0][0][0]' | grep so >got
echo 'so so (c, d)' >want
check_same 'other columns are members for layouts' got want
reviews -k 1 --options collect --relabel '*=p,q' reviews.csv >got
check 'labels are collected, and can be new words' jq -es '.[1:] |
	map(.options | sort == ["p", "q"]) | all' got
reviews --eval --pool -k 1 --seeds 1 --options collect reviews.csv >got
check 'an evaluation of a table' jq -es '.[1].options == ["neg", "pos"] and
	.[1].metric == "macro-f1"' got
awk 'BEGIN { print "text,label"
	for (i = 0; i < 60; i++) print "row " i "," (i % 6 ? "yes" : "no") }' >skew.csv
reviews --eval --pool -k 6 --seeds 1,2 --limit 5 --options collect \
    --select balanced skew.csv >got
check 'balanced by labels that were collected' jq -es '[.[] | select(.demos) |
	[.demos[][1][0]] | sort] | length == 2 and
	all(. == ["\nno", "\nno", "\nno", "\nyes", "\nyes", "\nyes"])' got
check_status 1 'a table is guarded' reviews --lm --guard reviews.csv reviews.csv
check_says 'like all else' 'reviews.csv:2: reviews: the same data by name as'
reviews --lm reviews.csv | sed -n '3s/.*examples//p' >got
printf '%s\n' '":[[["bad\nneg","y",1]]]}' >want
check_same 'and can be plain text' got want

# How much a run needs, and what is said on the way.
icl-episode -q --plain -k 1 --steps 3 --batch 5 many.jsonl >got
check 'records for steps of a batch' [ "$(sed 1d got | wc -l)" = 15 ]
icl-episode -q --plain -k 1 --tokens 1000 many.jsonl >got
icl-episode -q --plain -k 1 --tokens 1000 -j 1 many.jsonl >want
check_same 'records for tokens, at any -j' got want
check 'enough text and no more' jq -es '[.[1:][].examples | [.[][][0]] | add |
	utf8bytelength] | (add >= 8000) and (.[:-1] | add < 8000)' got
check_status 2 'two lengths' icl-episode --steps 3 -n 4 many.jsonl
check_status 2 'a batch without steps' icl-episode --batch 4 many.jsonl
check_status 0 'a notice' icl-episode -q -k 1 many.jsonl
check 'is silenced by -q' [ ! -s err ]
printf '\n' >blank.jsonl
check_status 1 'nothing in the input' icl-episode -k 2 blank.jsonl
check_says 'is said as it is' 'no examples are in the input'
check_status 1 'nor in a pool' icl-episode --eval --pool -k 2 blank.jsonl
check_says 'likewise' '--pool: no examples are in the input'
check_status 2 'a negative k' icl-episode -k -3 many.jsonl
check_says 'is shown' "-k: '-3' is none of a number K, a range A-B"

# A shot that is a query.
head -n 1 fruit/fruit_4_21_train.jsonl >like.jsonl
cp -r fruit plum
for f in plum/*; do
	mv "$f" "plum/plum${f#plum/fruit}"
done
cat like.jsonl >>plum/plum_test.jsonl
icl-episode -q --plain --eval --seeds 21 -k 4 --drop-equal shot plum >all
check 'the shot is left out, and counted' jq -es '.[1] |
	(.demos | length == 3) and .dropped == 1 and .k == 4' all
icl-episode -q --plain --eval --seeds 13,21 -k 4 --drop-equal query plum >all
check 'the query is, for every seed' jq -es '([.[].dropped // empty] ==
	[1, 1]) and ([.[].shared[]?[0] | ltrimstr("\n\n\n")] | length == 18 and
	index("21-1") == null)' all

# Options that the model sees.
printf '%s\n' '{"name":"mc","input":["Q: {input}\n{options}","\nA:"],"output":" {output}","sep":"\n","options":{"letters":"A"},"answer":"letter"}' >mc.layout
printf '%s\n' '{"name":"list","input":"{input} ({options})","output":" {output}","sep":"\n"}' >list.layout
icl-episode --plain -q -k 1 --layout mc.layout two.jsonl | sed 1d |
    jq -r '[.examples[][][0]] | add' >got
cat >want <<'EOF'
Q: q
A. 1
B. 2
A: B
Q: p
A. 1
B. 2
A: A
EOF
check_same 'lettered, with the letter as answer' got want
for layout in mc.layout list.layout; do
	icl-episode -q --plain --eval --seeds 21 -k 2 --layout $layout plum \
	    2>/dev/null | jq -c 'select(.demos) | .letters'
done >got
printf '%s\n' true null >want
check_same 'a set says whether answers are letters' got want
icl-episode --plain -q -k 1 --layout list.layout two.jsonl | sed 1d |
    jq -r '[.examples[][][0]] | add' >got
printf '%s\n' 'q (1, 2) 2' 'p (1, 2) 1' >want
check_same 'a list' got want
sets -k 2 --limit 1 --seeds 13 --null N/A --option-orders 9 --layout mc.layout
check 'orders of options are sets' jq -es '[.[] | select(.demos) | .variant] ==
	["options:1", "options:2", "options:3", "options:4", "options:5",
	"options:6", "options:7", "options:8", "options:9"]' all
check 'the letter goes with its option' jq -es '[.[] | select(.gold != null) |
	(.shared[0][0] | contains("A. red")) ==
	(.candidates[.gold][0][0] == " A")] | all and length == 9' all
check 'of both orders there are some' jq -es '[.[] | select(.gold != null) |
	.candidates[.gold][0][0]] | unique == [" A", " B"]' all
icl-episode --plain -q -k 4 -n 300 --option-orders 2 --layout list.layout \
    --no-relabel many.jsonl --options collect | grep '"task":"a"' >got
check 'training draws an order for an episode' jq -es '[.[].examples[0][0][0] |
	contains("(no, yes)")] | unique == [false, true]' got
check_status 1 'options that are not there' icl-episode -k 0 \
    --layout list.layout free.jsonl
check_says 'are missed' "free.jsonl:1: layout 'list' lists the options of an example, of which '1' is none"
icl-episode --plain -q --lm --layout mc.layout two.jsonl |
    jq -r '.examples // empty | .[0][0][0]' | tail -n 1 >got
echo 'A: B' >want
check_same 'plain text is laid out so too' got want
for bad in '"options":1' '"options":{"letters":"AB"}' '"answer":"letter"' \
    '"answer":"x"' '"end_always":"yes"'; do
	echo '{"name":"b","input":"{input}","output":"{output}",'"$bad}" >bad.layout
	check_status 1 "no layout: $bad" icl-episode -k 0 --layout bad.layout two.jsonl
done

# New label words for a share of the episodes, and words by a rule.
icl-episode --plain -q -k 2 -n 1000 --relabel 'a@0.3=p,q' many.jsonl >got
check 'a share of the episodes' jq -es '[.[] | select(.task == "a") |
	.options | sort == ["p", "q"]] | (map(select(.)) | length) / length |
	. > 0.2 and . < 0.4' got
icl-episode --plain -q -k 2 --relabel 'a@1=p,q' many.jsonl | sed 1d >got
icl-episode --plain -q -k 2 --relabel 'a=p,q' many.jsonl | sed 1d >want
check_same 'all of them is as without a share' got want
icl-episode --plain -q -k 2 --relabel 'a=:numbers' many.jsonl >got
check 'numbers' jq -es '[.[] | select(.task == "a") | .options[]] |
	all(test("^[0-9]{1,4}$")) and (unique | length > 100)' got
icl-episode --plain -q -k 2 --relabel 'a=:letters' many.jsonl >got
check 'letters' jq -es '[.[] | select(.task == "a") | .options[]] |
	all(test("^[a-z]{3}$")) and (unique | length > 100)' got
icl-episode --plain -q -k 2 --relabel 'a=:pieces' -t "$ROOT/pipelines/base" \
    many.jsonl >got
check 'pieces of a vocabulary' jq -es '[.[] | select(.task == "a") |
	.options[]] | all(test("^[a-z]{3,}$")) and (unique | length > 50)' got
check 'whose digest is kept' jq -es '.[0].by[0].inputs[0].name ==
	"tokenizer.json"' got
check_status 2 'pieces of nothing' icl-episode --relabel 'a=:pieces' many.jsonl
check_says 'says what to give' 'give it with -t'
check_status 2 'a share that is none' icl-episode --relabel 'a@2' many.jsonl
check_status 2 'a rule that is none' icl-episode --relabel 'a=:x' many.jsonl

# The guard: by name, by input, by words in a row; and what it lets pass.
mkdir -p dev/wnli dev/moon
cat >dev/wnli/wnli_test.jsonl <<'EOF'
{"task":"wnli","input":"sentence 1: The sink was full of sand. It had to be emptied. [SEP] sentence 2: The sand had to be emptied.","output":"no","options":["yes","no"]}
EOF
cat >dev/moon/moon_test.jsonl <<'EOF'
{"task":"moon","input":"Who first walked on it?","output":"a man","options":[]}
{"task":"moon","input":"The old ferry crossed the grey river twice a day in all weathers but fog.","output":"a","options":[]}
EOF
guard() {
	printf '%s\n' "$1" >in.jsonl
	check_status "$2" "$3" icl-episode -k 0 --guard dev in.jsonl
}
guard '{"task":"superglue-wsc","input":"p","output":"y"}' 1 'guarded by alias'
check_says 'says by what' "superglue-wsc: the same data by name as dev/wnli/wnli_test.jsonl, task 'wnli'"
guard '{"task":"inst:moon:how","input":"p","output":"y"}' 1 'a prompt of a guarded task'
guard '{"task":"t","input":"who FIRST walked, on it","output":"y"}' 1 'the same input'
check_says 'says which' "in.jsonl:1: t: the same input as dev/moon/moon_test.jsonl, task 'moon', record 1"
guard '{"task":"t","input":"Who first walked on it? a: a man b: a dog","output":"y"}' 1 'a guarded input and more'
guard '{"task":"t","input":"WHO first – walked on “it”…","output":"y"}' 1 'the same input in typographic marks'
guard '{"task":"t","input":"So: the sink was full of sand, it had to go.","output":"y"}' 1 'eight words of a short part'
guard '{"task":"t","input":"p","output":"crossed the grey river twice a day in all weathers but fog and more"}' 0 'twelve words of a long one'
guard '{"task":"t","input":"p","output":"He crossed the grey river twice a day in all weathers but fog. The old ferry crossed the grey river twice a day in all weathers."}' 1 'thirteen words, in the output'
printf '%s\n' '{"task":"t","input":"p","output":"y"}' >>in.jsonl
check_status 0 'what is guarded can be left out' \
    icl-episode -k 0 -v --plain --guard dev --guard-drop in.jsonl
check_says 'and is counted' '2 examples read: 1 kept in 1 tasks, 0 over the cap, 1 guarded'
printf '%s\n' '{"text":"Once the sink was full of sand. It had to be dug out.","id":"d","sents":[[0,31],[32,53]],"pars":[0]}' >doc.jsonl
check_status 1 'raw text is guarded' icl-episode --lm --guard dev doc.jsonl
check_says 'and named' "doc.jsonl:1: text: a run of words in common with dev/wnli/wnli_test.jsonl"
for n in 1 600 600; do
	yes '{"text":"A.","id":"d","sents":[[0,2]],"pars":[0]}' | head -n $n
	cat doc.jsonl
done >docs.jsonl
check_status 1 'far apart' icl-episode --lm --plain --guard dev docs.jsonl
check_says 'all hits are told' 'record 1 (3 hits)'
check 'nothing is written after the first' [ "$(wc -l <out)" = 2 ]
echo '{"train":["a"],"test":["ethos-race"],"unseen_domain_test":["wino_grande"]}' >setting.json
printf '%s\n' '{"task":"ethos-religion","input":"p","output":"y"}' \
    '{"task":"unifiedqa:winogrande_xl","input":"q","output":"y"}' >in.jsonl
check_status 1 'a setting guards names' icl-episode -k 0 --guard setting.json in.jsonl
check_says 'siblings' "ethos-religion: the same data by name as setting.json, task 'ethos-race'"
check_says 'aliases' "unifiedqa:winogrande_xl: the same data by name as setting.json, task 'wino_grande'"
echo '{"train":[],"test":[],"unseen_domain_test":["moon"]}' >far.json
printf '%s\n' '{"task":"t","input":"Who first walked on it?","output":"y"}' \
    '{"task":"t","input":"p","output":"y"}' >in.jsonl
check_status 0 'names alone say nothing of texts' \
    icl-episode -k 0 --guard far.json in.jsonl
check_status 1 'texts of a setting, told where they are' \
    icl-episode -k 0 --guard far.json --data dev in.jsonl
check_says 'unseen domains too' "in.jsonl:1: t: the same input as dev/moon/moon_test.jsonl"
check_status 1 'text between episodes is guarded' icl-episode -k 1 \
    --guard dev --lm-mix 0.5 --lm-text doc.jsonl many.jsonl
check_says 'and named' "doc.jsonl:1: text: a run of words in common with dev/wnli"
zstd -q <dev/moon/moon_test.jsonl >moon.jsonl.zst
check_status 1 'a compressed file guards' \
    icl-episode -k 0 --guard moon.jsonl.zst in.jsonl
check_status 1 'nothing to guard' icl-episode -k 0 --guard info in.jsonl
check_says 'is an error' 'info: nothing in it to guard'
echo 'moon selene_* # of ours' >aliases
printf '%s\n' '{"task":"selene_2","input":"p","output":"y"}' >in.jsonl
check_status 1 'aliases of a file' \
    icl-episode -k 0 --guard dev --guard-aliases aliases in.jsonl

# Instructions, settings, pools.
echo '{"task":"fruit","instruction":"Name it."}' >ins.jsonl
sets -k 0 --limit 1 --instructions ins.jsonl
check 'an instruction is the prefix' jq -es \
    '.[1].prefix == [["Name it.\n\n\n", "x"]]' all
sed 's/}$/,"instruction":"Own."}/' free.jsonl >own.jsonl
icl-episode --plain -k 0 --layout selfsup own.jsonl 2>/dev/null >one
check 'a record may bring its own' jq -es \
    '.[1].prefix == [["Own.\n", "x", 0]]' one
printf '%s\n' '{"task":"inst:b:how","input":"p","output":"1"}' \
    '{"task":"inst:b:why","input":"q","output":"1"}' >inst.jsonl
icl-episode --plain -k 0 --mix uniform -n 900 inst.jsonl many.jsonl \
    2>/dev/null >three
check 'prompts of a task are one family with it' jq -es '.[1:] |
	map(select(.task | test("b"))) | length > 250 and length < 350' three
echo '{"train":["b","a"],"test":["fruit","gone"],"unseen_domain_test":["far"]}' >set.json
mkdir -p data/b
grep '"task":"b"' many.jsonl >data/b/b_16384_100_train.jsonl
grep '"task":"a"' many.jsonl >data/a.jsonl
cp -r fruit data
check_status 0 'training on a setting' \
    icl-episode --plain -k 2 --setting set.json --data data
check 'its tasks are read' jq -es '[.[].task] | unique == [null, "a", "b"]' out
check_status 1 'a task of a setting that is not there' \
    icl-episode --eval -k 2 --seeds 13 --setting set.json --data data
check_says 'is named' "task 'gone' of 'test' is not in data"
check_status 0 'and can be passed over' icl-episode --eval -k 2 --seeds 13 \
    --setting set.json --data data --skip-bad
cp -r fruit data/far
for f in data/far/fruit*; do
	mv "$f" "data/far/far${f#data/far/fruit}"
done
icl-episode --plain --eval -k 2 --seeds 13 --setting set.json --data data \
    --part unseen_domain_test >all 2>err
check 'targets of an unseen domain' jq -es '.[1].task == "far"' all
check_status 2 'a setting without its data' icl-episode --setting set.json
icl-episode --plain --eval --pool -k 0,2,4 --seeds 1,2,3 many.jsonl >all
check 'a pool: the same queries for all seeds' jq -es \
    '[.[] | select(.shared)] | group_by(.set) | map(map(.id)) |
	unique | length == 3' all
check 'no shot of any seed is a query' jq -es \
    '([.[].demos[]?[0][0] | ltrimstr("\n\n\n")] | unique) as $shots |
	([.[].shared[]?[0] | ltrimstr("\n\n\n")] | unique) as $queries |
	($shots - $queries) == $shots and ($shots | length > 20)' all
check 'nested shots' jq -es '[.[] | select(.demos and .seed == 2 and
	.task == "b")] | .[1].demos[:2] == .[0].demos' all
printf '%s\n' '{"task":"s","input":"one","output":"1","options":["0","1"]}' \
    '{"task":"s","input":"two","output":"0","options":["0","1"]}' >s3.jsonl
icl-episode --plain --eval --pool -k 2 --seeds 1 --test s.jsonl s3.jsonl >all
check 'queries of their own' jq -es '[.[].shared[]?[0]] ==
	["\n\n\nfine"]' all
grep '"task":"a"' many.jsonl >a
icl-episode --plain -v --eval --pool -k 6 --seeds 1,2 --select balanced \
    --limit 5 --no-relabel a >all 2>err
check 'balanced shots of a pool' jq -es '[.[] | select(.demos) |
	[.demos[][1][0]] | sort] | length == 2 and
	all(. == ["\nno", "\nno", "\nno", "\nyes", "\nyes", "\nyes"])' all
tr -d : <err | awk '/queries read/ { n = $5 + $7 + $11 + $14 + $18
	exit $2 != 60 || n != 60 }'
verdict $? 'queries read add up' err
head -n 20 a | sed 's/a in/like a in/' >test.jsonl
icl-episode --plain --eval --pool -k 2 --seeds 1,2 --select bm25 --limit 3 \
    --no-relabel --test test.jsonl a >all 2>err
check 'bm25 looks through the pool, nearest last' jq -es '[.[] |
	select(.set != null)] | length == 6 and
	([.[range(0; 6; 2)].demos[1][0][0] | ltrimstr("\n\n\n")] ==
	[.[range(1; 6; 2)].shared[0][0] | ltrimstr("\n\n\nlike ")])' all
check_status 1 'tests of other tasks' icl-episode --eval --pool -k 2 \
    --seeds 1 --test s.jsonl a
check_says 'say so' "task 'a' has no queries in --test"
check_status 1 'a pool that is too small' \
    icl-episode --eval --pool -k 2 --seeds 1 s3.jsonl
check_says 'says so' 'leave none of them as a query'

cp -r fruit berry
for f in berry/*; do
	mv "$f" "berry/berry${f#berry/fruit}"
done
head -n 1 berry/berry_4_21_train.jsonl >>berry/berry_test.jsonl
check_status 0 'a query that is a shot' \
    icl-episode --eval --seeds 21 -k 4 berry
check_says 'is told' '1 queries have the text of one of their demonstrations'
cat two.jsonl many.jsonl >mixed.jsonl
check_status 0 'small tasks can be left out' icl-episode -k 4 --skip-bad \
    --mix 'a=1,t=1' --relabel b --relabel 'no*' mixed.jsonl
check_says 'is told' '1 tasks with fewer examples than k and one left out'
check_says 'as are tasks without a share' '2 tasks get no share of --mix'
check_says 'and patterns without a task' '1 patterns of --mix match no'
check_says 'of either kind' '1 patterns of --relabel match no task'
check_says 'and labels that cannot change' '1 tasks that --relabel fits have no'
check_status 1 'too few examples' icl-episode -k 4 two.jsonl
check_says 'says which task' "task 't' has 2 examples, k is 4"
check_status 2 'a k that is none' icl-episode -k x two.jsonl
check_status 1 'no such layout' icl-episode --layout nowhere two.jsonl
check_says 'says what there is' 'neither a file nor metaicl, spaces'
check_status 0 'training without a guard' icl-episode -k 1 two.jsonl
check_says 'says so' '--guard'

done_testing
