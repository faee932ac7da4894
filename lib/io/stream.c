/* The door to zstd: see stream.h. */
#include "io/stream.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ZSTD_STATIC_LINKING_ONLY /* for an allocator of ours */
#include <zstd.h>

#include "base/mem.h"

enum {
	CHUNK = 1 << 17,     /* bytes handed to the sink at a time */
	WINDOW_LOG_MAX = 27, /* as the zstd program: 128 MiB of window */
};

enum {
	JOB_BYTES = 1 << 20, /* of text that a thread compresses at a time */
	OVERLAP_LOG = 6,     /* it looks back at an eighth of the window */
	WORKERS_MAX = 16,
};

struct inflater {
	ZSTD_DCtx *z;
};

struct deflater {
	ZSTD_CCtx *z;
	deflate_sink *sink;
	void *ctx;
	unsigned char *out; /* [CHUNK] */
};

/*
 * Without memory the library's threads lose their way (1.5.4 reads a NULL), so
 * what it asks for is checked as ours is.
 */
static void *
take_memory(void *nothing, size_t n)
{
	(void)nothing;
	return mem_resize(NULL, n, 1);
}

static void
give_memory(void *nothing, void *p)
{
	(void)nothing;
	free(p);
}

static const ZSTD_customMem checked = { take_memory, give_memory, NULL };

/* Whether the first n bytes are those of a frame, or of one to be skipped over
 * (RFC 8878, 3.1). */
static bool
begins_frame(const unsigned char *p, size_t n)
{
	static const unsigned char frame[STREAM_MAGIC] = { 0x28, 0xb5, 0x2f,
		0xfd };
	static const unsigned char skip[STREAM_MAGIC] = { 0x50, 0x2a, 0x4d,
		0x18 };

	return n == 0 || memcmp(p, frame, n) == 0 ||
	       ((p[0] & 0xf0) == skip[0] &&
		   memcmp(p + 1, skip + 1, n - 1) == 0);
}

bool
stream_is_zstd(const unsigned char *p, size_t n)
{
	return n >= STREAM_MAGIC && begins_frame(p, STREAM_MAGIC);
}

bool
stream_may_be_zstd(const unsigned char *p, size_t n)
{
	return n < STREAM_MAGIC && begins_frame(p, n);
}

struct inflater *
inflater_new(void)
{
	struct inflater *z = mem_new(1, sizeof *z);

	z->z = ZSTD_createDCtx_advanced(checked);
	if (z->z == NULL || ZSTD_isError(ZSTD_DCtx_setParameter(
				z->z, ZSTD_d_windowLogMax, WINDOW_LOG_MAX)))
		mem_none();
	return z;
}

void
inflater_free(struct inflater *z)
{
	if (z == NULL)
		return;
	ZSTD_freeDCtx(z->z);
	free(z);
}

int
inflater_take(struct inflater *z, const unsigned char *in, size_t in_n,
    size_t *in_pos, char *out, size_t out_n, size_t *out_pos, bool *ended,
    struct err *e)
{
	ZSTD_inBuffer from = { in, in_n, *in_pos };
	ZSTD_outBuffer to = { out, out_n, *out_pos };
	size_t left;

	assert(*in_pos <= in_n && *out_pos <= out_n);
	left = ZSTD_decompressStream(z->z, &to, &from);
	if (ZSTD_isError(left))
		return err_set(e,
		    "not a zstd stream (%s); the file is damaged or has bytes "
		    "after its end",
		    ZSTD_getErrorName(left));
	*in_pos = from.pos;
	*out_pos = to.pos;
	*ended = left == 0;
	return 0;
}

struct deflater *
deflater_new(int level, deflate_sink *sink, void *ctx)
{
	struct deflater *z = mem_new(1, sizeof *z);

	z->z = ZSTD_createCCtx_advanced(checked);
	if (z->z == NULL ||
	    ZSTD_isError(
		ZSTD_CCtx_setParameter(z->z, ZSTD_c_compressionLevel, level)) ||
	    ZSTD_isError(ZSTD_CCtx_setParameter(z->z, ZSTD_c_checksumFlag, 1)))
		mem_none();
	/*
	 * Compression goes on beside the tool's own work.  The frame's bytes
	 * depend on the size of its jobs, not on how many threads do them; a
	 * library without threads refuses these and compresses as it goes.
	 */
	ZSTD_CCtx_setParameter(z->z, ZSTD_c_nbWorkers, 1);
	ZSTD_CCtx_setParameter(z->z, ZSTD_c_jobSize, JOB_BYTES);
	ZSTD_CCtx_setParameter(z->z, ZSTD_c_overlapLog, OVERLAP_LOG);
	z->out = mem_new(CHUNK, 1);
	z->sink = sink;
	z->ctx = ctx;
	return z;
}

void
deflater_free(struct deflater *z)
{
	if (z == NULL)
		return;
	ZSTD_freeCCtx(z->z);
	free(z->out);
	free(z);
}

void
deflater_threads(struct deflater *z, unsigned n)
{
	ZSTD_CCtx_setParameter(
	    z->z, ZSTD_c_nbWorkers, n > WORKERS_MAX ? WORKERS_MAX : (int)n);
}

int
deflater_put(struct deflater *z, const void *p, size_t n, enum deflate mode,
    struct err *e)
{
	static const ZSTD_EndDirective directives[] = {
		[DEFLATE_GO_ON] = ZSTD_e_continue,
		[DEFLATE_FLUSH] = ZSTD_e_flush,
		[DEFLATE_END] = ZSTD_e_end,
	};
	ZSTD_inBuffer in = { p, n, 0 };
	size_t left;

	do {
		ZSTD_outBuffer out = { z->out, CHUNK, 0 };

		left = ZSTD_compressStream2(z->z, &out, &in, directives[mode]);
		if (ZSTD_isError(left))
			return err_set(e, "zstd: %s", ZSTD_getErrorName(left));
		if (out.pos > 0 && z->sink(z->ctx, z->out, out.pos, e))
			return -1;
	} while (mode == DEFLATE_GO_ON ? in.pos < in.size : left != 0);
	return 0;
}

const char *
stream_version(void)
{
	return ZSTD_versionString();
}
