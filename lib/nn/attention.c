/* Attention: see attention.h. */
#include "nn/attention.h"

void
attention_forward(const struct attention *a, size_t t_total, const float *q,
    const float *k, const float *v, float *out, float *lse)
{
	attention_forward_plain(a, t_total, q, k, v, out, lse);
}

void
attention_backward(const struct attention *a, size_t t_total, const float *q,
    const float *k, const float *v, const float *out, const float *lse,
    const float *d_out, float *dq, float *dk, float *dv)
{
	attention_backward_plain(
	    a, t_total, q, k, v, out, lse, d_out, dq, dk, dv);
}
