/* Any bytes as a safetensors file; what was read is read to its last byte. */
#include "io/safetensors.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct err e;
	struct safetensors *s = safetensors_open_memory(bytes, "fuzz", &e);
	volatile unsigned char sum = 0;

	for (size_t i = 0; s != NULL && i < safetensors_count(s); i++) {
		const struct tensor *t = safetensors_at(s, i);

		if (safetensors_find(s, t->name) != t)
			__builtin_trap();
		for (size_t k = 0; k < t->n_bytes; k++)
			sum = (unsigned char)(sum + t->bytes[k]);
	}
	safetensors_free(s);
	return 0;
}
