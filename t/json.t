#!/bin/sh
# JSON is the standard's wherever it is read, and Python's where its writers of
# Hugging Face's files may put NaN or Infinity.  The cases of t/io/json_suite.c
# stand as a member, which nobody asks for, of what each place reads: those that
# are JSON change nothing, the others are refused with a word.  A file that is
# one JSON text is also nothing but the case.  Each place has every EVERY-th
# case (150), of its own, `make faults` all.
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=t/score.sh
. "$ROOT/t/score.sh"
: "${EVERY:=150}"

mkdir cases model.own lora index other info
"$ICL_BUILD/t/io/json_suite.t" cases
likes 13
cp tasks/likes/likes_test.jsonl examples
cp -r tasks/likes other
mv tasks all
echo '{"task_type":"free-form"}' >info/likes.json
{
	icl-segment --plain --split line text.txt -o segments
	icl-episode --plain -k 2 -q examples -o episodes
	icl-episode --plain --eval -k 0,2 --seeds 13 all/likes -o sets
	icl-tok --plain -q -t tok.json --ctx 64 episodes -o tokens
	icl-tok --plain -q -t tok.json --ctx 128 sets -o queries
	icl-train -q -j1 -m m --lora 2 --steps 1 -o adapter one.tok
	icl-train -q -j1 -m m --steps 2 --save-every 1 -o trained one.tok
	icl-score --plain -j1 -m m queries -o scores
} >log 2>&1
verdict $? 'there is something to read' log

# run: reads `it` in that place, and prints what came of it; not the header,
# which has digests of what was read
run() {
	read_it >all.out && tail -n +2 all.out
}
read_it() {
	case $place in
	document) icl-segment --plain --jsonl it ;;
	segment | segments-header) icl-mktask --plain -q it ;;
	example | examples-header) icl-episode --plain -q -k 2 it ;;
	column) icl-episode --plain -q -k 0 --csv it ;;
	member) icl-episode --plain -q -k 0 --layout member.layout it ;;
	plain) icl-episode --plain -q --lm it ;;
	mixed) icl-episode --plain -q -k 2 --lm-mix 0.5 --lm-text it examples ;;
	pool) icl-episode --plain -q --eval -k 2 --seeds 13 --pool it ;;
	shots)
		cp it all/likes/likes_4_13_train.jsonl
		icl-episode --plain -q --eval -k 2 --seeds 13 all/likes
		;;
	queries)
		cp it other/likes/likes_test.jsonl
		icl-episode --plain -q --eval -k 2 --seeds 13 other/likes
		;;
	instructions) icl-episode --plain -q -k 2 --instructions it examples ;;
	setting)
		icl-episode --plain -q --eval -k 2 --seeds 13 --setting it \
		    --data other
		;;
	guard-setting)
		mv it it.json
		icl-episode --plain -q -k 2 --guard it.json examples
		;;
	guard-file) icl-episode --plain -q -k 2 --guard it examples ;;
	layout) icl-episode --plain -q -k 2 --layout ./it examples ;;
	task-info)
		cp it info/likes.json
		icl-episode --plain -q --eval -k 0 --task-info info all/likes
		;;
	episode | episodes-header | set) icl-tok --plain -q -t tok.json --ctx 128 it ;;
	tokenizer) icl-tok -t it --encode text.txt ;;
	tokenizer-beside)
		cp it model.own/tokenizer_config.json
		icl-tok -t model.own --encode text.txt
		;;
	config-beside)
		cp it model.own/config.json
		icl-tok -t model.own --encode text.txt
		;;
	vocabulary)
		mv it vocab.json
		printf 'ab\nabba\n' | icl-tok -t vocab.json --encode
		;;
	tekken)
		mv it tekken.json
		printf 'ab\nabba\n' | icl-tok -t tekken.json --encode
		;;
	tokens-header) icl-train -q -j1 -m m --dry-run -o new it >/dev/null ;;
	init) icl-train -q -j1 --init it -t tok.json --dry-run -o new one.tok >/dev/null ;;
	config)
		cp it model.own/config.json
		icl-score --plain -j1 -m model.own queries
		;;
	weights)
		perl -0777 -ne 'print pack("Q<", length), $_' it |
		    cat - weights.rest >model.own/model.safetensors
		icl-score --plain -j1 -m model.own queries
		;;
	index)
		cp it index/model.safetensors.index.json
		icl-score --plain -j1 -m index queries
		;;
	adapter)
		cp it adapter/adapter_config.json
		icl-score --plain -j1 -m m --adapter adapter queries
		;;
	checkpoint)
		perl -MDigest::SHA=sha256_hex -0777 -ne 's/\n\z//;
		    print $_, ",\"digest\":\"", sha256_hex($_), "\"}\n"' it \
		    >trained/checkpoint-1/trainer.json
		cp -r trained again
		icl-train -q -j1 -m m --steps 2 --save-every 1 --resume -o again \
		    one.tok >/dev/null && cat again/model.safetensors
		;;
	queries-header) icl-score --plain -j1 -m m it ;;
	score | scores-header) icl-score --summary it ;;
	rules) icl-score --summary --rule-by-task it scores ;;
	groups) icl-score --summary --group it scores ;;
	log)
		icl-score --summary --html page --log it scores >/dev/null &&
		    cat page
		;;
	scored) icl-score --summary --lm-eval harness --episodes it scores ;;
	esac
}
# judge CASE [BEFORE AFTER]: how `it`, made of these files, is wrongly taken
judge() {
	rm -rf it it.json again new harness page
	{
		[ -z "${2:-}" ] || cat "$2"
		$put "$1"
		[ -z "${3:-}" ] || cat "$3"
	} >it
	run >got 2>err
	status=$?
	case $status,${1##*/} in
	0,yes*) cmp -s got want || echo 'read, to another end' ;;
	0,*) echo 'taken' ;;
	1,no*) [ -s err ] || echo 'no word' ;;
	1,*) echo "refused: $(tail -n 1 err)" ;;
	*) echo "status $status" ;;
	esac
}
echo '# place cases failures' >table
turn=0
# place KIND NAME: every case, or some, between the files before and after.
# KIND: file, which is one JSON text; python, a file that Python may have
# written; lines, of which one has the case; string, where nothing else is
# wanted.
place() {
	kind=$1
	place=$2
	rm -f wrong
	touch wrong
	cases=0
	put=cat
	printf null >cases/base
	[ "$kind" != string ] || printf '"bad"' >cases/base
	[ "$place" != column ] || put='perl -pe s/"/""/g'
	judge cases/base before after >base
	cp got want
	cat err >>base
	grep -qx taken base
	verdict $? "$place: is read" base
	turn=$((turn + 1))
	i=$turn
	for c in cases/[yn]*; do
		i=$((i + 1))
		case $kind,$c in
		python,*/no.python.*)
			cp "$c" yes.python
			c=yes.python
			;;
		*) [ $((i % EVERY)) = 0 ] || continue ;;
		esac
		case $kind,$c in
		lines,*/yes.lines.*) continue ;;
		string,*/yes.*) continue ;;
		esac
		cases=$((cases + 1))
		why=$(judge "$c" before after)
		[ -z "$why" ] || echo "${c##*/}: $why" >>wrong
		case $kind,$c in
		file,*/no.* | python,*/no.*) ;;
		*) continue ;;
		esac
		cases=$((cases + 1))
		why=$(judge "$c")
		[ -z "$why" ] || echo "${c##*/} alone: $why" >>wrong
	done
	echo "# $place $cases $(wc -l <wrong)" >>table
	[ ! -s wrong ]
	verdict $? "$place: what is JSON is read and nothing else" wrong
}
# around KIND NAME FILE N: the place before the members of that line
around() {
	head -n $(($4 - 1)) "$3" >before
	printf '{"~":' >>before
	tail -n +"$4" "$3" | sed '1s/^{/,/' >after
	place "$1" "$2"
}
# header NAME FILE: the place within a stream's first line
header() {
	printf '{"icl":1,"~":' >before
	sed '1s/^{"icl":1//' "$2" >after
	place lines "$1"
}
# between KIND NAME BEFORE AFTER: the place between two texts
between() {
	printf %s "$3" >before
	printf '%s\n' "$4" >after
	place "$1" "$2"
}

echo '{"text":"It rained. Mr. Moss went out.","id":"d"}' >documents
around lines document documents 1
around lines segment segments 3
header segments-header segments
around lines example examples 2
sed 1s/segments/examples/ segments | head -n 1 | cat - examples >headed
header examples-header headed
between string column 'input,output,options
tea,good,"[""good"",' ']"'
printf '%s\n' '{"name":"own","input":"{note} {input}","output":"\n{output}"}' >member.layout
echo '{"task":"t","input":"tea","output":"good","note":"n"}' >noted
around lines member noted 1
around lines plain segments 2
around lines mixed segments 2
around lines pool examples 3
around lines shots all/likes/likes_4_13_train.jsonl 2
cp all/likes/likes_4_13_train.jsonl whole
around lines queries other/likes/likes_test.jsonl 2
echo '{"task":"likes","instruction":"Say it."}' >instructions
around lines instructions instructions 1
echo '{"train":[],"test":["likes"]}' >setting
around file setting setting 1
sed 's/likes/elsewhere/' setting >guarded
around file guard-setting guarded 1
echo '{"task":"far","input":"nothing of it","output":"z"}' >guarded
around lines guard-file guarded 1
between file layout '{"sep":' ',"sep":"\n\n","input":"{input}","output":"\n{output}"}'
cp info/likes.json info.json
around file task-info info.json 1
around lines episode episodes 2
header episodes-header episodes
around lines set sets 2
around file tokenizer tok.json 1
cp tok.json model.own/tokenizer.json
echo '{"bos_token":null,"add_bos_token":false}' >beside
around python tokenizer-beside beside 1
rm model.own/tokenizer_config.json
around python config-beside config.json 1
echo 'a b' >merges.txt
between file vocabulary '{"a":' ',"a":0,"b":1,"ab":2}'
cat >tekken <<'E2'
{"config":{"pattern":"[a-z]+|[^a-z]+","default_vocab_size":5,
"default_num_special_tokens":2,"version":"v11"},
"vocab":[{"rank":0,"token_bytes":"YQ==","token_str":"a"},
{"rank":1,"token_bytes":"Yg==","token_str":"b"},
{"rank":2,"token_bytes":"YWI=","token_str":"ab"}],
"special_tokens":[{"rank":0,"token_str":"<unk>","is_control":true}]}
E2
around file tekken tekken 1
header tokens-header tokens
around python init config.json 1
cp -r m/. model.own
around python config m/config.json 1
cp m/config.json model.own
perl -0777 -ne '$n = unpack "Q<"; print substr $_, 8, $n' \
    m/model.safetensors >header
perl -0777 -ne '$n = unpack "Q<"; print substr $_, 8 + $n' \
    m/model.safetensors >weights.rest
between string weights '{"__metadata__":{"~":' \
    "$(sed 's/^{"__metadata__":{/,/' header)"
cp m/* index
mv index/model.safetensors index/model-00001-of-00001.safetensors
perl -ne 'while (/"([^"]*)":\{"dtype/g) { push @n, $1 }
    END { print "{\"weight_map\":{", join(",", map {
    "\"$_\":\"model-00001-of-00001.safetensors\"" } @n), "}}\n" }' header >shards
around file index shards 1
cp adapter/adapter_config.json adapter.json
around python adapter adapter.json 1
sed 's/,"digest":"[0-9a-f]*"}$//' trained/checkpoint-1/trainer.json >state
around file checkpoint state 1
header queries-header queries
around lines score scores 3
header scores-header scores
echo '{"task":"likes","rule":"sum"}' >rules
around lines rules rules 1
between file groups '{"g":' ',"g":["likes"]}'
echo '{"step":1,"tokens":8,"loss":2.5,"lr":1e-05,"grad_norm":2,"tok_s":9}' >run.log
around lines log run.log 1
around lines scored sets 3
cat table
awk 'NR > 1 { c += $3; f += $4 }
    END { print "# " NR - 1 " places: " c " cases, " f " failures" }' table
done_testing
