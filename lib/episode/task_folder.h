/*
 * A task folder as MetaICL's, T being its name:
 *
 *   T_{k}_{seed}_train.jsonl   the shots
 *   T_{k}_{seed}_test.jsonl    the queries, or for all of them T_test.jsonl
 *
 * also compressed, with .zst behind.
 */
#ifndef ICL_EPISODE_TASK_FOLDER_H
#define ICL_EPISODE_TASK_FOLDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "episode/example_reader.h"
#include "episode/pool.h"

/* Examples in their order; owns them unless borrowed. */
struct example_list {
	bool borrowed;
	struct pool_example **v;
	size_t n, cap;
	size_t n_members; /* of each; set before the first is added */
};

/* An example_reader_fn that adds a copy of the example to a list it owns. */
int example_list_add(
    void *list, const struct example_reader_item *item, struct err *e);
/* Adds an example of someone else's to a borrowed list. */
void example_list_take(struct example_list *list, struct pool_example *x);
void example_list_release(struct example_list *list);

/* The names of a folder's files; none is opened yet. */
struct task_folder;
struct task_folder *task_folder_open(
    const char *path, struct err *e) MUST_CHECK;
void task_folder_free(struct task_folder *f);
struct str task_folder_task(const struct task_folder *f);

/*
 * The shots of the file for k, or without one of the smallest larger, k at
 * least; out is replaced.
 */
int task_folder_shots(const struct task_folder *f, uint64_t k, uint64_t seed,
    struct example_reader *in, struct example_list *out,
    struct err *e) MUST_CHECK;

/*
 * The path of the queries for k and seed: the file for both, or without one
 * of the smallest larger k, or the one for all.  NULL when there is none.
 * Good as long as the folder.
 */
const char *task_folder_tests(
    const struct task_folder *f, uint64_t k, uint64_t seed, struct err *e);

#endif
