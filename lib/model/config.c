/* config.json of each family, as tables of its members: see config.h. */
#include "model/config.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/json.h"

#define FIELD(f) offsetof(struct model_config, f)

enum { MAX_MEMBERS = 12 };

/* A size: its name, another name for it, and what its absence means. */
struct size_member {
	const char *name, *alias;
	size_t field;
	enum { MUST, DEFAULT, LATER } absent; /* LATER: left 0, see finish */
	size_t otherwise;
};

struct bool_member {
	const char *name;
	size_t field;
	bool otherwise;
};

/* A switch of the reference that only has one position here. */
struct fixed_member {
	const char *name;
	bool value;
};

struct family_form {
	const char *name, *causal, *base; /* model_type, architectures[0] */
	struct size_member sizes[MAX_MEMBERS];
	struct bool_member bools[MAX_MEMBERS];
	struct fixed_member fixed[MAX_MEMBERS];
	const char *activation_name; /* absent: the preset's */
	const char *eps_name;
	double eps_default;
	struct model_config preset; /* what no file says */
};

static const struct family_form forms[N_FAMILIES] = {
	[FAMILY_GPT2] = {
	    .name = "gpt2",
	    .causal = "GPT2LMHeadModel",
	    .base = "GPT2Model",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), MUST, 0 },
		{ "n_embd", "hidden_size", FIELD(width), MUST, 0 },
		{ "n_layer", "num_hidden_layers", FIELD(n_layers), MUST, 0 },
		{ "n_head", "num_attention_heads", FIELD(n_heads), MUST, 0 },
		{ "n_inner", NULL, FIELD(mlp_width), LATER, 0 },
		{ "n_positions", "n_ctx", FIELD(n_positions), DEFAULT, 1024 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), true },
	    },
	    .fixed = {
		{ "scale_attn_weights", true },
		{ "scale_attn_by_inverse_layer_idx", false },
		{ "add_cross_attention", false },
	    },
	    .activation_name = "activation_function",
	    .eps_name = "layer_norm_epsilon",
	    .eps_default = 1e-5,
	    .preset = { .family = FAMILY_GPT2,
		.norm = NORM_LAYER,
		.position = POSITION_LEARNED,
.activation = ACT_GELU_TANH,
		.attn_qkv_bias = true,
		.attn_out_bias = true,
		.mlp_bias = true },
	},
	[FAMILY_LLAMA] = {
	    .name = "llama",
	    .causal = "LlamaForCausalLM",
	    .base = "LlamaModel",
	    .sizes = {
		{ "vocab_size", NULL, FIELD(vocab_size), MUST, 0 },
		{ "hidden_size", NULL, FIELD(width), MUST, 0 },
		{ "intermediate_size", NULL, FIELD(mlp_width), MUST, 0 },
		{ "num_hidden_layers", NULL, FIELD(n_layers), MUST, 0 },
		{ "num_attention_heads", NULL, FIELD(n_heads), MUST, 0 },
		{ "num_key_value_heads", NULL, FIELD(n_kv_heads), LATER, 0 },
		{ "head_dim", NULL, FIELD(head_dim), LATER, 0 },
		{ "max_position_embeddings", NULL, FIELD(n_positions), DEFAULT,
		    2048 },
	    },
	    .bools = {
		{ "tie_word_embeddings", FIELD(tied), false },
		{ "attention_bias", FIELD(attn_qkv_bias), false },
		{ "attention_bias", FIELD(attn_out_bias), false },
		{ "mlp_bias", FIELD(mlp_bias), false },
	    },
	    .activation_name = "hidden_act",
	    .eps_name = "rms_norm_eps",
	    .eps_default = 1e-6,
	    .preset = { .family = FAMILY_LLAMA,
		.norm = NORM_RMS,
		.position = POSITION_ROPE,
.activation = ACT_SILU,
		.gated_mlp = true },
	},
};

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

const char *
model_family_name(enum family f)
{
	assert(f < N_FAMILIES);
	return forms[f].name;
}

struct model_config
model_family_preset(enum family f)
{
	assert(f < N_FAMILIES);
	return forms[f].preset;
}

static size_t *
size_field(struct model_config *c, size_t field)
{
	return (size_t *)(void *)((char *)c + field);
}

static bool *
bool_field(struct model_config *c, size_t field)
{
	return (bool *)(void *)((char *)c + field);
}

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
parse_sizes(const struct json *j, const struct size_member *v,
    struct model_config *c, struct err *e)
{
	for (; v->name != NULL; v++) {
		const struct json *m = member(j, v->name, v->alias);
		int64_t x = json_int(m, -1);

		if (m == NULL && v->absent == MUST)
			return err_set(e, "'%s' is missing", v->name);
		if (m == NULL)
			x = (int64_t)v->otherwise;
		else if (x <= 0)
			return err_set(
			    e, "'%s' is not a whole number above 0", v->name);
		*size_field(c, v->field) = (size_t)x;
	}
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
parse_bools(const struct json *j, const struct family_form *f,
    struct model_config *c, struct err *e)
{
	bool value = false;

	for (const struct bool_member *m = f->bools; m->name != NULL; m++)
		if (parse_bool(
			j, m->name, m->otherwise, bool_field(c, m->field), e))
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
parse_activation(const struct json *j, const struct family_form *f,
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

/* rope_parameters of transformers 5, or rope_scaling of those before it. */
static int
parse_rope(const struct json *j, struct model_config *c, struct err *e)
{
	const struct json *s = member(j, "rope_scaling", "rope_parameters");
	const struct json *all = member(j, "rope_parameters", NULL);
	struct str type = json_str(member(s, "rope_type", "type"));
	double part;

	if (parse_real(j, "rope_theta", 10000, &c->rope.theta, e) ||
	    parse_real(all, "rope_theta", c->rope.theta, &c->rope.theta, e) ||
	    parse_real(s, "factor", 1, &c->rope.factor, e) ||
	    parse_real(
		all != NULL ? all : j, "partial_rotary_factor", 1, &part, e))
		return -1;
	if (part != 1)
		return err_set(e,
		    "'partial_rotary_factor' is %g; only whole "
		    "heads turn here",
		    part);
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
	return c->rope.kind == ROPE_LLAMA3 ? parse_llama3(s, c, e) : 0;
}

/* The id, the first of a list of ids, or -1. */
static int64_t
token_id(const struct json *j, const char *name, size_t vocab_size)
{
	const struct json *m = json_get(j, name);
	int64_t id;

	if (json_kind(m) == JSON_ARRAY && json_count(m) > 0)
		m = json_at(m, 0);
	id = json_int(m, -1);
	return id >= 0 && (uint64_t)id < vocab_size ? id : -1;
}

/* What follows from the rest. */
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
	c->rope.head_dim = c->rope.rotary_dim = c->head_dim;
	return model_config_check(c, e);
}

static int
check_size(size_t x, size_t max, const char *what, struct err *e)
{
	if (x >= 1 && x <= max)
		return 0;
	return err_set(e, "%zu %s; from 1 to %zu are possible", x, what, max);
}

int
model_config_check(const struct model_config *c, struct err *e)
{
	if (check_size(c->vocab_size, MODEL_MAX_VOCAB, "tokens", e) ||
	    check_size(c->n_layers, MODEL_MAX_LAYERS, "layers", e) ||
	    check_size(c->width, MODEL_MAX_WIDTH, "units of width", e) ||
	    check_size(c->mlp_width, MODEL_MAX_WIDTH, "MLP units", e) ||
	    check_size(c->n_heads, MODEL_MAX_WIDTH, "heads", e) ||
	    check_size(c->head_dim, MODEL_MAX_WIDTH, "units a head", e) ||
	    check_size(c->n_heads * c->head_dim, MODEL_MAX_WIDTH,
		"units of all heads", e) ||
	    check_size(c->n_positions, MODEL_MAX_POSITIONS, "positions", e))
		return -1;
	if (c->n_kv_heads == 0 || c->n_heads % c->n_kv_heads != 0)
		return err_set(e,
		    "%zu heads cannot share %zu of keys and "
		    "values",
		    c->n_heads, c->n_kv_heads);
	if (c->position == POSITION_ROPE && c->head_dim % 2 != 0)
		return err_set(
		    e, "heads of %zu units cannot turn in pairs", c->head_dim);
	return 0;
}

/* The family by model_type, else by the class that is named. */
static int
find_form(const struct json *j, const struct family_form **form, struct err *e)
{
	struct str type = json_str(json_get(j, "model_type")), class = { 0 };
	const struct json *a = json_get(j, "architectures");

	if (json_kind(a) == JSON_ARRAY && json_count(a) > 0)
		class = json_str(json_at(a, 0));
	for (size_t i = 0; i < N_FAMILIES; i++) {
		const struct family_form *f = &forms[i];
		bool right = str_eq(class, str_of(f->causal)) ||
			     str_eq(class, str_of(f->base));

		if (type.n > 0 ? !str_eq(type, str_of(f->name)) : !right)
			continue;
		*form = f;
		if (class.n == 0 || right)
			return 0;
		return err_set(e,
		    "architecture '%.*s' is no language model "
		    "of the kind %s",
		    STR_ARG(class), f->causal);
	}
	return err_set(e, "model_type '%.*s' (%.*s); gpt2 and llama are known",
	    STR_ARG(type), STR_ARG(class));
}

static int
parse(const struct json *j, struct model_config *c, struct err *e)
{
	const struct family_form *f = NULL;

	if (json_kind(j) != JSON_OBJECT)
		return err_set(e, "not a JSON object");
	if (find_form(j, &f, e))
		return -1;
	*c = f->preset;
	if (member(j, "quantization_config", NULL) != NULL)
		return err_set(e, "'quantization_config': quantised folders "
				  "are not read; use the model's GGUF");
	if (parse_sizes(j, f->sizes, c, e) || parse_bools(j, f, c, e) ||
	    parse_activation(j, f, c, e) ||
	    parse_float(j, f->eps_name, f->eps_default, &c->norm_eps, e) ||
	    parse_float(j, "initializer_range", 0.02, &c->init_std, e))
		return -1;
	if (c->position == POSITION_ROPE && parse_rope(j, c, e))
		return -1;
	c->bos_id = token_id(j, "bos_token_id", c->vocab_size);
	c->eos_id = token_id(j, "eos_token_id", c->vocab_size);
	return finish(c, e);
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
put_rope(struct buf *out, const struct rope_config *r)
{
	buf_str(out, STR(",\n  \"rope_theta\": "));
	put_number(out, r->theta);
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

static void
put_id(struct buf *out, const char *name, int64_t id)
{
	if (id >= 0)
		buf_printf(out, ",\n  \"%s\": %jd", name, (intmax_t)id);
	else
		buf_printf(out, ",\n  \"%s\": null", name);
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

void
model_config_write(struct buf *out, const struct model_config *c)
{
	const struct family_form *f = &forms[c->family];
	struct model_config copy = *c;
	size_t act = 0;

	while (activations[act].act != c->activation)
		act++;
	buf_printf(out,
	    "{\n  \"architectures\": [\"%s\"],\n  \"model_type\": \"%s\"",
	    f->causal, f->name);
	for (const struct size_member *m = f->sizes; m->name != NULL; m++)
		buf_printf(out, ",\n  \"%s\": %zu", m->name,
		    *size_field(&copy, m->field));
	for (const struct bool_member *m = f->bools; m->name != NULL; m++)
		if (m == f->bools || strcmp(m->name, m[-1].name) != 0)
			buf_printf(out, ",\n  \"%s\": %s", m->name,
			    *bool_field(&copy, m->field) ? "true" : "false");
	buf_printf(out, ",\n  \"%s\": \"%s\"", f->activation_name,
	    activations[act].name);
	put_float(out, f->eps_name, c->norm_eps);
	put_float(out, "initializer_range", c->init_std);
	if (c->position == POSITION_ROPE)
		put_rope(out, &c->rope);
	put_id(out, "bos_token_id", c->bos_id);
	put_id(out, "eos_token_id", c->eos_id);
	buf_str(out, STR("\n}\n"));
}

uint64_t
model_config_parameters(const struct model_config *c)
{
	uint64_t v = c->vocab_size, w = c->width, f = c->mlp_width;
	uint64_t q = c->n_heads * c->head_dim, kv = c->n_kv_heads * c->head_dim;
	uint64_t ups = c->gated_mlp ? 2 : 1;
	uint64_t norm = c->norm == NORM_LAYER ? 2 * w : w;
	uint64_t layer = (q + 2 * kv) * w + w * q + (ups + 1) * f * w;

	layer += 2 * norm;
	layer += c->qk_norm ? 2 * c->head_dim : 0;
	layer += c->attn_qkv_bias ? q + 2 * kv : 0;
	layer += c->attn_out_bias ? w : 0;
	layer += c->mlp_bias ? ups * f + w : 0;
	return v * w * (c->tied ? 1 : 2) +
	       (c->position == POSITION_LEARNED
		       ? (c->n_positions + c->first_position) * w
		       : 0) +
	       norm + c->n_layers * layer;
}
