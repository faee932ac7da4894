/* A run of a model over evaluation sets: see score_sets.h. */
#include "score/score_sets.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "score/cache.h"
#include "io/file.h"
#include "io/scores.h"
#include "score/set_reader.h"
#include "score/generate.h"
#include "score/demo_labels.h"
#include "score/prompt.h"
#include "nn/gemm.h"
#include "score/overlap.h"
#include "score/answer.h"

struct job {
	struct score_sets *s;
	struct scorer *scorer;
	struct generator *generator; /* NULL: no answers */
	struct cache *cache;
	const struct scored_model *current;  /* the one at hand */
	char model_digest[DIGEST_HEX];       /* with a cache */
	char (*adapter_digests)[DIGEST_HEX]; /* [n_models], "" of the bare model
					      */
	struct buf lines; /* of this rank's set, to be written */
	struct buf key, kept;
	/* of progress, in ids: what is done, and the set at hand with the part
	 * of its queries that is being computed */
	uint64_t done, set_work;
	size_t n_queries;
	double from, span;
};

static uint64_t
work_of(const struct job *job, const struct query_set *qs)
{
	uint64_t n = qs->set.ids.n;

	for (size_t i = 0; i < qs->n_queries; i++)
		n += work_of_query(&qs->queries[i], job->s->generate);
	return n;
}

/* Part of a set is computed, under one of the models. */
static void
tell(void *ctx, double share)
{
	struct job *job = ctx;
	struct score_sets *s = job->s;
	double part = job->from + job->span * share;
	double before = (double)(job->current - s->models);
	double count =
	    (before + part) / (double)s->n_models * (double)job->n_queries;

	progress_tick(s->progress, s->n_read + (uint64_t)count,
	    job->done + (uint64_t)(part * (double)job->set_work),
	    s->work * s->n_models);
}

static bool
is_full(const struct score_sets *s)
{
	return s->count > 0 && s->n_written >= s->count;
}

/* Writes lines until enough are written. */
static int
write_lines(struct score_sets *s, struct str lines, struct err *e)
{
	size_t from = 0;

	while (from < lines.n && !is_full(s)) {
		const char *end = memchr(lines.p + from, '\n', lines.n - from);
		size_t to = (size_t)(end - lines.p);

		assert(end != NULL);
		if (writer_line(s->out, str_slice(lines, from, to), e))
			return -1;
		s->n_written++;
		from = to + 1;
	}
	return 0;
}

/* Writes the lines that each rank made, in the order of the ranks. */
static int
write_round(struct job *job, struct err *e)
{
	struct score_sets *s = job->s;
	struct str mine = buf_view(&job->lines);
	size_t *sizes = mem_new(comm_size(s->comm), sizeof *sizes), n = 0;
	char *all = comm_gather(s->comm, mine.p, mine.n, sizes);
	int rc = 0;

	for (unsigned i = 0; i < comm_size(s->comm); i++)
		n += sizes[i];
	if (all != NULL)
		rc = write_lines(s, (struct str){ all, n }, e);
	buf_reset(&job->lines);
	free(all);
	free(sizes);
	if (rc == 0)
		comm_share(s->comm, &s->n_written, sizeof s->n_written);
	return rc;
}

/* The label of each demonstration, where all queries have one list of
 * options. */
static void
add_labels(struct score_set *set, const struct query_set *qs)
{
	const struct token_query *q = NULL;

	if (set->options.n == 0)
		return;
	for (size_t i = 0; i < qs->n_queries && q == NULL; i++)
		if (!qs->queries[i].has_options &&
		    qs->queries[i].n_candidates == set->options.n)
			q = &qs->queries[i];
	if (q == NULL)
		return;
	set->labels = demo_labels_of(&qs->set, q, qs->arena);
	set->n_labels = qs->set.n_demos;
}

static void
use_model(struct job *job, size_t i)
{
	assert(i < job->s->n_models);
	job->current = &job->s->models[i];
	scorer_adapt(job->scorer, job->current->adapter);
	if (job->generator != NULL)
		generator_adapt(job->generator, job->current->adapter);
}

/* A set is written once a model, each time under a number of its own. */
static uint64_t
set_number(const struct job *job, const struct query_set *qs)
{
	return qs->number * job->s->n_models +
	       (uint64_t)(job->current - job->s->models);
}

static void
put_set(struct job *job, const struct query_set *qs)
{
	const struct token_set *from = &qs->set;
	struct score_set set = {
		.set = set_number(job, qs),
		.k = from->k,
		.seed = from->seed,
		.task = from->task,
		.method = from->method,
		.layout = from->layout,
		.metric = from->metric,
		.variant = from->variant,
		.model = job->s->model,
		.adapter = job->current->name,
		.run = job->current->run,
		.options = from->options,
		.n_dropped = from->n_dropped,
	};

	add_labels(&set, qs);
	score_set_write(&job->lines, &set);
	buf_byte(&job->lines, '\n');
}

/* The answers to the free-form queries of a set. */
struct answers {
	struct answer_end end;
	struct answer *v;
};

static bool
goes_on(void *ctx, size_t i, const uint32_t *ids, size_t n)
{
	struct answers *x = ctx;

	return answer_add(&x->v[i], &x->end, ids[n - 1]);
}

static struct score_query
answered(const struct query_set *qs, const struct token_query *q,
    const struct answer *x)
{
	struct buf text = { 0 };
	struct score_query out = {
		.id = q->id,
		.k_kept = prompt_k_kept(&qs->set, q),
		.gold = -1,
		.is_generation = true,
	};
	struct score_generation *g = &out.generation;
	struct overlap o;

	answer_put(x, &text);
	g->text = (struct str){ arena_copy(qs->arena, text.p, text.n), text.n };
	buf_release(&text);
	g->refs = q->refs;
	o = overlap_of(g->text, q->refs.v, q->refs.n);
	g->exact = o.exact;
	g->em = o.em;
	g->f1 = o.f1;
	g->rouge_l = o.rouge_l;
	g->has_stem = true;
	g->rouge_l_stem = o.rouge_l_stem;
	return out;
}

static void
generate(struct job *job, const struct query_set *qs,
    const struct token_query *queries, size_t n, struct score_query *out)
{
	const struct score_sets *s = job->s;
	struct ids *ids = arena_alloc(qs->arena, n, sizeof *ids);
	struct answers x = {
		.end = { s->tokenizer, s->stop.n > 0 ? s->stop : qs->set.stop,
		    s->weights->config.eos_id },
		.v = mem_new(n, sizeof *x.v),
	};

	generator_set(job->generator, &qs->set, queries, n, s->generate,
	    goes_on, &x, qs->arena, ids);
	for (size_t i = 0; i < n; i++) {
		out[i] = answered(qs, &queries[i], &x.v[i]);
		answer_release(&x.v[i]);
	}
	free(x.v);
}

/* Those queries of a set that are, or are not, free-form. */
static struct token_query *
pick(const struct query_set *qs, bool free_form, size_t *n)
{
	struct token_query *v =
	    arena_alloc(qs->arena, qs->n_queries, sizeof *v);

	*n = 0;
	for (size_t i = 0; i < qs->n_queries; i++)
		if ((qs->queries[i].n_candidates == 0) == free_form)
			v[(*n)++] = qs->queries[i];
	return v;
}

static int
compute(struct job *job, const struct query_set *qs, struct score_query *out,
    struct err *e)
{
	size_t n_choices, n_free, at[2] = { 0 };
	struct token_query *choices = pick(qs, false, &n_choices);
	struct token_query *free_form = pick(qs, true, &n_free);
	struct score_query *by_kind[2];

	by_kind[0] = arena_alloc(qs->arena, n_choices, sizeof(**by_kind));
	by_kind[1] = arena_alloc(qs->arena, n_free, sizeof(**by_kind));
	job->from = 0;
	job->span = (double)n_choices / (double)qs->n_queries;
	if (scorer_set(job->scorer, &qs->set, choices, n_choices, qs->arena,
		by_kind[0], e))
		return -1;
	job->from = job->span;
	job->span = 1 - job->from;
	if (n_free > 0)
		generate(job, qs, free_form, n_free, by_kind[1]);
	for (size_t i = 0; i < qs->n_queries; i++) {
		int kind = qs->queries[i].n_candidates == 0;

		out[i] = by_kind[kind][at[kind]++];
	}
	return 0;
}

static void
add_text(struct digest *d, struct str s)
{
	digest_add(d, &s.n, sizeof s.n);
	digest_add(d, s.p, s.n);
}

/* The digest of all that a set's scores depend on; its number is left out. */
static void
key_of(struct job *job, const struct query_set *qs, char key[DIGEST_HEX])
{
	const struct score_sets *s = job->s;
	struct digest *d = digest_new();
	struct token_set set = qs->set;
	struct buf *bytes = &job->key;

	set.set = 0;
	token_set_write(bytes, &set);
	for (size_t i = 0; i < qs->n_queries; i++) {
		struct token_query q = qs->queries[i];

		q.set = 0;
		token_query_write(bytes, &q);
	}
	add_text(d, STR("icl-score 3"));
	add_text(d, str_of(job->model_digest));
	add_text(d, str_of(job->adapter_digests[job->current - s->models]));
	add_text(d, str_of(gemm_kernels()));
	if (s->weights->bf16 != NULL || s->weights->int8 != NULL)
		add_text(d, str_of(weights_products(s->weights)));
	add_text(d, buf_view(bytes));
	digest_add(d, &s->generate, sizeof s->generate);
	for (size_t i = 0; i < s->stop.n; i++)
		add_text(d, s->stop.v[i]);
	digest_finish(d, key);
	buf_reset(bytes);
}

/* Whether the cache had the set's scores; a damaged entry is none. */
static bool
recall(struct job *job, const struct query_set *qs, const char *key,
    struct score_query *out)
{
	struct str rest;
	struct err why;

	buf_reset(&job->kept);
	if (!cache_get(job->cache, key, &job->kept))
		return false;
	rest = buf_view(&job->kept);
	for (size_t i = 0; i < qs->n_queries; i++) {
		struct score_record rec;
		size_t n = 0;

		while (n < rest.n && rest.p[n] != '\n')
			n++;
		if (n == rest.n ||
		    score_parse(str_slice(rest, 0, n), qs->arena, &rec, &why) ||
		    rec.type != SCORE_QUERY)
			return false;
		out[i] = rec.query;
		rest = str_slice(rest, n + 1, rest.n);
	}
	return rest.n == 0;
}

static int
keep(struct job *job, const struct query_set *qs, const char *key,
    const struct score_query *out, struct err *e)
{
	buf_reset(&job->kept);
	for (size_t i = 0; i < qs->n_queries; i++) {
		score_query_write(&job->kept, &out[i]);
		buf_byte(&job->kept, '\n');
	}
	/* what a changed model gave is not kept for the one it was */
	return file_check_maps(e)
		   ? -1
		   : cache_put(job->cache, key, buf_view(&job->kept), e);
}

static int
scores_of(struct job *job, const struct query_set *qs, struct score_query *out,
    struct err *e)
{
	char key[DIGEST_HEX];

	if (job->cache == NULL)
		return compute(job, qs, out, e);
	key_of(job, qs, key);
	if (recall(job, qs, key, out)) {
		struct progress *p = job->s->progress;

		job->s->n_cached++;
		progress_skip(p, p->count0, p->done0 + job->set_work);
		return 0;
	}
	return compute(job, qs, out, e) || keep(job, qs, key, out, e) ? -1 : 0;
}

static int
score_model(struct job *job, const struct query_set *qs, struct err *e)
{
	struct score_query *out =
	    arena_alloc(qs->arena, qs->n_queries, sizeof *out);

	if (scores_of(job, qs, out, e))
		return -1;
	put_set(job, qs);
	for (size_t i = 0; i < qs->n_queries; i++) {
		out[i].set = set_number(job, qs);
		score_query_write(&job->lines, &out[i]);
		buf_byte(&job->lines, '\n');
	}
	return 0;
}

static int
score_one_set(struct job *job, const struct query_set *qs, struct err *e)
{
	struct score_sets *s = job->s;

	job->set_work = work_of(job, qs);
	job->n_queries = qs->n_queries;
	for (size_t i = 0; i < s->n_models; i++) {
		use_model(job, i);
		if (score_model(job, qs, e))
			return -1;
		job->done += job->set_work;
	}
	s->n_read += qs->n_queries;
	return 0;
}

/* Every model must have room for it. */
static int
check_query(void *ctx, const struct token_set *set, const struct token_query *q,
    struct err *e)
{
	struct job *job = ctx;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < job->s->n_models; i++) {
		use_model(job, i);
		rc = q->n_candidates == 0 && job->generator != NULL
			 ? generator_check(
			       job->generator, set, q, job->s->generate, e)
			 : scorer_check(job->scorer, set, q, e);
	}
	return rc;
}

/* A set for each rank; *n is how many there were. */
static int
score_round(
    struct job *job, struct set_reader *sets, unsigned *n, struct err *e)
{
	struct comm *comm = job->s->comm;
	struct query_set qs;
	uint64_t others = 0;
	int rc = 0;

	for (*n = 0; *n < comm_size(comm); ++*n) {
		rc = set_reader_next(sets, &qs, e);
		if (rc <= 0)
			break;
		if (*n != comm_rank(comm))
			others += work_of(job, &qs) * job->s->n_models;
		else if (score_one_set(job, &qs, e))
			return -1;
	}
	job->done += others;
	return rc < 0 || (*n > 0 && write_round(job, e)) ? -1 : 0;
}

/* Sums the counts of all ranks; each of them has the sums. */
static void
sum_counts(struct score_sets *s)
{
	struct scorer_cost *c = &s->cost;
	double x[] = { (double)s->n_read, (double)s->n_cached, (double)c->sets,
		(double)c->queries, (double)c->candidates, (double)c->asked,
		(double)c->computed, (double)c->targets, c->flops };

	comm_sum(s->comm, x, sizeof x / sizeof x[0]);
	s->n_read = (uint64_t)x[0];
	s->n_cached = (uint64_t)x[1];
	*c = (struct scorer_cost){ (uint64_t)x[2], (uint64_t)x[3],
		(uint64_t)x[4], (uint64_t)x[5], (uint64_t)x[6], (uint64_t)x[7],
		x[8] };
}

static int
run_sets(struct job *job, struct err *e)
{
	struct score_sets *s = job->s;
	struct set_reader *sets =
	    set_reader_new(s->in, s->vocab, s->skip_bad, check_query, job);
	unsigned n = comm_size(s->comm);
	int rc = 0;

	while (rc == 0 && n == comm_size(s->comm) && !is_full(s))
		rc = score_round(job, sets, &n, e);
	s->n_bad = set_reader_n_bad(sets);
	s->cost = scorer_cost(job->scorer);
	if (rc == 0)
		sum_counts(s);
	set_reader_free(sets);
	return rc;
}

static void
digest_model(const struct weights *w, char hex[DIGEST_HEX])
{
	struct digest *d = digest_new();

	weights_digest(w, d);
	digest_finish(d, hex);
}

static void
digest_models(struct job *job)
{
	const struct score_sets *s = job->s;

	digest_model(s->weights, job->model_digest);
	job->adapter_digests =
	    mem_new(s->n_models, sizeof *job->adapter_digests);
	for (size_t i = 0; i < s->n_models; i++)
		if (s->models[i].adapter != NULL)
			adapter_digest(
			    s->models[i].adapter, job->adapter_digests[i]);
}

int
score_sets_run(struct score_sets *s, struct err *e)
{
	struct job job = { .s = s };
	int rc = -1;

	if (s->cache != NULL) {
		job.cache = cache_new(s->cache, e);
		if (job.cache == NULL)
			return -1;
		digest_models(&job);
	}
	job.scorer = scorer_new(s->weights, s->micro_tokens, s->threads);
	scorer_watch(job.scorer, tell, &job);
	if (s->generate > 0)
		job.generator =
		    generator_new(s->weights, s->micro_tokens, s->threads);
	if (job.generator != NULL)
		generator_watch(job.generator, tell, &job);
	rc = run_sets(&job, e);
	scorer_free(job.scorer);
	generator_free(job.generator);
	cache_free(job.cache);
	buf_release(&job.lines);
	buf_release(&job.key);
	buf_release(&job.kept);
	free(job.adapter_digests);
	return rc;
}
