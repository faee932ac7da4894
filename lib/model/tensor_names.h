/*
 * The names of each family's tensors in files, and the order in which their
 * numbers lie there.  A family, or a further container, is a table of
 * names.
 */
#ifndef ICL_MODEL_TENSOR_NAMES_H
#define ICL_MODEL_TENSOR_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/str.h"
#include "io/tensor.h"
#include "model/tensor_table.h"

enum container { CONTAINER_HF, CONTAINER_GGUF, N_CONTAINERS };

/* How a file's tensor differs from rows of [out][in]. */
enum storage_order {
	STORED_PLAIN,
	STORED_TRANSPOSED, /* [in][out]: GPT-2's Conv1D */
	STORED_PAIRS, /* of each head, rows i and i + R/2 lie side by side, of
			 the R that rotate */
	STORED_HEADS, /* q, k and v of one head of keys lie together: GPT-NeoX
		       */
	STORED_LESS_ONE, /* of a norm's weights: Gemma */
};

/* Rows of one of the model's tensors that one tensor of a file fills. */
struct slot {
	struct str name; /* its full name in a file of this container */
	enum tensor_id id;
	size_t layer;
	size_t first_row;  /* of the model's tensor */
	size_t rows, cols; /* in memory; cols 1 for a vector */
	bool vector;
	size_t folded; /* a vector that is [folded][..] in its file; 0: not */
	enum storage_order order;
	size_t turned; /* of each head, what STORED_PAIRS reorders */
	size_t group;  /* heads of queries to one of keys */
};

/* All slots of a model, sorted by name; names and array live in the arena. */
struct slot *tensor_names_slots(const struct model_config *c, enum container in,
    struct arena *a, size_t *n);

/* The slot of a name, which may lack the family's prefix; NULL if none. */
struct slot *tensor_names_find(enum family f, enum container in,
    struct slot *slots, size_t n, struct str name);

/* Buffers that files may carry and nothing reads. */
bool tensor_names_ignored(enum family f, enum container in, struct str name);

/* Sets the shape that the slot's tensor has in a file. */
void tensor_names_shape(const struct slot *s, struct tensor *t);

/* The name of the head, tied or not. */
struct str tensor_names_head(enum family f, enum container in);

/* The row of the slot's tensor in a file that its row r is, in all orders but
 * STORED_TRANSPOSED. */
size_t tensor_names_row(const struct slot *s, size_t head_dim, size_t r);

/*
 * A tensor's numbers in the file's order into memory [rows][cols], and back;
 * heads of head_dim rows matter to STORED_PAIRS and STORED_HEADS.
 */
void tensor_names_put(
    const struct slot *s, size_t head_dim, const float *file, float *memory);
void tensor_names_get(
    const struct slot *s, size_t head_dim, const float *memory, float *file);

#endif
