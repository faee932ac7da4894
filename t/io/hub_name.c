/* What is taken for the name of a model on a hub. */
#include "io/hub_name.h"

#include "../tap.h"

int
main(void)
{
	static const char *const names[] = { "Owner/Model-135M", "gpt2",
		"a/b_c.1" };
	static const char *const paths[] = { ".", "./a/b", "/a/b", "a/b/c",
		"a//b", "a/", "model.gguf", "a/model.gguf", "tok.json", "",
		"a b/c", "../a" };
	struct err e;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ok(hub_name_check(names[i], &e) == -1 &&
			strstr(e.msg, "not downloaded") != NULL,
		    "'%s' is a name", names[i]);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		ok(hub_name_check(paths[i], &e) == 0, "'%s' is a path",
		    paths[i]);
	fclose(fopen("gpt2", "w"));
	ok(hub_name_check("gpt2", &e) == 0, "what is there is a path");
	return tap_end();
}
