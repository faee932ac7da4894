/* Libraries and kernels in words: see backend.h. */
#include "nn/backend.h"

#include "nn/cpu.h"
#include "nn/gemm.h"
#include "nn/matmul.h"

void
backend_describe(struct buf *to)
{
	buf_printf(to, "BLIS %s with %s kernels, own kernels %s, ",
	    gemm_release(), gemm_kernels(), cpu_isa_name(cpu_isa()));
	matmul_describe(to);
}
