/*
 * How tokenizers whose files do not say it split text: the normalizer and
 * pre-tokenizer, spelled as a tokenizer.json would.
 */
#ifndef ICL_TOK_PRETOK_PRESETS_H
#define ICL_TOK_PRETOK_PRESETS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct pretok_preset {
	const char *name;  /* of a GGUF's tokenizer.ggml.pre */
	const char *split; /* {"normalizer":…,"pre_tokenizer":…} */
	bool ignore_merges;        /* ignore_merges */
	bool adds_bos;     /* unless the file says otherwise */
};

/* NULL when the name is not known. */
const struct pretok_preset *pretok_preset_pre(struct str name);

/* The split of GPT-2. */
const char *pretok_preset_gpt2(void);

/* The split, and the decoder, of SentencePiece's BPE as Llama 2 has it; space:
 * each text gets one put before it. */
const char *pretok_preset_sentencepiece(bool space);

/*
 * A .tiktoken file by its sha256, or a pattern by its name: "gpt2", "cl100k",
 * "o200k"; NULL when it is neither.
 */
struct pretok_preset_ranks {
	const char *name, *sha256;
	const char *pattern; /* in tiktoken's form */
	const char *split;   /* the same as a tokenizer.json would say it */
	uint32_t eot;        /* id of <|endoftext|> */
	const char *more;    /* further special tokens: "id text\n…" */
};
const struct pretok_preset_ranks *pretok_preset_ranks(
    struct str name_or_sha256);

#endif
