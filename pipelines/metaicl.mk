# MetaICL and Channel MetaICL (Min et al. 2022) on a model and tasks of yours:
#
#	make -f pipelines/metaicl.mk MODEL=smollm2.gguf DATA=tasks
#
# DATA/train/*.jsonl are the training tasks, DATA/dev/TASK/ the targets in
# MetaICL's file names.  Arms: raw, ExtraLM (plain text of the training tasks),
# multi-task zero-shot (k = 0), MetaICL, Channel MetaICL.  Also, named in ARMS:
# both, episodes of either method; manyshot, as many demonstrations as the context
# holds, every answer learnt (ManyICFT, He et al. 2025); gain, MetaICL's episodes
# whose demonstrations help the model by more than MIN_GAIN nats a token of the
# query (as PICL filters its paragraphs, Gu et al. 2023), out of GAIN_TOKENS.
# warmup.mk says what else can be set; TRAIN_FLAGS= LR=1e-5 trains all weights as the paper does, and
# TOK_FLAGS='--overflow metaicl' cuts what is too long as its code does.
DATA ?= $(error DATA is not set: the folder with train/ and dev/)
TRAIN ?= $(sort $(wildcard $(DATA)/train/*.jsonl))
TARGETS ?= $(sort $(wildcard $(DATA)/dev/*))
OUT ?= build/metaicl
ARMS ?= raw extralm multitask metaicl channel
TESTS ?= direct channel
K ?= 16
SHOTS ?= 0,16
MIN_GAIN ?= 0
GAIN_TOKENS ?= $(TOKENS)

include $(dir $(lastword $(MAKEFILE_LIST)))warmup.mk

# What is trained on, checked against what is evaluated on.
GUARD := $(foreach t,$(TARGETS),--guard $(call sh,$t)) --guard-drop
episodes = icl-episode --tokens $(TOKENS) -s $(SEED) $(GUARD)

$(OUT)/tokens-extralm.zst: $(TRAIN) | $(OUT)
	$(call shuffled,$(TRAIN)) | icl-episode --lm $(GUARD) | \
		$(TOK) -o $(call sh,$@)
$(OUT)/tokens-multitask.zst: $(TRAIN) | $(OUT)
	$(episodes) -k 0 $(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)
$(OUT)/tokens-metaicl.zst: $(TRAIN) | $(OUT)
	$(episodes) -k $(K) $(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)
$(OUT)/tokens-channel.zst: $(TRAIN) | $(OUT)
	$(episodes) -k $(K) --method channel $(call sh,$(TRAIN)) | \
		$(TOK) -o $(call sh,$@)
$(OUT)/tokens-both.zst: $(TRAIN) | $(OUT)
	$(episodes) -k $(K) --method both $(call sh,$(TRAIN)) | \
		$(TOK) -o $(call sh,$@)
# about three bytes of text a token
$(OUT)/tokens-manyshot.zst: $(TRAIN) | $(OUT)
	$(episodes) -k fill --max-bytes $(shell echo $$(($(CTX) * 3))) \
		--loss-on every $(call sh,$(TRAIN)) | $(TOK) -o $(call sh,$@)
$(OUT)/tokens-gain.zst: $(TRAIN) | $(OUT)
	$(subst --tokens $(TOKENS),--tokens $(GAIN_TOKENS),$(episodes)) -k $(K) \
		$(call sh,$(TRAIN)) | $(TOK) | icl-score -m $(call sh,$(MODEL)) \
		--gain --min-gain $(MIN_GAIN) --scores $(call sh,$(OUT)/gain.zst) \
		-o $(call sh,$@)

$(TESTS:%=$(OUT)/queries-%.zst): $(OUT)/queries-%.zst: $(TARGETS) | $(OUT)
	icl-episode --eval -k $(SHOTS) --seeds $(SEEDS) --limit $(LIMIT) \
		--method $* $(call sh,$(TARGETS)) | $(TOK) -o $(call sh,$@)
