/* Files that appear when they are whole, and devices that are left alone. */
#include "../tap.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"

static void
test_commit(void)
{
	struct err e = { "" };
	struct buf got = { 0 };
	struct file_out *f;

	ok(file_put("a", STR("one"), &e) == 0, "written %s", e.msg);
	f = file_out_new("a", &e);
	ok(f != NULL && file_write(file_out_fd(f), "two", 3, "a", &e) == 0,
	    "written again");
	file_out_free(f);
	ok(file_read("a", 16, &got, &e) == 0 &&
		str_eq(buf_view(&got), STR("one")),
	    "without a commit it is as it was");
	buf_release(&got);
}

static void
test_pipe(void)
{
	struct err e = { "" };
	struct stat st;
	char got[4] = "";
	int fd = mkfifo("p", 0600) == 0 ? open("p", O_RDWR) : -1;

	ok(fd != -1 && file_put("p", STR("abc"), &e) == 0, "a pipe %s", e.msg);
	ok(read(fd, got, 3) == 3 && strcmp(got, "abc") == 0, "has the bytes");
	ok(stat("p", &st) == 0 && S_ISFIFO(st.st_mode), "and is still a pipe");
	close(fd);
}

int
main(void)
{
	test_commit();
	test_pipe();
	return tap_end();
}
