/* Products of 8-bit numbers: the bits of sums made one by one. */
#include "nn/int8.h"

#include "nn.h"
#include "nn/gemm.h"

/*
 * Rows of a batch, rows and columns of a weight: both sides of what kernels
 * take at a time of each, and of a vector.
 */
static const size_t shapes[][3] = { { 1, 1, 1 }, { 1, 530, 300 }, { 2, 97, 41 },
	{ 3, 64, 9 }, { 4, 1100, 35 }, { 5, 70, 33 }, { 6, 129, 513 },
	{ 7, 16, 16 }, { 8, 65, 258 }, { 9, 66, 31 }, { 127, 33, 259 },
	{ 128, 64, 64 }, { 129, 130, 77 }, { 131, 40, 100 }, { 515, 20, 40 } };

/* Beyond which sizes of a row are outliers, as the header says. */
static float
plain_limit(size_t n, const float *x, float max)
{
	float limit = max;
	size_t above;

	for (int pass = 0; pass < 6; pass++) {
		int64_t sum = 0;
		double wanted;

		for (size_t i = 0; i < n; i++)
			sum += (int64_t)nearbyintf(
			    fminf(fabsf(x[i]), limit) * (16384 / limit));
		wanted = 6 * ((double)sum * (double)limit / 16384 / (double)n);
		if (wanted >= (double)limit)
			break;
		limit = (float)wanted;
	}
	for (;; limit *= 1.25F) {
		above = 0;
		for (size_t i = 0; i < n; i++)
			above += fabsf(x[i]) > limit;
		if (above <= n / 32)
			return fminf(limit, max);
	}
}

static float
largest(size_t n, const float *x)
{
	float max = 0;

	for (size_t i = 0; i < n; i++)
		max = fmaxf(max, fabsf(x[i]));
	return max;
}

static int
q_of(const struct int8_matrix *w, size_t row, size_t col)
{
	return w->q[col * w->rows + row];
}

static size_t
plain_nt(
    const struct int8_matrix *w, size_t t, const float *x, int add, float *y)
{
	size_t n = w->rows, k = w->cols, outliers = 0;

	for (size_t i = 0; i < t; i++, x += k) {
		float limit = plain_limit(k, x, largest(k, x));

		for (size_t j = 0; j < n; j++) {
			int32_t sum = 0;
			float v;

			for (size_t p = 0; p < k; p++)
				if (fabsf(x[p]) <= limit)
					sum += (int)nearbyintf(
						   x[p] * (127 / limit)) *
					       q_of(w, j, p);
			v = (float)sum * (limit / 127);
			for (size_t p = 0; p < k; p++)
				if (fabsf(x[p]) > limit) {
					v += (float)q_of(w, j, p) * x[p];
					outliers++;
				}
			v *= w->scale[j];
			y[i * n + j] = add ? v + y[i * n + j] : v;
		}
	}
	return outliers;
}

static void
plain_nn(const struct int8_matrix *w, size_t t, const float *y, float *x)
{
	size_t n = w->rows, k = w->cols;
	float *scaled = mem_new(n, sizeof *scaled), max;

	for (size_t i = 0; i < t; i++) {
		for (size_t j = 0; j < n; j++)
			scaled[j] = y[i * n + j] * w->scale[j];
		max = largest(n, scaled);
		for (size_t p = 0; p < k; p++) {
			int32_t sum = 0;

			for (size_t j = 0; j < n; j++)
				sum +=
				    (int)nearbyintf(scaled[j] * (127 / max)) *
				    q_of(w, j, p);
			x[i * k + p] = (float)sum * (max / 127);
		}
	}
	free(scaled);
}

/* Numbers some of which are far larger than the others. */
static float *
activations(size_t n)
{
	float *x = random_floats(n, 2, 3);

	for (size_t i = 0; i < n; i += 29)
		x[i] *= 50;
	return x;
}

/* By 1 to 3 threads, and added to what was there. */
static void
test_product(const struct int8_matrix *w, size_t t, const float *x, bool spread)
{
	size_t n = w->rows, k = w->cols;
	float *old = random_floats(t * n, 4, 1), *y = mem_new(t * n, sizeof *y);
	float *want = mem_new(t * n, sizeof *want);

	for (int add = 1; add >= 0; add--) {
		size_t outliers;
		bool good = true;

		memcpy(want, old, t * n * sizeof *want);
		outliers = plain_nt(w, t, x, add, want);
		for (unsigned threads = 1; threads <= 3; threads++) {
			memcpy(y, old, t * n * sizeof *y);
			int8_nt(w, t, x, (float)add, y, threads);
			good = good && same_bits(t * n, y, want);
		}
		ok(good, "%s: %zu x %zu x %zu%s", cpu_isa_name(cpu_isa()), t, n,
		    k, add ? ", added" : "");
		ok(!spread || k < 32 || outliers > 0, "with outliers");
	}
	free(want);
	free(y);
	free(old);
}

static void
test_gradient(const struct int8_matrix *w, size_t t, const float *dy)
{
	size_t k = w->cols;
	float *dx = mem_new(t * k, sizeof *dx);
	float *want = mem_new(t * k, sizeof *want);
	bool good = true;

	plain_nn(w, t, dy, want);
	for (unsigned threads = 1; threads <= 3; threads++) {
		int8_nn(w, t, dy, dx, threads);
		good = good && same_bits(t * k, dx, want);
	}
	ok(good, "the gradient of %zu x %zu x %zu", t, w->rows, k);
	free(want);
	free(dx);
}

/* Of weights a, activations x and gradients dy, which it frees. */
static void
test_numbers(
    size_t t, size_t n, size_t k, float *a, float *x, float *dy, bool spread)
{
	struct matrix dense = matrix_of(a, n, k);
	struct int8_matrix w;

	int8_init(&w, &dense, 2);
	test_product(&w, t, x, spread);
	test_gradient(&w, t, dy);
	int8_release(&w);
	free(dy);
	free(x);
	free(a);
}

static void
test_shape(const size_t s[3])
{
	size_t t = s[0], n = s[1], k = s[2];
	float *a = random_floats(n * k, 1, 1), *x = activations(t * k);
	float *dy = random_floats(t * n, 3, 1e-4);

	test_numbers(t, n, k, a, x, dy, true);
}

/* The largest sizes, in sums that are as large as they get, of either sign. */
static void
test_largest(size_t t, size_t n, size_t k)
{
	float *a = mem_new(n * k, sizeof *a), *x = mem_new(t * k, sizeof *x);
	float *dy = mem_new(t * n, sizeof *dy);

	for (size_t i = 0; i < n * k; i++)
		a[i] = i / k % 2 ? -1 : 1;
	for (size_t i = 0; i < t * k; i++)
		x[i] = i / k % 3 == 1 ? -1 : 1;
	for (size_t i = 0; i < t * n; i++)
		dy[i] = i % n % 2 ? -1 : 1;
	test_numbers(t, n, k, a, x, dy, false);
}

static void
test_weights(void)
{
	static const float a[] = { 1, -2, 0.5F, 0, 0, 0, 254, 1, 3 };
	static const int8_t q[] = { 64, 0, 127, -127, 0, 0, 32, 0, 2 };
	struct matrix dense = matrix_of(a, 3, 3);
	struct int8_matrix w;

	int8_init(&w, &dense, 1);
	ok(memcmp(w.q, q, sizeof q) == 0, "to the nearest step, ties to even");
	ok(w.scale[0] == 2.0F / 127 && w.scale[1] == 0 && w.scale[2] == 2,
	    "a step is the largest number over 127");
	int8_release(&w);
}

static void
test_not_finite(void)
{
	static const float a[] = { 1, 2, 3, 4 };
	static const float x[] = { 1, INFINITY, NAN, 1, 1, 1 };
	struct matrix dense = matrix_of(a, 2, 2);
	struct int8_matrix w;
	float y[6];

	int8_init(&w, &dense, 1);
	int8_nt(&w, 3, x, 0, y, 1);
	ok(isnan(y[0]) && isnan(y[1]) && isnan(y[2]) && isnan(y[3]),
	    "infinity and NaN of a row are NaN");
	ok(isfinite(y[4]) && isfinite(y[5]), "of that row alone");
	int8_release(&w);
}

int
main(void)
{
	gemm_begin(2);
	printf("# int8 by oneDNN: %s\n", int8_is_fast() ? "yes" : "no");
	EACH_ISA
	{
		test_weights();
		for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
			test_shape(shapes[i]);
		for (size_t t = 1; t <= 9; t += 2) {
			test_largest(t, 6, 20001);
			test_largest(t, 20001, 6);
		}
		test_not_finite();
	}
	return tap_end();
}
