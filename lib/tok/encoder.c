/* Text to ids: see encoder.h. */
#include "tok/encoder.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tok/build.h"

struct encoder {
	const struct tokenizer *t;
	struct normal_run *normal;
	struct pretok_run *pretok;
	struct bpe *bpe;
	struct id_buf *out; /* of the call under way */
};

struct encoder *
encoder_new(const struct tokenizer *t)
{
	struct encoder *x = mem_new(1, sizeof *x);

	x->t = t;
	x->normal = normal_run_new(t->normal);
	x->pretok = pretok_run_new(t->pretok);
	x->bpe = bpe_new(&t->vocab, t->whole);
	return x;
}

void
encoder_free(struct encoder *x)
{
	if (x == NULL)
		return;
	normal_run_free(x->normal);
	pretok_run_free(x->pretok);
	bpe_free(x->bpe);
	free(x);
}

static void
encode_word(void *ctx, struct str word, const char *limit)
{
	struct encoder *x = ctx;

	bpe_word(x->bpe, word, limit, x->out);
}

/* A part without added tokens that are found after normalizing. */
static int
encode_part(struct encoder *x, struct str text, bool first, struct err *e)
{
	return pretok_split(x->pretok, text, first, encode_word, x, e);
}

/* A part without added tokens that are found before normalizing. */
static int
encode_plain(
    struct encoder *x, struct str text, bool special, bool first, struct err *e)
{
	struct added_match m;
	size_t at = 0, from = 0;

	if (normal_apply(x->normal, text, &text, e))
		return -1;
	while (added_find(&x->t->added[1], text, special, &at, &m)) {
		if (encode_part(x, str_slice(text, from, m.begin),
			first && from == 0, e))
			return -1;
		id_buf_add(x->out, &m.id, 1);
		from = m.end;
	}
	return encode_part(
	    x, str_slice(text, from, text.n), first && from == 0, e);
}

int
encoder_encode(struct encoder *x, struct str text, bool special,
    struct id_buf *out, struct err *e)
{
	struct added_match m;
	size_t at = 0, from = 0;

	x->out = out;
	while (added_find(&x->t->added[0], text, special, &at, &m)) {
		if (encode_plain(x, str_slice(text, from, m.begin), special,
			from == 0, e))
			return -1;
		id_buf_add(out, &m.id, 1);
		from = m.end;
	}
	return encode_plain(
	    x, str_slice(text, from, text.n), special, from == 0, e);
}
