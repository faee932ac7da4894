/*
 * Names of models on a hub, OWNER/NAME or NAME, where a path is wanted:
 * nothing is downloaded here, and a message says so.
 */
#ifndef ICL_IO_HUB_NAME_H
#define ICL_IO_HUB_NAME_H

#include "base/err.h"

/*
 * 0 when the path is there, or cannot be the name of a model; else -1 and an
 * error that says how the model's files are got.
 */
int hub_name_check(const char *path, struct err *e) MUST_CHECK;

#endif
