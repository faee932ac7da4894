/*
 * How the families write their configurations into files: a table of members
 * for each, by which config.json is read, checked and written and GGUF
 * metadata is read.  A further family is a further table here and one of names
 * in tensor_names.c; nothing else lists families.
 */
#ifndef ICL_MODEL_FAMILY_CONFIG_H
#define ICL_MODEL_FAMILY_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "model/config.h"

enum { FAMILY_MAX_MEMBERS = 14 };

/* The value of a size whose member is missing, and of one that is null. */
enum absence {
	ABSENT_ERROR, /* both are errors; of a text part, whose file leaves out
			 what is usual, `otherwise` unless that is 0 */
	ABSENT_DEFAULT,  /* `otherwise`; 0 follows from the others */
	ABSENT_NULLABLE, /* missing: `otherwise`, null: 0 */
};

/* A size: its name, another name for it, and its place in model_config. */
struct size_member {
	const char *name, *alias;
	size_t field;
	enum absence absent;
	size_t otherwise;
};

/* A number above 0; where it is nullable, null is none, and so is a missing one
 * without an `otherwise`. */
struct real_member {
	const char *name;
	size_t field;
	double otherwise;
	bool nullable;
	const char *key; /* in GGUF, after the architecture; NULL: none */
};

/* Which layers see a window only, if there is one and no list says. */
enum slide_rule {
	SLIDE_NEVER,
	SLIDE_ALL,
	SLIDE_LATE,     /* those from max_window_layers on */
	SLIDE_UNTURNED, /* those without rope */
	SLIDE_PERIOD,   /* all but the last of each slide_period */
	SLIDE_LOCAL,    /* attention_types says, else each second */
};

/* A switch that the decoder follows. */
struct bool_member {
	const char *name;
	size_t field;
	bool otherwise;
};

/* A switch of transformers that only has one position here; the other is
 * refused. */
struct fixed_member {
	const char *name;
	bool value;
};

/* A member that has one value here, a word or a number, or none: null. */
struct only_member {
	const char *name, *word;
	double number;
};

/* A name with a point is one of a member of an object that is a member. */
struct family_config {
	const char *name, *causal, *base; /* model_type, architectures[0] */
	const char *gguf; /* architecture, read as the first with it; or NULL */
	struct size_member sizes[FAMILY_MAX_MEMBERS];
	struct bool_member bools[FAMILY_MAX_MEMBERS];
	struct fixed_member fixed[FAMILY_MAX_MEMBERS];
	struct only_member only[FAMILY_MAX_MEMBERS];
	struct real_member reals[FAMILY_MAX_MEMBERS];
	enum slide_rule slides;
	size_t slide_period;
	const char *slide_switch;    /* without which none does; NULL: none */
	bool may_not_turn;           /* no_rope_layers says which do not */
	const char *same_width;      /* a size that must be the width's */
	const char *activation_name; /* absent, or NULL: the preset's */
	const char *eps_name;        /* NULL: always eps_default */
	const char *eps_key;         /* in GGUF, after the architecture */
	double eps_default;
	const char *std_name;
	const char *theta_name; /* NULL: 10000, or no rope */
	double theta_default;   /* 0: 10000 */
	const char *part_name;  /* of a head that rotates; NULL: all of it */
	double part_default;
	struct model_config preset; /* what no file says */
};

/* The table of a family, which lives for ever. */
const struct family_config *family_of(enum family f);

/* The member of a configuration that a table names by its offset. */
size_t *family_size(struct model_config *c, size_t field);
bool *family_bool(struct model_config *c, size_t field);
double *family_real(struct model_config *c, size_t field);

#endif
