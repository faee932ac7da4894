/*
 * Text as the guard compares it, so that one text written in two ways is one:
 * words of small letters and digits with a space between them.
 *
 * Folded alike are letter case, spacing and punctuation (also quotes, dashes
 * and spaces of Unicode), accents of Latin, Greek and Cyrillic letters,
 * composed or not, full-width forms and ligatures.  Apostrophes of any kind are
 * dropped, and so is the space that tokenised text has before 's or n't:
 * "don't", "dont" and "do n't" are one word.
 */
#ifndef ICL_EPISODE_GUARD_FOLD_H
#define ICL_EPISODE_GUARD_FOLD_H

#include "base/str.h"

/* Adds s, which is valid UTF-8, folded; base/normal.h finds the words in it. */
void guard_fold(struct buf *out, struct str s);

#endif
