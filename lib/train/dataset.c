/* Training episodes from their stream: see dataset.h. */
#include "train/dataset.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/rng.h"

struct dataset {
	const char *const *files;
	size_t n_files;
	bool pipe;
	struct comm *comm;
	size_t vocab_size, n_positions; /* of the model */
	const char *hint;               /* where a text is longer than that */
	struct reader *reader;
	struct token_vocab vocab;
	bool skip_bad;
	uint64_t skipped, most_skipped; /* since the start, and in a pass */
};

static bool
all_regular(const char *const *files, size_t n)
{
	struct stat st;

	for (size_t i = 0; i < n; i++)
		if (strcmp(files[i], "-") == 0 ||
		    (stat(files[i], &st) == 0 && !S_ISREG(st.st_mode)))
			return false;
	return n > 0;
}

static int
open_stream(struct dataset *d, struct err *e)
{
	reader_free(d->reader);
	d->skipped = 0;
	d->reader = reader_new(d->files, d->n_files);
	if (reader_begin(d->reader, 1u << KIND_TOKENS, e) ||
	    token_vocab_read(d->reader, &d->vocab, e))
		return -1;
	if (d->vocab.size > d->vocab_size) {
		err_set(e,
		    "ids of a vocabulary of %" PRIu32 ", the model has %zu; "
		    "tokenise with the model's own tokenizer",
		    d->vocab.size, d->vocab_size);
		return reader_err(d->reader, e);
	}
	return 0;
}

struct dataset *
dataset_new(const char *const *files, size_t n, const struct model_config *c,
    struct comm *comm, struct err *e)
{
	struct dataset *d = mem_new(1, sizeof *d);

	d->files = files;
	d->n_files = n;
	d->pipe = !all_regular(files, n);
	d->comm = comm;
	d->vocab_size = c->vocab_size;
	d->n_positions = c->n_positions;
	d->hint = model_config_context_hint(c);
	if ((!d->pipe || comm_rank(comm) == 0) && open_stream(d, e)) {
		dataset_free(d);
		return NULL;
	}
	if (d->pipe)
		comm_share(comm, &d->vocab, sizeof d->vocab);
	return d;
}

void
dataset_free(struct dataset *d)
{
	if (d == NULL)
		return;
	reader_free(d->reader);
	free(d);
}

void
dataset_skip_bad(struct dataset *d)
{
	d->skip_bad = true;
}

uint64_t
dataset_skipped(const struct dataset *d)
{
	return d->most_skipped;
}

bool
dataset_is_pipe(const struct dataset *d)
{
	return d->pipe;
}

struct comm *
dataset_comm(const struct dataset *d)
{
	return d->comm;
}

const struct reader *
dataset_reader(const struct dataset *d)
{
	return d->reader;
}

const struct token_vocab *
dataset_vocab(const struct dataset *d)
{
	return &d->vocab;
}

size_t
dataset_loss_tokens(const struct token_episode *ep)
{
	return id_spans_count(&ep->loss);
}

static int
check(const struct dataset *d, const struct token_record *rec, struct err *e)
{
	const struct token_episode *ep = &rec->train;
	int rc = 0;

	if (rec->type != EPISODE_TRAIN)
		rc = err_set(e, "an evaluation record; icl-train reads what "
				"icl-episode makes without --eval");
	else if (ep->ids.n > d->n_positions)
		rc = err_set(e,
		    "episode of %zu tokens, the model's context is %zu; "
		    "make the stream again with icl-tok --ctx %zu%s",
		    ep->ids.n, d->n_positions, d->n_positions, d->hint);
	else if (dataset_loss_tokens(ep) == 0)
		rc = err_set(e, "episode without a token under loss; see "
				"icl-episode --loss-on");
	return rc == 0 ? 0 : reader_err(d->reader, e);
}

static void
move_on(struct train_state *place, const struct token_episode *ep)
{
	uint64_t h = place->pass_hash;

	h = rng_hash(h, ep->ids.v, ep->ids.n * sizeof *ep->ids.v);
	h = rng_hash(h, ep->loss.v, ep->loss.n * sizeof *ep->loss.v);
	place->pass_hash = rng_hash(h, ep->task.p, ep->task.n);
	place->pass_records++;
}

int
dataset_next(struct dataset *d, struct arena *a, struct token_episode *ep,
    struct train_state *place, struct err *e)
{
	struct token_record rec;
	int rc;

	while ((rc = token_next(d->reader, &d->vocab, a, &rec, e)) > 0) {
		if (check(d, &rec, e) == 0)
			break;
		if (!d->skip_bad)
			return -1;
		if (++d->skipped > d->most_skipped)
			d->most_skipped = d->skipped;
	}
	if (rc <= 0)
		return rc;
	*ep = rec.train;
	if (place != NULL)
		move_on(place, ep);
	return 1;
}

int
dataset_again(struct dataset *d, struct train_state *place, struct err *e)
{
	if (place != NULL) {
		place->pass++;
		place->pass_records = place->pass_hash = 0;
	}
	return open_stream(d, e);
}

int
dataset_skip(struct dataset *d, const struct train_state *place, struct err *e)
{
	struct train_state here = { 0 };
	struct arena a = { 0 };
	struct token_episode ep;
	int rc = 1;

	if (d->reader == NULL)
		return 0;
	while (here.pass_records < place->pass_records && rc > 0) {
		rc = dataset_next(d, &a, &ep, &here, e);
		arena_reset(&a);
	}
	arena_release(&a);
	if (rc < 0)
		return -1;
	if (rc == 0 || here.pass_hash != place->pass_hash) {
		err_set(e,
		    "not the stream of the checkpoint: the first %" PRIu64
		    " episodes differ; give the same input, or --force to "
		    "start anew",
		    place->pass_records);
		return reader_err(d->reader, e);
	}
	return 0;
}

void
dataset_pack(struct batch *b, const struct token_episode *ep, uint32_t owner,
    float weight)
{
	size_t first = b->n_rows;

	batch_segment(b, ep->ids.v, ep->ids.n, 0, NO_PARENT);
	for (size_t i = 0; i < ep->loss.n; i++)
		for (size_t t = ep->loss.v[i].begin; t < ep->loss.v[i].end; t++)
			batch_target(b, (uint32_t)(first + t - 1), ep->ids.v[t],
			    owner, weight);
}
