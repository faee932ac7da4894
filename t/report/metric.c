/* Macro-F1 by policy, chance and majority, rules, calibrations, statistics. */
#include "../tap.h"

#include "report/metric.h"
#include "report/rule.h"
#include "report/stat.h"

/* Gold a a a b, predicted a a b c; d is an option that never occurs. */
static const struct class_counts counts[] = {
	{ 2, 3, 2, true },
	{ 0, 1, 1, true },
	{ 0, 0, 1, true },
	{ 0, 0, 0, true },
};

static void
test_metrics(void)
{
	ok_near(metric_macro_f1(counts, 4, F1_GOLD), 0.8 / 2, 1e-12, "gold");
	ok_near(metric_macro_f1(counts, 4, F1_UNION), 0.8 / 3, 1e-12, "union");
	ok_near(metric_macro_f1(counts, 4, F1_DECLARED), 0.8 / 4, 1e-12,
	    "declared");
	ok_near(metric_accuracy(counts, 4), 0.5, 1e-12, "accuracy");
	/* naming a each time: precision 3/4, recall 1 */
	ok_near(metric_majority_f1(counts, 4, F1_DECLARED), 6.0 / 7 / 4, 1e-12,
	    "majority");
	/* a: right 3/4 of gold 3 and 1 guess; b: 1/4 of 1 and 1 */
	ok_near(metric_chance_f1(counts, 4, F1_DECLARED, 4),
	    (1.5 / 4 + 0.5 / 2) / 4, 1e-12, "chance");
	ok(metric_macro_f1(counts, 0, F1_GOLD) == 0, "no class: 0");
}

/*
 * Random choices of k classes, a digit each: gold, predicted; macro-F1 over the
 * gold classes, over gold and predicted ones, over all k; accuracy.  Numbers of
 * scikit-learn's f1_score(average="macro", labels=…, zero_division=0) and
 * accuracy_score.
 */
static const struct {
	const char *gold, *predicted;
	size_t k;
	double f1[3], accuracy;
} random_choices[] = {
	{ "212212200002201202012010", "212212100022201222012000", 3,
	    { 0.826890756303, 0.826890756303, 0.826890756303 },
	    0.833333333333 },
	{ "323431320031211014212412232323", "323133300141402414322224212313", 5,
	    { 0.422322775264, 0.422322775264, 0.422322775264 },
	    0.466666666667 },
	{ "32333223312320122", "60633161313665544", 7,
	    { 0.236363636364, 0.135064935065, 0.135064935065 },
	    0.235294117647 },
	{ "101100110000", "101100100000", 2,
	    { 0.911111111111, 0.911111111111, 0.911111111111 },
	    0.916666666667 },
};

static void
test_random_choices(void)
{
	size_t n = sizeof random_choices / sizeof random_choices[0];

	for (size_t i = 0; i < n; i++) {
		const char *g = random_choices[i].gold;
		const char *p = random_choices[i].predicted;
		size_t k = random_choices[i].k;
		struct class_counts c[10] = { { 0 } };

		for (size_t j = 0; j < k; j++)
			c[j].declared = true;
		for (; *g != '\0'; g++, p++) {
			c[*g - '0'].gold++;
			c[*p - '0'].predicted++;
			c[*g - '0'].right += *g == *p;
		}
		for (enum f1_policy f = F1_GOLD; f <= F1_DECLARED; f++)
			ok_near(metric_macro_f1(c, k, f),
			    random_choices[i].f1[f], 1e-11, "macro-F1");
		ok_near(metric_accuracy(c, k), random_choices[i].accuracy,
		    1e-11, "accuracy");
	}
}

/* Scores less what calibration finds in themselves are all alike. */
static void
test_rounded(void)
{
	bool first = true, unequal = false;

	for (size_t i = 0; i < 100; i++) {
		double s[4], bias[4];

		for (size_t j = 0; j < 4; j++)
			s[j] = -0.1 - 3 * fabs(sin((double)(4 * i + j)));
		rule_bias(CALIBRATE_CC, s, 1, 4, bias);
		for (size_t j = 0; j < 4; j++)
			s[j] -= bias[j];
		unequal |= s[1] > s[0] || s[2] > s[0] || s[3] > s[0];
		first &= rule_choose(s, 4) == 0;
	}
	ok(unequal && first, "of what rounding alone sets apart");
}

static void
test_rules(void)
{
	const struct score_candidate c = {
		.all = { -6, 3 },
		.diff = { -4, 2 },
		.first = -1,
		.has_text = true,
		.chars = 4,
		.bytes = 5,
	};
	const double want[] = { -2, -6, -1.5, -1.2, -2, -1 };
	const double ties[] = { -3, -1, -1 }, apart[] = { -1, -1 + 1e-8 };
	struct score_candidate channel = c;

	for (enum rule r = RULE_MEAN; r <= RULE_FIRST; r++)
		ok_near(rule_score(&c, r), want[r], 1e-12, "rule");
	channel.has_text = false;
	ok(rule_score(&channel, RULE_BYTE) == -6, "no bytes: the sum");
	ok(rule_choose(ties, 3) == 1, "the first of equals");
	ok(rule_choose(apart, 2) == 1, "what is apart is not equal");
	test_rounded();
}

static void
test_calibrations(void)
{
	const double lists[] = { -1, -2, -3, -6 };
	double bias[2], p = 1 / (1 + exp(-1)), q = 1 / (1 + exp(-3));

	rule_bias(CALIBRATE_PMI, lists, 2, 2, bias);
	ok_near(bias[0], -2, 1e-12, "pmi: mean score");
	ok_near(bias[1], -4, 1e-12, "of the other");
	rule_bias(CALIBRATE_CC, lists, 2, 2, bias);
	ok_near(bias[0], log((p + q) / 2), 1e-12, "cc: mean share");
	ok_near(bias[1], log(1 - (p + q) / 2), 1e-12, "of the other");
}

static void
test_confidence(void)
{
	struct calibration_bins b = { 0 }, third = { 0 };
	const double s[] = { -1, -1, -1 - log(2) };
	const int64_t labels[] = { 1, -1, 1, 0 };
	struct score_candidate c = {
		.all = { -6, 3 }, .diff = { -4, 2 }, .first = -1
	};

	ok(isnan(metric_ece(&b)), "no choice: NAN");
	metric_bin(&b, 0.85, 1);
	metric_bin(&b, 0.9, 0); /* the same bin: (0.8, 0.9] */
	metric_bin(&b, 1, 1);
	metric_bin(&b, 0.25, 1);
	ok_near(metric_ece(&b), (0.75 + 0 + 0.75) / 4, 1e-12, "ece");
	metric_bin(&third, 0.3, 1);
	metric_bin(&third, 0.1 + 0.2, 0);
	ok_near(metric_ece(&third), 0.2, 1e-12, "one bin but for rounding");
	ok_near(rule_share(s, 3, 0), 0.4, 1e-12, "share of probability");
	ok_near(rule_share(s, 3, 2), 0.2, 1e-12, "of the least");
	ok_near(rule_prior(labels, 4, 2, 1), log(3.0 / 5), 1e-12,
	    "label's share, once more each");
	ok_near(rule_prior(labels, 0, 4, 1), log(0.25), 1e-12, "of none");
	rule_shift(&c, -1);
	ok(rule_score(&c, RULE_SUM) == -7 && c.diff.sum == -5 && c.first == -2,
	    "every sum is shifted");
}

static void
test_statistics(void)
{
	double x[] = { 4, 1, 3, 2 };
	const double d[] = { 1, 2, -1, 3, 4, 5, 6, 7, 8 };

	ok(stat_mean(x, 4) == 2.5 && stat_least(x, 4) == 1, "mean, least");
	ok_near(stat_sd(x, 4), sqrt(5.0 / 3), 1e-12, "deviation");
	ok(isnan(stat_sd(x, 1)) && isnan(stat_mean(x, 0)), "too few: NAN");
	stat_sort(x, 4);
	ok(x[0] == 1 && x[3] == 4, "sorted");
	ok_near(stat_quantile(x, 4, 0.5), 2.5, 1e-12, "median");
	ok_near(stat_quantile(x, 4, 0.25), 1.75, 1e-12, "quartile");
	ok(stat_quantile(x, 4, 0) == 1 && stat_quantile(x, 4, 1) == 4, "ends");
	ok_near(stat_p_value(d, 9), 0.4, 1e-12, "one of nine below: p");
}

int
main(void)
{
	test_metrics();
	test_random_choices();
	test_rules();
	test_calibrations();
	test_confidence();
	test_statistics();
	return tap_end();
}
