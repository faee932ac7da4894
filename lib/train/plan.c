/* What a run will take: see plan.h. */
#include "train/plan.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

#include "nn/backend.h"

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
plan_count(struct plan *p, struct dataset *d, const struct step_bounds *b,
    uint64_t micro_tokens, struct progress *progress, struct err *e)
{
	struct fill at = { 0 };
	struct train_state place = { 0 };
	struct arena a = { 0 };
	struct token_episode ep;
	int rc;

	if (dataset_is_pipe(d))
		return 0;
	while ((rc = dataset_next(d, &a, &ep, &place, e)) > 0) {
		count_one(p, &at, &ep, micro_tokens);
		if (step_full(b, at.episodes, at.tokens))
			at = (struct fill){ 0 };
		arena_reset(&a);
		reader_tick(dataset_reader(d), progress, p->episodes);
	}
	arena_release(&a);
	p->hash = place.pass_hash;
	if (rc == 0 && p->episodes == 0) {
		err_set(e, "no episode in it");
		return reader_err(dataset_reader(d), e);
	}
	return rc == 0 ? dataset_again(d, NULL, e) : -1;
}

uint64_t
plan_steps(const struct plan *p, const struct step_bounds *b, uint64_t tokens)
{
	double pass = (double)p->tokens, a_step;

	if (p->episodes == 0 && p->step_tokens == 0)
		return 0;
	if (p->episodes == 0)
		return (tokens + p->step_tokens - 1) / p->step_tokens;
	if (b->tokens > 0)
		a_step = pass / (double)p->steps;
	else
		a_step = pass / (double)p->episodes * (double)b->episodes;
	return (uint64_t)ceil((double)tokens / a_step - 1e-9);
}

/* The best of so many steps, or of those begun within so long. */
enum { MEASURED_STEPS = 5, MEASURED_SECONDS = 40 };

void
plan_measure(struct plan *p, struct learner *l, const struct step *s,
    struct comm *comm, struct progress *progress)
{
	double spent = 0;

	assert(s->n > 0);
	/* the first pays for touching its memory, any may be disturbed */
	for (int i = 0; i < MEASURED_STEPS; i++) {
		double start = progress_clock(), took;
		struct learner_gradient g = learner_gradient(l, s);

		learner_update(l, &g, 0, 1);
		took = progress_clock() - start;
		spent += took;
		progress_tick(
		    progress, (uint64_t)i + 1, (uint64_t)i + 1, MEASURED_STEPS);
		if (i == 0 || took < p->step_seconds)
			p->step_seconds = took;
		if (comm_max(comm, spent > MEASURED_SECONDS))
			break; /* all ranks at the same step */
	}
	p->step_tokens = s->tokens;
	p->tokens_per_second = (double)s->tokens / p->step_seconds;
	if (p->rows < learner_rows(l))
		p->rows = learner_rows(l);
}

/* Libraries with their buffers, tokenizer: the same for any model. */
enum { PROGRAM_BYTES = 32 << 20 };

void
plan_complete(struct plan *p, const struct learner *l,
    const struct run_length *length, const struct step_bounds *b)
{
	p->trained = learner_trained(l);
	p->parameters = learner_parameters(l);
	p->products = learner_products(l);
	p->bytes = PROGRAM_BYTES + learner_bytes(l, p->rows);
	p->total_steps =
	    length->by_steps ? length->total : plan_steps(p, b, length->total);
}

void
plan_put_json(struct buf *out, const struct plan *p)
{
	buf_printf(out,
	    "\"parameters\":%" PRIu64 ",\"trained\":%" PRIu64
	    ",\"memory_mb\":%" PRIu64 ",\"episodes\":%" PRIu64
	    ",\"tokens\":%" PRIu64 ",\"loss_tokens\":%" PRIu64
	    ",\"steps\":%" PRIu64,
	    p->parameters, p->trained, p->bytes >> 20, p->episodes, p->tokens,
	    p->loss_tokens, p->total_steps);
	buf_printf(out, ",\"products\":\"%s\",\"kernels\":\"", p->products);
	backend_describe(out);
	buf_str(out, STR("\""));
	if (p->step_seconds > 0)
		buf_printf(out,
		    ",\"step_seconds\":%.4g,\"tok_s\":%.1f,\"hours\":%.3g",
		    p->step_seconds, p->tokens_per_second,
		    (double)p->total_steps * p->step_seconds / 3600);
}

void
plan_put_text(struct buf *out, const struct plan *p)
{
	buf_printf(out,
	    "%" PRIu64 " parameters, %" PRIu64 " of them trained, in %" PRIu64
	    " MB, products %s (",
	    p->parameters, p->trained, p->bytes >> 20, p->products);
	backend_describe(out);
	buf_str(out, STR("); "));
	if (p->episodes > 0)
		buf_printf(out,
		    "a pass is %" PRIu64 " episodes, %" PRIu64 " tokens; ",
		    p->episodes, p->tokens);
	if (p->total_steps > 0)
		buf_printf(out, "%" PRIu64 " steps", p->total_steps);
	else
		buf_str(out, STR("until the input ends"));
	if (p->step_seconds > 0)
		buf_printf(out,
		    "; a step takes %.3g s (%.0f tok/s), the run %.3g h",
		    p->step_seconds, p->tokens_per_second,
		    (double)p->total_steps * p->step_seconds / 3600);
}
