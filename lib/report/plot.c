/* Plots as SVG: see plot.h. */
#include "report/plot.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/utf8.h"
#include "report/svg.h"

enum {
	HEIGHT = 300,    /* of lines, without the legend */
	NAME_CHARS = 22, /* of a row's name; all of it is in its title */
};

/* The first n characters of a name. */
static struct str
shortened(struct str s, size_t n)
{
	size_t at = 0, length;

	while (at < s.n && n-- > 0) {
		utf8_decode(s, at, &length);
		at += length;
	}
	return str_slice(s, 0, at);
}

/* Percent from low to high in steps that give a handful of lines. */
struct scale {
	double low, high, step;
};

static struct scale
scale_over(double low, double high)
{
	struct scale s = { .step = 0.2 };

	if (!(high - low > 0))
		high = low + 0.05;
	if (high - low <= 0.5)
		s.step = 0.1;
	if (high - low <= 0.25)
		s.step = 0.05;
	s.low = fmax(0, floor(low / s.step) * s.step);
	s.high = fmin(1, ceil(high / s.step - 1e-9) * s.step);
	if (s.high <= s.low)
		s.low = s.high - s.step;
	return s;
}

static double
share(const struct scale *s, double value)
{
	return (value - s->low) / (s->high - s->low);
}

static void
widen(double *low, double *high, double x)
{
	*low = fmin(*low, x); /* NAN loses */
	*high = fmax(*high, x);
}

static struct scale
lines_scale(const struct plot_lines *p)
{
	double low = p->base, high = p->base;

	for (size_t i = 0; i < p->n_series; i++) {
		for (size_t j = 0; j < p->series[i].n; j++) {
			const struct plot_point *x = &p->series[i].points[j];

			widen(&low, &high, x->y);
			widen(&low, &high, x->low);
			widen(&low, &high, x->high);
		}
	}
	return scale_over(low, high);
}

static double
y_at(const struct scale *s, double value)
{
	return SVG_TOP +
	       (HEIGHT - SVG_TOP - SVG_BOTTOM) * (1 - share(s, value));
}

static double
x_at(const struct plot_lines *p, size_t place)
{
	double step =
	    (double)(SVG_WIDTH - SVG_LEFT - SVG_RIGHT) / (double)p->n_places;

	return SVG_LEFT + step * ((double)place + 0.5);
}

static void
put_axes(const struct plot_lines *p, const struct scale *s, struct buf *out)
{
	struct buf label = { 0 };
	double end = SVG_WIDTH - SVG_RIGHT;

	for (double v = s->low; v < s->high + s->step / 2; v += s->step) {
		double y = y_at(s, v);

		buf_reset(&label);
		buf_printf(&label, "%.0f", 100 * v);
		svg_line("grid", SVG_LEFT, y, end, y, out);
		svg_label(SVG_LEFT - 6, y + 4.5, "end", buf_view(&label), out);
	}
	svg_line("axis", SVG_LEFT, HEIGHT - SVG_BOTTOM, end,
	    HEIGHT - SVG_BOTTOM, out);
	for (size_t i = 0; i < p->n_places; i++)
		svg_label(x_at(p, i), HEIGHT - SVG_BOTTOM + 17, "middle",
		    p->places[i], out);
	svg_label((SVG_LEFT + end) / 2, HEIGHT - SVG_BOTTOM + 36, "middle",
	    p->x_name, out);
	if (!isnan(p->base))
		svg_line("base", SVG_LEFT, y_at(s, p->base), end,
		    y_at(s, p->base), out);
	buf_release(&label);
}

/* Series are drawn a little apart, so that none hides another. */
static double
apart(size_t i, size_t n, double step)
{
	return step * ((double)i - (double)(n - 1) / 2);
}

static void
put_series(const struct plot_lines *p, const struct scale *s, size_t i,
    struct buf *out)
{
	const struct plot_series *x = &p->series[i];
	double off = apart(i, p->n_series, 5);
	char class[16] = "bar s0";

	class[5] = (char)('0' + i % SVG_SERIES);
	for (size_t j = 0; j < x->n; j++) {
		const struct plot_point *q = &x->points[j];
		double at = x_at(p, q->x) + off;

		if (!isnan(q->low) && !isnan(q->high))
			svg_line(class, at, y_at(s, q->low), at,
			    y_at(s, q->high), out);
	}
	buf_printf(out, "<path class=\"line s%zu\" d=\"", i % SVG_SERIES);
	for (size_t j = 0; j < x->n; j++)
		buf_printf(out, "%c%.1f %.1f", j == 0 ? 'M' : 'L',
		    x_at(p, x->points[j].x) + off, y_at(s, x->points[j].y));
	buf_str(out, STR("\"/>"));
	for (size_t j = 0; j < x->n; j++)
		svg_mark(i, x_at(p, x->points[j].x) + off,
		    y_at(s, x->points[j].y), out);
}

void
plot_lines(const struct plot_lines *p, struct buf *out)
{
	struct scale s = lines_scale(p);

	assert(p->n_places > 0);
	svg_begin(p->title, HEIGHT + SVG_ROW * p->n_series + 8, out);
	put_axes(p, &s, out);
	for (size_t i = 0; i < p->n_series; i++)
		put_series(p, &s, i, out);
	for (size_t i = 0; i < p->n_series; i++)
		svg_entry(i, i, p->series[i].name, HEIGHT + 8, out);
	buf_str(out, STR("</svg>"));
}

enum { DOTS_LEFT = 216 }; /* room for names */

static double
dot_at(const struct scale *s, double value)
{
	return DOTS_LEFT +
	       (SVG_WIDTH - DOTS_LEFT - SVG_RIGHT) * share(s, value);
}

static void
put_dot_row(const struct plot_dots *p, const struct scale *s, size_t row,
    struct buf *out)
{
	const double *v = p->values + row * p->n_series;
	double y = SVG_TOP + SVG_ROW * ((double)row + 0.5);
	double low = NAN, high = NAN, base = p->bases[row];
	double step = fmin(6, 12 / (double)p->n_series);
	struct str name = shortened(p->rows[row], NAME_CHARS);
	struct buf label = { 0 };

	buf_str(out, STR("<g><title>"));
	svg_text(p->rows[row], out);
	buf_str(out, STR("</title>"));
	buf_str(&label, name);
	buf_str(&label, name.n < p->rows[row].n ? STR("\u2026") : STR(""));
	svg_label(DOTS_LEFT - 10, y + 4.5, "end", buf_view(&label), out);
	buf_release(&label);
	for (size_t i = 0; i < p->n_series; i++)
		widen(&low, &high, v[i]);
	if (!isnan(low))
		svg_line("axis", dot_at(s, low), y, dot_at(s, high), y, out);
	if (!isnan(base))
		svg_line("axis", dot_at(s, base), y - 7, dot_at(s, base), y + 7,
		    out);
	for (size_t i = 0; i < p->n_series; i++)
		if (!isnan(v[i]))
			svg_mark(i, dot_at(s, v[i]),
			    y + apart(i, p->n_series, step), out);
	buf_str(out, STR("</g>"));
}

void
plot_dots(const struct plot_dots *p, struct buf *out)
{
	struct scale s = { 0, 1, 0.2 };
	double end = SVG_TOP + SVG_ROW * (double)p->n_rows;
	struct buf label = { 0 };

	svg_begin(
	    p->title, SVG_TOP + SVG_ROW * (p->n_rows + 2 + p->n_series), out);
	for (int i = 0; i <= 5; i++) {
		double x = dot_at(&s, i * s.step);

		buf_reset(&label);
		buf_printf(&label, "%d", 20 * i);
		svg_line("grid", x, SVG_TOP, x, end, out);
		svg_label(x, end + 17, "middle", buf_view(&label), out);
	}
	for (size_t i = 0; i < p->n_rows; i++)
		put_dot_row(p, &s, i, out);
	for (size_t i = 0; i < p->n_series; i++)
		svg_entry(i, i, p->series[i], end + 1.9 * SVG_ROW, out);
	buf_str(out, STR("</svg>"));
	buf_release(&label);
}
