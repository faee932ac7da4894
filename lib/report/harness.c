/* Samples as lm-evaluation-harness writes them: see harness.h. */
#include "report/harness.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "io/file.h"
#include "io/json.h"
#include "report/join.h"
#include "report/harness_task.h"
#include "report/rule.h"

enum { FLUSH_BYTES = 1 << 20 };

/* The results of a run, and where they go. */
struct harness_results_file {
	char *path;
	struct buf text;
};

struct harness {
	const char *dir, *episodes;
	bool made; /* the folder was not there */
	int64_t when;
	char stamp[32]; /* when, in the names of files */
	struct join *join;
	const struct eval_set *set; /* of the sample being written */
	const struct query *query;
	struct arena names, arena; /* arena: of the sample */
	struct harness_task *tasks;
	size_t n_tasks, tasks_cap;
	bool in_set;         /* the last of tasks is being filled */
	struct digest *hash; /* of its samples' hashes so far */
	FILE *spool;         /* the samples of all tasks, one after the other */
	struct harness_results_file *results;
	size_t n_results, results_cap;
	struct buf text, doc, context, rest, path;
};

static int
make_dir(const char *path, struct err *e)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return err_errno(e, "%s", path);
	return 0;
}

struct harness *
harness_new(const char *dir, const char *episodes, int64_t when, struct err *e)
{
	struct harness *h;
	time_t t = (time_t)when;
	struct tm tm;
	bool made = !file_exists(dir);

	if (make_dir(dir, e))
		return NULL;
	h = mem_new(1, sizeof *h);
	h->made = made;
	h->dir = dir;
	h->episodes = episodes;
	h->join = join_new(episodes);
	h->when = when;
	h->spool = tmpfile();
	if (h->spool == NULL) {
		err_errno(e, "a temporary file");
		harness_free(h);
		return NULL;
	}
	gmtime_r(&t, &tm);
	strftime(h->stamp, sizeof h->stamp, "%Y-%m-%dT%H-%M-%S.000000", &tm);
	return h;
}

void
harness_free(struct harness *h)
{
	char hex[DIGEST_HEX];

	if (h == NULL)
		return;
	if (h->in_set)
		digest_finish(h->hash, hex);
	free(h->tasks);
	join_free(h->join);
	if (h->spool != NULL)
		fclose(h->spool);
	if (h->made)
		rmdir(h->dir); /* if it is empty */
	for (size_t i = 0; i < h->n_results; i++) {
		free(h->results[i].path);
		buf_release(&h->results[i].text);
	}
	free(h->results);
	arena_release(&h->arena);
	arena_release(&h->names);
	buf_release(&h->text);
	buf_release(&h->doc);
	buf_release(&h->context);
	buf_release(&h->rest);
	buf_release(&h->path);
	free(h);
}

/* Bytes that a file's name cannot hold, or a shell would mind. */
static void
put_file_name(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool odd = c <= ' ' || c == 127 || (i == 0 && c == '.') ||
			   strchr("\"<>:/|\\?*[]", c) != NULL;

		buf_byte(out, odd ? '_' : s.p[i]);
	}
}

static struct str
keep(struct harness *h, struct str s)
{
	return (struct str){ arena_copy(&h->names, s.p, s.n), s.n };
}

static struct str
file_name(struct harness *h, struct str s)
{
	struct buf b = { 0 };
	struct str kept;

	put_file_name(&b, s);
	kept = keep(h, buf_view(&b));
	buf_release(&b);
	return kept;
}

/* TASK-METHOD-LAYOUT[-VARIANT]-kK, and the seed after it. */
static void
name_task(struct harness *h, struct harness_task *t)
{
	const struct str parts[] = { t->set.task, t->set.method, t->set.layout,
		t->set.variant };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i].n == 0)
			continue;
		if (i > 0)
			buf_byte(&b, '-');
		put_file_name(&b, parts[i]);
	}
	buf_printf(&b, "-k%" PRIu64, t->set.k);
	t->group = keep(h, buf_view(&b));
	buf_printf(&b, "-s%" PRIu64, t->set.seed);
	t->name = keep(h, buf_view(&b));
	buf_release(&b);
}

static int
flush(struct harness *h, struct err *e)
{
	struct str text = buf_view(&h->text);

	if (text.n > 0 && fwrite(text.p, 1, text.n, h->spool) != text.n)
		return err_errno(e, "a temporary file of samples");
	h->tasks[h->n_tasks - 1].bytes += text.n;
	buf_reset(&h->text);
	return 0;
}

static int
end_task(struct harness *h, struct err *e)
{
	if (!h->in_set)
		return 0;
	h->in_set = false;
	digest_finish(h->hash, h->tasks[h->n_tasks - 1].hash);
	return flush(h, e);
}

/* The path of a file of a run, in h->path. */
static const char *
path_of(struct harness *h, struct str run, const char *kind, struct str task,
    const char *ending)
{
	buf_reset(&h->path);
	buf_printf(&h->path, "%s/", h->dir);
	put_file_name(&h->path, run);
	buf_printf(&h->path, "/%s_", kind);
	buf_str(&h->path, task);
	if (task.n > 0)
		buf_byte(&h->path, '_');
	buf_printf(&h->path, "%s%s", h->stamp, ending);
	return buf_view(&h->path).p;
}

static int
make_run(struct harness *h, struct str run, struct err *e)
{
	buf_reset(&h->path);
	buf_printf(&h->path, "%s/", h->dir);
	put_file_name(&h->path, run);
	return make_dir(buf_view(&h->path).p, e);
}

static int
begin_task(struct harness *h, struct harness_task t, struct err *e)
{
	for (size_t i = 0; i < h->n_tasks; i++)
		if (str_eq(h->tasks[i].name, t.name) &&
		    str_eq(h->tasks[i].run, t.run))
			return err_set(e,
			    "run '%.*s' has set '%.*s' twice; leave one stream "
			    "out or give the runs names of their own by --run",
			    STR_ARG(t.run), STR_ARG(t.name));
	h->hash = digest_new();
	h->tasks =
	    mem_grow(h->tasks, &h->tasks_cap, h->n_tasks + 1, sizeof *h->tasks);
	h->tasks[h->n_tasks++] = t;
	h->in_set = true;
	return 0;
}

static int
record_set(struct harness *h, const struct score_set *s, struct err *e)
{
	struct harness_task t = { .set = *s };
	const struct harness_task *last =
	    h->n_tasks > 0 ? &h->tasks[h->n_tasks - 1] : NULL;

	t.set.task = keep(h, s->task);
	t.set.method = keep(h, s->method);
	t.set.layout = keep(h, s->layout);
	t.set.variant = keep(h, s->variant);
	t.run = file_name(h, s->run);
	name_task(h, &t);
	if (join_set(h->join, s, last != NULL && str_eq(last->run, t.run), e))
		return -1;
	/* retrieved demonstrations make a set of each query */
	if (h->in_set && str_eq(last->name, t.name) && str_eq(last->run, t.run))
		return 0;
	return end_task(h, e) || begin_task(h, t, e) ? -1 : 0;
}

static void
put_pieces(struct buf *out, const struct piece *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_str(out, v[i].text);
}

/* Pieces before the first under loss: they are part of the question. */
static size_t
without_loss(const struct pieces *p)
{
	size_t n = 0;

	while (n < p->n && !p->v[n].loss)
		n++;
	return n == p->n ? 0 : n;
}

static void
put_hashed(struct harness *h, const char *name, struct str of)
{
	struct digest *d = digest_new();
	char hex[DIGEST_HEX];

	digest_add(d, of.p, of.n);
	digest_finish(d, hex);
	digest_add(h->hash, hex, DIGEST_HEX - 1);
	buf_printf(&h->text, ",\"%s\":\"%s\"", name, hex);
}

static void
put_list(struct buf *out, struct texts t, const char *between)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < t.n; i++) {
		buf_printf(out, "%s%s", i > 0 ? "," : "", between);
		json_put_str(out, t.v[i]);
	}
	if (t.n > 0 && between[0] != '\0')
		buf_str(out, STR("\n  "));
	buf_byte(out, ']');
}

/*
 * The document: in a line, and as the harness takes its digest of it, which
 * is that of Python's json.dumps with an indent of 2.
 */
static void
put_doc(struct harness *h, const struct score_query *q, bool for_digest,
    struct buf *out)
{
	const char *start = for_digest ? "\n  " : "";
	const char *colon = for_digest ? ": " : ":";
	struct texts list = q->is_generation ? q->generation.refs : q->options;

	buf_printf(out, "{%s\"id\"%s", start, colon);
	json_put_str(out, q->id);
	buf_printf(out, ",%s\"query\"%s", start, colon);
	buf_reset(&h->rest);
	put_pieces(&h->rest, h->query->shared.v, h->query->shared.n);
	json_put_str(out, buf_view(&h->rest));
	buf_printf(out, ",%s\"%s\"%s", start,
	    q->is_generation ? "references" : "choices", colon);
	put_list(out, list, for_digest ? "\n    " : "");
	if (!q->is_generation)
		buf_printf(out, ",%s\"gold\"%s%" PRId64, start, colon, q->gold);
	buf_printf(out, "%s}", for_digest ? "\n" : "");
}

/* The text before a candidate: prefix, demonstrations left, input. */
static void
put_context(struct harness *h, const struct score_query *q)
{
	const struct eval_set *s = h->set;
	size_t kept = q->k_kept < s->n_demos ? (size_t)q->k_kept : s->n_demos;

	buf_reset(&h->context);
	put_pieces(&h->context, s->prefix.v, s->prefix.n);
	for (size_t i = s->n_demos - kept; i < s->n_demos; i++)
		put_pieces(&h->context, s->demos[i].v, s->demos[i].n);
	put_pieces(&h->context, h->query->shared.v, h->query->shared.n);
}

static void
put_argument(struct harness *h, size_t i, const struct pieces *candidate)
{
	size_t own = without_loss(candidate), n = h->context.n;

	put_pieces(&h->context, candidate->v, own);
	buf_printf(
	    &h->text, "%s\"gen_args_%zu\":{\"arg_0\":", i > 0 ? "," : "", i);
	json_put_str(&h->text, buf_view(&h->context));
	h->context.n = n;
	buf_reset(&h->rest);
	put_pieces(&h->rest, candidate->v + own, candidate->n - own);
	buf_str(&h->text, STR(",\"arg_1\":"));
	json_put_str(&h->text, buf_view(&h->rest));
	buf_byte(&h->text, '}');
}

/* Whether greedy decoding would give it, in the harness's words. */
static const char *
greedy_word(const struct score_candidate *c)
{
	if (!c->has_greedy)
		return "None";
	return c->greedy ? "True" : "False";
}

static void
put_sums(struct harness *h, const struct score_query *q, const char *open,
    const char *close)
{
	for (size_t c = 0; c < q->n_candidates; c++) {
		buf_printf(&h->text, "%s%s[\"", c > 0 ? "," : "", open);
		json_put_real(&h->text, q->candidates[c].all.sum);
		buf_printf(&h->text, "\",\"%s\"]%s",
		    greedy_word(&q->candidates[c]), close);
	}
}

static void
put_metric(struct harness *h, enum harness_metric m, double value)
{
	harness_task_add(&h->tasks[h->n_tasks - 1], m, value);
	buf_printf(&h->text, ",\"%s\":", harness_metric_name(m));
	json_put_real(&h->text, value);
}

static double
is_right(const struct score_query *q, enum rule rule, struct arena *a)
{
	double *s = arena_alloc(a, q->n_candidates, sizeof *s);

	for (size_t c = 0; c < q->n_candidates; c++)
		s[c] = rule_score(&q->candidates[c], rule);
	return rule_choose(s, q->n_candidates) == (size_t)q->gold;
}

static void
put_choice(struct harness *h, const struct score_query *q)
{
	bool by_char = q->candidates[0].has_text;

	buf_str(&h->text, STR(",\"arguments\":{"));
	for (size_t c = 0; c < q->n_candidates; c++)
		put_argument(h, c, &h->query->candidates[c]);
	buf_str(&h->text, STR("},\"resps\":["));
	put_sums(h, q, "[", "]");
	buf_str(&h->text, STR("],\"filtered_resps\":["));
	put_sums(h, q, "", "");
	buf_printf(&h->text, "],\"filter\":\"none\",\"metrics\":[\"acc\"%s]",
	    by_char ? ",\"acc_norm\"" : "");
	put_metric(h, HARNESS_ACC, is_right(q, RULE_SUM, &h->arena));
	if (by_char)
		put_metric(
		    h, HARNESS_ACC_NORM, is_right(q, RULE_CHAR, &h->arena));
}

static void
put_answer(struct harness *h, const struct score_query *q)
{
	const struct score_generation *g = &q->generation;

	buf_str(&h->text, STR(",\"arguments\":{\"gen_args_0\":{\"arg_0\":"));
	json_put_str(&h->text, buf_view(&h->context));
	buf_str(&h->text, STR(",\"arg_1\":{\"until\":"));
	put_list(&h->text, h->set->stop, "");
	buf_str(&h->text, STR("}}},\"resps\":[["));
	json_put_str(&h->text, g->text);
	buf_str(&h->text, STR("]],\"filtered_resps\":["));
	json_put_str(&h->text, g->text);
	buf_str(&h->text,
	    STR("],\"filter\":\"none\",\"metrics\":[\"exact_match\",\"em\","
		"\"f1\",\"rouge_l\"]"));
	put_metric(h, HARNESS_EXACT, g->exact);
	put_metric(h, HARNESS_EM, g->em);
	put_metric(h, HARNESS_F1, g->f1);
	put_metric(h, HARNESS_ROUGE_L, g->rouge_l);
	h->tasks[h->n_tasks - 1].is_generation = true;
}

/* The right answer as the harness keeps it: as text, an index for choices. */
static void
put_target(struct buf *out, const struct score_query *q)
{
	if (!q->is_generation)
		buf_printf(out, "%" PRId64, q->gold);
	else if (q->generation.refs.n > 0)
		buf_str(out, q->generation.refs.v[0]);
}

static void
put_sample(struct harness *h, const struct score_query *q)
{
	struct harness_task *t = &h->tasks[h->n_tasks - 1];
	struct buf target = { 0 };

	buf_printf(&h->text, "{\"doc_id\":%" PRIu64 ",\"doc\":", t->n++);
	put_doc(h, q, false, &h->text);
	put_target(&target, q);
	buf_str(&h->text, STR(",\"target\":"));
	json_put_str(&h->text, buf_view(&target));
	put_context(h, q);
	if (q->is_generation)
		put_answer(h, q);
	else
		put_choice(h, q);
	buf_reset(&h->doc);
	put_doc(h, q, true, &h->doc);
	put_hashed(h, "doc_hash", buf_view(&h->doc));
	if (!q->is_generation)
		put_pieces(&h->context, h->query->candidates[0].v,
		    without_loss(&h->query->candidates[0]));
	put_hashed(h, "prompt_hash", buf_view(&h->context));
	put_hashed(h, "target_hash", buf_view(&target));
	buf_str(&h->text, STR("}\n"));
	buf_release(&target);
}

static int
record_query(struct harness *h, const struct score_query *q, struct err *e)
{
	if (q->is_null || (!q->is_generation && q->gold < 0))
		return 0;
	if (!h->in_set)
		return err_set(e, "a query before the first set");
	if (join_query(h->join, &h->tasks[h->n_tasks - 1].set, q->id, e))
		return -1;
	h->set = join_current(h->join, &h->query);
	arena_reset(&h->arena);
	if (q->n_candidates != h->query->n_candidates)
		return err_set(e,
		    "query '%.*s' has %zu candidates, in %s %zu; give the "
		    "episodes that were scored",
		    STR_ARG(q->id), q->n_candidates, h->episodes,
		    h->query->n_candidates);
	put_sample(h, q);
	return h->text.n > FLUSH_BYTES ? flush(h, e) : 0;
}

int
harness_record(struct harness *h, const struct score_record *r, struct err *e)
{
	switch (r->type) {
	case SCORE_SET:
		return record_set(h, &r->set, e);
	case SCORE_QUERY:
		return record_query(h, &r->query, e);
	case SCORE_EPISODE:
		break;
	}
	return 0;
}

int
harness_finish(struct harness *h, const struct summary *s,
    const struct interner *names, struct err *e)
{
	if (end_task(h, e))
		return -1;
	for (size_t i = 0; i < h->n_tasks; i++) {
		struct str run = h->tasks[i].run;
		struct harness_results_file *f;
		size_t j = 0;

		while (!str_eq(h->tasks[j].run, run))
			j++;
		if (j < i)
			continue;
		h->results = mem_grow(h->results, &h->results_cap,
		    h->n_results + 1, sizeof *h->results);
		f = &h->results[h->n_results++];
		*f = (struct harness_results_file){
			.path = mem_copy(
			    path_of(h, run, "results", STR(""), ".json"))
		};
		harness_results(
		    h->tasks, h->n_tasks, run, h->when, s, names, &f->text);
	}
	return 0;
}

/* The next n bytes of the spool into a file that is begun. */
static int
copy_spool(struct harness *h, uint64_t n, struct file_out *f, struct err *e)
{
	char bytes[1 << 14];

	while (n > 0) {
		size_t want = n < sizeof bytes ? (size_t)n : sizeof bytes;
		size_t got = fread(bytes, 1, want, h->spool);

		if (got == 0)
			return err_errno(e, "a temporary file of samples");
		if (file_write(
			file_out_fd(f), bytes, got, buf_view(&h->path).p, e))
			return -1;
		n -= got;
	}
	return 0;
}

static int
write_samples(struct harness *h, const struct harness_task *t, struct err *e)
{
	struct file_out *f;
	int rc = -1;

	if (make_run(h, t->run, e))
		return -1;
	f = file_out_new(path_of(h, t->run, "samples", t->name, ".jsonl"), e);
	if (f != NULL && copy_spool(h, t->bytes, f, e) == 0)
		rc = file_out_commit(f, e);
	file_out_free(f);
	return rc;
}

int
harness_commit(struct harness *h, struct err *e)
{
	if (fflush(h->spool) != 0 || fseek(h->spool, 0, SEEK_SET) != 0)
		return err_errno(e, "a temporary file of samples");
	for (size_t i = 0; i < h->n_tasks; i++)
		if (write_samples(h, &h->tasks[i], e))
			return -1;
	for (size_t i = 0; i < h->n_results; i++)
		if (file_put(
			h->results[i].path, buf_view(&h->results[i].text), e))
			return -1;
	return 0;
}
