/*
 * Sentences that end without a stop, as in mail and on web pages: a line of
 * signs, a valediction, the label of a figure, a time stamp, an address.
 *
 * Each function returns where such a sentence ends, or 0 when there is none; it
 * reads a bounded number of bytes, or ends the sentence after all that it read.
 */
#ifndef ICL_SEGMENT_UNPUNCTUATED_H
#define ICL_SEGMENT_UNPUNCTUATED_H

#include <stddef.h>

#include "segment/candidate.h"

/*
 * For the beginning of the sentence: a line of signs like "=====", or "Best
 * regards," before a signature.
 */
size_t unpunctuated_start(struct scanner *s);

/* For the dot of a figure's label: "Figure 1.2" before a capital. */
size_t unpunctuated_label(struct scanner *s, size_t dot);

/*
 * For the colon of a time after a date, as a mail's header has it.  Ends the
 * sentence after "Ann Lee" or after "05/06/2001 10:12 AM".
 */
size_t unpunctuated_stamp(struct scanner *s, size_t colon);

/*
 * For a dot within a mail or web address.  Ends the sentence after the address
 * when a capital or another address follows.
 */
size_t unpunctuated_address(struct scanner *s, size_t dot);

#endif
