/* Finding evaluation data in training data: see guard.h. */
#include "episode/guard.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "episode/guard_alias.h"
#include "episode/guard_fold.h"
#include "episode/guard_paths.h"
#include "episode/keyset.h"
#include "base/normal.h"
#include "episode/guard_row.h"

enum {
	ROW = GUARD_ROW_MAX,
	SHORT_ROW = 8,
	START_MIN = 5, /* words of a short input that begins another */
	TASKS_MAX = 1 << 20,
	RECORDS_MAX = 1 << 30,
	REPORTS_MAX = 1 << 16,
};

struct guarded_task {
	struct str name, alias;
	char *file;      /* where it was first found */
	uint32_t record; /* the one that names it */
};

struct record {
	uint32_t task;
	const char *file;
	uint64_t number; /* in its file, from 1; 0: only the name is known */
};

/* A pair of tasks, or text and task, and why. */
struct report {
	struct str task;
	struct record guarded;
	enum guard_why why;
	uint64_t n;
	struct buf place; /* of the first */
};

struct guard {
	struct guard_alias *aliases;
	struct arena texts;
	struct guarded_task *tasks;
	size_t n_tasks, cap_tasks;
	struct record *records;
	size_t n_records, cap_records;
	struct keyset keys; /* of inputs and rows: value is the last record of
			     * the first task that has it, n of how many */
	struct report *reports;
	size_t n_reports, cap_reports;
	uint64_t n_hits;
};

static struct str
keep(struct guard *g, struct str s)
{
	return (struct str){ arena_copy(&g->texts, s.p, s.n), s.n };
}

/* Keys of inputs and of rows of both lengths do not meet. */
static uint64_t
key_of(uint64_t hash, unsigned kind)
{
	hash = (hash ^ kind) * 0x9e3779b97f4a7c15u;
	hash ^= hash >> 29;
	return hash == 0 ? 1 : hash;
}

/* False when it was there already. */
static bool
insert(struct guard *g, uint64_t key, uint32_t record)
{
	struct keyset_entry *x = keyset_add(&g->keys, key);

	if (x->n == 0) {
		x->value = record;
		x->n = 1;
		return true;
	}
	if (x->value != record &&
	    g->records[x->value].task == g->records[record].task) {
		x->n++;
		x->value = record;
	}
	return false;
}

static void
insert_rows(struct guard *g, struct str part, size_t length, uint32_t record)
{
	struct guard_row row = guard_row_begin(length);
	size_t at = 0;
	struct str word;
	uint64_t hash;

	while (normal_word(part, &at, &word, &hash))
		if (guard_row_add(&row, hash) && guard_row_is_varied(&row))
			insert(g, key_of(row.hash, (unsigned)length), record);
}

/* The part behind a name such as "sentence 1:". */
static struct str
without_name(struct str part)
{
	size_t n_spaces = 0;

	part = str_trim(part);
	for (size_t i = 0; i < part.n && n_spaces < 3; i++) {
		if (part.p[i] == ':')
			return str_slice(part, i + 1, part.n);
		n_spaces += part.p[i] == ' ';
	}
	return part;
}

static void
insert_parts(struct guard *g, struct str input, uint32_t record)
{
	const struct str sep = STR("[SEP]");
	struct buf part = { 0 };

	for (size_t from = 0; from <= input.n;) {
		const char *end =
		    memmem(input.p + from, input.n - from, sep.p, sep.n);
		size_t to = end == NULL ? input.n : (size_t)(end - input.p);
		size_t n_words;

		buf_reset(&part);
		guard_fold(&part, without_name(str_slice(input, from, to)));
		normal_hash(buf_view(&part), &n_words);
		insert_rows(g, buf_view(&part),
		    n_words >= ROW ? ROW : SHORT_ROW, record);
		from = to + sep.n;
	}
	buf_release(&part);
}

static bool
is_telling(struct str folded, size_t n_words)
{
	return n_words >= GUARD_WORDS || folded.n >= GUARD_BYTES;
}

/* The key of a whole input; false when it is too short to tell. */
static bool
input_key(struct str input, uint64_t *key)
{
	struct buf folded = { 0 };
	size_t n_words;
	bool tells;

	guard_fold(&folded, input);
	*key = key_of(normal_hash(buf_view(&folded), &n_words), 0);
	tells = is_telling(buf_view(&folded), n_words);
	buf_release(&folded);
	return tells;
}

static int
add_task(struct guard *g, struct str name, uint32_t *index, struct err *e)
{
	struct guarded_task *t;

	for (size_t i = g->n_tasks; i-- > 0;)
		if (str_eq(g->tasks[i].name, name)) {
			*index = (uint32_t)i;
			return 0;
		}
	if (g->n_tasks == TASKS_MAX)
		return err_set(e, "more than %d guarded tasks", TASKS_MAX);
	g->tasks =
	    mem_grow(g->tasks, &g->cap_tasks, g->n_tasks + 1, sizeof *g->tasks);
	t = &g->tasks[g->n_tasks];
	t->name = keep(g, name);
	t->alias = keep(g, guard_alias_of(g->aliases, name));
	*index = (uint32_t)g->n_tasks++;
	return 0;
}

static uint32_t
add_record(struct guard *g, uint32_t task, const char *file, uint64_t number)
{
	const size_t n = g->n_records;

	/* the last one's name will do for the next */
	if (n > 0 && strcmp(g->records[n - 1].file, file) == 0)
		file = g->records[n - 1].file;
	else
		file = arena_copy(&g->texts, file, strlen(file));
	g->records = mem_grow(
	    g->records, &g->cap_records, g->n_records + 1, sizeof *g->records);
	g->records[g->n_records] = (struct record){ task, file, number };
	return (uint32_t)g->n_records++;
}

static int
add_name(struct guard *g, const char *file, struct str name, uint32_t *task,
    struct err *e)
{
	size_t before = g->n_tasks;

	if (add_task(g, name, task, e))
		return -1;
	if (g->n_tasks > before)
		g->tasks[*task].record = add_record(g, *task, file, 0);
	return 0;
}

/* A visitor's name. */
static int
see_name(
    void *ctx, const struct guard_place *at, struct str name, struct err *e)
{
	uint32_t task;

	return add_name(ctx, at->file, name, &task, e);
}

/* A visitor's example, that will be evaluated. */
static int
see_example(void *ctx, const struct guard_place *at,
    const struct example_reader_item *item, struct err *e)
{
	struct guard *g = ctx;
	struct str input = item->example.input;
	struct str name = at->task.n > 0 ? at->task : item->example.task;
	uint32_t task, record;
	uint64_t key;

	if (g->n_records == RECORDS_MAX)
		return err_set(e, "too many guarded records");
	if (add_name(g, at->file, name, &task, e))
		return -1;
	record = add_record(g, task, at->file, item->at->number);
	if (input_key(input, &key) && !insert(g, key, record))
		return 0;
	insert_parts(g, input, record);
	return 0;
}

static int
load(struct guard *g, const char *path, const char *data,
    struct example_reader *in, struct err *e)
{
	const struct guard_visitor visitor = { g, see_name, see_example };
	size_t before = g->n_records;

	if (guard_paths_walk(&visitor, path, data, in, e))
		return -1;
	if (g->n_records == before)
		return err_set(e, "%s: nothing in it to guard", path);
	return 0;
}

struct guard *
guard_new(const struct opt_list *paths, const char *aliases, const char *data,
    struct example_reader *in, struct err *e)
{
	struct guard *g = mem_new(1, sizeof *g);
	int rc = 0;

	g->aliases = guard_alias_new(aliases, e);
	if (g->aliases == NULL)
		rc = -1;
	for (size_t i = 0; rc == 0 && i < paths->n; i++)
		rc = load(g, paths->v[i], data, in, e);
	keyset_seal(&g->keys);
	if (rc == 0)
		return g;
	guard_free(g);
	return NULL;
}

static void
forget_reports(struct guard *g)
{
	while (g->n_reports > 0)
		buf_release(&g->reports[--g->n_reports].place);
	g->n_hits = 0;
}

void
guard_free(struct guard *g)
{
	if (g == NULL)
		return;
	guard_alias_free(g->aliases);
	arena_release(&g->texts);
	forget_reports(g);
	free(g->tasks);
	free(g->records);
	keyset_release(&g->keys);
	free(g->reports);
	free(g);
}

static uint64_t
mark_of(enum guard_why why, uint32_t record)
{
	return ((uint64_t)record + 1) << 2 | (uint64_t)why;
}

uint64_t
guard_task(const struct guard *g, struct str task)
{
	struct str alias = guard_alias_of(g->aliases, task);

	for (size_t i = 0; i < g->n_tasks; i++)
		if (str_eq(g->tasks[i].alias, alias))
			return mark_of(GUARD_NAME, g->tasks[i].record);
	return 0;
}

static uint64_t
look_up(const struct guard *g, uint64_t key, enum guard_why why)
{
	const struct keyset_entry *x = keyset_find(&g->keys, key);

	if (x == NULL || (why == GUARD_RUN && x->n > GUARD_TEMPLATE))
		return 0;
	assert(x->value < g->n_records);
	return mark_of(why, x->value);
}

/* A run of words in folded text. */
static uint64_t
look_up_runs(const struct guard *g, struct str folded)
{
	struct guard_row row = guard_row_begin(ROW);
	struct guard_row small = guard_row_begin(SHORT_ROW);
	size_t at = 0;
	struct str word;
	uint64_t hash, mark = 0;

	while (mark == 0 && normal_word(folded, &at, &word, &hash)) {
		if (guard_row_add(&small, hash))
			mark = look_up(
			    g, key_of(small.hash, SHORT_ROW), GUARD_RUN);
		if (guard_row_add(&row, hash) && mark == 0)
			mark = look_up(g, key_of(row.hash, ROW), GUARD_RUN);
	}
	return mark;
}

uint64_t
guard_text(const struct guard *g, struct str text)
{
	struct buf folded = { 0 };
	uint64_t mark;

	guard_fold(&folded, text);
	mark = look_up_runs(g, buf_view(&folded));
	buf_release(&folded);
	return mark;
}

/* A short guarded input with more behind it, such as its options. */
static uint64_t
look_up_starts(const struct guard *g, struct str folded)
{
	uint64_t mark = 0;

	for (size_t n = START_MIN; mark == 0 && n < SHORT_ROW; n++)
		mark =
		    look_up(g, key_of(normal_start(folded, n), 0), GUARD_INPUT);
	return mark;
}

static uint64_t
look_up_input(const struct guard *g, struct str folded)
{
	size_t n_words;
	uint64_t hash = normal_hash(folded, &n_words), mark = 0;

	if (is_telling(folded, n_words))
		mark = look_up(g, key_of(hash, 0), GUARD_INPUT);
	if (mark == 0)
		mark = look_up_starts(g, folded);
	return mark != 0 ? mark : look_up_runs(g, folded);
}

uint64_t
guard_example(const void *guard, const struct example *x)
{
	const struct guard *g = guard;
	struct buf folded = { 0 };
	uint64_t mark = guard_task(g, x->task);

	guard_fold(&folded, x->input);
	if (mark == 0)
		mark = look_up_input(g, buf_view(&folded));
	buf_reset(&folded);
	guard_fold(&folded, x->outputs[0]);
	if (mark == 0)
		mark = look_up_runs(g, buf_view(&folded));
	buf_release(&folded);
	return mark;
}

void
guard_note(
    struct guard *g, uint64_t mark, struct str task, const struct line *at)
{
	enum guard_why why = (enum guard_why)(mark & 3);
	const struct record *r = &g->records[(mark >> 2) - 1];
	struct report *p;
	size_t i;

	assert(
	    mark >> 2 != 0 && mark >> 2 <= g->n_records && why < GUARD_N_WHY);
	g->n_hits++;
	if (task.n == 0)
		task = STR("text");
	for (i = g->n_reports; i-- > 0;) {
		p = &g->reports[i];
		if (p->why == why && p->guarded.task == r->task &&
		    str_eq(p->task, task)) {
			p->n++;
			return;
		}
	}
	if (g->n_reports == REPORTS_MAX)
		return;
	g->reports = mem_grow(
	    g->reports, &g->cap_reports, g->n_reports + 1, sizeof *g->reports);
	p = &g->reports[g->n_reports++];
	*p = (struct report){ keep(g, task), *r, why, 1, { 0 } };
	buf_printf(&p->place, "%s:%" PRIu64, at->stream, at->number);
}

static void
put_report(const struct guard *g, const struct report *p, struct buf *line)
{
	static const char *const whys[GUARD_N_WHY] = {
		"the same data by name as",
		"the same input as",
		"a run of words in common with",
	};

	buf_reset(line);
	buf_printf(line, "%s: ", p->place.p);
	buf_str(line, p->task);
	buf_printf(line, ": %s %s, task '", whys[p->why], p->guarded.file);
	buf_str(line, g->tasks[p->guarded.task].name);
	buf_byte(line, '\'');
	if (p->guarded.number > 0)
		buf_printf(line, ", record %" PRIu64, p->guarded.number);
	buf_printf(line, " (%" PRIu64 " hits)", p->n);
}

int
guard_judge(const struct guard_policy *p, say_fn *say, struct err *e)
{
	const uint64_t n = p->guard == NULL ? 0 : p->guard->n_hits;
	struct buf line = { 0 };

	if (n == 0)
		return 0;
	for (size_t i = 0; i < p->guard->n_reports; i++) {
		put_report(p->guard, &p->guard->reports[i], &line);
		say("%s", line.p);
	}
	forget_reports(p->guard);
	if (p->drop)
		say("%" PRIu64 " records left out by --guard-drop", n);
	buf_release(&line);
	return p->drop ? 0
		       : err_set(e,
			     "%" PRIu64 " records are, or share text with, "
			     "what --guard names; leave them out with "
			     "--guard-drop",
			     n);
}
