/* Examples to episodes for training and evaluation: icl-episode(1). */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/opt.h"
#include "base/progress.h"
#include "io/intro.h"
#include "io/stream.h"
#include "text/instructions.h"
#include "text/layout.h"
#include "text/plain.h"
#include "text/setting.h"
#include "text/shots.h"
#include "text/sources.h"
#include "text/training.h"

struct config {
	const char *k, *mix, *seeds, *metric, *task_info;
	const char *guard_aliases, *data, *demo_labels, *setting, *part;
	const char *instructions, *test, *lm_text;
	int method, loss_on, draw, eval_options, select;
	struct opt_list layouts, relabel, nulls, guard;
	uint64_t max_bytes, cap, limit, orders;
	double lm_mix;
	bool terminate, balance, no_relabel, lm, eval, show, guard_drop,
	    from_pool;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)
enum { REC = OPT_RECORD, ALWAYS = OPT_RECORD | OPT_ALWAYS };

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "episodes", 0, 0, 0 },
	{ 'k', "k", OPT_TEXT, ALWAYS, "K|A-B|fill", "16",
	    "demonstrations before the query", AT(k), 0, 0 },
	{ 0, "method", OPT_CHOICE, ALWAYS, "direct|channel", "direct",
	    "score the output, or the input after its output", AT(method), 0,
	    0 },
	{ 0, "layout", OPT_LIST, REC | OPT_PATH, "NAME|FILE", NULL,
	    "metaicl, spaces, selfsup, chatml or a file; repeats [metaicl]",
	    AT(layouts), 0, 0 },
	{ 0, "relabel", OPT_LIST, REC, "PATTERN[=WORDS]", NULL,
	    "new label words in each episode of these tasks", AT(relabel), 0,
	    0 },
	{ 0, "no-relabel", OPT_FLAG, REC, NULL, NULL,
	    "also where examples are marked relabel", AT(no_relabel), 0, 0 },
	{ 0, "terminate", OPT_FLAG, REC, NULL, NULL,
	    "the layout's end mark bears loss", AT(terminate), 0, 0 },
	{ 0, "setting", OPT_TEXT, REC | OPT_PATH | OPT_INPUT, "FILE", NULL,
	    "MetaICL's list of tasks, instead of FILEs", AT(setting), 0, 0 },
	{ 0, "data", OPT_TEXT, REC | OPT_PATH, "DIR", NULL,
	    "where the tasks of a setting are", AT(data), 0, 0 },
	{ 0, "part", OPT_TEXT, REC, "NAME", NULL,
	    "train, test or unseen_domain_test [test with --eval, else train]",
	    AT(part), 0, 0 },
	{ 0, "instructions", OPT_TEXT, REC | OPT_PATH | OPT_INPUT, "FILE", NULL,
	    "lines of {\"task\",\"instruction\"}", AT(instructions), 0, 0 },
	{ 0, "show", OPT_FLAG, 0, NULL, NULL,
	    "an episode for people, what is under loss in [brackets]", AT(show),
	    0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "training", 0, 0, 0 },
	{ 0, "loss-on", OPT_CHOICE, REC, "layout|every|last|all", "layout",
	    "outputs under loss; layout: every with selfsup, else last",
	    AT(loss_on), 0, 0 },
	{ 0, "draw", OPT_CHOICE, REC, "layout|query|partition", "layout",
	    "partition: an example is in one episode a pass", AT(draw), 0, 0 },
	{ 0, "mix", OPT_TEXT, REC, "prop|uniform|temp:T|PATTERN=W,...", "prop",
	    "which task comes next", AT(mix), 0, 0 },
	{ 0, "balance", OPT_FLAG, REC, NULL, NULL,
	    "each label as often as any other in an episode", AT(balance), 0,
	    0 },
	{ 0, "max-bytes", OPT_U64, REC, "N", "4096",
	    "room that fill fills; a record of --lm-text", AT(max_bytes), 1,
	    0x1p30 },
	{ 0, "cap", OPT_U64, REC, "N", "16384", "examples kept of a task",
	    AT(cap), 1, 0x1p32 },
	{ 0, "lm", OPT_FLAG, REC, NULL, NULL,
	    "plain text from segments or examples", AT(lm), 0, 0 },
	{ 0, "lm-mix", OPT_F64, REC, "R", NULL,
	    "share of records that are plain text, of --lm-text", AT(lm_mix), 0,
	    0.99 },
	{ 0, "lm-text", OPT_TEXT, REC | OPT_PATH | OPT_INPUT, "FILE", NULL,
	    "segments or examples for --lm-mix", AT(lm_text), 0, 0 },
	{ 0, "guard", OPT_LIST, REC | OPT_PATH | OPT_INPUT, "PATH", NULL,
	    "train on nothing that is in this file, folder, setting; repeats",
	    AT(guard), 0, 0 },
	{ 0, "guard-aliases", OPT_TEXT, REC | OPT_PATH | OPT_INPUT, "FILE",
	    NULL, "more names of one data set, a group a line",
	    AT(guard_aliases), 0, 0 },
	{ 0, "guard-drop", OPT_FLAG, REC, NULL, NULL,
	    "leave out what is guarded instead of failing", AT(guard_drop), 0,
	    0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "evaluation", 0, 0, 0 },
	{ 0, "eval", OPT_FLAG, REC, NULL, NULL,
	    "sets of the task folders given as FILEs; -k is a list", AT(eval),
	    0, 0 },
	{ 0, "pool", OPT_FLAG, REC, NULL, NULL,
	    "FILEs are examples: shots are set aside, the rest are queries",
	    AT(from_pool), 0, 0 },
	{ 0, "test", OPT_TEXT, REC | OPT_PATH | OPT_INPUT, "FILE", NULL,
	    "the queries, with --pool", AT(test), 0, 0 },
	{ 0, "seeds", OPT_TEXT, REC, "LIST", "100,13,21,42,87", "which shots",
	    AT(seeds), 0, 0 },
	{ 0, "limit", OPT_U64, REC, "N", NULL, "queries of a task [all]",
	    AT(limit), 1, 0x1p62 },
	{ 0, "metric", OPT_TEXT, REC, "NAME", NULL,
	    "macro-f1, accuracy, em or rouge-l [by the options]", AT(metric), 0,
	    0 },
	{ 0, "task-info", OPT_TEXT, REC | OPT_PATH, "DIR", NULL,
	    "folder of TASK.json files that tell the metric", AT(task_info), 0,
	    0 },
	{ 0, "options", OPT_CHOICE, REC, "record|collect|none", "record",
	    "candidates: a record's, the outputs seen, none", AT(eval_options),
	    0, 0 },
	{ 0, "null", OPT_LIST, REC, "TEXT|domain:N", NULL,
	    "also ask with this input, or N words of inputs; repeats",
	    AT(nulls), 0, 0 },
	{ 0, "demo-labels", OPT_TEXT, REC, "NAME", "gold",
	    "gold, random, random:R, flip, inputs-only, labels-only",
	    AT(demo_labels), 0, 0 },
	{ 0, "orders", OPT_U64, REC, "N", "1",
	    "sets with the demonstrations in N orders", AT(orders), 1, 65536 },
	{ 0, "select", OPT_CHOICE, REC, "given|random|balanced|bm25", "given",
	    "which shots are shown; bm25: a set a query", AT(select), 0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	printf("zstd %s, json-c %s\n", stream_version(), json_version());
}

static const struct opt_spec spec = {
	.tool = "icl-episode",
	.synopsis = "[options] [FILE...]",
	.purpose = "Make episodes of k demonstrations and a query out of "
		   "examples.",
	.options = options,
	.common = AT(common),
	.without = OPT_TTY_INPUT,
	.about = about,
};

/* What a run has beside its options. */
struct run {
	struct config cfg;
	struct layout **layouts;
	size_t n_layouts;
	struct layout_members members;
	struct writer *out;
	struct progress progress;
	struct guard *guard;
	struct arena paths;
	struct instructions *instructions;
	struct intake intake;
	struct outlet outlet;
};

/* The first option given that is in the group of the table under heading. */
static const char *
given_of(const struct config *c, const char *heading)
{
	bool in = false;

	for (const struct opt *o = options; o->type != OPT_END; o++) {
		if (o->type == OPT_HEAD)
			in = strcmp(o->help, heading) == 0;
		else if (in && opt_given(&spec, c, o->name))
			return o->name;
	}
	return NULL;
}

/* Options that say nothing in a mode are told, so that nobody rests on them. */
static void
tell_idle(const struct config *c, const char *const *names, const char *mode)
{
	for (; *names != NULL; names++)
		if (opt_given(&spec, c, *names))
			warn("--%s says nothing with %s", *names, mode);
}

static void
check_modes(const struct config *c)
{
	static const char *const not_lm[] = { "k", "relabel", "no-relabel",
		"loss-on", "draw", "mix", "balance", "cap", "max-bytes", NULL };
	static const char *const not_eval[] = { "loss-on", "draw", "mix",
		"balance", "max-bytes", "guard", "guard-aliases", "guard-drop",
		NULL };
	const char *only = given_of(c, "evaluation");

	if (only != NULL && !c->eval)
		die(EXIT_MISUSE, "--%s is for --eval, which is not there",
		    only);
	if (c->lm && c->eval)
		die(EXIT_MISUSE, "--lm and --eval are two runs");
	if ((c->lm_text != NULL) != opt_given(&spec, c, "lm-mix"))
		die(EXIT_MISUSE, "--lm-mix R and --lm-text FILE go together");
	if (c->lm_text != NULL && (c->lm || c->eval))
		die(EXIT_MISUSE, "--lm-mix is for training episodes");
	if (c->setting == NULL && c->part != NULL)
		die(EXIT_MISUSE, "--part needs --setting");
	if (c->lm)
		tell_idle(c, not_lm, "--lm");
	if (c->eval)
		tell_idle(c, not_eval, "--eval");
}

static void
load_layouts(struct run *run)
{
	static const char *const usual[] = { "metaicl" };
	const struct config *c = &run->cfg;
	const char *const *names = c->layouts.n > 0 ? c->layouts.v : usual;
	struct err e;

	run->n_layouts = c->layouts.n > 0 ? c->layouts.n : 1;
	run->layouts = mem_new(run->n_layouts, sizeof *run->layouts);
	for (size_t i = 0; i < run->n_layouts; i++) {
		run->layouts[i] = layout_load(names[i], &run->members, &e);
		if (run->layouts[i] == NULL)
			die(EXIT_FAIL, "%s", e.msg);
		if (c->method == 1 && !run->layouts[i]->has_channel)
			die(EXIT_FAIL,
			    "layout '%s' has no member 'channel'; "
			    "add it or use --method direct",
			    names[i]);
	}
}

/* The tasks of a setting stand for FILEs. */
static void
take_setting(struct run *run)
{
	struct config *c = &run->cfg;
	struct setting_request want = {
		.path = c->setting,
		.part = c->part != NULL ? c->part
			: c->eval       ? "test"
					: "train",
		.data = c->data,
		.folders = c->eval,
		.skip = c->common.skip_bad,
	};
	struct err e;
	size_t n_skipped;

	if (c->data == NULL || c->common.n_files > 0)
		die(EXIT_MISUSE, "--setting needs --data DIR and no FILE");
	if (setting_paths(&want, &run->paths, &c->common.files,
		&c->common.n_files, &n_skipped, &e))
		die(EXIT_FAIL, "%s", e.msg);
	if (n_skipped > 0)
		warn("%zu tasks of '%s' are not in %s", n_skipped, want.part,
		    c->data);
}

/* An outlet's open: layout files are side inputs. */
static struct writer *
open_output(void *ctx, const struct reader *from, struct err *e)
{
	struct run *run = ctx;
	const struct config *c = &run->cfg;
	const char **files = mem_new(c->layouts.n, sizeof *files);
	struct intro intro = { .kind = KIND_EPISODES,
		.from = from,
		.spec = &spec,
		.config = c,
		.inputs = files };
	int rc = 0;

	for (size_t i = 0; i < c->layouts.n; i++)
		if (!layout_is_preset(c->layouts.v[i]))
			files[intro.n_inputs++] = c->layouts.v[i];
	if (c->show)
		run->out = writer_new(c->common.output, FORM_PEOPLE, 0, e);
	else
		run->out = intro_writer(&c->common, KIND_EPISODES, e);
	if (run->out != NULL && !c->show)
		rc = intro_write(run->out, &intro, e);
	free(files);
	return rc == 0 ? run->out : NULL;
}

static void
tell(struct str line)
{
	warn("%s", line.p);
}

static void
configure(struct run *run, int argc, char **argv)
{
	struct config *c = &run->cfg;
	struct err e;

	opt_parse(&spec, argc, argv, c);
	check_modes(c);
	if (c->show && !opt_given(&spec, c, "count"))
		c->common.count = 1;
	if (c->setting != NULL)
		take_setting(run);
	else if (c->common.n_files == 0 && isatty(STDIN_FILENO) == 1)
		die(EXIT_MISUSE, "no input: name a FILE or pipe a stream in; "
				 "see --help");
	if (c->instructions != NULL) {
		run->instructions = instructions_load(c->instructions, &e);
		if (run->instructions == NULL)
			die(EXIT_FAIL, "%s", e.msg);
	}
	load_layouts(run);
	progress_begin(&run->progress, "episodes", opt_progress(&c->common));
	run->intake = (struct intake){ .threads = (unsigned)c->common.threads,
		.skip_bad = c->common.skip_bad,
		.members = &run->members,
		.instructions = run->instructions };
	run->outlet = (struct outlet){ .ctx = run,
		.open = open_output,
		.tell = tell,
		.verbose = c->common.verbose,
		.show = c->show,
		.count = c->common.count,
		.progress = &run->progress };
}

/* Without a guard that is told once. */
static int
load_guard(struct run *run, struct err *e)
{
	const struct config *c = &run->cfg;
	struct intake in = { .threads = (unsigned)c->common.threads };

	if (c->guard.n == 0) {
		warn("training without --guard: nothing is checked against "
		     "what will be evaluated");
		return 0;
	}
	run->guard = guard_new(&c->guard, c->guard_aliases, c->data, &in, e);
	return run->guard == NULL ? err_prefix(e, "--guard") : 0;
}

static struct plain_how
plain_how(const struct run *run)
{
	return (struct plain_how){
		.seed = run->cfg.common.seed,
		.intake = &run->intake,
		.layouts = run->layouts,
		.n_layouts = run->n_layouts,
		.channel = run->cfg.method == 1,
		.terminate = run->cfg.terminate,
		.guard = run->guard,
	};
}

static int
write_plain(struct run *run, struct reader *r, struct err *e)
{
	struct plain plain = { .outlet = &run->outlet,
		.how = plain_how(run),
		.guard = run->guard,
		.guard_drop = run->cfg.guard_drop };

	run->intake.nameless = true;
	return plain_run(&plain, r, e);
}

static int
set_config(struct run *run, struct episodes_config *to, struct err *e)
{
	const struct config *c = &run->cfg;
	struct shots shots;

	*to = (struct episodes_config){
		.seed = c->common.seed,
		.channel = c->method == 1,
		.terminate = c->terminate,
		.balance = c->balance,
		.loss_on = (enum loss_on)c->loss_on,
		.draw = (enum draw_by)c->draw,
		.layouts = run->layouts,
		.n_layouts = run->n_layouts,
		.skip_small = c->common.skip_bad,
	};
	if (shots_parse(c->k, SHOTS_MAX, &shots, e))
		return err_prefix(e, "-k");
	to->k_min = shots.min;
	to->k_max = shots.fill ? FILL_SHOTS_MAX : shots.max;
	to->max_bytes = shots.fill ? c->max_bytes : 0;
	to->mixture = mixture_new(c->mix, e);
	if (to->mixture == NULL)
		return err_prefix(e, "--mix");
	to->relabel = relabel_new(&c->relabel, !c->no_relabel, e);
	return to->relabel == NULL ? err_prefix(e, "--relabel") : 0;
}

static int
write_training(struct run *run, struct reader *r, struct err *e)
{
	const struct config *c = &run->cfg;
	struct episodes_config config;
	struct blend_config plain = { .path = c->lm_text,
		.share = c->lm_mix,
		.max_bytes = (size_t)c->max_bytes,
		.guard = run->guard,
		.guard_drop = c->guard_drop,
		.how = plain_how(run) };
	struct training training = { .outlet = &run->outlet,
		.intake = &run->intake,
		.cap = (size_t)c->cap,
		.guard = run->guard,
		.guard_drop = c->guard_drop,
		.config = &config,
		.plain = c->lm_text == NULL ? NULL : &plain };
	int rc;

	if (set_config(run, &config, e))
		die(EXIT_MISUSE, "%s", e->msg);
	rc = training_run(&training, r, e);
	mixture_free(config.mixture);
	relabel_free((struct relabel *)config.relabel);
	return rc;
}

static void
set_eval(struct run *run, struct eval_config *to)
{
	const struct config *c = &run->cfg;
	struct err e;

	if (c->common.n_files == 0 && !c->from_pool)
		die(EXIT_MISUSE, "--eval: name the task folders");
	if (c->test != NULL && !c->from_pool)
		die(EXIT_MISUSE, "--test needs --pool");
	*to = (struct eval_config){
		.seed = c->common.seed,
		.channel = c->method == 1,
		.terminate = c->terminate,
		.skip_bad = c->common.skip_bad,
		.show = c->show,
		.count = c->common.count,
		.layouts = run->layouts,
		.n_layouts = run->n_layouts,
		.limit = c->limit,
		.metric = c->metric,
		.task_info = c->task_info,
		.options = (enum eval_options)c->eval_options,
		.nulls = c->nulls,
		.controls = { .seed = c->common.seed,
		    .select = (enum select)c->select,
		    .n_orders = c->orders },
	};
	if (evaluation_check(to, &e))
		die(EXIT_MISUSE, "%s", e.msg);
	if (controls_labels(&to->controls, c->demo_labels, &e))
		die(EXIT_MISUSE, "--demo-labels: %s", e.msg);
	if (numbers_parse(c->k, SHOTS_MAX, &to->ks, &e))
		die(EXIT_MISUSE, "-k: %s", e.msg);
	if (numbers_parse(c->seeds, UINT64_MAX, &to->seeds, &e))
		die(EXIT_MISUSE, "--seeds: %s", e.msg);
	to->relabel = relabel_new(&c->relabel, !c->no_relabel, &e);
	if (to->relabel == NULL)
		die(EXIT_MISUSE, "--relabel: %s", e.msg);
}

static int
write_eval(struct run *run, struct err *e)
{
	const struct config *c = &run->cfg;
	struct sources sources = { .outlet = &run->outlet,
		.intake = &run->intake,
		.files = c->common.files,
		.n_files = c->common.n_files,
		.pool = c->from_pool,
		.test = c->test,
		.cap = (size_t)c->cap };
	struct eval_config config;
	int rc;

	set_eval(run, &config);
	rc = sources_run(&sources, &config, e);
	free(config.ks.v);
	free(config.seeds.v);
	relabel_free((struct relabel *)config.relabel);
	return rc;
}

static int
write_stream(struct run *run, struct err *e)
{
	const struct opt_common *c = &run->cfg.common;
	struct reader *in = reader_new(c->files, c->n_files);
	unsigned kinds = 1u << KIND_EXAMPLES;
	int rc;

	if (run->cfg.lm)
		kinds |= 1u << KIND_SEGMENTS;
	rc = reader_begin(in, kinds, e);
	if (rc == 0)
		rc = load_guard(run, e);
	if (rc == 0)
		rc = run->cfg.lm ? write_plain(run, in, e)
				 : write_training(run, in, e);
	reader_free(in);
	return rc;
}

static void
release(struct run *run)
{
	const struct opt_list *lists[] = { &run->cfg.layouts, &run->cfg.relabel,
		&run->cfg.nulls, &run->cfg.guard };

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		free(lists[i]->v);
	for (size_t i = 0; i < run->n_layouts; i++)
		layout_free(run->layouts[i]);
	free(run->layouts);
	layout_members_release(&run->members);
	guard_free(run->guard);
	instructions_free(run->instructions);
	arena_release(&run->paths);
}

int
main(int argc, char **argv)
{
	struct run run = { 0 };
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL);
	configure(&run, argc, argv);
	rc = run.cfg.eval ? write_eval(&run, &e) : write_stream(&run, &e);
	if (rc == 0)
		rc = writer_commit(run.out, &e);
	progress_end(&run.progress);
	writer_free(run.out);
	release(&run);
	if (rc)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
