/* Tokenizers out of a GGUF file's metadata: see ggml.h. */
#include "tok/ggml.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/gguf.h"
#include "tok/alphabet.h"
#include "tok/pretok_presets.h"

#define KEY "tokenizer.ggml."

enum {
	TYPE_UNKNOWN = 2,
	TYPE_CONTROL = 3,
	TYPE_USER = 4,
	TYPE_UNUSED = 5,
	TYPE_BYTE = 6,
};

static int
read_token(struct tokenizer *t, uint32_t id, struct str text, int64_t type,
    struct err *e)
{
	if (t->symbols.chars &&
	    (type == TYPE_UNKNOWN || type == TYPE_UNUSED || type == TYPE_BYTE))
		return vocab_add(&t->vocab, id, text, false, e);
	return type == TYPE_UNUSED ? 0 : assemble_piece(t, id, text, e);
}

/* A piece of bytes like the others too, if none of them has its text. */
static int
read_added(struct tokenizer *t, uint32_t id, struct str text, int64_t type,
    struct err *e)
{
	struct added_token a = {
		.content = text, .id = id, .special = type == TYPE_CONTROL
	};

	struct buf bytes = { 0 };
	int rc = 0;

	if (!t->symbols.chars && alphabet_decode(&bytes, text) == 0 &&
	    vocab_find(&t->vocab, buf_view(&bytes)) == NO_ID)
		rc = vocab_add(&t->vocab, id, buf_view(&bytes), true, e);
	if (rc == 0)
		rc = assemble_added(t, &a, e);
	buf_release(&bytes);
	return rc;
}

static int
read_tokens(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	size_t n = gguf_count(g, KEY "tokens");

	if (n == 0 || n > VOCAB_MAX)
		return err_set(e, "no tokens in '" KEY "tokens'");
	for (int added = 0; added < 2; added++) {
		for (size_t i = 0; i < n; i++) {
			struct str text = gguf_str_at(g, KEY "tokens", i);
			int64_t type = gguf_int_at(g, KEY "token_type", i);

			if ((type == TYPE_CONTROL || type == TYPE_USER) !=
			    (added == 1))
				continue;
			if ((added ? read_added : read_token)(
				t, (uint32_t)i, text, type, e))
				return -1;
		}
	}
	return 0;
}

static int
read_merges(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	for (size_t i = 0; i < gguf_count(g, KEY "merges"); i++)
		if (assemble_merge_text(
			t, gguf_str_at(g, KEY "merges", i), (uint32_t)i, e))
			return -1;
	return 0;
}

static void
read_context(struct tokenizer *t, const struct gguf *g)
{
	struct str arch = gguf_str(g, "general.architecture");
	struct buf key = { 0 };
	int64_t ctx;

	buf_str(&key, arch);
	buf_str(&key, STR(".context_length"));
	ctx = gguf_int(g, key.p, 0);
	t->ctx = ctx > 0 ? (uint64_t)ctx : 0;
	buf_release(&key);
}

static void
note_id(const struct tokenizer *t, const struct gguf *g, const char *key,
    int64_t *id)
{
	int64_t found = gguf_int(g, key, -1);

	if (found >= 0 && (uint64_t)found < t->vocab.n)
		*id = found;
}

struct scored {
	float score;
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

/* Scores tell the order of merges: the highest first, of equals the leftmost
 * in the text. */
static int
merge_by_score(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	struct vocab *v = &t->vocab;
	struct scored *by = mem_new(v->n, sizeof *by);
	uint32_t n = 0, rank = 0;
	int rc = 0;

	for (uint32_t id = 0; id < v->n; id++) {
		double score = gguf_real_at(g, KEY "scores", id);

		if (v->piece[id].p == NULL || vocab_find(v, v->piece[id]) != id)
			continue;
		if (!(score > -1e30 && score < 1e30))
			rc = err_set(e, "token %u has no score", id);
		by[n++] = (struct scored){ (float)score, id };
	}
	qsort(by, n, sizeof *by, by_score);
	for (uint32_t i = 0; i < n; i++) {
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

/* Refuses what SentencePiece's own program would encode otherwise. */
static int
check_chars(const struct tokenizer *t, const struct gguf *g, struct err *e)
{
	bool byte[256] = { false };
	size_t n = 0;

	if (gguf_count(g, KEY "scores") < t->vocab.n)
		return err_set(e, "fewer '" KEY "scores' than tokens");
	if (gguf_count(g, KEY "precompiled_charsmap") > 0 ||
	    gguf_bool(g, KEY "remove_extra_whitespaces", 0))
		return err_set(e, "a normalizer of SentencePiece is not "
				  "supported; use the model's tokenizer.json");
	for (uint32_t id = 0; id < t->vocab.n; id++) {
		int64_t type = gguf_int_at(g, KEY "token_type", id);
		int b = type == TYPE_BYTE
			    ? initial_symbols_byte(t->vocab.piece[id])
			    : -1;

		if (type == TYPE_UNUSED &&
		    can_be_made(&t->vocab, t->vocab.piece[id]))
			return err_set(e,
			    "the unused token %u is in the way of "
			    "merges, which is not supported",
			    id);
		if (b >= 0 && !byte[b])
			n++;
		if (b >= 0)
			byte[b] = true;
	}
	if (n < 256)
		return err_set(e,
		    "a SentencePiece vocabulary with %zu byte "
		    "tokens of 256 is not supported",
		    n);
	return 0;
}

/* Characters as pieces: scores, byte tokens, a space before each text. */
static int
read_chars(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	bool space = gguf_bool(g, KEY "add_space_prefix", 1);

	if (assemble_components_text(t,
		str_of(pretok_preset_sentencepiece(space)), PATTERN_TOKENIZERS,
		e) ||
	    read_tokens(t, g, e) || check_chars(t, g, e) ||
	    merge_by_score(t, g, e))
		return -1;
	t->symbols.byte_fallback = t->symbols.fuse_unk = true;
	t->adds_bos = true;
	return 0;
}

/* Bytes as pieces: merges and a pre-tokenizer that goes by a name. */
static int
read_bytes(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	struct str pre = gguf_str(g, KEY "pre");
	const struct pretok_preset *k = pretok_preset(pre);
	struct buf components = { 0 };
	int rc;

	if (k == NULL)
		return err_set(e,
		    "pre-tokenizer '%.*s' is not known, and guessing it would "
		    "give other ids; use the model's tokenizer.json",
		    STR_ARG(pre));
	pretok_preset_put(&components, k);
	rc = assemble_components_text(
	    t, buf_view(&components), PATTERN_TOKENIZERS, e);
	buf_release(&components);
	if (rc || read_tokens(t, g, e) || read_merges(t, g, e))
		return -1;
	t->ignore_merges = k->ignore_merges;
	t->adds_bos = k->adds_bos;
	return 0;
}

int
ggml_read(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	struct str model = gguf_str(g, KEY "model");
	int rc;

	if (str_eq(model, STR("gpt2")))
		rc = read_bytes(t, g, e);
	else if (str_eq(model, STR("llama")))
		rc = read_chars(t, g, e);
	else
		rc = err_set(e,
		    "tokenizer model '%.*s' is not supported; this reads "
		    "'gpt2', byte-level BPE, and 'llama', SentencePiece's BPE",
		    STR_ARG(model));
	if (rc)
		return -1;
	note_id(t, g, KEY "bos_token_id", &t->bos);
	note_id(t, g, KEY "eos_token_id", &t->eos);
	note_id(t, g, KEY "padding_token_id", &t->pad);
	t->adds_bos =
	    gguf_bool(g, KEY "add_bos_token", t->adds_bos) && t->bos >= 0;
	read_context(t, g);
	return 0;
}

int
ggml_load(struct tokenizer *t, const char *path, struct err *e)
{
	struct gguf *g = gguf_open(path, e);
	int rc;

	if (g == NULL)
		return -1;
	rc = assemble_note_file(t, path, e);
	if (rc == 0 && ggml_read(t, g, e))
		rc = err_prefix(e, "%s", path);
	gguf_free(g);
	return rc;
}
