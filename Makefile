# icl-*: build, test, install.  What a packager may set stands first.
CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DESTDIR ?=
PKG_CONFIG ?= pkg-config
PROVE ?= prove
O ?= build

TOOLS := $(patsubst cmd/%.c,%,$(wildcard cmd/icl-*.c))
BIN := $(TOOLS:%=$O/%)
LIB := $(wildcard lib/*/*.c)
# The own kernels are compiled once for each instruction set.
ISAS := portable $(if $(filter x86_64-%,$(shell $(CC) -dumpmachine)),avx2 avx512 \
	avx512_bf16)
ISA_avx2 := -mavx2 -mfma
ISA_avx512 := $(ISA_avx2) -mavx512f -mavx512dq -mavx512bw -mavx512vl \
	-mavx512cd -mprefer-vector-width=512
ISA_avx512_bf16 := $(ISA_avx512) -mavx512bf16
KERNELS := $(wildcard lib/nn/kernels/*.c)
OBJ := $(LIB:%.c=$O/%.o) $(foreach i,$(ISAS),$(KERNELS:%.c=$O/%.$i.o))
MAN := $(wildcard man/icl*.[1-8])
TESTS := $(patsubst t/%.c,$O/t/%.t,$(filter-out t/fuzz/% t/bench/%, \
	$(wildcard t/*/*.c)))

WARN := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wwrite-strings
ICL_CFLAGS := -std=c11 -D_GNU_SOURCE -Ilib -fopenmp -MMD -MP $(WARN)
# Kernels: contraction and no errno, but never -ffast-math; the reasons stand
# in lib/nn/kernels/simd.h.
NN_CFLAGS := -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast

# Debian's libraries; blis ships no pkg-config file there.
TEXT_LIBS := -lpcre2-8 -lzstd -ljson-c -lmd -lm
# Used when present: tokenizers that normalise text.
ifeq ($(shell $(PKG_CONFIG) --exists libutf8proc && echo yes),yes)
TEXT_LIBS += -lutf8proc
$O/lib/tok/unicode.o: CPPFLAGS += -DHAVE_UTF8PROC
endif
# Used when present: several hosts.
ifeq ($(shell $(PKG_CONFIG) --exists mpi-c && echo yes),yes)
MPI_LIBS := $(shell $(PKG_CONFIG) --libs mpi-c)
$O/lib/base/comm.o: CPPFLAGS += -DHAVE_MPI $(patsubst -I%,-isystem %,\
	$(shell $(PKG_CONFIG) --cflags mpi-c))
endif
BLIS_LIBS := $(shell $(PKG_CONFIG) --libs blis 2>/dev/null || echo -lblis)
# Used when present: products of bf16 numbers.
ifeq ($(shell $(CC) -E -include dnnl.h -x c /dev/null >/dev/null 2>&1 && \
	echo yes),yes)
BLIS_LIBS += -ldnnl
$O/lib/nn/matmul.o: CPPFLAGS += -DHAVE_DNNL
endif

all: $(BIN)

$O/icl-train $O/icl-score: LIBS := $(BLIS_LIBS) $(MPI_LIBS)
$(BIN): $O/%: $O/cmd/%.o $O/libicl.a
	$(CC) $(CFLAGS) -fopenmp $(LDFLAGS) -o $@ $^ $(LIBS) $(TEXT_LIBS)

$O/libicl.a: $(OBJ)
	rm -f $@
	$(AR) rcs $@ $^

$O/lib/nn/%.o: ICL_CFLAGS += $(NN_CFLAGS)
define kernel_rule
$O/lib/nn/kernels/%.$1.o: lib/nn/kernels/%.c
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(CPPFLAGS) $$(ICL_CFLAGS) $$(ISA_$1) -c -o $$@ $$<
endef
$(foreach i,$(ISAS),$(eval $(call kernel_rule,$i)))
$O/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(CPPFLAGS) $(ICL_CFLAGS) -c -o $@ $<

$O/t/%.t: $O/t/%.o $O/libicl.a
	$(CC) $(CFLAGS) -fopenmp $(LDFLAGS) -o $@ $^ $(BLIS_LIBS) $(MPI_LIBS) $(TEXT_LIBS)

# Debian packages, installed by root or sudo, else named.
deps:
	sh pipelines/deps.sh build

# One lock, so that of `make -j2 demo check` neither disturbs the other.
LOCKED = +@mkdir -p $O; flock $O/lock $(MAKE)

check: deps
	$(LOCKED) check-built

check-built: all $(TESTS)
	ICL_BUILD=$(abspath $O) $(PROVE) -e t/in-folder.sh $(wildcard t/*.t) \
		$(TESTS)

demo: deps
	$(LOCKED) demo-built

demo-built: all
	$(MAKE) -f pipelines/demo.mk BIN=$(abspath $O) OUT=$(abspath $O)/demo

$O/completions/%: $O/%
	@mkdir -p $(@D)
	{ printf "complete -o default -W '"; $< --help | \
		grep -oE -e '--[a-z][a-z0-9-]*' | sort -u | tr '\n' ' '; \
		echo "' $*"; } >$@

install: all $(TOOLS:%=$O/completions/%)
	install -d $(DESTDIR)$(PREFIX)/bin \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(TOOLS:%=$O/completions/%) \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions
	for m in $(MAN); do s=$(DESTDIR)$(PREFIX)/share/man/man$${m##*.}; \
		install -d $$s && install -m 644 $$m $$s || exit 1; done

clean:
	rm -rf $O build-*

include pipelines/dev.mk

.PHONY: all deps check check-built demo demo-built install clean
.SECONDARY:

-include $(shell find $O -name '*.d' 2>/dev/null)
