/* Lines of text to lines of ids and back: see translate.h. */
#include "encode/translate.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/flow.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/lines.h"
#include "tok/encoder.h"
#include "tok/vocab.h"

enum {
	CHUNK_BYTES = 1 << 17, /* of lines that one thread takes at a time */
	CHUNK_LINES = 1 << 15,
	DIGITS_MAX = 8, /* of an id */
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

static_assert(VOCAB_MAX <= 100000000, "digits of an id");

struct job {
	const struct translate_options *l;
	struct translate_counts *c;
	struct reader *in;
	struct writer *to;
	void (*tick)(void *ctx, uint64_t count);
	void *tick_ctx;
	uint64_t taken; /* lines so far */
	struct chunk *chunks;
	struct encoder **encoders; /* of each thread that had work */
};

/* The eight digits of a number, a byte each, the first one lowest. */
static uint64_t
eight_digits(uint32_t x)
{
	uint64_t v = x / 10000 | (uint64_t)(x % 10000) << 32, high;

	high = v * 10486 >> 20 & 0x0000007f0000007f; /* by 100 */
	v = high | (v - 100 * high) << 16;
	high = v * 103 >> 10 & 0x000f000f000f000f; /* by 10 */
	return high | (v - 10 * high) << 8;
}

/* Writes a number and returns the end of it; all eight bytes are written, so
 * that nothing depends on how many digits it has. */
static char *
put_id(char *to, uint32_t id)
{
	uint64_t v = eight_digits(id);
	unsigned zeros = (unsigned)__builtin_ctzll(v | (uint64_t)1 << 56) / 8;

	v = (v | 0x3030303030303030) >> 8 * zeros;
	to[0] = (char)v;
	to[1] = (char)(v >> 8);
	to[2] = (char)(v >> 16);
	to[3] = (char)(v >> 24);
	to[4] = (char)(v >> 32);
	to[5] = (char)(v >> 40);
	to[6] = (char)(v >> 48);
	to[7] = (char)(v >> 56);
	return to + 8 - zeros;
}

/* A line for each NO_ID. */
static void
put_lines(struct buf *out, const struct id_buf *ids)
{
	char *to = buf_room(out, ids->n * (DIGITS_MAX + 1) + DIGITS_MAX);
	bool first = true;

	for (size_t i = 0; i < ids->n; i++) {
		if (ids->v[i] == NO_ID) {
			*to++ = '\n';
			first = true;
			continue;
		}
		if (!first)
			*to++ = ' ';
		to = put_id(to, ids->v[i]);
		first = false;
	}
	assert(to <= out->p + out->cap);
	out->n = (size_t)(to - out->p);
}

/* Appends its ids and a NO_ID, some of them only when the encoder is flushed;
 * nothing of a line that is bad. */
static int
encode_line(const struct translate_options *l, struct encoder *x,
    struct str text, struct id_buf *ids, struct err *e)
{
	size_t good = utf8_valid(text);

	if (good != text.n)
		return err_set(e,
		    "not UTF-8 at byte %zu of the line; repair it with "
		    "icl-segment --repair or iconv",
		    good);
	if (l->bos)
		encoder_put(x, (uint32_t)tokenizer_bos(l->tokenizer), ids);
	if (encoder_add(x, text, l->special, ids, e)) {
		encoder_flush(x, ids);
		while (ids->n > 0 && ids->v[ids->n - 1] != NO_ID)
			ids->n--;
		return -1;
	}
	encoder_put(x, NO_ID, ids);
	return 0;
}

static int
decode_line(const struct translate_options *l, struct str text, struct buf *out,
    struct err *e)
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
			    "no id at byte %zu of the line; ids are "
			    "decimal, with single spaces between",
			    i);
		if (id > UINT32_MAX) /* and no other id than it says */
			return err_set(e, "id %.*s is not in the vocabulary",
			    STR_ARG(str_slice(text, from, i)));
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
do_lines(const struct translate_options *l, struct chunk *k, struct encoder *x)
{
	for (size_t i = 0; i < k->lines.n; i++) {
		struct str text = k->lines.v[i].text;
		size_t before = k->out.n;
		int rc;

		rc = l->decode ? decode_line(l, text, &k->out, &k->why)
			       : encode_line(l, x, text, &k->ids, &k->why);
		if (rc == 0) {
			k->done++;
			continue;
		}
		k->out.n = before;
		if (l->skip_bad) {
			k->bad++;
			continue;
		}
		line_err(&k->lines.v[i], &k->why);
		k->failed = true;
		return;
	}
}

static void
do_chunk(void *ctx, size_t slot, unsigned worker)
{
	struct job *j = ctx;
	struct chunk *k = &j->chunks[slot];
	struct encoder **x = &j->encoders[worker];

	if (*x == NULL)
		*x = encoder_new(j->l->tokenizer);
	buf_reset(&k->out);
	k->ids.n = k->done = k->bad = 0;
	k->failed = false;
	do_lines(j->l, k, *x);
	encoder_flush(*x, &k->ids);
	if (!j->l->decode)
		put_lines(&k->out, &k->ids);
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
	enum flow_took took = FLOW_END;

	if (most > 0)
		took = lines_take(l, j->in, most, CHUNK_BYTES, e);
	if (took == FLOW_PART)
		j->taken += l->n;
	return took;
}

static int
give_chunk(void *ctx, size_t slot, struct err *e)
{
	struct job *j = ctx;
	struct chunk *k = &j->chunks[slot];

	if (writer_bytes(j->to, k->out.p, k->out.n, e) ||
	    writer_flush(j->to, e))
		return -1;
	j->c->written += k->done;
	j->c->bad += k->bad;
	if (k->failed) {
		*e = k->why;
		return -1;
	}
	if (j->tick != NULL)
		j->tick(j->tick_ctx, j->c->written);
	return 0;
}

static int
run(struct job *j, struct err *e)
{
	struct flow f = { take_chunk, do_chunk, give_chunk, j };
	uint64_t before;

	do {
		before = j->taken = j->c->written;
		if (flow_run(&f, j->l->threads, e))
			return -1;
		/* for lines left out, others */
	} while (j->l->count > 0 && j->c->written < j->l->count &&
		 j->taken > before && j->l->skip_bad);
	return 0;
}

int
translate_run(const struct translate_options *l, struct reader *r,
    struct writer *w, void (*tick)(void *ctx, uint64_t count), void *ctx,
    struct translate_counts *c, struct err *e)
{
	size_t slots = flow_slots(l->threads);
	struct job j = {
		.l = l, .c = c, .in = r, .to = w, .tick = tick, .tick_ctx = ctx
	};
	int rc;

	assert(l->threads > 0);
	*c = (struct translate_counts){ 0 };
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
