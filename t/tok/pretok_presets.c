/*
 * How the pre-tokenizers that a GGUF names split a text: words frozen from
 * pre_tokenize_str of the tokenizers library 0.22.2, the byte alphabet undone,
 * under the pre_tokenizer that the model's own tokenizer.json has.
 */
#include "tok/pretok_presets.h"

#include <stdlib.h>

#include "io/json.h"
#include "tok/pretok_run.h"

#include "../tap.h"

static const char text[] =
    "It's A1b23 \xd0\xbc\xc2\xbd 12345, (ok)!!\r\n\n  x\xe4"
    "\xb8\x80\xe3\x81\x82\xe4\xb8\x80.\xe3\x80\x82"
    "fooBar'L"
    "L @at \xc3\xa9\xcc\x81/";

static const struct {
	const char *name;
	bool normal; /* there is a normal form first, NFC */
	const char *words;
} rows[] = {
	{ "gpt-2", false,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| 12345|,| (|ok|)!!|\r"
	    "\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80"
	    "\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "smollm", false,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| (|ok|"
	    ")!!|\r\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "command-r", true,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| (|ok|"
	    ")!!|\r\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "qwen2", true,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| (|ok|"
	    ")!!\r\n\n| | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "llama-bpe", false,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!"
	    "\r\n\n| | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "gpt-4o", false,
	    "It's| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!\r"
	    "\n\n| | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80"
	    "\x82|foo|Bar'LL| @|at| \xc3\xa9\xcc\x81|/" },
	{ "tekken", false,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| (|ok|"
	    ")!!\r\n\n| | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|foo|Bar|'LL| @|at| \xc3\xa9\xcc\x81|/" },
	{ "deepseek-llm", false,
	    "It|'|s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| "
	    "(|ok|)!!|\r|\n|\n| | "
	    "x|\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.|\xe3\x80\x82|fooBar|'|LL|"
	    " @|at| \xc3\xa9|\xcc\x81|/" },
	{ "qwen35", true,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| "
	    "(|ok|)!!\r\n\n| | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|fooBar|'LL| "
	    "@|at| \xc3\xa9\xcc\x81|/" },
	{ "stablelm2", true,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| "
	    "(|ok|)!!\r\n\n| | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|fooBar|'LL| "
	    "@|at| \xc3\xa9|\xcc\x81/" },
	{ "glm4", false,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!\r\n\n| | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|fooBar|'LL| "
	    "@|at| \xc3\xa9|\xcc\x81/" },
	{ "llama4", false,
	    "It's| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!\r\n\n| | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|foo|Bar'LL| "
	    "@|at| \xc3\xa9\xcc\x81|/" },
	{ "dbrx", false,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!"
	    "\r\n\n| | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "mpt", true,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| 12345|,| (|ok|)!!|\r"
	    "\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80"
	    "\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "olmo", true,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| 12345|,| (|ok|)!!|\r"
	    "\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80"
	    "\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "falcon", false,
	    "It|'|s| A|1|b|23| \xd0|\xbc|\xc2|\xbd| |123|45|,| |(|ok|"
	    ")!!|\r\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'|LL| |@|at| \xc3\xa9|\xcc\x81|/" },
	{ "bloom", false,
	    "It's| A1b23| \xd0\xbc\xc2\xbd| 12345|, (|ok|)!!\r\n\n | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|fooB"
	    "ar'LL| @at| \xc3\xa9\xcc\x81/" },
	{ "poro-chat", false,
	    "It's| A1b23| \xd0\xbc\xc2\xbd| 12345|, (|ok|)!!\r\n\n | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|fooB"
	    "ar'LL| @at| \xc3\xa9\xcc\x81/" },
	{ "viking", false,
	    "It's| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|, (|ok|)!!\r\n\n | "
	    "x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3\x80\x82|fooB"
	    "ar'LL| @at| \xc3\xa9\xcc\x81/" },
	{ "minerva-7b", false,
	    "It|'s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| (|ok|"
	    ")!!|\r\n\n | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "smaug-bpe", false,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!"
	    "\r\n\n| | x\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'LL| @|at| \xc3\xa9|\xcc\x81/" },
	{ "deepseek-coder", false,
	    "It|'|s| A|1|b|2|3| \xd0\xbc|\xc2\xbd| |1|2|3|4|5|,| (|ok"
	    "|)!!|\r|\n|\n| | x|\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|"
	    ".|\xe3\x80\x82|fooBar|'|LL| @|at| \xc3\xa9|\xcc\x81|/" },
	{ "deepseek-v3", false,
	    "It|'s| A|1|b|23| \xd0\xbc|\xc2\xbd| |123|45|,| (|ok|)!!"
	    "\r\n\n| | x|\xe4\xb8\x80\xe3\x81\x82\xe4\xb8\x80|.\xe3"
	    "\x80\x82|fooBar|'LL| @|at| \xc3\xa9\xcc\x81|/" },
};

static void
add_word(void *ctx, struct str word, const char *limit)
{
	struct buf *out = ctx;

	(void)limit;
	if (out->n > 0)
		buf_byte(out, '|');
	buf_str(out, word);
}

static void
check(size_t i)
{
	const struct pretok_preset *k = pretok_preset(str_of(rows[i].name));
	struct buf got = { 0 }, text_of = { 0 };
	struct pretok_run *run;
	struct pretok *p;
	struct json *j;
	struct err e;

	if (!ok(k != NULL, "%s is known", rows[i].name))
		return;
	pretok_preset_put(&text_of, k);
	j = json_parse(buf_view(&text_of), &e);
	p = pretok_new(json_get(j, "pre_tokenizer"), PATTERN_TOKENIZERS, &e);
	run = pretok_run_new(p);
	ok(pretok_split(run, str_of(text), true, add_word, &got, &e) == 0 &&
		str_eq(buf_view(&got), str_of(rows[i].words)),
	    "%s splits as the model it is named for", rows[i].name);
	ok(str_eq(json_str(json_get(json_get(j, "normalizer"), "type")),
	       rows[i].normal ? STR("NFC") : STR("")),
	    "%s has its normal form", rows[i].name);
	pretok_run_free(run);
	pretok_free(p);
	json_free(j);
	buf_release(&text_of);
	buf_release(&got);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check(i);
	ok(pretok_preset(STR("default")) == NULL &&
		pretok_preset(STR("")) == NULL,
	    "a name that says nothing is not known");
	return tap_end();
}
