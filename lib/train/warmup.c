/* A training run from options to a folder: see warmup.h. */
#include "train/warmup.h"

#include <inttypes.h>
#include <string.h>

#include "io/file.h"
#include "io/intro.h"
#include "io/outputs.h"
#include "train/checkpoint_folder.h"
#include "train/run_folder.h"
#include "nn/gemm.h"

static bool
writes(const struct warmup *w)
{
	return comm_rank(w->comm) == 0;
}

/* The learning rate, unless given, is that of what is trained. */
static double
default_rate(const struct adapter *a)
{
	if (a == NULL)
		return 1e-5;
	return a->kind == ADAPTER_LORA ? 1e-4 : 1e-2;
}

/* A file that --force would remove although the run reads it; NULL: none. */
struct removed_input {
	const char *dir, *path;
};

static void
find_removed(void *ctx, const struct opt *o, const char *value)
{
	struct removed_input *x = ctx;

	if (value != NULL && o->flags & OPT_PATH &&
	    checkpoint_has(x->dir, value))
		x->path = value;
}

/* What is to be resumed is not there. */
static void
notify_restart(const struct warmup *w)
{
	const char *dir = w->common->output;
	struct buf path = { 0 };
	bool finished = file_exists(file_join(&path, dir, "icl.json"));

	buf_release(&path);
	w->notify("%s: no checkpoint in it; starting from the beginning%s", dir,
	    finished ? "; to train the model in it further, give it as -m and "
		       "another -o"
		     : "");
}

static int
check_folder(struct warmup *w, struct err *e)
{
	const struct warmup_options *o = w->options;
	struct removed_input x = { w->common->output, NULL };

	w->folder = (struct run_folder){
		.dir = w->common->output,
		.mode = o->force    ? RUN_FOLDER_FORCE
			: o->resume ? RUN_FOLDER_RESUME
				    : RUN_FOLDER_NEW,
		.fd = -1,
	};
	if (!writes(w) || o->dry_run)
		return 0;
	if (o->force)
		opt_record(w->spec, w->config, find_removed, &x);
	if (x.path != NULL)
		return err_set(e,
		    "%s: --force removes the checkpoints of %s; give another "
		    "-o DIR",
		    x.path, x.dir);
	if (run_folder_open(&w->folder, &w->checkpoint, e))
		return -1;
	if (o->resume && w->checkpoint.n == 0 && file_exists(w->common->output))
		notify_restart(w);
	return 0;
}

static int
load_trainable(struct warmup *w, struct err *e)
{
	const struct warmup_options *o = w->options;
	const struct trainable_options from = {
		.model = o->model,
		.init = o->init,
		.adapter = o->adapter,
		.ctx = o->ctx,
		.checkpoint = w->checkpoint.n > 0 ? w->checkpoint.p : NULL,
		.fresh = {
			.rank = o->lora,
			.alpha = o->lora_alpha,
			.rslora = o->rslora,
			.dora = o->dora,
			.targets = o->lora_targets,
			.tokens = o->prefix,
			.seed = w->common->seed,
			.threads = (unsigned)w->common->threads,
		},
		.merge = o->merge,
	};

	return trainable_load(&w->trainable, &from, e);
}

int
warmup_load(struct warmup *w, struct err *e)
{
	const char *words;

	if (check_folder(w, e) || load_trainable(w, e))
		return -1;
	words = model_config_context_words(&w->trainable.w->config);
	if (writes(w) && *words != '\0')
		w->notify("%s", words);
	w->train = w->options->train;
	if (w->trainable.adapter != NULL &&
	    w->trainable.adapter->dropout != 0 && !w->options->merge &&
	    writes(w))
		w->warn("%s: its lora_dropout of %g is left out: inputs are "
			"never dropped here",
		    w->options->adapter, w->trainable.adapter->dropout);
	w->train.learner.threads = (unsigned)w->common->threads;
	if (w->train.lr < 0)
		w->train.lr = default_rate(w->trainable.adapter);
	return 0;
}

static struct dataset *
open_dataset(struct warmup *w, const char *const *files, size_t n,
    const char *digest, const char *name, struct err *e)
{
	struct model_config config = w->trainable.w->config;
	struct dataset *d;

	config.n_positions -= adapter_positions(w->trainable.adapter);
	d = dataset_new(files, n, &config, w->comm, e);
	if (d != NULL && w->common->skip_bad)
		dataset_skip_bad(d);
	if (d == NULL || digest == NULL)
		return d;
	if (token_vocab_check(
		dataset_reader(d), dataset_vocab(d), digest, name, e) == 0)
		return d;
	dataset_free(d);
	return NULL;
}

int
warmup_open(
    struct warmup *w, const char *digest, const char *name, struct err *e)
{
	const struct opt_common *c = w->common;
	const char *const *eval = &w->options->eval;

	w->dataset = open_dataset(w, c->files, c->n_files, digest, name, e);
	if (w->dataset == NULL)
		return -1;
	if (*eval == NULL)
		return 0;
	if (!file_is_regular(*eval))
		return err_set(e,
		    "%s: no regular file, which --eval must be, as it is read "
		    "more than once",
		    *eval);
	w->eval = open_dataset(w, eval, 1, digest, name, e);
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
ignore_notice(const char *fmt, ...)
{
	(void)fmt;
}

/* Readable lines of steps are progress enough. */
static void
begin_progress(struct warmup *w, const char *unit)
{
	int mode = opt_progress(w->common);

	progress_end(&w->progress);
	if (!writes(w) || (mode == 0 && train_log_is_readable(w->log) &&
			      !w->options->dry_run))
		mode = -1;
	progress_begin(&w->progress, unit, mode);
}

static int
make_trainer(struct warmup *w, struct err *e)
{
	struct trainer_context c = {
		.options = &w->train,
		.w = w->trainable.w,
		.params = &w->trainable.params,
		.adapter = w->trainable.adapter,
		.base = w->trainable.model.p,
		.tokenizer = w->tokenizer,
		.dataset = w->dataset,
		.eval = w->eval,
		.comm = w->comm,
		.dir = w->common->output,
		.progress = &w->progress,
		.requests = w->requests,
		.notify = writes(w) ? w->notify : ignore_notice,
		.warn = writes(w) ? w->warn : ignore_notice,
		.verbose = w->common->verbose,
	};

	if (writes(w)) {
		w->log = train_log_new(&w->progress, e);
		if (w->log == NULL)
			return -1;
	}
	opt_record(w->spec, w->config, add_line, &w->identity);
	/* the default of a pipe without a length, which is not that of FILEs */
	if (w->train.schedule != w->options->train.schedule)
		buf_str(&w->identity, STR("--schedule constant\n"));
	begin_progress(w, "episodes counted");
	c.log = w->log;
	c.identity = buf_view(&w->identity);
	w->trainer = trainer_new(&c, e);
	begin_progress(w, w->options->dry_run ? "steps measured" : "steps");
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

	if (trainer_plan(w->trainer, true, &p, e))
		return -1;
	progress_end(&w->progress);
	if (!writes(w))
		return 0;
	if (train_log_is_readable(w->log)) {
		plan_put_text(&line, &p);
	} else {
		buf_byte(&line, '{');
		plan_put_json(&line, &p);
		buf_byte(&line, '}');
	}
	rc = train_log_line(w->log, buf_view(&line), e);
	buf_release(&line);
	return rc;
}

static void
notify_skipped(const struct warmup *w, const char *of, const struct dataset *d)
{
	if (d != NULL && writes(w) && dataset_skipped(d) > 0)
		w->warn("%" PRIu64 " records of %s are not valid and were left "
			"out",
		    dataset_skipped(d), of);
}

/* Continued from where the run goes on. */
static int
open_log(struct warmup *w, struct err *e)
{
	const struct opt_common *c = w->common;
	const char *path = w->options->log;

	if (path == NULL || !writes(w))
		return 0;
	if (outputs_check(&path, 1, c->files, c->n_files, e) ||
	    (w->options->eval != NULL &&
		outputs_check(&path, 1, &w->options->eval, 1, e)))
		return -1;
	return train_log_open(w->log, path, trainer_state(w->trainer)->step, e);
}

int
warmup_run(struct warmup *w, struct err *e)
{
	int rc;

	if (writes(w) && run_folder_make(&w->folder, e))
		return -1;
	rc = open_log(w, e);
	if (rc == 0)
		rc = trainer_run(w->trainer, e);
	progress_end(&w->progress);
	notify_skipped(w, "the stream", w->dataset);
	notify_skipped(w, "--eval", w->eval);
	return rc;
}

int
warmup_merge(struct warmup *w, struct err *e)
{
	if (adapter_merge(w->trainable.adapter, w->trainable.w, e))
		return -1;
	return run_folder_make(&w->folder, e);
}

bool
warmup_leaves_model(const struct warmup *w)
{
	return w->trainable.adapter == NULL || w->options->merge;
}

int
warmup_save(const struct warmup *w, struct err *e)
{
	static const struct train_state none;
	const struct trainable *s = &w->trainable;
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

	if (file_check_maps(e))
		return -1;
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
	    dir, &in, merged ? &none : trainer_state(w->trainer), e);
}

void
warmup_release(struct warmup *w)
{
	run_folder_close(&w->folder);
	trainer_free(w->trainer);
	train_log_free(w->log);
	dataset_free(w->dataset);
	dataset_free(w->eval);
	trainable_release(&w->trainable);
	buf_release(&w->checkpoint);
	buf_release(&w->identity);
}
