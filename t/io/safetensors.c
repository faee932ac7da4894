/* safetensors: what is written is read, and every rule broken is refused. */
#include "../tap.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "io/file.h"
#include "io/safetensors.h"

#define F32_4 "\"dtype\":\"F32\",\"shape\":[1]"
#define META "\"__metadata__\":{\"format\":\"pt\"}"

/* A file of this header and n zero bytes after it. */
static struct str
file_of(struct buf *b, const char *header, size_t n)
{
	size_t size = strlen(header);

	buf_reset(b);
	for (size_t i = 0; i < 8; i++)
		buf_byte(b, (char)(size >> 8 * i & 0xff));
	buf_str(b, str_of(header));
	while (n-- > 0)
		buf_byte(b, 0);
	return buf_view(b);
}

static void
refused(struct str bytes, const char *why, const char *what)
{
	struct err e = { "" };
	struct safetensors *s = safetensors_open_memory(bytes, "x", &e);

	if (!ok(s == NULL && strstr(e.msg, why) != NULL, "refused: %s", what))
		printf("# got '%s', want '%s'\n", e.msg, why);
	safetensors_free(s);
}

static void
test_rules(void)
{
	static const struct {
		const char *what, *header;
		size_t n;
		const char *why;
	} bad[] = {
		{ "a header that is a list", "[]", 0, "does not begin" },
		{ "no JSON", "{", 0, "not JSON" },
		{ "metadata that is no string", "{\"__metadata__\":{\"a\":1}}",
		    0, "not a string" },
		{ "a tensor that is no object", "{\"a\":1}", 0,
		    "not an object" },
		{ "a fourth member",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[0,4],\"x\":1}}", 4,
		    "other members" },
		{ "an unknown dtype",
		    "{\"a\":{\"dtype\":\"F4\",\"shape\":[2],"
		    "\"data_offsets\":[0,1]}}",
		    1, "dtype 'F4'" },
		{ "nine dimensions",
		    "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,1],"
		    "\"data_offsets\":[0,1]}}",
		    1, "no shape" },
		{ "a negative size",
		    "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],"
		    "\"data_offsets\":[0,1]}}",
		    1, "no shape" },
		{ "a product that overflows",
		    "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,"
		    "4294967296],\"data_offsets\":[0,0]}}",
		    0, "no shape" },
		{ "bytes that overflow",
		    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],"
		    "\"data_offsets\":[0,0]}}",
		    0, "shape is not" },
		{ "one offset", "{\"a\":{" F32_4 ",\"data_offsets\":[0]}}", 4,
		    "data_offsets" },
		{ "an end before the begin",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[4,0]}}", 4,
		    "data_offsets" },
		{ "too few bytes", "{\"a\":{" F32_4 ",\"data_offsets\":[0,2]}}",
		    2, "shape is not" },
		{ "a hole",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]},"
		    "\"b\":{" F32_4 ",\"data_offsets\":[8,12]}}",
		    12, "begins at byte 8" },
		{ "an overlap",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]},"
		    "\"b\":{" F32_4 ",\"data_offsets\":[2,6]}}",
		    6, "begins at byte 2" },
		{ "a name twice",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]},"
		    "\"a\":{" F32_4 ",\"data_offsets\":[0,4]}}",
		    4, "occurs twice" },
		{ "metadata twice", "{" META "," META "}", 0, "occurs twice" },
		{ "a file that ends in a tensor",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]}}", 3,
		    "file ends inside tensor 'a'" },
		{ "bytes left over",
		    "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]}}", 5,
		    "after the last tensor" },
	};
	struct buf b = { 0 };
	struct str huge;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		refused(file_of(&b, bad[i].header, bad[i].n), bad[i].why,
		    bad[i].what);
	huge = file_of(&b, "{}", 0);
	b.p[4] = 1;
	refused(huge, "format allows", "a header beyond the format's bound");
	huge = file_of(&b, "{}", 0);
	b.p[0] = 3;
	refused(huge, "the file has", "a header longer than the file");
	buf_release(&b);
}

/* Two types, a scalar and an empty one, given in no order. */
static const struct tensor tensors[] = {
	{ .name = { "b\"1", 3 },
	    .type = TENSOR_BF16,
	    .n_dims = 2,
	    .dims = { 2, 2 } },
	{ .name = { "z", 1 }, .type = TENSOR_F32, .n_dims = 0 },
	{ .name = { "e", 1 },
	    .type = TENSOR_F32,
	    .n_dims = 2,
	    .dims = { 0, 3 } },
	{ .name = { "a", 1 }, .type = TENSOR_F32, .n_dims = 1, .dims = { 3 } },
};
static const float numbers[] = { 1.0f, -2.0f, 1.00390625f, 1.01171875f, 7.0f,
	0.1f, 0x1p-149f, -0x1.fffffep127f };

static bool
write_one(const char *path, struct err *e)
{
	struct safetensors_out *out = safetensors_out_new(path, tensors, 4, e);
	bool good = out != NULL &&
		    safetensors_out_f32(out, numbers, 3, e) == 0 &&
		    safetensors_out_f32(out, numbers + 3, 1, e) == 0 &&
		    safetensors_out_f32(out, numbers + 4, 1, e) == 0 &&
		    safetensors_out_f32(out, numbers, 0, e) == 0 &&
		    safetensors_out_f32(out, numbers + 5, 3, e) == 0 &&
		    safetensors_out_commit(out, e) == 0;

	safetensors_out_free(out);
	return good;
}

static void
test_round_trip(void)
{
	/* the wider type first, then names; padded to a multiple of 8 */
	static const char want[] =
	    "{\"__metadata__\":{\"format\":\"pt\"},"
	    "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
	    "\"e\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[12,12]}"
	    ",\"z\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[12,16]},"
	    "\"b\\\"1\":{\"dtype\":\"BF16\",\"shape\":[2,2],"
	    "\"data_offsets\":[16,24]}}";
	struct err e = { "" };
	struct buf b = { 0 };
	struct safetensors *s;
	float x[4];

	ok(write_one("one.safetensors", &e), "written %s", e.msg);
	ok(file_read("one.safetensors", 1 << 20, &b, &e) == 0 &&
		strncmp(b.p + 8, want, strlen(want)) == 0,
	    "in the reference writer's order");
	ok((b.n - 24) % 8 == 0, "the data begins at a multiple of 8");
	s = safetensors_open("one.safetensors", &e);
	ok(s != NULL && safetensors_count(s) == 4, "read again %s", e.msg);
	if (s == NULL)
		return;
	ok(tensor_f32(safetensors_find(s, STR("a")), x, &e) == 0 &&
		memcmp(x, numbers + 5, 12) == 0,
	    "fp32 as it was");
	ok(tensor_f32(safetensors_find(s, STR("z")), x, &e) == 0 && x[0] == 7,
	    "a scalar");
	ok(tensor_count(safetensors_find(s, STR("e"))) == 0, "an empty one");
	ok(tensor_f32(safetensors_find(s, STR("b\"1")), x, &e) == 0 &&
		x[0] == 1 && x[1] == -2 && x[2] == 1 && x[3] == 1.015625f,
	    "bf16 to the nearest, ties to even");
	ok(safetensors_find(s, STR("c")) == NULL, "no other");
	safetensors_free(s);
	/* every beginning of it, in memory of exactly that size */
	for (size_t n = 0, bad = 0; n <= b.n; n++) {
		char *part = malloc(n + 1);

		memcpy(part, b.p, n);
		part = realloc(part, n > 0 ? n : 1);
		s = safetensors_open_memory((struct str){ part, n }, "x", &e);
		bad += s != NULL;
		safetensors_free(s);
		free(part);
		if (n == b.n)
			ok(bad == 1, "cut anywhere it is refused");
	}
	buf_release(&b);
}

static bool
put_file(const char *path, struct str bytes)
{
	struct err e;

	return file_put(path, bytes, &e) == 0;
}

static void
open_folder(const char *index, const char *why)
{
	struct err e = { "" };
	struct safetensors *s;

	put_file("shards/model.safetensors.index.json", str_of(index));
	s = safetensors_open("shards", &e);
	if (!ok(why == NULL ? s != NULL : strstr(e.msg, why) != NULL,
		"shards: %s", why == NULL ? "both opened" : why))
		printf("# %s\n", e.msg);
	ok(s == NULL || safetensors_count(s) == 2, "as many as there are");
	safetensors_free(s);
}

static void
test_shards(void)
{
	struct buf b = { 0 };

	mkdir("shards", 0777);
	open_folder("{", "not JSON");
	put_file("shards/1.safetensors",
	    file_of(&b, "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]}}", 4));
	put_file("shards/2.safetensors",
	    file_of(&b, "{\"b\":{" F32_4 ",\"data_offsets\":[0,4]}}", 4));
	open_folder("{\"weight_map\":{\"a\":\"1.safetensors\","
		    "\"b\":\"2.safetensors\"}}",
	    NULL);
	open_folder("{\"weight_map\":{\"b\":\"1.safetensors\","
		    "\"a\":\"2.safetensors\"}}",
	    "where the index puts it");
	put_file("shards/4.safetensors",
	    file_of(&b,
		"{\"a\":{" F32_4 ",\"data_offsets\":[0,4]},"
		"\"c\":{" F32_4 ",\"data_offsets\":[4,8]}}",
		8));
	open_folder("{\"weight_map\":{\"a\":\"4.safetensors\"}}",
	    "tensor 'c' is in '4.safetensors', but not in the index");
	open_folder("{\"weight_map\":{\"a\":\"../1.safetensors\"}}",
	    "not a file of the same folder");
	open_folder("{\"weight_map\":{\"a\":\"x/1\"}}",
	    "not a file of the same folder");
	open_folder("{\"weight_map\":{\"a\":3}}", "not a file of the same");
	open_folder("{\"weight_map\":{}}", "no weight_map");
	open_folder(
	    "{\"weight_map\":{\"a\":\"9.safetensors\"}}", "9.safetensors");
	put_file("shards/3.safetensors",
	    file_of(&b, "{\"a\":{" F32_4 ",\"data_offsets\":[0,4]}}", 4));
	open_folder("{\"weight_map\":{\"a\":\"1.safetensors\","
		    "\"b\":\"3.safetensors\"}}",
	    "in two files");
	buf_release(&b);
}

int
main(void)
{
	test_rules();
	test_round_trip();
	test_shards();
	return tap_end();
}
