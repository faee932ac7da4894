/*
 * The examples that episodes are made of: by task, at most a capped seeded
 * sample of each.  Which examples stay is a function of the seed, the task and
 * their number within it, so memory is bounded by tasks, cap and the examples'
 * size, whatever the length of the stream.
 */
#ifndef ICL_EPISODE_POOL_H
#define ICL_EPISODE_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/texts.h"
#include "episode/example_reader.h"

/* Where the options of an example, its query's candidates, come from. */
enum candidates {
	CANDIDATES_RECORD,  /* its record */
	CANDIDATES_COLLECT, /* the outputs that its task has, sorted */
	CANDIDATES_NONE,    /* it has none: its answer is generated */
};
#define CANDIDATES_NAMES "record|collect|none"

enum { POOL_TASKS_MAX = 1 << 16 };

/* The label of an example whose output is none of its task's options. */
#define NO_LABEL SIZE_MAX

/*
 * One example, with its texts in one block of memory, which free() gives back.
 * Only options may belong to the task instead.
 */
struct pool_example {
	struct str input, id, instruction;
	struct texts outputs, options;
	const struct str *members; /* as in layout_values */
	const char *stream;        /* the FILE it is from */
	uint64_t line;             /* and its line there */
	uint64_t number;           /* within its task, from 0 */
	uint64_t rank;             /* the lowest ranks stay */
	uint64_t same;             /* equal: not in one episode as query */
	size_t label; /* index of its output in the task's options */
	bool demo_only, relabel;
};

/*
 * The examples of one task.  While the pool is filled, v is a heap by rank and
 * only name, family, n and n_seen may be read.
 */
struct pool_task {
	struct str name;
	struct str family;       /* the task itself where none was given */
	struct pool_example **v; /* by number once pool_finish was called */
	size_t n, cap;
	uint64_t n_seen;
	/* the label space: one option list for all of them, else empty */
	struct texts labels;
	bool labels_differ;
	bool relabel; /* an example was marked so */
	/* indices by label: those of label c are by_label[starts[c]] up to
	 * by_label[starts[c + 1]]; NULL without a label space */
	size_t *by_label, *starts;
};

/* Filled by pool_add, finished once, and only read afterwards. */
struct pool {
	uint64_t seed;
	size_t cap; /* examples kept of a task */
	enum candidates candidates;
	size_t n_members;
	struct pool_task **tasks; /* by name once pool_finish was called */
	size_t n_tasks, cap_tasks;
	size_t *slots; /* hash table of indices into tasks, + 1 */
	size_t n_slots;
	uint64_t n_kept, n_over; /* over the cap */
};

/* cap is at least 1; n_members is layout_members.n of the run. */
void pool_init(struct pool *p, uint64_t seed, size_t cap, size_t n_members);
void pool_release(struct pool *p);

/* An example_reader_fn that adds a copy of the example to the pool. */
int pool_add(void *pool, const struct example_reader_item *item, struct err *e);

/* Orders tasks and their examples and works out label spaces; once. */
void pool_finish(struct pool *p);

/* The task of that name in a finished pool, or NULL. */
const struct pool_task *pool_find(const struct pool *p, struct str name);

/*
 * Puts "stream:line: " of the example before the message, as every message
 * about an example has it; returns -1.
 */
int pool_example_err(const struct pool_example *x, struct err *e);

/* A block of its own for an example, given back by free(). */
struct pool_example *pool_example_new(
    const struct example_reader_item *item, size_t n_members);

#endif
