/* The decoder of a tokenizer.json: see token_decoder.h. */
#include "tok/token_decoder.h"

#include <string.h>

#include "tok/list.h"
#include "tok/initial_symbols.h"

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
read_strip(struct token_decoder *d, const struct json *j)
{
	int64_t start = json_int(json_get(j, "start"), 0);

	if (!str_eq(json_str(json_get(j, "content")), STR(" ")) || start > 1 ||
	    json_int(json_get(j, "stop"), 0) != 0)
		d->why = "a decoder 'Strip' of more than the first space";
	d->strip |= start == 1;
}

static void
read_metaspace(struct token_decoder *d, const struct json *j, struct arena *a)
{
	const struct json *scheme = json_get(j, "prepend_scheme");
	const struct json *prefix = json_get(j, "add_prefix_space");

	read_replace(d, json_str(json_get(j, "replacement")), STR(" "), a);
	d->strip = scheme != NULL ? !str_eq(json_str(scheme), STR("never"))
				  : prefix == NULL || json_is_true(prefix);
}

static void
read_part(struct token_decoder *d, const struct json *j, unsigned depth,
    struct arena *a)
{
	struct str type = json_str(json_get(j, "type"));
	const struct json *list = json_get(j, "decoders");

	if (str_eq(type, STR("Sequence")) && depth < DEPTH_MAX)
		for (size_t i = 0; i < list_count(list); i++)
			read_part(d, list_at(list, i), depth + 1, a);
	else if (str_eq(type, STR("Replace")))
		read_replace(d,
		    json_str(json_get(json_get(j, "pattern"), "String")),
		    json_str(json_get(j, "content")), a);
	else if (str_eq(type, STR("Strip")))
		read_strip(d, j);
	else if (str_eq(type, STR("Metaspace")))
		read_metaspace(d, j, a);
	else if (str_eq(type, STR("ByteFallback")))
		d->bytes = true;
	else if (!str_eq(type, STR("Fuse")))
		d->why = "its kind of decoder";
}

void
token_decoder_read(
    struct token_decoder *d, const struct json *j, struct arena *a)
{
	*d = (struct token_decoder){ 0 };
	read_part(d, j, 0, a);
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
