/* Records of scores to rows of predictions: see results.h. */
#include "report/results.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/mem.h"
#include "base/rng.h"
#include "report/length_bias.h"

/* A query of the set being read; its calibration may come later. */
struct pending {
	uint32_t id;
	size_t n;
	int64_t gold;
	bool is_null, is_domain, is_generation;
	uint64_t k_kept;
	double *scores, *lengths;
	uint32_t *classes;
	double value, bpb;
	uint32_t last, commonest;
};

struct results {
	struct judgement all; /* of tasks that by_task does not tell */
	const struct task_rules *by_task;
	struct interner *names;
	struct row *rows;
	size_t n_rows, rows_cap;
	bool has_set;
	struct score_set set; /* its numbers only */
	struct row key;       /* of the set */
	uint32_t metric;      /* its name */
	struct arena arena;   /* of the set's labels and queries */
	int64_t *labels;      /* of the set's demonstrations, [set.n_labels] */
	bool is_channel;
	struct pending *pending;
	size_t n_pending, pending_cap;
	uint64_t n_without_gold;
};

struct str
metric_name(enum metric m)
{
	return choice_name(METRIC_NAMES, m);
}

struct results *
results_new(struct judgement how, const struct task_rules *by_task,
    struct interner *names)
{
	struct results *results = mem_new(1, sizeof *results);

	results->all = how;
	results->by_task = by_task;
	results->names = names;
	return results;
}

static void
free_row(struct row *row)
{
	for (size_t i = 0; i < row->n_seeds; i++) {
		free(row->seeds[i].predictions);
		free(row->seeds[i].scores);
		free(row->seeds[i].lengths);
		free(row->seeds[i].classes);
	}
	free(row->seeds);
}

void
results_free(struct results *results)
{
	if (results == NULL)
		return;
	for (size_t i = 0; i < results->n_rows; i++)
		free_row(&results->rows[i]);
	free(results->rows);
	free(results->pending);
	arena_release(&results->arena);
	free(results);
}

size_t
results_n_rows(const struct results *results)
{
	return results->n_rows;
}

const struct row *
results_row(const struct results *results, size_t i)
{
	assert(i < results->n_rows);
	return &results->rows[i];
}

static bool
same_row(const struct row *a, const struct row *b)
{
	return a->run == b->run && a->task == b->task && a->k == b->k &&
	       a->method == b->method && a->layout == b->layout &&
	       a->variant == b->variant && a->metric == b->metric;
}

static struct row *
row_of(struct results *results, const struct row *key)
{
	for (size_t i = results->n_rows; i > 0; i--)
		if (same_row(&results->rows[i - 1], key))
			return &results->rows[i - 1];
	results->rows = mem_grow(results->rows, &results->rows_cap,
	    results->n_rows + 1, sizeof *results->rows);
	results->rows[results->n_rows] = *key;
	return &results->rows[results->n_rows++];
}

static struct seed_run *
seed_of(struct row *row, uint64_t seed)
{
	for (size_t i = row->n_seeds; i > 0; i--)
		if (row->seeds[i - 1].seed == seed)
			return &row->seeds[i - 1];
	row->seeds = mem_grow(
	    row->seeds, &row->seeds_cap, row->n_seeds + 1, sizeof *row->seeds);
	row->seeds[row->n_seeds] = (struct seed_run){ .seed = seed };
	return &row->seeds[row->n_seeds++];
}

static int
set_err(const struct results *results, struct err *e, const char *what)
{
	return err_set(e, "task '%.*s', k %" PRIu64 ", seed %" PRIu64 ": %s",
	    STR_ARG(interner_str(results->names, results->key.task)),
	    results->set.k, results->set.seed, what);
}

/* Room for n more scores and classes of a seed; returns the index of the first.
 */
static size_t
scores_room(struct seed_run *s, size_t n)
{
	size_t at = s->n_scores;

	s->n_scores += n;
	s->scores =
	    mem_grow(s->scores, &s->scores_cap, s->n_scores, sizeof *s->scores);
	s->lengths = mem_grow(
	    s->lengths, &s->lengths_cap, s->n_scores, sizeof *s->lengths);
	s->classes = mem_grow(
	    s->classes, &s->classes_cap, s->n_scores, sizeof *s->classes);
	return at;
}

static void
add_prediction(struct results *results, const struct pending *q)
{
	struct row key = results->key, *row;
	struct seed_run *s;
	struct prediction t = { .id = q->id,
		.n = q->n,
		.k_kept = q->k_kept,
		.last = q->last,
		.commonest = q->commonest };

	if (q->is_generation && key.metric != METRIC_ROUGE_L)
		key.metric = METRIC_EM;
	row = row_of(results, &key);
	row->n_dropped += results->set.n_dropped;
	results->set.n_dropped = 0; /* counted */
	s = seed_of(row, results->set.seed);
	t.gold = t.pred = INTERNER_NONE;
	t.value = q->value;
	t.bpb = q->bpb;
	t.confidence = NAN;
	t.at = scores_room(s, q->n);
	if (q->n > 0) {
		memcpy(s->scores + t.at, q->scores, q->n * sizeof *q->scores);
		memcpy(
		    s->lengths + t.at, q->lengths, q->n * sizeof *q->lengths);
		memcpy(
		    s->classes + t.at, q->classes, q->n * sizeof *q->classes);
		assert(q->gold >= 0 && (size_t)q->gold < q->n);
		t.gold_at = (size_t)q->gold;
		t.gold = q->classes[q->gold];
	}
	s->predictions = mem_grow(s->predictions, &s->predictions_cap,
	    s->n_predictions + 1, sizeof *s->predictions);
	s->predictions[s->n_predictions++] = t;
}

static bool
same_options(const struct pending *a, const struct pending *b)
{
	return a->n == b->n &&
	       memcmp(a->classes, b->classes, a->n * sizeof *a->classes) == 0;
}

/* Takes the bias of the set's null queries away. */
static int
calibrate(struct results *results, struct pending *q, struct err *e)
{
	bool domain = results->key.how.calibrate == CALIBRATE_DC;
	double *lists, *bias = arena_alloc(&results->arena, q->n, sizeof *bias);
	size_t m = 0;

	lists = arena_alloc(
	    &results->arena, results->n_pending * q->n, sizeof *lists);
	for (size_t i = 0; i < results->n_pending; i++) {
		const struct pending *null = &results->pending[i];

		if (!null->is_null || null->is_domain != domain ||
		    !same_options(null, q))
			continue;
		memcpy(lists + m++ * q->n, null->scores, q->n * sizeof *lists);
	}
	if (m == 0)
		return set_err(results, e,
		    domain ? "no null queries of the task's words; make the "
			     "sets with icl-episode --null domain:20"
			   : "no null queries; make the sets with icl-episode "
			     "--null N/A");
	rule_bias(results->key.how.calibrate, lists, m, q->n, bias);
	for (size_t i = 0; i < q->n; i++)
		q->scores[i] -= bias[i];
	return 0;
}

static int
finish_set(struct results *results, struct err *e)
{
	bool by_nulls = results->key.how.calibrate != CALIBRATE_NONE &&
			results->key.how.calibrate != CALIBRATE_BC;

	for (size_t i = 0; i < results->n_pending; i++) {
		struct pending *q = &results->pending[i];

		if (q->is_null)
			continue;
		if (by_nulls && !q->is_generation && calibrate(results, q, e))
			return -1;
		add_prediction(results, q);
	}
	results->n_pending = 0;
	arena_reset(&results->arena);
	return 0;
}

static int
begin_set(struct results *results, const struct score_set *s, struct err *e)
{
	size_t m = choice_find(METRIC_NAMES, s->metric);

	if (m == choice_count(METRIC_NAMES) && s->metric.n > 0)
		return err_set(e, "metric '%.*s' is none of %s",
		    STR_ARG(s->metric), METRIC_NAMES);
	results->has_set = true;
	results->set = *s;
	results->is_channel = str_eq(s->method, STR("channel"));
	results->labels =
	    arena_alloc(&results->arena, s->n_labels, sizeof *results->labels);
	if (s->n_labels > 0)
		memcpy(results->labels, s->labels,
		    s->n_labels * sizeof *results->labels);
	results->key = (struct row){
		.run = interner_add(results->names, s->run),
		.task = interner_add(results->names, s->task),
		.method = interner_add(results->names, s->method),
		.layout = interner_add(results->names, s->layout),
		.variant = interner_add(results->names, s->variant),
		.k = s->k,
		.chosen = INTERNER_NONE,
		.how = task_rules_of(
		    results->by_task, s->task, s->run, results->all),
		.metric = s->metric.n > 0 ? (enum metric)m : METRIC_ACCURACY,
	};
	return 0;
}

/* The labels of those demonstrations that the context left. */
static const int64_t *
kept_labels(const struct results *results, uint64_t k_kept, size_t *n)
{
	*n = k_kept < results->set.n_labels ? (size_t)k_kept
					    : results->set.n_labels;
	return results->labels + (results->set.n_labels - *n);
}

static int64_t
commonest(const int64_t *labels, size_t n, size_t n_options)
{
	size_t most = 0;
	int64_t best = -1;

	for (size_t option = 0; option < n_options; option++) {
		size_t m = 0;

		for (size_t i = 0; i < n; i++)
			m += labels[i] == (int64_t)option;
		if (m > most) {
			most = m;
			best = (int64_t)option;
		}
	}
	return best;
}

static uint32_t
class_at(const struct pending *p, int64_t label)
{
	return label < 0 || (size_t)label >= p->n ? INTERNER_NONE
						  : p->classes[label];
}

static void
add_candidates(
    struct results *results, const struct score_query *q, struct pending *p)
{
	size_t n_labels;
	const int64_t *labels = kept_labels(results, q->k_kept, &n_labels);
	bool prior = results->key.how.prior == PRIOR_EMPIRICAL &&
		     results->is_channel && !q->is_null;

	p->scores = arena_alloc(&results->arena, p->n, sizeof *p->scores);
	p->lengths = arena_alloc(&results->arena, p->n, sizeof *p->lengths);
	p->classes = arena_alloc(&results->arena, p->n, sizeof *p->classes);
	for (size_t i = 0; i < p->n; i++) {
		struct score_candidate c = q->candidates[i];

		if (prior && n_labels > 0)
			rule_shift(&c, rule_prior(labels, n_labels, p->n, i));
		p->lengths[i] = (double)c.all.tokens;
		p->scores[i] = rule_score(&c, results->key.how.rule);
		p->classes[i] =
		    interner_add(results->names, str_trim(q->options.v[i]));
	}
	p->last = p->commonest = INTERNER_NONE;
	if (n_labels == 0)
		return;
	p->last = class_at(p, labels[n_labels - 1]);
	p->commonest = class_at(p, commonest(labels, n_labels, p->n));
}

static int
generation_value(const struct results *results,
    const struct score_generation *g, double *value, struct err *e)
{
	bool stems = results->key.how.rouge == ROUGE_STEMS;

	if (results->key.metric != METRIC_ROUGE_L)
		*value = g->em;
	else
		*value = stems ? g->rouge_l_stem : g->rouge_l;
	if (results->key.metric == METRIC_ROUGE_L && stems && !g->has_stem)
		return err_set(e, "an older record without 'rouge_l_stem'; "
				  "score the queries again");
	return 0;
}

/* Of the right option as the model has it, whatever the rule. */
static double
bits_per_byte(const struct score_query *q)
{
	const struct score_candidate *c;

	if (q->is_generation || q->gold < 0)
		return NAN;
	c = &q->candidates[q->gold];
	return c->has_text && c->bytes > 0
		   ? -c->all.sum / log(2) / (double)c->bytes
		   : NAN;
}

static int
add_query(struct results *results, const struct score_query *q, struct err *e)
{
	struct pending *p;
	double value = 0;

	if (!results->has_set)
		return err_set(e, "a query before the first set");
	if (!q->is_null && !q->is_generation && q->gold < 0) {
		results->n_without_gold++;
		return 0;
	}
	if (q->is_generation &&
	    generation_value(results, &q->generation, &value, e))
		return -1;
	results->pending = mem_grow(results->pending, &results->pending_cap,
	    results->n_pending + 1, sizeof *results->pending);
	p = &results->pending[results->n_pending++];
	*p = (struct pending){
		.id = interner_add(results->names, q->id),
		.n = q->n_candidates,
		.gold = q->gold,
		.is_null = q->is_null,
		.is_domain = q->is_domain,
		.is_generation = q->is_generation,
		.k_kept = q->k_kept,
		.value = value,
		.bpb = bits_per_byte(q),
	};
	add_candidates(results, q, p);
	return 0;
}

int
results_record(
    struct results *results, const struct score_record *r, struct err *e)
{
	switch (r->type) {
	case SCORE_SET:
		return finish_set(results, e) || begin_set(results, &r->set, e)
			   ? -1
			   : 0;
	case SCORE_QUERY:
		return add_query(results, &r->query, e);
	case SCORE_EPISODE:
		break;
	}
	return 0;
}

static bool
one_option_list(const struct seed_run *s)
{
	for (size_t i = 0; i < s->n_predictions; i++)
		if (s->predictions[i].n != s->predictions[0].n ||
		    memcmp(s->classes + s->predictions[i].at,
			s->classes + s->predictions[0].at,
			s->predictions[0].n * sizeof *s->classes) != 0)
			return false;
	return true;
}

/* The bias that all queries of a seed have in common. */
static void
calibrate_batch(struct row *row, struct seed_run *s)
{
	size_t n = s->n_predictions > 0 ? s->predictions[0].n : 0;
	double *bias;

	if (n == 0 || !one_option_list(s)) {
		row->uncalibrated = true;
		return;
	}
	assert(s->n_scores == n * s->n_predictions);
	bias = mem_new(n, sizeof *bias);
	rule_bias(CALIBRATE_BC, s->scores, s->n_predictions, n, bias);
	for (size_t i = 0; i < s->n_scores; i++)
		s->scores[i] -= bias[i % n];
	free(bias);
}

static void
choose(struct seed_run *s)
{
	for (size_t i = 0; i < s->n_predictions; i++) {
		struct prediction *t = &s->predictions[i];

		if (t->n == 0)
			continue;
		assert(t->at + t->n <= s->n_scores);
		t->pred_at = rule_choose(s->scores + t->at, t->n);
		t->confidence = rule_share(s->scores + t->at, t->n, t->pred_at);
		t->pred = s->classes[t->at + t->pred_at];
		t->value = t->pred == t->gold;
	}
}

static int
by_id(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* A query that is there twice would count twice. */
static int
check_once(const struct results *results, const struct row *row,
    const struct seed_run *s, struct err *e)
{
	uint32_t *ids = mem_new(s->n_predictions, sizeof *ids);
	uint32_t twice = INTERNER_NONE;

	for (size_t i = 0; i < s->n_predictions; i++)
		ids[i] = s->predictions[i].id;
	qsort(ids, s->n_predictions, sizeof *ids, by_id);
	for (size_t i = 1; i < s->n_predictions && twice == INTERNER_NONE; i++)
		if (ids[i] == ids[i - 1])
			twice = ids[i];
	free(ids);
	if (twice == INTERNER_NONE)
		return 0;
	return err_set(e,
	    "run '%.*s', task '%.*s', k %" PRIu64 ", seed %" PRIu64
	    ": query '%.*s' occurs twice; leave one stream out or give the "
	    "runs names of their own by --run",
	    STR_ARG(interner_str(results->names, row->run)),
	    STR_ARG(interner_str(results->names, row->task)), row->k, s->seed,
	    STR_ARG(interner_str(results->names, twice)));
}

/* Takes away what goes with length: see length_bias.h. */
static void
remove_length_bias(struct seed_run *s)
{
	struct length_bias bias = { 0 };
	double slope;

	for (size_t i = 0; i < s->n_predictions; i++) {
		const struct prediction *p = &s->predictions[i];

		assert(p->at + p->n <= s->n_scores);
		if (p->n > 1)
			length_bias_add(
			    &bias, s->scores + p->at, s->lengths + p->at, p->n);
	}
	slope = length_bias_slope(&bias);
	for (size_t i = 0; i < s->n_scores && slope != 0; i++)
		s->scores[i] -= slope * s->lengths[i];
}

int
results_finish(struct results *results, struct err *e)
{
	if (finish_set(results, e))
		return -1;
	for (size_t i = 0; i < results->n_rows; i++) {
		struct row *row = &results->rows[i];

		for (size_t j = 0; j < row->n_seeds; j++) {
			if (check_once(results, row, &row->seeds[j], e))
				return -1;
			if (row->how.rule == RULE_DEBIASED)
				remove_length_bias(&row->seeds[j]);
			if (row->how.calibrate == CALIBRATE_BC)
				calibrate_batch(row, &row->seeds[j]);
			choose(&row->seeds[j]);
		}
	}
	if (results->n_rows == 0 && results->n_without_gold > 0)
		return err_set(e,
		    "none of %" PRIu64 " queries has a gold label",
		    results->n_without_gold);
	if (results->n_rows == 0)
		return err_set(e, "no scores of queries to report on");
	return 0;
}

/* Moves the predictions of a half to the front; returns how many they are. */
static size_t
halve(struct seed_run *s, const struct interner *names, uint64_t seed,
    unsigned half)
{
	struct prediction *others = mem_new(s->n_all, sizeof *others);
	size_t n = 0, n_others = 0;

	for (size_t i = 0; i < s->n_all; i++) {
		struct prediction p = s->predictions[i];
		struct rng rng =
		    rng_at(seed, "half", interner_str(names, p.id), 0);

		if (rng_below(&rng, 2) == half)
			s->predictions[n++] = p;
		else
			others[n_others++] = p;
	}
	if (n_others > 0)
		memcpy(s->predictions + n, others, n_others * sizeof *others);
	free(others);
	return n;
}

int
results_halve(
    struct results *results, uint64_t seed, unsigned half, struct err *e)
{
	for (size_t i = 0; i < results->n_rows; i++) {
		struct row *row = &results->rows[i];

		for (size_t j = 0; j < row->n_seeds; j++) {
			struct seed_run *s = &row->seeds[j];

			if (s->n_all == 0)
				s->n_all = s->n_predictions;
			s->n_predictions = halve(s, results->names, seed, half);
			if (s->n_predictions > 0)
				continue;
			return err_set(e,
			    "task '%.*s' has too few queries for halves",
			    STR_ARG(interner_str(results->names, row->task)));
		}
	}
	return 0;
}

void
results_keep(struct results *results, const bool *keep, uint32_t layout)
{
	size_t n = 0;

	for (size_t i = 0; i < results->n_rows; i++) {
		struct row *row = &results->rows[i];

		if (!keep[i]) {
			free_row(row);
			continue;
		}
		row->chosen = row->layout;
		row->layout = layout;
		results->rows[n++] = *row;
	}
	results->n_rows = n;
}
