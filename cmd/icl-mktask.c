/* Segments to examples of self-supervised tasks.  See icl-mktask(1). */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/opt.h"
#include "base/progress.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/kind.h"
#include "io/reader.h"
#include "io/stream.h"
#include "io/writer.h"
#include "mktask/blocks.h"
#include "mktask/mktask.h"
#include "mktask/tasks.h"

enum {
	LPP_WORDS_MAX = 1 << 20, /* bytes of --lpp-words */
};

struct config {
	const char *tasks, *lpp_words, *lpp_pick;
	struct opt_range sents, words;
	uint64_t per_doc, window, lpp_content;
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
	    "documents that may borrow from one another", AT(window), 2,
	    WINDOW_MAX },
	{ 0, "mwp", OPT_CHOICE, OPT_RECORD, "span|scatter", "span",
	    "mask words in a row, or scattered ones", AT(mwp), 0, 0 },
	{ 0, "words", OPT_RANGE, OPT_RECORD, "A-B", "1-20", "masked words",
	    AT(words), 1, 1000 },
	{ 0, "lpp-words", OPT_TEXT, OPT_RECORD | OPT_PATH | OPT_INPUT, "FILE",
	    NULL, "function words that begin a last phrase", AT(lpp_words), 0,
	    0 },
	{ 0, "lpp-pick", OPT_TEXT, OPT_RECORD, "last|tail:N", "last",
	    "which of them: the last, or first of N words", AT(lpp_pick), 0,
	    0 },
	{ 0, "lpp-content", OPT_U64, OPT_RECORD, "N", "0",
	    "least words of a phrase beside them", AT(lpp_content), 0, 20 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	printf("zstd %s\n", stream_version());
}

static const struct opt_spec spec = {
	.tool = "icl-mktask",
	.synopsis = "[options] [FILE...]",
	.purpose = "Makes examples of self-supervised tasks from segments.",
	.options = options,
	.common = offsetof(struct config, common),
	.about = about,
};

/* Which phrases lpp takes: 0; -1 misused, 1 when a file cannot be read. */
static int
set_phrases(struct phrase_rule *r, const struct config *cfg, struct arena *a,
    struct err *e)
{
	struct buf text = { 0 };
	struct opt_range tail;
	int rc;

	r->content = cfg->lpp_content;
	if (strncmp(cfg->lpp_pick, "tail:", 5) == 0) {
		if (opt_range(cfg->lpp_pick + 5, 2, 20, &tail, e))
			return err_prefix(e, "--lpp-pick");
		r->tail = tail.lo;
	} else if (strcmp(cfg->lpp_pick, "last") != 0) {
		return err_set(e, "--lpp-pick: '%s' is neither last nor tail:N",
		    cfg->lpp_pick);
	}
	if (cfg->lpp_words == NULL) {
		phrase_rule_set(r, phrase_words(), a);
		return 0;
	}
	rc = file_read(cfg->lpp_words, LPP_WORDS_MAX, &text, e);
	if (rc == 0) {
		phrase_rule_set(r, buf_view(&text), a);
		if (r->n_words == 0)
			rc = err_set(e, "%s: no words", cfg->lpp_words);
	}
	buf_release(&text);
	return rc != 0;
}

/* 0; -1 when an option is misused, 1 when a file cannot be read. */
static int
set_options(struct task_options *o, const struct config *cfg, struct arena *a,
    struct err *e)
{
	*o = (struct task_options){
		.sents_lo = cfg->sents.lo,
		.sents_hi = cfg->sents.hi,
		.words_lo = cfg->words.lo,
		.words_hi = cfg->words.hi,
		.per_doc = cfg->per_doc,
		.scatter = cfg->mwp == 1,
		.seed = cfg->common.seed,
	};
	if (tasks_parse(o, cfg->tasks, e))
		return err_prefix(e, "--tasks");
	return set_phrases(&o->phrase, cfg, a, e);
}

static void
report_task(const struct task *task, const struct task_counts *c)
{
	static const char *const reasons[N_SKIP_REASONS] = { NULL, "too short",
		"with the answer in the input", "without a last phrase",
		"without similar text elsewhere", "without another order",
		"with a quotation across sentences" };
	struct buf line = { 0 };

	for (unsigned k = 1; k < N_SKIP_REASONS; k++)
		if (c->skipped[k] > 0)
			buf_printf(&line, ", %ju %s", (uintmax_t)c->skipped[k],
			    reasons[k]);
	warn("%.*s: %ju units of sentences, %ju examples made%s",
	    STR_ARG(task->name), (uintmax_t)c->units, (uintmax_t)c->made,
	    line.p == NULL ? "" : line.p);
	buf_release(&line);
}

static void
report(const struct mktask *m, const struct config *cfg)
{
	if (m->bad > 0)
		warn("%ju bad records skipped", (uintmax_t)m->bad);
	if (m->lone_windows > 0)
		warn("only one document in a window: tasks that borrow text "
		     "from other documents have no examples; give more "
		     "documents or raise --window");
	if (m->written == 0 && m->read > m->bad)
		warn("no examples; -v counts why, by task");
	if (!cfg->common.verbose)
		return;
	warn("%ju documents read, %ju bad; %ju sentences read, %ju used, "
	     "%ju left over, not usable: %ju without a stop, %ju too long, "
	     "%ju mostly digits or signs; %ju examples written",
	    (uintmax_t)m->read, (uintmax_t)m->bad, (uintmax_t)m->sents,
	    (uintmax_t)m->used, (uintmax_t)(m->usable - m->used),
	    (uintmax_t)m->unusable[UNUSABLE_OPEN],
	    (uintmax_t)m->unusable[UNUSABLE_LONG],
	    (uintmax_t)m->unusable[UNUSABLE_ODD], (uintmax_t)m->written);
	for (size_t i = 0; i < m->o->n_tasks; i++)
		report_task(&m->o->tasks[i], &m->tasks[i]);
}

static int
make_tasks(const struct config *cfg, const struct task_options *o,
    struct reader *in, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	const struct intro intro = {
		.kind = KIND_EXAMPLES, .from = in, .spec = &spec, .config = cfg
	};
	struct progress progress;
	struct mktask m = { .o = o,
		.window = cfg->window,
		.threads = (unsigned)c->threads,
		.count = c->count,
		.skip_bad = c->skip_bad,
		.progress = &progress };
	struct writer *to = NULL;
	int rc = -1;

	progress_begin(&progress, "examples", opt_progress(c));
	if (reader_begin(in, 1u << KIND_SEGMENTS, e) == 0 &&
	    (to = intro_writer(c, KIND_EXAMPLES, e)) != NULL &&
	    intro_write(to, &intro, e) == 0 && mktask_write(&m, in, to, e) == 0)
		rc = writer_commit(to, e);
	progress_end(&progress);
	if (rc == 0)
		report(&m, cfg);
	writer_free(to);
	return rc;
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct task_options tasks;
	struct arena arena = { 0 }; /* of the tasks' words */
	struct reader *in;
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	rc = set_options(&tasks, &cfg, &arena, &e);
	if (rc != 0)
		die(rc < 0 ? EXIT_MISUSE : EXIT_FAIL, "%s", e.msg);
	in = reader_new(cfg.common.files, cfg.common.n_files);
	reader_max_line(in, cfg.common.max_line);
	rc = make_tasks(&cfg, &tasks, in, &e);
	reader_free(in);
	arena_release(&arena);
	if (rc != 0)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
