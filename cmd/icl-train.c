/* icl-train: tokens in, a warmed-up model folder out; see icl-train(1). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/opt.h"
#include "base/comm.h"
#include "io/stream.h"
#include "train/dataset.h"
#include "train/warmup.h"
#include "model/weights.h"
#include "nn/backend.h"
#include "nn/gemm.h"
#include "train/tokenizer_install.h"
#include "tok/tokenizer.h"

struct config {
	struct opt_common common;
	const char *tokenizer, *betas;
	struct warmup_options warmup;
};

#define AT(member) offsetof(struct config, member)
#define RUN(member) offsetof(struct config, warmup.member)
#define TRAIN(member) offsetof(struct config, warmup.train.member)
#define R OPT_RECORD
#define BIG 0x1p53

enum mode { MODE_TRAIN, MODE_MERGE };
#define T OPT_IN(MODE_TRAIN)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "model", 0, 0, 0 },
	{ 'm', "model", OPT_TEXT, R | OPT_PATH | OPT_INPUT, "PATH", NULL,
	    "start from this: Hugging Face folder or .gguf file", RUN(model), 0,
	    0 },
	{ 0, "init", OPT_TEXT, R | T | OPT_PATH | OPT_INPUT, "CONFIG", NULL,
	    "or from random weights of this config.json", RUN(init), 0, 0 },
	{ 't', "tokenizer", OPT_TEXT, R | OPT_PATH, "PATH", NULL,
	    "of --init, or where the model has none", AT(tokenizer), 0, 0 },
	{ 0, "ctx", OPT_U64, R | T | OPT_RARE, "N", NULL,
	    "texts of N tokens where longrope or dynamic rope allow it",
	    RUN(ctx), 1, 1 << 24 },
	{ 0, "dtype", OPT_CHOICE, R, "f32|bf16", "f32",
	    "numbers in model.safetensors", RUN(dtype), 0, 0 },
	{ 0, "force", OPT_FLAG, 0, NULL, NULL,
	    "write into a folder that exists, starting anew", RUN(force), 0,
	    0 },
	{ 0, "resume", OPT_FLAG, T, NULL, NULL,
	    "go on from the newest checkpoint, if there is one", RUN(resume), 0,
	    0 },
	{ 0, "dry-run", OPT_FLAG, T, NULL, NULL,
	    "say what the run will take, and end", RUN(dry_run), 0, 0 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL,
	    "parameters added, the model frozen", 0, 0, 0 },
	{ 0, "lora", OPT_U64, R | T, "R", NULL, "LoRA of rank R", RUN(lora), 1,
	    LORA_MAX_RANK },
	{ 0, "lora-alpha", OPT_F64, R | T, "X", NULL, "its factor is X/R [2R]",
	    RUN(lora_alpha), 1e-6, 1e6 },
	{ 0, "rslora", OPT_FLAG, R | T, NULL, NULL,
	    "its factor is X over the root of R", RUN(rslora), 0, 0 },
	{ 0, "dora", OPT_FLAG, R | T, NULL, NULL,
	    "DoRA: learn the length of each row besides", RUN(dora), 0, 0 },
	{ 0, "lora-targets", OPT_TEXT, R | T, "LIST", NULL,
	    "its layers: attn, mlp, all or names with commas [all]",
	    RUN(lora_targets), 0, 0 },
	{ 0, "prefix", OPT_U64, R | T, "N", NULL,
	    "keys and values of N tokens before all text", RUN(prefix), 1,
	    ADAPTER_MAX_TOKENS },
	{ 0, "adapter", OPT_TEXT, R | OPT_PATH, "DIR", NULL,
	    "go on from this PEFT adapter", RUN(adapter), 0, 0 },
	{ 0, "merge", OPT_FLAG, R, NULL, NULL,
	    "write a model with the adapter in it; no input", RUN(merge), 0,
	    0 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "steps", 0, 0, 0 },
	{ 0, "batch", OPT_U64, R | T, "N", "8", "episodes a step", TRAIN(batch),
	    1, 1 << 24 },
	{ 0, "batch-tokens", OPT_U64, R | T, "N", NULL,
	    "or episodes until they have N tokens", TRAIN(batch_tokens), 1,
	    BIG },
	{ 0, "micro-tokens", OPT_U64, R | T | OPT_RARE, "N", "4096",
	    "tokens at a time: bounds the memory", TRAIN(learner.micro_tokens),
	    1, 1 << 24 },
	{ 0, "steps", OPT_U64, R | T, "N", NULL, "length in steps",
	    TRAIN(length.steps), 1, BIG },
	{ 0, "tokens", OPT_U64, R | T, "N", NULL, "length in tokens read",
	    TRAIN(length.tokens), 1, BIG },
	{ 0, "epochs", OPT_U64, R | T, "N", NULL,
	    "length in passes over FILEs [1]", TRAIN(length.epochs), 1,
	    1 << 20 },
	{ 0, "end", OPT_CHOICE, T, "length|early", "length",
	    "early: a pipe that ends before its length ends the run",
	    TRAIN(end), 0, 0 },
	{ 0, "weighting", OPT_CHOICE, R | T, "episode|token", "episode",
	    "what counts alike in the loss of a step", TRAIN(learner.weighting),
	    0, 0 },

	{ 0, "precision", OPT_CHOICE, R | T, PRECISION_NAMES, "fp32",
	    "of the operands of matrix products", TRAIN(learner.precision), 0,
	    0 },
	{ 0, "recompute", OPT_FLAG, T, NULL, NULL,
	    "activations, rather than keep them: less memory",
	    TRAIN(learner.recompute), 0, 0 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "optimizer", 0, 0, 0 },
	{ 0, "optimizer", OPT_CHOICE, R | T, "adamw|adamw8", "adamw",
	    "adamw8: moments of 8 bits", TRAIN(learner.optimizer.codes), 0, 0 },
	{ 0, "lr", OPT_F64, R | T, "X", NULL,
	    "learning rate [1e-5; LoRA 1e-4, prefix 1e-2]", TRAIN(lr), 0, 100 },
	{ 0, "schedule", OPT_CHOICE, R | T, "linear|cosine|constant", NULL,
	    "of the learning rate [linear; pipe without length: constant]",
	    TRAIN(schedule), 0, 0 },
	{ 0, "warmup", OPT_U64, R | T, "N", "0", "steps in which it rises",
	    TRAIN(warmup), 0, BIG },
	{ 0, "betas", OPT_TEXT, R | T | OPT_RARE, "B1,B2", "0.9,0.999",
	    "decay of the moments", AT(betas), 0, 0 },
	{ 0, "eps", OPT_F64, R | T | OPT_RARE, "X", "1e-8", "added to the root",
	    TRAIN(learner.optimizer.eps), 1e-30, 1 },
	{ 0, "weight-decay", OPT_F64, R | T, "X", "0", "of matrices",
	    TRAIN(learner.optimizer.weight_decay), 0, 100 },
	{ 0, "clip", OPT_F64, R | T, "X", "1", "largest gradient norm; 0: any",
	    TRAIN(learner.clip), 0, 1e9 },
	{ 0, "stop-norm", OPT_F64, T, "X", "1e4",
	    "a gradient norm above it ends the run; 0: never", TRAIN(stop_norm),
	    0, 1e30 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "while it runs", 0, 0, 0 },
	{ 0, "log", OPT_TEXT, T, "FILE", NULL,
	    "the log as JSON, continued by --resume", RUN(log), 0, 0 },
	{ 0, "eval", OPT_TEXT, T, "FILE", NULL,
	    "tokens to evaluate on, before and after", RUN(eval), 0, 0 },
	{ 0, "eval-every", OPT_U64, T, "N", NULL, "and every N steps",
	    TRAIN(eval_every), 1, BIG },
	{ 0, "save-every", OPT_U64, T, "N", NULL,
	    "steps between checkpoints in DIR", TRAIN(save_every), 1, BIG },
	{ 0, "keep", OPT_U64, T | OPT_RARE, "K", "2", "checkpoints kept",
	    TRAIN(keep), 1, 1 << 20 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	struct buf kernels = { 0 };

	gemm_begin(1);
	backend_describe(&kernels);
	printf(
	    "zstd %s, %s, %s\n", stream_version(), kernels.p, comm_version());
	buf_release(&kernels);
}

static const struct opt_spec spec = {
	.tool = "icl-train",
	.synopsis = "-m PATH|--init CONFIG -t PATH -o DIR [options] [FILE...]",
	.purpose = "Trains a model on a tokens stream; the log is on stdout.",
	.options = options,
	.common = AT(common),
	.without = OPT_NO_STREAM | OPT_NO_COUNT,
	.about = about,
	.output_arg = "DIR",
	.output_help = "the folder of the new model, written once all is done",
};

/*
 * The signal that asked for the end, of which a second one is not caught; and
 * whether a checkpoint was asked for.
 */
static volatile sig_atomic_t stop_signal, checkpoint_asked;

/* Of /dev/null once steps are made: it ends a pipe that is waited for. */
static volatile sig_atomic_t null_input = -1;

static void
on_signal(int number)
{
	int errno_was = errno;

	if (number == SIGUSR1) {
		checkpoint_asked = 1;
		return;
	}
	stop_signal = number;
	dup2(null_input, STDIN_FILENO);
	errno = errno_was;
}

static void
catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	sigemptyset(&sa.sa_mask);
	sa.sa_flags = SA_RESTART;
	sigaction(SIGUSR1, &sa, NULL);
	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	signal(SIGXFSZ, SIG_IGN); /* an error of the write that was too much */
}

/*
 * Once there is something to be lost: before, such a signal ends the program
 * at once.  A hangup that nohup(1) had ignored stays ignored.
 */
static void
catch_stop_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction sa = { .sa_handler = on_signal }, was;

	null_input = open("/dev/null", O_RDONLY | O_CLOEXEC);
	sigemptyset(&sa.sa_mask);
	sa.sa_flags = (int)SA_RESETHAND | SA_RESTART;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		sigaction(numbers[i], NULL, &was);
		if (numbers[i] != SIGHUP || was.sa_handler != SIG_IGN)
			sigaction(numbers[i], &sa, NULL);
	}
}

static void
take_betas(struct config *c)
{
	struct optimizer_options *o = &c->warmup.train.learner.optimizer;
	char *end;

	o->beta1 = strtod(c->betas, &end);
	if (end > c->betas && *end == ',')
		o->beta2 = strtod(end + 1, &end);
	if (*end != '\0' || !(o->beta1 >= 0 && o->beta1 < 1) ||
	    !(o->beta2 > 0 && o->beta2 < 1))
		die(EXIT_MISUSE,
		    "--betas: '%s' is not two numbers below 1, like 0.9,0.999",
		    c->betas);
}

static void
check_merge_options(const struct config *c)
{
	size_t at = 0;
	const char *idle = opt_next_idle(&spec, c, MODE_MERGE, &at);

	if (c->warmup.adapter == NULL)
		die(EXIT_MISUSE, "--merge needs --adapter DIR");
	if (idle != NULL)
		die(EXIT_MISUSE, "--merge does not train: leave out --%s",
		    idle);
	if (c->common.n_files > 0)
		die(EXIT_MISUSE, "--merge reads no tokens: leave out '%s'",
		    c->common.files[0]);
}

static void
check_adapter_options(struct config *c)
{
	struct warmup_options *o = &c->warmup;

	if ((o->lora > 0) + (o->prefix > 0) + (o->adapter != NULL) > 1)
		die(EXIT_MISUSE, "--lora, --prefix, --adapter: give one");
	if (o->lora == 0 && o->lora_targets != NULL)
		die(EXIT_MISUSE, "--lora-targets needs --lora R");
	if (o->lora == 0 && opt_given(&spec, c, "lora-alpha"))
		die(EXIT_MISUSE, "--lora-alpha needs --lora R");
	if (o->lora == 0 && o->dora)
		die(EXIT_MISUSE, "--dora needs --lora R");
	if (o->rslora && !opt_given(&spec, c, "lora-alpha"))
		die(EXIT_MISUSE, "--rslora needs --lora-alpha X");
	if (o->init != NULL && (o->lora > 0 || o->prefix > 0 || o->adapter))
		die(EXIT_MISUSE, "an adapter needs a model that stays: give "
				 "-m MODEL, not --init");
	if (o->train.learner.precision == PRECISION_INT8 && o->lora == 0 &&
	    o->prefix == 0 && o->adapter == NULL)
		die(EXIT_MISUSE, "--precision int8 is of weights that stay: "
				 "give --lora, --prefix or --adapter");
	if (o->merge)
		check_merge_options(c);
	if (!opt_given(&spec, c, "lora-alpha"))
		o->lora_alpha = 2 * (double)o->lora;
}

static void
check_train_options(struct config *c)
{
	struct trainer_options *o = &c->warmup.train;

	if ((o->length.steps > 0) + (o->length.tokens > 0) +
		(o->length.epochs > 0) >
	    1)
		die(EXIT_MISUSE, "--steps, --tokens, --epochs: give one");
	if (o->batch_tokens > 0 && opt_given(&spec, c, "batch"))
		die(EXIT_MISUSE, "--batch, --batch-tokens: give one");
	if (o->eval_every > 0 && c->warmup.eval == NULL)
		die(EXIT_MISUSE, "--eval-every needs --eval FILE");
	if (!opt_given(&spec, c, "lr"))
		o->lr = -1;
	take_betas(c);
}

/* What the table alone cannot say about the options. */
static void
check_options(struct config *c)
{
	const struct warmup_options *o = &c->warmup;

	check_adapter_options(c);
	if (o->model != NULL && o->init != NULL)
		die(EXIT_MISUSE, "give -m MODEL or --init CONFIG, not both");
	if (o->model == NULL && o->init == NULL && o->adapter == NULL)
		die(EXIT_MISUSE, "give -m MODEL or --init CONFIG");
	if (o->init != NULL && c->tokenizer == NULL)
		die(EXIT_MISUSE, "--init needs -t TOKENIZER");
	if (c->common.output == NULL && !o->dry_run)
		die(EXIT_MISUSE, "give -o DIR, the folder of the new model");
	if (o->resume && o->force)
		die(EXIT_MISUSE, "--resume goes on, --force starts anew");
	check_train_options(c);
}

/* A pipe has no length of its own for a schedule to end with. */
static void
check_length(const struct config *c, struct warmup *w)
{
	struct trainer_options *o = &w->train;
	bool pipe = dataset_is_pipe(w->dataset);

	if (pipe && o->length.epochs > 0)
		die(EXIT_MISUSE, "--epochs needs FILEs, a pipe is read once");
	if (!pipe || o->length.steps > 0 || o->length.tokens > 0)
		return;
	if (!opt_given(&spec, c, "schedule"))
		o->schedule = SCHEDULE_CONSTANT;
	else if (o->schedule != SCHEDULE_CONSTANT)
		die(EXIT_MISUSE, "--schedule: a pipe needs --steps or --tokens "
				 "to end with");
}

/* A run, and the tokenizer that its model may come with. */
struct run {
	struct warmup warmup;
	struct tokenizer *tokenizer; /* NULL: none found */
	const char *tokenizer_path;
	char digest[DIGEST_HEX]; /* of the tokenizer */
};

/* Whether it can be written beside the model, before hours go into that. */
static int
check_tokenizer(const struct run *r, struct err *e)
{
	struct buf text = { 0 };
	int rc = 0;

	if (warmup_leaves_model(&r->warmup))
		rc = tokenizer_write_json(r->tokenizer, &text, e);
	buf_release(&text);
	return rc;
}

/* Without a tokenizer nobody knows whose ids a stream has. */
static int
warn_unchecked(const struct run *r, const struct config *c, const char *model)
{
	if (!c->warmup.merge && comm_rank(r->warmup.comm) == 0)
		warn("%s: no tokenizer in it, so that the tokens' vocabulary "
		     "cannot be checked; give the model's by -t PATH",
		    model);
	return 0;
}

static int
load(struct run *r, const struct config *c, struct err *e)
{
	const char *model;

	gemm_begin((unsigned)c->common.threads); /* DoRA measures its rows */
	if (warmup_load(&r->warmup, e))
		return -1;
	model = r->warmup.trainable.model.p;
	if (c->tokenizer != NULL)
		r->tokenizer_path = c->tokenizer;
	else if (tokenizer_found(model))
		r->tokenizer_path = model;
	else
		return warn_unchecked(r, c, model);
	r->tokenizer = tokenizer_load(r->tokenizer_path, NULL, e);
	if (r->tokenizer == NULL)
		return -1;
	tokenizer_digest(r->tokenizer, r->digest);
	return check_tokenizer(r, e);
}

/* A model's tokenizer into its folder, or a checkpoint's. */
static int
install_tokenizer(const void *ctx, const char *dir, struct err *e)
{
	const struct run *r = ctx;

	if (r->tokenizer == NULL || !warmup_leaves_model(&r->warmup))
		return 0;
	return tokenizer_install(r->tokenizer, r->tokenizer_path, dir, e);
}

static int
save(const struct run *r, const char *dir, struct err *e)
{
	return install_tokenizer(r, dir, e) ? -1 : warmup_save(&r->warmup, e);
}

static int
merge(struct run *r, const struct config *c, struct err *e)
{
	if (load(r, c, e))
		return -1;
	if (comm_rank(r->warmup.comm) > 0)
		return 0;
	catch_stop_signals();
	if (warmup_merge(&r->warmup, e))
		return -1;
	return save(r, c->common.output, e);
}

static int
train(struct run *r, const struct config *c, struct err *e)
{
	struct warmup *w = &r->warmup;
	int rc;

	if (load(r, c, e) ||
	    warmup_open(w, r->tokenizer == NULL ? NULL : r->digest,
		r->tokenizer_path, e))
		return -1;
	check_length(c, w);
	if (warmup_prepare(w, e))
		return -1;
	if (gemm_warning() != NULL)
		warn("%s", gemm_warning());
	if (w->trainable.w->config.text_part)
		warn("the model's text part alone is used");
	if (c->warmup.dry_run)
		return warmup_plan(w, e);
	catch_stop_signals();
	rc = warmup_run(w, e);
	if (rc == 0 && comm_rank(w->comm) == 0)
		rc = save(r, c->common.output, e);
	return rc;
}

static bool is_quiet; /* -q, for notify */

/* How the run goes, unless -q was given. */
static void
notify(const char *fmt, ...)
{
	char line[sizeof(struct err)];
	va_list ap;

	if (is_quiet)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	warn("%s", line);
}

int
main(int argc, char **argv)
{
	struct config c = { 0 };
	struct run r = { .warmup = { .options = &c.warmup,
			     .common = &c.common,
			     .spec = &spec,
			     .config = &c,
			     .requests = { &stop_signal, &checkpoint_asked },
			     .notify = notify,
			     .warn = warn } };
	struct comm *comm;
	struct err e;
	int rc;

	r.warmup.tokenizer = (struct tokenizer_hook){ install_tokenizer, &r };
	catch_signals();
	opt_parse(&spec, argc, argv, &c);
	check_options(&c);
	is_quiet = c.common.quiet;
	comm = r.warmup.comm = comm_new();
	rc = c.warmup.merge ? merge(&r, &c, &e) : train(&r, &c, &e);
	if (rc == 0 && r.warmup.log != NULL)
		rc = train_log_commit(r.warmup.log, &e);
	if (rc > 0) /* all ranks were stopped, one may have had the signal */
		rc = 128 + (int)comm_max(comm, (uint64_t)stop_signal);
	warmup_release(&r.warmup);
	tokenizer_free(r.tokenizer);
	if (rc < 0) {
		warn("%s", e.msg);
		comm_abort(comm, EXIT_FAIL);
		comm_free(comm);
		return EXIT_FAIL;
	}
	comm_free(comm);
	return rc;
}
