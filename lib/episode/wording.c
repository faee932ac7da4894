/* The words that an example is laid out with: see wording.h. */
#include "episode/wording.h"

#include <assert.h>

struct str
wording_label(const struct wording *w, struct str label)
{
	size_t i = texts_find(w->labels, label);

	return i < w->words.n ? w->words.v[i] : layout_label(w->layout, label);
}

struct texts
wording_labels(const struct wording *w, struct texts labels, struct arena *a)
{
	struct str *v = arena_alloc(a, labels.n, sizeof *v);

	for (size_t i = 0; i < labels.n; i++)
		v[i] = wording_label(w, labels.v[i]);
	return (struct texts){ v, labels.n };
}

/* Where each of n options is listed. */
static size_t *
places(const struct option_order *o, size_t n, struct arena *a)
{
	size_t *order = arena_alloc(a, n, sizeof *order);
	size_t *place = arena_alloc(a, n, sizeof *place);
	struct rng rng = o->rng;

	for (size_t i = 0; o->index < n && i < n; i++)
		order[i] = (i + (size_t)o->index) % n;
	if (o->index >= n)
		rng_shuffle(&rng, order, n);
	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	return place;
}

/* Index of the option that a label is, white space around it aside. */
static size_t
find_option(struct texts options, struct str label)
{
	size_t i = texts_find(options, label);

	if (i < options.n)
		return i;
	for (i = 0; i < options.n; i++)
		if (str_eq(str_trim(options.v[i]), str_trim(label)))
			break;
	return i;
}

bool
wording_fits(const struct layout *l, struct str label, struct texts options)
{
	if (l->asks_options && options.n == 0)
		return false;
	return !l->by_letter || find_option(options, label) < options.n;
}

int
wording_err(const struct layout *l, struct str label, struct err *e)
{
	return err_set(e,
	    "layout '%.*s' lists the options of an example, of which '%.*s' is "
	    "none; use --options collect or another layout",
	    STR_ARG(l->name), label.n > 60 ? 60 : (int)label.n, label.p);
}

struct str
wording_answer(const struct wording *w, struct str label, struct texts options,
    struct arena *a)
{
	size_t i;

	if (!w->layout->by_letter)
		return wording_label(w, label);
	i = find_option(options, label);
	if (i == options.n)
		return wording_label(w, label);
	return layout_letter(
	    w->layout, places(&w->option_order, options.n, a)[i], a);
}

struct str
wording_options(const struct wording *w, struct texts options, struct arena *a)
{
	struct str *v;
	size_t *place;

	if (!w->layout->asks_options)
		return STR("");
	v = arena_alloc(a, options.n, sizeof *v);
	place = places(&w->option_order, options.n, a);
	for (size_t i = 0; i < options.n; i++)
		v[place[i]] = wording_label(w, options.v[i]);
	return layout_options_text(
	    w->layout, (struct texts){ v, options.n }, a);
}

struct layout_values
wording_values(const struct wording *w, const struct pool_example *x,
    struct texts options, struct arena *a)
{
	assert(x->outputs.n > 0 && w->labels.n == w->words.n);
	return (struct layout_values){
		.input = x->input,
		.output = wording_answer(w, x->outputs.v[0], options, a),
		.instruction = x->instruction,
		.options = wording_options(w, options, a),
		.members = x->members,
	};
}
