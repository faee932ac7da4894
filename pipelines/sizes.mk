# What models of a size take, measured on random weights of their shape:
#
#	make -f pipelines/sizes.mk SHAPE=llama-3.2-3b TOKENIZER=smollm2.gguf
#
# TYPE is q4_k, a GGUF as Q4_K_M is, or bf16, a folder.  random-model.pl lists
# the shapes.  The table says in MB how large the model is, and what is the
# peak of scoring a text of CTX tokens, of answering in 16, and of training an
# adapter on the text, which --dry-run predicts.  WHAT=train is that alone.
# GNU time measures the peaks.  The model goes when the table is there.  To
# answer it needs a tokenizer of its own: TOKENIZER is a GGUF and TYPE q4_k.
SHAPE ?= llama-3.2-3b
TYPE ?= q4_k
TOKENIZER ?= $(error TOKENIZER is not set: a tokenizer of fewer tokens than the shape)
CTX ?= 1024
PRECISION ?= fp32
OWN := $(if $(filter q4_k,$(TYPE)),$(filter %.gguf,$(TOKENIZER)))
WHAT ?= score $(if $(OWN),generate) train
OUT ?= build/sizes
FLAGS ?=
KEEP ?=

here := $(dir $(lastword $(MAKEFILE_LIST)))
override FILE := $(OUT)/$(SHAPE)$(if $(filter q4_k,$(TYPE)),.gguf)
TABLE := $(OUT)/$(SHAPE)-$(TYPE)-$(PRECISION).tsv
export PATH := $(if $(BIN),$(abspath $(BIN)):)$(PATH)
SHELL := /bin/bash
.SHELLFLAGS := -eo pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:

all: $(TABLE)
	@column -t $<
	$(if $(KEEP),,rm -rf $(FILE))

$(OUT)/text.tok: $(TOKENIZER)
	mkdir -p $(OUT)
	perl -e 'print "Here is word $$_ of the text. " for 1 .. $(CTX)' |
		icl-segment -q | icl-episode -q --lm |
		icl-tok -q -t $< --ctx $(CTX) -o $@
$(OUT)/asked.tok: $(TOKENIZER)
	mkdir -p $(OUT)
	echo '{"task":"count","input":"one two three","output":"four"}' |
		icl-episode -q --eval --pool -k 0 --seeds 1 --options none |
		icl-tok -q -t $< --ctx $(CTX) -o $@

score = icl-score -q $(FLAGS) --precision $(PRECISION) -m $(FILE)
train = icl-train -q $(FLAGS) --precision $(PRECISION) -m $(FILE) \
	-t $(TOKENIZER) --lora 16 --recompute --batch 1 --steps 1
$(TABLE): $(OUT)/text.tok $(OUT)/asked.tok
	perl $(here)random-model.pl $(SHAPE) $(TYPE) $(FILE) $(OWN)
	peak() {
		name=$$1; shift
		case ' $(WHAT) ' in *" $${name%-*} "*) ;; *) return 0;; esac
		/usr/bin/time -o $(OUT)/peak -f %M "$$@" >$(OUT)/said
		awk -v n=$$name '{ printf "%s\t%.0f\n", n, $$1 / 1024 }' \
			$(OUT)/peak
	}
	{
		du -sk $(FILE) | awk '{ printf "file\t%.0f\n", $$1 / 1024 }'
		peak score $(score) -n 1 --nll $(OUT)/text.tok
		peak generate $(score) --generate 16 $(OUT)/asked.tok
		peak train-dry $(train) -o $(OUT)/none --dry-run $(OUT)/text.tok
		sed -n 's/.*"memory_mb":\([0-9]*\).*/predicted\t\1/p' $(OUT)/said
		peak train $(train) -o $(OUT)/adapter --force $(OUT)/text.tok
	} >$@
