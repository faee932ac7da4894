/* A tokenizer's files in a model folder: see tokenizer_install.h. */
#include "train/tokenizer_install.h"

#include <inttypes.h>

#include "io/file.h"
#include "io/json.h"

enum { FILE_MAX = 1 << 28 };

/* Copies a file of any name to one of the folder. */
static int
copy_file(const char *from, const char *dir, const char *name, struct err *e)
{
	struct buf path = { 0 }, bytes = { 0 };
	int rc = file_read(from, FILE_MAX, &bytes, e);

	if (rc == 0)
		rc = file_put(file_join(&path, dir, name), buf_view(&bytes), e);
	buf_release(&path);
	buf_release(&bytes);
	return rc;
}

/* 1 when there was such a file and it was copied. */
static int
copy(const char *from, const char *dir, const char *name, struct err *e)
{
	struct buf path = { 0 };
	int rc = 0;

	if (file_is_dir(from) && file_exists(file_join(&path, from, name)))
		rc = copy_file(path.p, dir, name, e) ? -1 : 1;
	buf_release(&path);
	return rc;
}

/* The same of a tokenizer.model, which `from` may be itself. */
static int
copy_model(const char *from, const char *dir, struct err *e)
{
	if (file_is_dir(from))
		return copy(from, dir, "tokenizer.model", e);
	if (!str_ends(str_of(from), STR(".model")))
		return 0;
	return copy_file(from, dir, "tokenizer.model", e) ? -1 : 1;
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
put_config(struct buf *out, const struct tokenizer *t, bool json, struct err *e)
{
	buf_printf(out,
	    "{\"tokenizer_class\":\"%s\""
	    ",\"add_bos_token\":%s,\"clean_up_tokenization_spaces\":false",
	    json ? "PreTrainedTokenizerFast" : "LlamaTokenizer",
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
 * 1 and a tokenizer.json, 0 where it cannot say what the tokenizer.model does
 * that was copied, and which readers of such folders take too.
 */
static int
write_json(
    const struct tokenizer *t, const char *dir, bool model, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc = tokenizer_write_json(t, &text, e);

	if (rc == 0 && file_put(file_join(&path, dir, "tokenizer.json"),
			   buf_view(&text), e))
		rc = -1;
	else if (rc == 0)
		rc = 1;
	else if (model)
		rc = 0;
	buf_release(&path);
	buf_release(&text);
	return rc;
}

static int
write_config(
    const struct tokenizer *t, const char *dir, bool json, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	int rc = put_config(&text, t, json, e);

	if (rc == 0)
		rc = file_put(file_join(&path, dir, "tokenizer_config.json"),
		    buf_view(&text), e);
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
	int rc, model, json;

	for (size_t i = 0; further[i] != NULL; i++)
		if (copy(from, dir, further[i], e) < 0)
			return -1;
	if ((model = copy_model(from, dir, e)) < 0)
		return -1;
	json = copy(from, dir, "tokenizer.json", e);
	if (json == 0)
		json = write_json(t, dir, model > 0, e);
	if (json < 0)
		return -1;
	rc = copy(from, dir, "tokenizer_config.json", e);
	if (rc == 0)
		rc = write_config(t, dir, json > 0, e);
	return rc < 0 ? -1 : 0;
}
