/* The documents of text files or of JSONL: see source.h. */
#include "segment/source.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "io/file.h"
#include "io/json.h"

#define BYTE_ORDER_MARK STR("\xef\xbb\xbf")

enum { CHUNK = 1 << 18 };

enum split { SPLIT_FILE, SPLIT_LINE, SPLIT_BLANK, SPLIT_PATTERN };

/*
 * The line in which the document's end is looked for, in bytes of what is
 * held.  Its valid part is [part, part_end); the last match is empty or
 * [match_begin, match_end).
 */
struct current_line {
	bool known;
	size_t end; /* its newline's place, or the end of the FILE */
	size_t part, part_end;
	size_t match_begin, match_end;
};

struct source {
	struct reader *reader;
	const struct source_options *o;
	struct source_counts counts;
	enum split split;
	struct regex *pattern;
	struct regex_matcher *matcher;

	struct buf held; /* text of the FILE; [at, held.n) is still to do */
	size_t at;       /* where the next document begins */
	size_t scanned;  /* no document ends in [at, scanned) */
	size_t looked;   /* there is no newline in [scanned, looked) */
	struct current_line line; /* the line at scanned, if it is known */
	uint64_t offset;          /* of held's first byte in its FILE */
	bool file_ended;          /* nothing follows held in this FILE */
	uint64_t number;          /* of the last document in its FILE */
	const char *file;         /* JSONL: the FILE of the last record */
	uint64_t lineno;

	struct json *record;      /* JSONL: holds what was handed out */
	struct str rest, rest_id; /* of a long text, what is still to be cut */
	unsigned piece;
	struct buf id, record_id, repaired;
};

static int
choose_split(struct source *s, struct err *e)
{
	static const char *const names[] = { "file", "line", "blank" };

	for (unsigned i = 0; i < 3; i++)
		if (strcmp(s->o->split, names[i]) == 0) {
			s->split = (enum split)i;
			return 0;
		}
	if (s->o->split[0] == '\0')
		return err_set(e, "--split: an empty pattern");
	s->split = SPLIT_PATTERN;
	s->pattern = regex_new(str_of(s->o->split), e);
	if (s->pattern == NULL)
		return err_prefix(e, "--split '%s'", s->o->split);
	s->matcher = regex_matcher_new(s->pattern);
	return 0;
}

struct source *
source_new(struct reader *r, const struct source_options *o, struct err *e)
{
	struct source *s = mem_new(1, sizeof *s);

	s->reader = r;
	s->o = o;
	if (choose_split(s, e)) {
		source_free(s);
		return NULL;
	}
	return s;
}

void
source_free(struct source *s)
{
	if (s == NULL)
		return;
	regex_matcher_free(s->matcher);
	regex_free(s->pattern);
	json_free(s->record);
	buf_release(&s->held);
	buf_release(&s->id);
	buf_release(&s->record_id);
	buf_release(&s->repaired);
	free(s);
}

const struct source_counts *
source_counts(const struct source *s)
{
	return &s->counts;
}

/* "books.txt#3"; the same id whether the FILE is compressed or not. */
static struct str
numbered(struct source *s, uint64_t number)
{
	const char *name = reader_name(s->reader);
	struct str base = strcmp(name, "<stdin>") == 0
			      ? STR("stdin")
			      : str_of(file_basename(name));

	if (str_ends(base, STR(".zst")))
		base.n -= 4;
	buf_reset(&s->id);
	buf_str(&s->id, base);
	buf_printf(&s->id, "#%ju", (uintmax_t)number);
	return buf_view(&s->id);
}

/* Where to cut a long text: after an empty line, a line or a word. */
static size_t
cut_at(struct str text, size_t max)
{
	static const struct str marks[] = { { "\n\n", 2 }, { "\n", 1 },
		{ " ", 1 } };
	size_t half = max / 2, i;

	assert(text.n > max);
	for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
		for (i = max; i > half; i--)
			if (str_ends(str_slice(text, 0, i), marks[m]))
				return i;
	for (i = max; i > 1 && ((unsigned char)text.p[i] & 0xc0) == 0x80; i--)
		;
	return i > 1 ? i : max;
}

static int
too_long(const struct source *s, struct err *e)
{
	return err_set(e,
	    "document of more than %zu bytes; say where documents end with "
	    "--split, raise --max-bytes or let --cut cut it",
	    s->o->max_bytes);
}

/* Puts the FILE before a message that does not name it yet. */
static enum flow_took
failed(const struct source *s, struct err *e)
{
	err_prefix(e, "%s", reader_name(s->reader));
	return FLOW_FAILED;
}

/* Leaves valid text, repairs it, or fails and names the first bad byte. */
static int
check_utf8(struct source *s, struct str *text, uint64_t offset, struct err *e)
{
	size_t good = utf8_valid(*text);

	if (good == text->n)
		return 0;
	if (!s->o->repair)
		return err_set(e,
		    "invalid UTF-8 at byte %ju; --repair puts U+FFFD there",
		    (uintmax_t)(offset + good));
	buf_reset(&s->repaired);
	utf8_repair(&s->repaired, *text);
	*text = buf_view(&s->repaired);
	s->counts.repaired++;
	return 0;
}

/* 1 when more of the FILE came, or its end; 0 when nothing came in time. */
static int
refill(struct source *s, int ms, struct err *e)
{
	size_t got;
	int rc;

	assert(s->at <= s->scanned && s->scanned <= s->held.n);
	s->line.known = false; /* positions change, and none is in use */
	if (s->at > 0) {
		memmove(s->held.p, s->held.p + s->at, s->held.n - s->at);
		s->held.n -= s->at;
		s->scanned -= s->at;
		s->looked -= s->looked < s->at ? s->looked : s->at;
		s->offset += s->at;
		s->at = 0;
	}
	rc = reader_text(
	    s->reader, buf_room(&s->held, CHUNK), CHUNK, ms, &got, e);
	if (rc < 0)
		return -1;
	s->file_ended = rc == 0;
	s->held.n += got;
	return s->file_ended || got > 0;
}

/* 1 with the next FILE current, 0 when there is none. */
static int
next_file(struct source *s, struct err *e)
{
	int rc = reader_next_file(s->reader, e);

	s->held.n = s->at = s->scanned = s->looked = 0;
	s->line.known = false;
	s->offset = s->number = 0;
	s->file_ended = false;
	return rc;
}

/* The first match at or after from that is not empty; 0 when there is none. */
static int
match_in(struct source *s, struct str text, size_t from, size_t *begin,
    size_t *end, struct err *e)
{
	size_t n;
	int rc;

	while (from < text.n &&
	       (rc = regex_find(s->matcher, text, from, begin, end, e)) != 0) {
		if (rc < 0 || *end > *begin)
			return rc;
		if (*end == text.n)
			break;
		utf8_decode(text, *end, &n);
		from = *end + n;
	}
	return 0;
}

/*
 * The first match in the rest of the line; 0 when there is none.  A pattern
 * sees one valid part of the line at a time, with what comes before the rest.
 * Part and match are kept, so that no byte of the line is looked at again.
 */
static int
find_pattern(struct source *s, struct err *e)
{
	struct current_line *l = &s->line;
	size_t from = s->scanned, b, k;

	while (l->match_end <= s->scanned && from < l->end) {
		struct str rest = str_slice(buf_view(&s->held), from, l->end);
		int rc;

		if (from >= l->part_end) {
			l->part = from;
			l->part_end = from + utf8_valid(rest);
		}
		rc = match_in(s,
		    str_slice(buf_view(&s->held), l->part, l->part_end),
		    from - l->part, &b, &k, e);
		if (rc < 0)
			return rc;
		if (rc > 0) {
			l->match_begin = l->part + b;
			l->match_end = l->part + k;
			break;
		}
		from = l->part_end + 1;
	}
	assert(l->match_end <= s->scanned || l->match_begin >= s->scanned);
	return l->match_end > s->scanned;
}

/*
 * Looks for the document's end in the rest of the line: 1 and where it ends
 * and the next begins, else 0 and s->scanned is past the line.
 */
static int
scan_line(struct source *s, size_t *end, size_t *next, struct err *e)
{
	const struct current_line *l = &s->line;
	size_t after = l->end + (l->end < s->held.n); /* its newline */
	struct str rest = str_slice(buf_view(&s->held), s->scanned, l->end);
	int rc;

	*end = l->end;
	*next = after;
	if (s->split == SPLIT_LINE)
		return 1;
	if (s->split == SPLIT_BLANK && str_trim(rest).n == 0) {
		*end = s->scanned;
		return 1;
	}
	if (s->split == SPLIT_PATTERN) {
		rc = find_pattern(s, e);
		if (rc != 0) {
			*end = l->match_begin;
			*next = l->match_end;
			return rc;
		}
	}
	s->scanned = after;
	return 0;
}

/* Finds the end of the line at s->scanned; false when it has not come yet. */
static bool
find_line(struct source *s)
{
	size_t from = s->looked > s->scanned ? s->looked : s->scanned;
	const char *nl = memchr(s->held.p + from, '\n', s->held.n - from);

	s->looked = s->held.n;
	if (nl == NULL && !s->file_ended)
		return false;
	s->looked = 0;
	s->line = (struct current_line){
		.known = true,
		.end = nl == NULL ? s->held.n : (size_t)(nl - s->held.p),
	};
	return true;
}

/* 1 and the document held[at, *end), 0 when more must be read first. */
static int
scan(struct source *s, size_t *end, size_t *next, struct err *e)
{
	while (s->split != SPLIT_FILE && s->scanned < s->held.n) {
		int rc;

		if (s->scanned > s->line.end)
			s->line.known = false;
		if (!s->line.known && !find_line(s))
			break;
		rc = scan_line(s, end, next, e);
		if (rc != 0)
			return rc;
	}
	*end = *next = s->held.n;
	return s->file_ended;
}

/* The next document's bytes, unchecked; white space alone is no document. */
static enum flow_took
next_bytes(
    struct source *s, int ms, struct str *text, uint64_t *offset, struct err *e)
{
	for (;;) {
		size_t end, next;
		int rc = scan(s, &end, &next, e);

		if (rc < 0)
			return failed(s, e);
		if (end - s->at > s->o->max_bytes) {
			if (!s->o->cut && too_long(s, e))
				return failed(s, e);
			end = next =
			    s->at +
			    cut_at(str_slice(buf_view(&s->held), s->at, end),
				s->o->max_bytes);
			s->counts.cut++;
			rc = 1;
		}
		if (rc == 0) {
			rc = refill(s, ms, e);
			if (rc <= 0)
				return rc < 0 ? FLOW_FAILED : FLOW_NONE;
			continue;
		}
		if (s->at == s->held.n) {
			rc = next_file(s, e);
			if (rc <= 0)
				return rc < 0 ? FLOW_FAILED : FLOW_END;
			continue;
		}
		*text = str_slice(buf_view(&s->held), s->at, end);
		*offset = s->offset + s->at;
		s->at = next;
		if (s->scanned < next)
			s->scanned = next;
		if (str_trim(*text).n > 0)
			return FLOW_PART;
	}
}

static enum flow_took
next_text(
    struct source *s, int ms, struct str *id, struct str *text, struct err *e)
{
	uint64_t offset = 0;
	enum flow_took took;

	while ((took = next_bytes(s, ms, text, &offset, e)) == FLOW_PART) {
		if (offset == 0 && str_starts(*text, BYTE_ORDER_MARK))
			*text = str_slice(*text, BYTE_ORDER_MARK.n, text->n);
		s->counts.read++;
		s->number++;
		if (check_utf8(s, text, offset, e) == 0) {
			*id = numbered(s, s->number);
			return FLOW_PART;
		}
		if (!s->o->skip_bad)
			return failed(s, e);
		s->counts.bad++;
	}
	return took;
}

/* The next piece of a record's text, all of it if it is short enough. */
static void
next_piece(struct source *s, struct str *id, struct str *text)
{
	size_t n = s->rest.n;

	assert(n > 0 || s->piece == 0);
	if (n > s->o->max_bytes) {
		n = cut_at(s->rest, s->o->max_bytes);
		s->counts.cut++;
	}
	*text = str_slice(s->rest, 0, n);
	s->rest = str_slice(s->rest, n, s->rest.n);
	if (++s->piece == 1) {
		*id = s->rest_id;
		return;
	}
	s->counts.read++;
	buf_reset(&s->id);
	buf_str(&s->id, s->rest_id);
	buf_printf(&s->id, "/%u", s->piece);
	*id = buf_view(&s->id);
}

/* Takes a record's text and id, which then live as long as s->record. */
static int
take_record(struct source *s, struct str line, struct err *e)
{
	const struct json *id;

	if (check_utf8(s, &line, 0, e))
		return -1;
	json_free(s->record);
	s->record = json_parse(line, e);
	if (s->record == NULL ||
	    json_need_str(s->record, s->o->field, &s->rest, e))
		return -1;
	if (s->rest.n > s->o->max_bytes && !s->o->cut)
		return too_long(s, e);
	id = json_get(s->record, "id");
	buf_reset(&s->record_id);
	if (json_kind(id) == JSON_STRING)
		buf_str(&s->record_id, json_str(id));
	else if (id != NULL)
		json_put(&s->record_id, id);
	else
		buf_str(&s->record_id, numbered(s, s->number));
	s->rest_id = buf_view(&s->record_id);
	s->piece = 0;
	return 0;
}

static void
count_record(struct source *s)
{
	const char *file = reader_name(s->reader);
	uint64_t lineno = reader_lineno(s->reader);

	if (file != s->file || lineno <= s->lineno)
		s->number = 0;
	s->file = file;
	s->lineno = lineno;
	s->number++;
	s->counts.read++;
}

static enum flow_took
next_record(
    struct source *s, int ms, struct str *id, struct str *text, struct err *e)
{
	while (s->piece == 0 || s->rest.n == 0) {
		struct str line;
		int rc = reader_ready(s->reader, ms, e);

		if (rc == 0)
			return FLOW_NONE;
		if (rc > 0)
			rc = reader_line(s->reader, &line, e);
		if (rc <= 0)
			return rc < 0 ? FLOW_FAILED : FLOW_END;
		if (str_trim(line).n == 0)
			continue;
		count_record(s);
		s->rest = STR("");
		if (take_record(s, line, e) == 0)
			break;
		if (!s->o->skip_bad) {
			reader_err(s->reader, e);
			return FLOW_FAILED;
		}
		s->rest = STR("");
		s->counts.bad++;
	}
	next_piece(s, id, text);
	return FLOW_PART;
}

enum flow_took
source_next(
    struct source *s, int ms, struct str *id, struct str *text, struct err *e)
{
	return s->o->jsonl ? next_record(s, ms, id, text, e)
			   : next_text(s, ms, id, text, e);
}
