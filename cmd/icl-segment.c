/* Text to segments: sentences and paragraphs as spans. See icl-segment(1). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"
#include "base/progress.h"
#include "base/regex.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/kind.h"
#include "io/reader.h"
#include "io/stream.h"
#include "io/writer.h"
#include "segment/corpus.h"

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
	printf("pcre2 %s, zstd %s\n", regex_version(), stream_version());
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
	    (cfg->abbrev == NULL || read_rules(r, cfg->abbrev, true, e) == 0)) {
		if (rules_finish(r, e) == 0)
			return r;
		err_prefix(e, "%s", cfg->rules); /* English is complete */
	}
	rules_free(r);
	return NULL;
}

static void
report(const struct config *cfg, const struct corpus *done,
    const struct source_counts *c)
{
	if (done->written == 0 && c->bad == 0)
		warn("no text in the input; the stream is empty");
	if (c->bad > 0)
		warn("%ju bad documents skipped", (uintmax_t)c->bad);
	if (cfg->common.verbose)
		warn("%ju documents read, %ju written, %ju bad; %ju sentences "
		     "in %ju paragraphs; %ju cut, %ju repaired",
		    (uintmax_t)c->read, (uintmax_t)done->written,
		    (uintmax_t)c->bad, (uintmax_t)done->sents,
		    (uintmax_t)done->pars, (uintmax_t)c->cut,
		    (uintmax_t)c->repaired);
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

/* How the input is cut; options that exclude one another are a misuse. */
static struct source_options
documents_of(const struct config *cfg)
{
	if (cfg->jsonl && opt_given(&spec, cfg, "split"))
		die(EXIT_MISUSE, "--split is for plain text; leave it out");
	if (!cfg->jsonl && opt_given(&spec, cfg, "field"))
		die(EXIT_MISUSE, "--field is a record's member; add --jsonl");
	return (struct source_options){ .jsonl = cfg->jsonl,
		.field = cfg->field,
		.split = cfg->split,
		.max_bytes = cfg->max_bytes,
		.cut = cfg->cut,
		.repair = cfg->repair,
		.skip_bad = cfg->common.skip_bad };
}

/* Reads the rules, then segments all documents and reports the counts. */
static int
segment(const struct config *cfg, struct reader *in, struct source *from,
    struct err *e)
{
	const struct opt_common *c = &cfg->common;
	struct progress progress;
	struct rules *rules = load_rules(cfg, e);
	struct corpus corpus = { .rules = rules,
		.par = (enum par_rule)cfg->par,
		.threads = (unsigned)c->threads,
		.lines = cfg->lines,
		.count = c->count,
		.progress = &progress };
	struct writer *to = NULL;
	int rc = -1;

	progress_begin(&progress, "documents", opt_progress(c));
	if (rules != NULL && reader_begin(in, 1u << KIND_TEXT, e) == 0 &&
	    (to = open_output(cfg, e)) != NULL &&
	    corpus_write(&corpus, in, from, to, e) == 0)
		rc = writer_commit(to, e);
	progress_end(&progress);
	if (rc == 0)
		report(cfg, &corpus, source_counts(from));
	rules_free(rules);
	writer_free(to);
	return rc;
}

int
main(int argc, char **argv)
{
	struct config cfg = { 0 };
	struct source_options o;
	struct source *from;
	struct reader *in;
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	o = documents_of(&cfg);
	in = reader_new(cfg.common.files, cfg.common.n_files);
	reader_max_line(in, cfg.common.max_line);
	from = source_new(in, &o, &e);
	if (from == NULL)
		die(EXIT_MISUSE, "%s", e.msg);
	rc = segment(&cfg, in, from, &e);
	source_free(from);
	reader_free(in);
	if (rc != 0)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
