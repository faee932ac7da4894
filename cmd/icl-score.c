/* Tokens and a model to scores, and scores to tables. See icl-score(1). */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/opt.h"
#include "base/progress.h"
#include "base/team.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/json.h"
#include "io/tokens.h"
#include "model/filter.h"
#include "model/weights.h"
#include "nn/gemm.h"
#include "nn/half.h"
#include "report/scoring.h"
#include "report/show.h"
#include "tok/answer.h"
#include "tok/tokenizer.h"

struct config {
	const char *model, *run, *group, *scores, *cache, *html, *lm_eval,
	    *episodes;
	uint64_t micro_tokens, generate;
	struct opt_list stop, adapter;
	bool nll, gain;
	double min_gain;
	bool summary, text, json, tsv, compare, confusion, labels;
	int rule, calibrate, prior, f1, spread, precision;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "scoring", 0, 0, 0 },
	{ 'm', "model", OPT_TEXT, OPT_RECORD | OPT_PATH, "PATH", NULL,
	    "model folder or .gguf file", AT(model), 0, 0 },
	{ 0, "adapter", OPT_LIST, OPT_RECORD | OPT_PATH, "DIR", NULL,
	    "with this PEFT adapter, or 'none'; repeats, all are scored",
	    AT(adapter), 0, 0 },
	{ 0, "run", OPT_TEXT, OPT_RECORD, "NAME", NULL,
	    "name of the run in tables [the model's, +adapter]", AT(run), 0,
	    0 },
	{ 0, "micro-tokens", OPT_U64, 0, "N", "1024",
	    "tokens computed at once: memory, never a result", AT(micro_tokens),
	    16, 1 << 20 },
	{ 0, "precision", OPT_CHOICE, OPT_RECORD, "fp32|bf16", "fp32",
	    "of the operands of matrix products", AT(precision), 0, 0 },
	{ 0, "generate", OPT_U64, OPT_RECORD, "N", NULL,
	    "answer free-form queries in at most N tokens", AT(generate), 1,
	    1 << 20 },
	{ 0, "stop", OPT_LIST, OPT_RECORD, "STR", NULL,
	    "text that ends an answer, \\n a newline; repeats [the set's]",
	    AT(stop), 0, 0 },
	{ 0, "cache", OPT_TEXT, 0, "DIR", NULL,
	    "keep each set's scores there, take them if there", AT(cache), 0,
	    0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "training tokens", 0, 0, 0 },
	{ 0, "nll", OPT_FLAG, OPT_RECORD, NULL, NULL,
	    "the loss of each example of each record", AT(nll), 0, 0 },
	{ 0, "gain", OPT_FLAG, OPT_RECORD, NULL, NULL,
	    "and what demonstrations save the query, nats a token", AT(gain), 0,
	    0 },
	{ 0, "min-gain", OPT_F64, OPT_RECORD, "G", NULL,
	    "write the tokens on whose records gain more", AT(min_gain), -1e9,
	    1e9 },
	{ 0, "scores", OPT_TEXT, 0, "FILE", NULL,
	    "with --min-gain: write the scores there", AT(scores), 0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "tables", 0, 0, 0 },
	{ 0, "summary", OPT_FLAG, 0, NULL, NULL,
	    "read scores and print what they come to", AT(summary), 0, 0 },
	{ 0, "rule", OPT_CHOICE, 0, "mean|sum|char|byte|diff|first", "mean",
	    "what of a candidate is compared", AT(rule), 0, 0 },
	{ 0, "calibrate", OPT_CHOICE, 0, "none|pmi|cc|dc|bc", "none",
	    "what is taken away from it", AT(calibrate), 0, 0 },
	{ 0, "prior", OPT_CHOICE, 0, "uniform|empirical", "uniform",
	    "of labels in channel: none, or as demonstrations have them",
	    AT(prior), 0, 0 },
	{ 0, "f1", OPT_CHOICE, 0, "gold|union|declared", "gold",
	    "classes that macro-F1 is over", AT(f1), 0, 0 },
	{ 0, "group", OPT_TEXT, 0, "FILE", NULL,
	    "average by groups: {\"name\": [task, ...]}", AT(group), 0, 0 },
	{ 0, "compare", OPT_FLAG, 0, NULL, NULL,
	    "the second FILE against the first, paired", AT(compare), 0, 0 },
	{ 0, "spread", OPT_CHOICE, 0, "seed|order|layout", NULL,
	    "how far results lie apart by it", AT(spread), 0, 0 },
	{ 0, "confusion", OPT_FLAG, 0, NULL, NULL,
	    "gold against predicted classes", AT(confusion), 0, 0 },
	{ 0, "labels", OPT_FLAG, 0, NULL, NULL,
	    "how far predictions follow the demonstrations' labels", AT(labels),
	    0, 0 },
	{ 0, "text", OPT_FLAG, 0, NULL, NULL, "columns of text [default]",
	    AT(text), 0, 0 },
	{ 0, "tsv", OPT_FLAG, 0, NULL, NULL, "tab-separated values", AT(tsv), 0,
	    0 },
	{ 0, "json", OPT_FLAG, 0, NULL, NULL, "JSON", AT(json), 0, 0 },
	{ 0, "html", OPT_TEXT, 0, "FILE", NULL,
	    "also write a page with tables and plots", AT(html), 0, 0 },
	{ 0, "lm-eval", OPT_TEXT, 0, "DIR", NULL,
	    "also write what lm-evaluation-harness writes", AT(lm_eval), 0, 0 },
	{ 0, "episodes", OPT_TEXT, 0, "FILE", NULL,
	    "for it: the episodes that were scored", AT(episodes), 0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	gemm_begin(1);
	printf("zstd %s, json-c %s, kernels %s, %s\n", stream_version(),
	    json_version(), gemm_kernels(), team_version());
}

static const struct opt_spec spec = {
	.tool = "icl-score",
	.synopsis =
	    "-m PATH [options] [FILE...] | --summary [options] [FILE...]",
	.purpose = "Scores candidates by a model; prints what scores come to.",
	.options = options,
	.common = offsetof(struct config, common),
	.about = about,
};

/* A stream of tokens on its way through a model. */
struct job {
	const struct config *cfg;
	struct team *team;
	struct reader *in;
	struct token_vocab vocab;
	struct weights *w;
	struct scoring_arm *arms; /* the model itself, or with adapters */
	size_t n_arms;
	struct tokenizer *tokenizer; /* NULL: the model has none */
	struct writer *out, *scores; /* scores: with --min-gain, or NULL */
	struct arena arena;
	struct progress progress;
};

/* What a model or adapter is called: its file's or folder's name. */
static struct str
name_of(const char *path)
{
	struct str s = str_of(path);
	size_t from;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	for (from = s.n; from > 0 && s.p[from - 1] != '/';)
		from--;
	return str_slice(s, from, s.n);
}

/* --run NAME, or the model's name; and which adapter, where it would not
 * tell. */
static struct str
run_name(struct job *job, struct str adapter)
{
	const struct config *cfg = job->cfg;
	struct buf b = { 0 };
	struct str s;

	buf_str(&b, cfg->run != NULL ? str_of(cfg->run) : name_of(cfg->model));
	if (adapter.n > 0 && (cfg->run == NULL || cfg->adapter.n > 1)) {
		buf_byte(&b, '+');
		buf_str(&b, adapter);
	}
	s = (struct str){ arena_copy(&job->arena, b.p, b.n), b.n };
	buf_release(&b);
	return s;
}

/* An arm for each --adapter; without one, the model itself. */
static int
load_adapters(struct job *job, struct err *e)
{
	const struct opt_list *list = &job->cfg->adapter;

	job->n_arms = list->n > 0 ? list->n : 1;
	job->arms = mem_new(job->n_arms, sizeof *job->arms);
	for (size_t i = 0; i < job->n_arms; i++) {
		struct scoring_arm *arm = &job->arms[i];

		if (i < list->n && strcmp(list->v[i], "none") != 0) {
			arm->adapter = adapter_load(list->v[i], job->w, e);
			if (arm->adapter == NULL)
				return -1;
			arm->name = name_of(list->v[i]);
		}
		arm->run = run_name(job, arm->name);
		for (size_t j = 0; j < i; j++)
			if (str_eq(job->arms[j].run, arm->run))
				return err_set(e,
				    "--adapter: two runs called '%.*s'; score "
				    "them apart, each with a --run",
				    STR_ARG(arm->run));
	}
	return 0;
}

static void
free_adapters(struct job *job)
{
	for (size_t i = 0; i < job->n_arms; i++)
		adapter_free(job->arms[i].adapter);
	free(job->arms);
}

static void
report(
    const struct job *job, uint64_t n_read, uint64_t n_written, uint64_t n_bad)
{
	double seconds = progress_clock() - job->progress.start;

	if (team_rank(job->team) > 0)
		return;
	if (n_bad > 0)
		warn("%ju bad records skipped", (uintmax_t)n_bad);
	if (job->cfg->common.verbose)
		warn("%ju records read, %ju written in %.1f s",
		    (uintmax_t)n_read, (uintmax_t)n_written, seconds);
}

static void
report_cost(const struct job *job, const struct scoring *s)
{
	const struct scorer_cost *c = &s->cost;
	double seconds = progress_clock() - job->progress.start;

	if (!job->cfg->common.verbose || team_rank(job->team) > 0)
		return;
	if (s->cache != NULL)
		warn("%ju sets out of the cache", (uintmax_t)s->n_cached);
	if (c->candidates > 0)
		warn("%ju sets, %ju candidates: %ju tokens asked for, %ju "
		     "computed, %ju saved by sharing (%.1f times fewer), %ju "
		     "log-probabilities, %.1f GFLOP/s",
		    (uintmax_t)c->sets, (uintmax_t)c->candidates,
		    (uintmax_t)c->asked, (uintmax_t)c->computed,
		    (uintmax_t)(c->asked > c->computed ? c->asked - c->computed
						       : 0),
		    (double)c->asked / (double)c->computed,
		    (uintmax_t)c->targets, c->flops / 1e9 / seconds);
}

static int
score_sets(struct job *job, struct err *e)
{
	const struct config *cfg = job->cfg;
	struct scoring s = {
		.team = job->team,
		.in = job->in,
		.out = job->out,
		.vocab = &job->vocab,
		.weights = job->w,
		.tokenizer = job->tokenizer,
		.model = name_of(cfg->model),
		.arms = job->arms,
		.n_arms = job->n_arms,
		.micro_tokens = cfg->micro_tokens,
		.threads = (unsigned)cfg->common.threads,
		.generate = cfg->generate,
		.stop = answer_stops(cfg->stop.v, cfg->stop.n, &job->arena),
		.cache = cfg->cache,
		.count = cfg->common.count,
		.skip_bad = cfg->common.skip_bad,
		.progress = &job->progress,
	};

	if (scoring_run(&s, e))
		return -1;
	report(job, s.n_read, s.n_written, s.n_bad);
	report_cost(job, &s);
	return 0;
}

static int
score_episodes(struct job *job, struct err *e)
{
	const struct config *cfg = job->cfg;
	bool passes = opt_given(&spec, cfg, "min-gain");
	struct filter f = {
		.in = job->in,
		.vocab = &job->vocab,
		.weights = job->w,
		.adapter = job->arms[0].adapter,
		.micro_tokens = cfg->micro_tokens,
		.threads = (unsigned)cfg->common.threads,
		.gain = cfg->gain,
		.min_gain = cfg->min_gain,
		.pass = passes ? job->out : NULL,
		.scores = passes ? job->scores : job->out,
		.count = cfg->common.count,
		.skip_bad = cfg->common.skip_bad,
		.progress = &job->progress,
	};

	if (filter_run(&f, e))
		return -1;
	report(job, f.n_read, f.n_written, f.n_bad);
	return 0;
}

/* The tokens must be of the model's own vocabulary. */
static int
check_vocab(struct job *job, struct err *e)
{
	char digest[DIGEST_HEX];

	if (job->vocab.size > job->w->config.vocab_size)
		return err_set(e,
		    "%s: tokens of %ju kinds, the model has %zu; use icl-tok "
		    "-t with this model",
		    reader_name(job->in), (uintmax_t)job->vocab.size,
		    job->w->config.vocab_size);
	job->tokenizer = tokenizer_load(job->cfg->model, NULL, e);
	if (job->tokenizer == NULL && job->cfg->generate > 0)
		return -1;
	if (job->tokenizer == NULL) {
		warn("%s; cannot tell whether the tokens are this model's",
		    e->msg);
		return 0;
	}
	tokenizer_digest(job->tokenizer, digest);
	return token_vocab_check(
	    job->in, &job->vocab, digest, job->cfg->model, e);
}

static struct writer *
begin_stream(
    struct job *job, const struct opt_common *c, enum kind kind, struct err *e)
{
	struct writer *w = intro_writer(c, kind, e);
	struct buf more = { 0 };
	struct intro intro = { .kind = kind,
		.from = job->in,
		.spec = &spec,
		.config = job->cfg,
		.inputs = &job->cfg->model,
		.n_inputs = 1 };

	buf_str(&more, STR(",\"kernels\":"));
	json_put_str(&more, str_of(gemm_kernels()));
	if (kind == KIND_TOKENS)
		token_vocab_write(&more, &job->vocab);
	intro.more = buf_view(&more);
	if (w != NULL && intro_write(w, &intro, e)) {
		writer_free(w);
		w = NULL;
	}
	buf_release(&more);
	return w;
}

static int
begin_output(struct job *job, struct err *e)
{
	const struct config *cfg = job->cfg;
	bool filter = opt_given(&spec, cfg, "min-gain");
	struct opt_common to_scores = cfg->common;

	if (team_rank(job->team) > 0)
		return 0;
	job->out = begin_stream(
	    job, &cfg->common, filter ? KIND_TOKENS : KIND_SCORES, e);
	if (job->out == NULL)
		return -1;
	to_scores.output = cfg->scores;
	if (cfg->scores != NULL) {
		job->scores = begin_stream(job, &to_scores, KIND_SCORES, e);
		if (job->scores == NULL)
			return -1;
	}
	return 0;
}

static int
begin(struct job *job, struct err *e)
{
	const struct config *cfg = job->cfg;

	if (reader_begin(job->in, 1u << KIND_TOKENS, e) ||
	    token_vocab_read(job->in, &job->vocab, e))
		return -1;
	job->w = weights_load(cfg->model, e);
	if (job->w == NULL || load_adapters(job, e) || check_vocab(job, e))
		return -1;
	gemm_begin((unsigned)cfg->common.threads);
	if (cfg->precision != 0)
		weights_halve(job->w, (unsigned)cfg->common.threads);
	if (cfg->precision != 0 && cfg->common.verbose)
		warn("%s", half_kernels());
	return begin_output(job, e);
}

static int
commit(struct job *job, struct err *e)
{
	if (job->scores != NULL && writer_commit(job->scores, e))
		return -1;
	return writer_commit(job->out, e);
}

static int
run_scoring(const struct config *cfg, struct team *team, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	struct job job = { .cfg = cfg, .team = team };
	int rc = -1;

	job.in = reader_new(c->files, c->n_files);
	if (begin(&job, e) == 0) {
		progress_begin(&job.progress, "records",
		    team_rank(team) == 0 && opt_progress(c));
		rc = cfg->nll ? score_episodes(&job, e) : score_sets(&job, e);
		progress_end(&job.progress);
	}
	if (rc == 0 && team_rank(team) == 0)
		rc = commit(&job, e);
	tokenizer_free(job.tokenizer);
	free_adapters(&job);
	weights_free(job.w);
	writer_free(job.scores);
	writer_free(job.out);
	reader_free(job.in);
	arena_release(&job.arena);
	return rc;
}

/* Lines for people on stderr, each under the tool's name. */
static void
warn_lines(struct str notes)
{
	size_t from = 0;

	for (size_t i = 0; i < notes.n; i++) {
		if (notes.p[i] != '\n')
			continue;
		warn("%.*s", STR_ARG(str_slice(notes, from, i)));
		from = i + 1;
	}
}

/* Of this moment, or as reproducible builds say it. */
static int64_t
seconds_now(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");

	return fixed != NULL ? strtoll(fixed, NULL, 10) : (int64_t)time(NULL);
}

static int
run_summary(const struct config *cfg, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	struct buf text = { 0 }, notes = { 0 }, page = { 0 };
	const struct show show = {
		.what = cfg->compare                      ? SHOW_COMPARE
			: cfg->confusion                  ? SHOW_CONFUSION
			: cfg->labels                     ? SHOW_LABELS
			: opt_given(&spec, cfg, "spread") ? SHOW_SPREAD
							  : SHOW_SUMMARY,
		.how = { (enum rule)cfg->rule, (enum calibration)cfg->calibrate,
		    (enum prior)cfg->prior },
		.f1 = (enum f1_policy)cfg->f1,
		.form = cfg->json  ? TABLE_JSON
			: cfg->tsv ? TABLE_TSV
				   : TABLE_TEXT,
		.spread = (enum spread)cfg->spread,
		.group = cfg->group,
		.files = c->files,
		.n_files = c->n_files,
		.seed = c->seed,
		.skip_bad = c->skip_bad,
		.harness = cfg->lm_eval,
		.episodes = cfg->episodes,
		.when = seconds_now(),
		.page = cfg->html != NULL ? &page : NULL,
	};
	struct writer *out = NULL;
	int rc = show_scores(&show, &text, &notes, e);

	warn_lines(buf_view(&notes));
	if (rc == 0 && cfg->html != NULL)
		rc = file_put(cfg->html, buf_view(&page), e);
	if (rc == 0) {
		out = writer_new(c->output, FORM_PEOPLE, (int)c->level, e);
		rc = out == NULL || writer_bytes(out, text.p, text.n, e) ||
			     writer_commit(out, e)
			 ? -1
			 : 0;
	}
	writer_free(out);
	buf_release(&text);
	buf_release(&notes);
	buf_release(&page);
	return rc;
}

static void
check_options(struct config *cfg)
{
	static const char *const of_summary[] = { "rule", "calibrate", "f1",
		"group", "compare", "confusion", "labels", "prior", "spread",
		"html", "lm-eval", "episodes", "text", "tsv", "json" };
	static const char *const of_scoring[] = { "model", "adapter", "run",
		"micro-tokens", "count", "generate", "stop", "nll", "gain",
		"min-gain", "scores", "cache" };
	const char *const *wrong = cfg->summary ? of_scoring : of_summary;
	size_t n = cfg->summary ? sizeof of_scoring / sizeof *of_scoring
				: sizeof of_summary / sizeof *of_summary;

	for (size_t i = 0; i < n; i++)
		if (opt_given(&spec, cfg, wrong[i]))
			die(EXIT_MISUSE, "--%s goes %s --summary", wrong[i],
			    cfg->summary ? "without" : "with");
	if (!cfg->summary && cfg->model == NULL)
		die(EXIT_MISUSE, "no model; give -m PATH, or --summary");
	if (cfg->text + cfg->tsv + cfg->json > 1)
		die(EXIT_MISUSE, "one of --text, --tsv, --json");
	if (cfg->compare + cfg->confusion + cfg->labels +
		opt_given(&spec, cfg, "spread") >
	    1)
		die(EXIT_MISUSE,
		    "one of --compare, --spread, --confusion, --labels");
	if (cfg->html != NULL &&
	    (cfg->compare || cfg->confusion || cfg->labels))
		die(EXIT_MISUSE,
		    "--html goes without --compare, --confusion, --labels");
	if (cfg->lm_eval != NULL &&
	    (cfg->compare || cfg->confusion || cfg->labels))
		die(EXIT_MISUSE,
		    "--lm-eval goes without --compare, --confusion, --labels");
	if ((cfg->lm_eval == NULL) != (cfg->episodes == NULL))
		die(EXIT_MISUSE, "--lm-eval DIR goes with --episodes FILE");
	if (cfg->compare && cfg->common.n_files != 2)
		die(EXIT_MISUSE, "--compare takes two FILEs");
	if (cfg->stop.n > 0 && cfg->generate == 0)
		die(EXIT_MISUSE, "--stop goes with --generate");
	if (opt_given(&spec, cfg, "min-gain") && !cfg->gain)
		die(EXIT_MISUSE, "--min-gain goes with --gain");
	if (cfg->scores != NULL && !opt_given(&spec, cfg, "min-gain"))
		die(EXIT_MISUSE, "--scores goes with --min-gain");
	cfg->nll |= cfg->gain;
	if (cfg->nll && cfg->adapter.n > 1)
		die(EXIT_MISUSE, "--nll and --gain take one --adapter");
	if (cfg->nll && (cfg->generate > 0 || cfg->cache != NULL))
		die(EXIT_MISUSE, "--generate and --cache go without --nll");
}

/* Several ranks read the same sets, each for itself. */
static void
check_team(const struct config *cfg, struct team *team)
{
	const struct opt_common *c = &cfg->common;
	bool pipe = c->n_files == 0;

	if (team_size(team) == 1)
		return;
	for (size_t i = 0; i < c->n_files; i++)
		pipe |= !file_exists(c->files[i]);
	if (cfg->summary || cfg->nll)
		warn("--summary, --nll and --gain are for one rank");
	else if (pipe)
		warn("several ranks read FILEs, not a pipe");
	else
		return;
	team_abort(team, EXIT_MISUSE);
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct team *team;
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	check_options(&cfg);
	team = team_new();
	check_team(&cfg, team);
	rc = cfg.summary ? run_summary(&cfg, &e) : run_scoring(&cfg, team, &e);
	free(cfg.stop.v);
	free(cfg.adapter.v);
	if (rc != 0) {
		warn("%s", e.msg);
		team_abort(team, EXIT_FAIL);
		return EXIT_FAIL;
	}
	team_free(team);
	return EXIT_DONE;
}
