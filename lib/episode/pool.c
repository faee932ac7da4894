/* Tasks and capped samples of their examples: see pool.h. */
#include "episode/pool.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/normal.h"

/* Fills a block from its start (structures) and, behind them, with texts. */
struct packing {
	char *text;
};

static struct str
pack(struct packing *to, struct str s)
{
	struct str kept = { to->text, s.n };

	if (s.n > 0)
		memcpy(to->text, s.p, s.n);
	to->text += s.n;
	return kept;
}

static struct texts
pack_list(struct packing *to, struct str *place, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		place[i] = pack(to, v[i]);
	return (struct texts){ place, n };
}

static size_t
bytes_of(const struct str *v, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i].n;
	return sum;
}

/* Examples with empty inputs are the same only if their outputs are. */
static uint64_t
sameness(const struct example *x)
{
	size_t n_words;
	uint64_t hash = normal_hash(x->input, &n_words);

	if (str_trim(x->input).n == 0)
		hash ^= rng_hash(3, x->outputs[0].p, x->outputs[0].n);
	return hash;
}

struct pool_example *
pool_example_new(const struct example_reader_item *item, size_t n_members)
{
	const struct example *x = &item->example;
	size_t n_texts = x->n_outputs + x->n_options + n_members;
	size_t n_bytes = x->input.n + x->id.n + x->instruction.n +
			 bytes_of(x->outputs, x->n_outputs) +
			 bytes_of(x->options, x->n_options) +
			 bytes_of(item->members, n_members);
	struct pool_example *p;
	struct packing to;
	struct str *texts;

	p = mem_resize(NULL, 1, sizeof *p + n_texts * sizeof *texts + n_bytes);
	texts = (struct str *)(p + 1);
	to.text = (char *)(texts + n_texts);
	*p = (struct pool_example){
		.input = pack(&to, x->input),
		.id = pack(&to, x->id),
		.instruction = pack(&to, x->instruction),
		.outputs = pack_list(&to, texts, x->outputs, x->n_outputs),
		.options = pack_list(
		    &to, texts + x->n_outputs, x->options, x->n_options),
		.stream = item->at->stream,
		.line = item->at->number,
		.same = sameness(x),
		.label = NO_LABEL,
		.demo_only = x->demo_only,
		.relabel = x->relabel,
	};
	p->members = pack_list(
	    &to, texts + x->n_outputs + x->n_options, item->members, n_members)
			 .v;
	return p;
}

void
pool_init(struct pool *p, uint64_t seed, size_t cap, size_t n_members)
{
	assert(cap > 0);
	*p = (struct pool){ .seed = seed, .cap = cap, .n_members = n_members };
}

static void
task_free(struct pool_task *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->v[i]);
	free(t->v);
	free((void *)t->labels.v);
	free((char *)t->name.p);
	free((char *)t->family.p);
	free(t->by_label);
	free(t->starts);
	free(t);
}

void
pool_release(struct pool *p)
{
	for (size_t i = 0; i < p->n_tasks; i++)
		task_free(p->tasks[i]);
	free(p->tasks);
	free(p->slots);
	*p = (struct pool){ 0 };
}

static size_t
find_slot(const struct pool *p, struct str name)
{
	size_t mask = p->n_slots - 1;
	size_t i = (size_t)rng_hash(4, name.p, name.n) & mask;

	while (
	    p->slots[i] != 0 && !str_eq(p->tasks[p->slots[i] - 1]->name, name))
		i = (i + 1) & mask;
	return i;
}

static void
grow_slots(struct pool *p)
{
	if (p->n_tasks * 2 < p->n_slots)
		return;
	p->n_slots = p->n_slots == 0 ? 64 : p->n_slots * 2;
	free(p->slots);
	p->slots = mem_new(p->n_slots, sizeof *p->slots);
	for (size_t i = 0; i < p->n_tasks; i++)
		p->slots[find_slot(p, p->tasks[i]->name)] = i + 1;
}

static struct str
own(struct str s)
{
	char *p = mem_new(s.n + 1, 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

/* Prompts of one task are one family: inst:TASK:PROMPT is of TASK. */
static struct str
family_of(const struct example *x)
{
	const char *colon;
	size_t from = strlen("inst:");

	if (x->family.n > 0)
		return x->family;
	if (!str_starts(x->task, STR("inst:")))
		return x->task;
	colon = memchr(x->task.p + from, ':', x->task.n - from);
	return str_slice(x->task, from,
	    colon == NULL ? x->task.n : (size_t)(colon - x->task.p));
}

/* A list in one block, its texts behind it. */
static struct texts
own_list(const struct str *v, size_t n)
{
	struct str *list =
	    mem_resize(NULL, 1, n * sizeof *list + bytes_of(v, n) + 1);
	struct packing to = { (char *)(list + n) };

	return pack_list(&to, list, v, n);
}

static struct pool_task *
task_of(struct pool *p, const struct example *x, struct err *e)
{
	struct pool_task *t;
	size_t slot;

	grow_slots(p);
	slot = find_slot(p, x->task);
	if (p->slots[slot] != 0)
		return p->tasks[p->slots[slot] - 1];
	if (p->n_tasks == POOL_TASKS_MAX) {
		err_set(e, "more than %d tasks in one stream", POOL_TASKS_MAX);
		return NULL;
	}
	t = mem_new(1, sizeof *t);
	t->name = own(x->task);
	t->family = own(family_of(x));
	t->labels = own_list(x->options, x->n_options);
	p->tasks =
	    mem_grow(p->tasks, &p->cap_tasks, p->n_tasks + 1, sizeof *p->tasks);
	p->tasks[p->n_tasks++] = t;
	p->slots[slot] = p->n_tasks;
	return t;
}

static bool
above(const struct pool_example *a, const struct pool_example *b)
{
	return a->rank > b->rank ||
	       (a->rank == b->rank && a->number > b->number);
}

/* The heap of a full task has the highest rank on top. */
static void
sift_down(struct pool_task *t, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1, top = i;
		struct pool_example *swap = t->v[i];

		for (size_t c = child; c < child + 2 && c < t->n; c++)
			if (above(t->v[c], t->v[top]))
				top = c;
		if (top == i)
			return;
		t->v[i] = t->v[top];
		t->v[top] = swap;
		i = top;
	}
}

static void
keep_example(struct pool *p, struct pool_task *t, struct pool_example *x)
{
	t->v = mem_grow(t->v, &t->cap, t->n + 1, sizeof *t->v);
	t->v[t->n++] = x;
	p->n_kept++;
	if (t->n == p->cap)
		for (size_t i = t->n / 2; i-- > 0;)
			sift_down(t, i);
}

static void
see_options(struct pool_task *t, const struct example *x)
{
	struct texts options = { x->options, x->n_options };

	t->relabel |= x->relabel;
	if (t->labels_differ || options.n != t->labels.n)
		t->labels_differ = true;
	for (size_t i = 0; !t->labels_differ && i < options.n; i++)
		t->labels_differ = !str_eq(options.v[i], t->labels.v[i]);
}

int
pool_add(void *pool, const struct example_reader_item *item, struct err *e)
{
	struct pool *p = pool;
	struct pool_task *t = task_of(p, &item->example, e);
	struct example_reader_item shared = *item;
	struct pool_example *x;
	struct rng rng;
	uint64_t rank;

	if (t == NULL)
		return -1;
	see_options(t, &item->example);
	assert(p->cap > 0 && t->n <= p->cap);
	rng = rng_at(p->seed, "cap", t->name, t->n_seen++);
	rank = rng_u64(&rng);
	if (t->n == p->cap && rank >= t->v[0]->rank) {
		p->n_over++;
		return 0;
	}
	if (!t->labels_differ) /* the task's own list will do */
		shared.example.n_options = 0;
	x = pool_example_new(&shared, p->n_members);
	if (!t->labels_differ)
		x->options = t->labels;
	x->rank = rank;
	x->number = t->n_seen - 1;
	if (t->n < p->cap) {
		keep_example(p, t, x);
		return 0;
	}
	free(t->v[0]);
	t->v[0] = x;
	sift_down(t, 0);
	p->n_over++;
	return 0;
}

static int
by_number(const void *a, const void *b)
{
	const struct pool_example *const *x = a, *const *y = b;

	return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

/* A counting sort of the examples by label. */
static void
sort_labels(struct pool_task *t)
{
	size_t *next;

	t->starts = mem_new(t->labels.n + 1, sizeof *t->starts);
	t->by_label = mem_new(t->n, sizeof *t->by_label);
	next = mem_new(t->labels.n + 1, sizeof *next);
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i]->label != NO_LABEL)
			t->starts[t->v[i]->label + 1]++;
	for (size_t c = 0; c < t->labels.n; c++)
		next[c + 1] = t->starts[c + 1] += t->starts[c];
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i]->label != NO_LABEL)
			t->by_label[next[t->v[i]->label]++] = i;
	free(next);
}

static int
by_text(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

/* The outputs of a task, each once and sorted, into one list. */
static struct texts
collect_outputs(const struct pool_task *t)
{
	struct texts list;
	struct str *v = mem_new(t->n, sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		v[i] = t->v[i]->outputs.v[0];
	qsort(v, t->n, sizeof *v, by_text);
	for (size_t i = 0; i < t->n; i++)
		if (n == 0 || !str_eq(v[i], v[n - 1]))
			v[n++] = v[i];
	list = own_list(v, n);
	free(v);
	return list;
}

/* Gives all examples of a task these options in place of their own. */
static void
set_labels(struct pool_task *t, struct texts labels)
{
	free((void *)t->labels.v);
	t->labels = labels;
	t->labels_differ = false;
	for (size_t i = 0; i < t->n; i++)
		t->v[i]->options = labels;
}

static int
by_name(const void *a, const void *b)
{
	const struct pool_task *const *x = a, *const *y = b;

	return str_cmp((*x)->name, (*y)->name);
}

const struct pool_task *
pool_find(const struct pool *p, struct str name)
{
	struct pool_task want = { .name = name }, *key = &want;
	struct pool_task *const *found;

	if (p->n_tasks == 0)
		return NULL;
	found = bsearch(&key, p->tasks, p->n_tasks, sizeof *p->tasks, by_name);
	return found == NULL ? NULL : *found;
}

int
pool_example_err(const struct pool_example *x, struct err *e)
{
	const struct line at = { .stream = x->stream, .number = x->line };

	return line_err(&at, e);
}

void
pool_finish(struct pool *p)
{
	if (p->n_tasks > 0)
		qsort(p->tasks, p->n_tasks, sizeof *p->tasks, by_name);
	for (size_t i = 0; i < p->n_tasks; i++) {
		struct pool_task *t = p->tasks[i];

		assert(t->n > 0 && t->n <= t->n_seen);
		qsort(t->v, t->n, sizeof *t->v, by_number);
		if (p->candidates == CANDIDATES_COLLECT)
			set_labels(t, collect_outputs(t));
		else if (p->candidates == CANDIDATES_NONE)
			set_labels(t, (struct texts){ NULL, 0 });
		if (t->labels_differ)
			t->labels.n = 0;
		for (size_t j = 0; j < t->n; j++) {
			size_t label =
			    texts_find(t->labels, t->v[j]->outputs.v[0]);

			t->v[j]->label = label < t->labels.n ? label : NO_LABEL;
		}
		if (t->labels.n > 0)
			sort_labels(t);
	}
}
