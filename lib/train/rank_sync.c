/* What the ranks of a run have in common: see rank_sync.h. */
#include "train/rank_sync.h"

#include "base/rng.h"
#include "io/json.h"

static uint64_t
hash_of(const float *x, size_t n)
{
	return rng_hash(0, x, n * sizeof *x);
}

int
rank_sync_meet(struct comm *comm, const struct plan *p, struct str options,
    const struct weights *w, const struct params *params, struct err *e)
{
	if (!comm_agrees(comm, p->hash))
		return err_set(e, "the ranks read different FILEs");
	if (!comm_agrees(comm, rng_hash(0, options.p, options.n)))
		return err_set(e, "the ranks have different options");
	if (!comm_agrees(comm, params->n) ||
	    (comm_size(comm) > 1 && params->data != w->data &&
		!comm_agrees(comm, weights_hash(w))))
		return err_set(e, "the ranks have different models");
	comm_share(comm, params->data, params->n * sizeof *params->data);
	return 0;
}

/* As text, which has all that a checkpoint keeps of it. */
static int
share_state(struct comm *comm, struct train_state *s, struct err *e)
{
	bool first = comm_rank(comm) == 0;
	struct buf text = { 0 };
	struct json *j;
	uint64_t n;
	char *p;
	int rc = 0;

	buf_byte(&text, '{');
	train_state_put(&text, s);
	buf_byte(&text, '}');
	n = text.n;
	comm_share(comm, &n, sizeof n);
	p = first ? text.p : buf_room(&text, n);
	comm_share(comm, p, n);
	if (!first) {
		j = json_parse((struct str){ p, n }, e);
		rc = j == NULL ? -1 : train_state_read(s, j, e);
		json_free(j);
	}
	buf_release(&text);
	return rc;
}

int
rank_sync_resume(struct comm *comm, struct optimizer *opt,
    struct train_state *s, struct err *e)
{
	struct optimizer_part parts[OPTIMIZER_PARTS_MAX];
	size_t n = optimizer_parts(opt, parts);

	if (comm_size(comm) == 1)
		return 0;
	for (size_t i = 0; i < n; i++)
		comm_share(comm, parts[i].x,
		    parts[i].n * (parts[i].bytes ? 1 : sizeof(float)));
	return share_state(comm, s, e);
}

int
rank_sync_agree(struct comm *comm, const struct params *p)
{
	if (comm_size(comm) == 1)
		return 1;
	return comm_agrees(comm, hash_of(p->data, p->n));
}
