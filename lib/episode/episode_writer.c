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

void
episode_writer_counts(const struct episode_writer *o, struct str text)
{
	while (o->verbose && text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end == NULL ? text.n : (size_t)(end - text.p);

		o->say("%.*s", (int)n, text.p);
		text = str_slice(text, end == NULL ? n : n + 1, text.n);
	}
}

void
episode_writer_tell(
    const struct episode_writer *o, uint64_t n, const char *what)
{
	if (n > 0)
		o->say("%" PRIu64 " %s", n, what);
}

void
episode_writer_bad(
    const struct episode_writer *o, uint64_t n, const struct err *first)
{
	if (n > 0)
		o->say("%" PRIu64 " bad records left out; the first: %s", n,
		    first->msg);
}
