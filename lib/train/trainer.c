/* The training loop: see trainer.h. */
#include "train/trainer.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "train/checkpoint.h"
#include "model/tensor_table.h"
#include "train/rank_sync.h"
#include "nn/bf16.h"
#include "nn/peak.h"

struct trainer {
	struct trainer_setup s;
	struct train_state state;
	struct plan plan;
	bool by_steps;  /* the length is in steps, else in tokens */
	uint64_t total; /* 0: until the pipe ends */
	bool pipe_ended;
	struct optimizer *optimizer;
	struct step step;
	struct microbatch pass;
	int n_here;         /* steps of this process, as far as 2 */
	double loss;        /* of the last step */
	double peak;        /* of the machine, operations a second */
	uint64_t evaluated; /* the step after which that was done last */
	uint64_t frozen;    /* as a checkpoint has it, once there is one */
};

/* What bounds the next step. */
static struct step_bounds
bounds(const struct trainer *t)
{
	const struct train_options *o = t->s.options;
	struct step_bounds b = { o->batch, o->batch_tokens, 0 };

	if (!t->by_steps && t->total > 0)
		b.left = t->total - t->state.tokens;
	return b;
}

static int
count(struct trainer *t, struct err *e)
{
	const struct train_options *o = t->s.options;
	struct step_bounds b = bounds(t);

	if (plan_count(&t->plan, t->s.dataset, &b, o->micro_tokens, e))
		return -1;
	t->by_steps = o->steps > 0;
	t->total = o->steps > 0 ? o->steps : o->tokens;
	if (t->total == 0)
		t->total = t->plan.tokens * (o->epochs > 0 ? o->epochs : 1);
	return 0;
}

/* Where a layer's gradient begins, and that of all before ends. */
static size_t
layer_start(const struct weights *w, size_t layer)
{
	return layer < w->config.n_layers
		   ? *tensor_offset(w, TENSOR_ATTN_NORM_W, layer)
		   : w->n;
}

/* An adapter is small: it is summed when all of it is there. */
static void
layer_done(void *ctx, int layer)
{
	struct trainer *t = ctx;
	const struct weights *w = t->s.w;
	size_t at = 0, end = t->s.params->n;

	if (t->s.params->data != w->data) {
		if (layer >= 0)
			return;
	} else {
		at = layer < 0 ? 0 : layer_start(w, (size_t)layer);
		end = layer_start(w, (size_t)(layer + 1));
	}
	comm_sum_begin(t->s.comm, optimizer_grad(t->optimizer) + at, end - at);
}

struct trainer *
trainer_new(const struct trainer_setup *s, struct err *e)
{
	const struct train_options *o = s->options;
	struct trainer *t = mem_new(1, sizeof *t);

	t->s = *s;
	if (count(t, e) || rank_sync_meet(s->comm, &t->plan, s->identity, s->w,
			       s->params, e)) {
		trainer_free(t);
		return NULL;
	}
	if (o->bf16)
		weights_halve(s->w, s->threads);
	t->pass = (struct microbatch){
		.d = decoder_new(s->w,
		    DECODER_TRAIN | (o->recompute ? DECODER_RECOMPUTE : 0),
		    s->threads),
		.config = &s->w->config,
		.micro_tokens = o->micro_tokens,
		.weighting = o->weighting,
		.comm = s->comm,
		.layer_done = layer_done,
		.ctx = t,
	};
	decoder_adapt(t->pass.d, s->adapter);
	t->optimizer = optimizer_new(s->params, &o->optimizer, s->threads);
	if (s->params->data == s->w->data)
		optimizer_bf16(t->optimizer, s->w->half);
	t->peak = peak_flops(s->threads, s->w->half != NULL);
	comm_sum(s->comm, &t->peak, 1);
	return t;
}

void
trainer_free(struct trainer *t)
{
	if (t == NULL)
		return;
	decoder_free(t->pass.d);
	microbatch_release(&t->pass);
	optimizer_free(t->optimizer);
	step_release(&t->step);
	train_state_release(&t->state);
	free(t);
}

const struct train_state *
trainer_ledger(const struct trainer *t)
{
	return &t->state;
}

static bool
writes(const struct trainer *t)
{
	return comm_rank(t->s.comm) == 0;
}

static uint64_t
done(const struct trainer *t)
{
	return t->by_steps ? t->state.step : t->state.tokens;
}

static bool
finished(const struct trainer *t)
{
	return t->pipe_ended || (t->total > 0 && done(t) >= t->total);
}

/* 1 and the episodes of a step, 0 when a pipe ended, -1 on error. */
static int
take_step(struct trainer *t, struct err *e)
{
	struct step_bounds b = bounds(t);

	return step_take(&t->step, t->s.dataset, &t->state, &b, e);
}

/* Loss, and gradient, of the step at hand. */
static double
run_step(struct trainer *t)
{
	double sums[2];

	t->pass.flops = 0;
	optimizer_clear(t->optimizer);
	sums[0] =
	    microbatch_step(&t->pass, &t->step, optimizer_grad(t->optimizer));
	sums[1] = t->pass.flops;
	comm_sum_end(t->s.comm);
	comm_sum(t->s.comm, sums, 2);
	t->pass.flops = sums[1];
	return sums[0];
}

static double
learning_rate(const struct trainer *t)
{
	const struct train_options *o = t->s.options;

	return o->lr * schedule_factor((enum schedule)o->schedule,
			   t->state.step, o->warmup, done(t),
			   t->state.warm_done, t->total);
}

static void
optimizer(struct trainer *t, double lr, double norm)
{
	double clip = t->s.options->clip;

	optimizer_apply(t->optimizer, lr,
	    clip > 0 && norm > clip ? clip / norm : 1, t->state.step + 1);
}

/* Enters the step into the books. */
static void
enter(struct trainer *t)
{
	const struct step *s = &t->step;
	struct train_state *l = &t->state;

	l->step++;
	l->tokens += s->tokens;
	l->loss_tokens += s->loss_tokens;
	l->episodes += s->n;
	train_state_move(l, &s->place);
	for (size_t i = 0; i < s->n; i++)
		train_state_task(l, s->episodes[i].task);
	if (l->step == t->s.options->warmup)
		l->warm_done = done(t);
}

struct told {
	double loss, lr, norm, seconds;
};

static int
tell_step(struct trainer *t, const struct told *now, struct err *e)
{
	const struct train_state *l = &t->state;
	struct buf line = { 0 };
	int rc;

	buf_printf(&line,
	    "{\"step\":%" PRIu64 ",\"tokens\":%" PRIu64
	    ",\"loss_tokens\":%" PRIu64 ",\"episodes\":%" PRIu64
	    ",\"loss\":%.7g,\"lr\":%.6g,\"grad_norm\":%.6g"
	    ",\"tok_s\":%.1f,\"mfu\":%.3f}",
	    l->step, l->tokens, l->loss_tokens, l->episodes, now->loss, now->lr,
	    now->norm, (double)t->step.tokens / now->seconds,
	    t->pass.flops / now->seconds / t->peak);
	rc = writes(t) ? writer_line(t->s.log, buf_view(&line), e) : 0;
	buf_release(&line);
	progress_tick(t->s.progress, l->step, done(t), t->total);
	return rc;
}

/* Only rank 0 tells why all of a team end, and ends it. */
static void
leave_it_to_rank_0(struct trainer *t)
{
	if (!writes(t))
		comm_max(t->s.comm, 0);
}

static struct checkpoint
checkpoint_of(struct trainer *t)
{
	const struct weights *w = t->s.w;

	if (t->s.adapter != NULL && t->frozen == 0)
		t->frozen = rng_hash(0, w->data, w->n * sizeof *w->data);
	return (struct checkpoint){
		.w = t->s.w,
		.adapter = t->s.adapter,
		.base = t->s.base,
		.furnish = t->s.furnish,
		.optimizer = t->optimizer,
		.state = &t->state,
		.options = t->s.identity,
		.stream = t->plan.hash,
		.frozen = t->frozen,
	};
}

static int
save(struct trainer *t, struct err *e)
{
	struct checkpoint c = checkpoint_of(t);

	if (!rank_sync_agree(t->s.comm, t->s.params))
		return err_set(e,
		    "the ranks' weights have come apart at step "
		    "%" PRIu64 "; --resume goes on from the last checkpoint",
		    t->state.step);
	if (!writes(t))
		return 0;
	if (checkpoint_write(t->s.dir, &c, e))
		return -1;
	checkpoint_trim(t->s.dir, t->s.options->keep);
	return 0;
}

/* The plan in hours, once a step has been seen that is not the first. */
static void
tell_time(struct trainer *t, double seconds)
{
	double left = (double)(t->total - done(t));

	if (!t->s.verbose || t->total == 0 || ++t->n_here != 2)
		return;
	if (!t->by_steps)
		left /= (double)t->step.tokens;
	t->s.say("a step takes %.3g s, the run about %.3g h more", seconds,
	    seconds * left / 3600);
}

/*
 * What no sane run has: numbers that are none, a loss beyond ten times that of
 * guessing, a gradient beyond --stop-norm.
 */
static bool
diverges(const struct trainer *t, const struct told *now)
{
	double stop = t->s.options->stop_norm;
	double guessing = log((double)t->s.w->config.vocab_size);

	return !isfinite(now->loss) || !isfinite(now->norm) ||
	       now->loss > 10 * guessing || (stop > 0 && now->norm > stop);
}

/* The weights are those before the step: that is what is kept. */
static int
diverged(struct trainer *t, const struct told *now, struct err *e)
{
	uint64_t step = t->state.step;
	const char *dir = t->s.dir;

	if (step > 0 && save(t, e))
		return -1;
	leave_it_to_rank_0(t);
	if (step == 0)
		return err_set(e,
		    "step 1: loss %g, gradient norm %g: the run diverges from "
		    "its start; is this the right model?",
		    now->loss, now->norm);
	return err_set(e,
	    "step %" PRIu64 ": loss %g, gradient norm %g: the run diverges; "
	    "%s/checkpoint-%" PRIu64
	    " is from before that step: try a lower --lr or a --warmup, with "
	    "-m from an earlier checkpoint or anew",
	    step + 1, now->loss, now->norm, dir, step);
}

static int
one_step(struct trainer *t, double start, struct err *e)
{
	struct told now = { .lr = learning_rate(t), .loss = run_step(t) };

	now.norm = optimizer_norm(t->optimizer);
	if (diverges(t, &now))
		return diverged(t, &now, e);
	optimizer(t, now.lr, now.norm);
	enter(t);
	t->loss = now.loss;
	now.seconds = progress_clock() - start;
	tell_time(t, now.seconds);
	return tell_step(t, &now, e);
}

static int
evaluate(struct trainer *t, struct err *e)
{
	struct microbatch_eval sums;
	struct buf line = { 0 };
	int rc;

	if (microbatch_evaluate(&t->pass, t->s.eval, &sums, e))
		return -1;
	t->evaluated = t->state.step;
	buf_printf(&line,
	    "{\"step\":%" PRIu64
	    ",\"eval_loss\":%.7g,\"eval_episodes\":%" PRIu64
	    ",\"eval_loss_tokens\":%" PRIu64 "}",
	    t->state.step, sums.loss, sums.episodes, sums.loss_tokens);
	rc = writes(t) ? writer_line(t->s.log, buf_view(&line), e) : 0;
	buf_release(&line);
	return rc;
}

/* What is due after a step: evaluation, a checkpoint. */
static int
between_steps(struct trainer *t, struct err *e)
{
	const struct train_options *o = t->s.options;
	uint64_t step = t->state.step;

	if (t->s.eval != NULL && t->evaluated != step &&
	    (finished(t) || (o->eval_every > 0 && step % o->eval_every == 0)) &&
	    evaluate(t, e))
		return -1;
	if (o->save_every > 0 && step % o->save_every == 0 && !finished(t))
		return save(t, e);
	return 0;
}

/* The best of so many steps, or of those begun within so long. */
enum { MEASURED = 5, MEASURE_SECONDS = 40 };

/* A pipe tells by its first step what its steps are like. */
static int
measure(struct trainer *t, struct plan *p, struct err *e)
{
	double spent = 0;

	if (take_step(t, e) < 0)
		return -1;
	if (t->step.n == 0)
		return err_set(e, "no episode in the stream");
	/* the first pays for touching its memory, any may be disturbed */
	for (int i = 0; i < MEASURED; i++) {
		double start = progress_clock(), took;

		run_step(t);
		optimizer(t, 0, optimizer_norm(t->optimizer));
		took = progress_clock() - start;
		spent += took;
		if (i == 0 || took < p->step_seconds)
			p->step_seconds = took;
		if (comm_max(t->s.comm, spent > MEASURE_SECONDS))
			break; /* all ranks at the same step */
	}
	if (p->total_steps == 0 && t->total > 0)
		p->total_steps =
		    (t->total + t->step.tokens - 1) / t->step.tokens;
	p->tokens_per_second = (double)t->step.tokens / p->step_seconds;
	if (p->rows < t->pass.rows)
		p->rows = t->pass.rows;
	return 0;
}

/* Libraries with their buffers, tokenizer: the same for any model. */
enum { PROGRAM_BYTES = 32 << 20 };

int
trainer_plan(struct trainer *t, int measured, struct plan *plan, struct err *e)
{
	const struct model_config *c = &t->s.w->config;
	struct step_bounds b = bounds(t);

	*plan = t->plan;
	plan->parameters = model_config_parameters(c);
	for (size_t i = 0; i < t->s.params->n_spans; i++)
		plan->trained += t->s.params->spans[i].n;
	plan->total_steps =
	    t->by_steps ? t->total : plan_steps(plan, &b, t->total);
	if (measured && measure(t, plan, e))
		return -1;
	plan->products = t->s.w->half == NULL ? "fp32" : bf16_kernels();
	plan->bytes = PROGRAM_BYTES + optimizer_bytes(t->optimizer) +
		      (t->s.w->half == NULL ? 0 : 2 * t->s.w->n) +
		      decoder_bytes(t->pass.d, plan->rows);
	if (t->s.adapter != NULL) {
		plan->parameters += plan->trained;
		plan->bytes += t->s.w->n * sizeof *t->s.w->data;
	}
	return 0;
}

enum { NOTHING, WORD, STOP };

/* What a signal asked for, of any rank. */
static uint64_t
asked_for(struct trainer *t)
{
	return comm_max(t->s.comm, *t->s.stop     ? STOP
				   : *t->s.wanted ? WORD
						  : NOTHING);
}

/* The signal that asks for a checkpoint and a word. */
static int
answer(struct trainer *t, struct err *e)
{
	*t->s.wanted = 0;
	if (save(t, e))
		return -1;
	t->s.say("%" PRIu64 " of %" PRIu64 " %s done, loss %.4g; %s/checkpoint-"
		 "%" PRIu64 " is written",
	    done(t), t->total, t->by_steps ? "steps" : "tokens", t->loss,
	    t->s.dir, t->state.step);
	return 0;
}

static int
tell_plan(struct trainer *t, struct err *e)
{
	struct buf line = { 0 };
	struct plan p;

	if (trainer_plan(t, 0, &p, e))
		return -1;
	plan_tell(&line, &p);
	t->s.say("%s", line.p);
	buf_release(&line);
	return 0;
}

/*
 * No more can be read: an error, or the end of a pipe (rc 0) that is none of
 * the run.  What was trained of a run with a length is kept, but for one rank
 * alone of those with FILEs; whoever asked for the end may have ended a pipe's
 * writer too, and gets it as asked.
 */
static int
broken_off(struct trainer *t, int rc, struct err *e)
{
	uint64_t step = t->state.step;
	struct err why;
	bool stop, kept;

	if (rc == 0)
		err_set(e, "the stream ended at %" PRIu64 " of %" PRIu64 " %s",
		    done(t), t->total, t->by_steps ? "steps" : "tokens");
	else if (comm_size(t->s.comm) > 1 && !dataset_is_pipe(t->s.dataset))
		return -1;
	why = *e;
	stop = asked_for(t) == STOP;
	kept = stop || (step > 0 && t->total > 0);
	if (kept && save(t, e))
		return err_prefix(e, "%s", why.msg);
	if (stop)
		return 1;
	leave_it_to_rank_0(t);
	if (kept)
		err_set(e,
		    "%s; checkpoint-%" PRIu64
		    " is kept: --resume with the whole stream goes on",
		    why.msg, step);
	return -1;
}

int
trainer_run(struct trainer *t, struct err *e)
{
	if (t->s.verbose && tell_plan(t, e))
		return -1;
	if (t->s.eval != NULL && t->state.step == 0 && evaluate(t, e))
		return -1;
	while (!finished(t)) {
		double start = progress_clock();
		uint64_t asked = asked_for(t);
		int rc;

		if (asked == STOP)
			return save(t, e) ? -1 : 1;
		if (asked == WORD && t->state.step > 0 && answer(t, e))
			return -1;
		rc = take_step(t, e);
		if (rc < 0 ||
		    (rc == 0 && (t->total > 0 || asked_for(t) == STOP)))
			return broken_off(t, rc, e);
		t->pipe_ended = rc == 0;
		if (t->step.n > 0 && one_step(t, start, e))
			return -1;
		if (between_steps(t, e))
			return -1;
	}
	if (t->state.step == 0)
		return err_set(e, "no episode in the stream");
	return 0;
}

int
trainer_resume(struct trainer *t, const char *path, struct err *e)
{
	struct checkpoint c = checkpoint_of(t);

	if (path != NULL && checkpoint_read(path, &c, e))
		return -1;
	if (rank_sync_resume(t->s.comm, t->optimizer, &t->state, e))
		return -1;
	progress_skip(t->s.progress, t->state.step, done(t));
	return dataset_skip(t->s.dataset, &t->state, e);
}
