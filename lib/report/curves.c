/* Numbers over numbers: see curves.h. */
#include "report/curves.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/svg.h"

enum {
	HEIGHT = 240, /* without the legend */
	LEFT = 60,    /* for labels such as 0.0015 */
	POINTS = 200, /* of a curve at most */
	LINES = 5,    /* of a grid, or a few more */
};

struct axis {
	double low, high, step;
};

/* From low to high in steps of 1, 2 or 5 times a power of ten. */
static struct axis
axis_over(double low, double high)
{
	struct axis a = { .step = 1 };
	double rough, power;

	if (!(high > low))
		high = low + fmax(fabs(low), 1e-9);
	rough = (high - low) / LINES;
	power = pow(10, floor(log10(rough)));
	a.step = power * (rough > 5 * power      ? 10
			     : rough > 2 * power ? 5
			     : rough > power     ? 2
						 : 1);
	a.low = floor(low / a.step) * a.step;
	a.high = ceil(high / a.step) * a.step;
	return a;
}

static double
x_at(const struct axis *a, double x)
{
	return LEFT + (SVG_WIDTH - LEFT - SVG_RIGHT) * (x - a->low) /
			  (a->high - a->low);
}

static double
y_at(const struct axis *a, double y)
{
	return SVG_TOP + (HEIGHT - SVG_TOP - SVG_BOTTOM) *
			     (1 - (y - a->low) / (a->high - a->low));
}

/* A stretch of points from *at on as one, their mean; false: no more. */
static bool
next_point(const struct curve *c, size_t *at, double *x, double *y)
{
	size_t stretch = (c->n + POINTS - 1) / POINTS, n = 0;

	*x = *y = 0;
	while (*at < c->n && n < stretch) {
		if (isfinite(c->y[*at])) {
			*x += c->x[*at];
			*y += c->y[*at];
			n++;
		}
		++*at;
	}
	*x /= (double)n;
	*y /= (double)n;
	return n > 0;
}

/* The least and the greatest of what is drawn. */
static void
range_of(const struct curve *c, size_t n, struct axis *x, struct axis *y)
{
	double x_low = NAN, x_high = NAN, y_low = NAN, y_high = NAN;

	for (size_t i = 0; i < n; i++) {
		size_t at = 0;
		double px, py;

		while (next_point(&c[i], &at, &px, &py)) {
			x_low = fmin(x_low, px);
			x_high = fmax(x_high, px);
			y_low = fmin(y_low, py);
			y_high = fmax(y_high, py);
		}
	}
	*x = axis_over(isnan(x_low) ? 0 : x_low, isnan(x_high) ? 1 : x_high);
	*y = axis_over(isnan(y_low) ? 0 : y_low, isnan(y_high) ? 1 : y_high);
}

/* Short enough for the room beside the axis. */
static void
put_number(double v, struct buf *out)
{
	if (fabs(v) >= 1e4)
		buf_printf(out, "%.4gk", v / 1e3);
	else
		buf_printf(out, "%.4g", v);
}

static void
put_grid(const struct axis *x, const struct axis *y, struct str x_name,
    struct buf *out)
{
	double end = SVG_WIDTH - SVG_RIGHT, foot = HEIGHT - SVG_BOTTOM;
	struct buf label = { 0 };

	for (int i = 0; y->low + i * y->step < y->high + y->step / 2; i++) {
		double v = y->low + i * y->step;

		buf_reset(&label);
		put_number(fabs(v) < y->step / 2 ? 0 : v, &label);
		svg_line("grid", LEFT, y_at(y, v), end, y_at(y, v), out);
		svg_label(
		    LEFT - 6, y_at(y, v) + 4.5, "end", buf_view(&label), out);
	}
	svg_line("axis", LEFT, foot, end, foot, out);
	for (int i = 0; x->low + i * x->step < x->high + x->step / 2; i++) {
		buf_reset(&label);
		put_number(x->low + i * x->step, &label);
		svg_label(x_at(x, x->low + i * x->step), foot + 17, "middle",
		    buf_view(&label), out);
	}
	svg_label((LEFT + end) / 2, foot + 36, "middle", x_name, out);
	buf_release(&label);
}

static void
put_curve(const struct curve *c, size_t series, const struct axis *x,
    const struct axis *y, struct buf *out)
{
	size_t at = 0, n = 0;
	double px, py, last_x = 0, last_y = 0;

	buf_printf(out, "<path class=\"line s%zu\" d=\"", series % SVG_SERIES);
	while (next_point(c, &at, &px, &py)) {
		last_x = x_at(x, px);
		last_y = y_at(y, py);
		buf_printf(
		    out, "%c%.1f %.1f", n++ == 0 ? 'M' : 'L', last_x, last_y);
	}
	buf_str(out, STR("\"/>"));
	if (n > 0) /* it is told by its shape as well */
		svg_mark(series, last_x, last_y, out);
}

void
curves_put(struct str title, struct str x_name, const struct curve *curves,
    size_t n, struct buf *out)
{
	struct axis x, y;

	range_of(curves, n, &x, &y);
	svg_begin(title, HEIGHT + SVG_ROW * n + 8, out);
	put_grid(&x, &y, x_name, out);
	for (size_t i = 0; i < n; i++)
		put_curve(&curves[i], curves[i].style, &x, &y, out);
	for (size_t i = 0; i < n; i++)
		svg_entry(i, curves[i].style, curves[i].name, HEIGHT + 8, out);
	buf_str(out, STR("</svg>"));
}
