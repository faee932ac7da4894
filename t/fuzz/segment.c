/* Any valid UTF-8 is covered by its sentences, in the three ways. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct rules *rules;
	static struct segmenter *ways[3];
	struct str text = { (const char *)data, size };
	struct err e;

	if (rules == NULL) {
		rules = rules_new();
		if (rules_read(rules, rules_english(), false, "", &e) ||
		    rules_finish(rules, &e))
			abort();
		for (int i = 0; i < 3; i++)
			ways[i] = segmenter_new(rules, (enum par_rule)i, &e);
	}
	if (utf8_valid(text) < text.n)
		return 0;
	for (int i = 0; i < 3; i++) {
		struct document d = { .text = text };
		size_t at = 0;

		segmenter_document(ways[i], &d);
		for (size_t k = 0; k < d.n_sents; k++) {
			struct span s = d.sents[k];

			if (s.begin < at || s.end <= s.begin || s.end > size ||
			    str_trim(str_slice(text, at, s.begin)).n > 0)
				abort();
			at = s.end;
		}
		if (str_trim(str_slice(text, at, size)).n > 0)
			abort();
	}
	return 0;
}
