/* Which family a config.json is of, and why one of no family is not run. */
#ifndef ICL_MODEL_FAMILY_FIND_H
#define ICL_MODEL_FAMILY_FIND_H

#include "io/json.h"
#include "model/family_config.h"

/*
 * By model_type, else by the class that is named.  Of a model that also sees
 * or hears, *text becomes the configuration of its text part; otherwise j.
 */
int family_find(const struct json *j, const struct json **text,
    const struct family_config **family, struct err *e) MUST_CHECK;

#endif
