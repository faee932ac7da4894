/*
 * Curves of numbers over numbers as SVG (svg.h): the loss over steps and its
 * like.  A curve of many points is drawn by the means of stretches of them.
 */
#ifndef ICL_REPORT_CURVES_H
#define ICL_REPORT_CURVES_H

#include <stddef.h>

#include "base/str.h"

struct curve {
	struct str name;
	size_t style;        /* its colour and mark: a series' number (svg.h) */
	const double *x, *y; /* [n], x rising; a y that is NAN is no point */
	size_t n;
};

/* Draws n curves, those without a point by their names alone. */
void curves_put(struct str title, struct str x_name, const struct curve *curves,
    size_t n, struct buf *out);

#endif
