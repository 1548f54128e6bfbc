"""PyTorch's part: for each line of standard input, embeds all images and answers `ok seconds=…`.

    peer_torch.py FOLDER FILTERS CODE plain|channels_last|frozen THREADS

Writes codes.NAME.raw once. Answers `ok version=…` to `version`.
"""
import sys
import time
import warnings

import numpy
import torch
import torch.nn.functional as F

import data

BATCH = 40
warnings.filterwarnings("ignore")


class Encoder(torch.nn.Module):
    def __init__(self, layers):
        super().__init__()
        for place, (weights, biases) in enumerate(layers):
            layer = torch.nn.Conv2d(weights.shape[1], weights.shape[0], weights.shape[2], padding="same")
            layer.weight.data, layer.bias.data = torch.from_numpy(weights.copy()), torch.from_numpy(biases.copy())
            self.add_module(f"layer{place}", layer)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.layer1(F.relu(self.layer0(x)))), 2)
        x = F.max_pool2d(F.relu(self.layer3(F.relu(self.layer2(x)))), 2)
        x = F.max_pool2d(F.relu(self.layer5(F.relu(self.layer4(x)))), 2)
        x = F.max_pool2d(F.relu(self.layer7(F.relu(self.layer6(x)))), 2)
        return self.layer8(x)


folder, filters, code, kind, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
torch.set_num_threads(threads)
images = torch.from_numpy(data.images(folder)[:, None])
model = Encoder(data.layers(folder, filters, code)).eval()
if kind != "plain":
    model, images = model.to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last)
if kind == "frozen":
    with torch.no_grad():
        model = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(model, images[:BATCH])))

for request in sys.stdin:
    if request.strip() == "version":
        print(f"ok version={torch.__version__}", flush=True)
        continue
    with torch.inference_mode():
        start = time.perf_counter()
        codes = [model(images[place:place + BATCH]).contiguous().flatten(1) for place in range(0, len(images), BATCH)]
        seconds = time.perf_counter() - start
    numpy.concatenate([part.numpy() for part in codes]).tofile(f"{folder}/codes.torch-{kind}.raw")
    print(f"ok seconds={seconds}", flush=True)
