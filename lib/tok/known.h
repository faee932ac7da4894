/*
 * How tokenizers whose files do not say it split text: the normalizer and
 * pre-tokenizer, spelled as a tokenizer.json would.
 */
#ifndef ICL_TOK_KNOWN_H
#define ICL_TOK_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct known {
	const char *name;  /* of a GGUF's tokenizer.ggml.pre */
	const char *split; /* {"normalizer":…,"pre_tokenizer":…} */
	bool whole;        /* ignore_merges */
	bool adds_bos;     /* unless the file says otherwise */
};

/* NULL when the name is not known. */
const struct known *known_pre(struct str name);

/* The split of GPT-2. */
const char *known_gpt2(void);

/* The split, and the decoder, of SentencePiece's BPE as Llama 2 has it; space:
 * each text gets one put before it. */
const char *known_sentencepiece(bool space);

/*
 * A .tiktoken file by its sha256, or a pattern by its name: "gpt2", "cl100k",
 * "o200k"; NULL when it is neither.
 */
struct known_ranks {
	const char *name, *sha256;
	const char *pattern; /* in tiktoken's form */
	const char *split;   /* the same as a tokenizer.json would say it */
	uint32_t eot;        /* id of <|endoftext|> */
	const char *more;    /* further special tokens: "id text\n…" */
};
const struct known_ranks *known_ranks(struct str name_or_sha256);

#endif
