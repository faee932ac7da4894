/* What a compiler is told of a function, so that misuse is a warning. */
#ifndef ICL_BASE_ATTR_H
#define ICL_BASE_ATTR_H

/* Argument fmt is a format of printf, and those from args on are its values. */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* The result says whether it worked, and may not be dropped. */
#define MUST_CHECK __attribute__((warn_unused_result))

#endif
