/*
 * A record of kind examples: MetaICL's {"task","input","output","options"},
 * whether made by icl-mktask or labelled by people.  Members of other names are
 * kept as they are in `record`, for layouts that name them.
 */
#ifndef ICL_IO_EXAMPLE_H
#define ICL_IO_EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct example {
	struct str task, input;
	const struct str *outputs; /* the first is trained on, all are right */
	size_t n_outputs;
	const struct str *options; /* none: free-form */
	size_t n_options;
	struct str id, doc, family, instruction; /* n 0: not given */
	bool demo_only;    /* "use":"demo": never a query */
	bool relabel;      /* its label words are arbitrary */
	struct str record; /* the whole line, for members of other names */
};

/*
 * Reads a record into the arena, the line copied.  Task and input may be empty,
 * an output must be there; numbers among outputs and options are taken as their
 * digits.
 */
int example_parse(struct str line, struct arena *a, struct example *x,
    struct err *e) MUST_CHECK;

/* Adds the record without its newline; `record` is not looked at. */
void example_write(struct buf *out, const struct example *x);

#endif
