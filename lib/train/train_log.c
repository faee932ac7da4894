/* The training log: see train_log.h. */
#include "train/train_log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"
#include "io/writer.h"
#include "train/loss_trend.h"

struct train_log {
	struct writer *out; /* standard output */
	bool readable;
	struct progress *progress;
	int fd; /* the log's own file; -1: none */
	struct buf path;
	struct loss_trend trend;
	/* of what this process did */
	double start;
	uint64_t begun;
	bool stepped;
};

/*
 * Whether somebody reads standard output as it comes.  mpirun gives its ranks
 * a terminal there, but not the two others.
 */
static bool
is_watched(void)
{
	return isatty(STDOUT_FILENO) == 1 &&
	       (isatty(STDERR_FILENO) == 1 || isatty(STDIN_FILENO) == 1);
}

struct train_log *
train_log_new(struct progress *progress, struct err *e)
{
	struct train_log *log = mem_new(1, sizeof *log);

	log->fd = -1;
	log->readable = is_watched();
	log->progress = progress;
	log->out = writer_new(NULL, FORM_PEOPLE, 0, e);
	if (log->out == NULL) {
		train_log_free(log);
		return NULL;
	}
	return log;
}

void
train_log_free(struct train_log *log)
{
	if (log == NULL)
		return;
	writer_free(log->out);
	if (log->fd != -1)
		close(log->fd);
	buf_release(&log->path);
	free(log);
}

bool
train_log_is_readable(const struct train_log *log)
{
	return log->readable;
}

/* Whether a line is of the log and of no later step. */
static bool
line_counts(struct str line, uint64_t step)
{
	struct err ignored;
	struct json *j = json_parse(line, &ignored);
	int64_t of = json_int(json_get(j, "step"), -1);

	json_free(j);
	return of >= 0 && (uint64_t)of <= step;
}

/* How many leading bytes of a log are kept by a run that goes on. */
static size_t
kept_bytes(struct str text, uint64_t step)
{
	size_t at = 0;

	while (step > 0 && at < text.n) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		size_t end = nl == NULL ? 0 : (size_t)(nl - text.p);

		if (nl == NULL || !line_counts(str_slice(text, at, end), step))
			break;
		at = end + 1;
	}
	return at;
}

static int
cut_file(const struct train_log *log, uint64_t step, struct err *e)
{
	struct str text;
	size_t kept;

	if (file_map(log->path.p, &text, e))
		return -1;
	kept = kept_bytes(text, step);
	file_unmap(text);
	if (ftruncate(log->fd, (off_t)kept) != 0)
		return err_errno(e, "%s", log->path.p);
	return 0;
}

/* Without waiting: a FIFO that nobody reads is an error. */
static int
open_file(const char *path)
{
	int fd = open(
	    path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);

	if (fd != -1)
		fcntl(fd, F_SETFL, O_APPEND);
	return fd;
}

int
train_log_open(
    struct train_log *log, const char *path, uint64_t step, struct err *e)
{
	struct stat st;

	assert(log->fd == -1);
	log->fd = open_file(path);
	if (log->fd == -1 || fstat(log->fd, &st) != 0)
		return err_errno(e, "%s", path);
	buf_str(&log->path, str_of(path));
	return S_ISREG(st.st_mode) ? cut_file(log, step, e) : 0;
}

/* A line for people to standard output, or one of JSON to where it goes. */
static int
write_line(
    struct train_log *log, struct buf *json, struct buf *text, struct err *e)
{
	struct str out;
	int rc;

	buf_byte(json, '\n');
	out = log->readable ? buf_view(text)
			    : str_slice(buf_view(json), 0, json->n - 1);
	rc = log->fd == -1
		 ? 0
		 : file_write(log->fd, json->p, json->n, log->path.p, e);
	if (rc == 0)
		rc = writer_line(log->out, out, e);
	buf_release(json);
	buf_release(text);
	return rc;
}

static void
put_step_json(struct buf *line, const struct train_state *s,
    const struct train_log_step *step)
{
	const struct learner_gradient *g = &step->gradient;

	buf_printf(line,
	    "{\"step\":%" PRIu64 ",\"tokens\":%" PRIu64
	    ",\"loss_tokens\":%" PRIu64 ",\"episodes\":%" PRIu64
	    ",\"loss\":%.7g,\"lr\":%.6g,\"grad_norm\":%.6g"
	    ",\"tok_s\":%.1f,\"mfu\":%.3f}",
	    s->step, s->tokens, s->loss_tokens, s->episodes, g->loss, step->lr,
	    g->norm, (double)step->tokens / step->seconds,
	    g->flops / step->seconds / step->peak);
}

/* The time left at the rate of this process, as h:mm:ss. */
static void
put_eta(struct buf *line, double spent, uint64_t here, uint64_t left)
{
	uint64_t s = (uint64_t)(spent * (double)left / (double)here);

	buf_printf(line, "  ETA %" PRIu64 ":%02u:%02u", s / 3600,
	    (unsigned)(s / 60 % 60), (unsigned)(s % 60));
}

static void
put_loss(struct buf *line, const struct loss_trend *trend, double loss)
{
	double change, mean = loss_trend_mean(trend, &change);

	buf_printf(line, "loss %.4f", loss);
	if (trend->n > 1)
		buf_printf(line, "  mean %.4f %+.4f", mean, change);
}

static void
put_step_text(struct buf *line, const struct train_log *log,
    const struct train_state *s, const struct run_length *length,
    const struct train_log_step *step)
{
	uint64_t done = run_length_done(length, s), total = length->total;

	buf_printf(line, "step %" PRIu64, s->step);
	if (length->by_steps)
		buf_printf(line, "/%" PRIu64, total);
	if (total > 0)
		buf_printf(
		    line, " %3.0f%%", 100 * (double)done / (double)total);
	buf_str(line, STR("  "));
	put_loss(line, &log->trend, step->gradient.loss);
	buf_printf(line, "  lr %.3g  %.0f tok/s", step->lr,
	    (double)step->tokens / step->seconds);
	if (total > done)
		put_eta(line, progress_clock() - log->start, done - log->begun,
		    total - done);
}

/* The rate is that of the steps of this process, the first included. */
static void
count_step(struct train_log *log, const struct train_state *s,
    const struct run_length *length, const struct train_log_step *step)
{
	uint64_t own = length->by_steps ? 1 : step->tokens;

	loss_trend_add(&log->trend, step->gradient.loss);
	if (log->stepped)
		return;
	log->stepped = true;
	log->start = progress_clock() - step->seconds;
	log->begun = run_length_done(length, s) - own;
}

int
train_log_step(struct train_log *log, const struct train_state *s,
    const struct run_length *length, const struct train_log_step *step,
    struct err *e)
{
	struct buf json = { 0 }, text = { 0 };

	if (log == NULL)
		return 0;
	count_step(log, s, length, step);
	put_loss(&text, &log->trend, step->gradient.loss);
	progress_note(log->progress, text.p);
	progress_tick(
	    log->progress, s->step, run_length_done(length, s), length->total);
	buf_reset(&text);
	put_step_json(&json, s, step);
	put_step_text(&text, log, s, length, step);
	return write_line(log, &json, &text, e);
}

int
train_log_eval(struct train_log *log, const struct train_state *s,
    const struct microbatch_eval *sums, struct err *e)
{
	struct buf json = { 0 }, text = { 0 };

	if (log == NULL)
		return 0;
	buf_printf(&json,
	    "{\"step\":%" PRIu64
	    ",\"eval_loss\":%.7g,\"eval_episodes\":%" PRIu64
	    ",\"eval_loss_tokens\":%" PRIu64 "}",
	    s->step, sums->loss, sums->episodes, sums->loss_tokens);
	buf_printf(&text,
	    "step %" PRIu64 "  evaluation loss %.4f over %" PRIu64 " episodes",
	    s->step, sums->loss, sums->episodes);
	return write_line(log, &json, &text, e);
}

int
train_log_line(struct train_log *log, struct str line, struct err *e)
{
	return log == NULL ? 0 : writer_line(log->out, line, e);
}

int
train_log_commit(struct train_log *log, struct err *e)
{
	int fd = log->fd;

	log->fd = -1;
	if (fd != -1 && close(fd) != 0)
		return err_errno(e, "%s", log->path.p);
	return writer_commit(log->out, e);
}
