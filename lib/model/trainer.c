/* The training loop: see trainer.h. */
#include "model/trainer.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/checkpoint.h"
#include "model/decoder.h"
#include "model/layout.h"
#include "nn/optimizer.h"
#include "nn/peak.h"

/* The episodes of one step, and where the stream stands after them. */
struct step {
	struct arena arena;
	struct token_episode *episodes;
	size_t n, cap;
	uint64_t tokens, loss_tokens;
	struct ledger place; /* only its position counts */
	bool last;           /* the pipe ended here */
};

struct trainer {
	struct trainer_setup s;
	struct decoder *d;
	struct ledger ledger;
	struct ledger pass; /* sums of one pass over FILEs; 0 of a pipe */
	bool by_steps;      /* the length is in steps, else in tokens */
	uint64_t total;     /* 0: until the pipe ends */
	bool pipe_ended;
	float *grad, *m, *v; /* [w->n] */
	struct step step;
	struct batch batch;
	double *logprob; /* [logprob_cap] */
	size_t logprob_cap;
	size_t rows;  /* of the largest micro-batch so far */
	double flops; /* of the step at hand */
	double peak;  /* of the machine, a second */
};

struct trainer *
trainer_new(const struct trainer_setup *s, struct err *e)
{
	const struct train_options *o = s->options;
	struct trainer *t = mem_new(1, sizeof *t);

	t->s = *s;
	if (!feed_is_pipe(s->feed) && feed_count(s->feed, &t->pass, e)) {
		trainer_free(t);
		return NULL;
	}
	t->by_steps = o->steps > 0;
	t->total = o->steps > 0 ? o->steps : o->tokens;
	if (t->total == 0)
		t->total = t->pass.tokens * (o->epochs > 0 ? o->epochs : 1);
	t->d = decoder_new(s->w, 1, s->threads);
	t->grad = mem_aligned(s->w->n, sizeof *t->grad);
	t->m = mem_aligned(s->w->n, sizeof *t->m);
	t->v = mem_aligned(s->w->n, sizeof *t->v);
	t->peak = peak_flops(s->threads);
	return t;
}

void
trainer_free(struct trainer *t)
{
	if (t == NULL)
		return;
	decoder_free(t->d);
	ledger_release(&t->ledger);
	free(t->grad);
	free(t->m);
	free(t->v);
	arena_release(&t->step.arena);
	free(t->step.episodes);
	batch_release(&t->batch);
	free(t->logprob);
	free(t);
}

const struct ledger *
trainer_ledger(const struct trainer *t)
{
	return &t->ledger;
}

static uint64_t
done(const struct trainer *t)
{
	return t->by_steps ? t->ledger.step : t->ledger.tokens;
}

static bool
finished(const struct trainer *t)
{
	return t->pipe_ended || (t->total > 0 && done(t) >= t->total);
}

static bool
step_full(const struct trainer *t)
{
	const struct train_options *o = t->s.options;
	const struct step *s = &t->step;

	if (!t->by_steps && t->total > 0 &&
	    t->ledger.tokens + s->tokens >= t->total)
		return true;
	return o->batch_tokens > 0 ? s->tokens >= o->batch_tokens
				   : s->n >= o->batch;
}

static void
step_add(struct step *s, const struct token_episode *ep)
{
	s->episodes =
	    mem_grow(s->episodes, &s->cap, s->n + 1, sizeof *s->episodes);
	s->episodes[s->n++] = *ep;
	s->tokens += ep->ids.n;
	s->loss_tokens += feed_loss_tokens(ep);
}

static void
move_to(struct ledger *l, const struct ledger *place)
{
	l->pass = place->pass;
	l->pass_records = place->pass_records;
	l->pass_hash = place->pass_hash;
}

/* 1 and the episodes of a step, 0 when a pipe ended, -1 on error. */
static int
take_step(struct trainer *t, struct err *e)
{
	struct step *s = &t->step;
	struct token_episode ep;

	arena_reset(&s->arena);
	s->n = 0;
	s->tokens = s->loss_tokens = 0;
	move_to(&s->place, &t->ledger);
	while (!step_full(t)) {
		int rc = feed_next(t->s.feed, &s->arena, &ep, &s->place, e);

		if (rc < 0)
			return -1;
		if (rc > 0)
			step_add(s, &ep);
		else if (feed_is_pipe(t->s.feed))
			return 0;
		else if (feed_again(t->s.feed, &s->place, e))
			return -1;
	}
	return 1;
}

static float
weight_of(const struct trainer *t, const struct token_episode *ep)
{
	const struct step *s = &t->step;
	double n = (double)feed_loss_tokens(ep);

	if (t->s.options->weighting == WEIGHT_TOKEN)
		return (float)(1 / (double)s->loss_tokens);
	return (float)(1 / (n * (double)s->n));
}

static double
weighted_loss(const struct batch *b, const double *logprob)
{
	double sum = 0;

	for (size_t i = 0; i < b->n_targets; i++)
		sum -= (double)b->targets[i].weight * logprob[i];
	return sum;
}

static double *
room_for_logprobs(struct trainer *t)
{
	t->logprob = mem_grow(t->logprob, &t->logprob_cap, t->batch.n_targets,
	    sizeof *t->logprob);
	return t->logprob;
}

/* Forward and backward over what is packed; gives its part of the loss. */
static double
run_batch(struct trainer *t)
{
	struct decoder_input in = { .batch = &t->batch };
	double *logprob = room_for_logprobs(t), loss;

	decoder_step(t->d, &in, logprob, t->grad);
	loss = weighted_loss(&t->batch, logprob);
	t->flops += decoder_flops(&t->s.w->config, &t->batch, 1);
	if (t->batch.n_rows > t->rows)
		t->rows = t->batch.n_rows;
	batch_reset(&t->batch);
	return loss;
}

/* The whole step in micro-batches: its loss, and its gradient in grad. */
static double
run_step(struct trainer *t)
{
	const struct step *s = &t->step;
	uint64_t room = t->s.options->micro_tokens;
	double loss = 0;

	memset(t->grad, 0, t->s.w->n * sizeof *t->grad);
	t->flops = 0;
	for (size_t i = 0; i < s->n; i++) {
		const struct token_episode *ep = &s->episodes[i];

		if (t->batch.n_rows > 0 && t->batch.n_rows + ep->ids.n > room)
			loss += run_batch(t);
		feed_pack(&t->batch, ep, (uint32_t)i, weight_of(t, ep));
	}
	return loss + run_batch(t);
}

static double
learning_rate(const struct trainer *t)
{
	const struct train_options *o = t->s.options;

	return o->lr * schedule_factor((enum schedule)o->schedule,
			   t->ledger.step, o->warmup, done(t),
			   t->ledger.warm_done, t->total);
}

static void
update_part(struct trainer *t, const struct adamw *a, size_t at, size_t n)
{
	const struct adamw_arrays x = {
		.param = t->s.w->data,
		.grad = t->grad,
		.m = t->m,
		.v = t->v,
	};

	adamw_step(a, &x, at, n, t->s.threads);
}

/* Matrices decay; norms and biases do not. */
static void
update_tensors(struct trainer *t, const struct adamw *a, enum whole which)
{
	const struct weights *w = t->s.w;
	struct adamw own = *a;
	size_t rows, cols;

	if (!layout_has(&w->config, which))
		return;
	if (layout_is_vector(which))
		own.weight_decay = 0;
	layout_shape(&w->config, which, &rows, &cols);
	for (size_t l = 0; l < w->config.n_layers; l++)
		if (l == 0 || layout_per_layer(which))
			update_part(
			    t, &own, *layout_offset(w, which, l), rows * cols);
}

static void
update(struct trainer *t, double lr, double norm)
{
	const struct train_options *o = t->s.options;
	struct weights *w = t->s.w;
	struct adamw a = {
		.lr = lr,
		.beta1 = o->beta1,
		.beta2 = o->beta2,
		.eps = o->eps,
		.weight_decay = o->weight_decay,
		.clip_scale = 1,
		.step = t->ledger.step + 1,
	};

	if (o->clip > 0 && norm > o->clip)
		a.clip_scale = o->clip / norm;
	if (o->weight_decay == 0) {
		update_part(t, &a, 0, w->n);
		return;
	}
	for (enum whole which = 0; which < N_WHOLES; which++)
		update_tensors(t, &a, which);
}

static void
enter(struct trainer *t)
{
	const struct step *s = &t->step;
	struct ledger *l = &t->ledger;

	l->step++;
	l->tokens += s->tokens;
	l->loss_tokens += s->loss_tokens;
	l->episodes += s->n;
	move_to(l, &s->place);
	for (size_t i = 0; i < s->n; i++)
		ledger_task(l, s->episodes[i].task);
	if (l->step == t->s.options->warmup)
		l->warm_done = done(t);
}

struct told {
	double loss, lr, norm, seconds;
};

static int
tell_step(struct trainer *t, const struct told *now, struct err *e)
{
	const struct ledger *l = &t->ledger;
	struct buf line = { 0 };
	int rc;

	buf_printf(&line,
	    "{\"step\":%" PRIu64 ",\"tokens\":%" PRIu64
	    ",\"loss_tokens\":%" PRIu64 ",\"episodes\":%" PRIu64
	    ",\"loss\":%.7g,\"lr\":%.6g,\"grad_norm\":%.6g"
	    ",\"tok_s\":%.1f,\"mfu\":%.3f}",
	    l->step, l->tokens, l->loss_tokens, l->episodes, now->loss, now->lr,
	    now->norm, (double)t->step.tokens / now->seconds,
	    t->flops / now->seconds / t->peak);
	rc = writer_line(t->s.log, buf_view(&line), e);
	buf_release(&line);
	progress_tick(t->s.progress, l->step, done(t), t->total);
	return rc;
}

static int
one_step(struct trainer *t, double start, struct err *e)
{
	struct told now = { .lr = learning_rate(t), .loss = run_step(t) };

	now.norm = sqrt(sum_of_squares(t->s.w->n, t->grad, t->s.threads));
	if (!isfinite(now.loss) || !isfinite(now.norm))
		return err_set(e,
		    "step %" PRIu64 ": loss %g, gradient norm %g; the weights "
		    "are left as they were, try a lower --lr or a --warmup",
		    t->ledger.step + 1, now.loss, now.norm);
	update(t, now.lr, now.norm);
	enter(t);
	now.seconds = progress_clock() - start;
	return tell_step(t, &now, e);
}

static double
eval_batch(struct trainer *t)
{
	struct decoder_input in = { .batch = &t->batch };
	double *logprob = room_for_logprobs(t), loss;

	decoder_forward(t->d, &in, logprob);
	loss = weighted_loss(&t->batch, logprob);
	batch_reset(&t->batch);
	return loss;
}

/* Sums of a pass over the evaluation episodes; the loss is not yet a mean. */
static int
eval_pass(struct trainer *t, struct ledger *sums, double *loss, struct err *e)
{
	bool by_token = t->s.options->weighting == WEIGHT_TOKEN;
	struct arena a = { 0 };
	struct token_episode ep;
	int rc;

	while ((rc = feed_next(t->s.eval, &a, &ep, NULL, e)) > 0) {
		size_t n = feed_loss_tokens(&ep);

		if (t->batch.n_rows > 0 &&
		    t->batch.n_rows + ep.ids.n > t->s.options->micro_tokens)
			*loss += eval_batch(t);
		feed_pack(&t->batch, &ep, 0, by_token ? 1 : 1 / (float)n);
		sums->episodes++;
		sums->loss_tokens += n;
		arena_reset(&a);
	}
	arena_release(&a);
	if (t->batch.n_rows > 0)
		*loss += eval_batch(t);
	return rc;
}

static int
evaluate(struct trainer *t, struct err *e)
{
	struct ledger sums = { 0 };
	struct buf line = { 0 };
	double loss = 0;
	int rc;

	if (feed_again(t->s.eval, NULL, e) || eval_pass(t, &sums, &loss, e))
		return -1;
	loss /=
	    (double)(t->s.options->weighting == WEIGHT_TOKEN ? sums.loss_tokens
							     : sums.episodes);
	buf_printf(&line,
	    "{\"step\":%" PRIu64
	    ",\"eval_loss\":%.7g,\"eval_episodes\":%" PRIu64
	    ",\"eval_loss_tokens\":%" PRIu64 "}",
	    t->ledger.step, loss, sums.episodes, sums.loss_tokens);
	rc = writer_line(t->s.log, buf_view(&line), e);
	buf_release(&line);
	return rc;
}

static struct checkpoint
checkpoint_of(struct trainer *t)
{
	return (struct checkpoint){
		.w = t->s.w,
		.m = t->m,
		.v = t->v,
		.ledger = &t->ledger,
		.options = t->s.identity,
	};
}

static int
save(struct trainer *t, struct err *e)
{
	struct checkpoint c = checkpoint_of(t);

	if (checkpoint_write(t->s.dir, &c, e))
		return -1;
	checkpoint_trim(t->s.dir, t->s.options->keep);
	return 0;
}

/* What is due after a step: evaluation, a checkpoint. */
static int
between_steps(struct trainer *t, struct err *e)
{
	const struct train_options *o = t->s.options;
	uint64_t step = t->ledger.step;

	if (t->s.eval != NULL &&
	    (finished(t) || (o->eval_every > 0 && step % o->eval_every == 0)) &&
	    evaluate(t, e))
		return -1;
	if (o->save_every > 0 && step % o->save_every == 0 && !finished(t))
		return save(t, e);
	return 0;
}

static int
ended_early(struct trainer *t, struct err *e)
{
	if (save(t, e))
		return -1;
	return err_set(e,
	    "the stream ended at %" PRIu64 " of %" PRIu64
	    " %s; checkpoint-%" PRIu64
	    " is kept: --resume with the whole stream goes on",
	    done(t), t->total, t->by_steps ? "steps" : "tokens",
	    t->ledger.step);
}

int
trainer_run(struct trainer *t, struct err *e)
{
	if (t->s.eval != NULL && t->ledger.step == 0 && evaluate(t, e))
		return -1;
	while (!finished(t)) {
		double start = progress_clock();
		int rc;

		if (*t->s.stop)
			return save(t, e) ? -1 : 1;
		rc = take_step(t, e);
		if (rc < 0)
			return -1;
		if (rc == 0 && t->total > 0)
			return ended_early(t, e);
		t->pipe_ended = rc == 0;
		if (t->step.n > 0 && one_step(t, start, e))
			return -1;
		if (between_steps(t, e))
			return -1;
	}
	if (t->ledger.step == 0)
		return err_set(e, "no episode in the stream");
	return 0;
}

int
trainer_resume(struct trainer *t, const char *path, struct err *e)
{
	struct checkpoint c = checkpoint_of(t);

	if (checkpoint_read(path, &c, e))
		return -1;
	return feed_skip(t->s.feed, &t->ledger, e);
}

static uint64_t
steps_ahead(const struct trainer *t)
{
	const struct train_options *o = t->s.options;
	double per_step;

	if (t->total == 0 || t->by_steps)
		return t->total;
	per_step =
	    o->batch_tokens > 0
		? (double)o->batch_tokens
		: (double)t->step.tokens / (double)t->step.n * (double)o->batch;
	return (uint64_t)ceil((double)t->total / per_step);
}

int
trainer_measure(struct trainer *t, struct trainer_plan *plan, struct err *e)
{
	double start, seconds = 0;
	size_t n = t->s.w->n;
	int rc = take_step(t, e);

	if (rc < 0)
		return -1;
	if (t->step.n == 0)
		return err_set(e, "no episode in the stream");
	/* a short first step pays for touching its memory: take another */
	for (int i = 0; i < 2 && seconds < 1; i++) {
		start = progress_clock();
		run_step(t);
		update(t, 0, sqrt(sum_of_squares(n, t->grad, t->s.threads)));
		seconds = progress_clock() - start;
	}
	*plan = (struct trainer_plan){
		.parameters = model_config_parameters(&t->s.w->config),
		.bytes = 4 * n * sizeof(float) + decoder_bytes(t->d, t->rows),
		.episodes = t->pass.episodes,
		.tokens = t->pass.tokens,
		.loss_tokens = t->pass.loss_tokens,
		.steps = steps_ahead(t),
		.step_seconds = seconds,
		.tokens_per_second = (double)t->step.tokens / seconds,
	};
	return 0;
}
