/*
 * What the maker of one example is given, and what the makers of the
 * self-supervised tasks (Chen et al. 2022) share.  Every choice is a function
 * of the seed, the task, the document's id and the item's number, never of
 * threads.
 */
#ifndef ICL_MKTASK_TASK_CONTEXT_H
#define ICL_MKTASK_TASK_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/rng.h"
#include "io/example.h"
#include "mktask/passage.h"
#include "mktask/phrase.h"

enum text_type { ORIGINAL, SHUFFLED, OTHER, MIXED, N_TEXT_TYPES };

enum task_kind { TASK_NSG, TASK_MWP, TASK_LPP, TASK_LPP_CLASS, TASK_CLS };

struct task {
	enum task_kind kind;
	struct str name;                    /* of the record's task */
	enum text_type types[N_TEXT_TYPES]; /* cls: its classes in order */
	size_t n_types;
};

enum { TASKS_MAX = 16 };

struct task_options {
	struct task tasks[TASKS_MAX];
	size_t n_tasks;
	size_t sents_lo, sents_hi;
	size_t words_lo, words_hi; /* masked ones */
	uint64_t per_doc;          /* examples of each task; 0: all */
	bool scatter;              /* mwp: single words, else a span */
	struct phrase_rule phrase;
	uint64_t seed;
};

/* Why a unit of sentences became no example of a task. */
enum skip_reason {
	SKIP_NONE,
	SKIP_SHORT,     /* too few words to ask for */
	SKIP_COPY,      /* the answer stands elsewhere in the input */
	SKIP_PHRASE,    /* no last phrase that begins with a function word */
	SKIP_ELSEWHERE, /* nothing alike in the other documents */
	SKIP_ORDER,     /* the sentences have no other order */
	SKIP_QUOTES,    /* a quotation or bracket goes on past a sentence */
	N_SKIP_REASONS,
};

/* Documents of which one may take from the others; read by all threads. */
struct window {
	struct passage *v;
	size_t n;
	struct phrase_index phrases;
};

/* What the maker of an example is given. */
struct task_context {
	const struct task_options *o;
	const struct window *window;
	size_t own; /* index of the document in the window */
	const struct task *task;
	struct unit unit;
	uint64_t item;       /* number of the unit in its document */
	size_t class_no;     /* lpp-class, cls: the class it shall have */
	struct arena *arena; /* for the example's texts */
};

/*
 * Fill in input, outputs and options of x.  Whether an item can be made does
 * not depend on class_no, so that classes stay balanced.
 */
enum skip_reason nsg_make(const struct task_context *s, struct example *x);
enum skip_reason mwp_make(const struct task_context *s, struct example *x);
enum skip_reason lpp_make(const struct task_context *s, struct example *x);
enum skip_reason lpp_class_make(
    const struct task_context *s, struct example *x);
enum skip_reason cls_make(const struct task_context *s, struct example *x);

enum { N_SALTS = 8 }; /* generators of one item */

/* True when it takes material from other documents. */
bool task_lends(const struct task *t);

/* Of the task's name, for generators. */
uint64_t task_context_hash(const struct task *t);

/* A generator of this item; salt is below N_SALTS. */
struct rng task_context_rng(const struct task_context *s, uint64_t salt);

/* Whether a document of the window is another one, by place and by name. */
bool task_context_elsewhere(const struct task_context *s, size_t doc);

/* The n texts with a space between, in the scene's arena. */
struct str task_context_join(
    const struct task_context *s, const struct str *v, size_t n);

/* Makes it the one output; its text is not copied. */
void task_context_output(
    const struct task_context *s, struct example *x, struct str output);

#endif
