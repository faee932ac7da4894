/* Outputs in the way of inputs or each other: see outputs.h. */
#include "io/outputs.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "io/file.h"

/* Where a file is, or will be: in which folder, by which name. */
struct place {
	bool exists, counts;
	struct stat file, folder;
	const char *name;
};

static struct place
place_of_descriptor(int fd)
{
	struct place p = { .exists = true };

	p.counts = fstat(fd, &p.file) == 0 && S_ISREG(p.file.st_mode);
	return p;
}

static struct place
place_of(const char *path)
{
	struct place p = { .name = file_basename(path) };
	struct buf folder = { 0 };

	p.exists = stat(path, &p.file) == 0;
	if (p.exists) {
		p.counts = S_ISREG(p.file.st_mode);
		return p;
	}
	buf_add(&folder, path, (size_t)(p.name - path));
	if (folder.n == 0)
		buf_byte(&folder, '.');
	p.counts = stat(folder.p, &p.folder) == 0;
	buf_release(&folder);
	return p;
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool
are_one(const struct place *a, const struct place *b)
{
	if (!a->counts || !b->counts || a->exists != b->exists)
		return false;
	if (a->exists)
		return is_same(&a->file, &b->file);
	return is_same(&a->folder, &b->folder) && strcmp(a->name, b->name) == 0;
}

static struct place
place_in_list(const char *path, int standard)
{
	return strcmp(path, "-") == 0 ? place_of_descriptor(standard)
				      : place_of(path);
}

/* NULL: nothing in the way of the output; else what is. */
static const char *
in_the_way(
    const struct place *out, const char *const *list, size_t n, int standard)
{
	for (size_t i = 0; i < n; i++) {
		struct place p;

		if (list[i] == NULL)
			continue;
		p = place_in_list(list[i], standard);
		if (are_one(out, &p))
			return list[i];
	}
	return NULL;
}

static bool
is_stdout(const char *path)
{
	return strcmp(path, "-") == 0;
}

int
outputs_check(const char *const *outputs, size_t n_outputs,
    const char *const *inputs, size_t n_inputs, struct err *e)
{
	static const char *const only_stdin[] = { "-" };

	if (n_inputs == 0) {
		inputs = only_stdin;
		n_inputs = 1;
	}
	for (size_t i = 0; i < n_outputs; i++) {
		struct place out;
		const char *other;

		if (outputs[i] == NULL)
			continue;
		out = place_in_list(outputs[i], STDOUT_FILENO);
		other = in_the_way(&out, inputs, n_inputs, STDIN_FILENO);
		if (other != NULL)
			return err_set(e,
			    "'%s' is read and would be written over; give the "
			    "output another name",
			    strcmp(other, "-") == 0 ? "<stdin>" : other);
		other = in_the_way(&out, outputs, i, STDOUT_FILENO);
		for (size_t j = 0; j < i && other == NULL; j++)
			if (outputs[j] != NULL && is_stdout(outputs[i]) &&
			    is_stdout(outputs[j]))
				other = outputs[j]; /* a pipe too */
		if (other != NULL)
			return err_set(e,
			    "'%s' and '%s' are one file; give each output its "
			    "own",
			    other, outputs[i]);
	}
	return 0;
}
