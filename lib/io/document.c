/* Records of kind segments: see document.h and icl-stream(5). */
#include "io/document.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "io/json.h"

enum { DIGITS_MAX = 20 };

static bool
all_space(struct str s)
{
	return str_trim(s).n == 0;
}

static int
parse_span(const struct json *j, struct span *s)
{
	int64_t begin, end;

	if (json_kind(j) != JSON_ARRAY || json_count(j) != 2)
		return -1;
	begin = json_int(json_at(j, 0), -1);
	end = json_int(json_at(j, 1), -1);
	if (begin < 0 || end <= begin)
		return -1;
	*s = (struct span){ (size_t)begin, (size_t)end };
	return 0;
}

static int
parse_sents(
    const struct json *j, struct arena *a, struct document *d, struct err *e)
{
	struct span *v;
	size_t n = json_count(j), at = 0;

	if (json_kind(j) != JSON_ARRAY)
		return err_set(e, "record without 'sents', a list of spans; "
				  "make it with icl-segment");
	v = arena_alloc(a, n, sizeof *v);
	for (size_t i = 0; i < n; i++) {
		if (parse_span(json_at(j, i), &v[i]) || v[i].begin < at ||
		    v[i].end > d->text.n)
			return err_set(e,
			    "sentence %zu is no span of the text's %zu bytes "
			    "after the one before it",
			    i, d->text.n);
		if (!all_space(str_slice(d->text, at, v[i].begin)))
			return err_set(e,
			    "text between sentences at byte %zu is not white "
			    "space",
			    at);
		at = v[i].end;
		if (at < d->text.n &&
		    ((unsigned char)d->text.p[at] & 0xc0) == 0x80)
			return err_set(
			    e, "sentence %zu ends within a character", i);
	}
	if (!all_space(str_slice(d->text, at, d->text.n)))
		return err_set(
		    e, "text after the last sentence is not white space");
	d->sents = v;
	d->n_sents = n;
	return 0;
}

/* A record without `pars` is one paragraph. */
static int
parse_pars(
    const struct json *j, struct arena *a, struct document *d, struct err *e)
{
	size_t n = j == NULL ? d->n_sents > 0 : json_count(j);
	size_t *v = arena_alloc(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++) {
		int64_t at = j == NULL ? 0 : json_int(json_at(j, i), -1);

		if (at < 0 || (size_t)at >= d->n_sents ||
		    (i == 0 ? at != 0 : (size_t)at <= v[i - 1]))
			return err_set(e,
			    "paragraph %zu does not begin at a later sentence "
			    "than the one before it",
			    i);
		v[i] = (size_t)at;
	}
	d->pars = v;
	d->n_pars = n;
	return 0;
}

int
document_parse(
    struct str line, struct arena *a, struct document *d, struct err *e)
{
	struct json *j = json_parse(line, e);
	struct str id, text;
	int rc = -1;

	if (j == NULL && !str_starts(line, STR("{")))
		return err_set(e, "no JSON; icl-segment makes records of text");
	if (j == NULL)
		return -1;
	*d = (struct document){ 0 };
	if (json_need_str(j, "text", &text, e))
		goto out;
	id = json_str(json_get(j, "id"));
	d->id = (struct str){ arena_copy(a, id.p, id.n), id.n };
	d->text = (struct str){ arena_copy(a, text.p, text.n), text.n };
	if (parse_sents(json_get(j, "sents"), a, d, e) ||
	    parse_pars(json_get(j, "pars"), a, d, e))
		goto out;
	rc = 0;
out:
	json_free(j);
	return rc;
}

/* printf would take longer than finding the sentence did. */
static char *
put_size(char *to, size_t x)
{
	char digits[DIGITS_MAX], *p = digits + sizeof digits;
	size_t n;

	do
		*--p = (char)('0' + x % 10);
	while ((x /= 10) > 0);
	n = (size_t)(digits + sizeof digits - p);
	memcpy(to, p, n);
	return to + n;
}

static void
put_span(struct buf *out, const struct span *s, bool first)
{
	char text[2 * DIGITS_MAX + 4], *p = text;

	if (!first)
		*p++ = ',';
	*p++ = '[';
	p = put_size(p, s->begin);
	*p++ = ',';
	p = put_size(p, s->end);
	*p++ = ']';
	buf_add(out, text, (size_t)(p - text));
}

void
document_write(struct buf *out, const struct document *d)
{
	char par[DIGITS_MAX + 1] = { ',' };

	buf_str(out, STR("{\"id\":"));
	json_put_str(out, d->id);
	buf_str(out, STR(",\"text\":"));
	json_put_str(out, d->text);
	buf_str(out, STR(",\"sents\":["));
	for (size_t i = 0; i < d->n_sents; i++)
		put_span(out, &d->sents[i], i == 0);
	buf_str(out, STR("],\"pars\":["));
	for (size_t i = 0; i < d->n_pars; i++) {
		size_t n = (size_t)(put_size(par + 1, d->pars[i]) - par);

		buf_add(out, par + (i == 0), n - (i == 0));
	}
	buf_str(out, STR("]}"));
}
