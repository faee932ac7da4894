/* Instructions: any file is read or refused; what is read is found again. */
#include "as_file.h"

#include "episode/instructions.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct example x = { .task = STR("t") };
	struct err e;
	struct instructions *in = instructions_load(as_file(data, size), &e);

	if (in != NULL)
		instructions_give(in, &x);
	assert(str_eq(x.task, STR("t")));
	instructions_free(in);
	return 0;
}
