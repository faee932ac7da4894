#!/bin/sh
# The house holds: arrows point down, one door to each library, only cmd/
# decides to exit, nothing is in the root that does not belong there.
. "$(dirname "$0")/lib.sh"
HERE=$(pwd)
cd "$ROOT" || exit 1

# none NAME COMMAND...: the command finds nothing
none() {
	none_name=$1
	shift
	"$@" >"$FOUND" 2>&1
	[ ! -s "$FOUND" ]
	verdict $? "$none_name" "$FOUND"
}
FOUND=$(mktemp)
trap 'rm -f "$FOUND"' EXIT

none "a test run by hand leaves nothing where it is run" sh -c '
	cd "$2" && env -u ICL_FOLDER "$1/t/io/file.t" >/dev/null; ls -A' \
    sh "$ICL_BUILD" "$HERE"

# layer LAYER ALLOWED...: its files include only these layers
layer() {
	layer_name=$1
	shift
	allowed=$(printf '%s|' "$layer_name" "$@")
	none "$layer_name includes only: $layer_name $*" \
	    sh -c 'grep -rsnE "^#include \"[a-z]+/" --include="*.[ch]" lib/"$1" |
		grep -vE "\"(${2%|})/"' sh "$layer_name" "$allowed"
}
layer base
layer io base
layer tok base io
layer nn base
layer model base io nn
layer report base io
layer segment base io
layer mktask base io
layer episode base io
layer encode base io tok
layer train base io tok nn model
layer score base io tok nn model

# A module is a .c with its header; kernels/ is a part of the operations it
# serves, whose headers it includes.
none "modules include each other in no circle" sh -c '
	grep -snE "^#include \"[a-z]+/[a-z0-9_]+\.h\"" -r lib --include=*.[ch] |
	grep -v "^lib/nn/kernels/" |
	sed -E "s,^lib/(.*)\.[ch]:[0-9]+:#include \"(.*)\.h\".*,\1 \2," |
	awk "\$1 != \$2" | tsort 2>&1 >/dev/null'
none "no two modules have one name, but for a kernel of an operation" sh -c '
	find lib -name "*.c" ! -path "*/kernels/*" -exec basename {} .c ";" |
	    sort | uniq -d'
none "no two headers define one tag" sh -c '
	grep -shoE "^(struct|enum|union) [a-z0-9_]+ \{" -r lib --include=*.h |
	    sort | uniq -d'
none "every module is on the map" sh -c '
	for m in $(find lib -name "*.c" ! -path "*/kernels/*"); do
		m=$(basename "$m" .c)
		grep -qwF "$m" lib/README.md || echo "$m: not in lib/README.md"
	done'

# door HEADER FILE...: only these include it
door() {
	header=$1
	shift
	none "only $* includes <$header>" sh -c '
		header=$1; shift
		grep -rsl "<$header>" --include="*.[ch]" lib cmd |
		    grep -vxF "$(printf "%s\n" "$@")"' sh "$header" "$@"
}
door zstd.h lib/io/stream.c
door pcre2.h lib/base/regex.c
door sha256.h lib/base/digest.c
door omp.h lib/base/par.c
door pthread.h lib/base/flow.c lib/base/comm.c
door mpi.h lib/base/comm.c
door blis/blis.h lib/nn/gemm.c
door blis.h lib/nn/gemm.c
door dnnl.h lib/nn/matmul.c
door utf8proc.h lib/base/unicode.c

none "only cmd, mem and opt end the process" sh -c '
	grep -rsnE "[^_a-z](die|exit|abort)\(" --include="*.c" lib |
	    grep -vE "^lib/base/(mem|opt)\.c:"'
none "no unsafe C" grep -snE \
    '[^_a-z](strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|alloca|gets)\(' \
    -r cmd lib --include='*.[ch]'
none "libraries do not print" sh -c '
	grep -rnE "[^_a-z](printf|puts|putchar|fprintf|perror)\(" \
	    --include="*.c" lib |
	    grep -vE "^lib/base/(mem|opt|progress)\.c:"'
none "nothing is left open" grep -snE 'TODO|FIXME|XXX' -r cmd lib man pipelines
none "the root is the fixed list" sh -c '
	{ [ -e .git ] && command -v git >/dev/null; } || exit 0
	git ls-files | cut -d/ -f1 | sort -u |
	    grep -vxE "Makefile|README.md|LICENSE|cmd|lib|man|t|pipelines|[.].*"'
none "every header has its guard" sh -c '
	for h in $(find lib -name "*.h"); do
		g=ICL_$(echo "${h#lib/}" | tr a-z/. A-Z__)
		grep -q "^#define $g\$" "$h" || echo "$h: no $g"
	done'
none "every .c begins with its purpose" sh -c '
	for c in $(find cmd lib -name "*.c" 2>/dev/null); do
		head -c 2 "$c" | grep -q "/\*" || echo "$c"
	done'
done_testing
