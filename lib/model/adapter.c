/* Adapters merged, weighed and freed: see adapter.h. */
#include "model/adapter.h"

#include <stdlib.h>

void
adapter_free(struct adapter *a)
{
	if (a == NULL)
		return;
	lora_free(a->lora);
	free(a->data);
	free(a);
}

void
adapter_changed(const struct adapter *a, const struct weights *w)
{
	if (a->lora != NULL)
		lora_measure(a->lora, w);
}

size_t
adapter_positions(const struct adapter *a)
{
	return a == NULL ? 0 : a->prefix.n;
}

int
adapter_merge(const struct adapter *a, struct weights *w, struct err *e)
{
	if (a->kind != ADAPTER_LORA)
		return err_set(e, "a prefix cannot be merged into the weights; "
				  "keep it beside the model");
	lora_merge(a->lora, w);
	return 0;
}

void
adapter_digest(const struct adapter *a, char hex[DIGEST_HEX])
{
	struct digest *d = digest_new();

	digest_add(d, &a->kind, sizeof a->kind);
	digest_add(d, &a->prefix.n, sizeof a->prefix.n);
	for (size_t i = 0; a->lora != NULL && i < a->lora->n_modules; i++) {
		const struct lora_module *m = &a->lora->modules[i];

		digest_add(d, &m->rank, sizeof m->rank);
		digest_add(d, &m->alpha, sizeof m->alpha);
	}
	if (a->lora != NULL && a->lora->dora)
		digest_add(d, "dora", 4);
	digest_add(d, a->data, a->n * sizeof *a->data);
	digest_finish(d, hex);
}
