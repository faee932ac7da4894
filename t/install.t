#!/bin/sh
# make install and uninstall: what is put where, under a folder with a space;
# completions; pages that name what was installed.
. "$(dirname "$0")/lib.sh"

# makes TARGET: the project's make, apart from the one that runs this test
makes() {
	env -u MAKEFLAGS -u MAKELEVEL make -s -C "$ROOT" O="$ICL_BUILD" \
		PREFIX=/usr DESTDIR="$PWD/a b" "$1"
}
at="a b/usr"

check 'installs' makes install
for tool in icl-segment icl-mktask icl-episode icl-tok icl-train icl-score; do
	check "$tool: program, page and completions" sh -c '
		test -x "$1/bin/$2" && test -s "$1/share/man/man1/$2.1" &&
		test -s "$1/share/bash-completion/completions/$2" &&
		test -s "$1/share/zsh/site-functions/_$2"' - "$at" $tool
done
check 'an installed page names files that are there' sh -c '
	grep -oh "/usr/share/icl/[a-z.-]*[a-z]" "$1"/share/man/man*/* |
	    sort -u >named && test -s named &&
	while read -r file; do test -e "a b$file" || exit 1; done <named' - "$at"
check 'no page names the source tree' sh -c '
	! grep -l "pipelines/" "$1"/share/man/man*/*' - "$at"
check 'an installed recipe says what it wants' sh -c '
	! make -f "$1/share/icl/metaicl.mk" -n >out 2>&1 &&
	grep -q "DATA is not set" out' - "a b/usr"

if command -v bash >/dev/null; then
	# completed WORD BEFORE: what bash offers for WORD behind BEFORE
	cat >completed <<'END'
. "$1/share/bash-completion/completions/icl-score"
_icl_score icl-score "$2" "$3"
echo "${COMPREPLY[@]}"
END
	bash completed "$at" --sum x >got
	echo --summary >want
	check_same 'an option is completed' want got
	bash completed "$at" me --rule >got
	echo mean >want
	check_same 'the value of a choice is completed' want got
fi

check 'uninstalls' makes uninstall
find "a b" ! -type d >left
check_same 'nothing is left' /dev/null left
done_testing
