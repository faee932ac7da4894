/*
 * Any bytes as the index of a folder of two shards; what is opened has the
 * tensors that the index says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/json.h"
#include "io/safetensors.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
put(const char *dir, const char *name, const void *p, size_t n)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "wb");
	if (f == NULL || fwrite(p, 1, n, f) != n || fclose(f) != 0)
		abort();
}

static void
put_shard(const char *dir, const char *name, char tensor)
{
	char bytes[128] = { 0 };
	int n = snprintf(bytes + 8, sizeof bytes - 8,
	    "{\"%c\":{\"dtype\":\"F32\",\"shape\":[1],"
	    "\"data_offsets\":[0,4]}}",
	    tensor);

	bytes[0] = (char)n;
	put(dir, name, bytes, 8 + (size_t)n + 4);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static char dir[] = "/tmp/fuzz-index-XXXXXX";
	static int made;
	struct err e = { "" };
	struct safetensors *s;
	struct json *j;

	if (!made) {
		if (mkdtemp(dir) == NULL)
			abort();
		put_shard(dir, "1", 'a');
		put_shard(dir, "2", 'b');
		made = 1;
	}
	put(dir, "model.safetensors.index.json", data, size);
	s = safetensors_open(dir, &e);
	if (s == NULL)
		return 0;
	j = json_parse((struct str){ (const char *)data, size }, &e);
	if (safetensors_count(s) != json_count(json_get(j, "weight_map")))
		abort();
	json_free(j);
	safetensors_free(s);
	return 0;
}
