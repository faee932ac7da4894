/* Curves of training logs: see train_curves.h. */
#include "report/train_curves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"
#include "io/reader.h"
#include "report/curves.h"
#include "report/svg.h"

/* The curves, by the log's members. */
static const struct measure {
	const char *member, *title;
} measures[] = {
	{ "loss", "training loss" },
	{ "eval_loss", "loss on the evaluation file" },
	{ "grad_norm", "gradient norm" },
	{ "lr", "learning rate" },
	{ "tok_s", "tokens a second" },
};

enum { MEASURES = sizeof measures / sizeof measures[0] };

/* One log: a step and its measures a line, NAN where they are not told. */
struct log {
	const char *path;
	size_t style;
	double *step, *values[MEASURES]; /* [n] */
	size_t n, step_cap, caps[MEASURES];
};

static int
take_line(struct log *log, struct str line, struct err *e)
{
	struct json *j = json_parse(line, e);
	double step;

	if (j == NULL)
		return -1;
	step = json_real(json_get(j, "step"), NAN);
	if (isfinite(step)) {
		size_t n = log->n + 1;

		log->step =
		    mem_grow(log->step, &log->step_cap, n, sizeof *log->step);
		log->step[log->n] = step;
		for (size_t m = 0; m < MEASURES; m++) {
			log->values[m] = mem_grow(log->values[m], &log->caps[m],
			    n, sizeof *log->values[m]);
			log->values[m][log->n] =
			    json_real(json_get(j, measures[m].member), NAN);
		}
		log->n = n;
	}
	json_free(j);
	return 0;
}

static int
load(struct log *log, const char *path, struct err *e)
{
	struct reader *r = reader_new(&path, 1);
	struct str line;
	int rc = reader_begin(r, 1u << KIND_TEXT, e) ? -1 : 1;

	log->path = path;
	while (rc > 0 && (rc = reader_line(r, &line, e)) > 0)
		if (str_trim(line).n > 0 && take_line(log, line, e))
			rc = reader_err(r, e);
	reader_free(r);
	if (rc == 0 && log->n == 0)
		return err_set(e,
		    "%s: no line has a step; is this a log of icl-train?",
		    path);
	return rc;
}

static void
log_release(struct log *log)
{
	free(log->step);
	for (size_t m = 0; m < MEASURES; m++)
		free(log->values[m]);
}

/* The file's name, or all of the path where another file is called alike. */
static struct str
name_of(const struct log *logs, size_t n, size_t i)
{
	const char *slash = strrchr(logs[i].path, '/');
	const char *name = slash != NULL ? slash + 1 : logs[i].path;

	for (size_t j = 0; j < n; j++) {
		const char *other = strrchr(logs[j].path, '/');

		other = other != NULL ? other + 1 : logs[j].path;
		if (j != i && strcmp(other, name) == 0)
			return str_of(logs[i].path);
	}
	return str_of(name);
}

static bool
has_measure(const struct log *logs, size_t n, size_t m)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < logs[i].n; j++)
			if (isfinite(logs[i].values[m][j]))
				return true;
	return false;
}

static void
put_measure(const struct log *logs, size_t n, size_t m, struct buf *out)
{
	struct curve *curves = mem_new(n, sizeof *curves);
	struct str title = str_of(measures[m].title);

	for (size_t i = 0; i < n; i++)
		curves[i] = (struct curve){ name_of(logs, n, i), logs[i].style,
			logs[i].step, logs[i].values[m], logs[i].n };
	buf_str(out, STR("<figure>"));
	curves_put(title, STR("step"), curves, n, out);
	buf_str(out, STR("<figcaption>"));
	svg_text(title, out);
	buf_str(out, STR("</figcaption></figure>\n"));
	free(curves);
}

/* That of the run it is called like, or of none of them. */
static void
choose_styles(struct log *logs, size_t n, struct texts runs)
{
	size_t others = runs.n;

	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(file_basename(logs[i].path));
		size_t end = name.n, run;

		while (end > 0 && name.p[end - 1] != '.')
			end--;
		run = texts_find(
		    runs, end > 1 ? str_slice(name, 0, end - 1) : name);
		logs[i].style = run < runs.n ? run : others++;
	}
}

int
train_curves_put(const char *const *files, size_t n, struct texts runs,
    struct buf *out, struct err *e)
{
	struct log *logs = mem_new(n, sizeof *logs);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = load(&logs[i], files[i], e);
	choose_styles(logs, n, runs);
	if (rc == 0) {
		buf_str(out, STR("<h2>Training</h2>\n<div class=\"two\">"));
		for (size_t m = 0; m < MEASURES; m++)
			if (has_measure(logs, n, m))
				put_measure(logs, n, m, out);
		buf_str(out, STR("</div>\n"));
	}
	for (size_t i = 0; i < n; i++)
		log_release(&logs[i]);
	free(logs);
	return rc;
}
