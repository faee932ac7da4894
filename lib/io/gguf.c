/* Reading GGUF: see gguf.h. */
#include "io/gguf.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"

enum {
	ALIGNMENT = 32, /* unless the file says otherwise */
	ALIGNMENT_MAX = 1 << 20,
	NAME_MAX_BYTES = 64,
	DIMS_MAX = 4,
	PAIR_MIN_BYTES = 13,
	INFO_MIN_BYTES = 24,
};

/* The format's numbers for types of values. */
enum value_type {
	V_U8,
	V_I8,
	V_U16,
	V_I16,
	V_U32,
	V_I32,
	V_F32,
	V_BOOL,
	V_STRING,
	V_ARRAY,
	V_U64,
	V_I64,
	V_F64,
	N_VALUE_TYPES
};

static const size_t value_bytes[N_VALUE_TYPES] = {
	[V_U8] = 1,
	[V_I8] = 1,
	[V_U16] = 2,
	[V_I16] = 2,
	[V_U32] = 4,
	[V_I32] = 4,
	[V_F32] = 4,
	[V_BOOL] = 1,
	[V_U64] = 8,
	[V_I64] = 8,
	[V_F64] = 8,
};

/* One value, or the elements of an array. */
struct pair {
	struct str key;
	enum value_type type; /* of the elements */
	bool is_array;
	size_t n;                /* elements; 1 for one value */
	const unsigned char *at; /* of numbers */
	struct str *strings;     /* of strings */
};

/* The first key whose value was not what was asked for. */
struct wrong {
	struct str key; /* n 0: none */
	const char *want;
};

struct gguf {
	struct str map; /* to be unmapped, n 0: memory of the caller */
	struct wrong *wrong;
	struct pair *pairs;
	size_t n_pairs;
	struct tensor *tensors;
	size_t n_tensors;
};

/* The bytes not read yet. */
struct cursor {
	const unsigned char *p;
	size_t left;
};

/* The numbers of a block and its bytes, for every type of the format. */
static const struct ggml_type {
	uint32_t id;
	const char *name;
	uint64_t numbers, bytes;
	enum tensor_type type;
} ggml_types[] = {
	{ 0, "F32", 1, 4, TENSOR_F32 },
	{ 1, "F16", 1, 2, TENSOR_F16 },
	{ 2, "Q4_0", 32, 18, TENSOR_Q4_0 },
	{ 3, "Q4_1", 32, 20, TENSOR_Q4_1 },
	{ 6, "Q5_0", 32, 22, TENSOR_Q5_0 },
	{ 7, "Q5_1", 32, 24, TENSOR_Q5_1 },
	{ 8, "Q8_0", 32, 34, TENSOR_Q8_0 },
	{ 9, "Q8_1", 32, 40, TENSOR_OTHER },
	{ 10, "Q2_K", 256, 84, TENSOR_Q2_K },
	{ 11, "Q3_K", 256, 110, TENSOR_Q3_K },
	{ 12, "Q4_K", 256, 144, TENSOR_Q4_K },
	{ 13, "Q5_K", 256, 176, TENSOR_Q5_K },
	{ 14, "Q6_K", 256, 210, TENSOR_Q6_K },
	{ 15, "Q8_K", 256, 292, TENSOR_OTHER },
	{ 16, "IQ2_XXS", 256, 66, TENSOR_OTHER },
	{ 17, "IQ2_XS", 256, 74, TENSOR_OTHER },
	{ 18, "IQ3_XXS", 256, 98, TENSOR_OTHER },
	{ 19, "IQ1_S", 256, 50, TENSOR_OTHER },
	{ 20, "IQ4_NL", 32, 18, TENSOR_OTHER },
	{ 21, "IQ3_S", 256, 110, TENSOR_OTHER },
	{ 22, "IQ2_S", 256, 82, TENSOR_OTHER },
	{ 23, "IQ4_XS", 256, 136, TENSOR_OTHER },
	{ 24, "I8", 1, 1, TENSOR_OTHER },
	{ 25, "I16", 1, 2, TENSOR_OTHER },
	{ 26, "I32", 1, 4, TENSOR_OTHER },
	{ 27, "I64", 1, 8, TENSOR_OTHER },
	{ 28, "F64", 1, 8, TENSOR_OTHER },
	{ 29, "IQ1_M", 256, 56, TENSOR_OTHER },
	{ 30, "BF16", 1, 2, TENSOR_BF16 },
	{ 34, "TQ1_0", 256, 54, TENSOR_OTHER },
	{ 35, "TQ2_0", 256, 66, TENSOR_OTHER },
	{ 39, "MXFP4", 32, 17, TENSOR_OTHER },
};

static const struct ggml_type *
find_type(uint64_t id)
{
	for (size_t i = 0; i < sizeof ggml_types / sizeof ggml_types[0]; i++)
		if (ggml_types[i].id == id)
			return &ggml_types[i];
	return NULL;
}

static uint64_t
little(const unsigned char *p, size_t n)
{
	uint64_t x = 0;

	while (n-- > 0)
		x = x << 8 | p[n];
	return x;
}

/* The next n bytes as a number; -1 at the end of the file. */
static int
take(struct cursor *c, size_t n, uint64_t *x)
{
	if (c->left < n)
		return -1;
	*x = little(c->p, n);
	c->p += n;
	c->left -= n;
	return 0;
}

static int
take_str(struct cursor *c, struct str *s)
{
	uint64_t n;

	if (take(c, 8, &n) || n > c->left)
		return -1;
	*s = (struct str){ (const char *)c->p, (size_t)n };
	c->p += n;
	c->left -= (size_t)n;
	return 0;
}

static int
take_strings(struct cursor *c, struct pair *p)
{
	if (p->n > c->left / 8) /* each has its length before it */
		return -1;
	p->strings = mem_new(p->n, sizeof *p->strings);
	for (size_t i = 0; i < p->n; i++)
		if (take_str(c, &p->strings[i]))
			return -1;
	return 0;
}

static int
take_numbers(struct cursor *c, struct pair *p)
{
	size_t size = value_bytes[p->type];

	if (p->n > c->left / size)
		return -1;
	p->at = c->p;
	c->p += p->n * size;
	c->left -= p->n * size;
	return 0;
}

static int
cut(struct err *e, const char *where)
{
	return err_set(e, "file ends inside %s; is it complete?", where);
}

static int
parse_pair(struct cursor *c, struct pair *p, struct err *e)
{
	uint64_t type, n = 1;

	if (take_str(c, &p->key) || take(c, 4, &type))
		return cut(e, "a key");
	p->is_array = type == V_ARRAY;
	if (p->is_array && (take(c, 4, &type) || take(c, 8, &n)))
		return cut(e, "an array");
	if (type >= N_VALUE_TYPES || type == V_ARRAY || n > GGUF_MAX_ELEMENTS)
		return err_set(e,
		    "key '%.*s': %ju values of type %ju cannot be read here",
		    STR_ARG(p->key), (uintmax_t)n, (uintmax_t)type);
	p->type = (enum value_type)type;
	p->n = (size_t)n;
	if (p->type == V_STRING ? take_strings(c, p) : take_numbers(c, p))
		return cut(e, "a value");
	return 0;
}

static int
by_key(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return str_cmp(x->key, y->key);
}

static int
parse_pairs(struct gguf *g, struct cursor *c, uint64_t n, struct err *e)
{
	if (n > GGUF_MAX_KEYS || n > c->left / PAIR_MIN_BYTES)
		return err_set(e,
		    "%ju keys are more than the file has or than "
		    "%d",
		    (uintmax_t)n, GGUF_MAX_KEYS);
	g->pairs = mem_new((size_t)n, sizeof *g->pairs);
	for (; g->n_pairs < n; g->n_pairs++)
		if (parse_pair(c, &g->pairs[g->n_pairs], e)) {
			g->n_pairs++; /* its strings are freed with it */
			return -1;
		}
	qsort(g->pairs, g->n_pairs, sizeof *g->pairs, by_key);
	for (size_t i = 1; i < g->n_pairs; i++)
		if (by_key(&g->pairs[i - 1], &g->pairs[i]) == 0)
			return err_set(e, "key '%.*s' occurs twice",
			    STR_ARG(g->pairs[i].key));
	return 0;
}

static int
take_dims(struct cursor *c, struct tensor *t, uint64_t *count, struct err *e)
{
	uint64_t n;

	if (take(c, 4, &n))
		return cut(e, "a tensor's shape");
	if (n > DIMS_MAX)
		return err_set(e, "tensor '%.*s' has %ju dimensions",
		    STR_ARG(t->name), (uintmax_t)n);
	t->n_dims = (size_t)n;
	*count = 1;
	for (size_t i = t->n_dims; i-- > 0;) {
		if (take(c, 8, &t->dims[i]))
			return cut(e, "a tensor's shape");
		if (__builtin_mul_overflow(*count, t->dims[i], count))
			return err_set(
			    e, "tensor '%.*s' is too large", STR_ARG(t->name));
	}
	return 0;
}

/* Its type, and the bytes that follow from it; rows are whole blocks. */
static int
take_type(struct cursor *c, struct tensor *t, uint64_t count, struct err *e)
{
	const struct ggml_type *type;
	uint64_t id, row = t->n_dims > 0 ? t->dims[t->n_dims - 1] : 1, bytes;

	if (take(c, 4, &id))
		return cut(e, "a tensor's type");
	type = find_type(id);
	if (type == NULL)
		return err_set(e, "tensor '%.*s' has type %ju, not known here",
		    STR_ARG(t->name), (uintmax_t)id);
	if (row % type->numbers != 0 ||
	    __builtin_mul_overflow(count / type->numbers, type->bytes, &bytes))
		return err_set(e,
		    "tensor '%.*s': rows of %ju are not whole blocks of %s",
		    STR_ARG(t->name), (uintmax_t)row, type->name);
	t->type = type->type;
	t->type_name = str_of(type->name);
	t->n_bytes = (size_t)bytes;
	return 0;
}

/* A tensor's description, read before the data's start is known. */
struct info {
	struct tensor tensor;
	uint64_t offset;
};

static int
parse_info(struct cursor *c, struct info *x, struct err *e)
{
	struct tensor *t = &x->tensor;
	uint64_t count = 1;

	if (take_str(c, &t->name))
		return cut(e, "a tensor's name");
	if (t->name.n > NAME_MAX_BYTES)
		return err_set(e,
		    "a tensor's name has %zu bytes, at most %d "
		    "are allowed",
		    t->name.n, NAME_MAX_BYTES);
	if (take_dims(c, t, &count, e) || take_type(c, t, count, e))
		return -1;
	if (take(c, 8, &x->offset))
		return cut(e, "a tensor's offset");
	return 0;
}

static int
by_offset(const void *a, const void *b)
{
	const struct info *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return (x->tensor.n_bytes > y->tensor.n_bytes) -
	       (x->tensor.n_bytes < y->tensor.n_bytes);
}

/* Aligned, inside the data, and none over another. */
static int
place(struct info *v, size_t n, struct cursor data, size_t align, struct err *e)
{
	uint64_t at = 0;

	qsort(v, n, sizeof *v, by_offset);
	for (size_t i = 0; i < n; i++) {
		struct tensor *t = &v[i].tensor;

		if (v[i].offset % align != 0 || v[i].offset < at)
			return err_set(e,
			    "tensor '%.*s' at %ju is not aligned to %zu or "
			    "lies over another",
			    STR_ARG(t->name), (uintmax_t)v[i].offset, align);
		if (v[i].offset > data.left ||
		    t->n_bytes > data.left - v[i].offset)
			return err_set(e,
			    "file ends inside tensor '%.*s'; is it complete?",
			    STR_ARG(t->name));
		t->bytes = data.p + v[i].offset;
		at = v[i].offset + t->n_bytes;
	}
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct tensor *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* Takes the tensors out of their infos, in the order of their names. */
static int
keep(struct gguf *g, const struct info *v, size_t n, struct err *e)
{
	g->tensors = mem_new(n, sizeof *g->tensors);
	g->n_tensors = n;
	for (size_t i = 0; i < n; i++)
		g->tensors[i] = v[i].tensor;
	qsort(g->tensors, n, sizeof *g->tensors, by_name);
	for (size_t i = 1; i < n; i++)
		if (by_name(&g->tensors[i - 1], &g->tensors[i]) == 0)
			return err_set(e, "tensor '%.*s' occurs twice",
			    STR_ARG(g->tensors[i].name));
	return 0;
}

static int
parse_tensors(struct gguf *g, struct cursor *c, uint64_t n,
    const unsigned char *start, struct err *e)
{
	int64_t align = gguf_int(g, "general.alignment", ALIGNMENT);
	struct info *v;
	size_t pad;
	int rc = 0;

	if (gguf_check(g, e))
		return -1;
	if (align <= 0 || align > ALIGNMENT_MAX || align % 8 != 0)
		return err_set(e, "general.alignment is %jd", (intmax_t)align);
	if (n > GGUF_MAX_TENSORS || n > c->left / INFO_MIN_BYTES)
		return err_set(e,
		    "%ju tensors are more than the file has or than "
		    "%d",
		    (uintmax_t)n, GGUF_MAX_TENSORS);
	v = mem_new((size_t)n, sizeof *v);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = parse_info(c, &v[i], e);
	pad = (size_t)(-(uintptr_t)(c->p - start) % (uintptr_t)align);
	if (rc == 0 && n > 0 && pad > c->left)
		rc = cut(e, "the padding before the data");
	if (rc == 0 && n > 0)
		rc = place(v, (size_t)n,
		    (struct cursor){ c->p + pad, c->left - pad }, (size_t)align,
		    e);
	if (rc == 0)
		rc = keep(g, v, (size_t)n, e);
	free(v);
	return rc;
}

static int
parse(struct gguf *g, struct str bytes, struct err *e)
{
	struct cursor c = { (const unsigned char *)bytes.p, bytes.n };
	uint64_t magic, version, n_tensors, n_pairs;

	if (take(&c, 4, &magic) || memcmp(bytes.p, "GGUF", 4) != 0)
		return err_set(e, "not a GGUF file");
	if (take(&c, 4, &version))
		return cut(e, "the header");
	if (version != 2 && version != 3)
		return err_set(e,
		    "GGUF version %ju%s; versions 2 and 3, little-endian, are "
		    "read",
		    (uintmax_t)version,
		    (version & 0xffff) == 0 ? ", big-endian" : "");
	if (take(&c, 8, &n_tensors) || take(&c, 8, &n_pairs))
		return cut(e, "the header");
	if (parse_pairs(g, &c, n_pairs, e))
		return -1;
	return parse_tensors(
	    g, &c, n_tensors, (const unsigned char *)bytes.p, e);
}

struct gguf *
gguf_open_memory(struct str bytes, const char *name, struct err *e)
{
	struct gguf *g = mem_new(1, sizeof *g);

	g->wrong = mem_new(1, sizeof *g->wrong);
	if (parse(g, bytes, e) == 0)
		return g;
	err_prefix(e, "%s", name);
	gguf_free(g);
	return NULL;
}

struct gguf *
gguf_open(const char *path, struct err *e)
{
	struct gguf *g;
	struct str map;

	if (file_map(path, &map, e))
		return NULL;
	g = gguf_open_memory(map, path, e);
	if (g == NULL)
		file_unmap(map);
	else
		g->map = map;
	return g;
}

void
gguf_free(struct gguf *g)
{
	if (g == NULL)
		return;
	for (size_t i = 0; i < g->n_pairs; i++)
		free(g->pairs[i].strings);
	free(g->pairs);
	free(g->tensors);
	free(g->wrong);
	file_unmap(g->map);
	free(g);
}

static const struct pair *
find(const struct gguf *g, const char *key)
{
	struct pair want = { .key = str_of(key) };

	if (g->n_pairs == 0)
		return NULL;
	return bsearch(&want, g->pairs, g->n_pairs, sizeof want, by_key);
}

static void
note(const struct gguf *g, const struct pair *p, const char *want)
{
	if (g->wrong->key.n == 0)
		*g->wrong = (struct wrong){ p->key, want };
}

static bool
is_string(enum value_type t)
{
	return t == V_STRING;
}

static bool
is_bool(enum value_type t)
{
	return t == V_BOOL;
}

static bool
is_int(enum value_type t)
{
	return t != V_STRING && t != V_BOOL && t != V_F32 && t != V_F64;
}

static bool
is_real(enum value_type t)
{
	return t == V_F32 || t == V_F64;
}

static bool
is_signed(enum value_type t)
{
	return t == V_I8 || t == V_I16 || t == V_I32 || t == V_I64;
}

static bool
is_any(enum value_type t)
{
	(void)t;
	return true;
}

/* The value, or array, of a key; NULL, and noted, when it is of other types. */
static const struct pair *
find_of(const struct gguf *g, const char *key, bool is_array,
    bool (*is_type)(enum value_type), const char *want)
{
	const struct pair *p = find(g, key);

	if (p == NULL || (p->is_array == is_array && is_type(p->type)))
		return p;
	note(g, p, want);
	return NULL;
}

/* Element i as a number; what is beyond int64_t is noted. */
static int64_t
int_value(
    const struct gguf *g, const struct pair *p, size_t i, int64_t otherwise)
{
	size_t size = value_bytes[p->type];
	uint64_t x = little(p->at + i * size, size);
	uint64_t sign = (uint64_t)1 << (8 * size - 1);

	if (is_signed(p->type))
		return (int64_t)((x ^ sign) - sign);
	if (x <= INT64_MAX)
		return (int64_t)x;
	note(g, p, "below 2^63");
	return otherwise;
}

static double
real_value(const struct pair *p, size_t i)
{
	uint32_t narrow;
	uint64_t wide;
	float f;
	double d;

	if (p->type == V_F32) {
		narrow = (uint32_t)little(p->at + i * 4, 4);
		memcpy(&f, &narrow, sizeof f);
		return (double)f;
	}
	wide = little(p->at + i * 8, 8);
	memcpy(&d, &wide, sizeof d);
	return d;
}

struct str
gguf_str(const struct gguf *g, const char *key)
{
	const struct pair *p = find_of(g, key, false, is_string, "a string");

	return p == NULL ? STR("") : p->strings[0];
}

int64_t
gguf_int(const struct gguf *g, const char *key, int64_t otherwise)
{
	const struct pair *p = find_of(g, key, false, is_int, "a whole number");

	return p == NULL ? otherwise : int_value(g, p, 0, otherwise);
}

double
gguf_real(const struct gguf *g, const char *key, double otherwise)
{
	const struct pair *p =
	    find_of(g, key, false, is_real, "of type f32 or f64");

	return p == NULL ? otherwise : real_value(p, 0);
}

int
gguf_bool(const struct gguf *g, const char *key, int otherwise)
{
	const struct pair *p = find_of(g, key, false, is_bool, "a bool");

	return p == NULL ? otherwise : *p->at != 0;
}

bool
gguf_is_array(const struct gguf *g, const char *key)
{
	const struct pair *p = find(g, key);

	return p != NULL && p->is_array;
}

size_t
gguf_count(const struct gguf *g, const char *key)
{
	const struct pair *p = find_of(g, key, true, is_any, "an array");

	return p == NULL ? 0 : p->n;
}

struct str
gguf_str_at(const struct gguf *g, const char *key, size_t i)
{
	const struct pair *p =
	    find_of(g, key, true, is_string, "an array of strings");

	return p == NULL || i >= p->n ? STR("") : p->strings[i];
}

int64_t
gguf_int_at(const struct gguf *g, const char *key, size_t i)
{
	const struct pair *p =
	    find_of(g, key, true, is_int, "an array of whole numbers");

	return p == NULL || i >= p->n ? -1 : int_value(g, p, i, -1);
}

double
gguf_real_at(const struct gguf *g, const char *key, size_t i)
{
	const struct pair *p =
	    find_of(g, key, true, is_real, "an array of f32 or f64");

	return p == NULL || i >= p->n ? 0 : real_value(p, i);
}

int
gguf_check(const struct gguf *g, struct err *e)
{
	if (g->wrong->key.n == 0)
		return 0;
	return err_set(e, "key '%.*s' is not %s; convert the model again",
	    STR_ARG(g->wrong->key), g->wrong->want);
}

const struct tensor *
gguf_tensors(const struct gguf *g, size_t *n)
{
	*n = g->n_tensors;
	return g->tensors;
}
