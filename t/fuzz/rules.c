/* A rules file or a list of abbreviations, and what it makes of a text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
split(const struct rules *r, struct str text)
{
	struct err e;
	struct segmenter *s = segmenter_new(r, PAR_AUTO, &e);
	struct document d = { .text = text };
	size_t at = 0;

	segmenter_document(s, &d);
	for (size_t i = 0; i < d.n_sents; i++) {
		if (d.sents[i].begin < at || d.sents[i].end > text.n)
			abort();
		at = d.sents[i].end;
	}
	segmenter_free(s);
}

/* The first byte says in which form the rest is; a NUL ends the rules. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = { (const char *)data, size }, rules, text;
	const char *nul;
	struct rules *r;
	struct err e;

	if (size == 0)
		return 0;
	all = str_slice(all, 1, size);
	nul = size == 1 ? NULL : memchr(all.p, '\0', all.n);
	rules = str_slice(all, 0, nul == NULL ? all.n : (size_t)(nul - all.p));
	text = str_slice(all, rules.n, all.n);
	r = rules_new();
	if (rules_read(r, rules, data[0] & 1, "fuzz", &e) == 0 &&
	    rules_finish(r, &e) == 0 && utf8_valid(text) == text.n)
		split(r, text);
	rules_free(r);
	return 0;
}
