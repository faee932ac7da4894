/*
 * 64-bit hashes as text, 16 hexadecimal digits: a number of JSON holds fewer
 * bits.
 */
#ifndef ICL_TRAIN_HASH_TEXT_H
#define ICL_TRAIN_HASH_TEXT_H

#include <stdint.h>

#include "base/str.h"

/* 0 and the hash; -1 when the text is anything but 16 digits. */
int hash_text_read(struct str text, uint64_t *hash);

#endif
