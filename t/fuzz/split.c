/*
 * Any bytes as a text that is split into documents.  The first byte chooses
 * options, the second the pattern; a document is a part of the text after the
 * one before, and a pattern of one byte splits as a plain loop does.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "segment/source.h"

#include "as_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const splits[] = { "x", "file", "line", "blank", "^a", "b$",
	"x*", "(?<=a)b", "\\s\\d", "[^a-y]", "é|É", ".", "a.*?b", "$", "\\bx" };

/* The next part of the text that the byte x ends, white space alone left out.
 */
static bool
plain_next(struct str *text, struct str *part)
{
	while (text->n > 0) {
		const char *x = memchr(text->p, 'x', text->n);
		size_t n = x == NULL ? text->n : (size_t)(x - text->p);

		*part = str_slice(*text, 0, n);
		*text = str_slice(*text, n + (x != NULL), text->n);
		if (str_trim(*part).n > 0)
			return true;
	}
	return false;
}

/* Takes the documents of the file, which has the text, to their end. */
static void
check(const char *path, const struct source_options *o, struct str text)
{
	struct reader *r = reader_new(&path, 1);
	struct err e;
	struct source *s = source_new(r, o, &e);
	struct str id, doc, part, rest = text;
	bool plain =
	    strcmp(o->split, "x") == 0 && !o->cut && utf8_valid(text) == text.n;
	enum flow_took took;

	if (s == NULL)
		abort();
	if (reader_begin(r, 1u << KIND_TEXT, &e)) {
		source_free(s);
		reader_free(r);
		return;
	}
	while ((took = source_next(s, 0, &id, &doc, &e)) == FLOW_PART ||
	       took == FLOW_NONE) {
		const char *at;

		if (took == FLOW_NONE)
			continue;
		if (doc.n == 0 || id.n == 0 || utf8_valid(doc) < doc.n)
			abort();
		if (plain && (!plain_next(&text, &part) || !str_eq(part, doc)))
			abort();
		if (o->repair)
			continue;
		at = memmem(rest.p, rest.n, doc.p, doc.n);
		if (at == NULL || doc.n > o->max_bytes)
			abort();
		rest = str_slice(rest, (size_t)(at - rest.p) + doc.n, rest.n);
	}
	if (plain && took == FLOW_END && plain_next(&text, &part))
		abort();
	source_free(s);
	reader_free(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source_options o = { .field = "text", .max_bytes = 1 << 20 };
	struct str text;

	if (size < 2)
		return 0;
	o.split = splits[data[1] % (sizeof splits / sizeof splits[0])];
	o.cut = data[0] & 1;
	o.repair = data[0] & 2;
	o.skip_bad = data[0] & 4;
	if (data[0] & 8)
		o.max_bytes = 64;
	text = (struct str){ (const char *)data + 2, size - 2 };
	/* a byte order mark is left out, a zstd frame or record is not text */
	if (str_starts(text, STR("\xef\xbb\xbf")) ||
	    (size > 2 && data[2] == '(') || str_starts(text, STR("{")))
		return 0;
	check(as_file(data + 2, size - 2), &o, text);
	return 0;
}
