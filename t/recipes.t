#!/bin/sh
# The experiments in pipelines/, each from its files to its table, on the small
# base model and a few tasks made here.
. "$(dirname "$0")/lib.sh"

# tasks N TEMPLATE: examples whose answer is the word's kind
tasks() {
	perl -e '@k = (["cow", "animal"], ["oak", "tree"], ["saw", "tool"]);
		for (1 .. $ARGV[1]) {
			($w, $y) = @{ $k[$_ % 3] };
			printf qq({"task":"%s","instruction":"Name the kind.",) .
			    qq("input":"%s %d","output":"%s","options":[%s]}\n),
			    $ARGV[0], $w, $_, $y, $ARGV[2] ? "" :
			    join ",", map { qq("$_->[1]") } @k;
		}' "$@"
}
mkdir -p data/train data/dev/seen ni/train ni/dev
tasks kinds 60 >data/train/kinds.jsonl
tasks seen 40 >all.jsonl
tasks said 40 free >ni/train/said.jsonl
tasks asked 30 free | sed 's/ \([0-9]\)/ no \1/' >ni/dev/asked.jsonl
sed 's/ \([0-9]\)/ number \1/' all.jsonl >data/dev/seen/seen_test.jsonl
for seed in 100 13; do
	tasks seen 6 | sed "s/ \\([0-9]\\)/ of $seed \\1/" \
		>data/dev/seen/seen_16_${seed}_train.jsonl
done
perl -e 'for $d (1 .. 12) {
	print "Ana has the red cow number $_ of farm $d. " for 1 .. 6;
	print "\n\n" }' >text

# recipe NAME SETTING...: runs it small; what it says is kept in NAME.out, the
# commands too, whatever flags the make has that runs this test
unset MAKEFLAGS MFLAGS MAKELEVEL
recipe() {
	recipe_name=$1
	shift
	make -C "$ROOT" -f "pipelines/$recipe_name.mk" BIN="$ICL_BUILD" \
		MODEL=pipelines/base OUT="$PWD/$recipe_name" TOKENS=600 \
		STEP_TOKENS=300 CTX=128 K=2 SHOTS=0,2 SEEDS=100,13 LIMIT=6 \
		TRAIN_FLAGS=-j1 SCORE_FLAGS="-j1 ${generate:-}" "$@" \
		>"$recipe_name.out" 2>&1
}

# A name is a name, whatever a shell would make of it.
evil='$(touch${IFS}pwned)`touch${IFS}pwned`'"'"
cp data/train/kinds.jsonl "it's.jsonl"
mv data/train/kinds.jsonl "data/train/$evil.jsonl"
mv ni/dev/asked.jsonl "ni/dev/$evil.jsonl"

check 'MetaICL runs' recipe metaicl DATA="$PWD/data"
for arm in raw extralm multitask metaicl channel; do
	check "$arm stands in its table" grep -q "^$arm  *seen .*channel" \
		metaicl/table.txt
done
tokens() {
	tail -n 1 "$1" | sed 's/.*"tokens":\([0-9]*\).*/\1/'
}
check 'arms read as many tokens, but for the last step' sh -c "
	a=$(tokens metaicl/metaicl.log) b=$(tokens metaicl/extralm.log)
	[ \$a -ge 600 ] && [ \$b -ge 600 ] && [ \$a -lt 900 ] && [ \$b -lt 900 ]"
check 'its page stands alone' grep -q '<svg' metaicl/page.html
cp metaicl/table.txt before
rm metaicl/table.txt
check 'a second make trains nothing' recipe metaicl DATA="$PWD/data"
check_same 'and prints the same' before metaicl/table.txt
check 'nothing is trained again' sh -c '! grep -q icl-train metaicl.out'

recipe_more() {
	recipe metaicl DATA="$PWD/data" ARMS='both manyshot gain' TESTS=direct \
		MIN_GAIN=-9 SHOTS=2 SEEDS=13 "$@"
}
check 'the later warmups run' recipe_more
for arm in both manyshot gain; do
	check "$arm stands in its table" grep -q "^$arm  *seen .*direct" \
		metaicl/table.txt
done
check 'the gains are kept' sh -c '
	zstd -dcq metaicl/gain.zst | grep -q "\"gain\""'
sed 's/"seen"/"kinds"/' data/dev/seen/seen_test.jsonl >held.jsonl
check 'in-context fine-tuning of one task runs' recipe onetask \
	TRAIN="$PWD/it's.jsonl" TEST="$PWD/held.jsonl"
check 'its table has three arms' sh -c '
	[ "$(grep -c "^[a-z]* *kinds " onetask/table.txt)" = 6 ]'

check 'self-supervised warmup runs' recipe selfsup TEXT="$PWD/text" \
	TARGETS="$PWD/data/dev/seen" CROSS="$PWD/it's.jsonl" \
	SAME="$PWD/data/dev/seen/seen_16_13_train.jsonl" \
	ARMS='raw extralm selfsup mwp crosstask sametask'
check 'its table has six arms twice and averages' sh -c '
	[ "$(grep -c "^[a-z]* *seen .*selfsup" selfsup/table.txt)" = 12 ]'

generate='--generate 4' check 'instructions run' recipe instruct \
	TRAIN="$PWD/ni/train/*.jsonl" TARGETS="$PWD/ni/dev/*.jsonl"
check 'each arm is asked with and without' sh -c '
	[ "$(grep -c "^[a-z]* *asked .*  inst " instruct/table.txt)" = 8 ] &&
	[ "$(grep -c "^[a-z]* *asked .*  noinst " instruct/table.txt)" = 8 ]'
check 'an instruction leads the prompt' sh -c '
	icl-tok -q --show -t "$1"/pipelines/base instruct/queries-inst.zst |
	head -n 20 | tr -d "\n" | grep -q Name' - "$ROOT"
# Everything at once, in parts and slices.
results() {
	recipe results DATA="$PWD/data" TEXT="$PWD/text" REPORT=seen \
		ARMS='raw extralm selfsup then channel metaicl.2' \
		TRAIN_FLAGS='--lora 2 -j1' LR=1e-2 CALIBRATIONS='pmi bc' "$@"
}
check 'a table of all arms' results
check 'has raw, calibrated and trained arms, each in its form' sh -c '
	for row in "direct, report" raw+bc selfsup then metaicl.2 \
		"channel, all" raw+pmi channel; do
		grep -q "^| $row" results/table.md || exit 1
	done'
check 'and differences with p' \
    grep -q '^| metaicl.2 .*| [+-][0-9.]* (p [01]' results/table.md
check 'a plot' grep -q '<svg' results/plot.svg
check 'differences are kept for programs' \
    grep -q '^raw+bc	channel	channel	all	2	' results/differences.tsv
check 'then goes on from half' sh -c '
	[ "$(tail -n 1 results/first.log | sed "s/.*tokens\":\([0-9]*\).*/\1/")" \
		-lt 600 ] && grep -q "adapter .*results/first" results.out'
check 'the plan is told' results plan
check 'in tokens, hours and disk' sh -c '
	grep -q "^6 trainings of 0.00 M tokens: hours 0.0" results.out &&
	grep -q "^disk: " results.out'
results -n TOKENS=3M TOK_S=100
check 'make -n tells them too' \
    grep -q '^6 trainings of 15.00 M tokens: hours 41.7;' results.out
mv results whole
for part in 2 1 3; do
	check "part $part" results PART=$part/3
done
check 'parts make no table' test ! -e results/table.md
check 'a slice that ends too early' results SLICE=0.01
check 'says so' grep -q 'work is left' results.out
check 'a slice that is long enough' results SLICE=100
check_same 'parts and slices end in the same table' whole/table.md \
    results/table.md
check 'what parts trained is trained once' sh -c '
	! grep -q icl-train results.out'

# A job of an array queues itself again while work is left.
mkdir bin
printf '#!/bin/sh\necho "$@" >>%s/requeued\n' "$PWD" >bin/scontrol
chmod +x bin/scontrol
job() {
	PATH=$PWD/bin:$PATH SLURM_JOB_ID=7 SLURM_ARRAY_TASK_ID=1 \
	    SLURM_ARRAY_TASK_COUNT=3 bash "$ROOT/pipelines/results.sbatch" \
	    -C "$ROOT" -f pipelines/results.mk BIN="$ICL_BUILD" \
	    MODEL=pipelines/base DATA="$PWD/data" OUT="$PWD/$1" TOKENS=600 \
	    STEP_TOKENS=300 CTX=128 SHOTS=0,2 SEEDS=100,13 LIMIT=6 \
	    ARMS='raw metaicl channel' TRAIN_FLAGS='--lora 2 -j1' \
	    SCORE_FLAGS=-j1 SLICE="$2"
}
check 'a job whose slice is short' job array 0.01
check 'is queued again' grep -qx 'requeue 7' requeued
check 'one that does its part' job array 100
check 'is not' test "$(wc -l <requeued)" = 1
check 'and does no other' sh -c '[ -e array/scores-raw-channel-null.zst ] &&
	[ ! -e array/metaicl.log ] && [ ! -e array/channel.log ]'

findings() {
	recipe findings DATA="$PWD/data" TEXT="$PWD/text" \
		TRAIN_FLAGS='--lora 2 -j1' ALIKE=none "$@"
}
check 'findings, each of its arms' findings FINDINGS=labels
check 'have flipped and random labels' sh -c '
	for arm in raw metaicl symbols; do
		grep -q "^$arm  *all .*flip" findings/labels.txt &&
		grep -q "^$arm  *all .*random" findings/labels.txt || exit 1
	done'
check 'all findings are planned' findings -n NI_TRAIN=a NI_TARGETS=b
check 'an eighth of the data' grep -q 'tokens 75 .*metaicl-8' findings.out
check 'one task alone' grep -q 'icl-mktask .*--tasks lpp,lpp-class' findings.out
check 'many demonstrations' grep -q 'k 8,12,16,32,64' findings.out
check 'instructions' grep -q 'instruct.mk' findings.out
if [ -x /usr/bin/time ]; then
	for type in q4_k bf16; do
		check "sizes of a random model as $type" recipe sizes \
		    SHAPE=tiny TYPE=$type TOKENIZER=pipelines/base
		check 'each of them' test "$(cut -f1 \
		    sizes/tiny-$type-fp32.tsv | tr '\n' ' ')" = \
		    'file score train-dry predicted train '
	done
	check 'the model is gone' sh -c '[ ! -e sizes/tiny.gguf ] &&
		[ ! -e sizes/tiny ]'
fi
check 'no name of a file was run' sh -c '
	[ ! -e pwned ] && [ ! -e "$1/pwned" ]' - "$ROOT"
done_testing
