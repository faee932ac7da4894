/* A team of one: every call is there and costs nothing. */
#include "base/team.h"

#include <stdlib.h>
#include <string.h>

#include "../tap.h"

int
main(void)
{
	struct team *t = team_new();
	float x[3] = { 1, 2, 3 };
	double y = 0.5;
	size_t size = 0;
	char *all;

	ok(team_rank(t) == 0 && team_size(t) == 1, "the only one is rank 0");
	team_sum_begin(t, x, 3);
	team_sum_end(t);
	team_sum(t, &y, 1);
	team_share(t, x, sizeof x);
	ok(x[2] == 3 && y == 0.5, "a sum over one is itself");
	ok(team_max(t, 7) == 7 && team_agrees(t, 7), "it agrees with itself");
	all = team_gather(t, "abc", 3, &size);
	ok(size == 3 && memcmp(all, "abc", 3) == 0, "gathers what it has");
	free(all);
	team_abort(t, 1);
	ok(strlen(team_version()) > 0, "has a version");
	team_free(t);
	return tap_end();
}
