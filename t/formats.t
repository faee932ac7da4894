#!/bin/sh
# What others keep becomes examples: pipelines/ni.jq, crossfit.jq, rows.jq.
. "$(dirname "$0")/lib.sh"
P=$ROOT/pipelines

# Natural Instructions: v2 is in icl(7); v1 has its examples a level deeper.
mkdir ni
cat >ni/parts.json <<'EOF'
{"Title":"t","Definition":"Name a part.","Things to Avoid":"-","Examples":
{"Positive Examples":[{"input":"tree","output":"leaf","reason":"r"}],
"Negative Examples":[{"input":"tree","output":"sky","reason":"r"}]},
"Instances":[{"input":"ship","output":["sail"]},
{"input":"cart","output":["wheel","axle"]}]}
EOF
cat >ni/other.json <<'EOF'
{"Categories":["A","B"],"Definition":["One.","Two."],"Positive Examples":[],
"Instances":[{"id":"o-1","input":"x","output":["y"]}],"URL":["u"]}
EOF
jq -cn --stream -f "$P/ni.jq" ni/parts.json ni/other.json >got
cat >want <<'EOF'
{"task":"parts","input":"tree","output":"leaf","options":[],"instruction":"Name a part.","use":"demo"}
{"task":"parts","input":"ship","output":["sail"],"options":[],"instruction":"Name a part."}
{"task":"parts","input":"cart","output":["wheel","axle"],"options":[],"instruction":"Name a part."}
{"task":"other","input":"x","output":["y"],"options":[],"instruction":"One.","id":"o-1","family":"A"}
EOF
check_same 'both versions of Natural Instructions' got want
check_status 0 'they are examples' icl-episode --plain -k 1 -q --skip-bad got
check 'the instruction stands before, demonstrations are no queries' \
    jq -es '.[1:] | length == 2 and all(.prefix[0][0] == "Name a part.\n\n\n"
	and (.examples[-1][0][0] | endswith("tree") | not))' out
echo '{"Instances":[{"input":"x","output":["y"]}]}' >ni/none.json
check_status 5 'no definition' jq -cn --stream -f "$P/ni.jq" ni/none.json
check_says 'is told' 'ni/none.json: examples stand before the Definition'

# CrossFit: several right outputs, a folder of files.
mkdir wind
for seed in 13 21; do
	printf 'day %s\tgood\tfine\nwind %s\tbad\n' $seed $seed |
	    tee wind/wind_1_${seed}_train.tsv >wind/wind_1_${seed}_test.tsv
done
for f in wind/*.tsv; do
	jq -cnR -f "$P/crossfit.jq" "$f" >"${f%tsv}jsonl"
done
cat >want <<'EOF'
{"task":"wind","input":"day 13","output":["good","fine"],"options":[]}
{"task":"wind","input":"wind 13","output":"bad","options":[]}
EOF
check_same 'CrossFit without labels' wind/wind_1_13_train.jsonl want
check_status 0 'its folder is a task folder' \
    icl-episode --plain --eval -k 1 --seeds 13,21 wind
check 'with all references' jq -es '.[2].refs == ["good","fine"]' out
check_status 5 'a line without a tab' sh -c \
    'echo x | jq -cnR -f "$1"' sh "$P/crossfit.jq"

# Rows: choices of their own, numbers, what has no label.
cat >rows <<'EOF'
{"q":"one","list":["a","b"],"answer":1,"none":null}
{"q":"two","list":["a","b"],"answer":"a","n":3}
{"q":"three","list":["a","b"],"answer":-1}
{"q":"four","list":["a","b"],"answer":null}
EOF
jq -cn --arg task pick --arg input q --arg output answer --arg choices list \
    -f "$P/rows.jq" rows >got 2>err
cat >want <<'EOF'
{"q":"one","answer":1,"task":"pick","input":"one","output":"b","options":["a","b"]}
{"q":"two","answer":"a","n":3,"task":"pick","input":"two","output":"a","options":["a","b"]}
EOF
check_same 'rows with choices' got want
check_says 'a row without a label is left out' 'no label; left out'
check 'two of them are' [ "$(grep -c 'left out' err)" = 2 ]
check_status 5 'a label that is none' jq -cn --arg task t --arg input q \
    --arg output answer --argjson labels '["x"]' -f "$P/rows.jq" rows
check_says 'is told' '1 is no label'
jq -cn --arg task free --arg input q --arg output answer -f "$P/rows.jq" rows \
    >got 2>err
check 'rows without options are free-form' jq -es \
    'length == 2 and all(.options == []) and .[0].output == "1"' got
done_testing
