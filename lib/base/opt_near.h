/*
 * What a user may have meant by an option that a tool does not have: the name
 * that other tools give to the same thing, or the name with a slip of the hand.
 */
#ifndef ICL_BASE_OPT_NEAR_H
#define ICL_BASE_OPT_NEAR_H

#include <stddef.h>

/*
 * One of the n names, which are long forms without their dashes, or NULL when
 * none is near.  typed is as typed: "--learning_rate=3", "--stpes".
 */
const char *opt_near(const char *typed, const char *const *names, size_t n);

#endif
