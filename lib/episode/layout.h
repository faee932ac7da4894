/*
 * Layouts: how an example becomes pieces.  The presets metaicl, spaces,
 * selfsup and chatml, and layout files, which have the same members:
 *
 *   prefix         once, before the first example, never dropped; left out
 *                  when it asks for an instruction and there is none
 *   input, output  direct: in this order, the output is scored
 *   channel        its output and then its input, which is scored
 *   sep            before every example but the first, in its first piece
 *   sep_empty      instead of sep before an example without an input
 *   end            a layout piece behind each example, written when asked for
 *                  (or always, "end_always":true)
 *   labels         words for label texts
 *
 * So a separator between input and output belongs to the scored side.
 */
#ifndef ICL_EPISODE_LAYOUT_H
#define ICL_EPISODE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/episode.h"

/* Members of a record that layouts ask for beside input and output. */
struct layout_members {
	struct str *names;
	size_t n, cap;
};

/* What is laid out; members has a text for each of layout_members' names. */
struct layout_values {
	struct str input, output, instruction;
	const struct str *members;
};

struct layout_items { /* templates of pieces */
	struct layout_item *v;
	size_t n;
};

/* Read-only outside; made by layout_load. */
struct layout {
	struct arena texts; /* holds everything below */
	struct str name, sep, sep_empty, end;
	struct str stop; /* ends an answer that is generated */
	bool end_always;
	bool selfsup;     /* trains every output unless told otherwise */
	bool has_channel; /* else only the direct method */
	bool asks_instruction;
	struct layout_items prefix, input, output;
	struct layout_items channel_output, channel_input;
	struct texts labels, words; /* a word for each label */
};

/*
 * The preset of that name, else the layout file of that path.  Names of
 * members that it asks for are added to m, which all layouts of a run share
 * and which must live as long as they do.
 */
struct layout *layout_load(
    const char *name, struct layout_members *m, struct err *e) MUST_CHECK;
void layout_free(struct layout *l);
void layout_members_release(struct layout_members *m);

bool layout_is_preset(const char *name);

struct layout_how {
	bool channel;   /* the output first, the input scored */
	bool later;     /* the separator stands before it */
	bool terminate; /* the end is written and bears loss where there is */
	bool loss;      /* the scored side bears loss */
	bool loss_all;  /* every piece does */
};

/*
 * One example as pieces in the arena.  Texts of v are pointed to where no
 * layout text joins them, so they must live as long as the pieces.
 */
struct pieces layout_example(const struct layout *l,
    const struct layout_values *v, struct layout_how how, struct arena *a);

/* The bytes of layout_example's pieces together. */
size_t layout_size(const struct layout *l, const struct layout_values *v,
    struct layout_how how);

/* The bytes of layout_prefix's pieces together. */
size_t layout_prefix_size(
    const struct layout *l, const struct layout_values *v);

/* Pieces before the first example; often none. */
struct pieces layout_prefix(const struct layout *l,
    const struct layout_values *v, bool loss, struct arena *a);

/*
 * How many leading pieces of an example all candidates of a query share:
 * those of a direct example before its output, none of a channel one.
 */
size_t layout_n_shared(const struct layout *l, bool channel);

/* The layout's word for a label, the label itself when it has none. */
struct str layout_label(const struct layout *l, struct str label);

#endif
