/* Instructions of tasks: see instructions.h. */
#include "episode/instructions.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/json.h"
#include "io/kind.h"
#include "io/reader.h"
#include "io/texts.h"

struct given {
	struct str task, text;
};

struct instructions {
	struct arena texts;
	struct given *v; /* by task */
	size_t n, cap;
};

static int
by_task(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	return str_cmp(x->task, y->task);
}

static int
take_line(struct instructions *in, struct str text, struct err *e)
{
	struct json *j = json_parse(text, e);
	struct given line;
	int rc = -1;

	if (j != NULL)
		rc = text_parse(j, "task", 1, &in->texts, &line.task, e) ||
		     text_parse(j, "instruction", 1, &in->texts, &line.text, e);
	json_free(j);
	if (rc)
		return -1;
	in->v = mem_grow(in->v, &in->cap, in->n + 1, sizeof *in->v);
	in->v[in->n++] = line;
	return 0;
}

static int
take_lines(struct instructions *in, struct reader *r, struct err *e)
{
	struct str text;
	int rc = reader_begin(r, 1u << KIND_EXAMPLES, e);

	while (rc == 0 && (rc = reader_line(r, &text, e)) > 0) {
		rc = take_line(in, text, e);
		if (rc)
			return reader_err(r, e);
	}
	return rc;
}

struct instructions *
instructions_load(const char *path, struct err *e)
{
	struct instructions *in = mem_new(1, sizeof *in);
	const char *const files[] = { path };
	struct reader *r = reader_new(files, 1);
	int rc = take_lines(in, r, e);

	reader_free(r);
	if (in->n > 0)
		qsort(in->v, in->n, sizeof *in->v, by_task);
	for (size_t i = 1; rc == 0 && i < in->n; i++)
		if (str_eq(in->v[i].task, in->v[i - 1].task))
			rc = err_set(e,
			    "%s: task '%s' has two instructions; leave one",
			    path, in->v[i].task.p);
	if (rc == 0)
		return in;
	instructions_free(in);
	return NULL;
}

void
instructions_free(struct instructions *in)
{
	if (in == NULL)
		return;
	arena_release(&in->texts);
	free(in->v);
	free(in);
}

void
instructions_give(const struct instructions *in, struct example *x)
{
	struct given want = { .task = x->task };
	const struct given *found;

	if (in->n == 0)
		return;
	found = bsearch(&want, in->v, in->n, sizeof *in->v, by_task);
	if (found != NULL)
		x->instruction = found->text;
}
