#!/usr/bin/env python3
"""Clustering by tagfold and by its peers, side by side in one run. run-clustering.sh calls this.

    compare.py TABLE BENCH BOUND WORK [TAGFOLD]

TABLE: the prefix of raw files (tables.py). BENCH: the program ClusteringBench. BOUND: the program bound. WORK: a folder for
what passes between the processes. TAGFOLD: the command, for whole runs from CSV.
"""
import os
import pathlib
import subprocess
import sys

import numpy as np

import large
import tables
from bars import Bars
from workers import Failed, Fresh, Row, Worker, measure

CLUSTER_COUNTS = [5, 10, 15, 20, 100, 200, 300]
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SLOW_ROUNDS = min(2, ROUNDS)
HERE = pathlib.Path(__file__).parent


class Comparison:
    """One table, the processes that work on it, and what they found."""

    def __init__(self, prefix, bench, bound, work):
        self.prefix, self.work, self.bound_program = prefix, pathlib.Path(work), bound
        self.table = tables.read(prefix)
        self.tagfold, self.first = Worker(bench, prefix), Fresh(bench, prefix)
        python = [sys.executable, HERE / "peers.py", prefix]
        self.python, self.torch = Worker(*python), Worker(*python)
        self.daisy = Worker("Rscript", HERE / "daisy.R", prefix)
        self.bars = Bars()
        self.matrix = None

    def path(self, name):
        return str(self.work / name)

    def run(self):
        """All parts; what a part lacks is told, and the next goes on."""
        t = self.table
        print(
            f"table {self.prefix}: {t.rows} rows, {t.distinct_rows} of them distinct, {len(t.codes)} categorical and "
            f"{len(t.numbers)} numeric columns, {100 * t.missing_share:.1f} % missing; {os.cpu_count()} processors")
        for part in (self.gower, self.one_to_many, self.fasterpam, self.built, self.sweep, self.silhouette, self.linkage):
            try:
                part()
            except (Failed, OSError, subprocess.SubprocessError) as failure:
                print(f"\n{part.__name__}: not compared: {failure}", flush=True)
        for worker in (self.tagfold, self.python, self.torch, self.daisy):
            worker.end()

    def quietly(self, worker, request):
        """Asks for what is not measured; a failure is told by the row that asks again."""
        try:
            worker.ask(request)
        except Failed:
            pass

    # MARK: Gower

    def gower(self):
        """The full matrix."""
        bounds = {threads: self.bound(threads) for threads in (1, 2)}
        tagfold = {}
        rows = []
        for threads in (1, 2):
            for name, worker, memory in (
                ("tagfold, first in a process", self.first, "fresh"), ("tagfold", self.tagfold, "fresh"),
                ("tagfold, memory reused", self.tagfold, "reused")):
                row = Row(name, threads, worker, f"gower threads={threads} memory={memory}", ROUNDS)
                tagfold[name, threads] = row
                rows.append(row)
        peers = [
            ("NumPy", 1, self.python, "gower method=numpy threads=1", ROUNDS),
            ("NumPy", 2, self.python, "gower method=numpy threads=2", ROUNDS),
            ("NumPy, float64", 2, self.python, "gower method=numpy threads=2 dtype=float64", ROUNDS),
            ("SciPy pdist", 1, self.python, "gower method=scipy-pdist", ROUNDS),
            ("SciPy cdist", 2, self.python, "gower method=scipy-cdist", ROUNDS),
            ("PyTorch cdist", 1, self.torch, "gower method=torch-cdist threads=1", ROUNDS),
            ("PyTorch cdist", 2, self.torch, "gower method=torch-cdist threads=2", ROUNDS),
            ("PyTorch cdist, float64", 2, self.torch, "gower method=torch-cdist threads=2 dtype=float64", ROUNDS),
            ("PyTorch, loop made a kernel by torch.compile", 2, self.torch, "gower method=torch-compile threads=2", ROUNDS),
            ("R, daisy", 1, self.daisy, "gower", SLOW_ROUNDS),
            ("package gower", 1, self.python, "gower_package", SLOW_ROUNDS),
        ]
        for worker, request in ((self.python, "gower method=numpy"), (self.torch, "gower method=torch-compile"), (self.tagfold, "gower threads=2")):
            self.quietly(worker, request)  # warm; compilers and threads are not on the clock
        self.tagfold.ask("save path=" + self.path("tagfold.f4"))
        self.matrix = np.fromfile(self.path("tagfold.f4"), "<f4").reshape(self.table.rows, self.table.rows)
        rows += [Row(*peer, after=self.matrix_difference) for peer in peers]
        found = measure("Gower, the full matrix", rows, "tagfold")
        self.complete_columns()
        self.show_bounds(bounds, tagfold)
        ours = found["tagfold", 2].seconds
        self.bars.at_least("Gower, n × n: the package gower (1 thread) / tagfold (2 threads)", 50, found["package gower", 1].seconds, ours)
        self.bars.at_least("Gower, n × n: R's daisy (1 thread) / tagfold (2 threads)", 50, found["R, daisy", 1].seconds, ours)
        library = [
            (row.seconds, row.name) for (name, _), row in found.items()
            if row.seconds and name.startswith(("NumPy", "SciPy", "PyTorch cdist"))]
        best, name = min(library, default=(None, "NumPy, SciPy and PyTorch"))
        self.bars.at_least(f"Gower, n × n: the best of NumPy, SciPy and PyTorch ({name}) / tagfold (2 threads)", 10, best, ours)
        compiled = found["PyTorch, loop made a kernel by torch.compile", 2].seconds
        self.bars.at_least("Gower, n × n: torch.compile (2 threads) / tagfold (2 threads)", 10, compiled, ours)
        for threads in (1, 2):
            low = max(bounds[threads]["arithmetic"], bounds[threads]["writing"])
            for label, limit in (
                ("tagfold, memory reused", low), ("tagfold", max(bounds[threads]["arithmetic"], bounds[threads]["writing, fresh huge pages"]))):
                seconds = tagfold[label, threads].seconds
                self.bars.at_most(f"Gower, n × n: {label} / the machine's bound, threads: {threads}", 1.5, seconds and seconds / limit, "×")

    def bound(self, threads):
        """What the machine needs at least, in seconds, with the counts it was made of."""
        numbers = [self.table.rows, len(self.table.numbers), len(self.table.codes), threads, max(ROUNDS, 9)]
        text = subprocess.run([self.bound_program, *map(str, numbers)], capture_output=True, text=True, check=True).stdout
        return {name: float(value) for name, value in (line.split("\t") for line in text.splitlines())}

    def show_bounds(self, bounds, tagfold):
        print(f"\n{'the machine’s own bound, ms':<52} {'1 thread':>12} {'2 threads':>12}")
        for name in bounds[1]:
            values = [bounds[threads][name] for threads in (1, 2)]
            scale, form = (1, "12.0f") if name.startswith(("count", "pairs", "vector bytes")) else (1e3, "12.2f")
            print(f"{name:<52} " + " ".join(f"{value * scale:{form}}" for value in values))
        for label, writing in (("memory reused", "writing"), ("fresh memory", "writing, fresh huge pages")):
            both = [(b["arithmetic"], b[writing]) for b in (bounds[1], bounds[2])]
            print(f"{'bound, ' + label + ': the larger of the two':<52} " + " ".join(f"{max(pair) * 1e3:12.2f}" for pair in both))
            print(f"{'the sum of the two, ' + label:<52} " + " ".join(f"{sum(pair) * 1e3:12.2f}" for pair in both))

    def matrix_difference(self, row):
        """How far a peer's distances are from tagfold's."""
        share = row.answers[0].get("undefined", 0)
        if share:
            return f"{100 * share:.1f} % are NaN"
        row.worker.ask("save path=" + self.path("peer.f4"))
        other = np.fromfile(self.path("peer.f4"), "<f4").reshape(self.matrix.shape)
        return f"largest difference {np.abs(other - self.matrix).max():.1e}"

    def complete_columns(self):
        """The package gower has numbers where no value is missing: compared on those columns, once, untimed."""
        self.tagfold.ask("gower columns=complete")
        self.tagfold.ask("save path=" + self.path("complete.f4"))
        try:
            self.python.ask("gower_package columns=complete")
            self.python.ask("save path=" + self.path("peer.f4"))
            ours, other = (np.fromfile(self.path(name), "<f4") for name in ("complete.f4", "peer.f4"))
            print(f"package gower on the columns without missing values: largest difference {np.abs(ours - other).max():.1e}")
        except Failed as failure:
            print(f"package gower on the columns without missing values: {failure}")
        self.tagfold.ask("gower threads=2")

    def one_to_many(self):
        """One row of the matrix."""
        def difference(row):
            row.worker.ask("save path=" + self.path("peer.f4"))
            return f"largest difference {np.abs(np.fromfile(self.path('peer.f4'), '<f4') - self.matrix[0]).max():.1e}"

        rows = [Row("tagfold", threads, self.tagfold, f"gower_row threads={threads}", ROUNDS, difference) for threads in (1, 2)]
        rows.append(Row("NumPy", 2, self.python, "gower_row method=numpy", ROUNDS, difference))
        rows.append(Row("PyTorch", 2, self.torch, "gower_row method=torch", ROUNDS, difference))
        measure("Gower, one row to all (mean of 20 rows)", rows, "tagfold")
        self.tagfold.ask("gower threads=2")
        self.torch.end()
        self.daisy.end()
        self.python.ask("load path=" + self.path("tagfold.f4"))

    # MARK: K-medoids

    def loss(self, medoids):
        """The loss of medoids, in doubles, by the matrix that all were given."""
        return float(self.matrix[:, rows_of(medoids)].astype(np.float64).min(axis=1).sum())

    def start(self, k):
        """Medoids to start from, the same for all."""
        return ",".join(map(str, np.random.default_rng(1000 + k).choice(self.table.rows, k, replace=False)))

    def fasterpam(self):
        """From the same random medoids; choosing them is no part of it."""
        self.random = {}
        for k in CLUSTER_COUNTS:
            rows = []
            for name, worker in (("tagfold", self.tagfold), ("kmedoids", self.python)):
                for threads in (1, 2):
                    rows.append(Row(name, threads, worker, f"medoids k={k} start={self.start(k)} threads={threads}", ROUNDS, self.note_loss))
            found = measure(f"FasterPAM from the same start, K = {k}", rows, "tagfold")
            self.random[k] = found
            self.compare_losses("FasterPAM from the same start", k, found)

    def note_loss(self, row):
        return f"loss {self.loss(row.answers[0]['medoids']):.4f}"

    def compare_losses(self, what, k, found):
        ours, theirs = ([found[name, threads] for threads in (1, 2)] for name in ("tagfold", "kmedoids"))
        if not all(row.answers for row in ours + theirs):
            return self.bars.add(f"{what}, K = {k}", "≥ 3×", "not measured", None)
        losses = [self.loss(rows[0].answers[0]["medoids"]) for rows in (ours, theirs)]
        fast, slow = (min(row.seconds for row in rows) for rows in (ours, theirs))
        higher = losses[0] > losses[1] * (1 + 1e-9)
        text = f"loss {losses[0]:.3f} {'>' if higher else '≤'} {losses[1]:.3f}"
        self.bars.at_least(f"{what}, K = {k}: kmedoids / tagfold, each at its best; {text}", 3, slow, fast, not higher)

    def built(self):
        """With BUILD on the clock. kmedoids takes its time from K = 100 on, and is asked once."""
        for k in CLUSTER_COUNTS:
            rows = []
            for threads in (1, 2):
                rows.append(Row("tagfold", threads, self.tagfold, f"medoids k={k} start=build threads={threads}", ROUNDS if k < 50 else SLOW_ROUNDS, self.note_loss))
            rows.append(Row("kmedoids", 2, self.python, f"medoids k={k} start=build threads=2", SLOW_ROUNDS if k < 50 else 1, self.note_loss))
            measure(f"BUILD and FasterPAM, K = {k}", rows, "tagfold")

    def sweep(self):
        """All K with silhouettes. The peers' time is the sum of what they need for each."""
        counts = ",".join(map(str, CLUSTER_COUNTS))
        rows = [Row("tagfold, as it is by default", threads, self.tagfold, f"sweep counts={counts} threads={threads}", ROUNDS) for threads in (1, 2)]
        rows += [Row("tagfold, random starts", 2, self.tagfold, f"sweep counts={counts} start=random threads=2", ROUNDS)]
        rows += [Row("tagfold, features to sweep, by distinct rows", 2, self.tagfold, f"sweep counts={counts} rows=distinct threads=2", ROUNDS)]
        rows += [Row("kmedoids from random starts + scikit-learn", 2, self, "peers' sweep", SLOW_ROUNDS)]
        found = measure("the K sweep with silhouettes", rows, "tagfold, as it is by default")
        for row in rows:
            if row.answers:
                losses, silhouettes = (str(row.answers[0][key]) for key in ("losses", "silhouettes"))
                print(f"{row.name:<52} losses {shortened(losses, 3)}  silhouettes {shortened(silhouettes, 4)}")
        ours = min(filter(None, (found["tagfold, as it is by default", threads].seconds for threads in (1, 2))), default=None)
        theirs = rows[-1]
        lower = bool(rows[0].answers and theirs.answers) and all(
            a <= b * 1.0000001 for a, b in zip(listed(rows[0].answers[0]["losses"]), listed(theirs.answers[0]["losses"])))
        text = "no loss higher" if lower else "some losses higher"
        self.bars.at_least(f"the K sweep with silhouettes: kmedoids + scikit-learn / tagfold; {text}", 10, theirs.seconds, ours)

    def ask(self, request):
        """The peers' sweep, asked for as of a worker."""
        total, losses, means = 0.0, [], []
        for k in CLUSTER_COUNTS:
            result = self.python.ask(f"medoids k={k} start={self.start(k)} threads=2")
            self.write_labels(result["medoids"])
            silhouette = self.python.ask(f"silhouette method=scikit-learn labels={self.path('labels.i4')} save={self.path('peer.f8')}")
            total += result["seconds"] + silhouette["seconds"]
            losses.append(self.loss(result["medoids"]))
            means.append(silhouette["mean"])
        return {"seconds": total, "losses": ",".join(map(repr, losses)), "silhouettes": ",".join(map(repr, means))}

    def write_labels(self, medoids):
        self.matrix[:, sorted(rows_of(medoids))].argmin(axis=1).astype("<i4").tofile(self.path("labels.i4"))

    # MARK: Silhouettes and trees

    def silhouette(self):
        """Of the same clusters, K = 15."""
        self.write_labels(self.tagfold.ask(f"medoids k=15 start={self.start(15)} threads=2")["medoids"])
        labels = f"labels={self.path('labels.i4')}"
        self.tagfold.ask(f"silhouette {labels} save={self.path('tagfold.f8')} threads=1")
        ours = np.fromfile(self.path("tagfold.f8"), "<f8")

        def difference(_):
            return f"largest difference {np.abs(np.fromfile(self.path('peer.f8'), '<f8') - ours).max():.1e}"

        rows = [Row("tagfold", threads, self.tagfold, f"silhouette {labels} threads={threads}", ROUNDS) for threads in (1, 2)]
        for method, threads in (("scikit-learn", 1), ("kmedoids", 1), ("kmedoids", 2)):
            request = f"silhouette method={method} {labels} threads={threads} save={self.path('peer.f8')}"
            rows.append(Row(method, threads, self.python, request, ROUNDS, difference))
        found = measure("silhouette of every row, K = 15", rows, "tagfold")
        ours = min(filter(None, (found["tagfold", threads].seconds for threads in (1, 2))), default=None)
        self.bars.at_least("silhouette: scikit-learn / tagfold", 5, found["scikit-learn", 1].seconds, ours)

    def linkage(self):
        """Average linkage: the heights of all merges."""
        save = self.path("heights.f8")
        rows = [Row("tagfold", threads, self.tagfold, f"linkage rule=average threads={threads} save={save}", ROUNDS) for threads in (1, 2)]

        def difference(_):
            ours, other = np.sort(np.fromfile(save, "<f8")), np.sort(np.fromfile(self.path("peer.f8"), "<f8"))
            return f"largest difference of heights {np.abs(ours - other).max():.1e}" if ours.size == other.size else ""

        for method in ("fastcluster", "scipy"):
            rows.append(Row(method, 1, self.python, f"linkage method={method} rule=average save={self.path('peer.f8')}", ROUNDS, difference))
        found = measure("agglomerative clustering, average linkage", rows, "tagfold")
        ours = min(filter(None, (found["tagfold", threads].seconds for threads in (1, 2))), default=None)
        self.bars.at_least("average linkage: fastcluster / tagfold", 2, found["fastcluster", 1].seconds, ours)


def rows_of(medoids):
    return [int(row) for row in str(medoids).split(",")]


def listed(text):
    return [float(word) for word in str(text).split(",")]


def shortened(text, digits):
    return " ".join(f"{value:.{digits}f}" for value in listed(text))


def main():
    """Compares, then shows the bars."""
    prefix, bench, bound, work, *command = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    comparison = Comparison(prefix, bench, bound, work)
    if os.environ.get("SMALL", "1") != "0":
        comparison.run()
    if os.environ.get("LARGE", "1") != "0":
        large.compare(bench, pathlib.Path(work), command[0] if command else None, comparison.bars)
    comparison.bars.show()


main()
