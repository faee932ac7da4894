/* Lines of the training log: see train_log.h. */
#include "train/train_log.h"

#include <inttypes.h>

static int
write_line(struct writer *log, struct buf *line, struct err *e)
{
	int rc = log == NULL ? 0 : writer_line(log, buf_view(line), e);

	buf_release(line);
	return rc;
}

int
train_log_step(struct writer *log, const struct train_state *s,
    const struct train_log_step *step, struct err *e)
{
	const struct learner_gradient *g = &step->gradient;
	struct buf line = { 0 };

	buf_printf(&line,
	    "{\"step\":%" PRIu64 ",\"tokens\":%" PRIu64
	    ",\"loss_tokens\":%" PRIu64 ",\"episodes\":%" PRIu64
	    ",\"loss\":%.7g,\"lr\":%.6g,\"grad_norm\":%.6g"
	    ",\"tok_s\":%.1f,\"mfu\":%.3f}",
	    s->step, s->tokens, s->loss_tokens, s->episodes, g->loss, step->lr,
	    g->norm, (double)step->tokens / step->seconds,
	    g->flops / step->seconds / step->peak);
	return write_line(log, &line, e);
}

int
train_log_eval(struct writer *log, const struct train_state *s,
    const struct microbatch_eval *sums, struct err *e)
{
	struct buf line = { 0 };

	buf_printf(&line,
	    "{\"step\":%" PRIu64
	    ",\"eval_loss\":%.7g,\"eval_episodes\":%" PRIu64
	    ",\"eval_loss_tokens\":%" PRIu64 "}",
	    s->step, sums->loss, sums->episodes, sums->loss_tokens);
	return write_line(log, &line, e);
}
