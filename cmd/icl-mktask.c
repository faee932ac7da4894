/* Segments to examples of self-supervised tasks.  See icl-mktask(1). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"
#include "base/par.h"
#include "base/progress.h"
#include "io/document.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/json.h"
#include "io/stream.h"
#include "text/tasks.h"

enum {
	WINDOW_MAX = 1 << 16,
	LPP_WORDS_MAX = 1 << 20, /* bytes of --lpp-words */
	BATCH = 8, /* documents a thread makes examples of before writing */
};

struct config {
	const char *tasks, *lpp_words, *lpp_pick;
	struct opt_range sents, words;
	uint64_t per_doc, window;
	int mwp;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "tasks", 0, 0, 0 },
	{ 0, "tasks", OPT_TEXT, OPT_RECORD, "LIST", "nsg,mwp,lpp,lpp-class,cls",
	    "tasks to make examples of", AT(tasks), 0, 0 },
	{ 0, "sents", OPT_RANGE, OPT_RECORD, "A-B", "3-5",
	    "sentences of an example", AT(sents), 3, 64 },
	{ 0, "per-doc", OPT_U64, OPT_RECORD, "N", NULL,
	    "examples of each task a document [all]", AT(per_doc), 1, 0x1p32 },
	{ 0, "window", OPT_U64, OPT_RECORD, "N", "64",
	    "documents that may take from one another", AT(window), 2,
	    WINDOW_MAX },
	{ 0, "mwp", OPT_CHOICE, OPT_RECORD, "span|scatter", "span",
	    "masked words: in a row or here and there", AT(mwp), 0, 0 },
	{ 0, "words", OPT_RANGE, OPT_RECORD, "A-B", "1-20", "masked words",
	    AT(words), 1, 1000 },
	{ 0, "lpp-words", OPT_TEXT, OPT_RECORD | OPT_PATH | OPT_INPUT, "FILE",
	    NULL, "function words that begin a last phrase", AT(lpp_words), 0,
	    0 },
	{ 0, "lpp-pick", OPT_TEXT, OPT_RECORD, "last|tail:N", "last",
	    "the last of them, or the first among N last words", AT(lpp_pick),
	    0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	printf("zstd %s, json-c %s\n", stream_version(), json_version());
}

static const struct opt_spec spec = {
	.tool = "icl-mktask",
	.synopsis = "[options] [FILE...]",
	.purpose = "Makes examples of self-supervised tasks from segments.",
	.options = options,
	.common = offsetof(struct config, common),
	.about = about,
};

/* A document of the window. */
struct slot {
	struct buf line; /* its record, until it is parsed */
	const char *file;
	uint64_t lineno;
	struct arena arena; /* of its passage */
	struct passage passage;
	uint64_t sents, unusable[N_UNUSABLE];
	struct err why;
	bool bad;
};

/* What was made of a document. */
struct result {
	struct buf out;
	struct task_counts counts[TASKS_MAX];
};

struct totals {
	uint64_t read, bad, alone, sents, usable, used, unusable[N_UNUSABLE];
	uint64_t written;
	struct task_counts tasks[TASKS_MAX];
};

struct block {
	struct slot *v;
	size_t n;
};

struct scratch { /* of a thread */
	struct arena document, made[2];
};

struct maker {
	struct task_options o;
	struct arena arena; /* of the options */
	struct block now, before;
	size_t size; /* of a window */
	struct window window;
	struct scratch *scratch;
	struct result *results; /* [n_threads * BATCH] */
	size_t n_threads;
	size_t first; /* place in the window of the batch's first document */
	struct totals totals;
};

static void
parse_slot(void *ctx, size_t i, unsigned worker)
{
	struct maker *m = ctx;
	struct slot *s = &m->now.v[i];
	struct arena *a = &m->scratch[worker].document;
	struct document d;

	s->bad = document_parse(buf_view(&s->line), a, &d, &s->why) != 0;
	buf_release(&s->line);
	memset(s->unusable, 0, sizeof s->unusable);
	if (!s->bad) {
		passage_build(&s->passage, &d, &s->arena, s->unusable);
		s->sents = d.n_sents;
	}
	arena_reset(a);
}

static void
make_result(void *ctx, size_t i, unsigned worker)
{
	struct maker *m = ctx;
	struct result *r = &m->results[i];

	memset(r->counts, 0, sizeof r->counts);
	buf_reset(&r->out);
	tasks_make(&m->o, &m->window, m->first + i, m->scratch[worker].made,
	    &r->out, r->counts);
}

/* The documents that could not be read are an error, or left out. */
static int
drop_bad(struct maker *m, bool skip, struct err *e)
{
	size_t good = 0;

	for (size_t i = 0; i < m->now.n; i++) {
		struct slot *s = &m->now.v[i], other;

		if (s->bad && !skip) {
			*e = s->why;
			return err_prefix(
			    e, "%s:%ju", s->file, (uintmax_t)s->lineno);
		}
		m->totals.bad += s->bad;
		if (s->bad)
			continue;
		other = m->now.v[good];
		m->now.v[good++] = *s;
		*s = other;
	}
	m->now.n = good;
	return 0;
}

/* Reads a window's worth of documents; 0 at the end of the input. */
static int
fill(struct maker *m, struct reader *in, bool skip, struct err *e)
{
	struct block old = m->before;
	struct str line;
	int rc = 1;

	m->before = m->now;
	m->now = old;
	for (m->now.n = 0;
	     m->now.n < m->size && (rc = reader_line(in, &line, e)) > 0;
	     m->now.n++) {
		struct slot *s = &m->now.v[m->now.n];

		arena_reset(&s->arena);
		buf_str(&s->line, line);
		s->file = reader_name(in);
		s->lineno = reader_lineno(in);
		m->totals.read++;
	}
	if (rc < 0)
		return -1;
	par_for((unsigned)m->n_threads, m->now.n, parse_slot, m);
	return drop_bad(m, skip, e) ? -1 : rc;
}

/* The documents read, and before them earlier ones to make up a window. */
static void
set_window(struct maker *m)
{
	size_t lack = m->size - m->now.n;
	size_t kept = m->before.n < lack ? m->before.n : lack;

	m->window.n = 0;
	for (size_t i = m->before.n - kept; i < m->before.n; i++)
		m->window.v[m->window.n++] = m->before.v[i].passage;
	m->first = m->window.n;
	for (size_t i = 0; i < m->now.n; i++)
		m->window.v[m->window.n++] = m->now.v[i].passage;
	if (m->window.n == 1 && tasks_lend(&m->o))
		m->totals.alone++;
	if (tasks_lend(&m->o))
		phrase_index_build(
		    &m->window.phrases, &m->o.phrase, m->window.v, m->window.n);
}

static void
add_counts(struct totals *t, const struct slot *s)
{
	t->sents += s->sents;
	t->usable += s->passage.n;
	for (unsigned i = 0; i < N_UNUSABLE; i++)
		t->unusable[i] += s->unusable[i];
	for (size_t i = 0; i < s->passage.n; i++)
		t->used += s->passage.used[i];
}

/* As many of the lines as are still wanted; 1 when no more are. */
static int
put_lines(struct maker *m, struct str lines, uint64_t wanted, struct writer *to,
    struct err *e)
{
	while (lines.n > 0) {
		const char *nl = memchr(lines.p, '\n', lines.n);
		size_t n = (size_t)(nl - lines.p) + 1;

		if (writer_bytes(to, lines.p, n, e))
			return -1;
		if (++m->totals.written == wanted)
			return 1;
		lines = str_slice(lines, n, lines.n);
	}
	return 0;
}

/* Makes and writes the examples of the documents read. */
static int
make_block(struct maker *m, uint64_t wanted, struct writer *to, struct err *e)
{
	size_t batch = m->n_threads * BATCH, n;
	int rc = 0;

	set_window(m);
	for (size_t at = 0; at < m->now.n && rc == 0; at += n, m->first += n) {
		n = m->now.n - at < batch ? m->now.n - at : batch;
		par_for((unsigned)m->n_threads, n, make_result, m);
		for (size_t i = 0; i < n && rc == 0; i++) {
			const struct result *r = &m->results[i];

			for (size_t t = 0; t < m->o.n_tasks; t++)
				task_counts_add(
				    &m->totals.tasks[t], &r->counts[t]);
			add_counts(&m->totals, &m->now.v[at + i]);
			rc = put_lines(m, buf_view(&r->out), wanted, to, e);
		}
	}
	return rc;
}

static int
make_tasks(struct maker *m, const struct config *cfg, struct reader *in,
    struct writer *to, struct err *e)
{
	struct progress progress;
	int more, rc = 0;

	progress_begin(&progress, "examples", opt_progress(&cfg->common));
	do {
		more = fill(m, in, cfg->common.skip_bad, e);
		if (more < 0)
			return -1;
		rc = make_block(m, cfg->common.count, to, e);
		progress_tick(&progress, m->totals.written, reader_done(in),
		    reader_total(in));
	} while (rc == 0 && more > 0);
	progress_end(&progress);
	return rc < 0 ? -1 : 0;
}

static int
set_phrases(struct maker *m, const struct config *cfg, struct err *e)
{
	struct buf text = { 0 };
	struct opt_range tail;

	if (strncmp(cfg->lpp_pick, "tail:", 5) == 0) {
		if (opt_range(cfg->lpp_pick + 5, 2, 20, &tail, e))
			return err_prefix(e, "--lpp-pick");
		m->o.phrase.tail = tail.lo;
	} else if (strcmp(cfg->lpp_pick, "last") != 0) {
		return err_set(e, "--lpp-pick: '%s' is neither last nor tail:N",
		    cfg->lpp_pick);
	}
	if (cfg->lpp_words == NULL) {
		phrase_rule_set(&m->o.phrase, phrase_words(), &m->arena);
		return 0;
	}
	if (file_read(cfg->lpp_words, LPP_WORDS_MAX, &text, e)) {
		buf_release(&text);
		return 1;
	}
	phrase_rule_set(&m->o.phrase, buf_view(&text), &m->arena);
	buf_release(&text);
	return 0;
}

/* 0; -1 when an option is misused, 1 when a file cannot be read. */
static int
maker_init(struct maker *m, const struct config *cfg, struct err *e)
{
	m->o = (struct task_options){
		.sents_lo = cfg->sents.lo,
		.sents_hi = cfg->sents.hi,
		.words_lo = cfg->words.lo,
		.words_hi = cfg->words.hi,
		.per_doc = cfg->per_doc,
		.scatter = cfg->mwp == 1,
		.seed = cfg->common.seed,
	};
	if (tasks_parse(&m->o, cfg->tasks, e))
		return err_prefix(e, "--tasks");
	m->size = cfg->window;
	m->n_threads = cfg->common.threads;
	m->now.v = mem_new(m->size, sizeof *m->now.v);
	m->before.v = mem_new(m->size, sizeof *m->before.v);
	m->window.v = mem_new(m->size, sizeof *m->window.v);
	m->scratch = mem_new(m->n_threads, sizeof *m->scratch);
	m->results = mem_new(m->n_threads * BATCH, sizeof *m->results);
	return set_phrases(m, cfg, e);
}

static void
block_release(struct block *b, size_t size)
{
	for (size_t i = 0; b->v != NULL && i < size; i++) {
		arena_release(&b->v[i].arena);
		buf_release(&b->v[i].line);
	}
	free(b->v);
}

static void
maker_release(struct maker *m)
{
	block_release(&m->now, m->size);
	block_release(&m->before, m->size);
	for (size_t i = 0; m->scratch != NULL && i < m->n_threads; i++) {
		arena_release(&m->scratch[i].document);
		arena_release(&m->scratch[i].made[0]);
		arena_release(&m->scratch[i].made[1]);
	}
	for (size_t i = 0; m->results != NULL && i < m->n_threads * BATCH; i++)
		buf_release(&m->results[i].out);
	phrase_index_release(&m->window.phrases);
	arena_release(&m->arena);
	free(m->window.v);
	free(m->scratch);
	free(m->results);
}

static void
report_counts(const struct maker *m)
{
	static const char *const misses[N_MISSES] = { NULL, "too short",
		"copied in the input", "without a last phrase",
		"nothing like it elsewhere", "no other order",
		"with a quotation past a sentence" };
	const struct totals *t = &m->totals;

	warn("%ju documents read, %ju bad; %ju sentences read, %ju used, "
	     "%ju left over, not usable: %ju without a stop, %ju too long, "
	     "%ju no language; %ju examples written",
	    (uintmax_t)t->read, (uintmax_t)t->bad, (uintmax_t)t->sents,
	    (uintmax_t)t->used, (uintmax_t)(t->usable - t->used),
	    (uintmax_t)t->unusable[UNUSABLE_OPEN],
	    (uintmax_t)t->unusable[UNUSABLE_LONG],
	    (uintmax_t)t->unusable[UNUSABLE_ODD], (uintmax_t)t->written);
	for (size_t i = 0; i < m->o.n_tasks; i++) {
		const struct task_counts *c = &t->tasks[i];
		struct buf line = { 0 };

		for (unsigned k = 1; k < N_MISSES; k++)
			if (c->missed[k] > 0)
				buf_printf(&line, ", %ju %s",
				    (uintmax_t)c->missed[k], misses[k]);
		warn("%.*s: %ju units of sentences, %ju examples made%s",
		    STR_ARG(m->o.tasks[i].name), (uintmax_t)c->units,
		    (uintmax_t)c->made, line.p == NULL ? "" : line.p);
		buf_release(&line);
	}
}

static void
report(const struct maker *m, const struct config *cfg)
{
	if (m->totals.bad > 0)
		warn("%ju bad records skipped", (uintmax_t)m->totals.bad);
	if (m->totals.alone > 0)
		warn("only one document: tasks with material from elsewhere "
		     "have no examples");
	if (cfg->common.verbose)
		report_counts(m);
}

static int
run(struct maker *m, const struct config *cfg, struct reader *in, struct err *e)
{
	const struct intro intro = {
		.kind = KIND_EXAMPLES, .from = in, .spec = &spec, .config = cfg
	};
	struct writer *to = NULL;
	int rc = -1;

	if (reader_begin(in, 1u << KIND_SEGMENTS, e) == 0 &&
	    (to = intro_writer(&cfg->common, KIND_EXAMPLES, e)) != NULL &&
	    intro_write(to, &intro, e) == 0 &&
	    make_tasks(m, cfg, in, to, e) == 0)
		rc = writer_commit(to, e);
	writer_free(to);
	return rc;
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct maker maker = { 0 };
	struct reader *in;
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	rc = maker_init(&maker, &cfg, &e);
	if (rc != 0)
		die(rc < 0 ? EXIT_MISUSE : EXIT_FAIL, "%s", e.msg);
	in = reader_new(cfg.common.files, cfg.common.n_files);
	rc = run(&maker, &cfg, in, &e);
	if (rc == 0)
		report(&maker, &cfg);
	maker_release(&maker);
	reader_free(in);
	if (rc != 0)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
