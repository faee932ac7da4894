/* Options of an evaluation: see eval_options.h. */
#include "episode/eval_options.h"

#include <string.h>

#include "episode/null_input.h"

int
eval_options_check(const struct eval_options *o, struct err *e)
{
	static const char *const metrics[] = { "macro-f1", "accuracy", "em",
		"rouge-l" };
	const size_t n = sizeof metrics / sizeof metrics[0];
	size_t i = 0;

	while (o->metric != NULL && i < n && strcmp(o->metric, metrics[i]) != 0)
		i++;
	if (i == n)
		return err_set(e,
		    "--metric: '%s' is none of macro-f1, accuracy, em and "
		    "rouge-l",
		    o->metric);
	for (i = 0; i < o->nulls.n; i++)
		if (null_input_check(o->nulls.v[i], e))
			return err_prefix(e, "--null");
	return 0;
}

uint64_t
eval_options_k_max(const struct eval_options *o)
{
	uint64_t most = 0;

	for (size_t i = 0; i < o->ks.n; i++)
		most = o->ks.v[i] > most ? o->ks.v[i] : most;
	return most;
}
