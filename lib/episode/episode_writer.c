/* The output of icl-episode: see episode_writer.h. */
#include "episode/episode_writer.h"

#include <inttypes.h>
#include <string.h>

/* An episode for people ends in its own newline. */
int
episode_writer_put(const struct episode_writer *o, struct writer *out,
    struct str record, struct err *e)
{
	if (o->show)
		return writer_bytes(out, record.p, record.n, e);
	return writer_line(out, record, e);
}

static void
tell(const struct episode_writer *o, struct str line)
{
	struct buf text = { 0 };

	buf_str(&text, line);
	o->tell(buf_view(&text));
	buf_release(&text);
}

void
episode_writer_counts(const struct episode_writer *o, struct str text)
{
	while (o->verbose && text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end == NULL ? text.n : (size_t)(end - text.p);

		tell(o, str_slice(text, 0, n));
		text = str_slice(text, end == NULL ? n : n + 1, text.n);
	}
}

void
episode_writer_tell(
    const struct episode_writer *o, uint64_t n, const char *what)
{
	struct buf text = { 0 };

	if (n == 0)
		return;
	buf_printf(&text, "%" PRIu64 " %s", n, what);
	o->tell(buf_view(&text));
	buf_release(&text);
}

void
episode_writer_bad(
    const struct episode_writer *o, uint64_t n, const struct err *first)
{
	struct buf text = { 0 };

	if (n == 0)
		return;
	buf_printf(&text, "%" PRIu64 " bad records left out; the first: %s", n,
	    first->msg);
	o->tell(buf_view(&text));
	buf_release(&text);
}
