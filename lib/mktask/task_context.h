/*
 * The makers of examples, one a kind of task (Chen et al. 2022), and the
 * context that each of them gets.
 *
 * A maker turns a unit of sentences into one example.  Every random choice is
 * a function of the seed, the task, the document's id and the unit's number,
 * never of threads or of other documents' examples.
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

/* The types of text that cls tells apart. */
enum text_type {
	TEXT_ORIGINAL,
	TEXT_SHUFFLED,
	TEXT_OTHER,
	TEXT_MIXED,
	N_TEXT_TYPES
};

/* The kinds of tasks; icl-mktask(1) says what an example of each holds. */
enum task_kind { TASK_NSG, TASK_MWP, TASK_LPP, TASK_LPP_CLASS, TASK_CLS };

/* One of the tasks of --tasks; a cls task has a list of text types. */
struct task {
	enum task_kind kind;
	struct str name;                    /* as records have it */
	enum text_type types[N_TEXT_TYPES]; /* cls: a class each */
	size_t n_types;
};

enum { TASKS_MAX = 16 };

/* The options of icl-mktask that its makers know; ranges include both ends. */
struct task_options {
	struct task tasks[TASKS_MAX];
	size_t n_tasks;
	size_t sents_lo, sents_hi; /* sentences of a unit */
	size_t words_lo, words_hi; /* mwp: masked words */
	uint64_t per_doc;          /* examples of a task; 0: all */
	bool scatter;              /* mwp: single words, else a span */
	struct phrase_rule phrase; /* lpp, lpp-class */
	uint64_t seed;
};

/* Why a unit of sentences became no example of a task. */
enum skip_reason {
	SKIP_NONE,
	SKIP_SHORT,      /* too few words to ask for */
	SKIP_REPEATED,   /* the input contains the answer */
	SKIP_NO_PHRASE,  /* no last phrase that begins with a function word */
	SKIP_NO_TWIN,    /* no like text in the other documents */
	SKIP_SAME_ORDER, /* the sentences have no other order */
	SKIP_UNBALANCED, /* a quotation or bracket goes on past a sentence */
	N_SKIP_REASONS,
};

/* The documents that may borrow from one another; all threads read them. */
struct window {
	struct passage *v;
	size_t n;
	struct phrase_index phrases; /* if a task needs it */
};

/* The input of a maker: a unit, and where it comes from. */
struct task_context {
	const struct task_options *o;
	const struct window *window;
	size_t doc; /* the unit's document, an index into the window */
	const struct task *task;
	struct unit unit;
	uint64_t item;       /* number of the unit in its document */
	size_t class_no;     /* lpp-class, cls: the class wanted */
	struct arena *arena; /* for the example's texts */
};

/*
 * The makers fill in input, outputs and options of x, whose texts live in the
 * arena or in the window, or say why the unit gives no example.  That does not
 * depend on class_no, so that classes stay balanced.
 */
enum skip_reason nsg_make(const struct task_context *c, struct example *x);
enum skip_reason mwp_make(const struct task_context *c, struct example *x);
enum skip_reason lpp_make(const struct task_context *c, struct example *x);
enum skip_reason lpp_class_make(
    const struct task_context *c, struct example *x);
enum skip_reason cls_make(const struct task_context *c, struct example *x);

enum { N_SALTS = 8 }; /* random streams of one item */

/* True when the task borrows text from other documents. */
bool task_borrows(const struct task *t);

/* A hash of the task's name, which makes its random streams its own. */
uint64_t task_context_hash(const struct task *t);

/* The item's random stream of a number, salt, below N_SALTS. */
struct rng task_context_rng(const struct task_context *c, uint64_t salt);

/*
 * True when document doc of the window is not the unit's: it has another
 * index, and another id, since a document may come twice.
 */
bool task_context_elsewhere(const struct task_context *c, size_t doc);

/* The n texts with a space between, in the context's arena. */
struct str task_context_join(
    const struct task_context *c, const struct str *v, size_t n);

/* Makes output, which is not copied, the one output of x. */
void task_context_output(
    const struct task_context *c, struct example *x, struct str output);

#endif
