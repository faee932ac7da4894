/*
 * Which layers of a config.json see a window only, and which have no rotary
 * positions: a rule of the family, a list, or both.
 */
#ifndef ICL_MODEL_CONFIG_LAYERS_H
#define ICL_MODEL_CONFIG_LAYERS_H

#include "io/json.h"
#include "model/family_config.h"

/* Fills c->sliding, c->unturned and c->window; the sizes must be known. */
int config_layers_parse(const struct json *j, const struct family_config *f,
    struct model_config *c, struct err *e) MUST_CHECK;

/* Members, each after a comma. */
void config_layers_put(struct buf *out, const struct family_config *f,
    const struct model_config *c);

#endif
