#!/bin/sh
# Manual pages: clean mdoc, every option of --help described and no other,
# every tool's page with the same headings.  t/examples.t runs the examples.
. "$(dirname "$0")/lib.sh"
PAGES=$ROOT/man

# The long options that a page describes: .It Fl s , Fl -seed Ar N
described() {
	sed -n 's/^\.It Fl //p' "$@" | grep -oE 'Fl -[a-z0-9-]+|^-[a-z0-9-]+' |
	    sed -E 's/^(Fl )?-/--/' | sort -u
}
offered() {
	"$1" --help=all | grep -oE '^ +(-[a-zA-Z], )?--[a-z0-9-]+' |
	    grep -oE -e '--[a-z0-9-]+' | sort -u
}

described "$PAGES/icl.7" >common
for tool in icl-segment icl-mktask icl-episode icl-tok icl-train icl-score; do
	page=$PAGES/$tool.1
	check "$tool: page is there" test -f "$page"
	described "$page" >own
	sort -u common own >described
	offered $tool >offers
	comm -23 offers described >missing
	check "$tool: every option is described" test ! -s missing
	[ -s missing ] && sed 's/^/# not described: /' missing
	printf '%s\n' --help --version >known
	sort -u offers known >known-options
	comm -13 known-options own >extra
	check "$tool: no other option is" test ! -s extra
	[ -s extra ] && sed 's/^/# not offered: /' extra
	for heading in NAME SYNOPSIS DESCRIPTION INPUT OUTPUT 'EXIT STATUS' \
	    EXAMPLES 'SEE ALSO'; do
		grep -qxF ".Sh $heading" "$page" ||
		    echo "$heading" >>no-heading-$tool
	done
	check "$tool: the same headings" test ! -e no-heading-$tool
	$tool --help=all >all
	check "$tool: all options are 80 columns wide" \
	    sh -c '! grep -qE "^.{81}" all'
	$tool --help >help
	check "$tool: help fits a screen of 80 columns" \
	    sh -c '! grep -qE "^.{81}" help && [ "$(wc -l <help)" -le 64 ]'
	check "$tool: and ends with its manual" \
	    sh -c 'tail -n 1 help | grep -q "man $0$"' $tool
done
for page in "$PAGES"/icl*.[157]; do
	check "$(basename "$page"): clean mdoc" \
	    mandoc -T lint -W warning "$page"
	if command -v groff >/dev/null; then
		groff -ww -mdoc -T utf8 "$page" 2>groff.said >groff.shown
		verdict "$([ -s groff.said ]; echo $((1 - $?)))" \
		    "$(basename "$page"): groff says nothing" groff.said
	fi
	mandoc -T ascii -O width=200 "$page" |
	    sed "s/.$(printf '\b')//g; s/^ *//" >shown
	sed -n 's/^\.S[hs] //p' "$page" | sed 's/\\&//g' >headings
	check "$(basename "$page"): headings are shown as they stand" \
	    sh -c '! grep -vxF -f shown headings'
done
done_testing
