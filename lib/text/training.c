/* Writes training episodes: see training.h. */
#include "text/training.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/par.h"

enum { BATCH = 64 }; /* episodes a thread */

struct slot {
	struct episode_plan plan;
	struct buf text;
	bool made;
};

struct batch {
	const struct training *training;
	const struct episodes *eps;
	struct slot *slots;
	size_t n;
	struct arena plans;
	struct arena *arenas; /* one a worker */
};

static void
build_slot(void *ctx, size_t i, unsigned worker)
{
	struct batch *b = ctx;
	struct slot *s = &b->slots[i];
	struct arena *a = &b->arenas[worker];
	struct episode_record r = { .type = EPISODE_TRAIN };

	buf_reset(&s->text);
	s->made = episodes_build(b->eps, &s->plan, a, &r.train);
	if (!s->made)
		return;
	if (b->training->show)
		episode_show(&s->text, &r);
	else
		episode_write(&s->text, &r.train);
	arena_reset(a);
}

/* A show ends in its own newline. */
static int
put(struct training *t, const struct slot *s, struct err *e)
{
	struct str text = buf_view(&s->text);

	if (!s->made) {
		t->n_no_demos++;
		return 0;
	}
	t->n_written++;
	if (t->show)
		return writer_bytes(t->out, text.p, text.n, e);
	return writer_line(t->out, text, e);
}

static size_t
plan_batch(struct batch *b, struct episodes *eps, uint64_t room)
{
	const size_t most = BATCH * b->training->threads;

	arena_reset(&b->plans);
	b->n = room < most ? (size_t)room : most;
	for (size_t i = 0; i < b->n; i++)
		episodes_next(eps, &b->plans, &b->slots[i].plan);
	return b->n;
}

static int
write_all(
    struct training *t, struct batch *b, struct episodes *eps, struct err *e)
{
	uint64_t pass = episodes_pass(eps), planned = 0;
	uint64_t want = t->count > 0 ? t->count : pass;

	for (;;) {
		uint64_t done = t->count > 0 ? t->n_written : planned;

		if (done == want)
			return 0;
		if (t->n_written == 0 && t->n_no_demos >= pass)
			return err_set(e, "no example has enough others of "
					  "its task to stand with; lower -k or "
					  "raise --max-bytes");
		planned += plan_batch(b, eps, want - done);
		par_for(t->threads, b->n, build_slot, b);
		for (size_t i = 0; i < b->n; i++)
			if (put(t, &b->slots[i], e))
				return -1;
		if (t->progress != NULL)
			progress_tick(t->progress, t->n_written, planned,
			    t->count > 0 ? 0 : want);
	}
}

int
training_write(struct training *t, struct episodes *eps, struct err *e)
{
	struct batch b = { .training = t, .eps = eps };
	size_t n = BATCH * t->threads;
	int rc;

	b.slots = mem_new(n, sizeof *b.slots);
	b.arenas = mem_new(t->threads, sizeof *b.arenas);
	rc = write_all(t, &b, eps, e);
	for (size_t i = 0; i < n; i++)
		buf_release(&b.slots[i].text);
	for (unsigned i = 0; i < t->threads; i++)
		arena_release(&b.arenas[i]);
	arena_release(&b.plans);
	free(b.slots);
	free(b.arenas);
	return rc;
}
