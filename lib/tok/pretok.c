/* The pre-tokenizer of a tokenizer.json: see pretok.h. */
#include "tok/pretok.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tok/members.h"
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
behavior_of(struct members *m, enum pretok_behavior *b, struct err *e)
{
	static const char *const names[] = { [ISOLATED] = "Isolated",
		[REMOVED] = "Removed",
		[CONTIGUOUS] = "Contiguous",
		[MERGED_WITH_PREVIOUS] = "MergedWithPrevious",
		[MERGED_WITH_NEXT] = "MergedWithNext" };
	struct str name = members_str(m, "behavior");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(name, str_of(names[i]))) {
			*b = (enum pretok_behavior)i;
			return 0;
		}
	}
	return m->rc != 0
		   ? -1
		   : err_set(e,
			 "pre-tokenizer with the unknown behavior '%.*s'",
			 STR_ARG(name));
}

static int
read_split(struct pretok *p, struct members *m, enum pattern_dialect dialect,
    struct err *e)
{
	struct members in =
	    members_of(members_object(m, "pattern"), "pattern", e);
	bool literal = json_get(in.j, "String") != NULL;
	struct str text = members_str(&in, literal ? "String" : "Regex");
	bool invert = members_bool(m, "invert", false);
	enum pretok_behavior b = ISOLATED;
	struct buf quoted = { 0 };
	int rc;

	if (in.rc != 0 || behavior_of(m, &b, e) || m->rc != 0)
		return -1;
	if (!literal)
		return add_split(p, text, dialect, b, invert, e);
	pattern_quote(&quoted, text);
	rc = add_split(p, buf_view(&quoted), dialect, b, invert, e);
	if (rc == 0)
		p->stage[p->n - 1].at_spaces = str_eq(text, STR(" "));
	buf_release(&quoted);
	return rc;
}

static int
read_byte_level(struct pretok *p, struct members *m, struct err *e)
{
	/* absent, both are on */
	bool regex = members_bool(m, "use_regex", true);
	bool prefix = members_bool(m, "add_prefix_space", true);

	if (m->rc != 0)
		return -1;
	p->byte_level = true;
	if (prefix && add_stage(p, STAGE_PREFIX, e) == NULL)
		return -1;
	if (!regex)
		return 0;
	return add_split(
	    p, STR(SPLIT_GPT2), PATTERN_TOKENIZERS, ISOLATED, false, e);
}

/* Where the mark goes in front; false for a word that is not known. */
static bool
prepend_of(struct members *m, enum pretok_prepend *prepend)
{
	static const char *const names[] = { [PREPEND_ALWAYS] = "always",
		[PREPEND_FIRST] = "first",
		[PREPEND_NEVER] = "never" };
	struct str scheme = members_str(m, "prepend_scheme");
	bool prefix = members_bool(m, "add_prefix_space", true);

	*prepend = prefix ? PREPEND_ALWAYS : PREPEND_NEVER;
	if (json_kind(json_get(m->j, "prepend_scheme")) == JSON_NULL)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(scheme, str_of(names[i]))) {
			*prepend = (enum pretok_prepend)i;
			return true;
		}
	}
	return false;
}

static int
read_metaspace(struct pretok *p, struct members *m, struct err *e)
{
	bool split = members_bool(m, "split", true), known;
	struct str mark = members_str(m, "replacement");
	struct pretok_stage *s = add_stage(p, STAGE_METASPACE, e);
	struct buf quoted = { 0 };
	int rc = 0;

	if (s == NULL)
		return -1;
	known = prepend_of(m, &s->prepend);
	if (m->rc != 0)
		return -1;
	/* the library goes by what a character was made of */
	for (size_t k = 0; s->prepend == PREPEND_FIRST && k + 1 < p->n; k++)
		if (p->stage[k].kind != STAGE_SPLIT)
			return err_set(e, "'Metaspace' before the first word "
					  "alone, after another such, is not "
					  "supported");
	if (!known || utf8_count(mark) != 1)
		return err_set(e, "pre-tokenizer 'Metaspace' with members "
				  "that are not known");
	buf_str(&s->mark, mark);
	pattern_quote(&quoted, mark);
	if (split)
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

/* The kinds that split by a pattern of the Rust library's own. */
static int
read_fixed(struct pretok *p, struct members *m, struct str type, struct err *e)
{
	const enum pattern_dialect rust = PATTERN_TIKTOKEN;
	enum pretok_behavior b = ISOLATED;

	if (str_eq(type, STR("Digits"))) {
		if (!members_bool(m, "individual_digits", false))
			b = CONTIGUOUS;
		return m->rc != 0
			   ? -1
			   : add_split(p, STR(NUMERIC), rust, b, false, e);
	}
	if (str_eq(type, STR("Punctuation"))) {
		if (json_kind(json_get(m->j, "behavior")) != JSON_NULL &&
		    behavior_of(m, &b, e))
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
read_kind(struct pretok *p, struct members *m, struct str type,
    enum pattern_dialect dialect, struct err *e)
{
	bool bytes = str_eq(type, STR("ByteLevel"));
	bool metaspace = str_eq(type, STR("Metaspace"));

	if (p->byte_level && !p->spelled) {
		if (add_stage(p, STAGE_BYTE_LEVEL, e) == NULL)
			return -1;
		p->spelled = true;
	}
	if (p->spelled && (bytes || metaspace))
		return err_set(e,
		    "pre-tokenizer '%.*s' after 'ByteLevel' is not supported",
		    STR_ARG(type));
	if (str_eq(type, STR("Split")))
		return read_split(p, m, dialect, e);
	if (bytes)
		return read_byte_level(p, m, e);
	if (metaspace)
		return read_metaspace(p, m, e);
	return read_fixed(p, m, type, e);
}

static int
read_stages(struct pretok *p, const struct json *j,
    enum pattern_dialect dialect, unsigned depth, struct err *e)
{
	struct members m = members_of(j, "pre_tokenizer", e);
	struct str type = members_str(&m, "type");
	const struct json *list = members_array(&m, "pretokenizers");

	if (m.rc != 0 || json_kind(j) == JSON_NULL)
		return m.rc;
	if (!str_eq(type, STR("Sequence")))
		return read_kind(p, &m, type, dialect, e);
	if (depth == DEPTH_MAX)
		return err_set(e, "pre-tokenizers nested too deep");
	for (size_t i = 0; i < members_count(list); i++)
		if (read_stages(p, members_at(list, i), dialect, depth + 1, e))
			return -1;
	return 0;
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
