/* Where answers end, from tokens that are single bytes. */
#include "../tap.h"

#include "io/file.h"
#include "score/answer.h"

/* 256 bytes and an end-of-text, as GPT-2 writes bytes. */
static struct tokenizer *
byte_tokenizer(struct err *e)
{
	struct buf json = { 0 };
	struct tokenizer *t = NULL;
	unsigned extra = 256;

	buf_str(&json, STR("{\"version\":\"1.0\",\"added_tokens\":[{\"id\":256,"
			   "\"content\":\"<|endoftext|>\",\"single_word\":"
			   "false,\"lstrip\":false,\"rstrip\":false,"
			   "\"normalized\":false,\"special\":true}],"
			   "\"normalizer\":null,\"pre_tokenizer\":{\"type\":"
			   "\"ByteLevel\",\"add_prefix_space\":false,"
			   "\"trim_offsets\":true,\"use_regex\":true},"
			   "\"post_processor\":null,\"decoder\":{\"type\":"
			   "\"ByteLevel\"},\"model\":{\"type\":\"BPE\","
			   "\"merges\":[],\"vocab\":{\"<|endoftext|>\":256"));
	for (unsigned b = 0; b < 256; b++) {
		bool own = (b >= 33 && b <= 126) || (b >= 161 && b != 173);

		buf_printf(&json, ",\"\\u%04x\":%u", own ? b : extra, b);
		extra += !own;
	}
	buf_str(&json, STR("}}}"));
	if (file_put("tokenizer.json", buf_view(&json), e) == 0)
		t = tokenizer_load("tokenizer.json", NULL, e);
	buf_release(&json);
	return t;
}

/* The answer when the bytes come one by one; *used says how many. */
static void
check(const struct answer_end *end, const char *bytes, const char *want,
    size_t want_used)
{
	struct answer a = { 0 };
	struct buf out = { 0 };
	size_t used = 0, n = strlen(bytes);

	while (used < n && answer_add(&a, end, (unsigned char)bytes[used++]))
		;
	answer_put(&a, &out);
	ok(str_eq(buf_view(&out), str_of(want)) && used == want_used,
	    "'%s' after %zu", out.n > 0 ? out.p : "", used);
	buf_release(&out);
	answer_release(&a);
}

int
main(void)
{
	static const char *const typed[] = { "\\n", "END", "" };
	struct err e = { "" };
	struct arena arena = { 0 };
	struct answer_end end = { .tokenizer = byte_tokenizer(&e),
		.end_id = 1 };
	struct answer a = { 0 };

	if (!ok(end.tokenizer != NULL, "a tokenizer of bytes %s", e.msg))
		return tap_end();
	check(&end, " no end ", "no end", 8);
	check(&end, "own end\001x", "own end", 8);
	end.stop = answer_stops(typed, 3, &arena);
	ok(str_eq(end.stop.v[0], STR("\n")), "\\n is a newline");
	check(&end, "one line\nmore", "one line", 9);
	check(&end, " by text ENENDx", "by text EN", 14);
	check(&end, "\nat once", "", 1);
	check(&end, "caf\xc3\xa9 \xff\n", "caf\xc3\xa9 \xef\xbf\xbd", 8);
	ok(answer_add(&a, &end, 300), "an id without text adds nothing");
	ok(!answer_add(&a, &end, 256), "end-of-text ends");
	answer_release(&a);
	arena_release(&arena);
	tokenizer_free((struct tokenizer *)(uintptr_t)end.tokenizer);
	return tap_end();
}
