/* Options of an evaluation: see eval_options.h. */
#include "episode/eval_options.h"

#include "base/choice.h"
#include "io/eval_metric.h"
#include "episode/null_input.h"

int
eval_options_check(const struct eval_options *o, struct err *e)
{
	const char *metric = o->metric;

	if (metric != NULL && choice_find(METRIC_NAMES, str_of(metric)) ==
				  choice_count(METRIC_NAMES))
		return err_set(
		    e, "--metric: '%s' is none of %s", metric, METRIC_NAMES);
	for (size_t i = 0; i < o->nulls.n; i++)
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
