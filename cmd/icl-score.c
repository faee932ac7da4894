/* Tokens and a model to scores, and scores to tables. See icl-score(1). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/opt.h"
#include "base/comm.h"
#include "io/file.h"
#include "io/outputs.h"
#include "io/stream.h"
#include "model/weights.h"
#include "nn/backend.h"
#include "nn/gemm.h"
#include "score/score_stream.h"
#include "report/summarize.h"

struct config {
	struct score_options scoring;
	const char *group, *html, *lm_eval, *episodes, *rule_by_task, *baseline;
	struct opt_list logs;
	uint64_t samples;
	bool bpb, centred;
	int over, best_layout;
	bool summary, text, json, tsv, compare, confusion, labels;
	int rule, calibrate, prior, f1, rouge, variance;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)
#define RUN(member) offsetof(struct config, scoring.member)

/* The two modes: what a model gives, and tables of that. */
enum { MODE_SCORING, MODE_TABLES };
#define SCORING OPT_IN(MODE_SCORING)
#define TABLES OPT_IN(MODE_TABLES)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "scoring", 0, 0, 0 },
	{ 'm', "model", OPT_TEXT, OPT_RECORD | OPT_PATH | SCORING, "PATH", NULL,
	    "model folder or .gguf file", RUN(model), 0, 0 },
	{ 0, "adapter", OPT_LIST, OPT_RECORD | OPT_PATH | SCORING, "DIR", NULL,
	    "with this PEFT adapter, or 'none'; repeats, all are scored",
	    RUN(adapter), 0, 0 },
	{ 0, "run", OPT_TEXT, OPT_RECORD | SCORING, "NAME", NULL,
	    "name of the run in tables [the model's, +adapter]", RUN(run), 0,
	    0 },
	{ 0, "ctx", OPT_U64, OPT_RECORD | SCORING | OPT_RARE, "N", NULL,
	    "texts of N tokens where longrope or dynamic rope allow it",
	    RUN(ctx), 1, 1 << 24 },
	{ 0, "micro-tokens", OPT_U64, SCORING | OPT_RARE, "N", "1024",
	    "tokens computed at once: memory, never a result",
	    RUN(micro_tokens), 16, 1 << 20 },
	{ 0, "precision", OPT_CHOICE, OPT_RECORD | SCORING, PRECISION_NAMES,
	    "fp32", "of the operands of matrix products", RUN(precision), 0,
	    0 },
	{ 0, "generate", OPT_U64, OPT_RECORD | SCORING, "N", NULL,
	    "answer free-form queries in at most N tokens", RUN(generate), 1,
	    1 << 20 },
	{ 0, "stop", OPT_LIST, OPT_RECORD | SCORING, "STR", NULL,
	    "text that ends an answer, \\n a newline; repeats [the set's]",
	    RUN(stop), 0, 0 },
	{ 0, "cache", OPT_TEXT, SCORING, "DIR", NULL,
	    "keep each set's scores there, take them if there", RUN(cache), 0,
	    0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "training tokens", 0, 0, 0 },
	{ 0, "nll", OPT_FLAG, OPT_RECORD | SCORING, NULL, NULL,
	    "the loss of each example of each record", RUN(nll), 0, 0 },
	{ 0, "gain", OPT_FLAG, OPT_RECORD | SCORING, NULL, NULL,
	    "and the gain by demonstrations, nats a token of the query",
	    RUN(gain), 0, 0 },
	{ 0, "min-gain", OPT_F64, OPT_RECORD | SCORING, "G", NULL,
	    "write the tokens on whose records gain more", RUN(min_gain), -1e9,
	    1e9 },
	{ 0, "scores", OPT_TEXT, SCORING | OPT_RARE, "FILE", NULL,
	    "with --min-gain: write the scores there", RUN(scores), 0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "tables", 0, 0, 0 },
	{ 0, "summary", OPT_FLAG, 0, NULL, NULL, "read scores and print tables",
	    AT(summary), 0, 0 },
	{ 0, "rule", OPT_CHOICE, TABLES, RULE_NAMES, "mean",
	    "score by which candidates are compared", AT(rule), 0, 0 },
	{ 0, "rule-by-task", OPT_TEXT, TABLES, "FILE", NULL,
	    "other rules for some: {\"task\",\"run\",\"rule\",\"calibrate\"}",
	    AT(rule_by_task), 0, 0 },
	{ 0, "calibrate", OPT_CHOICE, TABLES, CALIBRATION_NAMES, "none",
	    "bias that is subtracted from it", AT(calibrate), 0, 0 },
	{ 0, "prior", OPT_CHOICE, TABLES | OPT_RARE, PRIOR_NAMES, "uniform",
	    "of labels in channel: none, or as demonstrations have them",
	    AT(prior), 0, 0 },
	{ 0, "f1", OPT_CHOICE, TABLES | OPT_RARE, F1_POLICY_NAMES, "gold",
	    "classes that macro-F1 is over", AT(f1), 0, 0 },
	{ 0, "rouge", OPT_CHOICE, TABLES, ROUGE_NAMES, "words",
	    "that ROUGE-L is over; stems: Super-NaturalInstructions'",
	    AT(rouge), 0, 0 },
	{ 0, "bpb", OPT_FLAG, TABLES, NULL, NULL,
	    "also bits per byte of the right options", AT(bpb), 0, 0 },
	{ 0, "centred", OPT_FLAG, TABLES, NULL, NULL,
	    "also accuracy centred on chance, as DCLM's CORE", AT(centred), 0,
	    0 },
	{ 0, "interval", OPT_CHOICE, TABLES, BOOTSTRAP_NAMES, "both",
	    "intervals over seeds and queries, queries alone, or tasks",
	    AT(over), 0, 0 },
	{ 0, "best-layout", OPT_CHOICE, TABLES | OPT_RARE, BEST_LAYOUT_NAMES,
	    NULL, "each task in its best layout, chosen on all or half of it",
	    AT(best_layout), 0, 0 },
	{ 0, "group", OPT_TEXT, TABLES, "FILE", NULL,
	    "average by groups: {\"name\": [task, ...]}", AT(group), 0, 0 },
	{ 0, "compare", OPT_FLAG, TABLES, NULL, NULL,
	    "runs, or FILEs, against the first, paired", AT(compare), 0, 0 },
	{ 0, "baseline", OPT_TEXT, TABLES, "RUN", NULL,
	    "with --compare: against this run [the first]", AT(baseline), 0,
	    0 },
	{ 0, "spread", OPT_CHOICE, TABLES, VARIANCE_NAMES, NULL,
	    "how far results differ by it", AT(variance), 0, 0 },
	{ 0, "confusion", OPT_FLAG, TABLES, NULL, NULL,
	    "gold against predicted classes", AT(confusion), 0, 0 },
	{ 0, "labels", OPT_FLAG, TABLES, NULL, NULL,
	    "how far predictions follow the demonstrations' labels", AT(labels),
	    0, 0 },
	{ 0, "text", OPT_FLAG, TABLES | OPT_RARE, NULL, NULL,
	    "columns of text [default]", AT(text), 0, 0 },
	{ 0, "tsv", OPT_FLAG, TABLES, NULL, NULL, "tab-separated values",
	    AT(tsv), 0, 0 },
	{ 0, "json", OPT_FLAG, TABLES, NULL, NULL, "JSON", AT(json), 0, 0 },
	{ 0, "html", OPT_TEXT, TABLES, "FILE", NULL,
	    "also write a page with tables and plots", AT(html), 0, 0 },
	{ 0, "log", OPT_LIST, TABLES, "FILE", NULL,
	    "with --html: curves of a log of icl-train, or its folder; repeats",
	    AT(logs), 0, 0 },
	{ 0, "samples", OPT_U64, TABLES, "N", NULL,
	    "with --html: N queries to look at, and --episodes for texts",
	    AT(samples), 1, 100000 },
	{ 0, "lm-eval", OPT_TEXT, TABLES | OPT_RARE, "DIR", NULL,
	    "also write what lm-evaluation-harness writes", AT(lm_eval), 0, 0 },
	{ 0, "episodes", OPT_TEXT, TABLES | OPT_RARE, "FILE", NULL,
	    "the episodes that were scored, for --lm-eval, --samples",
	    AT(episodes), 0, 0 },
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
	.tool = "icl-score",
	.synopsis =
	    "-m PATH [options] [FILE...] | --summary [options] [FILE...]",
	.purpose = "Scores candidates by a model; makes tables of scores.",
	.options = options,
	.common = offsetof(struct config, common),
	.about = about,
};

/* Of this moment, or as reproducible builds say it. */
static int64_t
seconds_now(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");

	return fixed != NULL ? strtoll(fixed, NULL, 10) : (int64_t)time(NULL);
}

static int
summarize(const struct config *cfg, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	const struct summarize show = {
		.what = cfg->compare                      ? SUMMARIZE_COMPARE
			: cfg->confusion                  ? SUMMARIZE_CONFUSION
			: cfg->labels                     ? SUMMARIZE_LABELS
			: opt_given(&spec, cfg, "spread") ? SUMMARIZE_SPREAD
							  : SUMMARIZE_SUMMARY,
		.how = { (enum rule)cfg->rule, (enum calibration)cfg->calibrate,
		    (enum prior)cfg->prior, (enum rouge)cfg->rouge },
		.rule_by_task = cfg->rule_by_task,
		.f1 = (enum f1_policy)cfg->f1,
		.over = (enum bootstrap_over)cfg->over,
		.bpb = cfg->bpb,
		.centred = cfg->centred,
		.best_layout = opt_given(&spec, cfg, "best-layout")
				   ? (enum best_layout)cfg->best_layout
				   : BEST_LAYOUT_NONE,
		.form = cfg->json  ? TABLE_JSON
			: cfg->tsv ? TABLE_TSV
				   : TABLE_TEXT,
		.variance = (enum variance_over)cfg->variance,
		.group = cfg->group,
		.files = c->files,
		.n_files = c->n_files,
		.baseline = cfg->baseline,
		.seed = c->seed,
		.skip_bad = c->skip_bad,
		.harness = cfg->lm_eval,
		.episodes = cfg->episodes,
		.when = seconds_now(),
		.output = c->output,
		.curves = c->output == NULL && isatty(STDOUT_FILENO) == 1,
		.html = cfg->html,
		.logs = cfg->logs,
		.samples = cfg->samples,
		.say = warn,
	};

	return summarize_scores(&show, e);
}

static int
score(const struct config *cfg, struct comm *comm, struct err *e)
{
	const struct score_stream m = {
		.options = &cfg->scoring,
		.common = &cfg->common,
		.spec = &spec,
		.config = cfg,
		.comm = comm,
		.say = warn,
	};

	return score_stream_run(&m, e);
}

static void
check_tables(const struct config *cfg)
{
	bool variance = opt_given(&spec, cfg, "spread");
	bool other = cfg->compare || cfg->confusion || cfg->labels;

	if (cfg->text + cfg->tsv + cfg->json > 1)
		die(EXIT_MISUSE, "one of --text, --tsv, --json");
	if (cfg->compare + cfg->confusion + cfg->labels + variance > 1)
		die(EXIT_MISUSE,
		    "one of --compare, --spread, --confusion, --labels");
	if (cfg->lm_eval != NULL && other)
		die(EXIT_MISUSE,
		    "--lm-eval goes without --compare, --confusion, --labels");
	if (cfg->lm_eval != NULL && cfg->episodes == NULL)
		die(EXIT_MISUSE, "--lm-eval DIR goes with --episodes FILE");
	if (cfg->episodes != NULL && cfg->lm_eval == NULL && cfg->samples == 0)
		die(EXIT_MISUSE, "--episodes goes with --lm-eval or --samples");
	if (opt_given(&spec, cfg, "best-layout") &&
	    (cfg->lm_eval != NULL ||
		(variance && cfg->variance == VARIANCE_LAYOUT)))
		die(EXIT_MISUSE,
		    "--best-layout goes without --lm-eval, --spread layout");
	if (cfg->samples > 0 && (cfg->html == NULL || cfg->compare))
		die(EXIT_MISUSE,
		    "--samples goes with --html, without --compare");
	if (cfg->logs.n > 0 && (cfg->html == NULL || cfg->compare))
		die(EXIT_MISUSE, "--log goes with --html, without --compare");
	if (cfg->baseline != NULL && !cfg->compare)
		die(EXIT_MISUSE, "--baseline goes with --compare");
}

static void
check_scoring(const struct score_options *o)
{
	if (o->model == NULL)
		die(EXIT_MISUSE, "no model; give -m PATH, or --summary");
	if (o->stop.n > 0 && o->generate == 0)
		die(EXIT_MISUSE, "--stop goes with --generate");
	if (o->forward && !o->gain)
		die(EXIT_MISUSE, "--min-gain goes with --gain");
	if (o->scores != NULL && !o->forward)
		die(EXIT_MISUSE, "--scores goes with --min-gain");
	if (o->nll && o->adapter.n > 1)
		die(EXIT_MISUSE, "--nll and --gain take one --adapter");
	if (o->nll && (o->generate > 0 || o->cache != NULL))
		die(EXIT_MISUSE, "--generate and --cache go without --nll");
}

/* No output takes the place of an input or of another output. */
static void
check_files(const struct config *cfg)
{
	const struct opt_common *c = &cfg->common;
	const char *outputs[] = { c->output == NULL ? "-" : c->output,
		cfg->scoring.scores, cfg->html };
	struct err e;

	if (outputs_check(outputs, sizeof outputs / sizeof *outputs, c->files,
		c->n_files, &e))
		die(EXIT_MISUSE, "%s", e.msg);
}

static void
check_options(struct config *cfg)
{
	size_t at = 0;
	const char *idle = opt_next_idle(
	    &spec, cfg, cfg->summary ? MODE_TABLES : MODE_SCORING, &at);

	if (idle == NULL && cfg->summary && opt_given(&spec, cfg, "count"))
		idle = "count";
	if (idle != NULL)
		die(EXIT_MISUSE, "--%s goes %s --summary", idle,
		    cfg->summary ? "without" : "with");
	cfg->scoring.forward = opt_given(&spec, cfg, "min-gain");
	cfg->scoring.nll |= cfg->scoring.gain;
	if (cfg->summary)
		check_tables(cfg);
	else
		check_scoring(&cfg->scoring);
	check_files(cfg);
}

/* Several ranks read the same sets, each for itself. */
static void
check_comm(const struct config *cfg, struct comm *comm)
{
	const struct opt_common *c = &cfg->common;
	bool pipe = c->n_files == 0;

	if (comm_size(comm) == 1)
		return;
	for (size_t i = 0; i < c->n_files; i++)
		pipe |= !file_exists(c->files[i]);
	if (cfg->summary || cfg->scoring.nll)
		warn("--summary, --nll and --gain are for one rank");
	else if (pipe)
		warn("several ranks read FILEs, not a pipe");
	else
		return;
	comm_abort(comm, EXIT_MISUSE);
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct comm *comm;
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	check_options(&cfg);
	comm = comm_new();
	check_comm(&cfg, comm);
	rc = cfg.summary ? summarize(&cfg, &e) : score(&cfg, comm, &e);
	free(cfg.scoring.stop.v);
	free(cfg.scoring.adapter.v);
	free(cfg.logs.v);
	if (rc != 0) {
		warn("%s", e.msg);
		comm_abort(comm, EXIT_FAIL);
		comm_free(comm);
		return EXIT_FAIL;
	}
	comm_free(comm);
	return EXIT_DONE;
}
