#!/usr/bin/env python3
"""Write dictionaries/private.xml, the dictionary of private elements, from a table of them.

The table is a CSV file with the columns creator, group, element, vr, vm, name. Its `element` column has three forms:

  xx0C   offset 0C in whichever block the creator reserved
  000C   the same: no private element can lie below (gggg,1000), so 00 can only stand for the creator's block
  10xx   a note about the creator's own element; kept as it is, and matches no element

The same creator and element twice is kept once; where the two differ, the first is kept and the other is
printed to stderr.

Example: Scripts/make_private_dictionary.py private-elements.csv
"""
import argparse
import csv
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

DEFAULT_OUTPUT = Path(__file__).resolve().parent.parent / "dictionaries" / "private.xml"
COLUMNS = ["creator", "group", "element", "vr", "vm", "name"]
VRS = set(
    "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)
UNKNOWN_NAME = "?"
VM_PATTERN = re.compile(r"[1-9][0-9]*(-([1-9][0-9]*)?n?)?")
QUOTE = {'"': "&quot;"}
FORBIDDEN_IN_XML = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class BadRow(Exception):
    """A row of the table that cannot go into the dictionary; the text says which and why."""


def tag_of(row):
    """The tag as eight digits, its block written xx."""
    element = re.sub(r"^00", "xx", row["element"])
    tag = (row["group"] + element).upper().replace("X", "x")
    if not re.fullmatch(r"[0-9A-Fx]{4}(xx[0-9A-F]{2}|[0-9A-F]{2}xx)", tag):
        raise BadRow(f"bad tag ({row['group']},{row['element']})")
    return tag


def attributes_of(row):
    """The attributes of a row's element, without its tag."""
    vrs = row["vr"].replace("_", " ").replace(" or ", " ").split()
    for vr in vrs:
        if vr not in VRS:
            raise BadRow(f"bad VR {vr!r}")
    if row["vm"] and not VM_PATTERN.fullmatch(row["vm"]):
        raise BadRow(f"bad VM {row['vm']!r}")
    name = "" if row["name"] == UNKNOWN_NAME else row["name"]
    if FORBIDDEN_IN_XML.search(row["creator"] + name):
        raise BadRow("a control character")
    return {"name": name, "vr": " ".join(vrs), "vm": row["vm"]}


def creators_of(path):
    """All elements by creator and tag, and the number of rows that said what an earlier row had said."""
    creators, repeats = {}, 0
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise BadRow(f"the columns are {reader.fieldnames}, not {COLUMNS}")
        for number, row in enumerate(reader, start=2):
            try:
                if None in row or None in row.values() or not row["creator"].strip():
                    raise BadRow("wrong number of cells, or no creator")
                tag, attributes = tag_of(row), attributes_of(row)
            except BadRow as error:
                raise BadRow(f"row {number}: {error}") from None
            kept = creators.setdefault(row["creator"], {}).setdefault(tag, attributes)
            if kept is not attributes:
                repeats += 1
                if kept != attributes:
                    print(f"row {number}: {row['creator']} {tag}: kept {kept}, left out {attributes}", file=sys.stderr)
    return creators, repeats


def lines_of(creators):
    """The creators as XML, sorted by name and tag."""
    for creator, elements in sorted(creators.items()):
        yield f'  <creator name="{escape(creator, QUOTE)}">'
        for tag, attributes in sorted(elements.items()):
            pairs = {"tag": tag, **attributes}.items()
            yield "    <element " + " ".join(f'{k}="{escape(v, QUOTE)}"' for k, v in pairs if v) + "/>"
        yield "  </creator>"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="the CSV file")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUTPUT, help="the XML file (default: dictionaries/private.xml)")
    arguments = parser.parse_args()
    try:
        creators, repeats = creators_of(arguments.table)
    except (BadRow, OSError, UnicodeDecodeError, csv.Error) as error:
        sys.exit(f"{arguments.table}: {error}")
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!-- Made by Scripts/make_private_dictionary.py from a public table of private elements. Do not edit by hand."
        " In a tag, xx is the block that the creator reserved in the file. -->",
        "<privateDictionary>",
    ]
    arguments.out.write_text("\n".join([*head, *lines_of(creators), "</privateDictionary>", ""]), encoding="utf-8")
    elements = sum(map(len, creators.values()))
    print(f"{arguments.out}: {elements} elements of {len(creators)} creators, {repeats} repeated rows left out")


if __name__ == "__main__":
    main()
