/*
 * The metrics that an evaluation set may name: the one list that icl-episode
 * writes by and icl-score reads by.
 */
#ifndef ICL_IO_EVAL_METRIC_H
#define ICL_IO_EVAL_METRIC_H

enum metric {
	METRIC_MACRO_F1, /* of one label space that all queries share */
	METRIC_ACCURACY, /* of options that may differ by query */
	METRIC_EM,       /* exact match of a generated answer */
	METRIC_ROUGE_L,  /* of a generated answer */
};

/* In the order of the enum, for base/choice.h. */
#define METRIC_NAMES "macro-f1|accuracy|em|rouge-l"

#endif
