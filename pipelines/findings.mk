# What the papers found, each finding a goal with a table of its own:
#
#	make -f pipelines/findings.mk MODEL=smollm2.gguf DATA=tasks TEXT=books.txt
#
# four      four self-supervised tasks teach more than any one of them
# amounts   more data helps, then less and less: an eighth, a quarter, a half
# tasks     so do more training tasks: 7, 15, 30 of them, and all
# diverse   and as many as ALIKE of other kinds
# shots     more demonstrations in the question than in training
# labels    flipped and random labels in the demonstrations: whether they are
#           read, before and after metaicl and symbols
# instructions  with and without them: NI_TRAIN and NI_TARGETS, see instruct.mk
#
# That demonstrations gain and none do not is in each table: k = 0 beside the
# others.  An arm that findings share is trained once.  OUT/FINDING.txt has the
# averages and their differences from the raw model.  results.mk and warmup.mk
# say what else can be set.
OUT ?= build/findings
TOKENS ?= 300k
SHOTS ?= 0,4,16
TRAIN_SEEDS ?= 1
CALIBRATIONS ?=
BASELINES ?= raw
TRAIN ?= $(sort $(wildcard $(DATA)/train/*.jsonl))
ALIKE ?= tweet_eval-% emo% glue-sst2 rotten_tomatoes yelp_polarity imdb hate%
ALIKE_TRAIN := $(filter $(ALIKE:%=$(DATA)/train/%.jsonl),$(TRAIN))
FINDINGS ?= $(if $(TEXT),four) amounts tasks $(if $(ALIKE_TRAIN),diverse) \
	shots labels $(if $(NI_TRAIN),instructions)

# Whom they are about, and what these are asked
ARMS_four := raw extralm nsg mwp lpp cls selfsup
ARMS_amounts := raw $(foreach a,$(if $(TEXT),selfsup) metaicl,$a-8 $a-4 $a-2 $a)
ARMS_tasks := raw tasks7 tasks15 tasks30 metaicl
ARMS_diverse := raw alike diverse
ARMS_shots := raw metaicl
ARMS_labels := raw metaicl symbols
TESTS_shots := direct-many
TESTS_labels := direct direct-flip direct-random
ASK_direct-many ?= -k 8,12,16,32,64
ASK_direct-flip = -k $(K) --demo-labels flip
ASK_direct-random = -k $(K) --demo-labels random
ARMS := $(sort $(foreach f,$(FINDINGS),$(ARMS_$f)))
TESTS := direct direct-many direct-flip direct-random
tests = $(or $(TESTS_$1),direct)
asked = $(sort $(foreach f,$(FINDINGS),$(if $(filter $1,$(ARMS_$f)),$(call \
	tests,$f))))

# Streams that results.mk does not know; metaicl-8 reads an eighth of TOKENS.
SHUFFLED = $(shell printf '%s\n' $(call sh,$(TRAIN)) | $(call shuffled,))
FILES_tasks7 = $(sort $(wordlist 1,7,$(SHUFFLED)))
FILES_tasks15 = $(sort $(wordlist 1,15,$(SHUFFLED)))
FILES_tasks30 = $(sort $(wordlist 1,30,$(SHUFFLED)))
FILES_alike = $(ALIKE_TRAIN)
FILES_diverse = $(sort $(wordlist 1,$(words $(ALIKE_TRAIN)),$(filter-out \
	$(ALIKE_TRAIN),$(SHUFFLED))))
$(foreach a,tasks7 tasks15 tasks30 alike diverse,$(eval \
	MAKE_$a = $$(MAKE_metaicl)))
$(foreach a,nsg mwp lpp cls,$(eval FILES_$a = $$(SEGMENTS)) \
	$(eval MAKE_$a = $$(MAKE_selfsup)))
MKTASK_lpp = --tasks lpp,lpp-class
$(foreach a,nsg mwp cls,$(eval MKTASK_$a = --tasks $a))
$(foreach a,selfsup metaicl,$(foreach n,2 4 8,$(eval \
	TOKENS_$a-$n = $$(shell echo $$$$(($$(call number,$$(TOKENS)) / $n))))))

GOAL := findings
include $(dir $(lastword $(MAKEFILE_LIST)))results.mk

found = $(foreach a,$(ARMS_$1),$(OUT)/scores-$a-$2.zst)
averages = awk 'NR == 1 || /(^| )(report|search|all) /'
define finding
$1: $(OUT)/$1.txt
	@cat $$(call sh,$$<)
$(OUT)/$1.txt: $(foreach t,$(call tests,$1),$(call found,$1,$t)) $(LISTS)
	{ $(foreach t,$(call tests,$1),echo '$t'; \
	$(SUMMARY) $$(call sh,$$(call found,$1,$t)) | $$(averages); \
	echo; cat $$(call sh,$$(call found,$1,$t)) | \
		$(SUMMARY) --compare --baseline raw | $$(averages); echo; ) } \
	>$$(call sh,$$@)
endef
$(foreach f,$(filter-out instructions,$(FINDINGS)),$(eval $(call finding,$f)))
findings: $(FINDINGS)
instructions:
	$(MAKE) -f $(HERE)instruct.mk OUT=$(call sh,$(OUT)/instructions) \
		TRAIN=$(call sh,$(NI_TRAIN)) TARGETS=$(call sh,$(NI_TARGETS)) all
.PHONY: findings $(FINDINGS)
