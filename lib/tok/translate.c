/* Lines of text to lines of ids and back: see translate.h. */
#include "tok/translate.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/flow.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/lines.h"
#include "tok/encoder.h"

enum {
	CHUNK_BYTES = 1 << 17, /* of lines that one thread takes at a time */
	CHUNK_LINES = 1 << 15,
	WAIT_MS = 50,    /* for a line, before a stop is looked for */
	DIGITS_MAX = 11, /* of an id, with what follows it */
};

/* On cache lines of its own: a thread writes to it all the time. */
struct chunk {
	alignas(64) struct lines lines;
	struct id_buf ids; /* scratch memory */
	struct buf out;
	size_t done; /* lines in out */
	size_t bad;  /* lines left out */
	bool failed;
	struct err why;
};

struct job {
	struct translate *l;
	struct reader *in;
	struct writer *to;
	void (*tick)(void *ctx, uint64_t count);
	void *tick_ctx;
	uint64_t taken; /* lines so far */
	struct chunk *chunks;
	struct encoder **encoders; /* of each thread that had work */
};

/* Writes a number and returns the end of it. */
static char *
put_id(char *to, uint32_t id)
{
	char *end = to + 1;

	for (uint32_t i = id; i >= 10; i /= 10)
		end++;
	to = end;
	do
		*--to = (char)('0' + id % 10);
	while ((id /= 10) != 0);
	return end;
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
encode_line(struct job *j, struct chunk *k, unsigned worker, struct str text,
    struct err *e)
{
	struct id_buf *ids = &k->ids;
	size_t good = utf8_valid(text);

	if (good != text.n)
		return err_set(e,
		    "not UTF-8 at byte %zu of the line; repair it with "
		    "icl-segment --repair or iconv",
		    good);
	ids->n = 0;
	if (j->l->bos)
		id_buf_add(ids,
		    &(uint32_t){ (uint32_t)tokenizer_bos(j->l->tokenizer) }, 1);
	if (encoder_encode(j->encoders[worker], text, j->l->special, ids, e))
		return -1;
	put_ids(&k->out, ids);
	return 0;
}

static int
decode_line(
    const struct translate *l, struct str text, struct buf *out, struct err *e)
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
do_chunk(void *ctx, size_t slot, unsigned worker)
{
	struct job *j = ctx;
	struct chunk *k = &j->chunks[slot];

	if (j->encoders[worker] == NULL)
		j->encoders[worker] = encoder_new(j->l->tokenizer);
	buf_reset(&k->out);
	k->done = k->bad = 0;
	k->failed = false;
	for (size_t i = 0; i < k->lines.n; i++) {
		struct str text = k->lines.v[i].text;
		size_t before = k->out.n;
		int rc;

		rc = j->l->decode ? decode_line(j->l, text, &k->out, &k->why)
				  : encode_line(j, k, worker, text, &k->why);
		if (rc == 0) {
			k->done++;
			continue;
		}
		k->out.n = before;
		if (j->l->skip_bad) {
			k->bad++;
			continue;
		}
		line_err(&k->lines.v[i], &k->why);
		k->failed = true;
		return;
	}
}

/* Lines that are still wanted; those left out on the way come again. */
static size_t
wanted(const struct job *j)
{
	uint64_t left = CHUNK_LINES;

	if (j->l->count > 0)
		left = j->l->count - j->taken;
	return left < CHUNK_LINES ? (size_t)left : CHUNK_LINES;
}

static enum flow_took
take_chunk(void *ctx, size_t slot, struct err *e)
{
	struct job *j = ctx;
	struct lines *l = &j->chunks[slot].lines;
	size_t most = wanted(j);
	int rc = 0;

	if (most > 0)
		rc = lines_take(l, j->in, most, CHUNK_BYTES, WAIT_MS, e);
	if (rc <= 0)
		return rc < 0 ? FLOW_FAILED : FLOW_END;
	j->taken += l->n;
	return l->n > 0 ? FLOW_PART : FLOW_NONE;
}

static int
give_chunk(void *ctx, size_t slot, struct err *e)
{
	struct job *j = ctx;
	struct chunk *k = &j->chunks[slot];

	if (writer_bytes(j->to, k->out.p, k->out.n, e) ||
	    writer_flush(j->to, e))
		return -1;
	j->l->written += k->done;
	j->l->bad += k->bad;
	if (k->failed) {
		*e = k->why;
		return -1;
	}
	if (j->tick != NULL)
		j->tick(j->tick_ctx, j->l->written);
	return 0;
}

static int
run(struct job *j, struct err *e)
{
	struct flow f = { take_chunk, do_chunk, give_chunk, j };
	uint64_t before;

	do {
		before = j->taken = j->l->written;
		if (flow_run(&f, j->l->threads, e))
			return -1;
		/* for lines left out, others */
	} while (j->l->count > 0 && j->l->written < j->l->count &&
		 j->taken > before && j->l->skip_bad);
	return 0;
}

int
translate_run(struct translate *l, struct reader *r, struct writer *w,
    void (*tick)(void *ctx, uint64_t count), void *ctx, struct err *e)
{
	size_t slots = flow_slots(l->threads);
	struct job j = {
		.l = l, .in = r, .to = w, .tick = tick, .tick_ctx = ctx
	};
	int rc;

	j.chunks = mem_aligned(slots, sizeof *j.chunks);
	j.encoders = mem_new(l->threads, sizeof(struct encoder *));
	rc = run(&j, e);
	for (unsigned i = 0; i < l->threads; i++)
		encoder_free(j.encoders[i]);
	for (size_t i = 0; i < slots; i++) {
		lines_release(&j.chunks[i].lines);
		buf_release(&j.chunks[i].out);
		free(j.chunks[i].ids.v);
	}
	free(j.chunks);
	free(j.encoders);
	return rc;
}
