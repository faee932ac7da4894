/* Any bytes as a model's GGUF that is mapped: every number of it is read. */
#include <stdlib.h>

#include "as_file.h"
#include "model/weights.h"
#include "nn/matrix.h"

enum { MOST = 1 << 16 }; /* numbers of a matrix, so that inputs are quick */

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
read_all(const struct weights *w, enum tensor_id id, size_t layer)
{
	struct matrix m;
	float *to;

	if (tensor_is_vector(id) || weights_at(w, id, layer) == WEIGHT_NONE)
		return;
	m = weights_matrix(w, id, layer);
	if (m.cols == 0 || m.rows > MOST / m.cols)
		return;
	to = malloc(m.rows * m.cols * sizeof *to);
	matrix_read(&m, 0, m.rows, to);
	free(to);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct err e;
	struct weights *w = weights_map(as_file(data, size), &e);

	if (w == NULL)
		return 0;
	for (size_t l = 0; l < w->config.n_layers; l++)
		for (enum tensor_id id = 0; id < N_TENSORS; id++)
			read_all(w, id, l);
	weights_free(w);
	return 0;
}
