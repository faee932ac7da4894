/* Text to words by a pre-tokenizer: see pretok_run.h. */
#include "tok/pretok_run.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tok/alphabet.h"

struct pretok_run {
	const struct pretok *pretok;
	struct regex_matcher *matcher[PRETOK_STAGES];
	struct buf text[PRETOK_STAGES]; /* what a stage made of its text */
	struct buf bytes;               /* of a word that was spelled */
	pretok_word_fn *word;
	void *ctx;
};

/* A part of a stage's text, a match or what lies between two. */
struct part {
	size_t begin, end;
	bool match;
};

struct pretok_run *
pretok_run_new(const struct pretok *p)
{
	struct pretok_run *r = mem_aligned(1, sizeof *r);

	r->pretok = p;
	for (size_t i = 0; i < p->n; i++)
		if (p->stage[i].re != NULL)
			r->matcher[i] = regex_matcher_new(p->stage[i].re);
	return r;
}

void
pretok_run_free(struct pretok_run *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->pretok->n; i++) {
		regex_matcher_free(r->matcher[i]);
		buf_release(&r->text[i]);
	}
	buf_release(&r->bytes);
	free(r);
}

/* The parts of one text under one stage, in order. */
struct parts {
	const struct pretok_stage *stage;
	struct regex_matcher *matcher;
	struct str text;
	size_t at;         /* what was given so far */
	struct part match; /* found past a gap, end 0: none */
	struct part last;  /* what may still grow, end 0: none */
};

/* Matches and what lies between them as they come. */
static int
raw_next(struct parts *it, struct part *part, struct err *e)
{
	size_t begin, end;
	int rc;

	if (it->match.end != 0) {
		*part = it->match;
		it->match.end = 0;
		it->at = part->end;
		return 1;
	}
	if (it->at == it->text.n)
		return 0;
	if (it->stage->scan != NULL &&
	    (end = it->stage->scan(it->text, it->at)) != 0) {
		*part = (struct part){ it->at, end, !it->stage->invert };
		it->at = end;
		return 1;
	}
	rc = regex_find(it->matcher, it->text, it->at, &begin, &end, e);
	if (rc < 0)
		return -1;
	if (rc > 0 && begin == end)
		return err_set(e, "the pre-tokenizer's pattern matches "
				  "nothing at all somewhere in the text");
	if (rc == 0)
		begin = it->text.n;
	assert(begin >= it->at && begin <= it->text.n);
	*part = (struct part){ it->at, begin, it->stage->invert };
	if (rc > 0) {
		it->match = (struct part){ begin, end, !it->stage->invert };
		if (begin == it->at)
			return raw_next(it, part, e);
	}
	it->at = begin;
	return 1;
}

/* Whether a part is one with the part before it. */
static bool
joins(enum pretok_behavior b, struct part before, struct part p)
{
	if (b == CONTIGUOUS)
		return before.match == p.match;
	if (b == MERGED_WITH_PREVIOUS)
		return p.match && !before.match;
	return before.match && !p.match;
}

static int
merged_next(struct parts *it, struct part *part, struct err *e)
{
	struct part p;
	int rc;

	while ((rc = raw_next(it, &p, e)) > 0) {
		if (it->last.end == 0) {
			it->last = p;
		} else if (joins(it->stage->behavior, it->last, p)) {
			it->last.end = p.end;
			it->last.match = p.match;
		} else {
			*part = it->last;
			it->last = p;
			return 1;
		}
	}
	if (rc == 0 && it->last.end != 0) {
		*part = it->last;
		it->last.end = 0;
		rc = 1;
	}
	return rc;
}

static int
part_next(struct parts *it, struct part *part, struct err *e)
{
	int rc;

	if (it->stage->behavior == ISOLATED)
		return raw_next(it, part, e);
	if (it->stage->behavior != REMOVED)
		return merged_next(it, part, e);
	do
		rc = raw_next(it, part, e);
	while (rc > 0 && part->match);
	return rc;
}

static struct str
prefixed(struct pretok_run *r, size_t k, struct str text)
{
	struct buf *b = &r->text[k];

	if (text.p[0] == ' ')
		return text;
	buf_reset(b);
	buf_byte(b, ' ');
	buf_str(b, text);
	return buf_view(b);
}

static struct str
marked(struct pretok_run *r, size_t k, struct str text, bool first)
{
	const struct pretok_stage *s = &r->pretok->stage[k];
	struct str mark = buf_view(&s->mark);
	struct buf *b = &r->text[k];
	bool lead = (s->prepend == PREPEND_ALWAYS ||
			(s->prepend == PREPEND_FIRST && first)) &&
		    text.p[0] != ' ' && !str_starts(text, mark);

	if (s->leave && !lead)
		return text;
	buf_reset(b);
	if (lead)
		buf_str(b, s->leave ? STR(" ") : mark);
	if (s->leave) {
		buf_str(b, text);
		return buf_view(b);
	}
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == ' ')
			buf_str(b, mark);
		else
			buf_byte(b, text.p[i]);
	}
	return buf_view(b);
}

static struct str
spelled(struct pretok_run *r, size_t k, struct str text)
{
	struct buf *b = &r->text[k];

	buf_reset(b);
	alphabet_encode(b, text);
	return buf_view(b);
}

static void
give_spelled(struct pretok_run *r, struct str word)
{
	buf_reset(&r->bytes);
	/* it was spelled here, so that it is spelled right */
	(void)alphabet_decode(&r->bytes, word);
	word = buf_view(&r->bytes);
	r->word(r->ctx, word, word.p + word.n);
}

static inline void
give_word(struct pretok_run *r, struct str word, const char *limit)
{
	if (r->pretok->spelled)
		give_spelled(r, word);
	else
		r->word(r->ctx, word, limit);
}

/*
 * The last stage where a scanner knows its pattern, which is where the time
 * goes: words as far as the scanner can tell, and how far that was.
 */
static size_t
scan_words(struct pretok_run *r, scan_fn *scan, struct str text, size_t at,
    const char *limit)
{
	size_t end;

	while (at < text.n && (end = scan(text, at)) != 0) {
		give_word(r, (struct str){ text.p + at, end - at }, limit);
		at = end;
	}
	return at;
}

/* Stage k and those after it; bytes before limit may be read. */
static int
run_stage(struct pretok_run *r, size_t k, struct str text, bool first,
    const char *limit, struct err *e)
{
	const struct pretok_stage *s = &r->pretok->stage[k];
	bool last = k + 1 == r->pretok->n;
	struct parts it = { .stage = s, .text = text };
	struct part p;
	int rc;

	if (text.n == 0)
		return 0;
	if (k == r->pretok->n) {
		give_word(r, text, limit);
		return 0;
	}
	if (s->kind != STAGE_SPLIT) {
		text = s->kind == STAGE_METASPACE    ? marked(r, k, text, first)
		       : s->kind == STAGE_BYTE_LEVEL ? spelled(r, k, text)
						     : prefixed(r, k, text);
		return run_stage(r, k + 1, text, first, text.p + text.n, e);
	}
	it.matcher = r->matcher[k];
	assert(it.matcher != NULL);
	for (;;) {
		if (last && s->scan != NULL && it.match.end == 0)
			it.at = scan_words(r, s->scan, text, it.at, limit);
		rc = part_next(&it, &p, e);
		if (rc <= 0)
			return rc;
		if (run_stage(r, k + 1, str_slice(text, p.begin, p.end),
			first && p.begin == 0, limit, e))
			return -1;
	}
}

int
pretok_split(struct pretok_run *r, struct str text, bool first,
    pretok_word_fn *word, void *ctx, struct err *e)
{
	r->word = word;
	r->ctx = ctx;
	return run_stage(r, 0, text, first, text.p + text.n, e);
}
