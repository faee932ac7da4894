/*
 * A layout says how an example becomes pieces: the text around its input
 * and output, and which side is scored.  layout_read.h reads layouts, this
 * module writes examples with them.  The members, named as in a layout file:
 *
 *   prefix         once, before the first example, never dropped; left out
 *                  when it asks for an instruction and there is none
 *   input, output  direct: in this order, the output is scored
 *   channel        its output and then its input, which is scored
 *   sep            before every example but the first, in its first piece
 *   sep_empty      instead of sep before an example without an input
 *   end            a layout piece behind each example, written when asked for
 *                  (or always, "end_always":true)
 *   labels         words for label texts
 *   options        how {options} lists the options: "sep" between them and, if
 *                  they are lettered, "letters" from which on and "dot" behind
 *   answer         "letter": the output is written as its option's letter
 *
 * So a separator between input and output belongs to the scored side.
 */
#ifndef ICL_EPISODE_LAYOUT_H
#define ICL_EPISODE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/str.h"
#include "io/episode.h"

/* Which side is scored; method_name is what records and options call it. */
enum method {
	METHOD_DIRECT,  /* the output, behind its input */
	METHOD_CHANNEL, /* the input, behind its output */
};
#define METHOD_NAMES "direct|channel"
enum { N_METHODS = 2 };
struct str method_name(enum method m);

/* The texts of one example, borrowed. */
struct layout_values {
	struct str input, output, instruction;
	struct str options;        /* as layout_options_text lists them */
	const struct str *members; /* one for each of layout_members' names */
};

enum layout_source {
	FROM_LAYOUT, /* the part's own text */
	FROM_INPUT,
	FROM_OUTPUT,
	FROM_INSTRUCTION,
	FROM_OPTIONS,
	FROM_MEMBER,
};

/* A stretch of a piece. */
struct layout_part {
	enum layout_source source;
	struct str text; /* FROM_LAYOUT */
	size_t member;   /* FROM_MEMBER: index into layout_members */
};

/* The template of one piece: its parts one behind the other. */
struct layout_item {
	struct layout_part *parts;
	size_t n;
	char role; /* enum role of the piece */
};

struct layout_items {
	struct layout_item *v;
	size_t n;
};

/* Made by layout_read, and only read afterwards. */
struct layout {
	struct arena texts; /* holds everything below */
	struct str name, sep, sep_empty, end;
	struct str stop; /* ends an answer that is generated */
	bool end_always;
	bool selfsup;     /* trains every output unless told otherwise */
	bool has_channel; /* else only the direct method */
	bool asks_instruction;
	bool asks_options; /* a piece has {options} */
	bool by_letter;    /* the output is written as a letter */
	struct str option_sep, dot;
	char letter; /* of the first option; '\0': they have none */
	struct layout_items prefix, input, output;
	struct layout_items channel_output, channel_input;
	struct texts labels, words; /* a word for each label */
};

struct layout_options {
	enum method method;
	bool later;     /* a separator comes before it */
	bool terminate; /* the end is written and under loss as the scored side
			 */
	bool loss;      /* the scored side is under loss */
	bool loss_all;  /* every piece is */
};

/*
 * One example as pieces in the arena.  Texts of v are pointed to where no
 * layout text joins them, so they must live as long as the pieces.
 */
struct pieces layout_example(const struct layout *l,
    const struct layout_values *v, struct layout_options how, struct arena *a);

/* The options as the layout lists them, in the arena. */
struct str layout_options_text(
    const struct layout *l, struct texts words, struct arena *a);

/*
 * The bytes of that text for labels that the layout words, or whose words are
 * min bytes long if that is more.
 */
size_t layout_options_size(
    const struct layout *l, struct texts labels, size_t min);

/* The letter of option i, from 0: A, B, ... Z, AA, or 1, 2, 3, in the arena. */
struct str layout_letter(const struct layout *l, size_t i, struct arena *a);

size_t pieces_size(struct pieces list); /* bytes of all texts */

/* The bytes of layout_example's pieces together. */
size_t layout_size(const struct layout *l, const struct layout_values *v,
    struct layout_options how);

/* The pieces before the first example, in the arena; often none. */
struct pieces layout_prefix(const struct layout *l,
    const struct layout_values *v, bool loss, struct arena *a);

/* The bytes of layout_prefix's pieces together. */
size_t layout_prefix_size(
    const struct layout *l, const struct layout_values *v);

/*
 * How many leading pieces of an example all candidates of a query share:
 * those of a direct example before its output, none of a channel one.
 */
size_t layout_n_shared(const struct layout *l, enum method method);

/*
 * The layout's own words before the data in its scored pieces, "" when there
 * are none: the model would have to generate them, and they count in its score.
 */
struct str layout_words_left(const struct layout *l, enum method method);

/* The layout's word for a label, the label itself when it has none. */
struct str layout_label(const struct layout *l, struct str label);

#endif
