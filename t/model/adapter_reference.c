/*
 * Adapters of every family against numbers from PEFT: a folder as PEFT writes
 * it, with numbers of a formula, is read; logits and loss follow, and the
 * gradient of each tensor, by its name and in its layout in the file.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "../tap.h"
#include "formula.h"
#include "io/file.h"
#include "io/safetensors.h"
#include "nn/gemm.h"
#include "model/adapter.h"

enum { MAX_TENSORS = 48 };

struct reference {
	const char *name, *config, *adapter;
	double loss, logits[N_SHOWN];
	/* of the gradient: norm, and product with the formula's numbers */
	struct {
		const char *name;
		size_t rows, cols; /* cols 0: a vector */
		double norm, dot;
	} tensors[MAX_TENSORS];
};

#include "adapter_reference.h"

static size_t
count(const struct reference *r)
{
	size_t n = 0;

	while (n < MAX_TENSORS && r->tensors[n].name != NULL)
		n++;
	return n;
}

static int
write_folder(const struct reference *r, struct err *e)
{
	struct tensor t[MAX_TENSORS];
	struct safetensors_out *out;
	size_t n = count(r);
	int rc = file_put("in/adapter_config.json", str_of(r->adapter), e);

	for (size_t i = 0; i < n; i++)
		t[i] = (struct tensor){
			.name = str_of(r->tensors[i].name),
			.type = TENSOR_F32,
			.n_dims = r->tensors[i].cols > 0 ? 2 : 1,
			.dims = { r->tensors[i].rows, r->tensors[i].cols },
		};
	out = safetensors_out_new("in/adapter_model.safetensors", t, n, e);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		size_t size = tensor_count(&t[i]);
		float *x = mem_new(size, sizeof *x);

		for (size_t j = 0; j < size; j++)
			x[j] = (float)formula(t[i].name, j);
		rc = safetensors_out_f32(out, x, size, e);
		free(x);
	}
	if (rc == 0)
		rc = safetensors_out_commit(out, e);
	safetensors_out_free(out);
	return rc;
}

static double
tensor_off(const struct reference *r, size_t i, const struct safetensors *file)
{
	const struct tensor *t =
	    safetensors_find(file, str_of(r->tensors[i].name));
	size_t n = r->tensors[i].rows *
		   (r->tensors[i].cols > 0 ? r->tensors[i].cols : 1);
	double square = 0, dot = 0, scale = fmax(r->tensors[i].norm, 0.1);
	float *x = mem_new(n, sizeof *x);
	struct err e;

	if (t == NULL || tensor_count(t) != n || tensor_f32(t, x, &e))
		square = INFINITY;
	for (size_t j = 0; j < n; j++) {
		square += (double)x[j] * (double)x[j];
		dot += (double)x[j] * formula(str_of(r->tensors[i].name), j);
	}
	free(x);
	return fmax(fabs(sqrt(square) - r->tensors[i].norm),
		   fabs(dot - r->tensors[i].dot)) /
	       scale;
}

/* The gradient is written as if it were the adapter, to have its names. */
static void
check_grads(const struct reference *r, const struct weights *w,
    const struct adapter *a, float *grad)
{
	struct adapter as_file = *a;
	struct safetensors *file = NULL;
	struct err e = { "" };
	double off = INFINITY;

	as_file.data = grad;
	if (adapter_save(&as_file, w, "grad", "", 0, &e) == 0)
		file = safetensors_open("grad/adapter_model.safetensors", &e);
	if (file != NULL && safetensors_count(file) == count(r)) {
		off = 0;
		for (size_t i = 0; i < count(r); i++)
			off = fmax(off, tensor_off(r, i, file));
	}
	ok(off < 2e-5, "%s: gradients of %zu tensors (%.2g off) %s", r->name,
	    count(r), off, e.msg);
	safetensors_free(file);
}

static void
check_step(
    const struct reference *r, const struct weights *w, const struct adapter *a)
{
	struct decoder *d = decoder_new(w, 1, 1);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	float *grad = mem_new(a->n, sizeof *grad);
	double logprob[ROWS], loss = 0;

	decoder_adapt(d, a);
	pack(&b, false);
	decoder_step(d, &in, logprob, grad);
	for (size_t i = 0; i < b.n_targets; i++)
		loss -= (double)b.targets[i].weight * logprob[i];
	ok_near(loss, r->loss, 1e-6, r->name);
	check_grads(r, w, a, grad);
	free(grad);
	batch_release(&b);
	decoder_free(d);
}

static struct weights *
model_of(const struct reference *r, struct err *e)
{
	struct model_config c;
	struct arena arena = { 0 };
	struct weights *w;
	struct slot *slots;
	size_t n;

	if (model_config_parse(str_of(r->config), &c, e))
		return NULL;
	w = weights_random(&c, 0);
	slots = tensor_names_slots(&c, CONTAINER_HF, &arena, &n);
	for (size_t i = 0; i < n; i++)
		fill(w, &slots[i]);
	arena_release(&arena);
	return w;
}

static void
check(const struct reference *r)
{
	struct err e = { "" };
	struct weights *w = model_of(r, &e);
	struct adapter *a = NULL;

	if (w != NULL && write_folder(r, &e) == 0)
		a = adapter_load("in", w, &e);
	if (ok(a != NULL, "%s: loads %s", r->name, e.msg)) {
		check_logits(r->name, w, a, r->logits);
		check_step(r, w, a);
	}
	adapter_free(a);
	weights_free(w);
}

int
main(void)
{
	gemm_begin(1);
	mkdir("in", 0777);
	for (size_t i = 0; i < sizeof references / sizeof references[0]; i++)
		check(&references[i]);
	return tap_end();
}
