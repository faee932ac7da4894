/* Slopes times positions, against numbers of transformers 5.24. */
#include "nn.h"
#include "nn/alibi.h"

static const struct {
	size_t heads, head, position;
	double exact, bf16;
} cases[] = {
	{ 4, 0, 1, 0.25, 0.25 },
	{ 4, 3, 3, 0.01171875, 0.01171875 },
	{ 4, 1, 1999, 124.9375, 125 },
	{ 4, 2, 517, 8.078125, 8.0625 },
	{ 6, 5, 3, 0.375, 0.375 },
	{ 6, 4, 517, 258.5, 258 },
	{ 12, 11, 3, 0.265165, 0.265625 },
	{ 12, 10, 517, 91.393539, 91 },
	{ 12, 0, 1999, 999.5, 1000 },
};

static double
entry(size_t i, bool bf16, float scale)
{
	struct alibi_config c = { cases[i].heads, bf16, scale };
	struct alibi *a = alibi_new(&c);
	size_t stride;
	const double *table = alibi_table(a, 2, &stride);
	double x;

	table = alibi_table(a, cases[i].position + 1, &stride);
	x = table[cases[i].head * stride + cases[i].position];
	alibi_free(a);
	return x;
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ok_near(entry(i, false, 1), cases[i].exact,
		    1e-6 * cases[i].exact, "exact");
		ok_near(entry(i, true, 0.5F), cases[i].bf16 / 2,
		    1e-6 * cases[i].bf16, "bf16");
	}
	return tap_end();
}
