/* Reading safetensors, a file or a folder of shards: see safetensors.h. */
#include "io/safetensors.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"

enum { INDEX_MAX = SAFETENSORS_MAX_HEADER };

struct entry {
	struct tensor tensor;
	uint64_t begin, end; /* in the buffer after the header */
	size_t shard;        /* which file, from 1; 0: memory */
};

struct safetensors {
	struct arena arena; /* of names */
	struct str *maps;   /* of the files, to be unmapped */
	size_t n_maps;
	struct entry *entries;
	size_t n, cap;
};

static const struct dtype {
	const char *name;
	uint64_t bytes;
	enum tensor_type type;
} dtypes[] = {
	{ "F32", 4, TENSOR_F32 },
	{ "F16", 2, TENSOR_F16 },
	{ "BF16", 2, TENSOR_BF16 },
	{ "F64", 8, TENSOR_OTHER },
	{ "I64", 8, TENSOR_OTHER },
	{ "U64", 8, TENSOR_OTHER },
	{ "I32", 4, TENSOR_OTHER },
	{ "U32", 4, TENSOR_OTHER },
	{ "I16", 2, TENSOR_OTHER },
	{ "U16", 2, TENSOR_OTHER },
	{ "I8", 1, TENSOR_OTHER },
	{ "U8", 1, TENSOR_U8 },
	{ "BOOL", 1, TENSOR_OTHER },
	{ "F8_E4M3", 1, TENSOR_OTHER },
	{ "F8_E5M2", 1, TENSOR_OTHER },
};

static const struct dtype *
find_dtype(struct str name)
{
	for (size_t i = 0; i < sizeof dtypes / sizeof dtypes[0]; i++)
		if (str_eq(name, str_of(dtypes[i].name)))
			return &dtypes[i];
	return NULL;
}

/* Members of all objects in a valid JSON text, those of one name each. */
static size_t
count_colons(struct str json)
{
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0; i < json.n; i++) {
		if (quoted && json.p[i] == '\\')
			i++;
		else if (json.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && json.p[i] == ':')
			n++;
	}
	return n;
}

static int
parse_shape(const struct json *j, struct tensor *t, uint64_t *count)
{
	t->n_dims = json_count(j);
	if (json_kind(j) != JSON_ARRAY || t->n_dims > TENSOR_MAX_DIMS)
		return -1;
	*count = 1;
	for (size_t i = 0; i < t->n_dims; i++) {
		int64_t dim = json_int(json_at(j, i), -1);

		if (dim < 0 ||
		    __builtin_mul_overflow(*count, (uint64_t)dim, count))
			return -1;
		t->dims[i] = (uint64_t)dim;
	}
	return 0;
}

static int
parse_offsets(const struct json *j, struct entry *x)
{
	int64_t begin, end;

	if (json_kind(j) != JSON_ARRAY || json_count(j) != 2)
		return -1;
	begin = json_int(json_at(j, 0), -1);
	end = json_int(json_at(j, 1), -1);
	if (begin < 0 || end < begin)
		return -1;
	x->begin = (uint64_t)begin;
	x->end = (uint64_t)end;
	return 0;
}

/* x->tensor.name is there; fills the rest but the bytes. */
static int
parse_entry(const struct json *j, struct entry *x, struct err *e)
{
	struct str name = x->tensor.name;
	const struct dtype *d = find_dtype(json_str(json_get(j, "dtype")));
	uint64_t count, bytes;

	if (d == NULL)
		return err_set(e,
		    "tensor '%.*s' has dtype '%.*s', which is not known here",
		    STR_ARG(name), STR_ARG(json_str(json_get(j, "dtype"))));
	x->tensor.type = d->type;
	x->tensor.type_name = str_of(d->name);
	if (parse_shape(json_get(j, "shape"), &x->tensor, &count))
		return err_set(e,
		    "tensor '%.*s' has no shape of at most %d sizes",
		    STR_ARG(name), TENSOR_MAX_DIMS);
	if (parse_offsets(json_get(j, "data_offsets"), x))
		return err_set(e,
		    "tensor '%.*s' has no data_offsets [begin,end]",
		    STR_ARG(name));
	if (__builtin_mul_overflow(count, d->bytes, &bytes) ||
	    bytes != x->end - x->begin)
		return err_set(e,
		    "tensor '%.*s': its shape is not that of its %ju bytes",
		    STR_ARG(name), (uintmax_t)(x->end - x->begin));
	x->tensor.n_bytes = (size_t)bytes;
	return 0;
}

/* The state that json_members hands to its callback. */
struct header {
	struct safetensors *s;
	size_t members; /* of all objects */
	int rc;
	struct err *e;
};

static void
check_metadata(void *ctx, struct str name, const struct json *value)
{
	struct header *h = ctx;

	if (json_kind(value) != JSON_STRING && h->rc == 0)
		h->rc = err_set(
		    h->e, "__metadata__ '%.*s' is not a string", STR_ARG(name));
}

static void
add_member(void *ctx, struct str name, const struct json *value)
{
	struct header *h = ctx;
	struct safetensors *s = h->s;
	struct entry *x;

	if (h->rc != 0)
		return;
	h->members += 1 + json_count(value);
	if (json_kind(value) != JSON_OBJECT) {
		h->rc = err_set(
		    h->e, "header: '%.*s' is not an object", STR_ARG(name));
		return;
	}
	if (str_eq(name, STR("__metadata__"))) {
		json_members(value, check_metadata, h);
		return;
	}
	if (s->n >= SAFETENSORS_MAX_TENSORS || json_count(value) != 3) {
		h->rc = err_set(h->e,
		    "header: tensor '%.*s' is one too many (%d are read) or "
		    "has other members than dtype, shape, data_offsets",
		    STR_ARG(name), SAFETENSORS_MAX_TENSORS);
		return;
	}
	s->entries = mem_grow(s->entries, &s->cap, s->n + 1, sizeof *x);
	x = &s->entries[s->n++];
	*x = (struct entry){ .shard = s->n_maps };
	x->tensor.name =
	    (struct str){ arena_copy(&s->arena, name.p, name.n), name.n };
	h->rc = parse_entry(value, x, h->e);
}

static int
parse_header(struct safetensors *s, struct str text, struct err *e)
{
	struct header h = { .s = s, .e = e };
	struct json *j;

	if (text.n == 0 || text.p[0] != '{')
		return err_set(e, "header does not begin with '{'; "
				  "this is not a safetensors file");
	j = json_parse(text, e);
	if (j == NULL)
		return err_prefix(e, "header");
	json_members(j, add_member, &h);
	json_free(j);
	if (h.rc == 0 && h.members != count_colons(text))
		h.rc = err_set(e, "header: a name occurs twice");
	return h.rc;
}

static int
by_offset(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

static int
by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->tensor.name, y->tensor.name);
}

/* Sorted by offset, the entries from `first` on must tile the buffer. */
static int
place(struct safetensors *s, size_t first, struct str buffer, struct err *e)
{
	size_t n = s->n - first;
	struct entry *v = n > 0 ? s->entries + first : NULL;
	uint64_t at = 0;

	if (n > 0)
		qsort(v, n, sizeof *v, by_offset);
	for (size_t i = 0; i < n; i++) {
		if (v[i].begin != at)
			return err_set(e,
			    "tensor '%.*s' begins at byte %ju, the one before "
			    "it ends at %ju",
			    STR_ARG(v[i].tensor.name), (uintmax_t)v[i].begin,
			    (uintmax_t)at);
		at = v[i].end;
		if (at > buffer.n)
			return err_set(e,
			    "file ends inside tensor '%.*s'; is it complete?",
			    STR_ARG(v[i].tensor.name));
		v[i].tensor.bytes =
		    (const unsigned char *)buffer.p + v[i].begin;
	}
	if (at != buffer.n)
		return err_set(e, "%ju bytes after the last tensor",
		    (uintmax_t)(buffer.n - at));
	return 0;
}

/* Adds the tensors of one file. */
static int
add_file(struct safetensors *s, struct str bytes, struct err *e)
{
	uint64_t size = 0;
	size_t first = s->n;

	if (bytes.n < 8)
		return err_set(e, "%zu bytes are no safetensors file", bytes.n);
	for (size_t i = 8; i-- > 0;)
		size = size << 8 | (unsigned char)bytes.p[i];
	if (size > SAFETENSORS_MAX_HEADER || size > bytes.n - 8)
		return err_set(e,
		    "header of %ju bytes is more than %s; this is not a "
		    "safetensors file or it is cut",
		    (uintmax_t)size,
		    size > SAFETENSORS_MAX_HEADER ? "the format allows"
						  : "the file has");
	if (parse_header(s, str_slice(bytes, 8, 8 + (size_t)size), e))
		return -1;
	return place(s, first, str_slice(bytes, 8 + (size_t)size, bytes.n), e);
}

static int
sort_names(struct safetensors *s, struct err *e)
{
	if (s->n > 0)
		qsort(s->entries, s->n, sizeof *s->entries, by_name);
	for (size_t i = 1; i < s->n; i++)
		if (by_name(&s->entries[i - 1], &s->entries[i]) == 0)
			return err_set(e, "tensor '%.*s' is in two files",
			    STR_ARG(s->entries[i].tensor.name));
	return 0;
}

static int
open_file(struct safetensors *s, const char *path, struct err *e)
{
	s->maps = mem_resize(s->maps, s->n_maps + 1, sizeof *s->maps);
	if (file_map(path, &s->maps[s->n_maps], e))
		return -1;
	s->n_maps++;
	if (add_file(s, s->maps[s->n_maps - 1], e))
		return err_prefix(e, "%s", path);
	return 0;
}

/* The index of a folder: which tensor is in which shard. */
struct index {
	struct str *shards;
	size_t n_shards;
	struct place {
		struct str tensor;
		size_t shard; /* from 1 */
	} * places;
	size_t n, cap;
	struct arena *arena;
	int rc;
	struct err *e;
};

/* A name in the same folder and no way out of it. */
static bool
is_plain_name(struct str s)
{
	return s.n > 0 && s.p[0] != '.' && memchr(s.p, '/', s.n) == NULL &&
	       memchr(s.p, '\0', s.n) == NULL;
}

static size_t
shard_number(struct index *x, struct str file)
{
	for (size_t i = x->n_shards; i > 0; i--)
		if (str_eq(x->shards[i - 1], file))
			return i;
	if (x->n_shards == SAFETENSORS_MAX_SHARDS)
		return 0;
	x->shards = mem_resize(x->shards, x->n_shards + 1, sizeof *x->shards);
	x->shards[x->n_shards++] =
	    (struct str){ arena_copy(x->arena, file.p, file.n), file.n };
	return x->n_shards;
}

static void
add_place(void *ctx, struct str name, const struct json *value)
{
	struct index *x = ctx;
	struct str file = json_str(value);
	size_t shard;

	if (x->rc != 0)
		return;
	if (!is_plain_name(file)) {
		x->rc = err_set(x->e,
		    "weight_map puts '%.*s' into '%.*s', which is not a file "
		    "of the same folder",
		    STR_ARG(name), STR_ARG(file));
		return;
	}
	shard = shard_number(x, file);
	if (shard == 0 || x->n == SAFETENSORS_MAX_TENSORS) {
		x->rc = err_set(x->e, "more than %d files or %d tensors",
		    SAFETENSORS_MAX_SHARDS, SAFETENSORS_MAX_TENSORS);
		return;
	}
	x->places = mem_grow(x->places, &x->cap, x->n + 1, sizeof *x->places);
	x->places[x->n++] =
	    (struct place){ { arena_copy(x->arena, name.p, name.n), name.n },
		    shard };
}

static int
parse_index(struct index *x, const char *path, struct err *e)
{
	struct buf text = { 0 };
	struct json *j = NULL;

	if (file_read(path, INDEX_MAX, &text, e) == 0)
		j = json_parse(buf_view(&text), e);
	buf_release(&text);
	if (j == NULL)
		return err_prefix(e, "%s", path);
	x->rc = 0;
	x->e = e;
	json_members(json_get(j, "weight_map"), add_place, x);
	if (x->rc == 0 && x->n == 0)
		x->rc = err_set(e, "no weight_map with tensors in it");
	json_free(j);
	return x->rc == 0 ? 0 : err_prefix(e, "%s", path);
}

static const struct entry *
find_entry(const struct safetensors *s, struct str name)
{
	struct entry key = { .tensor.name = name };

	if (s->n == 0)
		return NULL;
	return bsearch(&key, s->entries, s->n, sizeof key, by_name);
}

/* The first tensor of which the index says nothing. */
static int
name_stranger(const struct safetensors *s, const struct index *x, struct err *e)
{
	size_t i = 0, k = 0;

	while (i + 1 < s->n && k < x->n) {
		bool same =
		    str_eq(s->entries[i].tensor.name, x->places[k].tensor);

		k = same ? 0 : k + 1;
		i += same;
	}
	return err_set(e, "tensor '%.*s' is in '%s', but not in the index",
	    STR_ARG(s->entries[i].tensor.name),
	    x->shards[s->entries[i].shard - 1].p);
}

/* Every tensor is where the index says, and there is no other. */
static int
check_places(const struct safetensors *s, const struct index *x, struct err *e)
{
	for (size_t i = 0; i < x->n; i++) {
		struct str name = x->places[i].tensor;
		struct str file = x->shards[x->places[i].shard - 1];
		const struct entry *entry = find_entry(s, name);

		if (entry == NULL || entry->shard != x->places[i].shard)
			return err_set(e,
			    "tensor '%.*s' is not in '%.*s', where the index "
			    "puts it",
			    STR_ARG(name), STR_ARG(file));
	}
	return s->n == x->n ? 0 : name_stranger(s, x, e);
}

static int
open_shards(struct safetensors *s, const char *dir, const char *index_path,
    struct err *e)
{
	struct index x = { .arena = &s->arena };
	struct buf path = { 0 };
	int rc = parse_index(&x, index_path, e);

	for (size_t i = 0; rc == 0 && i < x.n_shards; i++)
		rc = open_file(s, file_join(&path, dir, x.shards[i].p), e);
	if (rc == 0)
		rc = sort_names(s, e);
	if (rc == 0 && check_places(s, &x, e))
		rc = err_prefix(e, "%s", index_path);
	buf_release(&path);
	free(x.shards);
	free(x.places);
	return rc;
}

static int
open_folder(struct safetensors *s, const char *dir, struct err *e)
{
	struct buf path = { 0 };
	int rc;

	if (file_exists(file_join(&path, dir, "model.safetensors")))
		rc = open_file(s, path.p, e);
	else if (file_exists(file_join(&path, dir, SAFETENSORS_INDEX)))
		rc = open_shards(s, dir, path.p, e);
	else
		rc = err_set(e,
		    "%s: no model.safetensors and no index of shards; save "
		    "the model in safetensors form",
		    dir);
	buf_release(&path);
	return rc;
}

struct safetensors *
safetensors_open(const char *path, struct err *e)
{
	struct safetensors *s = mem_new(1, sizeof *s);
	int rc =
	    file_is_dir(path) ? open_folder(s, path, e) : open_file(s, path, e);

	if (rc == 0 && sort_names(s, e))
		rc = err_prefix(e, "%s", path);
	if (rc == 0)
		return s;
	safetensors_free(s);
	return NULL;
}

struct safetensors *
safetensors_open_memory(struct str bytes, const char *name, struct err *e)
{
	struct safetensors *s = mem_new(1, sizeof *s);

	if (add_file(s, bytes, e) == 0 && sort_names(s, e) == 0)
		return s;
	err_prefix(e, "%s", name);
	safetensors_free(s);
	return NULL;
}

void
safetensors_free(struct safetensors *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n_maps; i++)
		file_unmap(s->maps[i]);
	free(s->maps);
	free(s->entries);
	arena_release(&s->arena);
	free(s);
}

size_t
safetensors_count(const struct safetensors *s)
{
	return s->n;
}

const struct tensor *
safetensors_at(const struct safetensors *s, size_t i)
{
	assert(i < s->n);
	return &s->entries[i].tensor;
}

const struct tensor *
safetensors_find(const struct safetensors *s, struct str name)
{
	const struct entry *x = find_entry(s, name);

	return x == NULL ? NULL : &x->tensor;
}
