/* config.json of each family, read and written: see config.h. */
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/config_layers.h"
#include "model/config_rope.h"
#include "model/family_config.h"
#include "model/family_find.h"
#include "model/json_member.h"

/* The first name of each is the one that is written, but for activation_name.
 */
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

/* A member, or after a point one of that. */
static const struct json *
get(const struct json *j, const char *name)
{
	const char *point = strchr(name, '.');
	char outer[32];

	if (point == NULL)
		return json_get(j, name);
	snprintf(outer, sizeof outer, "%.*s", (int)(point - name), name);
	return json_get(json_get(j, outer), point + 1);
}

/* A member that is not null, under either of its names. */
static const struct json *
member(const struct json *j, const char *name, const char *alias)
{
	const struct json *m = get(j, name);

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

	if (v == NULL && m->absent == ABSENT_ERROR &&
	    (!c->text_part || m->otherwise == 0))
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
parse_only(const struct json *j, const struct family_config *f, struct err *e)
{
	for (const struct only_member *m = f->only; m->name != NULL; m++) {
		const struct json *v = member(j, m->name, NULL);
		bool same = m->word != NULL
				? str_eq(json_str(v), str_of(m->word))
				: json_real(v, NAN) == m->number;

		if (v == NULL || same)
			continue;
		if (m->word != NULL)
			return err_set(e,
			    "'%s' is not '%s'; such models are not run here",
			    m->name, m->word);
		if (m->number > 0)
			return err_set(e,
			    "'%s' is not %g; such models are not run here",
			    m->name, m->number);
		return err_set(e,
		    "'%s' is not null; such models are not run here", m->name);
	}
	return 0;
}

/* Null is none where a family's files may say so. */
static int
parse_reals(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	for (const struct real_member *m = f->reals; m->name != NULL; m++) {
		double *to = family_real(c, m->field);

		*to = 0;
		if (m->nullable && json_get(j, m->name) != NULL &&
		    member(j, m->name, NULL) == NULL)
			continue;
		if (m->nullable && m->otherwise == 0 &&
		    json_get(j, m->name) == NULL)
			continue;
		if (json_member_positive(j, m->name, m->otherwise, to, e))
			return -1;
	}
	return 0;
}

static int
parse_activation(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e)
{
	const struct json *m = f->activation_name == NULL
				   ? NULL
				   : member(j, f->activation_name, NULL);
	struct str name = json_str(m);

	if (m == NULL)
		return 0;
	for (size_t i = 0; i < N_ACTIVATIONS; i++)
		if (str_eq(name, str_of(activations[i].name))) {
			c->activation = activations[i].act;
			if (c->family == FAMILY_GEMMA &&
			    c->activation == ACT_GELU_ERF)
				c->activation = ACT_GELU_TANH; /* is meant */
			return 0;
		}
	return err_set(e,
	    "'%s' is '%.*s'; gelu_new, gelu, relu and silu are "
	    "known",
	    f->activation_name, STR_ARG(name));
}

static int
parse_float(const struct json *j, const char *name, double otherwise,
    float *value, struct err *e)
{
	double x;

	if (json_member_positive(j, name, otherwise, &x, e))
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

/* What a text part does not say, the whole may. */
static const struct json *
who_says(const struct json *part, const struct json *all, const char *name)
{
	return member(part, name, NULL) != NULL ? part : all;
}

static int
parse_ids(const struct json *j, const struct json *all, struct model_config *c,
    struct err *e)
{
	int64_t eos[1 + MODEL_MORE_EOS];
	size_t v = c->vocab_size;
	const char *const end = "eos_token_id", *const begin = "bos_token_id";
	const char *const pad = "pad_token_id";
	int n = parse_id(
	    who_says(all, j, end), end, v, eos, sizeof eos / sizeof *eos, e);

	if (n < 0 ||
	    parse_id(who_says(j, all, begin), begin, v, &c->bos_id, 1, e) < 0 ||
	    parse_id(who_says(j, all, pad), pad, v, &c->pad_id, 1, e) < 0)
		return -1;
	c->eos_id = eos[0];
	for (int i = 1; i < n; i++)
		if (c->eos_id >= 0 && eos[i] >= 0)
			c->more_eos[c->n_more_eos++] = eos[i];
	return 0;
}

/* Falcon's files say which of its three forms they are of. */
static void
finish_falcon(struct model_config *c)
{
	c->position = c->alibi ? POSITION_ALIBI : POSITION_ROPE;
	c->alibi_bf16 = c->alibi;
	if (!c->grouped_form) {
		c->n_kv_heads = c->multi_query ? 1 : c->n_heads;
		c->one_norm = c->parallel;
		return;
	}
	if (c->parallel_norms == 0)
		c->parallel_norms = 2;
	c->parallel = true;
	c->one_norm = c->parallel_norms == 1;
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
	if (c->family == FAMILY_FALCON)
		finish_falcon(c);
	if (c->qk_layernorm)
		c->qk_norm = QK_NORM_LAYER;
	if (c->n_kv_heads == 0)
		c->n_kv_heads = c->n_heads;
	if (c->mlp_width == 0)
		c->mlp_width = 4 * c->width;
	return model_config_check(c, e);
}

static int
parse(const struct json *all, struct model_config *c, struct err *e)
{
	const struct family_config *f = NULL;
	const struct json *j;

	if (json_kind(all) != JSON_OBJECT)
		return err_set(e, "not a JSON object");
	if (family_find(all, &j, &f, e))
		return -1;
	*c = f->preset;
	c->text_part = j != all || member(all, "vision_config", NULL) != NULL;
	if (member(all, "quantization_config", NULL) != NULL)
		return err_set(e, "'quantization_config': quantised folders "
				  "are not read; use the model's GGUF");
	if (parse_sizes(j, f, c, e) || parse_bools(j, f, c, e) ||
	    parse_only(j, f, e) || parse_reals(j, f, c, e) ||
	    parse_activation(j, f, c, e) || parse_eps(j, f, c, e) ||
	    parse_float(j, f->std_name, 0.02, &c->init_std, e) || finish(c, e))
		return -1;
	if (config_layers_parse(j, f, c, e) ||
	    (c->position == POSITION_ROPE && config_rope_parse(j, f, c, e)))
		return -1;
	return parse_ids(j, all, c, e);
}

int
model_config_parse(struct str text, struct model_config *c, struct err *e)
{
	struct json *j = json_parse_python(text, e);
	int rc = j == NULL ? -1 : parse(j, c, e);

	json_free(j);
	return rc;
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

/* Of gated MLPs some readers know the tanh form by its newer name alone, as
 * Gemma has it; of the others, by the older one of GPT-2. */
static const char *
activation_name(const struct model_config *c)
{
	size_t i = 0;

	if (c->gated_mlp && c->activation == ACT_GELU_TANH)
		return "gelu_pytorch_tanh";
	while (activations[i].act != c->activation)
		i++;
	return activations[i].name;
}

static void
put_sizes(
    struct buf *out, const struct family_config *f, struct model_config *c)
{
	for (const struct size_member *m = f->sizes; m->name != NULL; m++) {
		size_t x = *family_size(c, m->field);

		if (m->field == offsetof(struct model_config, n_positions) &&
		    c->stated_positions > 0)
			x = c->stated_positions;
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

static void
put_reals(
    struct buf *out, const struct family_config *f, struct model_config *c)
{
	for (const struct real_member *m = f->reals; m->name != NULL; m++) {
		double x = *family_real(c, m->field);

		buf_printf(out, ",\n  \"%s\": ", m->name);
		if (m->field == offsetof(struct model_config, query_scalar) &&
		    x == floor(x)) /* the one that transformers has whole */
			buf_printf(out, "%.0f", x);
		else if (x > 0)
			json_member_put_real(out, x);
		else
			buf_str(out, STR("null"));
	}
}

void
model_config_write(
    struct buf *out, const struct model_config *c, const char *dtype)
{
	const struct family_config *f = family_of(c->family);
	struct model_config copy = *c;

	buf_printf(out,
	    "{\n  \"architectures\": [\"%s\"],\n  \"model_type\": \"%s\"",
	    f->causal, f->name);
	put_sizes(out, f, &copy);
	if (f->activation_name != NULL)
		buf_printf(out, ",\n  \"%s\": \"%s\"", f->activation_name,
		    activation_name(c));
	if (f->eps_name != NULL)
		put_float(out, f->eps_name, c->norm_eps);
	put_float(out, f->std_name, c->init_std);
	put_reals(out, f, &copy);
	config_layers_put(out, f, c);
	if (c->position == POSITION_ROPE)
		config_rope_put(out, f, c);
	put_id(out, "bos_token_id", c->bos_id);
	put_eos(out, c);
	if (c->pad_id >= 0)
		put_id(out, "pad_token_id", c->pad_id);
	if (dtype != NULL)
		buf_printf(out, ",\n  \"torch_dtype\": \"%s\"", dtype);
	buf_str(out, STR("\n}\n"));
}
