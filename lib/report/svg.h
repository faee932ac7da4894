/*
 * The pieces that plots are drawn of, as SVG.  A plot holds no colour: strokes
 * and fills come from the classes of svg_style, so that a page is read in light
 * and in dark.  Series 0, 1, … are .s0, .s1, …, told apart by shape as well,
 * for those who see no colours and for printers; everything else has the colour
 * of the text.
 */
#ifndef ICL_REPORT_SVG_H
#define ICL_REPORT_SVG_H

#include <stddef.h>

#include "base/str.h"

enum {
	SVG_WIDTH = 560, /* of all plots, in units of the picture */
	SVG_LEFT = 44,   /* room for the labels of the y axis */
	SVG_RIGHT = 16,
	SVG_TOP = 12,
	SVG_BOTTOM = 44, /* room for the labels of the x axis */
	SVG_ROW = 22,    /* of dots, and of a legend */
	SVG_SERIES = 8,  /* styles; further series repeat them */
};

/* The rules for a <style>, in light and dark. */
struct str svg_style(void);

/* Adds text with what SVG and HTML take for marks replaced. */
void svg_text(struct str s, struct buf *out);

/* An <svg> element with a title, which is read out in place of the picture. */
void svg_begin(struct str title, size_t height, struct buf *out);

void svg_line(const char *class, double x1, double y1, double x2, double y2,
    struct buf *out);
void svg_label(
    double x, double y, const char *anchor, struct str s, struct buf *out);

/* Circle, square, triangle or diamond, by the series. */
void svg_mark(size_t series, double x, double y, struct buf *out);

/* Entry i of a legend, its entries one below the other. */
void svg_entry(
    size_t i, size_t series, struct str name, double top, struct buf *out);

#endif
