#!/bin/sh
# icl-segment: documents, paragraphs and sentences as spans
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"

lines() {
	printf '%s' "$1" | icl-segment --lines
}

printf 'Ann saw Dr. Poe. He waved.\n\nIt rained.\n' >a.txt
check_status 0 'a file is a document' icl-segment --plain a.txt
printf '%s\n' '{"id":"a.txt#1","text":"Ann saw Dr. Poe. He waved.\n\nIt rained.\n","sents":[[0,16],[17,26],[28,38]],"pars":[0,2]}' >want
tail -n +2 out >got
check_same 'its record has spans and paragraphs' got want

icl-segment --split blank --lines a.txt >got
printf 'Ann saw Dr. Poe.\nHe waved.\n\nIt rained.\n' >want
check_same 'an empty line between documents of --lines' got want

check_status 0 'empty input is a valid stream' icl-segment </dev/null
check_says 'and a warning' 'no text'
zstd -dcq <out >got
check 'which holds its introduction alone' test "$(wc -l <got)" = 1

done_testing
