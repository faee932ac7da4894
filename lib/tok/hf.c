/* Tokenizers in the files of the Hugging Face world: see hf.h. */
#include "tok/hf.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/file.h"
#include "tok/alphabet.h"
#include "tok/pretok_presets.h"
#include "tok/list.h"

struct filling {
	struct tokenizer *t;
	struct err *e;
	int64_t n; /* pieces so far */
	int rc;
};

static int
refuse(struct err *e, const char *what)
{
	return err_set(
	    e, "%s is not supported: its ids cannot be made exactly", what);
}

static void
add_piece(void *ctx, struct str text, const struct json *value)
{
	struct filling *f = ctx;
	int64_t id = json_int(value, -1);

	if (f->rc != 0)
		return;
	f->n++;
	if (id < 0 || id >= VOCAB_MAX)
		f->rc = err_set(f->e, "token '%.*s' has the id %" PRId64,
		    STR_ARG(text), id);
	else
		f->rc = assemble_piece(f->t, (uint32_t)id, text, f->e);
}

static int
read_merges(struct tokenizer *t, const struct json *merges, struct err *e)
{
	for (size_t i = 0; i < list_count(merges); i++) {
		const struct json *m = list_at(merges, i);
		int rc;

		if (json_kind(m) == JSON_STRING)
			rc =
			    assemble_merge_text(t, json_str(m), (uint32_t)i, e);
		else
			rc = assemble_merge(t, json_str(list_at(m, 0)),
			    json_str(list_at(m, 1)), (uint32_t)i, e);
		if (rc)
			return -1;
	}
	return 0;
}

/* Members of the model that would change its ids in ways unknown here. */
static int
check_model(const struct json *model, struct err *e)
{
	struct str type = json_str(json_get(model, "type"));

	if (json_kind(json_get(model, "vocab")) != JSON_OBJECT ||
	    (type.n > 0 && !str_eq(type, STR("BPE"))))
		return err_set(e,
		    "model '%.*s' is not supported; this reads BPE",
		    STR_ARG(type));
	if (json_real(json_get(model, "dropout"), 0) != 0)
		return refuse(e, "a BPE with 'dropout'");
	if (json_str(json_get(model, "continuing_subword_prefix")).n > 0)
		return refuse(e, "'continuing_subword_prefix'");
	if (json_str(json_get(model, "end_of_word_suffix")).n > 0)
		return refuse(e, "'end_of_word_suffix'");
	return 0;
}

/* The id of a text as the vocabulary spells it, -1 if there is none. */
static int64_t
find_piece(const struct tokenizer *t, struct str text)
{
	const struct vocab *v = &t->vocab;
	struct buf bytes = { 0 };
	uint32_t id = NO_ID;

	if (t->symbols.chars)
		id = vocab_find(v, text);
	else if (alphabet_decode(&bytes, text) == 0)
		id = vocab_find(v, buf_view(&bytes));
	else /* only decoded */
		for (uint32_t i = 0; i < v->n && id == NO_ID; i++)
			if (str_eq(v->piece[i], text) &&
			    vocab_find(v, text) != i)
				id = i;
	buf_release(&bytes);
	return id == NO_ID ? -1 : (int64_t)id;
}

/* The id of an added token or else of a piece, -1 for none. */
static int64_t
find_token(const struct tokenizer *t, struct str text)
{
	int64_t id = assemble_find_added(t, text);

	return id >= 0 ? id : find_piece(t, text);
}

/*
 * The tokenizers library gives an added token the id that its text has, or
 * else the next one, whatever the file says; next is that one.
 */
static int
check_added(const struct tokenizer *t, const struct added_token *a,
    int64_t next, struct err *e)
{
	int64_t id = find_token(t, a->content);

	if (id < 0)
		id = next;
	if (id != (int64_t)a->id)
		return err_set(e,
		    "added token '%.*s' has the id %u where the tokenizers "
		    "library gives it %" PRId64 "; number them without gaps",
		    STR_ARG(a->content), a->id, id);
	return 0;
}

static int
read_added(
    struct tokenizer *t, const struct json *list, int64_t next, struct err *e)
{
	struct added_token a;

	for (size_t i = 0; i < list_count(list); i++) {
		const struct json *j = list_at(list, i);
		int64_t id = json_int(json_get(j, "id"), -1);

		a = (struct added_token){
			.content = json_str(json_get(j, "content")),
			.id = (uint32_t)id,
			.special = json_is_true(json_get(j, "special")),
			.normalized = json_is_true(json_get(j, "normalized")),
			.lstrip = json_is_true(json_get(j, "lstrip")),
			.rstrip = json_is_true(json_get(j, "rstrip")),
			.single_word = json_is_true(json_get(j, "single_word")),
		};
		if (id < 0 || id >= VOCAB_MAX)
			return err_set(e, "added token %zu has no id", i);
		if (check_added(t, &a, next, e) || assemble_added(t, &a, e))
			return -1;
		if (id >= next)
			next = id + 1;
	}
	return 0;
}

/* The token that a template puts before a text is BOS. */
static void
read_template(struct tokenizer *t, const struct json *post)
{
	struct str type = json_str(json_get(post, "type"));
	const struct json *list = json_get(post, "processors");
	const struct json *single = json_get(post, "single"), *special;
	int64_t id = -1;
	size_t n = 0;

	for (size_t i = 0; i < list_count(list); i++)
		read_template(t, list_at(list, i));
	if (str_eq(type, STR("TemplateProcessing"))) {
		while ((special = json_get(
			    list_at(single, n), "SpecialToken")) != NULL)
			if (n++ == 0)
				id = find_token(
				    t, json_str(json_get(special, "id")));
	} else if (str_eq(type, STR("RobertaProcessing")) ||
		   str_eq(type, STR("BertProcessing"))) {
		id = find_token(t, json_str(list_at(json_get(post, "cls"), 0)));
	}
	t->template_repeats_bos |= n > 1;
	if (id >= 0) {
		t->bos = id;
		t->adds_bos = true;
	}
}

/* How characters that are not in the vocabulary are encoded. */
static int
read_unknown(struct tokenizer *t, const struct json *model, struct err *e)
{
	const struct json *j = json_get(model, "unk_token");
	struct str unk = json_str(j);

	t->symbols.byte_fallback =
	    json_is_true(json_get(model, "byte_fallback"));
	t->symbols.fuse_unk = json_is_true(json_get(model, "fuse_unk"));
	if (json_kind(j) == JSON_NULL)
		return 0;
	t->symbols.unk = find_piece(t, unk);
	if (t->symbols.unk < 0 && !assemble_has_bytes(t))
		return err_set(e, "'unk_token' '%.*s' is not in the vocabulary",
		    STR_ARG(unk));
	return 0;
}

static int
read_all(struct tokenizer *t, const struct json *j, struct err *e)
{
	const struct json *model = json_get(j, "model");
	struct filling f = { .t = t, .e = e };

	if (check_model(model, e) ||
	    assemble_components(t, j, PATTERN_TOKENIZERS, e))
		return -1;
	json_members(json_get(model, "vocab"), add_piece, &f);
	if (f.rc || read_merges(t, json_get(model, "merges"), e) ||
	    read_added(t, json_get(j, "added_tokens"), f.n, e))
		return -1;
	if (read_unknown(t, model, e))
		return -1;
	t->ignore_merges = json_is_true(json_get(model, "ignore_merges"));
	read_template(t, json_get(j, "post_processor"));
	return 0;
}

int
hf_read_json(struct tokenizer *t, struct str text, struct err *e)
{
	struct json *j = json_parse(text, e);
	int rc = -1;

	if (j != NULL)
		rc = read_all(t, j, e);
	json_free(j);
	return rc;
}

int
hf_load_json(struct tokenizer *t, const char *path, struct err *e)
{
	if (assemble_read_file(t, path, &t->source, e))
		return -1;
	if (hf_read_json(t, buf_view(&t->source), e))
		return err_prefix(e, "%s", path);
	return 0;
}

static int
read_vocab(struct tokenizer *t, struct str text, struct err *e)
{
	struct filling f = { .t = t, .e = e };
	struct json *j = json_parse(text, e);

	if (j == NULL)
		return -1;
	json_members(j, add_piece, &f);
	json_free(j);
	return f.rc;
}

static int
read_merge_lines(struct tokenizer *t, struct str rest, struct err *e)
{
	struct str line;
	uint32_t rank = 0;

	while (rest.n > 0) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t n = end == NULL ? rest.n : (size_t)(end - rest.p);

		line = str_slice(rest, 0, n);
		rest = str_slice(rest, end == NULL ? n : n + 1, rest.n);
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		if (line.n == 0 || str_starts(line, STR("#version")))
			continue;
		if (assemble_merge_text(t, line, rank++, e))
			return -1;
	}
	return 0;
}

int
hf_read_merges(
    struct tokenizer *t, struct str vocab, struct str merges, struct err *e)
{
	struct added_token end = { .content = STR("<|endoftext|>"),
		.special = true };
	struct buf components = { 0 };
	int rc;

	pretok_preset_put(&components, pretok_preset(STR("gpt-2")));
	rc = assemble_components_text(
	    t, buf_view(&components), PATTERN_TOKENIZERS, e);
	buf_release(&components);
	if (rc || read_vocab(t, vocab, e) || read_merge_lines(t, merges, e))
		return -1;
	end.id = vocab_find(&t->vocab, end.content);
	return end.id == NO_ID ? 0 : assemble_added(t, &end, e);
}

int
hf_load_merges(struct tokenizer *t, const char *vocab_path,
    const char *merges_path, struct err *e)
{
	struct buf vocab = { 0 }, merges = { 0 };
	int rc = assemble_read_file(t, vocab_path, &vocab, e) ||
		 assemble_read_file(t, merges_path, &merges, e);

	if (rc == 0 &&
	    hf_read_merges(t, buf_view(&vocab), buf_view(&merges), e))
		rc = err_prefix(e, "%s", vocab_path);
	buf_release(&vocab);
	buf_release(&merges);
	return rc ? -1 : 0;
}

/* A file of the folder as JSON: NULL without an error when it is absent. */
static int
load_beside(const char *dir, const char *name, struct buf *text,
    struct json **j, struct err *e)
{
	struct buf path = { 0 };
	int rc = 0;

	*j = NULL;
	buf_reset(text);
	if (file_exists(file_join(&path, dir, name))) {
		rc = file_read(path.p, ASSEMBLE_FILE_MAX, text, e);
		if (rc == 0 && (*j = json_parse(buf_view(text), e)) == NULL)
			rc = err_prefix(e, "%s", path.p);
	}
	buf_release(&path);
	return rc;
}

/* A special token is given as its text or as an object with `content`. */
static void
note_token(const struct tokenizer *t, const struct json *j, int64_t *id)
{
	struct str text =
	    json_str(json_kind(j) == JSON_OBJECT ? json_get(j, "content") : j);
	int64_t found = assemble_find_added(t, text);

	if (found >= 0)
		*id = found;
}

/* Ids of a model's config may be one number or a list of them. */
static void
note_id(const struct tokenizer *t, const struct json *j, int64_t *id)
{
	int64_t found =
	    json_int(json_kind(j) == JSON_ARRAY ? list_at(j, 0) : j, -1);

	if (*id < 0 && found >= 0 && (uint64_t)found < t->vocab.n)
		*id = found;
}

static uint64_t
context_of(const struct json *config)
{
	static const char *const names[] = { "n_positions", "n_ctx",
		"max_position_embeddings" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int64_t n = json_int(json_get(config, names[i]), 0);

		if (n > 0)
			return (uint64_t)n;
	}
	return 0;
}

int
hf_load_config(struct tokenizer *t, const char *dir, struct err *e)
{
	struct buf text = { 0 };
	struct json *j = NULL;
	int rc = load_beside(dir, "tokenizer_config.json", &text, &j, e);

	if (rc == 0 && j != NULL) {
		note_token(t, json_get(j, "bos_token"), &t->bos);
		note_token(t, json_get(j, "eos_token"), &t->eos);
		if (json_is_true(json_get(j, "add_bos_token")))
			t->adds_bos = true;
	}
	json_free(j);
	j = NULL;
	if (rc == 0)
		rc = load_beside(dir, "config.json", &text, &j, e);
	if (rc == 0 && j != NULL) {
		note_id(t, json_get(j, "bos_token_id"), &t->bos);
		note_id(t, json_get(j, "eos_token_id"), &t->eos);
		t->ctx = context_of(j);
	}
	json_free(j);
	buf_release(&text);
	return rc;
}
