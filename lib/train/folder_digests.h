/*
 * The digests of a folder's files, so that a bit that changed on disk is
 * noticed before a run goes on from it.
 */
#ifndef ICL_TRAIN_FOLDER_DIGESTS_H
#define ICL_TRAIN_FOLDER_DIGESTS_H

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

/* Of every file in dir, in the order of their names, as a JSON object. */
int folder_digests_put(
    struct buf *out, const char *dir, struct err *e) MUST_CHECK;

/*
 * Whether dir has each file that the object names, with that digest; a link
 * in place of one is not followed.  Files that it does not name do not matter.
 */
int folder_digests_check(
    const char *dir, const struct json *files, struct err *e) MUST_CHECK;

#endif
