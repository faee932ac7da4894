/* Where icl-episode puts what it makes: see outlet.h. */
#include "episode/outlet.h"

#include <inttypes.h>
#include <string.h>

/* A show ends in its own newline. */
int
outlet_put(const struct outlet *o, struct writer *out, struct str record,
    struct err *e)
{
	if (o->show)
		return writer_bytes(out, record.p, record.n, e);
	return writer_line(out, record, e);
}

static void
tell(const struct outlet *o, struct str line)
{
	struct buf text = { 0 };

	buf_str(&text, line);
	o->tell(buf_view(&text));
	buf_release(&text);
}

void
outlet_counts(const struct outlet *o, struct str text)
{
	while (o->verbose && text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end == NULL ? text.n : (size_t)(end - text.p);

		tell(o, str_slice(text, 0, n));
		text = str_slice(text, end == NULL ? n : n + 1, text.n);
	}
}

void
outlet_tell(const struct outlet *o, uint64_t n, const char *what)
{
	struct buf text = { 0 };

	if (n == 0)
		return;
	buf_printf(&text, "%" PRIu64 " %s", n, what);
	o->tell(buf_view(&text));
	buf_release(&text);
}

void
outlet_bad(const struct outlet *o, uint64_t n, const struct err *first)
{
	struct buf text = { 0 };

	if (n == 0)
		return;
	buf_printf(&text, "%" PRIu64 " bad records left out; the first: %s", n,
	    first->msg);
	o->tell(buf_view(&text));
	buf_release(&text);
}
