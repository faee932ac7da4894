/*
 * Any text as a checkpoint's trainer.json, as far as it is read before its
 * weights: the identity of the run, and the digests of files beside it.
 */
#include "train/folder_digests.h"
#include "train/run_identity.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct run_identity now = {
		.options = { "--steps 30\n--lr 1e-3\n", 22 },
		.stream = 1,
	};
	struct buf length_was = { 0 };
	struct err e;
	struct json *j =
	    json_parse((struct str){ (const char *)data, size }, &e);

	if (j != NULL) {
		if (run_identity_check(&now, j, &length_was, &e) == 0 &&
		    json_kind(j) != JSON_OBJECT)
			__builtin_trap();
		if (folder_digests_check(
			"/nowhere", json_get(j, "files"), &e) == 0 &&
		    json_count(json_get(j, "files")) > 0)
			__builtin_trap();
	}
	json_free(j);
	buf_release(&length_was);
	return 0;
}
