#!/usr/bin/env python3
"""Write .build-idc/idc-series.csv: what the 1,044,191 series of the NCI Imaging Data Commons say of a few tags.

The index of the Imaging Data Commons is published as a Python package that holds a table of all its series. The script
downloads one version of it, checks its SHA-256, and writes the columns

  Modality, BodyPartExamined, Manufacturer, PatientSex, PatientAge, SeriesDescription, StudyDescription

one row a series, as UTF-8, sorted, so that the file is always the same. A value that is missing is an empty cell.
Everything lives in .build-idc/; nothing from the package is executed. What is there already is not fetched again.

Also lists the distinct values of a column, most frequent first: --list BodyPartExamined.

Exit codes: 0 all is there; 1 a download is not what it should be; 3 no network.
"""
import argparse
import csv
import hashlib
import os
import subprocess
import sys
import venv
import zipfile
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".build-idc"
PACKAGE, VERSION = "idc-index-data", "25.0.5"
WHEEL = "idc_index_data-25.0.5-py3-none-any.whl"
WHEEL_SHA256 = "1ea4ec812688759b71798249b6488eb2bce7178aabb3dccb00366b7a555de25c"
TABLE = "idc_index_data/idc_index.parquet"
READER = "pyarrow==21.0.0"
COLUMNS = ["Modality", "BodyPartExamined", "Manufacturer", "PatientSex", "PatientAge", "SeriesDescription", "StudyDescription"]
SERIES = 1_044_191
OUTPUT = FOLDER / "idc-series.csv"

CONVERT = """
import csv, sys
import pyarrow.parquet
source, target, *columns = sys.argv[1:]
table = pyarrow.parquet.read_table(source, columns=columns)
rows = sorted(zip(*([v or "" for v in table.column(name).to_pylist()] for name in columns)))
with open(target, "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\\n")
    writer.writerow(columns)
    writer.writerows(rows)
"""


class BadDownload(Exception):
    """What came back is not the package that was asked for."""


class NoNetwork(Exception):
    """The package index could not be reached."""


def pip(python, *arguments):
    """Run pip of a Python, quietly."""
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode != 0:
        raise NoNetwork(f"pip {' '.join(map(str, arguments))} failed")


def private_python():
    """The Python of .build-idc/venv, which can read the table."""
    python = FOLDER / "venv" / "bin" / "python"
    stamp = FOLDER / "venv" / "requirements"
    if not python.exists() or not stamp.exists() or stamp.read_text() != READER:
        venv.create(FOLDER / "venv", clear=True, with_pip=True)
        pip(python, "install", "--only-binary=:all:", READER)
        stamp.write_text(READER)
    return python


def wheel():
    """The package, downloaded and checked."""
    path = FOLDER / WHEEL
    if not path.exists():
        partial = FOLDER / "download"
        pip(sys.executable, "download", "--no-deps", "--only-binary=:all:", "--dest", str(partial), f"{PACKAGE}=={VERSION}")
        if not (partial / WHEEL).exists():
            raise BadDownload(f"{WHEEL} is not what the package index has")
        os.replace(partial / WHEEL, path)
        partial.rmdir()
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        path.unlink()
        raise BadDownload(f"{WHEEL} has SHA-256 {found}, not {WHEEL_SHA256}")
    return path


def write_columns():
    """Make the CSV, through a file of another name so that a break leaves no half of one."""
    table, partial = FOLDER / "idc_index.parquet", OUTPUT.with_suffix(".partial")
    with zipfile.ZipFile(wheel()) as archive, archive.open(TABLE) as source, open(table, "wb") as target:
        while block := source.read(1 << 20):
            target.write(block)
    subprocess.run([private_python(), "-c", CONVERT, table, partial, *COLUMNS], check=True)
    with open(partial, newline="", encoding="utf-8") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    if rows != SERIES:
        raise BadDownload(f"the table has {rows} series, not {SERIES}")
    os.replace(partial, OUTPUT)
    table.unlink()


def list_values(column):
    """Write the distinct values of a column and how many series have each, most frequent first."""
    with open(OUTPUT, newline="", encoding="utf-8") as file:
        counts = Counter(row[column] for row in csv.DictReader(file))
    del counts[""]
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow([column, "instances"])
    writer.writerows(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", metavar="COLUMN", choices=COLUMNS, help="write the distinct values of a column, with counts")
    arguments = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    try:
        if not OUTPUT.exists():
            write_columns()
    except (BadDownload, zipfile.BadZipFile, KeyError) as error:
        sys.exit(f"make_idc_columns: {error}")
    except NoNetwork as error:
        print(f"make_idc_columns: {error}", file=sys.stderr)
        sys.exit(3)
    if arguments.list:
        list_values(arguments.list)
    else:
        print(OUTPUT)


if __name__ == "__main__":
    main()
