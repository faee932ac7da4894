/* How tokenizers split text: see pretok_presets.h. */
#include "tok/pretok_presets.h"

#include <stddef.h>

#include "io/json.h"
#include "tok/split_patterns.h"

/* A part of a pre-tokenizer; a list of them ends with STEP_END. */
struct pretok_preset_step {
	enum {
		STEP_END,
		STEP_REGEX,           /* words by a pattern, gaps too */
		STEP_BYTE_LEVEL,      /* bytes, without a pattern */
		STEP_BYTE_LEVEL_GPT2, /* bytes, split as GPT-2 does */
		STEP_DIGITS_EACH,     /* each digit is a word */
		STEP_DIGITS_RUN,      /* digits side by side are one */
		STEP_PUNCTUATION,     /* marks side by side are one */
	} kind;
	const char *regex;
};

/* Punctuation, and characters of Chinese, Japanese and Korean, as DeepSeek
 * lists them. */
#define MARKS "!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002"
#define CJK "\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff"

/* Letters of scripts with two cases, as DeepSeek's LLM lists them. */
#define CASED                                                         \
	"A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba\u01bc-"  \
	"\u01bf\u01c4-\u0293\u0295-\u02af\u0370-\u0373\u0376\u0377"   \
	"\u037b-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1"   \
	"\u03a3-\u03f5\u03f7-\u0481\u048a-\u052f\u0531-\u0556\u10a0-" \
	"\u10c5\u13a0-\u13f5\u13f8-\u13fd\u1c90-\u1cba\u1cbd-\u1cbf"  \
	"\u1d00-\u1d2b\u1d6b-\u1d77\u1d79-\u1d9a\u1e00-\u1f15\u1f18-" \
	"\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b"   \
	"\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe\u1fc2-"  \
	"\u1fc4\u1fc6-\u1fcc\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fec"  \
	"\u1ff2-\u1ff4\u1ff6-\u1ffc\u2102\u2107\u210a-\u2113\u2115"   \
	"\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d\u212f-\u2134"   \
	"\u2139\u213c-\u213f\u2145-\u2149\u214e\u2183\u2184\u2c00-"   \
	"\u2c7b\u2c7e-\u2ce4\u2ceb-\u2cee\u2cf2\u2cf3\ua640-\ua66d"   \
	"\ua680-\ua69b\ua722-\ua76f\ua771-\ua787\ua78b-\ua78e\uab70-" \
	"\uabbf\ufb00-\ufb06\ufb13-\ufb17\uff21-\uff3a\uff41-\uff5a"  \
	"\U00010400-\U0001044f\U000104b0-\U000104d3\U000104d8-"       \
	"\U000104fb\U00010c80-\U00010cb2\U00010cc0-\U00010cf2"        \
	"\U000118a0-\U000118df\U0001e900-\U0001e943"

static const struct pretok_preset_step gpt2[] = {
	{ STEP_BYTE_LEVEL_GPT2, NULL }, { STEP_END, NULL }
};
static const struct pretok_preset_step digits[] = { { STEP_DIGITS_EACH, NULL },
	{ STEP_BYTE_LEVEL_GPT2, NULL }, { STEP_END, NULL } };
static const struct pretok_preset_step falcon[] = { { STEP_PUNCTUATION, NULL },
	{ STEP_BYTE_LEVEL_GPT2, NULL }, { STEP_DIGITS_RUN, NULL },
	{ STEP_REGEX, "[0-9][0-9][0-9]" }, { STEP_END, NULL } };
static const struct pretok_preset_step deepseek_llm[] = {
	{ STEP_REGEX, "[\r\n]" }, { STEP_REGEX, "\\s?[" CASED "]+" },
	{ STEP_REGEX, "\\s?[" MARKS "]+" }, { STEP_REGEX, "\\s+$" },
	{ STEP_REGEX, "[" CJK "]+" }, { STEP_DIGITS_EACH, NULL },
	{ STEP_BYTE_LEVEL, NULL }, { STEP_END, NULL }
};
static const struct pretok_preset_step deepseek_coder[] = { { STEP_REGEX,
								"[\r\n]" },
	{ STEP_REGEX, "\\s?\\p{L}+" }, { STEP_REGEX, "\\s?\\p{P}+" },
	{ STEP_REGEX, "[" CJK "]+" }, { STEP_DIGITS_EACH, NULL },
	{ STEP_BYTE_LEVEL, NULL }, { STEP_END, NULL } };
static const struct pretok_preset_step deepseek_v3[] = { { STEP_REGEX,
							     "\\p{N}{1,3}" },
	{ STEP_REGEX, "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+" },
	{ STEP_REGEX,
	    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
	    "|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
	    "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+" },
	{ STEP_BYTE_LEVEL, NULL }, { STEP_END, NULL } };
#define BLOOM                                                \
	" ?[^(\\s|[.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4" \
	"\u060c])]+"
static const struct pretok_preset_step bloom[] = { { STEP_REGEX, BLOOM },
	{ STEP_BYTE_LEVEL, NULL }, { STEP_END, NULL } };

static const struct pretok_preset_step viking[] = { { STEP_REGEX, BLOOM },
	{ STEP_DIGITS_EACH, NULL }, { STEP_BYTE_LEVEL, NULL },
	{ STEP_END, NULL } };

/* A split by one pattern. */
#define BY(pattern)                                                 \
	{                                                           \
		{ STEP_REGEX, pattern }, { STEP_BYTE_LEVEL, NULL }, \
		{                                                   \
			STEP_END, NULL                              \
		}                                                   \
	}
static const struct pretok_preset_step qwen2[] = BY(SPLIT_QWEN2);
static const struct pretok_preset_step qwen35[] = BY(SPLIT_QWEN35);
static const struct pretok_preset_step llama3[] = BY(SPLIT_LLAMA3);
static const struct pretok_preset_step o200k[] = BY(SPLIT_O200K);
static const struct pretok_preset_step tekken[] = BY(SPLIT_TEKKEN);

static const struct pretok_preset known[] = {
	{ "gpt-2", false, gpt2, false, false },
	{ "phi-2", false, gpt2, false, false },
	{ "smollm", false, digits, false, false },
	{ "starcoder", false, digits, false, false },
	{ "refact", false, digits, false, false },
	{ "codeshell", false, digits, false, false },
	{ "minerva-7b", false, digits, false, false },
	{ "command-r", true, digits, false, true },
	{ "mpt", true, gpt2, false, false },
	{ "olmo", true, gpt2, false, false },
	{ "falcon", false, falcon, false, false },
	{ "bloom", false, bloom, false, false },
	{ "poro-chat", false, bloom, false, false },
	{ "gpt3-finnish", false, bloom, false, false },
	{ "viking", false, viking, false, false },
	{ "dbrx", false, llama3, false, false },
	{ "deepseek-llm", false, deepseek_llm, false, true },
	{ "deepseek-coder", false, deepseek_coder, false, true },
	{ "deepseek-v3", false, deepseek_v3, false, true },
	{ "qwen2", true, qwen2, false, false },
	{ "qwen35", true, qwen35, false, false },
	{ "stablelm2", true, qwen2, true, false },
	{ "deepseek-r1-qwen", true, qwen2, false, true },
	{ "llama-bpe", false, llama3, true, true },
	{ "llama3", false, llama3, true, true },
	{ "llama-v3", false, llama3, true, true },
	{ "smaug-bpe", false, llama3, false, false },
	{ "chatglm-bpe", false, llama3, true, false },
	{ "glm4", false, llama3, true, false },
	{ "llama4", false, o200k, true, true },
	{ "gpt-4o", false, o200k, false, false },
	{ "tekken", false, tekken, true, true },
};

const struct pretok_preset *
pretok_preset(struct str name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(name, str_of(known[i].name)))
			return &known[i];
	return NULL;
}

static void
put_split(struct buf *out, struct str pattern, bool drop_gaps)
{
	buf_str(out, STR("{\"type\":\"Split\",\"pattern\":{\"Regex\":"));
	json_put_str(out, pattern);
	buf_printf(out, "},\"behavior\":\"%s\",\"invert\":%s}",
	    drop_gaps ? "Removed" : "Isolated", drop_gaps ? "true" : "false");
}

static void
put_byte_level(struct buf *out, bool use_regex)
{
	buf_printf(out,
	    "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,"
	    "\"trim_offsets\":true,\"use_regex\":%s}",
	    use_regex ? "true" : "false");
}

static void
put_step(struct buf *out, const struct pretok_preset_step *s)
{
	switch (s->kind) {
	case STEP_REGEX:
		put_split(out, str_of(s->regex), false);
		break;
	case STEP_DIGITS_EACH:
	case STEP_DIGITS_RUN:
		buf_printf(out,
		    "{\"type\":\"Digits\",\"individual_digits\":%s}",
		    s->kind == STEP_DIGITS_EACH ? "true" : "false");
		break;
	case STEP_PUNCTUATION:
		buf_str(out, STR("{\"type\":\"Punctuation\","
				 "\"behavior\":\"Contiguous\"}"));
		break;
	default:
		put_byte_level(out, s->kind == STEP_BYTE_LEVEL_GPT2);
	}
}

#define SEQUENCE "{\"type\":\"Sequence\",\"pretokenizers\":["

void
pretok_preset_put(struct buf *out, const struct pretok_preset *k)
{
	bool one = k->steps[1].kind == STEP_END;

	buf_printf(out, "{\"normalizer\":%s,\"pre_tokenizer\":",
	    k->nfc ? "{\"type\":\"NFC\"}" : "null");
	if (!one)
		buf_str(out, STR(SEQUENCE));
	for (size_t i = 0; k->steps[i].kind != STEP_END; i++) {
		if (i > 0)
			buf_byte(out, ',');
		put_step(out, &k->steps[i]);
	}
	buf_str(out, one ? STR("}") : STR("]}}"));
}

void
pretok_preset_put_regex(struct buf *out, struct str pattern, bool drop_gaps)
{
	buf_str(out, STR("{\"normalizer\":null,\"pre_tokenizer\":" SEQUENCE));
	put_split(out, pattern, drop_gaps);
	buf_byte(out, ',');
	put_byte_level(out, false);
	buf_str(out, STR("]}}"));
}

#define MARK "\xe2\x96\x81"
#define REPLACE(kind, from, to)                                          \
	"{\"type\":\"Replace\",\"pattern\":{\"" kind "\":\"" from "\"}," \
	"\"content\":\"" to "\"}"

/* The first and the last line alone begin and end the text; marks at its end go
 * with the spaces. */
#define SQUEEZE                                                  \
	REPLACE("Regex", "(?<!\\n)^ +|[ " MARK "]+$(?!\\n)", "") \
	"," REPLACE("Regex", " {2,}", " ") ","

void
pretok_preset_put_sentencepiece(struct buf *out, bool prefix, bool squeeze)
{
	bool sequence = prefix || squeeze;

	buf_str(out, STR("{\"normalizer\":"));
	if (sequence)
		buf_str(out, STR("{\"type\":\"Sequence\",\"normalizers\":["));
	if (squeeze)
		buf_str(out, STR(SQUEEZE));
	if (prefix)
		buf_str(out,
		    STR("{\"type\":\"Prepend\",\"prepend\":\"" MARK "\"},"));
	buf_str(out, STR(REPLACE("String", " ", MARK)));
	if (sequence)
		buf_str(out, STR("]}"));
	buf_str(out, STR(",\"pre_tokenizer\":null,\"decoder\":{\"type\":"
			 "\"Sequence\",\"decoders\":[" REPLACE("String", MARK,
			     " ") ",{\"type\":\"ByteFallback\"},"
				  "{\"type\":\"Fuse\"}"));
	if (prefix)
		buf_str(out, STR(",{\"type\":\"Strip\",\"content\":\" \","
				 "\"start\":1,\"stop\":0}"));
	buf_str(out, STR("]}}"));
}

/* Published digests and special tokens of files by OpenAI and Meta; of Meta's
 * special tokens those that have one name in every version of the models. */
static const struct pretok_preset_ranks ranks[] = {
	{ "gpt2",
	    "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
	    SPLIT_GPT2_POSSESSIVE, "gpt-2", 50256, "0 <|endoftext|>\n", "" },
	{ "cl100k",
	    "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
	    SPLIT_CL100K, "llama3", 100257, "0 <|endoftext|>\n",
	    "1 <|fim_prefix|>\n2 <|fim_middle|>\n3 <|fim_suffix|>\n"
	    "19 <|endofprompt|>\n" },
	{ "o200k",
	    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
	    SPLIT_O200K, "gpt-4o", 199999, "0 <|endoftext|>\n",
	    "19 <|endofprompt|>\n" },
	{ "llama3",
	    "82e9d31979e92ab929cd544440f129d9ecd797b69e327f80f17e1c50d5551b55",
	    SPLIT_LLAMA3, "llama3", 128000,
	    "0 <|begin_of_text|>\n1 <|end_of_text|>\n6 <|start_header_id|>\n"
	    "7 <|end_header_id|>\n9 <|eot_id|>\n",
	    "" },
	{ "llama4", "", SPLIT_O200K, "llama4", 200000,
	    "0 <|begin_of_text|>\n1 <|end_of_text|>\n", "" },
};

const struct pretok_preset_ranks *
pretok_preset_ranks(struct str name_or_sha256)
{
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (name_or_sha256.n > 0 &&
		    (str_eq(name_or_sha256, str_of(ranks[i].name)) ||
			str_eq(name_or_sha256, str_of(ranks[i].sha256))))
			return &ranks[i];
	return NULL;
}
