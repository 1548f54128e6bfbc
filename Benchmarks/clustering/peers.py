"""The peers in Python, as a process that does one thing at a time and tells how long it took.

    peers.py PREFIX

Reads the table of PREFIX once, then a request a line: a name and key=value words. Answers with one line: `ok` and
key=value words, or `error` and why. compare.py asks; typed by hand, a row can be run alone under a profiler:

    echo "gower method=numpy threads=2" | perf record -g .venv-clustering/bin/python clustering/peers.py .build-bench/clustering/table
"""
import resource
import sys
import time

import numpy as np

import peers_clusters
import peers_gower
import tables


class Peers:
    """What was computed last is kept, to be saved and compared."""

    def __init__(self, prefix):
        self.table = tables.read(prefix)
        self.matrix = None
        self.prepared = None
        self.frame = None

    # MARK: Gower

    def gower(self, method, threads="2", dtype="float32"):
        """The full matrix."""
        kind = np.dtype(dtype)
        if method.startswith("torch"):
            import torch

            torch.set_num_threads(int(threads))
        calls = {
            "numpy": lambda: peers_gower.numpy_threads(self.table, kind) if threads != "1" else peers_gower.numpy_alone(self.table, kind),
            "scipy-cdist": lambda: peers_gower.scipy_cdist(self.table),
            "scipy-pdist": lambda: peers_gower.scipy_pdist(self.table),
            "torch-cdist": lambda: peers_gower.torch_cdist(self.table, kind),
            "torch-compile": lambda: peers_gower.torch_compiled(self.table, kind),
        }
        seconds, self.matrix = timed(calls[method])
        return {"seconds": seconds}

    def gower_package(self, columns="all"):
        """The package gower, on all columns or on those without missing values, where it has numbers."""
        kept = self.complete_columns() if columns == "complete" else self.table
        frame, categorical = peers_gower.gower_frame(kept), [True] * len(kept.codes) + [False] * len(kept.numbers)
        seconds, similar = timed(lambda: peers_gower.gower_package(frame, categorical))
        undefined = np.count_nonzero(np.isnan(similar)) / similar.size
        self.matrix = np.sqrt(similar)
        return {"seconds": seconds, "undefined": undefined}

    def complete_columns(self):
        """The table of the columns without missing values."""
        codes, numbers = self.table.codes, self.table.numbers
        names, here = self.table.names, len(codes)
        keep_codes = [k for k in range(here) if (codes[k] >= 0).all()]
        keep_numbers = [k for k in range(len(numbers)) if not np.isnan(numbers[k]).any()]
        kept = [names[k] for k in keep_codes] + [names[here + k] for k in keep_numbers]
        return tables.Table(codes[keep_codes], numbers[keep_numbers], kept)

    def gower_row(self, method, row="0", repeats="20"):
        """One row to all, the features prepared before; the mean of some rows."""
        row, repeats = int(row), int(repeats)
        if self.prepared is None:
            self.prepared = peers_gower.Prepared(self.table, np.float32)
        if method == "numpy":
            call = lambda r: peers_gower.numpy_row(self.table, r, self.prepared)
        else:
            import torch

            p = self.prepared
            tensors = [torch.from_numpy(a) for a in (p.scaled, p.left, p.right, p.mask)]
            call = lambda r: peers_gower.torch_row(r, *tensors)
        call(row)
        seconds, _ = timed(lambda: [call((row + k) % self.table.rows) for k in range(repeats)])
        self.matrix = call(row)
        return {"seconds": seconds / repeats}

    def save(self, path):
        """The last matrix or row, as 32-bit floats."""
        np.ascontiguousarray(self.matrix, "<f4").tofile(path)
        return {}

    # MARK: Clusters of a given matrix

    def load(self, path):
        """The square matrix that all clustering is done with."""
        values = np.fromfile(path, "<f4")
        count = int(round(values.size**0.5))
        self.matrix = values.reshape(count, count)
        return {}

    def medoids(self, k, start, threads="1"):
        """FasterPAM. Start: row numbers with commas, or `build`."""
        return peers_clusters.faster_pam(self.matrix, int(k), start, int(threads))

    def dynmsc(self, least, most, threads="1"):
        return peers_clusters.dynmsc(self.matrix, int(least), int(most), int(threads))

    def silhouette(self, method, labels, save, threads="1"):
        return peers_clusters.silhouette(self.matrix, method, np.fromfile(labels, "<i4"), save, int(threads))

    def linkage(self, method, rule, save):
        return peers_clusters.linkage(self.matrix, method, rule, save)


def timed(call):
    """Seconds on the clock, and what the call returns."""
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def main():
    """Answer requests until there are no more."""
    peers = Peers(sys.argv[1])
    for line in sys.stdin:
        name, *words = line.split()
        try:
            if name.startswith("_") or not hasattr(Peers, name):
                raise ValueError(f"there is no request {name}")
            answer = getattr(peers, name)(**dict(word.split("=", 1) for word in words))
            answer["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            print("ok", *(f"{key}={value}" for key, value in answer.items()), flush=True)
        except Exception as error:  # whatever a peer does, the others are measured
            print("error", " ".join(f"{type(error).__name__}: {error}".split())[:300], flush=True)


main()
