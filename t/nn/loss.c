/* Log-probabilities and their gradient against the formula in fp64. */
#include "nn.h"
#include "nn/loss.h"

enum { ROWS = 9, V = 1237, STRIDE = 1240 };

static double
plain_logprob(const float *x, uint32_t id)
{
	double max = -1e300, sum = 0;

	for (size_t i = 0; i < V; i++)
		max = fmax(max, (double)x[i]);
	for (size_t i = 0; i < V; i++)
		sum += exp((double)x[i] - max);
	return (double)x[id] - max - log(sum);
}

static bool
near(const double *got, const double *want)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!(fabs(got[i] - want[i]) <= 3e-7 * (1 + fabs(want[i])))) {
			printf("# row %zu: got %.12g want %.12g\n", i, got[i],
			    want[i]);
			return false;
		}
	return true;
}

static void
test_gradient(const float *logits, const uint32_t *ids, const double *want)
{
	float *x = copy_floats(logits, (size_t)ROWS * STRIDE), *y;
	float weight[ROWS];
	double got[ROWS], *grad = mem_new((size_t)ROWS * STRIDE, sizeof *grad);

	y = copy_floats(x, (size_t)ROWS * STRIDE);
	for (size_t i = 0; i < ROWS; i++) {
		weight[i] = i == 0 ? 0 : 1 / (float)i;
		for (size_t j = 0; j < V; j++)
			grad[i * STRIDE + j] =
			    (double)weight[i] *
			    (exp(plain_logprob(
				 logits + i * STRIDE, (uint32_t)j)) -
				(j == ids[i]));
		for (size_t j = V; j < STRIDE; j++)
			grad[i * STRIDE + j] = (double)x[i * STRIDE + j];
	}
	loss_backward(ROWS, V, x, STRIDE, ids, weight, got, 2);
	ok(near(got, want), "%s: log-probabilities with the gradient",
	    cpu_isa_name(cpu_isa()));
	ok_close((size_t)ROWS * STRIDE, x, grad, 2e-6,
	    "gradient, what lies between rows is left alone");
	loss_backward(ROWS, V, y, STRIDE, ids, weight, got, 3);
	ok(same_bits((size_t)ROWS * STRIDE, x, y), "same with three threads");
	free(grad);
	free(y);
	free(x);
}

/* The largest of a row, of equal ones the first, wherever they stand. */
static void
test_greedy(const float *logits)
{
	static const uint32_t places[][2] = { { 0, 1 }, { 5, 1236 },
		{ 700, 701 }, { 1230, 1236 } };
	float *x = copy_floats(logits, (size_t)ROWS * STRIDE);
	bool good = true;

	for (size_t i = 0; i < 4; i++) {
		uint32_t rows[] = { 0, 0, 1 };
		uint32_t ids[] = { places[i][0], places[i][1], places[i][1] };
		double logprob[3];
		bool greedy[3];

		x[ids[0]] = x[ids[1]] = x[STRIDE + ids[2]] = 50 + (float)i;
		loss_logprobs_at(
		    3, rows, ids, 2, V, x, STRIDE, logprob, greedy, 1);
		good &= greedy[0] && !greedy[1] && greedy[2];
		ids[2] = 300;
		loss_logprobs_at(
		    3, rows, ids, 2, V, x, STRIDE, logprob, greedy, 1);
		good &= !greedy[2];
	}
	ok(good, "the most probable id of a row");
	free(x);
}

int
main(void)
{
	const uint32_t rows[] = { 8, 0, 0, 3, 3, 3, 1, 2, 4 };
	uint32_t ids[ROWS], at[ROWS];
	double want[ROWS], want_at[ROWS], got[ROWS];
	float *x = random_floats((size_t)ROWS * STRIDE, 1, 4);

	for (size_t i = 0; i < ROWS; i++) {
		ids[i] = (uint32_t)(i * 154);
		at[i] = (uint32_t)(V - 1 - i);
	}
	for (size_t j = 0; j < V; j++) {
		x[2 * STRIDE + j] += 10000; /* far from what exp can do */
		x[3 * STRIDE + j] = j == 3 * 154 ? 80 : -80;
		x[4 * STRIDE + j] -= 500;
	}
	for (size_t i = 0; i < ROWS; i++) {
		want[i] = plain_logprob(x + i * STRIDE, ids[i]);
		want_at[i] = plain_logprob(x + rows[i] * STRIDE, at[i]);
	}
	EACH_ISA
	{
		loss_logprobs(ROWS, V, x, STRIDE, ids, got, 2);
		ok(near(got, want), "%s: log-probabilities",
		    cpu_isa_name(cpu_isa()));
		loss_logprobs_at(
		    ROWS, rows, at, ROWS, V, x, STRIDE, got, NULL, 2);
		ok(near(got, want_at), "several ids of a row");
		test_greedy(x);
		test_gradient(x, ids, want);
	}
	free(x);
	return tap_end();
}
