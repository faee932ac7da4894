/* A context beyond the usual one: which models take it, and what it changes. */
#include "../tap.h"

#include "model/weights.h"

#define LLAMA(rope)                                                      \
	"{\"model_type\":\"llama\",\"vocab_size\":9,\"hidden_size\":16," \
	"\"intermediate_size\":8,\"num_hidden_layers\":1,"               \
	"\"num_attention_heads\":2,\"max_position_embeddings\":64" rope "}"
#define LONG                                                    \
	",\"rope_scaling\":{\"rope_type\":\"longrope\","        \
	"\"short_factor\":[1,1,1,1],\"long_factor\":[2,2,2,2]," \
	"\"original_max_position_embeddings\":16}"
#define DYNAMIC ",\"rope_scaling\":{\"rope_type\":\"dynamic\",\"factor\":2.0}"
#define GPT2                                                      \
	"{\"model_type\":\"gpt2\",\"vocab_size\":9,\"n_embd\":8," \
	"\"n_layer\":1,\"n_head\":2,\"n_positions\":64}"

static struct model_config
parsed(const char *text)
{
	struct model_config c = { 0 };
	struct err e = { "" };

	if (model_config_parse(str_of(text), &c, &e))
		ok(false, "parsed %s", e.msg);
	return c;
}

static void
refused(const char *text, uint64_t ctx, const char *why)
{
	struct model_config c = parsed(text);
	struct err e = { "" };

	ok(model_config_set_context(&c, ctx, &e) != 0 &&
		strcmp(e.msg, why) == 0,
	    "refused: %s", e.msg);
}

static void
test_set(const char *text, uint64_t usual, uint64_t ctx)
{
	struct model_config c = parsed(text);
	struct buf was = { 0 }, is = { 0 };
	struct err e = { "" };

	ok(strcmp(model_config_context_hint(&c), ", or --ctx here") == 0,
	    "more can be asked for");
	model_config_write(&was, &c, NULL);
	ok(model_config_set_context(&c, usual, &e) == 0 &&
		c.n_positions == usual && c.rope.context == 0 &&
		strcmp(model_config_context_words(&c), "") == 0,
	    "the usual %ju change nothing", (uintmax_t)usual);
	ok(model_config_set_context(&c, ctx, &e) == 0 && c.n_positions == ctx &&
		c.rope.context == (double)ctx &&
		strcmp(model_config_context_words(&c), "") != 0,
	    "and %ju are taken %s", (uintmax_t)ctx, e.msg);
	model_config_write(&is, &c, NULL);
	ok(str_eq(buf_view(&was), buf_view(&is)), "is written as it was read");
	buf_release(&was);
	buf_release(&is);
}

static void
digest(const struct model_config *c, char hex[DIGEST_HEX])
{
	struct weights *w = weights_random(c, 1);
	struct digest *d = digest_new();

	weights_digest(w, d);
	digest_finish(d, hex);
	weights_free(w);
}

/* What is kept of one context is not taken for another. */
static void
test_digest(void)
{
	struct model_config c = parsed(LLAMA(DYNAMIC));
	char v[3][DIGEST_HEX];
	struct err e = { "" };

	digest(&c, v[0]);
	ok(model_config_set_context(&c, 80, &e) == 0, "80");
	digest(&c, v[1]);
	ok(model_config_set_context(&c, 90, &e) == 0, "90");
	ok(c.rope.original_positions == 64, "from the same positions");
	digest(&c, v[2]);
	ok(strcmp(v[0], v[1]) != 0 && strcmp(v[1], v[2]) != 0,
	    "the model's digest has the context");
}

int
main(void)
{
	struct model_config plain = parsed(LLAMA(""));

	test_set(LLAMA(LONG), 16, 64);
	test_set(LLAMA(DYNAMIC), 64, 300);
	refused(LLAMA(LONG), 65,
	    "--ctx 65 is beyond the 64 positions that the model has");
	refused(LLAMA(""), 65,
	    "--ctx 65 is beyond the 64 positions that the model has");
	refused(
	    GPT2, 65, "--ctx 65 is beyond the 64 positions that the model has");
	ok(strcmp(model_config_context_hint(&plain), "") == 0,
	    "no more can be asked of the others");
	test_digest();
	return tap_end();
}
