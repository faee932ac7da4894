/*
 * The folder that a training run writes: checkpoints while it runs, then the
 * model, and icl.json last, the record of how it came about.
 */
#ifndef ICL_TRAIN_RUN_FOLDER_H
#define ICL_TRAIN_RUN_FOLDER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "io/intro.h"
#include "train/train_state.h"

enum run_folder_mode {
	RUN_FOLDER_NEW,    /* one that exists is refused */
	RUN_FOLDER_RESUME, /* goes on from its last checkpoint */
	RUN_FOLDER_FORCE,  /* starts anew where one exists */
};

/* {0} with fd -1 is a valid one that is not open. */
struct run_folder {
	const char *dir;
	enum run_folder_mode mode;
	int fd; /* open and locked while a run writes there; else -1 */
};

/*
 * Opens it where it exists, and takes the lock that keeps two runs from one
 * folder; an error when another has it, or when it may not exist.  To be
 * resumed, newest gets the path of its last checkpoint, verified, and stays
 * empty without one.
 */
int run_folder_open(
    struct run_folder *r, struct buf *newest, struct err *e) MUST_CHECK;

/*
 * Makes it where it does not exist, and locks it; removes what a killed run
 * left half done, by force the checkpoints too.
 */
int run_folder_make(struct run_folder *r, struct err *e) MUST_CHECK;

/* Gives the lock back; an empty folder goes. */
void run_folder_close(struct run_folder *r);

/*
 * Once a model is written into it: removes what others would load in its
 * place, an adapter's files and an index of shards.
 */
void run_folder_clear(const char *dir);

/* DIR/icl.json: the tools and options before the model, its kernels, tasks. */
int run_folder_record(const char *dir, const struct intro *intro,
    const struct train_state *s, struct err *e) MUST_CHECK;

#endif
