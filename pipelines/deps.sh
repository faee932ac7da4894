#!/bin/sh
# deps.sh build|full|lint: installs the Debian packages that building, testing
# and the demo need (build), those used when present (full), or what fuzzing
# and linting need (lint); names them where it may not install.
set -eu
case ${1:-build} in
build)
	set -- gcc libc6-dev make perl zstd jq miller gnuplot-nox pkg-config mandoc \
	    libpcre2-dev libzstd-dev libblis-openmp-dev \
	    libmd-dev libutf8proc-dev
	;;
full)
	set -- libdnnl-dev libopenmpi-dev openmpi-bin
	;;
lint)
	set -- clang clang-format clang-tidy libclang-rt-dev libomp-dev \
	    shellcheck git groff-base
	;;
*)
	echo "usage: deps.sh build|full|lint" >&2
	exit 2
	;;
esac
command -v dpkg-query >/dev/null || {
	echo "deps: not a Debian system; needed are: $*" >&2
	exit 0
}
missing=
for p; do
	# shellcheck disable=SC2016 # the format is dpkg-query's
	dpkg-query -W -f='${db:Status-Abbrev}' "$p" 2>/dev/null |
	    grep -q '^.i' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
as_root=
if [ "$(id -u)" != 0 ]; then
	if sudo -n true 2>/dev/null; then
		as_root="sudo -n"
	else
		echo "deps: as root: apt-get install$missing" >&2
		exit 1
	fi
fi
echo "deps: installing$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 # words are wanted
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
    --no-install-recommends $missing >/dev/null
