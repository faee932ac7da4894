/* What a run will take: see plan.h. */
#include "train/plan.h"

#include <inttypes.h>
#include <math.h>

/* The step and the micro-batch that the count is in. */
struct fill {
	uint64_t episodes, tokens, rows;
};

static void
count_one(struct plan *p, struct fill *at, const struct token_episode *ep,
    uint64_t micro_tokens)
{
	p->episodes++;
	p->tokens += ep->ids.n;
	p->loss_tokens += dataset_loss_tokens(ep);
	if (at->rows > 0 && at->rows + ep->ids.n > micro_tokens)
		at->rows = 0;
	at->rows += ep->ids.n;
	if (at->rows > p->rows)
		p->rows = at->rows;
	if (at->episodes == 0)
		p->steps++;
	at->episodes++;
	at->tokens += ep->ids.n;
}

int
plan_count(struct plan *p, struct dataset *f, const struct step_bounds *b,
    uint64_t micro_tokens, struct err *e)
{
	struct fill at = { 0 };
	struct train_state place = { 0 };
	struct arena a = { 0 };
	struct token_episode ep;
	int rc;

	if (dataset_is_pipe(f))
		return 0;
	while ((rc = dataset_next(f, &a, &ep, &place, e)) > 0) {
		count_one(p, &at, &ep, micro_tokens);
		if (step_full(b, at.episodes, at.tokens))
			at = (struct fill){ 0 };
		arena_reset(&a);
	}
	arena_release(&a);
	p->hash = place.pass_hash;
	if (rc == 0 && p->episodes == 0) {
		err_set(e, "no episode in it");
		return reader_err(dataset_reader(f), e);
	}
	return rc == 0 ? dataset_again(f, NULL, e) : -1;
}

uint64_t
plan_steps(const struct plan *p, const struct step_bounds *b, uint64_t tokens)
{
	double pass = (double)p->tokens, a_step;

	if (p->episodes == 0)
		return 0;
	if (b->tokens > 0)
		a_step = pass / (double)p->steps;
	else
		a_step = pass / (double)p->episodes * (double)b->episodes;
	return (uint64_t)ceil((double)tokens / a_step - 1e-9);
}

void
plan_put(struct buf *out, const struct plan *p)
{
	buf_printf(out,
	    "\"parameters\":%" PRIu64 ",\"trained\":%" PRIu64
	    ",\"memory_mb\":%" PRIu64 ",\"episodes\":%" PRIu64
	    ",\"tokens\":%" PRIu64 ",\"loss_tokens\":%" PRIu64
	    ",\"steps\":%" PRIu64,
	    p->parameters, p->trained, p->bytes >> 20, p->episodes, p->tokens,
	    p->loss_tokens, p->total_steps);
	buf_printf(out, ",\"products\":\"%s\"", p->products);
	if (p->step_seconds > 0)
		buf_printf(out,
		    ",\"step_seconds\":%.4g,\"tok_s\":%.1f,\"hours\":%.3g",
		    p->step_seconds, p->tokens_per_second,
		    (double)p->total_steps * p->step_seconds / 3600);
}

void
plan_tell(struct buf *out, const struct plan *p)
{
	buf_printf(out,
	    "%" PRIu64 " parameters, %" PRIu64 " of them trained, in %" PRIu64
	    " MB, products %s; ",
	    p->parameters, p->trained, p->bytes >> 20, p->products);
	if (p->episodes > 0)
		buf_printf(out,
		    "a pass is %" PRIu64 " episodes, %" PRIu64 " tokens; ",
		    p->episodes, p->tokens);
	if (p->total_steps > 0)
		buf_printf(out, "%" PRIu64 " steps", p->total_steps);
	else
		buf_str(out, STR("until the input ends"));
}
