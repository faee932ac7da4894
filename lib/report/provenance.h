/*
 * How the scores of a page came about: the tools of their header, one
 * after the other, with the options that could change a record.
 */
#ifndef ICL_REPORT_PROVENANCE_H
#define ICL_REPORT_PROVENANCE_H

#include "base/err.h"
#include "base/str.h"
#include "io/json.h"

/* Adds a part of a page; nothing when intro is NULL or names no tool. */
void provenance_put(const struct json *intro, struct buf *out);

/* The same of a model: from the icl.json that icl-train left in its folder. */
int provenance_of_folder(
    const char *folder, struct buf *out, struct err *e) MUST_CHECK;

#endif
