"""The part of the comparison that no matrix of all pairs has room for: hundreds of thousands of rows, and millions."""
import os
import pathlib
import subprocess
import sys

import numpy as np

from workers import Command, Failed, Fresh, Row, Worker, measure

HERE = pathlib.Path(__file__).parent
K = 15
PAPER_ROWS = 668_849
CURVE = [5_000, 20_000, 100_000, 668_849, 2_000_000, 5_000_000]
SAMPLE = int(os.environ.get("SAMPLE", "10000"))
ROUNDS = min(2, int(os.environ.get("ROUNDS", "5")))
GIGABYTE = 1e9


def compare(bench, work, tagfold, bars):
    """The paper's size from memory and from CSV, its loss beside that of a sample's medoids, and the curve."""
    for part in (lambda: paper_scale(bench, work, tagfold, bars), lambda: curve(bench, work)):
        try:
            part()
        except (Failed, OSError, subprocess.SubprocessError) as failure:
            print(f"\nlarge tables: not compared: {failure}", flush=True)


def made(work, rows, csv=False):
    """The prefix of a table of so many rows, made when it is not there."""
    prefix = work / f"rows{rows}"
    if not pathlib.Path(f"{prefix}.header").exists() or csv and not pathlib.Path(f"{prefix}.csv").exists():
        flags = ["--csv"] if csv else []
        subprocess.run([sys.executable, HERE / "make_table.py", str(rows), "1", prefix, *flags], check=True)
    return prefix


def note_size(row):
    answer = row.answers[0]
    loss = f", loss a row {answer['loss'] / answer['rows']:.6f}" if "loss" in answer else ""
    return f"{answer['peak'] / GIGABYTE:.2f} GB{loss}"


def paper_scale(bench, work, tagfold, bars):
    """668,849 rows, K = 15."""
    prefix = made(work, PAPER_ROWS, csv=tagfold is not None)
    rows = [Row("tagfold, features in memory", 2, Fresh(bench, prefix), f"sampled k={K} threads=2", ROUNDS, note_size)]
    rows.append(Row("tagfold, features in memory", 1, Fresh(bench, prefix), f"sampled k={K} threads=1", 1, note_size))
    if tagfold:
        command = Command(work / "cluster.log", tagfold, "cluster", f"{prefix}.csv", "--k", str(K), "--threads", "2", "--out", work / "clustered")
        rows.append(Row("tagfold cluster, from CSV to its files", 2, command, "", ROUNDS, note_size))
    found = measure(f"{PAPER_ROWS} rows, K = {K}", rows)
    memory, csv = rows[0], rows[2] if tagfold else None
    bars.at_most(f"{PAPER_ROWS} rows, K = {K}, from features in memory", 30, memory.seconds, " s")
    bars.at_most(f"{PAPER_ROWS} rows, K = {K}, from CSV", 60, csv and csv.seconds, " s")
    for row, what in ((memory, "from features in memory"), (csv, "from CSV")):
        peak = max((answer["peak"] for answer in row.answers), default=None) if row else None
        bars.at_most(f"{PAPER_ROWS} rows, {what}: memory", 4, peak and peak / GIGABYTE, " GB")
    if memory.answers:
        sample_loss(bench, work, prefix, memory.answers[0], bars)
    return found


def sample_loss(bench, work, prefix, ours, bars):
    """The loss over all rows of medoids that kmedoids finds in a sample: the first rows, which lie in no order."""
    tagfold, peers = Worker(bench, prefix), Worker(sys.executable, HERE / "peers.py", prefix)
    start = ",".join(map(str, np.random.default_rng(7).choice(SAMPLE, K, replace=False)))
    try:
        tagfold.ask(f"gower rows={SAMPLE} threads=2")
        tagfold.ask(f"save path={work / 'sample.f4'}")
        peers.ask(f"load path={work / 'sample.f4'}")
        found = peers.ask(f"medoids k={K} start={start} threads=2")
        theirs = tagfold.ask(f"assigned medoids={found['medoids']} threads=2")["loss"]
    finally:
        tagfold.end()
        peers.end()
        (work / "sample.f4").unlink(missing_ok=True)
    print(f"kmedoids on a sample of {SAMPLE} rows: {found['seconds']:.2f} s for given distances, loss of all rows {theirs:.3f}; tagfold's {ours['loss']:.3f}")
    bars.at_most(f"{PAPER_ROWS} rows: tagfold's loss / that of FasterPAM's medoids of a sample of {SAMPLE} rows", 1.01, ours["loss"] / theirs, "×")


def curve(bench, work):
    """What the cost grows like: the first rows of one table of five million."""
    prefix = made(work, max(CURVE))
    rows = [Row(f"tagfold, {count} rows", 2, Fresh(bench, prefix), f"sampled rows={count} k={K} threads=2", 1, note_size) for count in CURVE]
    measure(f"K = {K}, from features in memory", rows)
    print("kmedoids on as many rows, with the distances given (not timed), where they fit:")
    tagfold = Worker(bench, prefix)
    for count in [count for count in CURVE if count <= 20_000]:
        small = work / f"rows{count}"
        peers = Worker(sys.executable, HERE / "peers.py", made(work, count))
        start = ",".join(map(str, np.random.default_rng(7).choice(count, K, replace=False)))
        tagfold.ask(f"gower rows={count} threads=2")
        tagfold.ask(f"save path={small}.f4")
        peers.ask(f"load path={small}.f4")
        found = peers.ask(f"medoids k={K} start={start} threads=2")
        print(f"  {count} rows: {found['seconds']:.2f} s, loss a row {found['loss'] / count:.6f}", flush=True)
        peers.end()
        pathlib.Path(f"{small}.f4").unlink()
    tagfold.end()
