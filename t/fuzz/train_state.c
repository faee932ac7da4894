/* Any text as a checkpoint's record of its run; what is taken comes back. */
#include "train/train_state.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct train_state s = { 0 }, again = { 0 };
	struct buf out = { 0 };
	struct err e;
	struct json *j =
	    json_parse((struct str){ (const char *)data, size }, &e);

	if (j != NULL && json_kind(j) == JSON_OBJECT &&
	    train_state_read(&s, j, &e) == 0) {
		json_free(j);
		buf_byte(&out, '{');
		train_state_put(&out, &s);
		buf_byte(&out, '}');
		j = json_parse(buf_view(&out), &e);
		if (j == NULL || train_state_read(&again, j, &e) != 0 ||
		    again.step != s.step || again.pass_hash != s.pass_hash ||
		    again.n_tasks != s.n_tasks)
			__builtin_trap();
	}
	json_free(j);
	train_state_release(&s);
	train_state_release(&again);
	buf_release(&out);
	return 0;
}
