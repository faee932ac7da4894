/*
 * Classes of ASCII characters, in no locale.  Here in full, since the loops
 * over every byte of a text call them.
 */
#ifndef ICL_BASE_ASCII_H
#define ICL_BASE_ASCII_H

#include <stdbool.h>

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

static inline char
ascii_low(char c)
{
	return ascii_upper(c) ? (char)(c - 'A' + 'a') : c;
}

#endif
