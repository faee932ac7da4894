/*
 * The header: line 1 of a stream says its kind and every tool before it,
 * with the options that can change a record and the digests of side inputs.
 */
#ifndef ICL_IO_INTRO_H
#define ICL_IO_INTRO_H

#include "base/digest.h"
#include "base/opt.h"
#include "io/reader.h"
#include "io/kind.h"
#include "io/writer.h"

struct intro {
	enum kind kind;
	const struct reader *from; /* its `by` is continued; NULL: none */
	const struct opt_spec *spec;
	const void *config;
	/* further side inputs: paths of files, shown by basename */
	const char *const *inputs;
	size_t n_inputs;
	struct str more; /* further members as JSON text: ",\"vocab\":512" */
};

/*
 * Writes the line.  Files of options marked OPT_INPUT are read for their
 * digests, folders are left to `inputs`.
 */
int intro_write(
    struct writer *w, const struct intro *in, struct err *e) MUST_CHECK;

/* The same line into a buffer, for icl.json. */
int intro_put(
    struct buf *line, const struct intro *in, struct err *e) MUST_CHECK;

/* The writer of a tool's record stream, as its common options say. */
struct writer *intro_writer(
    const struct opt_common *c, enum kind kind, struct err *e) MUST_CHECK;

#endif
