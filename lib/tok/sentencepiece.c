/* SentencePiece's BPE: see sentencepiece.h. */
#include "tok/sentencepiece.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tok/charsmap.h"
#include "tok/pretok_presets.h"
#include "tok/protobuf.h"

enum { CODES = 0x110000 }; /* code points */

/* Pieces of text, the special ones as added tokens.  Those that only stand for
 * a byte, or for nothing, are not found in a text. */
static int
add_piece(struct tokenizer *t, const struct sentencepiece *m, uint32_t id,
    struct err *e)
{
	const struct sentencepiece_piece *p = &m->v[id];
	struct added_token a = { .content = p->text, .id = id };

	switch (p->type) {
	case SENTENCEPIECE_NORMAL:
		return assemble_piece(t, id, p->text, e);
	case SENTENCEPIECE_UNKNOWN:
	case SENTENCEPIECE_UNUSED:
	case SENTENCEPIECE_BYTE:
		return vocab_add(&t->vocab, id, p->text, false, e);
	case SENTENCEPIECE_CONTROL:
		a.special = true;
		return assemble_added(t, &a, e);
	case SENTENCEPIECE_USER_DEFINED:
		if (m->unigram) /* its score makes it win */
			return assemble_piece(t, id, p->text, e);
		a.normalized = a.verbatim = !m->raw_added;
		return assemble_added(t, &a, e);
	default:
		return err_set(
		    e, "token %u is of the unknown type %d", id, p->type);
	}
}

struct scored {
	double score;
	uint32_t id;
};

static int
by_score(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Scores are the order of merges: the highest first, of equals the leftmost in
 * the text. */
static int
merge_by_score(
    struct tokenizer *t, const struct sentencepiece *m, struct err *e)
{
	struct scored *by = mem_new(m->n, sizeof *by);
	uint32_t n = 0, rank = 0;
	int rc = 0;

	for (uint32_t id = 0; rc == 0 && id < m->n; id++) {
		double score = m->v[id].score;

		if (vocab_find(&t->vocab, m->v[id].text) != id)
			continue;
		if (!(score > -1e30 && score < 1e30))
			rc = err_set(e, "token %u has no score", id);
		by[n++] = (struct scored){ score, id };
	}
	qsort(by, n, sizeof *by, by_score);
	for (uint32_t i = 0; rc == 0 && i < n; i++) {
		if (i > 0 && by[i].score != by[i - 1].score)
			rank = i;
		assemble_merges_into(t, by[i].id, rank);
	}
	free(by);
	return rc;
}

/* Whether two pieces make this one. */
static bool
can_be_made(const struct vocab *v, struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if (vocab_find(v, str_slice(s, 0, i)) != NO_ID &&
		    vocab_find(v, str_slice(s, i, s.n)) != NO_ID)
			return true;
	return false;
}

/*
 * The library merges an unknown character too where that makes a piece, which
 * ids cannot say; a user-defined one it never does.
 */
static int
check_characters(const struct tokenizer *t, const bool *user_defined,
    uint32_t id, struct err *e)
{
	struct str s = t->vocab.piece[id];
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t code = utf8_decode(s, i, &len);

		if (len < s.n && !user_defined[code] &&
		    vocab_find(&t->vocab, str_slice(s, i, i + len)) == NO_ID)
			return err_set(e,
			    "token %u, '%.*s', has a character that is no "
			    "token, which is not supported",
			    id, STR_ARG(s));
	}
	return 0;
}

static int
check_piece(const struct tokenizer *t, const bool *user_defined, uint32_t id,
    int type, bool unigram, struct err *e)
{
	struct str s = t->vocab.piece[id];
	size_t len;

	utf8_decode(s, 0, &len);
	if ((type == SENTENCEPIECE_USER_DEFINED ||
		type == SENTENCEPIECE_UNUSED) &&
	    vocab_find(&t->vocab, s) != NO_ID && vocab_find(&t->vocab, s) != id)
		return err_set(e, "tokens %u and %u have the same text", id,
		    vocab_find(&t->vocab, s));
	if (type == SENTENCEPIECE_UNUSED && !unigram &&
	    (can_be_made(&t->vocab, s) || len == s.n))
		return err_set(e,
		    "the unused token %u is in the way of merges, which is "
		    "not supported",
		    id);
	if ((type == SENTENCEPIECE_BYTE) != (initial_symbols_byte(s) >= 0))
		return err_set(e,
		    "token %u, '%.*s', is or is not a byte, and its type says "
		    "otherwise",
		    id, STR_ARG(s));
	if (type != SENTENCEPIECE_NORMAL || unigram)
		return 0;
	return check_characters(t, user_defined, id, e);
}

static int
check_pieces(
    const struct tokenizer *t, const struct sentencepiece *m, struct err *e)
{
	bool *user_defined = mem_new(CODES, sizeof *user_defined);
	size_t len;
	int rc = 0;

	for (size_t id = 0; id < m->n; id++) {
		struct str s = m->v[id].text;
		uint32_t code = utf8_decode(s, 0, &len);

		assert(code < CODES);
		if (m->v[id].type == SENTENCEPIECE_USER_DEFINED && len == s.n)
			user_defined[code] = true;
	}
	for (uint32_t id = 0; rc == 0 && id < m->n; id++)
		rc = check_piece(
		    t, user_defined, id, m->v[id].type, m->unigram, e);
	free(user_defined);
	return rc;
}

/* Bytes to fall back on are all there, or none is. */
static int
check_bytes(const struct sentencepiece *m, struct err *e)
{
	bool byte[256] = { false };
	size_t n = 0, want = m->byte_fallback ? 256 : 0;

	for (size_t id = 0; id < m->n; id++) {
		int b = m->v[id].type == SENTENCEPIECE_BYTE
			    ? initial_symbols_byte(m->v[id].text)
			    : -1;

		n += b >= 0 && !byte[b];
		if (b >= 0)
			byte[b] = true;
	}
	if (n != want)
		return err_set(e,
		    "a SentencePiece vocabulary with %zu byte tokens of %zu "
		    "is not supported",
		    n, want);
	return 0;
}

/* Checks what the encoder rests on before pieces are put in. */
static int
check_texts(const struct sentencepiece *m, struct err *e)
{
	if (m->n == 0 || m->n > VOCAB_MAX)
		return err_set(e, "a vocabulary of %zu tokens", m->n);
	for (size_t id = 0; id < m->n; id++)
		if (m->v[id].text.n == 0 ||
		    utf8_valid(m->v[id].text) != m->v[id].text.n)
			return err_set(
			    e, "token %zu is empty or not UTF-8", id);
	return check_bytes(m, e);
}

static int64_t
find_unknown(const struct sentencepiece *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].type == SENTENCEPIECE_UNKNOWN)
			return (int64_t)i;
	return -1;
}

/* Pieces of text with their scores, and how unknown characters are encoded. */
static int
set_unigram(struct tokenizer *t, const struct sentencepiece *m, struct err *e)
{
	struct unigram_piece *v = mem_new(m->n, sizeof *v);
	int64_t unk = find_unknown(m);
	uint32_t byte[256];
	size_t n = 0;
	int rc = 0, b;

	for (uint32_t id = 0; id < m->n; id++) {
		const struct sentencepiece_piece *p = &m->v[id];

		if ((b = initial_symbols_byte(p->text)) >= 0)
			byte[b] = id;
		if (p->type != SENTENCEPIECE_NORMAL &&
		    p->type != SENTENCEPIECE_USER_DEFINED)
			continue;
		if (!(p->score > -1e30 && p->score < 1e30))
			rc = err_set(e, "token %u has no score", id);
		v[n++] =
		    (struct unigram_piece){ t->vocab.piece[id], (float)p->score,
			    id, p->type == SENTENCEPIECE_USER_DEFINED };
	}
	if (rc == 0 && unk < 0)
		rc = err_set(e, "a unigram model without an unknown token");
	if (rc == 0)
		t->unigram = unigram_new(
		    v, n, (uint32_t)unk, m->byte_fallback ? byte : NULL);
	free(v);
	return rc;
}

/* In place of the normalizer that tokenizer.json has words for; after the
 * pieces. */
static int
set_charsmap(struct tokenizer *t, const struct sentencepiece *m, struct err *e)
{
	struct charsmap_options o = { m->dummy_prefix, m->squeeze,
		&t->user_defined };
	struct charsmap *map;

	for (uint32_t id = 0; id < m->n; id++) {
		struct added_token a = { .content = t->vocab.piece[id],
			.pattern = t->vocab.piece[id],
			.id = id };

		if (m->v[id].type == SENTENCEPIECE_USER_DEFINED)
			added_add(&t->user_defined, &a);
	}
	if (added_sort(&t->user_defined, e) ||
	    (map = charsmap_new(m->charsmap, &o, e)) == NULL)
		return -1;
	normalizer_free(t->normalizer);
	t->normalizer = normalizer_new_charsmap(map);
	t->charsmap = true;
	return 0;
}

int
sentencepiece_build(
    struct tokenizer *t, const struct sentencepiece *m, struct err *e)
{
	struct buf components = { 0 };
	int rc;

	if (check_texts(m, e))
		return -1;
	pretok_preset_put_sentencepiece(
	    &components, m->dummy_prefix, m->squeeze);
	rc = assemble_components_text(
	    t, buf_view(&components), PATTERN_TOKENIZERS, e);
	buf_release(&components);
	assert(rc != 0 || t->symbols.chars);
	for (uint32_t id = 0; rc == 0 && id < m->n; id++)
		rc = add_piece(t, m, id, e);
	if (rc == 0)
		rc = check_pieces(t, m, e);
	if (rc == 0 && m->charsmap.n > 0)
		rc = set_charsmap(t, m, e);
	if (rc == 0)
		rc =
		    m->unigram ? set_unigram(t, m, e) : merge_by_score(t, m, e);
	t->symbols.byte_fallback = m->byte_fallback;
	t->symbols.fuse_unk = true;
	return rc;
}

/* A .model: numbers of fields and defaults of sentencepiece_model.proto. */
enum { UNIGRAM = 1, BPE = 2, WORD = 3, CHAR = 4 };

struct model {
	struct sentencepiece_piece *v;
	size_t n, cap;
	uint64_t type;
	bool byte_fallback, as_suffix;
	struct str bos, eos, pad;
	struct str charsmap, denormalizer;
	bool dummy_prefix, squeeze, escape;
};

static int
read_piece(struct model *m, struct str s, struct err *e)
{
	struct sentencepiece_piece p = { .type = SENTENCEPIECE_NORMAL };
	struct protobuf_field f;
	uint64_t type = SENTENCEPIECE_NORMAL;
	int rc;

	while ((rc = protobuf_next(&s, &f, e)) > 0) {
		if ((f.number == 1 && protobuf_bytes(&f, &p.text, e)) ||
		    (f.number == 2 && protobuf_float(&f, &p.score, e)) ||
		    (f.number == 3 && protobuf_u64(&f, &type, e)))
			return -1;
	}
	p.type = type <= SENTENCEPIECE_BYTE ? (int)type : 0;
	if (m->n == VOCAB_MAX)
		return err_set(e, "more than %u tokens", VOCAB_MAX);
	m->v = mem_grow(m->v, &m->cap, m->n + 1, sizeof *m->v);
	m->v[m->n++] = p;
	return rc;
}

static int
read_trainer(struct model *m, struct str s, struct err *e)
{
	struct protobuf_field f;
	int rc;

	while ((rc = protobuf_next(&s, &f, e)) > 0) {
		if ((f.number == 3 && protobuf_u64(&f, &m->type, e)) ||
		    (f.number == 24 && protobuf_bool(&f, &m->as_suffix, e)) ||
		    (f.number == 35 &&
			protobuf_bool(&f, &m->byte_fallback, e)) ||
		    (f.number == 46 && protobuf_bytes(&f, &m->bos, e)) ||
		    (f.number == 47 && protobuf_bytes(&f, &m->eos, e)) ||
		    (f.number == 48 && protobuf_bytes(&f, &m->pad, e)))
			return -1;
	}
	return rc;
}

static int
read_normalizer(struct model *m, struct str s, struct err *e)
{
	struct protobuf_field f;
	int rc;

	while ((rc = protobuf_next(&s, &f, e)) > 0) {
		if ((f.number == 2 && protobuf_bytes(&f, &m->charsmap, e)) ||
		    (f.number == 3 && protobuf_bool(&f, &m->dummy_prefix, e)) ||
		    (f.number == 4 && protobuf_bool(&f, &m->squeeze, e)) ||
		    (f.number == 5 && protobuf_bool(&f, &m->escape, e)))
			return -1;
	}
	return rc;
}

static int
read_denormalizer(struct model *m, struct str s, struct err *e)
{
	struct protobuf_field f;
	int rc;

	while ((rc = protobuf_next(&s, &f, e)) > 0)
		if (f.number == 2 && protobuf_bytes(&f, &m->denormalizer, e))
			return -1;
	return rc;
}

static int
read_model(struct model *m, struct str s, struct err *e)
{
	struct protobuf_field f;
	struct str part;
	int rc;

	while ((rc = protobuf_next(&s, &f, e)) > 0) {
		if (f.number > 5)
			continue;
		if (protobuf_bytes(&f, &part, e) ||
		    (f.number == 1 && read_piece(m, part, e)) ||
		    (f.number == 2 && read_trainer(m, part, e)) ||
		    (f.number == 3 && read_normalizer(m, part, e)) ||
		    (f.number == 5 && read_denormalizer(m, part, e)))
			return -1;
	}
	return rc;
}

/* Refuses by name what would give other ids. */
static int
check_model(const struct model *m, struct err *e)
{
	if (m->type != BPE && m->type != UNIGRAM)
		return err_set(e,
		    "SentencePiece's %s model is not supported; this reads "
		    "BPE and unigram",
		    m->type == WORD   ? "word"
		    : m->type == CHAR ? "char"
				      : "unknown kind of");
	if (m->as_suffix || !m->escape)
		return err_set(e,
		    "a SentencePiece model with %s is not supported",
		    m->as_suffix ? "'treat_whitespace_as_suffix'"
				 : "'escape_whitespaces' off");
	return 0;
}

/* The last token of a type with a text, -1 for none. */
static int64_t
find(const struct model *m, int type, struct str text)
{
	int64_t id = -1;

	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].type == type &&
		    (text.p == NULL || str_eq(m->v[i].text, text)))
			id = (int64_t)i;
	return id;
}

static int
fill(struct tokenizer *t, const struct model *m, struct err *e)
{
	struct sentencepiece s = { .v = m->v,
		.n = m->n,
		.byte_fallback = m->byte_fallback,
		.dummy_prefix = m->dummy_prefix,
		.squeeze = m->squeeze,
		.unigram = m->type == UNIGRAM,
		.charsmap = m->charsmap };

	if (check_model(m, e) || sentencepiece_build(t, &s, e))
		return -1;
	t->bos = find(m, SENTENCEPIECE_CONTROL, m->bos);
	t->eos = find(m, SENTENCEPIECE_CONTROL, m->eos);
	t->pad = find(m, SENTENCEPIECE_CONTROL, m->pad);
	if (!m->byte_fallback)
		t->symbols.unk =
		    find(m, SENTENCEPIECE_UNKNOWN, (struct str){ 0 });
	if (!m->byte_fallback && t->symbols.unk < 0)
		return err_set(e, "a SentencePiece model without an unknown "
				  "token");
	if (m->denormalizer.n > 0)
		t->decoder.why = "SentencePiece's denormalizer";
	t->sentencepiece = true;
	return 0;
}

bool
sentencepiece_is(struct str bytes)
{
	struct protobuf_field piece, text;
	struct err e;

	return bytes.n > 2 && bytes.p[0] == 0x0a &&
	       protobuf_next(&bytes, &piece, &e) > 0 &&
	       protobuf_next(&piece.bytes, &text, &e) > 0 && text.number == 1 &&
	       text.wire == PROTOBUF_BYTES;
}

int
sentencepiece_read(struct tokenizer *t, struct str bytes, struct err *e)
{
	struct model m = { .type = UNIGRAM,
		.bos = STR("<s>"),
		.eos = STR("</s>"),
		.pad = STR("<pad>"),
		.dummy_prefix = true,
		.squeeze = true,
		.escape = true };
	int rc = read_model(&m, bytes, e);

	if (rc == 0)
		rc = fill(t, &m, e);
	free(m.v);
	return rc;
}
