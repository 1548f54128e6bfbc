"""Embeds the same images by tagfold and by its peers, taking turns, and prints what it took.

    compare.py FOLDER BENCH BOUND PYTHON [DEBIAN_PYTHON]

In the environment: N (200 images), FILTERS (64), CODE (20 channels), ROUNDS (3).
"""
import os
import pathlib
import statistics
import subprocess
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clustering"))
import data
from workers import Failed, Worker

N, FILTERS, CODE, ROUNDS = (int(os.environ.get(*pair)) for pair in (("N", "200"), ("FILTERS", "64"), ("CODE", "20"), ("ROUNDS", "3")))
# glibc keeps freed memory, and takes it in huge pages: an activation is not mapped and faulted in anew for every batch.
TUNED = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=17179869184:glibc.malloc.trim_threshold=17179869184"


class Row:
    def __init__(self, name, threads, worker, codes, request=""):
        self.name, self.threads, self.worker, self.codes, self.request, self.seconds = name, threads, worker, codes, request, []


def multiplications(filters, code):
    """Fused multiply-adds an image: by the definition of the convolutions, and as tagfold computes them."""
    direct = winograd = 0
    side = data.SIDE
    for stage in range(4):
        area = side * side * filters
        direct += area * (9 * (1 if stage == 0 else filters) + 4 * filters)
        winograd += area * ((9 if stage == 0 else 36 / 16 * filters) + 25 / 16 * filters)
        side //= 2
    return direct + 9 * side * side * filters * code, winograd + 36 / 16 * side * side * filters * code


def rows(folder, bench, python, debian):
    here = pathlib.Path(__file__).parent
    shape = [folder, FILTERS, CODE]
    tagfold = Worker(bench, *shape)
    yield Row("tagfold", 1, tagfold, "tagfold", "1")
    yield Row("tagfold", 2, tagfold, "tagfold", "2")
    kinds = [("as it comes", "plain", False), ("allocator tuned", "plain", True), ("tuned, channels last", "channels_last", True),
             ("tuned, channels last, frozen", "frozen", True)]
    for interpreter, label in ((python, ""), (debian, "Debian's ")):
        if not interpreter:
            continue
        for text, kind, tuned in kinds:
            if label and kind != "channels_last":
                continue
            worker = Worker("env", *([TUNED] if tuned else []), interpreter, here / "peer_torch.py", *shape, kind, 2)
            yield Row(f"{label}PyTorch VERSION, {text}", 2, worker, f"torch-{kind}")
    for text, tuned in (("as it comes", False), ("allocator tuned", True)):
        worker = Worker("env", *([TUNED] if tuned else []), python, here / "peer_tensorflow.py", *shape, "plain", 2)
        yield Row(f"TensorFlow VERSION, {text}", 2, worker, "tensorflow-plain")


def main(folder, bench, bound, python, debian=None):
    data.make(folder, N, FILTERS, CODE)
    reference, table = None, list(rows(folder, bench, python, debian))
    difference = {}
    for row in list(table):
        try:
            if "VERSION" in row.name:
                row.name = row.name.replace("VERSION", str(row.worker.ask("version")["version"]))
            row.worker.ask(row.request)
            codes = numpy.fromfile(f"{folder}/codes.{row.codes}.raw", numpy.float32)
            reference = codes if reference is None else reference
            difference[row] = abs(codes - reference).max() / abs(reference).max()
        except Failed as failure:
            print(f"embedding: {row.name} is left out: {failure}", file=sys.stderr)
            table.remove(row)
    for _ in range(ROUNDS):
        for row in table:
            row.seconds.append(row.worker.ask(row.request)["seconds"])
    show(table, difference, bound)


def show(table, difference, bound):
    rate = {row: N / statistics.median(row.seconds) for row in table}
    peers = [row for row in table if row.name != "tagfold"]
    best = max((rate[row] for row in peers), default=float("nan"))
    print(f"{N} images of 128×128, {FILTERS} filters, code {CODE}×8×8; median of {ROUNDS} rounds in turn, after one unmeasured")
    print(f"{'':52}{'threads':>8}{'images/s':>10}{'least':>8}{'× best peer':>12}{'off':>9}")
    for row in table:
        print(f"{row.name:52}{row.threads:8}{rate[row]:10.1f}{N / max(row.seconds):8.1f}{rate[row] / best:12.2f}{difference[row]:9.0e}")
    print("off: largest difference from tagfold's codes, of their largest value")
    direct, winograd = multiplications(FILTERS, CODE)
    print(f"multiply-adds an image: {direct / 1e6:.0f} million by definition, {winograd / 1e6:.0f} million as tagfold computes")
    for row in table[:2] if bound != "-" else []:
        if row.name != "tagfold":
            continue
        most = float(subprocess.run([bound, str(row.threads), "5"], capture_output=True, text=True, check=True).stdout) * 1e9
        print(f"{row.threads} threads: this machine does {most / 1e9:.0f} GFLOP/s; tagfold's multiply-adds alone are "
              f"{2 * winograd * rate[row] / most:.0%} of that; by definition at most {most / 2 / direct:.0f} images/s")


main(*sys.argv[1:])
