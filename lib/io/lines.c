/* Lines of a record stream in batches: see lines.h. */
#include "io/lines.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

static void
clear(struct lines *b)
{
	b->n = 0;
	buf_reset(&b->bytes);
}

/* 1 and another line, whose text is known when all are there; 0 at the end. */
static int
add_one(struct lines *b, struct reader *r, struct err *e)
{
	struct str text;
	int rc = reader_line(r, &text, e);

	if (rc <= 0)
		return rc;
	b->v = mem_grow(b->v, &b->cap, b->n + 1, sizeof *b->v);
	b->v[b->n++] = (struct line){
		.text = { NULL, text.n },
		.stream = reader_name(r),
		.number = reader_lineno(r),
	};
	buf_str(&b->bytes, text);
	return 1;
}

/*
 * The lines that there are, of which rc tells how they ended.  An error comes
 * after those before it, so that where a batch began makes no difference.
 */
static int
settle(struct lines *b, struct reader *r, int rc, struct err *e)
{
	const char *at = buf_view(&b->bytes).p;

	for (size_t i = 0; i < b->n; i++) {
		b->v[i].text.p = at;
		at += b->v[i].text.n;
	}
	assert((size_t)(at - buf_view(&b->bytes).p) == b->bytes.n);
	if (rc < 0 && b->n > 0)
		reader_keep(r, e);
	return b->n > 0 ? 1 : rc;
}

int
lines_next(struct lines *b, struct reader *r, size_t max_lines,
    size_t max_bytes, struct err *e)
{
	int rc = 1;

	clear(b);
	while (b->n < max_lines && b->bytes.n < max_bytes &&
	       (rc = add_one(b, r, e)) > 0)
		;
	return settle(b, r, rc, e);
}

enum flow_took
lines_take(struct lines *b, struct reader *r, size_t max_lines,
    size_t max_bytes, struct err *e)
{
	int rc = 1;

	clear(b);
	while (rc > 0 && b->n < max_lines && b->bytes.n < max_bytes) {
		int ready = reader_ready(r, b->n == 0 ? FLOW_WAIT_MS : 0, e);

		if (ready == 0)
			break;
		rc = ready < 0 ? -1 : add_one(b, r, e);
	}
	rc = settle(b, r, rc, e);
	if (b->n > 0)
		return FLOW_PART;
	return rc < 0 ? FLOW_FAILED : rc > 0 ? FLOW_NONE : FLOW_END;
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
