#!/bin/sh
# Rates of the matrix products, of our training step and of PyTorch's where it
# is installed, in turn; only runs that stand beside each other compare.
# usage: run.sh BIN.  ROUNDS, PYTHON, MODELS and PERCENTS may be set.
set -e
bin=$1
python=${PYTHON:-python3}

peer() {
	"$python" -c 'import torch, transformers' 2>/dev/null || return 0
	"$python" "$(dirname "$0")/peer.py" "$@"
}

"$bin/nn" gemm
for model in ${MODELS:-gpt2 smollm2}; do
	for percent in ${PERCENTS:-5 100}; do
		for round in $(seq "${ROUNDS:-2}"); do
			echo "$model, 4 x 1024, loss at $percent %, $round:"
			"$bin/step" "$model" 4 1024 "$percent"
			peer "$model" 4 1024 "$percent" best
			"$bin/step" -b "$model" 4 1024 "$percent"
			peer "$model" 4 1024 "$percent" best bf16
			peer "$model" 4 1024 "$percent" usual
			peer "$model" 4 1024 "$percent" padded
		done
	done
done
