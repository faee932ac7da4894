/*
 * JSON: see json.h.
 *
 * A parsed text is one array of values of 16 bytes.  The values of an array,
 * or the names and values of an object, follow one another, and their parent
 * knows how far from itself they begin, so that the array may move while it
 * grows.  This order comes about because values wait on a stack until their
 * list ends.  Strings are unescaped in a copy of the text, where numbers stay
 * as they were written.
 */
#include "io/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "io/json_lex.h"

struct json {
	uint8_t kind;
	uint8_t table_log; /* of an object: 2^this slots find names; 0: none */
	uint32_t n;        /* bytes of text; elements; members */
	union {
		int64_t whole; /* JSON_INT; JSON_BOOL: 0 or 1 */
		char *text;    /* JSON_STRING, JSON_BIG, JSON_REAL */
		int64_t
		    first; /* containers: from here to the first, in values */
	} is;
};

static_assert(sizeof(struct json) == 16, "what json.h promises");

/* The values from the start of the block: the copied text, then the root. */
enum { PLACE_TEXT, PLACE_ROOT, N_PLACES };

enum {
	FEW = 8, /* names that are compared one by one */
	SLOTS =
	    sizeof(struct json) / 4, /* of a table in the space of a value */
	PROBES_MAX = 512, /* names that hash alike beyond it are an attack */
};

struct values {
	struct json *v;
	size_t n, cap;
};

/* A list or object that is being read: its values begin there on the stack. */
struct open {
	size_t from;
	bool object;
};

struct parser {
	char *text, *at, *end; /* *end is a NUL */
	struct values done, waiting;
	struct open open[JSON_MAX_DEPTH];
	size_t depth;
	bool python;     /* its numbers that are not finite */
	const char *why; /* NULL: nothing is wrong */
};

/* Values of open lists wait with an index into `done` in is.first. */
static struct json *
add(struct values *to, size_t n)
{
	to->v = mem_grow(to->v, &to->cap, to->n + n, sizeof *to->v);
	to->n += n;
	return to->v + to->n - n;
}

static bool
wrong(struct parser *p, const char *why)
{
	if (p->why == NULL)
		p->why = p->at == p->end ? "it ends early" : why;
	return false;
}

static void
skip_space(struct parser *p)
{
	while (
	    *p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r')
		p->at++;
}

static bool
number(struct parser *p, struct json *j)
{
	char *from = p->at;
	bool is_whole, is_real;
	const char *why =
	    json_lex_number(&p->at, &is_whole, &is_real, &j->is.whole);

	if (why != NULL)
		return wrong(p, why);
	j->kind = is_whole ? JSON_INT : is_real ? JSON_REAL : JSON_BIG;
	j->n = (uint32_t)(p->at - from);
	if (!is_whole)
		j->is.text = from;
	return true;
}

static bool
string(struct parser *p, struct json *j)
{
	size_t n;
	const char *why = json_lex_string(&p->at, p->end, &j->is.text, &n);

	if (why != NULL)
		return wrong(p, why);
	j->kind = JSON_STRING;
	j->n = (uint32_t)n;
	return true;
}

static bool
literal(struct parser *p, struct json *j)
{
	static const struct {
		struct str word;
		uint8_t kind, whole;
	} words[] = {
		{ { "null", 4 }, JSON_NULL, 0 },
		{ { "false", 5 }, JSON_BOOL, 0 },
		{ { "true", 4 }, JSON_BOOL, 1 },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strncmp(p->at, words[i].word.p, words[i].word.n) != 0)
			continue;
		p->at += words[i].word.n;
		j->kind = words[i].kind;
		j->is.whole = words[i].whole;
		return true;
	}
	return wrong(p, "a value expected");
}

/* True where such a number was and was taken. */
static bool
not_finite(struct parser *p, struct json *j)
{
	static const struct str words[] = { { "NaN", 3 }, { "Infinity", 8 },
		{ "-Infinity", 9 } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strncmp(p->at, words[i].p, words[i].n) != 0)
			continue;
		*j = (struct json){ .kind = JSON_REAL,
			.n = (uint32_t)words[i].n,
			.is.text = p->at };
		p->at += words[i].n;
		return true;
	}
	return false;
}

static uint64_t
hash_of(const char *name, size_t n)
{
	return rng_mix(hash_bytes(HASH_START, name, n));
}

static bool
is_named(const struct json *j, struct str name)
{
	return j->n == name.n && memcmp(j->is.text, name.p, name.n) == 0;
}

/*
 * The member of a name, or the slot where it would be: slots [2^log] hold the
 * number of each member from 1, found by the hash of its name.  NULL: too many
 * hash alike.
 */
static uint32_t *
slot_of(
    uint32_t *slots, unsigned log, const struct json *members, struct str name)
{
	size_t mask = ((size_t)1 << log) - 1;
	size_t i = (size_t)hash_of(name.p, name.n) & mask;

	for (int k = 0; k < PROBES_MAX; k++, i = (i + 1) & mask)
		if (slots[i] == 0 ||
		    is_named(&members[2 * (slots[i] - 1)], name))
			return &slots[i];
	return NULL;
}

/* The last value of a name takes the place of the first: members left. */
static size_t
unite(struct json *v, size_t n)
{
	size_t kept = 0, k;

	for (size_t i = 0; i < n; i++) {
		struct str name = { v[2 * i].is.text, v[2 * i].n };

		for (k = 0; k < kept && !is_named(&v[2 * k], name); k++)
			;
		v[2 * k] = v[2 * i];
		v[2 * k + 1] = v[2 * i + 1];
		kept += k == kept;
	}
	return kept;
}

/* The same with a table of slots, zeroed, for many members. */
static bool
unite_many(
    struct parser *p, struct json *v, size_t *n, uint32_t *slots, unsigned log)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		struct str name = { v[2 * i].is.text, v[2 * i].n };
		uint32_t *slot = slot_of(slots, log, v, name);
		size_t k;

		if (slot == NULL)
			return wrong(p, "too many names that hash alike");
		if (*slot == 0)
			*slot = (uint32_t)++kept;
		k = *slot - 1;
		v[2 * k] = v[2 * i];
		v[2 * k + 1] = v[2 * i + 1];
	}
	*n = kept;
	return true;
}

static bool
is_container(const struct json *j)
{
	return j->kind == JSON_ARRAY || j->kind == JSON_OBJECT;
}

/* Moves n waiting values to where they stay; their index. */
static size_t
settle(struct parser *p, const struct json *v, size_t n)
{
	size_t first = p->done.n;
	struct json *to = add(&p->done, n);

	for (size_t i = 0; i < n; i++) {
		to[i] = v[i];
		if (is_container(&to[i]))
			to[i].is.first -= (int64_t)(first + i);
	}
	return first;
}

/* Puts the table that finds names before the members. */
static bool
index_names(struct parser *p, struct json *v, size_t *n, struct json *object)
{
	unsigned log = 1;
	size_t room;
	struct json *table;

	while (((size_t)1 << log) < 2 * *n)
		log++;
	room = ((size_t)1 << log) / SLOTS;
	table = add(&p->done, room);
	memset(table, 0, room * sizeof *table);
	object->table_log = (uint8_t)log;
	return unite_many(p, v, n, (uint32_t *)(void *)table, log);
}

/* Takes what waits since the list was opened, and puts the list in its place.
 */
static bool
close_list(struct parser *p)
{
	struct open *o = &p->open[--p->depth];
	size_t n = p->waiting.n - o->from;
	struct json *v = n > 0 ? p->waiting.v + o->from : NULL;
	struct json j = { .kind = o->object ? JSON_OBJECT : JSON_ARRAY };

	if (o->object) {
		n /= 2;
		if (n <= FEW)
			n = unite(v, n);
		else if (!index_names(p, v, &n, &j))
			return false;
	}
	j.n = (uint32_t)n;
	j.is.first = (int64_t)settle(p, v, o->object ? 2 * n : n);
	p->waiting.n = o->from;
	*add(&p->waiting, 1) = j;
	p->at++;
	return true;
}

static bool
open_list(struct parser *p)
{
	if (p->depth == JSON_MAX_DEPTH)
		return wrong(p, "nested too deep");
	p->open[p->depth++] = (struct open){ p->waiting.n, *p->at == '{' };
	p->at++;
	skip_space(p);
	return true;
}

/* A member's name and its colon. */
static bool
name(struct parser *p)
{
	struct json j = { 0 };

	if (!string(p, &j))
		return false;
	*add(&p->waiting, 1) = j;
	skip_space(p);
	if (*p->at != ':')
		return wrong(p, "':' expected");
	p->at++;
	skip_space(p);
	return true;
}

static bool
scalar(struct parser *p)
{
	struct json j = { 0 };
	bool fine = *p->at == '"'                          ? string(p, &j)
		    : p->python && not_finite(p, &j)       ? true
		    : *p->at == '-' || ascii_digit(*p->at) ? number(p, &j)
							   : literal(p, &j);

	if (fine)
		*add(&p->waiting, 1) = j;
	return fine;
}

/* True where a value comes next in the list that is open. */
static bool
next_in_list(struct parser *p)
{
	skip_space(p);
	if (*p->at != ',')
		return wrong(p, p->open[p->depth - 1].object
				    ? "',' or '}' expected"
				    : "',' or ']' expected");
	p->at++;
	skip_space(p);
	return !p->open[p->depth - 1].object || name(p);
}

static bool
at_end(const struct parser *p)
{
	return *p->at == (p->open[p->depth - 1].object ? '}' : ']');
}

/* Begins a value: a scalar is done, of a list its first value comes next. */
static bool
begin(struct parser *p)
{
	if (p->done.n + p->waiting.n > JSON_MAX_VALUES)
		return wrong(p, "too many values");
	while (*p->at == '[' || *p->at == '{') {
		if (!open_list(p))
			return false;
		if (at_end(p))
			return close_list(p);
		if (p->open[p->depth - 1].object && !name(p))
			return false;
	}
	return scalar(p);
}

static bool
parse(struct parser *p)
{
	skip_space(p);
	if (!begin(p))
		return false;
	while (p->depth > 0) {
		skip_space(p);
		if (at_end(p) ? !close_list(p) : !next_in_list(p) || !begin(p))
			return false;
	}
	skip_space(p);
	return p->at == p->end || wrong(p, "text after the value");
}

/* The root moves to its place, and the copy of the text is held by another. */
static struct json *
finish(struct parser *p)
{
	struct json *v = p->done.v;

	assert(p->waiting.n == 1);
	v[PLACE_TEXT].is.text = p->text;
	v[PLACE_ROOT] = p->waiting.v[0];
	if (is_container(&v[PLACE_ROOT]))
		v[PLACE_ROOT].is.first -= PLACE_ROOT;
	free(p->waiting.v);
	return &v[PLACE_ROOT];
}

static struct json *
parse_text(struct str text, bool python, struct err *e)
{
	struct parser p = { .python = python };
	size_t valid = utf8_valid(text);

	if (text.n > JSON_MAX_BYTES) {
		err_set(e, "not JSON that can be read: %zu bytes", text.n);
		return NULL;
	}
	if (valid != text.n) {
		err_set(e, "not JSON at byte %zu: not UTF-8", valid);
		return NULL;
	}
	p.text = p.at = mem_resize(NULL, text.n + 1, 1);
	p.end = p.text + text.n;
	if (text.n > 0)
		memcpy(p.text, text.p, text.n);
	*p.end = '\0';
	add(&p.done, N_PLACES);
	if (parse(&p))
		return finish(&p);
	err_set(e, "not JSON at byte %zu: %s", (size_t)(p.at - p.text), p.why);
	free(p.done.v);
	free(p.waiting.v);
	free(p.text);
	return NULL;
}

struct json *
json_parse(struct str text, struct err *e)
{
	return parse_text(text, false, e);
}

struct json *
json_parse_python(struct str text, struct err *e)
{
	return parse_text(text, true, e);
}

void
json_free(struct json *j)
{
	struct json *v;

	if (j == NULL)
		return;
	v = j - PLACE_ROOT;
	free(v[PLACE_TEXT].is.text);
	free(v);
}

enum json_kind
json_kind(const struct json *j)
{
	return j == NULL ? JSON_NULL : (enum json_kind)j->kind;
}

/* The values of a list, or the names and values of an object. */
static const struct json *
values_of(const struct json *j)
{
	return j + j->is.first;
}

const struct json *
json_get(const struct json *j, const char *name)
{
	struct str wanted = str_of(name);
	const struct json *v;
	uint32_t *slot;

	if (json_kind(j) != JSON_OBJECT)
		return NULL;
	v = values_of(j);
	if (j->table_log > 0) {
		size_t room = ((size_t)1 << j->table_log) / SLOTS;

		slot = slot_of(
		    (uint32_t *)(uintptr_t)(v - room), j->table_log, v, wanted);
		return slot == NULL || *slot == 0 ? NULL : &v[2 * *slot - 1];
	}
	for (size_t i = 0; i < j->n; i++)
		if (is_named(&v[2 * i], wanted))
			return &v[2 * i + 1];
	return NULL;
}

size_t
json_count(const struct json *j)
{
	return j != NULL && is_container(j) ? j->n : 0;
}

const struct json *
json_at(const struct json *j, size_t i)
{
	assert(json_kind(j) == JSON_ARRAY && i < json_count(j));
	return values_of(j) + i;
}

struct str
json_str(const struct json *j)
{
	if (json_kind(j) != JSON_STRING)
		return STR("");
	return (struct str){ j->is.text, j->n };
}

struct str
json_number(const struct json *j, char room[JSON_NUMBER_ROOM])
{
	enum json_kind kind = json_kind(j);

	if (kind == JSON_BIG || kind == JSON_REAL)
		return (struct str){ j->is.text, j->n };
	if (kind != JSON_INT)
		return STR("");
	snprintf(room, JSON_NUMBER_ROOM, "%" PRId64, j->is.whole);
	return str_of(room);
}

bool
json_is_true(const struct json *j)
{
	return json_kind(j) == JSON_BOOL && j->is.whole != 0;
}

int64_t
json_int(const struct json *j, int64_t otherwise)
{
	return json_kind(j) == JSON_INT ? j->is.whole : otherwise;
}

double
json_real(const struct json *j, double otherwise)
{
	enum json_kind kind = json_kind(j);
	double x;

	if (kind == JSON_INT)
		return (double)j->is.whole;
	if (kind != JSON_REAL && kind != JSON_BIG)
		return otherwise;
	x = strtod(j->is.text, NULL); /* it ends where the number does */
	return isfinite(x) ? x : otherwise;
}

void
json_members(const struct json *j,
    void (*each)(void *ctx, struct str name, const struct json *value),
    void *ctx)
{
	const struct json *v;

	if (json_kind(j) != JSON_OBJECT)
		return;
	v = values_of(j);
	for (size_t i = 0; i < j->n; i++)
		each(ctx, json_str(&v[2 * i]), &v[2 * i + 1]);
}

int
json_need_str(
    const struct json *j, const char *name, struct str *value, struct err *e)
{
	const struct json *member = json_get(j, name);

	if (json_kind(member) != JSON_STRING)
		return err_set(e, "'%s' is %s; it must be a string", name,
		    member == NULL ? "missing" : "not a string");
	*value = json_str(member);
	return 0;
}

int
json_take_bool(
    const struct json *j, const char *name, bool *value, struct err *e)
{
	const struct json *member = json_get(j, name);

	*value = json_is_true(member);
	if (json_kind(member) == JSON_NULL || json_kind(member) == JSON_BOOL)
		return 0;
	return err_set(e, "'%s' is neither true nor false", name);
}
