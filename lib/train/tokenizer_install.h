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
 * is to generate (of a file only a .model), and writes tokenizer.json and
 * tokenizer_config.json where there is none to copy.  There is no
 * tokenizer.json where only the tokenizer.model can say which ids a text has.
 */
int tokenizer_install(const struct tokenizer *t, const char *from,
    const char *dir, struct err *e) MUST_CHECK;

#endif
