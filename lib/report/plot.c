/* Plots as SVG: see plot.h. */
#include "report/plot.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/utf8.h"

enum {
	WIDTH = 560,
	HEIGHT = 300, /* of lines, without the legend */
	LEFT = 44,
	RIGHT = 16,
	TOP = 12,
	BOTTOM = 44,
	ROW = 22,        /* of dots, and of a legend */
	NAME_CHARS = 22, /* of a row's name; all of it is in its title */
};

struct str
plot_style(void)
{
	return STR(
	    "svg{font:13px system-ui,sans-serif;width:100%;height:auto;"
	    "display:block}svg text{fill:currentColor}"
	    "@media(max-width:40rem){svg{font-size:16px}}"
	    ".axis{stroke:currentColor;stroke-opacity:.55}"
	    ".grid{stroke:currentColor;stroke-opacity:.13}"
	    ".base{stroke:currentColor;stroke-opacity:.6;"
	    "stroke-dasharray:5 4}"
	    ".line{fill:none;stroke-width:2}.bar{stroke-width:1.4}"
	    ".s0{stroke:#0072b2;--c:#0072b2}.s1{stroke:#d55e00;--c:#d55e00}"
	    ".s2{stroke:#008a63;--c:#008a63}.s3{stroke:#b3558b;--c:#b3558b}"
	    ".s4{stroke:#a97500;--c:#a97500}.s5{stroke:#3d8fc4;--c:#3d8fc4}"
	    ".s6{stroke:#7a5bb5;--c:#7a5bb5}.s7{stroke:#777;--c:#777}"
	    ".mark{fill:var(--c);stroke:var(--paper,#fff)!important;"
	    "stroke-width:1}"
	    "@media(prefers-color-scheme:dark){"
	    ".s0{stroke:#57b4e9;--c:#57b4e9}.s1{stroke:#ff9c4a;--c:#ff9c4a}"
	    ".s2{stroke:#3fd0a0;--c:#3fd0a0}.s3{stroke:#e59ac6;--c:#e59ac6}"
	    ".s4{stroke:#f0c24b;--c:#f0c24b}.s5{stroke:#9bd3f5;--c:#9bd3f5}"
	    ".s6{stroke:#b9a2ec;--c:#b9a2ec}.s7{stroke:#aaa;--c:#aaa}}");
}

void
plot_text(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			buf_str(out, STR("&amp;"));
			break;
		case '<':
			buf_str(out, STR("&lt;"));
			break;
		case '>':
			buf_str(out, STR("&gt;"));
			break;
		case '"':
			buf_str(out, STR("&quot;"));
			break;
		default:
			if ((unsigned char)s.p[i] >= ' ')
				buf_byte(out, s.p[i]);
			else
				buf_byte(out, ' ');
		}
	}
}

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

static void
begin(struct str title, size_t height, struct buf *out)
{
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
	    "viewBox=\"0 0 %d %zu\"><title>",
	    WIDTH, height);
	plot_text(title, out);
	buf_str(out, STR("</title>"));
}

static void
put_line(const char *class, double x1, double y1, double x2, double y2,
    struct buf *out)
{
	buf_printf(out,
	    "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" "
	    "y2=\"%.1f\"/>",
	    class, x1, y1, x2, y2);
}

static void
put_label(double x, double y, const char *anchor, struct str s, struct buf *out)
{
	buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y,
	    anchor);
	plot_text(s, out);
	buf_str(out, STR("</text>"));
}

/* Circle, square, triangle or diamond. */
static void
put_mark(size_t series, double x, double y, struct buf *out)
{
	size_t style = series % PLOT_SERIES;

	buf_printf(
	    out, "<path class=\"mark s%zu\" d=\"M%.1f %.1f", style, x, y);
	switch (series % 4) {
	case 0:
		buf_str(out, STR("m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 "
				 "0"));
		break;
	case 1:
		buf_str(out, STR("m-4 -4h8v8h-8z"));
		break;
	case 2:
		buf_str(out, STR("m0 -5l5 9h-10z"));
		break;
	default:
		buf_str(out, STR("m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z"));
	}
	buf_str(out, STR("\"/>"));
}

/* Entry i of a legend, its entries one below the other. */
static void
put_entry(size_t i, struct str name, double top, struct buf *out)
{
	double y = top + (double)(i * ROW);

	put_mark(i, LEFT + 6, y, out);
	put_label(LEFT + 18, y + 4.5, "start", name, out);
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
	return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share(s, value));
}

static double
x_at(const struct plot_lines *p, size_t place)
{
	double step = (double)(WIDTH - LEFT - RIGHT) / (double)p->n_places;

	return LEFT + step * ((double)place + 0.5);
}

static void
put_axes(const struct plot_lines *p, const struct scale *s, struct buf *out)
{
	struct buf label = { 0 };
	double end = WIDTH - RIGHT;

	for (double v = s->low; v < s->high + s->step / 2; v += s->step) {
		double y = y_at(s, v);

		buf_reset(&label);
		buf_printf(&label, "%.0f", 100 * v);
		put_line("grid", LEFT, y, end, y, out);
		put_label(LEFT - 6, y + 4.5, "end", buf_view(&label), out);
	}
	put_line("axis", LEFT, HEIGHT - BOTTOM, end, HEIGHT - BOTTOM, out);
	for (size_t i = 0; i < p->n_places; i++)
		put_label(x_at(p, i), HEIGHT - BOTTOM + 17, "middle",
		    p->places[i], out);
	put_label(
	    (LEFT + end) / 2, HEIGHT - BOTTOM + 36, "middle", p->x_name, out);
	if (!isnan(p->base))
		put_line(
		    "base", LEFT, y_at(s, p->base), end, y_at(s, p->base), out);
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

	class[5] = (char)('0' + i % PLOT_SERIES);
	for (size_t j = 0; j < x->n; j++) {
		const struct plot_point *q = &x->points[j];
		double at = x_at(p, q->x) + off;

		if (!isnan(q->low) && !isnan(q->high))
			put_line(class, at, y_at(s, q->low), at,
			    y_at(s, q->high), out);
	}
	buf_printf(out, "<path class=\"line s%zu\" d=\"", i % PLOT_SERIES);
	for (size_t j = 0; j < x->n; j++)
		buf_printf(out, "%c%.1f %.1f", j == 0 ? 'M' : 'L',
		    x_at(p, x->points[j].x) + off, y_at(s, x->points[j].y));
	buf_str(out, STR("\"/>"));
	for (size_t j = 0; j < x->n; j++)
		put_mark(i, x_at(p, x->points[j].x) + off,
		    y_at(s, x->points[j].y), out);
}

void
plot_lines(const struct plot_lines *p, struct buf *out)
{
	struct scale s = lines_scale(p);

	assert(p->n_places > 0);
	begin(p->title, HEIGHT + ROW * p->n_series + 8, out);
	put_axes(p, &s, out);
	for (size_t i = 0; i < p->n_series; i++)
		put_series(p, &s, i, out);
	for (size_t i = 0; i < p->n_series; i++)
		put_entry(i, p->series[i].name, HEIGHT + 8, out);
	buf_str(out, STR("</svg>"));
}

enum { DOTS_LEFT = 216 }; /* room for names */

static double
dot_at(const struct scale *s, double value)
{
	return DOTS_LEFT + (WIDTH - DOTS_LEFT - RIGHT) * share(s, value);
}

static void
put_dot_row(const struct plot_dots *p, const struct scale *s, size_t row,
    struct buf *out)
{
	const double *v = p->values + row * p->n_series;
	double y = TOP + ROW * ((double)row + 0.5);
	double low = NAN, high = NAN, base = p->bases[row];
	double step = fmin(6, 12 / (double)p->n_series);
	struct str name = shortened(p->rows[row], NAME_CHARS);
	struct buf label = { 0 };

	buf_str(out, STR("<g><title>"));
	plot_text(p->rows[row], out);
	buf_str(out, STR("</title>"));
	buf_str(&label, name);
	buf_str(&label, name.n < p->rows[row].n ? STR("\u2026") : STR(""));
	put_label(DOTS_LEFT - 10, y + 4.5, "end", buf_view(&label), out);
	buf_release(&label);
	for (size_t i = 0; i < p->n_series; i++)
		widen(&low, &high, v[i]);
	if (!isnan(low))
		put_line("axis", dot_at(s, low), y, dot_at(s, high), y, out);
	if (!isnan(base))
		put_line("axis", dot_at(s, base), y - 7, dot_at(s, base), y + 7,
		    out);
	for (size_t i = 0; i < p->n_series; i++)
		if (!isnan(v[i]))
			put_mark(i, dot_at(s, v[i]),
			    y + apart(i, p->n_series, step), out);
	buf_str(out, STR("</g>"));
}

void
plot_dots(const struct plot_dots *p, struct buf *out)
{
	struct scale s = { 0, 1, 0.2 };
	double end = TOP + ROW * (double)p->n_rows;
	struct buf label = { 0 };

	begin(p->title, TOP + ROW * (p->n_rows + 2 + p->n_series), out);
	for (int i = 0; i <= 5; i++) {
		double x = dot_at(&s, i * s.step);

		buf_reset(&label);
		buf_printf(&label, "%d", 20 * i);
		put_line("grid", x, TOP, x, end, out);
		put_label(x, end + 17, "middle", buf_view(&label), out);
	}
	for (size_t i = 0; i < p->n_rows; i++)
		put_dot_row(p, &s, i, out);
	for (size_t i = 0; i < p->n_series; i++)
		put_entry(i, p->series[i], end + 1.9 * ROW, out);
	buf_str(out, STR("</svg>"));
	buf_release(&label);
}
