"""A training step in PyTorch, to be run in turn with t/bench/step.c.

usage: peer.py MODEL SEQUENCES LENGTH PERCENT FORM [fp32|bf16]

MODEL is gpt2 or smollm2, random weights.  FORM is best (logits of the rows
that bear loss alone), usual (all logits, loss masked) or padded (all logits,
a quarter of each sequence real, the rest padding: the shape of MetaICL's
trainer).  Eager, SDPA, fused AdamW, gradient clipped; the second step counts,
on one thread (OMP_NUM_THREADS=1) by the process's own time, as in step.c.
"""

import sys
import time

import torch
import transformers


def model_of(name):
    if name == "gpt2":
        config = transformers.GPT2Config(
            resid_pdrop=0, embd_pdrop=0, attn_pdrop=0)
        kind = transformers.GPT2LMHeadModel
    else:
        config = transformers.LlamaConfig(
            vocab_size=49152, hidden_size=576, intermediate_size=1536,
            num_hidden_layers=30, num_attention_heads=9,
            num_key_value_heads=3, max_position_embeddings=2048,
            tie_word_embeddings=True)
        kind = transformers.LlamaForCausalLM
    config._attn_implementation = "sdpa"
    return kind(config)


def loss_of(model, form, ids, labels, mask):
    if form != "best":
        logits = model(ids, attention_mask=mask).logits[:, :-1]
        wanted = labels[:, 1:].reshape(-1)
        return torch.nn.functional.cross_entropy(
            logits.reshape(-1, logits.shape[-1]).float(), wanted)
    hidden = model.base_model(ids).last_hidden_state[:, :-1]
    wanted = labels[:, 1:]
    rows = wanted != -100
    logits = model.lm_head(hidden[rows])
    return torch.nn.functional.cross_entropy(logits.float(), wanted[rows])


def step(model, optimizer, form, ids, labels, mask, precision):
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        loss = loss_of(model, form, ids, labels, mask)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def main():
    name, form = sys.argv[1], sys.argv[5]
    sequences, length = int(sys.argv[2]), int(sys.argv[3])
    percent = float(sys.argv[4])
    precision = sys.argv[6] if len(sys.argv) > 6 else "fp32"
    torch.manual_seed(1)
    model = model_of(name)
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5, fused=True)
    ids = torch.randint(0, 49000, (sequences, length))
    labels = ids.clone()
    if percent < 100:
        every = round(100 / percent)
        labels[:, torch.arange(length) % every != 0] = -100
    clock = time.monotonic
    if torch.get_num_threads() == 1:
        clock = time.process_time
    mask, real = None, sequences * length
    if form == "padded":
        mask = torch.ones_like(ids)
        mask[:, length // 4:] = 0
        labels[mask == 0] = -100
        real = int(mask.sum())
    for _ in range(2):
        start = clock()
        step(model, optimizer, form, ids, labels, mask, precision)
        took = clock() - start
    print(f"PyTorch {torch.__version__} {form} {precision}: step {took:6.2f} s"
          f" {real / took:7.1f} tokens/s", flush=True)


main()
