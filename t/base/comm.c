/* A team of one: every call is there and costs nothing. */
#include "base/comm.h"

#include <stdlib.h>
#include <string.h>

#include "../tap.h"

int
main(void)
{
	struct comm *t = comm_new();
	float x[3] = { 1, 2, 3 };
	double y = 0.5;
	size_t size = 0;
	char *all;

	ok(comm_rank(t) == 0 && comm_size(t) == 1, "the only one is rank 0");
	comm_sum_begin(t, x, 3);
	comm_sum_end(t);
	comm_sum(t, &y, 1);
	comm_share(t, x, sizeof x);
	ok(x[2] == 3 && y == 0.5, "a sum over one is itself");
	ok(comm_max(t, 7) == 7 && comm_agrees(t, 7), "it agrees with itself");
	all = comm_gather(t, "abc", 3, &size);
	ok(size == 3 && memcmp(all, "abc", 3) == 0, "gathers what it has");
	free(all);
	comm_abort(t, 1);
	ok(strlen(comm_version()) > 0, "has a version");
	comm_free(t);
	return tap_end();
}
