/* The wire format of Protocol Buffers: see protobuf.h. */
#include "tok/protobuf.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum { VARINT_MAX = 10 }; /* bytes */

/* A number in groups of seven bits, the lowest first. */
static int
take_varint(struct str *s, uint64_t *v)
{
	*v = 0;
	for (size_t i = 0; i < s->n && i < VARINT_MAX; i++) {
		uint64_t bits = (unsigned char)s->p[i] & 0x7f;

		if (i == VARINT_MAX - 1 && bits > 1)
			return -1; /* past 64 bits */
		*v |= bits << 7 * i;
		if (((unsigned char)s->p[i] & 0x80) == 0) {
			*s = str_slice(*s, i + 1, s->n);
			return 0;
		}
	}
	return -1;
}

static int
take_fixed(struct str *s, size_t n, uint64_t *v)
{
	*v = 0;
	if (s->n < n)
		return -1;
	for (size_t i = 0; i < n; i++)
		*v |= (uint64_t)(unsigned char)s->p[i] << 8 * i;
	*s = str_slice(*s, n, s->n);
	return 0;
}

static int
take_value(struct str *s, struct protobuf_field *f)
{
	switch (f->wire) {
	case PROTOBUF_VARINT:
		return take_varint(s, &f->value);
	case PROTOBUF_FIXED64:
		return take_fixed(s, 8, &f->value);
	case PROTOBUF_FIXED32:
		return take_fixed(s, 4, &f->value);
	case PROTOBUF_BYTES:
		if (take_varint(s, &f->value) || f->value > s->n)
			return -1;
		f->bytes = str_slice(*s, 0, (size_t)f->value);
		*s = str_slice(*s, (size_t)f->value, s->n);
		return 0;
	}
	return -1;
}

int
protobuf_next(struct str *message, struct protobuf_field *f, struct err *e)
{
	size_t before = message->n;
	uint64_t key;

	*f = (struct protobuf_field){ 0 };
	if (message->n == 0)
		return 0;
	if (take_varint(message, &key) || key >> 3 == 0 ||
	    key >> 3 > UINT32_MAX)
		return err_set(e,
		    "a message with a bad field %zu bytes before "
		    "its end",
		    before);
	f->number = (uint32_t)(key >> 3);
	f->wire = (enum protobuf_wire)(key & 7);
	if (take_value(message, f))
		return err_set(
		    e, "field %u of a message is cut or not known", f->number);
	assert(message->n < before);
	return 1;
}

static int
wrong(const struct protobuf_field *f, struct err *e)
{
	return err_set(e,
	    "field %u of a message is of another type than in "
	    "SentencePiece's model",
	    f->number);
}

int
protobuf_u64(const struct protobuf_field *f, uint64_t *v, struct err *e)
{
	*v = f->value;
	return f->wire == PROTOBUF_VARINT ? 0 : wrong(f, e);
}

int
protobuf_bool(const struct protobuf_field *f, bool *v, struct err *e)
{
	*v = f->value != 0;
	return f->wire == PROTOBUF_VARINT ? 0 : wrong(f, e);
}

int
protobuf_float(const struct protobuf_field *f, double *v, struct err *e)
{
	uint32_t bits = (uint32_t)f->value;
	float x;

	static_assert(sizeof x == sizeof bits, "float");
	memcpy(&x, &bits, sizeof x);
	*v = (double)x;
	return f->wire == PROTOBUF_FIXED32 ? 0 : wrong(f, e);
}

int
protobuf_bytes(const struct protobuf_field *f, struct str *v, struct err *e)
{
	*v = f->bytes;
	return f->wire == PROTOBUF_BYTES ? 0 : wrong(f, e);
}
