/* config.json of each family, read and written: see config.h. */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/family_config.h"
#include "model/json_member.h"

/* The first name of each is the one that is written. */
static const struct {
	const char *name;
	enum activation act;
} activations[] = {
	{ "gelu_new", ACT_GELU_TANH },
	{ "gelu_pytorch_tanh", ACT_GELU_TANH },
	{ "gelu_fast", ACT_GELU_TANH },
	{ "gelu", ACT_GELU_ERF },
	{ "relu", ACT_RELU },
	{ "silu", ACT_SILU },
	{ "swish", ACT_SILU },
};

enum { N_ACTIVATIONS = sizeof activations / sizeof activations[0] };

/* A member that is not null, under either of its names. */
static const struct json *
member(const struct json *j, const char *name, const char *alias)
{
	const struct json *m = json_get(j, name);

	if (json_kind(m) == JSON_NULL && alias != NULL)
		m = json_get(j, alias);
	return json_kind(m) == JSON_NULL ? NULL : m;
}

static int
parse_size(const struct json *j, const struct size_member *m,
    struct model_config *c, struct err *e)
{
	const struct json *v = member(j, m->name, m->alias);
	int64_t x = json_int(v, -1);
	bool null = v == NULL && json_get(j, m->name) != NULL;

	if (v == NULL && m->absent == ABSENT_ERROR)
		return err_set(e, "'%s' is missing", m->name);
	if (v == NULL)
		x = null && m->absent == ABSENT_NULLABLE
			? 0
			: (int64_t)m->otherwise;
	else if (x <= 0)
		return err_set(
		    e, "'%s' is not a whole number above 0", m->name);
	*family_size(c, m->field) = (size_t)x;
	return 0;
}

static int
parse_sizes(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	const struct json *same = NULL;

	for (const struct size_member *m = f->sizes; m->name != NULL; m++)
		if (parse_size(j, m, c, e))
			return -1;
	if (f->same_width != NULL)
		same = member(j, f->same_width, NULL);
	if (same != NULL && json_int(same, -1) != (int64_t)c->width)
		return err_set(e,
		    "'%s' is not the width of %zu; such models are not run "
		    "here",
		    f->same_width, c->width);
	return 0;
}

static int
parse_bool(const struct json *j, const char *name, bool otherwise, bool *value,
    struct err *e)
{
	const struct json *m = member(j, name, NULL);

	if (m != NULL && json_kind(m) != JSON_BOOL)
		return err_set(e, "'%s' is neither true nor false", name);
	*value = m == NULL ? otherwise : json_is_true(m);
	return 0;
}

static int
parse_bools(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	bool value = false;

	for (const struct bool_member *m = f->bools; m->name != NULL; m++)
		if (parse_bool(
			j, m->name, m->otherwise, family_bool(c, m->field), e))
			return -1;
	for (const struct fixed_member *m = f->fixed; m->name != NULL; m++) {
		if (parse_bool(j, m->name, m->value, &value, e))
			return -1;
		if (value != m->value)
			return err_set(e,
			    "'%s' is %s; such models are not run here", m->name,
			    value ? "true" : "false");
	}
	return 0;
}

static int
parse_activation(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	const struct json *m = member(j, f->activation_name, NULL);
	struct str name = json_str(m);

	if (m == NULL)
		return 0;
	for (size_t i = 0; i < N_ACTIVATIONS; i++)
		if (str_eq(name, str_of(activations[i].name))) {
			c->activation = activations[i].act;
			return 0;
		}
	return err_set(e,
	    "'%s' is '%.*s'; gelu_new, gelu, relu and silu are "
	    "known",
	    f->activation_name, STR_ARG(name));
}

static int
parse_real(const struct json *j, const char *name, double otherwise,
    double *value, struct err *e)
{
	const struct json *m = member(j, name, NULL);

	*value = m == NULL ? otherwise : json_real(m, NAN);
	if (isfinite(*value) && *value > 0)
		return 0;
	return err_set(e, "'%s' is not a number above 0", name);
}

static int
parse_float(const struct json *j, const char *name, double otherwise,
    float *value, struct err *e)
{
	double x;

	if (parse_real(j, name, otherwise, &x, e))
		return -1;
	*value = (float)x;
	if (isfinite(*value) && *value > 0)
		return 0;
	return err_set(e, "'%s' is not a number above 0", name);
}

static int
parse_eps(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	c->norm_eps = (float)f->eps_default;
	if (f->eps_name == NULL)
		return 0;
	return parse_float(j, f->eps_name, f->eps_default, &c->norm_eps, e);
}

static int
parse_llama3(const struct json *j, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;
	const struct json *m =
	    member(j, "original_max_position_embeddings", NULL);
	int64_t original = m == NULL ? (int64_t)c->n_positions : json_int(m, 0);

	if (parse_real(j, "low_freq_factor", 0, &r->low_freq_factor, e) ||
	    parse_real(j, "high_freq_factor", 0, &r->high_freq_factor, e))
		return -1;
	if (original <= 0 || original > MODEL_MAX_POSITIONS)
		return err_set(e,
		    "'original_max_position_embeddings' is not from 1 to %d",
		    MODEL_MAX_POSITIONS);
	if (r->high_freq_factor <= r->low_freq_factor)
		return err_set(
		    e, "'high_freq_factor' is not above 'low_freq_factor'");
	r->original_positions = (double)original;
	return 0;
}

static int
parse_rope_kind(const struct json *j, struct model_config *c, struct err *e)
{
	struct str type, old;

	if (json_member_str(j, "rope_type", &type, e) ||
	    json_member_str(j, "type", &old, e))
		return -1;
	if (type.n == 0)
		type = old;
	if (type.n == 0 || str_eq(type, STR("default")))
		c->rope.kind = ROPE_PLAIN;
	else if (str_eq(type, STR("linear")))
		c->rope.kind = ROPE_LINEAR;
	else if (str_eq(type, STR("llama3")))
		c->rope.kind = ROPE_LLAMA3;
	else
		return err_set(e,
		    "rope_type '%.*s'; default, linear and "
		    "llama3 are known",
		    STR_ARG(type));
	return c->rope.kind == ROPE_LLAMA3 ? parse_llama3(j, c, e) : 0;
}

/* The share of each head that rotates, an even number of its units. */
static int
parse_part(const struct json *j, const struct json *all,
    const struct family_config *f, struct model_config *c, struct err *e)
{
	const char *name = "partial_rotary_factor";
	double part = f->part_name == NULL ? 1 : f->part_default;

	if ((f->part_name != NULL &&
		parse_real(j, f->part_name, part, &part, e)) ||
	    parse_real(j, name, part, &part, e) ||
	    parse_real(all, name, part, &part, e))
		return -1;
	if (part > 1 || (part != 1 && f->part_name == NULL))
		return err_set(e, "'%s' is %g; %s here", name, part,
		    f->part_name == NULL ? "only whole heads turn"
					 : "at most whole heads turn");
	c->rope.rotary_dim = (size_t)(part * (double)c->head_dim);
	if (c->rope.rotary_dim % 2 == 0 && c->rope.rotary_dim > 0)
		return 0;
	return err_set(e,
	    "%zu of the %zu units of a head would turn, which is no number "
	    "of pairs",
	    c->rope.rotary_dim, c->head_dim);
}

/* rope_parameters of transformers 5, or rope_scaling of those before it. */
static int
parse_rope(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	const struct json *s, *all;

	if (json_member(j, "rope_scaling", JSON_AN_OBJECT, &s, e) ||
	    json_member(j, "rope_parameters", JSON_AN_OBJECT, &all, e))
		return -1;
	if (s == NULL)
		s = all;
	c->rope.head_dim = c->head_dim;
	if (parse_real(j, f->theta_name, 10000, &c->rope.theta, e) ||
	    parse_real(all, "rope_theta", c->rope.theta, &c->rope.theta, e) ||
	    parse_real(s, "factor", 1, &c->rope.factor, e) ||
	    parse_part(j, all, f, c, e))
		return -1;
	return parse_rope_kind(s, c, e);
}

/* Since transformers 4.53 a list says which layers see how far. */
static int
check_layer_types(const struct json *j, struct err *e)
{
	const struct json *v;

	if (json_member(j, "layer_types", JSON_A_LIST, &v, e))
		return -1;
	for (size_t i = 0; i < json_count(v); i++) {
		struct str type = json_str(json_at(v, i));

		if (!str_eq(type, STR("full_attention")))
			return err_set(e,
			    "'layer_types' has '%.*s'; only full_attention is "
			    "run here",
			    STR_ARG(type));
	}
	return 0;
}

/* An id of the vocabulary, or -1: some files name one beyond it. */
static int64_t
id_within(const struct json *m, size_t vocab_size)
{
	int64_t id = json_int(m, -1);

	return id >= 0 && (uint64_t)id < vocab_size ? id : -1;
}

/* Up to max ids of a member that is one or a list; returns how many. */
static int
parse_id(const struct json *j, const char *name, size_t vocab_size,
    int64_t *ids, size_t max, struct err *e)
{
	const struct json *m;
	size_t n;

	if (json_member(j, name, JSON_A_WHOLE | JSON_A_LIST, &m, e))
		return -1;
	ids[0] = -1;
	if (json_kind(m) != JSON_ARRAY) {
		ids[0] = id_within(m, vocab_size);
		return 1;
	}
	n = json_count(m);
	for (size_t i = 0; i < n; i++)
		if (json_kind(json_at(m, i)) != JSON_INT)
			return err_set(
			    e, "'%s' has what is not a whole number", name);
	n = n < max ? n : max;
	for (size_t i = 0; i < n; i++)
		ids[i] = id_within(json_at(m, i), vocab_size);
	return (int)n;
}

static int
parse_ids(const struct json *j, struct model_config *c, struct err *e)
{
	int64_t eos[1 + MODEL_MORE_EOS];
	size_t v = c->vocab_size;
	int n =
	    parse_id(j, "eos_token_id", v, eos, sizeof eos / sizeof *eos, e);

	if (n < 0 || parse_id(j, "bos_token_id", v, &c->bos_id, 1, e) < 0 ||
	    parse_id(j, "pad_token_id", v, &c->pad_id, 1, e) < 0)
		return -1;
	c->eos_id = eos[0];
	for (int i = 1; i < n; i++)
		if (c->eos_id >= 0 && eos[i] >= 0)
			c->more_eos[c->n_more_eos++] = eos[i];
	return 0;
}

/* Fills the sizes that follow from the others. */
static int
finish(struct model_config *c, struct err *e)
{
	if (c->n_heads == 0 || (c->head_dim == 0 && c->width % c->n_heads != 0))
		return err_set(e, "%zu heads do not divide a width of %zu",
		    c->n_heads, c->width);
	if (c->head_dim == 0)
		c->head_dim = c->width / c->n_heads;
	if (c->n_kv_heads == 0)
		c->n_kv_heads = c->n_heads;
	if (c->mlp_width == 0)
		c->mlp_width = 4 * c->width;
	if (c->n_positions == 0) /* a window beyond which nothing is seen */
		c->n_positions =
		    c->window > 0 && c->window < c->stated_positions
			? c->window
			: c->stated_positions;
	return model_config_check(c, e);
}

/* The family by model_type, else by the class that is named. */
static int
find_family(
    const struct json *j, const struct family_config **family, struct err *e)
{
	struct str type, class = { 0 };
	const struct json *a;
	struct buf known = { 0 };

	if (json_member_str(j, "model_type", &type, e) ||
	    json_member(j, "architectures", JSON_A_LIST, &a, e))
		return -1;
	if (json_count(a) > 0)
		class = json_str(json_at(a, 0));
	for (size_t i = 0; i < N_FAMILIES; i++) {
		const struct family_config *f = family_of((enum family)i);
		bool right = str_eq(class, str_of(f->causal)) ||
			     str_eq(class, str_of(f->base));

		if (type.n > 0 ? !str_eq(type, str_of(f->name)) : !right)
			continue;
		*family = f;
		if (class.n == 0 || right)
			return 0;
		return err_set(e,
		    "architecture '%.*s' is no language model "
		    "of the kind %s",
		    STR_ARG(class), f->causal);
	}
	for (size_t i = 0; i < N_FAMILIES; i++)
		buf_printf(&known, "%s%s", i == 0 ? "" : ", ",
		    family_of((enum family)i)->name);
	err_set(e, "model_type '%.*s' (%.*s); known are %s", STR_ARG(type),
	    STR_ARG(class), known.p);
	buf_release(&known);
	return -1;
}

static int
parse(const struct json *j, struct model_config *c, struct err *e)
{
	const struct family_config *f = NULL;

	if (json_kind(j) != JSON_OBJECT)
		return err_set(e, "not a JSON object");
	if (find_family(j, &f, e))
		return -1;
	*c = f->preset;
	if (member(j, "quantization_config", NULL) != NULL)
		return err_set(e, "'quantization_config': quantised folders "
				  "are not read; use the model's GGUF");
	if (parse_sizes(j, f, c, e) || parse_bools(j, f, c, e) ||
	    check_layer_types(j, e) || parse_activation(j, f, c, e) ||
	    parse_eps(j, f, c, e) ||
	    parse_float(j, f->std_name, 0.02, &c->init_std, e) || finish(c, e))
		return -1;
	if (f->theta_name != NULL && parse_rope(j, f, c, e))
		return -1;
	return parse_ids(j, c, e);
}

int
model_config_parse(struct str text, struct model_config *c, struct err *e)
{
	struct json *j = json_parse(text, e);
	int rc = j == NULL ? -1 : parse(j, c, e);

	json_free(j);
	return rc;
}

/* With a point or exponent, because transformers wants to see a float. */
static void
put_number(struct buf *out, double x)
{
	size_t at = out->n;

	json_put_real(out, x);
	if (strpbrk(out->p + at, ".e") == NULL)
		buf_str(out, STR(".0"));
}

static void
put_scaling(struct buf *out, const struct rope_config *r)
{
	buf_str(out, STR(",\n  \"rope_scaling\": "));
	if (r->kind == ROPE_PLAIN) {
		buf_str(out, STR("null"));
		return;
	}
	buf_printf(out, "{\"rope_type\": \"%s\", \"factor\": ",
	    r->kind == ROPE_LINEAR ? "linear" : "llama3");
	put_number(out, r->factor);
	if (r->kind == ROPE_LLAMA3) {
		buf_str(out, STR(", \"low_freq_factor\": "));
		put_number(out, r->low_freq_factor);
		buf_str(out, STR(", \"high_freq_factor\": "));
		put_number(out, r->high_freq_factor);
		buf_printf(out, ", \"original_max_position_embeddings\": %.0f",
		    r->original_positions);
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

static void
put_rope(
    struct buf *out, const struct family_config *f, const struct rope_config *r)
{
	buf_printf(out, ",\n  \"%s\": ", f->theta_name);
	put_number(out, r->theta);
	if (f->part_name != NULL) {
		buf_printf(out, ",\n  \"%s\": ", f->part_name);
		put_number(out, part_of(r));
	}
	put_scaling(out, r);
}

static void
put_id(struct buf *out, const char *name, int64_t id)
{
	if (id >= 0)
		buf_printf(out, ",\n  \"%s\": %jd", name, (intmax_t)id);
	else
		buf_printf(out, ",\n  \"%s\": null", name);
}

/* One, or a list where the model had one. */
static void
put_eos(struct buf *out, const struct model_config *c)
{
	if (c->n_more_eos == 0) {
		put_id(out, "eos_token_id", c->eos_id);
		return;
	}
	buf_printf(out, ",\n  \"eos_token_id\": [%jd", (intmax_t)c->eos_id);
	for (size_t i = 0; i < c->n_more_eos; i++)
		buf_printf(out, ", %jd", (intmax_t)c->more_eos[i]);
	buf_byte(out, ']');
}

/* A float as the shortest text that is this float. */
static void
put_float(struct buf *out, const char *name, float x)
{
	char text[32];

	for (int digits = 1; digits <= 9; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, (double)x);
		if (strtof(text, NULL) == x)
			break;
	}
	buf_printf(out, ",\n  \"%s\": %s", name, text);
}

static void
put_sizes(
    struct buf *out, const struct family_config *f, struct model_config *c)
{
	for (const struct size_member *m = f->sizes; m->name != NULL; m++) {
		size_t x = *family_size(c, m->field);

		if (x > 0)
			buf_printf(out, ",\n  \"%s\": %zu", m->name, x);
		else
			buf_printf(out, ",\n  \"%s\": null", m->name);
	}
	for (const struct bool_member *m = f->bools; m->name != NULL; m++)
		if (m == f->bools || strcmp(m->name, m[-1].name) != 0)
			buf_printf(out, ",\n  \"%s\": %s", m->name,
			    *family_bool(c, m->field) ? "true" : "false");
}

void
model_config_write(
    struct buf *out, const struct model_config *c, const char *dtype)
{
	const struct family_config *f = family_of(c->family);
	struct model_config copy = *c;
	size_t act = 0;

	while (activations[act].act != c->activation)
		act++;
	buf_printf(out,
	    "{\n  \"architectures\": [\"%s\"],\n  \"model_type\": \"%s\"",
	    f->causal, f->name);
	put_sizes(out, f, &copy);
	buf_printf(out, ",\n  \"%s\": \"%s\"", f->activation_name,
	    activations[act].name);
	if (f->eps_name != NULL)
		put_float(out, f->eps_name, c->norm_eps);
	put_float(out, f->std_name, c->init_std);
	if (f->theta_name != NULL)
		put_rope(out, f, &c->rope);
	put_id(out, "bos_token_id", c->bos_id);
	put_eos(out, c);
	if (c->pad_id >= 0)
		put_id(out, "pad_token_id", c->pad_id);
	if (dtype != NULL)
		buf_printf(out, ",\n  \"torch_dtype\": \"%s\"", dtype);
	buf_str(out, STR("\n}\n"));
}
