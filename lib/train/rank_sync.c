/* What the ranks of a team have in common: see rank_sync.h. */
#include "train/rank_sync.h"

#include "base/rng.h"
#include "io/json.h"

static uint64_t
hash_of(const float *x, size_t n)
{
	return rng_hash(0, x, n * sizeof *x);
}

int
rank_sync_meet(struct comm *t, const struct plan *p, struct str options,
    const struct weights *w, const struct params *params, struct err *e)
{
	if (!comm_agrees(t, p->hash))
		return err_set(e, "the ranks read different FILEs");
	if (!comm_agrees(t, rng_hash(0, options.p, options.n)))
		return err_set(e, "the ranks have different options");
	if (!comm_agrees(t, params->n) ||
	    (comm_size(t) > 1 && params->data != w->data &&
		!comm_agrees(t, hash_of(w->data, w->n))))
		return err_set(e, "the ranks have different models");
	comm_share(t, params->data, params->n * sizeof *params->data);
	return 0;
}

/* As text, which has all that a checkpoint keeps of it. */
static int
share_ledger(struct comm *t, struct train_state *l, struct err *e)
{
	bool mine = comm_rank(t) == 0;
	struct buf text = { 0 };
	struct json *j;
	uint64_t n;
	char *p;
	int rc = 0;

	buf_byte(&text, '{');
	train_state_put(&text, l);
	buf_byte(&text, '}');
	n = text.n;
	comm_share(t, &n, sizeof n);
	p = mine ? text.p : buf_room(&text, n);
	comm_share(t, p, n);
	if (!mine) {
		j = json_parse((struct str){ p, n }, e);
		rc = j == NULL ? -1 : train_state_read(l, j, e);
		json_free(j);
	}
	buf_release(&text);
	return rc;
}

int
rank_sync_resume(
    struct comm *t, struct optimizer *u, struct train_state *l, struct err *e)
{
	struct optimizer_part parts[OPTIMIZER_PARTS_MAX];
	size_t n = optimizer_parts(u, parts);

	if (comm_size(t) == 1)
		return 0;
	for (size_t i = 0; i < n; i++)
		comm_share(t, parts[i].x,
		    parts[i].n * (parts[i].bytes ? 1 : sizeof(float)));
	return share_ledger(t, l, e);
}

int
rank_sync_agree(struct comm *t, const struct params *p)
{
	if (comm_size(t) == 1)
		return 1;
	return comm_agrees(t, hash_of(p->data, p->n));
}
