/*
 * How much a generated text has of a reference: exact match and token F1 as
 * SQuAD counts them (Rajpurkar et al. 2016), ROUGE-L as Google's rouge-score
 * does without stemming and with it (Lin 2004).  All are in [0, 1]; with
 * several references each is the best over them, 0 without any.
 *
 * Normalised for em and f1: ASCII letters lower, ASCII punctuation and the
 * words a, an, the left out.  ROUGE-L's tokens are runs of ASCII letters and
 * digits, lower; those of more than three are put by their stems (stem.h) for
 * rouge_l_stem, which is what Super-NaturalInstructions reports.
 */
#ifndef ICL_SCORE_OVERLAP_H
#define ICL_SCORE_OVERLAP_H

#include <stddef.h>

#include "base/str.h"

struct overlap {
	double exact; /* equal but for white space at the ends */
	double em;    /* equal when normalised */
	double f1;    /* of the bags of normalised words */
	double rouge_l;
	double rouge_l_stem; /* of the words' stems */
};

/* text and references are valid UTF-8; time is the product of their lengths. */
struct overlap overlap_of(struct str text, const struct str *refs, size_t n);

#endif
