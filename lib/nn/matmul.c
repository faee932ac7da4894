/* Matrix products by oneDNN; the only file that knows it.  See matmul.h. */
#include "nn/matmul.h"

#ifdef HAVE_DNNL

#include <dnnl.h>

#include <assert.h>
#include <stdbool.h>

#include "base/par.h"

/* Made at first use; what is not there stays NULL. */
static dnnl_engine_t engine;
static dnnl_stream_t stream;

static bool
ready(void)
{
	if (stream == NULL &&
	    dnnl_engine_create(&engine, dnnl_cpu, 0) == dnnl_success)
		dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
	return stream != NULL;
}

/*
 * The calls in which releases 2 and 3 differ: descriptions of memory are
 * structs in the first and handles to be destroyed in the second.
 */
#if DNNL_VERSION_MAJOR < 3
static dnnl_status_t
desc_make(dnnl_memory_desc_t *d, const dnnl_dims_t dims, dnnl_data_type_t type,
    const dnnl_dims_t strides)
{
	return dnnl_memory_desc_init_by_strides(d, 2, dims, type, strides);
}

static void
desc_free(dnnl_memory_desc_t *d)
{
	(void)d;
}

static dnnl_status_t
memory_make(dnnl_memory_t *m, const dnnl_memory_desc_t *d, void *p)
{
	return dnnl_memory_create(m, d, engine, p);
}

static dnnl_status_t
append_sum(dnnl_post_ops_t ops)
{
	return dnnl_post_ops_append_sum(ops, 1);
}

static dnnl_status_t
primitive_desc_make(dnnl_primitive_desc_t *desc, const dnnl_memory_desc_t md[3],
    dnnl_primitive_attr_t attr)
{
	dnnl_matmul_desc_t op;
	dnnl_status_t rc =
	    dnnl_matmul_desc_init(&op, &md[0], &md[1], NULL, &md[2]);

	return rc != dnnl_success
		   ? rc
		   : dnnl_primitive_desc_create(desc, &op, attr, engine, NULL);
}
#else
static dnnl_status_t
desc_make(dnnl_memory_desc_t *d, const dnnl_dims_t dims, dnnl_data_type_t type,
    const dnnl_dims_t strides)
{
	return dnnl_memory_desc_create_with_strides(d, 2, dims, type, strides);
}

static void
desc_free(dnnl_memory_desc_t *d)
{
	dnnl_memory_desc_destroy(*d);
}

static dnnl_status_t
memory_make(dnnl_memory_t *m, const dnnl_memory_desc_t *d, void *p)
{
	return dnnl_memory_create(m, *d, engine, p);
}

static dnnl_status_t
append_sum(dnnl_post_ops_t ops)
{
	return dnnl_post_ops_append_sum(ops, 1, 0, dnnl_data_type_undef);
}

static dnnl_status_t
primitive_desc_make(dnnl_primitive_desc_t *desc, const dnnl_memory_desc_t md[3],
    dnnl_primitive_attr_t attr)
{
	return dnnl_matmul_primitive_desc_create(
	    desc, engine, md[0], md[1], NULL, md[2], attr);
}
#endif

static dnnl_memory_desc_t
describe(
    dnnl_data_type_t type, size_t rows, size_t cols, size_t row, size_t col)
{
	dnnl_dims_t dims = { (dnnl_dim_t)rows, (dnnl_dim_t)cols };
	dnnl_dims_t strides = { (dnnl_dim_t)row, (dnnl_dim_t)col };
	dnnl_memory_desc_t d;
	dnnl_status_t rc = desc_make(&d, dims, type, strides);

	assert(rc == dnnl_success);
	(void)rc;
	return d;
}

/* The library keeps made primitives itself and finds them by their shapes. */
static dnnl_primitive_t
product_of(const dnnl_memory_desc_t md[3], bool add)
{
	dnnl_primitive_desc_t desc = NULL;
	dnnl_primitive_attr_t attr = NULL;
	dnnl_primitive_t made = NULL;
	dnnl_post_ops_t ops = NULL;

	if (add &&
	    (dnnl_primitive_attr_create(&attr) != dnnl_success ||
		dnnl_post_ops_create(&ops) != dnnl_success ||
		append_sum(ops) != dnnl_success ||
		dnnl_primitive_attr_set_post_ops(attr, ops) != dnnl_success))
		goto out;
	if (primitive_desc_make(&desc, md, attr) == dnnl_success &&
	    dnnl_primitive_create(&made, desc) != dnnl_success)
		made = NULL;
out:
	dnnl_primitive_desc_destroy(desc);
	dnnl_post_ops_destroy(ops);
	dnnl_primitive_attr_destroy(attr);
	return made;
}

static int
run(dnnl_primitive_t product, const dnnl_memory_desc_t md[3], void *p[3])
{
	static const int names[] = { DNNL_ARG_SRC, DNNL_ARG_WEIGHTS,
		DNNL_ARG_DST };
	dnnl_exec_arg_t args[3] = { 0 };
	int rc = 0;

	for (int i = 0; i < 3; i++) {
		args[i].arg = names[i];
		if (memory_make(&args[i].memory, &md[i], p[i]) != dnnl_success)
			rc = -1;
	}
	if (rc == 0 &&
	    (dnnl_primitive_execute(product, stream, 3, args) != dnnl_success ||
		dnnl_stream_wait(stream) != dnnl_success))
		rc = -1;
	for (int i = 0; i < 3; i++)
		dnnl_memory_destroy(args[i].memory);
	return rc;
}

static dnnl_data_type_t
operand_type(enum matmul_type type)
{
	switch (type) {
	case MATMUL_BF16:
		return dnnl_bf16;
	case MATMUL_INT8:
		return dnnl_s8;
	default:
		return dnnl_f32;
	}
}

int
matmul(enum matmul_type type, size_t m, size_t n, size_t k,
    struct matmul_operand a, struct matmul_operand b, float beta, void *y,
    size_t ldy, unsigned threads)
{
	dnnl_data_type_t in = operand_type(type);
	dnnl_data_type_t out = type == MATMUL_INT8 ? dnnl_s32 : dnnl_f32;
	void *p[3] = { (void *)a.p, (void *)b.p, y };
	dnnl_memory_desc_t md[3];
	dnnl_primitive_t product;
	int rc;

	if (!ready())
		return -1;
	par_default(threads);
	md[0] = describe(in, m, k, a.row, a.col);
	md[1] = describe(in, k, n, b.row, b.col);
	md[2] = describe(out, m, n, ldy, 1);
	product = product_of(md, beta != 0);
	rc = product == NULL ? -1 : run(product, md, p);
	dnnl_primitive_destroy(product);
	for (int i = 0; i < 3; i++)
		desc_free(&md[i]);
	return rc;
}

void
matmul_describe(struct buf *to)
{
	const dnnl_version_t *v = dnnl_version();

	buf_printf(to, "oneDNN %d.%d.%d", v->major, v->minor, v->patch);
}

#else

int
matmul(enum matmul_type type, size_t m, size_t n, size_t k,
    struct matmul_operand a, struct matmul_operand b, float beta, void *y,
    size_t ldy, unsigned threads)
{
	(void)type, (void)m, (void)n, (void)k, (void)a, (void)b, (void)beta;
	(void)y, (void)ldy, (void)threads;
	return -1;
}

void
matmul_describe(struct buf *to)
{
	buf_str(to, STR("no oneDNN"));
}

#endif
