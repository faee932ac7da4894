/*
 * Classes of ASCII characters, in no locale: what is not ASCII, and so every
 * byte of a longer UTF-8 sequence, is in none of them.  Unlike those of
 * <ctype.h> they take any char, negative ones too.  Here in full, since the
 * loops over every byte of a text call them.
 */
#ifndef ICL_BASE_ASCII_H
#define ICL_BASE_ASCII_H

#include <stdbool.h>

/* Space, tab, newline, vertical tab, form feed, carriage return. */
static inline bool
ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
ascii_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
ascii_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_letter(char c)
{
	return ascii_lower((char)(c | ' '));
}

/* The small letter of a capital; anything else as it is. */
static inline char
ascii_low(char c)
{
	return ascii_upper(c) ? (char)(c - 'A' + 'a') : c;
}

#endif
