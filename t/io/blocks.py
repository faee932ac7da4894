#!/usr/bin/env python3
"""Prints t/io/blocks.h: what the gguf package makes of blocks of each type.

Three blocks of bytes by a linear congruence, with the scales made finite;
t/io/tensor.c makes the same.  Made with gguf 0.19:

    python3 t/io/blocks.py >t/io/blocks.h
"""
import gguf
import numpy as np

Q = gguf.GGMLQuantizationType
# where the half-precision scales stand in a block
HALVES = {Q.F16: [0], Q.BF16: [0], Q.Q4_0: [0], Q.Q4_1: [0, 2], Q.Q5_0: [0],
          Q.Q5_1: [0, 2], Q.Q8_0: [0], Q.Q2_K: [80, 82], Q.Q3_K: [108],
          Q.Q4_K: [0, 2], Q.Q5_K: [0, 2], Q.Q6_K: [208]}


def block_bytes(n, seed):
    out = bytearray()
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) % 2 ** 32
        out.append(seed >> 24)
    return out


def digest(x):
    h = 0xcbf29ce484222325
    for byte in x.tobytes():
        h = (h ^ byte) * 0x100000001b3 % 2 ** 64
    return h


print("/* Numbers of blocks: made by blocks.py, see tensor.c. */")
print("static const struct blocks all[] = {")
for kind, halves in HALVES.items():
    size = gguf.GGML_QUANT_SIZES[kind][1]
    raw = block_bytes(3 * size, kind.value)
    for start in range(0, 3 * size, size):
        for at in halves:
            raw[start + at + 1] &= 0xbf
    x = gguf.dequantize(np.frombuffer(bytes(raw), np.uint8), kind)
    x = x.astype("<f4").ravel()
    print("\t{ TENSOR_%s, %d, { %s },\n\t    { %s, %s }, 0x%016x }," % (
        kind.name, size, ", ".join(map(str, halves + [-1])),
        *(float(v).hex() for v in (x[1], x[-1])), digest(x)))
print("};")
