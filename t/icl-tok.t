#!/bin/sh
# icl-tok: ids equal to the reference libraries', learning, episodes, misuse.
# fixtures/tok: ids of lines.txt by the tokenizers library 0.23.3, from a
# vocabulary of 420 entries that its trainer learnt from text.txt, under the
# pre-tokenizers of NAME.json.
. "$(dirname "$0")/lib.sh"
F=$ROOT/t/fixtures/tok
export OMP_NUM_THREADS=2

icl-tok --train 420 --special-tokens '<|endoftext|>' -o gpt2.json "$F/text.txt"
json=$(cat gpt2.json)
before=${json%%'"normalizer":'*}
after=${json#*'"post_processor":'}

# variant NAME NORMALIZER IGNORE_MERGES: gpt2.json split another way
variant() {
	printf '%s"normalizer":%s,"pre_tokenizer":%s,"post_processor":%s\n' \
	    "$before" "$2" "$(cat "$F/$1.json")" "$after" |
	    sed "s/\"ignore_merges\":false/\"ignore_merges\":$3/" >"$1.json"
}

# ids NAME: its ids are the reference's
ids() {
	icl-tok -t "$1.json" --encode "$F/lines.txt" >"$1.ids"
	check_same "ids of the $1 kind" "$1.ids" "$F/$1.ids"
	icl-tok -t "$1.json" --decode "$1.ids" >"$1.text"
}
ids gpt2
check_same "decoding gives the text again" gpt2.text "$F/lines.txt"
variant digits null false
ids digits
check_same "decoding gives the text again, digits" digits.text "$F/lines.txt"
variant llama3 null true
ids llama3
variant o200k null false
ids o200k
variant parts null false
ids parts
variant qwen2 '{"type":"NFC"}' false
if icl-tok --version | grep -q 'utf8proc none'; then
	check_status 1 "a normal form needs utf8proc" \
	    icl-tok -t qwen2.json --encode "$F/lines.txt"
else
	ids qwen2
fi

# Pieces of characters, with bytes to fall back on: llama2.json, whose merges
# the library's trainer learnt from text.txt, and the same split otherwise.
# flags.json: added tokens with each of the flags.
cp "$F/llama2.json" llama2.json
mark='{"type":"Replace","pattern":{"String":" "},"content":"▁"}'
words='{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious"}'

# member FROM NAME VALUE: FROM.json with another value of a member
member() {
	sed "s|^\"$2\":.*|\"$2\":$3,|" "$1.json"
}
member llama2 normalizer null >none.json
member none pre_tokenizer "$(cat "$F/mistral.json")" >mistral.json
member llama2 normalizer "$mark" >none.json
member none pre_tokenizer "$words" >gemma.json
member llama2 added_tokens "$(cat "$F/flags.json")" >flags.json
sed 's/"byte_fallback":true/"byte_fallback":false/' llama2.json >unknown.json
ids llama2
check_same "decoding gives the text again, llama2" llama2.text "$F/lines.txt"
ids mistral
ids gemma
ids unknown
ids flags
# text has marks where it had spaces, so pieces with a space never come of it
sed -e 's/"▁▁":460/&," ":461," t":462,"e ":463,"the boat":464/' \
    -e 's/^\["h","e"\]/[" ","t"],["e"," "],&/' llama2.json >spaces.json
icl-tok -t spaces.json --encode "$F/lines.txt" >spaces.ids
check_same "pieces with a space of their own" spaces.ids "$F/llama2.ids"

# the same bytes at any number of threads, for ids, tokens and text
for i in 1 2 3 4 5 6 7 8; do cat "$F/lines.txt" "$F/text.txt"; done >many
for i in 1 2 3 4 5 6 7 8; do cat many; done >more
for i in 1 2 3 4 5 6 7 8; do cat more; done >many
icl-tok -t gpt2.json --encode -j1 many >one
icl-tok -t gpt2.json --encode -j2 many >two
check_same "-j1 and -j2 give the same ids" one two

# whatever the bytes, and what the vocabulary has no entry for
printf 'a\r\n  b  \n\n\t\rc\001 \r\r\n\357\273\277\363\240\200\201x\302\205\n' >odd
icl-tok -t gpt2.json --encode odd | icl-tok -t gpt2.json --decode >got
check_same "CR, spaces and control characters come back" got odd
printf 'ab\n' >want
icl-tok --train 20 --alphabet seen -q -o few.json want
printf 'azb\n' | icl-tok -t few.json --encode | icl-tok -t few.json --decode >got
check_same "a byte without an entry vanishes" got want

# a line goes out when it has come, whatever comes next: slowly FILE writes
# one, waits for its ids to arrive, and writes another
slowly() {
	echo hi
	tries=0
	until [ -s "$1" ] || [ $((tries += 1)) -gt 200 ]; do
		sleep 0.05
	done
	wc -l <"$1"
}
for j in 1 2; do
	slowly "slow.$j" | icl-tok -t gpt2.json -j "$j" --encode >"slow.$j"
	printf 'hi\n1\n' | icl-tok -t gpt2.json --encode >want
	check_same "ids are out before the next line is in, -j $j" \
	    want "slow.$j"
done
# a template with one token before a text, and with two
one='{"SpecialToken":{"id":"<|endoftext|>","type_id":0}}'
template() {
	printf '%s"post_processor":{"type":"TemplateProcessing","single":[%s' \
	    "${json%%'"post_processor":'*}" "$1"
	printf '{"Sequence":{"id":"A","type_id":0}}],"pair":[],'
	printf '"special_tokens":{}},"decoder":%s\n' "${json#*'"decoder":'}"
}
template "$one," >bos1.json
template "$one,$one," >bos2.json
printf '{"id":"1","task":"t","lm":true,"examples":[[["ab","y",1]]]}\n' >lm.jsonl
icl-tok -t bos1.json -q lm.jsonl | icl-tok -t bos1.json --show >got
grep -qF '<|endoftext|>' got
verdict $? "the token of a template comes first" got
check_status 1 "a template with two tokens before a text" \
    icl-tok -t bos2.json lm.jsonl
check_says "what to do about it" "use --bos no"
check "it can be used without" icl-tok -t bos2.json --bos no -q -o two lm.jsonl

# a folder that holds a file which only its name tells
mkdir ranks
printf 'YQ== 0\nYg== 1\nYWI= 2\n' >ranks/ab.tiktoken
printf 'abba\n' >abba
printf '2 1 0\n' >want
icl-tok -t ranks --pattern gpt2 --encode abba >got
check_same "a folder that holds a .tiktoken" got want
cp ranks/ab.tiktoken ranks/aa.tiktoken
check_status 1 "a folder that holds two" \
    icl-tok -t ranks --pattern gpt2 --encode abba
check_says "which one is asked" "name one, say ranks/aa.tiktoken"

# files are known by what is in them, not by their names
cp ranks/ab.tiktoken tokenizer.model
icl-tok -t tokenizer.model --pattern gpt2 --encode abba >got
check_same "ranks in a tokenizer.model" got want
check_status 1 "ranks without a pattern" icl-tok -t tokenizer.model --encode abba
check_says "are told so" "says neither how text is split nor what is special"
printf 'abba<|begin_of_text|><|eot_id|>\n' >meta
printf '3 2 1 0 3 12\n' >want3
icl-tok -t tokenizer.model --pattern llama3 --encode --bos yes --special parse \
    meta >got
check_same "Llama 3's special tokens come after the ranks" got want3
cp gpt2.json other.name
icl-tok -t other.name --encode "$F/lines.txt" >got
check_same "a tokenizer.json of another name" got gpt2.ids
printf 'YQ== 0\nYg== 1\nYWI= 2\n= 3\n' >whisper.tiktoken
icl-tok -t whisper.tiktoken --pattern gpt2 --encode abba >got
check_same "a token without bytes, as whisper's file has" got want
cat >tekken.json <<'EOF'
{"config":{"pattern":"[a-z]+|[^a-z]+","default_vocab_size":6,
"default_num_special_tokens":3,"version":"v11"},
"vocab":[{"rank":0,"token_bytes":"YQ==","token_str":"a"},
{"rank":1,"token_bytes":"Yg==","token_str":"b"},
{"rank":2,"token_bytes":"YWI=","token_str":"ab"},
{"rank":3,"token_bytes":"YmE=","token_str":"ba"}],
"special_tokens":[{"rank":0,"token_str":"<unk>","is_control":true},
{"rank":1,"token_str":"<s>","is_control":true}]}
EOF
printf '1 5 4 3\n' >want5
icl-tok -t tekken.json --encode --bos yes abba >got
check_same "tekken.json, with the vocabulary cut to its size" got want5
sed 's/"rank":1,"token_bytes"/"rank":"1","token_bytes"/' tekken.json >bad.json
check_status 1 "with a rank that is a string" icl-tok -t bad.json --encode abba
check_says "is refused" "'rank' of a token is a string"
sed 's/"rank":1,"token_bytes"/"rank":9,"token_bytes"/' tekken.json >bad.json
check_status 1 "with a rank missing" icl-tok -t bad.json --encode abba
check_says "is refused" "tekken has no token 4"
refused() {
	check_status 1 "$1" icl-tok -t kind --encode abba
	check_says "is refused by what it is" "$2"
}
printf "1 'a' 1\n2 'ab' 2\n" >kind
refused "a vocabulary of RWKV" "takes the longest token and merges none"
printf '[PAD]\n[UNK]\nthe\n##s\n' >kind
refused "a WordPiece vocabulary" "a WordPiece vocabulary, as BERT's"
printf '#version: 0.2\na b\n' >kind
refused "merges alone" "these are merges; name the vocab.json"
echo '{"version":"1.0","model":{"type":"WordPiece","vocab":{}}}' >kind
refused "a tokenizer.json of WordPiece" "model 'WordPiece' is not supported"
echo '{"version":"1.0","model":{"type":"Unigram","vocab":[["a",0.5]]}}' >kind
refused "a tokenizer.json of unigram" "model 'Unigram' is not supported"
echo 'once upon a time' >kind
refused "any text" "not a tokenizer file of a kind that is known"

# a vocabulary has tokens named as members of other files are
mkdir named.tokens
printf '{"a":0,"b":1,"ab":2,"model":3,"config":4,"vocab":5}' >named.tokens/vocab.json
printf '#version: 0.2\na b\n' >named.tokens/merges.txt
printf '2 1 0\n' >want
icl-tok -t named.tokens --encode abba >got
check_same "a vocabulary with a token 'model'" got want

# merges that are not UTF-8
mkdir odd.bpe
printf '{"a":0,"b":1,"ab":2}' >odd.bpe/vocab.json
printf '#version: 0.2\na b\n\303 b\n' >odd.bpe/merges.txt
check_status 1 "a merge that is not UTF-8" \
    icl-tok -t odd.bpe --encode "$F/lines.txt"

# special tokens
printf 'a<|endoftext|>b\n' >special
icl-tok -t gpt2.json --encode special >text.ids
icl-tok -t gpt2.json --encode --special parse special >parse.ids
printf '65 0 66\n' >want
check_same "--special parse recognises one" parse.ids want
check "--special text does not" sh -c '! cmp -s text.ids parse.ids'
printf '0 65\n' >want
printf 'a\n' | icl-tok -t gpt2.json --encode --bos yes >got
check_same "--bos yes begins a line with BOS" got want

# other spellings of the same tokenizer
mkdir merges
printf '%s' "$json" | sed 's/.*"vocab":\({[^}]*"}":[^}]*}\).*/\1/' \
    >merges/vocab.json
{
	echo '#version: 0.2'
	printf '%s' "$json" | sed 's/.*"merges":\[\(.*\)\]}}/\1/' |
	    sed 's/\],\[/\n/g' | sed 's/^\[//; s/\]$//' |
	    sed 's/^"\(.*\)","\(.*\)"$/\1 \2/; s/\\"/"/g; s/\\\\/\\/g'
} >merges/merges.txt
icl-tok -t merges --encode "$F/lines.txt" >got
check_same "vocab.json with merges.txt" got gpt2.ids
icl-tok -t merges/vocab.json --encode "$F/lines.txt" >got
check_same "the file in the folder" got gpt2.ids

# episodes
cat >ep.jsonl <<'EOF'
{"id":"e1","task":"t","k":1,"examples":[[["The lamp","x",0],["\nlit","y",0]],[["\n\n\nThe pier","x",0],["\nwet","y",1]]]}
{"id":"e2","task":"t","k":0,"examples":[[["","x",0],["q","y",1]]]}
{"id":"e3","task":"t","k":0,"examples":[[["the boats","x",0],[" sail","y",1]]]}
EOF
check_status 0 "episodes" icl-tok -t gpt2.json -o ep.zst --report rep ep.jsonl
check_says "what is dropped is told, with its share" \
    "1 of 3 records dropped with nothing left to learn (33 %)"
icl-tok --show -t gpt2.json ep.zst >got
check "loss stands in brackets" grep -q '^example 1 text: .*pier\[\\nwet\]$' got
check "the report reconciles" grep -q '"read":3,"written":2' rep
check_status 1 "--overflow fail" \
    icl-tok -t gpt2.json --ctx 8 --overflow fail -o x ep.jsonl
check_says "says which record" "ep.jsonl:1: record 'e1' has"
check "nothing is left behind" [ ! -e x ]
icl-tok -t gpt2.json --ctx 8 -q --report rep -o cut.zst ep.jsonl
check "the oldest demonstration goes first" \
    grep -q '"demonstrations_dropped":1' rep
check_status 0 "what does not fit" \
    icl-tok -t gpt2.json --ctx 8 --example 6 -o cut.zst ep.jsonl
check_says "demonstrations that went" "1 of 1 demonstrations dropped (100 %)"
check_says "queries with fewer than k" \
    "1 of 3 queries left with fewer demonstrations than k (33 %)"
check_says "inputs that were cut" " of 4 inputs cut ("
check_says "and what to do" \
    "raise --ctx (now 8) or lower -k of icl-episode, and raise --example (now 6)"
[ "$(wc -l <err)" = 1 ]
verdict $? "all of it in one line"
check_status 0 "-q" icl-tok -t gpt2.json --ctx 8 -q -o cut.zst ep.jsonl
[ ! -s err ]
verdict $? "says nothing"
n=0
while [ $n -lt 2000 ]; do
	n=$((n + 1))
	echo "{\"id\":\"l$n\",\"task\":\"t\",\"lm\":true,\"examples\":[[[\"The lamp on pier $n was lit\",\"y\",1]]]}"
	[ $((n % 5)) = 0 ] && head -1 ep.jsonl
done >lm.jsonl
icl-tok -t gpt2.json --plain --ctx 32 -j1 -o one lm.jsonl
icl-tok -t gpt2.json --plain --ctx 32 -j2 -o two lm.jsonl
check_same "-j1 and -j2 give the same tokens" one two
icl-tok --show -n 1 one >got
check "plain text fills the context" grep -q '^text l1 .*: 32 tokens, 31' got
check_status 1 "a full disk" sh -c \
    'icl-tok --show -t gpt2.json ep.jsonl >/dev/full'
check_says "is not the record's fault" "icl-tok: <stdout>: No space left"
printf 'X\001\000\000\0001' >unknown
check_status 1 "a record of no type" sh -c \
    'icl-tok --plain -t gpt2.json -q ep.jsonl | cat - unknown | icl-tok --show'
check_says "is told by its number" "<stdin>: record 3: bad tokens record"
check_status 1 "half a record" sh -c \
    'icl-tok --plain -t gpt2.json -q ep.jsonl | head -c -4 | icl-tok --show'
check_says "is too" "<stdin>: stream ends early in record 2; "

# special tokens are such in layout text alone
cat >roles.jsonl <<'EOF'
{"id":"e1","task":"t","k":0,"examples":[[["<|endoftext|>","t",0],["<|endoftext|>","x",0],["<|endoftext|>","y",1]]]}
EOF
icl-tok -t gpt2.json --show roles.jsonl >got
check "a special token in t, not in x and y" \
    grep -qE '^example 0 ids: 0 [1-9][0-9]*( [1-9][0-9]*)* \[[1-9][0-9 ]*\]$' got
printf '%s\n' '{"id":"e\u001b","task":"t\u009b","k":0,"examples":[[["a\t\u202e","x",0],["\u001b\u009bé","y",1]]]}' |
    icl-tok -t gpt2.json --show >got
cat >want <<'EOF'
episode e\u{1b} task t\u{9b}: a\t\u{202e}[\u{1b}\u{9b}é]
EOF
sed 's/: [0-9]* tokens.*/:/;/ ids:/d;s/^example 0 text://;/^$/d' got |
    tr -d '\n' | sed 's/$/\n/' >line
check_same "control characters are escaped, characters stay whole" line want
printf '{"id":"e","task":"\355\240\200","k":0,"examples":[[["a","y",1]]]}\n' \
    >surrogate
check_status 1 "half a pair as bytes" icl-tok -t gpt2.json -o x surrogate
check_says "is told by its place" "surrogate:1: not JSON at byte 18: not UTF-8"

# counts are of what is written
for over in drop-oldest metaicl; do
	icl-tok -t gpt2.json --ctx 12 --overflow $over --report $over \
	    -q -o many.zst ep.jsonl
	icl-tok --show -t gpt2.json many.zst |
	    sed -n 's/^episode.*: \([0-9]*\) tokens, \([0-9]*\) under.*/\1 \2/p' |
	    awk '{ t += $1; l += $2 }
		END { printf "\"tokens\":%d,\"loss_tokens\":%d", t, l }' >got
	check "$over: tokens told are tokens written" \
	    grep -qF "$(cat got)" $over
done

# sets and queries
cat >set.jsonl <<'EOF'
{"set":7,"task":"t","k":1,"seed":13,"method":"direct","layout":"metaicl","metric":"accuracy","options":["lit","wet"],"demos":[[["The lamp","x"],["\nlit","y"]]]}
{"set":7,"id":"q1","shared":[["\n\n\nThe pier","x",0]],"candidates":[[["\nlit","y",1]],[["\nwet","y",1]]],"gold":1}
EOF
icl-tok -t gpt2.json -o set.zst set.jsonl
icl-tok --show -t gpt2.json set.zst >got
check "sets are numbered anew" grep -q '^set 0 task t: k 1, seed 13, direct' got
check "a query keeps its gold" grep -q '^query q1 of set 0: gold 1, skip 0$' got
tail -1 set.jsonl >query
check_status 1 "a query without its set" icl-tok -t gpt2.json -o x query
check_says "is told" "query:1: a query before any set record"
{
	head -1 set.jsonl
	echo '{"set":7,"id":"no","shared":[],"candidates":[[["wet","y",1]],[]]}'
} >empty.jsonl
printf '%s\n' '{"set":1,"id":"q2","shared":[["\n\n\nThe pier","x",0]],"candidates":[[["\nlit","y",1]]],"gold":0}' |
    cat set.jsonl - >below.jsonl
check_status 0 "a set that does not fit" \
    icl-tok -t gpt2.json --ctx 12 -o below.zst below.jsonl
check_says "queries below k" \
    "2 of 2 queries left with fewer demonstrations than k (100 %)"
icl-tok -t gpt2.json -q --report rep -o empty.zst empty.jsonl
check "a query that goes leaves no tokens in the counts" \
    grep -q '"dropped_nothing_to_learn":1,.*"loss_tokens":0}' rep
{
	head -1 set.jsonl
	echo '{"set":7,"id":"f","shared":[["q","x",0]],"refs":["z"]}'
} >free
icl-tok -t gpt2.json --show --ctx 70 free >got
check "free text leaves 64 tokens" grep -q '^query f of set 0: .* skip [1-9]' got
icl-tok -t gpt2.json --show --ctx 70 --reserve 2 free >got
check "or --reserve" grep -q '^query f of set 0: .* skip 0$' got

# the context: of the model, or 1024
mkdir model
cp gpt2.json model/tokenizer.json
echo '{"max_position_embeddings":77}' >model/config.json
icl-tok -t model --show set.jsonl >got
check "the model's context" grep -q '^set 0 .* ctx 77$' got
icl-tok -t gpt2.json --show set.jsonl >got
check "or 1024" grep -q '^set 0 .* ctx 1024$' got

# what is wrong, and what to do
check_status 2 "no tokenizer" icl-tok ep.jsonl
check_status 2 "two verbs" icl-tok -t gpt2.json --encode --decode
for wrong in '-t gpt2.json --encode --ctx 5' '-t gpt2.json --special parse' \
    '-t gpt2.json --decode --bos yes' '-t gpt2.json --alphabet seen' \
    '--train 300 -t gpt2.json' '--train 300 --report x'; do
	check_status 2 "an option that would say nothing: $wrong" \
	    icl-tok $wrong special
	check_says "is told" " goes with "
done
check_status 2 "--ctx with tokens, which have one" icl-tok --show --ctx 9 set.zst
check_status 1 "no such file" icl-tok -t nothing.json --encode special
check_status 1 "a name of a hub" icl-tok -t an-org/a-model --encode special
check_says "is told" "an-org/a-model: no such file or folder; names of a hub"
check_status 1 "an id that is not there" sh -c \
    'echo 99999 | icl-tok -t gpt2.json --decode'
check_says "by its line" "<stdin>:1: id 99999 is not in the vocabulary"
check_status 1 "not UTF-8" sh -c \
    'printf "ok\n\303(\n" | icl-tok -t gpt2.json --encode'
check_says "by its line and byte" "<stdin>:2: not UTF-8 at byte 0"
printf 'ok then\n\n\303(\nmore of it\n' |
    icl-tok -t gpt2.json --encode --skip-bad >some.ids 2>/dev/null
printf 'ok then\n\nmore of it\n' | icl-tok -t gpt2.json --encode >all.ids
check_same "left out: nothing of it beside other lines" some.ids all.ids
sed 's/"ByteLevel","add_prefix_space":false/"UnicodeScripts"/' gpt2.json >bad.json
check_status 1 "an unknown pre-tokenizer" icl-tok -t bad.json --encode special
check_says "by its name" "pre-tokenizer 'UnicodeScripts' is not supported"
sed 's/"normalizer":null/"normalizer":{"type":"Nmt"}/' gpt2.json >bad.json
check_status 1 "an unknown normalizer" icl-tok -t bad.json --encode special
check_says "by its name" "normalizer 'Nmt' is not supported"
icl-tok --train 300 -q -o other.json special
sed 's/"merges":.*/"merges":[5]}}/' gpt2.json >bad.json
check_status 1 "a merge that is a number" icl-tok -t bad.json --encode special
check_says "is told" "merge 0 is not of two strings"

# a member of another type is no default: wrong NAME FROM TO SAYS
wrong() {
	sed "s/$2/$3/" gpt2.json >bad.json
	check_status 1 "$1" icl-tok -t bad.json --encode special
	check_says "is told" "$4"
}
wrong "a flag that is a string" '"special":true' '"special":"true"' \
    "'special' of an added token is a string where true or false is wanted"
wrong "an id that is a string" '"id":0' '"id":"0"' \
    "'id' of an added token is a string where a whole number is wanted"
wrong "an id past all numbers" '"id":0' '"id":18446744073709551616' \
    "'id' of an added token is a whole number past 2^63 where a whole number is"
wrong "an id that is no whole number" '"!":1,' '"!":1.0,' \
    "the id of token '!' is not a whole number"
wrong "a 'cls' of numbers" '"post_processor":{[^}]*}' \
    '"post_processor":{"type":"BertProcessing","cls":[1,2]}' \
    "'cls' of post_processor is not a token and its id"
wrong "ignore_merges that is a number" '"ignore_merges":false' \
    '"ignore_merges":1' "'ignore_merges' of model is a whole number"
wrong "merges that are an object" '"merges":.*' '"merges":{}}}' \
    "'merges' of model is an object where an array is wanted"
wrong "a split that is a string" '"use_regex":true' '"use_regex":"no"' \
    "'use_regex' of pre_tokenizer is a string"
wrong "a post-processor that is a number" \
    '"post_processor":{[^}]*}' '"post_processor":7' \
    "post_processor is a whole number where an object is wanted"
mkdir typed
cp gpt2.json typed/tokenizer.json
for row in '"add_bos_token":"false"~is a string where true or false' \
    '"bos_token":7~is a whole number where a string' \
    '"eos_token":{"content":[]}~is an array where a string'; do
	echo "{${row%~*}}" >typed/tokenizer_config.json
	check_status 1 "tokenizer_config.json with ${row%~*}" \
	    icl-tok -t typed --encode special
	check_says "is told" "${row#*~}"
done
rm typed/tokenizer_config.json
echo '{"bos_token_id":"0"}' >typed/config.json
check_status 1 "config.json with an id that is a string" \
    icl-tok -t typed --encode special
check_says "is told" "'bos_token_id' of config.json is a string"

# a few replacements multiply a text beyond all memory
a=$(printf '%01000d' 0 | tr 0 a)
many="{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"$a\"}"
sed "s/\"normalizer\":null/\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[$many,$many,$many]}/" \
    gpt2.json >bad.json
check_status 1 "a normalizer that multiplies" icl-tok -t bad.json --encode special
check_says "is told" "the normalizer makes more than"

wrong "a mark of two characters" '"pre_tokenizer":{[^}]*}' \
    '"pre_tokenizer":{"type":"Metaspace","replacement":"__"}' \
    "pre-tokenizer 'Metaspace' with members that are not known"

# learning looks at its text as encoding does
check_status 1 "a vocabulary from what is not UTF-8" sh -c \
    'printf "ok\n\303(\n" | icl-tok --train 300 -o x'
check_says "by its line and byte" "<stdin>:2: not UTF-8 at byte 0"
check_status 0 "unless it is left out" sh -c \
    'printf "ok\n\303(\n" | icl-tok --train 300 --skip-bad -o skipped'
check_says "is counted" "1 documents were left out"

# words past --memory: the rarest are dropped and told
awk 'BEGIN { for (i = 0; i < 20000; i++) print "boat lamp boat", i * 7919 }' \
    >words
check_status 0 "more words than --memory" \
    icl-tok --train 262 --memory 1 -o small.json words
check_says "are dropped and told" \
    "words, which had occurred 1 times at most, were dropped"
icl-tok --train 262 -q -o exact.json words
check_same "the frequent ones give the same vocabulary" small.json exact.json

# BOS is in the files, or the one special token, or not known
icl-tok --train 420 --special-tokens '<|endoftext|>,<|two|>' -o two.json \
    "$F/text.txt"
check_status 1 "BOS of two special tokens" \
    icl-tok -t two.json --encode --bos yes special
check_says "is not guessed" "the tokenizer's files name no BOS token"
mkdir named
cp two.json named/tokenizer.json
echo '{"bos_token":"<|two|>"}' >named/tokenizer_config.json
printf '1 66\n' >want
printf 'a\n' | icl-tok -t named --encode --bos yes >got
check_same "but taken from tokenizer_config.json" got want
json2=$(cat two.json)
{
	printf '%s"post_processor":{"type":"Sequence","processors":[' \
	    "${json2%%'"post_processor":'*}"
	printf '{"type":"ByteLevel"},{"type":"TemplateProcessing","single":['
	printf '{"SpecialToken":{"id":"<|two|>","type_id":0}},'
	printf '{"Sequence":{"id":"A","type_id":0}}]}]},"decoder":%s\n' \
	    "${json2#*'"decoder":'}"
} >template.json
printf 'a\n' | icl-tok -t template.json --encode --bos yes >got
check_same "or from a template" got want
check_status 1 "an id past 2^64" sh -c \
    'echo 18446744073709551681 | icl-tok -t gpt2.json --decode'
check_says "is no other id" "id 18446744073709551681 is not in the vocabulary"
check_status 1 "another tokenizer's tokens" \
    icl-tok --show -t other.json -o x set.zst
check_says "is told" "set.zst:1: ids of another vocabulary than that of other"
icl-tok -t other.json --ctx 64 -q -o other.zst ep.jsonl
check_status 1 "tokens of two vocabularies in one stream" \
    icl-tok --show set.zst other.zst
check_says "are told" "other.zst:1: tokens of another vocabulary than"
icl-tok --show -t gpt2.json set.zst >got
icl-tok --show -t merges set.zst >got2
check_same "other files of one tokenizer do" got got2
check_status 1 "too few entries" icl-tok --train 100 special
head -c 60 set.zst >cut
check_status 1 "a cut stream" icl-tok --show cut
check_status 1 "a full disk" sh -c 'icl-tok -t gpt2.json ep.jsonl >/dev/full'
done_testing
