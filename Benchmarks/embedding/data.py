"""The images and weights that all embed, as raw little-endian files in a folder."""
import pathlib

import numpy

SIDE = 128


def shapes(filters, code):
    """Shapes of weights and biases of the nine convolutions."""
    for place in range(9):
        outputs, inputs, taps = (code if place == 8 else filters), (1 if place == 0 else filters), (2 if place % 2 else 3)
        yield (outputs, inputs, taps, taps), (outputs,)


def make(folder, count, filters, code, seed=1):
    """Smooth blobs with noise, and weights that keep the size of what goes through them."""
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:SIDE, 0:SIDE].astype(numpy.float32)
    images = numpy.zeros((count, SIDE, SIDE), numpy.float32)
    for image in images:
        for _ in range(6):
            (cx, cy), (a, b) = random.uniform(20, 108, 2), random.uniform(6, 40, 2)
            image += random.uniform(0, 120) * (((x - cx) / a) ** 2 + ((y - cy) / b) ** 2 < 1)
        image += random.normal(0, 6, image.shape)
    numpy.clip(images, 0, 255).astype(numpy.uint8).tofile(pathlib.Path(folder, "images.raw"))
    with open(pathlib.Path(folder, "weights.raw"), "wb") as out:
        for weight, bias in shapes(filters, code):
            scale = numpy.sqrt(6 / numpy.prod(weight[1:]))
            random.uniform(-scale, scale, weight).astype(numpy.float32).tofile(out)
            random.uniform(-0.1, 0.1, bias).astype(numpy.float32).tofile(out)


def images(folder):
    """[count, SIDE, SIDE] in [0, 1]."""
    return (numpy.fromfile(pathlib.Path(folder, "images.raw"), numpy.uint8).astype(numpy.float32) / numpy.float32(255)).reshape(-1, SIDE, SIDE)


def layers(folder, filters, code):
    """(weights, biases) of the nine convolutions, [outputs, inputs, rows, columns]."""
    values, place = numpy.fromfile(pathlib.Path(folder, "weights.raw"), numpy.float32), 0
    made = []
    for pair in shapes(filters, code):
        parts = []
        for shape in pair:
            size = int(numpy.prod(shape))
            parts.append(values[place:place + size].reshape(shape))
            place += size
        made.append(parts)
    return made
