/* Streams: what is written is read, and every way of being cut is noticed. */
#include "../tap.h"

#include <stdlib.h>
#include <unistd.h>

#include "io/file.h"
#include "io/reader.h"
#include "io/stream.h"
#include "io/writer.h"

#define PATH "icl-test-stream.tmp"
#define SEGMENTS (1u << KIND_SEGMENTS)
#define INTRO                                                                  \
	"{\"icl\":1,\"kind\":\"segments\",\"by\":[{\"tool\":\"icl-segment\"}]" \
	"}"

static void
write_lines(const char *path, enum form form, const char *first, size_t n)
{
	struct err e = { "" };
	struct writer *w = writer_new(path, form, 3, &e);
	struct buf line = { 0 };

	ok(w != NULL, "writer %s", e.msg);
	ok(first == NULL || writer_line(w, str_of(first), &e) == 0, "intro");
	for (size_t i = 0; i < n; i++) {
		buf_reset(&line);
		buf_printf(&line, "{\"id\":\"d%zu\"}", i);
		if (writer_line(w, buf_view(&line), &e))
			ok(false, "line: %s", e.msg);
	}
	ok(writer_commit(w, &e) == 0, "commit");
	writer_free(w);
	buf_release(&line);
}

/* Lines read, or -1 and the reason. */
static long
count_lines(const char *const *paths, size_t n, unsigned kinds, struct err *e)
{
	struct reader *r = reader_new(paths, n);
	struct str line;
	long count = 0;
	int rc = reader_begin(r, kinds, e);

	while (rc == 0 && (rc = reader_line(r, &line, e)) > 0) {
		count++;
		rc = 0;
	}
	reader_free(r);
	return rc < 0 ? -1 : count;
}

static long
count_bytes(struct str bytes, unsigned kinds, struct err *e)
{
	static const char *const path[] = { PATH };

	e->msg[0] = '\0';
	if (file_put(PATH, bytes, e))
		return -2;
	return count_lines(path, 1, kinds, e);
}

static void
test_cuts(struct str whole)
{
	struct err e;
	long n;

	for (size_t cut = 0; cut < whole.n; cut++) {
		n = count_bytes(str_slice(whole, 0, cut), SEGMENTS, &e);
		if (n >= 0 && cut >= 4) {
			ok(false, "cut at %zu gave %ld lines", cut, n);
			return;
		}
	}
	ok(true, "no cut of %zu bytes passes", whole.n);
	n = count_bytes(str_slice(whole, 0, whole.n - 1), SEGMENTS, &e);
	ok(n == -1 && strstr(e.msg, "ends early") != NULL, "says: %s", e.msg);
}

static void
test_joined(struct str whole)
{
	struct buf two = { 0 };
	struct err e;

	buf_str(&two, whole);
	buf_str(&two, STR("\x50\x2a\x4d\x18\x03\0\0\0abc")); /* to be skipped */
	buf_str(&two, whole);
	ok(count_bytes(buf_view(&two), SEGMENTS, &e) == 6000,
	    "joined frames are one stream %s", e.msg);
	buf_str(&two, STR("garbage"));
	ok(count_bytes(buf_view(&two), SEGMENTS, &e) == -1,
	    "bytes after the end: %s", e.msg);
	buf_release(&two);
}

static void
test_plain(void)
{
	static const struct {
		struct str bytes;
		unsigned kinds;
		long lines;
		const char *says;
	} cases[] = {
		{ { "", 0 }, SEGMENTS, -1, "empty" },
		{ { "", 0 }, 1u << KIND_TEXT, 0, "" },
		{ { "a\n\nb", 4 }, 1u << KIND_TEXT, 3, "" },
		{ { "{}\n \n{}", 7 }, SEGMENTS, 2, "" },
		{ { INTRO "\n{}\n" INTRO "\n{}\n", 2 * sizeof INTRO + 6 },
		    SEGMENTS, 2, "" },
		{ { INTRO "\n{}\n", sizeof INTRO + 3 }, 1u << KIND_TOKENS, -1,
		    "a stream of 'segments', not of tokens" },
		{ { INTRO "\n{}\n", sizeof INTRO + 3 }, 1u << KIND_TEXT, -1,
		    "not of text" },
		{ { "{\"icl\":2}\n", 10 }, SEGMENTS, -1, "another version" },
		{ { "{\"icl\":1,\n", 10 }, SEGMENTS, -1, ":1: not JSON" },
	};
	struct err e;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		long n = count_bytes(cases[i].bytes, cases[i].kinds, &e);

		ok(n == cases[i].lines && strstr(e.msg, cases[i].says),
		    "plain case %zu: %ld %s", i, n, e.msg);
	}
}

/* A writer that fails leaves an open frame behind, or no file at all. */
static void
test_uncommitted(void)
{
	struct err e;
	struct writer *w = writer_new(PATH ".gone", FORM_RECORDS, 3, &e);

	ok(writer_line(w, STR(INTRO), &e) == 0, "a line");
	writer_free(w);
	ok(!file_exists(PATH ".gone"), "without a commit there is no file");
	w = writer_new("/no/such/folder/f", FORM_RECORDS, 3, &e);
	ok(w == NULL && strstr(e.msg, "/no/such/folder/f"), "%s", e.msg);
}

static void
test_binary(void)
{
	static const char *const path[] = { PATH };
	struct err e;
	struct reader *r = reader_new(path, 1);
	char got[4];

	ok(file_put(PATH, STR(INTRO "\nabcd" INTRO "\nefgh"), &e) == 0, "put");
	ok(reader_begin(r, SEGMENTS, &e) == 0, "begin");
	ok(reader_more(r, &e) == 1 && reader_bytes(r, got, 4, &e) == 1 &&
		memcmp(got, "abcd", 4) == 0,
	    "first record");
	ok(reader_more(r, &e) == 1 && reader_bytes(r, got, 2, &e) == 1 &&
		memcmp(got, "ef", 2) == 0,
	    "second record after a header");
	err_set(&e, "bad");
	ok(reader_err(r, &e) == -1 &&
		strcmp(e.msg, PATH ": record 2: bad") == 0,
	    "its place is its number: %s", e.msg);
	ok(reader_bytes(r, got, 4, &e) == -1 &&
		strstr(e.msg, "early in record 2;") != NULL,
	    "cut: %s", e.msg);
	reader_free(r);
}

int
main(void)
{
	static const char *const twice[] = { PATH, PATH };
	struct buf whole = { 0 };
	struct err e = { "" };

	write_lines(PATH, FORM_RECORDS, INTRO, 3000);
	ok(count_lines(twice, 2, SEGMENTS, &e) == 6000, "two FILEs %s", e.msg);
	ok(file_read(PATH, 1 << 20, &whole, &e) == 0, "read back");
	ok(stream_is_zstd((unsigned char *)whole.p, whole.n), "it is zstd");
	test_cuts(buf_view(&whole));
	test_joined(buf_view(&whole));
	test_plain();
	test_uncommitted();
	test_binary();
	buf_release(&whole);
	unlink(PATH);
	return tap_end();
}
