/* A tokenizer as a tokenizer.json: see tokenizer_write_json. */
#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tok/alphabet.h"
#include "tok/assemble.h"
#include "tok/merge_order.h"
#include "tok/tokenizer.h"

static int
by_text(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

/* Whether a text that is no piece would be read as one. */
static bool
is_piece(const struct tokenizer *t, struct str text)
{
	struct buf bytes = { 0 };
	size_t len = 0;
	bool is;

	if (t->symbols.chars && text.n > 0)
		utf8_decode(text, 0, &len);
	if (t->symbols.chars)
		return len == text.n || vocab_find(&t->vocab, text) != NO_ID;
	is = alphabet_decode(&bytes, text) == 0 &&
	     vocab_find(&t->vocab, buf_view(&bytes)) != NO_ID;
	buf_release(&bytes);
	return is;
}

/* Whether a file can say it: each text has one id there, and is UTF-8. */
static int
check_texts(const struct tokenizer *t, struct err *e)
{
	const struct vocab *v = &t->vocab;
	struct str *other = mem_new(v->n + 1, sizeof *other);
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < t->added[1].n; i++)
		if (t->added[1].v[i].verbatim)
			rc = err_set(e,
			    "the user-defined token '%.*s' is found where "
			    "spaces have become U+2581, which no "
			    "tokenizer.json can say",
			    STR_ARG(t->added[1].v[i].content));
	for (uint32_t id = 0; rc == 0 && id < v->n; id++) {
		struct str text = v->piece[id];

		if (text.p == NULL)
			continue;
		if (vocab_find(v, text) != id)
			other[n++] = text;
		else if (!t->symbols.chars)
			continue; /* in an alphabet of its own */
		if (utf8_valid(text) != text.n)
			rc = err_set(e,
			    "token %u is not UTF-8, so that no tokenizer.json "
			    "can have it",
			    id);
	}
	if (n > 0)
		qsort(other, n, sizeof *other, by_text);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (is_piece(t, other[i]) ||
		    (i > 0 && str_eq(other[i - 1], other[i])))
			rc = err_set(e,
			    "the special token '%.*s' would be another or text "
			    "in a tokenizer.json",
			    STR_ARG(other[i]));
	free(other);
	return rc;
}

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
put_piece(struct buf *out, const struct tokenizer *t, uint32_t id)
{
	struct buf text = { 0 };

	assemble_text(t, id, &text);
	json_put_str(out, buf_view(&text));
	buf_release(&text);
}

/* A text puts BOS before itself only by a template. */
static void
put_post_processor(struct buf *out, const struct tokenizer *t)
{
	struct buf text = { 0 }, bos = { 0 };

	if (!t->adds_bos || t->bos < 0) {
		buf_str(out, t->symbols.chars ? STR("null")
					      : STR("{\"type\":\"ByteLevel\","
						    "\"add_prefix_space\":true,"
						    "\"trim_offsets\":false,"
						    "\"use_regex\":true}"));
		return;
	}
	assemble_text(t, (uint32_t)t->bos, &text);
	json_put_str(&bos, buf_view(&text));
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
	buf_release(&text);
}

static int
put_merges(struct buf *out, const struct tokenizer *t, struct err *e)
{
	size_t n;
	struct vocab_pair *p = merge_order(&t->vocab, &t->symbols, &n, e);

	if (p == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		buf_str(out, i == 0 ? STR("[") : STR(",["));
		put_piece(out, t, (uint32_t)(p[i].key >> 32));
		buf_byte(out, ',');
		put_piece(out, t, (uint32_t)p[i].key);
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
		if (t->vocab.piece[id].p == NULL)
			continue;
		if (!first)
			buf_byte(out, ',');
		first = false;
		put_piece(out, t, id);
		buf_printf(out, ":%u", id);
	}
}

/* How the BPE works, without its vocabulary and merges. */
static void
put_model(struct buf *out, const struct tokenizer *t)
{
	buf_str(out, STR(",\"model\":{\"type\":\"BPE\",\"dropout\":null,"
			 "\"unk_token\":"));
	if (t->symbols.unk >= 0)
		put_piece(out, t, (uint32_t)t->symbols.unk);
	else
		buf_str(out, STR("null"));
	buf_printf(out,
	    ",\"continuing_subword_prefix\":null,"
	    "\"end_of_word_suffix\":null,\"fuse_unk\":%s,"
	    "\"byte_fallback\":%s,\"ignore_merges\":%s",
	    t->symbols.fuse_unk ? "true" : "false",
	    t->symbols.byte_fallback ? "true" : "false",
	    t->ignore_merges ? "true" : "false");
}

int
tokenizer_write_json(const struct tokenizer *t, struct buf *out, struct err *e)
{
	if (t->source.n > 0) {
		buf_str(out, buf_view(&t->source));
		return 0;
	}
	assert(t->components.n > 2);
	if (t->unigram != NULL)
		return err_set(e, "a unigram model is followed otherwise from "
				  "a tokenizer.json");
	if (t->charsmap)
		return err_set(e, "SentencePiece's table of characters, "
				  "'precompiled_charsmap', is followed "
				  "otherwise from a tokenizer.json");
	if (check_texts(t, e))
		return -1;
	buf_str(out, STR("{\"version\":\"1.0\",\"truncation\":null,"
			 "\"padding\":null,\"added_tokens\":["));
	for (uint32_t id = 0; id < t->vocab.n; id++)
		if (t->vocab.piece[id].p != NULL)
			put_added(out, t, id);
	buf_str(out, STR("],"));
	buf_str(out, str_slice(buf_view(&t->components), 1,
			 t->components.n - 1)); /* without its braces */
	buf_str(out, STR(",\"post_processor\":"));
	put_post_processor(out, t);
	if (!t->symbols.chars)
		buf_str(out, STR(",\"decoder\":{\"type\":\"ByteLevel\","
				 "\"add_prefix_space\":true,"
				 "\"trim_offsets\":true,\"use_regex\":true}"));
	put_model(out, t);
	buf_str(out, STR(",\"vocab\":{"));
	put_vocab(out, t);
	buf_str(out, STR("},\"merges\":["));
	if (put_merges(out, t, e))
		return -1;
	buf_str(out, STR("]}}\n"));
	return 0;
}
