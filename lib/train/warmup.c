/* A training run from options to a folder: see warmup.h. */
#include "train/warmup.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "io/file.h"
#include "io/intro.h"
#include "train/run_folder.h"
#include "nn/gemm.h"

static bool
writes(const struct warmup *w)
{
	return comm_rank(w->comm) == 0;
}

/* The learning rate, unless given, is that of what is trained. */
static double
rate_of(const struct adapter *a)
{
	if (a == NULL)
		return 1e-5;
	return a->kind == ADAPTER_LORA ? 1e-4 : 1e-2;
}

/* What --force would remove although the run reads it; NULL: nothing. */
struct doomed {
	const char *dir, *path;
};

static void
find_doomed(void *ctx, const struct opt *o, const char *value)
{
	struct doomed *x = ctx;

	if (value != NULL && o->flags & OPT_PATH &&
	    checkpoint_has(x->dir, value))
		x->path = value;
}

static int
check_folder(struct warmup *w, struct err *e)
{
	const struct warmup_options *o = w->options;
	struct doomed x = { w->common->output, NULL };

	if (!writes(w) || o->dry_run)
		return 0;
	if (o->force)
		opt_record(w->spec, w->config, find_doomed, &x);
	if (x.path != NULL)
		return err_set(e,
		    "%s: --force removes the checkpoints of %s; give another "
		    "-o DIR",
		    x.path, x.dir);
	if (run_folder_check(
		w->common->output, o->resume, o->force, &w->checkpoint, e))
		return -1;
	if (o->resume && w->checkpoint.n == 0 && file_exists(w->common->output))
		w->say("%s: no checkpoint in it; starting from the beginning",
		    w->common->output);
	return 0;
}

static int
load_start(struct warmup *w, struct err *e)
{
	const struct warmup_options *o = w->options;
	const struct trainable_options from = {
		.model = o->model,
		.init = o->init,
		.adapter = o->adapter,
		.checkpoint = w->checkpoint.n > 0 ? w->checkpoint.p : NULL,
		.fresh = {
			.rank = o->lora,
			.alpha = o->lora_alpha,
			.targets = o->lora_targets,
			.tokens = o->prefix,
			.seed = w->common->seed,
			.threads = (unsigned)w->common->threads,
		},
	};

	return trainable_load(&w->start, &from, e);
}

int
warmup_load(struct warmup *w, struct err *e)
{
	if (check_folder(w, e) || load_start(w, e))
		return -1;
	w->train = w->options->train;
	if (w->start.adapter != NULL && w->start.adapter->dropout != 0 &&
	    !w->options->merge && writes(w))
		w->say("%s: its lora_dropout of %g is left out: inputs are "
		       "never dropped here",
		    w->options->adapter, w->start.adapter->dropout);
	if (w->train.lr < 0)
		w->train.lr = rate_of(w->start.adapter);
	return 0;
}

static struct dataset *
open_feed(struct warmup *w, const char *const *files, size_t n,
    const char *digest, const char *name, struct err *e)
{
	struct model_config config = w->start.w->config;
	struct dataset *f;

	config.n_positions -= adapter_positions(w->start.adapter);
	f = dataset_new(files, n, &config, w->comm, e);
	if (f != NULL && w->common->skip_bad)
		dataset_skip_bad(f);
	if (f == NULL || digest == NULL)
		return f;
	if (token_vocab_check(
		dataset_reader(f), dataset_vocab(f), digest, name, e) == 0)
		return f;
	dataset_free(f);
	return NULL;
}

int
warmup_open(
    struct warmup *w, const char *digest, const char *name, struct err *e)
{
	const struct opt_common *c = w->common;
	const char *const *eval = &w->options->eval;

	w->dataset = open_feed(w, c->files, c->n_files, digest, name, e);
	if (w->dataset == NULL)
		return -1;
	if (*eval == NULL)
		return 0;
	w->eval = open_feed(w, eval, 1, digest, name, e);
	if (w->eval != NULL && dataset_is_pipe(w->eval))
		return err_set(e,
		    "%s: --eval is read more than once, it must "
		    "be a file",
		    *eval);
	return w->eval == NULL ? -1 : 0;
}

/* An option given its default is as one not given. */
static void
add_line(void *ctx, const struct opt *o, const char *value)
{
	if (value != NULL && o->def != NULL && strcmp(value, o->def) == 0 &&
	    (o->flags & OPT_ALWAYS) == 0)
		return;
	buf_printf(ctx, "--%s", o->name);
	if (value != NULL)
		buf_printf(ctx, " %s",
		    o->flags & OPT_PATH ? file_basename(value) : value);
	buf_byte(ctx, '\n');
}

static void
say_nothing(const char *fmt, ...)
{
	(void)fmt;
}

static int
make_trainer(struct warmup *w, struct err *e)
{
	struct trainer_setup s = {
		.options = &w->train,
		.w = w->start.w,
		.params = &w->start.params,
		.adapter = w->start.adapter,
		.base = w->start.model.p,
		.furnish = w->furnish,
		.dataset = w->dataset,
		.eval = w->eval,
		.comm = w->comm,
		.dir = w->common->output,
		.threads = (unsigned)w->common->threads,
		.progress = &w->progress,
		.stop = w->stop,
		.wanted = w->wanted,
		.say = writes(w) ? w->say : say_nothing,
		.verbose = w->common->verbose,
	};

	if (writes(w)) {
		w->log = writer_new(NULL, FORM_PEOPLE, 0, e);
		if (w->log == NULL)
			return -1;
	}
	opt_record(w->spec, w->config, add_line, &w->identity);
	/* the default of a pipe without a length, which is not that of FILEs */
	if (w->train.schedule != w->options->train.schedule)
		buf_str(&w->identity, STR("--schedule constant\n"));
	progress_begin(
	    &w->progress, "steps", writes(w) ? opt_progress(w->common) : -1);
	s.log = w->log;
	s.identity = buf_view(&w->identity);
	w->trainer = trainer_new(&s, e);
	return w->trainer == NULL ? -1 : 0;
}

int
warmup_prepare(struct warmup *w, struct err *e)
{
	if (make_trainer(w, e))
		return -1;
	if (comm_max(w->comm, w->checkpoint.n) == 0)
		return 0;
	return trainer_resume(
	    w->trainer, writes(w) ? w->checkpoint.p : NULL, e);
}

int
warmup_plan(struct warmup *w, struct err *e)
{
	struct plan p;
	struct buf line = { 0 };
	int rc;

	if (trainer_plan(w->trainer, 1, &p, e))
		return -1;
	if (!writes(w))
		return 0;
	buf_byte(&line, '{');
	plan_put(&line, &p);
	buf_byte(&line, '}');
	rc = writer_line(w->log, buf_view(&line), e);
	buf_release(&line);
	return rc;
}

static void
tell_skipped(const struct warmup *w, const char *of, const struct dataset *f)
{
	if (f != NULL && writes(w) && dataset_skipped(f) > 0)
		w->say("%" PRIu64 " records of %s are not valid and were left "
		       "out",
		    dataset_skipped(f), of);
}

int
warmup_run(struct warmup *w, struct err *e)
{
	const char *dir = w->common->output;
	int rc;

	if (writes(w) && run_folder_make(dir, w->options->force, e))
		return -1;
	rc = trainer_run(w->trainer, e);
	progress_end(&w->progress);
	tell_skipped(w, "the stream", w->dataset);
	tell_skipped(w, "--eval", w->eval);
	if (rc < 0 && writes(w))
		rmdir(dir); /* unless something is in it */
	return rc;
}

int
warmup_merge(struct warmup *w, struct err *e)
{
	if (adapter_merge(w->start.adapter, w->start.w, e))
		return -1;
	return run_folder_make(w->common->output, w->options->force, e);
}

bool
warmup_leaves_model(const struct warmup *w)
{
	return w->start.adapter == NULL || w->options->merge;
}

int
warmup_save(const struct warmup *w, struct err *e)
{
	static const struct train_state none;
	const struct trainable *s = &w->start;
	const char *dir = w->common->output;
	int dtype = w->options->dtype;
	bool merged = w->options->merge;
	int rc;
	struct intro in = {
		.kind = KIND_TOKENS,
		.from = merged ? NULL : dataset_reader(w->dataset),
		.spec = w->spec,
		.config = w->config,
	};

	if (warmup_leaves_model(w)) {
		rc = weights_save(s->w, dir, dtype, e);
		if (rc == 0)
			run_folder_clear(dir);
	} else {
		rc = adapter_save(s->adapter, s->w, dir, s->model.p, dtype, e);
	}
	if (rc != 0)
		return -1;
	return run_folder_record(
	    dir, &in, merged ? &none : trainer_ledger(w->trainer), e);
}

void
warmup_release(struct warmup *w)
{
	trainer_free(w->trainer);
	writer_free(w->log);
	dataset_free(w->dataset);
	dataset_free(w->eval);
	trainable_release(&w->start);
	buf_release(&w->checkpoint);
	buf_release(&w->identity);
}
