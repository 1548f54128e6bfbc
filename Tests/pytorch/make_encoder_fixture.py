#!/usr/bin/env python3
"""Write Tests/VisualEvaluationTests/Fixtures/encoder-codes.tsv: what PyTorch makes of made weights and made images.

    /usr/bin/python3 Tests/pytorch/make_encoder_fixture.py        (Debian's python3-torch 1.13.1 or newer, and NumPy)

Weights and images are not recorded: both sides make them from SplitMix64, as Tests/VisualEvaluationTests/MadeEncoder.swift says.
Codes are PyTorch's with 64-bit floats; a comment tells how far its own 32-bit floats are off.
"""

import os

import numpy as np
import torch
import torch.nn.functional as F

SIDE = 128
NETWORKS = [(64, 20, 1, ("noise", "rings")), (20, 5, 2, ("noise", "rings", "black", "white"))]
OUT = os.path.join(os.path.dirname(__file__), "..", "VisualEvaluationTests", "Fixtures", "encoder-codes.tsv")


def words(seed, count):
    """The first numbers of SplitMix64."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def signed(seed, count, scale):
    """Numbers in [-scale, scale), as 32-bit floats."""
    unit = (words(seed, count) >> np.uint64(40)).astype(np.float32) / np.float32(1 << 23) - np.float32(1)
    return unit * np.float32(scale)


def layers(filters, code, seed):
    """(weights, biases) of the nine convolutions."""
    made = []
    for place in range(9):
        outputs, inputs, taps = (code if place == 8 else filters), (1 if place == 0 else filters), (2 if place % 2 else 3)
        scale = np.sqrt(6.0 / (inputs * taps * taps))
        weights = signed(1000 * seed + 2 * place, outputs * inputs * taps * taps, scale)
        biases = signed(1000 * seed + 2 * place + 1, outputs, 0.1)
        made.append((weights.reshape(outputs, inputs, taps, taps), biases))
    return made


def image(name):
    if name == "noise":
        return (words(7, SIDE * SIDE) >> np.uint64(56)).astype(np.uint8)
    if name == "rings":
        y, x = np.divmod(np.arange(SIDE * SIDE), SIDE)
        return (((x - 50) ** 2 + (y - 70) ** 2) // 16 % 256).astype(np.uint8)
    return np.full(SIDE * SIDE, 0 if name == "black" else 255, np.uint8)


def codes(network, images, dtype):
    pixels = (images.astype(np.float32) / np.float32(255)).reshape(-1, 1, SIDE, SIDE)
    x = torch.from_numpy(pixels).to(dtype)
    with torch.no_grad():
        for place, (weights, biases) in enumerate(network):
            x = F.conv2d(x, torch.from_numpy(weights).to(dtype), torch.from_numpy(biases).to(dtype), padding="same")
            if place < 8:
                x = F.relu(x)
            if place % 2:
                x = F.max_pool2d(x, 2)
    return x.flatten(1).double().numpy()


with open(OUT, "w") as out:
    out.write(f"# Made by Tests/pytorch/make_encoder_fixture.py with PyTorch {torch.__version__}\n")
    out.write("# filters, channels of the code, seed, image, the code channel by channel and row by row\n")
    for filters, code, seed, names in NETWORKS:
        network = layers(filters, code, seed)
        images = np.stack([image(name) for name in names])
        exact = codes(network, images, torch.float64)
        off = np.abs(codes(network, images, torch.float32) - exact).max() / np.abs(exact).max()
        out.write(f"# PyTorch's 32-bit floats are off by {off:.1e} of the largest value\n")
        for name, row in zip(names, exact):
            out.write("\t".join([str(filters), str(code), str(seed), name] + [f"{value:.8g}" for value in row]) + "\n")
