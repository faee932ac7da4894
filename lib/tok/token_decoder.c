/* The decoder of a tokenizer.json: see token_decoder.h. */
#include "tok/token_decoder.h"

#include <string.h>

#include "tok/initial_symbols.h"
#include "tok/members.h"

enum { DEPTH_MAX = 8 };

static struct str
keep(struct arena *a, struct str s)
{
	return (struct str){ arena_copy(a, s.p, s.n), s.n };
}

static void
read_replace(
    struct token_decoder *d, struct str from, struct str to, struct arena *a)
{
	if (from.n == 0)
		d->why = "a decoder 'Replace' by a pattern";
	else if (d->from.n > 0)
		d->why = "a second decoder 'Replace'";
	d->from = keep(a, from);
	d->to = keep(a, to);
}

static void
read_strip(struct token_decoder *d, struct members *m)
{
	int64_t start = members_int(m, "start", 0);

	if (!str_eq(members_str(m, "content"), STR(" ")) || start > 1 ||
	    members_int(m, "stop", 0) != 0)
		d->why = "a decoder 'Strip' of more than the first space";
	d->strip |= start == 1;
}

static void
read_metaspace(struct token_decoder *d, struct members *m, struct arena *a)
{
	struct str scheme = members_str(m, "prepend_scheme");
	bool prefix = members_bool(m, "add_prefix_space", true);

	read_replace(d, members_str(m, "replacement"), STR(" "), a);
	d->strip = scheme.n > 0 ? !str_eq(scheme, STR("never")) : prefix;
}

static int
read_pattern(struct token_decoder *d, struct members *m, struct arena *a)
{
	struct members p =
	    members_of(members_object(m, "pattern"), "pattern", m->e);

	read_replace(
	    d, members_str(&p, "String"), members_str(m, "content"), a);
	return p.rc;
}

static int
read_part(struct token_decoder *d, const struct json *j, unsigned depth,
    struct arena *a, struct err *e)
{
	struct members m = members_of(j, "decoder", e);
	struct str type = members_str(&m, "type");
	const struct json *list = members_array(&m, "decoders");

	if (str_eq(type, STR("Sequence")) && depth < DEPTH_MAX) {
		for (size_t i = 0; m.rc == 0 && i < members_count(list); i++)
			m.rc =
			    read_part(d, members_at(list, i), depth + 1, a, e);
	} else if (str_eq(type, STR("Replace"))) {
		if (read_pattern(d, &m, a))
			return -1;
	} else if (str_eq(type, STR("Strip"))) {
		read_strip(d, &m);
	} else if (str_eq(type, STR("Metaspace"))) {
		read_metaspace(d, &m, a);
	} else if (str_eq(type, STR("ByteFallback"))) {
		d->bytes = true;
	} else if (!str_eq(type, STR("Fuse"))) {
		d->why = "its kind of decoder";
	}
	return m.rc;
}

int
token_decoder_read(struct token_decoder *d, const struct json *j,
    struct arena *a, struct err *e)
{
	*d = (struct token_decoder){ 0 };
	return read_part(d, j, 0, a, e);
}

int
token_decoder_put(const struct token_decoder *d, struct str piece,
    struct buf *out, struct err *e)
{
	int byte = d->bytes ? initial_symbols_byte(piece) : -1;

	if (d->why != NULL)
		return err_set(e,
		    "%s is not supported: texts of ids cannot "
		    "be told",
		    d->why);
	if (byte >= 0) {
		buf_byte(out, (char)byte);
		return 0;
	}
	for (size_t i = 0; i < piece.n;) {
		if (d->from.n > 0 && piece.n - i >= d->from.n &&
		    memcmp(piece.p + i, d->from.p, d->from.n) == 0) {
			buf_str(out, d->to);
			i += d->from.n;
		} else {
			buf_byte(out, piece.p[i++]);
		}
	}
	return 0;
}
