/* Rotations against the formula in fp64; rotating back undoes them. */
#include "nn.h"
#include "nn/rope.h"

enum { T = 50, H = 3, D = 20, ROTARY = 12, STRIDE = 67, N = T * STRIDE };

static const struct rope_config plain_config = {
	.head_dim = D, .rotary_dim = ROTARY, .theta = 10000
};

static void
plain(const uint32_t *pos, const double *freq, double *x)
{
	for (size_t t = 0; t < T; t++)
		for (size_t h = 0; h < H; h++)
			for (size_t i = 0; i < ROTARY / 2; i++) {
				double *a = x + t * STRIDE + h * D + i;
				double *b = a + ROTARY / 2, old = *a;
				double angle = pos[t] * freq[i];

				*a = old * cos(angle) - *b * sin(angle);
				*b = *b * cos(angle) + old * sin(angle);
			}
}

static void
test(const struct rope_config *c, const double *freq, const char *name)
{
	struct rope *r = rope_new(c, 200);
	float *x = random_floats(N, 1, 1), *x0 = copy_floats(x, N);
	double *want = mem_new(N, sizeof *want);
	uint32_t pos[T];

	for (size_t i = 0; i < N; i++)
		want[i] = (double)x[i];
	for (size_t t = 0; t < T; t++)
		pos[t] = (uint32_t)(t * 37 % 200);
	plain(pos, freq, want);
	rope_apply(r, 1, T, pos, H, x, STRIDE, 3);
	ok_close(N, x, want, 2e-5, name);
	rope_apply(r, -1, T, pos, H, x, STRIDE, 1);
	for (size_t i = 0; i < N; i++)
		want[i] = (double)x0[i];
	ok_close(N, x, want, 1e-6, "and back");
	free(want);
	free(x0);
	free(x);
	rope_free(r);
}

int
main(void)
{
	struct rope_config linear = plain_config, llama3 = plain_config;
	struct rope_config stretched = plain_config, grown = plain_config;
	double freq[ROTARY / 2], slower[ROTARY / 2], bent[ROTARY / 2];
	double by_long[ROTARY / 2], by_base[ROTARY / 2];

	linear.kind = ROPE_LINEAR;
	linear.factor = 4;
	llama3.kind = ROPE_LLAMA3;
	llama3.factor = 8;
	llama3.low_freq_factor = 1;
	llama3.high_freq_factor = 4;
	llama3.original_positions = 64;
	stretched.kind = ROPE_LONG;
	stretched.factor = 1;
	stretched.original_positions = grown.original_positions = 100;
	stretched.context = grown.context = 200;
	grown.kind = ROPE_DYNAMIC;
	grown.factor = 3;
	for (size_t i = 0; i < ROTARY / 2; i++) {
		double wave;

		freq[i] = pow(10000, -2.0 * (double)i / ROTARY);
		slower[i] = freq[i] / 4;
		stretched.short_factor[i] = 1;
		stretched.long_factor[i] = 1 + (double)i;
		by_long[i] = freq[i] / (1 + (double)i);
		by_base[i] =
		    pow(10000 * pow(3 * 2 - 2, ROTARY / (ROTARY - 2.0)),
			-2.0 * (double)i / ROTARY);
		wave = 2 * M_PI / freq[i];
		bent[i] = wave < 64.0 / 4 ? freq[i]
			  : wave > 64.0
			      ? freq[i] / 8
			      : ((64 / wave - 1) / 3) * freq[i] +
				    (1 - (64 / wave - 1) / 3) * freq[i] / 8;
	}
	EACH_ISA
	{
		test(&plain_config, freq, "plain");
		test(&linear, slower, "linear scaling");
		test(&llama3, bent, "Llama 3's scaling");
		test(&stretched, by_long, "long factors");
		test(&grown, by_base, "a base for more positions");
	}
	stretched.context = grown.context = 0;
	test(&stretched, freq, "short factors");
	test(&grown, freq, "the base itself");
	rope_free(NULL);
	return tap_end();
}
