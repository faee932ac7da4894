# What the experiments metaicl.mk, selfsup.mk and instruct.mk share: every arm
# is the same model trained on another stream, for equally many tokens in
# equally large steps, and measured on the same queries.
#
# The recipe that includes this says how OUT/tokens-ARM.zst (for each of ARMS
# but raw, which is MODEL as it is) and OUT/queries-TEST.zst (for each of TESTS)
# are made.  What is done is kept in OUT: a second make goes on where the first
# stopped, training from its newest checkpoint.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

# Names of files reach the shell in quotes: $(call sh,WORDS);
# those that a user wrote as a pattern become files first: $(call files,WORDS).
sh = $(foreach w,$1,'$(subst ','\'',$w)')
files = $(foreach w,$1,$(or $(sort $(wildcard $w)),$w))

MODEL ?= $(error MODEL is not set: a Hugging Face folder or a .gguf file)
BIN ?= build
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
export PATH := $(abspath $(BIN)):$(PATH)

# How much: tokens that each arm reads, and how many of them are a step
TOKENS ?= 400000
STEP_TOKENS ?= 4096
LR ?= 1e-5
CTX ?= 1024
SEED ?= 1
TRAIN_FLAGS ?=
TOK_FLAGS ?=
SCORE_FLAGS ?=
# and what is asked
SEEDS ?= 100,13,21,42,87
LIMIT ?= 100

# Episodes enough for TOKENS, whatever their length; less is gone round again.
EPISODES := $(shell echo $$(($$(numfmt --from=auto $(TOKENS:%k=%K)) / 32)))
TRAINED := $(filter-out raw,$(ARMS))
SCORES := $(foreach t,$(TESTS),$(ARMS:%=$(OUT)/scores-%-$t.zst))
TOK = icl-tok -t $(call sh,$(MODEL)) --ctx $(CTX) $(TOK_FLAGS)

all: $(OUT)/table.txt $(OUT)/page.html
	@cat $(call sh,$(OUT)/table.txt)
	@echo page with plots: $(call sh,$(OUT)/page.html)

$(OUT)/table.txt: $(SCORES)
	icl-score --summary $(call sh,$^) >$(call sh,$@)
$(OUT)/page.html: $(SCORES)
	icl-score --summary --html $(call sh,$@ $^) >/dev/null

# In plain text every token counts alike, elsewhere every episode.
$(OUT)/extralm.log: WEIGHTING := token
WEIGHTING := episode
$(TRAINED:%=$(OUT)/%.log): $(OUT)/%.log: $(OUT)/tokens-%.zst
	icl-train -m $(call sh,$(MODEL)) --tokens $(TOKENS) \
		--batch-tokens $(STEP_TOKENS) \
		--lr $(LR) --weighting $(WEIGHTING) -s $(SEED) --resume \
		--save-every 50 --keep 1 $(TRAIN_FLAGS) \
		-o $(call sh,$(OUT)/$* $<) >$(call sh,$@.part)
	mv $(call sh,$@.part $@)

# An arm is a folder of its own, or an adapter of MODEL.
adapter = $(filter --lora --prefix,$(TRAIN_FLAGS))
which = $(call sh,$(if $(filter raw,$1),$(MODEL),$(if $(adapter),$(MODEL) \
	--adapter $(OUT)/$1,$(OUT)/$1)))
define score
$(OUT)/scores-$1-$2.zst: $(OUT)/queries-$2.zst \
    $(if $(filter-out raw,$1),$(OUT)/$1.log)
	icl-score -m $$(call which,$1) --run $1 $(SCORE_FLAGS) -o $$(call sh,$$@ $$<)
endef
$(foreach t,$(TESTS),$(foreach a,$(ARMS),$(eval $(call score,$a,$t))))

$(OUT):
	mkdir -p $(call sh,$@)
