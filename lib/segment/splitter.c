/* Splits a paragraph into sentences: see splitter.h. */
#include "segment/splitter.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "segment/boundary.h"
#include "segment/lex.h"
#include "segment/unpunctuated.h"

struct splitter {
	struct scanner scanner;
	/* a list whose items follow on one line, "1) Wash it 2) Dry it": */
	size_t next_item;      /* where its next item begins, or the end */
	struct list_item item; /* and that item's number; style 0: no list */
};

struct splitter *
splitter_new(const struct rules *r, struct learned *l, struct err *e)
{
	struct splitter *s = mem_new(1, sizeof *s);

	if (scanner_init(&s->scanner, r, l, e)) {
		splitter_free(s);
		return NULL;
	}
	return s;
}

void
splitter_free(struct splitter *s)
{
	if (s == NULL)
		return;
	scanner_release(&s->scanner);
	free(s);
}

/* Skips a note's number, " 4", before a usual first word: "done. 4 Even". */
static size_t
skip_note_number(const struct scanner *s, size_t end)
{
	struct str t = s->text, w;
	size_t i = end;

	while (i - end < 2 && ascii_digit(lex_byte(t, i + 1)))
		i++;
	if (i == end || lex_byte(t, end) != ' ' || lex_byte(t, i + 1) != ' ')
		return end;
	w = lex_word_after(t, i + 2);
	return w.n > 0 && ascii_upper(w.p[0]) &&
		       (rules_word(s->rules, w) & WORD_STARTER)
		   ? i + 1
		   : end;
}

/* The end of a sentence with the emoticon or note's number that follows. */
static size_t
extend_end(const struct scanner *s, size_t end)
{
	size_t i = lex_spaces(s->text, end), n = lex_emoticon(s->text, i);

	return n > 0 ? i + n : skip_note_number(s, end);
}

/* True and *end if a sentence ends at the stops at begin; *go_on is after them.
 */
static bool
stops_end(struct scanner *s, size_t begin, size_t *end, size_t *go_on)
{
	struct candidate c;

	candidate_read(&c, s, begin);
	boundary_note(s, &c);
	*go_on = c.stops_end;
	if (c.next == c.stops_end && c.dots && c.n_stops == 1) {
		*end =
		    c.follows == CHAR_DIGIT ? unpunctuated_label(s, begin) : 0;
		if (*end == 0)
			*end = unpunctuated_address(s, begin);
		if (*end > 0)
			return true;
	}
	if (boundary_before_dots(s, &c)) {
		*end = begin + 1;
		return true;
	}
	if (!boundary_at(s, &c))
		return false;
	*end = extend_end(s, c.end);
	return true;
}

/* A dash breaks a sentence off when another begins after it: "I w — We had". */
static bool
dash_ends(const struct scanner *s, size_t begin, size_t *end)
{
	struct str t = s->text, w;
	size_t n;

	utf8_decode(t, begin, &n);
	*end = begin + n;
	if (lex_byte(t, *end) != ' ' || !ascii_upper(lex_byte(t, *end + 1)))
		return false;
	w = lex_word_after(t, *end + 1);
	return (rules_word(s->rules, w) & WORD_STARTER) != 0 &&
	       !str_starts(w, STR("I'")) && !str_starts(w, STR("I’"));
}

/* A bullet begins a sentence, and an emoticon before a capital ends one. */
static bool
symbol_ends(
    struct scanner *s, enum candidate_kind kind, size_t begin, size_t *end)
{
	size_t n;

	if (kind == CANDIDATE_EMOTICON && begin > s->at &&
	    ascii_digit(s->text.p[begin - 1])) {
		*end = unpunctuated_stamp(s, begin);
		return *end > 0;
	}
	if (begin == s->at || !ascii_space(s->text.p[begin - 1]))
		return false;
	*end = begin;
	if (kind == CANDIDATE_BULLET)
		return true;
	if (kind == CANDIDATE_DASH)
		return dash_ends(s, begin, end);
	n = lex_emoticon(s->text, begin);
	*end = begin + n;
	return n > 0 &&
	       scanner_class(s, lex_spaces(s->text, begin + n)) == CHAR_UPPER;
}

/* The end of the sentence that begins at s->at. */
static size_t
find_end(struct scanner *s)
{
	size_t i = s->at, end = unpunctuated_start(s);
	enum candidate_kind kind;

	if (end > 0)
		return end;
	while ((kind = rules_next(s->rules, s->text, &i)) != CANDIDATE_NONE) {
		if (kind == CANDIDATE_STOP) {
			if (stops_end(s, i, &end, &i))
				return end;
			continue;
		}
		if (symbol_ends(s, kind, i, &end))
			return end;
		i++;
	}
	return s->text.n;
}

/* Finds the list's next item at or after from. */
static void
find_item(struct splitter *s, size_t from)
{
	struct str t = s->scanner.text;
	struct list_item m;

	s->next_item = t.n;
	if (s->item.style == '\0')
		return;
	for (size_t i = from; i < t.n; i++) {
		const char *space = memchr(t.p + i, ' ', t.n - i);
		size_t end;

		if (space == NULL)
			break;
		i = (size_t)(space - t.p);
		end = lex_item(t, i + 1, &m);
		if (end > i + 1 && m.number == s->item.number + 1 &&
		    m.letter == s->item.letter && m.style == s->item.style &&
		    ascii_upper(lex_byte(t, end + 1))) {
			s->next_item = i + 1;
			s->item.number = m.number;
			return;
		}
	}
	s->item.style = '\0';
}

void
splitter_begin(struct splitter *s, struct str paragraph)
{
	size_t end;

	assert(str_trim(paragraph).n == paragraph.n);
	s->scanner.text = paragraph;
	s->scanner.at = 0;
	end = lex_item(paragraph, 0, &s->item);
	if (end == 0 || s->item.number != 1)
		s->item.style = '\0';
	find_item(s, end);
}

bool
splitter_next(struct splitter *s, struct span *sentence)
{
	struct scanner *g = &s->scanner;
	size_t begin = g->at, end;

	if (begin >= g->text.n)
		return false;
	end = find_end(g);
	if (s->next_item > begin && s->next_item <= end) {
		end = s->next_item;
		find_item(s, s->next_item);
	}
	g->at = lex_spaces(g->text, end);
	while (end > begin && ascii_space(g->text.p[end - 1]))
		end--;
	assert(end > begin);
	*sentence = (struct span){ begin, end };
	return true;
}
