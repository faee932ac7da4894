# icl-*: build, test, install.  What a packager may set stands first.
CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DESTDIR ?=
PKG_CONFIG ?= pkg-config
PROVE ?= prove
# Words of `dnnl mpi utf8proc`: to build without them where they are there.
WITHOUT ?=
O ?= build

TOOLS := $(patsubst cmd/%.c,%,$(wildcard cmd/icl-*.c))
BIN := $(TOOLS:%=$O/%)
LIB := $(wildcard lib/*/*.c)
# The own kernels are compiled once for each instruction set.
MACHINE := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine 2>/dev/null)))
ISAS_x86_64 := portable avx2 avx512 avx512_bf16
ISAS_aarch64 := neon
ISAS := $(or $(ISAS_$(MACHINE)),portable)
ISA_avx2 := -mavx2 -mfma -mf16c
ISA_avx512 := $(ISA_avx2) -mavx512f -mavx512dq -mavx512bw -mavx512vl \
	-mavx512cd -mprefer-vector-width=512
ISA_avx512_bf16 := $(ISA_avx512) -mavx512bf16
KERNELS := $(wildcard lib/nn/kernels/*.c)
OBJ := $(LIB:%.c=$O/%.o) $(foreach i,$(ISAS),$(KERNELS:%.c=$O/%.$i.o))
MAN := $(wildcard man/icl*.[1-8])
TESTS := $(patsubst t/%.c,$O/t/%.t,$(filter-out t/fuzz/% t/bench/% \
	t/faults/%, \
	$(wildcard t/*/*.c)))

# `make WERROR=-Werror` makes warnings errors.
WERROR ?=
WARN := $(WERROR) -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wwrite-strings
# Of clang's conversions two are house style: enumerators as numbers, and
# assert(!"what is wrong").
WARN += -Wno-enum-float-conversion -Wno-string-conversion
ICL_CFLAGS := -std=c11 -D_GNU_SOURCE -Ilib -fopenmp -MMD -MP $(WARN)
# Kernels: contraction and no errno, but never -ffast-math; the reasons stand
# in lib/nn/kernels/simd.h.
NN_CFLAGS := -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast
# Since gcc 13 the tuning for any processor parts multiply-adds of 256 bits:
# slower where we want them, and other bits.
FMA := --param=avoid-fma-max-bits=0
NN_CFLAGS += $(shell $(CC) -Werror $(FMA) -x c -c -o /dev/null /dev/null \
	2>/dev/null && echo $(FMA))

# Debian's libraries; blis ships no pkg-config file there.
TEXT_LIBS := -lpcre2-8 -lzstd -lmd -lm
# used NAME,TEST: yes when the optional library is there and wanted
used = $(if $(filter $1,$(WITHOUT)),,$(shell $2 >/dev/null 2>&1 && echo yes))
# Used when present: tokenizers that normalise text.
ifeq ($(call used,utf8proc,$(PKG_CONFIG) --exists libutf8proc),yes)
TEXT_LIBS += -lutf8proc
$O/lib/base/unicode.o: CPPFLAGS += -DHAVE_UTF8PROC
endif
# Used when present: several hosts.
ifeq ($(call used,mpi,$(PKG_CONFIG) --exists mpi-c),yes)
MPI_LIBS := $(shell $(PKG_CONFIG) --libs mpi-c)
$O/lib/base/comm.o: CPPFLAGS += -DHAVE_MPI $(patsubst -I%,-isystem %,\
	$(shell $(PKG_CONFIG) --cflags mpi-c))
endif
BLIS_LIBS := $(shell $(PKG_CONFIG) --libs blis 2>/dev/null || echo -lblis)
# Used when present: products of bf16 numbers.
ifeq ($(call used,dnnl,$(CC) $(CPPFLAGS) -DHAVE_DNNL -D_GNU_SOURCE -Ilib \
	-fsyntax-only lib/nn/matmul.c),yes)
BLIS_LIBS += -ldnnl
$O/lib/nn/matmul.o: CPPFLAGS += -DHAVE_DNNL
endif

# `make V=1` shows the commands, `make -s` nothing.
Q := $(if $V,,@)
silent := $(findstring s,$(filter-out -%,$(firstword $(MAKEFLAGS))))
said = $(if $V$(silent),,@echo '  $1 $@')

all: $(BIN)

# What is missing is said once, not by a compiler for each file.
$O/have-libraries:
	@mkdir -p $O
	@printf '#include <%s>\n' zstd.h sha256.h pcre2.h | \
		$(CC) $(CPPFLAGS) -DPCRE2_CODE_UNIT_WIDTH=8 -E - >/dev/null 2>&1 || \
		{ echo 'a compiler or a library is missing: run "make deps"' >&2; \
		exit 1; }
	@touch $@
$(OBJ) $(BIN:$O/%=$O/cmd/%.o): | $O/have-libraries

$O/icl-train $O/icl-score: LIBS := $(BLIS_LIBS) $(MPI_LIBS)
$(BIN): $O/%: $O/cmd/%.o $O/libicl.a
	$(call said,LD)
	$Q$(CC) $(CFLAGS) -fopenmp $(LDFLAGS) -o $@ $^ $(LIBS) $(TEXT_LIBS)

$O/libicl.a: $(OBJ)
	$(call said,AR)
	@rm -f $@
	$Q$(AR) rcs $@ $^

$O/lib/nn/%.o: ICL_CFLAGS += $(NN_CFLAGS)
# Stored numbers are rounded as the gguf package rounds them.
$O/lib/nn/kernels/quant_dots.%.o: ICL_CFLAGS += -ffp-contract=off
$O/lib/nn/kernels/blocks.%.o: ICL_CFLAGS += -ffp-contract=off
define kernel_rule
$O/lib/nn/kernels/%.$1.o: lib/nn/kernels/%.c
	@mkdir -p $$(@D)
	$$(call said,CC)
	$$Q$$(CC) $$(CFLAGS) $$(CPPFLAGS) $$(ICL_CFLAGS) $$(ISA_$1) -c -o $$@ $$<
endef
$(foreach i,$(ISAS),$(eval $(call kernel_rule,$i)))
$O/%.o: %.c
	@mkdir -p $(@D)
	$(call said,CC)
	$Q$(CC) $(CFLAGS) $(CPPFLAGS) $(ICL_CFLAGS) -c -o $@ $<

$O/t/%.t: $O/t/%.o $O/libicl.a
	$(call said,LD)
	$Q$(CC) $(CFLAGS) -fopenmp $(LDFLAGS) -o $@ $^ $(BLIS_LIBS) $(MPI_LIBS) \
		$(TEXT_LIBS)

# Makes one call of a program fail: t/faults.t.
$O/t/faults.so: t/faults/faults.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O2 -fPIC -shared -o $@ $<

# Debian packages, installed by root or sudo, else named.
deps:
	sh pipelines/deps.sh build

# One lock, so that of `make -j2 demo check` neither disturbs the other.
LOCKED = +@mkdir -p $O; flock $O/lock $(MAKE) --no-print-directory

check: deps
	$(LOCKED) check-built

check-built: all $(TESTS) $O/t/faults.so
	ICL_BUILD=$(abspath $O) $(PROVE) -e t/in-folder.sh $(wildcard t/*.t) \
		$(TESTS)

demo: deps
	$(LOCKED) demo-built

demo-built:
	@echo 'building the tools'
	@$(MAKE) -s all
	@$(MAKE) -s -f pipelines/demo.mk BIN=$(abspath $O) OUT=$O/demo

# Completions come out of --help, for each shell in its own form.
$O/completions/%.bash $O/completions/%.zsh: $O/% pipelines/completions.awk
	@mkdir -p $(@D)
	for s in bash zsh; do $< --help=all | awk -v tool=$* -v shell=$$s \
		-f pipelines/completions.awk >$O/completions/$*.$$s || exit 1; done

# Where things go.  Pages name recipes by where they are installed.
BINDIR = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
RECIPES := $(addprefix pipelines/,metaicl.mk selfsup.mk instruct.mk onetask.mk \
	warmup.mk results.mk results.awk results.gp results.sbatch findings.mk \
	sizes.mk crossfit.jq ni.jq rows.jq inst.layout noinst.layout loss.sh \
	leak-probe.pl random-model.pl) $(wildcard pipelines/*.rules)
install: all $(TOOLS:%=$O/completions/%.bash)
	install -d "$(BINDIR)" "$(SHARE)/icl" \
		"$(SHARE)/bash-completion/completions" \
		"$(SHARE)/zsh/site-functions"
	install -m 755 $(BIN) "$(BINDIR)"
	install -m 644 $(RECIPES) "$(SHARE)/icl"
	for t in $(TOOLS); do \
		install -m 644 $O/completions/$$t.bash \
			"$(SHARE)/bash-completion/completions/$$t" && \
		install -m 644 $O/completions/$$t.zsh \
			"$(SHARE)/zsh/site-functions/_$$t" || exit 1; done
	for m in $(MAN); do \
		to="$(SHARE)/man/man$${m##*.}" && install -d "$$to" && \
		sed 's,pipelines/,$(PREFIX)/share/icl/,g' $$m >$O/page && \
		install -m 644 $O/page "$$to/$${m##*/}" || exit 1; done

uninstall:
	for t in $(TOOLS); do rm -f "$(BINDIR)/$$t" \
		"$(SHARE)/bash-completion/completions/$$t" \
		"$(SHARE)/zsh/site-functions/_$$t"; done
	for m in $(MAN); do rm -f "$(SHARE)/man/man$${m##*.}/$${m##*/}"; done
	for r in $(RECIPES); do rm -f "$(SHARE)/icl/$${r##*/}"; done
	rmdir "$(SHARE)/icl" 2>/dev/null || :

help:
	@echo 'make              build the six tools into $O/'
	@echo 'make deps         install the Debian packages that are needed'
	@echo 'make demo         see a small model learn to use demonstrations'
	@echo 'make check        the tests'
	@echo 'make install      PREFIX=$(PREFIX) DESTDIR=; make uninstall'
	@echo 'make clean        remove all build folders'
	@echo 'for developers: lint sanitize fuzz bench golden analyze dist'
	@echo 'WITHOUT="dnnl mpi utf8proc" builds without what is optional'

clean:
	rm -rf $O build-*

include pipelines/dev.mk

.PHONY: all deps check check-built demo demo-built install uninstall help \
	clean
.SECONDARY:

-include $(shell find $O -name '*.d' 2>/dev/null)
