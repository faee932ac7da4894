/* Lines of text to lines of ids and back: see lines.h. */
#include "tok/lines.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/par.h"
#include "base/utf8.h"
#include "tok/encoder.h"

enum {
	CHUNK_BYTES = 1 << 17, /* of lines that one thread takes at a time */
	CHUNKS_MAX = 64,       /* of a block */
	DIGITS_MAX = 11,       /* of an id, with what follows it */
};

struct line {
	size_t at, n; /* in the block's text */
	const char *name;
	uint64_t number;
};

struct chunk {
	size_t first, n; /* of the block's lines */
	struct buf out;
	size_t done; /* lines in out */
	size_t bad;  /* lines left out */
	bool failed;
	struct err why;
};

struct block {
	const struct lines *l;
	struct buf text;
	struct line *lines;
	size_t n_lines, cap_lines;
	struct chunk chunks[CHUNKS_MAX];
	size_t n_chunks;
	struct encoder **encoders; /* one a thread */
	struct id_buf *ids;
};

/* Writes a number and returns the end of it. */
static char *
put_id(char *to, uint32_t id)
{
	char digits[DIGITS_MAX];
	size_t at = DIGITS_MAX;

	do
		digits[--at] = (char)('0' + id % 10);
	while ((id /= 10) != 0);
	memcpy(to, digits + at, DIGITS_MAX - at);
	return to + (DIGITS_MAX - at);
}

static void
put_ids(struct buf *out, const struct id_buf *ids)
{
	char *to = buf_room(out, ids->n * DIGITS_MAX + 1);

	for (size_t i = 0; i < ids->n; i++) {
		if (i > 0)
			*to++ = ' ';
		to = put_id(to, ids->v[i]);
	}
	*to++ = '\n';
	out->n = (size_t)(to - out->p);
}

static int
encode_line(struct block *b, unsigned worker, struct str text, struct buf *out,
    struct err *e)
{
	struct id_buf *ids = &b->ids[worker];
	size_t good = utf8_valid(text);

	if (good != text.n)
		return err_set(e,
		    "not UTF-8 at byte %zu of the line; repair it with "
		    "icl-segment --repair or iconv",
		    good);
	ids->n = 0;
	if (b->l->bos)
		id_buf_add(ids,
		    &(uint32_t){ (uint32_t)tokenizer_bos(b->l->tokenizer) }, 1);
	if (encoder_encode(b->encoders[worker], text, b->l->special, ids, e))
		return -1;
	put_ids(out, ids);
	return 0;
}

static int
decode_line(
    const struct lines *l, struct str text, struct buf *out, struct err *e)
{
	size_t i = 0, begin = out->n;

	while (i < text.n) {
		uint64_t id = 0;
		size_t from = i;

		for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++)
			if (id < UINT32_MAX)
				id = id * 10 + (uint64_t)(text.p[i] - '0');
		if (i == from || (i < text.n && text.p[i] != ' '))
			return err_set(e,
			    "no id at byte %zu of the line; ids stand in "
			    "decimal with single spaces between",
			    i);
		if (id > UINT32_MAX)
			id = UINT32_MAX;
		if (tokenizer_decode(l->tokenizer, (uint32_t)id, out, e))
			return -1;
		if (i < text.n && ++i == text.n)
			return err_set(e, "the line ends in a space");
	}
	if (tokenizer_leads(l->tokenizer) && out->n > begin &&
	    out->p[begin] == ' ') {
		memmove(out->p + begin, out->p + begin + 1, --out->n - begin);
	}
	buf_byte(out, '\n');
	return 0;
}

static void
do_chunk(void *ctx, size_t i, unsigned worker)
{
	struct block *b = ctx;
	struct chunk *k = &b->chunks[i];

	buf_reset(&k->out);
	k->done = k->bad = 0;
	k->failed = false;
	for (size_t at = 0; at < k->n; at++) {
		const struct line *l = &b->lines[k->first + at];
		struct str text = { b->text.p + l->at, l->n };
		size_t before = k->out.n;
		int rc;

		rc = b->l->decode
			 ? decode_line(b->l, text, &k->out, &k->why)
			 : encode_line(b, worker, text, &k->out, &k->why);
		if (rc == 0) {
			k->done++;
			continue;
		}
		k->out.n = before;
		if (b->l->skip_bad) {
			k->bad++;
			continue;
		}
		err_prefix(&k->why, "%s:%" PRIu64, l->name, l->number);
		k->failed = true;
		return;
	}
}

/* Fills a block: 1, or 0 when there are no lines left. */
static int
read_block(struct block *b, struct reader *r, struct err *e)
{
	struct chunk *k = NULL;
	struct str line;
	uint64_t want = UINT64_MAX;
	int rc = 1;

	if (b->l->count > 0)
		want = b->l->count - b->l->written;
	buf_reset(&b->text);
	b->n_lines = b->n_chunks = 0;
	while (b->n_lines < want &&
	       b->text.n < (size_t)CHUNK_BYTES * CHUNKS_MAX / 2 &&
	       b->n_lines < CHUNK_BYTES &&
	       (rc = reader_line(r, &line, e)) > 0) {
		if (k == NULL ||
		    b->text.n - b->lines[k->first].at >= CHUNK_BYTES) {
			assert(b->n_chunks < CHUNKS_MAX);
			k = &b->chunks[b->n_chunks++];
			k->first = b->n_lines;
			k->n = 0;
		}
		b->lines = mem_grow(
		    b->lines, &b->cap_lines, b->n_lines + 1, sizeof *b->lines);
		b->lines[b->n_lines++] = (struct line){ b->text.n, line.n,
			reader_name(r), reader_lineno(r) };
		k->n++;
		buf_str(&b->text, line);
	}
	return rc < 0 ? -1 : b->n_lines > 0;
}

static int
run(struct block *b, struct lines *l, struct reader *r, struct writer *w,
    void (*tick)(void *ctx, uint64_t count), void *ctx, struct err *e)
{
	int rc;

	while ((l->count == 0 || l->written < l->count) &&
	       (rc = read_block(b, r, e)) != 0) {
		if (rc < 0)
			return -1;
		par_for(l->threads, b->n_chunks, do_chunk, b);
		for (size_t i = 0; i < b->n_chunks; i++) {
			struct chunk *k = &b->chunks[i];

			if (writer_bytes(w, k->out.p, k->out.n, e))
				return -1;
			l->written += k->done;
			l->bad += k->bad;
			if (k->failed) {
				*e = k->why;
				return -1;
			}
		}
		if (writer_flush(w, e))
			return -1;
		if (tick != NULL)
			tick(ctx, l->written);
	}
	return 0;
}

int
lines_run(struct lines *l, struct reader *r, struct writer *w,
    void (*tick)(void *ctx, uint64_t count), void *ctx, struct err *e)
{
	struct block *b = mem_new(1, sizeof *b);
	int rc;

	b->l = l;
	b->encoders = mem_new(l->threads, sizeof(struct encoder *));
	b->ids = mem_new(l->threads, sizeof *b->ids);
	for (unsigned i = 0; i < l->threads; i++)
		b->encoders[i] = encoder_new(l->tokenizer);
	rc = run(b, l, r, w, tick, ctx, e);
	for (unsigned i = 0; i < l->threads; i++) {
		encoder_free(b->encoders[i]);
		free(b->ids[i].v);
	}
	for (size_t i = 0; i < CHUNKS_MAX; i++)
		buf_release(&b->chunks[i].out);
	free(b->encoders);
	free(b->ids);
	free(b->lines);
	buf_release(&b->text);
	free(b);
	return rc;
}
