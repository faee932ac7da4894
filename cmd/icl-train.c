/* icl-train: tokens in, a warmed-up model folder out; see icl-train(1). */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/opt.h"
#include "base/team.h"
#include "io/file.h"
#include "io/intro.h"
#include "model/folder.h"
#include "model/start.h"
#include "model/trainer.h"
#include "nn/cpu.h"
#include "nn/gemm.h"
#include "tok/install.h"
#include "tok/tokenizer.h"

struct config {
	struct opt_common common;
	const char *model, *init, *tokenizer, *betas, *eval;
	struct train_options train;
	int dtype; /* 1: bf16 */
	bool resume, force, dry_run;
	uint64_t lora, prefix; /* rank, tokens; 0: none */
	double lora_alpha;
	const char *lora_targets, *adapter;
	bool merge;
};

#define AT(member) offsetof(struct config, member)
#define TRAIN(member) offsetof(struct config, train.member)
#define R OPT_RECORD
#define BIG 0x1p53

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "model", 0, 0, 0 },
	{ 'm', "model", OPT_TEXT, R | OPT_PATH | OPT_INPUT, "PATH", NULL,
	    "start from this: Hugging Face folder or .gguf file", AT(model), 0,
	    0 },
	{ 0, "init", OPT_TEXT, R | OPT_PATH | OPT_INPUT, "CONFIG", NULL,
	    "or from random weights of this config.json", AT(init), 0, 0 },
	{ 't', "tokenizer", OPT_TEXT, R | OPT_PATH, "PATH", NULL,
	    "of --init, or where the model has none", AT(tokenizer), 0, 0 },
	{ 0, "dtype", OPT_CHOICE, R, "f32|bf16", "f32",
	    "numbers in model.safetensors", AT(dtype), 0, 0 },
	{ 0, "force", OPT_FLAG, 0, NULL, NULL,
	    "write into a folder that exists, starting anew", AT(force), 0, 0 },
	{ 0, "resume", OPT_FLAG, 0, NULL, NULL,
	    "go on from the newest checkpoint, if there is one", AT(resume), 0,
	    0 },
	{ 0, "dry-run", OPT_FLAG, 0, NULL, NULL,
	    "say what the run will take, and end", AT(dry_run), 0, 0 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL,
	    "parameters added, the model frozen", 0, 0, 0 },
	{ 0, "lora", OPT_U64, R, "R", NULL, "LoRA of rank R", AT(lora), 1,
	    LORA_MAX_RANK },
	{ 0, "lora-alpha", OPT_F64, R, "X", NULL, "its factor is X/R [2R]",
	    AT(lora_alpha), 1e-6, 1e6 },
	{ 0, "lora-targets", OPT_TEXT, R, "LIST", NULL,
	    "its layers, with commas between [every linear layer]",
	    AT(lora_targets), 0, 0 },
	{ 0, "prefix", OPT_U64, R, "N", NULL,
	    "keys and values of N tokens before all text", AT(prefix), 1,
	    ADAPTER_MAX_TOKENS },
	{ 0, "adapter", OPT_TEXT, R | OPT_PATH, "DIR", NULL,
	    "go on from this PEFT adapter", AT(adapter), 0, 0 },
	{ 0, "merge", OPT_FLAG, R, NULL, NULL,
	    "write a model with the adapter in it; no input", AT(merge), 0, 0 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "steps", 0, 0, 0 },
	{ 0, "batch", OPT_U64, R, "N", "8", "episodes a step", TRAIN(batch), 1,
	    1 << 24 },
	{ 0, "batch-tokens", OPT_U64, R, "N", NULL,
	    "or episodes until they have N tokens", TRAIN(batch_tokens), 1,
	    BIG },
	{ 0, "micro-tokens", OPT_U64, R, "N", "4096",
	    "tokens at a time: bounds the memory", TRAIN(micro_tokens), 1,
	    1 << 24 },
	{ 0, "steps", OPT_U64, R, "N", NULL, "length in steps", TRAIN(steps), 1,
	    BIG },
	{ 0, "tokens", OPT_U64, R, "N", NULL, "length in tokens read",
	    TRAIN(tokens), 1, BIG },
	{ 0, "epochs", OPT_U64, R, "N", NULL, "length in passes over FILEs [1]",
	    TRAIN(epochs), 1, 1 << 20 },
	{ 0, "weighting", OPT_CHOICE, R, "episode|token", "episode",
	    "what counts alike in the loss of a step", TRAIN(weighting), 0, 0 },

	{ 0, "precision", OPT_CHOICE, R, "fp32|bf16", "fp32",
	    "of the operands of matrix products", TRAIN(bf16), 0, 0 },
	{ 0, "recompute", OPT_FLAG, 0, NULL, NULL,
	    "activations, rather than keep them: less memory", TRAIN(recompute),
	    0, 0 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "optimizer", 0, 0, 0 },
	{ 0, "optimizer", OPT_CHOICE, R, "adamw|adamw8", "adamw",
	    "adamw8: moments of 8 bits", TRAIN(update.codes), 0, 0 },
	{ 0, "lr", OPT_F64, R, "X", NULL,
	    "learning rate [1e-5; LoRA 1e-4, prefix 1e-2]", TRAIN(lr), 0, 100 },
	{ 0, "schedule", OPT_CHOICE, R, "linear|cosine|constant", NULL,
	    "of the learning rate [linear; pipe without length: constant]",
	    TRAIN(schedule), 0, 0 },
	{ 0, "warmup", OPT_U64, R, "N", "0", "steps in which it rises",
	    TRAIN(warmup), 0, BIG },
	{ 0, "betas", OPT_TEXT, R, "B1,B2", "0.9,0.999", "decay of the moments",
	    AT(betas), 0, 0 },
	{ 0, "eps", OPT_F64, R, "X", "1e-8", "added to the root",
	    TRAIN(update.eps), 0, 1 },
	{ 0, "weight-decay", OPT_F64, R, "X", "0", "of matrices",
	    TRAIN(update.weight_decay), 0, 100 },
	{ 0, "clip", OPT_F64, R, "X", "1", "largest gradient norm; 0: any",
	    TRAIN(clip), 0, 1e9 },
	{ 0, "stop-norm", OPT_F64, 0, "X", "1e4",
	    "a gradient norm above it ends the run; 0: never", TRAIN(stop_norm),
	    0, 1e30 },

	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "while it runs", 0, 0, 0 },
	{ 0, "eval", OPT_TEXT, 0, "FILE", NULL,
	    "tokens whose loss is told before and after", AT(eval), 0, 0 },
	{ 0, "eval-every", OPT_U64, 0, "N", NULL, "and every N steps",
	    TRAIN(eval_every), 1, BIG },
	{ 0, "save-every", OPT_U64, 0, "N", NULL,
	    "steps between checkpoints in DIR", TRAIN(save_every), 1, BIG },
	{ 0, "keep", OPT_U64, 0, "K", "2", "checkpoints kept", TRAIN(keep), 1,
	    1 << 20 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	gemm_begin(1);
	printf("zstd %s, json-c %s, BLIS with %s kernels, own kernels %s, %s\n",
	    stream_version(), json_version(), gemm_kernels(),
	    cpu_isa_name(cpu_isa()), team_version());
}

static const struct opt_spec spec = {
	.tool = "icl-train",
	.synopsis = "-m PATH|--init CONFIG -t PATH -o DIR [options] [FILE...]",
	.purpose = "Trains a model on a tokens stream; the log is on stdout.",
	.options = options,
	.common = AT(common),
	.without = OPT_NO_STREAM | OPT_NO_COUNT | OPT_NO_SKIP,
	.about = about,
};

/*
 * The signal that asked for the end, of which a second one is not caught; and
 * whether a checkpoint was asked for.
 */
static volatile sig_atomic_t stopped, wanted;

static void
on_signal(int number)
{
	if (number == SIGUSR1)
		wanted = 1;
	else
		stopped = number;
}

static void
catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	sigemptyset(&sa.sa_mask);
	sa.sa_flags = SA_RESTART;
	sigaction(SIGUSR1, &sa, NULL);
	sa.sa_flags = (int)SA_RESETHAND | SA_RESTART;
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
}

static void
take_betas(struct config *c)
{
	char *end;

	c->train.update.beta1 = strtod(c->betas, &end);
	if (*end == ',')
		c->train.update.beta2 = strtod(end + 1, &end);
	if (*end != '\0' ||
	    !(c->train.update.beta1 >= 0 && c->train.update.beta1 < 1) ||
	    !(c->train.update.beta2 > 0 && c->train.update.beta2 < 1))
		die(EXIT_MISUSE,
		    "--betas: '%s' is not two numbers below 1, like 0.9,0.999",
		    c->betas);
}

static void
check_merge_options(const struct config *c)
{
	static const char *const of_training[] = { "resume", "dry-run", "eval",
		"steps", "tokens", "epochs", "lr", "save-every" };

	if (c->adapter == NULL)
		die(EXIT_MISUSE, "--merge needs --adapter DIR");
	for (size_t i = 0; i < sizeof of_training / sizeof *of_training; i++)
		if (opt_given(&spec, c, of_training[i]))
			die(EXIT_MISUSE,
			    "--merge does not train: leave out "
			    "--%s",
			    of_training[i]);
	if (c->common.n_files > 0)
		die(EXIT_MISUSE, "--merge reads no tokens: leave out '%s'",
		    c->common.files[0]);
}

static void
check_adapter_options(struct config *c)
{
	if ((c->lora > 0) + (c->prefix > 0) + (c->adapter != NULL) > 1)
		die(EXIT_MISUSE, "--lora, --prefix, --adapter: give one");
	if (c->lora == 0 && c->lora_targets != NULL)
		die(EXIT_MISUSE, "--lora-targets needs --lora R");
	if (c->lora == 0 && opt_given(&spec, c, "lora-alpha"))
		die(EXIT_MISUSE, "--lora-alpha needs --lora R");
	if (c->init != NULL && (c->lora > 0 || c->prefix > 0 || c->adapter))
		die(EXIT_MISUSE, "an adapter needs a model that stays: give "
				 "-m MODEL, not --init");
	if (c->merge)
		check_merge_options(c);
	if (!opt_given(&spec, c, "lora-alpha"))
		c->lora_alpha = 2 * (double)c->lora;
}

/* What the table alone cannot say about the options. */
static void
check_options(struct config *c)
{
	const struct train_options *o = &c->train;

	check_adapter_options(c);
	if (c->model != NULL && c->init != NULL)
		die(EXIT_MISUSE, "give -m MODEL or --init CONFIG, not both");
	if (c->model == NULL && c->init == NULL && c->adapter == NULL)
		die(EXIT_MISUSE, "give -m MODEL or --init CONFIG");
	if (c->init != NULL && c->tokenizer == NULL)
		die(EXIT_MISUSE, "--init needs -t TOKENIZER");
	if (c->common.output == NULL && !c->dry_run)
		die(EXIT_MISUSE, "give -o DIR, the folder of the new model");
	if (c->resume && c->force)
		die(EXIT_MISUSE, "--resume goes on, --force starts anew");
	if ((o->steps > 0) + (o->tokens > 0) + (o->epochs > 0) > 1)
		die(EXIT_MISUSE, "--steps, --tokens, --epochs: give one");
	if (o->batch_tokens > 0 && opt_given(&spec, c, "batch"))
		die(EXIT_MISUSE, "--batch, --batch-tokens: give one");
	if (o->eval_every > 0 && c->eval == NULL)
		die(EXIT_MISUSE, "--eval-every needs --eval FILE");
	take_betas(c);
}

/* A pipe has no length of its own for a schedule to end with. */
static void
check_length(struct config *c, bool pipe)
{
	struct train_options *o = &c->train;

	if (pipe && o->epochs > 0)
		die(EXIT_MISUSE, "--epochs needs FILEs, a pipe is read once");
	if (!pipe || o->steps > 0 || o->tokens > 0)
		return;
	if (!opt_given(&spec, c, "schedule"))
		o->schedule = SCHEDULE_CONSTANT;
	else if (o->schedule != SCHEDULE_CONSTANT)
		die(EXIT_MISUSE, "--schedule: a pipe needs --steps or --tokens "
				 "to end with");
}

/* What a run holds; every member may be NULL. */
struct run {
	const struct config *c;
	struct team *team;
	bool writes;           /* the first of the team does */
	struct buf checkpoint; /* path of the one to go on from */
	struct start start;
	struct tokenizer *tokenizer;
	struct feed *feed, *eval;
	struct writer *log;
	struct trainer *trainer;
	struct buf identity;
	struct progress progress;
};

static void
run_release(struct run *r)
{
	trainer_free(r->trainer);
	writer_free(r->log);
	feed_free(r->feed);
	feed_free(r->eval);
	tokenizer_free(r->tokenizer);
	start_release(&r->start);
	buf_release(&r->checkpoint);
	buf_release(&r->identity);
}

static bool
has_tokenizer(const char *path)
{
	static const char *const names[] = { "tokenizer.json", "vocab.json",
		"encoder.json" };
	struct buf name = { 0 };
	bool has = !file_is_dir(path);

	for (size_t i = 0; i < 3 && !has; i++)
		has = file_exists(file_join(&name, path, names[i]));
	buf_release(&name);
	return has;
}

static const char *
tokenizer_path(const struct run *r)
{
	if (r->c->tokenizer != NULL)
		return r->c->tokenizer;
	return has_tokenizer(r->start.model.p) ? r->start.model.p : NULL;
}

/* The learning rate, unless given, is that of what is trained. */
static void
choose_rate(const struct run *r, struct config *c)
{
	const struct adapter *a = r->start.adapter;

	if (opt_given(&spec, c, "lr"))
		return;
	if (a == NULL)
		c->train.lr = 1e-5;
	else
		c->train.lr = a->kind == ADAPTER_LORA ? 1e-4 : 1e-2;
}

static int
load_model(struct run *r, struct err *e)
{
	const struct config *c = r->c;
	const struct start_options o = {
		.model = c->model,
		.init = c->init,
		.adapter = c->adapter,
		.checkpoint = r->checkpoint.n > 0 ? r->checkpoint.p : NULL,
		.fresh = {
			.rank = c->lora,
			.alpha = c->lora_alpha,
			.targets = c->lora_targets,
			.tokens = c->prefix,
			.seed = c->common.seed,
			.threads = (unsigned)c->common.threads,
		},
	};
	const char *path;

	if (start_load(&r->start, &o, e))
		return -1;
	choose_rate(r, (struct config *)c);
	path = tokenizer_path(r);
	if (path == NULL)
		return 0;
	r->tokenizer = tokenizer_load(path, NULL, e);
	return r->tokenizer == NULL ? -1 : 0;
}

static struct feed *
open_feed(
    const struct run *r, const char *const *files, size_t n, struct err *e)
{
	struct model_config config = r->start.w->config;
	struct feed *f;
	char digest[DIGEST_HEX];

	config.n_positions -= adapter_positions(r->start.adapter);
	f = feed_new(files, n, &config, r->team, e);
	if (f == NULL || r->tokenizer == NULL)
		return f;
	tokenizer_digest(r->tokenizer, digest);
	if (token_vocab_check(feed_reader(f), feed_vocab(f), digest,
		tokenizer_path(r), e) == 0)
		return f;
	feed_free(f);
	return NULL;
}

static int
open_streams(struct run *r, struct err *e)
{
	const struct opt_common *o = &r->c->common;

	r->feed = open_feed(r, o->files, o->n_files, e);
	if (r->feed == NULL)
		return -1;
	if (r->c->eval == NULL)
		return 0;
	r->eval = open_feed(r, &r->c->eval, 1, e);
	if (r->eval != NULL && feed_is_pipe(r->eval))
		return err_set(e,
		    "%s: --eval is read more than once, it must "
		    "be a file",
		    r->c->eval);
	return r->eval == NULL ? -1 : 0;
}

static void
add_line(void *ctx, const struct opt *o, const char *value)
{
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
make_trainer(struct run *r, struct err *e)
{
	const struct config *c = r->c;
	struct trainer_setup s = {
		.options = &c->train,
		.w = r->start.w,
		.params = &r->start.params,
		.adapter = r->start.adapter,
		.base = r->start.model.p,
		.feed = r->feed,
		.eval = r->eval,
		.team = r->team,
		.dir = c->common.output,
		.threads = (unsigned)c->common.threads,
		.progress = &r->progress,
		.stop = &stopped,
		.wanted = &wanted,
		.say = r->writes ? warn : say_nothing,
		.verbose = c->common.verbose,
	};

	if (r->writes) {
		r->log = writer_new(NULL, FORM_PEOPLE, 0, e);
		if (r->log == NULL)
			return -1;
	}
	opt_record(&spec, c, add_line, &r->identity);
	progress_begin(
	    &r->progress, "steps", r->writes ? opt_progress(&c->common) : -1);
	s.log = r->log;
	s.identity = buf_view(&r->identity);
	r->trainer = trainer_new(&s, e);
	return r->trainer == NULL ? -1 : 0;
}

static int
set_up(struct run *r, struct err *e)
{
	const struct config *c = r->c;

	if (r->writes && !c->dry_run &&
	    folder_check(
		c->common.output, c->resume, c->force, &r->checkpoint, e))
		return -1;
	if (load_model(r, e) || open_streams(r, e))
		return -1;
	check_length((struct config *)r->c, feed_is_pipe(r->feed));
	if (make_trainer(r, e))
		return -1;
	if (team_max(r->team, r->checkpoint.n) == 0)
		return 0;
	return trainer_resume(
	    r->trainer, r->writes ? r->checkpoint.p : NULL, e);
}

/* The finished model; the record of it is written last. */
static int
save_model(const struct run *r, struct err *e)
{
	const struct config *c = r->c;
	const char *dir = c->common.output;
	static const struct ledger none;
	struct intro in = {
		.kind = KIND_TOKENS,
		.from = c->merge ? NULL : feed_reader(r->feed),
		.spec = &spec,
		.config = c,
	};
	bool whole = r->start.adapter == NULL || c->merge;

	if (whole && r->tokenizer != NULL &&
	    tokenizer_install(r->tokenizer, tokenizer_path(r), dir, e))
		return -1;
	if (whole ? weights_save(r->start.w, dir, c->dtype, e)
		  : adapter_save(r->start.adapter, r->start.w, dir,
			r->start.model.p, c->dtype, e))
		return -1;
	return folder_record(
	    dir, &in, c->merge ? &none : trainer_ledger(r->trainer), e);
}

/* --merge */
static int
merge(struct run *r, struct err *e)
{
	const struct config *c = r->c;

	if (folder_check(c->common.output, false, c->force, &r->checkpoint, e))
		return -1;
	gemm_begin((unsigned)c->common.threads);
	if (load_model(r, e) ||
	    adapter_merge(r->start.adapter, r->start.w, e) ||
	    folder_make(c->common.output, c->force, e))
		return -1;
	if (save_model(r, e) == 0)
		return 0;
	rmdir(c->common.output);
	return -1;
}

/* --dry-run */
static int
print_plan(const struct run *r, struct err *e)
{
	struct plan p;
	struct buf line = { 0 };
	int rc;

	if (trainer_plan(r->trainer, 1, &p, e))
		return -1;
	if (!r->writes)
		return 0;
	buf_byte(&line, '{');
	plan_put(&line, &p);
	buf_byte(&line, '}');
	rc = writer_line(r->log, buf_view(&line), e);
	buf_release(&line);
	return rc;
}

static int
train(struct run *r, struct err *e)
{
	int rc = set_up(r, e);

	if (rc == 0 && r->c->dry_run)
		return print_plan(r, e);
	if (rc != 0 ||
	    (r->writes && folder_make(r->c->common.output, r->c->force, e)))
		return -1;
	rc = trainer_run(r->trainer, e);
	progress_end(&r->progress);
	if (rc == 0 && r->writes)
		rc = save_model(r, e);
	if (rc < 0 && r->writes)
		rmdir(r->c->common.output); /* unless something is in it */
	return rc;
}

int
main(int argc, char **argv)
{
	struct config c = { 0 };
	struct run r = { .c = &c };
	struct err e;
	int rc;

	catch_signals();
	opt_parse(&spec, argc, argv, &c);
	check_options(&c);
	r.team = team_new();
	r.writes = team_rank(r.team) == 0;
	rc = c.merge ? merge(&r, &e) : train(&r, &e);
	if (rc == 0 && r.writes && !c.merge)
		rc = writer_commit(r.log, &e);
	run_release(&r);
	if (rc < 0) {
		warn("%s", e.msg);
		team_abort(r.team, EXIT_FAIL);
		return EXIT_FAIL;
	}
	team_free(r.team);
	return rc == 0 ? EXIT_DONE : 128 + (int)stopped;
}
