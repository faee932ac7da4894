/*
 * Stems of English words by Porter's algorithm (1980), with the extensions of
 * NLTK, which is what rouge-score's use_stemmer and with it the evaluation of
 * Super-NaturalInstructions take: "flies" and "fly" have one stem, "dies" and
 * "dying" as well, and "sky", "news" or "succeed" are stems already.
 */
#ifndef ICL_SCORE_STEM_H
#define ICL_SCORE_STEM_H

#include <stddef.h>

/*
 * Puts the stem in place of a word of n lower-case ASCII letters and digits and
 * returns its length.  There is room for one byte more: a stem may be longer.
 */
size_t stem_word(char *word, size_t n);

#endif
