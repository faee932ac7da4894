/* How tokenizers split text: see pretok_presets.h. */
#include "tok/pretok_presets.h"

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
#define QWEN35                                                        \
	CONTRACTIONS                                                  \
	"|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?[\\\\p{L}\\\\p{M}]+|\\\\p{N}" \
	"| "                                                          \
	"?[^\\\\s\\\\p{L}\\\\p{M}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*["     \
	"\\\\r\\\\n]+"                                                \
	"|\\\\s+(?!\\\\S)|\\\\s+"
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

#define BYTES_LAST "," BYTE_LEVEL("false")
#define MARKS \
	"!-/:-~\\uff01-\\uff0f\\uff1a-\\uff5e\\u2018-\\u201f\\u3000-\\u3002"
#define CJK "\\u4e00-\\u9fa5\\u0800-\\u4e00\\uac00-\\ud7ff"

/* Letters of scripts with two cases, as this model lists them. */
#define CASED                                                          \
	"A-Za-z\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u01ba"   \
	"\\u01bc-\\u01bf\\u01c4-\\u0293\\u0295-\\u02af\\u0370-\\u0373" \
	"\\u0376\\u0377\\u037b-\\u037d\\u037f\\u0386\\u0388-\\u038a"   \
	"\\u038c\\u038e-\\u03a1\\u03a3-\\u03f5\\u03f7-\\u0481"         \
	"\\u048a-\\u052f\\u0531-\\u0556\\u10a0-\\u10c5\\u13a0-\\u13f5" \
	"\\u13f8-\\u13fd\\u1c90-\\u1cba\\u1cbd-\\u1cbf\\u1d00-\\u1d2b" \
	"\\u1d6b-\\u1d77\\u1d79-\\u1d9a\\u1e00-\\u1f15\\u1f18-\\u1f1d" \
	"\\u1f20-\\u1f45\\u1f48-\\u1f4d\\u1f50-\\u1f57\\u1f59\\u1f5b"  \
	"\\u1f5d\\u1f5f-\\u1f7d\\u1f80-\\u1fb4\\u1fb6-\\u1fbc\\u1fbe"  \
	"\\u1fc2-\\u1fc4\\u1fc6-\\u1fcc\\u1fd0-\\u1fd3\\u1fd6-\\u1fdb" \
	"\\u1fe0-\\u1fec\\u1ff2-\\u1ff4\\u1ff6-\\u1ffc\\u2102\\u2107"  \
	"\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2126\\u2128"   \
	"\\u212a-\\u212d\\u212f-\\u2134\\u2139\\u213c-\\u213f"         \
	"\\u2145-\\u2149\\u214e\\u2183\\u2184\\u2c00-\\u2c7b"          \
	"\\u2c7e-\\u2ce4\\u2ceb-\\u2cee\\u2cf2\\u2cf3\\ua640-\\ua66d"  \
	"\\ua680-\\ua69b\\ua722-\\ua76f\\ua771-\\ua787\\ua78b-\\ua78e" \
	"\\uab70-\\uabbf\\ufb00-\\ufb06\\ufb13-\\ufb17\\uff21-\\uff3a" \
	"\\uff41-\\uff5a\\ud801\\udc00-\\ud801\\udc4f"                 \
	"\\ud801\\udcb0-\\ud801\\udcd3\\ud801\\udcd8-\\ud801\\udcfb"   \
	"\\ud803\\udc80-\\ud803\\udcb2\\ud803\\udcc0-\\ud803\\udcf2"   \
	"\\ud806\\udca0-\\ud806\\udcdf\\ud83a\\udd00-\\ud83a\\udd43"

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
static const char deepseek_llm[] = WHOLE("null",
    SEQUENCE(SPLIT("[\\r\\n]") "," SPLIT("\\\\s?[" CASED "]+") "," SPLIT(
	"\\\\s?[" MARKS
	"]+") "," SPLIT("\\\\s+$") "," SPLIT("[" CJK
					     "]+") "," DIGITS BYTES_LAST));
static const char deepseek_coder[] = WHOLE("null",
    SEQUENCE(SPLIT("[\\r\\n]") "," SPLIT("\\\\s?\\\\p{L}+") "," SPLIT(
	"\\\\s?\\\\p{P}+") "," SPLIT("[" CJK "]+") "," DIGITS
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
static const char qwen35[] = BY_REGEX(NFC, QWEN35);
static const char llama3[] = BY_REGEX("null", LLAMA3);
static const char o200k[] = BY_REGEX("null", O200K);
static const char tekken[] = BY_REGEX("null", TEKKEN);

static const struct pretok_preset known[] = {
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
	{ "deepseek-llm", deepseek_llm, false, true },
	{ "deepseek-coder", deepseek_coder, false, true },
	{ "deepseek-v3", deepseek_v3, false, true },
	{ "qwen2", qwen2, false, false },
	{ "qwen35", qwen35, false, false },
	{ "stablelm2", qwen2, true, false },
	{ "deepseek-r1-qwen", qwen2, false, true },
	{ "llama-bpe", llama3, true, true },
	{ "llama3", llama3, true, true },
	{ "llama-v3", llama3, true, true },
	{ "chatglm-bpe", llama3, true, false },
	{ "glm4", llama3, true, false },
	{ "llama4", o200k, true, true },
	{ "gpt-4o", o200k, false, false },
	{ "tekken", tekken, true, true },
};

const struct pretok_preset *
pretok_preset_pre(struct str name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(name, str_of(known[i].name)))
			return &known[i];
	return NULL;
}

const char *
pretok_preset_gpt2(void)
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
pretok_preset_sentencepiece(bool space)
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
static const struct pretok_preset_ranks ranks[] = {
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

const struct pretok_preset_ranks *
pretok_preset_ranks(struct str name_or_sha256)
{
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (str_eq(name_or_sha256, str_of(ranks[i].name)) ||
		    str_eq(name_or_sha256, str_of(ranks[i].sha256)))
			return &ranks[i];
	return NULL;
}
