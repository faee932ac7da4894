/*
 * New label words in a layout that lists options: any rule and any layout is
 * taken or refused; what is taken gives each label a word of its own, and the
 * answer stands in the list.
 */
#include "as_file.h"

#include <stdlib.h>
#include <string.h>

#include "episode/layout_read.h"
#include "episode/relabel.h"
#include "episode/wording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { N_LABELS = 3 };

static const struct str labels[N_LABELS] = { { "yes", 3 }, { "no", 2 },
	{ "perhaps", 7 } };

static void
write_all(const struct wording *w, struct arena *a)
{
	const struct texts options = { labels, N_LABELS };

	for (size_t i = 0; i < N_LABELS; i++) {
		struct str answer = wording_answer(w, labels[i], options, a);

		assert(wording_fits(w->layout, labels[i], options));
		for (size_t j = 0; j < i && w->words.n > 0; j++)
			assert(!str_eq(
			    answer, wording_answer(w, labels[j], options, a)));
		if (w->layout->by_letter)
			assert(memmem(wording_options(w, options, a).p,
				   wording_options(w, options, a).n, answer.p,
				   answer.n) != NULL);
	}
}

static void
draw(const struct relabel *r, struct layout *l, uint64_t seed)
{
	struct rng rng = rng_at(seed, "fuzz", STR(""), 0);
	struct wording w = { .layout = l, .option_order = { seed % 5, rng } };
	struct relabel_task t;
	struct arena a = { 0 };
	struct err e;

	if (relabel_of(r, STR("task"), true, N_LABELS, &t, &e) == 0 &&
	    relabel_is_due(&t, &rng)) {
		w.labels = (struct texts){ labels, N_LABELS };
		w.words = relabel_draw(t.words, N_LABELS, &rng, &a);
		assert(w.words.n == N_LABELS);
	}
	write_all(&w, &a);
	arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* a rule up to the first line's end, then a layout file */
	const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
	size_t n = end == NULL ? size : (size_t)(end - data);
	char *rule = mem_new(n + 1, 1);
	const char *rules[] = { rule };
	const struct opt_list list = { rules, 1 };
	struct layout_members m = { 0 };
	struct relabel *r;
	struct layout *l;
	struct err e;

	if (n > 0)
		memcpy(rule, data, n);
	r = relabel_new(&list, true, (struct texts){ labels, N_LABELS }, &e);
	l = end == NULL ? layout_read("metaicl", &m, &e)
			: layout_read(as_file(end + 1, size - n - 1), &m, &e);
	if (r != NULL && l != NULL)
		draw(r, l, size);
	layout_free(l);
	layout_members_release(&m);
	relabel_free(r);
	free(rule);
	return 0;
}
