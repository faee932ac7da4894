/* Lines of a record stream in batches: see lines.h. */
#include "io/lines.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"

int
lines_next(struct lines *b, struct reader *r, size_t max_lines,
    size_t max_bytes, struct err *e)
{
	struct str text;
	size_t at = 0;
	int rc = 1;

	b->n = 0;
	buf_reset(&b->bytes);
	while (b->n < max_lines && b->bytes.n < max_bytes &&
	       (rc = reader_line(r, &text, e)) > 0) {
		b->v = mem_grow(b->v, &b->cap, b->n + 1, sizeof *b->v);
		b->v[b->n++] = (struct line){
			.text = { NULL, text.n },
			.stream = reader_name(r),
			.number = reader_lineno(r),
		};
		buf_str(&b->bytes, text);
	}
	for (size_t i = 0; i < b->n; i++) {
		b->v[i].text.p = buf_view(&b->bytes).p + at;
		at += b->v[i].text.n;
	}
	return rc < 0 ? -1 : b->n > 0;
}

int
line_err(const struct line *at, struct err *e)
{
	return err_prefix(e, "%s:%" PRIu64, at->stream, at->number);
}

void
lines_release(struct lines *b)
{
	free(b->v);
	buf_release(&b->bytes);
	*b = (struct lines){ 0 };
}
