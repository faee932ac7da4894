/* Reading record streams: see reader.h. */
#include "io/reader.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/input.h"
#include "io/stream.h"

enum { VERSION = 1 }; /* of the header */

#define NOWHERE ((size_t)-1)
#define INTRO_START STR("{\"icl\":")

struct reader {
	const char *const *files;
	size_t n_files, at; /* operands, and which is being read */
	bool opened;        /* the first one has been */
	struct input *input;

	char *text; /* decompressed: what is unread is [pos, n) */
	size_t pos, n, cap;
	size_t start; /* where in text a frame or FILE begins, or NOWHERE */

	uint64_t max_line; /* bytes */
	unsigned kinds;
	enum kind kind;
	struct json *intro;
	uint64_t lineno, total;
	uint64_t records; /* binary ones of this FILE */
	bool inside;      /* the last of them is being read */
	bool any;         /* a byte of the stream was seen */
	bool blank;       /* blank lines are wanted */
	bool kept;        /* an error that is still to be told */
	struct err why;
};

static uint64_t
size_of(const char *path)
{
	struct stat st;
	int rc =
	    strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) : stat(path, &st);

	return rc == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}

struct reader *
reader_new(const char *const *files, size_t n)
{
	static const char *const only_stdin[] = { "-" };
	struct reader *r = mem_new(1, sizeof *r);

	r->files = n == 0 ? only_stdin : files;
	r->n_files = n == 0 ? 1 : n;
	r->input = input_new();
	r->start = NOWHERE;
	r->max_line = READER_LINE_MAX;
	for (size_t i = 0; i < r->n_files; i++) {
		uint64_t size = size_of(r->files[i]);

		if (size == 0) { /* a pipe: no total can be told */
			r->total = 0;
			break;
		}
		r->total += size;
	}
	return r;
}

void
reader_free(struct reader *r)
{
	if (r == NULL)
		return;
	input_free(r->input);
	json_free(r->intro);
	free(r->text);
	free(r);
}

void
reader_max_line(struct reader *r, uint64_t bytes)
{
	r->max_line = bytes;
}

enum kind
reader_kind(const struct reader *r)
{
	return r->kind;
}

const struct json *
reader_intro(const struct reader *r)
{
	return r->intro;
}

const char *
reader_name(const struct reader *r)
{
	const char *name = r->files[r->at];

	return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

uint64_t
reader_lineno(const struct reader *r)
{
	return r->lineno;
}

int
reader_err(const struct reader *r, struct err *e)
{
	if (r->records == 0)
		return err_prefix(
		    e, "%s:%ju", reader_name(r), (uintmax_t)r->lineno);
	return err_prefix(e, "%s: %srecord %ju", reader_name(r),
	    r->inside ? "" : "after ", (uintmax_t)r->records);
}

/* How far the current FILE was read, as "after line 4" or "in record 5". */
enum { HOW_FAR = 48 };

static const char *
how_far(const struct reader *r, char text[HOW_FAR])
{
	bool lines = r->records == 0;

	snprintf(text, HOW_FAR, "%s %s %ju", r->inside ? "in" : "after",
	    lines ? "line" : "record",
	    (uintmax_t)(lines ? r->lineno : r->records));
	return text;
}

void
reader_tick(const struct reader *r, struct progress *p, uint64_t count)
{
	progress_tick(p, count, input_done(r->input), r->total);
}

/* Room for more text after what is unread. */
static int
make_room(struct reader *r, struct err *e)
{
	if (r->pos > 0) {
		memmove(r->text, r->text + r->pos, r->n - r->pos);
		if (r->start != NOWHERE)
			r->start =
			    r->start < r->pos ? NOWHERE : r->start - r->pos;
		r->n -= r->pos;
		r->pos = 0;
	}
	if (r->n > r->max_line)
		return err_set(e,
		    "%s:%ju: a line of more than %ju bytes; raise --max-line",
		    reader_name(r), (uintmax_t)r->lineno + 1,
		    (uintmax_t)r->max_line);
	r->text = mem_grow(r->text, &r->cap, r->n + INPUT_ROOM, 1);
	return 0;
}

static int
cut_short(const struct reader *r, struct err *e)
{
	char text[HOW_FAR];

	return err_set(e,
	    "%s: stream ends early %s; the tool before this one failed, or "
	    "the file is cut",
	    reader_name(r), how_far(r, text));
}

/* Takes a step: 1, perhaps without more text, 0 at the current FILE's end. */
static int
step(struct reader *r, struct err *e)
{
	char text[HOW_FAR];
	bool starts = false;
	size_t got;
	int rc;

	if (make_room(r, e))
		return -1;
	rc = input_take(r->input, r->text + r->n, &got, &starts, e);
	if (rc < 0 && r->lineno > 0)
		err_prefix(e, "%s", how_far(r, text));
	if (rc < 0)
		return err_prefix(e, "%s", reader_name(r));
	if (rc == 0 && input_is_cut(r->input))
		return cut_short(r, e);
	if (starts)
		r->start = r->n;
	r->n += got;
	r->any |= got > 0;
	return rc;
}

/* 1 when the current FILE gave more text, 0 at its end. */
static int
refill(struct reader *r, struct err *e)
{
	size_t unread = r->n - r->pos;
	int rc;

	do
		rc = step(r, e);
	while (rc > 0 && r->n - r->pos == unread);
	return rc;
}

/* 1 with the next FILE open, 0 when there is none. */
static int
next_file(struct reader *r, struct err *e)
{
	input_close(r->input);
	if (r->opened && r->at + 1 == r->n_files)
		return 0;
	r->at += r->opened;
	r->opened = true;
	r->lineno = r->records = 0;
	r->start = r->n;
	return input_open(r->input, r->files[r->at], e) ? -1 : 1;
}

static int
wrong_kind(const struct reader *r, struct str name, struct err *e)
{
	struct buf wanted = { 0 };

	for (unsigned k = 0; k < N_KINDS; k++)
		if (r->kinds & 1u << k)
			buf_printf(&wanted, "%s%s", wanted.n > 0 ? " or " : "",
			    kind_name((enum kind)k));
	err_set(e, "a stream of '%.*s', not of %s", STR_ARG(name), wanted.p);
	buf_release(&wanted);
	return reader_err(r, e);
}

/* Ids mean something else in another vocabulary. */
static int
check_vocab(const struct reader *r, const struct json *intro, struct err *e)
{
	static const char *const names[] = { "tokens", "vocab", "digest" };
	struct buf a = { 0 }, b = { 0 };
	bool same;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		json_put(&a, json_get(r->intro, names[i]));
		json_put(&b, json_get(intro, names[i]));
	}
	same = str_eq(buf_view(&a), buf_view(&b));
	buf_release(&a);
	buf_release(&b);
	if (same)
		return 0;
	err_set(e, "tokens of another vocabulary than the stream began with; "
		   "make them all with one tokenizer");
	return reader_err(r, e);
}

/* Takes a header; r->lineno is its line. */
static int
take_intro(struct reader *r, struct str line, struct err *e)
{
	struct json *j = json_parse(line, e);
	struct str name;
	int kind;

	if (j == NULL)
		return reader_err(r, e);
	name = json_str(json_get(j, "kind"));
	kind = kind_find(name);
	if (json_int(json_get(j, "icl"), 0) != VERSION) {
		err_set(e, "a header of another version than %d", VERSION);
		reader_err(r, e);
	} else if (kind <= KIND_TEXT || (r->kinds & 1u << kind) == 0 ||
		   (r->intro != NULL && kind != (int)r->kind)) {
		wrong_kind(r, name, e);
	} else if (r->intro == NULL) {
		r->intro = j;
		r->kind = (enum kind)kind;
		return 0;
	} else if (kind != KIND_TOKENS || check_vocab(r, j, e) == 0) {
		json_free(j);
		return 0;
	}
	json_free(j);
	return -1;
}

/* Plain text that a zstd stream was joined to: no text has its magic bytes. */
static int
refuse_joined(const struct reader *r, const char *p, size_t n, struct err *e)
{
	const char *end = p + n, *last = p;

	if (input_is_zstd(r->input))
		return 0;
	while ((last = memchr(last, STREAM_MAGIC_LAST, (size_t)(end - last))) !=
	       NULL) {
		const char *at = last - (STREAM_MAGIC - 1);

		if (last - p >= STREAM_MAGIC - 1 &&
		    stream_is_zstd((const unsigned char *)at, STREAM_MAGIC))
			return err_set(e,
			    "%s:%ju: a zstd stream joined to plain text; name "
			    "each as a FILE of its own",
			    reader_name(r), (uintmax_t)r->lineno);
		last++;
	}
	return 0;
}

/* 1 and a line of the current FILE, its view good until the next refill. */
static int
raw_line(struct reader *r, struct str *line, struct err *e)
{
	size_t seen = 0; /* bytes from pos on that hold no newline */

	for (;;) {
		const char *from = r->text == NULL ? NULL : r->text + r->pos;
		size_t left = r->n - r->pos;
		const char *nl = left == seen
				     ? NULL
				     : memchr(from + seen, '\n', left - seen);
		int rc;

		if (nl != NULL) {
			*line = (struct str){ from, (size_t)(nl - from) };
			r->pos += line->n + 1;
			r->lineno++;
			return refuse_joined(r, line->p, line->n, e) ? -1 : 1;
		}
		seen = left;
		rc = refill(r, e);
		if (rc < 0)
			return -1;
		if (rc == 0 && left == 0)
			return 0;
		if (rc == 0) { /* plain text may end without a newline */
			*line = (struct str){ r->text + r->pos, left };
			r->pos = r->n;
			r->lineno++;
			return refuse_joined(r, line->p, line->n, e) ? -1 : 1;
		}
	}
}

/* True when a header may be at the read position. */
static bool
may_introduce(const struct reader *r)
{
	return !input_is_zstd(r->input) || r->pos == r->start;
}

/* Whether the unread text starts with a header: 1, 0, -1 on error. */
static int
at_intro(struct reader *r, struct err *e)
{
	for (;;) {
		size_t n = r->n - r->pos;
		int rc;

		if (n > INTRO_START.n)
			n = INTRO_START.n;
		if (n > 0 && (memcmp(r->text + r->pos, INTRO_START.p, n) != 0 ||
				 n == INTRO_START.n))
			return n == INTRO_START.n &&
			       memcmp(r->text + r->pos, INTRO_START.p, n) ==
				   0 &&
			       may_introduce(r);
		rc = refill(r, e);
		if (rc <= 0)
			return rc;
	}
}

/* Takes the headers at the read position, going to the next FILE if asked. */
static int
skip_intros(struct reader *r, bool across_files, struct err *e)
{
	for (;;) {
		struct str line;
		int rc = at_intro(r, e);

		if (rc < 0)
			return -1;
		if (rc > 0) {
			if (raw_line(r, &line, e) < 0 || take_intro(r, line, e))
				return -1;
			continue;
		}
		if (r->n > r->pos)
			return 1;
		rc = across_files ? next_file(r, e) : 0;
		if (rc <= 0)
			return rc;
	}
}

static enum kind
lowest(unsigned kinds)
{
	unsigned k = 0;

	while ((kinds & 1u << k) == 0)
		k++;
	assert(k < N_KINDS);
	return (enum kind)k;
}

int
reader_begin(struct reader *r, unsigned kinds, struct err *e)
{
	bool text = kinds & 1u << KIND_TEXT;
	int rc;

	assert(!r->opened && kinds != 0);
	r->kinds = kinds;
	r->kind = lowest(kinds);
	if (next_file(r, e) < 0)
		return -1;
	rc = skip_intros(r, !text, e);
	if (rc < 0)
		return -1;
	if (rc == 0 && !r->any && !text)
		return err_set(e,
		    "%s: empty; the tool before this one failed, or the file "
		    "has no records",
		    reader_name(r));
	return 0;
}

static bool
is_blank(struct str line)
{
	return str_trim(line).n == 0;
}

void
reader_blank(struct reader *r, bool wanted)
{
	r->blank = wanted;
}

void
reader_keep(struct reader *r, const struct err *e)
{
	r->kept = true;
	r->why = *e;
}

int
reader_line(struct reader *r, struct str *line, struct err *e)
{
	if (r->kept) {
		*e = r->why;
		return -1;
	}
	for (;;) {
		int rc;

		if (r->kind != KIND_TEXT) {
			rc = skip_intros(r, true, e);
			if (rc <= 0)
				return rc;
		}
		rc = raw_line(r, line, e);
		if (rc < 0)
			return -1;
		if (rc > 0 &&
		    (r->kind == KIND_TEXT || r->blank || !is_blank(*line)))
			return 1;
		if (rc == 0) {
			rc = next_file(r, e);
			if (rc <= 0)
				return rc;
		}
	}
}

int
reader_ready(struct reader *r, int ms, struct err *e)
{
	size_t seen = 0; /* bytes from pos on that hold no newline */

	if (r->kept)
		return 1;
	for (;;) {
		size_t left = r->n - r->pos;
		int rc;

		if (left > seen &&
		    memchr(r->text + r->pos + seen, '\n', left - seen) != NULL)
			return 1;
		seen = left;
		if (!input_ready(r->input, ms))
			return 0;
		rc = step(r, e);
		if (rc <= 0)
			return rc < 0 ? -1 : 1;
	}
}

int
reader_more(struct reader *r, struct err *e)
{
	int rc;

	r->inside = false;
	rc = skip_intros(r, true, e);
	r->inside = rc > 0;
	r->records += r->inside;
	return rc;
}

int
reader_bytes(struct reader *r, void *p, size_t n, struct err *e)
{
	char *to = p;

	while (n > 0) {
		size_t k = r->n - r->pos;
		int rc = 1;

		if (k == 0)
			rc = refill(r, e);
		if (rc < 0)
			return -1;
		if (rc == 0)
			return cut_short(r, e);
		k = r->n - r->pos < n ? r->n - r->pos : n;
		memcpy(to, r->text + r->pos, k);
		r->pos += k;
		to += k;
		n -= k;
	}
	return 1;
}

static uint64_t
count_lines(const char *p, size_t n)
{
	const char *end = p + n;
	uint64_t lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

int
reader_text(
    struct reader *r, void *p, size_t n, int ms, size_t *got, struct err *e)
{
	assert(n > 0);
	*got = 0;
	while (r->pos == r->n) {
		int rc;

		if (!input_ready(r->input, ms))
			return 1;
		rc = step(r, e);
		if (rc <= 0)
			return rc;
	}
	*got = r->n - r->pos < n ? r->n - r->pos : n;
	memcpy(p, r->text + r->pos, *got);
	r->lineno += count_lines(p, *got);
	r->pos += *got;
	return refuse_joined(r, p, *got, e) ? -1 : 1;
}

int
reader_next_file(struct reader *r, struct err *e)
{
	return next_file(r, e);
}
