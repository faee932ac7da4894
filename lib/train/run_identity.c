/* What makes a run the same: see run_identity.h. */
#include "train/run_identity.h"

#include <inttypes.h>
#include <string.h>

#include "train/hash_text.h"

void
run_identity_put(struct buf *out, const struct run_identity *r)
{
	buf_str(out, STR("\"options\":"));
	json_put_str(out, r->options);
	buf_printf(out,
	    ",\"stream\":\"%016" PRIx64 "\",\"frozen\":\"%016" PRIx64 "\"",
	    r->stream, r->frozen);
}

/* Takes a line off the front of *text; an empty one at its end. */
static struct str
take_line(struct str *text)
{
	const char *nl = text->n == 0 ? NULL : memchr(text->p, '\n', text->n);
	size_t n = nl == NULL ? text->n : (size_t)(nl - text->p);
	struct str line = str_slice(*text, 0, n);

	*text = str_slice(*text, n + (nl != NULL), text->n);
	return line;
}

/* The name of the option that a line gives. */
static struct str
option_of(struct str line)
{
	const char *space = memchr(line.p, ' ', line.n);

	return space == NULL ? line
			     : str_slice(line, 0, (size_t)(space - line.p));
}

/* The line of the same option, or "the default" where there is none. */
static struct str
line_of(struct str lines, struct str option)
{
	while (lines.n > 0) {
		struct str line = take_line(&lines);

		if (str_eq(option_of(line), option))
			return line;
	}
	return STR("the default");
}

/* The option that gives the run's length, which may change. */
static bool
is_length(struct str option)
{
	return str_eq(option, STR("--steps")) ||
	       str_eq(option, STR("--tokens")) ||
	       str_eq(option, STR("--epochs"));
}

/* The line of a run's length. */
static struct str
length_of(struct str lines)
{
	while (lines.n > 0) {
		struct str line = take_line(&lines);

		if (is_length(option_of(line)))
			return line;
	}
	return STR("one pass");
}

/* Whether a length is in steps; those in passes are in tokens, too. */
static bool
in_steps(struct str length)
{
	return str_eq(option_of(length), STR("--steps"));
}

/*
 * Whether lines differ in what may change: the value of a length, and where
 * the rate is constant its measure too.
 */
static bool
may_differ(struct str was, struct str is, struct str option)
{
	const struct str constant = STR("--schedule constant");

	return is_length(option) &&
	       (in_steps(length_of(was)) == in_steps(length_of(is)) ||
		   str_eq(line_of(is, STR("--schedule")), constant));
}

/* The first option of `lines` that others have otherwise; empty: none. */
static struct str
first_other(struct str lines, struct str others)
{
	const struct str lines_all = lines;

	while (lines.n > 0) {
		struct str line = take_line(&lines);
		struct str option = option_of(line);

		if (!str_eq(line, line_of(others, option)) &&
		    !may_differ(lines_all, others, option))
			return option;
	}
	return STR("");
}

static int
same_options(struct str was, struct str is, struct err *e)
{
	struct str option = first_other(was, is), a, b;

	if (option.n == 0)
		option = first_other(is, was);
	if (option.n == 0)
		return 0;
	a = line_of(was, option);
	b = line_of(is, option);
	return err_set(e,
	    "made with other options: %.*s: '%.*s' there, '%.*s' here; give "
	    "the same, or --force to start anew",
	    STR_ARG(option), STR_ARG(a), STR_ARG(b));
}

/* Whether a hash of then is that of now; 0 is one that nobody knows. */
static int
same_hash(const struct json *j, const char *name, uint64_t is,
    const char *otherwise, struct err *e)
{
	struct str text;
	uint64_t was;

	if (json_need_str(j, name, &text, e))
		return -1;
	if (hash_text_read(text, &was))
		return err_set(e, "'%s' is no hash", name);
	if (was == is || was == 0 || is == 0)
		return 0;
	return err_set(
	    e, "%s; give the same, or --force to start anew", otherwise);
}

int
run_identity_check(const struct run_identity *r, const struct json *j,
    struct buf *length_was, struct err *e)
{
	struct str options, was;

	if (json_need_str(j, "options", &options, e) ||
	    same_options(options, r->options, e) ||
	    same_hash(j, "stream", r->stream,
		"not the stream of the checkpoint: FILEs had other episodes",
		e) ||
	    same_hash(j, "frozen", r->frozen,
		"of an adapter over another model's weights", e))
		return -1;
	was = length_of(options);
	if (!str_eq(was, length_of(r->options)))
		buf_str(length_was, was);
	return 0;
}
