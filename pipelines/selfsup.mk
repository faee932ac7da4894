# Self-supervised in-context training (Chen et al. 2022) on a model, text and
# targets of yours:
#
#	make -f pipelines/selfsup.mk MODEL=smollm2.gguf TEXT=wiki.jsonl \
#		SEGMENT=--jsonl TARGETS='dev/copa dev/rte'
#
# Arms: raw; extralm, the same text as it is; selfsup, the four tasks made of
# it.  Also nsg mwp lpp cls, one task alone; crosstask, the labelled tasks CROSS;
# sametask, SAME, examples of the targets themselves, as an upper reference
# without guard.  TOKENS says how much data an arm sees: three sizes are three
# runs with three OUTs.  warmup.mk says what else can be set.
TEXT ?= $(error TEXT is not set: files of raw text)
TARGETS ?= $(error TARGETS is not set: task folders in the file names of MetaICL)
SEGMENT ?= --split blank
CROSS ?=
SAME ?=
OUT ?= build/selfsup
ARMS ?= raw extralm selfsup $(if $(CROSS),crosstask) $(if $(SAME),sametask)
TESTS ?= selfsup
SHOTS ?= 0,4,16
MKTASK ?=

include $(dir $(lastword $(MAKEFILE_LIST)))warmup.mk

override TEXT := $(call files,$(TEXT))
override TARGETS := $(call files,$(TARGETS))
override CROSS := $(call files,$(CROSS))
override SAME := $(call files,$(SAME))
GUARD := $(foreach t,$(TARGETS),--guard $(call sh,$t)) --guard-drop
# Instances as long as the context, by bytes: about three of text a token.
FILL := -k fill --max-bytes $(shell echo $$(($(CTX) * 3)))
episodes = icl-episode $(FILL) --layout selfsup --tokens $(TOKENS) -s $(SEED)

$(OUT)/segments.zst: $(TEXT) | $(OUT)
	icl-segment $(SEGMENT) -o $(call sh,$@ $(TEXT))
$(OUT)/tokens-extralm.zst: $(OUT)/segments.zst
	$(call shuffled,$<) | icl-episode --lm $(GUARD) | \
		$(TOK) -o $(call sh,$@)

TASKS_selfsup := nsg,mwp,lpp,lpp-class,cls
TASKS_lpp := lpp,lpp-class
one = $(or $(TASKS_$1),$1)
$(patsubst %,$(OUT)/tokens-%.zst,selfsup nsg mwp lpp cls): \
    $(OUT)/tokens-%.zst: $(OUT)/segments.zst
	icl-mktask --tasks $(call one,$*) -s $(SEED) $(MKTASK) \
		$(call sh,$<) | $(episodes) --mix uniform $(GUARD) | \
		$(TOK) -o $(call sh,$@)

$(OUT)/tokens-crosstask.zst: $(CROSS) | $(OUT)
	$(episodes) $(GUARD) $(call sh,$(CROSS)) | $(TOK) -o $(call sh,$@)
$(OUT)/tokens-sametask.zst: $(SAME) | $(OUT)
	$(episodes) $(call sh,$(SAME)) | $(TOK) -o $(call sh,$@)

$(OUT)/queries-selfsup.zst: $(TARGETS) | $(OUT)
	icl-episode --eval -k $(SHOTS) --seeds $(SEEDS) --limit $(LIMIT) \
		--layout selfsup $(call sh,$(TARGETS)) | $(TOK) -o $(call sh,$@)
