#!/usr/bin/env python3
"""Prints t/model/adapter_reference.h: what PEFT computes for tiny models.

Models and text are those of reference.py, the adapters' numbers follow from
the same formula by the names that they have in PEFT's file.  Made with PEFT
0.21, transformers 4.57 and PyTorch 2.13 in fp32:

    python3 t/model/adapter_reference.py |
        clang-format >t/model/adapter_reference.h
"""
import json
import sys

import peft
import torch

import reference as ref


def lora(**more):
    return peft.LoraConfig(**{"task_type": "CAUSAL_LM", "r": 3,
                              "lora_alpha": 5, "target_modules": "all-linear",
                              **more})


def prefix(n, **more):
    return peft.PrefixTuningConfig(task_type="CAUSAL_LM",
                                   num_virtual_tokens=n, **more)


ADAPTERS = [
    ("gpt2", lora(fan_in_fan_out=True)),
    ("gpt2", prefix(4)),
    ("llama, biases, wide heads", lora()),
    ("llama, biases, wide heads", prefix(5)),
    ("llama 3", lora(use_rslora=True, r=2,
                     target_modules=["q_proj", "mlp.up_proj"],
                     rank_pattern={"layers.1.mlp.up_proj": 4,
                                   "^model.layers.0.*q_proj": 3},
                     alpha_pattern={"q_proj": 7})),
    ("qwen3", lora()),
    ("mistral, a short window", lora()),
    ("mistral, a short window", prefix(3)),
    ("qwen2, a window behind", lora()),
    ("qwen2", prefix(4)),
    ("gpt_neox", lora()),
    ("gpt_neox", prefix(3)),
    ("opt", lora()),
    ("opt", prefix(4)),
    ("gpt2", lora(fan_in_fan_out=True, use_dora=True)),
    ("llama, biases, wide heads", lora(use_dora=True, use_rslora=True)),
    ("llama 3", lora(use_dora=True,
                     target_modules=["k_proj", "o_proj", "mlp.up_proj"])),
    ("gpt_neox", lora(use_dora=True)),
    ("olmo2", lora()),
    ("phi3, partial longrope", lora()),
    ("smollm3, all said", lora()),
    ("granite, biases", lora()),
    ("granite, biases", prefix(4)),
    ("stablelm, side by side", lora()),
    ("stablelm, norms of heads", lora()),
    ("stablelm, norms of heads", prefix(3)),
    ("gemma2, caps that bind", lora()),
    ("gemma3", lora()),
    ("gptj", lora()),
    ("gptj", prefix(3)),
    ("gpt_neo", lora()),
    ("falcon, new form", lora()),
    ("gemma", lora()),
    ("gemma, biases, untied", prefix(3)),
    ("phi", lora()),
    ("phi", prefix(4)),
    ("falcon, alibi", lora()),
    ("bloom", lora()),
    ("mpt, three heads, untied", lora()),
    ("falcon, alibi", prefix(3)),
    ("bloom", prefix(4)),
    ("mpt, three heads, untied", prefix(5, num_layers=2, token_dim=24,
                                        num_attention_heads=3)),
]


def file_name(name):
    if name.startswith("prompt_encoder."):
        return "prompt_embeddings"
    name = name.replace(".default", "")
    if name.endswith("lora_magnitude_vector.weight"):
        return name[:-len(".weight")]
    return name


def said(config):
    """What adapter_config.json says, without what asks for nothing."""
    members = {k: sorted(v) if isinstance(v, set) else v
               for k, v in config.to_dict().items()}
    return json.dumps({k: v for k, v in members.items()
                       if isinstance(v, (str, int, float, list, dict)) and v})


def show(name, config):
    model = peft.get_peft_model(ref.make(ref.MODELS[name]), config).eval()
    trained = {file_name(k): p for k, p in model.named_parameters()
               if p.requires_grad}
    with torch.no_grad():
        for key, p in trained.items():
            p.copy_(ref.formula_like(key, p.shape, False))
    logits, loss = ref.run(model)
    kind = "DORA" if getattr(config, "use_dora", False) else \
        config.peft_type.value
    print("{ %s, %s, %s, %.7f, {" % (
        json.dumps("%s, %s" % (name, kind)),
        json.dumps(json.dumps(ref.MODELS[name])), json.dumps(said(config)),
        loss))
    print(", ".join("%.6f" % logits[row][i] for row, i in ref.SHOWN))
    print("}, {")
    for key, p in trained.items():
        g = p.grad.double().numpy().ravel()
        print("{ %s, %d, %d, %.6g, %.6g }," % (
            json.dumps(key), *p.shape, *[0] * (2 - p.dim()), (g * g).sum() ** 0.5,
            (g * ref.formula(key, g.size)).sum()))
    print("} },")


print("/* Numbers of tiny adapters: made by adapter_reference.py. */")
print("static const struct reference references[] = {")
for model_name, adapter in ADAPTERS:
    if len(sys.argv) == 1 or model_name in sys.argv[1:]:
        show(model_name, adapter)
print("};")
