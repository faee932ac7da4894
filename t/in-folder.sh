#!/bin/sh
# Runs a test in an empty folder of its own, which KEEP=1 keeps; a program
# UNDER another one.
test=$(realpath "$1")
folder=$(mktemp -d)
# Several tests run at once: their threads do not wait by spinning.
export ICL_FOLDER="$folder" OMP_WAIT_POLICY=passive
cd "$folder" || exit 1
case $test in
*/t/*.t) [ -x "$test" ] || set -- sh "$test" ;;
esac
# shellcheck disable=SC2086 # UNDER is a command: make valgrind
[ "$1" = sh ] || set -- ${UNDER:-} "$test"
"$@"
status=$?
cd / || exit 1
if [ -n "${KEEP:-}" ]; then
	echo "# kept $folder"
else
	rm -rf "$folder"
fi
exit $status
