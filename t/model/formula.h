/* Numbers that need no file: weights by a formula, a batch, its logits. */
#ifndef ICL_T_MODEL_FORMULA_H
#define ICL_T_MODEL_FORMULA_H

#include <math.h>
#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "model/decoder.h"
#include "model/weights.h"
#include "tiny.h"

enum { CUT = 9, N_SHOWN = 4 };

static const struct {
	size_t row, id;
} shown[N_SHOWN] = { { 0, 0 }, { 5, 17 }, { 14, 28 }, { 22, 11 } };

/* From -0.5 to 0.5, by the tensor's name and the number's place in its file. */
static inline double
formula(struct str name, size_t i)
{
	unsigned phase = 0;
	double x;

	for (size_t k = 0; k < name.n; k++)
		phase = (phase * 31 + (unsigned char)name.p[k]) % 8191;
	x = sin((double)i * 12.9898 + (double)phase * 0.37) * 43758.5453;
	return x - floor(x) - 0.5;
}

static inline void
fill(struct weights *w, const struct slot *s)
{
	size_t n = s->rows * s->cols;
	float *file = mem_new(n, sizeof *file);
	bool scale = s->vector && str_ends(s->name, STR(".weight"));

	for (size_t i = 0; i < n; i++) {
		double x = formula(s->name, i);

		file[i] = (float)(scale ? 1 + 0.5 * x : x);
	}
	tensor_names_put(
	    s, w->config.head_dim, file, w->data + weights_place(w, s));
	free(file);
}

static inline void
pack(struct batch *b, bool all)
{
	batch_segment(b, text, CUT, 0, NO_PARENT);
	batch_segment(b, text + CUT, ROWS - CUT, 0, NO_PARENT);
	for (uint32_t t = 0; t < ROWS; t++)
		if (all || (t != CUT - 1 && t != ROWS - 1))
			batch_target(b, t, all ? 0 : text[t + 1], 0,
			    0.1F * (float)(1 + t % 3));
}

/* The logits shown of that batch, under an adapter or none. */
static inline void
check_logits(const char *name, const struct weights *w, const struct adapter *a,
    const double want[N_SHOWN])
{
	struct decoder *d = decoder_new(w, 0, 1);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	static float logits[ROWS * VOCAB];
	double off = 0;

	decoder_adapt(d, a);
	pack(&b, true);
	decoder_logits(d, &in, logits);
	for (size_t i = 0; i < N_SHOWN; i++)
		off = fmax(off,
		    fabs((double)logits[shown[i].row * VOCAB + shown[i].id] -
			 want[i]));
	ok(off < 2e-5, "%s: logits (%.2g off)", name, off);
	batch_release(&b);
	decoder_free(d);
}

#endif
