/* Where the sentences of a paragraph end: see sentence.h. */
#include "segment/sentence.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "segment/ending.h"
#include "segment/mark.h"
#include "segment/place.h"

struct splitter {
	struct sight sight;
	size_t item;            /* where the next item of a running list is */
	struct mark_item marks; /* of the list, and that item's number */
};

struct splitter *
splitter_new(const struct rules *r, struct err *e)
{
	struct splitter *s = mem_new(1, sizeof *s);

	if (sight_init(&s->sight, r, e)) {
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
	sight_release(&s->sight);
	free(s);
}

/* The number of a note, " 4 Even", before a usual first word. */
static size_t
take_number(const struct sight *s, size_t end)
{
	struct str t = s->text, w;
	size_t i = end;

	while (i - end < 2 && ascii_digit(mark_byte(t, i + 1)))
		i++;
	if (i == end || mark_byte(t, end) != ' ' || mark_byte(t, i + 1) != ' ')
		return end;
	w = mark_word_after(t, i + 2);
	return w.n > 0 && ascii_upper(w.p[0]) &&
		       (rules_word(s->rules, w) & WORD_STARTER)
		   ? i + 1
		   : end;
}

/* Where the sentence ends for good, with an emoticon or a note's number. */
static size_t
widen(const struct sight *s, size_t end)
{
	size_t i = mark_spaces(s->text, end), n = mark_emoticon(s->text, i);

	return n > 0 ? i + n : take_number(s, end);
}

/* Looks at the stops at begin: true and where the sentence ends, or go on. */
static bool
stops_end(struct sight *s, size_t begin, size_t *end, size_t *go_on)
{
	struct place p;

	place_look(&p, s, begin);
	*go_on = p.stops_end;
	if (ending_before_dots(s, &p)) {
		*end = begin + 1;
		return true;
	}
	if (!ending_at(s, &p))
		return false;
	*end = widen(s, p.end);
	return true;
}

/* A bullet begins the next sentence, an emoticon before a capital ends one. */
static bool
mark_ends(struct sight *s, enum place_kind kind, size_t begin, size_t *end)
{
	size_t n;

	if (begin == s->at || !ascii_space(s->text.p[begin - 1]))
		return false;
	*end = begin;
	if (kind == PLACE_BULLET)
		return true;
	n = mark_emoticon(s->text, begin);
	*end = begin + n;
	return n > 0 &&
	       sight_class(s, mark_spaces(s->text, begin + n)) == UPPER;
}

/* The end of the sentence that begins at s->at; the text's when none is met. */
static size_t
find_end(struct sight *s)
{
	size_t i = s->at, end;
	enum place_kind kind;

	while ((kind = rules_next(s->rules, s->text, &i)) != PLACE_NONE) {
		if (kind == PLACE_STOP) {
			if (stops_end(s, i, &end, &i))
				return end;
			continue;
		}
		if (mark_ends(s, kind, i, &end))
			return end;
		i++;
	}
	return s->text.n;
}

/* Finds the item after the one whose number the running list is at. */
static void
find_item(struct splitter *s, size_t from)
{
	struct str t = s->sight.text;
	struct mark_item m;

	s->item = t.n;
	if (s->marks.style == '\0')
		return;
	for (size_t i = from; i < t.n; i++) {
		const char *space = memchr(t.p + i, ' ', t.n - i);
		size_t end;

		if (space == NULL)
			break;
		i = (size_t)(space - t.p);
		end = mark_item(t, i + 1, &m);
		if (end > i + 1 && m.number == s->marks.number + 1 &&
		    m.letter == s->marks.letter && m.style == s->marks.style &&
		    ascii_upper(mark_byte(t, end + 1))) {
			s->item = i + 1;
			s->marks.number = m.number;
			return;
		}
	}
	s->marks.style = '\0';
}

void
splitter_begin(struct splitter *s, struct str paragraph)
{
	size_t end;

	s->sight.text = paragraph;
	s->sight.at = 0;
	end = mark_item(paragraph, 0, &s->marks);
	if (end == 0 || s->marks.number != 1)
		s->marks.style = '\0';
	find_item(s, end);
}

bool
splitter_next(struct splitter *s, struct span *sentence)
{
	struct sight *g = &s->sight;
	size_t begin = g->at, end;

	if (begin >= g->text.n)
		return false;
	end = find_end(g);
	if (s->item > begin && s->item <= end) {
		end = s->item;
		find_item(s, s->item);
	}
	g->at = mark_spaces(g->text, end);
	while (end > begin && ascii_space(g->text.p[end - 1]))
		end--;
	assert(end > begin);
	*sentence = (struct span){ begin, end };
	return true;
}
