/* Aliases: any file is read; a name has one that is stable. */
#include "as_file.h"

#include "episode/guard_alias.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err e;
	struct guard_alias *a = guard_alias_new(as_file(data, size), &e);
	struct str whole = { (const char *)data, size };

	if (a == NULL)
		return 0;
	assert(str_eq(guard_alias_of(a, whole), guard_alias_of(a, whole)));
	assert(guard_alias_of(a, STR("inst:task:prompt")).n > 0);
	guard_alias_free(a);
	return 0;
}
