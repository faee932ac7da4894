/* The family of a config.json: see family_find.h. */
#include "model/family_find.h"

#include "model/json_member.h"

/* model_type and the first of architectures. */
static int
read_names(
    const struct json *j, struct str *type, struct str *class, struct err *e)
{
	const struct json *a;

	*class = (struct str){ 0 };
	if (json_member_str(j, "model_type", type, e) ||
	    json_member(j, "architectures", JSON_A_LIST, &a, e))
		return -1;
	if (json_count(a) > 0)
		*class = json_str(json_at(a, 0));
	return 0;
}

static bool
is_class(const struct family_config *f, struct str class)
{
	return str_eq(class, str_of(f->causal)) ||
	       str_eq(class, str_of(f->base));
}

static const struct family_config *
find_by(struct str type, struct str class)
{
	for (size_t i = 0; i < N_FAMILIES; i++) {
		const struct family_config *f = family_of((enum family)i);

		if (type.n > 0 ? str_eq(type, str_of(f->name))
			       : is_class(f, class))
			return f;
	}
	return NULL;
}

/* Of a text alone these are what other families are. */
static const struct family_config *
find_text_part(struct str type, struct str class)
{
	static const struct {
		const char *type;
		enum family family;
	} parts[] = {
		{ "qwen2_vl", FAMILY_QWEN2 },
		{ "qwen2_vl_text", FAMILY_QWEN2 },
		{ "qwen2_5_vl", FAMILY_QWEN2 },
		{ "qwen2_5_vl_text", FAMILY_QWEN2 },
		{ "qwen3_vl_text", FAMILY_QWEN3 },
	};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (str_eq(type, str_of(parts[i].type)))
			return family_of(parts[i].family);
	return find_by(type, class);
}

/* What keeps such a model from being run here, or NULL: it is not known. */
static const char *
reason(const struct json *j)
{
	static const struct {
		const char *member, *why;
	} signs[] = {
		{ "num_local_experts", "a mixture of experts" },
		{ "num_experts", "a mixture of experts" },
		{ "n_routed_experts", "a mixture of experts" },
		{ "moe_num_experts", "a mixture of experts" },
		{ "moe_intermediate_size", "a mixture of experts" },
		{ "state_size", "a recurrent model" },
		{ "ssm_cfg", "a recurrent model" },
		{ "mamba_d_state", "a recurrent model" },
		{ "ssm_state_size", "a recurrent model" },
		{ "lru_width", "a recurrent model" },
		{ "linear_conv_kernel_dim", "a model with recurrent layers" },
		{ "hidden_size_per_layer_input",
		    "a model with inputs of each layer" },
		{ "conv_L_cache", "a model with convolutions" },
		{ "type_vocab_size", "an encoder" },
		{ "attention_hidden_size", "a recurrent model" },
		{ "vision_config", "a model with a vision tower" },
		{ "audio_config", "a model with an audio tower" },
		{ "thinker_config", "a model of several parts" },
		{ "text_config", "a model of several parts" },
		{ "ffn_config", "a mixture of experts" },
		{ "chunkwise_kernel", "a recurrent model" },
		{ "classifier_pooling", "an encoder" },
		{ "patching_mode", "a model of patches of bytes" },
		{ "patch_size", "a vision tower" },
		{ "num_mel_bins", "an audio tower" },
	};

	if (json_is_true(json_get(j, "is_encoder_decoder")))
		return "an encoder with a decoder";
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (json_kind(json_get(j, signs[i].member)) != JSON_NULL)
			return signs[i].why;
	return NULL;
}

/* PaliGemma's prompts are seen both ways. */
static bool
sees_both_ways(struct str type)
{
	return str_eq(type, STR("paligemma"));
}

static const char *
reason_of(const struct json *j, const struct json *part, struct str type)
{
	const char *why = NULL;

	if (sees_both_ways(type))
		return "a model whose prompts are seen both ways";
	if (part != NULL)
		why = reason(part);
	return why != NULL ? why : reason(j);
}

static int
refuse(const struct json *j, const struct json *part, struct str type,
    struct str class, struct err *e)
{
	struct buf known = { 0 };
	const char *why = reason_of(j, part, type);

	for (size_t i = 0; i < N_FAMILIES; i++)
		buf_printf(&known, "%s%s", i == 0 ? "" : ", ",
		    family_of((enum family)i)->name);
	err_set(e, "model_type '%.*s' (%.*s)%s%s; known are %s", STR_ARG(type),
	    STR_ARG(class), why == NULL ? "" : " is ", why == NULL ? "" : why,
	    known.p);
	buf_release(&known);
	return -1;
}

int
family_find(const struct json *j, const struct json **text,
    const struct family_config **family, struct err *e)
{
	struct str type, class, part_type, part_class;
	const struct json *part;

	if (read_names(j, &type, &class, e) ||
	    json_member(j, "text_config", JSON_AN_OBJECT, &part, e))
		return -1;
	*text = j;
	if (sees_both_ways(type))
		return refuse(j, part, type, class, e);
	*family = find_by(type, class);
	if (*family != NULL && class.n > 0 && !is_class(*family, class))
		return err_set(e,
		    "architecture '%.*s' is no language model "
		    "of the kind %s",
		    STR_ARG(class), (*family)->causal);
	if (*family != NULL)
		return 0;
	if (part == NULL) {
		*family = find_text_part(type, (struct str){ 0 });
	} else {
		if (read_names(part, &part_type, &part_class, e))
			return -1;
		*text = part;
		*family = find_text_part(part_type, part_class);
	}
	return *family != NULL ? 0 : refuse(j, part, type, class, e);
}
