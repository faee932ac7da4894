/* Examples: any line is read or refused, and what is read is written again. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "io/example.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str line = { (const char *)data, size };
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct example x, y;
	struct err e;

	if (example_parse(line, &a, &x, &e) == 0) {
		example_write(&out, &x);
		assert(example_parse(buf_view(&out), &a, &y, &e) == 0);
		assert(str_eq(x.input, y.input) && str_eq(x.task, y.task));
		assert(x.n_outputs == y.n_outputs);
		assert(x.n_options == y.n_options);
	}
	buf_release(&out);
	arena_release(&a);
	return 0;
}
