/*
 * The door to zstd: bytes in, bytes out, one frame at a time.  io/input.h and
 * io/writer.h make streams of them.
 */
#ifndef ICL_IO_STREAM_H
#define ICL_IO_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Bytes that tell zstd from plain text, and the last of a frame's. */
enum { STREAM_MAGIC = 4, STREAM_MAGIC_LAST = 0xfd };
bool stream_is_zstd(const unsigned char *p, size_t n);

/* Whether these are so few bytes that it cannot be told yet. */
bool stream_may_be_zstd(const unsigned char *p, size_t n);

/*
 * Takes bytes from in[*in_pos .. in_n) and puts text at out[*out_pos ..
 * out_n), both positions moved; *ended tells that a frame is complete.
 */
struct inflater;
struct inflater *inflater_new(void);
void inflater_free(struct inflater *z);
int inflater_take(struct inflater *z, const unsigned char *in, size_t in_n,
    size_t *in_pos, char *out, size_t out_n, size_t *out_pos, bool *ended,
    struct err *e) MUST_CHECK;

/* The fate of the text that was put: wait for more, go out, or end. */
enum deflate { DEFLATE_GO_ON, DEFLATE_FLUSH, DEFLATE_END };

/* A frame with a checksum; its bytes go to a sink as they are made. */
struct deflater;
typedef int deflate_sink(void *ctx, const void *p, size_t n, struct err *e);
struct deflater *deflater_new(int level, deflate_sink *sink, void *ctx);
void deflater_free(struct deflater *z);

/* How many threads may compress, before the first byte; no byte depends on it.
 */
void deflater_threads(struct deflater *z, unsigned n);
int deflater_put(struct deflater *z, const void *p, size_t n, enum deflate mode,
    struct err *e) MUST_CHECK;

/* The version of the library: "1.5.4". */
const char *stream_version(void);

#endif
