#!/bin/sh
# icl-mktask: examples of self-supervised tasks
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"

# text N: a document of 12 sentences that no other document has
text() {
	awk -v n="$1" 'BEGIN {
		split("fox crow hare toad wren mole newt seal lynx boar", who)
		split("river forest meadow garden harbour quarry", where)
		for (i = 1; i <= 12; i++)
			printf "%s the %s number %d walked slowly into the %s with basket %d. ",
			    i % 2 ? "Then" : "Later", who[1 + (i + n) % 10],
			    n, where[1 + (i * n) % 6], i
		print "\n"
	}'
}
for i in 1 2 3 4 5 6; do text $i; done >text
icl-segment --split blank text >seg

check_status 0 'all tasks' icl-mktask --plain seg
tail -n +2 out >all
for t in nsg mwp lpp lpp-class cls:original+shuffled cls:original+other \
    cls:original+mixed; do
	check "there are examples of $t" grep -q "{\"task\":\"$t\"" all
done
icl-mktask -j1 seg >one
icl-mktask -j3 seg >three
check_same 'the same bytes at -j1 and -j3' one three
check_status 0 'five records' icl-mktask -n5 --plain seg
check 'are five' test "$(tail -n +2 out | wc -l)" = 5

done_testing
