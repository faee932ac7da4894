#!/bin/sh
# Rates of the matrix products, of our training step and of PyTorch's where it
# is installed, in turn; only runs that stand beside each other compare.
# usage: run.sh BIN.  ROUNDS, PYTHON, MODELS, PERCENTS, SEQUENCES, LENGTH
# and BF16 (not empty: on any processor) may be set.
set -e
bin=$1
python=${PYTHON:-python3}
sequences=${SEQUENCES:-4} length=${LENGTH:-1024}

peer() {
	"$python" -c 'import torch, transformers' 2>/dev/null || return 0
	"$python" "$(dirname "$0")/peer.py" "$@"
}

# oneDNN's way without these instructions is a hundred times slower
bf16=${BF16:-}
if [ -z "$bf16" ] && grep -qE 'avx512_bf16|amx_bf16' /proc/cpuinfo; then
	bf16=yes
fi
[ -n "$bf16" ] ||
	echo "bf16: left out, this processor has neither avx512_bf16 nor amx_bf16"

"$bin/nn" gemm
for model in ${MODELS:-gpt2 smollm2}; do
	for percent in ${PERCENTS:-5 100}; do
		for round in $(seq "${ROUNDS:-2}"); do
			echo "$model, $sequences x $length, loss at $percent %, $round:"
			set -- "$model" "$sequences" "$length" "$percent"
			"$bin/step" "$@"
			peer "$@" best
			if [ -n "$bf16" ]; then
				"$bin/step" -b "$@"
				peer "$@" best bf16
			fi
			peer "$@" usual
			peer "$@" padded
		done
	done
done
