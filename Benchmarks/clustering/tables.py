"""The tables of the clustering benchmark: raw files that Swift, Python and R read alike, and what they are made of.

PREFIX.header has three lines of words parted by tabs: `rows` and their number, `categorical` and `numeric` with the columns'
names. PREFIX.codes holds the categorical columns one after the other as 32-bit integers, −1 for
missing; PREFIX.numbers the numeric ones as 32-bit floats, NaN for missing. Both little-endian, column by column.
"""
import json
import pathlib

import numpy as np


class Table:
    """A mixed table. `codes` has a row a categorical column, `numbers` a row a numeric one."""

    def __init__(self, codes, numbers, names):
        self.codes, self.numbers, self.names = codes, numbers, names

    @property
    def rows(self):
        return self.codes.shape[1]

    @property
    def missing_share(self):
        missing = np.count_nonzero(self.codes < 0) + np.count_nonzero(np.isnan(self.numbers))
        return missing / (self.codes.size + self.numbers.size)

    @property
    def distinct_rows(self):
        """Rows that differ from all before; a missing value is like another."""
        lines = np.vstack([self.codes, np.nan_to_num(self.numbers, nan=-1e30).view(np.int32)]).T
        return len(np.unique(np.ascontiguousarray(lines).view(f"V{4 * lines.shape[1]}")))


def write_header(prefix, rows, names, categorical):
    """What is in the two raw files."""
    lines = [["rows", str(rows)], ["categorical", *names[:categorical]], ["numeric", *names[categorical:]]]
    pathlib.Path(f"{prefix}.header").write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")


def read(prefix, first_rows=None):
    """The table of three raw files, or its first rows."""
    lines = pathlib.Path(f"{prefix}.header").read_text(encoding="utf-8").splitlines()
    (_, rows), (_, *categorical), (_, *numeric) = (line.split("\t") for line in lines)
    rows = int(rows)
    codes = np.memmap(f"{prefix}.codes", "<i4", "r", shape=(len(categorical), rows))
    numbers = np.memmap(f"{prefix}.numbers", "<f4", "r", shape=(len(numeric), rows))
    return Table(np.array(codes[:, :first_rows]), np.array(numbers[:, :first_rows]), categorical + numeric)


def write(prefix, table):
    """A table as raw files."""
    write_header(prefix, table.rows, table.names, len(table.codes))
    table.codes.astype("<i4").tofile(f"{prefix}.codes")
    table.numbers.astype("<f4").tofile(f"{prefix}.numbers")


def convert(source, prefix):
    """Raw files of a CSV file, or of a pair PREFIX.npz (arrays `cat` and `num`, a row an instance) and PREFIX.csv.

    Columns whose names begin with c are categorical, those with n numeric, and empty cells are missing.
    """
    archive = pathlib.Path(source if str(source).endswith(".npz") else f"{source}.npz")
    if archive.exists():
        arrays = np.load(archive)
        codes, numbers = arrays["cat"].T, arrays["num"].T
        names = [f"c{k:02d}" for k in range(len(codes))] + [f"n{k:02d}" for k in range(len(numbers))]
        write(prefix, Table(codes, numbers, names))
        return
    import pandas

    path = source if pathlib.Path(source).exists() else f"{source}.csv"
    frame = pandas.read_csv(path, dtype=column_types(path), keep_default_na=False, na_values=[""])
    categorical = [name for name in frame.columns if name.startswith("c")]
    numeric = [name for name in frame.columns if name.startswith("n")]
    codes = np.stack([pandas.factorize(frame[name], sort=True)[0] for name in categorical])
    numbers = np.stack([frame[name].to_numpy(np.float32) for name in numeric])
    write(prefix, Table(codes, numbers, categorical + numeric))


def column_types(path):
    """Strings for categorical columns, floats for numeric ones, by the header of a CSV file."""
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    return {name: str if name.startswith("c") else np.float64 for name in names}


def write_csv(prefix, chunk=20_000):
    """The same table as CSV, and beside it the schema that `tagfold cluster` wants."""
    table = read(prefix)
    kinds = ["categorical"] * len(table.codes) + ["numeric"] * len(table.numbers)
    columns = [{"name": name, "kind": kind} for name, kind in zip(table.names, kinds)]
    pathlib.Path(f"{prefix}.schema.json").write_text(json.dumps({"columns": columns}) + "\n")
    with open(f"{prefix}.csv", "w", encoding="utf-8") as file:
        file.write(",".join(table.names) + "\n")
        for start in range(0, table.rows, chunk):
            columns = [texts(column[start : start + chunk], "k%d") for column in table.codes]
            columns += [texts(column[start : start + chunk], "%.9g") for column in table.numbers]
            file.writelines(",".join(cells) + "\n" for cells in zip(*columns))


def texts(values, form):
    """The cells of a column, each distinct value spelled once."""
    distinct, places = np.unique(values, return_inverse=True)
    missing = np.isnan(distinct) if distinct.dtype.kind == "f" else distinct < 0
    spelled = np.array(["" if gone else spell(value, form) for value, gone in zip(distinct.tolist(), missing)], dtype=object)
    return spelled[places.ravel()].tolist()


def spell(value, form):
    """A value as text; floats as short as they can be to be read back the same."""
    return str(np.float32(value)) if form == "%.9g" else form % value
