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
		{ "examples", c->examples },
		{ "queries", c->queries },
		{ "queries_below_k", c->below_k },
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

/* "n of all WHAT (share)" behind those before it. */
static void
put_share(struct buf *out, uint64_t n, uint64_t all, const char *what)
{
	double share = all == 0 ? 0 : 100.0 * (double)n / (double)all;

	if (n == 0)
		return;
	buf_printf(out, "%s%" PRIu64 " of %" PRIu64 " %s (%.*f %%)",
	    out->n == 0 ? "" : ", ", n, all, what, share < 1 ? 2 : 0, share);
}

bool
counts_put_lost(
    struct buf *out, const struct counts *c, uint32_t ctx, uint32_t example)
{
	bool to_ctx =
	    c->demos_gone + c->demos_cut + c->below_k + c->x_ctx + c->too_long >
	    0;
	bool to_example = c->x_example + c->y_example > 0;
	size_t before = out->n;

	put_share(out, c->demos_gone, c->demos, "demonstrations dropped");
	put_share(out, c->demos_cut, c->demos, "demonstrations cut");
	put_share(out, c->below_k, c->queries,
	    "queries left with fewer demonstrations than k");
	put_share(out, c->x_ctx, c->queries, "query inputs cut");
	put_share(out, c->x_example, c->examples, "inputs cut");
	put_share(out, c->y_example, c->examples, "outputs cut");
	put_share(out, c->too_long, c->read, "records dropped as too long");
	put_share(out, c->no_loss, c->read,
	    "records dropped with nothing left to learn");
	put_share(out, c->bad, c->read, "records skipped as not valid");
	if (to_ctx)
		buf_printf(out,
		    "; raise --ctx (now %" PRIu32 ") or lower -k of "
		    "icl-episode",
		    ctx);
	if (to_example)
		buf_printf(out, "%s raise --example (now %" PRIu32 ")",
		    to_ctx ? ", and" : ";", example);
	return out->n > before;
}
