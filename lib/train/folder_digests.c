/* Digests of the files of a folder: see folder_digests.h. */
#include "train/folder_digests.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/mem.h"
#include "io/file.h"

static int
is_file(const struct dirent *f)
{
	return f->d_name[0] != '.';
}

static int
put_file(struct buf *out, const char *dir, const char *name, struct err *e)
{
	struct buf path = { 0 };
	char hex[DIGEST_HEX];
	int rc = digest_file(file_join(&path, dir, name), hex, e);

	if (rc == 0) {
		json_put_str(out, str_of(name));
		buf_printf(out, ":\"%s\"", hex);
	}
	buf_release(&path);
	return rc;
}

int
folder_digests_put(struct buf *out, const char *dir, struct err *e)
{
	struct dirent **files;
	int n = scandir(dir, &files, is_file, alphasort), rc = 0;

	if (n < 0)
		return err_errno(e, "%s", dir);
	buf_byte(out, '{');
	for (int i = 0; i < n; i++) {
		if (i > 0)
			buf_byte(out, ',');
		if (rc == 0)
			rc = put_file(out, dir, files[i]->d_name, e);
		free(files[i]);
	}
	buf_byte(out, '}');
	free(files);
	return rc;
}

static int
check_file(const char *path, struct str wanted, struct err *e)
{
	char hex[DIGEST_HEX];
	struct stat st;

	if (lstat(path, &st) != 0)
		return err_errno(e, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, "%s: not a file of its own", path);
	if (digest_file(path, hex, e))
		return -1;
	if (str_eq(str_of(hex), wanted))
		return 0;
	return err_set(e, "%s: damaged, its bytes are not those written", path);
}

struct check {
	const char *dir;
	struct err *e;
	int rc;
};

static void
check_member(void *ctx, struct str name, const struct json *digest)
{
	struct check *c = ctx;
	struct buf path = { 0 };

	if (c->rc != 0)
		return;
	if (name.n == 0 || name.p[0] == '.' ||
	    memchr(name.p, '/', name.n) != NULL ||
	    memchr(name.p, '\0', name.n) != NULL) {
		c->rc = err_set(c->e, "a file name '%.*s'", STR_ARG(name));
		return;
	}
	buf_printf(&path, "%s/%.*s", c->dir, STR_ARG(name));
	c->rc = check_file(path.p, json_str(digest), c->e);
	buf_release(&path);
}

int
folder_digests_check(const char *dir, const struct json *files, struct err *e)
{
	struct check c = { dir, e, 0 };

	if (json_kind(files) != JSON_OBJECT)
		return err_set(e, "no digests of its files in it");
	json_members(files, check_member, &c);
	return c.rc;
}
