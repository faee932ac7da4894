/* Curves in letters: see text_plot.h. */
#include "report/text_plot.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/section.h"

enum {
	LINES = 11,
	COLUMNS = 70, /* of the picture, without the scale */
	LETTERS = 26,
};

struct canvas {
	char *cells; /* [LINES][width] */
	size_t width, n_ks;
	double low, high;
};

static size_t
line_of(const struct canvas *c, double value)
{
	double part = (c->high - value) / (c->high - c->low);

	return (size_t)lround(fmin(1, fmax(0, part)) * (LINES - 1));
}

static size_t
column_of(const struct canvas *c, size_t k)
{
	return (2 * k + 1) * c->width / (2 * c->n_ks);
}

static char *
cell(struct canvas *c, size_t line, size_t column)
{
	assert(line < LINES && column < c->width);
	return &c->cells[line * c->width + column];
}

static void
put_letter(struct canvas *c, size_t line, size_t column, char letter)
{
	char *at = cell(c, line, column);

	*at = *at == ' ' || *at == '.' ? letter : '*';
}

static void
draw(struct canvas *c, const struct section *x)
{
	double chance = section_chance(x);

	memset(c->cells, ' ', LINES * c->width);
	if (chance >= c->low && chance <= c->high)
		for (size_t i = 0; i < c->width; i += 2)
			*cell(c, line_of(c, chance), i) = '.';
	for (size_t r = 0; r < x->n_runs; r++)
		for (size_t i = 0; i < x->n_ks; i++) {
			const struct summary_line *l =
			    section_line(x, x->runs[r], x->ks[i]);

			if (l != NULL)
				put_letter(c, line_of(c, l->mean),
				    column_of(c, i), (char)('a' + r % LETTERS));
		}
}

static struct canvas
canvas_of(const struct section *x)
{
	struct canvas c = {
		.n_ks = x->n_ks, .low = INFINITY, .high = -INFINITY
	};

	c.width = x->n_ks * 12 < COLUMNS ? x->n_ks * 12 : COLUMNS;
	for (size_t i = 0; i < x->n_lines; i++) {
		c.low = fmin(c.low, x->lines[i]->mean);
		c.high = fmax(c.high, x->lines[i]->mean);
	}
	if (c.high - c.low < 0.01) {
		c.low -= 0.005;
		c.high += 0.005;
	}
	c.cells = mem_new(LINES * c.width, sizeof *c.cells);
	return c;
}

static void
put_ks(const struct canvas *c, const struct section *x, struct buf *out)
{
	size_t from = out->n;

	buf_str(out, STR("    k "));
	for (size_t i = 0; i < x->n_ks; i++) {
		while (out->n - from < 7 + column_of(c, i))
			buf_byte(out, ' ');
		buf_printf(out, "%" PRIu64 " ", x->ks[i]);
	}
	buf_byte(out, '\n');
}

static void
put_legend(
    const struct section *x, const struct interner *names, struct buf *out)
{
	for (size_t r = 0; r < x->n_runs; r++) {
		buf_printf(out, "%s%c ", r == 0 ? "      " : "  ",
		    (char)('a' + r % LETTERS));
		utf8_show(out, interner_str(names, x->runs[r]));
	}
	buf_str(out, STR("\n"));
}

static void
show(struct str s, struct buf *out)
{
	utf8_show(out, s);
}

static void
put_section(
    const struct section *x, const struct interner *names, struct buf *out)
{
	struct canvas c = canvas_of(x);

	draw(&c, x);
	buf_byte(out, '\n');
	section_title(x, names, show, out);
	buf_byte(out, '\n');
	for (size_t i = 0; i < LINES; i++) {
		double value =
		    c.high - (c.high - c.low) * (double)i / (LINES - 1);
		size_t n = c.width;

		if (i % 5 == 0)
			buf_printf(out, "%5.1f |", 100 * value);
		else
			buf_str(out, STR("      |"));
		while (n > 0 && *cell(&c, i, n - 1) == ' ')
			n--;
		buf_add(out, cell(&c, i, 0), n);
		buf_byte(out, '\n');
	}
	put_ks(&c, x, out);
	put_legend(x, names, out);
	free(c.cells);
}

void
text_plot_put(
    const struct summary *s, const struct interner *names, struct buf *out)
{
	struct section x;

	for (size_t i = 0; section_at(s, i, &x); i++) {
		if (x.n_ks > 1)
			put_section(&x, names, out);
		section_release(&x);
	}
}
