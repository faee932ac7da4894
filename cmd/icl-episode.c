/* Examples to episodes for training and evaluation: icl-episode(1). */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/opt.h"
#include "io/stream.h"
#include "tok/tokenizer.h"
#include "episode/compose.h"
#include "episode/episodes.h"
#include "episode/eval_options.h"
#include "episode/episode_style.h"

struct config {
	struct compose_options compose;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, compose.member)
enum { REC = OPT_RECORD, ALWAYS = OPT_RECORD | OPT_ALWAYS };

/* The three runs of the tool; an option without any counts in all of them. */
enum { MODE_TRAINING, MODE_PLAIN, MODE_EVAL };
#define TRAINING OPT_IN(MODE_TRAINING)
#define PLAIN OPT_IN(MODE_PLAIN)
#define EVAL OPT_IN(MODE_EVAL)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "episodes", 0, 0, 0 },
	{ 'k', "k", OPT_TEXT, ALWAYS | TRAINING | EVAL, "K|A-B|fill", "16",
	    "demonstrations before the query", AT(k), 0, 0 },
	{ 0, "method", OPT_CHOICE, ALWAYS, METHODS_NAMES, "direct",
	    "score outputs, inputs behind outputs, or either", AT(method), 0,
	    0 },
	{ 0, "layout", OPT_LIST, REC | OPT_PATH, "NAME|FILE", NULL,
	    "metaicl, spaces, selfsup, chatml or a file; repeats [metaicl]",
	    AT(layouts), 0, 0 },
	{ 0, "relabel", OPT_LIST, REC | TRAINING | EVAL,
	    "PATTERN[@SHARE][=WORDS]", NULL,
	    "new label words in each episode of these tasks", AT(relabel), 0,
	    0 },
	{ 't', "tokenizer", OPT_TEXT,
	    REC | OPT_PATH | TRAINING | EVAL | OPT_RARE, "PATH", NULL,
	    "whose words are --relabel PATTERN=:pieces", AT(tokenizer), 0, 0 },
	{ 0, "no-relabel", OPT_FLAG, REC | TRAINING | EVAL | OPT_RARE, NULL,
	    NULL, "also where examples are marked relabel", AT(no_relabel), 0,
	    0 },
	{ 0, "terminate", OPT_FLAG, REC, NULL, NULL,
	    "write the layout's end mark, under loss", AT(terminate), 0, 0 },
	{ 0, "setting", OPT_TEXT, REC | OPT_PATH | OPT_INPUT | OPT_RARE, "FILE",
	    NULL, "MetaICL's list of tasks, instead of FILEs", AT(setting), 0,
	    0 },
	{ 0, "data", OPT_TEXT, REC | OPT_PATH | OPT_RARE, "DIR", NULL,
	    "where the tasks of a setting are", AT(data), 0, 0 },
	{ 0, "part", OPT_TEXT, REC | OPT_RARE, "NAME", NULL,
	    "train, test or unseen_domain_test [test with --eval, else train]",
	    AT(part), 0, 0 },
	{ 0, "instructions", OPT_TEXT, REC | OPT_PATH | OPT_INPUT, "FILE", NULL,
	    "lines of {\"task\",\"instruction\"}", AT(instructions), 0, 0 },
	{ 0, "options", OPT_CHOICE, REC | TRAINING | EVAL, CANDIDATES_NAMES,
	    "record", "candidates: a record's, the outputs of its task, none",
	    AT(candidates), 0, 0 },
	{ 0, "option-orders", OPT_U64, REC | TRAINING | EVAL | OPT_RARE, "N",
	    "1", "{options} of a layout in N orders", AT(option_orders), 1,
	    65536 },
	{ 0, "csv", OPT_FLAG, REC | OPT_RARE, NULL, NULL,
	    "FILEs are tables, whatever they begin with", AT(tables.always), 0,
	    0 },
	{ 0, "input", OPT_TEXT, REC, "COL", NULL,
	    "the column of a table that is the input [input]", AT(tables.input),
	    0, 0 },
	{ 0, "output", OPT_TEXT, REC, "COL", NULL,
	    "with --input or --csv: the output [output]; -o names the FILE",
	    AT(tables.output), 0, 0 },
	{ 0, "task", OPT_TEXT, REC, "NAME", NULL,
	    "of records that name none [the FILE's name]", AT(tables.task), 0,
	    0 },
	{ 0, "show", OPT_FLAG, 0, NULL, NULL,
	    "an episode for people, what is under loss in [brackets]", AT(show),
	    0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "training", 0, 0, 0 },
	{ 0, "loss-on", OPT_CHOICE, REC | TRAINING, LOSS_ON_NAMES, "layout",
	    "outputs under loss; layout: every with selfsup, else last",
	    AT(loss_on), 0, 0 },
	{ 0, "draw", OPT_CHOICE, REC | TRAINING | OPT_RARE, DRAW_NAMES,
	    "layout", "partition: an example is in one episode a pass",
	    AT(draw), 0, 0 },
	{ 0, "mix", OPT_TEXT, REC | TRAINING | OPT_RARE,
	    "prop|uniform|temp:T|PATTERN=W,...", "prop",
	    "which task comes next", AT(mix), 0, 0 },
	{ 0, "balance", OPT_FLAG, REC | TRAINING | OPT_RARE, NULL, NULL,
	    "each label as often as any other in an episode", AT(balance), 0,
	    0 },
	{ 0, "max-bytes", OPT_U64, REC | TRAINING | OPT_RARE, "N", "4096",
	    "room that fill fills; a record of --lm-text", AT(max_bytes), 1,
	    0x1p30 },
	{ 0, "steps", OPT_U64, REC | TRAINING, "N", NULL,
	    "as many records as icl-train --steps N reads", AT(steps), 1,
	    0x1p62 },
	{ 0, "batch", OPT_U64, REC | TRAINING | OPT_RARE, "N", "8",
	    "records of a step", AT(batch), 1, 0x1p32 },
	{ 0, "tokens", OPT_U64, REC | TRAINING | OPT_RARE, "N", NULL,
	    "records of 8 bytes of text a token", AT(tokens), 1, 0x1p58 },
	{ 0, "cap", OPT_U64, REC | TRAINING | EVAL | OPT_RARE, "N", "16384",
	    "examples kept of a task", AT(cap), 1, 0x1p32 },
	{ 0, "lm", OPT_FLAG, REC, NULL, NULL,
	    "plain text from segments or examples", AT(lm), 0, 0 },
	{ 0, "lm-mix", OPT_F64, REC | OPT_RARE, "R", NULL,
	    "share of records that are plain text, of --lm-text", AT(lm_mix), 0,
	    0.99 },
	{ 0, "lm-text", OPT_TEXT, REC | OPT_PATH | OPT_INPUT | OPT_RARE, "FILE",
	    NULL, "segments or examples for --lm-mix", AT(lm_text), 0, 0 },
	{ 0, "guard", OPT_LIST, REC | OPT_PATH | OPT_INPUT | TRAINING | PLAIN,
	    "PATH", NULL,
	    "train on nothing that is in this file, folder, setting; repeats",
	    AT(guard), 0, 0 },
	{ 0, "guard-aliases", OPT_TEXT,
	    REC | OPT_PATH | OPT_INPUT | TRAINING | PLAIN | OPT_RARE, "FILE",
	    NULL, "more names of one data set, a group a line",
	    AT(guard_aliases), 0, 0 },
	{ 0, "guard-drop", OPT_FLAG, REC | TRAINING | PLAIN, NULL, NULL,
	    "leave out what is guarded instead of failing", AT(guard_drop), 0,
	    0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "evaluation", 0, 0, 0 },
	{ 0, "eval", OPT_FLAG, REC, NULL, NULL,
	    "sets of the task folders given as FILEs; -k is a list", AT(eval),
	    0, 0 },
	{ 0, "pool", OPT_FLAG, REC | EVAL, NULL, NULL,
	    "FILEs are examples: shots are set aside, the rest are queries",
	    AT(from_pool), 0, 0 },
	{ 0, "test", OPT_TEXT, REC | OPT_PATH | OPT_INPUT | EVAL | OPT_RARE,
	    "FILE", NULL, "the queries, with --pool", AT(test), 0, 0 },
	{ 0, "seeds", OPT_TEXT, REC | EVAL, "LIST", "100,13,21,42,87",
	    "which shots", AT(seeds), 0, 0 },
	{ 0, "limit", OPT_U64, REC | EVAL, "N", NULL, "queries of a task [all]",
	    AT(limit), 1, 0x1p62 },
	{ 0, "metric", OPT_TEXT, REC | EVAL | OPT_RARE, "NAME", NULL,
	    "macro-f1, accuracy, em or rouge-l [by the options]", AT(metric), 0,
	    0 },
	{ 0, "task-info", OPT_TEXT, REC | OPT_PATH | EVAL | OPT_RARE, "DIR",
	    NULL, "folder of TASK.json files that tell the metric",
	    AT(task_info), 0, 0 },
	{ 0, "null", OPT_LIST, REC | EVAL, "TEXT|domain:N", NULL,
	    "also ask with this input, or N words of inputs; repeats",
	    AT(nulls), 0, 0 },
	{ 0, "demo-labels", OPT_TEXT, REC | EVAL | OPT_RARE, "NAME", "gold",
	    "gold, random, random:R, flip, inputs-only, labels-only",
	    AT(demo_labels), 0, 0 },
	{ 0, "drop-equal", OPT_CHOICE, REC | EVAL | OPT_RARE, DROP_EQUAL_NAMES,
	    "none", "of a shot and a query that are equal", AT(drop_equal), 0,
	    0 },
	{ 0, "orders", OPT_U64, REC | EVAL | OPT_RARE, "N", "1",
	    "sets with the demonstrations in N orders", AT(orders), 1, 65536 },
	{ 0, "select", OPT_CHOICE, REC | EVAL, SELECT_NAMES, "given",
	    "which shots are shown; bm25: a set a query", AT(select), 0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	printf("zstd %s\n", stream_version());
}

static const struct opt_spec spec = {
	.tool = "icl-episode",
	.synopsis = "[options] [FILE...]",
	.purpose = "Make episodes of k demonstrations and a query out of "
		   "examples.",
	.options = options,
	.common = offsetof(struct config, common),
	.without = OPT_TTY_INPUT,
	.about = about,
};

/* Names options that have no effect in a mode, so that nobody relies on them.
 */
static void
tell_idle(const struct config *c, unsigned mode, const char *with)
{
	const char *name;
	size_t at = 0;

	while ((name = opt_next_idle(&spec, c, mode, &at)) != NULL)
		warn("--%s has no effect with %s", name, with);
}

/* Refuses what modes do not do, or lack. */
static void
check_modes(const struct config *cfg)
{
	const struct compose_options *c = &cfg->compose;
	size_t at = 0;
	const char *only = opt_next_idle(&spec, cfg, MODE_TRAINING, &at);

	if (only != NULL && !c->eval)
		die(EXIT_MISUSE, "--%s is for --eval, which is not there",
		    only);
	if (c->lm && c->eval)
		die(EXIT_MISUSE, "--lm and --eval are two runs");
	if ((c->lm_text != NULL) != opt_given(&spec, cfg, "lm-mix"))
		die(EXIT_MISUSE, "--lm-mix R and --lm-text FILE go together");
	if (c->lm_text != NULL && (c->lm || c->eval))
		die(EXIT_MISUSE, "--lm-mix is for training episodes");
	if (opt_given(&spec, cfg, "count") + (c->steps > 0) + (c->tokens > 0) >
	    1)
		die(EXIT_MISUSE, "-n, --steps and --tokens each say how many "
				 "records; give one of them");
	if (opt_given(&spec, cfg, "batch") && c->steps == 0)
		die(EXIT_MISUSE, "--batch needs --steps");
	if (c->setting == NULL && c->part != NULL)
		die(EXIT_MISUSE, "--part needs --setting");
	if (c->lm)
		tell_idle(cfg, MODE_PLAIN, "--lm");
	if (c->eval)
		tell_idle(cfg, MODE_EVAL, "--eval");
}

/*
 * --output is a column of a table, and else what it is in all tools: the FILE
 * to write, which no header mentions.
 */
static void
settle_output(struct config *cfg)
{
	struct csv_options *t = &cfg->compose.tables;

	if (t->output == NULL || t->always || t->input != NULL)
		return;
	for (size_t i = 0; i < OPT_MAX; i++)
		if (cfg->common.given[i] == t->output)
			cfg->common.given[i] = NULL;
	cfg->common.output = t->output;
	t->output = NULL;
}

static void
check_input(const struct config *cfg)
{
	const struct compose_options *c = &cfg->compose;
	size_t n_files = cfg->common.n_files;

	if (c->setting != NULL && (c->data == NULL || n_files > 0))
		die(EXIT_MISUSE, "--setting needs --data DIR and no FILE");
	if (c->setting == NULL && n_files == 0 && isatty(STDIN_FILENO) == 1)
		die(EXIT_MISUSE, "no input: name a FILE or pipe a stream in; "
				 "see --help");
	if (c->eval && c->setting == NULL && n_files == 0 && !c->from_pool)
		die(EXIT_MISUSE, "--eval: name the task folders");
	if (c->test != NULL && !c->from_pool)
		die(EXIT_MISUSE, "--test needs --pool");
}

/* The words of three small letters or more that are one token each. */
static int
load_pieces(const struct tokenizer *t, struct arena *a, struct texts *words,
    struct err *e)
{
	struct str *v = arena_alloc(a, tokenizer_size(t), sizeof *v);
	struct buf piece = { 0 };
	int rc = 0;

	*words = (struct texts){ v, 0 };
	for (uint32_t id = 0; rc == 0 && id < tokenizer_size(t); id++) {
		size_t n = 1;

		buf_reset(&piece);
		rc = tokenizer_decode(t, id, &piece, e);
		while (n < piece.n && ascii_lower(piece.p[n]))
			n++;
		if (rc == 0 && n > 3 && n == piece.n && piece.p[0] == ' ')
			v[words->n++] =
			    (struct str){ arena_copy(a, piece.p + 1, n - 1),
				    n - 1 };
	}
	buf_release(&piece);
	return rc;
}

static void
release(struct config *cfg)
{
	free(cfg->compose.layouts.v);
	free(cfg->compose.relabel.v);
	free(cfg->compose.nulls.v);
	free(cfg->compose.guard.v);
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct compose_setup setup = {
		.options = &cfg.compose,
		.common = &cfg.common,
		.spec = &spec,
		.config = &cfg,
		.say = warn,
	};
	struct tokenizer *t = NULL;
	struct arena words = { 0 };
	struct compose *c;
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	settle_output(&cfg);
	check_modes(&cfg);
	check_input(&cfg);
	if (cfg.compose.show && !opt_given(&spec, &cfg, "count"))
		cfg.common.count = 1;
	if (cfg.compose.tokenizer != NULL) {
		t = tokenizer_load(cfg.compose.tokenizer, NULL, &e);
		if (t == NULL || load_pieces(t, &words, &setup.pieces, &e))
			die(EXIT_FAIL, "%s", e.msg);
		setup.inputs = tokenizer_files(t);
	}
	c = compose_new(&setup, &e);
	if (c == NULL)
		die(EXIT_MISUSE, "%s", e.msg);
	rc = compose_run(c, &e);
	compose_free(c);
	tokenizer_free(t);
	arena_release(&words);
	release(&cfg);
	if (rc)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
