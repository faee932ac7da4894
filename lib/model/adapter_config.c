/* PEFT's adapter_config.json: see adapter_config.h. */
#include "model/adapter_config.h"

#include <math.h>

#include "base/regex.h"
#include "model/json_member.h"

/* Null, false and what is empty ask for nothing. */
static bool
asks(const struct json *j)
{
	switch (json_kind(j)) {
	case JSON_NULL:
		return false;
	case JSON_BOOL:
		return json_is_true(j);
	case JSON_ARRAY:
	case JSON_OBJECT:
		return json_count(j) > 0;
	default:
		return true;
	}
}

/* Members that change what an adapter computes, of which nothing is done. */
static int
refuse_others(const struct json *j, struct err *e)
{
	static const char *const names[] = { "lora_bias", "modules_to_save",
		"trainable_token_indices", "use_qalora", "layer_replication",
		"target_parameters", "arrow_config", "alora_invocation_tokens",
		"use_bdlora", "monteclora_config", "velora_config",
		"prefix_projection_bias" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (asks(json_get(j, names[i])))
			return err_set(e,
			    "'%s' is not supported; merge the adapter with "
			    "the tool that made it",
			    names[i]);
	return 0;
}

/* Some ways to begin take from the base model what the adapter has. */
static int
check_beginning(const struct json *j, struct err *e)
{
	static const char *const harmless[] = { "gaussian", "eva", "orthogonal",
		"mini_ca", NULL };
	const struct json *how;
	struct str s;

	if (json_member(
		j, "init_lora_weights", JSON_A_BOOL | JSON_A_STRING, &how, e))
		return -1;
	if (json_kind(how) != JSON_STRING)
		return 0;
	s = json_str(how);
	for (size_t i = 0; harmless[i] != NULL; i++)
		if (str_eq(s, str_of(harmless[i])))
			return 0;
	return err_set(e,
	    "'init_lora_weights' is '%.*s', which changes the base model; "
	    "convert the adapter to plain LoRA first",
	    STR_ARG(s));
}

struct pattern_list {
	struct arena *arena;
	struct adapter_pattern *v;
	size_t n;
	bool wrong;
};

static struct str
keep(struct arena *a, struct str s)
{
	return (struct str){ arena_copy(a, s.p, s.n), s.n };
}

static void
add_pattern(void *ctx, struct str name, const struct json *value)
{
	struct pattern_list *l = ctx;
	double x = json_real(value, -1);

	l->wrong |= !(x > 0 && x < 1e9);
	l->v[l->n++] = (struct adapter_pattern){ keep(l->arena, name), x };
}

static int
take_patterns(const struct json *j, const char *name, struct arena *a,
    struct adapter_pattern **v, size_t *n, struct err *e)
{
	const struct json *list = json_get(j, name);
	struct pattern_list l = { .arena = a };

	if (!asks(list))
		return 0;
	if (json_kind(list) != JSON_OBJECT ||
	    json_count(list) > ADAPTER_MAX_PATTERNS)
		return err_set(e, "'%s' is not an object of numbers", name);
	l.v = arena_alloc(a, json_count(list), sizeof *l.v);
	json_members(list, add_pattern, &l);
	if (l.wrong)
		return err_set(
		    e, "'%s' has a value that is no positive number", name);
	*v = l.v;
	*n = l.n;
	return 0;
}

/* A list of names; a pattern in its place only says what the tensors say. */
static int
take_targets(const struct json *j, struct arena *a, struct adapter_config *c,
    struct err *e)
{
	const struct json *list;
	struct str *v;
	size_t n;

	if (json_member(
		j, "target_modules", JSON_A_STRING | JSON_A_LIST, &list, e))
		return -1;
	n = json_count(list);
	v = arena_alloc(a, n, sizeof *v);
	for (size_t i = 0; i < n; i++) {
		v[i] = keep(a, json_str(json_at(list, i)));
		if (v[i].n == 0)
			return err_set(
			    e, "'target_modules' has what is no name");
	}
	c->targets = v;
	c->n_targets = n;
	return 0;
}

static int
parse_lora(const struct json *j, struct arena *a, struct adapter_config *c,
    struct err *e)
{
	struct str bias;

	if (json_member_real(j, "r", 8, &c->rank, e) ||
	    json_member_real(j, "lora_alpha", 8, &c->alpha, e) ||
	    json_member_real(j, "lora_dropout", 0, &c->dropout, e) ||
	    json_member_bool(j, "use_rslora", false, &c->rslora, e) ||
	    json_member_bool(j, "use_dora", false, &c->dora, e) ||
	    json_member_str(j, "bias", &bias, e))
		return -1;
	if (!(c->rank >= 1 && c->rank < 1e9) || !isfinite(c->alpha))
		return err_set(e, "'r' or 'lora_alpha' is no sound number");
	if (bias.n > 0 && !str_eq(bias, STR("none")))
		return err_set(e,
		    "'bias' is '%.*s', only none is supported; merge the "
		    "adapter with the tool that made it",
		    STR_ARG(bias));
	if (refuse_others(j, e) || check_beginning(j, e) ||
	    take_targets(j, a, c, e))
		return -1;
	return take_patterns(j, "rank_pattern", a, &c->ranks, &c->n_ranks, e) ||
		       take_patterns(
			   j, "alpha_pattern", a, &c->alphas, &c->n_alphas, e)
		   ? -1
		   : 0;
}

static int
take_size(const struct json *j, const char *name, size_t *x, struct err *e)
{
	const struct json *m;
	int64_t n;

	if (json_member(j, name, JSON_A_WHOLE, &m, e))
		return -1;
	n = json_int(m, 0);
	if (n < 0 || n > 1 << 24)
		return err_set(e, "'%s' is no sound size", name);
	*x = (size_t)n;
	return 0;
}

static int
parse_prefix(const struct json *j, struct adapter_config *c, struct err *e)
{
	size_t submodules = 0;

	if (take_size(j, "num_virtual_tokens", &c->n_tokens, e) ||
	    take_size(j, "token_dim", &c->width, e) ||
	    take_size(j, "num_attention_heads", &c->n_heads, e) ||
	    take_size(j, "num_layers", &c->n_layers, e) ||
	    take_size(j, "num_transformer_submodules", &submodules, e))
		return -1;
	if (c->n_tokens == 0 || c->n_tokens > ADAPTER_MAX_TOKENS)
		return err_set(e, "'num_virtual_tokens' must be 1 to %d",
		    ADAPTER_MAX_TOKENS);
	if (submodules > 1)
		return err_set(e,
		    "'num_transformer_submodules' is %zu: the adapter is of "
		    "another kind of model",
		    submodules);
	return 0;
}

static int
parse(const struct json *j, struct arena *a, struct adapter_config *c,
    struct err *e)
{
	struct str kind, base, task;

	*c = (struct adapter_config){ 0 };
	if (json_need_str(j, "peft_type", &kind, e) ||
	    json_member_str(j, "base_model_name_or_path", &base, e) ||
	    json_member_str(j, "task_type", &task, e))
		return -1;
	c->base = keep(a, base);
	if (task.n > 0 && !str_eq(task, STR("CAUSAL_LM")))
		return err_set(e,
		    "'task_type' is '%.*s', only CAUSAL_LM is supported",
		    STR_ARG(task));
	if (str_eq(kind, STR("LORA")))
		return parse_lora(j, a, c, e);
	c->kind = ADAPTER_PREFIX;
	if (str_eq(kind, STR("PREFIX_TUNING")))
		return parse_prefix(j, c, e);
	return err_set(e,
	    "'peft_type' is '%.*s', only LORA and PREFIX_TUNING are supported",
	    STR_ARG(kind));
}

int
adapter_config_parse(
    struct str text, struct arena *a, struct adapter_config *c, struct err *e)
{
	struct json *j = json_parse_python(text, e);
	int rc = -1;

	if (j != NULL && json_kind(j) != JSON_OBJECT)
		err_set(e, "not a JSON object");
	else if (j != NULL)
		rc = parse(j, a, c, e);
	json_free(j);
	return rc;
}

static void
put_patterns(struct buf *out, const char *name, const struct adapter_pattern *v,
    size_t n)
{
	buf_printf(out, ",\n \"%s\": {", name);
	for (size_t i = 0; i < n; i++) {
		buf_str(out, i == 0 ? STR("") : STR(", "));
		json_put_str(out, v[i].pattern);
		buf_str(out, STR(": "));
		json_put_real(out, v[i].value);
	}
	buf_byte(out, '}');
}

static void
put_lora(struct buf *out, const struct adapter_config *c)
{
	buf_str(out, STR(",\n \"peft_type\": \"LORA\",\n \"r\": "));
	json_put_real(out, c->rank);
	buf_str(out, STR(",\n \"lora_alpha\": "));
	json_put_real(out, c->alpha);
	buf_printf(out, ",\n \"use_rslora\": %s,\n \"target_modules\": [",
	    c->rslora ? "true" : "false");
	for (size_t i = 0; i < c->n_targets; i++) {
		buf_str(out, i == 0 ? STR("") : STR(", "));
		json_put_str(out, c->targets[i]);
	}
	buf_byte(out, ']');
	put_patterns(out, "rank_pattern", c->ranks, c->n_ranks);
	put_patterns(out, "alpha_pattern", c->alphas, c->n_alphas);
	buf_str(out, STR(",\n \"lora_dropout\": 0.0,\n \"bias\": \"none\""
			 ",\n \"modules_to_save\": null"));
	buf_printf(out, ",\n \"use_dora\": %s", c->dora ? "true" : "false");
}

static void
put_prefix(struct buf *out, const struct adapter_config *c)
{
	buf_printf(out,
	    ",\n \"peft_type\": \"PREFIX_TUNING\""
	    ",\n \"num_virtual_tokens\": %zu,\n \"token_dim\": %zu"
	    ",\n \"num_attention_heads\": %zu,\n \"num_layers\": %zu"
	    ",\n \"encoder_hidden_size\": %zu"
	    ",\n \"num_transformer_submodules\": 1"
	    ",\n \"prefix_projection\": false",
	    c->n_tokens, c->width, c->n_heads, c->n_layers, c->width);
}

void
adapter_config_write(struct buf *out, const struct adapter_config *c)
{
	buf_str(out, STR("{\n \"base_model_name_or_path\": "));
	if (c->base.n > 0)
		json_put_str(out, c->base);
	else
		buf_str(out, STR("null"));
	buf_str(out, STR(",\n \"task_type\": \"CAUSAL_LM\""
			 ",\n \"inference_mode\": true"));
	if (c->kind == ADAPTER_LORA)
		put_lora(out, c);
	else
		put_prefix(out, c);
	buf_str(out, STR("\n}\n"));
}

/* PEFT takes a key of these lists as a pattern for the end of a name. */
static int
matches(struct str pattern, struct str name, struct err *e)
{
	struct buf text = { 0 };
	struct regex *re;
	struct regex_matcher *m;
	size_t begin, end;
	int rc = -1;

	buf_printf(&text, "\\A(?:.*\\.)?(?:%.*s)\\z", STR_ARG(pattern));
	re = regex_new(buf_view(&text), e);
	if (re != NULL) {
		m = regex_matcher_new(re);
		rc = regex_find(m, name, 0, &begin, &end, e);
		regex_matcher_free(m);
	}
	regex_free(re);
	buf_release(&text);
	return rc < 0 ? err_prefix(e, "pattern '%.*s'", STR_ARG(pattern)) : rc;
}

static int
look_up(const struct adapter_pattern *v, size_t n, struct str module, double *x,
    struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		int rc = str_eq(v[i].pattern, module)
			     ? 1
			     : matches(v[i].pattern, module, e);

		if (rc < 0)
			return -1;
		if (rc == 0)
			continue;
		*x = v[i].value;
		break;
	}
	return 0;
}

int
adapter_config_of(const struct adapter_config *c, struct str module,
    double *rank, double *alpha, struct err *e)
{
	*rank = c->rank;
	*alpha = c->alpha;
	if (look_up(c->ranks, c->n_ranks, module, rank, e) ||
	    look_up(c->alphas, c->n_alphas, module, alpha, e))
		return -1;
	if (c->rslora)
		*alpha *= sqrt(*rank);
	return 0;
}
