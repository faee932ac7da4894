/* What an unknown option may have meant: see opt_near.h. */
#include "base/opt_near.h"

#include <string.h>

#include "base/size.h"

enum { NAME_MAX_BYTES = 40 };

/*
 * Names of other tools (transformers, TRL, axolotl, lm-evaluation-harness,
 * llama.cpp, MetaICL) and ours.  The first of ours that a tool has counts.
 */
static const struct {
	const char *theirs, *ours;
} others[] = {
	{ "learning-rate", "lr" },
	{ "num-train-epochs", "epochs" },
	{ "num-epochs", "epochs" },
	{ "max-steps", "steps" },
	{ "num-training-steps", "steps" },
	{ "n-steps", "steps" },
	{ "iters", "steps" },
	{ "per-device-train-batch-size", "batch" },
	{ "train-batch-size", "batch" },
	{ "batch-size", "batch" },
	{ "batch-size", "micro-tokens" },
	{ "gradient-accumulation-steps", "micro-tokens" },
	{ "micro-batch-size", "micro-tokens" },
	{ "lr-scheduler-type", "schedule" },
	{ "lr-scheduler", "schedule" },
	{ "warmup-steps", "warmup" },
	{ "warmup-ratio", "warmup" },
	{ "wd", "weight-decay" },
	{ "max-grad-norm", "clip" },
	{ "grad-clip", "clip" },
	{ "gradient-checkpointing", "recompute" },
	{ "output-dir", "output" },
	{ "output-path", "output" },
	{ "out", "output" },
	{ "out-dir", "output" },
	{ "model-name-or-path", "model" },
	{ "base-model", "model" },
	{ "model-args", "model" },
	{ "pretrained", "model" },
	{ "gpt2", "model" },
	{ "checkpoint", "model" },
	{ "tokenizer-path", "tokenizer" },
	{ "tokenizer-name", "tokenizer" },
	{ "num-fewshot", "k" },
	{ "n-shot", "k" },
	{ "shots", "k" },
	{ "lora-r", "lora" },
	{ "lora-rank", "lora" },
	{ "rank", "lora" },
	{ "target-modules", "lora-targets" },
	{ "lora-target-modules", "lora-targets" },
	{ "peft", "adapter" },
	{ "lora", "adapter" },
	{ "bf16", "precision" },
	{ "fp16", "precision" },
	{ "torch-dtype", "precision" },
	{ "load-in-8bit", "precision" },
	{ "resume-from-checkpoint", "resume" },
	{ "save-steps", "save-every" },
	{ "eval-steps", "eval-every" },
	{ "save-total-limit", "keep" },
	{ "overwrite-output-dir", "force" },
	{ "max-seq-length", "ctx" },
	{ "max-length", "ctx" },
	{ "max-len", "ctx" },
	{ "ctx-size", "ctx" },
	{ "context", "ctx" },
	{ "max-length-per-example", "example" },
	{ "max-new-tokens", "generate" },
	{ "max-gen-toks", "generate" },
	{ "n-predict", "generate" },
	{ "until", "stop" },
	{ "vocab-size", "train" },
	{ "chat-template", "layout" },
	{ "apply-chat-template", "layout" },
	{ "template", "layout" },
	{ "template-dir", "layout" },
	{ "num-proc", "threads" },
	{ "num-workers", "threads" },
	{ "jobs", "threads" },
	{ "log-samples", "lm-eval" },
	{ "use-cache", "cache" },
	{ "tasks", "setting" },
	{ "task", "setting" },
	{ "max-samples", "count" },
	{ "limit", "count" },
	{ "silent", "quiet" },
	{ "random-seed", "seed" },
};

/* The name that was typed, in our writing: no dashes before, no value. */
static size_t
take_name(char out[NAME_MAX_BYTES], const char *typed)
{
	size_t n = 0;

	typed += strspn(typed, "-");
	for (; typed[n] != '\0' && typed[n] != '='; n++) {
		if (n == NAME_MAX_BYTES - 1)
			return 0;
		out[n] = (char)(typed[n] == '_' ? '-' : typed[n]);
	}
	out[n] = '\0';
	return n;
}

static const char *
find(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return names[i];
	return NULL;
}

static const char *
of_another_tool(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		const char *ours = strcmp(others[i].theirs, name) == 0
				       ? find(others[i].ours, names, n)
				       : NULL;

		if (ours != NULL)
			return ours;
	}
	return NULL;
}

/*
 * Letters to insert, remove, exchange or swap with their neighbour until the
 * one is the other (Damerau, Levenshtein: optimal string alignment).
 */
static size_t
distance(const char *a, size_t na, const char *b, size_t nb)
{
	size_t rows[3][NAME_MAX_BYTES + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= nb; j++)
		last[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t other = last[j - 1] + (a[i - 1] != b[j - 1]);

			now[j] =
			    size_min(other, size_min(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				now[j] = size_min(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[nb];
}

const char *
opt_near(const char *typed, const char *const *names, size_t n)
{
	char name[NAME_MAX_BYTES];
	size_t length = take_name(name, typed), best;
	const char *near;

	if (length == 0)
		return NULL;
	near = find(name, names, n);
	if (near == NULL)
		near = of_another_tool(name, names, n);
	best = (length + 2) / 3; /* a slip or two, more in a long name */
	if (near != NULL)
		return near;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(names[i]), d;

		if (other < 2 || other >= NAME_MAX_BYTES)
			continue;
		d = distance(name, length, names[i], other);
		if (d < best || (d == best && near == NULL && d < other)) {
			best = d;
			near = names[i];
		}
	}
	return near;
}
