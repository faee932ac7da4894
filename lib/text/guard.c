/* What will be evaluated is not trained on: see guard.h. */
#include "text/guard.h"

#include <assert.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "io/file.h"
#include "io/json.h"
#include "text/alias.h"
#include "text/normal.h"
#include "text/wordrow.h"

enum {
	ROW = WORD_ROW_MAX,
	SHORT_ROW = 8,
	START_MIN = 5, /* words of a short input that begins another */
	SETTING_MAX = 1 << 24,
	TASKS_MAX = 1 << 20,
	RECORDS_MAX = 1 << 30,
	REPORTS_MAX = 1 << 16,
};

struct guarded_task {
	struct str name, alias;
	char *file;      /* where it was first found */
	uint32_t record; /* that stands for its name */
};

struct record {
	uint32_t task;
	const char *file;
	uint64_t number; /* in its file, from 1; 0: only the name is known */
};

struct slot {
	uint64_t key; /* 0: empty */
	uint32_t record;
	uint32_t n; /* records of the same task that have it */
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
	struct alias *aliases;
	struct arena texts;
	struct guarded_task *tasks;
	size_t n_tasks, cap_tasks;
	struct record *records;
	size_t n_records, cap_records;
	struct slot *slots;
	size_t n_slots, n_used;
	struct report *reports;
	size_t n_reports, cap_reports;
	uint64_t n_hits;
	/* while a file is loaded */
	const char *file;
	struct str named; /* the task its folder stands for, or "" */
};

static struct str
keep(struct guard *g, struct str s)
{
	return (struct str){ arena_copy(&g->texts, s.p, s.n), s.n };
}

static struct slot *
find(const struct guard *g, uint64_t key)
{
	size_t mask = g->n_slots - 1, i = (size_t)key & mask;

	while (g->slots[i].key != 0 && g->slots[i].key != key)
		i = (i + 1) & mask;
	return &g->slots[i];
}

static void
grow(struct guard *g)
{
	struct slot *old = g->slots;
	size_t n = g->n_slots;

	if (g->n_used * 2 < n)
		return;
	g->n_slots = n == 0 ? 1024 : n * 2;
	g->slots = mem_new(g->n_slots, sizeof *g->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i].key != 0)
			*find(g, old[i].key) = old[i];
	free(old);
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
	struct slot *s;

	grow(g);
	s = find(g, key);
	if (s->key == 0) {
		*s = (struct slot){ key, record, 1 };
		g->n_used++;
		return true;
	}
	if (s->record != record &&
	    g->records[s->record].task == g->records[record].task) {
		s->n++;
		s->record = record;
	}
	return false;
}

static void
insert_rows(struct guard *g, struct str part, size_t length, uint32_t record)
{
	struct word_row row = word_row_of(length);
	size_t at = 0;
	struct str word;
	uint64_t hash;

	while (normal_word(part, &at, &word, &hash))
		if (word_row_add(&row, hash) && word_row_is_varied(&row))
			insert(g, key_of(row.hash, (unsigned)length), record);
}

/* Without a name such as "sentence 1:" before it. */
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

	for (size_t from = 0; from <= input.n;) {
		const char *end =
		    memmem(input.p + from, input.n - from, sep.p, sep.n);
		size_t to = end == NULL ? input.n : (size_t)(end - input.p);
		struct str part = without_name(str_slice(input, from, to));
		size_t n_words;

		normal_hash(part, &n_words);
		insert_rows(g, part, n_words >= ROW ? ROW : SHORT_ROW, record);
		from = to + sep.n;
	}
}

static bool
tells(struct str input, size_t n_words)
{
	return n_words >= GUARD_WORDS || input.n >= GUARD_BYTES;
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
	t->alias = keep(g, alias_of(g->aliases, name));
	*index = (uint32_t)g->n_tasks++;
	return 0;
}

static uint32_t
add_record(struct guard *g, uint32_t task, uint64_t number)
{
	g->records = mem_grow(
	    g->records, &g->cap_records, g->n_records + 1, sizeof *g->records);
	g->records[g->n_records] = (struct record){ task, g->file, number };
	return (uint32_t)g->n_records++;
}

static int
add_name(struct guard *g, struct str name, uint32_t *task, struct err *e)
{
	size_t before = g->n_tasks;

	if (add_task(g, name, task, e))
		return -1;
	if (g->n_tasks > before)
		g->tasks[*task].record = add_record(g, *task, 0);
	return 0;
}

/* An intake_fn: an example that will be evaluated. */
static int
add_example(void *ctx, const struct intake_item *item, struct err *e)
{
	struct guard *g = ctx;
	struct str input = item->example.input;
	struct str name = g->named.n > 0 ? g->named : item->example.task;
	size_t n_words;
	uint64_t hash = normal_hash(input, &n_words);
	uint32_t task, record;

	if (g->n_records == RECORDS_MAX)
		return err_set(e, "too many guarded records");
	if (add_name(g, name, &task, e))
		return -1;
	record = add_record(g, task, item->at->number);
	if (tells(input, n_words) && !insert(g, key_of(hash, 0), record))
		return 0;
	insert_parts(g, input, record);
	return 0;
}

static bool
is_examples(struct str name)
{
	if (str_ends(name, STR(".zst")))
		name.n -= strlen(".zst");
	return str_ends(name, STR(".jsonl")) || str_ends(name, STR(".ex"));
}

static int
by_name(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Names in a folder, hidden ones apart, in order. */
static int
list_names(const char *path, char ***names, size_t *n, struct err *e)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t cap = 0;

	*names = NULL;
	*n = 0;
	if (dir == NULL)
		return err_errno(e, "%s", path);
	while ((entry = readdir(dir)) != NULL) {
		size_t length = strlen(entry->d_name);

		if (entry->d_name[0] == '.')
			continue;
		*names = mem_grow(*names, &cap, *n + 1, sizeof **names);
		(*names)[*n] = mem_new(length + 1, 1);
		memcpy((*names)[(*n)++], entry->d_name, length);
	}
	closedir(dir);
	if (*n > 0)
		qsort(*names, *n, sizeof **names, by_name);
	return 0;
}

static int
load_file(struct guard *g, const char *path, struct intake *in, struct err *e)
{
	g->file = arena_copy(&g->texts, path, strlen(path));
	return intake_file(in, path, add_example, g, e);
}

/* Files named TASK_... in a folder TASK are that task's, whatever they say. */
static int
load_entry(struct guard *g, const char *dir, const char *name,
    struct intake *in, struct err *e)
{
	struct str folder = str_of(file_basename(dir));
	struct buf path = { 0 };
	int rc = 0;

	buf_printf(&path, "%s/%s", dir, name);
	g->named = str_starts(str_of(name), folder) ? folder : STR("");
	if (is_examples(str_of(name)))
		rc = load_file(g, path.p, in, e);
	g->named = STR("");
	buf_release(&path);
	return rc;
}

/* A task folder, or one of these and files. */
static int
load_dir(struct guard *g, const char *dir, int depth, struct intake *in,
    struct err *e)
{
	char **names;
	size_t n;
	int rc = list_names(dir, &names, &n, e);

	for (size_t i = 0; i < n; i++) {
		struct buf path = { 0 };

		buf_printf(&path, "%s/%s", dir, names[i]);
		if (rc == 0 && depth > 0 && file_is_dir(path.p))
			rc = load_dir(g, path.p, depth - 1, in, e);
		else if (rc == 0)
			rc = load_entry(g, dir, names[i], in, e);
		buf_release(&path);
		free(names[i]);
	}
	free(names);
	return rc;
}

static int
load_names(struct guard *g, const struct json *list, const char *data,
    struct intake *in, struct err *e)
{
	for (size_t i = 0; i < json_count(list); i++) {
		struct str name = json_str(json_at(list, i));
		struct buf dir = { 0 };
		uint32_t task;
		int rc = add_name(g, name, &task, e);

		if (rc == 0 && data != NULL) {
			buf_printf(&dir, "%s/", data);
			buf_str(&dir, name);
			if (file_is_dir(dir.p))
				rc = load_dir(g, dir.p, 0, in, e);
		}
		buf_release(&dir);
		if (rc)
			return -1;
	}
	return 0;
}

static int
load_setting(struct guard *g, const char *path, const char *data,
    struct intake *in, struct err *e)
{
	struct buf text = { 0 };
	struct json *j = NULL;
	int rc = file_read(path, SETTING_MAX, &text, e);

	g->file = arena_copy(&g->texts, path, strlen(path));
	if (rc == 0 && (j = json_parse(buf_view(&text), e)) == NULL)
		rc = err_prefix(e, "%s", path);
	if (rc == 0 && json_kind(json_get(j, "test")) != JSON_ARRAY)
		rc = err_set(e, "%s: no setting: 'test' is no list", path);
	if (rc == 0)
		rc = load_names(g, json_get(j, "test"), data, in, e);
	if (rc == 0 &&
	    json_kind(json_get(j, "unseen_domain_test")) == JSON_ARRAY)
		rc = load_names(
		    g, json_get(j, "unseen_domain_test"), data, in, e);
	json_free(j);
	buf_release(&text);
	return rc;
}

static int
load(struct guard *g, const char *path, const char *data, struct intake *in,
    struct err *e)
{
	size_t before = g->n_records;
	struct buf dir = { 0 };
	int rc;

	if (file_is_dir(path)) {
		buf_str(&dir, str_of(path));
		while (dir.n > 1 && dir.p[dir.n - 1] == '/')
			dir.p[--dir.n] = '\0';
		rc = load_dir(g, dir.p, 2, in, e);
		buf_release(&dir);
	} else if (str_ends(str_of(path), STR(".json"))) {
		rc = load_setting(g, path, data, in, e);
	} else {
		rc = load_file(g, path, in, e);
	}
	if (rc == 0 && g->n_records == before)
		rc = err_set(e, "%s: nothing in it to guard", path);
	return rc;
}

struct guard *
guard_new(const struct opt_list *paths, const char *aliases, const char *data,
    struct intake *in, struct err *e)
{
	struct guard *g = mem_new(1, sizeof *g);
	int rc = 0;

	g->named = STR("");
	g->aliases = alias_new(aliases, e);
	grow(g);
	if (g->aliases == NULL)
		rc = -1;
	for (size_t i = 0; rc == 0 && i < paths->n; i++)
		rc = load(g, paths->v[i], data, in, e);
	if (rc == 0)
		return g;
	guard_free(g);
	return NULL;
}

void
guard_free(struct guard *g)
{
	if (g == NULL)
		return;
	alias_free(g->aliases);
	arena_release(&g->texts);
	for (size_t i = 0; i < g->n_reports; i++)
		buf_release(&g->reports[i].place);
	free(g->tasks);
	free(g->records);
	free(g->slots);
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
	struct str alias = alias_of(g->aliases, task);

	for (size_t i = 0; i < g->n_tasks; i++)
		if (str_eq(g->tasks[i].alias, alias))
			return mark_of(GUARD_NAME, g->tasks[i].record);
	return 0;
}

static uint64_t
look_up(const struct guard *g, uint64_t key, enum guard_why why)
{
	const struct slot *s = find(g, key);

	if (s->key == 0 || (why == GUARD_ROW && s->n > GUARD_TEMPLATE))
		return 0;
	return mark_of(why, s->record);
}

uint64_t
guard_text(const struct guard *g, struct str text)
{
	struct word_row row = word_row_of(ROW), small = word_row_of(SHORT_ROW);
	size_t at = 0;
	struct str word;
	uint64_t hash, mark = 0;

	while (mark == 0 && normal_word(text, &at, &word, &hash)) {
		if (word_row_add(&small, hash))
			mark = look_up(
			    g, key_of(small.hash, SHORT_ROW), GUARD_ROW);
		if (word_row_add(&row, hash) && mark == 0)
			mark = look_up(g, key_of(row.hash, ROW), GUARD_ROW);
	}
	return mark;
}

/* A short guarded input with more behind it, such as its options. */
static uint64_t
look_up_starts(const struct guard *g, struct str input)
{
	uint64_t mark = 0;

	for (size_t n = START_MIN; mark == 0 && n < SHORT_ROW; n++)
		mark =
		    look_up(g, key_of(normal_start(input, n), 0), GUARD_INPUT);
	return mark;
}

uint64_t
guard_example(const void *guard, const struct example *x)
{
	const struct guard *g = guard;
	size_t n_words;
	uint64_t hash = normal_hash(x->input, &n_words);
	uint64_t mark = guard_task(g, x->task);

	if (mark == 0 && tells(x->input, n_words))
		mark = look_up(g, key_of(hash, 0), GUARD_INPUT);
	if (mark == 0)
		mark = look_up_starts(g, x->input);
	if (mark == 0)
		mark = guard_text(g, x->input);
	return mark != 0 ? mark : guard_text(g, x->outputs[0]);
}

void
guard_note(
    struct guard *g, uint64_t mark, struct str task, const struct line *at)
{
	enum guard_why why = (enum guard_why)(mark & 3);
	const struct record *r = &g->records[(mark >> 2) - 1];
	struct report *p;
	size_t i;

	assert(mark != 0);
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
		"the same data by name",
		"the same input",
		"a row of words in common",
	};

	buf_reset(line);
	buf_printf(line, "%s: ", p->place.p);
	buf_str(line, p->task);
	buf_printf(line, ": %s as %s, task '", whys[p->why], p->guarded.file);
	buf_str(line, g->tasks[p->guarded.task].name);
	buf_byte(line, '\'');
	if (p->guarded.number > 0)
		buf_printf(line, ", record %" PRIu64, p->guarded.number);
	buf_printf(line, " (%" PRIu64 " hits)", p->n);
}

int
guard_judge(const struct guard *g, bool left_out, void (*tell)(struct str),
    struct err *e)
{
	struct buf line = { 0 };

	if (g->n_hits == 0)
		return 0;
	for (size_t i = 0; i < g->n_reports; i++) {
		put_report(g, &g->reports[i], &line);
		tell(buf_view(&line));
	}
	if (left_out) {
		buf_reset(&line);
		buf_printf(&line,
		    "%" PRIu64 " records left out by "
		    "--guard-drop",
		    g->n_hits);
		tell(buf_view(&line));
	}
	buf_release(&line);
	return left_out ? 0
			: err_set(e,
			      "%" PRIu64 " records of what is guarded; leave "
			      "them out with --guard-drop",
			      g->n_hits);
}
