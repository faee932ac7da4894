/* The last phrase of a sentence: see phrase.h. */
#include "mktask/phrase.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/normal.h"

enum {
	HEAD_WORDS_MIN = 2, /* words before the phrase */
	CORE_WORDS_MIN = 2, /* words of the phrase */
	CORE_WORDS_MAX = 20,
	WORD_MAX = 24, /* bytes of a function word */
};

static const char english[] =
    "a about above across after against all along although among an and "
    "another any around as at because before behind below beneath beside "
    "between beyond both but by despite down during each either every for "
    "from her his how if in inside into its like many more most my near no "
    "nor on onto or our out outside over past several since so some such "
    "than that the their these this those though through throughout till to "
    "toward towards under unless until up upon what when where whether which "
    "while who whom whose why with within without your";

struct str
phrase_words(void)
{
	return (struct str){ english, sizeof english - 1 };
}

static int
by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
phrase_rule_set(struct phrase_rule *r, struct str text, struct arena *a)
{
	char *low = arena_copy(a, text.p, text.n);
	struct str *v = arena_alloc(a, text.n / 2 + 1, sizeof *v);
	size_t n = 0, i = 0, from;

	for (;;) {
		while (i < text.n && ascii_space(low[i]))
			i++;
		if (i == text.n)
			break;
		for (from = i; i < text.n && !ascii_space(low[i]); i++)
			low[i] = ascii_low(low[i]);
		v[n++] = (struct str){ low + from, i - from };
	}
	qsort(v, n, sizeof *v, by_text);
	r->words = v;
	r->n_words = n;
}

static bool
is_listed(const struct phrase_rule *r, struct str word)
{
	char low[WORD_MAX];
	struct str key = { low, word.n };

	if (word.n > sizeof low)
		return false;
	for (size_t i = 0; i < word.n; i++)
		low[i] = ascii_low(word.p[i]);
	return bsearch(&key, r->words, r->n_words, sizeof *r->words, by_text) !=
	       NULL;
}

static bool
is_word_byte(char c)
{
	return ascii_letter(c) || ascii_digit(c) || (unsigned char)c >= 0x80;
}

/* A phrase with part of a quotation or bracket makes no sense alone. */
static bool
is_delimiter(char c)
{
	return strchr("\"()[]{}<>*_|\\/", c) != NULL;
}

static uint64_t
hash_of(struct str word)
{
	uint64_t h = 0;

	for (size_t i = 0; i < word.n; i++) {
		char c = ascii_low(word.p[i]);

		h = rng_hash(h, &c, 1);
	}
	return h;
}

static void
split_at(struct str sentence, size_t begin, size_t first_end, size_t n_words,
    struct phrase *p)
{
	assert(begin < first_end && first_end < sentence.n);
	*p = (struct phrase){
		.head = str_trim(str_slice(sentence, 0, begin)),
		.core = str_slice(sentence, begin, sentence.n - 1),
		.stop = sentence.p[sentence.n - 1],
		.n_words = n_words,
		.first = hash_of(str_slice(sentence, begin, first_end)),
	};
}

bool
phrase_find(const struct phrase_rule *r, struct str s, struct phrase *p)
{
	size_t max =
	    r->tail > 0 && r->tail < CORE_WORDS_MAX ? r->tail : CORE_WORDS_MAX;
	size_t end, begin, words = 0, content = 0;
	bool found = false, listed;

	if (s.n < 2 || strchr(".!?", s.p[s.n - 1]) == NULL ||
	    !is_word_byte(s.p[s.n - 2]))
		return false;
	/* from the last word, [begin, end), backwards */
	for (end = s.n - 1; end > 0 && words < max; end = begin - 1) {
		for (begin = end; begin > 0 && s.p[begin - 1] != ' '; begin--)
			if (is_delimiter(s.p[begin - 1]))
				return found;
		if (begin == 0)
			break;
		listed = is_listed(r, str_slice(s, begin, end));
		words++;
		content += !listed;
		if (words < CORE_WORDS_MIN || !listed || content < r->content ||
		    begin < 2 || !is_word_byte(s.p[begin - 2]) ||
		    passage_words(str_trim(str_slice(s, 0, begin))) <
			HEAD_WORDS_MIN)
			continue;
		split_at(s, begin, end, words, p);
		found = true;
		if (r->tail == 0)
			return true;
	}
	return found;
}

static int
by_place(const void *a, const void *b)
{
	const struct phrase_entry *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->n_words != y->n_words)
		return x->n_words < y->n_words ? -1 : 1;
	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	return (x->sent > y->sent) - (x->sent < y->sent);
}

/* Hashes the cores in the order of the entries, for locality. */
static void
add_hashes(struct phrase_index *x)
{
	x->n_hashes = 0;
	for (size_t i = 0; i < x->n; i++) {
		struct phrase_entry *e = &x->v[i];

		x->hashes = mem_grow(x->hashes, &x->hashes_cap,
		    x->n_hashes + NORMAL_ROOM(e->core.n), sizeof *x->hashes);
		e->hashes = x->n_hashes;
		e->n_hashes =
		    (uint32_t)normal_words(e->core, x->hashes + x->n_hashes);
		x->n_hashes += e->n_hashes;
	}
}

void
phrase_index_build(struct phrase_index *x, const struct phrase_rule *r,
    const struct passage *v, size_t n)
{
	struct phrase p;

	x->n = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].n; k++) {
			if (!phrase_find(r, v[i].sents[k], &p))
				continue;
			x->v = mem_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
			x->v[x->n++] = (struct phrase_entry){
				.first = p.first,
				.core = p.core,
				.profile = profile_of(p.core),
				.n_words = (uint32_t)p.n_words,
				.doc = (uint32_t)i,
				.sent = (uint32_t)k,
			};
		}
	if (x->n > 0)
		qsort(x->v, x->n, sizeof *x->v, by_place);
	add_hashes(x);
}

void
phrase_index_release(struct phrase_index *x)
{
	free(x->v);
	free(x->hashes);
	*x = (struct phrase_index){ 0 };
}

/* The index of the first entry that is not less than (first, n_words). */
static size_t
lower_bound(const struct phrase_index *x, uint64_t first, size_t n_words)
{
	size_t lo = 0, hi = x->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct phrase_entry *e = &x->v[mid];

		if (e->first < first ||
		    (e->first == first && e->n_words < n_words))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct phrase_entry *
phrase_index_find(
    const struct phrase_index *x, uint64_t first, size_t n_words, size_t *n)
{
	size_t from = lower_bound(x, first, n_words);

	*n = lower_bound(x, first, n_words + 1) - from;
	return x->v + from;
}
