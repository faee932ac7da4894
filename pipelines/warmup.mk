# What the experiments results.mk, findings.mk, metaicl.mk, selfsup.mk,
# instruct.mk and onetask.mk share: every arm is the same model trained on another stream, for
# equally many tokens in equally large steps, and measured on the same queries.
#
# The recipe that includes this says how OUT/tokens-ARM.zst (for each of ARMS
# but raw, which is MODEL as it is) and OUT/queries-TEST.zst (for each of TESTS)
# are made.  What is done is kept in OUT: a second make goes on where the first
# stopped, training from its newest checkpoint, scoring behind its last set.
#
#	make -f RECIPE ... SLICE=20m    works for so long; again, and it goes on
#	make -f RECIPE ... PART=2/8     does the second of eight parts of the arms
#	make -f RECIPE ... plan         says tokens, hours and disk beforehand
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
TOKENS ?= 2M
STEP_TOKENS ?= 1024
# an adapter; TRAIN_FLAGS= trains all weights
TRAIN_FLAGS ?= --lora 16
LR ?= $(if $(adapter),5e-4,5e-5)
CTX ?= 1024
SEED ?= 1
TOK_FLAGS ?=
SCORE_FLAGS ?=
# what starts icl-train and icl-score on several hosts: srun, mpirun -n 4 ...
LAUNCH ?=
# and what is asked
SEEDS ?= 100,13,21,42,87
LIMIT ?= 100
# Of one arm: TOKENS_ARM, SEED_ARM, LR_ARM, TESTS_ARM (which TESTS it is asked),
# and FROM_ARM, the arm that it goes on from.
number = $(shell numfmt --from=auto $(1:%k=%K))
tokens = $(or $(TOKENS_$1),$(TOKENS))
asked ?= $(or $(TESTS_$1),$(TESTS))
seed = $(or $(SEED_$1),$(SEED))
rate = $(or $(LR_$1),$(LR))
from = $(FROM_$1)

TRAINED = $(filter-out raw,$(ARMS))
TRAININGS = $(sort $(foreach a,$(TRAINED),$a $(call from,$a)))
scores = $(foreach t,$(call asked,$1),$(OUT)/scores-$1-$t.zst)
SCORES = $(foreach a,$(ARMS),$(call scores,$a))
TOK = icl-tok -t $(call sh,$(MODEL)) --ctx $(CTX) $(TOK_FLAGS)

# Lines in random order but for a header, so that as much plain text as is read
# comes from all of it: $(call shuffled,FILES).
shuffled = zstd -dcqf $(call sh,$1) | perl -MList::Util=shuffle -e 'srand 1; \
	@l = <>; print shift @l if $$l[0] =~ /^\{"icl"/; print shuffle @l'

TABLE ?= $(OUT)/table.txt
all: $(sort $(TABLE) $(OUT)/table.txt) $(OUT)/page.html
	@cat $(call sh,$(TABLE))
	@echo page with plots: $(call sh,$(OUT)/page.html)

# TERM goes to make, which hands it on once to what runs: training writes a
# checkpoint and ends.
slice:
	@timeout --foreground -s TERM $(SLICE) $(MAKE) -f $(firstword \
		$(MAKEFILE_LIST)) SLICE= $(if $(PART),part,$(GOAL)) || { s=$$?; \
		[ $$s = 124 ] || exit $$s; \
		echo 'the slice is over and work is left: make it again' >&2; }

PART_ARMS := $(if $(PART),$(shell printf '%s\n' $(ARMS) | \
	awk -v p=$(PART) 'BEGIN { split(p, i, "/") } NR % i[2] == i[1] % i[2]'))
part: $(foreach a,$(PART_ARMS),$(call scores,$a))
GOAL ?= all
.DEFAULT_GOAL := $(if $(SLICE),slice,$(if $(PART),part,$(GOAL)))

SUMMARY ?= icl-score --summary
SUMMARIZED ?= $(SCORES)
$(OUT)/table.txt: $(SUMMARIZED) $(LISTS)
	$(SUMMARY) $(call sh,$(SUMMARIZED)) >$(call sh,$@)
$(OUT)/page.html: $(SUMMARIZED) $(LISTS)
	$(SUMMARY) --html $(call sh,$@ $(SUMMARIZED)) >/dev/null

# An arm is a folder of its own, or an adapter of MODEL.  In plain text every
# token counts alike, elsewhere every episode.
adapter = $(filter --lora --prefix,$(TRAIN_FLAGS))
start = $(if $(call from,$1),$(if $(adapter),-m $(call sh,$(MODEL)) --adapter \
	$(call sh,$(OUT)/$(call from,$1)) $(PLAIN_FLAGS),-m $(call sh,$(OUT)/$(call \
	from,$1)) $(TRAIN_FLAGS)),-m $(call sh,$(MODEL)) $(TRAIN_FLAGS))
PLAIN_FLAGS = $(shell echo $(TRAIN_FLAGS) | \
	sed -E 's/--(lora|prefix|lora-[a-z]+) +[^ ]+|--rslora|--dora//g')
trainable = icl-train $(call start,$1) --tokens $(call tokens,$1) \
	--batch-tokens $(STEP_TOKENS) --lr $(call rate,$1) \
	--weighting $(if $(filter extralm%,$1),token,episode)
define train
$(OUT)/$1.log: $(OUT)/tokens-$1.zst $(patsubst %,$(OUT)/%.log,$(call from,$1))
	$$(LAUNCH) $$(call trainable,$1) -s $$(call seed,$1) --resume --save-every 20 \
		--keep 1 --log $$(call sh,$$@.part) -o $$(call sh,$$(OUT)/$1 $$<) \
		>/dev/null
	mv $$(call sh,$$@.part $$@)
endef
which = $(call sh,$(if $(filter raw,$1),$(MODEL),$(if $(adapter),$(MODEL) \
	--adapter $(OUT)/$1,$(OUT)/$1)))
define score
$(OUT)/scores-$1-$2.zst: $(OUT)/queries-$2.zst \
    $(if $(filter-out raw,$1),$(OUT)/$1.log)
	$$(LAUNCH) icl-score -m $$(call which,$1) --run $1 $(SCORE_FLAGS) \
		--cache $$(call sh,$$(OUT)/cache) -o $$(call sh,$$@ $$<)
endef
$(foreach a,$(TRAININGS),$(eval $(call train,$a)))
# These appear whole, and another part may have made them meanwhile.
.PRECIOUS: $(TRAININGS:%=$(OUT)/tokens-%.zst) $(TESTS:%=$(OUT)/queries-%.zst) \
	$(SCORES)
$(foreach a,$(ARMS),$(foreach t,$(call asked,$a),$(eval $(call score,$a,$t))))

# What is not yet there is planned at a rate that is measured, or at TOK_S.
PLANNED = $(lastword $(TRAINED))
$(OUT)/plan.json: $(OUT)/tokens-$(PLANNED).zst
	$(call trainable,$(PLANNED)) --dry-run -o $(call sh,$(OUT)/plan \
		$<) >$(call sh,$@)
# The rate is known after plan.json, or told: TOK_S; those questions are counted
# that are there.
facts = { cat $(call sh,$(wildcard $(OUT)/plan.json)) /dev/null | tr ',{}' '\n'; \
	printf 'read:%s\n' $(foreach a,$(TRAININGS),$(call number,$(call tokens,$a))); \
	$(foreach a,$(ARMS),$(foreach q,$(patsubst %,$(OUT)/queries-%.zst,$(call \
	asked,$a)),[ ! -e $(call sh,$q) ] || echo asked:$$(zstd -dcq \
	$(call sh,$q) | wc -c); )) } | awk -F: -v rate="$(TOK_S)" ' \
	{ gsub(/"/, "", $$1); n[$$1]++; sum[$$1] += $$2 } \
	function hours(m) { return !rate ? "unknown" : sprintf("%.1f", m / rate / 3600) } \
	END { if (!rate) rate = sum["tok_s"]; asked = sum["asked"] / 4; \
		printf "%d trainings of %.2f M tokens: hours %s\n", n["read"], \
			sum["read"] / 1e6, hours(sum["read"]); \
		printf "questions of at most %.2f M tokens: hours %s\n", \
			asked / 1e6, hours(asked / 3); \
		printf "%d tokens a second, of questions three times as many\n", rate; \
		printf "disk: %.0f MB; memory: %.0f MB\n", n["read"] * \
			sum["trained"] * 16 / 1e6 + asked * 5 / 1e6, sum["memory_mb"] }'
plan: $(OUT)/plan.json $(TESTS:%=$(OUT)/queries-%.zst)
	@$(facts)
# make -n says it too, as far as it is known.
ifneq ($(findstring n,$(filter-out -%,$(firstword $(MAKEFLAGS)))),)
$(info $(shell $(facts) | paste -sd ';'))
endif

$(OUT):
	mkdir -p $(call sh,$@)
.PHONY: all part plan slice
