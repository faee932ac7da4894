/* Tokenizers of every kind of file: see tokenizer.h. */
#include "tok/tokenizer.h"

#include <assert.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/hub_name.h"
#include "tok/assemble.h"
#include "tok/ggml.h"
#include "tok/hf.h"
#include "tok/sentencepiece.h"
#include "tok/tekken.h"
#include "tok/tiktoken.h"

/* Adds the folder that a file lies in. */
static void
folder_of(struct buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		buf_byte(out, '.');
	else
		buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
}

/* vocab.json goes with merges.txt, encoder.json with vocab.bpe. */
static int
load_merges(struct tokenizer *t, const char *path, struct err *e)
{
	bool older = strcmp(file_basename(path), "encoder.json") == 0;
	struct buf dir = { 0 }, merges = { 0 };
	int rc;

	folder_of(&dir, path);
	file_join(&merges, dir.p, older ? "vocab.bpe" : "merges.txt");
	rc = hf_load_merges(t, path, merges.p, e);
	buf_release(&dir);
	buf_release(&merges);
	return rc;
}

/* A vocabulary may have a token "model" too, whose id is a number. */
static bool
is_tokenizer_json(const struct json *j, const char *path)
{
	return json_kind(json_get(j, "model")) == JSON_OBJECT ||
	       strcmp(file_basename(path), "tokenizer.json") == 0;
}

/* A file in JSON: a tokenizer.json, a tekken.json, or a vocabulary whose
 * merges are beside it. */
static int
load_json(struct tokenizer *t, const char *path, struct err *e)
{
	struct buf text = { 0 };
	struct json *j = NULL;
	int rc = file_read(path, ASSEMBLE_FILE_MAX, &text, e);

	if (rc == 0 && (j = json_parse(buf_view(&text), e)) == NULL)
		rc = err_prefix(e, "%s", path);
	if (rc == 0 && (tekken_is(j) || is_tokenizer_json(j, path))) {
		rc = tekken_is(j) ? tekken_read(t, j, e) : hf_read(t, j, e);
		rc = rc ? err_prefix(e, "%s", path)
			: assemble_note_file(t, path, e);
		if (rc == 0 && !tekken_is(j)) {
			t->source = text;
			text = (struct buf){ 0 };
		}
	} else if (rc == 0) {
		rc = load_merges(t, path, e);
	}
	json_free(j);
	buf_release(&text);
	return rc;
}

static int
load_sentencepiece(struct tokenizer *t, const char *path, struct err *e)
{
	struct buf bytes = { 0 };
	int rc = assemble_read_file(t, path, &bytes, e);

	if (rc == 0 && sentencepiece_read(t, buf_view(&bytes), e))
		rc = err_prefix(e, "%s", path);
	buf_release(&bytes);
	return rc;
}

/* RWKV's lines: an id, the token as Python writes it, its length. */
static bool
is_rwkv(struct str text)
{
	size_t i = 0;

	while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
		i++;
	text = str_slice(text, i, text.n);
	return i > 0 &&
	       (str_starts(text, STR(" '")) || str_starts(text, STR(" \"")) ||
		   str_starts(text, STR(" b'")));
}

static bool
has_line(struct str text, struct str line)
{
	const char *p = text.p, *end = text.p + text.n;

	while ((p = memmem(p, (size_t)(end - p), line.p, line.n)) != NULL) {
		if ((p == text.p || p[-1] == '\n') &&
		    (p + line.n == end || strchr("\r\n", p[line.n]) != NULL))
			return true;
		p += line.n;
	}
	return false;
}

/* A file that is none of those that are read, by what it is. */
static int
refuse_kind(const char *path, struct str text, struct err *e)
{
	const char *what = "not a tokenizer file of a kind that is known";

	if (text.n == 0)
		what = "an empty file";
	else if (is_rwkv(text))
		what = "a vocabulary of RWKV, which takes the longest token "
		       "and merges none, is not supported";
	else if (has_line(text, STR("[UNK]")))
		what = "a WordPiece vocabulary, as BERT's, is not supported";
	else if (str_starts(text, STR("#version")))
		what = "these are merges; name the vocab.json beside them";
	return err_set(e,
	    "%s: %s; this reads tokenizer.json, vocab.json with merges.txt, "
	    "tekken.json, .tiktoken and tokenizer.model with ranks, "
	    "SentencePiece's .model, and .gguf",
	    path, what);
}

/* Tells files by how they begin, not by their names. */
static int
load_kind(struct tokenizer *t, const char *path, const char *pattern,
    struct str head, struct err *e)
{
	struct str text = str_trim(head);

	if (str_starts(head, STR("GGUF")))
		return ggml_load(t, path, e);
	if (sentencepiece_is(head))
		return load_sentencepiece(t, path, e);
	if (text.n > 0 && text.p[0] == '{')
		return load_json(t, path, e);
	if (tiktoken_is(head))
		return tiktoken_load(t, path, pattern, e);
	return refuse_kind(path, head, e);
}

static int
load_file(
    struct tokenizer *t, const char *path, const char *pattern, struct err *e)
{
	struct str bytes;
	struct buf dir = { 0 };
	bool gguf;
	int rc;

	if (file_map(path, &bytes, e))
		return -1;
	gguf = str_starts(bytes, STR("GGUF"));
	rc = load_kind(t, path, pattern, bytes, e);
	file_unmap(bytes);
	folder_of(&dir, path);
	if (rc == 0 && !gguf)
		rc = hf_load_config(t, dir.p, e);
	buf_release(&dir);
	return rc;
}

/* How many files of a folder have a name that alone says what they are; the
 * path of the one that comes first. */
static size_t
find_by_ending(const char *dir, struct buf *path)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	char *least = NULL;
	size_t n = 0;

	while (d != NULL && (entry = readdir(d)) != NULL) {
		struct str name = str_of(entry->d_name);

		if (!str_ends(name, STR(".gguf")) &&
		    !str_ends(name, STR(".tiktoken")) &&
		    !str_ends(name, STR(".model")))
			continue;
		n++;
		if (least == NULL || strcmp(entry->d_name, least) < 0) {
			free(least);
			least = mem_new(name.n + 1, 1);
			memcpy(least, name.p, name.n);
		}
	}
	if (d != NULL)
		closedir(d);
	if (least != NULL)
		file_join(path, dir, least);
	free(least);
	return n;
}

/* The path of the file of a folder that says most; how many say as much. */
static size_t
find_file(const char *dir, struct buf *path)
{
	static const char *const names[] = { "tokenizer.json", "vocab.json",
		"encoder.json", "tekken.json", "tokenizer.model" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (file_exists(file_join(path, dir, names[i])))
			return 1;
	return find_by_ending(dir, path);
}

bool
tokenizer_found(const char *path)
{
	struct buf file = { 0 };
	bool found = !file_is_dir(path) || find_file(path, &file) > 0;

	buf_release(&file);
	return found;
}

static int
load_folder(
    struct tokenizer *t, const char *dir, const char *pattern, struct err *e)
{
	struct buf path = { 0 };
	size_t n = find_file(dir, &path);
	int rc;

	if (n == 1)
		rc = load_file(t, path.p, pattern, e);
	else if (n == 0)
		rc = err_set(e,
		    "%s: holds no tokenizer.json, vocab.json, encoder.json, "
		    "tekken.json, .model, .tiktoken or .gguf",
		    dir);
	else
		rc = err_set(e, "%s: holds %zu tokenizers; name one, say %s",
		    dir, n, path.p);
	buf_release(&path);
	return rc;
}

static int
load_path(
    struct tokenizer *t, const char *path, const char *pattern, struct err *e)
{
	if (file_is_dir(path))
		return load_folder(t, path, pattern, e);
	if (hub_name_check(path, e))
		return -1;
	return load_file(t, path, pattern, e);
}

struct tokenizer *
tokenizer_load(const char *path, const char *pattern, struct err *e)
{
	struct tokenizer *t = assemble_new();
	int rc;

	rc = load_path(t, path, pattern, e);
	if (rc == 0 && t->vocab.n == 0)
		rc = err_set(e, "%s: an empty vocabulary", path);
	if (rc == 0 && assemble_finish(t, e))
		rc = err_prefix(e, "%s", path);
	if (rc) {
		tokenizer_free(t);
		return NULL;
	}
	return t;
}

void
tokenizer_free(struct tokenizer *t)
{
	if (t == NULL)
		return;
	vocab_release(&t->vocab);
	vocab_release(&t->added_texts);
	normalizer_free(t->normalizer);
	pretok_free(t->pretok);
	unigram_free(t->unigram);
	added_release(&t->added[0]);
	added_release(&t->added[1]);
	added_release(&t->user_defined);
	buf_release(&t->source);
	buf_release(&t->components);
	arena_release(&t->text);
	free(t);
}

uint32_t
tokenizer_size(const struct tokenizer *t)
{
	return (uint32_t)t->vocab.n;
}

void
tokenizer_digest(const struct tokenizer *t, char hex[DIGEST_HEX])
{
	struct digest *d = digest_new();

	vocab_digest(&t->vocab, d);
	if (t->unigram != NULL)
		unigram_digest(t->unigram, d);
	digest_finish(d, hex);
}

int64_t
tokenizer_bos(const struct tokenizer *t)
{
	return t->template_repeats_bos ? -1 : t->bos;
}

int64_t
tokenizer_eos(const struct tokenizer *t)
{
	return t->eos;
}

int64_t
tokenizer_pad(const struct tokenizer *t)
{
	return t->pad;
}

int64_t
tokenizer_eot(const struct tokenizer *t)
{
	return t->eot;
}

bool
tokenizer_adds_bos(const struct tokenizer *t)
{
	assert(t->bos < (int64_t)t->vocab.n);
	return t->adds_bos;
}

uint64_t
tokenizer_ctx(const struct tokenizer *t)
{
	return t->ctx;
}

const char *const *
tokenizer_files(const struct tokenizer *t)
{
	return t->files;
}

bool
tokenizer_leads(const struct tokenizer *t)
{
	return t->symbols.chars && t->decoder.strip;
}

int
tokenizer_decode(
    const struct tokenizer *t, uint32_t id, struct buf *out, struct err *e)
{
	if (id >= t->vocab.n || t->vocab.piece[id].p == NULL)
		return err_set(e, "id %u is not in the vocabulary", id);
	if (t->symbols.chars)
		return token_decoder_put(
		    &t->decoder, t->vocab.piece[id], out, e);
	buf_str(out, t->vocab.piece[id]);
	return 0;
}
