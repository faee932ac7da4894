# icl-*: build, test, install.  A packager may set what stands first.
CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DESTDIR ?=
PKG_CONFIG ?= pkg-config
PROVE ?= prove
O ?= build

TOOLS := $(patsubst cmd/%.c,%,$(wildcard cmd/icl-*.c))
BIN := $(TOOLS:%=$O/%)
LIB := $(wildcard lib/base/*.c lib/io/*.c lib/text/*.c lib/tok/*.c \
	lib/nn/*.c lib/model/*.c lib/report/*.c)
OBJ := $(LIB:%.c=$O/%.o)
TESTS := $(patsubst t/%.c,$O/t/%.t,$(wildcard t/*/*.c t/*.c))

WARN := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wwrite-strings
ICL_CFLAGS := -std=c11 -D_GNU_SOURCE -Ilib -fopenmp -MMD -MP $(WARN)
# Kernels: contraction and no errno, but never -ffast-math (see speed notes
# in lib/nn/kernels.h: it breaks the rounding that exp rests on).
NN_CFLAGS := -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast

TEXT_LIBS := -lpcre2-8 -lzstd -ljson-c -lmd -lm
BLIS_LIBS := $(shell $(PKG_CONFIG) --libs blis 2>/dev/null || echo -lblis)

all: $(BIN)

$O/icl-train $O/icl-score: LIBS := $(BLIS_LIBS)
$(BIN): $O/%: $O/cmd/%.o $O/libicl.a
	$(CC) $(CFLAGS) -fopenmp $(LDFLAGS) -o $@ $^ $(LIBS) $(TEXT_LIBS)

$O/libicl.a: $(OBJ)
	rm -f $@
	$(AR) rcs $@ $^

$O/lib/nn/%.o: CFLAGS += $(NN_CFLAGS)
$O/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(CPPFLAGS) $(ICL_CFLAGS) -c -o $@ $<

$O/t/%.t: $O/t/%.o $O/libicl.a
	$(CC) $(CFLAGS) -fopenmp $(LDFLAGS) -o $@ $^ $(BLIS_LIBS) $(TEXT_LIBS)

check: all $(TESTS)
	ICL_BUILD=$(abspath $O) $(PROVE) $(wildcard t/*.t) $(TESTS)

clean:
	rm -rf $O

.PHONY: all check clean
.SECONDARY:

-include $(shell find $O -name '*.d' 2>/dev/null)
