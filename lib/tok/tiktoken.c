/* Tokenizers in .tiktoken files: see tiktoken.h. */
#include "tok/tiktoken.h"

#include <ctype.h>
#include <string.h>

#include "base/digest.h"
#include "base/opt.h"
#include "io/file.h"
#include "tok/pretok_presets.h"

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static int
base64_decode(struct buf *out, struct str s)
{
	unsigned bits = 0, n = 0;

	while (s.n > 0 && s.p[s.n - 1] == '=')
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		int v = base64_value(s.p[i]);

		if (v < 0)
			return -1;
		bits = (bits << 6 | (unsigned)v) & 0xffff;
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_byte(out, (char)(unsigned char)(bits >> n));
		}
	}
	return n >= 6 ? -1 : 0;
}

/* A line "base64 rank". */
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
	    base64_decode(bytes, str_slice(line, 0, n)) || bytes->n == 0)
		return err_set(e, "a line is not base64 and a rank");
	memcpy(digits, space + 1, line.n - n - 1);
	digits[line.n - n - 1] = '\0';
	if (opt_u64(digits, 0, VOCAB_MAX - 1, &rank, e))
		return -1;
	return vocab_add(&t->vocab, (uint32_t)rank, buf_view(bytes), true, e);
}

static int
add_special(struct tokenizer *t, uint32_t id, struct str text, struct err *e)
{
	struct added_token a = { .content = text, .id = id, .special = true };

	return assemble_added(t, &a, e);
}

/* "id text\n…" of the table. */
static int
add_more(struct tokenizer *t, const char *p, struct err *e)
{
	while (*p != '\0') {
		const char *space = strchr(p, ' ');
		const char *end = strchr(space, '\n');
		uint32_t id = 0;

		for (; p < space; p++)
			id = id * 10 + (uint32_t)(*p - '0');
		if (add_special(t, id,
			(struct str){ space + 1, (size_t)(end - space - 1) },
			e))
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
		return err_set(e, "its sha256 is not known; say --pattern "
				  "gpt2, cl100k, o200k or the pattern itself");
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
	if (add_special(t,
		of_file != NULL ? of_file->eot : (uint32_t)t->vocab.n,
		STR("<|endoftext|>"), e))
		return -1;
	return of_file != NULL ? add_more(t, of_file->more, e) : 0;
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
