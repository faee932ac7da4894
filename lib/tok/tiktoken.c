/* Tokenizers in files of ranks: see tiktoken.h. */
#include "tok/tiktoken.h"

#include <ctype.h>
#include <string.h>

#include "base/digest.h"
#include "base/opt.h"
#include "io/file.h"
#include "tok/base64.h"
#include "tok/pretok_presets.h"

/* A line "base64 rank".  Whisper's file has one without any bytes, which no
 * text becomes. */
static int
read_line(
    struct tokenizer *t, struct str line, struct buf *bytes, struct err *e)
{
	const char *space = memchr(line.p, ' ', line.n);
	size_t n = space == NULL ? 0 : (size_t)(space - line.p);
	char digits[16];
	uint64_t rank;

	buf_reset(bytes);
	if (n == 0 || line.n - n - 1 >= sizeof digits ||
	    base64_decode(bytes, str_slice(line, 0, n)))
		return err_set(e, "a line is not base64 and a rank");
	memcpy(digits, space + 1, line.n - n - 1);
	digits[line.n - n - 1] = '\0';
	if (opt_u64(digits, 0, VOCAB_MAX - 1, &rank, e))
		return -1;
	return vocab_add(
	    &t->vocab, (uint32_t)rank, buf_view(bytes), bytes->n > 0, e);
}

/* Adds special tokens, lines "N text" of the table, from an id on. */
static int
add_special(struct tokenizer *t, uint32_t first, const char *p, struct err *e)
{
	while (*p != '\0') {
		const char *space = strchr(p, ' ');
		const char *end = strchr(space, '\n');
		struct added_token a = { .id = first, .special = true };
		uint32_t n = 0;

		for (; p < space; p++)
			n = n * 10 + (uint32_t)(*p - '0');
		a.id += n;
		a.content =
		    (struct str){ space + 1, (size_t)(end - space - 1) };
		if (assemble_added(t, &a, e))
			return -1;
		p = end + 1;
	}
	return 0;
}

/* Splits as tiktoken does: what no match covers is left out. */
static int
split_by(struct tokenizer *t, struct str pattern, struct err *e)
{
	struct buf j = { 0 };
	int rc;

	pretok_preset_put_regex(&j, pattern, true);
	rc = assemble_components_text(t, buf_view(&j), PATTERN_TIKTOKEN, e);
	buf_release(&j);
	return rc;
}

static int
read_lines(struct tokenizer *t, struct str rest, struct err *e)
{
	struct buf bytes = { 0 };
	int rc = 0;

	while (rc == 0 && rest.n > 0) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t n = end == NULL ? rest.n : (size_t)(end - rest.p);

		if (n > 0)
			rc = read_line(t, str_slice(rest, 0, n), &bytes, e);
		rest = str_slice(rest, end == NULL ? n : n + 1, rest.n);
	}
	buf_release(&bytes);
	return rc;
}

static int
add_all_special(struct tokenizer *t, const struct pretok_preset_ranks *of_file,
    const struct pretok_preset_ranks *named, struct err *e)
{
	uint32_t first = (uint32_t)t->vocab.n;
	const char *special = "0 <|endoftext|>\n";

	if (of_file != NULL)
		named = of_file;
	if (named != NULL)
		special = named->special;
	if (of_file != NULL)
		first = of_file->first;
	if (add_special(t, first, special, e) ||
	    (of_file != NULL && add_special(t, first, of_file->more, e)))
		return -1;
	t->bos = assemble_find_added(t, STR("<|begin_of_text|>"));
	t->adds_bos = t->bos >= 0;
	return 0;
}

int
tiktoken_read(
    struct tokenizer *t, struct str text, const char *pattern, struct err *e)
{
	const struct pretok_preset_ranks *of_file, *named = NULL;
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	digest_add(d, text.p, text.n);
	digest_finish(d, hex);
	of_file = pretok_preset_ranks(str_of(hex));
	if (pattern != NULL)
		named = pretok_preset_ranks(str_of(pattern));
	if (of_file == NULL && pattern == NULL)
		return err_set(e,
		    "a file of ranks says neither how text is split nor what "
		    "is special, and its sha256 is not known; use the model's "
		    "tokenizer.json or say --pattern gpt2, cl100k, o200k, "
		    "llama3, llama4 or the pattern itself");
	if (pattern == NULL)
		named = of_file;
	if (split_by(t, str_of(named != NULL ? named->pattern : pattern), e) ||
	    read_lines(t, text, e))
		return -1;
	if (named != NULL) { /* in the form that others read */
		buf_reset(&t->components);
		pretok_preset_put(
		    &t->components, pretok_preset(str_of(named->preset)));
	}
	for (uint32_t id = 0; id < t->vocab.n; id++)
		assemble_merges_into(t, id, id);
	t->ignore_merges = true;
	return add_all_special(t, of_file, named, e);
}

bool
tiktoken_is(struct str text)
{
	const char *end = memchr(text.p, '\n', text.n);
	struct str line =
	    str_slice(text, 0, end == NULL ? text.n : (size_t)(end - text.p));
	const char *space = memchr(line.p, ' ', line.n);
	size_t n = space == NULL ? 0 : (size_t)(space - line.p);
	struct buf bytes = { 0 };
	bool is = n > 0 && n + 1 < line.n &&
		  base64_decode(&bytes, str_slice(line, 0, n)) == 0;

	for (size_t i = n + 1; is && i < line.n; i++)
		is = (line.p[i] >= '0' && line.p[i] <= '9') ||
		     (line.p[i] == '\r' && i + 1 == line.n);
	buf_release(&bytes);
	return is;
}

int
tiktoken_load(
    struct tokenizer *t, const char *path, const char *pattern, struct err *e)
{
	struct buf text = { 0 };
	int rc = assemble_read_file(t, path, &text, e);

	if (rc == 0 && tiktoken_read(t, buf_view(&text), pattern, e))
		rc = err_prefix(e, "%s", path);
	buf_release(&text);
	return rc;
}
