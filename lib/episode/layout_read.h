/*
 * Layouts from where they are written: the presets metaicl, spaces, selfsup
 * and chatml, and layout files, JSON objects with the same members.
 */
#ifndef ICL_EPISODE_LAYOUT_READ_H
#define ICL_EPISODE_LAYOUT_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "episode/layout.h"

/*
 * Members of a record that layouts ask for beside input, output and
 * instruction.  All layouts of a run share one list; its names point into the
 * layouts, so it must not be used once they are freed.
 */
struct layout_members {
	struct str *names;
	size_t n, cap;
};
void layout_members_release(struct layout_members *m);

/*
 * The preset of that name, else the layout file of that path; NULL and the
 * reason when it is neither.  Names of members that it asks for are added to m.
 */
struct layout *layout_read(
    const char *name, struct layout_members *m, struct err *e) MUST_CHECK;
void layout_free(struct layout *l);

bool layout_is_preset(const char *name);

#endif
