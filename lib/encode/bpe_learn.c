/* Learning a BPE from a stream of texts: see bpe_learn.h. */
#include "encode/bpe_learn.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "io/document.h"

/* Lines of a text with their ends, or the texts of documents. */
static int
add_one(struct bpe_train *t, bool text, struct str line, struct buf *scratch,
    struct arena *a, struct err *e)
{
	struct document doc;
	size_t good = utf8_valid(line);

	if (good != line.n)
		return err_set(e,
		    "not UTF-8 at byte %zu of the line; repair it with "
		    "icl-segment --repair or iconv",
		    good);
	buf_reset(scratch);
	buf_str(scratch, line);
	buf_byte(scratch, '\n');
	if (text)
		return bpe_train_add(t, buf_view(scratch), e);
	if (document_parse(buf_view(scratch), a, &doc, e))
		return -1;
	return bpe_train_add(t, doc.text, e);
}

static int
add_all(const struct bpe_learn_options *l, struct bpe_train *t,
    struct reader *r, void (*tick)(void *ctx, uint64_t count), void *ctx,
    struct bpe_learn_counts *c, struct err *e)
{
	bool text = reader_kind(r) == KIND_TEXT;
	struct buf scratch = { 0 };
	struct arena a = { 0 };
	struct str line;
	uint64_t n = 0;
	int rc;

	while ((rc = reader_line(r, &line, e)) > 0) {
		if (add_one(t, text, line, &scratch, &a, e)) {
			if (!l->skip_bad) {
				rc = reader_err(r, e);
				break;
			}
			c->bad++;
		}
		arena_reset(&a);
		tick(ctx, ++n);
	}
	arena_release(&a);
	buf_release(&scratch);
	return rc;
}

static struct str *
split_list(const char *list, size_t *n)
{
	struct str *v = NULL;
	size_t cap = 0;

	for (*n = 0; list != NULL && *list != '\0';) {
		const char *comma = strchr(list, ',');
		size_t len =
		    comma == NULL ? strlen(list) : (size_t)(comma - list);

		v = mem_grow(v, &cap, *n + 1, sizeof *v);
		v[(*n)++] = (struct str){ list, len };
		list += len + (comma != NULL);
	}
	return v;
}

int
bpe_learn_run(const struct bpe_learn_options *l, struct reader *r,
    struct buf *json, void (*tick)(void *ctx, uint64_t count), void *ctx,
    struct bpe_learn_counts *c, struct err *e)
{
	struct bpe_train_options o = l->train;
	struct str *special = split_list(l->special, &o.n_special);
	struct tokenizer *made = NULL;
	struct bpe_train *t;
	int rc = -1;

	*c = (struct bpe_learn_counts){ 0 };
	o.special = special;
	t = bpe_train_new(&o, e);
	if (t != NULL && add_all(l, t, r, tick, ctx, c, e) == 0)
		made = bpe_train_finish(t, e);
	if (made != NULL) {
		c->dropped = bpe_train_dropped(t, &c->most_dropped);
		c->entries = tokenizer_size(made);
		rc = tokenizer_write_json(made, json, e);
	}
	bpe_train_free(t); /* still looks into what it made */
	tokenizer_free(made);
	free(special);
	return rc;
}
