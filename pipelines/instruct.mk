# MetaICL with and without instructions, answers generated and judged by
# ROUGE-L (Min et al. 2022, section 5; the tasks of Natural Instructions):
#
#	make -f pipelines/instruct.mk MODEL=smollm2.gguf \
#		TRAIN='ni/train/*.jsonl' TARGETS='ni/dev/*.jsonl'
#
# TRAIN and TARGETS are examples with an `instruction`; each target file is one
# task, whose shots and queries are taken from it.  Arms: raw, extralm, noinst
# (trained without instructions), inst (with them); each is asked both ways.
# The layouts noinst and inst differ in nothing but the instruction.
# warmup.mk says what else can be set.
TRAIN ?= $(error TRAIN is not set: files of examples with instructions)
TARGETS ?= $(error TARGETS is not set: files of examples of other tasks)
OUT ?= build/instruct
ARMS ?= raw extralm noinst inst
TESTS ?= noinst inst
K ?= 4
SHOTS ?= 0,$(K)
GENERATE ?= 48
SCORE_FLAGS ?= --generate $(GENERATE)

include $(dir $(lastword $(MAKEFILE_LIST)))warmup.mk

override TRAIN := $(sort $(wildcard $(TRAIN)))
override TARGETS := $(sort $(wildcard $(TARGETS)))
GUARD := $(foreach t,$(TARGETS),--guard $(call sh,$t)) --guard-drop
layout = --layout $(call sh,$(HERE)$1.layout)

$(OUT)/tokens-extralm.zst: $(TRAIN) | $(OUT)
	$(call shuffled,$(TRAIN)) | icl-episode --lm $(GUARD) | \
		$(TOK) -o $(call sh,$@)
# The end mark is under loss, so that the model learns to stop.
$(OUT)/tokens-noinst.zst $(OUT)/tokens-inst.zst: $(OUT)/tokens-%.zst: \
    $(TRAIN) | $(OUT)
	icl-episode -k $(K) --tokens $(TOKENS) -s $(SEED) $(call layout,$*) \
		--terminate $(GUARD) $(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)

$(TESTS:%=$(OUT)/queries-%.zst): $(OUT)/queries-%.zst: $(TARGETS) | $(OUT)
	icl-episode --eval --pool -k $(SHOTS) --seeds $(SEEDS) \
		--limit $(LIMIT) --options none $(call layout,$*) \
		$(call sh,$(TARGETS)) | \
	$(TOK) --reserve $(GENERATE) -o $(call sh,$@)
