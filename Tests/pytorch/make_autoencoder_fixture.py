#!/usr/bin/env python3
"""Records what PyTorch makes of the first ten steps of training the paper's autoencoder.

Everything is written anew here: the network from torch.nn, its first weights, the images, and torch.optim.RMSprop. Steps are
computed in double precision, so that the numbers are the network's and not those of one library's rounding.

usage: make_autoencoder_fixture.py > Tests/VisualEvaluationTests/Fixtures/autoencoder_steps.tsv
Needs torch and numpy: on Debian, apt-get install python3-torch.
"""
import sys

import numpy
import torch
from torch import nn

FILTERS, CODE_FILTERS, SIDE, BATCH, STEPS, SEED = 64, 20, 128, 2, 10, 7
# A hundredth of what training uses: RMSprop makes first steps of one size from gradients of any size, the rounding of those near
# zero among them, so that at the full rate even single and double precision part after three steps.
RATE = 1e-5
ENTRIES = 6


class SplitMix64:
    """Steele, Lea, Flood (2014)."""

    def __init__(self, seed):
        self.state = seed

    def unit(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)


def convolution(inputs, outputs, side):
    """Keeps rows and columns; an even kernel pads at the bottom and the right."""
    layer = nn.Conv2d(inputs, outputs, side, padding=1 if side == 3 else 0)
    return [nn.ZeroPad2d((0, 1, 0, 1)), layer] if side == 2 else [layer]


def autoencoder():
    encoder, decoder = [], [*convolution(CODE_FILTERS, CODE_FILTERS, 3), nn.ReLU()]
    for level in range(4):
        encoder += [*convolution(FILTERS if level else 1, FILTERS, 3), nn.ReLU(), *convolution(FILTERS, FILTERS, 2), nn.ReLU(), nn.MaxPool2d(2)]
        decoder += [nn.Upsample(scale_factor=2), *convolution(FILTERS if level else CODE_FILTERS, FILTERS, 2), nn.ReLU()]
        decoder += [*convolution(FILTERS, FILTERS, 3), nn.ReLU()]
    encoder += convolution(FILTERS, CODE_FILTERS, 3)
    decoder += [*convolution(FILTERS, 1, 3), nn.Sigmoid()]
    return nn.Sequential(*encoder), nn.Sequential(*decoder)


def fill(layers):
    """Glorot's uniform weights, drawn one after the other and rounded to single precision; biases zero."""
    generator = SplitMix64(SEED)
    with torch.no_grad():
        for layer in layers:
            outputs, inputs, rows, columns = layer.weight.shape
            limit = (6 / ((outputs + inputs) * rows * columns)) ** 0.5
            values = [numpy.float32((2 * generator.unit() - 1) * limit) for _ in range(layer.weight.numel())]
            layer.weight.copy_(torch.tensor(numpy.array(values, numpy.float64)).reshape(layer.weight.shape))
            layer.bias.zero_()


def image(number):
    """A disc of its own size and grey on a texture."""
    rows, columns = numpy.mgrid[0:SIDE, 0:SIDE]
    texture = (rows * (number + 1) + columns * (number % 3 + 1)) % 97
    disc = (rows - 64) ** 2 + (columns - 40 - 2 * number) ** 2 < (20 + number) ** 2
    return numpy.where(disc, 255 - 5 * number - texture // 4, texture).astype(numpy.uint8)


def main():
    precision = torch.float32 if "--single" in sys.argv else torch.float64
    encoder, decoder = autoencoder()
    layers = {}
    for half, modules in (("encoder", encoder), ("decoder", decoder)):
        for index, layer in enumerate(module for module in modules if isinstance(module, nn.Conv2d)):
            layers[f"{half}.{index}"] = layer
    network = nn.Sequential(encoder, decoder).to(precision)
    fill(layers.values())
    named = [(f"{name}.{part}", getattr(layer, part)) for name, layer in layers.items() for part in ("weight", "bias")]
    optimizer = torch.optim.RMSprop([tensor for _, tensor in named], lr=RATE, alpha=0.9, eps=1e-7)

    print(f"# PyTorch {torch.__version__.split('+')[0]}, {sum(tensor.numel() for _, tensor in named)} parameters")
    print(f"# step, loss; or step, tensor, norm of its gradient, then {ENTRIES} of its values, evenly spaced")
    for step in range(STEPS):
        images = numpy.stack([image(step * BATCH + place) for place in range(BATCH)])[:, None]
        images = torch.tensor(images).to(precision) / 255
        loss = nn.functional.mse_loss(network(images), images)
        optimizer.zero_grad()
        loss.backward()
        print(step, f"{loss.item():.9g}", sep="\t")
        for name, tensor in named:
            gradient = tensor.grad.flatten()
            places = [gradient.numel() * entry // ENTRIES for entry in range(ENTRIES)]
            print(step, name, *(f"{value:.6g}" for value in [gradient.norm().item(), *gradient[places].tolist()]), sep="\t")
        optimizer.step()


if __name__ == "__main__":
    main()
