/* Learning a byte-level BPE: see bpe_train.h. */
#include "encode/bpe_train.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "encode/word_counts.h"
#include "tok/alphabet.h"
#include "tok/assemble.h"
#include "tok/pretok_presets.h"
#include "tok/pretok_run.h"

/* The symbols of a word, merged in place. */
struct word {
	uint32_t *symbols;
	size_t n;
};

/* Words whose symbols hold a pair, each once. */
struct places {
	uint32_t *v;
	size_t n, cap;
};

struct pair {
	uint64_t key; /* left id << 32 | right id; all ones: empty */
	int64_t count;
	struct places fresh; /* words where it came up in this merge */
};

/* A pair in the queue with the count it had when it was put there. */
struct entry {
	int64_t count;
	uint64_t key;
	struct places at;
};

struct bpe_train {
	struct bpe_train_options o;
	struct tokenizer *t; /* what is being made */
	struct pretok_run *run;
	struct normalizer_run *normalizer;
	struct word_counts counts;
	struct arena symbols;
	struct word *words; /* by their places in counts */
	struct pair *pairs; /* hash table of pairs */
	size_t n_pair_slots, n_pairs;
	uint64_t *touched; /* keys of pairs with fresh places */
	size_t n_touched, cap_touched;
	struct entry *heap;
	size_t n_heap, cap_heap;
};

enum { SLOTS_MIN = 1 << 12 };

static int
set_split(struct bpe_train *t, struct err *e)
{
	const struct pretok_preset_ranks *k =
	    pretok_preset_ranks(str_of(t->o.pattern));
	struct buf j = { 0 };
	int rc;

	if (k != NULL)
		pretok_preset_put(&j, pretok_preset(str_of(k->preset)));
	else
		pretok_preset_put_regex(&j, str_of(t->o.pattern), false);
	rc =
	    assemble_components_text(t->t, buf_view(&j), PATTERN_TOKENIZERS, e);
	buf_release(&j);
	return rc;
}

struct bpe_train *
bpe_train_new(const struct bpe_train_options *o, struct err *e)
{
	struct bpe_train *t = mem_new(1, sizeof *t);

	t->o = *o;
	t->t = assemble_new();
	word_counts_init(&t->counts, o->max_bytes);
	t->n_pair_slots = SLOTS_MIN;
	t->pairs = mem_resize(NULL, t->n_pair_slots, sizeof *t->pairs);
	memset(t->pairs, 0xff, t->n_pair_slots * sizeof *t->pairs);
	if (set_split(t, e)) {
		bpe_train_free(t);
		return NULL;
	}
	t->run = pretok_run_new(t->t->pretok);
	t->normalizer = normalizer_run_new(t->t->normalizer);
	return t;
}

void
bpe_train_free(struct bpe_train *t)
{
	if (t == NULL)
		return;
	pretok_run_free(t->run);
	normalizer_run_free(t->normalizer);
	tokenizer_free(t->t);
	word_counts_release(&t->counts);
	arena_release(&t->symbols);
	for (size_t i = 0; i < t->n_pair_slots; i++)
		if (t->pairs[i].key != UINT64_MAX)
			free(t->pairs[i].fresh.v);
	for (size_t i = 0; i < t->n_heap; i++)
		free(t->heap[i].at.v);
	free(t->words);
	free(t->pairs);
	free(t->touched);
	free(t->heap);
	free(t);
}

static void
count_word(void *ctx, struct str text, const char *limit)
{
	struct bpe_train *t = ctx;

	(void)limit;
	word_counts_add(&t->counts, text);
}

int
bpe_train_add(struct bpe_train *t, struct str text, struct err *e)
{
	if (normalizer_apply(t->normalizer, text, &text, e))
		return -1;
	return pretok_split(t->run, text, true, count_word, t, e);
}

static struct pair *
find_pair(struct bpe_train *t, uint64_t key)
{
	size_t mask = t->n_pair_slots - 1;
	size_t i = (size_t)(key * 0x9e3779b97f4a7c15u >> 20) & mask;

	while (t->pairs[i].key != key && t->pairs[i].key != UINT64_MAX)
		i = (i + 1) & mask;
	return &t->pairs[i];
}

static void
grow_pairs(struct bpe_train *t)
{
	struct pair *old = t->pairs;
	size_t n = t->n_pair_slots;

	t->n_pair_slots *= 2;
	t->pairs = mem_resize(NULL, t->n_pair_slots, sizeof *t->pairs);
	memset(t->pairs, 0xff, t->n_pair_slots * sizeof *t->pairs);
	for (size_t i = 0; i < n; i++)
		if (old[i].key != UINT64_MAX)
			*find_pair(t, old[i].key) = old[i];
	free(old);
}

/* A pair came up (change > 0) or went away in a word. */
static void
change_pair(struct bpe_train *t, uint32_t left, uint32_t right, int change,
    uint32_t word)
{
	uint64_t key = (uint64_t)left << 32 | right;
	struct pair *p = find_pair(t, key);

	if (p->key == UINT64_MAX) {
		if (2 * (t->n_pairs + 1) > t->n_pair_slots) {
			grow_pairs(t);
			p = find_pair(t, key);
		}
		t->n_pairs++;
		*p = (struct pair){ .key = key };
	}
	p->count += change * (int64_t)t->counts.v[word].count;
	assert(p->count >= 0);
	if (change < 0)
		return;
	if (p->fresh.n == 0) {
		t->touched = mem_grow(t->touched, &t->cap_touched,
		    t->n_touched + 1, sizeof *t->touched);
		t->touched[t->n_touched++] = key;
	} else if (p->fresh.v[p->fresh.n - 1] == word) {
		return;
	}
	p->fresh.v = mem_grow(
	    p->fresh.v, &p->fresh.cap, p->fresh.n + 1, sizeof *p->fresh.v);
	p->fresh.v[p->fresh.n++] = word;
}

/* More often first; of equals the lower pair. */
static bool
before(const struct entry *a, const struct entry *b)
{
	return a->count != b->count ? a->count > b->count : a->key < b->key;
}

static void
heap_push(struct bpe_train *t, struct entry x)
{
	size_t i = t->n_heap++;

	t->heap = mem_grow(t->heap, &t->cap_heap, t->n_heap, sizeof *t->heap);
	for (; i > 0 && before(&x, &t->heap[(i - 1) / 2]); i = (i - 1) / 2)
		t->heap[i] = t->heap[(i - 1) / 2];
	t->heap[i] = x;
}

static struct entry
heap_pop(struct bpe_train *t)
{
	struct entry top, x;
	size_t i = 0, child;

	assert(t->n_heap > 0);
	top = t->heap[0];
	x = t->heap[--t->n_heap];
	while ((child = 2 * i + 1) < t->n_heap) {
		if (child + 1 < t->n_heap &&
		    before(&t->heap[child + 1], &t->heap[child]))
			child++;
		if (!before(&t->heap[child], &x))
			break;
		t->heap[i] = t->heap[child];
		i = child;
	}
	t->heap[i] = x;
	return top;
}

/* Queues the pairs that came up, each with the words where it did. */
static void
queue_touched(struct bpe_train *t)
{
	for (size_t i = 0; i < t->n_touched; i++) {
		struct pair *p = find_pair(t, t->touched[i]);

		if (p->count > 0)
			heap_push(
			    t, (struct entry){ p->count, p->key, p->fresh });
		else
			free(p->fresh.v);
		p->fresh = (struct places){ 0 };
	}
	t->n_touched = 0;
}

static void
merge_in_word(struct bpe_train *t, uint32_t word, uint64_t key, uint32_t into)
{
	uint32_t left = (uint32_t)(key >> 32), right = (uint32_t)key;
	struct word *w = &t->words[word];
	uint32_t *s = w->symbols;
	size_t to = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (s[i] != left || i + 1 == w->n || s[i + 1] != right) {
			s[to++] = s[i];
			continue;
		}
		if (to > 0) {
			change_pair(t, s[to - 1], left, -1, word);
			change_pair(t, s[to - 1], into, 1, word);
		}
		if (i + 2 < w->n) {
			change_pair(t, right, s[i + 2], -1, word);
			change_pair(t, into, s[i + 2], 1, word);
		}
		s[to++] = into;
		i++;
	}
	assert(to > 0 && to <= w->n);
	w->n = to;
}

static bool
is_seen(const struct bpe_train *t, unsigned char byte)
{
	for (size_t i = 0; i < t->counts.n; i++)
		if (memchr(t->counts.v[i].text.p, byte, t->counts.v[i].text.n))
			return true;
	return false;
}

/* Special tokens, then the bytes in the order of the byte alphabet. */
static int
add_basic(struct bpe_train *t, struct err *e)
{
	struct vocab *v = &t->t->vocab;
	char byte;

	for (size_t i = 0; i < t->o.n_special; i++) {
		struct added_token a = { .content = t->o.special[i],
			.id = (uint32_t)i,
			.special = true };

		if (assemble_find_added(t->t, a.content) >= 0)
			return err_set(e, "special token '%.*s' occurs twice",
			    STR_ARG(a.content));
		if (assemble_added(t->t, &a, e))
			return -1;
	}
	for (uint32_t code = 0; code < 0x200; code++) {
		for (unsigned b = 0; b < 256; b++) {
			byte = (char)(unsigned char)b;
			if (alphabet_code((unsigned char)b) != code ||
			    (t->o.seen && !is_seen(t, (unsigned char)b)))
				continue;
			if (vocab_add(v, (uint32_t)v->n,
				(struct str){ &byte, 1 }, true, e))
				return -1;
		}
	}
	if (v->n > t->o.size)
		return err_set(e,
		    "%u entries are too few: special tokens and bytes alone "
		    "are %zu",
		    t->o.size, v->n);
	return 0;
}

static void
spell_words(struct bpe_train *t)
{
	t->words = mem_new(t->counts.n, sizeof *t->words);
	for (size_t i = 0; i < t->counts.n; i++) {
		struct str text = t->counts.v[i].text;
		struct word *w = &t->words[i];

		w->n = text.n;
		w->symbols = arena_alloc(&t->symbols, w->n, sizeof *w->symbols);
		for (size_t k = 0; k < w->n; k++)
			w->symbols[k] =
			    t->t->vocab.byte_id[(unsigned char)text.p[k]];
		for (size_t k = 0; k + 1 < w->n; k++)
			change_pair(t, w->symbols[k], w->symbols[k + 1], 1,
			    (uint32_t)i);
	}
	queue_touched(t);
}

/* The id of the two pieces together, new unless another pair made it. */
static int
join_pieces(struct bpe_train *t, uint64_t key, uint32_t *id, struct err *e)
{
	struct vocab *v = &t->t->vocab;
	struct buf both = { 0 };
	int rc = 0;

	buf_str(&both, v->piece[key >> 32]);
	buf_str(&both, v->piece[(uint32_t)key]);
	*id = vocab_find(v, buf_view(&both));
	if (*id == NO_ID) {
		*id = (uint32_t)v->n;
		rc = vocab_add(v, *id, buf_view(&both), true, e);
	}
	buf_release(&both);
	return rc;
}

static int
learn(struct bpe_train *t, struct err *e)
{
	struct vocab *v = &t->t->vocab;
	uint32_t rank = 0, id;

	while (v->n < t->o.size && t->n_heap > 0) {
		struct entry top = heap_pop(t);
		int64_t now = find_pair(t, top.key)->count;

		if (top.count != now) {
			top.count = now;
			heap_push(t, top);
			continue;
		}
		if (top.count < 1 || (uint64_t)top.count < t->o.min_frequency) {
			free(top.at.v);
			break;
		}
		if (join_pieces(t, top.key, &id, e)) {
			free(top.at.v);
			return -1;
		}
		vocab_merge(v, (uint32_t)(top.key >> 32), (uint32_t)top.key,
		    rank++, id);
		for (size_t i = 0; i < top.at.n; i++)
			merge_in_word(t, top.at.v[i], top.key, id);
		free(top.at.v);
		queue_touched(t);
	}
	return 0;
}

uint64_t
bpe_train_dropped(const struct bpe_train *t, uint64_t *most)
{
	*most = t->counts.most_dropped;
	return t->counts.dropped;
}

struct tokenizer *
bpe_train_finish(struct bpe_train *t, struct err *e)
{
	struct tokenizer *made = NULL;

	if (add_basic(t, e))
		return NULL;
	spell_words(t);
	if (learn(t, e))
		return NULL;
	made = t->t;
	t->t = NULL;
	if (assemble_finish(made, e)) {
		tokenizer_free(made);
		return NULL;
	}
	return made;
}
