/* Files that appear when they are complete, and what is refused or removed. */
#include "../tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/digest.h"
#include "io/file.h"
#include "io/outputs.h"

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

/* A name that the next run cannot know is a link to a file of another. */
static void
test_links(void)
{
	struct err e = { "" };
	struct buf got = { 0 };
	struct stat st;

	ok(file_put("victim", STR("mine"), &e) == 0 &&
		symlink("victim", "link") == 0 &&
		file_put("link", STR("new"), &e) == 0,
	    "a name that is a link %s", e.msg);
	ok(file_read("victim", 16, &got, &e) == 0 &&
		str_eq(buf_view(&got), STR("mine")),
	    "nothing is written through it");
	ok(lstat("link", &st) == 0 && S_ISREG(st.st_mode), "it is a file now");
	buf_release(&got);
}

/* Reading refuses what is no file, at once. */
static void
test_refused(void)
{
	struct err e = { "" };
	struct buf got = { 0 };
	struct str map;
	char hex[DIGEST_HEX];

	alarm(20); /* a pipe that nobody writes to would be waited for */
	ok(mkfifo("fifo", 0600) == 0 && file_read("fifo", 9, &got, &e) != 0 &&
		strstr(e.msg, "not a regular file"),
	    "a pipe: %s", e.msg);
	ok(file_map("fifo", &map, &e) != 0, "nor is it mapped");
	ok(digest_file("fifo", hex, &e) != 0, "nor digested");
	ok(file_read(".", 9, &got, &e) != 0, "a folder: %s", e.msg);
	ok(file_read("a", 2, &got, &e) != 0, "too large: %s", e.msg);
	alarm(0);
	buf_release(&got);
}

static int
count_under_way(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *f;
	int n = 0;

	while (d != NULL && (f = readdir(d)) != NULL)
		n += strstr(f->d_name, ".tmp.") != NULL;
	closedir(d);
	return n;
}

/* What a killed run left is removed, what a running one has is not. */
static void
test_stale(void)
{
	struct err e = { "" };
	struct file_out *mine, *other;
	int fd;

	mkdir("d", 0777);
	fd = open("d/x.tmp.0123456789012345", O_CREAT | O_WRONLY, 0600);
	close(fd);
	fd = open("d/x.tmp.notes", O_CREAT | O_WRONLY, 0600);
	close(fd);
	mine = file_out_new("d/x", &e);
	other = file_out_new("d/x", &e);
	ok(mine != NULL && other != NULL && count_under_way("d") == 3,
	    "two at once, a user's, and none of a killed run");
	ok(file_out_commit(other, &e) == 0, "the other %s", e.msg);
	ok(file_out_commit(mine, &e) == 0, "and mine %s", e.msg);
	file_out_free(mine);
	file_out_free(other);
	ok(count_under_way("d") == 1, "both have their name");
}

/* The status of a child that does this, what it says going to the file err. */
static int
status_of(void (*act)(void))
{
	int status = -1, fd;
	pid_t child;

	fflush(stdout); /* or a child that flushes at its end says it again */
	child = fork();
	if (child == 0) {
		fd = open("err", O_CREAT | O_TRUNC | O_WRONLY, 0600);
		dup2(fd, STDERR_FILENO);
		act();
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status;
}

static void
end_while_writing(void)
{
	struct err e;
	struct file_out *f = file_out_new("s/y", &e);

	if (f == NULL || file_write(file_out_fd(f), "abc", 3, "y", &e))
		_exit(3);
	raise(SIGTERM);
}

static void
write_past_limit(void)
{
	struct rlimit few = { 2, 2 };
	struct err e = { "" };
	struct file_out *f = file_out_new("s/z", &e);

	setrlimit(RLIMIT_FSIZE, &few);
	if (f == NULL || file_write(file_out_fd(f), "abc", 3, "z", &e) == 0)
		_exit(3);
	file_out_free(f);
	_exit(strstr(e.msg, "File too large") == NULL ? 4 : 5);
}

static void
read_what_is_gone(void)
{
	struct err e;
	struct str map;

	if (file_put("big", STR("some text"), &e) ||
	    file_map("big", &map, &e) || truncate("big", 0) != 0)
		_exit(3);
	_exit(map.p[1] == 'o' ? 4 : 6);
}

static void
test_written_maps(void)
{
	struct err e = { "" };
	struct str map, other;
	int fd;

	ok(file_put("m", STR("some text"), &e) == 0 &&
		file_map("m", &map, &e) == 0 && file_check_maps(&e) == 0,
	    "a map of a file that is left alone");
	ok(file_put("m", STR("more text"), &e) == 0 &&
		file_check_maps(&e) == 0 && str_eq(map, STR("some text")),
	    "a file in its place is another");
	file_unmap(map);
	usleep(20000); /* so long a time of change may stand */
	fd = file_map("m", &other, &e) == 0 ? open("m", O_WRONLY) : -1;
	ok(fd != -1 && pwrite(fd, "M", 1, 0) == 1 && file_check_maps(&e) != 0 &&
		strstr(e.msg, "m: was written to while it was used") != NULL,
	    "one that is written to: %s", e.msg);
	close(fd);
	file_unmap(other);
	ok(file_check_maps(&e) == 0, "and is let go");
}

static void
test_signals(void)
{
	struct err e = { "" };
	struct buf said = { 0 };
	int status;

	mkdir("s", 0777);
	status = status_of(end_while_writing);
	ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM,
	    "ended by its signal");
	ok(count_under_way("s") == 0, "and left nothing");
	status = status_of(write_past_limit);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 5,
	    "a file past its limit is an error");
	ok(count_under_way("s") == 0, "that leaves nothing");
	if (getenv("ICL_SANITIZED") != NULL)
		return; /* which handles faults itself */
	status = status_of(read_what_is_gone);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 1 &&
		file_read("err", 999, &said, &e) == 0 &&
		strstr(said.p, "big: became shorter") != NULL,
	    "a map that lost its file: %s", said.p);
	buf_release(&said);
}

static void
test_outputs(void)
{
	static const char *const same[] = { "out", "./out" };
	static const char *const two[] = { "out", "d/out" };
	static const char *const in[] = { "b", "a" };
	static const char *const to_input[] = { NULL, "d/../a" };
	static const char *const twice[] = { "-", "-" };
	static const char *const devices[] = { "/dev/null", "/dev/null" };
	struct err e = { "" };

	ok(outputs_check(two, 2, in, 2, &e) == 0, "two files %s", e.msg);
	ok(outputs_check(devices, 2, in, 2, &e) == 0, "a device %s", e.msg);
	ok(outputs_check(twice, 2, in, 2, &e) != 0, "%s", e.msg);
	ok(outputs_check(same, 2, in, 2, &e) != 0, "%s", e.msg);
	ok(outputs_check(to_input, 2, in, 2, &e) != 0, "%s", e.msg);
}

int
main(void)
{
	test_commit();
	test_pipe();
	test_links();
	test_refused();
	test_stale();
	test_written_maps();
	test_signals();
	test_outputs();
	return tap_end();
}
