/* Patterns of tokenizer files in PCRE2's words: see pattern.h. */
#include "tok/pattern.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "tok/unicode_late.h"

struct translator {
	struct buf *out;
	struct str in;
	size_t at;
	enum pattern_dialect dialect;
	unsigned in_class;
	struct err *e;
};

/* A script and what was added to it after Unicode 14. */
struct script {
	const char *name, *late;
};

static const struct script scripts[] = {
	{ "Han", "\\x{2b739}\\x{2ebf0}-\\x{2ee5d}\\x{31350}-\\x{323af}" },
	{ "Hiragana", "\\x{1b132}" },
	{ "Katakana", "\\x{1b155}" },
	{ "Hangul", "" },
};

static int
refuse(struct translator *t, const char *what)
{
	return err_set(t->e,
	    "pattern '%.*s' cannot be matched exactly: %s at byte %zu",
	    STR_ARG(t->in), what, t->at);
}

static int
peek(const struct translator *t, size_t ahead)
{
	size_t i = t->at + ahead;

	return i < t->in.n ? (unsigned char)t->in.p[i] : -1;
}

static void
copy(struct translator *t, size_t n)
{
	buf_str(t->out, str_slice(t->in, t->at, t->at + n));
	t->at += n;
}

static bool
is_category(struct str name)
{
	static const char *const second[] = { "L", "ultmo", "M", "nce", "N",
		"dlo", "P", "cdseifo", "S", "mcko", "Z", "slp", "C", "cfson" };

	if (name.n == 0 || name.n > 2)
		return false;
	for (size_t i = 0; i < sizeof second / sizeof *second; i += 2)
		if (second[i][0] == name.p[0])
			return name.n == 1 ||
			       strchr(second[i + 1], name.p[1]) != NULL;
	return false;
}

/* The inside of a class for a property; false if it is not known here. */
static bool
put_property(struct buf *out, struct str name)
{
	if (is_category(name)) {
		buf_printf(out, "\\p{%.*s}", STR_ARG(name));
		unicode_late_ranges(out, name);
		return true;
	}
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		if (str_eq(str_of(scripts[i].name), name)) {
			buf_printf(out, "\\p{sc:%.*s}%s", STR_ARG(name),
			    scripts[i].late);
			return true;
		}
	}
	return false;
}

/* Opens the class that an escape is written as; close_class ends it. */
static int
open_class(struct translator *t, bool negated)
{
	if (t->in_class && negated)
		return refuse(t, "a negated class inside a class");
	if (!t->in_class)
		buf_str(t->out, negated ? STR("[^") : STR("["));
	return 0;
}

static void
close_class(struct translator *t)
{
	if (!t->in_class)
		buf_byte(t->out, ']');
}

static int
property(struct translator *t)
{
	const char *close;
	struct str name;
	bool negated = peek(t, 1) == 'P';

	close = peek(t, 2) != '{'
		    ? NULL
		    : memchr(t->in.p + t->at, '}', t->in.n - t->at);
	if (close == NULL)
		return refuse(t, "a property without braces");
	name = str_slice(t->in, t->at + 3, (size_t)(close - t->in.p));
	if (open_class(t, negated))
		return -1;
	if (!put_property(t->out, name))
		return refuse(t, "a property that is not known here");
	close_class(t);
	t->at += 4 + name.n;
	return 0;
}

static int
class_escape(struct translator *t)
{
	int c = peek(t, 1);

	if (open_class(t, isupper(c)))
		return -1;
	switch (tolower(c)) {
	case 's':
		buf_str(t->out, STR(PATTERN_SPACE));
		break;
	case 'd':
		put_property(t->out, STR("Nd"));
		break;
	default: /* word characters */
		buf_str(t->out, STR("\\p{Alphabetic}"));
		put_property(t->out, STR("L"));
		put_property(t->out, STR("M"));
		put_property(t->out, STR("Nd"));
		put_property(t->out, STR("Pc"));
		/* join controls in Rust; all of Latin-1's digits in Oniguruma,
		 * but not inside a class */
		if (t->dialect == PATTERN_TIKTOKEN)
			buf_str(t->out, STR("\\x{200c}\\x{200d}"));
		else if (!t->in_class)
			buf_str(t->out,
			    STR("\\x{b2}\\x{b3}\\x{b9}\\x{bc}-\\x{be}"));
	}
	close_class(t);
	t->at += 2;
	return 0;
}

/* \xHH, \x{H…} and \uHHHH. */
static int
code_escape(struct translator *t)
{
	bool braces = peek(t, 2) == '{';
	size_t want = peek(t, 1) == 'u' ? 4 : 2, n = 0;
	size_t first = braces ? 3 : 2;

	while (peek(t, first + n) >= 0 && isxdigit(peek(t, first + n)) &&
	       (braces || n < want))
		n++;
	if (n == 0 || n > 6 || (!braces && n != want) ||
	    (braces && peek(t, first + n) != '}'))
		return refuse(t, "a bad code point");
	buf_printf(t->out, "\\x{%.*s}",
	    STR_ARG(str_slice(t->in, t->at + first, t->at + first + n)));
	t->at += first + n + braces;
	return 0;
}

static int
escape(struct translator *t)
{
	int c = peek(t, 1);

	switch (c) {
	case 'p':
	case 'P':
		return property(t);
	case 's':
	case 'S':
	case 'd':
	case 'D':
	case 'w':
	case 'W':
		return class_escape(t);
	case 'x':
	case 'u':
		return code_escape(t);
	case 'v':
		buf_str(t->out, STR("\\x0b"));
		t->at += 2;
		return 0;
	case 'r':
	case 'n':
	case 't':
	case 'f':
		copy(t, 2);
		return 0;
	default:
		if (c < 0 || c >= 0x80 || isalnum(c))
			return refuse(t, "an escape that is not known here");
		copy(t, 2);
		return 0;
	}
}

static int
group(struct translator *t)
{
	static const char *const known[] = { "(?:", "(?i:", "(?=", "(?!",
		"(?<=", "(?<!", "(?>" };
	struct str rest = str_slice(t->in, t->at, t->in.n);

	if (peek(t, 1) == '*')
		return refuse(t, "a repeat of nothing");
	if (peek(t, 1) != '?') {
		copy(t, 1);
		return 0;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (str_starts(rest, str_of(known[i]))) {
			copy(t, strlen(known[i]));
			return 0;
		}
	}
	return refuse(t, "a kind of group that is not known here");
}

/* {n}, {n,} and {n,m}; Ruby has no possessive form of it. */
static int
counted(struct translator *t)
{
	size_t n = 1, digits = 0;

	while (isdigit(peek(t, n))) {
		n++;
		digits++;
	}
	if (peek(t, n) == ',')
		n++;
	while (isdigit(peek(t, n)))
		n++;
	if (digits == 0 || peek(t, n) != '}')
		return refuse(t, "a brace that counts nothing");
	if (peek(t, n + 1) == '+' && t->dialect == PATTERN_TOKENIZERS)
		return refuse(t, "a '+' after a counted repeat");
	copy(t, n + 1);
	return 0;
}

static int
anchor(struct translator *t)
{
	bool end = peek(t, 0) == '$';

	if (t->dialect == PATTERN_TIKTOKEN)
		buf_str(t->out, end ? STR("\\z") : STR("\\A"));
	else
		buf_str(t->out, end ? STR("(?m:$)") : STR("(?m:^)"));
	t->at++;
	return 0;
}

/* A class inside a class adds to it. */
static int
inner_class(struct translator *t)
{
	int c = peek(t, 1);

	if (c == '^' || c == ':' || c == ']' || t->in.p[t->at - 1] == '-')
		return refuse(t, "such a class inside a class");
	t->in_class++;
	t->at++;
	return 0;
}

static int
in_class(struct translator *t)
{
	int c = peek(t, 0);

	if (c == '[')
		return inner_class(t);
	if (c == ']' && t->in_class > 1) {
		if (peek(t, 1) == '-')
			return refuse(t, "a '-' behind an inner class");
		t->in_class--;
		t->at++;
		return 0;
	}
	if ((c == '&' || c == '-' || c == '~') && peek(t, 1) == c)
		return refuse(t, "an operator of classes");
	if (c == '\\')
		return escape(t);
	t->in_class -= c == ']';
	copy(t, 1);
	return 0;
}

static int
step(struct translator *t)
{
	if (t->in_class)
		return in_class(t);
	switch (peek(t, 0)) {
	case '\\':
		return escape(t);
	case '[':
		t->in_class = true;
		copy(t, peek(t, 1) == '^' ? 2 : 1);
		return peek(t, 0) == ']' ? refuse(t, "an empty class") : 0;
	case '(':
		return group(t);
	case '{':
		return counted(t);
	case '^':
	case '$':
		return anchor(t);
	default:
		copy(t, 1);
		return 0;
	}
}

int
pattern_translate(struct buf *out, struct str pattern,
    enum pattern_dialect dialect, struct err *e)
{
	struct translator t = {
		.out = out, .in = pattern, .dialect = dialect, .e = e
	};

	if (dialect == PATTERN_PCRE2) {
		buf_str(out, pattern);
		return 0;
	}
	while (t.at < t.in.n)
		if (step(&t))
			return -1;
	return 0;
}

void
pattern_quote(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c < 0x80 && !isalnum(c))
			buf_printf(out, "\\x{%x}", c);
		else
			buf_byte(out, text.p[i]);
	}
}

void
pattern_punctuation(struct buf *out)
{
	/* Unicode 8 knew two that were, and not yet these */
	buf_str(out,
	    STR("[\\x{166d}\\x{111c9}]|(?![\\x{61d}\\x{9fd}\\x{a76}\\x{c77}"
		"\\x{c84}\\x{1b7d}\\x{1b7e}\\x{2e43}-\\x{2e5d}\\x{10ead}"
		"\\x{10f55}-\\x{10f59}\\x{10f86}-\\x{10f89}\\x{1144b}-"
		"\\x{1145d}\\x{11660}-\\x{1166c}\\x{116b9}\\x{1183b}"
		"\\x{11944}-\\x{11946}\\x{119e2}\\x{11a3f}-\\x{11a46}"
		"\\x{11a9a}-\\x{11a9c}\\x{11a9e}-\\x{11aa2}\\x{11c41}-"
		"\\x{11c45}\\x{11c70}\\x{11c71}\\x{11ef7}\\x{11ef8}"
		"\\x{11fff}\\x{12ff1}\\x{12ff2}\\x{16e97}-\\x{16e9a}"
		"\\x{16fe2}\\x{1e95e}\\x{1e95f}"));
	unicode_late_ranges(out, STR("P"));
	buf_str(out, STR("])[!-\\/:-@\\[-`{-~\\p{P}]"));
}
