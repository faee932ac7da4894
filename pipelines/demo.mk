# make demo: a small model learns to use the demonstrations in its prompt.
#
# Text and tasks of a made-up world (demo-data.pl); the base model that stands
# in pipelines/base/ (base.mk makes it again); three warmups of it for equally
# many tokens; base and warmups on tasks whose rules and label words were in
# no training.  OUT/table.tsv has accuracies in percent, OUT/plot.svg shows
# them.  OUT/text.tsv has what the self-supervised warmup trains: going on in
# text that is new, as demonstrations show.  What is done is kept: a second make
# goes on where the first stopped.
# With another SEED and OUT the warmups are made anew from other text, tasks
# and draws, for the same targets:
#
#	make -f pipelines/demo.mk SEED=1 OUT=build/demo-1
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

BIN ?= build
OUT ?= build/demo
BASE ?= pipelines/base
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
PATH := $(abspath $(BIN)):$(PATH)

TOKENS ?= 1500000
STEP_TOKENS ?= 2048
LR ?= 2e-3
CTX ?= 512
SEED ?= 0
# A terminal sees how far training is.
QUIET := $(if $(shell [ -t 2 ] && echo yes),,-q)
K := 16
SHOTS := 0,4,8,16
SEEDS := 100,13,21,42,87
ARMS := base extralm selfsup metaicl
WARMUPS := extralm selfsup metaicl
TARGETS := $(OUT)/targets

# What people read calls the arms by these names.
NAMES := base=base extralm=ExtraLM selfsup=self-supervised metaicl=MetaICL

all: $(OUT)/table.txt $(OUT)/text.txt $(OUT)/plot.svg
	@echo
	@cat $(OUT)/table.txt
	@echo
	@cat $(OUT)/text.txt
	@echo
	@echo "picture: $(OUT)/plot.svg"

# What is generated
$(OUT)/text.zst: $(HERE)demo-data.pl
	@mkdir -p $(OUT)
	@echo 'making the text, the training tasks and the target tasks'
	perl $< text 60000 $$((2 + 10 * $(SEED))) | icl-segment -q --split blank -o $@
$(OUT)/train.jsonl: $(HERE)demo-data.pl
	@mkdir -p $(OUT)
	perl $< train 6000 $$((3 + 10 * $(SEED))) >$@
$(OUT)/targets.done: $(HERE)demo-data.pl
	@mkdir -p $(OUT)
	rm -rf $(TARGETS)
	perl $< targets $(TARGETS) 4
	touch $@

# Three kinds of training data
$(OUT)/extralm.tok.zst: $(OUT)/text.zst
	icl-episode -q --lm -s $(SEED) $< | icl-tok -q -t $(BASE) --ctx 256 -o $@
$(OUT)/selfsup.tok.zst: $(OUT)/text.zst $(OUT)/targets.done
	icl-mktask -q -s $(SEED) $< | \
	icl-episode -q -s $(SEED) -k fill --max-bytes 1200 --layout selfsup \
		--guard $(TARGETS) --guard-drop | \
	icl-tok -q -t $(BASE) --ctx $(CTX) -o $@
$(OUT)/metaicl.tok.zst: $(OUT)/train.jsonl $(OUT)/targets.done
	icl-episode -q -s $(SEED) -k $(K) --layout spaces --loss-on every \
		--guard $(TARGETS) $< | \
	icl-tok -q -t $(BASE) --ctx $(CTX) -o $@

# Three warmups of equally many tokens
$(WARMUPS:%=$(OUT)/%.log): $(OUT)/%.log: $(OUT)/%.tok.zst
	@echo 'warming up: $(patsubst $*=%,%,$(filter $*=%,$(NAMES))),' \
		'$(TOKENS) tokens (about a minute)'
	icl-train $(QUIET) -s $(SEED) --resume -m $(BASE) -o $(OUT)/$* --tokens $(TOKENS) \
		--batch-tokens $(STEP_TOKENS) --lr $(LR) --schedule linear \
		--betas 0.9,0.98 --weighting token $< >$@.part
	mv $@.part $@

# The measurement
$(OUT)/queries.zst: $(OUT)/targets.done
	icl-episode -q --eval -k $(SHOTS) --seeds $(SEEDS) --layout spaces \
		--metric accuracy $(TARGETS)/* | \
	icl-tok -q -t $(BASE) --ctx $(CTX) -o $@
$(OUT)/base.scores.zst: $(OUT)/queries.zst
	@echo 'asking the target tasks: base'
	icl-score -q -m $(BASE) --run base -o $@ $<
$(WARMUPS:%=$(OUT)/%.scores.zst): $(OUT)/%.scores.zst: $(OUT)/%.log \
    $(OUT)/queries.zst
	@echo 'asking the target tasks:' \
		'$(patsubst $*=%,%,$(filter $*=%,$(NAMES)))'
	icl-score -q -m $(OUT)/$* --run $* -o $@ $(OUT)/queries.zst

$(OUT)/table-summary.tsv: $(ARMS:%=$(OUT)/%.scores.zst)
	icl-score --summary --tsv $^ >$@

# The same of other text: its next sentences, masked words and last phrases,
# written by the model in the layout of the self-supervised warmup.
$(OUT)/text-queries.zst: $(HERE)demo-data.pl
	@mkdir -p $(OUT)
	perl $< text 3000 $$((9 + 10 * $(SEED))) | icl-segment -q --split blank | \
	icl-mktask -q --tasks nsg,mwp,lpp | \
	icl-episode -q --eval --pool -k 0,4 --seeds $(SEEDS) --limit 60 \
		--options none --metric rouge-l --layout selfsup | \
	icl-tok -q -t $(BASE) --ctx $(CTX) --reserve 24 -o $@
$(OUT)/base.text.zst: $(OUT)/text-queries.zst
	icl-score -q --generate 24 -m $(BASE) --run base -o $@ $<
$(WARMUPS:%=$(OUT)/%.text.zst): $(OUT)/%.text.zst: $(OUT)/%.log \
    $(OUT)/text-queries.zst
	icl-score -q --generate 24 -m $(OUT)/$* --run $* -o $@ \
		$(OUT)/text-queries.zst
$(OUT)/text-summary.tsv: $(ARMS:%=$(OUT)/%.text.zst)
	icl-score --summary --tsv $^ >$@

# arm, k, mean over tasks and seeds, worst seed
$(OUT)/table.tsv $(OUT)/text.tsv: $(OUT)/%.tsv: $(OUT)/%-summary.tsv
	awk -F'\t' -v OFS='\t' ' \
		NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i; \
			print "arm", "k", "mean", "worst" } \
		$$at["task"] == "average" { print $$at["run"], $$at["k"], \
			100 * $$at["mean"], \
			100 * $$at["worst"] }' $< >$@

$(OUT)/table.txt: SAYS := accuracy in percent: mean (worst seed); chance is 50
$(OUT)/text.txt: SAYS := new text completed, ROUGE-L in percent: mean (worst seed)
$(OUT)/table.txt $(OUT)/text.txt: $(OUT)/%.txt: $(OUT)/%.tsv
	awk -F'\t' -v names="$(NAMES)" -v says='$(SAYS)' ' \
		BEGIN { m = split(names, v, / /); for (i = 1; i <= m; i++) { \
			split(v[i], x, /=/); name[x[1]] = x[2] } } \
		NR == 1 { next } \
		!($$1 in row) { row[$$1] = sprintf("%-15s", name[$$1]); \
			arm[++n] = $$1 } \
		!($$2 in seen) { seen[$$2]; head = head sprintf("%16s", "k=" $$2) } \
		{ row[$$1] = row[$$1] sprintf("%8.1f %7s", $$3, \
			sprintf("(%.1f)", $$4)) } \
		END { printf "%-15s%s\n", "", head; \
			for (i = 1; i <= n; i++) print row[arm[i]]; \
			print says }' \
		$< >$@

$(OUT)/plot.svg: $(OUT)/table.tsv $(HERE)demo.gp
	gnuplot -e 'arms="$(ARMS)"; names="$(NAMES)"; table="$<"; out="$@"' \
		$(HERE)demo.gp
