/* LoRA and prefixes: gradients, sharing, merging, PEFT's folders. */
#include "model/adapter.h"

#include <stdlib.h>

#include "../tap.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/file.h"
#include "slope.h"

static struct adapter *
random_adapter(const struct weights *w, const struct adapter_options *o)
{
	struct err e;
	struct adapter *a = adapter_new(w, o, &e);
	struct rng r = rng_at(3, "test", STR("adapter"), 0);

	if (!ok(a != NULL, "an adapter is made"))
		return NULL;
	for (size_t i = 0; i < a->n; i++)
		a->data[i] += (float)(0.1 * rng_normal(&r));
	return a;
}

static void
check_gradient(struct decoder *d, struct adapter *a, const char *name)
{
	struct batch b = { 0 };
	float *grad = mem_new(a->n, sizeof *grad);
	double worst = 0;

	pack(&b, 0, 3);
	step_of(d, &b, grad);
	for (size_t at = 0; at < a->n; at += a->n / 7 + 1) {
		size_t n = a->n / 7 + 1;
		double want, got;

		n = at + n > a->n ? a->n - at : n;
		got = slope(d, &b, a->data + at, n, grad + at, at, &want);
		worst = fmax(worst, fabs(got - want) / (0.05 + fabs(want)));
	}
	if (!ok(worst < 2e-3, "%s: gradient against differences", name))
		printf("# off by %g\n", worst);
	free(grad);
	batch_release(&b);
}

static void
logits_of(const struct weights *w, const struct adapter *a, unsigned threads,
    float *logits)
{
	struct decoder *d = decoder_new(w, 0, threads);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };

	decoder_adapt(d, a);
	batch_segment(&b, text, ROWS, 0, NO_PARENT);
	for (uint32_t t = 0; t < ROWS; t++)
		batch_target(&b, t, 0, 0, 1);
	decoder_logits(d, &in, logits);
	batch_release(&b);
	decoder_free(d);
}

static double
apart(const float *x, const float *y)
{
	double worst = 0;

	for (size_t i = 0; i < ROWS * VOCAB; i++)
		worst = fmax(worst, fabs((double)x[i] - (double)y[i]));
	return worst;
}

/* What a decoder gives for rows 10 … in one pass, and behind a cache. */
static void
check_cache(struct decoder *d, const char *name)
{
	double id[ROWS], split[ROWS], worst = 0;
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b, .keep = 1 };
	struct kv_cache *c;

	batch_segment(&b, text, ROWS, 0, NO_PARENT);
	for (uint32_t t = 10; t + 1 < ROWS; t++)
		batch_target(&b, t, text[t + 1], 0, 1);
	decoder_forward(d, &in, id);
	batch_reset(&b);
	batch_segment(&b, text, 10, 0, NO_PARENT);
	decoder_forward(d, &in, split);
	c = decoder_cache(d, &b, 0);
	batch_reset(&b);
	batch_segment(&b, text + 10, ROWS - 10, 10, SEGMENT_BLOCK(0));
	for (uint32_t t = 10; t + 1 < ROWS; t++)
		batch_target(&b, t - 10, text[t + 1], 0, 1);
	in.blocks = &c;
	in.n_blocks = 1;
	decoder_forward(d, &in, split);
	for (size_t i = 0; i + 11 < ROWS; i++)
		worst = fmax(worst, fabs(id[i] - split[i]));
	if (!ok(worst < 1e-5, "%s: the same behind kept keys", name))
		printf("# off by %g\n", worst);
	kv_cache_free(c);
	batch_release(&b);
}

static void
check_threads(
    const struct weights *w, const struct adapter *a, const char *name)
{
	struct batch b = { 0 };
	float *one = mem_new(a->n, sizeof *one), *two;

	two = mem_new(a->n, sizeof *two);
	pack(&b, 0, 3);
	for (unsigned threads = 1; threads <= 2; threads++) {
		struct decoder *d = decoder_new(w, 1, threads);

		decoder_adapt(d, a);
		step_of(d, &b, threads == 1 ? one : two);
		decoder_free(d);
	}
	ok(memcmp(one, two, a->n * sizeof *one) == 0,
	    "%s: the same gradient with two threads", name);
	free(one);
	free(two);
	batch_release(&b);
}

/* Saved and loaded again it is the same, to the last bit. */
static void
check_folder(const struct weights *w, const struct adapter *a, const char *name)
{
	struct adapter *again;
	struct buf base = { 0 };
	struct err e;

	ok(adapter_save(a, w, "folder", "some/base", 0, &e) == 0, "%s: saved",
	    name);
	again = adapter_load("folder", w, &e);
	if (!ok(again != NULL, "%s: loaded", name)) {
		printf("# %s\n", e.msg);
		return;
	}
	ok(again->n == a->n &&
		memcmp(again->data, a->data, a->n * sizeof *a->data) == 0,
	    "%s: the same numbers", name);
	ok(adapter_base("folder", &base, &e) == 0 &&
		str_eq(buf_view(&base), STR("some/base")),
	    "%s: its base", name);
	buf_release(&base);
	adapter_free(again);
}

static void
check_merge(struct weights *w, const struct adapter *a, const char *name)
{
	static float beside[ROWS * VOCAB], merged[ROWS * VOCAB];
	struct err e;

	logits_of(w, a, 1, beside);
	ok(adapter_merge(a, w, &e) == 0, "%s: merged", name);
	logits_of(w, NULL, 1, merged);
	ok(apart(beside, merged) < 2e-5, "%s: merged gives the same logits",
	    name);
}

static void
check_new(
    const struct weights *w, const struct adapter_options *o, const char *name)
{
	static float bare[ROWS * VOCAB], with[ROWS * VOCAB];
	struct err e;
	struct adapter *a = adapter_new(w, o, &e);

	if (o->rank > 0) {
		logits_of(w, NULL, 1, bare);
		logits_of(w, a, 1, with);
		ok(memcmp(bare, with, sizeof bare) == 0,
		    "%s: a new one changes nothing", name);
	}
	adapter_free(a);
}

static void
check(const char *name, const struct model_config *c,
    const struct adapter_options *o)
{
	struct weights *w = random_model(c);
	struct decoder *d = decoder_new(w, 1, 1);
	struct adapter *a = random_adapter(w, o);

	printf("# %s\n", name);
	decoder_adapt(d, a);
	ok(decoder_positions(d) == c->n_positions - o->tokens,
	    "%s: positions left", name);
	check_gradient(d, a, name);
	check_cache(d, name);
	check_threads(w, a, name);
	check_folder(w, a, name);
	check_new(w, o, name);
	if (o->rank > 0)
		check_merge(w, a, name);
	decoder_free(d);
	adapter_free(a);
	weights_free(w);
}

/* A prefix of the keys that tokens have is as if they stood there. */
static void
check_prefix_is_tokens(const struct model_config *c)
{
	const struct adapter_options o = { .tokens = 5, .threads = 1 };
	struct weights *w = random_model(c);
	struct decoder *d = decoder_new(w, 0, 1);
	struct rng r = rng_at(0, "prefix", STR(""), 0);
	struct batch b = { 0 };
	struct decoder_input in = { .batch = &b };
	struct err e;
	struct adapter *a = adapter_new(w, &o, &e);
	uint32_t ids[5 + 9];
	double behind[8], after[8], worst = 0;

	for (size_t i = 0; i < 5 + 9; i++)
		ids[i] = i < 5 ? (uint32_t)rng_below(&r, VOCAB) : text[i - 5];
	batch_segment(&b, ids, 5 + 9, 0, NO_PARENT);
	for (uint32_t i = 0; i < 8; i++)
		batch_target(&b, 5 + i, ids[6 + i], 0, 1);
	decoder_forward(d, &in, after);
	batch_reset(&b);
	decoder_adapt(d, a);
	batch_segment(&b, ids + 5, 9, 0, NO_PARENT);
	for (uint32_t i = 0; i < 8; i++)
		batch_target(&b, i, ids[6 + i], 0, 1);
	decoder_forward(d, &in, behind);
	for (size_t i = 0; i < 8; i++)
		worst = fmax(worst, fabs(behind[i] - after[i]));
	ok(worst < 1e-5, "a new prefix is its tokens");
	adapter_free(a);
	batch_release(&b);
	decoder_free(d);
	weights_free(w);
}

static void
config_refused(const char *members, const char *why)
{
	struct arena arena = { 0 };
	struct adapter_config c;
	struct buf json = { 0 };
	struct err e = { "" };

	buf_printf(&json, "{\"peft_type\":\"LORA\",%s}", members);
	ok(adapter_config_parse(buf_view(&json), &arena, &c, &e) != 0 &&
		strstr(e.msg, why) != NULL,
	    "%s: %s", members, e.msg);
	buf_release(&json);
	arena_release(&arena);
}

/* A default in their place would be another adapter. */
static void
test_types(void)
{
	config_refused("\"r\":\"8\"", "'r' is not a number");
	config_refused("\"lora_alpha\":\"16\"", "'lora_alpha' is not a number");
	config_refused("\"lora_alpha\":[16]", "'lora_alpha' is not a number");
	config_refused("\"use_rslora\":1", "'use_rslora' is not true or false");
	config_refused("\"lora_dropout\":\"0\"", "'lora_dropout' is not");
	config_refused("\"bias\":true", "'bias' is not a string");
	config_refused("\"task_type\":3", "'task_type' is not a string");
	config_refused("\"target_modules\":{}", "is not a string or a list");
	config_refused("\"init_lora_weights\":1", "is not true or false or");
	config_refused("\"base_model_name_or_path\":[]", "is not a string");
}

int
main(void)
{
	const struct model_config gpt2 = tiny_gpt2(), llama = tiny_llama(true);
	const struct adapter_options all = { .rank = 3,
		.alpha = 5,
		.threads = 1 },
				     some = { .rank = 2,
					     .alpha = 4,
					     .targets = "v_proj,mlp.gate_proj",
					     .threads = 1 },
				     prefix = { .tokens = 4, .threads = 1 };

	check("LoRA, gpt2", &gpt2, &all);
	check("LoRA, llama", &llama, &all);
	check("LoRA on two, llama", &llama, &some);
	check("prefix, gpt2", &gpt2, &prefix);
	check("prefix, llama", &llama, &prefix);
	check_prefix_is_tokens(&gpt2);
	check_prefix_is_tokens(&llama);
	test_types();
	return tap_end();
}
