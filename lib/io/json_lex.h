/*
 * The strings and numbers of a JSON text (RFC 8259, 6 and 7).
 *
 * The text ends in a NUL at *end and is valid UTF-8.  Each function begins at
 * *at, moves it past what it took, and returns NULL; or it returns what is
 * wrong, *at being where.
 */
#ifndef ICL_IO_JSON_LEX_H
#define ICL_IO_JSON_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A string, whose text is unescaped where it was read, since it never becomes
 * longer: its first byte and their number, with a NUL behind them.
 */
const char *json_lex_string(char **at, const char *end, char **text, size_t *n);

/*
 * A number; *is_whole tells that it is one without a fraction or an exponent
 * within int64_t, which *whole gets then.  *is_real tells that it has either.
 */
const char *json_lex_number(
    char **at, bool *is_whole, bool *is_real, int64_t *whole);

/* How many bytes from p on need no escape in a string. */
size_t json_plain_bytes(const char *p, const char *end);

#endif
