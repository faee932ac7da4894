/* Last phrase prediction: the phrase, or whether a phrase is the one. */
#include "text/tasks.h"

#include <string.h>

#include "text/normal.h"

enum { TRIES = 32 }; /* phrases from elsewhere looked at */

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

/* The words of text stand in those of the question, as whole words. */
static bool
is_copied(struct str text, struct buf *context)
{
	struct buf words = { 0 };
	bool found;

	buf_byte(&words, ' ');
	normal_text(&words, text);
	buf_byte(&words, ' ');
	found = memmem(context->p, context->n, words.p, words.n) != NULL;
	buf_release(&words);
	return found;
}

/* How many words of text stand in the question. */
static size_t
shared_words(struct str text, struct buf *context)
{
	size_t at = 0, n = 0;
	struct str word;
	uint64_t hash;

	while (normal_word(text, &at, &word, &hash))
		n += is_copied(word, context);
	return n;
}

/*
 * A phrase of another document with the same first word: of as many words if
 * there is one, else of one more or less.  Among those met, the one that has
 * as many of its words in the question as the true phrase, or nearly.
 */
static bool
find_other(const struct scene *s, const struct phrase *p, struct buf *context,
    struct str *core)
{
	static const int differences[] = { 0, 1, -1 };
	struct rng r = scene_rng(s, 0);
	size_t ignored, wanted = shared_words(p->core, context);
	size_t best = SIZE_MAX;
	uint64_t own = normal_hash(p->core, &ignored);

	for (unsigned d = 0; d < 3 && best == SIZE_MAX; d++) {
		size_t n, words = (size_t)((int)p->n_words + differences[d]);
		const struct phrase_entry *v =
		    phrase_index_find(&s->window->phrases, p->first, words, &n);

		for (unsigned i = 0; n > 0 && i < TRIES && best > 0; i++) {
			const struct phrase_entry *e =
			    &v[(size_t)rng_below(&r, n)];
			size_t shared, off;

			if (e->doc == s->own ||
			    normal_hash(e->core, &ignored) == own ||
			    is_copied(e->core, context))
				continue;
			shared = shared_words(e->core, context);
			off =
			    shared > wanted ? shared - wanted : wanted - shared;
			if (off < best) {
				best = off;
				*core = e->core;
			}
		}
	}
	return best < SIZE_MAX;
}

enum miss
lpp_class_make(const struct scene *s, struct example *x)
{
	static const struct str options[] = { { "True", 4 }, { "False", 5 } };
	struct buf context = { 0 };
	struct str v[3], other;
	struct phrase p;
	enum miss why = find_phrase(s, &p);

	if (why != MISS_NONE)
		return why;
	v[0] = question(s, &p);
	buf_byte(&context, ' ');
	normal_text(&context, v[0]);
	buf_byte(&context, ' ');
	if (is_copied(p.core, &context))
		why = MISS_COPY;
	else if (!find_other(s, &p, &context, &other))
		why = MISS_ELSEWHERE;
	buf_release(&context);
	if (why != MISS_NONE)
		return why;
	v[1] = STR("Answer:");
	v[2] = with_stop(s, s->class_no == 0 ? p.core : other, p.stop);
	x->input = scene_join(s, v, 3);
	x->options = options;
	x->n_options = 2;
	scene_output(s, x, options[s->class_no]);
	return MISS_NONE;
}
