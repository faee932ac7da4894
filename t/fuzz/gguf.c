/* Any bytes as a GGUF file: metadata, tensors and what a model makes of it. */
#include <stdlib.h>

#include "io/gguf.h"
#include "model/config.h"
#include "model/weights.h"

enum { MAX_NUMBERS = 1 << 16 };

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct model_config c;
	struct err e;
	struct gguf *g = gguf_open_memory(bytes, "fuzz", &e);
	const struct tensor *t;
	size_t n;

	if (g == NULL)
		return 0;
	t = gguf_tensors(g, &n);
	for (size_t i = 0; i < n; i++) {
		uint64_t count = tensor_count(&t[i]);
		float *x;

		if (count > MAX_NUMBERS)
			continue;
		x = malloc((size_t)count * sizeof *x + 1);
		(void)!tensor_f32(&t[i], x, &e);
		free(x);
	}
	for (size_t i = 0; i < gguf_count(g, "tokenizer.ggml.tokens"); i++)
		gguf_str_at(g, "tokenizer.ggml.tokens", i);
	if (model_config_gguf(g, &c, &e) == 0)
		weights_free(weights_plan(&c));
	gguf_free(g);
	return 0;
}
