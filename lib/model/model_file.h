/*
 * A model on disk, opened: a Hugging Face folder or a .gguf file, its
 * configuration, and for each slot of the model the tensor that fills it.
 * Files stay mapped until the free; the bytes of tensors point into them.
 */
#ifndef ICL_MODEL_MODEL_FILE_H
#define ICL_MODEL_MODEL_FILE_H

#include "base/err.h"
#include "base/mem.h"
#include "model/config.h"
#include "model/tensor_names.h"

struct gguf;
struct safetensors;

struct model_file {
	enum container in;
	struct gguf *gguf; /* one of the two containers */
	struct safetensors *folder;
	struct model_config config;
	struct slot *slots;           /* [n] sorted by name */
	const struct tensor **filled; /* [n] each of a type that is read */
	size_t n;
	const struct tensor *head; /* of a tied model that has it; or NULL */
	struct arena arena;        /* of the names */
};

/*
 * A tensor that the model has no slot for, a slot without a tensor, a tensor
 * of another shape or of a type that is not read here are errors.
 */
struct model_file *model_file_open(const char *path, struct err *e) MUST_CHECK;
void model_file_free(struct model_file *f);

/* Gives back the memory of a tensor's bytes, which can still be read. */
void model_file_forget(const struct tensor *t);

#endif
