/* A tokenizer.model goes to a model's folder, and a tokenizer.json with it only
 * where that says the same. */
#include "train/tokenizer_install.h"

#include <sys/stat.h>

#include "io/file.h"
#include "io/json.h"

#include "../tap.h"

/* Pieces <unk>, a, U+2581 and one more of the type that it is given. */
static void
write_model(const char *path, char type)
{
	struct buf b = { 0 };
	struct err e;

	buf_add(&b, "\x0a\x09\x0a\x05<unk>\x18\x02", 11);
	buf_add(&b,
	    "\x0a\x05\x0a\x01"
	    "a\x18\x01",
	    7);
	buf_add(&b, "\x0a\x07\x0a\x03\xe2\x96\x81\x18\x01", 9);
	buf_add(&b,
	    "\x0a\x05\x0a\x01"
	    "b\x18",
	    6);
	buf_byte(&b, type);
	buf_add(&b, "\x12\x02\x18\x02", 4);
	ok(file_put(path, buf_view(&b), &e) == 0, "a model is written");
	buf_release(&b);
}

static bool
has(const char *dir, const char *name)
{
	struct buf path = { 0 };
	bool is = file_exists(file_join(&path, dir, name));

	buf_release(&path);
	return is;
}

static void
check(const char *from, const char *dir, bool json)
{
	struct buf text = { 0 }, path = { 0 };
	struct err e = { 0 };
	struct tokenizer *t = tokenizer_load(from, NULL, &e);
	struct json *config;

	mkdir(dir, 0777);
	if (!ok(t != NULL && tokenizer_install(t, from, dir, &e) == 0,
		"%s goes to %s", from, dir))
		printf("# %s\n", e.msg);
	ok(has(dir, "tokenizer.model") && has(dir, "tokenizer.json") == json,
	    "with a tokenizer.json: %s", json ? "yes" : "no");
	ok(file_read(file_join(&path, dir, "tokenizer_config.json"), 1 << 16,
	       &text, &e) == 0,
	    "and a tokenizer_config.json");
	config = json_parse(buf_view(&text), &e);
	ok(str_eq(json_str(json_get(config, "tokenizer_class")),
	       json ? STR("PreTrainedTokenizerFast") : STR("LlamaTokenizer")),
	    "that names a class which reads it");
	json_free(config);
	buf_release(&text);
	buf_release(&path);
	tokenizer_free(t);
}

int
main(void)
{
	mkdir("folder", 0777);
	write_model("folder/tokenizer.model", 4);
	write_model("normal.model", 1);
	check("folder", "one", false);
	check("folder/tokenizer.model", "two", false);
	check("normal.model", "three", true);
	return tap_end();
}
