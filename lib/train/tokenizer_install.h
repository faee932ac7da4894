/*
 * The tokenizer's files in a model folder, so that other programs can load the
 * folder as it is.
 */
#ifndef ICL_TRAIN_TOKENIZER_INSTALL_H
#define ICL_TRAIN_TOKENIZER_INSTALL_H

#include "base/err.h"
#include "tok/tokenizer.h"

/*
 * Copies to dir what the folder `from` has of a tokenizer's files, and how it
 * is to generate (nothing when it is a file), and writes tokenizer.json and
 * tokenizer_config.json where there is none to copy.
 */
int tokenizer_install(const struct tokenizer *t, const char *from,
    const char *dir, struct err *e) MUST_CHECK;

#endif
