/* The pre-tokenizer of a tokenizer.json: see pretok.h. */
#include "tok/pretok.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tok/list.h"
#include "tok/split_patterns.h"

enum { DEPTH_MAX = 8 }; /* of sequences in sequences */

/* Rust's numeric characters: those of Unicode 17. */
#define NUMERIC "[\\p{N}\\x{11de0}-\\x{11de9}\\x{16ff4}-\\x{16ff6}]"

static struct pretok_stage *
add_stage(struct pretok *p, enum pretok_stage_kind kind, struct err *e)
{
	assert(p->n <= PRETOK_STAGES);
	if (p->n == PRETOK_STAGES) {
		err_set(e, "more than %d pre-tokenizers", PRETOK_STAGES);
		return NULL;
	}
	p->stage[p->n].kind = kind;
	return &p->stage[p->n++];
}

static int
add_split(struct pretok *p, struct str pattern, enum pattern_dialect dialect,
    enum pretok_behavior behavior, bool invert, struct err *e)
{
	struct pretok_stage *s = add_stage(p, STAGE_SPLIT, e);
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
behavior_of(const struct json *j, enum pretok_behavior *b, struct err *e)
{
	static const char *const names[] = { [ISOLATED] = "Isolated",
		[REMOVED] = "Removed",
		[CONTIGUOUS] = "Contiguous",
		[MERGED_WITH_PREVIOUS] = "MergedWithPrevious",
		[MERGED_WITH_NEXT] = "MergedWithNext" };
	struct str name = json_str(json_get(j, "behavior"));

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(name, str_of(names[i]))) {
			*b = (enum pretok_behavior)i;
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
	enum pretok_behavior b = ISOLATED;
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
	    p, STR(SPLIT_GPT2), PATTERN_TOKENIZERS, ISOLATED, false, e);
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
	struct pretok_stage *s = add_stage(p, STAGE_METASPACE, e);
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
	s->prepend = (enum pretok_prepend)i;
	buf_str(&s->mark, mark);
	pattern_quote(&quoted, mark);
	if (split == NULL || json_is_true(split))
		rc = add_split(p, buf_view(&quoted), PATTERN_TOKENIZERS,
		    MERGED_WITH_NEXT, false, e);
	buf_release(&quoted);
	return rc;
}

static int
add_punctuation(struct pretok *p, enum pretok_behavior b, struct err *e)
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
	enum pretok_behavior b;

	if (str_eq(type, STR("Digits"))) {
		b = json_is_true(json_get(j, "individual_digits")) ? ISOLATED
								   : CONTIGUOUS;
		return add_split(p, STR(NUMERIC), rust, b, false, e);
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
		if (add_stage(p, STAGE_BYTE_LEVEL, e) == NULL)
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
		if (p->stage[i].kind == STAGE_METASPACE &&
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
	struct pretok_stage *s = &p->stage[0];

	if (p->n != 1 || s->kind != STAGE_METASPACE ||
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
