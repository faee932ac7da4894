# In-context fine-tuning of one task (ICL+FT, Bornschein et al. 2025): instead of
# examples by themselves the model learns sequences of K demonstrations and a
# query of the task, every answer of them, and is asked in the same form.
#
#	make -f pipelines/onetask.mk MODEL=smollm2.gguf TRAIN=mine.jsonl \
#		TEST=held-out.jsonl
#
# TRAIN are examples of the task, which are the demonstrations of the questions
# too, TEST others of it.  Arms: raw; ft, fine-tuning without demonstrations;
# iclft.  What both have is not guarded against, for it is the same task: TEST
# must share no example with TRAIN.  warmup.mk says what else can be set.
TRAIN ?= $(error TRAIN is not set: files of examples of one task)
TEST ?= $(error TEST is not set: a file of other examples of it)
OUT ?= build/onetask
ARMS ?= raw ft iclft
TESTS ?= direct
K ?= 16
SHOTS ?= 0,16

include $(dir $(lastword $(MAKEFILE_LIST)))warmup.mk

override TRAIN := $(call files,$(TRAIN))
episodes = icl-episode -q --tokens $(TOKENS) -s $(SEED) --loss-on every

$(OUT)/tokens-ft.zst: $(TRAIN) | $(OUT)
	$(episodes) -k 0 $(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)
$(OUT)/tokens-iclft.zst: $(TRAIN) | $(OUT)
	$(episodes) -k $(K) $(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)

$(TESTS:%=$(OUT)/queries-%.zst): $(OUT)/queries-%.zst: $(TRAIN) $(TEST) | $(OUT)
	icl-episode --eval --pool --test $(call sh,$(TEST)) -k $(SHOTS) \
		--seeds $(SEEDS) --limit $(LIMIT) --method $* \
		$(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)
