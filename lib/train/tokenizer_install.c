/* A tokenizer's files in a model folder: see tokenizer_install.h. */
#include "train/tokenizer_install.h"

#include <inttypes.h>

#include "io/file.h"
#include "io/json.h"

enum { FILE_MAX = 1 << 28 };

/* 1 when there was such a file and it was copied. */
static int
copy(const char *from, const char *dir, const char *name, struct err *e)
{
	struct buf path = { 0 }, bytes = { 0 };
	int rc = 0;

	if (file_is_dir(from) && file_exists(file_join(&path, from, name))) {
		rc = file_read(path.p, FILE_MAX, &bytes, e);
		if (rc == 0)
			rc = file_put(
			    file_join(&path, dir, name), buf_view(&bytes), e);
		if (rc == 0)
			rc = 1;
	}
	buf_release(&path);
	buf_release(&bytes);
	return rc;
}

static int
put_token(struct buf *out, const struct tokenizer *t, const char *name,
    int64_t id, struct err *e)
{
	struct buf text = { 0 };
	int rc = 0;

	if (id >= 0)
		rc = tokenizer_decode(t, (uint32_t)id, &text, e);
	if (rc == 0 && id >= 0) {
		buf_printf(out, ",\"%s\":", name);
		json_put_str(out, buf_view(&text));
	}
	buf_release(&text);
	return rc;
}

static int
put_config(struct buf *out, const struct tokenizer *t, struct err *e)
{
	buf_printf(out,
	    "{\"tokenizer_class\":\"PreTrainedTokenizerFast\""
	    ",\"add_bos_token\":%s,\"clean_up_tokenization_spaces\":false",
	    tokenizer_adds_bos(t) ? "true" : "false");
	if (tokenizer_ctx(t) > 0)
		buf_printf(
		    out, ",\"model_max_length\":%" PRIu64, tokenizer_ctx(t));
	if (put_token(out, t, "bos_token", tokenizer_bos(t), e) ||
	    put_token(out, t, "eos_token", tokenizer_eos(t), e) ||
	    put_token(out, t, "pad_token", tokenizer_pad(t), e))
		return -1;
	buf_str(out, STR("}\n"));
	return 0;
}

/*
 * tokenizer.json, unless it cannot say what the tokenizer.model beside it does,
 * which was copied then and which readers of such folders take too.
 */
static int
write_json(
    const struct tokenizer *t, const char *dir, bool model, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc = tokenizer_write_json(t, &text, e);

	if (rc != 0 && model)
		rc = 0;
	else if (rc == 0)
		rc = file_put(file_join(&path, dir, "tokenizer.json"),
		    buf_view(&text), e);
	buf_release(&path);
	buf_release(&text);
	return rc;
}

static int
write_made(const struct tokenizer *t, const char *dir, const char *name,
    int (*make)(struct buf *, const struct tokenizer *, struct err *),
    struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc = make(&text, t, e);

	if (rc == 0)
		rc = file_put(file_join(&path, dir, name), buf_view(&text), e);
	buf_release(&path);
	buf_release(&text);
	return rc;
}

int
tokenizer_install(
    const struct tokenizer *t, const char *from, const char *dir, struct err *e)
{
	static const char *const further[] = { "special_tokens_map.json",
		"added_tokens.json", "vocab.json", "merges.txt",
		"chat_template.jinja", "generation_config.json", NULL };
	int rc, model;

	for (size_t i = 0; further[i] != NULL; i++)
		if (copy(from, dir, further[i], e) < 0)
			return -1;
	model = copy(from, dir, "tokenizer.model", e);
	if (model < 0)
		return -1;
	rc = copy(from, dir, "tokenizer.json", e);
	if (rc == 0)
		rc = write_json(t, dir, model > 0, e);
	if (rc < 0)
		return -1;
	rc = copy(from, dir, "tokenizer_config.json", e);
	if (rc == 0)
		rc = write_made(t, dir, "tokenizer_config.json", put_config, e);
	return rc < 0 ? -1 : 0;
}
