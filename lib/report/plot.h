/*
 * Plots of results as SVG (svg.h), inside a page or as files of their own:
 * shares in percent over places with names, and dots by rows.
 */
#ifndef ICL_REPORT_PLOT_H
#define ICL_REPORT_PLOT_H

#include <stddef.h>

#include "base/str.h"

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

#endif
