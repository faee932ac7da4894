/* How tokenizers split text: see known.h. */
#include "tok/known.h"

#include <stddef.h>

#include "tok/scan.h"

#define BYTE_LEVEL(regex)                                     \
	"{\"type\":\"ByteLevel\",\"add_prefix_space\":false," \
	"\"trim_offsets\":true,\"use_regex\":" regex "}"
#define DIGITS "{\"type\":\"Digits\",\"individual_digits\":true}"
#define SEQUENCE(list) "{\"type\":\"Sequence\",\"pretokenizers\":[" list "]}"
#define SPLIT(re)                                          \
	"{\"type\":\"Split\",\"pattern\":{\"Regex\":\"" re \
	"\"},\"behavior\":\"Isolated\",\"invert\":false}"
#define NFC "{\"type\":\"NFC\"}"
#define WHOLE(normalizer, pre_tokenizer) \
	"{\"normalizer\":" normalizer ",\"pre_tokenizer\":" pre_tokenizer "}"
#define BY_REGEX(normalizer, re) \
	WHOLE(normalizer, SEQUENCE(SPLIT(re) "," BYTE_LEVEL("false")))

/* Patterns as JSON strings. */
#define CONTRACTIONS "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define REST_CL100K                                                     \
	"| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+" \
	"|\\\\s+(?!\\\\S)|\\\\s+"
#define LLAMA3                                                  \
	CONTRACTIONS "|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+" \
		     "|\\\\p{N}{1,3}" REST_CL100K
#define QWEN2                                                   \
	CONTRACTIONS "|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+" \
		     "|\\\\p{N}" REST_CL100K
#define UPPER "[\\\\p{Lu}\\\\p{Lt}\\\\p{Lm}\\\\p{Lo}\\\\p{M}]"
#define LOWER "[\\\\p{Ll}\\\\p{Lm}\\\\p{Lo}\\\\p{M}]"
#define BEFORE "[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?"
#define REST_O200K                                                       \
	"| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n/]*|\\\\s*[\\\\r\\\\n]+" \
	"|\\\\s+(?!\\\\S)|\\\\s+"
#define O200K                                                               \
	BEFORE UPPER "*" LOWER "+" CONTRACTIONS "?|" BEFORE UPPER "+" LOWER \
		     "*" CONTRACTIONS "?|\\\\p{N}{1,3}" REST_O200K
#define TEKKEN                                             \
	BEFORE UPPER "*" LOWER "+|" BEFORE UPPER "+" LOWER \
		     "*|\\\\p{N}" REST_O200K

static const char gpt2[] = WHOLE("null", BYTE_LEVEL("true"));
static const char digits[] =
    WHOLE("null", SEQUENCE(DIGITS "," BYTE_LEVEL("true")));
static const char command_r[] =
    WHOLE(NFC, SEQUENCE(DIGITS "," BYTE_LEVEL("true")));
static const char neox[] = WHOLE(NFC, BYTE_LEVEL("true"));
static const char falcon[] = WHOLE("null",
    SEQUENCE("{\"type\":\"Punctuation\",\"behavior\":\"Contiguous\"}"
	     "," BYTE_LEVEL("true") ",{\"type\":\"Digits\","
				    "\"individual_digits\":false}," SPLIT(
					"[0-9][0-9][0-9]")));
static const char deepseek_coder[] = WHOLE("null",
    SEQUENCE(SPLIT("[\\r\\n]") "," SPLIT("\\\\s?\\\\p{L}+") "," SPLIT(
	"\\\\s?\\\\p{P}+") "," SPLIT("[\\u4e00-\\u9fa5\\u0800-\\u4e00\\uac00-"
				     "\\ud7ff]+") "," DIGITS
						  "," BYTE_LEVEL("false")));
static const char deepseek_v3[] = WHOLE("null",
    SEQUENCE(SPLIT("\\\\p{N}{1,3}") "," SPLIT(
	"[\\u4e00-\\u9fa5\\u3040-"
	"\\u309f\\u30a0-\\u30ff]+") "," SPLIT("[!\\\"#$%&'()*+,\\\\-./"
					      ":;<=>?@\\\\[\\\\\\\\\\\\]^_`{|}~"
					      "]"
					      "[A-Za-z]+|[^\\r\\n\\\\p{L}\\\\p{"
					      "P}\\\\p{S}]?"
					      "[\\\\p{L}\\\\p{M}]+| "
					      "?[\\\\p{P}\\\\p{S}]+[\\r\\n]*"
					      "|\\\\s*[\\r\\n]+|\\\\s+(?!\\\\S)"
					      "|\\\\s+") "," BYTE_LEVEL("fals"
									"e")));
static const char bloom[] = WHOLE(
    "null", SEQUENCE(SPLIT(" ?[^(\\\\s|[.,!?\\u2026\\u3002\\uff0c\\u3001\\u0964"
			   "\\u06d4\\u060c])]+") "," BYTE_LEVEL("false")));
static const char qwen2[] = BY_REGEX(NFC, QWEN2);
static const char llama3[] = BY_REGEX("null", LLAMA3);
static const char o200k[] = BY_REGEX("null", O200K);
static const char tekken[] = BY_REGEX("null", TEKKEN);

static const struct known known[] = {
	{ "gpt-2", gpt2, false, false },
	{ "phi-2", gpt2, false, false },
	{ "smollm", digits, false, false },
	{ "starcoder", digits, false, false },
	{ "refact", digits, false, false },
	{ "codeshell", digits, false, false },
	{ "command-r", command_r, false, true },
	{ "mpt", neox, false, false },
	{ "olmo", neox, false, false },
	{ "falcon", falcon, false, false },
	{ "bloom", bloom, false, false },
	{ "dbrx", llama3, false, false },
	{ "deepseek-coder", deepseek_coder, false, true },
	{ "deepseek-v3", deepseek_v3, false, true },
	{ "qwen2", qwen2, false, false },
	{ "deepseek-r1-qwen", qwen2, false, true },
	{ "llama-bpe", llama3, true, true },
	{ "llama3", llama3, true, true },
	{ "llama-v3", llama3, true, true },
	{ "gpt-4o", o200k, false, false },
	{ "tekken", tekken, true, true },
};

const struct known *
known_pre(struct str name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(name, str_of(known[i].name)))
			return &known[i];
	return NULL;
}

const char *
known_gpt2(void)
{
	return gpt2;
}

#define REPLACE(from, to)                                              \
	"{\"type\":\"Replace\",\"pattern\":{\"String\":\"" from "\"}," \
	"\"content\":\"" to "\"}"
#define MARK "\xe2\x96\x81"
#define DECODER(strip)                                               \
	"\"decoder\":{\"type\":\"Sequence\",\"decoders\":[" REPLACE( \
	    MARK, " ") ",{\"type\":\"ByteFallback\"},"               \
		       "{\"type\":\"Fuse\"}" strip "]}"

const char *
known_sentencepiece(bool space)
{
	static const char with[] =
	    "{\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":["
	    "{\"type\":\"Prepend\",\"prepend\":\"" MARK
	    "\"}," REPLACE(" ", MARK) "]},\"pre_tokenizer\":null," DECODER(
		",{\"type\":\"Strip\",\"content\":\" \",\"start\":1,"
		"\"stop\":0}") "}";
	static const char without[] = "{\"normalizer\":" REPLACE(
	    " ", MARK) ",\"pre_tokenizer\":null," DECODER("") "}";

	return space ? with : without;
}

/* Published digests and special tokens of the files by OpenAI. */
static const struct known_ranks ranks[] = {
	{ "gpt2",
	    "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
	    SCAN_GPT2_POSSESSIVE, gpt2, 50256, "" },
	{ "cl100k",
	    "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
	    SCAN_CL100K, llama3, 100257,
	    "100258 <|fim_prefix|>\n100259 <|fim_middle|>\n"
	    "100260 <|fim_suffix|>\n100276 <|endofprompt|>\n" },
	{ "o200k",
	    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
	    SCAN_O200K, o200k, 199999, "200018 <|endofprompt|>\n" },
};

const struct known_ranks *
known_ranks(struct str name_or_sha256)
{
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (str_eq(name_or_sha256, str_of(ranks[i].name)) ||
		    str_eq(name_or_sha256, str_of(ranks[i].sha256)))
			return &ranks[i];
	return NULL;
}
