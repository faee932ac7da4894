/* What follows from a configuration: see config.h. */
#include "model/config.h"

#include <assert.h>
#include <math.h>

bool
layer_set_has(const struct layer_set *s, size_t layer)
{
	return s->bits[layer / 64] >> layer % 64 & 1;
}

void
layer_set_put(struct layer_set *s, size_t layer, bool in)
{
	uint64_t bit = (uint64_t)1 << layer % 64;

	assert(layer < MODEL_MAX_LAYERS);
	if (in)
		s->bits[layer / 64] |= bit;
	else
		s->bits[layer / 64] &= ~bit;
}

size_t
model_config_window(const struct model_config *c, size_t layer)
{
	return layer_set_has(&c->sliding, layer) ? c->window : 0;
}

bool
model_config_norm_biased(const struct model_config *c)
{
	return c->norm == NORM_LAYER && !c->norm_unbiased;
}

bool
model_config_turns(const struct model_config *c, size_t layer)
{
	return c->position == POSITION_ROPE &&
	       !layer_set_has(&c->unturned, layer);
}

float
model_config_score_scale(const struct model_config *c)
{
	if (c->score_scale > 0)
		return (float)c->score_scale;
	if (c->query_scalar > 0)
		return (float)(1 / sqrt(c->query_scalar));
	return 1 / sqrtf((float)c->head_dim);
}

float
model_config_embed_scale(const struct model_config *c)
{
	return c->scale_by_width ? (float)sqrt((double)c->width)
				 : (float)c->embed_scale;
}

/* The longest context that can be set. */
static size_t
longest(const struct model_config *c)
{
	if (c->position != POSITION_ROPE)
		return c->n_positions;
	if (c->rope.kind == ROPE_LONG && c->stated_positions > 0)
		return c->stated_positions;
	return c->rope.kind == ROPE_DYNAMIC ? MODEL_MAX_POSITIONS
					    : c->n_positions;
}

int
model_config_set_context(struct model_config *c, uint64_t ctx, struct err *e)
{
	if (ctx <= c->n_positions)
		return 0;
	if (ctx > longest(c))
		return err_set(e,
		    "--ctx %ju is beyond the %zu positions that the model has",
		    (uintmax_t)ctx, longest(c));
	if (c->stated_positions == 0)
		c->stated_positions = c->n_positions;
	if (c->rope.kind == ROPE_DYNAMIC)
		c->rope.original_positions = (double)c->stated_positions;
	c->n_positions = (size_t)ctx;
	c->rope.context = (double)ctx;
	return 0;
}

const char *
model_config_context_hint(const struct model_config *c)
{
	return longest(c) > c->n_positions ? ", or --ctx here" : "";
}

const char *
model_config_context_words(const struct model_config *c)
{
	if (c->rope.context == 0)
		return "";
	return c->rope.kind == ROPE_LONG
		   ? "all texts turn by longrope's long factors"
		   : "all texts turn by dynamic rope's base of --ctx tokens";
}

uint64_t
model_config_parameters(const struct model_config *c)
{
	uint64_t v = c->vocab_size, w = c->width, f = c->mlp_width;
	uint64_t q = c->n_heads * c->head_dim, kv = c->n_kv_heads * c->head_dim;
	uint64_t ups = c->gated_mlp ? 2 : 1;
	uint64_t norm = model_config_norm_biased(c) ? 2 * w : w;
	uint64_t layer = (q + 2 * kv) * w + w * q + (ups + 1) * f * w;
	uint64_t norms = c->norm_place == NORM_AROUND ? 4 : 2;

	layer += (c->one_norm ? 1 : norms) * norm;
	layer += c->qk_norm == QK_NORM_HEAD   ? 2 * c->head_dim
		 : c->qk_norm == QK_NORM_NONE ? 0
					      : q + kv;
	layer += c->attn_qkv_bias ? q + 2 * kv : 0;
	layer += c->attn_out_bias ? w : 0;
	layer += c->mlp_bias ? ups * f + w : 0;
	return v * w * (c->tied ? 1 : 2) + (c->head_bias ? v : 0) +
	       (c->position == POSITION_LEARNED
		       ? (c->n_positions + c->first_position) * w
		       : 0) +
	       (c->embed_norm ? 2 : 1) * norm + c->n_layers * layer;
}
