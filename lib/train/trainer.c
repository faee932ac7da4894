/* The training loop: see trainer.h. */
#include "train/trainer.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "train/checkpoint_folder.h"
#include "train/divergence.h"
#include "train/rank_sync.h"
#include "train/run_notice.h"

struct trainer {
	struct trainer_context c;
	struct train_state state;
	struct plan plan;
	struct run_length length;
	bool pipe_ended;
	struct learner *learner;
	struct step step;
	uint64_t n_here;    /* steps that this process made */
	double loss;        /* of the last step */
	uint64_t evaluated; /* the step after which that was done last */
	uint64_t frozen;    /* as a checkpoint has it, once there is one */
};

/* The bounds of the next step. */
static struct step_bounds
bounds(const struct trainer *t)
{
	const struct trainer_options *o = t->c.options;

	return (struct step_bounds){
		.episodes = o->batch,
		.tokens = o->batch_tokens,
		.left = run_length_tokens_left(&t->length, &t->state),
	};
}

static int
count_episodes(struct trainer *t, struct err *e)
{
	const struct trainer_options *o = t->c.options;
	struct step_bounds b = bounds(t);

	if (plan_count(&t->plan, t->c.dataset, &b, o->learner.micro_tokens,
		t->c.progress, e))
		return -1;
	t->length = run_length_of(&o->length, t->plan.tokens);
	return 0;
}

struct trainer *
trainer_new(const struct trainer_context *c, struct err *e)
{
	struct trainer *t = mem_new(1, sizeof *t);

	t->c = *c;
	if (count_episodes(t, e) || rank_sync_meet(c->comm, &t->plan,
					c->identity, c->w, c->params, e)) {
		trainer_free(t);
		return NULL;
	}
	t->learner = learner_new(
	    c->w, c->params, c->adapter, c->comm, &c->options->learner);
	return t;
}

void
trainer_free(struct trainer *t)
{
	if (t == NULL)
		return;
	learner_free(t->learner);
	step_release(&t->step);
	train_state_release(&t->state);
	free(t);
}

const struct train_state *
trainer_state(const struct trainer *t)
{
	return &t->state;
}

static bool
writes(const struct trainer *t)
{
	return comm_rank(t->c.comm) == 0;
}

static uint64_t
done(const struct trainer *t)
{
	return run_length_done(&t->length, &t->state);
}

static bool
finished(const struct trainer *t)
{
	return t->pipe_ended || run_length_reached(&t->length, &t->state);
}

/* 1 and the episodes of a step, 0 when a pipe ended, -1 on error. */
static int
take_step(struct trainer *t, struct err *e)
{
	struct step_bounds b = bounds(t);

	return step_take(&t->step, t->c.dataset, &t->state, &b, e);
}

static double
learning_rate(const struct trainer *t)
{
	const struct trainer_options *o = t->c.options;

	return o->lr * schedule_factor((enum schedule)o->schedule,
			   t->state.step, o->warmup, done(t),
			   t->state.warm_done, t->length.total);
}

/* Counts the step as made. */
static void
advance(struct trainer *t)
{
	const struct step *s = &t->step;
	struct train_state *state = &t->state;

	state->step++;
	state->tokens += s->tokens;
	state->loss_tokens += s->loss_tokens;
	state->episodes += s->n;
	train_state_move(state, &s->place);
	for (size_t i = 0; i < s->n; i++)
		train_state_task(state, s->episodes[i].task);
	if (state->step == t->c.options->warmup)
		state->warm_done = done(t);
	assert(state->loss_tokens <= state->tokens);
}

/* Only rank 0 says why all ranks end, and ends them. */
static void
leave_it_to_rank_0(struct trainer *t)
{
	if (!writes(t))
		comm_max(t->c.comm, 0);
}

/* Hashes the weights beside an adapter when first asked for. */
static struct checkpoint
checkpoint_of(struct trainer *t)
{
	const struct weights *w = t->c.w;

	if (t->c.adapter != NULL && t->frozen == 0)
		t->frozen = weights_hash(w);
	return (struct checkpoint){
		.w = w,
		.adapter = t->c.adapter,
		.base = t->c.base,
		.tokenizer = t->c.tokenizer,
		.optimizer = learner_optimizer(t->learner),
		.state = &t->state,
		.identity = {
			.options = t->c.identity,
			.stream = t->plan.hash,
			.frozen = t->frozen,
		},
	};
}

static int
save(struct trainer *t, struct err *e)
{
	struct checkpoint c = checkpoint_of(t);

	if (!rank_sync_agree(t->c.comm, t->c.params))
		return err_set(e,
		    "the ranks' weights have come apart at step "
		    "%" PRIu64 "; --resume goes on from the last checkpoint",
		    t->state.step);
	if (!writes(t))
		return 0;
	if (checkpoint_write(t->c.dir, &c, e))
		return -1;
	checkpoint_trim(t->c.dir, t->c.options->keep);
	return 0;
}

/* The run in hours, once a step has been seen that is not the first. */
static void
notify_time(struct trainer *t, double seconds)
{
	double left = (double)(t->length.total - done(t));

	if (!t->c.verbose || t->length.total == 0 || t->n_here != 2)
		return;
	if (!t->length.by_steps)
		left /= (double)t->step.tokens;
	t->c.notify("a step takes %.3g s, the run about %.3g h more", seconds,
	    seconds * left / 3600);
}

/* The parameters are those before the step: that is what is kept. */
static int
end_diverged(struct trainer *t, const struct learner_gradient *g, struct err *e)
{
	uint64_t step = t->state.step;

	if (step > 0 && save(t, e))
		return -1;
	leave_it_to_rank_0(t);
	return divergence_err(step, g->loss, g->norm, t->c.dir, e);
}

/* The episodes at hand; start is when the step began. */
static int
one_step(struct trainer *t, double start, struct err *e)
{
	struct train_log_step log = { .lr = learning_rate(t),
		.gradient = learner_gradient(t->learner, &t->step),
		.peak = learner_peak(t->learner),
		.tokens = t->step.tokens };
	const struct learner_gradient *g = &log.gradient;

	if (divergence_found(g->loss, g->norm, t->c.options->stop_norm,
		t->c.w->config.vocab_size))
		return end_diverged(t, g, e);
	learner_update(t->learner, g, log.lr, t->state.step + 1);
	advance(t);
	t->n_here++;
	t->loss = g->loss;
	log.seconds = progress_clock() - start;
	notify_time(t, log.seconds);
	return train_log_step(t->c.log, &t->state, &t->length, &log, e);
}

static int
evaluate(struct trainer *t, struct err *e)
{
	struct microbatch_eval sums;

	if (learner_evaluate(t->learner, t->c.eval, &sums, e))
		return -1;
	t->evaluated = t->state.step;
	return train_log_eval(t->c.log, &t->state, &sums, e);
}

/* What is due after a step: evaluation, a checkpoint. */
static int
between_steps(struct trainer *t, struct err *e)
{
	const struct trainer_options *o = t->c.options;
	uint64_t step = t->state.step;

	if (t->c.eval != NULL && t->evaluated != step &&
	    (finished(t) || (o->eval_every > 0 && step % o->eval_every == 0)) &&
	    evaluate(t, e))
		return -1;
	if (o->save_every > 0 && step % o->save_every == 0 && !finished(t))
		return save(t, e);
	return 0;
}

/* A pipe tells by its first step what its steps are like. */
static int
measure(struct trainer *t, struct plan *p, struct err *e)
{
	if (take_step(t, e) < 0)
		return -1;
	if (t->step.n == 0)
		return err_set(e, "no episode in the stream");
	plan_measure(p, t->learner, &t->step, t->c.comm, t->c.progress);
	return 0;
}

int
trainer_plan(struct trainer *t, bool measured, struct plan *plan, struct err *e)
{
	struct step_bounds b = bounds(t);

	*plan = t->plan;
	if (measured && measure(t, plan, e))
		return -1;
	plan_complete(plan, t->learner, &t->length, &b);
	return 0;
}

static int
notify_plan(struct trainer *t, struct err *e)
{
	struct buf line = { 0 };
	struct plan p;

	if (trainer_plan(t, false, &p, e))
		return -1;
	plan_put_text(&line, &p);
	t->c.notify("%s", line.p);
	buf_release(&line);
	return 0;
}

static enum request
request_now(struct trainer *t)
{
	return request_of(&t->c.requests, t->c.comm);
}

/* Writes the checkpoint that a signal asked for, and says how far it is. */
static int
answer_request(struct trainer *t, struct err *e)
{
	struct buf line = { 0 };

	request_answered(&t->c.requests);
	if (save(t, e))
		return -1;
	run_notice_progress(&line, &t->length, &t->state, t->loss, t->c.dir);
	t->c.warn("%s", line.p);
	buf_release(&line);
	return 0;
}

static int
stop(struct trainer *t, struct err *e)
{
	if (save(t, e))
		return -1;
	t->c.notify("stopped at step %" PRIu64 "; %s/checkpoint-%" PRIu64
		    " is written: the same command with --resume goes on",
	    t->state.step, t->c.dir, t->state.step);
	return 1;
}

/*
 * No more can be read: an error, or the end of a pipe (rc 0) before that of
 * the run.  What was trained of a run with a length is kept, but not by one
 * rank alone of those with FILEs; whoever asked for the end may have ended a
 * pipe's writer too, and gets it as asked.
 */
static int
end_early(struct trainer *t, int rc, struct err *e)
{
	struct step_bounds b = bounds(t);
	struct err why;
	bool kept;

	if (rc == 0)
		run_notice_ended(&t->length, &t->state, &b, e);
	else if (comm_size(t->c.comm) > 1 && !dataset_is_pipe(t->c.dataset))
		return -1;
	why = *e;
	if (request_now(t) == REQUEST_STOP)
		return stop(t, e);
	kept = t->state.step > 0 && t->length.total > 0;
	if (kept && save(t, e))
		return err_prefix(e, "%s", why.msg);
	*e = why;
	leave_it_to_rank_0(t);
	if (kept && rc < 0)
		err_set(e,
		    "%s; checkpoint-%" PRIu64
		    " is kept: --resume with the whole stream goes on",
		    why.msg, t->state.step);
	return -1;
}

/* Whether a pipe that ends now ends the run, rather than being an error. */
static bool
may_end(struct trainer *t)
{
	if (request_now(t) == REQUEST_STOP)
		return false;
	return t->length.total == 0 || t->c.options->end == RUN_END_EARLY;
}

static int
make_steps(struct trainer *t, struct err *e)
{
	while (!finished(t)) {
		double start = progress_clock();
		enum request asked = request_now(t);
		int rc;

		if (asked == REQUEST_STOP)
			return stop(t, e);
		if (asked == REQUEST_CHECKPOINT && t->state.step > 0 &&
		    answer_request(t, e))
			return -1;
		rc = take_step(t, e);
		if (rc < 0 || (rc == 0 && !may_end(t)))
			return end_early(t, rc, e);
		t->pipe_ended = rc == 0;
		if (t->step.n > 0 && one_step(t, start, e))
			return -1;
		if (between_steps(t, e))
			return -1;
	}
	return 0;
}

static void
notify_accepted(struct trainer *t)
{
	struct buf line = { 0 };

	run_notice_accepted(&line, &t->length, &t->state);
	t->c.notify("%s", line.p);
	buf_release(&line);
}

int
trainer_run(struct trainer *t, struct err *e)
{
	int rc;

	if (t->c.verbose && notify_plan(t, e))
		return -1;
	if (t->c.eval != NULL && t->state.step == 0 && evaluate(t, e))
		return -1;
	rc = make_steps(t, e);
	if (rc != 0)
		return rc;
	if (t->state.step == 0)
		return err_set(e, "no episode in the stream");
	if (t->length.total > 0 && !run_length_reached(&t->length, &t->state))
		notify_accepted(t);
	return 0;
}

static void
notify_resumed(struct trainer *t, const char *path, struct str length_was)
{
	struct buf line = { 0 };
	bool constant = t->c.options->schedule == SCHEDULE_CONSTANT;

	t->c.notify(
	    "resuming at step %" PRIu64 " from %s", t->state.step, path);
	if (length_was.n > 0) {
		run_notice_length(&line, &t->length, length_was, constant);
		t->c.notify("%s", line.p);
	}
	buf_release(&line);
}

int
trainer_resume(struct trainer *t, const char *path, struct err *e)
{
	struct checkpoint c = checkpoint_of(t);
	struct buf length_was = { 0 };
	int rc = 0;

	if (path != NULL && checkpoint_read(path, &c, &length_was, e))
		rc = -1;
	if (rc == 0)
		rc = rank_sync_resume(
		    t->c.comm, learner_optimizer(t->learner), &t->state, e);
	if (rc == 0 && path != NULL)
		rc = run_notice_check(&t->length, &t->state, path, e);
	if (rc == 0 && path != NULL)
		notify_resumed(t, path, buf_view(&length_was));
	buf_release(&length_was);
	if (rc != 0)
		return -1;
	progress_skip(t->c.progress, t->state.step, done(t));
	return dataset_skip(t->c.dataset, &t->state, e);
}
