/*
 * One table describes a tool's options: the parser, --help, the shell
 * completions, the header's args and the manual test all read it.
 *
 * This module and base/mem.c are the two that may end the process: misuse
 * (exit 2), --help and --version (exit 0), and die(), which cmd/ calls.
 */
#ifndef ICL_BASE_OPT_H
#define ICL_BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { EXIT_DONE = 0, EXIT_FAIL = 1, EXIT_MISUSE = 2 };

enum opt_type {
	OPT_END,    /* closes a table */
	OPT_HEAD,   /* no option: `help` is a heading of the help screen */
	OPT_FLAG,   /* bool */
	OPT_U64,    /* uint64_t; k, M, G and Ki, Mi, Gi may follow */
	OPT_F64,    /* double */
	OPT_TEXT,   /* const char * */
	OPT_CHOICE, /* int: index of the word among arg's "a|b|c" */
	OPT_LIST,   /* struct opt_list: the option may repeat */
	OPT_RANGE,  /* struct opt_range: "A-B" or "A" */
};

enum {
	OPT_RECORD = 1, /* can change a record: written in the header */
	OPT_ALWAYS = 2, /* written also when left at its default */
	OPT_PATH = 4,   /* a path: written as its basename */
	OPT_INPUT = 8,  /* a file whose digest is in `inputs` */
	OPT_RARE = 16,  /* only --help=all shows it, so that --help fits */
};

/*
 * Flags of an option that counts only in some of a tool's modes, numbered from
 * 0 by the tool; an option without any counts in all of them.
 */
enum { OPT_MODES = 8 };
#define OPT_IN(mode) (1u << (8 + (mode)))
#define OPT_IN_ANY (0xffu << 8)

struct opt_list {
	const char **v; /* the texts as given, in order */
	size_t n;
};

struct opt_range {
	uint64_t lo, hi;
};

struct opt {
	char letter;      /* '\0': none */
	const char *name; /* long form without the dashes */
	enum opt_type type;
	unsigned flags;   /* OPT_RECORD and the others above, OPT_IN */
	const char *arg;  /* the value's name in the help */
	const char *def;  /* default, parsed like a value; NULL: zero */
	const char *help; /* one line, without the default */
	size_t at;        /* offset of its place in the config */
	double min, max;  /* numbers: the range allowed */
};

enum { OPT_MAX = 96 }; /* options of one tool, the common ones included */

/* The options of all six tools; a tool's config holds one of these. */
struct opt_common {
	const char *output; /* NULL: stdout */
	bool plain;
	uint64_t level; /* of zstd */
	uint64_t seed;
	uint64_t threads;  /* never 0 once parsed */
	uint64_t count;    /* output records wanted; 0: all */
	uint64_t max_line; /* bytes of the longest line that is read */
	bool verbose, quiet, progress, no_progress, skip_bad;
	const char **files;         /* operands */
	size_t n_files;             /* 0: stdin */
	const char *given[OPT_MAX]; /* by table row, the common ones first */
};

enum {
	OPT_NO_SEED = 1,   /* it draws nothing: -s is taken, not recorded */
	OPT_NO_STREAM = 2, /* it writes no record stream: no --plain, --level */
	OPT_TTY_INPUT = 4, /* a terminal on stdin is for the tool to judge */
	OPT_NO_COUNT = 8,  /* no -n */
};

struct opt_spec {
	const char *tool, *synopsis, *purpose;
	/* closed by an OPT_END row; a common option whose long name one of
	 * these has is given by its letter alone */
	const struct opt *options;
	size_t common;           /* offset of struct opt_common in config */
	unsigned without;        /* OPT_NO_… */
	void (*about)(void);     /* prints the libraries for --version */
	const char *output_arg;  /* what -o names, NULL: a FILE, and how */
	const char *output_help; /* the help puts it */
};

/* Sets every default, then what argv says; config lives as long as argv. */
void opt_parse(
    const struct opt_spec *spec, int argc, char **argv, void *config);

bool opt_given(
    const struct opt_spec *spec, const void *config, const char *name);

/*
 * The next option that was given though it does not count in the mode, from
 * row *at on, 0 at first; NULL: no more.
 */
const char *opt_next_idle(
    const struct opt_spec *spec, const void *config, unsigned mode, size_t *at);

/*
 * Calls each for every option that is written in the header, in table order:
 * its row and its value as text, NULL for a flag.
 */
void opt_record(const struct opt_spec *spec, const void *config,
    void (*each)(void *ctx, const struct opt *o, const char *value), void *ctx);

/* Parses a whole number with its suffix and range, as OPT_U64 does. */
int opt_u64(const char *text, uint64_t min, uint64_t max, uint64_t *value,
    struct err *e) MUST_CHECK;

int opt_range(const char *text, uint64_t min, uint64_t max,
    struct opt_range *range, struct err *e) MUST_CHECK;

/* progress_begin's mode from the options. */
int opt_progress(const struct opt_common *c);

/* "tool: message" on stderr, and the end of the process. */
_Noreturn void die(int status, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The same without the end. */
void warn(const char *fmt, ...) PRINTF_LIKE(1, 2);

#define ICL_VERSION "0.1.0"

#endif
