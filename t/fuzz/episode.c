/* Episodes: any line is read or refused; what is read is written and shown. */
#include <assert.h>
#include <stdint.h>

#include "io/episode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_record(struct buf *out, const struct episode_record *r)
{
	buf_reset(out);
	if (r->type == EPISODE_TRAIN)
		episode_write(out, &r->train);
	else if (r->type == EPISODE_SET)
		eval_set_write(out, &r->set);
	else
		query_write(out, &r->query);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str line = { (const char *)data, size };
	struct arena a = { 0 };
	struct buf once = { 0 }, twice = { 0 };
	struct episode_record r;
	struct err e;

	if (episode_parse(line, &a, &r, &e) == 0) {
		write_record(&once, &r);
		assert(episode_parse(buf_view(&once), &a, &r, &e) == 0);
		write_record(&twice, &r);
		assert(str_eq(buf_view(&once), buf_view(&twice)));
		episode_show(&twice, &r);
	}
	buf_release(&once);
	buf_release(&twice);
	arena_release(&a);
	return 0;
}
