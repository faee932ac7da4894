/* Last phrase prediction: the phrase, or whether a phrase is the one. */
#include "mktask/task_context.h"

#include <string.h>

#include "base/normal.h"

enum {
	DRAWS = 128,  /* phrases from elsewhere looked at */
	ATTEMPTS = 2, /* sets of them */
};

/* "… Question: The goal is a computer capable of?" */
static struct str
question(const struct task_context *s, const struct phrase *p)
{
	const struct passage *own = &s->window->v[s->own];
	size_t context = s->unit.n - 1;
	struct str *v = arena_alloc(s->arena, context + 2, sizeof *v);
	struct str head = { arena_copy(s->arena, p->head.p, p->head.n + 1),
		p->head.n + 1 };

	/* the stop takes the place of the space before the phrase */
	((char *)(uintptr_t)head.p)[p->head.n] = '?';
	memcpy(v, own->sents + s->unit.first, context * sizeof *v);
	v[context] = STR("Question:");
	v[context + 1] = head;
	return task_context_join(s, v, context + 2);
}

static struct str
with_stop(const struct task_context *s, struct str core, char stop)
{
	char *text = arena_copy(s->arena, core.p, core.n + 1);

	text[core.n] = stop;
	return (struct str){ text, core.n + 1 };
}

static enum skip_reason
find_phrase(const struct task_context *s, struct phrase *p)
{
	const struct passage *own = &s->window->v[s->own];
	size_t last = s->unit.first + s->unit.n - 1;

	return phrase_find(&s->o->phrase, own->sents[last], p) ? SKIP_NONE
							       : SKIP_PHRASE;
}

enum skip_reason
lpp_make(const struct task_context *s, struct example *x)
{
	struct phrase p;
	enum skip_reason why = find_phrase(s, &p);

	if (why != SKIP_NONE)
		return why;
	x->input = question(s, &p);
	task_context_output(s, x, with_stop(s, p.core, p.stop));
	return SKIP_NONE;
}

/* A text as hashes of its words. */
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

/* The words stand in the text, one after the other. */
static bool
is_copied(struct words w, struct words text)
{
	for (size_t i = 0; i + w.n <= text.n; i++)
		if (same_words(w, (struct words){ text.v + i, w.n }))
			return true;
	return false;
}

/* The words of a text as a hash table; a slot of 0 is empty. */
struct word_set {
	uint64_t *slots;
	size_t mask;
};

/* The slot of a word: its own, or an empty one. */
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

/* How many of the words stand in the text. */
static size_t
shared_words(struct words w, const struct word_set *text)
{
	size_t n = 0;

	for (size_t i = 0; i < w.n; i++)
		n += *slot_of(text, w.v[i]) != 0;
	return n;
}

/* What a phrase from elsewhere is compared with. */
struct wanted {
	const struct task_context *s;
	const struct phrase *phrase;
	struct profile profile; /* of it */
	struct words words;     /* its words */
	struct words question;  /* those of the question */
	struct word_set asked;  /* the same */
	size_t shared;          /* how many it has of them */
};

/* A phrase looked at. */
struct met {
	const struct phrase_entry *e;
	size_t far; /* how unlike the wanted one it looks */
};

/* How unlike two phrases look. */
static size_t
distance(struct str a, const struct profile *pa, const struct phrase_entry *b)
{
	return profile_distance(pa, &b->profile, 1) +
	       (a.n > b->core.n ? a.n - b->core.n : b->core.n - a.n);
}

/* It may stand in place of the phrase: as much of it is in the question. */
static bool
is_fit(const struct wanted *w, const struct phrase_entry *e)
{
	struct words words = { w->s->window->phrases.hashes + e->hashes,
		e->n_hashes };

	return shared_words(words, &w->asked) == w->shared &&
	       !(w->shared == words.n && is_copied(words, w->question)) &&
	       !same_words(words, w->words);
}

/* Those looked at; all are sent for before the first is read. */
static size_t
draw_phrases(const struct wanted *w, struct rng *r, struct met v[DRAWS])
{
	const struct phrase *p = w->phrase;
	size_t n, n_met = 0;
	const struct phrase_entry *all =
	    phrase_index_find(&w->s->window->phrases, p->first, p->n_words, &n);

	if (n == 0)
		return 0;
	for (unsigned i = 0; i < DRAWS; i++) {
		v[i].e = &all[(size_t)rng_below(r, n)];
		__builtin_prefetch(v[i].e);
	}
	for (unsigned i = 0; i < DRAWS; i++) {
		const struct phrase_entry *e = v[i].e;

		if (task_context_elsewhere(w->s, e->doc))
			v[n_met++] = (struct met){ e,
				distance(p->core, &w->profile, e) };
	}
	return n_met;
}

/*
 * A twin of the phrase: one of another document with the same first word that,
 * of all phrases looked at and the phrase itself, looks most like the phrase,
 * and the phrase most like it; see find_twin in cls.c for why.
 */
static const struct phrase_entry *
find_mutual(const struct wanted *w, struct rng *r)
{
	struct met v[DRAWS];
	const struct met *twin = NULL;
	size_t n = draw_phrases(w, r, v);

	for (size_t i = 0; i < n; i++)
		if ((twin == NULL || v[i].far < twin->far) && is_fit(w, v[i].e))
			twin = &v[i];
	if (twin == NULL)
		return NULL;
	/* what is twice as far from the phrase is no closer to the twin */
	for (size_t i = 0; i < n; i++)
		if (v[i].far < 2 * twin->far && v[i].e->doc != twin->e->doc &&
		    distance(twin->e->core, &twin->e->profile, v[i].e) <
			twin->far &&
		    is_fit(w, v[i].e))
			return NULL;
	return twin->e;
}

static bool
find_twin(const struct wanted *w, struct str *core)
{
	struct rng r = task_context_rng(w->s, 0);

	for (unsigned i = 0; i < ATTEMPTS; i++) {
		const struct phrase_entry *twin = find_mutual(w, &r);

		if (twin != NULL) {
			*core = twin->core;
			return true;
		}
	}
	return false;
}

enum skip_reason
lpp_class_make(const struct task_context *s, struct example *x)
{
	static const struct str options[] = { { "True", 4 }, { "False", 5 } };
	struct str v[3], other;
	struct phrase p;
	struct wanted w = { .s = s, .phrase = &p };
	enum skip_reason why = find_phrase(s, &p);

	if (why != SKIP_NONE)
		return why;
	v[0] = question(s, &p);
	w.question = words_of(v[0], s->arena);
	w.words = words_of(p.core, s->arena);
	if (is_copied(w.words, w.question))
		return SKIP_COPY;
	w.asked = set_of(w.question, s->arena);
	w.shared = shared_words(w.words, &w.asked);
	w.profile = profile_of(p.core);
	if (!find_twin(&w, &other))
		return SKIP_ELSEWHERE;
	v[1] = STR("Answer:");
	v[2] = with_stop(s, s->class_no == 0 ? p.core : other, p.stop);
	x->input = task_context_join(s, v, 3);
	x->options = options;
	x->n_options = 2;
	task_context_output(s, x, options[s->class_no]);
	return SKIP_NONE;
}
