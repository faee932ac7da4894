/* The scanners against the patterns themselves. */
#include "tok/scan.h"

#include "base/regex.h"
#include "base/rng.h"
#include "base/str.h"
#include "tok/pattern.h"
#include "tok/split_patterns.h"

#include "../tap.h"

static const char *const parts[] = { " ", "  ", "\t", "\n", "\r\n", "'", "'s",
	"'ll", "'LL", "a", "word", "12", "!", "...", "-", "\xc3\xa9",
	"\xc2\xa0", "\xe2\x80\x94", "\xe1\xa0\x8e", "\xd9\xa3", "\x01", "_",
	"A", "Word", "HTTP", "'S", "'Re", "'\xc5\xbf", "/", "\r", "\n\n",
	"1234", "\xe2\x80\x99", "\xe2\x80\xa8", "\xe2\x80\x8d", "\xe2\x81\x9f",
	"\xe2\x80\xaf", "\xe2\x81\x9e", "\xcc\x81", "\xe2\x84\xaa", "\x7f" };

static void
fill(struct buf *b, struct rng *r)
{
	size_t n = 1 + (size_t)rng_below(r, 8);

	buf_reset(b);
	for (size_t i = 0; i < n; i++)
		buf_str(b,
		    str_of(parts[rng_below(r, sizeof parts / sizeof *parts)]));
}

int
main(void)
{
	static const struct {
		const char *pattern;
		enum pattern_dialect dialect;
	} all[] = { { SPLIT_GPT2, PATTERN_TOKENIZERS },
		{ SPLIT_GPT2_POSSESSIVE, PATTERN_TIKTOKEN },
		{ SPLIT_LLAMA3, PATTERN_TOKENIZERS },
		{ SPLIT_QWEN2, PATTERN_TOKENIZERS },
		{ SPLIT_CL100K, PATTERN_TIKTOKEN },
		{ SPLIT_O200K, PATTERN_TOKENIZERS },
		{ SPLIT_O200K, PATTERN_TIKTOKEN },
		{ SPLIT_TEKKEN, PATTERN_TOKENIZERS } };
	struct rng r = rng_at(1, "scan", STR("test"), 0);
	struct buf text = { 0 }, re = { 0 };
	struct err e;

	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		struct regex_matcher *m;
		struct regex *compiled;
		bool same = true;
		size_t known = 0;

		buf_reset(&re);
		ok(pattern_translate(
		       &re, str_of(all[k].pattern), all[k].dialect, &e) == 0,
		    "the pattern is translated");
		compiled = regex_new(buf_view(&re), &e);
		m = regex_matcher_new(compiled);
		for (int i = 0; i < 20000; i++) {
			size_t b, end = 0, got;

			fill(&text, &r);
			for (size_t at = 0; at < text.n; at = end) {
				same &= regex_find(m, buf_view(&text), at, &b,
					    &end, &e) == 1 &&
					b == at;
				got = scan_of(str_of(all[k].pattern))(
				    buf_view(&text), at);
				same &= got == 0 || got == end;
				known += got != 0;
			}
		}
		ok(same, "20000 texts split alike");
		ok(known > 20000, "and the scanner knew %zu words", known);
		regex_matcher_free(m);
		regex_free(compiled);
	}
	ok(scan_of(STR("\\w+")) == NULL, "another pattern has no scanner");
	ok(pattern_translate(&re, STR("a\\Kb"), PATTERN_TOKENIZERS, &e) < 0,
	    "%s", e.msg);
	ok(pattern_translate(&re, STR("\\p{N}{1,3}+"), PATTERN_TOKENIZERS, &e) <
		0,
	    "%s", e.msg);
	ok(pattern_translate(&re, STR("[a&&b]"), PATTERN_TOKENIZERS, &e) < 0,
	    "%s", e.msg);
	buf_release(&text);
	buf_release(&re);
	return tap_end();
}
