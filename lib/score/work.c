/* The ids that a model has to go through: see work.h. */
#include "score/work.h"

#include <sys/stat.h>

#include "io/reader.h"

uint64_t
work_of_query(const struct token_query *q, size_t generate)
{
	uint64_t n = q->shared.n + (q->n_candidates == 0 ? generate : 0);

	for (size_t i = 0; i < q->n_candidates; i++)
		n += q->candidates[i].ids.n;
	return n;
}

static uint64_t
work_of_record(const struct token_record *rec, size_t generate)
{
	switch (rec->type) {
	case EPISODE_TRAIN:
		return rec->train.ids.n;
	case EPISODE_SET:
		return rec->set.ids.n;
	case EPISODE_QUERY:
		return work_of_query(&rec->query, generate);
	}
	return 0;
}

static bool
are_regular(const char *const *files, size_t n)
{
	struct stat st;

	for (size_t i = 0; i < n; i++)
		if (stat(files[i], &st) != 0 || !S_ISREG(st.st_mode))
			return false;
	return n > 0;
}

uint64_t
work_of_files(const char *const *files, size_t n, size_t generate)
{
	struct reader *r;
	struct arena a = { 0 };
	struct token_vocab vocab;
	struct token_record rec;
	struct err why; /* the run itself tells it */
	uint64_t work = 0;
	int rc = -1;

	if (!are_regular(files, n))
		return 0;
	r = reader_new(files, n);
	if (reader_begin(r, 1u << KIND_TOKENS, &why) == 0 &&
	    token_vocab_read(r, &vocab, &why) == 0)
		while ((rc = token_next(r, &vocab, &a, &rec, &why)) > 0) {
			work += work_of_record(&rec, generate);
			arena_reset(&a);
		}
	arena_release(&a);
	reader_free(r);
	return rc < 0 ? 0 : work;
}
