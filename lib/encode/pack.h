/*
 * Plain text as records: documents joined by the end-of-text token and cut
 * into windows of the context, so that nothing is dropped.
 */
#ifndef ICL_ENCODE_PACK_H
#define ICL_ENCODE_PACK_H

#include "base/mem.h"
#include "tok/bpe.h"
#include "encode/fit.h"

struct pack {
	uint32_t ctx;
	int64_t bos, eot; /* -1: none */
	struct id_buf ids;
	struct buf loss;     /* a byte an id: whether it is to be predicted */
	struct buf id, task; /* of the document that began the window */
	bool full;           /* what is in it was given out */
};

void pack_release(struct pack *p);

/*
 * Takes ids of a document from *at on, until the window is full: 1 and a
 * record that is good until the next call, 0 when the document is used up,
 * -1 when there is no token to join by.  Call until it gives 0.
 */
int pack_document(struct pack *p, const struct episode *ep,
    struct fit_example doc, size_t *at, struct arena *a,
    struct token_episode *out, struct counts *c, struct err *e) MUST_CHECK;

/* 1 and what is left in the window at the end, 0 when nothing is to learn. */
int pack_rest(struct pack *p, struct arena *a, struct token_episode *out,
    struct counts *c);

#endif
