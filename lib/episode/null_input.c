/* Inputs that say nothing: see null_input.h. */
#include "episode/null_input.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/opt.h"
#include "base/rng.h"

static const char domain[] = "domain:";

static int
parse(const char *spec, uint64_t *n, struct err *e)
{
	*n = 0;
	if (strncmp(spec, domain, strlen(domain)) != 0)
		return 0;
	return opt_u64(spec + strlen(domain), 1, NULL_WORDS_MAX, n, e);
}

int
null_input_check(const char *spec, struct err *e)
{
	uint64_t n;

	return parse(spec, &n, e);
}

/* A word of the text: the one at or before a random byte. */
static struct str
draw_word(struct rng *r, struct str text)
{
	size_t from, to;

	text = str_trim(text);
	if (text.n == 0)
		return text;
	from = (size_t)rng_below(r, text.n);
	while (from > 0 &&
	       (ascii_space(text.p[from]) || !ascii_space(text.p[from - 1])))
		from--;
	for (to = from; to < text.n && !ascii_space(text.p[to]); to++)
		continue;
	return str_slice(text, from, to);
}

struct str
null_input_text(const char *spec, uint64_t seed, struct str task,
    const struct example_list *list, struct arena *a)
{
	struct rng rng = rng_at(seed, "null", task, 0);
	struct buf text = { 0 };
	struct str kept;
	struct err e;
	uint64_t n;

	if (parse(spec, &n, &e) || n == 0)
		return str_of(spec);
	assert(list->n > 0);
	for (uint64_t i = 0; i < n; i++) {
		const struct pool_example *x =
		    list->v[rng_below(&rng, list->n)];

		if (text.n > 0)
			buf_byte(&text, ' ');
		buf_str(&text, draw_word(&rng, x->input));
	}
	kept = (struct str){ arena_copy(a, text.p, text.n), text.n };
	buf_release(&text);
	return kept;
}

const struct str *
null_input_members(size_t n_members, struct str text, struct arena *a)
{
	struct str *v = arena_alloc(a, n_members, sizeof *v);

	for (size_t i = 0; i < n_members; i++)
		v[i] = text;
	return v;
}
