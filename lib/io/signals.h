/*
 * What is left to do when a signal, or exit where memory runs out, ends the
 * process: files under way are removed, and a mapped file that became shorter
 * is named.
 *
 * Handlers are set by the first call that needs one and only for signals that
 * nobody handles: icl-train, which ends at its own time, keeps its own.  Of
 * SIGBUS those outside of maps are left to the handler that was there.  After
 * SIGTERM, SIGINT or SIGHUP the process ends by that signal as it would have
 * without.  SIGXFSZ is ignored, so that a file past its limit is an error of
 * the write.  Reading a part of a map that its file has lost raises SIGBUS;
 * checked reads would copy each model once more, so the handler says which
 * file it was and ends the process with status 1.
 */
#ifndef ICL_IO_SIGNALS_H
#define ICL_IO_SIGNALS_H

#include <sys/stat.h>

#include "base/err.h"
#include "base/str.h"

/*
 * Takes note of a file under way in a folder.  The name and the descriptor
 * must stay until signals_forget; -1 when there are too many to take note of.
 */
int signals_note(int folder, const char *name);

/* The file is gone or has its own name now; -1 is fine. */
void signals_forget(int note);

/* The same for a map and the name of its file, which is copied. */
int signals_note_map(struct str map, const char *name, const struct stat *file);
void signals_forget_map(struct str map);

/* -1 when a file with a map has been written to since: io/file.h. */
int signals_check_maps(struct err *e) MUST_CHECK;

#endif
