/* Text to segments: sentences and paragraphs as spans. See icl-segment(1). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"
#include "base/par.h"
#include "base/progress.h"
#include "base/regex.h"
#include "io/document.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/json.h"
#include "io/stream.h"
#include "text/segment.h"
#include "text/source.h"

enum {
	BATCH_BYTES = 8 << 20, /* of text segmented at a time */
	JOB_BYTES = 1 << 17,   /* of one thread's share of it */
	JOBS_MAX = BATCH_BYTES / JOB_BYTES + 1,
};

struct config {
	bool jsonl, lines, cut, repair;
	const char *field, *split, *abbrev, *rules;
	int par;
	uint64_t max_bytes;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)

static const struct opt options[] = {
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "documents", 0, 0, 0 },
	{ 0, "jsonl", OPT_FLAG, OPT_RECORD, NULL, NULL,
	    "each record is a document", AT(jsonl), 0, 0 },
	{ 0, "field", OPT_TEXT, OPT_RECORD, "NAME", "text",
	    "its member that holds the text", AT(field), 0, 0 },
	{ 0, "split", OPT_TEXT, OPT_RECORD, "file|line|blank|RE", "file",
	    "where documents of plain text end", AT(split), 0, 0 },
	{ 0, "max-bytes", OPT_U64, OPT_RECORD, "N", "4Mi",
	    "a longer document is an error", AT(max_bytes), 64, 1 << 28 },
	{ 0, "cut", OPT_FLAG, OPT_RECORD, NULL, NULL,
	    "cut longer documents into several", AT(cut), 0, 0 },
	{ 0, "repair", OPT_FLAG, OPT_RECORD, NULL, NULL,
	    "put U+FFFD for what is not UTF-8", AT(repair), 0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "sentences", 0, 0, 0 },
	{ 0, "par", OPT_CHOICE, OPT_RECORD, "auto|line|blank", "auto",
	    "where paragraphs end", AT(par), 0, 0 },
	{ 0, "abbrev", OPT_TEXT, OPT_RECORD | OPT_PATH | OPT_INPUT, "FILE",
	    NULL, "more abbreviations", AT(abbrev), 0, 0 },
	{ 0, "rules", OPT_TEXT, OPT_RECORD | OPT_PATH | OPT_INPUT, "FILE", NULL,
	    "rules of another language", AT(rules), 0, 0 },
	{ 0, "lines", OPT_FLAG, 0, NULL, NULL,
	    "for people: a sentence a line, plain", AT(lines), 0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	printf("pcre2 %s, zstd %s, json-c %s\n", regex_version(),
	    stream_version(), json_version());
}

static const struct opt_spec spec = {
	.tool = "icl-segment",
	.synopsis = "[options] [FILE...]",
	.purpose = "Finds the sentences and paragraphs of documents.",
	.options = options,
	.common = offsetof(struct config, common),
	.without = OPT_NO_SEED,
	.about = about,
};

static int
read_rules(struct rules *r, const char *path, bool bare, struct err *e)
{
	struct buf text = { 0 };
	int rc = file_read(path, RULES_BYTES_MAX, &text, e);

	if (rc == 0)
		rc = rules_read(r, buf_view(&text), bare, path, e);
	buf_release(&text);
	return rc;
}

static struct rules *
load_rules(const struct config *cfg, struct err *e)
{
	struct rules *r = rules_new();

	if ((cfg->rules == NULL
		    ? rules_read(r, rules_english(), false, "English", e)
		    : read_rules(r, cfg->rules, false, e)) == 0 &&
	    (cfg->abbrev == NULL || read_rules(r, cfg->abbrev, true, e) == 0) &&
	    rules_finish(r, e) == 0)
		return r;
	rules_free(r);
	return NULL;
}

/* Some documents of a batch, one after another, and the lines they become. */
struct job {
	size_t first, n; /* of the batch's documents */
	struct buf out;
	uint64_t sents, pars;
	struct err why;
	bool failed;
};

struct batch {
	struct arena arena;
	struct document *docs;
	size_t n, cap, bytes;
	struct job jobs[JOBS_MAX];
	size_t n_jobs;
	struct segmenter **segmenters; /* one a thread */
	size_t n_threads;
	bool lines, any; /* any: not the first batch */
	uint64_t written, sents, pars;
};

static void
put_lines(struct buf *out, const struct document *d)
{
	for (size_t i = 0; i < d->n_sents; i++) {
		const struct span *s = &d->sents[i];
		size_t from = out->n;

		buf_str(out, str_slice(d->text, s->begin, s->end));
		for (size_t k = from; k < out->n; k++)
			if (out->p[k] == '\n' || out->p[k] == '\r')
				out->p[k] = ' ';
		buf_byte(out, '\n');
	}
}

static void
do_job(void *ctx, size_t i, unsigned worker)
{
	struct batch *b = ctx;
	struct job *j = &b->jobs[i];

	for (size_t k = j->first; k < j->first + j->n && !j->failed; k++) {
		struct document d = b->docs[k];

		if (segmenter_document(b->segmenters[worker], &d, &j->why)) {
			err_prefix(&j->why, "document '%.*s'", STR_ARG(d.id));
			j->failed = true;
			return;
		}
		if (b->lines) {
			if (b->any || k > 0)
				buf_byte(&j->out, '\n');
			put_lines(&j->out, &d);
		} else {
			document_write(&j->out, &d);
			buf_byte(&j->out, '\n');
		}
		j->sents += d.n_sents;
		j->pars += d.n_pars;
	}
}

static void
add_document(struct batch *b, struct str id, struct str text)
{
	struct job *j = b->n_jobs == 0 ? NULL : &b->jobs[b->n_jobs - 1];

	if (j == NULL || b->bytes >= b->n_jobs * JOB_BYTES) {
		j = &b->jobs[b->n_jobs++];
		j->first = b->n;
		j->n = 0;
		j->sents = j->pars = 0;
		buf_reset(&j->out);
	}
	b->docs = mem_grow(b->docs, &b->cap, b->n + 1, sizeof *b->docs);
	b->docs[b->n++] = (struct document){
		.id = { arena_copy(&b->arena, id.p, id.n), id.n },
		.text = { arena_copy(&b->arena, text.p, text.n), text.n },
	};
	j->n++;
	b->bytes += id.n + text.n + 1;
}

/* Reads documents until there is work for all threads; 0 at the end. */
static int
fill(struct batch *b, struct source *from, uint64_t wanted, struct err *e)
{
	struct str id, text;
	int rc = 1;

	arena_reset(&b->arena);
	b->any |= b->n > 0;
	b->n = b->bytes = b->n_jobs = 0;
	while (b->bytes < BATCH_BYTES &&
	       (wanted == 0 || b->written + b->n < wanted) &&
	       (rc = source_next(from, &id, &text, e)) > 0)
		add_document(b, id, text);
	return rc < 0 ? -1 : b->n > 0;
}

static int
drain(struct batch *b, struct writer *to, struct err *e)
{
	for (size_t i = 0; i < b->n_jobs; i++) {
		const struct job *j = &b->jobs[i];

		if (writer_bytes(to, j->out.p, j->out.n, e))
			return -1;
		if (j->failed) {
			*e = j->why;
			return -1;
		}
		b->written += j->n;
		b->sents += j->sents;
		b->pars += j->pars;
	}
	return b->lines ? writer_flush(to, e) : 0;
}

static int
segment(const struct config *cfg, struct reader *in, struct source *from,
    struct batch *b, struct writer *to, struct err *e)
{
	struct progress progress;
	int rc;

	progress_begin(&progress, "documents", opt_progress(&cfg->common));
	while ((rc = fill(b, from, cfg->common.count, e)) > 0) {
		par_for((unsigned)b->n_threads, b->n_jobs, do_job, b);
		if (drain(b, to, e))
			return -1;
		progress_tick(
		    &progress, b->written, reader_done(in), reader_total(in));
	}
	progress_end(&progress);
	return rc;
}

static int
batch_init(struct batch *b, const struct config *cfg, const struct rules *r,
    struct err *e)
{
	b->lines = cfg->lines;
	b->n_threads = cfg->common.threads;
	b->segmenters = mem_new(b->n_threads, sizeof *b->segmenters);
	for (size_t i = 0; i < b->n_threads; i++) {
		b->segmenters[i] = segmenter_new(r, (enum par_rule)cfg->par, e);
		if (b->segmenters[i] == NULL)
			return -1;
	}
	return 0;
}

static void
batch_release(struct batch *b)
{
	for (size_t i = 0; b->segmenters != NULL && i < b->n_threads; i++)
		segmenter_free(b->segmenters[i]);
	for (size_t i = 0; i < JOBS_MAX; i++)
		buf_release(&b->jobs[i].out);
	free(b->segmenters);
	free(b->docs);
	arena_release(&b->arena);
}

static void
report(const struct config *cfg, const struct batch *b,
    const struct source_counts *c)
{
	if (b->written == 0 && c->bad == 0)
		warn("no text in the input; the stream is empty");
	if (c->bad > 0)
		warn("%ju bad documents skipped", (uintmax_t)c->bad);
	if (cfg->common.verbose)
		warn("%ju documents read, %ju written, %ju bad; %ju sentences "
		     "in %ju paragraphs; %ju cut, %ju repaired",
		    (uintmax_t)c->read, (uintmax_t)b->written,
		    (uintmax_t)c->bad, (uintmax_t)b->sents, (uintmax_t)b->pars,
		    (uintmax_t)c->cut, (uintmax_t)c->repaired);
}

static struct writer *
open_output(const struct config *cfg, struct err *e)
{
	const struct opt_common *c = &cfg->common;
	const struct intro intro = {
		.kind = KIND_SEGMENTS, .spec = &spec, .config = cfg
	};
	struct writer *to;

	if (cfg->lines)
		return writer_new(c->output, FORM_PEOPLE, (int)c->level, e);
	to = intro_writer(c, KIND_SEGMENTS, e);
	if (to != NULL && intro_write(to, &intro, e)) {
		writer_free(to);
		return NULL;
	}
	return to;
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct batch batch = { 0 };
	struct source *from = NULL;
	struct writer *to = NULL;
	struct rules *rules = NULL;
	struct reader *in;
	struct err e;
	int rc = -1;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	const struct source_options o = { .jsonl = cfg.jsonl,
		.field = cfg.field,
		.split = cfg.split,
		.max_bytes = cfg.max_bytes,
		.cut = cfg.cut,
		.repair = cfg.repair,
		.skip_bad = cfg.common.skip_bad };
	in = reader_new(cfg.common.files, cfg.common.n_files);
	if ((rules = load_rules(&cfg, &e)) != NULL &&
	    reader_begin(in, 1u << KIND_TEXT, &e) == 0 &&
	    (from = source_new(in, &o, &e)) != NULL &&
	    batch_init(&batch, &cfg, rules, &e) == 0 &&
	    (to = open_output(&cfg, &e)) != NULL &&
	    segment(&cfg, in, from, &batch, to, &e) == 0)
		rc = writer_commit(to, &e);
	if (rc == 0)
		report(&cfg, &batch, source_counts(from));
	batch_release(&batch);
	source_free(from);
	rules_free(rules);
	reader_free(in);
	writer_free(to);
	if (rc != 0)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
