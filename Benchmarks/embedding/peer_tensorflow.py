"""TensorFlow's part: for each line of standard input, embeds all images and answers `ok seconds=…`.

    peer_tensorflow.py FOLDER FILTERS CODE plain THREADS
"""
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy
import tensorflow

import data

BATCH = 40
folder, filters, code, kind, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
tensorflow.config.threading.set_inter_op_parallelism_threads(1)
images = data.images(folder)[..., None]
layers = [(tensorflow.constant(w.transpose(2, 3, 1, 0)), tensorflow.constant(b)) for w, b in data.layers(folder, filters, code)]


@tensorflow.function(input_signature=[tensorflow.TensorSpec([None, data.SIDE, data.SIDE, 1], tensorflow.float32)])
def encode(x):
    for place, (weights, biases) in enumerate(layers):
        x = tensorflow.nn.bias_add(tensorflow.nn.conv2d(x, weights, 1, "SAME"), biases)
        if place < 8:
            x = tensorflow.nn.relu(x)
        if place % 2:
            x = tensorflow.nn.max_pool2d(x, 2, 2, "VALID")
    return x


for request in sys.stdin:
    if request.strip() == "version":
        print(f"ok version={tensorflow.__version__}", flush=True)
        continue
    start = time.perf_counter()
    codes = [encode(tensorflow.constant(images[place:place + BATCH])).numpy() for place in range(0, len(images), BATCH)]
    seconds = time.perf_counter() - start
    rows = numpy.concatenate(codes).transpose(0, 3, 1, 2).reshape(len(images), -1)
    numpy.ascontiguousarray(rows).tofile(f"{folder}/codes.tensorflow-{kind}.raw")
    print(f"ok seconds={seconds}", flush=True)
