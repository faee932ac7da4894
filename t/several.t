#!/bin/sh
# icl-train on several ranks: the same as one to rounding, from FILEs and from
# a pipe; one that dies ends all and leaves the last checkpoint whole.
. "$(dirname "$0")/lib.sh"

[ -z "${ICL_SANITIZED:-}" ] || skip_all "MPI keeps memory to the end"
command -v mpirun >/dev/null || skip_all "no mpirun"
icl-train --version | grep -q 'no MPI' && skip_all "built without MPI"
. "$ROOT/t/train.sh"

on() {
	on_n=$1
	shift
	mpirun --allow-run-as-root --oversubscribe --bind-to none -n "$on_n" "$@"
}
# near FILE FILE: the same steps with the same loss and norm to rounding
near() {
	paste "$1" "$2" | sed 's/"[a-z_]*"://g; s/[{}]//g' | tr '\t' ',' |
	    awk -F, 'function far(a, b) {
			d = a - b
			return d > 2e-5 * a || d < -2e-5 * a
		}
		NF == 18 { n++ }
		NF == 18 && ($1 != $10 || $2 != $11 || $3 != $12 ||
			$4 != $13 || far($5, $14) || far($7, $16)) { bad++ }
		NF == 8 && far($2, $6) { bad++ }
		END { exit n != 20 || bad }'
}

# shellcheck disable=SC2086 # base is words
from_pipe() {
	cat s.zst s.zst s.zst | on 3 icl-train $base --weighting token -o pipe
}

# shellcheck disable=SC2086 # base is words
{
base="$base --steps 20 --eval s.zst"
check_status 0 "one rank" icl-train $base -o one s.zst
cp out one.log
check_status 0 "two ranks" on 2 icl-train $base --save-every 15 -o two s.zst
check "are one to rounding" near one.log out
check_status 0 "three ranks from a pipe" from_pipe
cp out pipe.log
icl-train $base --weighting token -o token s.zst >out 2>err
check "are one to rounding" near out pipe.log
for how in '--lora 3 --lr 1e-2' '--prefix 2 --lr 1e-2'; do
	set -- -m one --steps 20 --eval s.zst $how
	icl-train -j1 "$@" -o one-added s.zst >one.log 2>err
	check_status 0 "$how on two ranks" \
	    on 2 icl-train -j1 "$@" -o two-added s.zst
	check "is as on one, to rounding" near one.log out
	rm -rf one-added two-added
done
check "the task counts are the same" test \
    "$(grep -o '"tasks".*' one/icl.json)" = "$(grep -o '"tasks".*' two/icl.json)"
episodes 2 3 | icl-tok -t tok.json --ctx 64 -o small.zst 2>err
# one command for both, since mpirun of Open MPI 5.0.7 dies of two programs
echo s.zst >file.0
echo small.zst >file.1
check_status 1 "ranks that read different FILEs" on 2 sh -c "
	exec icl-train $base -o x \$(cat file.\$OMPI_COMM_WORLD_RANK)"
check_says "are told" "the ranks read different FILEs"

# shellcheck disable=SC2086 # base is words
broken_pipe() {
	head -c 12000 s.icl | on 2 icl-train $base -o broken
}
check_status 1 "a pipe that breaks under two ranks" broken_pipe
check_says "is told with what is kept" "checkpoint-5 is kept"
check "which is there" test -s broken/checkpoint-5/trainer.json

# one is asked to stop: all do
(on 2 sh -c "echo \$\$ >pid.\$OMPI_COMM_WORLD_RANK
	exec icl-train $base --steps 100k -o stops s.zst" >stops.log 2>&1 &
	p=$!
	until grep -q '"loss"' stops.log || ! kill -0 $p; do sleep 0.05; done
	kill -TERM "$(cat pid.1)"
	wait $p
	echo $? >status) 2>err
check "one rank's SIGTERM is all ranks' exit 143" test "$(cat status)" = 143
check "with a checkpoint" sh -c 'ls stops/checkpoint-*/trainer.json'

# one dies: all end, and another number of ranks goes on
(on 2 sh -c "echo \$\$ >pid.\$OMPI_COMM_WORLD_RANK
	exec icl-train $base --steps 100k --save-every 1 -o dies s.zst" \
	>dies.log 2>&1 &
	p=$!
	until [ "$(grep -c loss dies.log)" -ge 4 ] || ! kill -0 $p; do
		sleep 0.05
	done
	kill -9 "$(cat pid.1)"
	wait $p
	echo $? >status) 2>err
check "a rank that dies ends all" test "$(cat status)" != 0
check "no model is left" test ! -e dies/model.safetensors
newest=$(ls -d dies/checkpoint-* | grep -v tmp | sort -t- -k2n | tail -n 1)
check_status 0 "the last checkpoint is whole" \
    icl-train -m "$newest" -t tok.json --steps 1 -o from s.zst
}
done_testing
