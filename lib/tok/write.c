/* A tokenizer as a tokenizer.json: see tokenizer_write_json. */
#include <assert.h>
#include <stdlib.h>

#include "tok/alphabet.h"
#include "tok/build.h"
#include "tok/order.h"
#include "tok/tokenizer.h"

static void
put_added(struct buf *out, const struct tokenizer *t, uint32_t id)
{
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < t->added[k].n; i++) {
			const struct added_token *a = &t->added[k].v[i];

			if (a->id != id)
				continue;
			if (out->p[out->n - 1] != '[')
				buf_byte(out, ',');
			buf_printf(out, "{\"id\":%u,\"content\":", id);
			json_put_str(out, a->content);
			buf_printf(out,
			    ",\"single_word\":%s,\"lstrip\":%s,"
			    "\"rstrip\":%s,\"normalized\":%s,\"special\":%s}",
			    a->single_word ? "true" : "false",
			    a->lstrip ? "true" : "false",
			    a->rstrip ? "true" : "false",
			    a->normalized ? "true" : "false",
			    a->special ? "true" : "false");
		}
	}
}

static void
put_piece(struct buf *out, const struct tokenizer *t, struct str bytes)
{
	struct buf text = { 0 };

	if (t->symbols.chars)
		buf_str(&text, bytes);
	else
		alphabet_encode(&text, bytes);
	json_put_str(out, buf_view(&text));
	buf_release(&text);
}

/* A text puts BOS before itself only by a template. */
static void
put_post_processor(struct buf *out, const struct tokenizer *t)
{
	struct buf bos = { 0 };

	if (!t->adds_bos || t->bos < 0) {
		buf_str(out, t->symbols.chars ? STR("null")
					      : STR("{\"type\":\"ByteLevel\","
						    "\"add_prefix_space\":true,"
						    "\"trim_offsets\":false,"
						    "\"use_regex\":true}"));
		return;
	}
	json_put_str(&bos, t->vocab.piece[t->bos]);
	buf_printf(out,
	    "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":"
	    "{\"id\":%s,\"type_id\":0}},{\"Sequence\":{\"id\":\"A\","
	    "\"type_id\":0}}],\"pair\":[{\"SpecialToken\":{\"id\":%s,"
	    "\"type_id\":0}},{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},"
	    "{\"SpecialToken\":{\"id\":%s,\"type_id\":1}},{\"Sequence\":"
	    "{\"id\":\"B\",\"type_id\":1}}],\"special_tokens\":{%s:{\"id\":%s,"
	    "\"ids\":[%jd],\"tokens\":[%s]}}}",
	    bos.p, bos.p, bos.p, bos.p, bos.p, (intmax_t)t->bos, bos.p);
	buf_release(&bos);
}

static int
put_merges(struct buf *out, const struct tokenizer *t, struct err *e)
{
	size_t n;
	struct vocab_pair *p = order_merges(&t->vocab, &t->symbols, &n, e);

	if (p == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		buf_str(out, i == 0 ? STR("[") : STR(",["));
		put_piece(out, t, t->vocab.piece[p[i].key >> 32]);
		buf_byte(out, ',');
		put_piece(out, t, t->vocab.piece[(uint32_t)p[i].key]);
		buf_byte(out, ']');
	}
	free(p);
	return 0;
}

/* Special tokens too: the library gives its own ids to those not in here. */
static void
put_vocab(struct buf *out, const struct tokenizer *t)
{
	bool first = true;

	for (uint32_t id = 0; id < t->vocab.n; id++) {
		struct str s = t->vocab.piece[id];

		if (s.p == NULL)
			continue;
		if (!first)
			buf_byte(out, ',');
		first = false;
		if (vocab_find(&t->vocab, s) == id)
			put_piece(out, t, s);
		else
			json_put_str(out, s);
		buf_printf(out, ":%u", id);
	}
}

int
tokenizer_write_json(const struct tokenizer *t, struct buf *out, struct err *e)
{
	if (t->source.n > 0) {
		buf_str(out, buf_view(&t->source));
		return 0;
	}
	assert(t->split.n > 0);
	buf_str(out, STR("{\"version\":\"1.0\",\"truncation\":null,"
			 "\"padding\":null,\"added_tokens\":["));
	for (uint32_t id = 0; id < t->vocab.n; id++)
		if (t->vocab.piece[id].p != NULL)
			put_added(out, t, id);
	buf_str(out, STR("],"));
	buf_str(out, buf_view(&t->split));
	buf_str(out, STR(",\"post_processor\":"));
	put_post_processor(out, t);
	if (!t->symbols.chars)
		buf_str(out, STR(",\"decoder\":{\"type\":\"ByteLevel\","
				 "\"add_prefix_space\":true,"
				 "\"trim_offsets\":true,\"use_regex\":true}"));
	buf_printf(out,
	    ",\"model\":{\"type\":\"BPE\",\"dropout\":null,"
	    "\"unk_token\":null,\"continuing_subword_prefix\":null,"
	    "\"end_of_word_suffix\":null,\"fuse_unk\":%s,"
	    "\"byte_fallback\":%s,\"ignore_merges\":%s",
	    t->symbols.fuse ? "true" : "false",
	    t->symbols.fallback ? "true" : "false",
	    t->whole ? "true" : "false");
	buf_str(out, STR(",\"vocab\":{"));
	put_vocab(out, t);
	buf_str(out, STR("},\"merges\":["));
	if (put_merges(out, t, e))
		return -1;
	buf_str(out, STR("]}}\n"));
	return 0;
}
