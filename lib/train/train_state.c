/* What a run has consumed: see train_state.h. */
#include "train/train_state.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "train/hash_text.h"

static const struct {
	const char *name;
	size_t at;
} counts[] = {
	{ "step", offsetof(struct train_state, step) },
	{ "tokens", offsetof(struct train_state, tokens) },
	{ "loss_tokens", offsetof(struct train_state, loss_tokens) },
	{ "episodes", offsetof(struct train_state, episodes) },
	{ "passes", offsetof(struct train_state, pass) },
	{ "pass_records", offsetof(struct train_state, pass_records) },
	{ "warm_done", offsetof(struct train_state, warm_done) },
};

/* The largest integer that a JSON number holds exactly. */
#define COUNT_MAX ((int64_t)1 << 53)

enum { N_COUNTS = sizeof counts / sizeof counts[0] };

void
train_state_move(struct train_state *s, const struct train_state *place)
{
	s->pass = place->pass;
	s->pass_records = place->pass_records;
	s->pass_hash = place->pass_hash;
}

/* Index of the task, or of where it belongs. */
static size_t
find(const struct train_state *s, struct str task)
{
	size_t lo = 0, hi = s->n_tasks;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (str_cmp(str_of(s->tasks[mid].name), task) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	assert(lo <= s->n_tasks);
	return lo;
}

static void
add_episodes(struct train_state *s, struct str task, uint64_t n)
{
	size_t i = find(s, task);
	char *name;

	if (i < s->n_tasks && str_eq(str_of(s->tasks[i].name), task)) {
		s->tasks[i].episodes += n;
		return;
	}
	name = mem_new(task.n + 1, 1);
	memcpy(name, task.p, task.n);
	s->tasks =
	    mem_grow(s->tasks, &s->tasks_cap, s->n_tasks + 1, sizeof *s->tasks);
	memmove(s->tasks + i + 1, s->tasks + i,
	    (s->n_tasks - i) * sizeof *s->tasks);
	s->tasks[i] = (struct train_state_task){ name, n };
	s->n_tasks++;
}

void
train_state_task(struct train_state *s, struct str task)
{
	add_episodes(s, task, 1);
}

void
train_state_put(struct buf *out, const struct train_state *s)
{
	for (size_t i = 0; i < N_COUNTS; i++)
		buf_printf(out, "\"%s\":%" PRIu64 ",", counts[i].name,
		    *(const uint64_t *)((const char *)s + counts[i].at));
	buf_printf(
	    out, "\"pass_hash\":\"%016" PRIx64 "\",\"tasks\":{", s->pass_hash);
	for (size_t i = 0; i < s->n_tasks; i++) {
		if (i > 0)
			buf_byte(out, ',');
		json_put_str(out, str_of(s->tasks[i].name));
		buf_printf(out, ":%" PRIu64, s->tasks[i].episodes);
	}
	buf_byte(out, '}');
}

static void
read_task(void *ctx, struct str name, const struct json *value)
{
	int64_t n = json_int(value, 0);

	if (n > 0 && n <= COUNT_MAX)
		add_episodes(ctx, name, (uint64_t)n);
}

/* What no run counts: more of a part than there is of the whole. */
static int
check_counts(const struct train_state *s, struct err *e)
{
	uint64_t episodes = 0;

	for (size_t i = 0; i < s->n_tasks; i++) {
		if (s->tasks[i].episodes > (uint64_t)COUNT_MAX - episodes)
			return err_set(e, "counts of tasks out of range");
		episodes += s->tasks[i].episodes;
	}
	if (episodes != s->episodes || s->loss_tokens > s->tokens ||
	    s->episodes > s->tokens || s->step > s->episodes)
		return err_set(e, "counts that do not agree");
	return 0;
}

int
train_state_read(struct train_state *s, const struct json *j, struct err *e)
{
	struct str hash;

	for (size_t i = 0; i < N_COUNTS; i++) {
		int64_t n = json_int(json_get(j, counts[i].name), -1);

		if (n < 0 || n > COUNT_MAX)
			return err_set(
			    e, "no count '%s' in it", counts[i].name);
		*(uint64_t *)((char *)s + counts[i].at) = (uint64_t)n;
	}
	if (json_need_str(j, "pass_hash", &hash, e))
		return -1;
	if (hash_text_read(hash, &s->pass_hash))
		return err_set(e, "'pass_hash' is no hash");
	json_members(json_get(j, "tasks"), read_task, s);
	return check_counts(s, e);
}

void
train_state_release(struct train_state *s)
{
	for (size_t i = 0; i < s->n_tasks; i++)
		free(s->tasks[i].name);
	free(s->tasks);
	*s = (struct train_state){ 0 };
}
