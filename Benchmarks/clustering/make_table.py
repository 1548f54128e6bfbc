#!/usr/bin/env python3
"""Make a table like the tags of an archive: 25 categorical and 60 numeric columns, the same for the same seed.

    make_table.py N SEED OUT [--csv]
    make_table.py --from TABLE OUT      the same files of a table that is there

Instances come in series, series from protocols, protocols from devices, devices from kinds of examination (the latent
groups). A tag that a kind of examination does not have is missing in all of it; others are missing here and there. Series
share their tags, but for three numbers of the slice in kinds that have slices. Writes the raw files of tables.py, and OUT.csv
when asked.
"""
import sys

import numpy as np

import tables

CATEGORICAL, NUMERIC = 25, 60
KINDS, DEVICES, PROTOCOLS = 14, 5, 4  # kinds of examination, devices a kind, protocols a device
ALWAYS_THERE = {"categorical": 5, "numeric": 6}  # the first columns, which no instance lacks
SLICE_COLUMNS = (6, 7, 8)  # numeric: position, location and number of the slice
SLICED_SHARE = 0.45


class Maker:
    """Everything random comes from one generator, in a fixed order."""

    def __init__(self, rows, seed):
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.rows = rows

    def make(self, prefix):
        """Writes the raw files, a column after the other, so that millions of rows need little memory."""
        protocol, sliced = self.series()
        names = [f"c{k:02d}" for k in range(CATEGORICAL)] + [f"n{k:02d}" for k in range(NUMERIC)]
        tables.write_header(prefix, self.rows, names, CATEGORICAL)
        with open(f"{prefix}.codes", "wb") as file:
            for k in range(CATEGORICAL):
                file.write(self.categorical(k, protocol).astype("<i4").tobytes())
        slice_numbers = self.slices(sliced)
        with open(f"{prefix}.numbers", "wb") as file:
            for k in range(NUMERIC):
                file.write(self.numeric(k, protocol, slice_numbers.get(k)).astype("<f4").tobytes())

    def series(self):
        """Draws series until there are enough instances: the protocol of each, and which have slices."""
        shares = self.random.dirichlet(np.full(KINDS, 2.5))
        has_slices = self.random.permutation(KINDS) < SLICED_SHARE * KINDS
        count = self.rows  # as many series as instances are enough
        kind = self.random.choice(KINDS, count, p=shares)
        size = np.where(has_slices[kind], 2 + self.random.geometric(0.18, count), self.random.geometric(0.6, count))
        enough = int(np.searchsorted(np.cumsum(size), self.rows)) + 1
        kind, size = kind[:enough], size[:enough]
        device = kind * DEVICES + self.random.integers(0, DEVICES, enough)
        protocol = device * PROTOCOLS + self.random.integers(0, PROTOCOLS, enough)
        # Instances lie in no order, as files found in folders do.
        self.series_of_row = np.repeat(np.arange(enough), size)[: self.rows]
        self.random.shuffle(self.series_of_row)
        return protocol, has_slices[kind]

    def templates(self, choices):
        """A value for each protocol: mostly that of the kind, at times the device's or the protocol's own."""
        kinds = self.random.integers(0, choices, KINDS)
        devices = self.changed(np.repeat(kinds, DEVICES), choices, 0.2)
        return self.changed(np.repeat(devices, PROTOCOLS), choices, 0.1)

    def changed(self, values, choices, share):
        """The same values, some of them drawn anew."""
        drawn = self.random.integers(0, choices, len(values))
        return np.where(self.random.random(len(values)) < share, drawn, values)

    def absent(self, protocol, always_there, share_of_kinds):
        """Which series lack a tag: all of some kinds, some devices against the rule, and some series by chance."""
        if always_there:
            return np.zeros(len(protocol), bool)
        kinds = np.repeat(self.random.random(KINDS) < share_of_kinds, DEVICES)
        devices = np.repeat(kinds ^ (self.random.random(KINDS * DEVICES) < 0.03), PROTOCOLS)
        return devices[protocol] | (self.random.random(len(protocol)) < self.random.uniform(0, 0.2))

    def categorical(self, k, protocol):
        """Codes of one column, by row."""
        choices = int(np.exp(self.random.uniform(np.log(2), np.log(40))))
        codes = self.changed(self.templates(choices)[protocol], choices, 0.1)
        codes[self.absent(protocol, k < ALWAYS_THERE["categorical"], 0.13)] = -1
        return codes[self.series_of_row]

    def numeric(self, k, protocol, of_slice):
        """Numbers of one column, by row: one of a few values a series, or the slice's own."""
        choices, scale, digits = int(self.random.integers(3, 50)), np.exp(self.random.uniform(0, 7)), int(self.random.integers(0, 3))
        values = np.round(scale * self.random.gamma(2.0, 1.0, choices), digits)
        numbers = values[self.changed(self.templates(choices)[protocol], choices, 0.2)]
        numbers[self.absent(protocol, k < ALWAYS_THERE["numeric"], 0.15)] = np.nan
        by_row = numbers[self.series_of_row]
        if of_slice is not None:
            has, own = of_slice
            by_row[has] = own[has]
        return by_row

    def slices(self, sliced):
        """Position, location and number of each instance's slice, where its series has slices."""
        has = sliced[self.series_of_row]
        first = self.random.normal(0, 90, len(sliced))[self.series_of_row]
        step = self.random.choice([0.5, 1.0, 2.5, 5.0], len(sliced))[self.series_of_row]
        number = self.random.integers(1, 40, self.rows)
        position = np.round(first + step * number, 2)
        return dict(zip(SLICE_COLUMNS, [(has, position), (has, np.round(position - step / 2, 2)), (has, number.astype(float))]))


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--from":
        return tables.convert(sys.argv[2], sys.argv[3])
    arguments = [word for word in sys.argv[1:] if word != "--csv"]
    if len(arguments) != 3:
        sys.exit(__doc__)
    rows, seed, prefix = int(arguments[0]), int(arguments[1]), arguments[2]
    Maker(rows, seed).make(prefix)
    if "--csv" in sys.argv:
        tables.write_csv(prefix)


if __name__ == "__main__":
    main()
