/* One table describes a tool's options: see opt.h. */
#include "base/opt.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/choice.h"
#include "base/mem.h"
#include "base/opt_near.h"
#include "base/par.h"
#include "base/utf8.h"

#define AT(member) offsetof(struct opt_common, member)

static const struct opt common_options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "common to all tools", 0, 0, 0 },
	{ 'o', "output", OPT_TEXT, 0, "FILE", NULL,
	    "write FILE once all is done, not stdout", AT(output), 0, 0 },
	{ 0, "plain", OPT_FLAG, 0, NULL, NULL, "write without compression",
	    AT(plain), 0, 0 },
	{ 0, "level", OPT_U64, OPT_RARE, "N", "3", "zstd level", AT(level), 1,
	    19 },
	{ 's', "seed", OPT_U64, OPT_RECORD | OPT_ALWAYS, "N", "0",
	    "seed of every random choice", AT(seed), 0, 0x1p63 },
	{ 'j', "threads", OPT_U64, 0, "N", NULL, "threads [all]", AT(threads),
	    1, 4096 },
	{ 'n', "count", OPT_U64, OPT_RECORD, "N", NULL,
	    "stop after N output records", AT(count), 1, 0x1p63 },
	{ 'v', "verbose", OPT_FLAG, 0, NULL, NULL, "counts and timing",
	    AT(verbose), 0, 0 },
	{ 'q', "quiet", OPT_FLAG, 0, NULL, NULL, "warnings only", AT(quiet), 0,
	    0 },
	{ 0, "progress", OPT_FLAG, OPT_RARE, NULL, NULL,
	    "progress also when stderr is no terminal", AT(progress), 0, 0 },
	{ 0, "no-progress", OPT_FLAG, OPT_RARE, NULL, NULL, "no progress",
	    AT(no_progress), 0, 0 },
	{ 0, "max-line", OPT_U64, 0, "N", "64Mi", "longest line read, in bytes",
	    AT(max_line), 1 << 10, 0x1p31 },
	{ 0, "skip-bad", OPT_FLAG, OPT_RECORD, NULL, NULL,
	    "count and skip records that are not valid", AT(skip_bad), 0, 0 },
};

enum { N_COMMON = sizeof common_options / sizeof common_options[0] };

/* A row of either table by one index, the common ones first; NULL past them. */
static const struct opt *
row(const struct opt_spec *spec, size_t i)
{
	const struct opt *o;

	if (i < N_COMMON)
		return &common_options[i];
	o = &spec->options[i - N_COMMON];
	return o->type == OPT_END ? NULL : o;
}

static bool
offered(const struct opt_spec *spec, const struct opt *o)
{
	static const struct {
		const char *name;
		unsigned without;
	} gates[] = {
		{ "plain", OPT_NO_STREAM },
		{ "level", OPT_NO_STREAM },
		{ "count", OPT_NO_COUNT },
	};

	if (o->type == OPT_HEAD)
		return false;
	if (o < common_options || o >= common_options + N_COMMON)
		return true;
	for (size_t i = 0; i < sizeof gates / sizeof gates[0]; i++)
		if (strcmp(o->name, gates[i].name) == 0)
			return (spec->without & gates[i].without) == 0;
	return true;
}

/*
 * Whether a tool has a common option's long name for one of its own: the
 * common one is then given by its letter.
 */
static bool
is_taken(const struct opt_spec *spec, size_t i)
{
	const struct opt *o;

	if (i >= N_COMMON)
		return false;
	for (size_t j = N_COMMON; (o = row(spec, j)) != NULL; j++)
		if (o->type != OPT_HEAD &&
		    strcmp(o->name, common_options[i].name) == 0)
			return true;
	return false;
}

static struct opt_common *
common_of(const struct opt_spec *spec, void *config)
{
	return (struct opt_common *)((char *)config + spec->common);
}

static void *
place(const struct opt_spec *spec, size_t i, void *config)
{
	char *base = i < N_COMMON ? (char *)common_of(spec, config) : config;
	const struct opt *o = row(spec, i);

	assert(o != NULL);
	return base + o->at;
}

static void
voice(const char *fmt, va_list ap)
{
	struct err e;
	char line[sizeof e.msg];

	vsnprintf(line, sizeof line, fmt, ap);
	err_set(&e, "%s", line); /* masks control bytes */
	fprintf(stderr, "%s: %s\n", program_invocation_short_name, e.msg);
}

void
die(int status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	voice(fmt, ap);
	va_end(ap);
	exit(status);
}

void
warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	voice(fmt, ap);
	va_end(ap);
}

static int
parse_f64(const struct opt *o, const char *text, double *value, struct err *e)
{
	char *end;

	errno = 0;
	*value = strtod(text, &end);
	if (end == text || *end != '\0' || errno == ERANGE ||
	    !(*value >= o->min && *value <= o->max))
		return err_set(e, "'%s' is not a number from %g to %g", text,
		    o->min, o->max);
	return 0;
}

static int
parse_choice(const struct opt *o, const char *text, int *value, struct err *e)
{
	size_t i = choice_find(o->arg, str_of(text));

	if (i == choice_count(o->arg))
		return err_set(e, "'%s' is none of %s", text, o->arg);
	*value = (int)i;
	return 0;
}

static void
append(struct opt_list *list, const char *text)
{
	list->v = mem_resize(list->v, list->n + 1, sizeof *list->v);
	list->v[list->n++] = text;
}

static int
store(const struct opt *o, const char *text, void *at, struct err *e)
{
	uint64_t max = o->max >= 0x1p63 ? INT64_MAX : (uint64_t)o->max;

	switch (o->type) {
	case OPT_FLAG:
		*(bool *)at = true;
		return 0;
	case OPT_U64:
		return opt_u64(text, (uint64_t)o->min, max, at, e);
	case OPT_F64:
		return parse_f64(o, text, at, e);
	case OPT_TEXT:
		*(const char **)at = text;
		return 0;
	case OPT_CHOICE:
		return parse_choice(o, text, at, e);
	case OPT_LIST:
		append(at, text);
		return 0;
	case OPT_RANGE:
		return opt_range(text, (uint64_t)o->min, max, at, e);
	case OPT_HEAD:
	case OPT_END:
		break;
	}
	assert(!"a row that holds no value");
	return -1;
}

static void
set_defaults(const struct opt_spec *spec, void *config)
{
	const struct opt *o;
	struct err e;

	for (size_t i = 0; (o = row(spec, i)) != NULL; i++) {
		assert(i < OPT_MAX);
		if (o->def == NULL || o->type == OPT_HEAD ||
		    o->type == OPT_LIST)
			continue;
		if (store(o, o->def, place(spec, i, config), &e))
			die(EXIT_MISUSE, "default of --%s: %s", o->name, e.msg);
	}
	common_of(spec, config)->threads = par_cores();
}

enum { HELP_COLUMN = 28, HELP_WIDTH = 80 };

/* Puts words at the help column, on more lines where one is not enough. */
static void
help_words(const char *text, int *used)
{
	while (*text != '\0') {
		int n = (int)strcspn(text, " ");

		if (*used + 1 + n > HELP_WIDTH) {
			putchar('\n');
			*used = 0;
		}
		if (*used < HELP_COLUMN)
			*used += printf("%*s", HELP_COLUMN - *used, "");
		else
			*used += printf(" ");
		*used += printf("%.*s", n, text);
		text += n + (text[n] == ' ');
	}
}

static void
help_row(const struct opt *o)
{
	char value[64];
	int used;

	if (o->letter != '\0')
		used = printf("  -%c, --%s", o->letter, o->name);
	else
		used = printf("      --%s", o->name);
	if (o->arg != NULL)
		used += printf(" %s", o->arg);
	if (used >= HELP_COLUMN) {
		putchar('\n');
		used = 0;
	}
	help_words(o->help, &used);
	if (o->def != NULL) {
		snprintf(value, sizeof value, "[%s]", o->def);
		help_words(value, &used);
	}
	putchar('\n');
}

static void
finish_stdout(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		die(EXIT_FAIL, "<stdout>: %s", strerror(errno));
	exit(EXIT_DONE);
}

/* One screen, or all options; where some are missing it says so. */
static void
help(const struct opt_spec *spec, bool all)
{
	const struct opt *o;

	printf("usage: %s %s\n%s\n", spec->tool, spec->synopsis, spec->purpose);
	for (size_t i = N_COMMON; (o = row(spec, i)) != NULL; i++) {
		if (o->type == OPT_HEAD)
			printf("%s:\n", o->help);
		else if (all || (o->flags & OPT_RARE) == 0)
			help_row(o);
	}
	printf("%s:\n", common_options[0].help);
	for (size_t i = 0; i < N_COMMON; i++) {
		struct opt shown = common_options[i];

		if (shown.letter == 'o' && spec->output_arg != NULL) {
			shown.arg = spec->output_arg;
			shown.help = spec->output_help;
		}
		if (offered(spec, &common_options[i]) &&
		    (all || (shown.flags & OPT_RARE) == 0))
			help_row(&shown);
	}
	printf("  -h, --help; --version     this; version and libraries\n"
	       "%sman %s\n",
	    all ? "" : "more options: --help=all; what they do: ", spec->tool);
	finish_stdout();
}

static void
version(const struct opt_spec *spec)
{
	printf("%s %s\n", spec->tool, ICL_VERSION);
	if (spec->about != NULL)
		spec->about();
	finish_stdout();
}

enum { VAL_HELP = 1000, VAL_VERSION, VAL_ROW = 2000 };

/* getopt's two descriptions of the same table. */
struct getopt_tables {
	char letters[4 + 2 * OPT_MAX];
	struct option longs[OPT_MAX + 3];
};

static void
describe(const struct opt_spec *spec, struct getopt_tables *t)
{
	const struct opt *o;
	size_t n = 0, c = 0;

	t->letters[c++] = ':';
	t->letters[c++] = 'h';
	for (size_t i = 0; (o = row(spec, i)) != NULL; i++) {
		if (!offered(spec, o))
			continue;
		if (!is_taken(spec, i))
			t->longs[n++] = (struct option){
				.name = o->name,
				.has_arg = o->type != OPT_FLAG,
				.val = VAL_ROW + (int)i,
			};
		if (o->letter == '\0')
			continue;
		t->letters[c++] = o->letter;
		if (o->type != OPT_FLAG)
			t->letters[c++] = ':';
	}
	t->letters[c] = '\0';
	t->longs[n++] = (struct option){
		.name = "help", .has_arg = optional_argument, .val = VAL_HELP
	};
	t->longs[n++] =
	    (struct option){ .name = "version", .val = VAL_VERSION };
	t->longs[n] = (struct option){ 0 };
}

static size_t
row_of_letter(const struct opt_spec *spec, int letter)
{
	const struct opt *o;
	size_t i;

	for (i = 0; (o = row(spec, i)) != NULL; i++)
		if (offered(spec, o) && o->letter == letter)
			break;
	assert(o != NULL);
	return i;
}

static void
take(const struct opt_spec *spec, void *config, size_t i, const char *text)
{
	const struct opt *o = row(spec, i);
	struct err e;

	if (text != NULL && (o->flags & OPT_RECORD) != 0 &&
	    (o->flags & OPT_PATH) == 0 &&
	    utf8_valid(str_of(text)) != strlen(text))
		die(EXIT_MISUSE, "--%s: '%s' is not UTF-8", o->name, text);
	if (store(o, text, place(spec, i, config), &e))
		die(EXIT_MISUSE, "%s%s: %s", o->name[1] == '\0' ? "-" : "--",
		    o->name, e.msg);
	common_of(spec, config)->given[i] = text == NULL ? "" : text;
}

/* Ends with what may have been meant. */
static _Noreturn void
misspelt(const struct option *longs, const char *typed)
{
	const char *names[OPT_MAX + 2], *near;
	size_t n = 0;

	if (typed[0] == '-' && typed[1] != '-' && optopt != 0)
		die(EXIT_MISUSE, "unknown option '-%c'; see --help", optopt);
	if (optopt != 0) /* getopt found the option */
		die(EXIT_MISUSE, "option '%s' takes no value", typed);
	for (; longs[n].name != NULL; n++)
		names[n] = longs[n].name;
	near = opt_near(typed, names, n);
	if (near != NULL)
		die(EXIT_MISUSE,
		    "unknown option '%s'; did you mean --%s? (or see --help)",
		    typed, near);
	die(EXIT_MISUSE, "unknown option '%s'; see --help", typed);
}

void
opt_parse(const struct opt_spec *spec, int argc, char **argv, void *config)
{
	struct opt_common *common = common_of(spec, config);
	struct getopt_tables *t = mem_new(1, sizeof *t);
	int c;

	set_defaults(spec, config);
	describe(spec, t);
	opterr = 0;
	while (
	    (c = getopt_long(argc, argv, t->letters, t->longs, NULL)) != -1) {
		if (c == 'h' || c == VAL_HELP)
			help(
			    spec, optarg != NULL && strcmp(optarg, "all") == 0);
		else if (c == VAL_VERSION)
			version(spec);
		else if (c == ':')
			die(EXIT_MISUSE, "option '%s' needs a value",
			    argv[optind - 1]);
		else if (c == '?')
			misspelt(t->longs, argv[optind - 1]);
		else if (c >= VAL_ROW)
			take(spec, config, (size_t)(c - VAL_ROW), optarg);
		else
			take(spec, config, row_of_letter(spec, c), optarg);
	}
	free(t);
	common->files = (const char **)argv + optind;
	common->n_files = (size_t)(argc - optind);
	if (common->n_files == 0 && (spec->without & OPT_TTY_INPUT) == 0 &&
	    isatty(STDIN_FILENO) == 1)
		die(EXIT_MISUSE, "no input: name a FILE or pipe a stream in; "
				 "see --help");
}

bool
opt_given(const struct opt_spec *spec, const void *config, const char *name)
{
	const struct opt_common *common =
	    (const void *)((const char *)config + spec->common);
	const struct opt *o;

	for (size_t i = 0; (o = row(spec, i)) != NULL; i++)
		if (o->type != OPT_HEAD && strcmp(o->name, name) == 0)
			return common->given[i] != NULL;
	assert(!"an option of the table");
	return false;
}

const char *
opt_next_idle(
    const struct opt_spec *spec, const void *config, unsigned mode, size_t *at)
{
	const struct opt *o;

	assert(mode < OPT_MODES);
	while ((o = row(spec, (*at)++)) != NULL) {
		unsigned modes = o->flags & OPT_IN_ANY;

		if (modes != 0 && (modes & OPT_IN(mode)) == 0 &&
		    opt_given(spec, config, o->name))
			return o->name;
	}
	return NULL;
}

static void
record_row(const struct opt *o, const char *given, const void *at,
    void (*each)(void *ctx, const struct opt *o, const char *value), void *ctx)
{
	const struct opt_list *list = at;

	if (o->type == OPT_FLAG)
		each(ctx, o, NULL);
	else if (o->type == OPT_LIST)
		for (size_t i = 0; i < list->n; i++)
			each(ctx, o, list->v[i]);
	else
		each(ctx, o, given != NULL ? given : o->def);
}

void
opt_record(const struct opt_spec *spec, const void *config,
    void (*each)(void *ctx, const struct opt *o, const char *value), void *ctx)
{
	const struct opt_common *common =
	    (const void *)((const char *)config + spec->common);
	const struct opt *o;

	for (size_t i = 0; (o = row(spec, i)) != NULL; i++) {
		const char *base = i < N_COMMON ? (const char *)common : config;

		if ((o->flags & OPT_RECORD) == 0 || !offered(spec, o))
			continue;
		if (o->at == AT(seed) && i < N_COMMON &&
		    (spec->without & OPT_NO_SEED) != 0)
			continue;
		if (common->given[i] == NULL && (o->flags & OPT_ALWAYS) == 0)
			continue;
		record_row(o, common->given[i], base + o->at, each, ctx);
	}
}

int
opt_progress(const struct opt_common *c)
{
	if (c->no_progress || c->quiet)
		return -1;
	return c->progress ? 1 : 0;
}
