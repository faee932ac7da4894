/* Writing safetensors as the reference does: see safetensors.h. */
#include "io/safetensors.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/file.h"
#include "io/json.h"

enum { PIECE = 1 << 14 }; /* numbers converted at a time */

/* A tensor to be written; its shape and name are in the header already. */
struct slot {
	enum tensor_type type;
	uint64_t begin, left; /* byte in the file; numbers still to come */
};

struct safetensors_out {
	struct file_out *file;
	char *path;
	struct slot *slots; /* in the caller's order */
	size_t n, current;
	unsigned char *piece;
};

static size_t
width(enum tensor_type type)
{
	assert(type == TENSOR_F32 || type == TENSOR_BF16 || type == TENSOR_U8);
	return type == TENSOR_F32 ? 4 : type == TENSOR_BF16 ? 2 : 1;
}

/* The order of the file: wider types first, then by name. */
static int
by_place(const void *a, const void *b)
{
	const struct tensor *const *x = a, *const *y = b;
	size_t wx = width((*x)->type), wy = width((*y)->type);

	if (wx != wy)
		return wx > wy ? -1 : 1;
	return str_cmp((*x)->name, (*y)->name);
}

static void
put_entry(struct buf *out, const struct tensor *t, uint64_t begin, uint64_t end)
{
	buf_byte(out, ',');
	json_put_str(out, t->name);
	buf_printf(out, ":{\"dtype\":\"%s\",\"shape\":[",
	    t->type == TENSOR_F32    ? "F32"
	    : t->type == TENSOR_BF16 ? "BF16"
				     : "U8");
	for (size_t i = 0; i < t->n_dims; i++)
		buf_printf(
		    out, "%s%ju", i == 0 ? "" : ",", (uintmax_t)t->dims[i]);
	buf_printf(out, "],\"data_offsets\":[%ju,%ju]}", (uintmax_t)begin,
	    (uintmax_t)end);
}

/* The header with its size before it; sets where each tensor begins. */
static void
put_header(
    struct buf *out, struct slot *slots, const struct tensor *tensors, size_t n)
{
	const struct tensor **order = mem_new(n, sizeof *order);
	uint64_t at = 0;

	for (size_t i = 0; i < n; i++)
		order[i] = &tensors[i];
	qsort(order, n, sizeof *order, by_place);
	buf_str(out, STR("........{\"__metadata__\":{\"format\":\"pt\"}"));
	for (size_t i = 0; i < n; i++) {
		struct slot *s = &slots[order[i] - tensors];
		uint64_t end;

		s->type = order[i]->type;
		s->left = tensor_count(order[i]);
		s->begin = at;
		end = at + s->left * width(s->type);
		put_entry(out, order[i], at, end);
		at = end;
	}
	buf_byte(out, '}');
	while (out->n % 8 != 0)
		buf_byte(out, ' ');
	for (size_t i = 0; i < 8; i++)
		out->p[i] = (char)((out->n - 8) >> 8 * i & 0xff);
	for (size_t i = 0; i < n; i++)
		slots[i].begin += out->n;
	free(order);
}

struct safetensors_out *
safetensors_out_new(
    const char *path, const struct tensor *tensors, size_t n, struct err *e)
{
	struct safetensors_out *s = mem_new(1, sizeof *s);
	struct buf header = { 0 };
	int rc = -1;

	s->path = memcpy(mem_new(strlen(path) + 1, 1), path, strlen(path));
	s->slots = mem_new(n, sizeof *s->slots);
	s->n = n;
	s->piece = mem_new(PIECE, sizeof(float));
	put_header(&header, s->slots, tensors, n);
	s->file = file_out_new(path, e);
	if (s->file != NULL)
		rc = file_write(
		    file_out_fd(s->file), header.p, header.n, path, e);
	buf_release(&header);
	if (rc == 0)
		return s;
	safetensors_out_free(s);
	return NULL;
}

static size_t
convert(enum tensor_type type, const float *x, size_t n, unsigned char *out)
{
	if (type == TENSOR_BF16) {
		for (size_t i = 0; i < n; i++) {
			uint16_t h = tensor_to_bf16(x[i]);

			out[2 * i] = (unsigned char)h;
			out[2 * i + 1] = (unsigned char)(h >> 8);
		}
		return 2 * n;
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t w;

		memcpy(&w, &x[i], sizeof w);
		for (size_t k = 0; k < 4; k++)
			out[4 * i + k] = (unsigned char)(w >> 8 * k);
	}
	return 4 * n;
}

/* Passes to the next tensor that has numbers and finds its place. */
static int
next_slot(struct safetensors_out *s, struct err *e)
{
	while (s->current < s->n && s->slots[s->current].left == 0)
		s->current++;
	assert(s->current < s->n);
	if (lseek(file_out_fd(s->file), (off_t)s->slots[s->current].begin,
		SEEK_SET) == -1)
		return err_errno(e, "%s", s->path);
	return 0;
}

int
safetensors_out_f32(
    struct safetensors_out *s, const float *x, size_t n, struct err *e)
{
	if (n > 0 && next_slot(s, e))
		return -1;
	while (n > 0) {
		struct slot *slot = &s->slots[s->current];
		size_t k = n < PIECE ? n : PIECE;
		size_t bytes = convert(slot->type, x, k, s->piece);

		assert(k <= slot->left);
		if (file_write(
			file_out_fd(s->file), s->piece, bytes, s->path, e))
			return -1;
		slot->left -= k;
		slot->begin += bytes;
		x += k;
		n -= k;
	}
	return 0;
}

int
safetensors_out_u8(
    struct safetensors_out *s, const uint8_t *x, size_t n, struct err *e)
{
	struct slot *slot;

	if (n > 0 && next_slot(s, e))
		return -1;
	slot = &s->slots[s->current];
	assert(slot->type == TENSOR_U8 && n <= slot->left);
	if (file_write(file_out_fd(s->file), (const char *)x, n, s->path, e))
		return -1;
	slot->left -= n;
	slot->begin += n;
	return 0;
}

int
safetensors_out_commit(struct safetensors_out *s, struct err *e)
{
	for (size_t i = 0; i < s->n; i++)
		assert(s->slots[i].left == 0);
	return file_out_commit(s->file, e);
}

void
safetensors_out_free(struct safetensors_out *s)
{
	if (s == NULL)
		return;
	file_out_free(s->file);
	free(s->path);
	free(s->slots);
	free(s->piece);
	free(s);
}
