/* Tables: any file is read or refused; a row that is read has all its cells. */
#include "as_file.h"

#include "episode/example_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
see_example(void *ctx, const struct example_reader_item *item, struct err *e)
{
	(void)e;
	assert(item->example.n_outputs >= 1);
	assert(item->example.task.n > 0);
	++*(size_t *)ctx;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* the first byte chooses, the rest is the file */
	const bool always = size > 0 && data[0] & 1;
	const bool named = size > 0 && data[0] & 2;
	const struct csv_options tables = { .always = always,
		.input = named ? "a" : NULL,
		.output = named ? "b" : NULL,
		.task = "t" };
	struct example_reader in = { .threads = 1,
		.skip_bad = size > 0 && data[0] & 4,
		.tables = &tables };
	size_t n = 0;
	struct err e;

	if (size == 0)
		return 0;
	if (example_reader_file(
		&in, as_file(data + 1, size - 1), see_example, &n, &e) == 0)
		assert(n + in.n_bad == in.n_read);
	return 0;
}
