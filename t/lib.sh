# TAP from sh: each test runs in an empty folder of its own; KEEP=1 keeps it.
# shellcheck shell=sh
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
: "${ICL_BUILD:=$ROOT/build}"
PATH=$ICL_BUILD:$PATH
export LC_ALL=C.UTF-8 OMP_WAIT_POLICY=passive
DIR=$(mktemp -d)
cd "$DIR" || exit 1
[ -n "${KEEP:-}" ] && echo "# in $DIR"
trap '[ -n "${KEEP:-}" ] || rm -rf "$DIR"' EXIT
n_checks=0

# check NAME COMMAND...: the command succeeds
check() {
	check_name=$1
	shift
	n_checks=$((n_checks + 1))
	if "$@" >check.out 2>&1; then
		echo "ok $n_checks - $check_name"
	else
		echo "not ok $n_checks - $check_name"
		sed 's/^/# /' check.out
	fi
}

# check_status WANTED NAME COMMAND...: the command exits with this status;
# what it says is kept in out and err
check_status() {
	check_wanted=$1
	check_name=$2
	shift 2
	n_checks=$((n_checks + 1))
	"$@" >out 2>err
	check_got=$?
	if [ "$check_got" = "$check_wanted" ]; then
		echo "ok $n_checks - $check_name"
	else
		echo "not ok $n_checks - $check_name: exit $check_got"
		head -c 2000 err | sed 's/^/# /'
	fi
}

# check_same NAME FILE FILE
check_same() {
	n_checks=$((n_checks + 1))
	if cmp -s "$2" "$3"; then
		echo "ok $n_checks - $1"
	else
		echo "not ok $n_checks - $1"
		diff "$2" "$3" 2>&1 | head -20 | sed 's/^/# /'
	fi
}

# check_says NAME TEXT: the last check_status's stderr holds the text
check_says() {
	n_checks=$((n_checks + 1))
	if grep -qF -- "$2" err; then
		echo "ok $n_checks - $1"
	else
		echo "not ok $n_checks - $1"
		head -c 2000 err | sed 's/^/# said: /'
	fi
}

done_testing() {
	echo "1..$n_checks"
}
