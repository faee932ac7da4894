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

# Plain text.
printf '%s\n' '{"id":"d","text":"One. Two.","sents":[[0,4],[5,9]],"pars":[0]}' |
    icl-episode --plain --lm - >out
sed -n 2p out >got
printf '%s\n' '{"id":"d","lm":true,"examples":[[["One. Two.","y",1]]]}' >want
check_same 'a document is plain text' got want
icl-episode --plain --lm free.jsonl | sed -n 2p >got
printf '%s\n' '{"id":"free.jsonl#1","task":"f","lm":true,"examples":[[["p\n1","y",1]]]}' >want
check_same 'an example is plain text' got want

check_status 1 'too few examples' icl-episode -k 4 two.jsonl
check_says 'says which task' "task 't' has 2 examples, k is 4"
check_status 2 'a k that is none' icl-episode -k x two.jsonl
check_status 1 'no such layout' icl-episode --layout nowhere two.jsonl
check_status 0 'training without a guard' icl-episode -k 1 two.jsonl
check_says 'says so' '--guard'

done_testing
