# TAP from sh, for a test that runs in an empty folder of its own, also by hand.
# shellcheck shell=sh
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
[ -n "${ICL_FOLDER:-}" ] || exec sh "$ROOT/t/in-folder.sh" "$0" "$@"
: "${ICL_BUILD:=$ROOT/build}"
PATH=$ICL_BUILD:$PATH
export LC_ALL=C.UTF-8
n_checks=0

# verdict GOOD NAME [FILE]: a line of TAP; of a failure also what FILE holds
verdict() {
	n_checks=$((n_checks + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n_checks - $2"
	else
		echo "not ok $n_checks - $2"
		[ -z "${3:-}" ] || head -c 2000 "$3" | sed 's/^/# /'
	fi
}

# check NAME COMMAND...: the command succeeds
check() {
	check_name=$1
	shift
	"$@" >check.out 2>&1
	verdict $? "$check_name" check.out
}

# check_status WANTED NAME COMMAND...: the command exits with this status;
# what it says is kept in out and err
check_status() {
	check_wanted=$1
	check_name=$2
	shift 2
	"$@" >out 2>err
	check_got=$?
	[ "$check_got" = "$check_wanted" ]
	verdict $? "$check_name (exit $check_got)" err
}

# check_same NAME FILE FILE: equal bytes
check_same() {
	diff "$2" "$3" >check.out 2>&1
	verdict $? "$1" check.out
}

# check_says NAME TEXT: the last check_status's stderr holds the text
check_says() {
	grep -qF -- "$2" err
	verdict $? "$1" err
}

# likes SEED...: the task folder tasks/likes, eight shots for each seed
likes() {
	mkdir -p tasks/likes
	for likes_seed in "$@"; do
		for i in 1 2 3 4; do
			for w in good bad; do
				printf '{"task":"likes","input":"%s %s tea","output":"%s","options":["good","bad"]}\n' \
				    $w $((i * likes_seed)) $w
			done
		done >"tasks/likes/likes_4_${likes_seed}_train.jsonl"
	done
	sed 's/ tea/ milk/' "tasks/likes/likes_4_${1}_train.jsonl" \
	    >tasks/likes/likes_test.jsonl
}

# skip_all WHY: the whole test does not apply here
skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing() {
	echo "1..$n_checks"
}
