/* Pieces of plots: see svg.h. */
#include "report/svg.h"

struct str
svg_style(void)
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
svg_text(struct str s, struct buf *out)
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

void
svg_begin(struct str title, size_t height, struct buf *out)
{
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
	    "viewBox=\"0 0 %d %zu\"><title>",
	    SVG_WIDTH, height);
	svg_text(title, out);
	buf_str(out, STR("</title>"));
}

void
svg_line(const char *class, double x1, double y1, double x2, double y2,
    struct buf *out)
{
	buf_printf(out,
	    "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" "
	    "y2=\"%.1f\"/>",
	    class, x1, y1, x2, y2);
}

void
svg_label(double x, double y, const char *anchor, struct str s, struct buf *out)
{
	buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y,
	    anchor);
	svg_text(s, out);
	buf_str(out, STR("</text>"));
}

void
svg_mark(size_t series, double x, double y, struct buf *out)
{
	size_t style = series % SVG_SERIES;

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

void
svg_entry(size_t i, size_t series, struct str name, double top, struct buf *out)
{
	double y = top + (double)(i * SVG_ROW);

	svg_mark(series, SVG_LEFT + 6, y, out);
	svg_label(SVG_LEFT + 18, y + 4.5, "start", name, out);
}
