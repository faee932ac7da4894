# What a warmup buys: a table, its plot and its differences from a model, tasks
# and a budget.
#
#	make -f pipelines/results.mk MODEL=smollm2.gguf DATA=tasks TEXT=books.txt
#
# DATA/train/*.jsonl are the training tasks; DATA/dev/TASK/ the targets in
# MetaICL's file names, whose shots are drawn from all of TASK's train files, so
# that any k that they have room for can be asked.  TEXT is raw text.  REPORT
# names the targets that the table is about, before anyone looks; what was
# chosen by looking was chosen on the others.
#
# Arms: raw; raw with each calibration; extralm, plain text (TEXT, or without it
# the training tasks); multitask, k = 0; crosstask, as many examples as fit;
# sametask, the same of the targets' own shots, an upper reference; selfsup;
# metaicl and channel (metaicl.2 and channel.2 with another training seed);
# then, half of the tokens selfsup and half metaicl; symbols, metaicl with other
# words of the vocabulary for labels in a fifth of the episodes.
#
# Left in OUT: table.md (for a README), table.txt, page.html, plot.svg,
# summary.tsv with intervals over seeds and queries, tasks.tsv with those over
# tasks, and differences.tsv, paired.  warmup.mk says what else can be set.
DATA ?= $(error DATA is not set: the folder with train/ and dev/)
TRAIN ?= $(sort $(wildcard $(DATA)/train/*.jsonl))
TARGETS ?= $(sort $(wildcard $(DATA)/dev/*))
REPORT ?=
TEXT ?=
SEGMENT ?= --split blank
OUT ?= build/results
TRAIN_SEEDS ?= 1 2
HEADLINE ?= metaicl channel
ARMS ?= raw extralm multitask crosstask sametask $(if $(TEXT),selfsup then) \
	metaicl channel symbols $(MORE_SEEDS)
CALIBRATIONS ?= pmi cc dc bc
NULLS ?= --null N/A --null domain:16
TESTS ?= direct channel direct-null channel-null
SHOTS ?= 0,4,8,16,32
# the k whose differences from BASELINES are in the table
K ?= 16
BASELINES ?= raw $(patsubst %,raw+%,$(filter bc,$(CALIBRATIONS))) \
	$(filter extralm,$(ARMS))
# how an episode is made, and how many bytes fit into a context
EPISODE ?= -k 2-12 --mix uniform --balance
FILL ?= -k fill --max-bytes $(shell echo $$(($(CTX) * 3)))
LAYOUT ?= metaicl
MORE_SEEDS := $(foreach s,$(wordlist 2,9,$(TRAIN_SEEDS)),$(HEADLINE:%=%.$s))

# An arm is of a kind, KIND.SEED or KIND-PART; raw is asked with what its
# calibrations need, the others in the form that they were trained in.
kind = $(firstword $(subst ., ,$(subst -, ,$1)))
$(foreach a,$(MORE_SEEDS),$(eval SEED_$a := $(patsubst .%,%,$(suffix $a))))
FROM_then := first
TOKENS_first = $(shell echo $$(($(call number,$(TOKENS)) / 2)))
TOKENS_then = $(TOKENS_first)
TESTS_raw ?= direct-null channel-null
TESTS_extralm ?= direct channel
asked ?= $(or $(TESTS_$(call kind,$1)),$(if $(filter \
	channel,$(call kind,$1)),channel,direct))

# What is tabled
TABLE = $(OUT)/table.md
RAW = $(patsubst %,$(OUT)/scores-raw-%.zst,$(call asked,raw))
SUMMARIZED = $(SCORES) $(foreach c,$(CALIBRATIONS),$(RAW:%.zst=%-$c.zst))
LISTS = $(OUT)/groups.json $(OUT)/rules.jsonl
SUMMARY = icl-score -q --summary --group $(call sh,$(OUT)/groups.json) \
	--rule-by-task $(call sh,$(OUT)/rules.jsonl)
, := ,

include $(dir $(lastword $(MAKEFILE_LIST)))warmup.mk

override TEXT := $(call files,$(TEXT))
# Against all targets, also where fewer are asked
GUARD := $(foreach t,$(sort $(TARGETS) $(wildcard $(DATA)/dev/*)), \
	--guard $(call sh,$t)) --guard-drop
SEGMENTS := $(if $(TEXT),$(OUT)/segments.zst)
POOL := $(foreach t,$(TARGETS),$(wildcard $t/*_train.jsonl))

# From what each kind's stream is made, and how
FILES_extralm = $(or $(SEGMENTS),$(TRAIN))
MAKE_extralm = $(call shuffled,$(FILES_extralm)) | icl-episode --lm $(GUARD)
episodes = icl-episode --tokens $(TOKENS) --layout $(LAYOUT) --loss-on every
MAKE_multitask = $(episodes) -k 0 --mix uniform $(GUARD)
MAKE_crosstask = $(episodes) $(FILL) $(GUARD)
FILES_sametask = $(POOL)
MAKE_sametask = $(episodes) $(FILL)
MAKE_metaicl = $(episodes) $(EPISODE) $(GUARD)
MAKE_then = $(MAKE_metaicl)
MAKE_channel = $(MAKE_metaicl) --method channel
MAKE_symbols = $(MAKE_metaicl) --relabel '*@0.2=:pieces' -t $(call sh,$(MODEL))
FILES_selfsup = $(SEGMENTS)
FILES_first = $(SEGMENTS)
MAKE_selfsup = zstd -dcq $(call sh,$(SEGMENTS)) | $(MKTASK) | $(episodes) $(FILL) --mix uniform $(GUARD)
MAKE_first = $(MAKE_selfsup)
MKTASK = icl-mktask -s $(SEED) $(MKTASK_$(call kind,$1))

sources = $(or $(FILES_$(call kind,$1)),$(TRAIN))
maker = $(or $(MAKE_$(call kind,$1)),$(error no arm is called $1))
define stream
$(OUT)/tokens-$1.zst: $$(call sources,$1) | $(OUT)
	$$(call maker,$1) -s $$(call seed,$1) $$(if $$(findstring \
		|,$$(call maker,$1)),,$$(call sh,$$^)) | $$(TOK) -o $$(call sh,$$@)
endef
$(foreach a,$(TRAININGS),$(eval $(call stream,$a)))
.PRECIOUS: $(OUT)/segments.zst
$(OUT)/segments.zst: $(TEXT) | $(OUT)
	icl-segment $(SEGMENT) -o $(call sh,$@ $(TEXT))

# What is asked: METHOD or METHOD-null
$(OUT)/targets.jsonl: $(foreach t,$(TARGETS),$(firstword $(sort $(wildcard \
    $t/*test.jsonl)))) | $(OUT)
	cat $(call sh,$^) >$(call sh,$@).$$$$; mv $(call sh,$@).$$$$ $(call sh,$@)
method = $(if $(filter channel%,$1),channel,direct)
$(TESTS:%=$(OUT)/queries-%.zst): $(OUT)/queries-%.zst: $(POOL) \
    $(OUT)/targets.jsonl
	icl-episode --eval --pool -k $(SHOTS) --seeds $(SEEDS) \
		--limit $(LIMIT) --layout $(LAYOUT) --method $(call method,$*) \
		$(if $(findstring null,$*),$(NULLS)) $(ASK_$*) \
		--test $(call sh,$(OUT)/targets.jsonl $(POOL)) | \
		$(TOK) -o $(call sh,$@)

# The raw scores once more under a name for each calibration
define calibrated
$(RAW:%.zst=%-$1.zst): %-$1.zst: %.zst
	zstd -dcq $$(call sh,$$<) | sed 's/"run":"raw"/"run":"raw+$1"/' | \
		zstd -qfo $$(call sh,$$@)
endef
$(foreach c,$(CALIBRATIONS),$(eval $(call calibrated,$c)))
$(OUT)/rules.jsonl: | $(OUT)
	printf '%s\n' $(foreach c,$(CALIBRATIONS), \
		'{"run":"raw+$c","calibrate":"$c"}') >$(call sh,$@)
# names of files, or of tasks, as members of a JSON list
members = $(shell printf ',"%s"' $(call sh,$(notdir $1)) | cut -c2-)
halves = "report":[$(call members,$(REPORT))]$(,)"search":[$(call \
	members,$(filter-out $(REPORT),$(notdir $(TARGETS))))]$(,)
$(OUT)/groups.json: | $(OUT)
	printf '%s\n' '{$(if $(REPORT),$(halves))"all":[$(call \
		members,$(TARGETS))]}' >$(call sh,$@)

$(OUT)/summary.tsv: $(SUMMARIZED) $(LISTS)
	$(SUMMARY) --tsv $(call sh,$(SUMMARIZED)) >$(call sh,$@)
$(OUT)/tasks.tsv: $(SUMMARIZED) $(LISTS)
	$(SUMMARY) --interval tasks --tsv $(call sh,$(SUMMARIZED)) >$(call sh,$@)
# paired, in each form; the first two columns are the baseline and the form
in_form = $(filter %-$1.zst %-$1-null.zst $(foreach c,$(CALIBRATIONS), \
	%-$1-$c.zst %-$1-null-$c.zst),$(SUMMARIZED))
define difference
$(OUT)/difference-$1-$2.tsv: $(SUMMARIZED) $(LISTS)
	cat $$(call sh,$$(call in_form,$1)) | \
		$$(SUMMARY) --compare --baseline $2 --tsv | \
		sed 's/^/$2\t$1\t/' >$$(call sh,$$@)
endef
FORMS = $(sort $(foreach t,$(TESTS),$(call method,$t)))
$(foreach m,$(FORMS),$(foreach b,$(BASELINES),$(eval $(call \
	difference,$m,$b))))
$(OUT)/differences.tsv: $(foreach m,$(FORMS),$(foreach b,$(BASELINES), \
    $(OUT)/difference-$m-$b.tsv))
	cat $(call sh,$^) >$(call sh,$@)
all: $(OUT)/plot.svg
$(OUT)/plot.svg: $(OUT)/summary.tsv $(HERE)results.gp
	gnuplot -e 'table="$<"; out="$@"; forms="$(FORMS)"; group="$(if \
		$(REPORT),report,all)"' $(call sh,$(HERE)results.gp)
$(OUT)/table.md: $(addprefix $(OUT)/,summary.tsv tasks.tsv differences.tsv)
	awk -F'\t' -v k=$(K) -f $(call sh,$(HERE)results.awk $^) >$(call sh,$@)
