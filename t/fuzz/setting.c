/* Settings: any file is read or refused, by training and by the guard. */
#include "as_file.h"

#include <string.h>

#include "episode/guard_paths.h"
#include "episode/setting.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
see_name(
    void *ctx, const struct guard_place *at, struct str task, struct err *e)
{
	(void)at;
	(void)e;
	*(size_t *)ctx += task.n;
	return 0;
}

static int
see_example(void *ctx, const struct guard_place *at,
    const struct example_reader_item *item, struct err *e)
{
	(void)ctx;
	(void)at;
	(void)item;
	return err_set(e, "no folder has examples here");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = as_file(data, size);
	struct setting_options want = { path, "test", "/nowhere", true, true };
	struct example_reader in = { .threads = 1 };
	struct arena a = { 0 };
	const char **paths;
	size_t n, n_skipped, n_bytes = 0;
	struct guard_visitor visitor = { &n_bytes, see_name, see_example };
	char link[64];
	struct err e;

	if (setting_paths(&want, &a, &paths, &n, &n_skipped, &e) == 0)
		assert(n > 0);
	/* the guard knows a setting by its name */
	snprintf(link, sizeof link, "/tmp/icl-fuzz-%ld.json", (long)getpid());
	unlink(link);
	if (symlink(path, link) == 0 &&
	    guard_paths_walk(&visitor, link, "/nowhere", &in, &e) == 0)
		assert(n_bytes <= size);
	unlink(link);
	arena_release(&a);
	return 0;
}
