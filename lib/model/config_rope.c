/* Rotary positions of a config.json: see config_rope.h. */
#include "model/config_rope.h"

#include <math.h>

#include "model/json_member.h"

static const struct {
	const char *name;
	enum rope_kind kind;
} kinds[] = {
	{ "default", ROPE_PLAIN }, { "linear", ROPE_LINEAR },
	{ "llama3", ROPE_LLAMA3 }, { "yarn", ROPE_YARN },
	{ "dynamic", ROPE_DYNAMIC }, { "longrope", ROPE_LONG },
	{ "su", ROPE_LONG },     /* the older name */
	{ "mrope", ROPE_PLAIN }, /* of text alone */
};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

#define ORIGINAL "original_max_position_embeddings"

/* In the object of the scaling, or, as Phi-3 has it, beside it. */
static int
parse_original(const struct json *s, const struct json *j,
    struct model_config *c, struct err *e)
{
	const struct json *m = json_get(s, ORIGINAL);
	int64_t original;

	if (json_kind(m) == JSON_NULL)
		m = json_get(j, ORIGINAL);
	original = json_kind(m) == JSON_NULL ? (int64_t)c->n_positions
					     : json_int(m, 0);
	if (original <= 0 || original > MODEL_MAX_POSITIONS)
		return err_set(e, "'" ORIGINAL "' is not from 1 to %d",
		    MODEL_MAX_POSITIONS);
	c->rope.original_positions = (double)original;
	return 0;
}

static int
parse_llama3(const struct json *s, struct rope_config *r, struct err *e)
{
	if (json_member_positive(
		s, "low_freq_factor", 0, &r->low_freq_factor, e) ||
	    json_member_positive(
		s, "high_freq_factor", 0, &r->high_freq_factor, e))
		return -1;
	if (r->high_freq_factor <= r->low_freq_factor)
		return err_set(
		    e, "'high_freq_factor' is not above 'low_freq_factor'");
	return 0;
}

/* A number above 0, or 0 when it is missing. */
static int
parse_optional(const struct json *s, const char *name, double *x, struct err *e)
{
	*x = 0;
	if (json_kind(json_get(s, name)) == JSON_NULL)
		return 0;
	return json_member_positive(s, name, 0, x, e);
}

static int
parse_yarn(const struct json *s, struct rope_config *r, struct err *e)
{
	bool rounded = true;

	if (json_member_positive(s, "beta_fast", 32, &r->beta_fast, e) ||
	    json_member_positive(s, "beta_slow", 1, &r->beta_slow, e) ||
	    parse_optional(s, "attention_factor", &r->attention_factor, e) ||
	    parse_optional(s, "mscale", &r->mscale, e) ||
	    parse_optional(s, "mscale_all_dim", &r->mscale_all_dim, e) ||
	    json_member_bool(s, "truncate", true, &rounded, e))
		return -1;
	r->exact_bounds = !rounded;
	if (r->beta_fast < r->beta_slow)
		return err_set(e, "'beta_fast' is below 'beta_slow'");
	return 0;
}

/* One number for each pair. */
static int
parse_factors(const struct json *s, const char *name, size_t pairs, double *x,
    struct err *e)
{
	const struct json *list;

	if (json_member(s, name, JSON_A_LIST, &list, e))
		return -1;
	if (json_count(list) != pairs || pairs > ROPE_MAX_PAIRS)
		return err_set(e,
		    "'%s' has %zu factors, heads have %zu pairs (at most %d)",
		    name, json_count(list), pairs, ROPE_MAX_PAIRS);
	for (size_t i = 0; i < pairs; i++) {
		x[i] = json_real(json_at(list, i), NAN);
		if (!isfinite(x[i]) || x[i] <= 0)
			return err_set(e,
			    "'%s' has what is no finite number above 0", name);
	}
	return 0;
}

/*
 * Which factors a text is given depends on its length; a text that may share
 * its beginning with longer ones has one length only up to the original
 * positions, and no more are computed.
 */
static int
parse_long(const struct json *s, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;
	size_t pairs = r->rotary_dim / 2;
	double stated = (double)c->n_positions;

	if (parse_factors(s, "short_factor", pairs, r->short_factor, e) ||
	    parse_factors(s, "long_factor", pairs, r->long_factor, e) ||
	    parse_optional(s, "attention_factor", &r->attention_factor, e) ||
	    json_member_positive(
		s, "factor", stated / r->original_positions, &r->factor, e))
		return -1;
	if (stated > r->original_positions) {
		c->stated_positions = c->n_positions;
		c->n_positions = (size_t)r->original_positions;
	}
	return 0;
}

static int
find_kind(const struct json *s, enum rope_kind *kind, struct err *e)
{
	struct str type, old;

	if (json_member_str(s, "rope_type", &type, e) ||
	    json_member_str(s, "type", &old, e))
		return -1;
	if (type.n == 0)
		type = old;
	if (type.n == 0)
		type = STR("default");
	for (size_t i = 0; i < N_KINDS; i++)
		if (str_eq(type, str_of(kinds[i].name))) {
			*kind = kinds[i].kind;
			return 0;
		}
	return err_set(e,
	    "rope_type '%.*s'; default, linear, llama3, yarn, dynamic and "
	    "longrope are known",
	    STR_ARG(type));
}

static int
parse_scaling(const struct json *s, const struct json *j,
    struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;

	if (find_kind(s, &r->kind, e) ||
	    json_member_positive(s, "factor", 1, &r->factor, e))
		return -1;
	if (r->kind == ROPE_YARN || r->kind == ROPE_LLAMA3 ||
	    r->kind == ROPE_LONG)
		if (parse_original(s, j, c, e))
			return -1;
	switch (r->kind) {
	case ROPE_LLAMA3:
		return parse_llama3(s, r, e);
	case ROPE_YARN:
		return parse_yarn(s, r, e);
	case ROPE_LONG:
		return parse_long(s, c, e);
	default:
		return 0;
	}
}

/* The share of each head that rotates, an even number of its units. */
static int
parse_part(const struct json *j, const struct json *all,
    const struct family_config *f, struct model_config *c, struct err *e)
{
	const char *name = "partial_rotary_factor";
	bool said = c->rope.rotary_dim > 0; /* by a member of its own */
	double part = f->part_name == NULL ? 1 : f->part_default;

	if ((f->part_name != NULL &&
		json_member_positive(j, f->part_name, part, &part, e)) ||
	    json_member_positive(j, name, part, &part, e) ||
	    json_member_positive(all, name, part, &part, e))
		return -1;
	if (part > 1 || (part != 1 && f->part_name == NULL))
		return err_set(e, "'%s' is %g; %s here", name, part,
		    f->part_name == NULL ? "only whole heads turn"
					 : "at most whole heads turn");
	if (!said)
		c->rope.rotary_dim = (size_t)(part * (double)c->head_dim);
	if (c->rope.rotary_dim % 2 == 0 && c->rope.rotary_dim > 0 &&
	    c->rope.rotary_dim <= c->head_dim)
		return 0;
	return err_set(e,
	    "%zu of the %zu units of a head would turn, which is no number "
	    "of pairs",
	    c->rope.rotary_dim, c->head_dim);
}

/* Transformers 5 has one object for each kind of layers in rope_parameters;
 * that of layers with a window may only say their base. */
static int
take_local(const struct json **all, struct model_config *c, struct err *e)
{
	const struct json *full, *local;
	enum rope_kind kind;

	if (json_member(*all, "full_attention", JSON_AN_OBJECT, &full, e) ||
	    json_member(*all, "sliding_attention", JSON_AN_OBJECT, &local, e))
		return -1;
	if (full == NULL)
		return 0;
	*all = full;
	if (find_kind(local, &kind, e))
		return -1;
	if (c->local_theta == 0 || kind != ROPE_PLAIN)
		return err_set(e, "'rope_parameters' differ by layers in a "
				  "way that is not run here");
	return json_member_positive(
	    local, "rope_theta", c->local_theta, &c->local_theta, e);
}

int
config_rope_parse(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	const struct json *s, *all;
	double theta = f->theta_default > 0 ? f->theta_default : 10000;

	if (json_member(j, "rope_scaling", JSON_AN_OBJECT, &s, e) ||
	    json_member(j, "rope_parameters", JSON_AN_OBJECT, &all, e))
		return -1;
	if (f->theta_name == NULL) { /* no file says */
		c->rope.head_dim = c->head_dim;
		c->rope.theta = theta;
		c->rope.factor = 1;
		return parse_part(j, NULL, f, c, e);
	}
	if (take_local(&all, c, e))
		return -1;
	if (s == NULL)
		s = all;
	c->rope.head_dim = c->head_dim;
	if (json_member_positive(j, f->theta_name, theta, &c->rope.theta, e) ||
	    json_member_positive(
		all, "rope_theta", c->rope.theta, &c->rope.theta, e) ||
	    parse_part(j, all, f, c, e))
		return -1;
	return parse_scaling(s, j, c, e);
}

static void
put_real(struct buf *out, const char *name, double x)
{
	buf_printf(out, ", \"%s\": ", name);
	json_member_put_real(out, x);
}

static void
put_optional(struct buf *out, const char *name, double x)
{
	if (x > 0)
		put_real(out, name, x);
}

static void
put_original(struct buf *out, const struct rope_config *r)
{
	buf_printf(out, ", \"" ORIGINAL "\": %.0f", r->original_positions);
}

static void
put_factors(struct buf *out, const char *name, const double *x, size_t n)
{
	buf_printf(out, ", \"%s\": [", name);
	for (size_t i = 0; i < n; i++) {
		buf_str(out, i == 0 ? STR("") : STR(", "));
		json_member_put_real(out, x[i]);
	}
	buf_byte(out, ']');
}

static void
put_yarn(struct buf *out, const struct rope_config *r)
{
	put_real(out, "factor", r->factor);
	put_original(out, r);
	put_real(out, "beta_fast", r->beta_fast);
	put_real(out, "beta_slow", r->beta_slow);
	put_optional(out, "attention_factor", r->attention_factor);
	put_optional(out, "mscale", r->mscale);
	put_optional(out, "mscale_all_dim", r->mscale_all_dim);
	if (r->exact_bounds)
		buf_str(out, STR(", \"truncate\": false"));
}

/* Some releases of transformers want these three members and no others. */
static void
put_long(struct buf *out, const struct model_config *c)
{
	const struct rope_config *r = &c->rope;
	size_t stated =
	    c->stated_positions > 0 ? c->stated_positions : c->n_positions;

	put_factors(out, "short_factor", r->short_factor, r->rotary_dim / 2);
	put_factors(out, "long_factor", r->long_factor, r->rotary_dim / 2);
	if (r->factor != (double)stated / r->original_positions)
		put_real(out, "factor", r->factor);
	put_optional(out, "attention_factor", r->attention_factor);
	buf_printf(out, "},\n  \"" ORIGINAL "\": %.0f", r->original_positions);
}

static void
put_scaling(struct buf *out, const struct model_config *c)
{
	const struct rope_config *r = &c->rope;
	size_t i = 0;

	buf_str(out, STR(",\n  \"rope_scaling\": "));
	if (r->kind == ROPE_PLAIN) {
		buf_str(out, STR("null"));
		return;
	}
	while (kinds[i].kind != r->kind)
		i++;
	buf_printf(out, "{\"%s\": \"%s\"",
	    r->kind == ROPE_LONG ? "type" : "rope_type", kinds[i].name);
	if (r->kind == ROPE_LONG) {
		put_long(out, c);
		return;
	}
	if (r->kind == ROPE_YARN)
		put_yarn(out, r);
	else
		put_real(out, "factor", r->factor);
	if (r->kind == ROPE_LLAMA3) {
		put_real(out, "low_freq_factor", r->low_freq_factor);
		put_real(out, "high_freq_factor", r->high_freq_factor);
		put_original(out, r);
	}
	buf_byte(out, '}');
}

/* The least share of a head that comes back as this number of its units. */
static double
part_of(const struct rope_config *r)
{
	double d = (double)r->head_dim, part = (double)r->rotary_dim / d;

	while ((size_t)(part * d) < r->rotary_dim)
		part = nextafter(part, 2);
	return part;
}

void
config_rope_put(struct buf *out, const struct family_config *f,
    const struct model_config *c)
{
	if (f->theta_name == NULL)
		return;
	buf_printf(out, ",\n  \"%s\": ", f->theta_name);
	json_member_put_real(out, c->rope.theta);
	if (f->part_name != NULL) {
		buf_printf(out, ",\n  \"%s\": ", f->part_name);
		json_member_put_real(out, part_of(&c->rope));
	}
	put_scaling(out, c);
}
