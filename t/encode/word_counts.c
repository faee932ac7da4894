/* Counts of words: exact below the bound, and above it the frequent words. */
#include "encode/word_counts.h"

#include "../tap.h"

enum { RARE = 40000, OFTEN = 5 };

static void
add(struct word_counts *w, const char *fmt, unsigned i)
{
	char text[32];

	snprintf(text, sizeof text, fmt, i);
	word_counts_add(w, str_of(text));
}

/* Words that come once, and between them a few that come again and again. */
static void
fill(struct word_counts *w)
{
	for (unsigned i = 0; i < RARE; i++) {
		add(w, "rare %u", i);
		add(w, "often %u", i % OFTEN);
	}
}

static uint64_t
count_of(const struct word_counts *w, const char *text)
{
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->v[i].text, str_of(text)))
			return w->v[i].count;
	return 0;
}

static void
test_exact(void)
{
	struct word_counts w;
	bool once = true;

	word_counts_init(&w, (uint64_t)1 << 30);
	fill(&w);
	for (size_t i = 0; i < w.n; i++)
		once &= w.v[i].text.p[0] != 'r' || w.v[i].count == 1;
	ok(w.n == RARE + OFTEN && w.dropped == 0 && once &&
		count_of(&w, "often 3") == RARE / OFTEN,
	    "below the bound every word has its count");
	word_counts_release(&w);
}

static void
test_bound(void)
{
	struct word_counts w;
	bool exact = true, below = true;
	char name[32];

	word_counts_init(&w, 0);
	for (unsigned i = 0; i < RARE; i++) {
		add(&w, "rare %u", i);
		add(&w, "often %u", i % OFTEN);
		below &= w.bytes <= w.max_bytes;
	}
	for (unsigned i = 0; i < OFTEN; i++) {
		snprintf(name, sizeof name, "often %u", i);
		exact &= count_of(&w, name) == RARE / OFTEN;
	}
	ok(below && w.n < RARE, "the words stay within the bound");
	ok(w.dropped > 0 && w.n + w.dropped == RARE + OFTEN,
	    "of which %ju were dropped", (uintmax_t)w.dropped);
	ok(exact && w.most_dropped == 1,
	    "and the frequent ones are counted exactly");
	ok(count_of(&w, "rare 0") == 1 && count_of(&w, "rare 39999") == 1,
	    "of the rare ones the latest go");
	word_counts_release(&w);
}

int
main(void)
{
	test_exact();
	test_bound();
	return tap_end();
}
