/* Writing streams, one frame a writer: see writer.h. */
#include "io/writer.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/stream.h"

enum { BUFFER = 1 << 16 }; /* bytes held back until there are as many */

struct writer {
	struct file_out *file; /* NULL: stdout */
	const char *name;
	enum form form;
	struct deflater *z; /* NULL: the bytes go out as they are */
	struct buf held;
	bool failed, committed;
};

static int
to_descriptor(void *ctx, const void *p, size_t n, struct err *e)
{
	struct writer *w = ctx;
	int fd = w->file == NULL ? STDOUT_FILENO : file_out_fd(w->file);
	int rc = file_write(fd, p, n, w->name, e);

	w->failed |= rc != 0;
	return rc;
}

static bool
is_compressed(enum form form, bool terminal)
{
	return form == FORM_BINARY || (form == FORM_RECORDS && !terminal);
}

struct writer *
writer_new(const char *path, enum form form, int level, struct err *e)
{
	bool to_stdout = path == NULL || strcmp(path, "-") == 0;
	bool terminal = to_stdout && isatty(STDOUT_FILENO) == 1;
	struct writer *w;

	if (terminal && (form == FORM_BINARY || form == FORM_BINARY_PLAIN)) {
		err_set(e, "a binary stream is not for a terminal; redirect "
			   "it, or look at it with icl-tok --show");
		return NULL;
	}
	w = mem_new(1, sizeof *w);
	w->form = form;
	w->name = to_stdout ? "<stdout>" : path;
	if (!to_stdout) {
		w->file = file_out_new(path, e);
		if (w->file == NULL) {
			free(w);
			return NULL;
		}
	}
	if (is_compressed(form, terminal))
		w->z = deflater_new(level, to_descriptor, w);
	return w;
}

void
writer_threads(struct writer *w, unsigned n)
{
	if (w->z != NULL)
		deflater_threads(w->z, n);
}

static int
put(struct writer *w, const void *p, size_t n, struct err *e)
{
	return w->z != NULL ? deflater_put(w->z, p, n, DEFLATE_GO_ON, e)
			    : to_descriptor(w, p, n, e);
}

static int
push_held(struct writer *w, struct err *e)
{
	struct str held = buf_view(&w->held);

	buf_reset(&w->held);
	return held.n == 0 ? 0 : put(w, held.p, held.n, e);
}

int
writer_bytes(struct writer *w, const void *p, size_t n, struct err *e)
{
	assert(!w->committed);
	if (n >= BUFFER)
		return push_held(w, e) ? -1 : put(w, p, n, e);
	buf_add(&w->held, p, n);
	return w->held.n < BUFFER ? 0 : push_held(w, e);
}

int
writer_line(struct writer *w, struct str line, struct err *e)
{
	if (writer_bytes(w, line.p, line.n, e) || writer_bytes(w, "\n", 1, e))
		return -1;
	return w->form == FORM_PEOPLE ? push_held(w, e) : 0;
}

int
writer_flush(struct writer *w, struct err *e)
{
	if (push_held(w, e))
		return -1;
	return w->z == NULL ? 0 : deflater_put(w->z, NULL, 0, DEFLATE_FLUSH, e);
}

int
writer_commit(struct writer *w, struct err *e)
{
	assert(!w->committed);
	if (push_held(w, e) ||
	    (w->z != NULL && deflater_put(w->z, NULL, 0, DEFLATE_END, e)))
		return -1;
	if (w->file != NULL ? file_out_commit(w->file, e) : 0)
		return -1;
	if (w->file == NULL && close(STDOUT_FILENO) != 0)
		return err_errno(e, "%s", w->name);
	w->committed = true;
	return 0;
}

void
writer_free(struct writer *w)
{
	struct err ignored;

	if (w == NULL)
		return;
	/* let the next tool see how far this one came, in an open frame */
	if (!w->committed && !w->failed && w->file == NULL)
		(void)!writer_flush(w, &ignored);
	deflater_free(w->z);
	file_out_free(w->file);
	buf_release(&w->held);
	free(w);
}
