#!/bin/sh
# icl-mktask: what each task's examples hold, and what betrays nothing
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"

# Eight documents whose sentences name the document and their own number, so
# that a check can tell where each came from.
awk 'BEGIN {
	split("fox crow hare toad wren mole newt seal", who)
	split("friends nuts plums hats shoes keys maps bells", what)
	split("river forest meadow garden harbour quarry cellar", where)
	for (d = 1; d <= 8; d++) {
		for (i = 1; i <= 40; i++)
			printf "%s the %s d%dn%d walked into the %s with %s %s. ",
			    i % 2 ? "Then" : "Later", who[d], d, i,
			    where[1 + (i * d + i) % 7],
			    i % 3 ? "its old" : "a basket of",
			    what[1 + (i + 3 * d) % 8]
		print "\n"
	}
}' >text
icl-segment --split blank text >seg

# make OPTIONS...: examples as plain lines
make() {
	icl-mktask --plain "$@" seg | tail -n +2
}
# sources: the sentences' marks of each input, "d1n2 d1n3 d1n4"
sources() {
	jq -r '[.input | scan("d[0-9]+n[0-9]+")] | join(" ")'
}
# none NAME JQ-CONDITION FILE: no record for which it holds
none() {
	check "$1" sh -c 'test "$(jq -c "select($1)" "$2" | wc -l)" = 0' sh \
	    "$2" "$3"
}

check_status 0 'all tasks' icl-mktask --plain seg
tail -n +2 out >all
for t in nsg mwp lpp lpp-class cls:original+shuffled cls:original+other \
    cls:original+mixed; do
	check "examples of $t" grep -q "{\"task\":\"$t\"" all
done
icl-mktask -j1 seg >one
icl-mktask -j3 seg >three
check_same 'the same bytes at -j1 and -j3' one three
icl-mktask --seed 1 seg >other
check 'another seed, other examples' sh -c '! cmp -s one other'
check_status 0 'five records' icl-mktask -n5 --plain seg
check 'are five' test "$(tail -n +2 out | wc -l)" = 5
none 'records say family, id and document' \
    '.family == null or .id == null or .doc == null or .task == null' all
none 'label words are marked arbitrary, and only they' \
    '(.options | length > 0) != (.relabel == true)' all
none 'an output is one of the options' \
    '. as $r | (.options | length > 0) and (.options | index($r.output) == null)' all
check 'each document gives as many of each as asked' test \
    "$(make --tasks nsg,cls --per-doc 2 | wc -l)" = $((8 * 4 * 2))

make --tasks nsg >nsg
none 'nsg: the output is the sentence after the input' \
    '([.input, .output] | map([scan("n([0-9]+) ")[0] | tonumber]) | add) as $n |
     any(range(1; $n | length); $n[.] != $n[. - 1] + 1) or ($n | length) < 3' nsg
none 'nsg: options are empty' '.options != []' nsg

make --tasks mwp --words 2-4 >mwp
none 'mwp: one symbol, the words with no stop' \
    '([.input | scan("___|<<>>|@@@|\\(\\(\\)\\)|\\$\\$\\$|%%%|###|\\*\\*\\*|\\+\\+\\+")] | length) != 1
     or (.output | test("[.,?]")) or (.output | [scan("[^ ]+")] | length | . < 2 or . > 4)' mwp
none 'mwp: the span stands nowhere else' \
    '. as $r | .input | ascii_downcase | contains($r.output | ascii_downcase)' mwp
make --tasks mwp --mwp scatter --words 3 >scatter
none 'mwp scatter: a symbol for each word' \
    '([.input | scan("___|<<>>|@@@|\\(\\(\\)\\)|\\$\\$\\$|%%%|###|\\*\\*\\*|\\+\\+\\+")]
      | length != 3 or (unique | length) != 1) or (.output | [scan("[^ ]+")] | length) != 3' scatter

make --tasks lpp >lpp
none 'lpp: a question in place of phrase and stop' \
    '.input | test("^(.*[.] )?Question: .*[a-z0-9][?]$") | not' lpp
none 'lpp: the output is the phrase with its stop' \
    '.output | test("^(the|with|into|a|its) .*[.]$") | not' lpp
make --tasks lpp --lpp-pick tail:6 >tail6
none 'lpp: tail:N begins earlier' '.output | [scan("[^ ]+")] | length < 3' tail6

# The words of each last phrase stand in the first sentence too, or not.
for last in 'on the mat' 'on a chair'; do
	echo "Bo sat on the mat. It was warm. Ann slept $last." | icl-segment |
	    icl-mktask --tasks lpp --plain | tail -n +2
done | jq -r .output >got
echo 'on a chair.' | sed 's/^on //' >want
check_same 'lpp: no phrase stands in its input' got want
echo 'Bo met Ann. It was warm. She was kind and happy with her new bike.' |
    icl-segment -o content.zst
for n in 0 2 3; do
	icl-mktask --tasks lpp --lpp-content $n --plain content.zst |
	    tail -n +2
done | jq -r .output >got
printf '%s\n' 'her new bike.' 'her new bike.' 'and happy with her new bike.' \
    >want
check_same 'lpp: content words, at least' got want
echo into >words
make --tasks lpp --lpp-words words >into
none 'lpp: function words of a file' '.output | startswith("into ") | not' into
check 'lpp: which gives some' test -s into
: >empty
check_status 1 'a file without words' icl-mktask --lpp-words empty seg
check_says 'is told' 'empty: no words'
make --tasks nsg --sents 4-4 >four
none 'so many sentences an example' \
    '[.input, .output | scan("d[0-9]+n")] | length != 4' four
check 'mwp: each of nine symbols' sh -c 'jq -r .input mwp scatter |
    grep -oE "___|<<>>|@@@|\\(\\(\\)\\)|\\\$\\\$\\\$|%%%|###|\\*\\*\\*|\\+\\+\\+" |
    sort -u | wc -l | grep -qx 9'

make --tasks lpp-class >lppc
none 'lpp-class: a stop after the candidate, none before' \
    '.input | test("Question: [^.?]*[?] Answer: [^.?]*[.]$") | not' lppc
check 'lpp-class: classes are balanced' sh -c 'jq -r .output lppc | sort |
    uniq -c | awk "{ n[NR] = \$1 } END { d = n[1] - n[2];
	exit !(NR == 2 && d * d <= 64) }"'

# Phrases that name their document and their place in it.
awk 'BEGIN {
	for (d = 1; d <= 6; d++) {
		for (i = 1; i <= 40; i++) {
			how = "under my " (i % 2 ? "old" : "new")
			if (i % 3 == 0) how = "into the"
			if (i % 3 == 1) how = "a"
			printf "Someone d%dn%d found %s d%dp%d chest. ", d, i, how, d, i
		}
		print "\n"
	}
}' | icl-segment --split blank |
    icl-mktask --tasks lpp-class --plain | tail -n +2 >marked
jq -r '[.output, (.input | [scan("d[0-9]+[np][0-9]+")][-2:][]),
    (.input | capture("Answer: (?<f>[a-z]+) (?<r>.*)$") | .f,
    (.r | [scan(" ")] | length))] | join(" ")' marked >told
check 'lpp-class: true is the own phrase, false one of another document' awk '{
	split($2, q, "n"); split($3, c, "p")
	if (($1 == "True") != (q[1] == c[1] && q[2] == c[2])) exit 1
	if ($1 == "False" && q[1] == c[1]) exit 1
	seen[$1]++
} END { exit !(seen["True"] > 20 && seen["False"] > 20) }' told
check 'lpp-class: of the true one'\''s first word and length' awk '{
	split($2, q, "n")
	want = "my"
	if (q[2] % 3 == 0) want = "the"
	if (q[2] % 3 == 1) want = "a"
	if ($4 != want || $5 != (want == "my" ? 2 : 1)) exit 1
} END { exit NR < 40 }' told


# The names say how long their sentence's phrase is and if it has a capital.
awk 'BEGIN {
	for (d = 1; d <= 6; d++) {
		for (i = 1; i <= 60; i++) {
			n = 1 + i % 10
			word = substr("abcdefghij", 1, n)
			if (i % 4 == 0) word = "Z" substr(word, 2)
			printf "Name%d%s spoke of it with %s%s there. ", n,
			    (i % 4 == 0 ? "c" : "s"), word, d
		}
		print "\n"
	}
}' | icl-segment --split blank |
    icl-mktask --tasks lpp-class --plain | tail -n +2 |
    jq -r 'select(.output == "False") | .input |
	[scan("Name[0-9]+[cs]")][-1][4:],
	    capture("with (?<w>[A-Za-z]+)[0-9] there[.]$").w' |
    paste - - >looks
check 'lpp-class: a false phrase looks like the true one' awk '{
	n++
	if (($1 - length($2)) ^ 2 > 4) exit 1
	if (($1 ~ /c$/) != ($2 ~ /^Z/)) exit 1
} END { exit n < 20 }' looks

for t in shuffled other mixed; do
	make --tasks "cls:original+$t" >"$t"
	check "cls $t: classes are balanced" sh -c 'jq -r .output "$1" | sort |
	    uniq -c | awk "{ n[NR] = \$1 } END { d = n[1] - n[2];
		exit !(NR == 2 && d * d <= 64) }"' sh "$t"
	jq -c 'select(.output == "True")' "$t" | sources >true.$t
	jq -c 'select(.output == "False")' "$t" | sources >false.$t
	check "cls $t: originals are in order" awk '{
		for (i = 2; i <= NF; i++) {
			split($i, a, "n"); split($(i - 1), b, "n")
			if (a[1] != b[1] || a[2] != b[2] + 1) exit 1
		}
	}' true.$t
done
check 'cls shuffled: another order of the same document' awk '{
	same = 1; seen = ""
	for (i = 1; i <= NF; i++) {
		split($i, a, "n"); split($1, b, "n")
		if (a[1] != b[1]) exit 1
		if (i > 1 && a[2] != last + 1) same = 0
		last = a[2]
	}
	if (same) exit 1
}' false.shuffled
check 'cls other: from the second on in one other document, in order' awk '{
	split($1, own, "n"); split($2, d, "n")
	if (d[1] == own[1]) exit 1
	for (i = 3; i <= NF; i++) {
		split($i, a, "n"); split($(i - 1), b, "n")
		if (a[1] != d[1] || a[2] != b[2] + 1) exit 1
	}
}' false.other
check 'cls mixed: half from one other document, between its own' awk '{
	split($1, own, "n"); split($NF, z, "n"); moved = 0; from = ""
	if (z[1] != own[1]) exit 1
	for (i = 1; i <= NF; i++) {
		split($i, a, "n")
		if (a[1] != own[1]) {
			moved++
			if (from != "" && from != a[1]) exit 1
			from = a[1]
		}
	}
	if (moved != (NF == 3 ? 1 : int(NF / 2))) exit 1
}' false.mixed
make --tasks cls:original+shuffled+other >three-way
none 'cls of three: its three options' \
    '.options != ["original", "shuffled", "other"]' three-way

icl-segment --split blank text | icl-mktask --plain --window 3 | tail -n +2 >w
check 'a smaller window serves too' grep -q lpp-class w
zstd -dcq seg | awk '{ print } NR % 3 == 2 { print "{\"text\":4}" }' >spoilt
icl-mktask --plain --window 3 --skip-bad spoilt 2>err | tail -n +2 >w2
check 'bad records take no place in a window' cmp w w2
check 'and are counted' grep -q '3 bad records skipped' err
check_status 0 'one document alone' sh -c 'icl-segment -n1 --split blank text |
    icl-mktask --tasks lpp-class,cls:original+other -v'
check_says 'is told' 'only one document'
check_says 'and so is why units gave nothing' 'without similar text elsewhere'
check_status 0 'units that give no example' sh -c \
    'echo "No stop here" | icl-segment | icl-mktask'
check_says 'are told' 'no examples; -v counts why'
icl-mktask -v seg 2>err >/dev/null
check 'counts reconcile: sentences' awk '/sentences read/ {
	gsub(/[^0-9 ]/, ""); exit !($3 == $4 + $5 + $6 + $7 + $8)
}' err
check 'counts reconcile: units' awk '/units/ {
	sub(/.*: /, ""); n = split($0, part, ", "); sum = 0
	for (i = 2; i <= n; i++) sum += part[i] + 0
	if (part[1] + 0 != sum) bad = 1
} END { exit bad }' err

check 'classes: which comes first in a round is drawn' sh -c '
	jq -r .output shuffled other mixed lppc | awk "NR % 2 { n++
	    t += \$0 == \"True\" } END { exit !(t > n / 4 && t < 3 * n / 4) }"'

# the guesser over surface cues is at chance, and sees what is planted
cat lppc shuffled other mixed three-way |
    perl "$ROOT/pipelines/leak-probe.pl" >probe
check 'the leak probe tells the classes of no task' awk -F '\t' 'NR > 1 {
	n++; if ($3 > $4 + 4 * $5 + 0.05) exit 1
} END { exit n != 5 }' probe
jq -c 'if .output == "False" then .input |= sub("Then"; "Then,,") else . end' \
    shuffled | perl "$ROOT/pipelines/leak-probe.pl" >probe
check 'the leak probe finds a leak' awk -F '\t' 'NR == 2 {
	exit !($3 > $4 + 0.2)
}' probe

# two documents of calm text, two of short cries: only alike ones are mixed
awk 'BEGIN {
	for (d = 1; d <= 4; d++) {
		for (i = 1; i <= 40; i++)
			if (d % 2)
				printf "Day d%dn%d, calm, went by on the water. ", d, i
			else
				printf "Oh hear d%dn%d now! ", d, i
		print "\n"
	}
}' | icl-segment --split blank |
    icl-mktask --plain --tasks cls:original+mixed,cls:original+other |
    tail -n +2 | jq -r 'select(.output == "False").input' >twins
check 'what replaces looks like what it replaces' awk '/Day/ && /Oh/ {
	exit bad = 1
} /Day/ { day++ } /Oh/ { oh++ } END { exit bad || !day || !oh }' twins

check_status 2 'an unknown task' icl-mktask --tasks nsg,foo seg
check_says 'is named' "'foo' is no task"
check_status 2 'one type of text' icl-mktask --tasks cls:original seg
check_status 2 'lpp-pick' icl-mktask --lpp-pick first seg
echo '{"text":"A b."}' >bad
check_status 1 'a record without spans' icl-mktask bad
check_says 'is named with its line' 'bad:1: '
check_status 0 'and skipped' icl-mktask --skip-bad bad
check_says 'and counted' '1 bad records skipped'
printf '%s%s\n' '{"id":"a","text":"A \u00e9. B.","sents":[[0,1],[2,3],[3,5],' \
    '[6,8]],"pars":[0]}' >bad
check_status 1 'a sentence that cuts a character' icl-mktask bad
check_says 'says which' 'bad:1: sentence 1 ends within a character'
perl -e 'for (1 .. 50) {
	$n = length($t = "a " x 60000 . ".");
	print $_ == 40 ? "[\n" : $_ == 48 ? qq({"icl":2}\n) :
	    qq({"id":"$_","text":"$t","sents":[[0,$n]],"pars":[0]}\n)
}' >bad
for j in 1 2; do
	check_status 1 'of two errors' icl-mktask -j$j bad
	check_says 'the first is told' 'bad:40: '
done
check_status 1 'empty input' icl-mktask /dev/null
done_testing
