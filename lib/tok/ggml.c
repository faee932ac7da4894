/* Tokenizers out of a GGUF file's metadata: see ggml.h. */
#include "tok/ggml.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/gguf.h"
#include "tok/alphabet.h"
#include "tok/pretok_presets.h"
#include "tok/sentencepiece.h"

#define KEY "tokenizer.ggml."

/* A piece of bytes like the others too, if none of them has its text. */
static int
read_added(struct tokenizer *t, uint32_t id, struct str text, int64_t type,
    struct err *e)
{
	struct added_token a = { .content = text,
		.id = id,
		.special = type == SENTENCEPIECE_CONTROL };
	struct buf bytes = { 0 };
	int rc = 0;

	if (alphabet_decode(&bytes, text) == 0 &&
	    vocab_find(&t->vocab, buf_view(&bytes)) == NO_ID)
		rc = vocab_add(&t->vocab, id, buf_view(&bytes), true, e);
	if (rc == 0)
		rc = assemble_added(t, &a, e);
	buf_release(&bytes);
	return rc;
}

/* Pieces of bytes, then the added tokens. */
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
			uint32_t id = (uint32_t)i;
			int rc = 0;

			if ((type == SENTENCEPIECE_CONTROL ||
				type == SENTENCEPIECE_USER_DEFINED) !=
			    (added == 1))
				continue;
			if (added)
				rc = read_added(t, id, text, type, e);
			else if (type != SENTENCEPIECE_UNUSED)
				rc = assemble_piece(t, id, text, e);
			if (rc)
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

/* Characters as pieces: scores, byte tokens, a space before each text. */
static int
read_chars(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	struct sentencepiece m = { .n = gguf_count(g, KEY "tokens"),
		.byte_fallback = true,
		.dummy_prefix = gguf_bool(g, KEY "add_space_prefix", 1),
		.raw_added = true };
	struct sentencepiece_piece *v;
	int rc;

	if (gguf_count(g, KEY "scores") < m.n)
		return err_set(e, "fewer '" KEY "scores' than tokens");
	if (gguf_count(g, KEY "precompiled_charsmap") > 0 ||
	    gguf_bool(g, KEY "remove_extra_whitespaces", 0))
		return err_set(e, "a normalizer of SentencePiece is not "
				  "supported; use the model's tokenizer.json");
	m.v = v = mem_new(m.n, sizeof *v);
	for (size_t i = 0; i < m.n; i++)
		v[i] = (struct sentencepiece_piece){ gguf_str_at(
							 g, KEY "tokens", i),
			gguf_real_at(g, KEY "scores", i),
			(int)gguf_int_at(g, KEY "token_type", i) };
	rc = sentencepiece_build(t, &m, e);
	free(v);
	t->adds_bos = true;
	return rc;
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

static int
read_tokenizer(struct tokenizer *t, const struct gguf *g, struct err *e)
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
ggml_read(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	int rc = read_tokenizer(t, g, e);

	return gguf_check(g, e) ? -1 : rc;
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
