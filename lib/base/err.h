/*
 * The reason of a failure, handed up to whoever decides what to do about it.
 * Libraries fill one and return -1; only cmd/ prints it.
 */
#ifndef ICL_BASE_ERR_H
#define ICL_BASE_ERR_H

#include "base/attr.h"

struct err {
	/* one line, no newline; '?' for what a terminal would act on */
	char msg[1024];
};

/*
 * What tells people something that is no error: a notice, a count.  One line,
 * without a newline; cmd/ hands down base/opt.h's warn, or nothing to say it.
 */
typedef void say_fn(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Writes the message and returns -1, so that `return err_set(e, …)` reads. */
int err_set(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * A message that has no room is cut.  The arguments may point into e->msg for
 * err_prefix only, which is made to keep it.
 */

/* The same with ": " and the text of errno after it. */
int err_errno(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Puts "prefix: " before the message that is there; returns -1. */
int err_prefix(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
