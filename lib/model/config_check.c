/* The sizes of a configuration against bounds and each other: see config.h. */
#include "model/family_config.h"

/* Whether the family's files say this size. */
static bool
is_stated(const struct model_config *c, size_t field)
{
	const struct size_member *m = family_of(c->family)->sizes;

	while (m->name != NULL && m->field != field)
		m++;
	return m->name != NULL;
}

/* A GGUF file may say what no config.json of the family can; transformers could
 * not run the model that we would write. */
static int
check_family(const struct model_config *c, struct err *e)
{
	size_t all = c->n_heads * c->head_dim;

	if (!is_stated(c, offsetof(struct model_config, n_kv_heads)) &&
	    c->n_kv_heads != c->n_heads)
		return err_set(e,
		    "%zu heads of keys and values beside %zu; "
		    "they must be the same in this family",
		    c->n_kv_heads, c->n_heads);
	if (!is_stated(c, offsetof(struct model_config, head_dim)) &&
	    all != c->width)
		return err_set(e,
		    "heads of %zu units together in a width of %zu; they must "
		    "be the same in this family",
		    all, c->width);
	if (!is_stated(c, offsetof(struct model_config, mlp_width)) &&
	    c->mlp_width != 4 * c->width)
		return err_set(e,
		    "%zu MLP units beside a width of %zu; they must be four "
		    "times as many in this family",
		    c->mlp_width, c->width);
	return 0;
}

static int
check_size(size_t x, size_t max, const char *what, struct err *e)
{
	if (x >= 1 && x <= max)
		return 0;
	return err_set(e, "%zu %s; from 1 to %zu are possible", x, what, max);
}

int
model_config_check(const struct model_config *c, struct err *e)
{
	if (check_size(c->vocab_size, MODEL_MAX_VOCAB, "tokens", e) ||
	    check_size(c->n_layers, MODEL_MAX_LAYERS, "layers", e) ||
	    check_size(c->width, MODEL_MAX_WIDTH, "units of width", e) ||
	    check_size(c->mlp_width, MODEL_MAX_WIDTH, "MLP units", e) ||
	    check_size(c->n_heads, MODEL_MAX_WIDTH, "heads", e) ||
	    check_size(c->head_dim, MODEL_MAX_WIDTH, "units a head", e) ||
	    check_size(c->n_heads * c->head_dim, MODEL_MAX_WIDTH,
		"units of all heads", e) ||
	    check_size(c->n_positions, MODEL_MAX_POSITIONS, "positions", e))
		return -1;
	if (c->n_kv_heads == 0 || c->n_heads % c->n_kv_heads != 0)
		return err_set(e,
		    "%zu heads cannot share %zu of keys and "
		    "values",
		    c->n_heads, c->n_kv_heads);
	if (c->position == POSITION_ROPE && c->head_dim % 2 != 0)
		return err_set(
		    e, "heads of %zu units cannot turn in pairs", c->head_dim);
	return check_family(c, e);
}
