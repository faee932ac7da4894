/* Any bytes as a LoRA adapter in GGUF for a small model. */
#include "io/gguf.h"
#include "model/adapter.h"

#include "../model/tiny.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	const struct model_config c = tiny_llama(true);
	struct err e;
	struct gguf *g = gguf_open_memory(bytes, "fuzz", &e);
	struct weights *w;

	if (g == NULL)
		return 0;
	w = weights_plan(&c);
	adapter_free(adapter_of_gguf(g, w, &e));
	weights_free(w);
	gguf_free(g);
	return 0;
}
