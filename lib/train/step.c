/* The episodes of one step: see step.h. */
#include "train/step.h"

#include <assert.h>
#include <stdlib.h>

bool
step_full(const struct step_bounds *b, uint64_t episodes, uint64_t tokens)
{
	assert(b->episodes > 0 || b->tokens > 0);
	if (b->left > 0 && tokens >= b->left)
		return true;
	return b->tokens > 0 ? tokens >= b->tokens : episodes >= b->episodes;
}

static void
add(struct step *s, const struct token_episode *ep)
{
	s->episodes =
	    mem_grow(s->episodes, &s->cap, s->n + 1, sizeof *s->episodes);
	s->episodes[s->n++] = *ep;
	s->tokens += ep->ids.n;
	s->loss_tokens += dataset_loss_tokens(ep);
}

static int
take(struct step *s, struct dataset *d, const struct train_state *from,
    const struct step_bounds *b, struct err *e)
{
	struct token_episode ep;

	train_state_move(&s->place, from);
	while (!step_full(b, s->n, s->tokens)) {
		int rc = dataset_next(d, &s->arena, &ep, &s->place, e);

		if (rc < 0)
			return -1;
		if (rc > 0)
			add(s, &ep);
		else if (dataset_is_pipe(d))
			return 0;
		else if (dataset_again(d, &s->place, e))
			return -1;
	}
	return 1;
}

/* Sent of a step before its records, which are as a stream has them. */
struct step_header {
	int64_t rc;
	uint64_t n, bytes;
	uint64_t pass_records, pass_hash;
};

static void
write_records(const struct step *s, struct buf *records)
{
	for (size_t i = 0; i < s->n; i++)
		token_episode_write(records, &s->episodes[i]);
}

/* A record is its type, the length of its body in 4 bytes, and the body. */
static int
read_records(struct step *s, struct str records, uint64_t n,
    const struct token_vocab *v, struct err *e)
{
	for (size_t at = 0; n-- > 0;) {
		const unsigned char *p =
		    (const unsigned char *)records.p + at + 1;
		size_t size = p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 |
			      (size_t)p[3] << 24;
		struct str body = str_slice(records, at + 5, at + 5 + size);
		struct token_record rec;

		if (token_parse(records.p[at], body, v, &s->arena, &rec, e))
			return -1;
		add(s, &rec.train);
		at += 5 + size;
	}
	return 0;
}

/* Rank 0 passes on what it read, or that it could not. */
static int
share_step(struct step *s, struct dataset *d, int rc, struct err *e)
{
	struct comm *comm = dataset_comm(d);
	bool reads = comm_rank(comm) == 0;
	struct buf records = { 0 };
	struct step_header header;
	char *copy;

	if (reads && rc >= 0)
		write_records(s, &records);
	header = (struct step_header){ rc, s->n, records.n,
		s->place.pass_records, s->place.pass_hash };
	comm_share(comm, &header, sizeof header);
	if (header.rc < 0)
		return reads ? -1 : err_set(e, "rank 0 could not read on");
	copy = reads ? records.p : arena_alloc(&s->arena, header.bytes, 1);
	comm_share(comm, copy, header.bytes);
	if (!reads) {
		s->place.pass_records = header.pass_records;
		s->place.pass_hash = header.pass_hash;
		if (read_records(s, (struct str){ copy, header.bytes },
			header.n, dataset_vocab(d), e))
			return -1;
	}
	buf_release(&records);
	return (int)header.rc;
}

int
step_take(struct step *s, struct dataset *d, const struct train_state *from,
    const struct step_bounds *b, struct err *e)
{
	bool shared = dataset_is_pipe(d) && comm_size(dataset_comm(d)) > 1;
	int rc = 1;

	arena_reset(&s->arena);
	s->n = 0;
	s->tokens = s->loss_tokens = 0;
	if (!shared || comm_rank(dataset_comm(d)) == 0)
		rc = take(s, d, from, b, e);
	return shared ? share_step(s, d, rc, e) : rc;
}

void
step_part(
    const struct step *s, const struct comm *comm, size_t *first, size_t *end)
{
	uint64_t size = comm_size(comm), rank = comm_rank(comm), before = 0;
	size_t i = 0;

	for (; i < s->n && before * size < s->tokens * rank; i++)
		before += s->episodes[i].ids.n;
	*first = i;
	for (; i < s->n && before * size < s->tokens * (rank + 1); i++)
		before += s->episodes[i].ids.n;
	*end = i;
	assert(*first <= *end && *end <= s->n);
}

void
step_release(struct step *s)
{
	arena_release(&s->arena);
	free(s->episodes);
}
