#!/usr/bin/env python3
"""Show the lines of the dictionary benchmarks on standard input as two tables, with ratios of medians."""
import statistics
import sys


def read(lines):
    """The measurements by name, in order: for loading (CPU, clock) in ms, for folding (instances, seconds)."""
    loads, folds = {}, {}
    for line in lines:
        kind, name, first, second = line.rstrip("\n").split("\t")
        target = loads if kind == "load" else folds
        target.setdefault(name, []).append((float(first), float(second)))
    return loads, folds


def show_loads(loads):
    """Milliseconds of loading."""
    print(f"{'loading, ms':<42}{'CPU median':>12}{'least':>8}{'clock median':>14}{'least':>8}{'worst':>8}{'rounds':>8}")
    for name, runs in loads.items():
        cpu, clock = [r[0] for r in runs], [r[1] for r in runs]
        print(
            f"{name:<42}{statistics.median(cpu):>12.1f}{min(cpu):>8.1f}{statistics.median(clock):>14.1f}"
            f"{min(clock):>8.1f}{max(clock):>8.1f}{len(runs):>8}"
        )
    ours = loads.get("everything")
    for name, runs in loads.items():
        if ours and not name.startswith("tagfold") and name.split(",")[0] in ("ElementTree", "pydicom"):
            ratio = statistics.median(r[0] for r in runs) / statistics.median(r[0] for r in ours)
            print(f"{name} / everything, CPU: {ratio:.1f}")


def show_folds(folds):
    """Millions of instances a second."""
    print(f"{'folding, million instances a second':<42}{'median':>12}{'least':>8}{'instances':>14}{'rounds':>8}")
    rates = {name: [count / seconds / 1e6 for count, seconds in runs] for name, runs in folds.items()}
    for name, values in rates.items():
        print(f"{name:<42}{statistics.median(values):>12.1f}{min(values):>8.1f}{int(folds[name][0][0]):>14}{len(values):>8}")
    ours = rates.get("tagfold, plugin BodyPartExamined")
    for name, values in rates.items():
        if ours and name.startswith("pandas"):
            print(f"tagfold, plugin BodyPartExamined / {name}: {statistics.median(ours) / statistics.median(values):.1f}")


def main():
    """Read and show."""
    loads, folds = read(sys.stdin)
    if loads:
        show_loads(loads)
    if folds:
        print()
        show_folds(folds)


main()
