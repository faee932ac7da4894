/* The number of parameters of a configuration: see config.h. */
#include "model/config.h"

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
