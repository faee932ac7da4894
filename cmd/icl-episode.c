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
#include "text/episodes.h"
#include "text/guard.h"
#include "text/instructions.h"
#include "text/intake.h"
#include "text/layout.h"
#include "text/null.h"
#include "text/plain.h"
#include "text/setting.h"
#include "text/shots.h"
#include "text/sources.h"
#include "text/training.h"

struct config {
	const char *k, *mix, *seeds, *metric, *task_info;
	const char *guard_aliases, *data, *demo_labels, *setting, *part;
	const char *instructions, *test;
	int method, loss_on, draw, eval_options, select;
	struct opt_list layouts, relabel, nulls, guard;
	uint64_t max_bytes, cap, limit, orders;
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
	{ 0, "max-bytes", OPT_U64, REC, "N", "4096", "room that fill fills",
	    AT(max_bytes), 1, 0x1p30 },
	{ 0, "cap", OPT_U64, REC, "N", "16384", "examples kept of a task",
	    AT(cap), 1, 0x1p32 },
	{ 0, "lm", OPT_FLAG, REC, NULL, NULL,
	    "plain text from segments or examples", AT(lm), 0, 0 },
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
	struct pool pool;
	uint64_t n_dropped; /* by the guard */
};

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

static void
take_instructions(struct run *run)
{
	struct err e;

	if (run->cfg.instructions == NULL)
		return;
	run->instructions = instructions_load(run->cfg.instructions, &e);
	if (run->instructions == NULL)
		die(EXIT_FAIL, "%s", e.msg);
}

static void
configure(struct run *run, int argc, char **argv)
{
	struct config *c = &run->cfg;

	opt_parse(&spec, argc, argv, c);
	if (c->show && !opt_given(&spec, c, "count"))
		c->common.count = 1;
	if (c->setting != NULL)
		take_setting(run);
	else if (c->common.n_files == 0 && isatty(STDIN_FILENO) == 1)
		die(EXIT_MISUSE, "no input: name a FILE or pipe a stream in; "
				 "see --help");
	take_instructions(run);
	load_layouts(run);
	progress_begin(&run->progress, "episodes", opt_progress(&c->common));
}

/* Layout files are side inputs. */
static int
begin_output(struct run *run, const struct reader *from, struct err *e)
{
	const struct config *c = &run->cfg;
	const char **files = mem_new(c->layouts.n, sizeof *files);
	struct intro intro = { .kind = KIND_EPISODES,
		.from = from,
		.spec = &spec,
		.config = c,
		.inputs = files };
	int rc = -1;

	for (size_t i = 0; i < c->layouts.n; i++)
		if (!layout_is_preset(c->layouts.v[i]))
			files[intro.n_inputs++] = c->layouts.v[i];
	if (c->show)
		run->out = writer_new(c->common.output, FORM_PEOPLE, 0, e);
	else
		run->out = intro_writer(&c->common, KIND_EPISODES, e);
	if (run->out != NULL)
		rc = c->show ? 0 : intro_write(run->out, &intro, e);
	free(files);
	return rc;
}

static void
tell_bad(uint64_t n, const struct err *first)
{
	if (n > 0)
		warn("%" PRIu64 " bad records left out; the first: %s", n,
		    first->msg);
}

/* NULL: no guard was asked for, which is told once. */
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

/* Lists the hits; they are an error unless they were left out. */
static int
judge_hits(const struct run *run, struct err *e)
{
	struct buf line = { 0 };
	uint64_t n = run->guard == NULL ? 0 : guard_n_hits(run->guard);

	if (n == 0)
		return 0;
	for (size_t i = 0; guard_report(run->guard, i, &line); i++)
		warn("%s", line.p);
	buf_release(&line);
	if (run->cfg.guard_drop) {
		warn("%" PRIu64 " records left out by --guard-drop", n);
		return 0;
	}
	return err_set(e,
	    "%" PRIu64 " records of what is guarded; leave them "
	    "out with --guard-drop",
	    n);
}

/* An intake_fn: past the guard into the pool. */
static int
admit(void *ctx, const struct intake_item *item, struct err *e)
{
	struct run *run = ctx;

	if (item->mark == 0)
		return pool_add(&run->pool, item, e);
	guard_note(run->guard, item->mark, item->example.task, item->at);
	run->n_dropped++;
	return 0;
}

static int
write_plain(struct run *run, struct reader *r, struct err *e)
{
	const struct config *c = &run->cfg;
	struct plain plain = {
		.threads = (unsigned)c->common.threads,
		.count = c->common.count,
		.show = c->show,
		.skip_bad = c->common.skip_bad,
		.channel = c->method == 1,
		.layout = run->layouts[0],
		.members = &run->members,
		.progress = &run->progress,
		.guard_drop = c->guard_drop,
	};

	if (load_guard(run, e) || begin_output(run, r, e))
		return -1;
	plain.out = run->out;
	plain.guard = run->guard;
	if (plain_write(&plain, r, e)) {
		struct err hits;

		if (judge_hits(run, &hits))
			*e = hits;
		return -1;
	}
	if (judge_hits(run, e))
		return -1;
	tell_bad(plain.n_bad, &plain.first_bad);
	if (c->common.verbose)
		warn("%" PRIu64 " records read: %" PRIu64 " written, %" PRIu64
		     " without text, %" PRIu64 " guarded, %" PRIu64 " bad",
		    plain.n_read, plain.n_written, plain.n_empty, plain.n_hits,
		    plain.n_bad);
	return 0;
}

static void
tell_counts(const struct intake *in, const struct run *run,
    const struct episodes_counts *n, const struct training *t)
{
	warn("%" PRIu64 " examples read: %" PRIu64
	     " kept in %zu tasks, %" PRIu64 " over the cap, %" PRIu64
	     " guarded, %" PRIu64 " bad",
	    in->n_read, run->pool.n_kept, run->pool.n_tasks, run->pool.n_over,
	    run->n_dropped, in->n_bad);
	warn("%" PRIu64 " kept examples not in the first pass: %" PRIu64
	     " in %" PRIu64 " tasks too small, %" PRIu64 " left over, %" PRIu64
	     " too long, %" PRIu64 " without a query",
	    n->n_small + n->n_left + n->n_long + n->n_without, n->n_small,
	    n->n_small_tasks, n->n_left, n->n_long, n->n_without);
	warn("%" PRIu64 " episodes written, %" PRIu64
	     " queries had too few demonstrations",
	    t->n_written, t->n_no_demos);
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
train(struct run *run, const struct episodes_config *config, struct reader *r,
    struct err *e)
{
	struct pool *pool = &run->pool;
	const struct opt_common *c = &run->cfg.common;
	struct intake in = { .threads = (unsigned)c->threads,
		.skip_bad = c->skip_bad,
		.members = &run->members,
		.instructions = run->instructions,
		.progress = &run->progress,
		.mark = run->guard == NULL ? NULL : guard_example,
		.marker = run->guard };
	struct training t = { .threads = in.threads,
		.count = c->count,
		.show = run->cfg.show,
		.progress = &run->progress };
	struct episodes *eps = NULL;
	int rc = -1;

	if (intake_stream(&in, r, admit, run, e))
		return -1;
	tell_bad(in.n_bad, &in.first_bad);
	if (judge_hits(run, e))
		return -1;
	pool_finish(pool);
	eps = episodes_new(config, pool, e);
	if (eps != NULL && begin_output(run, r, e) == 0) {
		t.out = run->out;
		rc = training_write(&t, eps, e);
	}
	if (rc == 0 && c->verbose)
		tell_counts(&in, run, episodes_counted(eps), &t);
	episodes_free(eps);
	return rc;
}

static int
write_training(struct run *run, struct reader *r, struct err *e)
{
	const struct config *c = &run->cfg;
	struct episodes_config config;
	int rc;

	if (set_config(run, &config, e))
		die(EXIT_MISUSE, "%s", e->msg);
	pool_init(&run->pool, c->common.seed, (size_t)c->cap, run->members.n);
	rc = load_guard(run, e);
	if (rc == 0)
		rc = train(run, &config, r, e);
	pool_release(&run->pool);
	mixture_free(config.mixture);
	relabel_free((struct relabel *)config.relabel);
	return rc;
}

static void
check_eval(const struct config *c)
{
	static const char *const metrics[] = { "macro-f1", "accuracy", "em",
		"rouge-l" };
	const size_t n_metrics = sizeof metrics / sizeof metrics[0];
	size_t metric = 0;
	struct err e;

	while (c->metric != NULL && metric < n_metrics &&
	       strcmp(c->metric, metrics[metric]) != 0)
		metric++;
	if (metric == n_metrics)
		die(EXIT_MISUSE,
		    "--metric: '%s' is none of macro-f1, accuracy, em and "
		    "rouge-l",
		    c->metric);
	if (c->common.n_files == 0 && !c->from_pool)
		die(EXIT_MISUSE, "--eval: name the task folders");
	if (c->test != NULL && !c->from_pool)
		die(EXIT_MISUSE, "--test needs --pool");
	for (size_t i = 0; i < c->nulls.n; i++)
		if (null_check(c->nulls.v[i], &e))
			die(EXIT_MISUSE, "--null: %s", e.msg);
}

static void
set_eval(struct run *run, struct eval_config *to)
{
	const struct config *c = &run->cfg;
	struct err e;

	check_eval(c);
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

static void
tell_eval(const struct config *c, const struct eval_counts *n)
{
	tell_bad(n->n_bad, &n->first_bad);
	if (c->common.verbose)
		warn("%" PRIu64 " tasks, %" PRIu64 " sets, %" PRIu64
		     " queries, %" PRIu64 " null queries; %" PRIu64
		     " queries stand among their demonstrations",
		    n->n_tasks, n->n_sets, n->n_queries, n->n_nulls,
		    n->n_shown);
}

static int
eval_folders(
    struct run *run, struct evaluation *ev, struct intake *in, struct err *e)
{
	const struct opt_common *c = &run->cfg.common;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->n_files; i++) {
		struct folder_source folder;
		struct eval_source source;

		rc = folder_source_open(&folder, c->files[i], in, &source, e);
		if (rc == 0)
			rc = evaluation_task(ev, &source, e);
		folder_source_close(&folder);
	}
	return rc;
}

static int
eval_pool(struct run *run, struct evaluation *ev, const struct pool *tests,
    const struct eval_config *config, struct err *e)
{
	size_t k_max = 0;
	int rc = 0;

	for (size_t i = 0; i < config->ks.n; i++)
		if (config->ks.v[i] > k_max)
			k_max = (size_t)config->ks.v[i];
	for (size_t i = 0; rc == 0 && i < run->pool.n_tasks; i++) {
		struct pool_source pool;
		struct eval_source source;

		rc = pool_source_open(&pool, &run->pool, i, tests, k_max,
		    &config->seeds, &source, e);
		if (rc == 0)
			rc = evaluation_task(ev, &source, e);
		pool_source_close(&pool);
	}
	return rc;
}

/* Reads the pools that are asked for and begins the output behind them. */
static int
begin_eval(
    struct run *run, struct pool *tests, struct intake *in, struct err *e)
{
	const struct config *c = &run->cfg;
	struct reader *r;
	int rc;

	if (!c->from_pool)
		return begin_output(run, NULL, e);
	r = reader_new(c->common.files, c->common.n_files);
	rc = reader_begin(r, 1u << KIND_EXAMPLES, e);
	if (rc == 0)
		rc = intake_stream(in, r, pool_add, &run->pool, e);
	if (rc == 0 && c->test != NULL)
		rc = intake_file(in, c->test, pool_add, tests, e);
	pool_finish(&run->pool);
	pool_finish(tests);
	if (rc == 0)
		rc = begin_output(run, r, e);
	reader_free(r);
	return rc;
}

static int
write_eval(struct run *run, struct err *e)
{
	const struct config *c = &run->cfg;
	struct intake in = { .threads = (unsigned)c->common.threads,
		.skip_bad = c->common.skip_bad,
		.members = &run->members,
		.instructions = run->instructions };
	struct eval_config config;
	struct evaluation *ev;
	struct pool tests;
	int rc;

	set_eval(run, &config);
	pool_init(&run->pool, c->common.seed, (size_t)c->cap, run->members.n);
	pool_init(&tests, c->common.seed, (size_t)c->cap, run->members.n);
	rc = begin_eval(run, &tests, &in, e);
	ev = evaluation_new(&config, run->out);
	if (rc == 0)
		rc = c->from_pool
			 ? eval_pool(run, ev, c->test == NULL ? NULL : &tests,
			       &config, e)
			 : eval_folders(run, ev, &in, e);
	tell_bad(in.n_bad, &in.first_bad);
	if (rc >= 0)
		tell_eval(c, evaluation_counted(ev));
	evaluation_free(ev);
	pool_release(&run->pool);
	pool_release(&tests);
	free(config.ks.v);
	free(config.seeds.v);
	relabel_free((struct relabel *)config.relabel);
	return rc < 0 ? -1 : 0;
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
