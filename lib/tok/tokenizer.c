/* Tokenizers of every kind of file: see tokenizer.h. */
#include "tok/tokenizer.h"

#include <assert.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "tok/assemble.h"
#include "tok/ggml.h"
#include "tok/hf.h"
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

static int
load_file(
    struct tokenizer *t, const char *path, const char *pattern, struct err *e)
{
	struct str name = str_of(file_basename(path));
	struct buf dir = { 0 };
	int rc;

	if (str_ends(name, STR(".gguf")))
		return ggml_load(t, path, e);
	if (str_ends(name, STR(".tiktoken")))
		return tiktoken_load(t, path, pattern, e);
	if (str_eq(name, STR("vocab.json")) ||
	    str_eq(name, STR("encoder.json")))
		rc = load_merges(t, path, e);
	else
		rc = hf_load_json(t, path, e);
	folder_of(&dir, path);
	if (rc == 0)
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
		    !str_ends(name, STR(".tiktoken")))
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
		"encoder.json" };

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
		    ".tiktoken or .gguf",
		    dir);
	else
		rc = err_set(e, "%s: holds %zu tokenizers; name one, say %s",
		    dir, n, path.p);
	buf_release(&path);
	return rc;
}

struct tokenizer *
tokenizer_load(const char *path, const char *pattern, struct err *e)
{
	struct tokenizer *t = assemble_new();
	int rc;

	rc = file_is_dir(path) ? load_folder(t, path, pattern, e)
			       : load_file(t, path, pattern, e);
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
	normalizer_free(t->normalizer);
	pretok_free(t->pretok);
	added_release(&t->added[0]);
	added_release(&t->added[1]);
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
