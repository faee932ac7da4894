/*
 * Loss, logits and gradients of tiny models against numbers from PyTorch 2.13
 * and transformers 5.23 in fp32, for weights that a formula gives.
 */
#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "model/decoder.h"
#include "model/layout.h"
#include "tiny.h"

/* Norms of the gradient over all layers, in the order of enum whole. */
struct reference {
	const char *name;
	double loss, logits[3], norms[N_WHOLES];
};

static const struct reference references[] = {
	{ "gpt2", 4.0594831, { -2.651743, -1.288782, 1.837190 },
	    { 1.77371, 1.30228, 0.471332, 0.292023, 0, 0.757467, 0.837466,
		2.19345, 0.558616, 1.64673, 0.343964, 0.432336, 0.434197,
		1.35502, 0.314855, 1.42017, 0.231066 } },
	{ "llama, tied", 4.1377118, { -1.247511, -1.347732, -1.485305 },
	    { 3.64826, 0, 0.438525, 0, 0, 0.967195, 0, 3.91339, 0, 2.03553, 0,
		0.483333, 0, 1.87119, 0, 1.2445, 0 } },
	{ "llama, untied", 4.0946248, { -0.299921, 2.321681, 0.799590 },
	    { 3.35873, 0, 0.466115, 0, 1.16133, 1.16324, 0, 3.61322, 0, 2.11889,
		0, 0.552634, 0, 1.97467, 0, 1.46451, 0 } },
};

static const struct {
	size_t row, id;
} shown[] = { { 0, 0 }, { 5, 17 }, { 22, 28 } };

static void
fill(struct weights *w, enum whole which, size_t layer)
{
	bool scale = which == WHOLE_NORM_W || which == WHOLE_ATTN_NORM_W ||
		     which == WHOLE_MLP_NORM_W;
	float *to = w->data + *layout_offset(w, which, layer);
	size_t rows, cols;

	layout_shape(&w->config, which, &rows, &cols);
	for (size_t i = 0; i < rows * cols; i++) {
		double x = sin((double)i * 12.9898 + (double)which * 78.233 +
			       (double)layer * 37.719) *
			   43758.5453;

		x -= floor(x) + 0.5;
		to[i] = (float)(scale ? 1 + 0.5 * x : x);
	}
}

static double
norm_of(const struct weights *w, const float *grad, enum whole which)
{
	size_t rows, cols;
	double sum = 0;

	layout_shape(&w->config, which, &rows, &cols);
	for (size_t l = 0; l < w->config.n_layers; l++) {
		const float *g = grad + *layout_offset(w, which, l);

		if (l == 0 || layout_per_layer(which))
			for (size_t i = 0; i < rows * cols; i++)
				sum += (double)g[i] * (double)g[i];
	}
	return sqrt(sum);
}

static void
check_logits(const struct reference *r, const struct weights *w)
{
	struct decoder *d = decoder_new(w, 0, 1);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	static float logits[ROWS * VOCAB];

	batch_segment(&b, text, ROWS, 0, NO_PARENT);
	for (uint32_t t = 0; t < ROWS; t++)
		batch_target(&b, t, 0, 0, 1);
	decoder_logits(d, &in, logits);
	for (size_t i = 0; i < 3; i++)
		ok_near((double)logits[shown[i].row * VOCAB + shown[i].id],
		    r->logits[i], 2e-5, "a logit");
	batch_release(&b);
	decoder_free(d);
}

static void
check_step(const struct reference *r, const struct weights *w)
{
	struct decoder *d = decoder_new(w, 1, 1);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	float *grad = mem_new(w->n, sizeof *grad);
	double logprob[ROWS], loss = 0;

	batch_segment(&b, text, ROWS, 0, NO_PARENT);
	for (uint32_t t = 0; t + 1 < ROWS; t++)
		batch_target(&b, t, text[t + 1], 0, 1.0F / (ROWS - 1));
	decoder_step(d, &in, logprob, grad);
	for (size_t i = 0; i + 1 < ROWS; i++)
		loss -= logprob[i] / (ROWS - 1);
	ok_near(loss, r->loss, 1e-6, r->name);
	for (enum whole which = 0; which < N_WHOLES; which++)
		if (layout_has(&w->config, which))
			ok_near(norm_of(w, grad, which), r->norms[which], 2e-5,
			    "norm of a gradient");
	free(grad);
	batch_release(&b);
	decoder_free(d);
}

int
main(void)
{
	const struct model_config configs[] = { tiny_gpt2(), tiny_llama(true),
		tiny_llama(false) };

	for (size_t i = 0; i < 3; i++) {
		struct weights *w = weights_random(&configs[i], 0);

		for (enum whole which = 0; which < N_WHOLES; which++)
			for (size_t l = 0; l < configs[i].n_layers; l++)
				if (layout_has(&configs[i], which) &&
				    (l == 0 || layout_per_layer(which)))
					fill(w, which, l);
		check_logits(&references[i], w);
		check_step(&references[i], w);
		weights_free(w);
	}
	return tap_end();
}
