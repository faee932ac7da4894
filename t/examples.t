#!/bin/sh
# The worked examples of the manual pages do what the pages say.  In every
# literal block the lines after "$ " are run; what stands behind a command is
# what it must print, and a command without that must succeed.  Blocks without
# a prompt are run as a whole under SIX JOBS only.  Sizes are made small, and
# the files that pages speak of are made here.
. "$(dirname "$0")/lib.sh"

# world: a small model, tasks in folders and files, text, a table
world() {
	ln -s "$ROOT/pipelines" pipelines
	perl -e 'my ($n, $k) = (0, 0);
		my @w = ("boat", "kettle", "river", "stone", "lamp");
		sub task { my ($f, $t, $n, $tag) = @_;
			open my $o, ">", $f or die;
			for (1 .. $n) { $k++; printf $o qq({"task":"%s","input":) .
				qq("%s %s %d","output":"%s","options":["big","small"]}\n),
				$t, $tag, $w[$k % 5], $k, $k % 3 ? "big" : "small" } }
		mkdir $_ for qw(train dev dev/size data data/size data/trained
			ni ni/train ni/test);
		for my $d ("dev/size", "data/size") {
			task("$d/size_test.jsonl", "size", 6, "how $d");
			task("$d/size_16_${_}_train.jsonl", "size", 16, "of $d")
				for 100, 13, 21, 42, 87 }
		task("train/one.jsonl", "one", 40, "one");
		task("data/trained/trained_16384_100_train.jsonl", "trained",
			40, "some");
		task("train.jsonl", "more", 40, "more");
		for my $t ("train/a", "train/b", "test/c") {
			open my $o, ">", "ni/$t.json" or die;
			print $o qq({"Definition":["Do $t."],"Positive Examples":[],),
				qq("Instances":[), join(",", map { qq({"input":) .
				qq("$t $w[$_ % 5] $_","output":["$w[$_ % 3]"]}) }
				1 .. 24), "]}" }
		open my $o, ">", "wiki.jsonl" or die;
		for my $d (1 .. 20) { print $o qq({"text":"),
			map({ "The $w[($d + $_) % 5] of page $d was there $_ times. " }
			1 .. 8), qq("}\n) }
		open $o, ">", "reviews.csv" or die;
		print $o "text,stars\n";
		print $o qq("good, $w[$_ % 5], $_",), $_ % 2, "\n" for 1 .. 200;'
	echo '{"train":["trained"],"test":["size"]}' >hr_to_lr.json
	cat >config.json <<'END'
{"model_type":"llama","architectures":["LlamaForCausalLM"],"hidden_size":16,
"intermediate_size":24,"num_hidden_layers":1,"num_attention_heads":2,
"num_key_value_heads":2,"rms_norm_eps":1e-5,"rope_theta":10000,
"vocab_size":300,"max_position_embeddings":512,"tie_word_embeddings":true,
"initializer_range":0.05}
END
	cat train/one.jsonl wiki.jsonl >text
	icl-tok -q --train 290 --special-tokens '<|endoftext|>' -o tok.json text
	sed 's/.*"text":"//;s/"}$/\n/' wiki.jsonl >books.txt
	icl-episode -q -k 4 --plain train.jsonl >train.ep.zst
	icl-tok -q -t tok.json --ctx 512 -o train.tok.zst train.ep.zst
	icl-train -q --init config.json -t tok.json --steps 1 -o M \
		train.tok.zst >log
	ln -s M model
	ln -s M base
	cp train/one.jsonl tasks.jsonl
	for run in base warm; do
		icl-episode -q --eval -k 2 --limit 4 dev/size | icl-tok -q -t M |
		    icl-score -q -m M --run $run -o $run.scores.zst
	done
}

# blocks PAGE: files N.cmds, with N.want where output is told
blocks() {
	awk '
	function begin() { n++; cmd = n ".cmds"; want = n ".want"
		here = more = 0 }
	function put(s) { print s >cmd; more = s ~ /[|\\]$/
		if (s ~ /<<.?END/) here = 1 }
	/^\.Sh / { runs = /SIX JOBS/ }
	/^\.Bd -literal/ { literal = 1; prompts = 0; first = 1; next }
	/^\.Ed/ { literal = 0 }
	!literal { next }
	{ gsub(/\\&/, ""); gsub(/\\\(dq/, "\""); gsub(/\\e/, "\\")
	  gsub(/SmolLM2\.gguf|m\.gguf/, "M"); gsub(/10M/, "400")
	  gsub(/3M/, "300"); gsub(/1M/, "200"); gsub(/steps 1000/, "steps 1")
	  gsub(/-k 0,16/, "-k 0,2"); gsub(/-k 4,16/, "-k 2")
	  gsub(/-k 16/, "-k 2"); gsub(/--limit 100/, "--limit 4")
	  gsub(/--generate 32/, "--generate 2") }
	here { print >cmd; here = $0 != "END"; next }
	/^\$ / { begin(); put(substr($0, 3)); prompts = 1; first = 0; next }
	prompts && more { put($0); next }
	prompts { print >want; next }
	first { if (runs) begin(); first = 0 }
	runs { put($0) }' "$1"
}

mkdir world
(cd world && world) >log 2>&1
verdict $? 'a world for the examples' log
for page in "$ROOT"/man/icl*.[157]; do
	name=$(basename "$page")
	cp -r world "$name"
	cd "$name" || exit 1
	blocks "$page"
	i=1
	while [ -e $i.cmds ]; do
		sh -eu $i.cmds >$i.got 2>&1 </dev/null
		status=$?
		if [ -e $i.want ]; then
			check_same "$name, $i: output" $i.want $i.got
		else
			verdict $status "$name, $i: $(head -n 1 $i.cmds)" $i.got
		fi
		i=$((i + 1))
	done
	cd ..
done
check 'there are examples' [ "$n_checks" -gt 30 ]
done_testing
