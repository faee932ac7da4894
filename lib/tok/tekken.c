/* Mistral's tekken.json: see tekken.h. */
#include "tok/tekken.h"

#include <inttypes.h>
#include <stdio.h>

#include "tok/base64.h"
#include "tok/members.h"
#include "tok/pretok_presets.h"
#include "tok/split_patterns.h"

/* Files up to version 7 leave these to the program. */
static const char *const older[] = { "<unk>", "<s>", "</s>", "[INST]",
	"[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
	"[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]",
	"[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[SYSTEM_PROMPT]",
	"[/SYSTEM_PROMPT]", "[TOOL_CONTENT]" };

struct config {
	struct str pattern, version;
	int64_t size, special; /* ids in all, and of them special tokens */
};

bool
tekken_is(const struct json *j)
{
	return json_kind(json_get(j, "config")) == JSON_OBJECT &&
	       json_kind(json_get(j, "vocab")) == JSON_ARRAY;
}

static int
read_config(const struct json *j, struct config *c, struct err *e)
{
	struct members m =
	    members_of(json_get(j, "config"), "tekken's config", e);

	c->pattern = members_str(&m, "pattern");
	c->version = members_str(&m, "version");
	c->size = members_int(&m, "default_vocab_size", 0);
	c->special = members_int(&m, "default_num_special_tokens", 0);
	if (m.rc == 0 && (c->pattern.n == 0 || c->special < 0 ||
			     c->special > c->size || c->size > VOCAB_MAX))
		m.rc = err_set(e,
		    "tekken's config has %" PRId64 " tokens, %" PRId64
		    " special ones, and a pattern of %zu bytes",
		    c->size, c->special, c->pattern.n);
	return m.rc;
}

/* Splits as tiktoken does; written in the form that others read. */
static int
set_split(struct tokenizer *t, struct str pattern, struct err *e)
{
	struct buf b = { 0 };
	int rc;

	pretok_preset_put_regex(&b, pattern, true);
	rc = assemble_components_text(t, buf_view(&b), PATTERN_TIKTOKEN, e);
	if (rc == 0 && str_eq(pattern, STR(SPLIT_TEKKEN))) {
		buf_reset(&t->components);
		pretok_preset_put(&t->components, pretok_preset(STR("tekken")));
	}
	buf_release(&b);
	return rc;
}

/* A token by its rank, unless it is past the vocabulary's default size. */
static int
read_rank(struct tokenizer *t, const struct json *j, const struct config *c,
    struct err *e)
{
	struct members m = members_of(j, "a token", e);
	int64_t rank = members_int(&m, "rank", -1);
	struct str text = members_str(&m, "token_bytes");
	struct buf bytes = { 0 };
	int rc = m.rc;

	if (rc == 0 &&
	    (rank < 0 || base64_decode(&bytes, text) || bytes.n == 0))
		rc = err_set(e,
		    "token_bytes '%.*s' of rank %" PRId64
		    " are no base64 or no rank",
		    STR_ARG(text), rank);
	if (rc == 0 && rank < c->size - c->special)
		rc = vocab_add(&t->vocab, (uint32_t)(rank + c->special),
		    buf_view(&bytes), true, e);
	buf_release(&bytes);
	return rc;
}

static int
add_special(struct tokenizer *t, const struct config *c, int64_t id,
    struct str text, struct err *e)
{
	struct added_token a = { .content = text, .special = true };

	if (id < 0 || id >= c->special)
		return err_set(e,
		    "special token '%.*s' has the rank %" PRId64 " of %" PRId64,
		    STR_ARG(text), id, c->special);
	a.id = (uint32_t)id;
	return assemble_added(t, &a, e);
}

static int
add_older(struct tokenizer *t, const struct config *c, struct err *e)
{
	if (!str_eq(c->version, STR("v1")) && !str_eq(c->version, STR("v2")) &&
	    !str_eq(c->version, STR("v3")) && !str_eq(c->version, STR("v7")))
		return err_set(e,
		    "a tekken.json of version '%.*s' without "
		    "special tokens",
		    STR_ARG(c->version));
	for (size_t i = 0; i < sizeof older / sizeof *older; i++)
		if (add_special(t, c, (int64_t)i, str_of(older[i]), e))
			return -1;
	return 0;
}

static int
add_named(struct tokenizer *t, const struct config *c, const struct json *list,
    struct err *e)
{
	for (size_t i = 0; i < members_count(list); i++) {
		struct members m =
		    members_of(members_at(list, i), "a special token", e);
		int64_t rank = members_int(&m, "rank", -1);
		struct str text = members_str(&m, "token_str");

		if (m.rc != 0 || add_special(t, c, rank, text, e))
			return -1;
	}
	return 0;
}

/* Those that the file or its version names, then names for the rest. */
static int
read_special(struct tokenizer *t, const struct json *list,
    const struct config *c, struct err *e)
{
	size_t n =
	    list == NULL ? sizeof older / sizeof *older : members_count(list);
	char name[32];

	if (list == NULL ? add_older(t, c, e) : add_named(t, c, list, e))
		return -1;
	for (int64_t i = (int64_t)n; i < c->special; i++) {
		snprintf(name, sizeof name, "<SPECIAL_%" PRId64 ">", i);
		if (add_special(t, c, i, str_of(name), e))
			return -1;
	}
	return 0;
}

/* Every rank is there, so that ids are those of the reference. */
static int
check_ranks(const struct tokenizer *t, const struct config *c, struct err *e)
{
	for (int64_t id = 0; id < c->size; id++)
		if ((size_t)id >= t->vocab.n || t->vocab.piece[id].p == NULL)
			return err_set(e, "tekken has no token %" PRId64, id);
	return 0;
}

int
tekken_read(struct tokenizer *t, const struct json *j, struct err *e)
{
	struct members file = members_of(j, "the file", e);
	const struct json *special = members_array(&file, "special_tokens");
	const struct json *vocab = members_array(&file, "vocab");
	struct config c;

	if (read_config(j, &c, e) || file.rc != 0)
		return -1;
	if (set_split(t, c.pattern, e))
		return -1;
	for (size_t i = 0; i < members_count(vocab); i++)
		if (read_rank(t, members_at(vocab, i), &c, e))
			return -1;
	if (read_special(t, special, &c, e) || check_ranks(t, &c, e))
		return -1;
	for (uint32_t id = (uint32_t)c.special; id < t->vocab.n; id++)
		assemble_merges_into(t, id, id);
	t->ignore_merges = true;
	t->bos = assemble_find_added(t, STR("<s>"));
	t->eos = assemble_find_added(t, STR("</s>"));
	t->adds_bos = t->bos >= 0;
	return 0;
}
