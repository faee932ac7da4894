/* A tokenizer that was read encodes to ids below its size, and so does the
 * tokenizer.json that is written of it, to the same ones. */
#ifndef ICL_T_FUZZ_TOKENIZER_USE_H
#define ICL_T_FUZZ_TOKENIZER_USE_H

#include <stdlib.h>
#include <string.h>

#include "tok/encoder.h"
#include "tok/hf.h"

static bool
tokenizer_use_encode(
    const struct tokenizer *t, struct str text, struct id_buf *ids)
{
	struct encoder *x = encoder_new(t);
	struct err e;
	int rc = encoder_encode(x, text, true, ids, &e);

	encoder_free(x);
	for (size_t i = 0; rc == 0 && i < ids->n; i++)
		if (ids->v[i] >= tokenizer_size(t))
			abort();
	return rc == 0;
}

static void
tokenizer_use(const struct tokenizer *t, struct str text)
{
	struct tokenizer *again = assemble_new();
	struct id_buf ids = { 0 }, same = { 0 };
	struct buf json = { 0 };
	struct err e;

	/* or else no tokenizer.json says the same */
	if (tokenizer_use_encode(t, text, &ids) &&
	    tokenizer_write_json(t, &json, &e) == 0) {
		if (hf_read_json(again, buf_view(&json), &e) ||
		    assemble_finish(again, &e) ||
		    !tokenizer_use_encode(again, text, &same))
			abort();
		if (ids.n != same.n ||
		    (ids.n > 0 &&
			memcmp(ids.v, same.v, ids.n * sizeof *ids.v) != 0))
			abort();
	}
	buf_release(&json);
	free(ids.v);
	free(same.v);
	tokenizer_free(again);
}

#endif
