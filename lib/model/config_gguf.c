/* GGUF metadata to a model's configuration: see config.h. */
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/gguf.h"
#include "model/family_config.h"

enum { KEY_BYTES = 64 };

/* The factors of Llama 3 are a tensor there; what made them is not said. */
#define LLAMA3_LOW 1
#define LLAMA3_HIGH 4
#define LLAMA3_POSITIONS 8192
#define FACTOR_TOLERANCE 1e-4

/* A file and its family, whose architecture begins the keys. */
struct source {
	const struct gguf *g;
	const struct family_config *family;
	char key[KEY_BYTES];
};

static const char *
key_of(struct source *s, const char *name)
{
	snprintf(s->key, sizeof s->key, "%s.%s", s->family->gguf, name);
	return s->key;
}

static int
get_size(struct source *s, const char *name, size_t otherwise, size_t *value,
    struct err *e)
{
	int64_t x;

	if (gguf_is_array(s->g, key_of(s, name)))
		return err_set(e,
		    "'%s' differs from layer to layer; such "
		    "models are not run here",
		    s->key);
	x = gguf_int(s->g, s->key, -1);
	if (x == -1 && otherwise > 0)
		x = (int64_t)otherwise;
	if (x <= 0)
		return err_set(e, "key '%s' is missing or not above 0", s->key);
	*value = (size_t)x;
	return 0;
}

static int
get_real(struct source *s, const char *name, double otherwise, double *value,
    struct err *e)
{
	*value = gguf_real(s->g, key_of(s, name), otherwise);
	if (isfinite(*value) && *value > 0)
		return 0;
	return err_set(e, "key '%s' is missing or not above 0", s->key);
}

static const struct tensor *
find(const struct gguf *g, const char *name)
{
	size_t n;
	const struct tensor *t = gguf_tensors(g, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(t[i].name, str_of(name)))
			return &t[i];
	return NULL;
}

/* Refuses what the files may ask for and the decoder does not do. */
static int
refuse(struct source *s, struct err *e)
{
	double unsaid = s->family->preset.family == FAMILY_MPT ? 0 : 8;

	if (str_eq(gguf_str(s->g, "general.type"), STR("adapter")))
		return err_set(e, "this is an adapter, not a model");
	if (gguf_int(s->g, "split.count", 1) > 1)
		return err_set(e,
		    "one of %jd parts of a split model; merge "
		    "them into one file",
		    (intmax_t)gguf_int(s->g, "split.count", 1));
	if (gguf_int(s->g, key_of(s, "expert_count"), 0) > 0)
		return err_set(e,
		    "key '%s' is above 0; such models "
		    "are not run here",
		    s->key);
	if (s->family->preset.position == POSITION_ALIBI &&
	    gguf_real(s->g, key_of(s, "attention.max_alibi_bias"), unsaid) != 8)
		return err_set(e,
		    "key '%s' is not 8; such models are not run here", s->key);
	if (gguf_real(s->g, key_of(s, "attention.clamp_kqv"), 0) > 0)
		return err_set(e,
		    "key '%s' is above 0; such models are not run here",
		    s->key);
	return 0;
}

static int
get_sizes(struct source *s, struct model_config *c, struct err *e)
{
	size_t value_dim = 0;

	if (get_size(s, "embedding_length", 0, &c->width, e) ||
	    get_size(s, "block_count", 0, &c->n_layers, e) ||
	    get_size(s, "feed_forward_length", 0, &c->mlp_width, e) ||
	    get_size(s, "context_length", 0, &c->n_positions, e) ||
	    get_size(s, "attention.head_count", 0, &c->n_heads, e) ||
	    get_size(
		s, "attention.head_count_kv", c->n_heads, &c->n_kv_heads, e))
		return -1;
	if (c->n_heads > c->width)
		return err_set(
		    e, "%zu heads in a width of %zu", c->n_heads, c->width);
	if (get_size(s, "attention.key_length", c->width / c->n_heads,
		&c->head_dim, e) ||
	    get_size(s, "attention.value_length", c->head_dim, &value_dim, e))
		return -1;
	if (value_dim != c->head_dim)
		return err_set(e,
		    "heads of %zu units with values of %zu; they must be the "
		    "same",
		    c->head_dim, value_dim);
	return 0;
}

/* A window that families have for some of their layers, by their rule; of
 * others one that the context does not reach is none.  Of checked sizes. */
static int
get_window(struct source *s, struct model_config *c, struct err *e)
{
	enum slide_rule rule = s->family->slides;
	bool slides = rule == SLIDE_ALL || rule == SLIDE_PERIOD;
	int64_t window;

	window = gguf_int(s->g, key_of(s, "attention.sliding_window"),
	    c->family == FAMILY_GEMMA2 ? 4096 : 0);
	if (!slides && window > 0 && (uint64_t)window < c->n_positions)
		return err_set(e,
		    "key '%s' is below the %zu positions; such models are "
		    "not run here",
		    s->key, c->n_positions);
	if (slides && window > 0)
		c->window = (size_t)window;
	for (size_t i = 0; i < c->n_layers; i++) {
		bool last = rule == SLIDE_PERIOD &&
			    (i + 1) % s->family->slide_period == 0;

		layer_set_put(&c->sliding, i, c->window > 0 && !last);
		/* which, no key says */
		layer_set_put(&c->unturned, i,
		    s->family->may_not_turn && (i + 1) % 4 == 0);
	}
	return 0;
}

/* Of what no key says, the scale of Gemma's scores follows from the size. */
static double
unsaid(const struct model_config *c, const struct real_member *m)
{
	bool largest = c->n_layers == 46 || c->n_layers == 62;

	if (m->field == offsetof(struct model_config, score_scale))
		return 1 / sqrt((double)c->head_dim);
	if (m->field != offsetof(struct model_config, query_scalar))
		return m->otherwise;
	return (double)(largest ? c->width / c->n_heads : c->head_dim);
}

static int
get_reals(struct source *s, struct model_config *c, struct err *e)
{
	for (const struct real_member *m = s->family->reals; m->name != NULL;
	     m++) {
		double *to = family_real(c, m->field);

		*to = unsaid(c, m);
		if (m->key != NULL)
			*to = gguf_real(s->g, key_of(s, m->key), *to);
		if (!isfinite(*to) || *to < 0 || (*to == 0 && !m->nullable))
			return err_set(
			    e, "key '%s' is not a number above 0", s->key);
	}
	return 0;
}

/* 1 when the factors are those of Llama 3 with its usual bounds, 0 if not. */
static int
is_llama3(const struct rope_config *r, const float *factors, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		double turn =
		    2.0 * 3.14159265358979323846 *
		    pow(r->theta, 2.0 * (double)i / (double)r->rotary_dim);
		double smooth = (LLAMA3_POSITIONS / turn - LLAMA3_LOW) /
				(LLAMA3_HIGH - LLAMA3_LOW);
		double want;

		smooth = smooth < 0 ? 0 : smooth > 1 ? 1 : smooth;
		want = 1 / ((1 - smooth) / r->factor + smooth);
		if (!(fabs((double)factors[i] / want - 1) < FACTOR_TOLERANCE))
			return 0;
	}
	return 1;
}

/* rope_freqs.weight: what each pair's frequency is divided by. */
static int
get_factors(const struct tensor *t, struct rope_config *r, struct err *e)
{
	size_t n = r->rotary_dim / 2;
	float *factors;
	int rc;

	if (tensor_count(t) != n)
		return err_set(e,
		    "tensor 'rope_freqs.weight' has %ju "
		    "factors, heads have %zu pairs",
		    (uintmax_t)tensor_count(t), n);
	factors = mem_new(n, sizeof *factors);
	rc = tensor_f32(t, factors, e);
	if (rc == 0 && n > 0) {
		r->kind = ROPE_LLAMA3;
		r->factor = (double)factors[n - 1]; /* the slowest pair's */
		r->low_freq_factor = LLAMA3_LOW;
		r->high_freq_factor = LLAMA3_HIGH;
		r->original_positions = LLAMA3_POSITIONS;
		if (!(r->factor >= 1) || !is_llama3(r, factors, n))
			rc = err_set(e, "tensor 'rope_freqs.weight' holds "
					"factors other than Llama 3's; use "
					"the model's folder");
		if (rc == 0 && r->factor == 1)
			r->kind = ROPE_PLAIN;
	}
	free(factors);
	return rc;
}

/* How much of each head rotates. */
static int
get_part(struct source *s, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;

	r->head_dim = c->head_dim;
	if (get_size(s, "rope.dimension_count", c->head_dim, &r->rotary_dim, e))
		return -1;
	if (r->rotary_dim == r->head_dim)
		return 0;
	if (s->family->part_name == NULL || r->rotary_dim > r->head_dim ||
	    r->rotary_dim % 2 != 0)
		return err_set(e,
		    "heads of %zu units with %zu turned; such models are not "
		    "run here",
		    r->head_dim, r->rotary_dim);
	return 0;
}

/* Phi's factors of short and of long texts. */
static int
get_long(struct source *s, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;
	const struct tensor *t[] = { find(s->g, "rope_factors_short.weight"),
		find(s->g, "rope_factors_long.weight") };
	double *to[] = { r->short_factor, r->long_factor };
	size_t n = r->rotary_dim / 2, original = 0;
	float x[ROPE_MAX_PAIRS];

	if (t[0] == NULL && t[1] == NULL)
		return 0;
	for (size_t k = 0; k < 2; k++) {
		if (t[k] == NULL || tensor_count(t[k]) != n ||
		    n > ROPE_MAX_PAIRS)
			return err_set(e,
			    "tensors 'rope_factors_short.weight' and 'long' "
			    "are not two of %zu factors",
			    n);
		if (tensor_f32(t[k], x, e))
			return -1;
		for (size_t i = 0; i < n; i++) {
			to[k][i] = (double)x[i];
			if (!(x[i] > 0) || !isfinite(x[i]))
				return err_set(
				    e, "a rope factor is not above 0");
		}
	}
	if (get_size(s, "rope.scaling.original_context_length", c->n_positions,
		&original, e))
		return -1;
	r->kind = ROPE_LONG;
	r->original_positions = (double)original;
	r->factor = (double)c->n_positions / (double)original;
	if (c->n_positions > original) {
		c->stated_positions = c->n_positions;
		c->n_positions = original;
	}
	return 0;
}

static int
get_yarn(struct source *s, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;
	size_t original = 0;

	if (get_size(s, "rope.scaling.original_context_length", c->n_positions,
		&original, e) ||
	    get_real(s, "rope.scaling.yarn_beta_fast", 32, &r->beta_fast, e) ||
	    get_real(s, "rope.scaling.yarn_beta_slow", 1, &r->beta_slow, e))
		return -1;
	r->original_positions = (double)original;
	return 0;
}

/* The scale of old files divides angles; the factor of newer ones likewise. */
static int
get_scaling(struct source *s, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;
	struct str type = gguf_str(s->g, key_of(s, "rope.scaling.type"));
	double scale;

	if (get_real(s, "rope.scale_linear", 1, &scale, e) ||
	    get_real(s, "rope.scaling.factor", scale, &r->factor, e))
		return -1;
	if (type.n == 0 && scale != 1)
		type = STR("linear");
	if (str_eq(type, STR("linear")))
		r->kind = ROPE_LINEAR;
	else if (str_eq(type, STR("yarn")))
		r->kind = ROPE_YARN;
	else if (type.n > 0 && !str_eq(type, STR("none")) &&
		 !str_eq(type, STR("longrope")))
		return err_set(e,
		    "rope.scaling.type '%.*s'; none, linear, yarn and longrope "
		    "are known",
		    STR_ARG(type));
	return r->kind == ROPE_YARN ? get_yarn(s, c, e) : get_long(s, c, e);
}

static int
get_rope(struct source *s, struct model_config *c, struct err *e)
{
	struct rope_config *r = &c->rope;
	const struct tensor *factors = find(s->g, "rope_freqs.weight");
	double theta =
	    s->family->theta_default > 0 ? s->family->theta_default : 10000;

	if (get_part(s, c, e) ||
	    get_real(s, "rope.freq_base", theta, &r->theta, e) ||
	    get_scaling(s, c, e))
		return -1;
	if (factors == NULL)
		return 0;
	if (r->kind != ROPE_PLAIN)
		return err_set(e, "tensor 'rope_freqs.weight' beside another "
				  "scaling is not run here");
	return get_factors(factors, r, e);
}

/* The vocabulary is what the embedding has; whoever else counts must agree. */
static int
get_vocabulary(struct source *s, struct model_config *c, struct err *e)
{
	const struct tensor *t = find(s->g, "token_embd.weight");
	size_t tokens = gguf_count(s->g, "tokenizer.ggml.tokens"), said = 0;

	if (t == NULL || t->n_dims != 2 || t->dims[0] > MODEL_MAX_VOCAB)
		return err_set(e, "no tensor 'token_embd.weight' of two sizes");
	c->vocab_size = (size_t)t->dims[0];
	if (get_size(s, "vocab_size", c->vocab_size, &said, e))
		return -1;
	if (said != c->vocab_size || (tokens > 0 && tokens != c->vocab_size))
		return err_set(e,
		    "%zu tokens in the vocabulary (%zu said), "
		    "but embeddings of %zu",
		    tokens, said, c->vocab_size);
	return 0;
}

static int64_t
token_id(const struct gguf *g, const char *key, size_t vocab_size)
{
	int64_t id = gguf_int(g, key, -1);

	return id >= 0 && (uint64_t)id < vocab_size ? id : -1;
}

/* The head is the embedding when it is not there or the same bytes. */
static bool
is_tied(const struct gguf *g)
{
	const struct tensor *head = find(g, "output.weight");
	const struct tensor *embed = find(g, "token_embd.weight");

	if (head == NULL)
		return true;
	return head->type == embed->type && head->n_bytes == embed->n_bytes &&
	       memcmp(head->bytes, embed->bytes, head->n_bytes) == 0;
}

/* Side by side, with one head of keys or groups, one norm or two. */
static void
get_falcon(const struct source *s, struct model_config *c)
{
	c->parallel = true;
	c->multi_query = c->n_kv_heads == 1;
	c->grouped_form = !c->multi_query;
	c->one_norm = find(s->g, "blk.0.attn_norm_2.weight") == NULL;
	if (c->grouped_form)
		c->parallel_norms = c->one_norm ? 1 : 2;
}

/* Biases that one layer has all have, or the tensors do not fit. */
static int
get_switches(struct source *s, struct model_config *c, struct err *e)
{
	bool qkv = find(s->g, "blk.0.attn_q.bias") != NULL ||
		   find(s->g, "blk.0.attn_qkv.bias") != NULL;
	bool out = find(s->g, "blk.0.attn_output.bias") != NULL;
	bool one_norm = find(s->g, "blk.0.ffn_norm.weight") == NULL;
	bool both = false;

	for (const struct bool_member *m = s->family->bools; m->name != NULL;
	     m++) {
		bool *b = family_bool(c, m->field);

		if (b == &c->attn_qkv_bias)
			*b = qkv;
		else if (b == &c->attn_out_bias)
			both = true, *b = out;
		else if (b == &c->mlp_bias)
			*b = find(s->g, "blk.0.ffn_up.bias") != NULL;
		else if (b == &c->qk_layernorm)
			*b = find(s->g, "blk.0.attn_q_norm.weight") != NULL;
		else if (b == &c->one_norm)
			c->parallel = *b = one_norm;
		else if (b == &c->parallel)
			*b = gguf_bool(
			    s->g, key_of(s, "use_parallel_residual"), *b);
	}
	if (c->family == FAMILY_FALCON)
		get_falcon(s, c);
	if (c->qk_layernorm)
		c->qk_norm = QK_NORM_LAYER;
	if (both && c->attn_qkv_bias != c->attn_out_bias)
		return err_set(e, "attention has some of its biases only");
	return 0;
}

/* The first family of an architecture, or N_FAMILIES. */
static size_t
family_of_architecture(struct str architecture)
{
	size_t i = 0;

	while (
	    i < N_FAMILIES &&
	    (family_of((enum family)i)->gguf == NULL ||
		!str_eq(architecture, str_of(family_of((enum family)i)->gguf))))
		i++;
	return i;
}

static int
find_family(
    const struct gguf *g, const struct family_config **family, struct err *e)
{
	struct str name = gguf_str(g, "general.architecture");
	size_t found = family_of_architecture(name);
	struct buf known = { 0 };

	if (found < N_FAMILIES) {
		*family = family_of((enum family)found);
		return 0;
	}
	for (size_t i = 0; i < N_FAMILIES; i++) {
		const char *other = family_of((enum family)i)->gguf;

		if (other != NULL && family_of_architecture(str_of(other)) == i)
			buf_printf(&known, "%s%s", i == 0 ? "" : ", ", other);
	}
	err_set(e, "architecture '%.*s'; known are %s", STR_ARG(name), known.p);
	buf_release(&known);
	return -1;
}

static int
read_config(const struct gguf *g, struct model_config *c, struct err *e)
{
	struct source s = { .g = g };
	double eps;

	if (find_family(g, &s.family, e))
		return -1;
	*c = s.family->preset;
	c->init_std = 0.02f;
	if (refuse(&s, e) || get_sizes(&s, c, e) || get_reals(&s, c, e) ||
	    get_vocabulary(&s, c, e) ||
	    get_real(&s, s.family->eps_key, 0, &eps, e) ||
	    (c->position == POSITION_ROPE && get_rope(&s, c, e)) ||
	    get_switches(&s, c, e))
		return -1;
	c->norm_eps = (float)eps;
	if (!isfinite(c->norm_eps) || c->norm_eps <= 0)
		return err_set(e, "key '%s' is not above 0", s.family->eps_key);
	c->tied = is_tied(g);
	c->bos_id = token_id(g, "tokenizer.ggml.bos_token_id", c->vocab_size);
	c->eos_id = token_id(g, "tokenizer.ggml.eos_token_id", c->vocab_size);
	c->pad_id =
	    token_id(g, "tokenizer.ggml.padding_token_id", c->vocab_size);
	return model_config_check(c, e) || get_window(&s, c, e) ? -1 : 0;
}

int
model_config_gguf(const struct gguf *g, struct model_config *c, struct err *e)
{
	int rc = read_config(g, c, e);

	return gguf_check(g, e) ? -1 : rc;
}
