# Development targets: sanitize, lint, fuzz, bench, golden, dist.
SAN := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all
FUZZ := $(patsubst t/fuzz/%.c,$O/fuzz/%,$(wildcard t/fuzz/*.c))
FUZZ_TIME ?= 60
C_FILES := $(wildcard cmd/*.c lib/*/*.[ch] lib/*/*/*.[ch] t/*.[ch] \
	t/*/*.[ch])
# What clang-tidy looks for: its bugs and costs, without what is meant here.
TIDY := -*,bugprone-*,performance-*,\
-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,\
-bugprone-implicit-widening-of-multiplication-result,\
-bugprone-reserved-identifier,-bugprone-assignment-in-if-condition,\
-bugprone-sizeof-expression,-bugprone-not-null-terminated-result,\
-bugprone-suspicious-memory-comparison,\
-performance-no-int-to-ptr

sanitize:
	LSAN_OPTIONS=suppressions=$(CURDIR)/t/lsan.supp:print_suppressions=0 \
		ICL_SANITIZED=1 $(MAKE) check-built O=build-asan CFLAGS='$(SAN)'

lint:
	sh pipelines/deps.sh lint
	$(MAKE) WERROR=-Werror $O/bench/nn $O/bench/step
	mandoc -T lint -W warning $(MAN)
	shellcheck -S error -x -P SCRIPTDIR .ci/run \
		$(wildcard pipelines/*.sh t/*.sh t/*.t)
	if clang-format --version | grep -q 'version 14\.'; then \
		$(MAKE) form; else \
		echo 'form and checks are those of clang 14: left out'; fi

# Of one version: another has other checks and other spaces.
form:
	clang-format --dry-run -Werror $(C_FILES)
	printf '%s\n' $(filter-out lib/nn/kernels/%,$(filter %.c,$(LIB) \
		$(wildcard cmd/*.c))) | xargs -P $(shell nproc) -n 8 sh -c \
		'clang-tidy --quiet --warnings-as-errors="*" --checks="$(TIDY)" \
		"$$@" -- -std=c11 -D_GNU_SOURCE -Ilib -fopenmp 2>/dev/null' tidy

# Every call of every tool fails in turn, every case of JSON stands everywhere,
# many pairs race, many runs are killed: a quarter of an hour.  `make check` has
# a few of each.
faults: all $O/t/faults.so $O/t/io/json_suite.t
	FAULTS=1000000 RACES=100 EVERY=1 ICL_BUILD=$(abspath $O) $(PROVE) -v \
		-e t/in-folder.sh t/faults.t t/json.t t/races.t

# Races between threads, of ours and of par_for.  Where other code runs on
# libgomp's threads the sanitizer does not know what orders them.
tsan:
	$(MAKE) O=build-tsan CFLAGS='-O1 -g -fsanitize=thread' tsan-built

tsan-built: $O/icl-segment $O/icl-mktask $O/t/base/flow.t
	TSAN_OPTIONS='halt_on_error=1 ignore_noninstrumented_modules=1' \
		ICL_SANITIZED=1 ICL_BUILD=$(abspath $O) $(PROVE) \
		-e t/in-folder.sh $O/t/base/flow.t t/icl-segment.t t/icl-mktask.t

# What no sanitizer sees: memory that was never written.  The code that PCRE2
# writes at run time reads a vector past the text's end, so patterns are
# interpreted here.
VALGRIND_TESTS := $(filter $O/t/base/% $O/t/io/% $O/t/tok/% $O/t/report/%,\
	$(TESTS))
valgrind:
	$(MAKE) O=build-valgrind CFLAGS='-O2 -g -DREGEX_INTERPRETED' \
		valgrind-built

valgrind-built: $(VALGRIND_TESTS)
	UNDER="valgrind -q --error-exitcode=9 --leak-check=full \
		--child-silent-after-fork=yes" \
		ICL_SANITIZED=1 ICL_BUILD=$(abspath $O) $(PROVE) \
		-e t/in-folder.sh $(VALGRIND_TESTS)

# Keeps what the tools print now as what t/golden.t wants; git shows the change.
golden: all
	GOLDEN=write ICL_BUILD=$(abspath $O) sh t/in-folder.sh t/golden.t

# The compiler's own analysis, minutes long; what it says of NULL is often wrong.
analyze:
	$(MAKE) -k all O=build-analyzer CFLAGS='-O1 -g -fanalyzer \
		-Wno-analyzer-null-dereference -Wno-analyzer-null-argument -Werror'

# Each parser is fed what the fuzzer finds, for FUZZ_TIME seconds.
fuzz:
	sh pipelines/deps.sh lint
	$(MAKE) O=build-fuzz CC=clang fuzz-built CFLAGS='-O1 -g \
		-fsanitize=fuzzer-no-link,address,undefined'

fuzz-built: $(FUZZ)
	for f in $(FUZZ); do mkdir -p $$f.corpus && $$f -max_len=65536 \
		-max_total_time=$(FUZZ_TIME) -print_final_stats=1 \
		-artifact_prefix=$$f. $$f.corpus || exit 1; done

$O/fuzz/%: $O/t/fuzz/%.o $O/libicl.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fsanitize=fuzzer -fopenmp -o $@ $^ $(BLIS_LIBS) \
		$(MPI_LIBS) $(TEXT_LIBS)

# Rates as shares of the processor's peak, beside PyTorch's where it is there;
# run alone on the machine.  What can be chosen: t/bench/run.sh.
bench:
	$(LOCKED) bench-built

bench-built: $O/bench/nn $O/bench/step
	sh t/bench/run.sh $O/bench

$O/bench/%: $O/t/bench/%.o $O/libicl.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fopenmp -o $@ $^ $(BLIS_LIBS) $(MPI_LIBS) \
		$(TEXT_LIBS)

# The sources as they lie here, with or without a .git folder.
DIST := icl-$(shell sed -n 's/^.define ICL_VERSION "\(.*\)"/\1/p' lib/base/*.h)
dist:
	@mkdir -p $O
	tar --sort=name --owner=0 --group=0 --numeric-owner --exclude-vcs \
		--transform='s,^,$(DIST)/,' -czf $O/$(DIST).tar.gz \
		.ci .clang-format .gitignore LICENSE Makefile README.md \
		cmd lib man pipelines t
	@echo $O/$(DIST).tar.gz

.PHONY: analyze bench bench-built dist faults form fuzz fuzz-built golden \
	lint sanitize tsan tsan-built valgrind valgrind-built
