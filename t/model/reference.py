#!/usr/bin/env python3
"""Prints t/model/reference.h: what transformers computes for tiny models.

The weights are a formula of the tensor's name in its file, of a folder or
GGUF, and the number's place in it, which t/model/reference.c has too.  Made
with transformers 4.57 (from the short window of mistral on 5.24), PyTorch 2.13
in fp32 and gguf 0.19:

    python3 t/model/reference.py | clang-format >t/model/reference.h

With the names of models it prints only those.
"""
import json
import re
import sys

import gguf
import numpy as np
import torch
import transformers

TEXT = [3, 14, 15, 9, 26, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 28]
CUTS = [0, 9, 23]
SHOWN = [(0, 0), (5, 17), (14, 28), (22, 11)]

COMMON = {"vocab_size": 29, "num_hidden_layers": 2}
GPT2 = {"model_type": "gpt2", "vocab_size": 29, "n_embd": 24, "n_layer": 2,
        "n_head": 3, "n_positions": 32}
LLAMA = {"hidden_size": 24, "intermediate_size": 36, "num_attention_heads": 4,
         "num_key_value_heads": 2, "max_position_embeddings": 32, **COMMON}
NEOX = {"model_type": "gpt_neox", "hidden_size": 24, "intermediate_size": 40,
        "num_attention_heads": 3, "max_position_embeddings": 32, **COMMON}
OPT = {"model_type": "opt", "hidden_size": 24, "ffn_dim": 40,
       "num_attention_heads": 3, "max_position_embeddings": 32, **COMMON}
FALCON = {"model_type": "falcon", "hidden_size": 24, "num_attention_heads": 4,
          "max_position_embeddings": 32, **COMMON}


def llama(kind="llama", **more):
    return {"model_type": kind, **LLAMA, **more}


MODELS = {
    "gpt2": GPT2,
    "gpt2, untied, exact gelu": {**GPT2, "tie_word_embeddings": False,
                                 "activation_function": "gelu",
                                 "n_inner": 40},
    "llama, tied": llama(tie_word_embeddings=True, rms_norm_eps=1e-5),
    "llama, biases, wide heads": llama(head_dim=8, attention_bias=True,
                                       mlp_bias=True),
    "llama 3": llama(rope_theta=500000.0, rope_scaling={
        "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
        "high_freq_factor": 4.0, "original_max_position_embeddings": 16}),
    "llama, linear": llama(rope_scaling={"rope_type": "linear",
                                         "factor": 4.0}),
    "mistral": llama("mistral", sliding_window=24),
    "qwen2": llama("qwen2", rope_theta=1000000.0),
    "qwen3": llama("qwen3", head_dim=10, tie_word_embeddings=True),
    "qwen3, biases": llama("qwen3", head_dim=6, attention_bias=True),
    "gpt_neox": {**NEOX, "rotary_pct": 0.5},
    "gpt_neox, one after the other": {**NEOX, "rotary_pct": 0.25,
                                      "use_parallel_residual": False,
                                      "hidden_act": "gelu_new",
                                      "rotary_emb_base": 5000},
    "opt": OPT,
    "opt, no biases, untied": {**OPT, "enable_bias": False,
                               "tie_word_embeddings": False},
    "mistral, a short window": llama("mistral", sliding_window=5),
    "qwen2, a window behind": llama("qwen2", use_sliding_window=True,
                                    sliding_window=4, max_window_layers=1),
    "llama, yarn": llama(head_dim=12, rope_scaling={
        "rope_type": "yarn", "factor": 4.0,
        "original_max_position_embeddings": 16}),
    "llama, yarn, all said": llama(head_dim=12, rope_scaling={
        "rope_type": "yarn", "factor": 4.0, "beta_fast": 4.0,
        "beta_slow": 0.5, "mscale": 0.8, "mscale_all_dim": 0.3,
        "truncate": False, "original_max_position_embeddings": 16}),
    "qwen3, dynamic": llama("qwen3", head_dim=8, rope_scaling={
        "rope_type": "dynamic", "factor": 2.0}),
    "olmo2": llama("olmo2", rope_theta=500000.0),
    "olmo2, biases, tied": llama("olmo2", attention_bias=True,
                                 tie_word_embeddings=True),
    "phi3": llama("phi3", sliding_window=7, pad_token_id=0),
    "phi3, partial longrope": llama(
        "phi3", num_attention_heads=3, num_key_value_heads=1, pad_token_id=0,
        partial_rotary_factor=0.75, tie_word_embeddings=True,
        max_position_embeddings=64, original_max_position_embeddings=16,
        rope_scaling={"type": "longrope", "short_factor": [1.0, 1.25, 1.5],
                      "long_factor": [1.0, 2.0, 4.0]}),
    "smollm3": llama("smollm3", no_rope_layer_interval=2, pad_token_id=0),
    "smollm3, all said": llama(
        "smollm3", no_rope_layers=[0, 1], use_sliding_window=True,
        sliding_window=6, attention_bias=True, mlp_bias=True,
        tie_word_embeddings=False, pad_token_id=0),
    "granite": llama("granite", embedding_multiplier=3.0,
                     attention_multiplier=0.25, residual_multiplier=0.5,
                     logits_scaling=2.0, tie_word_embeddings=True),
    "granite, biases": llama("granite", attention_bias=True, mlp_bias=True),
    "stablelm": llama("stablelm", num_attention_heads=3,
                      num_key_value_heads=3),
    "stablelm, side by side": llama(
        "stablelm", num_attention_heads=3, num_key_value_heads=1,
        partial_rotary_factor=0.5, use_qkv_bias=True,
        use_parallel_residual=True, tie_word_embeddings=True),
    "stablelm, norms of heads": llama(
        "stablelm", qk_layernorm=True, use_parallel_residual=True,
        partial_rotary_factor=0.67, tie_word_embeddings=True),
    "gemma2": llama("gemma2", head_dim=8, sliding_window=6,
                    query_pre_attn_scalar=6, pad_token_id=0),
    "gemma2, caps that bind": llama(
        "gemma2", head_dim=8, sliding_window=3, attn_logit_softcapping=0.5,
        final_logit_softcapping=2.0, attention_bias=True, pad_token_id=0,
        layer_types=["full_attention", "sliding_attention"]),
    "gemma3": llama("gemma3_text", head_dim=8, sliding_window=6,
                    query_pre_attn_scalar=8, pad_token_id=0,
                    sliding_window_pattern=2),
    "gemma3, scaled": llama(
        "gemma3_text", head_dim=8, sliding_window=6, pad_token_id=0,
        layer_types=["full_attention", "sliding_attention"],
        rope_theta=50000.0, rope_local_base_freq=100.0,
        rope_scaling={"rope_type": "linear", "factor": 8.0},
        final_logit_softcapping=3.0, tie_word_embeddings=False),
    "gptj": {"model_type": "gptj", "vocab_size": 29, "n_embd": 24,
             "n_layer": 2, "n_head": 2, "n_positions": 32, "rotary_dim": 8},
    "gpt_neo": {"model_type": "gpt_neo", "vocab_size": 29, "hidden_size": 24,
                "num_layers": 2, "num_heads": 3, "window_size": 5,
                "attention_types": [[["global", "local"], 1]],
                "max_position_embeddings": 32},
    "falcon": {**FALCON},
    "falcon, one after the other": {**FALCON, "parallel_attn": False,
                                    "multi_query": False, "bias": True},
    "falcon, new form": {**FALCON, "new_decoder_architecture": True,
                         "num_kv_heads": 2, "ffn_hidden_size": 40,
                         "tie_word_embeddings": False},
    "falcon, new form, one norm": {
        **FALCON, "new_decoder_architecture": True, "num_kv_heads": 2,
        "num_ln_in_parallel_attn": 1, "bias": True},
    "gemma": llama("gemma", head_dim=8, pad_token_id=0),
    "gemma, biases, untied": llama(
        "gemma", head_dim=12, attention_bias=True, pad_token_id=0,
        tie_word_embeddings=False),
    "phi": {**NEOX, "model_type": "phi", "num_attention_heads": 4,
            "num_key_value_heads": 2, "partial_rotary_factor": 0.67},
    "falcon, alibi": {**FALCON, "alibi": True, "multi_query": False,
                      "parallel_attn": False, "bias": True},
    "falcon, alibi, six heads": {**FALCON, "alibi": True,
                                 "num_attention_heads": 6},
    "bloom": {"model_type": "bloom", "vocab_size": 29, "hidden_size": 24,
              "n_layer": 2, "n_head": 4, "seq_length": 32},
    "bloom, six heads, untied": {
        "model_type": "bloom", "vocab_size": 29, "hidden_size": 24,
        "n_layer": 2, "n_head": 6, "seq_length": 32,
        "tie_word_embeddings": False},
    "phi3, long factors": llama(
        "phi3", num_attention_heads=3, num_key_value_heads=1, pad_token_id=0,
        partial_rotary_factor=0.75, sliding_window=7,
        max_position_embeddings=64, original_max_position_embeddings=8,
        rope_scaling={"type": "longrope", "short_factor": [1.0, 1.25, 1.5],
                      "long_factor": [1.5, 2.0, 4.0]}),
    "llama, long factors": llama(rope_scaling={
        "rope_type": "longrope", "short_factor": [1.0, 1.0, 2.0],
        "long_factor": [1.0, 3.0, 5.0], "factor": 6.0,
        "attention_factor": 1.25, "original_max_position_embeddings": 8}),
    "qwen3, dynamic, beyond": llama(
        "qwen3", head_dim=8, max_position_embeddings=8,
        rope_scaling={"rope_type": "dynamic", "factor": 2.0}),
    "mpt": {"model_type": "mpt", "vocab_size": 29, "d_model": 24,
            "n_layers": 2, "n_heads": 4, "max_seq_len": 32},
    "mpt, three heads, untied": {
        "model_type": "mpt", "vocab_size": 29, "d_model": 24,
        "n_layers": 2, "n_heads": 3, "max_seq_len": 32,
        "tie_word_embeddings": False},
}


# the context that is asked for, beyond the original positions
CONTEXT = {"phi3, long factors": 40, "llama, long factors": 32,
           "qwen3, dynamic, beyond": 20}

# as the converters write them: the heads of q and k of llama in pairs, those
# of GPT-NeoX parted, Conv1D turned
IN_GGUF = {"gpt2": gguf.MODEL_ARCH.GPT2, "llama 3": gguf.MODEL_ARCH.LLAMA,
           "qwen2": gguf.MODEL_ARCH.QWEN2, "qwen3": gguf.MODEL_ARCH.QWEN3,
           "gpt_neox": gguf.MODEL_ARCH.GPTNEOX,
           "olmo2": gguf.MODEL_ARCH.OLMO2, "phi3": gguf.MODEL_ARCH.PHI3,
           "smollm3": gguf.MODEL_ARCH.SMOLLM3,
           "granite": gguf.MODEL_ARCH.GRANITE,
           "stablelm": gguf.MODEL_ARCH.STABLELM,
           "stablelm, norms of heads": gguf.MODEL_ARCH.STABLELM,
           "gemma2": gguf.MODEL_ARCH.GEMMA2, "gemma3": gguf.MODEL_ARCH.GEMMA3,
           "falcon": gguf.MODEL_ARCH.FALCON,
           "falcon, new form": gguf.MODEL_ARCH.FALCON,
           "bloom": gguf.MODEL_ARCH.BLOOM, "mpt": gguf.MODEL_ARCH.MPT,
           "gemma": gguf.MODEL_ARCH.GEMMA, "phi": gguf.MODEL_ARCH.PHI2}
# whose heads of q and k are in pairs; whose norms are 1 more than the model's
PAIRS = [gguf.MODEL_ARCH.LLAMA, gguf.MODEL_ARCH.SMOLLM3,
         gguf.MODEL_ARCH.GRANITE]
HEADS = [gguf.MODEL_ARCH.GPTNEOX, gguf.MODEL_ARCH.BLOOM]
ONE_MORE = [gguf.MODEL_ARCH.GEMMA, gguf.MODEL_ARCH.GEMMA2, gguf.MODEL_ARCH.GEMMA3]


def formula(name, n):
    phase = 0
    for byte in name.encode():
        phase = (phase * 31 + byte) % 8191
    x = np.sin(np.arange(n) * 12.9898 + phase * 0.37) * 43758.5453
    return x - np.floor(x) - 0.5


def run(model):
    loss = 0
    logits = []
    for first, end in zip(CUTS, CUTS[1:]):
        ids = torch.tensor(TEXT[first:end])
        out = model(input_ids=ids[None]).logits[0]
        logits += out.detach().tolist()
        logprob = torch.log_softmax(out[:-1], -1)
        logprob = logprob.gather(1, ids[1:, None])[:, 0]
        weight = torch.tensor([0.1 * (1 + t % 3)
                               for t in range(first, end - 1)])
        loss = loss - (weight * logprob).sum()
    loss.backward()
    return logits, loss.item()


def gradients(model):
    sums = {}
    for name, p in model.named_parameters():
        g = p.grad.double().numpy().ravel()
        s = sums.setdefault(re.sub(r"\.[0-9]+\.", ".#.", name), [0, 0])
        s[0] += (g * g).sum()
        s[1] += (g * formula(name, g.size)).sum()
    return sums


def formula_like(name, shape, norm):
    x = torch.tensor(formula(name, int(np.prod(shape)))).reshape(shape)
    return 1 + 0.5 * x if norm else x


def from_gguf(arch, names, keys, key, shape, norm, c):
    if arch == gguf.MODEL_ARCH.BLOOM:
        key = key.removeprefix("transformer.")
    part = re.fullmatch(r"(.*)\.norms\.([0-9]+)(\.weight)", key)
    if part:  # the norms of all heads are one tensor's rows
        heads = sum(k.startswith(part[1] + ".norms.") for k in keys)
        name = names.get_name(part[1] + part[3], try_suffixes=(".weight",))
        x = formula_like(name, [heads, *shape], norm)
        return x[int(part[2])]
    name = names.get_name(key, try_suffixes=(".weight", ".bias"))
    if arch == gguf.MODEL_ARCH.GPT2 and ".c_" in key and len(shape) == 2:
        return formula_like(name, shape[::-1], norm).T
    x = formula_like(name, shape, norm)
    if norm and arch in ONE_MORE:
        x = x - 1
    if arch in PAIRS and (".attn_q." in name or ".attn_k." in name):
        heads = (c.num_attention_heads if ".attn_q." in name
                 else c.num_key_value_heads)
        x = x.reshape(heads, shape[0] // heads // 2, 2, -1)
        x = x.transpose(1, 2).reshape(shape)
    if arch in HEADS and "attn_qkv" in name:
        x = x.reshape(3, c.num_attention_heads, -1)
        x = x.transpose(0, 1).reshape(shape)
    if arch == gguf.MODEL_ARCH.FALCON and "attn_qkv" in name:
        heads = c.num_attention_heads
        keys = c.num_kv_heads if c.new_decoder_architecture else 1
        d = c.hidden_size // heads
        q, k, v = x.split([heads * d, keys * d, keys * d])
        x = torch.cat([q.reshape(keys, heads // keys, d, -1),
                       k.reshape(keys, 1, d, -1), v.reshape(keys, 1, d, -1)],
                      1).reshape(shape)
    return x


def make(config, arch=None):
    kind = dict(config)
    c = transformers.AutoConfig.for_model(kind.pop("model_type"), **kind)
    # its "eager" adds ALiBi twice, to the scores and with the mask
    way = "sdpa" if config.get("alibi") else "eager"
    model = transformers.AutoModelForCausalLM.from_config(
        c, attn_implementation=way).eval()
    names = arch and gguf.get_tensor_name_map(arch, 2)
    keys = [key for key, p in model.named_parameters()]
    with torch.no_grad():
        for key, p in model.named_parameters():
            norm = p.dim() == 1 and key.endswith(".weight")
            p.copy_(from_gguf(arch, names, keys, key, p.shape, norm, c) if arch
                    else formula_like(key, p.shape, norm))
    return model


def show(name, config, arch=None):
    model = make(config, arch)
    ctx = CONTEXT.get(name, 0)
    if ctx > 0:
        # the base of dynamic rope stays that of the longest text so far, of
        # all texts that are beyond the original positions
        model(input_ids=torch.zeros(1, ctx, dtype=torch.long))
    logits, loss = run(model)
    print("{ %s, CONTAINER_%s, %d, %s, %.7f, {" % (
        json.dumps(name), "GGUF" if arch else "HF", ctx,
        json.dumps(json.dumps(config)), loss))
    print(", ".join("%.6f" % logits[row][i] for row, i in SHOWN))
    print("}, {")
    for key, (square, dot) in ({} if arch else gradients(model)).items():
        print("{ %s, %.6g, %.6g }," % (json.dumps(key), square ** 0.5, dot))
    print("} },")


def main():
    chosen = sys.argv[1:]
    print("/* Numbers of tiny models: made by reference.py, see reference.c. */")
    print("static const struct reference references[] = {")
    for name, config in MODELS.items():
        if not chosen or name in chosen:
            show(name, config)
    for name, arch in IN_GGUF.items():
        if not chosen or name + " of GGUF" in chosen:
            show(name + " of GGUF", MODELS[name], arch)
    print("};")


if __name__ == "__main__":
    main()
