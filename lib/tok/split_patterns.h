/*
 * The patterns by which widely used tokenizers split text into words, one name
 * for each, as their own files spell them.
 *
 * scan.c has a scanner for each of them, and pretok_presets.c says which
 * tokenizers take which; both compare or copy the text, so that a pattern is
 * written here and nowhere else.
 */
#ifndef ICL_TOK_SPLIT_PATTERNS_H
#define ICL_TOK_SPLIT_PATTERNS_H

/* The pattern of GPT-2, and the same in possessive form as tiktoken has it. */
#define SPLIT_GPT2                                                         \
	"'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]" \
	"+|\\s+(?!\\S)|\\s+"
#define SPLIT_GPT2_POSSESSIVE                                     \
	"'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L" \
	"}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s"

/*
 * Parts that those below share: English contractions, the one character that
 * a word takes along in front of it, and white space, of which the last before
 * a word belongs to the word.
 */
#define SPLIT_CONTRACTION "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define SPLIT_BEFORE "[^\\r\\n\\p{L}\\p{N}]?"
#define SPLIT_SPACES "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

/*
 * Those of Llama 3 and Qwen 2, and cl100k as tiktoken has it.  They differ in
 * how many digits are one word, and Qwen 3.5 counts combining marks among the
 * letters.
 */
#define SPLIT_LLAMA3                                              \
	SPLIT_CONTRACTION "|" SPLIT_BEFORE "\\p{L}+|\\p{N}{1,3}|" \
			  " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" SPLIT_SPACES
#define SPLIT_QWEN2                                          \
	SPLIT_CONTRACTION "|" SPLIT_BEFORE "\\p{L}+|\\p{N}|" \
			  " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" SPLIT_SPACES
#define SPLIT_QWEN35                                                 \
	SPLIT_CONTRACTION "|" SPLIT_BEFORE "[\\p{L}\\p{M}]+|\\p{N}|" \
			  " ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*" SPLIT_SPACES
#define SPLIT_CL100K                                            \
	"'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++" \
	"|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$" \
	"|\\s*[\\r\\n]|\\s+(?!\\S)|\\s"

/*
 * Those that tell upper from lower case, so that a word ends where one in
 * capitals begins: o200k and Tekken.
 */
#define SPLIT_UPPER "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]"
#define SPLIT_LOWER "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]"
#define SPLIT_MARKS "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" SPLIT_SPACES
#define SPLIT_O200K                                                            \
	SPLIT_BEFORE SPLIT_UPPER "*" SPLIT_LOWER "+" SPLIT_CONTRACTION         \
				 "?|" SPLIT_BEFORE SPLIT_UPPER "+" SPLIT_LOWER \
				 "*" SPLIT_CONTRACTION                         \
				 "?|\\p{N}{1,3}" SPLIT_MARKS
#define SPLIT_TEKKEN                                                           \
	SPLIT_BEFORE SPLIT_UPPER "*" SPLIT_LOWER "+|" SPLIT_BEFORE SPLIT_UPPER \
				 "+" SPLIT_LOWER "*|\\p{N}" SPLIT_MARKS

#endif
