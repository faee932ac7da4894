/* Laying an example out in pieces: see layout.h. */
#include "episode/layout.h"

#include <assert.h>
#include <string.h>

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
