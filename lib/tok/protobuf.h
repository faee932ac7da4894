/*
 * The wire format of Protocol Buffers, as far as reading a file takes it: the
 * fields of a message one after another, nothing of their meaning.
 */
#ifndef ICL_TOK_PROTOBUF_H
#define ICL_TOK_PROTOBUF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* How a field is written; groups, which are long out of use, are an error. */
enum protobuf_wire {
	PROTOBUF_VARINT = 0,
	PROTOBUF_FIXED64 = 1,
	PROTOBUF_BYTES = 2, /* strings, bytes and messages */
	PROTOBUF_FIXED32 = 5,
};

struct protobuf_field {
	uint32_t number;
	enum protobuf_wire wire;
	uint64_t value;   /* of a number, its bits */
	struct str bytes; /* of PROTOBUF_BYTES: a view of the message */
};

/*
 * 1 and the next field of a message, which is taken off its front; 0 at the
 * end; -1 when what is there is no field, or one that is cut.  A message in a
 * message is a field of bytes, whose own fields are read in the same way.
 */
int protobuf_next(
    struct str *message, struct protobuf_field *f, struct err *e) MUST_CHECK;

/* A field that must be a number, a float, or text; -1 when it is not. */
int protobuf_u64(
    const struct protobuf_field *f, uint64_t *v, struct err *e) MUST_CHECK;
int protobuf_bool(
    const struct protobuf_field *f, bool *v, struct err *e) MUST_CHECK;
int protobuf_float(
    const struct protobuf_field *f, double *v, struct err *e) MUST_CHECK;
int protobuf_bytes(
    const struct protobuf_field *f, struct str *v, struct err *e) MUST_CHECK;

#endif
