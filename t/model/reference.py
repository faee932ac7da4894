#!/usr/bin/env python3
"""Prints t/model/reference.h: what transformers computes for tiny models.

The weights are a formula of the tensor's name in its file, of a folder or
GGUF, and the number's place in it, which t/model/reference.c has too.  Made
with transformers 4.57, PyTorch 2.13 in fp32 and gguf 0.19:

    python3 t/model/reference.py | clang-format >t/model/reference.h
"""
import json
import re

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
}


# as the converters write them: the heads of q and k of llama in pairs, those
# of GPT-NeoX parted, Conv1D turned
IN_GGUF = {"gpt2": gguf.MODEL_ARCH.GPT2, "llama 3": gguf.MODEL_ARCH.LLAMA,
           "qwen2": gguf.MODEL_ARCH.QWEN2, "qwen3": gguf.MODEL_ARCH.QWEN3,
           "gpt_neox": gguf.MODEL_ARCH.GPTNEOX}


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


def from_gguf(arch, names, key, shape, norm, c):
    name = names.get_name(key, try_suffixes=(".weight", ".bias"))
    if arch == gguf.MODEL_ARCH.GPT2 and ".c_" in key and len(shape) == 2:
        return formula_like(name, shape[::-1], norm).T
    x = formula_like(name, shape, norm)
    if arch == gguf.MODEL_ARCH.LLAMA and (".attn_q." in name or
                                          ".attn_k." in name):
        heads = (c.num_attention_heads if ".attn_q." in name
                 else c.num_key_value_heads)
        x = x.reshape(heads, shape[0] // heads // 2, 2, -1)
        x = x.transpose(1, 2).reshape(shape)
    if arch == gguf.MODEL_ARCH.GPTNEOX and "attn_qkv" in name:
        x = x.reshape(3, c.num_attention_heads, -1)
        x = x.transpose(0, 1).reshape(shape)
    return x


def make(config, arch=None):
    kind = dict(config)
    c = transformers.AutoConfig.for_model(kind.pop("model_type"), **kind)
    model = transformers.AutoModelForCausalLM.from_config(
        c, attn_implementation="eager").eval()
    names = arch and gguf.get_tensor_name_map(arch, 2)
    with torch.no_grad():
        for key, p in model.named_parameters():
            norm = p.dim() == 1 and key.endswith(".weight")
            p.copy_(from_gguf(arch, names, key, p.shape, norm, c) if arch
                    else formula_like(key, p.shape, norm))
    return model


def show(name, config, arch=None):
    model = make(config, arch)
    logits, loss = run(model)
    print("{ %s, CONTAINER_%s, %s, %.7f, {" % (
        json.dumps(name), "GGUF" if arch else "HF",
        json.dumps(json.dumps(config)), loss))
    print(", ".join("%.6f" % logits[row][i] for row, i in SHOWN))
    print("}, {")
    for key, (square, dot) in ({} if arch else gradients(model)).items():
        print("{ %s, %.6g, %.6g }," % (json.dumps(key), square ** 0.5, dot))
    print("} },")


def main():
    print("/* Numbers of tiny models: made by reference.py, see reference.c. */")
    print("static const struct reference references[] = {")
    for name, config in MODELS.items():
        show(name, config)
    for name, arch in IN_GGUF.items():
        show(name + " of GGUF", MODELS[name], arch)
    print("};")


if __name__ == "__main__":
    main()
