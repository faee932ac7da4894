# Makes the base model of the demo again, from generated text with the tools
# themselves: its tokenizer, then 10.7 M tokens of training from random weights.
# About ten minutes; the same kernel set gives the same bytes.
#
#	make -f pipelines/base.mk
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

BIN ?= build
OUT ?= build/base
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
export PATH := $(abspath $(BIN)):$(PATH)

$(OUT)/model/model.safetensors: $(OUT)/tokens.zst $(HERE)base.json
	icl-train --resume --save-every 500 --keep 1 --init $(HERE)base.json \
		-t $(OUT)/tokenizer.json --dtype bf16 --epochs 1 \
		--batch-tokens 2048 --lr 3e-3 --schedule cosine --warmup 200 \
		--betas 0.9,0.98 --weighting token -s 1 -o $(OUT)/model $< \
		>$(OUT)/log

$(OUT)/tokens.zst: $(OUT)/text.zst $(OUT)/tokenizer.json
	icl-episode -q --lm $< | \
	icl-tok -q -t $(OUT)/tokenizer.json --ctx 256 -o $@

$(OUT)/tokenizer.json: $(OUT)/text.zst
	icl-tok -q --train 640 --special-tokens '<|endoftext|>' -o $@ $<

$(OUT)/text.zst: $(HERE)demo-data.pl
	mkdir -p $(OUT)
	perl $< text 200000 1 | icl-segment -q --split blank -o $@
