/* The length of a run: see run_length.h. */
#include "train/run_length.h"

#include <assert.h>

struct run_length
run_length_of(const struct run_length_options *o, uint64_t pass_tokens)
{
	uint64_t passes = o->epochs > 0 ? o->epochs : 1;

	assert((o->steps > 0) + (o->tokens > 0) + (o->epochs > 0) <= 1);
	if (o->steps > 0)
		return (struct run_length){ true, o->steps };
	if (o->tokens > 0)
		return (struct run_length){ false, o->tokens };
	return (struct run_length){ false, pass_tokens * passes };
}

uint64_t
run_length_done(const struct run_length *l, const struct train_state *s)
{
	return l->by_steps ? s->step : s->tokens;
}

bool
run_length_reached(const struct run_length *l, const struct train_state *s)
{
	return l->total > 0 && run_length_done(l, s) >= l->total;
}

uint64_t
run_length_tokens_left(const struct run_length *l, const struct train_state *s)
{
	if (l->by_steps || l->total == 0)
		return 0;
	assert(s->tokens <= l->total);
	return l->total - s->tokens;
}

const char *
run_length_unit(const struct run_length *l)
{
	return l->by_steps ? "steps" : "tokens";
}
