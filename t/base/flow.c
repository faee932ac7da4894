/* A stream worked on by several threads: order, ends, stops. */
#include "base/flow.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "../tap.h"

enum { PARTS = 3000, SLOTS_MAX = 12, STOP = 700 };

struct sum {
	unsigned threads;
	uint64_t taken, given, asked;
	uint64_t slot[SLOTS_MAX], answer[SLOTS_MAX];
	uint64_t stop;      /* parts that are wanted */
	uint64_t bad;       /* parts before one that cannot be taken */
	bool in_order, own; /* a worker's number is below their count */
};

/* Every third time nothing has come yet. */
static enum flow_took
take(void *ctx, size_t slot, struct err *e)
{
	struct sum *s = ctx;

	if (++s->asked % 3 == 0)
		return FLOW_NONE;
	if (s->bad > 0 && s->taken == s->bad) {
		err_set(e, "no part");
		return FLOW_FAILED;
	}
	if (s->taken == PARTS)
		return FLOW_END;
	s->slot[slot] = s->taken++;
	return FLOW_PART;
}

/* Some parts take a thousand times as long as others. */
static void
work(void *ctx, size_t slot, unsigned worker)
{
	struct sum *s = ctx;
	volatile uint64_t x = 0;

	for (uint64_t i = s->slot[slot] % 7 == 0 ? 20000 : 20; i > 0; i--)
		x += i;
	if (worker >= s->threads)
		s->own = false;
	s->answer[slot] = s->slot[slot] * 2;
}

static int
give(void *ctx, size_t slot, struct err *e)
{
	struct sum *s = ctx;

	(void)e;
	if (s->answer[slot] != 2 * s->given++)
		s->in_order = false;
	return s->given == s->stop ? 1 : 0;
}

int
main(void)
{
	for (unsigned threads = 1; threads <= 4; threads++) {
		struct sum s = {
			.threads = threads, .in_order = true, .own = true
		};
		struct flow f = { take, work, give, &s };
		struct err e;

		ok(flow_slots(threads) <= SLOTS_MAX, "room for the slots");
		ok(flow_run(&f, threads, &e) == 0 && s.in_order && s.own &&
			s.given == PARTS,
		    "all parts in order by %u threads", threads);
		s = (struct sum){
			.threads = threads, .stop = STOP, .in_order = true
		};
		ok(flow_run(&f, threads, &e) == 0 && s.in_order &&
			s.given == STOP &&
			s.taken <= STOP + flow_slots(threads),
		    "%u threads stop when no more is wanted", threads);
		s = (struct sum){
			.threads = threads, .bad = STOP, .in_order = true
		};
		ok(flow_run(&f, threads, &e) == -1 && s.in_order &&
			s.given == STOP && strcmp(e.msg, "no part") == 0,
		    "%u threads give what came before an error", threads);
		s.taken = s.given = 0;
		s.stop = STOP;
		ok(flow_run(&f, threads, &e) == 0 && s.given == STOP,
		    "%u threads know no error behind what is wanted", threads);
	}
	return tap_end();
}
