/* Reading layouts, presets and files: see layout.h and icl-episode(1). */
#include "episode/layout_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "io/file.h"
#include "io/json.h"

enum { LAYOUT_FILE_MAX = 1 << 20, ITEMS_MAX = 256, MEMBERS_MAX = 256 };

/* The presets, in the form of a layout file. */
static const char *const presets[] = {
	"{\"name\":\"metaicl\",\"prefix\":\"{instruction}\\n\\n\\n\","
	"\"input\":\"{input}\",\"output\":\"\\n{output}\","
	"\"sep\":\"\\n\\n\\n\",\"sep_empty\":\"\\n\\n\",\"end\":\"\\n\","
	"\"channel\":{\"output\":\"{output}\",\"input\":\"\\n{input}\"}}",

	"{\"name\":\"spaces\",\"prefix\":\"{instruction} \","
	"\"input\":\"{input}\",\"output\":\" {output}\","
	"\"sep\":\" \",\"end\":\"\\n\","
	"\"channel\":{\"output\":\"{output}\",\"input\":\" {input}\"}}",

	"{\"name\":\"selfsup\",\"prefix\":\"{instruction}\\n\","
	"\"input\":[\"Input: {input}\",\"\\nOutput:\"],"
	"\"output\":\" {output}\",\"end\":\"\\n\",\"end_always\":true,"
	"\"channel\":{\"output\":[\"Output: {output}\",\"\\nInput:\"],"
	"\"input\":\" {input}\"}}",

	"{\"name\":\"chatml\",\"prefix\":[\"<|im_start|>system\\n\","
	"\"{instruction}\",\"<|im_end|>\\n\"],"
	"\"input\":[\"<|im_start|>user\\n\",\"{input}\","
	"\"<|im_end|>\\n<|im_start|>assistant\\n\"],\"output\":\"{output}\","
	"\"end\":\"<|im_end|>\\n\",\"end_always\":true,"
	"\"channel\":{\"output\":[\"<|im_start|>user\\n\",\"{output}\","
	"\"<|im_end|>\\n<|im_start|>assistant\\n\"],\"input\":\"{input}\"}}",
};

enum { N_PRESETS = sizeof presets / sizeof presets[0] };

static const char *
preset(const char *name)
{
	struct str want = str_of(name);
	const size_t at = strlen("{\"name\":\"");

	for (size_t i = 0; i < N_PRESETS; i++) {
		struct str rest = str_of(presets[i] + at);

		if (str_starts(rest, want) && rest.p[want.n] == '"')
			return presets[i];
	}
	return NULL;
}

bool
layout_is_preset(const char *name)
{
	return preset(name) != NULL;
}

/* The layout that is being read. */
struct reading {
	struct layout *l;
	struct layout_members *members;
	struct err *e;
	int rc;
};

static struct str
keep(struct arena *a, struct str s)
{
	return (struct str){ arena_copy(a, s.p, s.n), s.n };
}

static int
find_member(struct reading *to, struct str name, size_t *index)
{
	struct layout_members *m = to->members;

	for (*index = 0; *index < m->n; ++*index)
		if (str_eq(m->names[*index], name))
			return 0;
	if (m->n == MEMBERS_MAX)
		return err_set(
		    to->e, "layouts ask for more than %d members", MEMBERS_MAX);
	m->names = mem_grow(m->names, &m->cap, m->n + 1, sizeof *m->names);
	m->names[m->n++] = keep(&to->l->texts, name);
	return 0;
}

/* The {name} at byte i, its length with the braces; 0 when there is none. */
static size_t
reference(struct str s, size_t i, struct str *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_-.";
	size_t j = i + 1;

	if (s.p[i] != '{')
		return 0;
	while (j < s.n && s.p[j] != '\0' && strchr(letters, s.p[j]) != NULL)
		j++;
	if (j == i + 1 || j == s.n || s.p[j] != '}')
		return 0;
	*name = str_slice(s, i + 1, j);
	return j + 1 - i;
}

static int
set_source(struct reading *to, struct layout_part *p, struct str name)
{
	if (str_eq(name, STR("input")))
		p->source = FROM_INPUT;
	else if (str_eq(name, STR("output")))
		p->source = FROM_OUTPUT;
	else if (str_eq(name, STR("instruction")))
		p->source = FROM_INSTRUCTION;
	else if (str_eq(name, STR("options")))
		p->source = FROM_OPTIONS;
	else {
		p->source = FROM_MEMBER;
		return find_member(to, name, &p->member);
	}
	return 0;
}

/* A text before each reference, and one behind. */
static size_t
most_parts(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '{' ? 2 : 0;
	return n;
}

/* Cuts a string into texts and {references}; role is what data gets. */
static int
take_item(struct reading *to, struct str s, char role, bool alone,
    struct layout_item *item)
{
	struct arena *a = &to->l->texts;
	size_t from = 0, len;
	struct str name;

	item->parts = arena_alloc(a, most_parts(s), sizeof *item->parts);
	item->n = 0;
	item->role = alone ? role : ROLE_LAYOUT;
	s = keep(a, s);
	for (size_t i = 0; i < s.n; i += len == 0 ? 1 : len) {
		len = reference(s, i, &name);
		if (len == 0)
			continue;
		if (i > from)
			item->parts[item->n++] =
			    (struct layout_part){ .text =
						      str_slice(s, from, i) };
		from = i + len;
		item->role = role;
		if (set_source(to, &item->parts[item->n++], name))
			return -1;
	}
	if (from < s.n)
		item->parts[item->n++] =
		    (struct layout_part){ .text = str_slice(s, from, s.n) };
	return 0;
}

static int
take_items(struct reading *to, const struct json *j, const char *name,
    char role, struct layout_items *out)
{
	bool list = json_kind(j) == JSON_ARRAY;
	size_t n = list ? json_count(j) : 1;

	if (n == 0 || n > ITEMS_MAX)
		return err_set(to->e, "'%s' is a list of %zu pieces", name, n);
	out->v = arena_alloc(&to->l->texts, n, sizeof *out->v);
	out->n = n;
	for (size_t i = 0; i < n; i++) {
		const struct json *item = list ? json_at(j, i) : j;
		bool alone = !list && role != ROLE_LAYOUT;

		if (json_kind(item) != JSON_STRING)
			return err_set(to->e,
			    "'%s' is neither a string nor a list of strings",
			    name);
		if (take_item(to, json_str(item),
			role == ROLE_LAYOUT ? ROLE_INPUT : role, alone,
			&out->v[i]))
			return -1;
	}
	return 0;
}

static void
take_label(void *ctx, struct str name, const struct json *value)
{
	struct reading *to = ctx;
	struct layout *l = to->l;
	size_t i = l->labels.n++;

	if (json_kind(value) != JSON_STRING)
		to->rc = err_set(to->e, "'labels' maps '%.*s' to no text",
		    name.n > 40 ? 40 : (int)name.n, name.p);
	((struct str *)l->labels.v)[i] = keep(&l->texts, name);
	((struct str *)l->words.v)[i] = keep(&l->texts, json_str(value));
	l->words.n++;
}

static void
take_labels(struct reading *to, const struct json *j)
{
	struct layout *l = to->l;
	size_t n = json_count(j);

	if (json_kind(j) != JSON_OBJECT) {
		to->rc = err_set(to->e, "'labels' is no object");
		return;
	}
	l->labels.v = arena_alloc(&l->texts, n, sizeof(struct str));
	l->words.v = arena_alloc(&l->texts, n, sizeof(struct str));
	json_members(j, take_label, to);
}

static void
take_channel(struct reading *to, const struct json *j)
{
	struct layout *l = to->l;

	l->has_channel = true;
	if (json_kind(j) != JSON_OBJECT)
		to->rc = err_set(to->e, "'channel' is no object");
	else if (take_items(to, json_get(j, "output"), "channel.output",
		     ROLE_OUTPUT, &l->channel_output) ||
		 take_items(to, json_get(j, "input"), "channel.input",
		     ROLE_INPUT, &l->channel_input))
		to->rc = -1;
}

static void
take_string(
    struct reading *to, const struct json *j, const char *name, struct str *out)
{
	if (json_kind(j) != JSON_STRING)
		to->rc = err_set(to->e, "'%s' is no string", name);
	else
		*out = keep(&to->l->texts, json_str(j));
}

static void
take_bool(struct reading *to, const struct json *j, const char *name, bool *out)
{
	*out = json_is_true(j);
	if (json_kind(j) != JSON_BOOL)
		to->rc = err_set(to->e, "'%s' is neither true nor false", name);
}

/* {"sep":", "} or {"letters":"A","sep":"\n","dot":". "} */
static void
take_options(struct reading *to, const struct json *j)
{
	struct layout *l = to->l;
	const struct json *letters = json_get(j, "letters");
	struct str first = json_str(letters);

	if (json_kind(j) != JSON_OBJECT) {
		to->rc = err_set(to->e, "'options' is no object");
		return;
	}
	if (json_get(j, "sep") != NULL)
		take_string(
		    to, json_get(j, "sep"), "options.sep", &l->option_sep);
	if (json_get(j, "dot") != NULL)
		take_string(to, json_get(j, "dot"), "options.dot", &l->dot);
	if (letters == NULL)
		return;
	if (first.n != 1 ||
	    !(ascii_letter(first.p[0]) || ascii_digit(first.p[0])))
		to->rc = err_set(to->e, "'options.letters' is not the first "
					"letter or digit, as in \"A\"");
	else
		l->letter = first.p[0];
	if (l->option_sep.p == NULL)
		l->option_sep = STR("\n");
	if (l->dot.p == NULL)
		l->dot = STR(". ");
}

static void
take_answer(struct reading *to, const struct json *j)
{
	to->l->by_letter = str_eq(json_str(j), STR("letter"));
	if (!to->l->by_letter && !str_eq(json_str(j), STR("text")))
		to->rc = err_set(
		    to->e, "'answer' is neither \"letter\" nor \"text\"");
}

static void
take_member(void *ctx, struct str name, const struct json *j)
{
	struct reading *to = ctx;
	struct layout *l = to->l;

	if (to->rc != 0)
		return;
	if (str_eq(name, STR("name")))
		take_string(to, j, "name", &l->name);
	else if (str_eq(name, STR("sep")))
		take_string(to, j, "sep", &l->sep);
	else if (str_eq(name, STR("sep_empty")))
		take_string(to, j, "sep_empty", &l->sep_empty);
	else if (str_eq(name, STR("end")))
		take_string(to, j, "end", &l->end);
	else if (str_eq(name, STR("end_always")))
		take_bool(to, j, "end_always", &l->end_always);
	else if (str_eq(name, STR("labels")))
		take_labels(to, j);
	else if (str_eq(name, STR("options")))
		take_options(to, j);
	else if (str_eq(name, STR("answer")))
		take_answer(to, j);
	else if (str_eq(name, STR("channel")))
		take_channel(to, j);
	else if (str_eq(name, STR("prefix")))
		to->rc = take_items(to, j, "prefix", ROLE_LAYOUT, &l->prefix);
	else if (str_eq(name, STR("input")))
		to->rc = take_items(to, j, "input", ROLE_INPUT, &l->input);
	else if (str_eq(name, STR("output")))
		to->rc = take_items(to, j, "output", ROLE_OUTPUT, &l->output);
	else
		to->rc = err_set(to->e, "member '%.*s' is not of a layout",
		    name.n > 40 ? 40 : (int)name.n, name.p);
}

static bool
asks(struct layout_items items, enum layout_source source)
{
	for (size_t i = 0; i < items.n; i++)
		for (size_t j = 0; j < items.v[i].n; j++)
			if (items.v[i].parts[j].source == source)
				return true;
	return false;
}

/* Without the scored text in it a layout would train nothing. */
static int
check(struct layout *l, struct err *e)
{
	struct str end = l->end;

	if (l->input.n == 0 || !asks(l->output, FROM_OUTPUT))
		return err_set(e, "a layout needs 'input', and an 'output' "
				  "that holds {output}");
	if (l->has_channel && (!asks(l->channel_input, FROM_INPUT) ||
				  !asks(l->channel_output, FROM_OUTPUT)))
		return err_set(e, "'channel' needs an 'output' that holds "
				  "{output} and an 'input' that holds {input}");
	l->asks_instruction = asks(l->prefix, FROM_INSTRUCTION);
	l->asks_options = asks(l->prefix, FROM_OPTIONS) ||
			  asks(l->input, FROM_OPTIONS) ||
			  asks(l->output, FROM_OPTIONS) ||
			  asks(l->channel_output, FROM_OPTIONS) ||
			  asks(l->channel_input, FROM_OPTIONS);
	if (l->by_letter && (!l->asks_options || l->letter == '\0'))
		return err_set(e, "an 'answer' by letter needs {options} and "
				  "\"options\":{\"letters\":\"A\"}");
	if (l->option_sep.p == NULL)
		l->option_sep = STR(", ");
	if (l->sep_empty.p == NULL)
		l->sep_empty = l->sep;
	while (end.n > 1 && end.p[end.n - 1] == '\n')
		end.n--;
	l->stop = end.n > 0 ? end : l->sep;
	return 0;
}

static int
load_text(
    struct layout *l, struct layout_members *m, struct str text, struct err *e)
{
	struct reading to = { .l = l, .members = m, .e = e };
	struct json *j = json_parse(text, e);

	if (j == NULL)
		return -1;
	if (json_kind(j) != JSON_OBJECT)
		to.rc = err_set(e, "a layout is a JSON object");
	json_members(j, take_member, &to);
	json_free(j);
	return to.rc != 0 ? -1 : check(l, e);
}

static struct str
name_of_file(const char *path)
{
	struct str name = str_of(file_basename(path));

	if (str_ends(name, STR(".json")))
		name.n -= strlen(".json");
	return name;
}

struct layout *
layout_read(const char *name, struct layout_members *m, struct err *e)
{
	struct layout *l = mem_new(1, sizeof *l);
	const char *text = preset(name);
	struct buf file = { 0 };
	int rc;

	if (text != NULL) {
		rc = load_text(l, m, str_of(text), e);
		assert(rc == 0);
		l->selfsup = strcmp(name, "selfsup") == 0;
		return l;
	}
	l->name = keep(&l->texts, name_of_file(name));
	rc = file_read(name, LAYOUT_FILE_MAX, &file, e);
	if (rc && strpbrk(name, "./") == NULL)
		err_set(e,
		    "'%s' is neither a file nor metaicl, spaces, selfsup or "
		    "chatml",
		    name);
	if (rc == 0 && load_text(l, m, buf_view(&file), e))
		rc = err_prefix(e, "%s", name);
	buf_release(&file);
	if (rc == 0)
		return l;
	layout_free(l);
	return NULL;
}

void
layout_free(struct layout *l)
{
	if (l == NULL)
		return;
	arena_release(&l->texts);
	free(l);
}

void
layout_members_release(struct layout_members *m)
{
	free(m->names);
	*m = (struct layout_members){ 0 };
}
