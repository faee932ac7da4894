#!/bin/sh
# Whole outputs, kept in t/golden/TOOL/CASE: `cmd` is run by sh with `in` on
# its standard input and must print `out`, say `err` and exit as `status` says
# (none: 0).  GOLDEN=write (make golden) keeps what it prints instead, and the
# diff is the review.
. "$(dirname "$0")/lib.sh"
export ROOT

for cmd in "$ROOT"/t/golden/*/*/cmd; do
	case=$(dirname "$cmd")
	name=$(basename "$(dirname "$case")")/$(basename "$case")
	in=$case/in
	[ -f "$in" ] || in=/dev/null
	sh "$cmd" <"$in" >out 2>err
	echo $? >status
	if [ "${GOLDEN:-}" = write ]; then
		cp out err status "$case"
		grep -q . "$case/err" || rm "$case/err"
		[ "$(cat "$case/status")" != 0 ] || rm "$case/status"
		continue
	fi
	[ -f "$case/err" ] && cp "$case/err" want.err || : >want.err
	[ -f "$case/status" ] && cp "$case/status" want.status ||
		echo 0 >want.status
	check_same "$name: output" "$case/out" out
	check_same "$name: messages" want.err err
	check_same "$name: exit status" want.status status
done
done_testing
