/* Lines of a run for people: see run_notice.h. */
#include "train/run_notice.h"

#include <assert.h>
#include <inttypes.h>

/* Episodes that the whole run takes, by those of the steps so far. */
static uint64_t
episodes_wanted(const struct run_length *l, const struct train_state *s,
    const struct step_bounds *b)
{
	double share;

	if (l->by_steps && b->tokens == 0)
		return l->total * b->episodes;
	share = (double)run_length_done(l, s) / (double)l->total;
	return (uint64_t)((double)s->episodes / share) + 1;
}

static void
put_share(
    struct buf *out, const struct run_length *l, const struct train_state *s)
{
	buf_printf(out, "%" PRIu64 " of %" PRIu64 " %s", run_length_done(l, s),
	    l->total, run_length_unit(l));
}

int
run_notice_ended(const struct run_length *l, const struct train_state *s,
    const struct step_bounds *b, struct err *e)
{
	struct buf share = { 0 };

	put_share(&share, l, s);
	if (s->step == 0)
		err_set(e, "the stream ended at %s", share.p);
	else
		err_set(e,
		    "the stream ended at %s; checkpoint-%" PRIu64
		    " is kept: go on by --resume with a longer stream "
		    "(icl-episode -n %" PRIu64
		    ") or a FILE, which is read again; --end early takes the "
		    "model as it is",
		    share.p, s->step, episodes_wanted(l, s, b));
	buf_release(&share);
	return -1;
}

void
run_notice_accepted(
    struct buf *line, const struct run_length *l, const struct train_state *s)
{
	buf_str(line, STR("the stream ended at "));
	put_share(line, l, s);
	buf_printf(line, ": the model is that of step %" PRIu64, s->step);
}

void
run_notice_progress(struct buf *line, const struct run_length *l,
    const struct train_state *s, double loss, const char *dir)
{
	put_share(line, l, s);
	buf_printf(line,
	    " done, loss %.4g; %s/checkpoint-%" PRIu64 " is written", loss, dir,
	    s->step);
}

void
run_notice_length(struct buf *line, const struct run_length *l, struct str was,
    bool constant_rate)
{
	assert(was.n > 0);
	buf_printf(line, "the length was %.*s and is %" PRIu64 " %s now%s",
	    STR_ARG(was), l->total, run_length_unit(l),
	    constant_rate ? ""
			  : ": the learning rate falls towards the new end");
}

int
run_notice_check(const struct run_length *l, const struct train_state *s,
    const char *path, struct err *e)
{
	uint64_t done = run_length_done(l, s);

	if (l->total == 0 || done <= l->total)
		return 0;
	return err_set(e,
	    "%s: at %" PRIu64 " %s already, more than the length of %" PRIu64
	    "; raise it",
	    path, done, run_length_unit(l), l->total);
}
