/* Any text as a config.json; what is taken is written and taken again. */
#include "model/config.h"
#include "model/weights.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct model_config c, again;
	struct buf out = { 0 };
	struct err e;

	if (model_config_parse(text, &c, &e) != 0)
		return 0;
	weights_free(weights_plan(&c));
	model_config_write(&out, &c, NULL);
	if (model_config_parse(buf_view(&out), &again, &e) != 0 ||
	    again.n_kv_heads != c.n_kv_heads || again.tied != c.tied ||
	    again.norm_eps != c.norm_eps || again.rope.theta != c.rope.theta ||
	    again.rope.rotary_dim != c.rope.rotary_dim ||
	    again.n_positions != c.n_positions || again.window != c.window)
		__builtin_trap();
	buf_release(&out);
	return 0;
}
