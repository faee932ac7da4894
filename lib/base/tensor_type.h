/*
 * How the numbers of a tensor are stored in files of models, whether
 * safetensors or GGUF: one after another, or in blocks that share scales.
 * lib/io finds them in a file, lib/nn multiplies by them as they are.
 */
#ifndef ICL_BASE_TENSOR_TYPE_H
#define ICL_BASE_TENSOR_TYPE_H

enum tensor_type {
	TENSOR_F32,
	TENSOR_F16,
	TENSOR_BF16,
	TENSOR_Q4_0,
	TENSOR_Q4_1,
	TENSOR_Q5_0,
	TENSOR_Q5_1,
	TENSOR_Q8_0,
	TENSOR_Q2_K,
	TENSOR_Q3_K,
	TENSOR_Q4_K,
	TENSOR_Q5_K,
	TENSOR_Q6_K,
	TENSOR_OTHER, /* known to the format, not to us; type_name says which */
	TENSOR_U8,    /* bytes, not numbers of a model */
};

#endif
