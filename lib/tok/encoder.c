/* Text to ids: see encoder.h. */
#include "tok/encoder.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tok/assemble.h"
#include "tok/pretok_run.h"

struct encoder {
	const struct tokenizer *t;
	struct normalizer_run *normalizer;
	struct pretok_run *pretok;
	struct bpe *bpe;
	struct unigram_run *unigram;   /* NULL: a BPE */
	struct regex_matcher *word[2]; /* of the added tokens */
	struct id_buf *out;            /* of the call under way */
};

struct encoder *
encoder_new(const struct tokenizer *t)
{
	struct encoder *x = mem_aligned(1, sizeof *x);

	x->t = t;
	x->normalizer = normalizer_run_new(t->normalizer);
	x->pretok = pretok_run_new(t->pretok);
	x->bpe = bpe_new(&t->vocab, &t->symbols, t->ignore_merges);
	if (t->unigram != NULL)
		x->unigram = unigram_run_new(t->unigram);
	for (size_t i = 0; i < 2; i++)
		if (t->added[i].word != NULL)
			x->word[i] = regex_matcher_new(t->added[i].word);
	return x;
}

void
encoder_free(struct encoder *x)
{
	if (x == NULL)
		return;
	normalizer_run_free(x->normalizer);
	pretok_run_free(x->pretok);
	bpe_free(x->bpe);
	unigram_run_free(x->unigram);
	regex_matcher_free(x->word[0]);
	regex_matcher_free(x->word[1]);
	free(x);
}

static void
encode_word(void *ctx, struct str word, const char *limit)
{
	struct encoder *x = ctx;
	size_t from = 0, end;

	if (x->unigram != NULL) {
		bpe_flush(x->bpe, x->out); /* what comes before it */
		unigram_encode(x->unigram, word, x->out);
		return;
	}
	if (x->t->ignore_merges) {
		bpe_word(x->bpe, word, limit, x->out);
		return;
	}
	for (; from < word.n; from = end) {
		end = initial_symbols_part(&x->t->symbols, word, from);
		assert(end > from);
		bpe_word(x->bpe, str_slice(word, from, end), limit, x->out);
	}
}

/* A part without added tokens that are found after normalizing. */
static int
encode_part(struct encoder *x, struct str text, bool first, struct err *e)
{
	return pretok_split(x->pretok, text, first, encode_word, x, e);
}

/* A part without added tokens that are found before normalizing. */
static int
encode_plain(
    struct encoder *x, struct str text, bool special, bool first, struct err *e)
{
	struct added_search s = {
		.a = &x->t->added[1], .word = x->word[1], .special = special
	};
	struct added_match m;
	size_t from = 0;
	int rc;

	if (text.n == 0)
		return 0;
	if (x->t->marks_optional && !added_seeks(s.a, special))
		rc = normalizer_apply_but_last(x->normalizer, text, &text, e);
	else
		rc = normalizer_apply(x->normalizer, text, &text, e);
	if (rc)
		return -1;
	s.text = text;
	while ((rc = added_find(&s, &m, e)) > 0) {
		if (from < m.begin &&
		    encode_part(x, str_slice(text, from, m.begin),
			first && from == 0, e))
			return -1;
		bpe_id(x->bpe, m.id, x->out);
		from = m.end;
	}
	if (rc < 0)
		return -1;
	return encode_part(
	    x, str_slice(text, from, text.n), first && from == 0, e);
}

int
encoder_add(struct encoder *x, struct str text, bool special,
    struct id_buf *out, struct err *e)
{
	struct added_search s = { .a = &x->t->added[0],
		.word = x->word[0],
		.text = text,
		.special = special };
	struct added_match m;
	size_t from = 0;
	int rc;

	x->out = out;
	while ((rc = added_find(&s, &m, e)) > 0) {
		if (from < m.begin &&
		    encode_plain(x, str_slice(text, from, m.begin), special,
			from == 0, e)) {
			rc = -1;
			break;
		}
		bpe_id(x->bpe, m.id, out);
		from = m.end;
	}
	if (rc == 0)
		rc = encode_plain(
		    x, str_slice(text, from, text.n), special, from == 0, e);
	return rc;
}

void
encoder_put(struct encoder *x, uint32_t id, struct id_buf *out)
{
	bpe_id(x->bpe, id, out);
}

void
encoder_flush(struct encoder *x, struct id_buf *out)
{
	bpe_flush(x->bpe, out);
}

int
encoder_encode(struct encoder *x, struct str text, bool special,
    struct id_buf *out, struct err *e)
{
	int rc = encoder_add(x, text, special, out, e);

	bpe_flush(x->bpe, out);
	return rc;
}
