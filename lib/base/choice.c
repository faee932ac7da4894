/* Names in one text by their number: see choice.h. */
#include "base/choice.h"

#include <assert.h>
#include <string.h>

size_t
choice_count(const char *names)
{
	size_t n = 1;

	for (; *names != '\0'; names++)
		n += *names == '|';
	return n;
}

struct str
choice_name(const char *names, size_t i)
{
	assert(i < choice_count(names));
	for (; i > 0; i--)
		names += strcspn(names, "|") + 1;
	return (struct str){ names, strcspn(names, "|") };
}

size_t
choice_find(const char *names, struct str name)
{
	size_t n = choice_count(names), i = 0;

	while (i < n && !str_eq(choice_name(names, i), name))
		i++;
	return i;
}
