/* A model over a stream of tokens, from files to files: see score_stream.h. */
#include "score/score_stream.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/progress.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/json.h"
#include "io/tokens.h"
#include "score/filter.h"
#include "model/weights.h"
#include "nn/backend.h"
#include "nn/gemm.h"
#include "score/score_sets.h"
#include "score/answer.h"
#include "score/work.h"
#include "tok/tokenizer.h"

/* The run: model, streams and what is counted. */
struct job {
	const struct score_stream *m;
	const struct score_options *o; /* of m, as are common and comm */
	const struct opt_common *common;
	struct comm *comm;
	struct reader *in;
	struct token_vocab vocab;
	struct weights *w;
	struct scored_model *models; /* the model itself, or with adapters */
	size_t n_models;
	struct tokenizer *tokenizer; /* NULL: the model has none */
	struct writer *out, *scores; /* scores: with --min-gain, or NULL */
	struct arena arena;
	struct progress progress;
};

/* A model or adapter is called by its file's or folder's name. */
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

/* --run NAME, or the model's name; and the adapter's, where several runs would
 * have one name. */
static struct str
run_name(struct job *job, struct str adapter)
{
	const struct score_options *o = job->o;
	struct buf b = { 0 };
	struct str s;

	buf_str(&b, o->run != NULL ? str_of(o->run) : name_of(o->model));
	if (adapter.n > 0 && (o->run == NULL || o->adapter.n > 1)) {
		buf_byte(&b, '+');
		buf_str(&b, adapter);
	}
	s = (struct str){ arena_copy(&job->arena, b.p, b.n), b.n };
	buf_release(&b);
	return s;
}

/* A scored model for each --adapter; without one, the model itself. */
static int
load_adapters(struct job *job, struct err *e)
{
	const struct opt_list *list = &job->o->adapter;

	job->n_models = list->n > 0 ? list->n : 1;
	job->models = mem_new(job->n_models, sizeof *job->models);
	for (size_t i = 0; i < job->n_models; i++) {
		struct scored_model *current = &job->models[i];

		if (i < list->n && strcmp(list->v[i], "none") != 0) {
			current->adapter = adapter_load(list->v[i], job->w, e);
			if (current->adapter == NULL)
				return -1;
			current->name = name_of(list->v[i]);
		}
		current->run = run_name(job, current->name);
		for (size_t j = 0; j < i; j++)
			if (str_eq(job->models[j].run, current->run))
				return err_set(e,
				    "--adapter: two runs called '%.*s'; score "
				    "them apart, each with a --run",
				    STR_ARG(current->run));
	}
	return 0;
}

static void
free_adapters(struct job *job)
{
	for (size_t i = 0; i < job->n_models; i++)
		adapter_free(job->models[i].adapter);
	free(job->models);
}

static void
report(
    const struct job *job, uint64_t n_read, uint64_t n_written, uint64_t n_bad)
{
	double seconds = progress_clock() - job->progress.start;

	if (comm_rank(job->comm) > 0)
		return;
	if (n_bad > 0)
		job->m->say("%ju bad records skipped", (uintmax_t)n_bad);
	if (job->common->verbose)
		job->m->say("%ju records read, %ju written in %.1f s",
		    (uintmax_t)n_read, (uintmax_t)n_written, seconds);
}

static void
report_cost(const struct job *job, const struct score_sets *s)
{
	const struct scorer_cost *c = &s->cost;
	double seconds = progress_clock() - job->progress.start;

	if (!job->common->verbose || comm_rank(job->comm) > 0)
		return;
	if (s->cache != NULL)
		job->m->say(
		    "%ju sets out of the cache", (uintmax_t)s->n_cached);
	if (c->candidates > 0)
		job->m->say(
		    "%ju sets, %ju candidates: %ju tokens asked for, %ju "
		    "computed, %ju saved by sharing (%.1f times fewer), %ju "
		    "log-probabilities, %.1f GFLOP/s",
		    (uintmax_t)c->sets, (uintmax_t)c->candidates,
		    (uintmax_t)c->asked, (uintmax_t)c->computed,
		    (uintmax_t)(c->asked > c->computed ? c->asked - c->computed
						       : 0),
		    (double)c->asked / (double)c->computed,
		    (uintmax_t)c->targets, c->flops / 1e9 / seconds);
}

/* Counted when somebody watches; the ids of FILEs, 0 of a pipe. */
static uint64_t
work_ahead(const struct job *job)
{
	const struct opt_common *c = job->common;

	return job->progress.shown
		   ? work_of_files(c->files, c->n_files, job->o->generate)
		   : 0;
}

static int
score_sets(struct job *job, struct err *e)
{
	const struct score_options *o = job->o;
	struct score_sets s = {
		.comm = job->comm,
		.in = job->in,
		.out = job->out,
		.vocab = &job->vocab,
		.weights = job->w,
		.tokenizer = job->tokenizer,
		.model = name_of(o->model),
		.models = job->models,
		.n_models = job->n_models,
		.micro_tokens = o->micro_tokens,
		.threads = (unsigned)job->common->threads,
		.generate = o->generate,
		.stop = answer_stops(o->stop.v, o->stop.n, &job->arena),
		.cache = o->cache,
		.count = job->common->count,
		.skip_bad = job->common->skip_bad,
		.progress = &job->progress,
		.work = work_ahead(job),
	};

	if (score_sets_run(&s, e))
		return -1;
	report(job, s.n_read, s.n_written, s.n_bad);
	report_cost(job, &s);
	return 0;
}

static int
score_episodes(struct job *job, struct err *e)
{
	const struct score_options *o = job->o;
	struct filter f = {
		.in = job->in,
		.vocab = &job->vocab,
		.weights = job->w,
		.adapter = job->models[0].adapter,
		.micro_tokens = o->micro_tokens,
		.threads = (unsigned)job->common->threads,
		.gain = o->gain,
		.min_gain = o->min_gain,
		.pass = o->forward ? job->out : NULL,
		.scores = o->forward ? job->scores : job->out,
		.count = job->common->count,
		.skip_bad = job->common->skip_bad,
		.progress = &job->progress,
		.work = work_ahead(job),
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
	job->tokenizer = tokenizer_load(job->o->model, NULL, e);
	if (job->tokenizer == NULL && job->o->generate > 0)
		return -1;
	if (job->tokenizer == NULL) {
		job->m->say(
		    "%s; cannot tell whether the tokens are this model's",
		    e->msg);
		return 0;
	}
	tokenizer_digest(job->tokenizer, digest);
	return token_vocab_check(
	    job->in, &job->vocab, digest, job->o->model, e);
}

static struct writer *
begin_stream(
    struct job *job, const struct opt_common *c, enum kind kind, struct err *e)
{
	struct writer *w = intro_writer(c, kind, e);
	struct buf more = { 0 };
	struct intro intro = { .kind = kind,
		.from = job->in,
		.spec = job->m->spec,
		.config = job->m->config,
		.inputs = &job->o->model,
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
	const struct score_options *o = job->o;
	struct opt_common to_scores = *job->common;

	if (comm_rank(job->comm) > 0)
		return 0;
	job->out = begin_stream(
	    job, job->common, o->forward ? KIND_TOKENS : KIND_SCORES, e);
	if (job->out == NULL)
		return -1;
	to_scores.output = o->scores;
	if (o->scores != NULL) {
		job->scores = begin_stream(job, &to_scores, KIND_SCORES, e);
		if (job->scores == NULL)
			return -1;
	}
	return 0;
}

static void
say_kernels(const struct job *job)
{
	struct buf words = { 0 };

	if (gemm_warning() != NULL)
		job->m->say("%s", gemm_warning());
	if (job->w->config.text_part)
		job->m->say("the model's text part alone is used");
	if (!job->common->verbose)
		return;
	if (*model_config_context_words(&job->w->config) != '\0')
		job->m->say("%s", model_config_context_words(&job->w->config));
	backend_describe(&words);
	job->m->say("%s; products %s", words.p, weights_products(job->w));
	buf_release(&words);
}

static int
begin(struct job *job, struct err *e)
{
	const struct score_options *o = job->o;

	if (reader_begin(job->in, 1u << KIND_TOKENS, e) ||
	    token_vocab_read(job->in, &job->vocab, e))
		return -1;
	gemm_begin((unsigned)job->common->threads);
	job->w = weights_map(o->model, e);
	if (job->w == NULL ||
	    model_config_set_context(&job->w->config, o->ctx, e) ||
	    load_adapters(job, e) || check_vocab(job, e))
		return -1;
	weights_prepare(job->w, (enum precision)o->precision,
	    (unsigned)job->common->threads);
	say_kernels(job);
	return begin_output(job, e);
}

/* The scores beside the tokens are there only if these are. */
static int
commit(struct job *job, struct err *e)
{
	if (writer_commit(job->out, e))
		return -1;
	return job->scores != NULL ? writer_commit(job->scores, e) : 0;
}

int
score_stream_run(const struct score_stream *m, struct err *e)
{
	const struct opt_common *c = m->common;
	struct job job = {
		.m = m, .o = m->options, .common = c, .comm = m->comm
	};
	int rc = -1;

	job.in = reader_new(c->files, c->n_files);
	if (begin(&job, e) == 0) {
		progress_begin(&job.progress, "records",
		    comm_rank(m->comm) == 0 ? opt_progress(c) : -1);
		rc = m->options->nll ? score_episodes(&job, e)
				     : score_sets(&job, e);
		progress_end(&job.progress);
	}
	if (rc == 0)
		rc = file_check_maps(e);
	if (rc == 0 && comm_rank(m->comm) == 0)
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
