/* Any text as an adapter_config.json; what is taken is written and taken
 * again, and its patterns are tried on a name. */
#include "model/adapter_config.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct adapter_config c, again;
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct err e;
	double rank, alpha;

	if (adapter_config_parse(text, &a, &c, &e) == 0) {
		adapter_config_write(&out, &c);
		if (adapter_config_parse(buf_view(&out), &a, &again, &e) != 0 ||
		    again.kind != c.kind || again.rank != c.rank ||
		    again.alpha != c.alpha || again.n_ranks != c.n_ranks ||
		    again.n_targets != c.n_targets ||
		    again.n_tokens != c.n_tokens)
			__builtin_trap();
		if (c.kind == ADAPTER_LORA &&
		    adapter_config_of(&c, STR("model.layers.0.mlp.up_proj"),
			&rank, &alpha, &e) != 0)
			rank = 0;
	}
	buf_release(&out);
	arena_release(&a);
	return 0;
}
