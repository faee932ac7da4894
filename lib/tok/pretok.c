/* The pre-tokenizer of a tokenizer.json: see pretok.h. */
#include "tok/pretok.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "tok/alphabet.h"
#include "tok/list.h"
#include "tok/scan.h"

enum {
	STAGES_MAX = 32,
	DEPTH_MAX = 8, /* of sequences in sequences */
};

enum stage_kind {
	STAGE_SPLIT,  /* by a pattern */
	STAGE_PREFIX, /* a space in front, unless there is one */
	STAGE_META,   /* spaces become a mark, with one in front */
	STAGE_BYTES,  /* what follows sees the byte alphabet */
};

enum behavior {
	ISOLATED,
	REMOVED,
	CONTIGUOUS,
	WITH_PREVIOUS,
	WITH_NEXT,
};

enum prepend { PREPEND_ALWAYS, PREPEND_FIRST, PREPEND_NEVER };

struct stage {
	enum stage_kind kind;
	struct regex *re;
	scan_fn *scan;
	enum behavior behavior;
	bool invert;
	bool at_spaces; /* it splits at spaces alone */
	enum prepend prepend;
	struct buf mark; /* what a space becomes */
	bool leave;      /* it stays, and stands for the mark */
};

struct pretok {
	struct stage stage[STAGES_MAX + 1]; /* the last one stays empty */
	size_t n;
	bool byte_level;
	bool spelled; /* words come out in the byte alphabet */
};

struct pretok_run {
	const struct pretok *pretok;
	struct regex_matcher *matcher[STAGES_MAX];
	struct buf text[STAGES_MAX]; /* what a stage made of its text */
	struct buf bytes;            /* of a word that was spelled */
	pretok_word_fn *word;
	void *ctx;
};

/* Rust's numeric characters: those of Unicode 17. */
#define DIGITS "[\\p{N}\\x{11de0}-\\x{11de9}\\x{16ff4}-\\x{16ff6}]"

/* A part of a stage's text, a match or what lies between two. */
struct part {
	size_t begin, end;
	bool match;
};

static struct stage *
add_stage(struct pretok *p, enum stage_kind kind, struct err *e)
{
	if (p->n == STAGES_MAX) {
		err_set(e, "more than %d pre-tokenizers", STAGES_MAX);
		return NULL;
	}
	p->stage[p->n].kind = kind;
	return &p->stage[p->n++];
}

static int
add_split(struct pretok *p, struct str pattern, enum pattern_dialect dialect,
    enum behavior behavior, bool invert, struct err *e)
{
	struct stage *s = add_stage(p, STAGE_SPLIT, e);
	struct buf re = { 0 };
	int rc = -1;

	if (s == NULL)
		return -1;
	s->behavior = behavior;
	s->invert = invert;
	if (behavior == ISOLATED || (behavior == REMOVED && invert))
		s->scan = scan_of(pattern);
	if (pattern_translate(&re, pattern, dialect, e) == 0 &&
	    (s->re = regex_new(buf_view(&re), e)) != NULL)
		rc = 0;
	buf_release(&re);
	return rc;
}

static int
behavior_of(const struct json *j, enum behavior *b, struct err *e)
{
	static const char *const names[] = { [ISOLATED] = "Isolated",
		[REMOVED] = "Removed",
		[CONTIGUOUS] = "Contiguous",
		[WITH_PREVIOUS] = "MergedWithPrevious",
		[WITH_NEXT] = "MergedWithNext" };
	struct str name = json_str(json_get(j, "behavior"));

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(name, str_of(names[i]))) {
			*b = (enum behavior)i;
			return 0;
		}
	}
	return err_set(
	    e, "pre-tokenizer with the unknown behavior '%.*s'", STR_ARG(name));
}

static int
read_split(struct pretok *p, const struct json *j, enum pattern_dialect dialect,
    struct err *e)
{
	const struct json *pattern = json_get(j, "pattern");
	const struct json *text = json_get(pattern, "String");
	bool invert = json_is_true(json_get(j, "invert"));
	struct buf quoted = { 0 };
	enum behavior b;
	int rc;

	if (behavior_of(j, &b, e))
		return -1;
	if (text == NULL)
		return add_split(p, json_str(json_get(pattern, "Regex")),
		    dialect, b, invert, e);
	pattern_quote(&quoted, json_str(text));
	rc = add_split(p, buf_view(&quoted), dialect, b, invert, e);
	if (rc == 0)
		p->stage[p->n - 1].at_spaces = str_eq(json_str(text), STR(" "));
	buf_release(&quoted);
	return rc;
}

static int
read_byte_level(struct pretok *p, const struct json *j, struct err *e)
{
	const struct json *regex = json_get(j, "use_regex");
	const struct json *prefix = json_get(j, "add_prefix_space");

	p->byte_level = true;
	/* absent, both are on */
	if ((prefix == NULL || json_is_true(prefix)) &&
	    add_stage(p, STAGE_PREFIX, e) == NULL)
		return -1;
	if (regex != NULL && !json_is_true(regex))
		return 0;
	return add_split(
	    p, STR(SCAN_GPT2), PATTERN_TOKENIZERS, ISOLATED, false, e);
}

static int
read_metaspace(struct pretok *p, const struct json *j, struct err *e)
{
	static const char *const names[] = { [PREPEND_ALWAYS] = "always",
		[PREPEND_FIRST] = "first",
		[PREPEND_NEVER] = "never" };
	const struct json *scheme = json_get(j, "prepend_scheme");
	const struct json *prefix = json_get(j, "add_prefix_space");
	const struct json *split = json_get(j, "split");
	struct stage *s = add_stage(p, STAGE_META, e);
	struct str mark = json_str(json_get(j, "replacement"));
	struct buf quoted = { 0 };
	size_t i = PREPEND_ALWAYS;
	int rc = 0;

	if (s == NULL)
		return -1;
	if (scheme != NULL)
		while (i < 3 && !str_eq(json_str(scheme), str_of(names[i])))
			i++;
	else if (prefix != NULL && !json_is_true(prefix))
		i = PREPEND_NEVER;
	/* the library goes by what a character was made of */
	for (size_t k = 0; i == PREPEND_FIRST && k + 1 < p->n; k++)
		if (p->stage[k].kind != STAGE_SPLIT)
			return err_set(e, "'Metaspace' before the first word "
					  "alone, after another such, is not "
					  "supported");
	if (i == 3 || mark.n == 0)
		return err_set(e, "pre-tokenizer 'Metaspace' with members that "
				  "are not known");
	s->prepend = (enum prepend)i;
	buf_str(&s->mark, mark);
	pattern_quote(&quoted, mark);
	if (split == NULL || json_is_true(split))
		rc = add_split(p, buf_view(&quoted), PATTERN_TOKENIZERS,
		    WITH_NEXT, false, e);
	buf_release(&quoted);
	return rc;
}

static int
add_punctuation(struct pretok *p, enum behavior b, struct err *e)
{
	struct buf re = { 0 };
	int rc;

	pattern_punctuation(&re);
	rc = add_split(p, buf_view(&re), PATTERN_PCRE2, b, false, e);
	buf_release(&re);
	return rc;
}

/* Those that are a split by a fixed pattern of the Rust library. */
static int
read_fixed(
    struct pretok *p, const struct json *j, struct str type, struct err *e)
{
	const enum pattern_dialect rust = PATTERN_TIKTOKEN;
	enum behavior b;

	if (str_eq(type, STR("Digits"))) {
		b = json_is_true(json_get(j, "individual_digits")) ? ISOLATED
								   : CONTIGUOUS;
		return add_split(p, STR(DIGITS), rust, b, false, e);
	}
	if (str_eq(type, STR("Punctuation"))) {
		b = ISOLATED;
		if (json_get(j, "behavior") != NULL && behavior_of(j, &b, e))
			return -1;
		return add_punctuation(p, b, e);
	}
	if (str_eq(type, STR("Whitespace")))
		return add_split(
		    p, STR("\\w+|[^\\w\\s]+"), rust, REMOVED, true, e);
	if (str_eq(type, STR("WhitespaceSplit")))
		return add_split(p, STR("\\s"), rust, REMOVED, false, e);
	return err_set(e,
	    "pre-tokenizer '%.*s' is not supported: its splits cannot be "
	    "made exactly",
	    STR_ARG(type));
}

static int
read_stages(struct pretok *p, const struct json *j,
    enum pattern_dialect dialect, unsigned depth, struct err *e)
{
	struct str type = json_str(json_get(j, "type"));
	const struct json *list;

	if (json_kind(j) == JSON_NULL)
		return 0;
	if (str_eq(type, STR("Sequence"))) {
		list = json_get(j, "pretokenizers");
		if (depth == DEPTH_MAX)
			return err_set(e, "pre-tokenizers nested too deep");
		for (size_t i = 0; i < list_count(list); i++)
			if (read_stages(
				p, list_at(list, i), dialect, depth + 1, e))
				return -1;
		return 0;
	}
	if (p->byte_level && !p->spelled) {
		if (add_stage(p, STAGE_BYTES, e) == NULL)
			return -1;
		p->spelled = true;
	}
	if (p->spelled &&
	    (str_eq(type, STR("ByteLevel")) || str_eq(type, STR("Metaspace"))))
		return err_set(e,
		    "pre-tokenizer '%.*s' after 'ByteLevel' is not supported",
		    STR_ARG(type));
	if (str_eq(type, STR("Split")))
		return read_split(p, j, dialect, e);
	if (str_eq(type, STR("ByteLevel")))
		return read_byte_level(p, j, e);
	if (str_eq(type, STR("Metaspace")))
		return read_metaspace(p, j, e);
	return read_fixed(p, j, type, e);
}

struct pretok *
pretok_new(const struct json *pre_tokenizer, enum pattern_dialect dialect,
    struct err *e)
{
	struct pretok *p = mem_new(1, sizeof *p);

	if (read_stages(p, pre_tokenizer, dialect, 0, e)) {
		pretok_free(p);
		return NULL;
	}
	return p;
}

void
pretok_free(struct pretok *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++) {
		regex_free(p->stage[i].re);
		buf_release(&p->stage[i].mark);
	}
	free(p);
}

bool
pretok_asks_first(const struct pretok *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->stage[i].kind == STAGE_META &&
		    p->stage[i].prepend == PREPEND_FIRST)
			return true;
	return false;
}

bool
pretok_pass_spaces(struct pretok *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->stage[i].at_spaces || p->stage[i].invert)
			return false;
	while (p->n > 0)
		regex_free(p->stage[--p->n].re);
	return true;
}

bool
pretok_leave_spaces(struct pretok *p, struct str mark)
{
	struct stage *s = &p->stage[0];

	if (p->n != 1 || s->kind != STAGE_META ||
	    !str_eq(buf_view(&s->mark), mark))
		return false;
	s->leave = true;
	return true;
}

bool
pretok_is_byte_level(const struct pretok *p)
{
	return p->byte_level;
}

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
	const struct stage *stage;
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
joins(enum behavior b, struct part before, struct part p)
{
	if (b == CONTIGUOUS)
		return before.match == p.match;
	if (b == WITH_PREVIOUS)
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
	const struct stage *s = &r->pretok->stage[k];
	struct str mark = buf_view(&s->mark);
	struct buf *b = &r->text[k];
	bool lead = (s->prepend == PREPEND_ALWAYS ||
			(s->prepend == PREPEND_FIRST && first)) &&
		    text.p[0] != ' ' && !str_starts(text, mark);

	if (s->leave && !lead)
		return text;
	buf_reset(b);
	if (lead)
		buf_str(b, mark);
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
	const struct stage *s = &r->pretok->stage[k];
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
		text = s->kind == STAGE_META    ? marked(r, k, text, first)
		       : s->kind == STAGE_BYTES ? spelled(r, k, text)
						: prefixed(r, k, text);
		return run_stage(r, k + 1, text, first, text.p + text.n, e);
	}
	it.matcher = r->matcher[k];
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
