/* Names of a hub in place of paths: see hub_name.h. */
#include "io/hub_name.h"

#include <stdbool.h>
#include <string.h>

#include "io/file.h"

/* At most one slash, between letters that such names are made of. */
static bool
is_name(const char *path)
{
	static const char in_name[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789-_.";
	size_t n = strspn(path, in_name);

	if (path[0] == '.' || n == 0 || strstr(path, ".gguf") != NULL ||
	    strstr(path, ".json") != NULL)
		return false;
	if (path[n] == '\0')
		return true;
	path += n + 1;
	return path[-1] == '/' && path[0] != '\0' && path[0] != '.' &&
	       path[strspn(path, in_name)] == '\0';
}

int
hub_name_check(const char *path, struct err *e)
{
	if (!is_name(path) || file_exists(path))
		return 0;
	return err_set(e,
	    "%s: no such file or folder; names of a hub are not downloaded: "
	    "get the files, say by 'hf download %s --local-dir DIR', and give "
	    "DIR",
	    path, path);
}
