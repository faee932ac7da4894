/*
 * How tokenizers whose files do not say it split text: their normalizer and
 * pre-tokenizer, which are written as a tokenizer.json would have them.
 */
#ifndef ICL_TOK_PRETOK_PRESETS_H
#define ICL_TOK_PRETOK_PRESETS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct pretok_preset_step;

struct pretok_preset {
	const char *name; /* of a GGUF's tokenizer.ggml.pre */
	bool nfc;         /* the normalizer is NFC; else there is none */
	const struct pretok_preset_step *steps; /* of the pre-tokenizer */
	bool ignore_merges; /* of the BPE, as in a tokenizer.json */
	bool adds_bos;      /* unless the file says otherwise */
};

/* NULL when the name is not known. */
const struct pretok_preset *pretok_preset(struct str name);

/* Adds {"normalizer":…,"pre_tokenizer":…}. */
void pretok_preset_put(struct buf *out, const struct pretok_preset *k);

/*
 * Adds the same for a pattern.  drop_gaps: what lies between its matches is
 * left out, as tiktoken does; else it is words too.
 */
void pretok_preset_put_regex(
    struct buf *out, struct str pattern, bool drop_gaps);

/*
 * Adds normalizer, pre-tokenizer and decoder of SentencePiece's BPE.  prefix:
 * each text gets a space put before it.  squeeze: before that, spaces at its
 * ends go and several side by side become one.
 */
void pretok_preset_put_sentencepiece(
    struct buf *out, bool prefix, bool squeeze);

/*
 * A file of ranks that is known by its sha256, or the pattern of one.  Special
 * tokens are lines "N text", N being added to the first id past the ranks.
 */
struct pretok_preset_ranks {
	const char *name, *sha256;
	const char *pattern; /* in tiktoken's form */
	const char *preset;  /* the one that splits the same */
	uint32_t first;      /* id of N = 0 in the known file */
	const char *special; /* of every file that is split so */
	const char *more;    /* of the known file alone */
};

/* By the file's sha256 or the pattern's name, "gpt2", "cl100k", "o200k",
 * "llama3" or "llama4"; NULL when it is neither. */
const struct pretok_preset_ranks *pretok_preset_ranks(
    struct str name_or_sha256);

#endif
