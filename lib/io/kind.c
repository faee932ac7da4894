/* The kinds of streams: see kind.h. */
#include "io/kind.h"

#include <assert.h>

const char *
kind_name(enum kind k)
{
	static const char *const names[] = {
		[KIND_TEXT] = "text",
		[KIND_SEGMENTS] = "segments",
		[KIND_EXAMPLES] = "examples",
		[KIND_EPISODES] = "episodes",
		[KIND_TOKENS] = "tokens",
		[KIND_SCORES] = "scores",
	};

	assert(k < N_KINDS);
	return names[k];
}

int
kind_find(struct str name)
{
	for (unsigned k = 0; k < N_KINDS; k++)
		if (str_eq(name, str_of(kind_name((enum kind)k))))
			return (int)k;
	return -1;
}
