#!/bin/sh
# kill.sh [N] [OPTION...]: the proof of --resume.  Trains once undisturbed;
# then again in a run that is killed N times (20) at random moments, with
# kill -9, each time resumed; and compares the two models, byte by byte.
# OPTIONs go to icl-train, as in: kill.sh 20 --steps 400 --save-every 7
#
# Wanted in this folder: s.zst (tokens), config.json, tok.json; or MODEL, a
# folder, as for --lora.  SEED makes the moments come again.
set -eu
n=${1:-20}
[ $# -eq 0 ] || shift
new="${MODEL:+-m $MODEL}"
run="icl-train -j1 -q ${new:---init config.json -t tok.json} --save-every 3"
run="$run --keep 2 $*"
rm -rf kill.whole kill.killed

now() {
	date +%s%N
}
at=$(now)
# shellcheck disable=SC2086 # words are wanted
$run -o kill.whole s.zst >kill.log
whole=$((($(now) - at) / 1000000))
echo "undisturbed: $whole ms"

killed=0
broken=0
turn=0
while [ $killed -lt "$n" ]; do
	# shellcheck disable=SC2086 # words are wanted
	$run --resume -o kill.killed s.zst >kill.log 2>kill.err &
	pid=$!
	turn=$((turn + 1))
	wait_ms=$(awk -v seed="${SEED:-1}$turn" -v whole=$whole \
	    'BEGIN { srand(seed); print int(rand() * 0.3 * whole) + 1 }')
	sleep "$(awk -v ms="$wait_ms" 'BEGIN { print ms / 1000 }')"
	if kill -9 $pid 2>/dev/null && ! wait $pid 2>/dev/null; then
		killed=$((killed + 1))
	else
		rm -rf kill.killed # it was through: again from the start
	fi
	# under its name a checkpoint is whole
	for c in kill.killed/checkpoint-*; do
		case $c in
		*.tmp.* | *'*') continue ;;
		esac
		for f in optimizer.safetensors trainer.json; do
			[ -s "$c/$f" ] || broken=$((broken + 1))
		done
		[ -s "$c/model.safetensors" ] ||
			[ -s "$c/adapter_model.safetensors" ] ||
			broken=$((broken + 1))
	done
done
# shellcheck disable=SC2086 # words are wanted
$run --resume -o kill.killed s.zst >kill.log
echo "killed $killed times, $broken files missing in checkpoints," \
    "last went on from step $(head -n 1 kill.log | sed 's/[^0-9]*\([0-9]*\).*/\1/')"
for f in kill.whole/*.safetensors kill.whole/icl.json; do
	cmp "$f" "kill.killed/${f#*/}"
done
[ $broken = 0 ]
echo "the same bytes"
