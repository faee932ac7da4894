# MetaICL and Channel MetaICL (Min et al. 2022) on a model and tasks of yours:
#
#	make -f pipelines/metaicl.mk MODEL=smollm2.gguf DATA=tasks
#
# MODEL is a Hugging Face folder or a .gguf file.  DATA/train/*.jsonl are the
# training tasks, DATA/dev/TASK/ the targets in MetaICL's file names.  The raw
# model, ExtraLM (plain text of the training tasks), MetaICL and Channel
# MetaICL are trained for equally many tokens and evaluated on the targets.
# What is done is kept in OUT: a second make goes on where the first stopped.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

MODEL ?= $(error MODEL is not set: a Hugging Face folder or a .gguf file)
DATA ?= $(error DATA is not set: the folder with train/ and dev/)
TRAIN ?= $(sort $(wildcard $(DATA)/train/*.jsonl))
TARGETS ?= $(sort $(wildcard $(DATA)/dev/*))
BIN ?= build
OUT ?= build/metaicl
ARMS ?= raw extralm metaicl channel

# How large: training
K ?= 16
STEPS ?= 200
BATCH ?= 8
LR ?= 1e-5
CTX ?= 1024
SEED ?= 1
# and evaluation
SHOTS ?= 0,16
SEEDS ?= 100,13,21,42,87
LIMIT ?= 100
METHODS ?= direct channel

EPISODES := $(shell echo $$(($(STEPS) * $(BATCH))))
TRAINED := $(filter-out raw,$(ARMS))
SCORES := $(foreach m,$(METHODS),$(ARMS:%=$(OUT)/scores-%-$m.zst))

$(OUT)/table.txt: $(SCORES)
	$(BIN)/icl-score --summary $^ | tee $@.part
	mv $@.part $@

# What is trained on, checked against what is evaluated on.
$(OUT)/tokens-metaicl.zst: METHOD := direct
$(OUT)/tokens-channel.zst: METHOD := channel
$(OUT)/tokens-metaicl.zst $(OUT)/tokens-channel.zst: $(TRAIN) | $(OUT)
	$(BIN)/icl-episode -k $(K) -n $(EPISODES) -s $(SEED) \
		--method $(METHOD) --guard $(DATA)/dev --guard-drop $(TRAIN) | \
	$(BIN)/icl-tok -t $(MODEL) --ctx $(CTX) -o $@

$(OUT)/tokens-extralm.zst: $(TRAIN) | $(OUT)
	$(BIN)/icl-episode --lm -s $(SEED) --guard $(DATA)/dev --guard-drop \
		$(TRAIN) | \
	$(BIN)/icl-tok -t $(MODEL) --ctx $(CTX) -o $@

$(OUT)/metaicl.log $(OUT)/channel.log: $(OUT)/%.log: $(OUT)/tokens-%.zst
	$(BIN)/icl-train -m $(MODEL) --steps $(STEPS) --batch $(BATCH) \
		--lr $(LR) -s $(SEED) --resume --save-every 50 --keep 1 \
		-o $(OUT)/$* $< >$@.part
	mv $@.part $@

# As many tokens as MetaICL read, in as many steps.
$(OUT)/extralm.log: $(OUT)/tokens-extralm.zst $(OUT)/metaicl.log
	tokens=$$(tail -n 1 $(OUT)/metaicl.log | jq .tokens); \
	$(BIN)/icl-train -m $(MODEL) --tokens $$tokens \
		--batch-tokens $$((tokens / $(STEPS))) --weighting token \
		--lr $(LR) -s $(SEED) --resume --save-every 50 --keep 1 \
		-o $(OUT)/extralm $< >$@.part
	mv $@.part $@

$(METHODS:%=$(OUT)/queries-%.zst): $(OUT)/queries-%.zst: $(TARGETS) | $(OUT)
	$(BIN)/icl-episode --eval -k $(SHOTS) --seeds $(SEEDS) \
		--limit $(LIMIT) --method $* $(TARGETS) | \
	$(BIN)/icl-tok -t $(MODEL) --ctx $(CTX) -o $@

define score
$(OUT)/scores-$1-$2.zst: $(OUT)/queries-$2.zst $(if $(filter-out raw,$1),$(OUT)/$1.log)
	$(BIN)/icl-score -m $(if $(filter raw,$1),$(MODEL),$(OUT)/$1) \
		--run $1 -o $$@ $$<
endef
$(foreach m,$(METHODS),$(foreach a,$(ARMS),$(eval $(call score,$a,$m))))

$(OUT):
	mkdir -p $@
