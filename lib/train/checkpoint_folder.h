/*
 * The checkpoints in a run's folder by their names, DIR/checkpoint-STEP: under
 * such a name one is complete.  What is being written or removed has a
 * temporary name, NAME.tmp.DIGITS.
 */
#ifndef ICL_TRAIN_CHECKPOINT_FOLDER_H
#define ICL_TRAIN_CHECKPOINT_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* The path of a step's checkpoint into path, which is reset first. */
void checkpoint_path(struct buf *path, const char *dir, uint64_t step);

/* 1 and the path of the newest in dir, 0 when there is none. */
int checkpoint_newest(const char *dir, struct buf *path);

/* Whether the path is a checkpoint of dir, or in one. */
bool checkpoint_has(const char *dir, const char *path);

/* Removes all but the newest `keep`, and what a killed run left half done. */
void checkpoint_trim(const char *dir, uint64_t keep);

/*
 * Removes a file or a link, or a folder and the files in it, as far as that
 * goes; what a link points to is left alone.
 */
void checkpoint_remove(const char *path);

#endif
