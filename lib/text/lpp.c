/* Last phrase prediction: the phrase, or whether a phrase is the one. */
#include "text/tasks.h"

#include <string.h>

#include "text/normal.h"

enum {
	DRAWS = 128,  /* phrases from elsewhere looked at */
	ATTEMPTS = 2, /* sets of them */
};

/* "… Question: The goal is a computer capable of?" */
static struct str
question(const struct scene *s, const struct phrase *p)
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
	return scene_join(s, v, context + 2);
}

static struct str
with_stop(const struct scene *s, struct str core, char stop)
{
	char *text = arena_copy(s->arena, core.p, core.n + 1);

	text[core.n] = stop;
	return (struct str){ text, core.n + 1 };
}

static enum miss
find_phrase(const struct scene *s, struct phrase *p)
{
	const struct passage *own = &s->window->v[s->own];
	size_t last = s->unit.first + s->unit.n - 1;

	return phrase_find(&s->o->phrase, own->sents[last], p) ? MISS_NONE
							       : MISS_PHRASE;
}

enum miss
lpp_make(const struct scene *s, struct example *x)
{
	struct phrase p;
	enum miss why = find_phrase(s, &p);

	if (why != MISS_NONE)
		return why;
	x->input = question(s, &p);
	scene_output(s, x, with_stop(s, p.core, p.stop));
	return MISS_NONE;
}

/* A text as hashes of its words. */
struct words {
	uint64_t *v;
	size_t n;
};

/* The hash of no word at the end needs room too. */
static struct words
words_of(struct str text, struct arena *a)
{
	struct words w = { arena_alloc(a, text.n / 2 + 2, sizeof *w.v), 0 };
	size_t at = 0;
	struct str word;

	while (normal_word(text, &at, &word, &w.v[w.n]))
		w.n++;
	return w;
}

/* The words stand in the text, one after the other. */
static bool
is_copied(struct words w, struct words text)
{
	for (size_t i = 0; i + w.n <= text.n; i++)
		if (memcmp(text.v + i, w.v, w.n * sizeof *w.v) == 0)
			return true;
	return false;
}

/* How many of the words stand in the text. */
static size_t
shared_words(struct words w, struct words text)
{
	size_t n = 0;

	for (size_t i = 0; i < w.n; i++)
		n += is_copied((struct words){ w.v + i, 1 }, text);
	return n;
}

/* What a phrase from elsewhere is compared with. */
struct wanted {
	const struct scene *s;
	const struct phrase *phrase;
	struct profile profile; /* of it */
	struct words words;     /* its words */
	struct words question;  /* those of the question */
	size_t shared;          /* how many it has of them */
};

/* How unlike two phrases look. */
static size_t
distance(struct str a, const struct profile *pa, struct str b,
    const struct profile *pb)
{
	return profile_distance(pa, pb, 1) +
	       (a.n > b.n ? a.n - b.n : b.n - a.n);
}

/* It may stand in place of the phrase: as much of it is in the question. */
static bool
is_fit(const struct wanted *w, const struct phrase_entry *e)
{
	struct words words = words_of(e->core, w->s->arena);

	return shared_words(words, w->question) == w->shared &&
	       !is_copied(words, w->question) &&
	       !(words.n == w->words.n && is_copied(words, w->words));
}

/*
 * A twin of the phrase: one of another document with the same first word that,
 * of all phrases looked at and the phrase itself, looks most like the phrase,
 * and the phrase most like it; see find_twin in cls.c for why.
 */
static const struct phrase_entry *
find_mutual(const struct wanted *w, struct rng *r)
{
	const struct phrase *p = w->phrase;
	size_t n, n_met = 0, best = SIZE_MAX;
	const struct phrase_entry *met[DRAWS], *twin = NULL;
	const struct phrase_entry *v =
	    phrase_index_find(&w->s->window->phrases, p->first, p->n_words, &n);

	for (unsigned i = 0; n > 0 && i < DRAWS; i++) {
		const struct phrase_entry *e = &v[(size_t)rng_below(r, n)];
		size_t far;

		if (!scene_elsewhere(w->s, e->doc))
			continue;
		met[n_met++] = e;
		far = distance(p->core, &w->profile, e->core, &e->profile);
		if (far < best && is_fit(w, e)) {
			best = far;
			twin = e;
		}
	}
	for (size_t i = 0; i < n_met && twin != NULL; i++)
		if (met[i]->doc != twin->doc &&
		    distance(twin->core, &twin->profile, met[i]->core,
			&met[i]->profile) < best &&
		    is_fit(w, met[i]))
			return NULL;
	return twin;
}

static bool
find_twin(const struct wanted *w, struct str *core)
{
	struct rng r = scene_rng(w->s, 0);

	for (unsigned i = 0; i < ATTEMPTS; i++) {
		const struct phrase_entry *twin = find_mutual(w, &r);

		if (twin != NULL) {
			*core = twin->core;
			return true;
		}
	}
	return false;
}

enum miss
lpp_class_make(const struct scene *s, struct example *x)
{
	static const struct str options[] = { { "True", 4 }, { "False", 5 } };
	struct str v[3], other;
	struct phrase p;
	struct wanted w = { .s = s, .phrase = &p };
	enum miss why = find_phrase(s, &p);

	if (why != MISS_NONE)
		return why;
	v[0] = question(s, &p);
	w.question = words_of(v[0], s->arena);
	w.words = words_of(p.core, s->arena);
	if (is_copied(w.words, w.question))
		return MISS_COPY;
	w.shared = shared_words(w.words, w.question);
	w.profile = profile_of(p.core);
	if (!find_twin(&w, &other))
		return MISS_ELSEWHERE;
	v[1] = STR("Answer:");
	v[2] = with_stop(s, s->class_no == 0 ? p.core : other, p.stop);
	x->input = scene_join(s, v, 3);
	x->options = options;
	x->n_options = 2;
	scene_output(s, x, options[s->class_no]);
	return MISS_NONE;
}
