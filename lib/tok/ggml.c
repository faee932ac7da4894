/* Tokenizers out of a GGUF file's metadata: see ggml.h. */
#include "tok/ggml.h"

#include <string.h>

#include "io/gguf.h"
#include "tok/known.h"

#define KEY "tokenizer.ggml."

enum { TYPE_CONTROL = 3, TYPE_USER = 4, TYPE_UNUSED = 5 };

static int
read_tokens(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	size_t n = gguf_count(g, KEY "tokens");

	if (n == 0 || n > VOCAB_MAX)
		return err_set(e, "no tokens in '" KEY "tokens'");
	for (size_t i = 0; i < n; i++) {
		struct str text = gguf_str_at(g, KEY "tokens", i);
		int64_t type = gguf_int_at(g, KEY "token_type", i);
		struct added_token a = { .content = text,
			.id = (uint32_t)i,
			.special = type == TYPE_CONTROL };
		int rc = 0;

		if (type == TYPE_CONTROL || type == TYPE_USER)
			rc = build_added(t, &a, e);
		else if (type != TYPE_UNUSED)
			rc = build_piece(t, (uint32_t)i, text, e);
		if (rc)
			return -1;
	}
	for (size_t i = 0; i < gguf_count(g, KEY "merges"); i++)
		if (build_merge_text(
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

static int
read_all(struct tokenizer *t, const struct gguf *g, struct err *e)
{
	struct str model = gguf_str(g, KEY "model");
	struct str pre = gguf_str(g, KEY "pre");
	const struct known *k = known_pre(pre);

	if (!str_eq(model, STR("gpt2")))
		return err_set(e,
		    "tokenizer model '%.*s' is not supported; this reads "
		    "'gpt2', byte-level BPE",
		    STR_ARG(model));
	if (k == NULL)
		return err_set(e,
		    "pre-tokenizer '%.*s' is not known, and guessing it would "
		    "give other ids; use the model's tokenizer.json",
		    STR_ARG(pre));
	if (build_split_text(t, str_of(k->split), PATTERN_TOKENIZERS, e) ||
	    read_tokens(t, g, e))
		return -1;
	t->whole = k->whole;
	note_id(t, g, KEY "bos_token_id", &t->bos);
	note_id(t, g, KEY "eos_token_id", &t->eos);
	t->adds_bos =
	    gguf_bool(g, KEY "add_bos_token", k->adds_bos) && t->bos >= 0;
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
	t->files[t->n_files++] = arena_copy(&t->text, path, strlen(path));
	t->files[t->n_files] = NULL;
	rc = read_all(t, g, e);
	gguf_free(g);
	return rc ? err_prefix(e, "%s", path) : 0;
}
