/* Single queries in the page: see samples.h. */
#include "report/samples.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "io/episode.h"
#include "io/reader.h"
#include "report/svg.h"

/* Bytes of a prompt that are shown, its end; tasks that have a filter. */
enum { PROMPT_MAX = 4000, TASKS_MAX = 40 };

/* One prediction; those of equal hash are of one query by several runs. */
struct entry {
	uint64_t hash;
	size_t order; /* as they came */
	const struct row *row;
	const struct seed_run *seed;
	const struct prediction *prediction;
};

/* The text of a query; empty without episodes. */
struct prompt {
	struct str before, input, answer;
};

struct samples {
	const struct interner *names;
	struct entry *entries; /* [n_entries], by hash, then as they came */
	size_t n_entries, cap;
	size_t n, n_all;        /* queries chosen, and all */
	uint64_t *hashes;       /* [n], rising */
	struct prompt *prompts; /* [n] */
	bool has_texts;
	uint32_t *runs, *tasks; /* as they came */
	uint64_t *ks;
	size_t n_runs, n_tasks, n_ks;
	struct arena arena;
	uint64_t seed;
};

static uint64_t
hash_text(uint64_t hash, struct str s)
{
	hash = rng_hash(hash, &s.n, sizeof s.n);
	return rng_hash(hash, s.p, s.n);
}

struct where {
	struct str task, method, layout, variant, id;
	uint64_t k, seed;
};

static uint64_t
hash_of(const struct samples *x, const struct where *w)
{
	uint64_t hash = rng_hash(0, &w->k, sizeof w->k);
	struct rng mixed; /* neighbours' hashes would be neighbours */

	hash = rng_hash(hash, &w->seed, sizeof w->seed);
	hash = hash_text(hash, w->task);
	hash = hash_text(hash, w->method);
	hash = hash_text(hash, w->layout);
	hash = hash_text(hash, w->variant);
	hash = hash_text(hash, w->id);
	mixed = rng_at(x->seed, "samples",
	    (struct str){ (const char *)&hash, sizeof hash }, 0);
	return rng_u64(&mixed);
}

static int
by_hash(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void
add_entries(
    struct samples *x, const struct row *row, const struct seed_run *seed)
{
	struct where w = {
		.task = interner_str(x->names, row->task),
		.method = interner_str(x->names, row->method),
		.layout = interner_str(x->names, row->layout),
		.variant = interner_str(x->names, row->variant),
		.k = row->k,
		.seed = seed->seed,
	};

	for (size_t i = 0; i < seed->n_predictions; i++) {
		const struct prediction *p = &seed->predictions[i];

		w.id = interner_str(x->names, p->id);
		x->entries = mem_grow(
		    x->entries, &x->cap, x->n_entries + 1, sizeof *x->entries);
		x->entries[x->n_entries] = (struct entry){ hash_of(x, &w),
			x->n_entries, row, seed, p };
		x->n_entries++;
	}
}

/* Entries of one query from the first on. */
static size_t
run_length(const struct samples *x, size_t first)
{
	size_t n = 1;

	while (first + n < x->n_entries &&
	       x->entries[first + n].hash == x->entries[first].hash)
		n++;
	return n;
}

static void
add_id(uint32_t *ids, size_t *n, uint32_t id)
{
	for (size_t i = 0; i < *n; i++)
		if (ids[i] == id)
			return;
	ids[(*n)++] = id;
}

static void
add_k(struct samples *x, uint64_t k)
{
	size_t at = x->n_ks;

	for (size_t i = 0; i < x->n_ks; i++)
		if (x->ks[i] == k)
			return;
	for (; at > 0 && x->ks[at - 1] > k; at--)
		x->ks[at] = x->ks[at - 1];
	x->ks[at] = k;
	x->n_ks++;
}

/* By name, for the buttons; there are few. */
static void
sort_tasks(struct samples *x)
{
	for (size_t i = 1; i < x->n_tasks; i++)
		for (size_t j = i; j > 0; j--) {
			uint32_t *t = x->tasks + j - 1, task = t[0];

			if (str_cmp(interner_str(x->names, task),
				interner_str(x->names, t[1])) <= 0)
				break;
			t[0] = t[1];
			t[1] = task;
		}
}

/* Counts the queries, keeps the first n and lists what filters are over. */
static void
cut(struct samples *x, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < x->n_entries; i += run_length(x, i)) {
		if (x->n_all++ == n)
			kept = i;
	}
	x->n = x->n_all < n ? x->n_all : n;
	if (x->n_all > n)
		x->n_entries = kept;
	x->tasks = mem_new(x->n_entries, sizeof *x->tasks);
	x->ks = mem_new(x->n_entries, sizeof *x->ks);
	for (size_t i = 0; i < x->n_entries; i++) {
		add_id(x->tasks, &x->n_tasks, x->entries[i].row->task);
		add_k(x, x->entries[i].row->k);
	}
	sort_tasks(x);
}

struct samples *
samples_choose(const struct results *results, const struct interner *names,
    size_t n, uint64_t seed)
{
	struct samples *x = mem_new(1, sizeof *x);
	size_t n_rows = results_n_rows(results);

	x->names = names;
	x->seed = seed;
	x->runs = mem_new(n_rows, sizeof *x->runs);
	for (size_t i = 0; i < n_rows; i++) {
		const struct row *row = results_row(results, i);

		add_id(x->runs, &x->n_runs, row->run);
		for (size_t j = 0; j < row->n_seeds; j++)
			add_entries(x, row, &row->seeds[j]);
	}
	qsort(x->entries, x->n_entries, sizeof *x->entries, by_hash);
	cut(x, n);
	x->prompts = mem_new(x->n, sizeof *x->prompts);
	x->hashes = mem_new(x->n, sizeof *x->hashes);
	for (size_t i = 0, q = 0; i < x->n_entries; i += run_length(x, i))
		x->hashes[q++] = x->entries[i].hash;
	return x;
}

void
samples_free(struct samples *x)
{
	if (x == NULL)
		return;
	free(x->entries);
	free(x->prompts);
	free(x->hashes);
	free(x->runs);
	free(x->tasks);
	free(x->ks);
	arena_release(&x->arena);
	free(x);
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Place of a query among the chosen ones, n when it is not there. */
static size_t
find(const struct samples *x, uint64_t hash)
{
	const uint64_t *at =
	    bsearch(&hash, x->hashes, x->n, sizeof hash, by_number);

	return at == NULL ? x->n : (size_t)(at - x->hashes);
}

static void
put_pieces(struct buf *out, struct pieces list)
{
	for (size_t i = 0; i < list.n; i++)
		buf_str(out, list.v[i].text);
}

/* The last bytes of a text, which may begin in the middle. */
static struct str
end_of(struct samples *x, const struct buf *text)
{
	size_t from = text->n > PROMPT_MAX ? text->n - PROMPT_MAX : 0;

	while (from > 0 && from < text->n &&
	       ((unsigned char)text->p[from] & 0xc0) == 0x80)
		from++;
	return (
	    struct str){ arena_copy(&x->arena, text->p + from, text->n - from),
		text->n - from };
}

static void
take_query(struct samples *x, const struct eval_set *set, const struct query *q,
    struct prompt *p)
{
	struct buf text = { 0 };

	put_pieces(&text, set->prefix);
	for (size_t i = 0; i < set->n_demos; i++)
		put_pieces(&text, set->demos[i]);
	p->before = end_of(x, &text);
	buf_reset(&text);
	put_pieces(&text, q->shared);
	p->input = end_of(x, &text);
	buf_reset(&text);
	if (q->gold >= 0 && (size_t)q->gold < q->n_candidates)
		put_pieces(&text, q->candidates[q->gold]);
	else if (q->refs.n > 0)
		buf_str(&text, q->refs.v[0]);
	p->answer = end_of(x, &text);
	buf_release(&text);
}

static int
read_records(struct samples *x, struct reader *r, struct err *e)
{
	struct arena set_arena = { 0 }, arena = { 0 };
	struct episode_record rec;
	struct eval_set set = { 0 };
	struct str line;
	int rc;

	while ((rc = reader_line(r, &line, e)) > 0) {
		size_t at;

		arena_reset(&arena);
		if (episode_parse(line, &arena, &rec, e)) {
			rc = reader_err(r, e);
			break;
		}
		if (rec.type == EPISODE_SET) { /* it lives on in its arena */
			struct arena old = set_arena;

			set_arena = arena;
			arena = old;
			set = rec.set;
		}
		if (rec.type != EPISODE_QUERY || rec.query.is_null)
			continue;
		at = find(x, hash_of(x, &(struct where){ set.task, set.method,
					    set.layout, set.variant,
					    rec.query.id, set.k, set.seed }));
		if (at < x->n)
			take_query(x, &set, &rec.query, &x->prompts[at]);
	}
	arena_release(&set_arena);
	arena_release(&arena);
	return rc;
}

int
samples_read(struct samples *x, const char *path, struct err *e)
{
	struct reader *r = reader_new(&path, 1);
	int rc =
	    reader_begin(r, 1u << KIND_EPISODES, e) || read_records(x, r, e)
		? -1
		: 0;

	x->has_texts = true;
	reader_free(r);
	return rc;
}

static void
put_name(const struct samples *x, uint32_t id, struct buf *out)
{
	svg_text(interner_str(x->names, id), out);
}

/* Text with its lines, kept from turning what is around it. */
static void
put_text(struct str s, struct buf *out)
{
	size_t from = 0;

	buf_str(out, STR("<bdi>"));
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '\n')
			continue;
		svg_text(str_slice(s, from, i), out);
		if (i < s.n)
			buf_byte(out, '\n');
		from = i + 1;
	}
	buf_str(out, STR("</bdi>"));
}

/* One choice of a filter; the first of a group is the one that hides nothing.
 */
static void
put_radio(char group, size_t i, struct buf *out)
{
	buf_printf(out,
	    "<input type=\"radio\" name=\"%c\" id=\"%c%zu\"%s><label "
	    "for=\"%c%zu\">",
	    group, group, i, i == 0 ? " checked" : "", group, i);
}

/* Choice i of a group hides the rows that are not of the class. */
static void
put_rule(char group, size_t i, const char *class, struct buf *out)
{
	buf_printf(out, "#%c%zu:checked~.wide tbody tr:not(.%s){display:none}",
	    group, i, class);
}

/* The same of each of n classes that are called by the group and a number. */
static void
put_numbered(char group, size_t n, struct buf *out)
{
	struct buf class = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_reset(&class);
		buf_printf(&class, "%c%zu", group, i);
		put_rule(group, i + 1, buf_view(&class).p, out);
	}
	buf_release(&class);
}

/* Tasks that have a filter. */
static size_t
n_tasks_shown(const struct samples *x)
{
	return x->n_tasks < TASKS_MAX ? x->n_tasks : TASKS_MAX;
}

static void
put_rules(const struct samples *x, struct buf *out)
{
	buf_str(out, STR("<style>.q summary{margin:0;font-weight:400}"
			 ".q,.q pre{white-space:pre-wrap;max-width:34rem;"
			 "min-width:12rem;overflow-wrap:anywhere;margin:0;"
			 "font:inherit}.q pre{border-left:3px solid "
			 "var(--rule);padding-left:.6rem;margin:.2rem 0 .6rem}"
			 ".ok{color:#008a63}.no{color:#c33}"
			 /* the choices are buttons: a circle could part
			    from its word at the end of a line */
			 "input[type=radio]{position:absolute;opacity:0}"
			 "label{display:inline-block;white-space:nowrap;"
			 "margin:0 .4rem .4rem 0;padding:.1rem .6rem;"
			 "border:1px solid var(--rule);border-radius:.3rem;"
			 "cursor:pointer;font-size:.92rem}"
			 "input:checked+label{background:var(--ink);"
			 "color:var(--paper)}"
			 "input:focus-visible+label{outline:2px solid #0072b2}"
			 "@media(prefers-color-scheme:dark){"
			 ".ok{color:#3fd0a0}.no{color:#ff8080}}"));
	put_rule('w', 1, "wrong", out);
	put_rule('w', 2, "changed", out);
	put_numbered('t', n_tasks_shown(x), out);
	put_numbered('k', x->n_ks, out);
	buf_str(out, STR("</style>"));
}

static void
put_filters(const struct samples *x, struct buf *out)
{
	put_radio('w', 0, out);
	buf_str(out, STR("all</label>"));
	put_radio('w', 1, out);
	buf_str(out, STR("wrong</label>"));
	if (x->n_runs > 1) {
		put_radio('w', 2, out);
		buf_str(out, STR("changed between runs</label>"));
	}
	if (x->n_tasks > 1) {
		buf_str(out, STR("<br>"));
		put_radio('t', 0, out);
		buf_str(out, STR("all tasks</label>"));
		for (size_t i = 0; i < n_tasks_shown(x); i++) {
			put_radio('t', i + 1, out);
			put_name(x, x->tasks[i], out);
			buf_str(out, STR("</label>"));
		}
	}
	if (x->n_ks > 1) {
		buf_str(out, STR("<br>"));
		put_radio('k', 0, out);
		buf_str(out, STR("all k</label>"));
		for (size_t i = 0; i < x->n_ks; i++) {
			put_radio('k', i + 1, out);
			buf_printf(out, "k = %" PRIu64 "</label>", x->ks[i]);
		}
	}
}

/* One run's answer to a query: its prediction and every candidate's score. */
static void
put_run(const struct samples *x, const struct entry *entry, struct buf *out)
{
	const struct prediction *p;

	if (entry == NULL) {
		buf_str(out, STR("<td class=\"t\">&ndash;</td>"));
		return;
	}
	p = entry->prediction;
	if (p->n == 0) {
		buf_printf(out, "<td class=\"t\">%.3f</td>", p->value);
		return;
	}
	buf_printf(out, "<td class=\"t\"><span class=\"%s\">%s ",
	    p->value > 0 ? "ok" : "no", p->value > 0 ? "\u2713" : "\u2717");
	put_name(x, p->pred, out);
	buf_str(out, STR("</span><small>"));
	for (size_t i = 0; i < p->n; i++) {
		buf_printf(out, "<br>%.3f ", entry->seed->scores[p->at + i]);
		put_name(x, entry->seed->classes[p->at + i], out);
	}
	buf_str(out, STR("</small></td>"));
}

static const struct entry *
entry_of(const struct entry *v, size_t n, uint32_t run)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].row->run == run)
			return &v[i];
	return NULL;
}

/* The classes that filters go by. */
static void
put_classes(
    const struct samples *x, const struct entry *v, size_t n, struct buf *out)
{
	bool wrong = false, changed = false;
	size_t task = 0, k = 0;

	for (size_t i = 0; i < n; i++) {
		wrong |= v[i].prediction->value < 1;
		changed |= v[i].prediction->pred != v[0].prediction->pred ||
			   v[i].prediction->value != v[0].prediction->value;
	}
	while (x->tasks[task] != v[0].row->task)
		task++;
	while (x->ks[k] != v[0].row->k)
		k++;
	buf_printf(out, "<tr class=\"t%zu k%zu%s%s\">", task, k,
	    wrong ? " wrong" : "", changed ? " changed" : "");
}

/* The demonstrations, set off from the query that is shown above them. */
static void
put_before(struct str text, struct buf *out)
{
	if (text.n == 0) {
		buf_str(out, STR("<small>no demonstrations</small>"));
		return;
	}
	buf_str(out, STR("<small>the demonstrations before it</small><pre>"));
	put_text(text, out);
	buf_str(out, STR("</pre>"));
}

static void
put_sample(const struct samples *x, const struct entry *v, size_t n,
    const struct prompt *p, struct buf *out)
{
	const struct row *row = v[0].row;

	put_classes(x, v, n, out);
	buf_str(out, STR("<td>"));
	put_name(x, row->task, out);
	buf_printf(out, "<br><small>k = %" PRIu64 ", seed %" PRIu64 "<br>",
	    row->k, v[0].seed->seed);
	put_name(x, row->method, out);
	buf_str(out, STR(", "));
	put_name(x, row->layout, out);
	buf_str(out, STR("<br>"));
	put_name(x, v[0].prediction->id, out);
	buf_str(out, STR("</small></td>"));
	if (x->has_texts) {
		buf_str(out, STR("<td class=\"t q\"><details><summary>"));
		put_text(str_trim(p->input), out);
		buf_str(out, STR("<mark>"));
		put_text(p->answer, out);
		buf_str(out, STR("</mark></summary>"));
		put_before(p->before, out);
		buf_str(out, STR("</details></td>"));
	}
	buf_str(out, STR("<td class=\"t\">"));
	if (v[0].prediction->n > 0)
		put_name(x, v[0].prediction->gold, out);
	buf_str(out, STR("</td>"));
	for (size_t i = 0; i < x->n_runs; i++)
		put_run(x, entry_of(v, n, x->runs[i]), out);
	buf_str(out, STR("</tr>\n"));
}

void
samples_put(const struct samples *x, struct buf *out)
{
	size_t at = 0;

	buf_str(out, STR("<h2>Samples</h2>\n"));
	put_rules(x, out);
	buf_printf(out,
	    "<p><small>%zu of %zu queries, chosen by seed %" PRIu64
	    "; below each run's choice what the rule gives every option, "
	    "in nats.%s</small></p>"
	    "<div>",
	    x->n, x->n_all, x->seed,
	    x->has_texts ? " A click on a query opens its demonstrations; the "
			   "right answer is marked."
			 : "");
	put_filters(x, out);
	buf_str(
	    out, STR("<div class=\"wide\"><table><thead><tr><th>query</th>"));
	if (x->has_texts)
		buf_str(out, STR("<th class=\"t\">text</th>"));
	buf_str(out, STR("<th class=\"t\">gold</th>"));
	for (size_t i = 0; i < x->n_runs; i++) {
		buf_str(out, STR("<th class=\"t\">"));
		put_name(x, x->runs[i], out);
		buf_str(out, STR("</th>"));
	}
	buf_str(out, STR("</tr></thead><tbody>\n"));
	for (size_t q = 0; q < x->n; q++) {
		size_t n = run_length(x, at);

		put_sample(x, x->entries + at, n, &x->prompts[q], out);
		at += n;
	}
	buf_str(out, STR("</tbody></table></div></div>\n"));
}
