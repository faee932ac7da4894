/*
 * Text to ids.  A tokenizer may be shared by threads, an encoder not: it holds
 * the matchers, a bounded cache of words and scratch memory of one thread.
 */
#ifndef ICL_TOK_ENCODER_H
#define ICL_TOK_ENCODER_H

#include <stdbool.h>

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

#endif
