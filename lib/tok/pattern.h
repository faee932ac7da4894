/*
 * Patterns of tokenizer files in PCRE2's words.
 *
 * The reference libraries match with Oniguruma (tokenizers) or Rust's regex
 * (tiktoken), both with the tables of Unicode 16, where Debian 12's PCRE2 has
 * those of 14 and a space of its own (U+180E).  The translation spells out
 * every class in which they differ, so that the same text splits the same,
 * and refuses by name what it cannot say exactly.
 */
#ifndef ICL_TOK_PATTERN_H
#define ICL_TOK_PATTERN_H

#include "base/err.h"
#include "base/str.h"

enum pattern_dialect {
	PATTERN_TOKENIZERS, /* tokenizer.json: Oniguruma with Ruby's syntax */
	PATTERN_TIKTOKEN,   /* fancy-regex */
	PATTERN_PCRE2,      /* taken as it is */
};

/* Adds the translated pattern. */
int pattern_translate(struct buf *out, struct str pattern,
    enum pattern_dialect dialect, struct err *e) MUST_CHECK;

/* Adds text as a pattern that matches just it. */
void pattern_quote(struct buf *out, struct str text);

/* Adds a pattern, in PCRE2's words, for what the tokenizers library takes for
 * punctuation, by tables of Unicode 8. */
void pattern_punctuation(struct buf *out);

/* White space as Unicode defines it, as the inside of a class. */
#define PATTERN_SPACE                                                 \
	"\\t-\\r \\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}" \
	"\\x{2029}\\x{202f}\\x{205f}\\x{3000}"

#endif
