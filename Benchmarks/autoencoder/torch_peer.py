"""Times training steps of the paper's autoencoder as one writes it in PyTorch. usage: torch_peer.py STEPS [--channels-last]

Prints the milliseconds of each step after two that warm up.
"""
import sys
import time

import torch
from torch import nn

FILTERS, CODE_FILTERS, BATCH, WARM_UPS = 64, 20, 40, 2


def autoencoder():
    def convolution(inputs, outputs, side):
        return nn.Conv2d(inputs, outputs, side, padding="same" if side == 2 else 1)

    layers = []
    for level in range(4):
        layers += [convolution(FILTERS if level else 1, FILTERS, 3), nn.ReLU(True), convolution(FILTERS, FILTERS, 2), nn.ReLU(True), nn.MaxPool2d(2)]
    layers += [convolution(FILTERS, CODE_FILTERS, 3), convolution(CODE_FILTERS, CODE_FILTERS, 3), nn.ReLU(True)]
    for level in range(4):
        layers += [nn.Upsample(scale_factor=2), convolution(FILTERS if level else CODE_FILTERS, FILTERS, 2), nn.ReLU(True)]
        layers += [convolution(FILTERS, FILTERS, 3), nn.ReLU(True)]
    return nn.Sequential(*layers, convolution(FILTERS, 1, 3), nn.Sigmoid())


def main():
    torch.manual_seed(1)
    network, images = autoencoder(), torch.rand(BATCH, 1, 128, 128)
    if "--channels-last" in sys.argv:
        network, images = network.to(memory_format=torch.channels_last), images.contiguous(memory_format=torch.channels_last)
    optimizer = torch.optim.RMSprop(network.parameters(), lr=1e-3, alpha=0.9, eps=1e-7)
    for step in range(-WARM_UPS, int(sys.argv[1])):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.mse_loss(network(images), images)
        loss.backward()
        optimizer.step()
        loss.item()
        if step >= 0:
            print(f"{(time.perf_counter() - start) * 1e3:.2f}")


if __name__ == "__main__":
    main()
