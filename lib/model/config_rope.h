/*
 * The rotary positions of a config.json: rope_scaling of transformers 4, or
 * rope_parameters of those after it, read and written.
 */
#ifndef ICL_MODEL_CONFIG_ROPE_H
#define ICL_MODEL_CONFIG_ROPE_H

#include "io/json.h"
#include "model/family_config.h"

/* Fills c->rope, and where it cannot reach as far as the positions, them; the
 * sizes must be known. */
int config_rope_parse(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e) MUST_CHECK;

/* Members of the older spelling, each after a comma. */
void config_rope_put(struct buf *out, const struct family_config *f,
    const struct model_config *c);

#endif
