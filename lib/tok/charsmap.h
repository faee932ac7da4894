/*
 * SentencePiece's normalizer by a table: the `precompiled_charsmap` of a
 * .model, which maps characters, or several side by side, to others (nmt_nfkc
 * and its like).
 *
 * The table is a double array, as Darts-clone makes them, of the texts that are
 * replaced, and behind it the texts that replace them.  It is data of others:
 * every step into it is checked.
 */
#ifndef ICL_TOK_CHARSMAP_H
#define ICL_TOK_CHARSMAP_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "tok/added.h"

struct charsmap;

struct charsmap_options {
	bool dummy_prefix; /* a text gets a space put before it */
	bool squeeze;      /* spaces at the ends go, runs become one */
	/* tokens that stay as they are, once sorted; outlive the map */
	const struct added *user_defined;
};

/* Copies the table. */
struct charsmap *charsmap_new(struct str table,
    const struct charsmap_options *o, struct err *e) MUST_CHECK;
void charsmap_free(struct charsmap *m);

/*
 * Adds valid UTF-8 that is not empty in its normal form, spaces as U+2581.
 * More than max bytes in out are an error, as is a table that leads nowhere.
 */
int charsmap_normalize(const struct charsmap *m, struct str text, size_t max,
    struct buf *out, struct err *e) MUST_CHECK;

#endif
