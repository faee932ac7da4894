/*
 * Hand-written scanners for the patterns that dominate.  A scanner decides
 * where a match ends from ASCII and a few ranges beyond, and says "don't know"
 * as soon as another character has a say, so that the pattern itself decides
 * there.
 */
#ifndef ICL_TOK_SCAN_H
#define ICL_TOK_SCAN_H

#include <stddef.h>

#include "base/str.h"

/* The end of the match that begins at byte `at`, 0 for don't know. */
typedef size_t scan_fn(struct str text, size_t at);

/* The scanner of a pattern as a tokenizer file spells it; NULL: none. */
scan_fn *scan_of(struct str pattern);

/* GPT-2's pattern, and the same in possessive form. */
#define SCAN_GPT2                                                          \
	"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]" \
	"+|\\s+(?!\\S)|\\s+"
#define SCAN_GPT2_POSSESSIVE                                      \
	"'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L" \
	"}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s"

#define SCAN_CONTRACTION "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define SCAN_BEFORE "[^\\r\\n\\p{L}\\p{N}]?"
#define SCAN_SPACES "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

/* Those of Llama 3 and Qwen 2, and cl100k as tiktoken has it. */
#define SCAN_LLAMA3                                             \
	SCAN_CONTRACTION "|" SCAN_BEFORE "\\p{L}+|\\p{N}{1,3}|" \
			 " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" SCAN_SPACES
#define SCAN_QWEN2                                         \
	SCAN_CONTRACTION "|" SCAN_BEFORE "\\p{L}+|\\p{N}|" \
			 " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" SCAN_SPACES
#define SCAN_CL100K                                             \
	"'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++" \
	"|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$" \
	"|\\s*[\\r\\n]|\\s+(?!\\S)|\\s"

/* Those that tell upper from lower case: o200k and Tekken. */
#define SCAN_UPPER "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]"
#define SCAN_LOWER "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]"
#define SCAN_MARKS "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" SCAN_SPACES
#define SCAN_O200K                                                        \
	SCAN_BEFORE SCAN_UPPER "*" SCAN_LOWER "+" SCAN_CONTRACTION        \
			       "?|" SCAN_BEFORE SCAN_UPPER "+" SCAN_LOWER \
			       "*" SCAN_CONTRACTION "?|\\p{N}{1,3}" SCAN_MARKS
#define SCAN_TEKKEN                                                       \
	SCAN_BEFORE SCAN_UPPER "*" SCAN_LOWER "+|" SCAN_BEFORE SCAN_UPPER \
			       "+" SCAN_LOWER "*|\\p{N}" SCAN_MARKS

#endif
