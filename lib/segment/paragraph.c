/* Where the paragraphs of a document are: see paragraph.h. */
#include "segment/paragraph.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"

enum {
	WRAP_MIN = 30,  /* a shorter line did not end at a width */
	WRAP_MAX = 250, /* no text is wrapped at a larger width */
};

/* The line that begins at from, without its newline. */
static struct str
line_at(struct str text, size_t from)
{
	const char *nl = memchr(text.p + from, '\n', text.n - from);
	size_t end = nl == NULL ? text.n : (size_t)(nl - text.p);

	return str_slice(text, from, end);
}

/* True when the last byte suggests that the line ends within a sentence. */
static bool
breaks_off(struct str line)
{
	return line.n > 0 && strchr(".!?:;\"')*=-", line.p[line.n - 1]) == NULL;
}

/*
 * In a wrapped text, the lines that break off are long, and at least half of
 * them are followed by a small letter.
 */
bool
paragraph_wrapped(struct str text)
{
	size_t at = 0, joined = 0, apart = 0;
	struct str before = STR("");

	while (at < text.n) {
		struct str raw = line_at(text, at), line = str_trim(raw);

		if (line.n > WRAP_MAX)
			return false;
		if (line.n > 0 && breaks_off(before)) {
			if (before.n >= WRAP_MIN && ascii_lower(line.p[0]))
				joined++;
			else
				apart++;
		}
		before = line;
		at += raw.n + 1;
	}
	return joined > 0 && joined >= apart;
}

/* "- ", "* ", "• ", "12. " or "3) " begins an item of a list. */
static bool
begins_item(struct str line)
{
	size_t i = 0;

	if (str_starts(line, STR("- ")) || str_starts(line, STR("* ")) ||
	    str_starts(line, STR("• ")))
		return true;
	while (i < line.n && i < 3 && line.p[i] >= '0' && line.p[i] <= '9')
		i++;
	return i > 0 && i + 1 < line.n &&
	       (line.p[i] == '.' || line.p[i] == ')') && line.p[i + 1] == ' ';
}

bool
paragraph_next(struct str text, bool by_line, size_t *at, struct span *par)
{
	size_t i = *at;

	while (i < text.n && ascii_space(text.p[i]))
		i++;
	if (i >= text.n) {
		*at = text.n;
		return false;
	}
	par->begin = par->end = i;
	while (i < text.n) {
		struct str raw = line_at(text, i), line = str_trim(raw);

		if (line.n == 0 || (par->end > par->begin && begins_item(line)))
			break;
		par->end = (size_t)(line.p - text.p) + line.n;
		i += raw.n + (i + raw.n < text.n);
		if (by_line)
			break;
	}
	assert(par->begin < par->end && par->end <= i);
	*at = i;
	return true;
}
