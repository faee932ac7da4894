/* Surface cues of a sentence: see profile.h. */
#include "mktask/profile.h"

#include <assert.h>
#include <stdlib.h>

#include "base/ascii.h"

enum cue {
	SMALL, /* letters; the number of bytes is used in their place */
	SPACE,
	CAPITAL,
	DIGIT,
	HIGH, /* a byte beyond ASCII */
	COMMA,
	COLON,
	QUOTE,
	APOSTROPHE,
	STOP,
	QUESTION,
	EXCLAMATION,
	HYPHEN,
	MARK, /* any other character, as a bracket */
	FIRST_WORD,
	LAST_WORD,
	N_CUES,
};

/* Steps of a count of one: rare characters say more and weigh more. */
static const uint8_t steps[N_CUES] = {
	[SPACE] = 2,
	[CAPITAL] = 4,
	[DIGIT] = 6,
	[HIGH] = 4,
	[COMMA] = 8,
	[COLON] = 12,
	[QUOTE] = 12,
	[APOSTROPHE] = 12,
	[STOP] = 12,
	[QUESTION] = 24,
	[EXCLAMATION] = 24,
	[HYPHEN] = 8,
	[MARK] = 12,
	[FIRST_WORD] = 1,
	[LAST_WORD] = 1,
};

enum { BYTES_A_STEP = 3 };

static enum cue
cue_of(char c)
{
	if (ascii_lower(c))
		return SMALL;
	if (ascii_upper(c))
		return CAPITAL;
	if (ascii_digit(c))
		return DIGIT;
	if ((unsigned char)c >= 0x80)
		return HIGH;
	switch (c) {
	case ' ':
		return SPACE;
	case ',':
		return COMMA;
	case ';':
	case ':':
		return COLON;
	case '"':
		return QUOTE;
	case '\'':
		return APOSTROPHE;
	case '.':
		return STOP;
	case '?':
		return QUESTION;
	case '!':
		return EXCLAMATION;
	case '-':
		return HYPHEN;
	default:
		return MARK;
	}
}

static uint8_t
capped(size_t n)
{
	return n < UINT8_MAX ? (uint8_t)n : UINT8_MAX;
}

struct profile
profile_of(struct str s)
{
	size_t n[N_CUES] = { 0 }, word = 0;
	struct profile p;

	for (size_t i = 0; i < s.n; i++) {
		enum cue cue = cue_of(s.p[i]);

		n[cue]++;
		if (cue != SPACE) {
			word++;
			continue;
		}
		if (n[SPACE] == 1)
			n[FIRST_WORD] = word;
		word = 0;
	}
	n[LAST_WORD] = word;
	/* the length in bytes, in place of the number of small letters */
	p.cue[0] = capped(s.n / BYTES_A_STEP);
	for (unsigned i = SPACE; i < PROFILE_CUES; i++)
		p.cue[i] = capped(n[i] * steps[i]);
	return p;
}

size_t
profile_distance(const struct profile *a, const struct profile *b, size_t n)
{
	/* 16 bits, so that vector code handles eight cues at a time */
	int16_t sum[PROFILE_CUES] = { 0 }, apart[PROFILE_CUES] = { 0 };
	int steps_off = 0;

	assert(n <= PROFILE_RUN_MAX);
	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; k < PROFILE_CUES; k++) {
			int16_t off = (int16_t)(a[i].cue[k] - b[i].cue[k]);

			sum[k] = (int16_t)(sum[k] + off);
			apart[k] = (int16_t)(apart[k] + (off < 0 ? -off : off));
		}
	for (unsigned k = 0; k < PROFILE_CUES; k++)
		steps_off += apart[k] + abs(sum[k]);
	return (size_t)steps_off;
}
