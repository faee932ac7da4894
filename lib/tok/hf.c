/* Tokenizers in the files of the Hugging Face world: see hf.h. */
#include "tok/hf.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/file.h"
#include "tok/alphabet.h"
#include "tok/members.h"
#include "tok/pretok_presets.h"

enum { DEPTH_MAX = 8 }; /* of sequences in sequences */

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

static int
bad_id(struct err *e, struct str text)
{
	return err_set(e,
	    "the id of token '%.*s' is not a whole number from 0 "
	    "to %u",
	    STR_ARG(text), VOCAB_MAX - 1);
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
		f->rc = bad_id(f->e, text);
	else
		f->rc = assemble_piece(f->t, (uint32_t)id, text, f->e);
}

/* "left right", or an array of both. */
static int
read_merge(
    struct tokenizer *t, const struct json *m, uint32_t rank, struct err *e)
{
	bool pair = json_kind(m) == JSON_ARRAY && json_count(m) == 2;

	if (json_kind(m) == JSON_STRING)
		return assemble_merge_text(t, json_str(m), rank, e);
	if (!pair || json_kind(json_at(m, 0)) != JSON_STRING ||
	    json_kind(json_at(m, 1)) != JSON_STRING)
		return err_set(e, "merge %u is not of two strings", rank);
	return assemble_merge(
	    t, json_str(json_at(m, 0)), json_str(json_at(m, 1)), rank, e);
}

static int
read_merges(struct tokenizer *t, struct members *model, struct err *e)
{
	const struct json *merges = members_array(model, "merges");

	if (model->rc != 0)
		return -1;
	for (size_t i = 0; i < members_count(merges); i++)
		if (read_merge(t, members_at(merges, i), (uint32_t)i, e))
			return -1;
	return 0;
}

/* Refuses members of the model that would change its ids in ways unknown here.
 */
static int
check_model(struct members *m, struct err *e)
{
	struct str type = members_str(m, "type");
	double dropout = members_real(m, "dropout", 0);
	struct str prefix = members_str(m, "continuing_subword_prefix");
	struct str suffix = members_str(m, "end_of_word_suffix");

	if (m->rc == 0 && (json_kind(json_get(m->j, "vocab")) != JSON_OBJECT ||
			      (type.n > 0 && !str_eq(type, STR("BPE")))))
		return err_set(e,
		    "model '%.*s' is not supported; this reads BPE",
		    STR_ARG(type));
	if (dropout != 0)
		return refuse(e, "a BPE with 'dropout'");
	if (prefix.n > 0)
		return refuse(e, "'continuing_subword_prefix'");
	if (suffix.n > 0)
		return refuse(e, "'end_of_word_suffix'");
	return m->rc;
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
read_added_token(
    struct tokenizer *t, const struct json *j, int64_t *next, struct err *e)
{
	struct members m = members_of(j, "an added token", e);
	int64_t id = members_int(&m, "id", -1);
	struct added_token a = {
		.content = members_str(&m, "content"),
		.id = (uint32_t)id,
		.special = members_bool(&m, "special", false),
		.normalized = members_bool(&m, "normalized", false),
		.lstrip = members_bool(&m, "lstrip", false),
		.rstrip = members_bool(&m, "rstrip", false),
		.single_word = members_bool(&m, "single_word", false),
	};

	if (m.rc != 0)
		return -1;
	if (id < 0 || id >= VOCAB_MAX)
		return bad_id(e, a.content);
	if (check_added(t, &a, *next, e) || assemble_added(t, &a, e))
		return -1;
	if (id >= *next)
		*next = id + 1;
	return 0;
}

static int
read_added(
    struct tokenizer *t, const struct json *list, int64_t next, struct err *e)
{
	for (size_t i = 0; i < members_count(list); i++)
		if (read_added_token(t, members_at(list, i), &next, e))
			return -1;
	return 0;
}

/* Counts the special tokens that a template begins with; the first is BOS. */
static int
read_single(
    struct tokenizer *t, const struct json *single, int64_t *bos, struct err *e)
{
	size_t n = 0;

	for (; n < members_count(single); n++) {
		struct members m =
		    members_of(members_at(single, n), "a template", e);
		struct members special = members_of(
		    members_object(&m, "SpecialToken"), "SpecialToken", e);
		struct str text = members_str(&special, "id");

		if (m.rc != 0 || special.rc != 0)
			return -1;
		if (json_kind(special.j) == JSON_NULL)
			break;
		if (n == 0 && (*bos = find_token(t, text)) < 0)
			return err_set(e,
			    "'%.*s', with which the post_processor begins a "
			    "text, is not in the vocabulary",
			    STR_ARG(text));
	}
	t->template_repeats_bos |= n > 1;
	return 0;
}

/* The token that a template puts before a text is BOS. */
static int
read_template(
    struct tokenizer *t, const struct json *post, unsigned depth, struct err *e)
{
	struct members m = members_of(post, "post_processor", e);
	struct str type = members_str(&m, "type");
	const struct json *list = members_array(&m, "processors"), *cls;
	int64_t id = -1;

	if (m.rc == 0 && depth == DEPTH_MAX)
		return err_set(e, "post-processors nested too deep");
	for (size_t i = 0; m.rc == 0 && i < members_count(list); i++)
		m.rc = read_template(t, members_at(list, i), depth + 1, e);
	if (m.rc == 0 && str_eq(type, STR("TemplateProcessing"))) {
		if (read_single(t, members_array(&m, "single"), &id, e))
			return -1;
	} else if (str_eq(type, STR("RobertaProcessing")) ||
		   str_eq(type, STR("BertProcessing"))) {
		cls = members_array(&m, "cls");
		if (m.rc == 0 &&
		    (members_count(cls) == 0 ||
			json_kind(members_at(cls, 0)) != JSON_STRING))
			return err_set(e, "'cls' of post_processor is not a "
					  "token and its id");
		if (m.rc == 0)
			id = find_token(t, json_str(members_at(cls, 0)));
	}
	if (id >= 0) {
		t->bos = id;
		t->adds_bos = true;
	}
	return m.rc;
}

/* How characters that are not in the vocabulary are encoded. */
static int
read_unknown(struct tokenizer *t, struct members *m, struct err *e)
{
	struct str unk = members_str(m, "unk_token");

	t->symbols.byte_fallback = members_bool(m, "byte_fallback", false);
	t->symbols.fuse_unk = members_bool(m, "fuse_unk", false);
	if (m->rc != 0 || json_kind(json_get(m->j, "unk_token")) == JSON_NULL)
		return m->rc;
	t->symbols.unk = find_piece(t, unk);
	if (t->symbols.unk < 0 && !assemble_has_bytes(t))
		return err_set(e, "'unk_token' '%.*s' is not in the vocabulary",
		    STR_ARG(unk));
	return 0;
}

int
hf_read(struct tokenizer *t, const struct json *j, struct err *e)
{
	struct members file = members_of(j, "the file", e);
	const struct json *added = members_array(&file, "added_tokens");
	struct members model =
	    members_of(members_object(&file, "model"), "model", e);
	struct filling f = { .t = t, .e = e };

	if (file.rc != 0 || check_model(&model, e) ||
	    assemble_components(t, j, PATTERN_TOKENIZERS, e))
		return -1;
	json_members(json_get(model.j, "vocab"), add_piece, &f);
	if (f.rc || read_merges(t, &model, e) || read_added(t, added, f.n, e) ||
	    read_unknown(t, &model, e))
		return -1;
	t->ignore_merges = members_bool(&model, "ignore_merges", false);
	if (model.rc != 0)
		return -1;
	return read_template(t, json_get(j, "post_processor"), 0, e);
}

int
hf_read_json(struct tokenizer *t, struct str text, struct err *e)
{
	struct json *j = json_parse(text, e);
	int rc = -1;

	if (j != NULL)
		rc = hf_read(t, j, e);
	json_free(j);
	return rc;
}

static int
read_vocab(struct tokenizer *t, struct str text, struct err *e)
{
	struct filling f = { .t = t, .e = e };
	struct json *j = json_parse(text, e);

	if (j == NULL)
		return -1;
	if (json_kind(j) != JSON_OBJECT)
		f.rc = err_set(e, "no object of tokens and their ids");
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

/* A configuration of the folder: NULL without an error when it is absent. */
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
		if (rc == 0 &&
		    (*j = json_parse_python(buf_view(text), e)) == NULL)
			rc = err_prefix(e, "%s", path.p);
	}
	buf_release(&path);
	return rc;
}

/* A special token is given as its text or as an object with `content`. */
static int
note_token(
    const struct tokenizer *t, struct members *m, const char *name, int64_t *id)
{
	const struct json *j = json_get(m->j, name);
	struct members token;
	struct str text;
	int64_t found;

	if (json_kind(j) == JSON_OBJECT) {
		token = members_of(j, name, m->e);
		text = members_str(&token, "content");
		m->rc |= token.rc;
	} else {
		text = members_str(m, name);
	}
	found = m->rc != 0 || text.n == 0 ? -1 : find_token(t, text);
	if (found >= 0)
		*id = found;
	return m->rc;
}

/* Ids of a model's config may be one number or a list of them, of which the
 * first counts. */
static int
note_id(
    const struct tokenizer *t, struct members *m, const char *name, int64_t *id)
{
	const struct json *j = json_get(m->j, name);
	int64_t found = -1;

	if (json_kind(j) == JSON_ARRAY) {
		for (size_t i = 0; i < json_count(j); i++)
			if (json_kind(json_at(j, i)) != JSON_INT)
				return err_set(m->e,
				    "'%s' of %s holds what is no whole number",
				    name, m->of);
		if (json_count(j) > 0)
			found = json_int(json_at(j, 0), -1);
	} else {
		found = members_int(m, name, -1);
	}
	if (m->rc == 0 && *id < 0 && found >= 0 &&
	    (uint64_t)found < t->vocab.n && t->vocab.piece[found].p != NULL)
		*id = found;
	return m->rc;
}

/* The classes that read a .model put BOS before a text unless told not to. */
static bool
by_class(const struct tokenizer *t, struct members *m)
{
	struct str class = members_str(m, "tokenizer_class");

	return t->sentencepiece &&
	       (str_starts(class, STR("LlamaTokenizer")) ||
		   str_starts(class, STR("GemmaTokenizer")));
}

static int
read_tokenizer_config(struct tokenizer *t, const struct json *j, struct err *e)
{
	struct members m = members_of(j, "tokenizer_config.json", e);

	if (note_token(t, &m, "bos_token", &t->bos) ||
	    note_token(t, &m, "eos_token", &t->eos))
		return -1;
	t->adds_bos |= members_bool(&m, "add_bos_token", by_class(t, &m));
	return m.rc;
}

static int
read_model_config(struct tokenizer *t, const struct json *j, struct err *e)
{
	static const char *const names[] = { "n_positions", "n_ctx",
		"max_position_embeddings" };
	struct members m = members_of(j, "config.json", e);

	if (note_id(t, &m, "bos_token_id", &t->bos) ||
	    note_id(t, &m, "eos_token_id", &t->eos))
		return -1;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int64_t n = members_int(&m, names[i], 0);

		if (n > 0 && t->ctx == 0)
			t->ctx = (uint64_t)n;
	}
	return m.rc;
}

/* Reads a file of a folder if it is there. */
static int
read_beside(struct tokenizer *t, const char *dir, const char *name,
    int (*read)(struct tokenizer *, const struct json *, struct err *),
    struct err *e)
{
	struct buf text = { 0 };
	struct json *j;
	int rc = load_beside(dir, name, &text, &j, e);

	if (rc == 0 && j != NULL && read(t, j, e))
		rc = err_prefix(e, "%s", dir);
	json_free(j);
	buf_release(&text);
	return rc;
}

int
hf_load_config(struct tokenizer *t, const char *dir, struct err *e)
{
	if (read_beside(
		t, dir, "tokenizer_config.json", read_tokenizer_config, e))
		return -1;
	return read_beside(t, dir, "config.json", read_model_config, e);
}
