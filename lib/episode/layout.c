/* Laying an example out in pieces: see layout.h. */
#include "episode/layout.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/choice.h"
struct str
method_name(enum method m)
{
	return choice_name(METHOD_NAMES, m);
}

static struct str
value_of(const struct layout_part *p, const struct layout_values *v)
{
	switch (p->source) {
	case FROM_INPUT:
		return v->input;
	case FROM_OUTPUT:
		return v->output;
	case FROM_INSTRUCTION:
		return v->instruction;
	case FROM_OPTIONS:
		return v->options;
	case FROM_MEMBER:
		return v->members[p->member];
	case FROM_LAYOUT:
		break;
	}
	return p->text;
}

static size_t
item_size(const struct layout_item *item, const struct layout_values *v)
{
	size_t n = 0;

	for (size_t i = 0; i < item->n; i++)
		n += value_of(&item->parts[i], v).n;
	return n;
}

/* The text of a piece; copied only where it is more than one part. */
static struct str
item_text(const struct layout_item *item, const struct layout_values *v,
    struct str before, struct arena *a)
{
	size_t n = before.n + item_size(item, v), at = before.n;
	char *p;

	if (before.n == 0 && item->n == 1)
		return value_of(&item->parts[0], v);
	p = arena_alloc(a, n, 1);
	if (before.n > 0)
		memcpy(p, before.p, before.n);
	for (size_t i = 0; i < item->n; i++) {
		struct str s = value_of(&item->parts[i], v);

		if (s.n > 0)
			memcpy(p + at, s.p, s.n);
		at += s.n;
	}
	assert(at == n);
	return (struct str){ p, n };
}

static void
add_items(struct pieces *out, struct layout_items items,
    const struct layout_values *v, struct str before, struct arena *a)
{
	for (size_t i = 0; i < items.n; i++) {
		const struct layout_item *item = &items.v[i];

		out->v[out->n++] = (struct piece){
			.text =
			    item_text(item, v, i == 0 ? before : STR(""), a),
			.role = item->role,
		};
	}
}

/* The text before an example that is not the first. */
static struct str
separator(const struct layout *l, const struct layout_values *v,
    struct layout_options how)
{
	if (!how.later)
		return STR("");
	return v->input.n == 0 && how.method == METHOD_DIRECT ? l->sep_empty
							      : l->sep;
}

/* Adds the letter of option i: a number, or letters as columns are counted. */
static void
put_letter(const struct layout *l, size_t i, struct buf *out)
{
	const char first = ascii_upper(l->letter) ? 'A' : 'a';
	char text[16];
	size_t n = sizeof text;

	if (ascii_digit(l->letter)) {
		buf_printf(out, "%zu", (size_t)(l->letter - '0') + i);
		return;
	}
	i += (size_t)(l->letter - first) + 1;
	for (; i > 0; i = (i - 1) / 26)
		text[--n] = (char)(first + (char)((i - 1) % 26));
	buf_add(out, text + n, sizeof text - n);
}

struct str
layout_letter(const struct layout *l, size_t i, struct arena *a)
{
	struct buf text = { 0 };
	struct str kept;

	assert(l->letter != '\0');
	put_letter(l, i, &text);
	kept = (struct str){ arena_copy(a, text.p, text.n), text.n };
	buf_release(&text);
	return kept;
}

struct str
layout_options_text(const struct layout *l, struct texts words, struct arena *a)
{
	struct buf text = { 0 };
	struct str kept;

	for (size_t i = 0; i < words.n; i++) {
		if (i > 0)
			buf_str(&text, l->option_sep);
		if (l->letter != '\0') {
			put_letter(l, i, &text);
			buf_str(&text, l->dot);
		}
		buf_str(&text, words.v[i]);
	}
	kept = (struct str){ arena_copy(a, text.p, text.n), text.n };
	buf_release(&text);
	return kept;
}

size_t
layout_options_size(const struct layout *l, struct texts labels, size_t min)
{
	struct buf letter = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < labels.n; i++) {
		size_t word = layout_label(l, labels.v[i]).n;

		n += i > 0 ? l->option_sep.n : 0;
		n += word > min ? word : min;
		if (l->letter == '\0')
			continue;
		buf_reset(&letter);
		put_letter(l, i, &letter);
		n += letter.n + l->dot.n;
	}
	buf_release(&letter);
	return n;
}

size_t
pieces_size(struct pieces list)
{
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++)
		n += list.v[i].text.n;
	return n;
}

struct pieces
layout_example(const struct layout *l, const struct layout_values *v,
    struct layout_options how, struct arena *a)
{
	const bool channel = how.method == METHOD_CHANNEL;
	struct layout_items one = channel ? l->channel_output : l->input;
	struct layout_items two = channel ? l->channel_input : l->output;
	char scored = channel ? ROLE_INPUT : ROLE_OUTPUT;
	bool end = l->end.n > 0 && (how.terminate || l->end_always);
	struct pieces out = { NULL, 0 };

	assert(!channel || l->has_channel);
	out.v = arena_alloc(a, one.n + two.n + 1, sizeof *out.v);
	add_items(&out, one, v, separator(l, v, how), a);
	add_items(&out, two, v, STR(""), a);
	for (size_t i = 0; i < out.n; i++)
		out.v[i].loss =
		    how.loss_all || (how.loss && out.v[i].role == scored);
	assert(out.n >= 2);
	if (end)
		out.v[out.n++] = (struct piece){ .text = l->end,
			.role = ROLE_LAYOUT,
			.loss = how.loss_all || (how.loss && how.terminate) };
	return out;
}

size_t
layout_size(const struct layout *l, const struct layout_values *v,
    struct layout_options how)
{
	const bool channel = how.method == METHOD_CHANNEL;
	struct layout_items one = channel ? l->channel_output : l->input;
	struct layout_items two = channel ? l->channel_input : l->output;
	size_t n = separator(l, v, how).n;

	for (size_t i = 0; i < one.n; i++)
		n += item_size(&one.v[i], v);
	for (size_t i = 0; i < two.n; i++)
		n += item_size(&two.v[i], v);
	return how.terminate || l->end_always ? n + l->end.n : n;
}

size_t
layout_prefix_size(const struct layout *l, const struct layout_values *v)
{
	size_t n = 0;

	if (l->asks_instruction && v->instruction.n == 0)
		return 0;
	for (size_t i = 0; i < l->prefix.n; i++)
		n += item_size(&l->prefix.v[i], v);
	return n;
}

struct pieces
layout_prefix(const struct layout *l, const struct layout_values *v, bool loss,
    struct arena *a)
{
	struct pieces out = { NULL, 0 };

	if (l->asks_instruction && v->instruction.n == 0)
		return out;
	out.v = arena_alloc(a, l->prefix.n, sizeof *out.v);
	add_items(&out, l->prefix, v, STR(""), a);
	for (size_t i = 0; i < out.n; i++)
		out.v[i].loss = loss;
	return out;
}

size_t
layout_n_shared(const struct layout *l, enum method method)
{
	size_t n = 0;

	if (method == METHOD_CHANNEL)
		return 0;
	while (l->output.v[n].role == ROLE_LAYOUT)
		n++;
	assert(n < l->output.n);
	return l->input.n + n;
}

struct str
layout_words_left(const struct layout *l, enum method method)
{
	const bool channel = method == METHOD_CHANNEL;
	struct layout_items items = channel ? l->channel_input : l->output;
	char scored = channel ? ROLE_INPUT : ROLE_OUTPUT;

	for (size_t i = 0; i < items.n; i++)
		for (size_t j = 0; j < items.v[i].n; j++) {
			const struct layout_part *p = &items.v[i].parts[j];

			if (p->source != FROM_LAYOUT)
				return STR("");
			if (items.v[i].role == scored &&
			    str_trim(p->text).n > 0)
				return str_trim(p->text);
		}
	return STR("");
}

struct str
layout_label(const struct layout *l, struct str label)
{
	size_t i = texts_find(l->labels, label);

	return i == l->labels.n ? label : l->words.v[i];
}
