/* Passages: what may be moved; profiles: a plain sum, and a metric. */
#include "../tap.h"

#include <stdlib.h>

#include "base/rng.h"
#include "mktask/passage.h"

enum {
	SENTS = 600,
	OPEN = 590,  /* a bracket opens in it */
	TABLE = 580, /* not usable: the next does not follow it */
	TRIES = 2000,
	RUN = 64,
};

/* A document of sentences of one form, two of them odd. */
static void
write_document(struct document *d, struct buf *text, struct span v[SENTS])
{
	for (size_t i = 0; i < SENTS; i++) {
		v[i].begin = text->n;
		buf_str(text, i == OPEN    ? STR("It (was told.")
			      : i == TABLE ? STR("1 2 3 4 5.")
					   : STR("It was told."));
		v[i].end = text->n;
		buf_byte(text, ' ');
	}
	*d = (struct document){ .id = STR("d"),
		.text = buf_view(text),
		.sents = v,
		.n_sents = SENTS };
}

static void
check_movable(void)
{
	struct arena a = { 0 };
	struct buf text = { 0 };
	struct span v[SENTS];
	struct document d;
	struct passage p;
	bool good = true;

	write_document(&d, &text, v);
	passage_build(&p, &d, &a);
	ok(p.n == SENTS - 1 && p.unusable[UNUSABLE_ODD] == 1,
	    "all but the table are usable");
	for (size_t i = 0; i < p.n; i++) {
		/* the table is gone, so that what opens is one earlier */
		size_t end = i < TABLE ? TABLE : i < OPEN ? OPEN - 1 : p.n;
		size_t want = i == OPEN - 1 ? 0 : end - i;

		good &= p.movable[i] == (want < 255 ? want : 255);
	}
	ok(good, "how many may be moved from each on");
	buf_release(&text);
	arena_release(&a);
}

/* As it is defined, a number at a time. */
static size_t
plain_distance(const struct profile *a, const struct profile *b, size_t n)
{
	size_t steps = 0;

	for (unsigned k = 0; k < PROFILE_CUES; k++) {
		long sum = 0;

		for (size_t i = 0; i < n; i++) {
			long off = (long)a[i].cue[k] - b[i].cue[k];

			sum += off;
			steps += (size_t)labs(off);
		}
		steps += (size_t)labs(sum);
	}
	return steps;
}

static void
check_distance(void)
{
	struct rng r = rng_at(1, "profiles", STR(""), 0);
	struct profile v[3][RUN];
	bool plain = true, metric = true;

	for (unsigned t = 0; t < TRIES; t++) {
		size_t n = (size_t)rng_range(&r, 1, RUN), ab, bc, ac;
		/* now and then nothing but ends of the range */
		uint64_t wide = t % 4 == 0 ? 2 : 256;

		for (unsigned i = 0; i < 3; i++)
			for (size_t k = 0; k < n * PROFILE_CUES; k++)
				v[i][k / PROFILE_CUES].cue[k % PROFILE_CUES] =
				    (uint8_t)(rng_below(&r, wide) * 255 /
					      (wide - 1));
		ab = profile_distance(v[0], v[1], n);
		bc = profile_distance(v[1], v[2], n);
		ac = profile_distance(v[0], v[2], n);
		plain &= ab == plain_distance(v[0], v[1], n);
		metric &= ac <= ab + bc;
	}
	ok(plain, "distances are sums of steps");
	ok(metric, "no way round is shorter");
}

int
main(void)
{
	check_movable();
	check_distance();
	return tap_end();
}
