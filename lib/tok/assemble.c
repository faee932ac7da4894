/* Tokenizers under construction: see assemble.h. */
#include "tok/assemble.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "io/file.h"
#include "tok/alphabet.h"

struct tokenizer *
assemble_new(void)
{
	struct tokenizer *t = mem_new(1, sizeof *t);

	vocab_init(&t->vocab);
	vocab_init(&t->added_texts);
	t->bos = t->eos = t->eot = t->pad = t->symbols.unk = -1;
	return t;
}

int
assemble_note_file(struct tokenizer *t, const char *path, struct err *e)
{
	if (t->n_files == ASSEMBLE_FILES_MAX)
		return err_set(e, "%s: too many files of one tokenizer", path);
	t->files[t->n_files++] = arena_copy(&t->text, path, strlen(path));
	t->files[t->n_files] = NULL;
	return 0;
}

int
assemble_read_file(
    struct tokenizer *t, const char *path, struct buf *out, struct err *e)
{
	if (file_read(path, ASSEMBLE_FILE_MAX, out, e))
		return -1;
	return assemble_note_file(t, path, e);
}

int
assemble_components(struct tokenizer *t, const struct json *j,
    enum pattern_dialect dialect, struct err *e)
{
	t->normalizer = normalizer_new(json_get(j, "normalizer"), e);
	if (t->normalizer == NULL)
		return -1;
	t->pretok = pretok_new(json_get(j, "pre_tokenizer"), dialect, e);
	if (t->pretok == NULL)
		return -1;
	if (!normalizer_is_none(t->normalizer) && pretok_asks_first(t->pretok))
		return err_set(e, "'Metaspace' before the first word alone, "
				  "after a normalizer, is not "
				  "supported");
	t->symbols.chars = !pretok_is_byte_level(t->pretok);
	if (token_decoder_read(
		&t->decoder, json_get(j, "decoder"), &t->text, e))
		return -1;
	return 0;
}

int
assemble_components_text(struct tokenizer *t, struct str text,
    enum pattern_dialect dialect, struct err *e)
{
	struct json *j = json_parse(text, e);
	int rc = -1;

	if (j != NULL)
		rc = assemble_components(t, j, dialect, e);
	buf_str(&t->components, text);
	json_free(j);
	return rc;
}

int
assemble_piece(struct tokenizer *t, uint32_t id, struct str text, struct err *e)
{
	struct buf bytes = { 0 };
	bool plain;
	int rc;

	if (t->symbols.chars)
		return vocab_add(&t->vocab, id, text, true, e);
	plain = alphabet_decode(&bytes, text) == 0;
	rc =
	    vocab_add(&t->vocab, id, plain ? buf_view(&bytes) : text, plain, e);
	buf_release(&bytes);
	return rc;
}

void
assemble_text(const struct tokenizer *t, uint32_t id, struct buf *out)
{
	struct str piece = t->vocab.piece[id];

	if (!t->symbols.chars && vocab_find(&t->vocab, piece) == id)
		alphabet_encode(out, piece);
	else
		buf_str(out, piece);
}

static bool
is_written(const struct tokenizer *t, uint32_t id, struct str text)
{
	struct buf own = { 0 };
	bool same;

	assemble_text(t, id, &own);
	same = str_eq(buf_view(&own), text);
	buf_release(&own);
	return same;
}

int64_t
assemble_find_added(const struct tokenizer *t, struct str content)
{
	uint32_t id = vocab_find(&t->added_texts, content);

	return id == NO_ID ? -1 : (int64_t)id;
}

int
assemble_added(struct tokenizer *t, const struct added_token *a, struct err *e)
{
	struct added_token copy = *a;

	if (a->content.n == 0)
		return err_set(e, "added token %u is empty", a->id);
	/* found in the middle of a character it would cut text that is valid */
	if (utf8_valid(a->content) != a->content.n)
		return err_set(e, "added token %u is not UTF-8", a->id);
	if (a->id >= t->vocab.n || t->vocab.piece[a->id].p == NULL) {
		if (vocab_add(&t->vocab, a->id, a->content, false, e))
			return -1;
	} else if (!is_written(t, a->id, a->content)) {
		return err_set(e,
		    "added token %u is '%.*s', but another in the vocabulary",
		    a->id, STR_ARG(a->content));
	}
	copy.content.p = arena_copy(&t->text, a->content.p, a->content.n);
	copy.pattern = copy.content;
	added_add(&t->added[a->normalized], &copy);
	return assemble_find_added(t, a->content) >= 0
		   ? 0
		   : vocab_add(&t->added_texts, a->id, a->content, true, e);
}

/* Adds the bytes of a part of a merge; false if it does not spell any. */
static bool
add_bytes(struct buf *out, const struct tokenizer *t, struct str text)
{
	if (!t->symbols.chars)
		return alphabet_decode(out, text) == 0;
	buf_str(out, text);
	return true;
}

int
assemble_merge(struct tokenizer *t, struct str left, struct str right,
    uint32_t rank, struct err *e)
{
	struct buf bytes = { 0 };
	uint32_t a = NO_ID, b = NO_ID, ab = NO_ID;
	size_t n = 0;
	bool known;

	if (rank >= VOCAB_RANKS)
		return err_set(e, "more than %u merges", VOCAB_RANKS);
	known = add_bytes(&bytes, t, left);
	n = bytes.n;
	known &= add_bytes(&bytes, t, right);
	if (known && n > 0 && bytes.n > n) {
		a = vocab_find(&t->vocab, str_slice(buf_view(&bytes), 0, n));
		b = vocab_find(
		    &t->vocab, str_slice(buf_view(&bytes), n, bytes.n));
		ab = vocab_find(&t->vocab, buf_view(&bytes));
	}
	buf_release(&bytes);
	if (a == NO_ID || b == NO_ID || ab == NO_ID)
		return err_set(e,
		    "merge %u, '%.*s' and '%.*s', is not of this vocabulary",
		    rank, STR_ARG(left), STR_ARG(right));
	vocab_merge(&t->vocab, a, b, rank, ab);
	return 0;
}

int
assemble_merge_text(
    struct tokenizer *t, struct str both, uint32_t rank, struct err *e)
{
	const char *space = memchr(both.p, ' ', both.n);
	size_t n = space == NULL ? both.n : (size_t)(space - both.p);

	if (space == NULL || memchr(space + 1, ' ', both.n - n - 1) != NULL)
		return err_set(e, "merge %u, '%.*s', is not of two parts", rank,
		    STR_ARG(both));
	return assemble_merge(
	    t, str_slice(both, 0, n), str_slice(both, n + 1, both.n), rank, e);
}

void
assemble_merges_into(struct tokenizer *t, uint32_t id, uint32_t rank)
{
	struct vocab *v = &t->vocab;
	struct str s;

	assert(id < v->n && rank < VOCAB_RANKS);
	s = v->piece[id];
	for (size_t i = 1; i < s.n; i++) {
		uint32_t left, right;

		if (t->symbols.chars && ((unsigned char)s.p[i] & 0xc0) == 0x80)
			continue;
		left = vocab_find(v, str_slice(s, 0, i));
		right = vocab_find(v, str_slice(s, i, s.n));
		if (left != NO_ID && right != NO_ID)
			vocab_merge(v, left, right, rank, id);
	}
}

/* Tokens that are found after normalizing are so in their normal form. */
static int
normalize_added(struct tokenizer *t, struct err *e)
{
	struct normalizer_run *r = normalizer_run_new(t->normalizer);
	struct added *a = &t->added[1];
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < a->n; i++) {
		struct str text;

		if (a->v[i].verbatim)
			continue;
		rc = normalizer_apply(r, a->v[i].content, &text, e);
		if (rc == 0 && text.n == 0)
			rc = err_set(e,
			    "added token %u is nothing at all "
			    "once it is normalized",
			    a->v[i].id);
		if (rc == 0)
			a->v[i].pattern =
			    (struct str){ arena_copy(&t->text, text.p, text.n),
				    text.n };
	}
	normalizer_run_free(r);
	return rc;
}

bool
assemble_has_bytes(const struct tokenizer *t)
{
	for (unsigned i = 0; i < 256; i++)
		if (t->vocab.byte_id[i] == NO_ID)
			return false;
	return !t->symbols.chars;
}

/*
 * Marks need not be written for spaces before the words are known, which are
 * shorter so.
 */
static void
leave_spaces(struct tokenizer *t)
{
	if (!t->symbols.apart || t->ignore_merges || t->unigram != NULL)
		return;
	t->marks_optional =
	    normalizer_ends_in(t->normalizer, STR(" "), INITIAL_SYMBOLS_MARK) &&
	    pretok_pass_spaces(t->pretok);
	if (t->marks_optional ||
	    pretok_leave_spaces(t->pretok, INITIAL_SYMBOLS_MARK))
		initial_symbols_leave_spaces(&t->symbols, &t->vocab);
}

static size_t
count_special(const struct tokenizer *t)
{
	size_t n = 0;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < t->added[k].n; i++)
			n += t->added[k].v[i].special;
	return n;
}

/*
 * Which token begins a text is for the files to say.  Where they do not, the
 * one special token of a vocabulary that has no other does, as GPT-2's does;
 * of several none is guessed.
 */
int
assemble_finish(struct tokenizer *t, struct err *e)
{
	static const char *const ends[] = { "<|endoftext|>", "<|end_of_text|>",
		"</s>" };

	if (!t->symbols.chars && t->symbols.byte_fallback &&
	    !assemble_has_bytes(t))
		return err_set(e, "'byte_fallback' with 'ByteLevel' and bytes "
				  "that are no pieces is not supported");
	if (normalize_added(t, e) || added_sort(&t->added[0], e) ||
	    added_sort(&t->added[1], e))
		return -1;
	initial_symbols_settle(&t->symbols, &t->vocab);
	leave_spaces(t);
	for (size_t i = 0; t->eot < 0 && i < sizeof ends / sizeof *ends; i++)
		t->eot = assemble_find_added(t, str_of(ends[i]));
	if (t->eos < 0)
		t->eos = t->eot;
	if (t->eot < 0)
		t->eot = t->eos;
	if (t->bos < 0 && t->eot >= 0 && count_special(t) == 1)
		t->bos = t->eot;
	return 0;
}
