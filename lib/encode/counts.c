/* Counts of the records of a run: see counts.h. */
#include "encode/counts.h"

#include <inttypes.h>
#include <stddef.h>

void
counts_put(struct buf *out, const struct counts *c)
{
	const struct {
		const char *name;
		uint64_t n;
	} rows[] = {
		{ "read", c->read },
		{ "written", c->written },
		{ "dropped_too_long", c->too_long },
		{ "dropped_nothing_to_learn", c->no_loss },
		{ "skipped_bad", c->bad },
		{ "examples_x_cut", c->x_example },
		{ "examples_y_cut", c->y_example },
		{ "examples_left_long", c->long_example },
		{ "queries_x_cut_to_ctx", c->x_ctx },
		{ "demonstrations", c->demos },
		{ "demonstrations_dropped", c->demos_gone },
		{ "demonstrations_cut", c->demos_cut },
		{ "first_tokens_without_loss", c->first_loss },
		{ "documents", c->documents },
		{ "windows", c->windows },
		{ "tokens", c->tokens },
		{ "loss_tokens", c->loss_tokens },
	};

	buf_byte(out, '{');
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		buf_printf(out, "%s\"%s\":%" PRIu64, i == 0 ? "" : ",",
		    rows[i].name, rows[i].n);
	buf_str(out, STR("}\n"));
}
