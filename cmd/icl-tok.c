/* Episodes to tokens; also text to ids and back, and learning a BPE. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"
#include "base/progress.h"
#include "base/regex.h"
#include "base/unicode.h"
#include "io/file.h"
#include "io/intro.h"
#include "io/outputs.h"
#include "io/stream.h"
#include "io/tokens.h"
#include "encode/convert.h"
#include "encode/bpe_learn.h"
#include "encode/tokens_show.h"
#include "encode/translate.h"

enum { CTX_DEFAULT = 1024 };

struct config {
	const char *tokenizer, *pattern, *report, *special_tokens;
	uint64_t ctx, example, reserve, train, min_frequency, memory;
	int overflow, bos, special, alphabet;
	bool encode, decode, show;
	struct opt_common common;
};

#define AT(member) offsetof(struct config, member)

static const struct opt options[] = {
	{ 't', "tokenizer", OPT_TEXT, OPT_RECORD | OPT_PATH, "PATH", NULL,
	    "tokenizer.json, .model, .tiktoken, .gguf or a folder",
	    AT(tokenizer), 0, 0 },
	{ 0, "pattern", OPT_TEXT, OPT_RECORD, "NAME|RE", NULL,
	    "split by gpt2, cl100k, o200k, llama3, llama4 or a pattern",
	    AT(pattern), 0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "episodes", 0, 0, 0 },
	{ 0, "ctx", OPT_U64, OPT_RECORD, "N", NULL,
	    "tokens of a record [the model's, else 1024]", AT(ctx), 2,
	    1 << 24 },
	{ 0, "example", OPT_U64, OPT_RECORD, "N", "256",
	    "tokens of an example: its x loses its end", AT(example), 1,
	    1 << 24 },
	{ 0, "overflow", OPT_CHOICE, OPT_RECORD, "drop-oldest|metaicl|fail",
	    "drop-oldest", "what is too long for --ctx", AT(overflow), 0, 0 },
	{ 0, "reserve", OPT_U64, OPT_RECORD, "N", NULL,
	    "room for generation [64 without candidates]", AT(reserve), 0,
	    1 << 24 },
	{ 0, "bos", OPT_CHOICE, OPT_RECORD, "auto|yes|no", "auto",
	    "begin with BOS (auto: as the tokenizer's files say)", AT(bos), 0,
	    0 },
	{ 0, "report", OPT_TEXT, 0, "FILE", NULL,
	    "write counts by reason as JSON", AT(report), 0, 0 },
	{ 0, "show", OPT_FLAG, 0, NULL, NULL,
	    "print records: ids, text, [loss]", AT(show), 0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "text", 0, 0, 0 },
	{ 0, "encode", OPT_FLAG, 0, NULL, NULL, "lines of text to ids",
	    AT(encode), 0, 0 },
	{ 0, "decode", OPT_FLAG, 0, NULL, NULL, "lines of ids to text",
	    AT(decode), 0, 0 },
	{ 0, "special", OPT_CHOICE, 0, "text|parse", "text",
	    "special tokens in --encode's text", AT(special), 0, 0 },
	{ 0, NULL, OPT_HEAD, 0, NULL, NULL, "learning", 0, 0, 0 },
	{ 0, "train", OPT_U64, 0, "N", NULL,
	    "learn a BPE of N entries, write tokenizer.json", AT(train), 1,
	    1 << 22 },
	{ 0, "special-tokens", OPT_TEXT, 0, "LIST", NULL,
	    "first ids, separated by commas", AT(special_tokens), 0, 0 },
	{ 0, "min-frequency", OPT_U64, 0, "N", "0", "do not merge rarer pairs",
	    AT(min_frequency), 0, 1e18 },
	{ 0, "memory", OPT_U64, 0, "MIB", "4096",
	    "past it the rarest words are dropped", AT(memory), 1, 1 << 18 },
	{ 0, "alphabet", OPT_CHOICE, 0, "bytes|seen", "bytes",
	    "single bytes that are entries", AT(alphabet), 0, 0 },
	{ 0, NULL, OPT_END, 0, NULL, NULL, NULL, 0, 0, 0 },
};

static void
about(void)
{
	printf("pcre2 %s, utf8proc %s, zstd %s\n", regex_version(),
	    unicode_version(), stream_version());
}

static const struct opt_spec spec = {
	.tool = "icl-tok",
	.synopsis = "-t TOKENIZER [options] [FILE...]",
	.purpose = "Turns episodes into tokens.",
	.options = options,
	.common = offsetof(struct config, common),
	.without = OPT_NO_SEED,
	.about = about,
};

/* State of one run. */
struct run {
	const struct config *cfg;
	struct tokenizer *tokenizer; /* NULL where none is needed */
	struct reader *in;
	struct writer *out;
	struct file_out *report; /* NULL: not asked for */
	struct progress progress;
	struct counts counts;
	struct buf record; /* being written */
};

static void
tick(void *ctx, uint64_t count)
{
	struct run *r = ctx;

	reader_tick(r->in, &r->progress, count);
}

static int
put_record(void *ctx, const struct token_record *rec, struct err *e)
{
	struct run *r = ctx;

	buf_reset(&r->record);
	token_record_write(&r->record, rec);
	return writer_bytes(r->out, r->record.p, r->record.n, e);
}

static int
show_one(void *ctx, const struct token_record *rec, struct err *e)
{
	struct run *r = ctx;

	return tokens_show_write(&r->record, rec, r->tokenizer, r->out, e);
}

static int
bos_unknown(struct err *e)
{
	return err_set(e, "the tokenizer's files name no BOS token, or put "
			  "several before a text; use --bos no, or name it in "
			  "a tokenizer_config.json beside them");
}

static int
make_fit(const struct run *r, struct fit_options *f, struct err *e)
{
	const struct config *cfg = r->cfg;
	uint64_t ctx = tokenizer_ctx(r->tokenizer);
	bool bos = tokenizer_adds_bos(r->tokenizer);

	if (opt_given(&spec, cfg, "ctx") || ctx == 0)
		ctx = opt_given(&spec, cfg, "ctx") ? cfg->ctx : CTX_DEFAULT;
	if (cfg->bos != 0)
		bos = cfg->bos == 1;
	*f = (struct fit_options){ .ctx = (uint32_t)ctx,
		.example = (uint32_t)cfg->example,
		.overflow = (enum fit_overflow)cfg->overflow,
		.bos = bos ? tokenizer_bos(r->tokenizer) : -1,
		.reserve_given = opt_given(&spec, cfg, "reserve"),
		.reserve = 64 };
	if (f->reserve_given)
		f->reserve = (uint32_t)cfg->reserve;
	if (bos && f->bos < 0)
		return bos_unknown(e);
	if (ctx > 1 << 24 || ctx < (bos ? 3 : 2))
		return err_set(e, "--ctx %ju is out of range", (uintmax_t)ctx);
	return 0;
}

static int
report(const struct run *r, const struct fit_options *f, struct err *e)
{
	const struct counts *c = &r->counts;
	struct buf text = { 0 }, lost = { 0 };
	int rc = 0;

	counts_put(&text, c);
	if (r->cfg->common.verbose)
		warn("%.*s", (int)text.n - 1, text.p);
	if (!r->cfg->common.quiet &&
	    counts_put_lost(&lost, c, f->ctx, f->example))
		warn("%.*s", (int)lost.n, lost.p);
	if (r->report != NULL)
		rc = file_write(
		    file_out_fd(r->report), text.p, text.n, r->cfg->report, e);
	buf_release(&text);
	buf_release(&lost);
	return rc;
}

static int
introduce(struct run *r, struct err *e)
{
	const char *const *files = tokenizer_files(r->tokenizer);
	struct token_vocab v = { .size = tokenizer_size(r->tokenizer) };
	struct intro intro = { .kind = KIND_TOKENS,
		.from = r->in,
		.spec = &spec,
		.config = r->cfg,
		.inputs = files };
	struct buf more = { 0 };
	int rc;

	while (files[intro.n_inputs] != NULL)
		intro.n_inputs++;
	tokenizer_digest(r->tokenizer, v.digest);
	token_vocab_write(&more, &v);
	intro.more = buf_view(&more);
	rc = intro_write(r->out, &intro, e);
	buf_release(&more);
	return rc;
}

/* Episodes to tokens, or to lines that show them. */
static int
convert(struct run *r, struct err *e)
{
	const struct opt_common *c = &r->cfg->common;
	struct convert_options v = { .tokenizer = r->tokenizer,
		.threads = (unsigned)c->threads,
		.count = c->count,
		.skip_bad = c->skip_bad };
	convert_fn *give = r->cfg->show ? show_one : put_record;

	if (r->tokenizer == NULL)
		return err_set(e, "episodes need -t TOKENIZER");
	if (make_fit(r, &v.fit, e) || (!r->cfg->show && introduce(r, e)) ||
	    convert_run(&v, r->in, give, tick, r, &r->counts, e))
		return -1;
	return report(r, &v.fit, e);
}

static int
show(struct run *r, struct err *e)
{
	if (reader_kind(r->in) == KIND_EPISODES)
		return convert(r, e);
	return tokens_show(r->in, r->out, r->tokenizer, r->cfg->tokenizer,
	    r->cfg->common.count, e);
}

static int
translate(struct run *r, struct err *e)
{
	struct translate_options l = { .tokenizer = r->tokenizer,
		.threads = (unsigned)r->cfg->common.threads,
		.decode = r->cfg->decode,
		.special = r->cfg->special == 1,
		.bos = r->cfg->bos == 1,
		.skip_bad = r->cfg->common.skip_bad,
		.count = r->cfg->common.count };
	struct translate_counts c;

	if (l.bos && tokenizer_bos(r->tokenizer) < 0)
		return bos_unknown(e);
	if (translate_run(&l, r->in, r->out, tick, r, &c, e))
		return -1;
	if (c.bad > 0 && !r->cfg->common.quiet)
		warn("%ju lines were left out as not valid", (uintmax_t)c.bad);
	return 0;
}

static int
train(struct run *r, struct err *e)
{
	const struct config *cfg = r->cfg;
	struct bpe_learn_options l = {
		.train = { .size = (uint32_t)cfg->train,
		    .min_frequency = cfg->min_frequency,
		    .max_bytes = cfg->memory << 20,
		    .seen = cfg->alphabet == 1,
		    .pattern = cfg->pattern == NULL ? "gpt2" : cfg->pattern },
		.special = cfg->special_tokens,
		.skip_bad = cfg->common.skip_bad
	};

	struct bpe_learn_counts c;

	buf_reset(&r->record);
	if (bpe_learn_run(&l, r->in, &r->record, tick, r, &c, e))
		return -1;
	if (c.bad > 0 && !cfg->common.quiet)
		warn("%ju documents were left out as not valid",
		    (uintmax_t)c.bad);
	if (c.dropped > 0 && !cfg->common.quiet)
		warn("%ju words, which had occurred %ju times at most, were "
		     "dropped to stay within --memory (now %ju); raise it for "
		     "exact counts",
		    (uintmax_t)c.dropped, (uintmax_t)c.most_dropped,
		    (uintmax_t)cfg->memory);
	if (c.entries < l.train.size && !cfg->common.quiet)
		warn("learned %u entries of %u: no pair is left that occurs "
		     "often enough; give more text or lower --min-frequency",
		    c.entries, l.train.size);
	return writer_bytes(r->out, r->record.p, r->record.n, e);
}

enum { EPISODES = 1, TOKENS = 2, ENCODE = 4, DECODE = 8, TRAIN = 16 };

/* Options that would say nothing are misuse. */
static void
check_options(const struct config *cfg, unsigned verb)
{
	static const struct {
		const char *name, *with;
		unsigned verbs;
	} rows[] = {
		{ "tokenizer", "all but --train", ~(unsigned)TRAIN },
		{ "count", "all but --train", ~(unsigned)TRAIN },
		{ "ctx", "episodes", EPISODES },
		{ "example", "episodes", EPISODES },
		{ "overflow", "episodes", EPISODES },
		{ "reserve", "episodes", EPISODES },
		{ "report", "episodes", EPISODES },
		{ "bos", "episodes or --encode", EPISODES | ENCODE },
		{ "special", "--encode", ENCODE },
		{ "special-tokens", "--train", TRAIN },
		{ "min-frequency", "--train", TRAIN },
		{ "memory", "--train", TRAIN },
		{ "alphabet", "--train", TRAIN },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!(rows[i].verbs & verb) &&
		    opt_given(&spec, cfg, rows[i].name))
			die(EXIT_MISUSE, "--%s goes with %s", rows[i].name,
			    rows[i].with);
}

/* One verb of the four; misuse ends here. */
static unsigned
choose(const struct config *cfg, int (**verb)(struct run *, struct err *),
    enum form *form)
{
	bool training = opt_given(&spec, cfg, "train");

	if (cfg->encode + cfg->decode + cfg->show + training > 1)
		die(EXIT_MISUSE, "--encode, --decode, --show and --train "
				 "exclude one another");
	if (cfg->tokenizer == NULL && !training && !cfg->show)
		die(EXIT_MISUSE, "-t TOKENIZER is missing");
	check_options(cfg, training      ? TRAIN
			   : cfg->encode ? ENCODE
			   : cfg->decode ? DECODE
					 : EPISODES);
	*form = FORM_PEOPLE;
	if (training) {
		*verb = train;
		return 1u << KIND_TEXT | 1u << KIND_SEGMENTS;
	}
	if (cfg->encode || cfg->decode) {
		*verb = translate;
		return 1u << KIND_TEXT;
	}
	if (cfg->show) {
		*verb = show;
		return 1u << KIND_EPISODES | 1u << KIND_TOKENS;
	}
	*verb = convert;
	*form = cfg->common.plain ? FORM_BINARY_PLAIN : FORM_BINARY;
	return 1u << KIND_EPISODES;
}

/* The report is begun now, so that a path that is wrong is told at once. */
static int
open_outputs(struct run *r, enum form form, struct err *e)
{
	const struct opt_common *c = &r->cfg->common;
	const char *outputs[] = { c->output == NULL ? "-" : c->output,
		r->cfg->report };

	if (outputs_check(outputs, 2, c->files, c->n_files, e))
		return -1;
	if (r->cfg->report != NULL &&
	    (r->report = file_out_new(r->cfg->report, e)) == NULL)
		return -1;
	r->out = writer_new(c->output, form, (int)c->level, e);
	return r->out == NULL ? -1 : 0;
}

static int
work(struct run *r, struct err *e)
{
	const struct opt_common *c = &r->cfg->common;
	int (*verb)(struct run *, struct err *);
	enum form form;
	unsigned kinds = choose(r->cfg, &verb, &form);

	if (r->cfg->tokenizer != NULL &&
	    (r->tokenizer = tokenizer_load(
		 r->cfg->tokenizer, r->cfg->pattern, e)) == NULL)
		return -1;
	if (reader_begin(r->in, kinds, e))
		return -1;
	if (r->cfg->show && reader_kind(r->in) == KIND_TOKENS)
		check_options(r->cfg, TOKENS);
	if (open_outputs(r, form, e))
		return -1;
	progress_begin(&r->progress, "records", opt_progress(c));
	if (verb(r, e))
		return -1;
	progress_end(&r->progress);
	if (writer_commit(r->out, e))
		return -1;
	return r->report == NULL ? 0 : file_out_commit(r->report, e);
}

int
main(int argc, char **argv)
{
	static struct config cfg;
	struct run r = { .cfg = &cfg };
	struct err e;
	int rc;

	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	opt_parse(&spec, argc, argv, &cfg);
	r.in = reader_new(cfg.common.files, cfg.common.n_files);
	reader_max_line(r.in, cfg.common.max_line);
	rc = work(&r, &e);
	reader_free(r.in);
	writer_free(r.out);
	file_out_free(r.report);
	tokenizer_free(r.tokenizer);
	buf_release(&r.record);
	if (rc)
		die(EXIT_FAIL, "%s", e.msg);
	return EXIT_DONE;
}
