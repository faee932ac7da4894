/* Weights: save and load, both containers, and everything that must fit. */
#include "../tap.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "../gguf_file.h"
#include "io/file.h"
#include "io/safetensors.h"
#include "model/tensor_table.h"
#include "model/weights.h"

static const struct model_config gpt2 = { .family = FAMILY_GPT2,
	.vocab_size = 11,
	.n_layers = 2,
	.width = 12,
	.n_heads = 3,
	.n_kv_heads = 3,
	.head_dim = 4,
	.mlp_width = 20,
	.n_positions = 7,
	.norm = NORM_LAYER,
	.norm_eps = 1e-5f,
	.activation = ACT_GELU_TANH,
	.attn_qkv_bias = true,
	.attn_out_bias = true,
	.mlp_bias = true,
	.tied = true,
	.init_std = 0.02f,
	.bos_id = 1,
	.eos_id = -1 };

static const struct model_config llama = { .family = FAMILY_LLAMA,
	.vocab_size = 11,
	.n_layers = 2,
	.width = 12,
	.n_heads = 2,
	.n_kv_heads = 1,
	.head_dim = 4,
	.mlp_width = 20,
	.n_positions = 7,
	.norm = NORM_RMS,
	.norm_eps = 1e-5f,
	.position = POSITION_ROPE,
	.rope = { .head_dim = 4, .rotary_dim = 4, .theta = 10000, .factor = 1 },
	.activation = ACT_SILU,
	.gated_mlp = true,
	.init_std = 0.02f,
	.bos_id = 1,
	.eos_id = 2 };

/* Every number another one, small enough to be exact as bf16. */
static struct weights *
numbered(const struct model_config *c)
{
	struct weights *w = weights_random(c, 1);
	struct arena a = { 0 };
	size_t n, x = 0;
	struct slot *slots =
	    tensor_names_slots(&w->config, CONTAINER_HF, &a, &n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < slots[i].rows * slots[i].cols; k++, x++)
			w->data[weights_place(w, &slots[i]) + k] =
			    (float)(x % 251) * (x % 2 ? 1.0f : -0.5f);
	arena_release(&a);
	return w;
}

static bool
same(const struct weights *a, const struct weights *b)
{
	return b != NULL && a->n == b->n &&
	       memcmp(a->data, b->data, a->n * sizeof *a->data) == 0;
}

/* How many rows of the matrices and vectors of w differ from v's. */
static size_t
rows_off(const struct weights *w, const struct weights *v)
{
	const struct model_config *c = &w->config;
	size_t bad = 0, rows, cols;
	float row[1000];

	for (enum tensor_id k = 0; k < N_TENSORS; k++)
		for (size_t l = 0; l < c->n_layers; l++) {
			const float *want = v->data + weights_at(v, k, l);
			struct matrix m;

			if (!tensor_has(c, k))
				continue;
			tensor_table_shape(c, k, &rows, &cols);
			if (tensor_is_vector(k)) {
				bad += memcmp(weights_vector(w, k, l), want,
					   rows * sizeof *want) != 0;
				continue;
			}
			m = weights_matrix(w, k, l);
			for (size_t r = 0; r < rows; r++) {
				matrix_read(&m, r, 1, row);
				bad += memcmp(row, want + r * cols,
					   cols * sizeof *row) != 0;
			}
		}
	return bad;
}

/* The same file mapped has the same numbers, and only vectors in memory. */
static void
check_mapped(const char *path, const struct weights *v)
{
	struct err e = { "" };
	struct weights *w = weights_map(path, &e);

	ok(w != NULL && v != NULL && rows_off(w, v) == 0 && w->n == v->n &&
		w->n_data < w->n,
	    "%s: mapped the same %s", path, e.msg);
	ok(w != NULL && weights_bytes(w) >= w->n_data * sizeof *w->data &&
		weights_hash(w) == weights_hash(w) &&
		weights_hash(w) != weights_hash(v),
	    "and has its size and hash");
	if (w != NULL) {
		size_t file = weights_bytes(w), data = w->n_data;

		weights_prepare(w, PRECISION_BF16, 1);
		ok(weights_bytes(w) == data * sizeof *w->data &&
			weights_bytes(w) < file &&
			weights_copy_bytes(w) == w->n * sizeof *w->bf16 &&
			rows_off(w, v) == 0,
		    "its pages are given back once a copy is there");
	}
	weights_free(w);
}

static void
test_plan(const struct model_config *c)
{
	struct weights *w = weights_plan(c);
	struct arena a = { 0 };
	uint64_t sum = 0;
	size_t n, odd = 0;
	const struct slot *slots =
	    tensor_names_slots(&w->config, CONTAINER_HF, &a, &n);

	for (size_t i = 0; i < n; i++)
		sum += slots[i].rows * slots[i].cols;
	ok(sum == model_config_parameters(c), "slots hold all parameters");
	ok(c->tied == (weights_at(w, TENSOR_HEAD, 0) ==
			  weights_at(w, TENSOR_EMBED, 0)),
	    "a tied head is the embedding");
	for (enum tensor_id k = 0; k < N_TENSORS; k++)
		for (size_t l = 0; l < c->n_layers; l++) {
			size_t at = weights_at(w, k, l);

			odd += at != WEIGHT_NONE && at % 16 != 0;
		}
	ok(odd == 0, "all begin at 64 bytes");
	ok(w->data == NULL, "a plan has no data");
	weights_free(w);
	arena_release(&a);
}

static void
test_random(void)
{
	struct model_config c = llama;
	struct weights *w, *v, *u;
	const float *embed;
	double square = 0;

	c.width = 64;
	c.vocab_size = 100;
	w = weights_random(&c, 1);
	v = weights_random(&c, 1);
	u = weights_random(&c, 2);
	ok(same(w, v) && !same(w, u), "the seed decides");
	embed = w->data + weights_at(w, TENSOR_EMBED, 0);
	for (size_t i = 0; i < 6400; i++)
		square += (double)embed[i] * (double)embed[i];
	ok_near(sqrt(square / 6400), 0.02, 0.001, "of the wanted size");
	ok(*weights_vector(w, TENSOR_NORM_W, 0) == 1, "norms begin at one");
	weights_free(w);
	weights_free(v);
	weights_free(u);
}

static void
test_saved(const struct model_config *c, const char *dir, int bf16)
{
	struct weights *w = numbered(c), *v;
	struct err e = { "" };

	ok(weights_save(w, dir, bf16, &e) == 0, "%s saved %s", dir, e.msg);
	v = weights_load(dir, &e);
	ok(same(w, v), "%s: loaded the same %s", dir, e.msg);
	check_mapped(dir, v);
	ok(v->config.width == c->width && v->config.tied == c->tied,
	    "and its configuration");
	weights_free(w);
	weights_free(v);
}

/* Conv1D: [in][out] in the file, [out][in] in memory. */
static void
test_transposed(void)
{
	struct err e = { "" };
	struct weights *w = weights_load("gpt2", &e);
	struct safetensors *s = safetensors_open("gpt2/model.safetensors", &e);
	const struct tensor *t =
	    s == NULL
		? NULL
		: safetensors_find(s, STR("transformer.h.1.mlp.c_fc.weight"));
	float x[240];

	ok(t != NULL && t->dims[0] == 12 && t->dims[1] == 20 &&
		tensor_f32(t, x, &e) == 0 && w != NULL &&
		x[1] == w->data[weights_at(w, TENSOR_UP_W, 1) + 12],
	    "GPT-2's matrices are transposed");
	safetensors_free(s);
	weights_free(w);
}

/* A change to the list of tensors of a saved model, and what comes of it. */
struct change {
	const char *what, *drop, *add, *why;
	uint64_t dims[2];
};

static void
write_changed(const struct weights *w, const char *dir, const struct change *x)
{
	struct arena a = { 0 };
	size_t n, m = 0;
	struct slot *slots =
	    tensor_names_slots(&w->config, CONTAINER_HF, &a, &n);
	struct tensor *t = mem_new(n + 1, sizeof *t);
	struct buf path = { 0 };
	struct err e = { "" };
	struct safetensors_out *out;
	static float numbers[1000];

	for (size_t i = 0; i < n; i++) {
		if (x->drop != NULL && str_eq(slots[i].name, str_of(x->drop)))
			continue;
		t[m].name = slots[i].name;
		tensor_names_shape(&slots[i], &t[m++]);
	}
	if (x->add != NULL) {
		t[m].name = str_of(x->add);
		t[m].n_dims = x->dims[1] > 0 ? 2 : 1;
		memcpy(t[m++].dims, x->dims, sizeof x->dims);
	}
	file_join(&path, dir, "model.safetensors");
	out = safetensors_out_new(path.p, t, m, &e);
	for (size_t i = 0; out != NULL && i < m; i++)
		ok(safetensors_out_f32(
		       out, numbers, (size_t)tensor_count(&t[i]), &e) == 0,
		    "tensor written");
	ok(out != NULL && safetensors_out_commit(out, &e) == 0, "written");
	safetensors_out_free(out);
	free(t);
	buf_release(&path);
	arena_release(&a);
}

static void
test_slots(void)
{
	static const struct change changes[] = {
		{ "a buffer", NULL, "transformer.h.0.attn.bias", NULL,
		    { 7, 7 } },
		{ "no prefix", "transformer.wpe.weight", "wpe.weight", NULL,
		    { 7, 12 } },
		{ "a tied head that is there", NULL, "lm_head.weight", NULL,
		    { 11, 12 } },
		{ "another head", NULL, "lm_head.weight", "differs from",
		    { 10, 12 } },
		{ "an unknown tensor", NULL, "score.weight",
		    "'score.weight' has no home in this gpt2 model",
		    { 2, 12 } },
		{ "a layer too many", NULL, "transformer.h.2.ln_1.bias",
		    "has no home", { 12, 0 } },
		{ "a tensor missing", "transformer.h.1.ln_2.bias", NULL,
		    "no tensor 'transformer.h.1.ln_2.bias'", { 0, 0 } },
		{ "a tensor twice", NULL, "wpe.weight", "there twice",
		    { 7, 12 } },
		{ "another shape", "transformer.wte.weight",
		    "transformer.wte.weight",
		    "is [10,12], the configuration "
		    "wants [11,12]",
		    { 10, 12 } },
	};
	struct weights *w = weights_random(&gpt2, 1), *v;

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		const struct change *x = &changes[i];
		struct err e = { "" };

		write_changed(w, "gpt2", x);
		v = weights_load("gpt2", &e);
		if (!ok(x->why == NULL
			    ? v != NULL
			    : v == NULL && strstr(e.msg, x->why) != NULL,
			"%s", x->what))
			printf("# %s\n", e.msg);
		weights_free(v);
	}
	weights_free(w);
}

/* The keys of a model, after its architecture. */
static void
put_keys(struct gguf_file *f, const char *arch, const struct model_config *c)
{
	const struct {
		const char *name;
		size_t value;
	} sizes[] = { { "context_length", c->n_positions },
		{ "embedding_length", c->width },
		{ "block_count", c->n_layers },
		{ "feed_forward_length", c->mlp_width },
		{ "attention.head_count", c->n_heads },
		{ "attention.head_count_kv", c->n_kv_heads },
		{ "attention.key_length", c->head_dim },
		{ "attention.value_length", c->head_dim },
		{ "rope.dimension_count", c->rope.rotary_dim } };
	char key[64];

	g_str(f, "general.architecture", arch);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		snprintf(key, sizeof key, "%s.%s", arch, sizes[i].name);
		if (sizes[i].value > 0)
			g_u32(f, key, (uint32_t)sizes[i].value);
	}
	snprintf(key, sizeof key, "%s.attention.layer_norm%s_epsilon", arch,
	    c->norm == NORM_RMS ? "_rms" : "");
	g_f32(f, key, 1e-5f);
	g_u32(f, "tokenizer.ggml.bos_token_id", 1);
}

static void
put_llama_keys(struct gguf_file *f)
{
	put_keys(f, "llama", &llama);
}

/* The model as tensors of a GGUF file, which may lack one of them. */
static void
put_tensors(struct gguf_file *f, const struct weights *w, const char *drop)
{
	struct arena a = { 0 };
	size_t n;
	const struct slot *slots =
	    tensor_names_slots(&w->config, CONTAINER_GGUF, &a, &n);
	float x[1000];

	for (size_t i = 0; i < n; i++) {
		struct tensor t = { 0 };
		uint64_t dims[2];

		if (drop != NULL && str_eq(slots[i].name, str_of(drop)))
			continue;
		tensor_names_shape(&slots[i], &t);
		dims[0] = t.dims[t.n_dims - 1];
		dims[1] = t.dims[0];
		g_tensor(f, arena_copy(&a, slots[i].name.p, slots[i].name.n),
		    t.n_dims, dims, G_T_F32);
		tensor_names_get(&slots[i], w->config.head_dim,
		    w->data + weights_place(w, &slots[i]), x);
		g_floats(f, x, slots[i].rows * slots[i].cols);
	}
	arena_release(&a);
}

static struct weights *
load_gguf(struct gguf_file *f, struct err *e)
{
	struct buf b = { 0 };
	struct weights *w = NULL;

	if (file_put("x.gguf", g_finish(f, 3, &b), e) == 0)
		w = weights_load("x.gguf", e);
	buf_release(&b);
	return w;
}

static void
test_gguf(const char *arch, const struct model_config *c)
{
	struct gguf_file f = { 0 };
	struct err e = { "" };
	struct weights *w = numbered(c), *v;

	put_keys(&f, arch, c);
	put_tensors(&f, w, NULL);
	v = load_gguf(&f, &e);
	ok(same(w, v), "%s from GGUF %s", model_family_name(c->family), e.msg);
	ok(v != NULL && v->config.tied == c->tied, "tied as it was");
	check_mapped("x.gguf", v);
	weights_free(v);
	put_keys(&f, arch, c);
	put_tensors(&f, w, "blk.1.ffn_down.weight");
	v = load_gguf(&f, &e);
	ok(v == NULL &&
		strstr(e.msg, "no tensor 'blk.1.ffn_down.weight'") != NULL,
	    "a tensor missing: %s", e.msg);
	weights_free(w);
}

#define SIZES                                                           \
	"\"vocab_size\":11,\"hidden_size\":12,\"num_hidden_layers\":6," \
	"\"num_attention_heads\":3,\"max_position_embeddings\":7,"      \
	"\"bos_token_id\":1,\"tie_word_embeddings\":true,"              \
	"\"num_key_value_heads\":3,\"head_dim\":4,\"intermediate_size\":20"
#define LIKE(family) \
	"{\"model_type\":\"" family "\",\"rms_norm_eps\":1e-5," SIZES

/* Families whose keys say more than sizes. */
static const struct {
	const char *arch, *config;
	struct {
		const char *key;
		float x;
	} reals[4];
	struct {
		const char *key;
		uint32_t n;
	} sizes[2];
} others[] = {
	{ "olmo2", LIKE("olmo2") "}", { { NULL, 0 } }, { { NULL, 0 } } },
	{ "phi3", LIKE("phi3") ",\"sliding_window\":5}", { { NULL, 0 } },
	    { { "attention.sliding_window", 5 } } },
	{ "smollm3", LIKE("smollm3") ",\"rope_theta\":5e5}",
	    { { "rope.freq_base", 5e5F } }, { { NULL, 0 } } },
	{ "granite",
	    LIKE("granite") ",\"embedding_multiplier\":12,"
			    "\"attention_multiplier\":0.25,"
			    "\"residual_multiplier\":0.5,"
			    "\"logits_scaling\":8}",
	    { { "embedding_scale", 12 }, { "attention.scale", 0.25F },
		{ "residual_scale", 0.5F }, { "logit_scale", 8 } },
	    { { NULL, 0 } } },
	{ "stablelm",
	    LIKE("stablelm") ",\"use_parallel_residual\":true,"
			     "\"partial_rotary_factor\":0.5}",
	    { { NULL, 0 } }, { { NULL, 0 } } },
	{ "stablelm",
	    LIKE("stablelm") ",\"qk_layernorm\":true,"
			     "\"partial_rotary_factor\":0.5}",
	    { { NULL, 0 } }, { { NULL, 0 } } },
	{ "gemma2",
	    LIKE("gemma2") ",\"query_pre_attn_scalar\":4,"
			   "\"sliding_window\":3}",
	    { { "attn_logit_softcapping", 50 },
		{ "final_logit_softcapping", 30 } },
	    { { "attention.sliding_window", 3 } } },
	{ "gemma3",
	    LIKE("gemma3_text") ",\"query_pre_attn_scalar\":4,"
				"\"sliding_window\":3}",
	    { { "rope.freq_base", 1e6F } },
	    { { "attention.sliding_window", 3 } } },
	{ "llama",
	    LIKE("llama") ",\"rope_scaling\":{\"rope_type\":\"yarn\","
			  "\"original_max_position_embeddings\":3,"
			  "\"factor\":2}}",
	    { { "rope.scaling.factor", 2 } },
	    { { "rope.scaling.original_context_length", 3 } } },
	{ "falcon",
	    "{\"model_type\":\"falcon\",\"multi_query\":true,"
	    "\"ffn_hidden_size\":20,\"num_kv_heads\":1," SIZES "}",
	    { { NULL, 0 } }, { { NULL, 0 } } },
	{ "falcon",
	    "{\"model_type\":\"falcon\",\"new_decoder_architecture\":true,"
	    "\"multi_query\":false,\"ffn_hidden_size\":20,"
	    "\"num_kv_heads\":3," SIZES "}",
	    { { NULL, 0 } }, { { NULL, 0 } } },
	{ "gemma", LIKE("gemma") "}", { { NULL, 0 } }, { { NULL, 0 } } },
	{ "phi2",
	    "{\"model_type\":\"phi\",\"partial_rotary_factor\":0.5," SIZES "}",
	    { { NULL, 0 } }, { { NULL, 0 } } },
	{ "bloom", "{\"model_type\":\"bloom\"," SIZES "}", { { NULL, 0 } },
	    { { NULL, 0 } } },
	{ "mpt", "{\"model_type\":\"mpt\"," SIZES "}",
	    { { "attention.max_alibi_bias", 8 } }, { { NULL, 0 } } },
};

static const char *
key_in(const char *arch, const char *name)
{
	static char key[64];

	snprintf(key, sizeof key, "%s.%s", arch, name);
	return key;
}

static void
test_gguf_of(size_t i, const struct model_config *c)
{
	const char *arch = others[i].arch;
	struct weights *w = numbered(c), *v;
	struct buf want = { 0 }, got = { 0 };
	struct gguf_file f = { 0 };
	struct err e = { "" };

	put_keys(&f, arch, c);
	for (size_t k = 0; k < 4 && others[i].reals[k].key != NULL; k++)
		g_f32(&f, key_in(arch, others[i].reals[k].key),
		    others[i].reals[k].x);
	for (size_t k = 0; k < 2 && others[i].sizes[k].key != NULL; k++)
		g_u32(&f, key_in(arch, others[i].sizes[k].key),
		    others[i].sizes[k].n);
	if (c->rope.kind == ROPE_YARN)
		g_str(&f, key_in(arch, "rope.scaling.type"), "yarn");
	put_tensors(&f, w, NULL);
	v = load_gguf(&f, &e);
	model_config_write(&want, c, NULL);
	if (v != NULL)
		model_config_write(&got, &v->config, NULL);
	if (!ok(same(w, v) && str_eq(buf_view(&want), buf_view(&got)),
		"%s from GGUF, as its folder says %s", arch, e.msg))
		printf("# %s\n# %s\n", want.p, v == NULL ? "" : got.p);
	buf_release(&want);
	buf_release(&got);
	weights_free(v);
	weights_free(w);
}

static void
test_gguf_others(void)
{
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		struct model_config c;
		struct err e = { "" };

		if (ok(model_config_parse(str_of(others[i].config), &c, &e) ==
			    0,
			"%s: %s", others[i].arch, e.msg))
			test_gguf_of(i, &c);
	}
}

/* Phi's two lists of factors bound the context to what the first is for. */
static void
test_long(void)
{
	struct model_config c;
	struct gguf_file f = { 0 };
	struct err e = { "" };
	struct weights *w, *v;
	uint64_t dims[] = { 2 };
	const float from_short[] = { 1, 1.5F }, from_long[] = { 2, 4 };

	ok(model_config_parse(STR(LIKE("phi3") "}"), &c, &e) == 0, "phi3");
	w = numbered(&c);
	put_keys(&f, "phi3", &c);
	g_u32(&f, "phi3.rope.scaling.original_context_length", 5);
	put_tensors(&f, w, NULL);
	g_tensor(&f, "rope_factors_short.weight", 1, dims, G_T_F32);
	g_floats(&f, from_short, 2);
	g_tensor(&f, "rope_factors_long.weight", 1, dims, G_T_F32);
	g_floats(&f, from_long, 2);
	v = load_gguf(&f, &e);
	ok(v != NULL && v->config.rope.kind == ROPE_LONG &&
		v->config.rope.short_factor[1] == 1.5 &&
		v->config.rope.long_factor[1] == 4 &&
		v->config.rope.factor == 7.0 / 5 &&
		v->config.n_positions == 5 && v->config.stated_positions == 7,
	    "longrope from GGUF %s", e.msg);
	weights_free(v);
	weights_free(w);
}

/* Of old files a scale, of newer ones a factor, divides the angles. */
static void
test_linear(void)
{
	struct gguf_file f = { 0 };
	struct err e = { "" };
	struct weights *w = weights_random(&llama, 1), *v;

	put_llama_keys(&f);
	g_f32(&f, "llama.rope.scale_linear", 4);
	put_tensors(&f, w, NULL);
	v = load_gguf(&f, &e);
	ok(v != NULL && v->config.rope.kind == ROPE_LINEAR &&
		v->config.rope.factor == 4,
	    "the old key of linear scaling %s", e.msg);
	weights_free(v);
	put_llama_keys(&f);
	g_str(&f, "llama.rope.scaling.type", "linear");
	g_f32(&f, "llama.rope.scaling.factor", 2);
	put_tensors(&f, w, NULL);
	v = load_gguf(&f, &e);
	ok(v != NULL && v->config.rope.kind == ROPE_LINEAR &&
		v->config.rope.factor == 2,
	    "and the new ones %s", e.msg);
	weights_free(v);
	weights_free(w);
}

/* q, k and v of each head together, three heads of two rows. */
static void
test_heads(void)
{
	static const size_t want[] = { 0, 1, 6, 7, 12, 13, 2, 3, 8, 9, 14, 15,
		4, 5, 10, 11, 16, 17 };
	struct slot h = {
		.rows = 18, .cols = 1, .order = STORED_HEADS, .group = 1
	};
	struct slot two = {
		.rows = 8, .cols = 1, .order = STORED_HEADS, .group = 2
	};
	static const size_t grouped[] = { 0, 1, 4, 5, 2, 6, 3, 7 };
	float file[18], memory[18], back[18];
	size_t bad = 0;

	for (size_t i = 0; i < 18; i++)
		memory[i] = (float)i;
	tensor_names_get(&h, 2, memory, file);
	for (size_t i = 0; i < 18; i++)
		bad += file[i] != (float)want[i];
	ok(bad == 0, "q, k and v of a head lie together");
	tensor_names_put(&h, 2, file, back);
	ok(memcmp(back, memory, sizeof back) == 0, "and are parted");
	for (size_t i = 0; i < 8; i++)
		bad += tensor_names_row(&two, 1, i) != grouped[i];
	ok(bad == 0, "or two heads of queries with theirs of keys");
}

/* Row r of q in the file: the two halves of each head, side by side. */
static void
test_pairs(void)
{
	static const size_t want[] = { 0, 2, 1, 3, 4, 6, 5, 7 };
	struct slot h = {
		.rows = 8, .cols = 1, .order = STORED_PAIRS, .turned = 4
	};
	static const size_t part[] = { 0, 2, 1, 3, 4, 5, 6, 7 };
	float file[8], memory[8] = { 0, 1, 2, 3, 4, 5, 6, 7 }, back[8];
	size_t bad = 0;

	tensor_names_get(&h, 4, memory, file);
	for (size_t i = 0; i < 8; i++)
		bad += file[i] != (float)want[i];
	ok(bad == 0, "rows of a head lie in pairs");
	for (size_t i = 0; i < 8; i++)
		bad += tensor_names_row(&h, 8, i) != part[i];
	ok(bad == 0, "where only a part of it turns, that part");
	tensor_names_put(&h, 4, file, back);
	ok(memcmp(back, memory, sizeof back) == 0, "and are put back");
}

static void
gguf_refused(struct gguf_file *f, const char *why)
{
	struct err e = { "" };
	struct weights *w = weights_random(&llama, 1), *v;

	put_tensors(f, w, NULL);
	v = load_gguf(f, &e);
	if (!ok(v == NULL && strstr(e.msg, why) != NULL, "refused: %s", why))
		printf("# %s\n", e.msg);
	weights_free(v);
	weights_free(w);
}

static void
put_factors(struct gguf_file *f, float first, float second)
{
	static const uint64_t two[] = { 2 };
	float x[2] = { first, second };

	g_tensor(f, "rope_freqs.weight", 1, two, G_T_F32);
	g_floats(f, x, 2);
}

static void
test_gguf_refused(void)
{
	struct gguf_file f = { 0 };
	struct model_config part = llama;

	g_str(&f, "general.architecture", "mamba");
	gguf_refused(&f, "architecture 'mamba'");
	g_str(&f, "general.architecture", "llama");
	gguf_refused(&f, "'llama.embedding_length' is missing");
	put_llama_keys(&f);
	g_u32(&f, "llama.expert_count", 8);
	gguf_refused(&f, "'llama.expert_count' is above 0");
	put_llama_keys(&f);
	g_str(&f, "llama.rope.scaling.type", "xpos");
	gguf_refused(&f, "rope.scaling.type 'xpos'");
	put_llama_keys(&f);
	g_u32(&f, "llama.attention.sliding_window", 6);
	gguf_refused(&f, "sliding_window' is below the 7 positions");
	part.rope.rotary_dim = 2;
	put_keys(&f, "llama", &part);
	gguf_refused(&f, "2 turned");
	part = llama;
	part.n_layers = 44289;
	put_keys(&f, "llama", &part);
	gguf_refused(&f, "44289 layers; from 1 to 1024");
	put_llama_keys(&f);
	g_u32(&f, "llama.rope.freq_base", 10000);
	gguf_refused(&f, "key 'llama.rope.freq_base' is not of type f32");
	g_u32(&f, "general.architecture", 1);
	gguf_refused(&f, "key 'general.architecture' is not a string");
	put_llama_keys(&f);
	g_u32(&f, "llama.vocab_size", 12);
	gguf_refused(&f, "embeddings of 11");
	put_llama_keys(&f);
	g_u32(&f, "split.count", 2);
	gguf_refused(&f, "one of 2 parts");
	put_llama_keys(&f);
	g_str(&f, "general.type", "adapter");
	gguf_refused(&f, "an adapter");
	put_llama_keys(&f);
	put_factors(&f, 1, 3);
	gguf_refused(&f, "factors other than Llama 3's");
}

/* Head width 4, theta 10000: waves of 6.3 and 628 positions, both short. */
static void
test_factors(void)
{
	struct gguf_file f = { 0 };
	struct err e = { "" };
	struct weights *w = weights_random(&llama, 1), *v;

	put_llama_keys(&f);
	put_factors(&f, 1, 1);
	put_tensors(&f, w, NULL);
	v = load_gguf(&f, &e);
	ok(v != NULL && v->config.rope.kind == ROPE_PLAIN,
	    "factors of one change nothing %s", e.msg);
	weights_free(v);
	weights_free(w);
}

static void
test_paths(void)
{
	struct err e = { "" };

	mkdir("none", 0777);
	ok(weights_load("none", &e) == NULL &&
		strstr(e.msg, "no config.json") != NULL,
	    "%s", e.msg);
	ok(file_put("none/adapter_config.json", STR("{}"), &e) == 0 &&
		weights_load("none", &e) == NULL &&
		strstr(e.msg, "adapter") != NULL,
	    "%s", e.msg);
	ok(weights_load("nowhere", &e) == NULL && strstr(e.msg, "nowhere"),
	    "%s", e.msg);
}

int
main(void)
{
	struct model_config tied = llama, qwen2 = llama, qwen3 = llama;
	struct model_config neox = gpt2, opt = gpt2;

	tied.tied = true;
	qwen2.family = FAMILY_QWEN2;
	qwen2.attn_qkv_bias = true;
	qwen3.family = FAMILY_QWEN3;
	qwen3.qk_norm = QK_NORM_HEAD;
	qwen3.attn_qkv_bias = qwen3.attn_out_bias = true;
	neox.family = FAMILY_NEOX;
	neox.position = POSITION_ROPE;
	neox.rope = (struct rope_config){
		.head_dim = 4, .rotary_dim = 2, .theta = 10000, .factor = 1
	};
	neox.activation = ACT_GELU_ERF;
	neox.parallel = true;
	neox.tied = false;
	opt.family = FAMILY_OPT;
	opt.activation = ACT_RELU;
	opt.first_position = 2;
	test_plan(&gpt2);
	test_plan(&llama);
	test_plan(&qwen3);
	test_plan(&neox);
	test_plan(&opt);
	test_random();
	test_saved(&gpt2, "gpt2", 0);
	test_transposed();
	test_saved(&gpt2, "gpt2-bf16", 1);
	test_saved(&llama, "llama", 0);
	test_saved(&tied, "llama-tied", 0);
	test_saved(&qwen2, "qwen2", 0);
	test_saved(&qwen3, "qwen3", 1);
	test_saved(&neox, "neox", 0);
	test_saved(&opt, "opt", 0);
	test_slots();
	test_gguf("gpt2", &gpt2);
	test_gguf("llama", &llama);
	test_gguf("llama", &tied);
	test_gguf("qwen2", &qwen2);
	test_gguf("qwen3", &qwen3);
	test_gguf("gptneox", &neox);
	test_gguf_others();
	test_long();
	test_linear();
	test_pairs();
	test_heads();
	test_gguf_refused();
	test_factors();
	test_paths();
	return tap_end();
}
