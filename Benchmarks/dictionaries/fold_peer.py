#!/usr/bin/env python3
"""The peer of folding: pandas, given the answers.

    fold_peer.py LIST.csv FOLDS.tsv ROUNDS

FOLDS.tsv is what tagfold folds each value to. Prints one line a measurement: its name, a tab, instances that have a
value, a tab, seconds on the clock.
"""
import sys
import time

import pandas


def measure(name, present, work):
    """Run something once and print how long it took."""
    start = time.perf_counter()
    work()
    print(name, present, time.perf_counter() - start, sep="\t")


def main():
    """Map the column of body parts in two ways."""
    path, folds, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(folds, encoding="utf-8") as file:
        terms = dict(line.rstrip("\n").split("\t") for line in file)
    values = pandas.read_csv(path, usecols=["BodyPartExamined"], dtype=str, keep_default_na=False)["BodyPartExamined"]
    values = values[values != ""].astype(object)
    categories = values.astype("category")
    for _ in range(rounds):
        measure("pandas, map of strings", len(values), lambda: values.map(terms))
        measure("pandas, map of a category", len(values), lambda: categories.map(terms))
        measure("pandas, strings to a category and map", len(values), lambda: values.astype("category").map(terms))


main()
