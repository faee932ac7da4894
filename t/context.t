#!/bin/sh
# --ctx: texts beyond the context that longrope's short factors are for.
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=t/train.sh
. "$ROOT/t/train.sh"

# long KIND MEMBERS: the configuration with 256 positions and such a rope
long() {
	rope="\"rope_scaling\":{\"rope_type\":\"$1\",$2}"
	sed "s/\(\"max_position_embeddings\"\):64/\1:256,$rope/" config.json
}
short='"short_factor":[1,1,1,1],"attention_factor":1.0'
original='"original_max_position_embeddings":16'
long longrope "$short,\"long_factor\":[2,2,2,2],$original" >long.json
long linear '"factor":2' >slow.json
args='-j1 -t tok.json --batch 8 --lr 1e-3 --steps 4'

# shellcheck disable=SC2086 # args is words
{
check_status 1 "an episode beyond the original positions" \
    icl-train $args --init long.json -o no s.zst
check_says "and what can be done" \
    "the model's context is 16; make the stream again with icl-tok --ctx 16, or --ctx here"
check_status 0 "is trained on when that context is asked for" \
    icl-train $args --init long.json --ctx 64 --save-every 2 -o long s.zst
check_says "by the long factors" "all texts turn by longrope's long factors"
check "the folder is of the configuration that was given" sh -c \
    "grep -q '\"max_position_embeddings\": 256' long/config.json &&
    grep -q '\"original_max_position_embeddings\": 16' long/config.json"
check "the record has the context" grep -q '"--ctx","64"' long/icl.json
check_status 0 "a rope as slow in all its pairs" \
    icl-train $args --init slow.json -o slow s.zst
check_same "gives the same weights" long/model.safetensors \
    slow/model.safetensors
icl-train $args --init long.json --ctx 64 --save-every 2 -o part s.zst \
    >log 2>&1
rm part/model.safetensors part/icl.json
check_status 1 "going on with another context" \
    icl-train $args --init long.json --ctx 65 --save-every 2 --resume \
    -o part s.zst
check_says "is refused" "--ctx: '--ctx 64' there, '--ctx 65' here"

check_status 1 "scoring beyond the original positions" \
    icl-score -j1 --nll -m long s.zst
check_says "says what can be done" "use icl-tok --ctx 16, or --ctx here"
icl-score -j1 --plain --nll -m long --ctx 64 -v s.zst >of-long 2>err
verdict $? "is done when asked for" err
check "-v says how" grep -q "longrope's long factors" err
check "so does the header" sh -c "head -n 1 of-long | grep -q '\"--ctx\",\"64\"'"
icl-score -j1 --plain --nll -m slow --run long s.zst >of-slow
tail -n +2 of-long >a
tail -n +2 of-slow >b
check_same "by the slower rope" a b
check_status 1 "a context beyond all positions" \
    icl-score -j1 --nll -m long --ctx 257 s.zst
check_says "is refused" \
    "--ctx 257 is beyond the 256 positions that the model has"
}
done_testing
