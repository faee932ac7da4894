/* What differs from layer to layer: see config_layers.h. */
#include "model/config_layers.h"

#include "model/json_member.h"

#define FULL "full_attention"
#define SLIDING "sliding_attention"

/* A whole number above 0, or `otherwise`. */
static int
parse_count(const struct json *j, const char *name, size_t otherwise, size_t *n,
    struct err *e)
{
	const struct json *m;
	int64_t x;

	if (json_member(j, name, JSON_A_WHOLE, &m, e))
		return -1;
	x = m == NULL ? (int64_t)otherwise : json_int(m, -1);
	if (x < 0)
		return err_set(e, "'%s' is below 0", name);
	*n = (size_t)x;
	return 0;
}

/* no_rope_layers holds a 1 for each layer that turns; without it each layer
 * of so many, the last, does not. */
static int
parse_unturned(const struct json *j, struct model_config *c, struct err *e)
{
	const struct json *list;
	size_t period = 0;

	if (json_member(j, "no_rope_layers", JSON_A_LIST, &list, e) ||
	    parse_count(j, "no_rope_layer_interval", 4, &period, e))
		return -1;
	if (list != NULL && json_count(list) < c->n_layers)
		return err_set(e, "'no_rope_layers' has %zu of %zu layers",
		    json_count(list), c->n_layers);
	for (size_t i = 0; i < c->n_layers; i++) {
		bool turns = list != NULL
				 ? json_int(json_at(list, i), 1) != 0
				 : period == 0 || (i + 1) % period != 0;

		layer_set_put(&c->unturned, i, !turns);
	}
	return 0;
}

/* GPT-Neo's [[["global", "local"], 12]]: so many times these. */
static int
parse_types(const struct json *j, struct model_config *c, struct err *e)
{
	const struct json *groups;
	size_t layer = 0;

	if (json_member(j, "attention_types", JSON_A_LIST, &groups, e))
		return -1;
	for (size_t i = 0; groups == NULL && i < c->n_layers; i++)
		layer_set_put(&c->sliding, i, i % 2 == 1);
	for (size_t g = 0; g < json_count(groups); g++) {
		const struct json *kinds = json_at(json_at(groups, g), 0);
		int64_t n = json_int(json_at(json_at(groups, g), 1), 0);

		for (; n > 0 && layer <= c->n_layers; n--)
			for (size_t i = 0; i < json_count(kinds);
			     i++, layer++) {
				struct str s = json_str(json_at(kinds, i));

				if (!str_eq(s, STR("local")) &&
				    !str_eq(s, STR("global")))
					return err_set(e,
					    "'attention_types' has '%.*s'",
					    STR_ARG(s));
				if (layer < c->n_layers)
					layer_set_put(&c->sliding, layer,
					    str_eq(s, STR("local")));
			}
	}
	if (groups == NULL || layer == c->n_layers)
		return 0;
	return err_set(
	    e, "'attention_types' is not of %zu layers", c->n_layers);
}

static int
follow_rule(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	size_t n = 0;

	if (f->slides == SLIDE_LATE &&
	    parse_count(j, "max_window_layers", 28, &n, e))
		return -1;
	if (f->slides == SLIDE_PERIOD &&
	    parse_count(j, "sliding_window_pattern", f->slide_period, &n, e))
		return -1;
	for (size_t i = 0; i < c->n_layers; i++) {
		bool in =
		    f->slides == SLIDE_ALL ||
		    (f->slides == SLIDE_LATE && i >= n) ||
		    (f->slides == SLIDE_UNTURNED &&
			layer_set_has(&c->unturned, i)) ||
		    (f->slides == SLIDE_PERIOD && (n == 0 || (i + 1) % n != 0));

		layer_set_put(&c->sliding, i, in && c->window > 0);
	}
	return 0;
}

/* Since transformers 4.53 a list says which layers see how far. */
static int
follow_list(const struct json *list, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	if (json_count(list) != c->n_layers)
		return err_set(e, "'layer_types' has %zu of %zu layers",
		    json_count(list), c->n_layers);
	for (size_t i = 0; i < c->n_layers; i++) {
		struct str type = json_str(json_at(list, i));
		bool slides = str_eq(type, STR(SLIDING));
		bool as_rule = slides == layer_set_has(&c->sliding, i);

		if ((!slides && !str_eq(type, STR(FULL))) ||
		    (slides && c->window == 0) ||
		    (f->slides == SLIDE_ALL && !as_rule))
			return err_set(e,
			    "'layer_types' has '%.*s'; such layers are not "
			    "run here in %s models%s",
			    STR_ARG(type), f->name,
			    slides && f->slides != SLIDE_NEVER
				? " without a window"
				: "");
		layer_set_put(&c->sliding, i, slides);
	}
	return 0;
}

int
config_layers_parse(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	const struct json *list;
	bool on = true;

	if (json_member(j, "layer_types", JSON_A_LIST, &list, e))
		return -1;
	if (f->may_not_turn && parse_unturned(j, c, e))
		return -1;
	if (f->slide_switch != NULL &&
	    json_member_bool(j, f->slide_switch, false, &on, e))
		return -1;
	if (!on)
		c->window = 0;
	if (f->slides == SLIDE_LOCAL)
		return parse_types(j, c, e);
	if (follow_rule(j, f, c, e))
		return -1;
	return list == NULL ? 0 : follow_list(list, f, c, e);
}

static size_t
first_sliding(const struct model_config *c)
{
	size_t i = 0;

	while (i < c->n_layers && !layer_set_has(&c->sliding, i))
		i++;
	return i;
}

static void
put_types(struct buf *out, const struct model_config *c)
{
	buf_str(out, STR(",\n  \"attention_types\": [[["));
	for (size_t i = 0; i < c->n_layers; i++)
		buf_printf(out, "%s\"%s\"", i == 0 ? "" : ", ",
		    layer_set_has(&c->sliding, i) ? "local" : "global");
	buf_str(out, STR("], 1]]"));
}

void
config_layers_put(struct buf *out, const struct family_config *f,
    const struct model_config *c)
{
	if (f->slide_switch != NULL)
		buf_printf(out, ",\n  \"%s\": %s", f->slide_switch,
		    c->window > 0 ? "true" : "false");
	if (f->may_not_turn) {
		buf_str(out, STR(",\n  \"no_rope_layers\": ["));
		for (size_t i = 0; i < c->n_layers; i++)
			buf_printf(out, "%s%d", i == 0 ? "" : ", ",
			    layer_set_has(&c->unturned, i) ? 0 : 1);
		buf_byte(out, ']');
	}
	if (f->slides == SLIDE_LOCAL)
		put_types(out, c);
	if (c->window == 0 || f->slides == SLIDE_ALL ||
	    f->slides == SLIDE_LOCAL)
		return;
	if (f->slides == SLIDE_LATE)
		buf_printf(
		    out, ",\n  \"max_window_layers\": %zu", first_sliding(c));
	buf_str(out, STR(",\n  \"layer_types\": ["));
	for (size_t i = 0; i < c->n_layers; i++)
		buf_printf(out, "%s\"%s\"", i == 0 ? "" : ", ",
		    layer_set_has(&c->sliding, i) ? SLIDING : FULL);
	buf_byte(out, ']');
}
