/* Spaces that are left in place of marks until a word is looked up: the same
 * ids as from tokenizers that write every mark first. */
#include <stdlib.h>

#include "base/rng.h"
#include "tok/assemble.h"
#include "tok/encoder.h"
#include "tok/hf.h"

#include "../tap.h"

#define M "\xe2\x96\x81"

#define MODEL                                                                  \
	"\"model\":{\"type\":\"BPE\",\"unk_token\":\"<unk>\",\"fuse_unk\":"    \
	"true,\"vocab\":{\"<unk>\":0,\"" M "\":1,\"a\":2,\"b\":3,\".\":4,\" "  \
	"\":5,\"" M M "\":6,\"ab\":7,\"" M "a\":8,\"" M "ab\":9,\"." M         \
	"\":10,\" a\":11,\"" M M "ab\":12,\"b.\":13,\"bb\":14},\"merges\":[\"" \
	"a b\",\"" M " a\",\"" M " " M "\",\"" M "a b\",\". " M "\",\"" M      \
	" " M "ab\",\"b .\",\"b b\"]}}"
#define TO_MARKS                                            \
	"{\"type\":\"Replace\",\"pattern\":{\"String\":\" " \
	"\"},\"content\":\"" M "\"}"
#define PREPEND "{\"type\":\"Prepend\",\"prepend\":\"" M "\"}"
#define NOTHING                                                                \
	"{\"type\":\"Replace\",\"pattern\":{\"String\":\"zz\"},\"content\":\"" \
	"zz\"}"
#define META(first)                                                          \
	"{\"type\":\"Metaspace\",\"replacement\":\"" M "\",\"prepend_scheme" \
	"\":\"" first "\",\"split\":false}"
#define CUT                                                                 \
	"{\"type\":\"Split\",\"pattern\":{\"String\":\"zz\"},\"behavior\":" \
	"\"MergedWithNext\",\"invert\":false}"
#define LIST(kind, items) "{\"type\":\"Sequence\",\"" kind "\":[" items "]}"
#define ADDED                                                              \
	"{\"id\":15,\"content\":\"b b\",\"single_word\":false,\"lstrip\":" \
	"false,\"rstrip\":false,\"normalized\":true,\"special\":true}"

static const struct pair {
	const char *name;
	const char *normalizer, *pre_tokenizer; /* what leaves the spaces */
	const char *slow_normalizer, *slow_pre_tokenizer; /* what does not */
} pairs[] = {
	{ "Prepend and Replace", LIST("normalizers", PREPEND "," TO_MARKS),
	    "null", LIST("normalizers", PREPEND "," TO_MARKS "," NOTHING),
	    "null" },
	{ "Replace before Split at spaces", TO_MARKS,
	    "{\"type\":\"Split\",\"pattern\":{\"String\":\" \"},\"behavior\":"
	    "\"MergedWithPrevious\",\"invert\":false}",
	    LIST("normalizers", TO_MARKS "," NOTHING), "null" },
	{ "Metaspace, always", "null", META("always"), "null",
	    LIST("pretokenizers", META("always") "," CUT) },
	{ "Metaspace, never", "null", META("never"), "null",
	    LIST("pretokenizers", META("never") "," CUT) },
};

static struct tokenizer *
make(const char *normalizer, const char *pre_tokenizer)
{
	struct tokenizer *t = assemble_new();
	struct buf json = { 0 };
	struct err e;

	buf_printf(&json,
	    "{\"added_tokens\":[" ADDED "],\"normalizer\":%s,\"pre_tokenizer\""
	    ":%s,\"decoder\":null,\"post_processor\":null," MODEL,
	    normalizer, pre_tokenizer);
	if (hf_read_json(t, buf_view(&json), &e) || assemble_finish(t, &e)) {
		ok(false, "%s", e.msg);
		tokenizer_free(t);
		t = NULL;
	}
	buf_release(&json);
	return t;
}

static void
make_text(struct buf *text, struct rng *r)
{
	static const char *const parts[] = { "a", "b", ".", " ", "  ", M, "ab",
		"b b", "x", "\xc3\xa9", "\xf0\x9f\x9a\xa3", "abababababab",
		"           ", "\n" };
	size_t n = (size_t)rng_below(r, 14);

	buf_reset(text);
	for (size_t i = 0; i < n; i++)
		buf_str(text,
		    str_of(parts[rng_below(r, sizeof parts / sizeof *parts)]));
}

static void
test(const struct pair *p)
{
	struct tokenizer *t = make(p->normalizer, p->pre_tokenizer);
	struct tokenizer *slow =
	    make(p->slow_normalizer, p->slow_pre_tokenizer);
	struct rng r = rng_at(1, "spaced", STR("test"), 0);
	struct id_buf got = { 0 }, want = { 0 };
	struct encoder *x, *y;
	struct buf text = { 0 };
	bool same = true;
	struct err e;

	if (t == NULL || slow == NULL)
		return;
	ok(t->symbols.spaced && !slow->symbols.spaced, "%s: one leaves spaces",
	    p->name);
	x = encoder_new(t);
	y = encoder_new(slow);
	for (unsigned i = 0; i < 4000; i++) {
		got.n = want.n = 0;
		make_text(&text, &r);
		same &=
		    encoder_encode(x, buf_view(&text), i % 2, &got, &e) == 0;
		same &=
		    encoder_encode(y, buf_view(&text), i % 2, &want, &e) == 0;
		same &= got.n == want.n &&
			(got.n == 0 ||
			    memcmp(got.v, want.v, got.n * sizeof *got.v) == 0);
	}
	ok(same, "%s: 4000 texts with the same ids", p->name);
	encoder_free(x);
	encoder_free(y);
	tokenizer_free(t);
	tokenizer_free(slow);
	buf_release(&text);
	free(got.v);
	free(want.v);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		test(&pairs[i]);
	return tap_end();
}
