/* Norms against loops in fp64 and their own finite differences. */
#include "nn.h"
#include "nn/norm.h"

struct shape {
	size_t t, c;
};

static const struct shape shapes[] = { { 1, 1 }, { 3, 5 }, { 70, 48 },
	{ 130, 67 }, { 2, 1030 } };

/* One row of LayerNorm (centre 1) or RMSNorm (0) in fp64. */
static void
plain_row(size_t c, int centre, const double *x, const float *w, const float *b,
    double *y)
{
	double mean = 0, square = 0;

	for (size_t i = 0; centre && i < c; i++)
		mean += x[i] / (double)c;
	for (size_t i = 0; i < c; i++)
		square += (x[i] - mean) * (x[i] - mean) / (double)c;
	for (size_t i = 0; i < c; i++)
		y[i] = (x[i] - mean) / sqrt(square + 1e-5) * (double)w[i] +
		       (b == NULL ? 0 : (double)b[i]);
}

/* sum of y dy, whose gradients the kernels give. */
static double
plain_dot(size_t c, int centre, const double *x, const float *w, const float *b,
    const float *dy)
{
	double *y = mem_new(c, sizeof *y), sum = 0;

	plain_row(c, centre, x, w, b, y);
	for (size_t i = 0; i < c; i++)
		sum += y[i] * (double)dy[i];
	free(y);
	return sum;
}

/* Gradient by x of row t, by differences; added to 1, as dx starts. */
static void
plain_dx(struct shape s, int centre, const float *x, const float *w,
    const float *b, const float *dy, double *dx)
{
	double *row = mem_new(s.c, sizeof *row), h = 1e-5;

	for (size_t t = 0; t < s.t; t++)
		for (size_t i = 0; i < s.c && s.c < 100; i++) {
			double up, down;

			for (size_t j = 0; j < s.c; j++)
				row[j] = (double)x[t * s.c + j];
			row[i] += h;
			up = plain_dot(s.c, centre, row, w, b, dy + t * s.c);
			row[i] -= 2 * h;
			down = plain_dot(s.c, centre, row, w, b, dy + t * s.c);
			dx[t * s.c + i] = 1 + (up - down) / (2 * h);
		}
	free(row);
}

/* Gradients by w and b, which are linear in them. */
static void
plain_dw(struct shape s, int centre, const float *x, const float *dy,
    double *dw, double *db)
{
	double *row = mem_new(s.c, sizeof *row), *z = mem_new(s.c, sizeof *z);
	float *one = mem_new(s.c, sizeof *one);

	for (size_t i = 0; i < s.c; i++)
		one[i] = 1;
	for (size_t t = 0; t < s.t; t++, x += s.c, dy += s.c) {
		for (size_t i = 0; i < s.c; i++)
			row[i] = (double)x[i];
		plain_row(s.c, centre, row, one, NULL, z);
		for (size_t i = 0; i < s.c; i++) {
			dw[i] += z[i] * (double)dy[i];
			db[i] += (double)dy[i];
		}
	}
	free(one);
	free(z);
	free(row);
}

struct run {
	float *x, *w, *b, *dy;                 /* given */
	float *y, *mean, *rstd, *dx, *dw, *db; /* got */
};

static void
run(struct shape s, int centre, struct run *r, unsigned threads)
{
	size_t n = s.t * s.c;

	for (size_t i = 0; i < n; i++)
		r->dx[i] = 1;
	memset(r->dw, 0, s.c * sizeof *r->dw);
	memset(r->db, 0, s.c * sizeof *r->db);
	if (centre) {
		layernorm_forward(s.t, s.c, 1e-5F, r->x, r->w, r->b, r->y,
		    r->mean, r->rstd, threads);
		layernorm_backward(s.t, s.c, r->x, r->w, r->mean, r->rstd,
		    r->dy, r->dx, r->dw, r->db, threads);
	} else {
		rmsnorm_forward(
		    s.t, s.c, 1e-5F, r->x, r->w, r->y, r->rstd, threads);
		rmsnorm_backward(s.t, s.c, r->x, r->w, r->rstd, r->dy, r->dx,
		    r->dw, threads);
	}
}

static void
check(struct shape s, int centre, struct run *r)
{
	size_t n = s.t * s.c;
	double *y = mem_new(n, sizeof *y), *dx = mem_new(n, sizeof *dx);
	double *dw = mem_new(s.c, sizeof *dw), *db = mem_new(s.c, sizeof *db);
	double *row = mem_new(s.c, sizeof *row);

	for (size_t t = 0; t < s.t; t++) {
		for (size_t i = 0; i < s.c; i++)
			row[i] = (double)r->x[t * s.c + i];
		plain_row(
		    s.c, centre, row, r->w, centre ? r->b : NULL, y + t * s.c);
	}
	plain_dx(s, centre, r->x, r->w, NULL, r->dy, dx);
	plain_dw(s, centre, r->x, r->dy, dw, db);
	ok_close(n, r->y, y, 2e-6, "forward");
	if (s.c < 100)
		ok_close(n, r->dx, dx, 1e-5, "gradient of x");
	ok_close(s.c, r->dw, dw, 1e-5, "gradient of the weight");
	if (centre)
		ok_close(s.c, r->db, db, 1e-5, "gradient of the bias");
	free(row);
	free(db);
	free(dw);
	free(dx);
	free(y);
}

static void
check_threads(struct shape s, int centre, struct run *r)
{
	size_t n = s.t * s.c;
	float *dx = copy_floats(r->dx, n), *y = copy_floats(r->y, n);
	float *dw = copy_floats(r->dw, s.c);

	for (unsigned threads = 2; threads <= 3; threads++) {
		run(s, centre, r, threads);
		ok(same_bits(n, r->dx, dx) && same_bits(n, r->y, y) &&
			same_bits(s.c, r->dw, dw),
		    "same bits with %u threads", threads);
	}
	free(dw);
	free(y);
	free(dx);
}

static void
test_shape(struct shape s, int centre)
{
	size_t n = s.t * s.c;
	struct run r = { random_floats(n, 1, 2), random_floats(s.c, 2, 1),
		random_floats(s.c, 3, 1), random_floats(n, 4, 1),
		random_floats(n, 5, 1), random_floats(s.t, 6, 1),
		random_floats(s.t, 7, 1), random_floats(n, 8, 1),
		random_floats(s.c, 9, 1), random_floats(s.c, 10, 1) };
	float *all[] = { r.x, r.w, r.b, r.dy, r.y, r.mean, r.rstd, r.dx, r.dw,
		r.db };

	printf(
	    "# %s of %zu x %zu\n", centre ? "LayerNorm" : "RMSNorm", s.t, s.c);
	run(s, centre, &r, 1);
	check(s, centre, &r);
	check_threads(s, centre, &r);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
}

int
main(void)
{
	EACH_ISA
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		test_shape(shapes[i], 1);
		test_shape(shapes[i], 0);
	}
	return tap_end();
}
