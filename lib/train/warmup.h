/*
 * A training run from its options to the folder that it leaves, call by call:
 * warmup_load, _open, _prepare, then _plan, or _run and _save; to merge an
 * adapter, _load, _merge, _save.  The tokenizer stays the caller's, to be read
 * between the first two and installed before the last.
 *
 * All ranks make the same calls; only rank 0 writes.
 */
#ifndef ICL_TRAIN_WARMUP_H
#define ICL_TRAIN_WARMUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/comm.h"
#include "base/err.h"
#include "base/opt.h"
#include "base/progress.h"
#include "train/run_folder.h"
#include "train/trainable.h"
#include "train/trainer.h"

struct warmup_options {
	const char *model, *init, *adapter; /* as trainable_load takes them */
	uint64_t ctx;                       /* likewise */
	uint64_t lora, prefix;              /* rank, tokens; 0: none */
	double lora_alpha;
	bool rslora, dora;
	const char *lora_targets; /* NULL: every linear layer */
	bool merge;
	struct trainer_options train; /* lr < 0: as suits what is trained */
	const char *eval;             /* file of tokens; NULL: none */
	const char *log;              /* a file of the log's own; NULL: none */
	int dtype;                    /* of the model written; 1: bf16 */
	bool resume, force, dry_run;
};

struct warmup {
	/* set by the caller, and living as long */
	const struct warmup_options *options;
	const struct opt_common *common;
	const struct opt_spec *spec; /* with config: for the record */
	const void *config;
	struct comm *comm;
	struct tokenizer_hook tokenizer; /* of a model, not an adapter */
	struct request_flags requests;
	/* lines of rank 0: how the run goes; what is not to be missed */
	say_fn *notify;
	say_fn *warn;
	/* filled in; any may be NULL or empty */
	struct trainer_options train; /* from load on, what holds */
	struct run_folder folder;
	struct buf checkpoint; /* path of the one to go on from */
	struct trainable trainable;
	struct dataset *dataset, *eval;
	struct train_log *log; /* NULL but in rank 0 */
	struct trainer *trainer;
	struct buf identity;
	struct progress progress;
};

/* Checks that the folder may be written, then loads what the run begins with.
 */
int warmup_load(struct warmup *w, struct err *e) MUST_CHECK;

/*
 * Opens the tokens and --eval's; they must be of the vocabulary of this
 * digest, that of the tokenizer called name; NULL: not known.
 */
int warmup_open(struct warmup *w, const char *digest, const char *name,
    struct err *e) MUST_CHECK;

/* Makes the trainer, and takes up the checkpoint where there is one. */
int warmup_prepare(struct warmup *w, struct err *e) MUST_CHECK;

/* --dry-run: what the run will take, as a line where the log goes. */
int warmup_plan(struct warmup *w, struct err *e) MUST_CHECK;

/* Makes the folder and trains; returns as trainer_run does. */
int warmup_run(struct warmup *w, struct err *e) MUST_CHECK;

/* Makes the folder and adds the adapter to the weights. */
int warmup_merge(struct warmup *w, struct err *e) MUST_CHECK;

/* Whether a whole model is left, rather than an adapter. */
bool warmup_leaves_model(const struct warmup *w);

/* The finished model or adapter; the record of it is written last. */
int warmup_save(const struct warmup *w, struct err *e) MUST_CHECK;

/* All but what the caller has set. */
void warmup_release(struct warmup *w);

#endif
