/* Rules by task: see task_rules.h. */
#include "report/task_rules.h"

#include <stdlib.h>

#include "base/choice.h"
#include "base/mem.h"
#include "io/json.h"
#include "io/reader.h"

enum { AS_IT_IS = -1 };

struct line {
	struct str task, run; /* "": any */
	int rule, calibrate;  /* AS_IT_IS: not told */
};

struct task_rules {
	struct arena arena;
	struct line *v;
	size_t n, cap;
};

/* Whether a name of the line, which is "" for any, is this one. */
static bool
fits(struct str wanted, struct str name)
{
	return wanted.n == 0 || str_eq(wanted, name);
}

static bool
has(const struct task_rules *t, const struct line *x)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].task, x->task) &&
		    str_eq(t->v[i].run, x->run))
			return true;
	return false;
}

/* The member's place among names; AS_IT_IS when it is not there. */
static int
take_choice(const struct json *j, const char *member, const char *names,
    int *choice, struct err *e)
{
	const struct json *value = json_get(j, member);
	size_t i = choice_find(names, json_str(value));

	*choice = AS_IT_IS;
	if (json_kind(value) == JSON_NULL)
		return 0;
	if (i == choice_count(names))
		return err_set(e, "'%s' is none of %s", member, names);
	*choice = (int)i;
	return 0;
}

static int
take_json(struct task_rules *t, const struct json *j, struct err *e)
{
	struct line x = { json_str(json_get(j, "task")),
		json_str(json_get(j, "run")), AS_IT_IS, AS_IT_IS };

	if (x.task.n == 0 && x.run.n == 0)
		return err_set(e, "neither 'task' nor 'run' is a name; say "
				  "which results the rule is for");
	if (take_choice(j, "rule", RULE_NAMES, &x.rule, e) ||
	    take_choice(j, "calibrate", CALIBRATION_NAMES, &x.calibrate, e))
		return -1;
	if (has(t, &x))
		return err_set(e, "%s '%.*s' comes twice",
		    x.task.n > 0 ? "task" : "run",
		    STR_ARG(x.task.n > 0 ? x.task : x.run));
	x.task.p = arena_copy(&t->arena, x.task.p, x.task.n);
	x.run.p = arena_copy(&t->arena, x.run.p, x.run.n);
	t->v = mem_grow(t->v, &t->cap, t->n + 1, sizeof *t->v);
	t->v[t->n++] = x;
	return 0;
}

static int
take_line(struct task_rules *t, struct str line, struct err *e)
{
	struct json *j;
	int rc;

	if (str_trim(line).n == 0)
		return 0;
	j = json_parse(line, e);
	if (j == NULL)
		return -1;
	rc = take_json(t, j, e);
	json_free(j);
	return rc;
}

struct task_rules *
task_rules_load(const char *path, struct err *e)
{
	struct task_rules *t = mem_new(1, sizeof *t);
	struct reader *r = reader_new(&path, 1);
	struct str line;
	int rc = reader_begin(r, 1u << KIND_TEXT, e) ? -1 : 1;

	while (rc > 0 && (rc = reader_line(r, &line, e)) > 0)
		if (take_line(t, line, e))
			rc = reader_err(r, e);
	reader_free(r);
	if (rc == 0)
		return t;
	task_rules_free(t);
	return NULL;
}

void
task_rules_free(struct task_rules *t)
{
	if (t == NULL)
		return;
	arena_release(&t->arena);
	free(t->v);
	free(t);
}

struct judgement
task_rules_of(const struct task_rules *t, struct str task, struct str run,
    struct judgement how)
{
	const struct line *x = NULL;

	for (size_t i = 0; t != NULL && x == NULL && i < t->n; i++)
		if (fits(t->v[i].task, task) && fits(t->v[i].run, run))
			x = &t->v[i];
	if (x != NULL && x->rule != AS_IT_IS)
		how.rule = (enum rule)x->rule;
	if (x != NULL && x->calibrate != AS_IT_IS)
		how.calibrate = (enum calibration)x->calibrate;
	return how;
}
