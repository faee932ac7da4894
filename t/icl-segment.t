#!/bin/sh
# icl-segment: documents, paragraphs and sentences as spans
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"

# records OPTIONS...: of stdin, without the header
records() {
	icl-segment --plain "$@" | tail -n +2
}

printf 'Ann saw Dr. Poe. He waved.\n\nIt rained.\n' >a.txt
check_status 0 'a file is a document' icl-segment --plain a.txt
printf '%s\n' '{"id":"a.txt#1","text":"Ann saw Dr. Poe. He waved.\n\nIt rained.\n","sents":[[0,16],[17,26],[28,38]],"pars":[0,2]}' >want
tail -n +2 out >got
check_same 'its record has spans and paragraphs' got want
head -n 1 out >got
printf '%s\n' '{"icl":1,"kind":"segments","by":[{"tool":"icl-segment","version":"0.1.0","args":[],"inputs":[]}]}' >want
check_same 'the header' got want

icl-segment --split blank --lines a.txt >got
printf 'Ann saw Dr. Poe.\nHe waved.\n\nIt rained.\n' >want
check_same 'an empty line between documents of --lines' got want
printf 'So it\nwent on. Yes.\n' | icl-segment --par blank --lines >got
printf 'So it went on.\nYes.\n' >want
check_same 'inner newlines are spaces in --lines' got want

# documents
printf 'One.\n\n\nTwo.\nThree.\n' >b.txt
ids() { sed 's/","text.*//;s/.*"id":"//' | tr '\n' ' '; }
check 'a document a line' test \
    "$(records --split line a.txt b.txt | ids)" = \
    'a.txt#1 a.txt#2 b.txt#1 b.txt#2 b.txt#3 '
check 'documents apart by empty lines' test \
    "$(records --split blank b.txt - <a.txt | ids)" = \
    'b.txt#1 b.txt#2 stdin#1 stdin#2 '
check 'documents apart by a pattern' test \
    "$(printf 'A b.<end>C d.<end>\nE.\n' | records --split '<end>' | ids)" = \
    'stdin#1 stdin#2 stdin#3 '
check 'which may match nothing in places' test \
    "$(printf 'A b.\nC--d.\n' | records --split '[-]*' | ids)" = \
    'stdin#1 stdin#2 '
check 'a pattern for the beginning of a line holds there alone' test \
    "$(printf 'aab\nac' | records --split '^a' | jq -r .text | tr '\n' ,)" = \
    'ab,,c,'
check 'what a pattern looks back at may be in the document before' test \
    "$(printf 'a1b1c1' | records --split '(?<=b)1' | jq -r .text |
	tr '\n' ,)" = 'a1b,c1,'
check 'a match after a piece that was cut is found' test \
    "$(awk 'BEGIN { for (i = 0; i < 50; i++) printf "abcd "; print "#e" }' |
	records --max-bytes 64 --cut --split '#' | jq -r '.text | rtrimstr("\n")' | tail -n 1)" = e
awk 'BEGIN { for (i = 0; i < 400000; i++) printf "ab1"; print "" }' >million
check 'a line of many matches takes time in proportion to its length' \
    timeout 30 sh -c 'test "$(icl-segment --plain --split 1 million |
	wc -l)" = 400001'
awk 'BEGIN { for (i = 0; i < 400000; i++) printf "ab\377"; print "1" }' >million
check 'and so does one that is not UTF-8' timeout 30 sh -c \
    'icl-segment --skip-bad --split 1 million >/dev/null'
printf 'One. Two.\r\n\r\nThree.\r\n' >crlf
records --split blank crlf >got
cat >want <<'END'
{"id":"crlf#1","text":"One. Two.\r\n","sents":[[0,4],[5,9]],"pars":[0]}
{"id":"crlf#2","text":"Three.\r\n","sents":[[0,6]],"pars":[0]}
END
check_same 'lines that end in CR LF' got want
printf 'A NUL\000 is. So.' | records >got
printf '%s\n' '{"id":"stdin#1","text":"A NUL\u0000 is. So.","sents":[[0,10],[11,14]],"pars":[0]}' >want
check_same 'a NUL is a byte of the text' got want
zstd -q -o b.txt.zst b.txt
records --split blank b.txt >want
records --split blank b.txt.zst >got
check_same 'a compressed file is called the same' got want
printf '\357\273\277Go. On.\n' | records >got
printf '%s\n' '{"id":"stdin#1","text":"Go. On.\n","sents":[[0,3],[4,7]],"pars":[0]}' >want
check_same 'a byte order mark is left out' got want

icl-segment a.txt >want
icl-segment -s 7 a.txt >got
check_same 'a seed is taken and changes nothing' got want

# JSONL
printf '%s\n' '{"id":"x","text":"Hi. Bye."}' '' '{"id":7,"text":"A b."}' \
    '{"text":""}' >d.jsonl
check 'ids are kept, or made' test "$(records --jsonl d.jsonl | ids)" = \
    'x 7 d.jsonl#3 '
check 'another field' test \
    "$(echo '{"body":"Oh."}' | records --jsonl --field body | ids)" = \
    'stdin#1 '
check_status 1 'a record without the text' icl-segment --jsonl --field body \
    d.jsonl
check_says 'is named' "d.jsonl:1: 'body' is missing"
check_status 0 'and skipped when asked' icl-segment --jsonl --skip-bad -v \
    --field body d.jsonl
check_says 'with a count that reconciles' '3 documents read, 0 written, 3 bad'

check_status 2 '--split with --jsonl' icl-segment --jsonl --split line d.jsonl
check_says 'is told' '--split is for plain text'
check_status 2 '--field without --jsonl' icl-segment --field body a.txt
check_says 'is told' 'add --jsonl'
check_status 2 'a pattern that is none' icl-segment --split '(' a.txt
check_says 'is told where' "--split '(': bad pattern at offset 1"
check_status 2 'an empty pattern' icl-segment --split '' a.txt

# paragraphs
pars() { records "$@" | sed 's/.*"pars"://;s/}//'; }
printf 'A title\nSome text.\nMore.\n' >p.txt
check 'a line is a paragraph' test "$(pars p.txt)" = '[0,1,2]'
check 'lines go on with --par blank' test "$(pars --par blank p.txt)" = '[0]'
cat >wrapped.txt <<'END'
The first line is as long as the page was wide and it
goes on in the next one until the sentence ends. Then
another one begins, which goes on too.

A new paragraph.
END
check 'unless they are hard-wrapped' test "$(pars wrapped.txt)" = '[0,2]'
check 'or not so, when told' test "$(pars --par line wrapped.txt)" = \
    '[0,1,3,4]'

# rules
echo 'Ask Abt. Meier in Raum 3. Oder nicht.' >r.txt
check 'an unknown abbreviation ends a sentence' test \
    "$(icl-segment --lines r.txt | wc -l)" = 3
echo 'Abt.' >abbrev
check '--abbrev adds it' test \
    "$(icl-segment --lines --abbrev abbrev r.txt | wc -l)" = 2
icl-segment --plain --abbrev ./abbrev r.txt | head -n 1 >got
check 'and stands in the header, with its digest' grep -qE \
    '"args":\["--abbrev","abbrev"\],"inputs":\[\{"name":"abbrev","sha256":"[0-9a-f]{64}"' got
echo 'zzz: Abt.' >bad
check_status 1 'an unknown kind' icl-segment --rules bad r.txt
check_says 'is named' "bad:1: 'zzz' is no kind of word"
echo 'title: Mr' >bad
check_status 1 'rules without a stop' icl-segment --rules bad r.txt
check_says 'are told how to get one' "bad: no 'stop:' or 'hard:' characters; add"
cat >german.txt <<'END'
Am 3. Oktober kam Dr. Weiß nach Ulm. Er blieb z. B. bis zum 2. Mai. Es waren ca. 20 Tage usw. Dann fuhr er ab.
END
cat >want <<'END'
Am 3. Oktober kam Dr. Weiß nach Ulm.
Er blieb z. B. bis zum 2. Mai.
Es waren ca. 20 Tage usw.
Dann fuhr er ab.
END
icl-segment --lines --rules "$ROOT/pipelines/german.rules" german.txt >got
check_same 'the rules of German' got want

# lang NAME: the sentences of stdin, one a line, joined and split by its rules
lang() {
	tee want | tr '\n' ' ' | icl-segment --lines \
	    --rules "$ROOT/pipelines/$1.rules" >got
}
lang french <<'END'
M. Morel habite 3 av. Foch, près de Mme. Roy.
L'hiver fut long.
« Viens ! » cria Ana.
« Où ça ? »
D'un pas lent, elle suivit le Dr. Petit.
Voir l'art. 2 et la p. 9, etc.
C'est clair.
— Tu restes ? dit-elle.
— Non.
Il vécut vers 30 av. J.-C. à Rome.
END
check_same 'the rules of French' got want
lang spanish <<'END'
El Sr. Gil y la Dra. Paz viven en la Avda. del Mar, núm. 8.
¿Vienes?
«No.»
—¿Por qué? —preguntó Ana.
Los EE. UU. firmaron en dic. de 1990.
¡Qué bien!
Véase la pág. 4, etc.
Murió en el 12 a. C. en Gades.
END
check_same 'the rules of Spanish' got want

# limits
awk 'BEGIN { for (i = 0; i < 300; i++) print "This is sentence " i "." }' >long
check_status 1 'a long document' icl-segment --max-bytes 1000 long
check_says 'is an error with a way out' '--cut'
zstd -qc long | head -c 200 >cut
check_status 1 'text that ends within its frame' icl-segment cut
check_says 'is named once' 'icl-segment: cut: stream ends early'
icl-segment --max-bytes 1000 --cut --lines long | sed '/^$/d' >got
check_same 'cut, no sentence is lost' got long
printf 'Good.\nBad \377 text.\n' >utf8
check_status 1 'invalid UTF-8' icl-segment utf8
check_says 'has its offset' 'utf8: invalid UTF-8 at byte 10'
check '--repair puts U+FFFD' test "$(icl-segment --repair --lines utf8 |
    tail -n 1)" = "$(printf 'Bad \357\277\275 text.')"
printf '{"text":"Ok."}\n{"text":"b\377d."}\n' >utf8.jsonl
check_status 1 'and in a record' icl-segment --jsonl utf8.jsonl
check_says 'its line and offset' 'utf8.jsonl:2: invalid UTF-8 at byte 10'
check_status 0 'invalid documents are skipped when asked' icl-segment -v \
    --skip-bad --split line utf8
check_says 'and counted' '2 documents read, 1 written, 1 bad'
check_status 0 'empty input is a valid stream' icl-segment </dev/null
check_says 'and a warning' 'no text'
zstd -dcq <out >got
check 'which holds its header alone' test "$(wc -l <got)" = 1
check_status 1 'another stream is refused' sh -c \
    'icl-segment a.txt | icl-segment'
check_says 'by its kind' "a stream of 'segments'"

# threads, shards
awk 'BEGIN { for (i = 0; i < 60000; i++) {
	printf "Mr. Fox no. %d ran. Then he sat, e.g. on p. %d.%s\n", i, i,
	    i % 50 ? "" : "\n" } }' >big
icl-segment -j1 --split blank big >one
icl-segment -j3 --split blank big >three
check_same 'the same bytes at -j1 and -j3' one three
check 'many documents' test "$(zstd -dcq one | wc -l)" = 1202
check '-n' test "$(records -n 3 --split blank big | wc -l)" = 3

# input that stands still: held open until the file `done` is there
mkfifo slow
stand_still() {
	rm -f done
	timeout 20 sh -c 'exec >slow; "$@"; until [ -e done ]; do sleep 0.02
	    done' sh "$@" &
}
for j in 1 2; do
	stand_still head -n 3000 big
	check_status 1 "a full disk is told at once at -j$j" timeout 9 sh -c \
	    "icl-segment -j$j --lines --split line slow >/dev/full"
	touch done
	wait
	for how in --jsonl '--split line' '--split blank'; do
		stand_still printf '{"text":"Here."}\n\n'
		timeout 9 icl-segment -j$j --lines $how slow | {
			read -r line
			[ "$line" ]
			verdict $? "what has come is shown at -j$j $how"
			touch done
			cat >rest
		}
		n_checks=$((n_checks + 1))
		wait
	done
done
done_testing
