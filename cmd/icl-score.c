/* Tokens and a model to scores, and scores to tables. See icl-score(1). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"
#include "base/progress.h"
#include "io/intro.h"
#include "io/json.h"
#include "io/scores.h"
#include "io/tokens.h"
#include "model/scorer.h"
#include "nn/gemm.h"
#include "report/show.h"
#include "tok/tokenizer.h"

struct config {
	const char *model, *run, *group;
	uint64_t micro_tokens;
	bool summary, text, json, tsv, compare, confusion;
	int rule, calibrate, f1;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "scoring", 0, 0, 0 },
	{ 'm', "model", OPT_TEXT, OPT_RECORD | OPT_PATH, "PATH", NULL,
	    "model folder or .gguf file", AT(model), 0, 0 },
	{ 0, "run", OPT_TEXT, OPT_RECORD, "NAME", NULL,
	    "name of the run in tables [the model's]", AT(run), 0, 0 },
	{ 0, "micro-tokens", OPT_U64, 0, "N", "1024",
	    "tokens computed at once: memory, never a result", AT(micro_tokens),
	    16, 1 << 20 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "tables", 0, 0, 0 },
	{ 0, "summary", OPT_FLAG, 0, NULL, NULL,
	    "read scores and print what they come to", AT(summary), 0, 0 },
	{ 0, "rule", OPT_CHOICE, 0, "mean|sum|char|byte|diff|first", "mean",
	    "what of a candidate is compared", AT(rule), 0, 0 },
	{ 0, "calibrate", OPT_CHOICE, 0, "none|pmi|cc|dc|bc", "none",
	    "what is taken away from it", AT(calibrate), 0, 0 },
	{ 0, "f1", OPT_CHOICE, 0, "gold|union|declared", "gold",
	    "classes that macro-F1 is over", AT(f1), 0, 0 },
	{ 0, "group", OPT_TEXT, 0, "FILE", NULL,
	    "average by groups: {\"name\": [task, ...]}", AT(group), 0, 0 },
	{ 0, "compare", OPT_FLAG, 0, NULL, NULL,
	    "the second FILE against the first, paired", AT(compare), 0, 0 },
	{ 0, "confusion", OPT_FLAG, 0, NULL, NULL,
	    "gold against predicted classes", AT(confusion), 0, 0 },
	{ 0, "text", OPT_FLAG, 0, NULL, NULL, "columns of text [default]",
	    AT(text), 0, 0 },
	{ 0, "tsv", OPT_FLAG, 0, NULL, NULL, "tab-separated values", AT(tsv), 0,
	    0 },
	{ 0, "json", OPT_FLAG, 0, NULL, NULL, "JSON", AT(json), 0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	gemm_begin(1);
	printf("zstd %s, json-c %s, kernels %s\n", stream_version(),
	    json_version(), gemm_kernels());
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

enum { RECORD_HEAD = 5 }; /* of a tokens record: its type and length */

/* The sets and queries of one stream on their way through the scorer. */
struct job {
	const struct config *cfg;
	struct reader *in;
	struct writer *out;
	struct scorer *scorer;
	struct token_vocab vocab;
	struct arena arena; /* of the set being read and its queries */
	bool has_set;
	struct token_set set;
	struct token_query *queries; /* of the set */
	size_t n_queries, queries_cap;
	uint64_t n_sets, n_written, n_read, n_bad;
	struct buf line;
	struct progress progress;
};

/* What the model is called: its file's or folder's name. */
static struct str
model_name(const struct config *cfg)
{
	struct str s = str_of(cfg->model);
	size_t from;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	for (from = s.n; from > 0 && s.p[from - 1] != '/';)
		from--;
	return str_slice(s, from, s.n);
}

static bool
is_full(const struct job *job)
{
	uint64_t count = job->cfg->common.count;

	return count > 0 && job->n_written >= count;
}

static int
write_line(struct job *job, struct err *e)
{
	int rc = 0;

	if (!is_full(job)) {
		rc = writer_line(job->out, buf_view(&job->line), e);
		job->n_written++;
	}
	buf_reset(&job->line);
	return rc;
}

static int
write_set(struct job *job, struct err *e)
{
	const struct token_set *from = &job->set;
	const struct score_set s = {
		.set = job->n_sets,
		.k = from->k,
		.seed = from->seed,
		.task = from->task,
		.method = from->method,
		.layout = from->layout,
		.metric = from->metric,
		.variant = from->variant,
		.model = model_name(job->cfg),
		.run = job->cfg->run != NULL ? str_of(job->cfg->run)
					     : model_name(job->cfg),
		.options = from->options,
	};

	score_set_write(&job->line, &s);
	return write_line(job, e);
}

static int
finish_set(struct job *job, struct err *e)
{
	struct score_query *scores =
	    arena_alloc(&job->arena, job->n_queries, sizeof *scores);

	if (!job->has_set || is_full(job))
		return 0;
	if (scorer_set(job->scorer, &job->set, job->queries, job->n_queries,
		&job->arena, scores, e) ||
	    write_set(job, e))
		return -1;
	for (size_t i = 0; i < job->n_queries; i++) {
		scores[i].set = job->n_sets;
		score_query_write(&job->line, &scores[i]);
		if (write_line(job, e))
			return -1;
	}
	job->n_sets++;
	job->n_queries = 0;
	progress_tick(&job->progress, job->n_read, reader_done(job->in),
	    reader_total(job->in));
	return 0;
}

/*
 * The record stands in memory of the set before it, so it is taken out and
 * read again.
 */
static int
begin_set(struct job *job, const struct token_set *set, struct err *e)
{
	struct token_record again;
	struct buf bytes = { 0 };
	const char *body;
	int rc;

	token_set_write(&bytes, set);
	rc = finish_set(job, e);
	if (rc == 0) {
		arena_reset(&job->arena);
		body = arena_copy(&job->arena, bytes.p, bytes.n);
		rc = token_parse(body[0],
		    (struct str){ body + RECORD_HEAD, bytes.n - RECORD_HEAD },
		    &job->vocab, &job->arena, &again, e);
		job->set = again.set;
		job->has_set = true;
	}
	buf_release(&bytes);
	return rc;
}

static int
add_query(struct job *job, const struct token_query *q, struct err *e)
{
	int rc = job->has_set ? scorer_check(job->scorer, &job->set, q, e)
			      : err_set(e, "a query before the first set");

	job->n_read++;
	if (rc != 0 && job->cfg->common.skip_bad) {
		job->n_bad++;
		return 0;
	}
	if (rc != 0)
		return reader_err(job->in, e);
	job->queries = mem_grow(job->queries, &job->queries_cap,
	    job->n_queries + 1, sizeof *job->queries);
	job->queries[job->n_queries++] = *q;
	return 0;
}

static int
score(struct job *job, struct err *e)
{
	struct token_record rec;
	int rc = 0;

	progress_begin(
	    &job->progress, "queries", opt_progress(&job->cfg->common));
	while (!is_full(job) && (rc = token_next(job->in, &job->vocab,
				     &job->arena, &rec, e)) > 0) {
		if (rec.type == EPISODE_TRAIN)
			rc = err_set(e,
			    "a training record; make sets with icl-episode "
			    "--eval");
		else if (rec.type == EPISODE_SET)
			rc = begin_set(job, &rec.set, e);
		else
			rc = add_query(job, &rec.query, e);
		if (rc < 0)
			break;
	}
	if (rc >= 0)
		rc = finish_set(job, e);
	progress_end(&job->progress);
	return rc;
}

/* The tokens must be of the model's own vocabulary. */
static int
check_vocab(const struct job *job, const struct weights *w, struct err *e)
{
	char digest[DIGEST_HEX];
	struct tokenizer *t;

	if (job->vocab.size > w->config.vocab_size)
		return err_set(e,
		    "%s: tokens of %ju kinds, the model has %zu; use icl-tok "
		    "-t with this model",
		    reader_name(job->in), (uintmax_t)job->vocab.size,
		    w->config.vocab_size);
	t = tokenizer_load(job->cfg->model, NULL, e);
	if (t == NULL) {
		warn("%s; cannot tell whether the tokens are this model's",
		    e->msg);
		return 0;
	}
	tokenizer_digest(t, digest);
	tokenizer_free(t);
	if (strcmp(digest, job->vocab.digest) != 0)
		return err_set(e,
		    "%s: tokens of another vocabulary than the model's; use "
		    "icl-tok -t %s",
		    reader_name(job->in), job->cfg->model);
	return 0;
}

static void
report(const struct job *job)
{
	struct scorer_cost c = scorer_cost(job->scorer);
	double seconds = progress_clock() - job->progress.start;

	if (job->n_bad > 0)
		warn("%ju bad queries skipped", (uintmax_t)job->n_bad);
	if (!job->cfg->common.verbose)
		return;
	warn("%ju sets, %ju queries, %ju candidates in %.1f s", //
	    (uintmax_t)c.sets, (uintmax_t)c.queries, (uintmax_t)c.candidates,
	    seconds);
	warn("%ju tokens asked for, %ju computed (%.1f times fewer), %ju "
	     "log-probabilities, %.1f GFLOP/s",
	    (uintmax_t)c.asked, (uintmax_t)c.computed,
	    (double)c.asked / (double)(c.computed > 0 ? c.computed : 1),
	    (uintmax_t)c.targets, c.flops / 1e9 / seconds);
}

static int
begin_output(struct job *job, struct err *e)
{
	const char *inputs[] = { job->cfg->model };
	struct buf more = { 0 };
	struct intro intro = { .kind = KIND_SCORES,
		.from = job->in,
		.spec = &spec,
		.config = job->cfg,
		.inputs = inputs,
		.n_inputs = 1 };
	int rc;

	job->out = intro_writer(&job->cfg->common, KIND_SCORES, e);
	if (job->out == NULL)
		return -1;
	buf_str(&more, STR(",\"kernels\":"));
	json_put_str(&more, str_of(gemm_kernels()));
	intro.more = buf_view(&more);
	rc = intro_write(job->out, &intro, e);
	buf_release(&more);
	return rc;
}

static int
run_scoring(const struct config *cfg, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	struct job job = { .cfg = cfg };
	struct weights *w = NULL;
	int rc = -1;

	job.in = reader_new(c->files, c->n_files);
	if (reader_begin(job.in, 1u << KIND_TOKENS, e) == 0 &&
	    token_vocab_read(job.in, &job.vocab, e) == 0 &&
	    (w = weights_load(cfg->model, e)) != NULL &&
	    check_vocab(&job, w, e) == 0) {
		job.scorer =
		    scorer_new(w, cfg->micro_tokens, (unsigned)c->threads);
		if (begin_output(&job, e) == 0 && score(&job, e) == 0)
			rc = writer_commit(job.out, e);
	}
	if (rc == 0)
		report(&job);
	scorer_free(job.scorer);
	weights_free(w);
	writer_free(job.out);
	reader_free(job.in);
	arena_release(&job.arena);
	buf_release(&job.line);
	free(job.queries);
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

static int
run_summary(const struct config *cfg, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	const struct show show = {
		.what = cfg->compare     ? SHOW_COMPARE
			: cfg->confusion ? SHOW_CONFUSION
					 : SHOW_SUMMARY,
		.rule = (enum rule)cfg->rule,
		.calibrate = (enum calibration)cfg->calibrate,
		.f1 = (enum f1_policy)cfg->f1,
		.form = cfg->json  ? TABLE_JSON
			: cfg->tsv ? TABLE_TSV
				   : TABLE_TEXT,
		.group = cfg->group,
		.files = c->files,
		.n_files = c->n_files,
		.seed = c->seed,
		.skip_bad = c->skip_bad,
	};
	struct buf text = { 0 }, notes = { 0 };
	struct writer *out = NULL;
	int rc = show_scores(&show, &text, &notes, e);

	warn_lines(buf_view(&notes));
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
	return rc;
}

static void
check_options(const struct config *cfg)
{
	static const char *const of_summary[] = { "rule", "calibrate", "f1",
		"group", "compare", "confusion", "text", "tsv", "json" };
	static const char *const of_scoring[] = { "model", "run",
		"micro-tokens", "count" };
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
	if (cfg->compare && cfg->confusion)
		die(EXIT_MISUSE, "one of --compare, --confusion");
	if (cfg->compare && cfg->common.n_files != 2)
		die(EXIT_MISUSE, "--compare takes two FILEs");
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct err e;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	check_options(&cfg);
	if ((cfg.summary ? run_summary(&cfg, &e) : run_scoring(&cfg, &e)) != 0)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
