/* Carrying out icl-episode's options: see compose.h. */
#include "episode/compose.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/progress.h"
#include "io/intro.h"
#include "io/kind.h"
#include "io/reader.h"
#include "io/writer.h"
#include "episode/instructions.h"
#include "episode/layout_read.h"
#include "episode/plain.h"
#include "episode/setting.h"
#include "episode/shot_spec.h"
#include "episode/eval_sources.h"
#include "episode/training.h"

/*
 * Bytes of text for a token: twice what usual vocabularies have in English, for
 * icl-tok may shorten what is too long.
 */
enum { TOKEN_BYTES = 8 };

struct compose {
	struct compose_setup s;
	const struct compose_options *o; /* of s, as is common */
	const struct opt_common *common;
	struct episode_style style;
	struct guard_policy guard;
	/* one of the two, but with --lm */
	struct episodes_options training;
	struct eval_options eval;
	struct relabel *relabel; /* of either */
	/* what is read: FILEs, or those of a setting */
	const char *const *files;
	size_t n_files;
	struct arena paths;
	struct layout **layouts;
	size_t n_layouts;
	struct layout_members members;
	struct instructions *instructions;
	struct example_reader example_reader;
	struct episode_writer writer;
	struct progress progress;
	struct writer *out;
};

static int
parse_training(struct compose *c, struct err *e)
{
	const struct compose_options *o = c->o;
	struct episodes_options *to = &c->training;
	struct shot_spec shots;

	*to = (struct episodes_options){
		.seed = c->common->seed,
		.style = &c->style,
		.balance = o->balance,
		.option_orders = o->option_orders,
		.loss_on = (enum loss_on)o->loss_on,
		.draw = (enum draw_by)o->draw,
		.skip_small = c->common->skip_bad,
	};
	if (shot_spec_parse(o->k, SHOTS_MAX, &shots, e))
		return err_prefix(e, "-k");
	to->k_min = shots.min;
	to->k_max = shots.fill ? FILL_SHOTS_MAX : shots.max;
	to->max_bytes = shots.fill ? o->max_bytes : 0;
	to->mixture = mixture_new(o->mix, e);
	return to->mixture == NULL ? err_prefix(e, "--mix") : 0;
}

static int
parse_eval(struct compose *c, struct err *e)
{
	const struct compose_options *o = c->o;
	struct eval_options *to = &c->eval;

	*to = (struct eval_options){
		.seed = c->common->seed,
		.style = &c->style,
		.skip_bad = c->common->skip_bad,
		.show = o->show,
		.count = c->common->count,
		.limit = o->limit,
		.metric = o->metric,
		.task_info = o->task_info,
		.candidates = (enum candidates)o->candidates,
		.nulls = o->nulls,
		.drop_equal = (enum drop_equal)o->drop_equal,
		.option_orders = o->option_orders,
		.controls = { .seed = c->common->seed,
		    .select = (enum select)o->select,
		    .n_orders = o->orders },
	};
	if (eval_options_check(to, e))
		return -1;
	if (demo_controls_labels(&to->controls, o->demo_labels, e))
		return err_prefix(e, "--demo-labels");
	if (numbers_parse(o->k, SHOTS_MAX, &to->ks, e))
		return err_prefix(e, "-k");
	if (numbers_parse(o->seeds, INT64_MAX, &to->seeds, e))
		return err_prefix(e, "--seeds");
	return 0;
}

static int
parse(struct compose *c, struct err *e)
{
	const struct compose_options *o = c->o;

	if (o->lm)
		return 0;
	if (o->steps > UINT64_MAX / o->batch ||
	    o->tokens > UINT64_MAX / TOKEN_BYTES)
		return err_set(e, "--steps, --tokens: too many");
	if (o->eval ? parse_eval(c, e) : parse_training(c, e))
		return -1;
	c->relabel = relabel_new(&o->relabel, !o->no_relabel, c->s.pieces, e);
	c->eval.relabel = c->training.relabel = c->relabel;
	return c->relabel == NULL ? err_prefix(e, "--relabel") : 0;
}

struct compose *
compose_new(const struct compose_setup *s, struct err *e)
{
	struct compose *c = mem_new(1, sizeof *c);

	c->s = *s;
	c->o = s->options;
	c->common = s->common;
	episode_style_set_methods(&c->style, (enum methods)c->o->method);
	c->style.terminate = c->o->terminate;
	c->guard.drop = c->o->guard_drop;
	if (parse(c, e)) {
		compose_free(c);
		return NULL;
	}
	return c;
}

void
compose_free(struct compose *c)
{
	if (c == NULL)
		return;
	writer_free(c->out);
	guard_free(c->guard.guard);
	instructions_free(c->instructions);
	for (size_t i = 0; i < c->n_layouts; i++)
		layout_free(c->layouts[i]);
	free(c->layouts);
	layout_members_release(&c->members);
	arena_release(&c->paths);
	mixture_free(c->training.mixture);
	relabel_free(c->relabel);
	free(c->eval.ks.v);
	free(c->eval.seeds.v);
	free(c);
}

/* A setting's tasks are read in place of FILEs. */
static int
find_files(struct compose *c, struct err *e)
{
	const struct compose_options *o = c->o;
	struct setting_options want = {
		.path = o->setting,
		.part = o->part != NULL ? o->part
			: o->eval       ? "test"
					: "train",
		.data = o->data,
		.folders = o->eval,
		.skip = c->common->skip_bad,
	};
	const char **paths;
	size_t n_skipped;

	c->files = c->common->files;
	c->n_files = c->common->n_files;
	if (o->setting == NULL)
		return 0;
	if (setting_paths(&want, &c->paths, &paths, &c->n_files, &n_skipped, e))
		return -1;
	c->files = paths;
	if (n_skipped > 0)
		c->s.say("%zu tasks of '%s' are not in %s", n_skipped,
		    want.part, o->data);
	return 0;
}

/* A layout that leaves its own words to the model does so unmeant. */
static void
check_words(const struct compose *c, const struct layout *l, enum method method)
{
	struct str words = layout_words_left(l, method);
	const char *side = method == METHOD_CHANNEL ? "input" : "output";

	if (words.n > 0)
		c->s.say("layout '%.*s' leaves its own words '%.*s' before "
			 "{%s} to the model; make them a piece of their own: "
			 "[\"%.*s\",\" {%s}\"]",
		    STR_ARG(l->name), STR_ARG(words), side, STR_ARG(words),
		    side);
}

static int
load_layouts(struct compose *c, struct err *e)
{
	static const char *const usual[] = { "metaicl" };
	const struct opt_list *given = &c->o->layouts;
	const char *const *names = given->n > 0 ? given->v : usual;
	size_t n = given->n > 0 ? given->n : 1;

	c->layouts = mem_new(n, sizeof *c->layouts);
	for (; c->n_layouts < n; c->n_layouts++) {
		const char *name = names[c->n_layouts];
		struct layout *l = layout_read(name, &c->members, e);

		c->layouts[c->n_layouts] = l;
		if (l == NULL)
			return -1;
		if (episode_style_has_channel(&c->style) && !l->has_channel) {
			c->n_layouts++;
			return err_set(e,
			    "layout '%s' has no member 'channel'; "
			    "add it or use --method direct",
			    name);
		}
		for (size_t i = 0; !c->o->lm && i < c->style.n_methods; i++)
			check_words(c, l, c->style.methods[i]);
	}
	return 0;
}

/* An episode_writer's open: layout files are side inputs. */
static struct writer *
open_output(void *ctx, const struct reader *from, struct err *e)
{
	struct compose *c = ctx;
	const struct opt_list *layouts = &c->o->layouts;
	size_t n_more = 0;
	const char **files;
	struct intro intro = {
		.kind = KIND_EPISODES,
		.from = from,
		.spec = c->s.spec,
		.config = c->s.config,
	};
	int rc = 0;

	while (c->s.inputs != NULL && c->s.inputs[n_more] != NULL)
		n_more++;
	intro.inputs = files = mem_new(layouts->n + n_more, sizeof *files);
	for (size_t i = 0; i < n_more; i++)
		files[intro.n_inputs++] = c->s.inputs[i];
	for (size_t i = 0; i < layouts->n; i++)
		if (!layout_is_preset(layouts->v[i]))
			files[intro.n_inputs++] = layouts->v[i];
	if (c->o->show)
		c->out = writer_new(c->common->output, FORM_PEOPLE, 0, e);
	else
		c->out = intro_writer(c->common, KIND_EPISODES, e);
	if (c->out != NULL && !c->o->show)
		rc = intro_write(c->out, &intro, e);
	free(files);
	return rc == 0 ? c->out : NULL;
}

static int
begin(struct compose *c, struct err *e)
{
	const struct opt_common *common = c->common;

	if (find_files(c, e))
		return -1;
	if (c->o->instructions != NULL) {
		c->instructions = instructions_load(c->o->instructions, e);
		if (c->instructions == NULL)
			return -1;
	}
	if (load_layouts(c, e))
		return -1;
	c->style.layouts = c->layouts;
	c->style.n_layouts = c->n_layouts;
	progress_begin(&c->progress, "episodes", opt_progress(common));
	c->example_reader =
	    (struct example_reader){ .threads = (unsigned)common->threads,
		    .skip_bad = common->skip_bad,
		    .tables = &c->o->tables,
		    .members = &c->members,
		    .instructions = c->instructions };
	c->writer = (struct episode_writer){ .ctx = c,
		.open = open_output,
		.say = c->s.say,
		.verbose = common->verbose,
		.show = c->o->show,
		.count =
		    c->o->steps > 0 ? c->o->steps * c->o->batch : common->count,
		.progress = &c->progress };
	return 0;
}

/* A leak cannot be seen in a result, so training unguarded is pointed out. */
static int
load_guard(struct compose *c, struct err *e)
{
	const struct compose_options *o = c->o;
	struct example_reader in = { .threads = (unsigned)c->common->threads,
		.tables = &o->tables };

	if (o->guard.n == 0) {
		if (!c->common->quiet)
			c->s.say("training without --guard: nothing is checked "
				 "against what will be evaluated");
		return 0;
	}
	c->guard.guard =
	    guard_new(&o->guard, o->guard_aliases, o->data, &in, e);
	return c->guard.guard == NULL ? err_prefix(e, "--guard") : 0;
}

static struct plain_options
plain_options(const struct compose *c)
{
	return (struct plain_options){
		.seed = c->common->seed,
		.style = &c->style,
		.example_reader = &c->example_reader,
		.guard = &c->guard,
	};
}

static int
write_plain(struct compose *c, struct reader *r, struct err *e)
{
	struct plain_options plain = plain_options(c);

	c->example_reader.nameless = true;
	return plain_run(&plain, &c->writer, r, e);
}

static int
write_training(struct compose *c, struct reader *r, struct err *e)
{
	const struct compose_options *o = c->o;
	struct plain_options plain = plain_options(c);
	struct lm_mix_options lm_mix = { .path = o->lm_text,
		.share = o->lm_mix,
		.max_bytes = (size_t)o->max_bytes,
		.plain = &plain };
	struct training training = { .writer = &c->writer,
		.example_reader = &c->example_reader,
		.cap = (size_t)o->cap,
		.guard = &c->guard,
		.candidates = (enum candidates)o->candidates,
		.min_bytes = o->tokens * TOKEN_BYTES,
		.episodes = &c->training,
		.lm_mix = o->lm_text == NULL ? NULL : &lm_mix };

	return training_run(&training, r, e);
}

static int
write_eval(struct compose *c, struct err *e)
{
	struct eval_sources sources = { .writer = &c->writer,
		.example_reader = &c->example_reader,
		.files = c->files,
		.n_files = c->n_files,
		.pool = c->o->from_pool,
		.test = c->o->test,
		.cap = (size_t)c->o->cap };

	return eval_sources_run(&sources, &c->eval, e);
}

static int
write_stream(struct compose *c, struct err *e)
{
	struct reader *in = reader_new(c->files, c->n_files);
	unsigned kinds = 1u << KIND_EXAMPLES;
	int rc;

	reader_max_line(in, c->common->max_line);
	if (c->o->lm)
		kinds |= 1u << KIND_SEGMENTS;
	rc = reader_begin(in, kinds, e);
	if (rc == 0)
		rc = load_guard(c, e);
	if (rc == 0)
		rc =
		    c->o->lm ? write_plain(c, in, e) : write_training(c, in, e);
	reader_free(in);
	return rc;
}

int
compose_run(struct compose *c, struct err *e)
{
	int rc = begin(c, e);

	if (rc == 0)
		rc = c->o->eval ? write_eval(c, e) : write_stream(c, e);
	if (rc == 0)
		rc = writer_commit(c->out, e);
	progress_end(&c->progress);
	return rc;
}
