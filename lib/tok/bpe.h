/*
 * The ids of words: merged (merge.h), or from a cache.
 *
 * Words of up to 54 bytes are kept in two caches of fixed size, the short and
 * the long ones, where a new one takes the place of an old one.
 */
#ifndef ICL_TOK_BPE_H
#define ICL_TOK_BPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "tok/merge.h"
#include "tok/initial_symbols.h"
#include "tok/vocab.h"

struct bpe; /* for one thread */

/*
 * s says what the symbols of a word are, once settled.  whole: a word that is a
 * piece is not merged but taken as it is.  Both v and s must outlive the bpe.
 */
struct bpe *bpe_new(
    const struct vocab *v, const struct initial_symbols *s, bool ignore_merges);
void bpe_free(struct bpe *b);

/*
 * Appends the ids of a word, perhaps not before bpe_flush, so that a few words
 * can be looked up at a time; the word itself is not kept.  Up to 16 bytes may
 * be read at word.p as long as they end before limit.
 */
void bpe_word(
    struct bpe *b, struct str word, const char *limit, struct id_buf *out);

/* Appends an id behind those of the words before it, when they are. */
void bpe_id(struct bpe *b, uint32_t id, struct id_buf *out);

/* Appends the ids of all words so far. */
void bpe_flush(struct bpe *b, struct id_buf *out);

#endif
