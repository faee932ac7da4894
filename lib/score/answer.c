/* The text of an answer and where it ends: see answer.h. */
#include "score/answer.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

static struct str
unescaped(const char *from, struct arena *a)
{
	char *to = arena_copy(a, from, strlen(from));
	struct str s = { to, 0 };

	for (; *from != '\0'; from++) {
		bool escape = from[0] == '\\' && from[1] != '\0' &&
			      strchr("nt\\", from[1]) != NULL;
		char c = escape ? *++from : *from;

		to[s.n++] = escape && c == 'n'   ? '\n'
			    : escape && c == 't' ? '\t'
						 : c;
	}
	return s;
}

struct texts
answer_stops(const char *const *typed, size_t n, struct arena *a)
{
	struct str *v = arena_alloc(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = unescaped(typed[i], a);
	return (struct texts){ v, n };
}

/* Byte of the first stop text that ends at or after `from`, text.n if none. */
static size_t
find_stop(struct str text, struct texts stop, size_t from)
{
	size_t first = text.n;

	for (size_t i = 0; i < stop.n; i++) {
		struct str s = stop.v[i];
		size_t at = from < s.n ? 0 : from - s.n + 1;
		const char *p;

		if (s.n == 0 || at >= text.n)
			continue;
		p = memmem(text.p + at, text.n - at, s.p, s.n);
		if (p != NULL && (size_t)(p - text.p) < first)
			first = (size_t)(p - text.p);
	}
	return first;
}

bool
answer_add(struct answer *a, const struct answer_end *end, uint32_t id)
{
	size_t from = a->text.n, stop;
	struct err no_text; /* an id that stands for nothing adds nothing */

	assert(!a->ended);
	if (id == end->end_id || id == tokenizer_eos(end->tokenizer)) {
		a->ended = true;
		return false;
	}
	if (tokenizer_decode(end->tokenizer, id, &a->text, &no_text))
		return true;
	stop = find_stop(buf_view(&a->text), end->stop, from);
	a->ended = stop < a->text.n;
	a->text.n = stop;
	return !a->ended;
}

void
answer_put(const struct answer *a, struct buf *out)
{
	utf8_repair(out, str_trim(buf_view(&a->text)));
}

void
answer_release(struct answer *a)
{
	buf_release(&a->text);
	*a = (struct answer){ 0 };
}
