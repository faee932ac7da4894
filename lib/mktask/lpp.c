/* Last phrase prediction: the phrase itself, or whether a phrase is true. */
#include "mktask/task_context.h"

#include <assert.h>
#include <string.h>

#include "base/normal.h"

enum {
	DRAWS = 128,  /* phrases drawn in search of a twin */
	ATTEMPTS = 2, /* draws of so many */
};

/* The text, then a stop. */
static struct str
with_stop(const struct task_context *c, struct str s, char stop)
{
	char *text = arena_alloc(c->arena, s.n + 1, 1);

	memcpy(text, s.p, s.n);
	text[s.n] = stop;
	return (struct str){ text, s.n + 1 };
}

/* The context, then "Question: The goal is a computer capable of?" */
static struct str
question(const struct task_context *c, const struct phrase *p)
{
	const struct passage *own = &c->window->v[c->doc];
	size_t context = c->unit.n - 1;
	struct str *v = arena_alloc(c->arena, context + 2, sizeof *v);

	memcpy(v, own->sents + c->unit.first, context * sizeof *v);
	v[context] = STR("Question:");
	v[context + 1] = with_stop(c, p->head, '?');
	return task_context_join(c, v, context + 2);
}

/* A text as the hashes of its words. */
struct words {
	const uint64_t *v;
	size_t n;
};

static struct words
words_of(struct str text, struct arena *a)
{
	uint64_t *v = arena_alloc(a, NORMAL_ROOM(text.n), sizeof *v);

	return (struct words){ v, normal_words(text, v) };
}

static bool
same_words(struct words a, struct words b)
{
	return a.n == b.n && memcmp(a.v, b.v, a.n * sizeof *a.v) == 0;
}

/* True when the text contains the words, one after the other. */
static bool
is_copied(struct words w, struct words text)
{
	for (size_t i = 0; i + w.n <= text.n; i++)
		if (same_words(w, (struct words){ text.v + i, w.n }))
			return true;
	return false;
}

/* A unit's last phrase, and the question that asks for it. */
struct asked {
	struct phrase phrase;
	struct str question;
	struct words words;          /* of the phrase */
	struct words question_words; /* of the question */
};

/* Asks for the last phrase, unless the question itself contains it. */
static enum skip_reason
ask(const struct task_context *c, struct asked *a)
{
	const struct passage *own = &c->window->v[c->doc];
	size_t last = c->unit.first + c->unit.n - 1;

	if (!phrase_find(&c->o->phrase, own->sents[last], &a->phrase))
		return SKIP_NO_PHRASE;
	a->question = question(c, &a->phrase);
	a->words = words_of(a->phrase.core, c->arena);
	a->question_words = words_of(a->question, c->arena);
	return is_copied(a->words, a->question_words) ? SKIP_REPEATED
						      : SKIP_NONE;
}

enum skip_reason
lpp_make(const struct task_context *c, struct example *x)
{
	struct asked a;
	enum skip_reason why = ask(c, &a);

	if (why != SKIP_NONE)
		return why;
	x->input = a.question;
	task_context_output(c, x, with_stop(c, a.phrase.core, a.phrase.stop));
	return SKIP_NONE;
}

/* The words of a text as a hash table; a slot of 0 is empty. */
struct word_set {
	uint64_t *slots;
	size_t mask;
};

/* The slot of a word, or the empty one where it belongs. */
static uint64_t *
slot_of(const struct word_set *s, uint64_t word)
{
	size_t i = (size_t)word & s->mask;

	while (s->slots[i] != 0 && s->slots[i] != word)
		i = (i + 1) & s->mask;
	return &s->slots[i];
}

static struct word_set
set_of(struct words w, struct arena *a)
{
	struct word_set s = { .mask = 15 };

	while (s.mask < 2 * w.n)
		s.mask = 2 * s.mask + 1;
	s.slots = arena_alloc(a, s.mask + 1, sizeof *s.slots);
	memset(s.slots, 0, (s.mask + 1) * sizeof *s.slots);
	for (size_t i = 0; i < w.n; i++)
		*slot_of(&s, w.v[i]) = w.v[i];
	return s;
}

/* How many of the words the text has. */
static size_t
shared_words(struct words w, const struct word_set *text)
{
	size_t n = 0;

	for (size_t i = 0; i < w.n; i++)
		n += *slot_of(text, w.v[i]) != 0;
	return n;
}

/* The true phrase, which one from elsewhere is to replace. */
struct target {
	const struct task_context *c;
	struct asked asked;
	struct profile profile;       /* of the phrase */
	struct word_set question_set; /* the question's words */
	size_t shared;                /* words of the phrase in the question */
};

/* A phrase of another document. */
struct neighbour {
	const struct phrase_entry *e;
	size_t far; /* its distance from the true phrase */
};

/* How unlike the surfaces of two phrases are. */
static size_t
distance(struct str a, const struct profile *pa, const struct phrase_entry *b)
{
	return profile_distance(pa, &b->profile, 1) +
	       (a.n > b->core.n ? a.n - b->core.n : b->core.n - a.n);
}

/*
 * True when overlap with the question does not tell the two apart: it shares
 * as many words, it is not copied from there, and it is another phrase.
 */
static bool
is_plausible(const struct target *w, const struct phrase_entry *e)
{
	struct words words = { w->c->window->phrases.hashes + e->hashes,
		e->n_hashes };

	return shared_words(words, &w->question_set) == w->shared &&
	       !(w->shared == words.n &&
		   is_copied(words, w->asked.question_words)) &&
	       !same_words(words, w->asked.words);
}

/* Draws phrases of other documents; all are prefetched before any is read. */
static size_t
draw_phrases(const struct target *w, struct rng *r, struct neighbour v[DRAWS])
{
	const struct phrase *p = &w->asked.phrase;
	size_t n, n_found = 0;
	const struct phrase_entry *all =
	    phrase_index_find(&w->c->window->phrases, p->first, p->n_words, &n);

	if (n == 0)
		return 0;
	for (unsigned i = 0; i < DRAWS; i++) {
		v[i].e = &all[(size_t)rng_below(r, n)];
		__builtin_prefetch(v[i].e);
	}
	for (unsigned i = 0; i < DRAWS; i++) {
		const struct phrase_entry *e = v[i].e;

		if (task_context_elsewhere(w->c, e->doc))
			v[n_found++] = (struct neighbour){ e,
				distance(p->core, &w->profile, e) };
	}
	return n_found;
}

/*
 * The phrase's twin: of all phrases drawn, which begin with the same word and
 * have as many, its mutual nearest neighbour; cls.c says why.
 */
static const struct phrase_entry *
find_mutual_nearest(const struct target *w, struct rng *r)
{
	struct neighbour v[DRAWS];
	const struct neighbour *twin = NULL;
	size_t n = draw_phrases(w, r, v);

	for (size_t i = 0; i < n; i++)
		if ((twin == NULL || v[i].far < twin->far) &&
		    is_plausible(w, v[i].e))
			twin = &v[i];
	if (twin == NULL)
		return NULL;
	/* by the triangle inequality, farther phrases need no look */
	for (size_t i = 0; i < n; i++)
		if (v[i].far < 2 * twin->far && v[i].e->doc != twin->e->doc &&
		    distance(twin->e->core, &twin->e->profile, v[i].e) <
			twin->far &&
		    is_plausible(w, v[i].e))
			return NULL;
	return twin->e;
}

static bool
find_twin(const struct target *w, struct str *core)
{
	struct rng r = task_context_rng(w->c, 0);

	for (unsigned i = 0; i < ATTEMPTS; i++) {
		const struct phrase_entry *twin = find_mutual_nearest(w, &r);

		if (twin != NULL) {
			*core = twin->core;
			return true;
		}
	}
	return false;
}

enum skip_reason
lpp_class_make(const struct task_context *c, struct example *x)
{
	static const struct str options[] = { { "True", 4 }, { "False", 5 } };
	struct str v[3], other;
	struct target w = { .c = c };
	const struct phrase *p = &w.asked.phrase;
	enum skip_reason why = ask(c, &w.asked);

	assert(c->class_no < 2);
	if (why != SKIP_NONE)
		return why;
	w.question_set = set_of(w.asked.question_words, c->arena);
	w.shared = shared_words(w.asked.words, &w.question_set);
	w.profile = profile_of(p->core);
	if (!find_twin(&w, &other))
		return SKIP_NO_TWIN;
	v[0] = w.asked.question;
	v[1] = STR("Answer:");
	v[2] = with_stop(c, c->class_no == 0 ? p->core : other, p->stop);
	x->input = task_context_join(c, v, 3);
	x->options = options;
	x->n_options = 2;
	task_context_output(c, x, options[c->class_no]);
	return SKIP_NONE;
}
