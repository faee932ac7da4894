/* The episodes of one step: see step.h. */
#include "model/step.h"

#include <stdlib.h>

bool
step_full(const struct step_bounds *b, uint64_t episodes, uint64_t tokens)
{
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
	s->loss_tokens += feed_loss_tokens(ep);
}

int
step_take(struct step *s, struct feed *f, const struct ledger *from,
    const struct step_bounds *b, struct err *e)
{
	struct token_episode ep;

	arena_reset(&s->arena);
	s->n = 0;
	s->tokens = s->loss_tokens = 0;
	ledger_move(&s->place, from);
	while (!step_full(b, s->n, s->tokens)) {
		int rc = feed_next(f, &s->arena, &ep, &s->place, e);

		if (rc < 0)
			return -1;
		if (rc > 0)
			add(s, &ep);
		else if (feed_is_pipe(f))
			return 0;
		else if (feed_again(f, &s->place, e))
			return -1;
	}
	return 1;
}

void
step_release(struct step *s)
{
	arena_release(&s->arena);
	free(s->episodes);
}
