/*
 * Writing streams: one checksummed zstd frame a writer, and ending the frame
 * is the commit.  A tool that fails frees its writer without one, so that the
 * next tool sees a frame that does not end, and fails too.
 */
#ifndef ICL_IO_WRITER_H
#define ICL_IO_WRITER_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum form {
	FORM_RECORDS,      /* zstd; plain to a terminal */
	FORM_PLAIN,        /* as it is */
	FORM_BINARY,       /* zstd; a terminal is refused */
	FORM_BINARY_PLAIN, /* as it is; a terminal is refused */
	FORM_PEOPLE,       /* as it is, flushed a line at a time */
};

/* Used by one thread at a time.  After an error it only wants to be freed. */
struct writer;

/* path NULL or "-": stdout; else a temporary name until the commit. */
struct writer *writer_new(
    const char *path, enum form form, int level, struct err *e) MUST_CHECK;

/* How many threads may compress; call it before the first byte. */
void writer_threads(struct writer *w, unsigned n);

/* A line and its newline; or bytes as they are, of a binary record. */
int writer_line(struct writer *w, struct str line, struct err *e) MUST_CHECK;
int writer_bytes(
    struct writer *w, const void *p, size_t n, struct err *e) MUST_CHECK;

/* Pushes what was written out to the reader, the frame staying open. */
int writer_flush(struct writer *w, struct err *e) MUST_CHECK;

/* Ends the frame and checks that all of it arrived. */
int writer_commit(struct writer *w, struct err *e) MUST_CHECK;

/* Without a commit the frame stays open, or the file is gone. */
void writer_free(struct writer *w);

#endif
