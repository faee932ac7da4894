#!/bin/sh
# icl-score on several ranks: the same bytes as one.
# shellcheck source=t/lib.sh
. "$(dirname "$0")/lib.sh"

[ -z "${ICL_SANITIZED:-}" ] || skip_all "MPI keeps memory to the end"
command -v mpirun >/dev/null || skip_all "no mpirun"
icl-score --version | grep -q 'no MPI' && skip_all "built without MPI"

on() {
	on_n=$1
	shift
	mpirun --allow-run-as-root --oversubscribe --bind-to none -n "$on_n" "$@"
}

# shellcheck source=t/score.sh
. "$ROOT/t/score.sh"
perl -e 'for $s (0 .. 4) {
	print qq({"set":$s,"task":"t","k":1,"seed":$s,"method":"direct",),
	    qq("metric":"accuracy","options":["warm","cold"],"demos":),
	    qq([[["the tea $s","x"],["\\nwarm\\n","y"]]]}\n);
	print qq({"set":$s,"id":"q$_","gold":0,"shared":[["tea $_","x"]],),
	    qq("candidates":[[["\\nwarm","y",1]],[["\\ncold","y",1]]]}\n)
	    for 0 .. $s }' >sets.jsonl
icl-tok -t tok.json --ctx 64 -q -o sets.tok sets.jsonl

icl-score -m m -j1 -o one.zst sets.tok
for n in 2 3; do
	check_status 0 "$n ranks" on $n icl-score -m m -j1 -v -o $n.zst sets.tok
	check "count all sets" grep -q '15 records read, 20 written' err
	check_same "and give the bytes of one" $n.zst one.zst
done
check_status 0 "-n" on 2 icl-score -m m -j1 -n 4 --plain sets.tok
check "counts what is written" test "$(wc -l <out)" = 5
printf 'x' >>sets.tok
check_status 1 "a bad stream ends all" on 2 icl-score -m m -j1 -o bad.zst \
    sets.tok
check "and leaves nothing" test ! -e bad.zst
check_status 2 "a pipe is no stream for several" on 2 icl-score -m m -j1
check_says "which is told" "several ranks read FILEs"
done_testing
