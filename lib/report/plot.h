/*
 * Plots as SVG, inside a page or as files of their own.  A plot holds no
 * colour: strokes and fills come from the classes of plot_style, so that a page
 * is read in light and in dark.  Series 0, 1, … are .s0, .s1, …, told apart by
 * shape as well, for those who see no colours and for printers; everything
 * else has the colour of the text.
 */
#ifndef ICL_REPORT_PLOT_H
#define ICL_REPORT_PLOT_H

#include <stddef.h>

#include "base/str.h"

enum { PLOT_SERIES = 8 }; /* styles; further series repeat them */

struct plot_point {
	size_t x;            /* place on the axis */
	double y, low, high; /* in [0, 1]; low, high NAN: no bar */
};

struct plot_series {
	struct str name;
	const struct plot_point *points; /* x rising */
	size_t n;
};

/* Values in percent over places with names: lines with error bars. */
struct plot_lines {
	struct str title; /* read out in place of the picture */
	struct str x_name;
	const struct str *places;
	size_t n_places;
	const struct plot_series *series;
	size_t n_series;
	double base; /* a dashed line; NAN: none */
};

/* Rows of dots, a dot for each series; NAN: none. */
struct plot_dots {
	struct str title;
	const struct str *rows;
	size_t n_rows;
	const struct str *series;
	size_t n_series;
	const double *values; /* [n_rows][n_series] */
	const double *bases;  /* [n_rows]: a tick in each */
};

/* Add an <svg> element to out; a series is named once, where it ends. */
void plot_lines(const struct plot_lines *p, struct buf *out);
void plot_dots(const struct plot_dots *p, struct buf *out);

/* The rules for a <style>, in light and dark. */
struct str plot_style(void);

/* Adds text with what SVG and HTML take for marks replaced. */
void plot_text(struct str s, struct buf *out);

#endif
