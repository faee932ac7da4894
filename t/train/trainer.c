/* What training rests on besides the decoder: schedule, state, data set. */
#include <stdlib.h>
#include <unistd.h>

#include "../tap.h"
#include "io/writer.h"
#include "io/tokens.h"
#include "train/dataset.h"
#include "train/train_state.h"
#include "train/plan.h"
#include "train/schedule.h"
#include "../model/tiny.h"

static void
check_schedule(void)
{
	ok_near(schedule_factor(SCHEDULE_LINEAR, 0, 0, 0, 0, 10), 1, 0,
	    "linear begins with all");
	ok_near(schedule_factor(SCHEDULE_LINEAR, 9, 0, 9, 0, 10), 0.1, 1e-15,
	    "and ends a step above 0");
	ok_near(schedule_factor(SCHEDULE_LINEAR, 1, 4, 1, 0, 10), 0.5, 0,
	    "warming up");
	ok_near(schedule_factor(SCHEDULE_LINEAR, 7, 4, 7, 4, 10), 0.5, 1e-15,
	    "falls from where it was warm");
	ok_near(schedule_factor(SCHEDULE_COSINE, 5, 0, 500, 0, 1000), 0.5,
	    1e-15, "cosine halfway, in tokens");
	ok_near(schedule_factor(SCHEDULE_CONSTANT, 99, 4, 99, 4, 0), 1, 0,
	    "constant without an end");
}

/* A record with a part changed is none of a run. */
static void
check_refused(const char *part, const char *by, struct str line)
{
	const char *at = strstr(line.p, part);
	struct train_state s = { 0 };
	struct buf record = { 0 };
	struct json *j;
	struct err e;

	buf_add(&record, line.p, (size_t)(at - line.p));
	buf_printf(&record, "%s%s", by, at + strlen(part));
	j = json_parse(buf_view(&record), &e);
	ok(j != NULL && train_state_read(&s, j, &e) != 0, "%s is refused", by);
	json_free(j);
	train_state_release(&s);
	buf_release(&record);
}

static void
check_state(void)
{
	struct train_state a = { .step = 2,
		.tokens = (uint64_t)1 << 40,
		.loss_tokens = 5,
		.episodes = 3,
		.pass = 2,
		.pass_records = 1,
		.pass_hash = 0xfedcba9876543210,
		.warm_done = 4 };
	struct train_state b = { 0 }, c = { 0 };
	struct buf line = { 0 }, again = { 0 };
	struct json *j;
	struct err e;

	train_state_task(&a, STR("b"));
	train_state_task(&a, STR("a \"quoted\" one"));
	train_state_task(&a, STR("b"));
	buf_byte(&line, '{');
	train_state_put(&line, &a);
	buf_byte(&line, '}');
	j = json_parse(buf_view(&line), &e);
	ok(j != NULL && train_state_read(&b, j, &e) == 0,
	    "a state is read again");
	json_free(j);
	buf_byte(&again, '{');
	train_state_put(&again, &b);
	buf_byte(&again, '}');
	ok(str_eq(buf_view(&line), buf_view(&again)), "as it was");
	ok(b.n_tasks == 2 && b.tasks[1].episodes == 2, "tasks by name");
	check_refused("step\":2", "step\":-1", buf_view(&line));
	check_refused("step\":2", "step\":4", buf_view(&line));
	check_refused("step\":2", "step\":2.5", buf_view(&line));
	check_refused("tokens\":5", "tokens\":1e30", buf_view(&line));
	check_refused("\"b\":2", "\"b\":3", buf_view(&line));
	check_refused("fedcba", "xedcba", buf_view(&line));
	j = json_parse(STR("{\"step\":1}"), &e);
	ok(train_state_read(&c, j, &e) != 0,
	    "one without its counts is refused");
	json_free(j);
	train_state_release(&a);
	train_state_release(&b);
	train_state_release(&c);
	buf_release(&line);
	buf_release(&again);
}

/* A stream of n episodes of 6 tokens, the last two under loss. */
static void
write_stream(const char *path, uint32_t n, uint32_t vocab)
{
	struct token_vocab v = { .size = vocab };
	static const struct id_span loss = { 4, 6 };
	struct buf out = { 0 }, more = { 0 };
	struct err e;
	struct writer *w = writer_new(path, FORM_BINARY, 3, &e);

	memset(v.digest, '0', DIGEST_HEX - 1);
	token_vocab_write(&more, &v);
	buf_printf(&out, "{\"icl\":1,\"kind\":\"tokens\",\"by\":[]%s}", more.p);
	ok(writer_line(w, buf_view(&out), &e) == 0, "a stream begins");
	for (uint32_t i = 0; i < n; i++) {
		uint32_t ids[6] = { i % vocab, 1, 2, 3, 4, 5 }, start = 0;
		struct token_episode ep = {
			.id = STR("x"),
			.task = STR("t"),
			.ids = { ids, 6 },
			.loss = { &loss, 1 },
			.starts = &start,
			.n_examples = 1,
		};

		buf_reset(&out);
		token_episode_write(&out, &ep);
		if (writer_bytes(w, out.p, out.n, &e) != 0)
			ok(false, "%s", e.msg);
	}
	ok(writer_commit(w, &e) == 0, "and ends");
	writer_free(w);
	buf_release(&out);
	buf_release(&more);
}

static struct comm *comm;

static struct dataset *
dataset_on(const char *const *file, const struct model_config *c, struct err *e)
{
	return dataset_new(file, 1, c, comm, e);
}

static void
check_dataset(void)
{
	static const char *const file[] = { "set.zst" }, *const big[] = {
		"big.zst"
	};
	struct model_config c = tiny_llama(true);
	struct step_bounds bounds = { 4, 0, 0 };
	struct train_state place = { 0 };
	struct plan plan = { 0 };
	struct progress progress = { 0 };
	struct token_episode ep;
	struct arena a = { 0 };
	struct batch b = { 0 };
	struct dataset *d;
	struct err e;

	write_stream(file[0], 9, VOCAB);
	write_stream(big[0], 9, VOCAB + 1);
	d = dataset_on(file, &c, &e);
	ok(d != NULL && !dataset_is_pipe(d), "a file can be read again");
	ok(plan_count(&plan, d, &bounds, 16, &progress, &e) == 0 &&
		plan.episodes == 9 && plan.tokens == 54 &&
		plan.loss_tokens == 18,
	    "episodes and tokens are counted");
	ok(plan.steps == 3 && plan.rows == 12, "as steps and micro-batches");
	ok(plan_steps(&plan, &bounds, 2 * 54) == 5, "two passes are 5 steps");
	for (int i = 0; i < 5; i++)
		if (dataset_next(d, &a, &ep, &place, &e) != 1)
			ok(false, "%s", e.msg);
	ok(ep.ids.v[0] == 4, "counting left it at its start");
	ok(dataset_again(d, NULL, &e) == 0 &&
		dataset_skip(d, &place, &e) == 0 &&
		dataset_next(d, &a, &ep, NULL, &e) == 1 && ep.ids.v[0] == 5,
	    "goes on where it was");
	place.pass_hash++;
	ok(dataset_again(d, NULL, &e) == 0 && dataset_skip(d, &place, &e) != 0,
	    "not in another stream");
	dataset_pack(&b, &ep, 3, 0.5F);
	ok(b.n_rows == 6 && b.n_targets == 2 && b.targets[0].row == 3 &&
		b.targets[0].id == 4 && b.targets[1].id == 5 &&
		b.targets[0].owner == 3,
	    "a target's row is the one before it");
	ok(dataset_on(big, &c, &e) == NULL, "ids past the model's are refused");
	c.n_positions = 5;
	dataset_free(d);
	d = dataset_on(file, &c, &e);
	ok(dataset_next(d, &a, &ep, NULL, &e) == -1, "too long is refused");
	dataset_free(d);
	arena_release(&a);
	batch_release(&b);
}

int
main(void)
{
	comm = comm_new();
	check_schedule();
	check_state();
	check_dataset();
	comm_free(comm);
	return tap_end();
}
