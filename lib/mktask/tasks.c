/* The list of tasks, and the records of each: see tasks.h. */
#include "mktask/tasks.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

static int
add_task(struct task_options *o, struct task t, struct err *e)
{
	for (size_t i = 0; i < o->n_tasks; i++)
		if (str_eq(o->tasks[i].name, t.name))
			return err_set(
			    e, "task '%.*s' is named twice", STR_ARG(t.name));
	if (o->n_tasks == TASKS_MAX)
		return err_set(e, "more than %d tasks", TASKS_MAX);
	o->tasks[o->n_tasks++] = t;
	return 0;
}

/* The text types of "cls:original+shuffled+other", original first. */
static int
parse_types(struct task *t, struct str list, struct err *e)
{
	static const char *const names[N_TEXT_TYPES] = { "original", "shuffled",
		"other", "mixed" };
	unsigned seen = 0;

	while (list.n > 0) {
		const char *plus = memchr(list.p, '+', list.n);
		size_t n = plus == NULL ? list.n : (size_t)(plus - list.p);
		struct str word = str_slice(list, 0, n);
		unsigned i = 0;

		while (i < N_TEXT_TYPES && !str_eq(word, str_of(names[i])))
			i++;
		if (i == N_TEXT_TYPES || seen & 1u << i)
			return err_set(e,
			    "'%.*s' is not a type of text, or named twice; "
			    "they are original, shuffled, other and mixed",
			    STR_ARG(word));
		seen |= 1u << i;
		t->types[t->n_types++] = (enum text_type)i;
		list = str_slice(list, n + (plus != NULL), list.n);
	}
	if (t->n_types < 2 || t->types[0] != TEXT_ORIGINAL)
		return err_set(e,
		    "'%.*s' does not tell original text from another type",
		    STR_ARG(t->name));
	return 0;
}

static int
parse_task(struct task_options *o, struct str word, struct err *e)
{
	static const char *const two_way[] = { "cls:original+shuffled",
		"cls:original+other", "cls:original+mixed" };
	static const struct {
		const char *name;
		enum task_kind kind;
	} plain[] = {
		{ "nsg", TASK_NSG },
		{ "mwp", TASK_MWP },
		{ "lpp", TASK_LPP },
		{ "lpp-class", TASK_LPP_CLASS },
	};
	struct task t = { .kind = TASK_CLS, .name = word };

	if (str_eq(word, STR("cls"))) {
		for (unsigned i = 0; i < 3; i++)
			if (parse_task(o, str_of(two_way[i]), e))
				return -1;
		return 0;
	}
	for (unsigned i = 0; i < sizeof plain / sizeof plain[0]; i++)
		if (str_eq(word, str_of(plain[i].name))) {
			t.kind = plain[i].kind;
			return add_task(o, t, e);
		}
	if (!str_starts(word, STR("cls:")))
		return err_set(e,
		    "'%.*s' is no task; they are nsg, mwp, lpp, lpp-class, "
		    "cls and cls:original+TYPE",
		    STR_ARG(word));
	if (parse_types(&t, str_slice(word, 4, word.n), e))
		return -1;
	return add_task(o, t, e);
}

int
tasks_parse(struct task_options *o, const char *list, struct err *e)
{
	struct str rest = str_of(list);

	while (rest.n > 0) {
		const char *comma = memchr(rest.p, ',', rest.n);
		size_t n = comma == NULL ? rest.n : (size_t)(comma - rest.p);

		if (parse_task(o, str_slice(rest, 0, n), e))
			return -1;
		rest = str_slice(rest, n + (comma != NULL), rest.n);
	}
	return o->n_tasks > 0
		   ? 0
		   : err_set(e, "no task is named; try nsg,mwp,lpp,cls");
}

bool
tasks_borrow(const struct task_options *o)
{
	for (size_t i = 0; i < o->n_tasks; i++)
		if (task_borrows(&o->tasks[i]))
			return true;
	return false;
}

bool
tasks_have(const struct task_options *o, enum task_kind kind)
{
	for (size_t i = 0; i < o->n_tasks; i++)
		if (o->tasks[i].kind == kind)
			return true;
	return false;
}

static enum skip_reason
make(const struct task_context *c, struct example *x)
{
	switch (c->task->kind) {
	case TASK_NSG:
		return nsg_make(c, x);
	case TASK_MWP:
		return mwp_make(c, x);
	case TASK_LPP:
		return lpp_make(c, x);
	case TASK_LPP_CLASS:
		return lpp_class_make(c, x);
	case TASK_CLS:
		return cls_make(c, x);
	}
	assert(!"a kind of task");
	return SKIP_NONE;
}

static size_t
n_classes(const struct task *t)
{
	return t->kind == TASK_CLS         ? t->n_types
	       : t->kind == TASK_LPP_CLASS ? 2
					   : 1;
}

/* The class of a document's next example: each class once in every n_classes,
 * in random order. */
static size_t
class_of(const struct task_context *c, uint64_t made)
{
	size_t n = n_classes(c->task), order[N_TEXT_TYPES];
	struct rng r;

	if (n == 1)
		return 0;
	r = rng_at(c->o->seed, "class", c->task->name, made / n);
	r.key ^=
	    rng_hash(0, c->window->v[c->doc].id.p, c->window->v[c->doc].id.n);
	rng_shuffle(&r, order, n);
	return order[made % n];
}

static struct str
family_of(const struct task *t)
{
	static const struct str names[] = { { "nsg", 3 }, { "mwp", 3 },
		{ "lpp", 3 }, { "lpp", 3 }, { "cls", 3 } };

	return names[t->kind];
}

static void
put_record(const struct task_context *c, struct example *x, struct buf *out)
{
	struct str doc = c->window->v[c->doc].id;
	struct buf id = { 0 };

	buf_str(&id, doc);
	buf_printf(
	    &id, "/%.*s/%ju", STR_ARG(c->task->name), (uintmax_t)c->item);
	x->id = buf_view(&id);
	x->doc = doc;
	x->task = c->task->name;
	x->family = family_of(c->task);
	x->relabel = x->n_options > 0;
	example_write(out, x);
	buf_byte(out, '\n');
	buf_release(&id);
}

/* The units of a document, and the order in which they are tried. */
static struct unit *
units_of(const struct task_options *o, const struct task *t,
    const struct passage *p, struct arena *a, size_t **order, size_t *n)
{
	struct rng r = rng_at(o->seed, "units", p->id, task_context_hash(t));
	struct unit *v = passage_units(p, o->sents_lo, o->sents_hi, &r, a, n);

	*order = arena_alloc(a, *n, sizeof **order);
	if (o->per_doc > 0)
		rng_shuffle(&r, *order, *n);
	else
		for (size_t i = 0; i < *n; i++)
			(*order)[i] = i;
	return v;
}

/* Atomic: other threads may work on other tasks of the document. */
static void
note_used(struct passage *p, struct unit u)
{
	for (size_t i = u.first; i < u.first + u.n; i++)
		atomic_store_explicit(&p->used[i], true, memory_order_relaxed);
}

static void
make_task(struct task_context *c, struct arena *units, struct buf *out,
    struct task_counts *counts)
{
	struct passage *p = &c->window->v[c->doc];
	const struct task_options *o = c->o;
	uint64_t made = 0;
	size_t n, *order;
	struct unit *v = units_of(o, c->task, p, units, &order, &n);

	for (size_t i = 0; i < n && (o->per_doc == 0 || made < o->per_doc);
	     i++) {
		struct example x = { 0 };
		enum skip_reason why;

		arena_reset(c->arena);
		c->item = order[i];
		c->unit = v[order[i]];
		c->class_no = class_of(c, made);
		why = make(c, &x);
		counts->units++;
		counts->skipped[why]++;
		if (why != SKIP_NONE)
			continue;
		put_record(c, &x, out);
		made++;
		note_used(p, c->unit);
	}
	counts->made += made;
	assert(counts->made == counts->skipped[SKIP_NONE]);
}

void
tasks_make(const struct task_options *o, size_t task, const struct window *w,
    size_t doc, struct arena scratch[2], struct buf *out,
    struct task_counts *counts)
{
	struct task_context c = {
		.o = o,
		.window = w,
		.doc = doc,
		.task = &o->tasks[task],
		.arena = &scratch[0],
	};

	make_task(&c, &scratch[1], out, counts);
	arena_reset(&scratch[1]);
}

void
task_counts_add(struct task_counts *to, const struct task_counts *c)
{
	to->units += c->units;
	to->made += c->made;
	for (unsigned i = 0; i < N_SKIP_REASONS; i++)
		to->skipped[i] += c->skipped[i];
}
