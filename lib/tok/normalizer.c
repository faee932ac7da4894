/* The normalizer of a tokenizer.json: see normalizer.h. */
#include "tok/normalizer.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/regex.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "tok/charsmap.h"
#include "tok/members.h"
#include "tok/pattern.h"

enum {
	STEPS_MAX = 32,
	DEPTH_MAX = 8, /* of sequences in sequences */

	/* A text of n bytes becomes at most GROWTH_MAX * n + GROWN_MIN: NFKC
	 * makes 33 bytes of 3, and a mark is three times a space, but a few
	 * replacements, one after another, would take all memory. */
	GROWTH_MAX = 64,
	GROWN_MIN = 1 << 20,
};

enum step_kind {
	STEP_FORM,
	STEP_LOWER,
	STEP_REPLACE,
	STEP_PREPEND,
	STEP_STRIP,
	STEP_CHARSMAP
};

struct step {
	enum step_kind kind;
	enum unicode_form form;
	struct regex *re;   /* what is replaced: a pattern, */
	struct buf literal; /* or a text */
	struct buf content; /* by what, or what is prepended */
	bool left, right;   /* ends that are stripped */
	struct charsmap *map;
};

struct normalizer {
	struct step step[STEPS_MAX];
	size_t n;
};

struct normalizer_run {
	const struct normalizer *normalizer;
	struct regex_matcher *matcher[STEPS_MAX];
	struct buf text[2]; /* a step reads one and writes the other */
	size_t max;         /* bytes that the text under way may become */
};

static int
grown(const struct normalizer_run *r, struct err *e)
{
	return err_set(e,
	    "the normalizer makes more than %zu bytes of a text; no tokenizer "
	    "in use does, and this would take all memory",
	    r->max);
}

static int
replace_step(struct step *s, struct members *m, struct err *e)
{
	struct members p =
	    members_of(members_object(m, "pattern"), "pattern", e);
	struct str text = members_str(&p, "String");
	struct str regex = members_str(&p, "Regex");
	struct buf re = { 0 };
	int rc = p.rc;

	if (text.n > 0)
		buf_str(&s->literal, text);
	else if (rc == 0)
		rc = pattern_translate(&re, regex, PATTERN_TOKENIZERS, e);
	if (rc == 0 && re.n + s->literal.n == 0)
		rc = err_set(e, "normalizer 'Replace' without a pattern");
	if (rc == 0 && re.n > 0 &&
	    (s->re = regex_new(buf_view(&re), e)) == NULL)
		rc = -1;
	buf_str(&s->content, members_str(m, "content"));
	buf_release(&re);
	return rc == 0 ? m->rc : rc;
}

static bool
family_of(struct str type, enum unicode_form *form)
{
	static const char *const names[] = { [UNICODE_NFC] = "NFC",
		[UNICODE_NFD] = "NFD",
		[UNICODE_NFKC] = "NFKC",
		[UNICODE_NFKD] = "NFKD" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(type, str_of(names[i]))) {
			*form = (enum unicode_form)i;
			return true;
		}
	}
	return false;
}

static int
read_step(struct step *s, struct members *m, struct str type, struct err *e)
{
	if (family_of(type, &s->form) || str_eq(type, STR("Lowercase"))) {
		s->kind =
		    str_eq(type, STR("Lowercase")) ? STEP_LOWER : STEP_FORM;
		if (!unicode_present())
			return err_set(e,
			    "normalizer '%.*s' needs libutf8proc; install "
			    "libutf8proc-dev and build again",
			    STR_ARG(type));
	} else if (str_eq(type, STR("Replace"))) {
		s->kind = STEP_REPLACE;
		return replace_step(s, m, e);
	} else if (str_eq(type, STR("Prepend"))) {
		s->kind = STEP_PREPEND;
		buf_str(&s->content, members_str(m, "prepend"));
	} else if (str_eq(type, STR("Strip"))) {
		s->kind = STEP_STRIP;
		s->left = members_bool(m, "strip_left", false);
		s->right = members_bool(m, "strip_right", false);
	} else {
		return err_set(e,
		    "normalizer '%.*s' is not supported: its text cannot be "
		    "made exactly",
		    STR_ARG(type));
	}
	return m->rc;
}

static int
read_steps(
    struct normalizer *n, const struct json *j, unsigned depth, struct err *e)
{
	struct members m = members_of(j, "normalizer", e);
	struct str type = members_str(&m, "type");
	const struct json *list = members_array(&m, "normalizers");

	if (m.rc != 0 || json_kind(j) == JSON_NULL)
		return m.rc;
	if (!str_eq(type, STR("Sequence"))) {
		if (n->n == STEPS_MAX)
			return err_set(
			    e, "more than %d normalizers", STEPS_MAX);
		return read_step(&n->step[n->n++], &m, type, e);
	}
	if (depth == DEPTH_MAX)
		return err_set(e, "normalizers nested too deep");
	for (size_t i = 0; i < members_count(list); i++)
		if (read_steps(n, members_at(list, i), depth + 1, e))
			return -1;
	return 0;
}

/*
 * What is prepended before spaces become marks may be spaces itself, which are
 * cheaper where that last step is left out.
 */
static void
simplify(struct step *s, const struct step *next)
{
	struct str from = buf_view(&next->literal);
	struct str to = buf_view(&next->content), text = buf_view(&s->content);
	struct buf simple = { 0 };
	size_t len;

	if (s->kind != STEP_PREPEND || next->kind != STEP_REPLACE ||
	    next->re != NULL || from.n != 1 || to.n == 0 ||
	    memchr(to.p, from.p[0], to.n) != NULL)
		return;
	for (size_t i = 0; i < text.n; i += len) {
		bool same = str_starts(str_slice(text, i, text.n), to);

		len = same ? to.n : 1;
		buf_add(&simple, same ? from.p : text.p + i, 1);
	}
	buf_release(&s->content);
	s->content = simple;
}

struct normalizer *
normalizer_new(const struct json *normalizer, struct err *e)
{
	struct normalizer *n = mem_new(1, sizeof *n);

	if (read_steps(n, normalizer, 0, e)) {
		normalizer_free(n);
		return NULL;
	}
	for (size_t i = 0; i + 1 < n->n; i++)
		simplify(&n->step[i], &n->step[i + 1]);
	return n;
}

struct normalizer *
normalizer_new_charsmap(struct charsmap *m)
{
	struct normalizer *n = mem_new(1, sizeof *n);

	n->step[n->n++] = (struct step){ .kind = STEP_CHARSMAP, .map = m };
	return n;
}

void
normalizer_free(struct normalizer *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < n->n; i++) {
		regex_free(n->step[i].re);
		buf_release(&n->step[i].literal);
		buf_release(&n->step[i].content);
		charsmap_free(n->step[i].map);
	}
	free(n);
}

bool
normalizer_is_none(const struct normalizer *n)
{
	return n->n == 0;
}

bool
normalizer_ends_in(const struct normalizer *n, struct str from, struct str to)
{
	const struct step *s = n->n > 0 ? &n->step[n->n - 1] : NULL;

	return s != NULL && s->kind == STEP_REPLACE && s->re == NULL &&
	       str_eq(buf_view(&s->literal), from) &&
	       str_eq(buf_view(&s->content), to);
}

struct normalizer_run *
normalizer_run_new(const struct normalizer *n)
{
	struct normalizer_run *r = mem_new(1, sizeof *r);

	r->normalizer = n;
	for (size_t i = 0; i < n->n; i++)
		if (n->step[i].re != NULL)
			r->matcher[i] = regex_matcher_new(n->step[i].re);
	return r;
}

void
normalizer_run_free(struct normalizer_run *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->normalizer->n; i++)
		regex_matcher_free(r->matcher[i]);
	buf_release(&r->text[0]);
	buf_release(&r->text[1]);
	free(r);
}

/* A literal of one byte, as the space is that becomes a mark. */
static int
replace_byte(const struct normalizer_run *r, char from, struct str to,
    struct str text, struct buf *out, struct err *e)
{
	size_t n = 0;
	char *at;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == from;
	if (n > 0 && to.n > r->max / n)
		return grown(r, e);
	at = buf_room(out, text.n - n + n * to.n);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == from) {
			memcpy(at, to.p, to.n);
			at += to.n;
		} else {
			*at++ = text.p[i];
		}
	}
	assert(at <= out->p + out->cap);
	out->n = (size_t)(at - out->p);
	return 0;
}

static int
replace_literal(const struct normalizer_run *r, const struct step *s,
    struct str text, struct buf *out, struct err *e)
{
	struct str from = buf_view(&s->literal), to = buf_view(&s->content);
	const char *p;

	if (from.n == 1 && to.n > 0)
		return replace_byte(r, from.p[0], to, text, out, e);
	while ((p = memmem(text.p, text.n, from.p, from.n)) != NULL) {
		size_t at = (size_t)(p - text.p);

		buf_add(out, text.p, at);
		buf_str(out, to);
		text = str_slice(text, at + from.n, text.n);
		if (out->n > r->max)
			return grown(r, e);
	}
	buf_str(out, text);
	return 0;
}

static int
replace_regex(const struct normalizer_run *r, struct regex_matcher *m,
    struct str content, struct str text, struct buf *out, struct err *e)
{
	size_t at = 0, from = 0, begin, end;
	int rc;

	while (from <= text.n &&
	       (rc = regex_find(m, text, from, &begin, &end, e)) != 0) {
		if (rc < 0)
			return -1;
		buf_str(out, str_slice(text, at, begin));
		buf_str(out, content);
		if (out->n > r->max)
			return grown(r, e);
		at = from = end;
		if (begin == end && from++ < text.n)
			while (from < text.n &&
			       ((unsigned char)text.p[from] & 0xc0) == 0x80)
				from++;
	}
	buf_str(out, str_slice(text, at, text.n));
	return 0;
}

static struct str
strip(const struct step *s, struct str text)
{
	size_t len, i;

	while (s->left && text.n > 0 &&
	       unicode_is_space(utf8_decode(text, 0, &len)))
		text = str_slice(text, len, text.n);
	while (s->right && text.n > 0) {
		for (i = text.n - 1; ((unsigned char)text.p[i] & 0xc0) == 0x80;)
			i--;
		if (!unicode_is_space(utf8_decode(text, i, &len)))
			break;
		text = str_slice(text, 0, i);
	}
	return text;
}

/* Every text below U+0300 is its own composed form. */
static bool
is_plain(struct str text, enum unicode_form form)
{
	unsigned char least = form == UNICODE_NFC ? 0xcc : 0x80;

	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] >= least)
			return false;
	return true;
}

static int
apply_step(struct normalizer_run *r, size_t i, struct buf *out,
    struct str *text, struct err *e)
{
	const struct step *s = &r->normalizer->step[i];
	int rc = 0;

	if (s->kind == STEP_STRIP) {
		*text = strip(s, *text);
		return 0;
	}
	if (text->n == 0 || (s->kind == STEP_FORM && is_plain(*text, s->form)))
		return 0;
	buf_reset(out);
	switch (s->kind) {
	case STEP_FORM:
		rc = unicode_normalize(out, *text, s->form, e);
		break;
	case STEP_CHARSMAP:
		rc = charsmap_normalize(s->map, *text, r->max, out, e);
		break;
	case STEP_LOWER:
		rc = unicode_lower(out, *text, e);
		break;
	case STEP_REPLACE:
		if (s->re == NULL)
			rc = replace_literal(r, s, *text, out, e);
		else
			rc = replace_regex(r, r->matcher[i],
			    buf_view(&s->content), *text, out, e);
		break;
	default:
		buf_str(out, buf_view(&s->content));
		buf_str(out, *text);
	}
	*text = buf_view(out);
	return rc == 0 && out->n > r->max ? grown(r, e) : rc;
}

static int
apply_steps(struct normalizer_run *r, size_t n, struct str text,
    struct str *out, struct err *e)
{
	const struct buf *one = &r->text[0];

	assert(n <= r->normalizer->n);
	*out = text;
	r->max = GROWTH_MAX * text.n + GROWN_MIN;
	for (size_t i = 0; i < n; i++) {
		/* a stripped text lies somewhere in the buffer it came from */
		bool in_one = one->p != NULL && out->p >= one->p &&
			      out->p <= one->p + one->cap;

		if (apply_step(r, i, &r->text[in_one], out, e))
			return -1;
	}
	return 0;
}

int
normalizer_apply(
    struct normalizer_run *r, struct str text, struct str *out, struct err *e)
{
	return apply_steps(r, r->normalizer->n, text, out, e);
}

int
normalizer_apply_but_last(
    struct normalizer_run *r, struct str text, struct str *out, struct err *e)
{
	assert(r->normalizer->n > 0);
	return apply_steps(r, r->normalizer->n - 1, text, out, e);
}
