/*
 * Text to ids.  A tokenizer may be shared by threads, an encoder not: it holds
 * the matchers, a bounded cache of words and scratch memory of one thread.
 */
#ifndef ICL_TOK_ENCODER_H
#define ICL_TOK_ENCODER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "tok/bpe.h"
#include "tok/tokenizer.h"

struct encoder;

/* The tokenizer must outlive the encoder. */
struct encoder *encoder_new(const struct tokenizer *t);
void encoder_free(struct encoder *x);

/*
 * Appends the ids of valid UTF-8, without BOS.  special: recognise special
 * tokens in it; added tokens that are not special are recognised always.
 */
int encoder_encode(struct encoder *x, struct str text, bool special,
    struct id_buf *out, struct err *e) MUST_CHECK;

/*
 * The same for text after text, which is faster where texts are short: ids are
 * appended in order, but perhaps not before encoder_flush.  encoder_put adds
 * one that is not of a text.  On an error some ids of the text may be there.
 */
int encoder_add(struct encoder *x, struct str text, bool special,
    struct id_buf *out, struct err *e) MUST_CHECK;
void encoder_put(struct encoder *x, uint32_t id, struct id_buf *out);
void encoder_flush(struct encoder *x, struct id_buf *out);

#endif
