/* Layout files: any is read or refused; what is read lays an example out. */
#include "as_file.h"

#include <stdlib.h>

#include "episode/layout_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
lay_out(
    const struct layout *l, const struct layout_values *v, enum method method)
{
	struct layout_options how = {
		.method = method, .later = true, .terminate = true, .loss = true
	};
	struct arena a = { 0 };
	struct pieces list = layout_example(l, v, how, &a);
	size_t n = 0, n_loss = 0;

	for (size_t i = 0; i < list.n; i++) {
		n += list.v[i].text.n;
		n_loss += list.v[i].loss;
	}
	assert(n == layout_size(l, v, how));
	assert(n_loss > 0);
	assert(layout_n_shared(l, method) < list.n);
	list = layout_prefix(l, v, false, &a);
	n = 0;
	for (size_t i = 0; i < list.n; i++)
		n += list.v[i].text.n;
	assert(n == layout_prefix_size(l, v));
	arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct layout_members m = { 0 };
	static const struct str labels[] = { { "0", 1 }, { "one", 3 } };
	struct layout_values v = {
		.input = STR("in"), .output = STR("0"), .instruction = STR("do")
	};
	struct arena a = { 0 };
	struct str *members;
	struct layout *l;
	struct err e;

	l = layout_read(as_file(data, size), &m, &e);
	if (l != NULL) {
		members = mem_new(m.n, sizeof *members);
		for (size_t i = 0; i < m.n; i++)
			members[i] = STR("member");
		v.members = members;
		v.output = layout_label(l, v.output);
		v.options =
		    layout_options_text(l, (struct texts){ labels, 2 }, &a);
		lay_out(l, &v, METHOD_DIRECT);
		if (l->has_channel)
			lay_out(l, &v, METHOD_CHANNEL);
		free(members);
	}
	arena_release(&a);
	layout_free(l);
	layout_members_release(&m);
	return 0;
}
