/* What holds for the configurations of all families: see config.h. */
#include "model/config.h"

#include "model/family_config.h"

const char *
model_family_name(enum family f)
{
	return family_of(f)->name;
}

struct model_config
model_family_preset(enum family f)
{
	return family_of(f)->preset;
}

/* Whether the family's files say this size. */
static bool
is_stated(const struct model_config *c, size_t field)
{
	const struct size_member *m = family_of(c->family)->sizes;

	while (m->name != NULL && m->field != field)
		m++;
	return m->name != NULL;
}

/* What a config.json of the family could not say, and transformers not run. */
static int
check_family(const struct model_config *c, struct err *e)
{
	size_t all = c->n_heads * c->head_dim;

	if (!is_stated(c, offsetof(struct model_config, n_kv_heads)) &&
	    c->n_kv_heads != c->n_heads)
		return err_set(e,
		    "%zu heads of keys and values beside %zu; "
		    "they must be the same in this family",
		    c->n_kv_heads, c->n_heads);
	if (!is_stated(c, offsetof(struct model_config, head_dim)) &&
	    all != c->width)
		return err_set(e,
		    "heads of %zu units together in a width of %zu; they must "
		    "be the same in this family",
		    all, c->width);
	return 0;
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
	return check_family(c, e);
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
