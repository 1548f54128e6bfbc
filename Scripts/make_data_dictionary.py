#!/usr/bin/env python3
"""Write dictionaries/dicom.xml, the data dictionary of the DICOM standard, from a table of its elements.

The table is a CSV file with the columns group, element, keyword, name, vr, vm, retired. A digit of group or
element that repeats is written `x`. Nothing is written unless every row passes the checks.

Example: Scripts/make_data_dictionary.py data-elements-2026b.csv
"""
import argparse
import csv
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

DEFAULT_OUTPUT = Path(__file__).resolve().parent.parent / "dictionaries" / "dicom.xml"
COLUMNS = ["group", "element", "keyword", "name", "vr", "vm", "retired"]
VRS = set(
    "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)
NO_VR = {"", "See Note", "None", "none"}
VM_PATTERN = re.compile(r"[1-9][0-9]*(-([1-9][0-9]*)?n?)?")
QUOTE = {'"': "&quot;"}
FORBIDDEN_IN_XML = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class BadRow(Exception):
    """A row of the table that cannot go into the dictionary; the text says which and why."""


def tag_of(row):
    """The tag as eight digits: upper-case hexadecimal, lower-case x where a digit repeats."""
    tag = (row["group"] + row["element"]).upper().replace("X", "x")
    if not re.fullmatch(r"[0-9A-Fx]{8}", tag):
        raise BadRow(f"bad tag ({row['group']},{row['element']})")
    return tag


def alternatives(text):
    """The alternatives of a cell such as `US or SS`."""
    return text.replace(" or ", " ").split()


def vrs_of(row):
    """The value representations a row allows; none for the item delimiters."""
    if row["vr"] in NO_VR:
        return []
    vrs = alternatives(row["vr"])
    for vr in vrs:
        if vr not in VRS:
            raise BadRow(f"bad VR {vr!r}")
    return vrs


def vms_of(row):
    """The value multiplicities a row allows; none where the source has none."""
    vms = alternatives(row["vm"])
    for vm in vms:
        if not VM_PATTERN.fullmatch(vm):
            raise BadRow(f"bad VM {vm!r}")
    return vms


def element_line(row):
    """The one line of XML that stands for a row."""
    attributes = [("tag", tag_of(row)), ("keyword", row["keyword"]), ("name", row["name"])]
    attributes += [("vr", " ".join(vrs_of(row))), ("vm", " ".join(vms_of(row)))]
    if row["retired"] not in ("yes", "no"):
        raise BadRow(f"retired is {row['retired']!r}, neither yes nor no")
    if row["retired"] == "yes":
        attributes.append(("retired", "true"))
    for name, value in attributes:
        if FORBIDDEN_IN_XML.search(value):
            raise BadRow(f"a control character in {name}")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", row["keyword"]):
        raise BadRow(f"bad keyword {row['keyword']!r}")
    if not row["name"].strip():
        raise BadRow("no name")
    return "  <element " + " ".join(f'{k}="{escape(v, QUOTE)}"' for k, v in attributes if v) + "/>"


def lines_of(path):
    """The element lines of a table, or BadRow at the first row that is wrong."""
    lines, first_row_of = [], {}
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise BadRow(f"the columns are {reader.fieldnames}, not {COLUMNS}")
        for number, row in enumerate(reader, start=2):
            try:
                if None in row or None in row.values():
                    raise BadRow("wrong number of cells")
                first = first_row_of.setdefault(tag_of(row), number)
                if first != number:
                    raise BadRow(f"the same tag as row {first}")
                lines.append(element_line(row))
            except BadRow as error:
                raise BadRow(f"row {number}: {error}") from None
    if not lines:
        raise BadRow("no rows")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="the CSV file")
    parser.add_argument("--edition", help="edition of the standard, such as 2026b; otherwise taken from the file's name")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUTPUT, help="the XML file (default: dictionaries/dicom.xml)")
    arguments = parser.parse_args()
    in_name = re.search(r"20[0-9]{2}[a-f]", arguments.table.stem)
    edition = arguments.edition or (in_name and in_name.group())
    if not edition or not re.fullmatch(r"20[0-9]{2}[a-f]", edition):
        parser.error("which edition of the standard is it? Give --edition, such as 2026b")
    try:
        lines = lines_of(arguments.table)
    except (BadRow, OSError, UnicodeDecodeError, csv.Error) as error:
        sys.exit(f"{arguments.table}: {error}")
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!-- Made by Scripts/make_data_dictionary.py from a table of the data elements of DICOM PS3.6 and PS3.7,"
        f" edition {edition}. Do not edit by hand. -->",
        f'<dataDictionary edition="{edition}">',
    ]
    arguments.out.write_text("\n".join([*head, *lines, "</dataDictionary>", ""]), encoding="utf-8")
    print(f"{arguments.out}: {len(lines)} elements")


if __name__ == "__main__":
    main()
