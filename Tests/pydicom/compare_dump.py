#!/usr/bin/env python3
"""Check that `tagfold dump FILE` says the same as pydicom for every file that pydicom can read.

The expected data set is built from pydicom's elements (VR and value), not from its own JSON writer. Tags, VRs and
values are compared, private and nested ones included. Every difference needs a reason from REASONS below.

Exit codes: 0 no difference without a reason; 1 some; 2 bad usage; 3 no files.

Example: Scripts/python_env.sh && .venv/bin/python Tests/pydicom/compare_dump.py .build/release/tagfold
"""
import argparse
import base64
import collections
import concurrent.futures
import json
import logging
import math
import os
import re
import struct
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import pydicom
from pydicom.datadict import dictionary_has_tag, dictionary_VR, private_dictionaries
from pydicom.filewriter import correct_ambiguous_vr_element
from pydicom.multival import MultiValue
from pydicom.valuerep import PersonName

ROOT = Path(__file__).resolve().parents[2]
BINARY = {"OB", "OD", "OF", "OL", "OV", "OW", "UN"}
SPACES_DO_NOT_COUNT = {"AE", "CS", "DA", "DS", "DT", "IS", "LO", "PN", "SH", "TM", "UC", "UI"}
DEFLATED = "1.2.840.10008.1.2.1.99"


# MARK: What pydicom reads


@dataclass
class Element:
    """An element as pydicom reads it: a list of plain values, items as dictionaries of elements, or bytes."""

    vr: str
    value: list | bytes
    creator: str | None = None
    refused: str | None = None  # why pydicom refused to convert the value, which then is its text or bytes


def plain(value, vr):
    """One of pydicom's values as the DICOM JSON Model has it."""
    if value is None or (isinstance(value, (str, bytes)) and len(value) == 0):
        return None
    if vr == "PN" or isinstance(value, PersonName):
        name = value if isinstance(value, PersonName) else PersonName(value)
        groups = [("Alphabetic", name.alphabetic), ("Ideographic", name.ideographic), ("Phonetic", name.phonetic)]
        return {key: text for key, text in groups if text} or None
    if vr == "AT":
        return f"{int(value):08X}"
    if vr in ("DS", "IS"):
        return number_or_text(str(getattr(value, "original_string", value)))
    return value if isinstance(value, (int, float)) else str(value)


def number_or_text(text):
    """The text of a DS or IS as a number where it is one."""
    if re.fullmatch(r"\s*[-+]?[0-9]+\s*", text):
        return int(text)
    if re.fullmatch(r"\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*", text) and math.isfinite(float(text)):
        return float(text)
    return text or None


def element_of(dataset, tag):
    """One element of a data set; where pydicom refuses its value, the text or bytes that it refused."""
    creator = None
    if tag.is_private and not tag.is_private_creator:
        slot = dataset.get_item((tag.group, tag.element >> 8))
        creator = str(dataset[slot.tag].value) if slot is not None else None
    raw = dataset.get_item(tag)
    try:
        element = dataset[tag]
        if " or " in element.VR:
            element = correct_ambiguous_vr_element(element, dataset, dataset.original_encoding[1])
        vr, value = element.VR, element.value
        if vr == "SQ":
            return Element(vr, [elements_of(item) for item in value], creator)
        if vr in BINARY or isinstance(value, (bytes, bytearray)):
            return Element(vr, bytes(value or b""), creator)
        values = list(value) if isinstance(value, (MultiValue, list, tuple)) else [value]
        values = [plain(v, vr) for v in values]
        return Element(vr, [] if values in ([None], []) else values, creator)
    except Exception as error:  # pydicom raises many kinds of error for values that it refuses
        refused = f"{type(error).__name__}: {error}"
    vr = raw.VR or (dictionary_VR(tag) if not tag.is_private else "UN")
    content = raw.value if isinstance(raw.value, (bytes, bytearray)) else b""
    if vr in ("DS", "IS"):
        texts = content.decode("latin-1").rstrip(" \0").split("\\")
        return Element(vr, [number_or_text(t) for t in texts], creator, refused)
    return Element(vr, bytes(content), creator, refused)


def elements_of(dataset):
    """All elements of a data set or item by tag, without the file meta group."""
    tags = sorted(tag for tag in dataset.keys() if tag.group != 2)
    return {f"{int(tag):08X}": element_of(dataset, tag) for tag in tags}


def read_with_pydicom(path):
    """A file as pydicom reads it with its transfer syntax, or None where it cannot."""
    for force in (False, True):
        try:
            dataset = pydicom.dcmread(path, force=force)
            elements = elements_of(dataset)
        except Exception:  # whatever pydicom raises, it cannot read this file
            continue
        # Forced, pydicom reads any bytes as elements: a data set has some that the dictionary knows.
        if elements and (not force or any(dictionary_has_tag(int(tag, 16)) for tag in elements)):
            return elements, str(dataset.file_meta.get("TransferSyntaxUID", ""))
    return None


# MARK: Compare


@dataclass
class Difference:
    """One thing on which the two disagree."""

    file: str
    path: str
    what: str  # unread, tag, vr, count, value
    ours: object
    theirs: object
    element: Element | None = None
    reason: str = ""


def is_same_number(ours, theirs, vr):
    """Whether two numbers are equal; 32-bit floats as 32-bit floats."""
    if isinstance(theirs, float) and not math.isfinite(theirs):
        return ours == {math.inf: "Infinity", -math.inf: "-Infinity"}.get(theirs, "NaN")
    if vr in ("SV", "UV") and isinstance(ours, str) and re.fullmatch("-?[0-9]+", ours):
        ours = int(ours)  # Annex F allows 64-bit integers as strings
    if isinstance(ours, bool) or not isinstance(ours, (int, float)):
        return False
    if vr == "FL":
        try:
            return struct.pack("<f", ours) == struct.pack("<f", theirs)
        except OverflowError:
            return False
    return ours == theirs


class Comparison:
    """Compares one file and collects the differences."""

    def __init__(self, file, content, is_deflated):
        self.file, self.content, self.is_deflated = file, content, is_deflated
        self.differences, self.elements = [], 0

    def differ(self, path, what, ours, theirs, element=None):
        self.differences.append(Difference(self.file, path, what, ours, theirs, element))

    def data_sets(self, ours, theirs, path=""):
        """Compare two data sets or items."""
        for tag in sorted(ours.keys() | theirs.keys()):
            here = f"{path}{tag}"
            self.elements += tag in theirs
            if tag not in ours:
                self.differ(here, "tag", None, theirs[tag].vr, theirs[tag])
            elif tag not in theirs:
                self.differ(here, "tag", ours[tag], None)
            else:
                self.element(ours[tag], theirs[tag], here)

    def element(self, ours, theirs, path):
        """Compare two elements."""
        if not isinstance(ours, dict):
            self.differ(path, "value", ours, theirs.value, theirs)
            return
        if ours.get("vr") != theirs.vr:
            self.differ(path, "vr", ours.get("vr"), theirs.vr, theirs)
            return
        if set(ours) - {"vr", "Value", "InlineBinary", "BulkDataURI"} or len(ours) > 2:
            self.differ(path, "value", ours, theirs.value, theirs)
        elif isinstance(theirs.value, bytes):
            self.binary(ours, theirs, path)
        else:
            values = ours.get("Value", [])
            if "Value" not in ours and len(ours) > 1:
                self.differ(path, "value", ours, theirs.value, theirs)
            elif len(values) != len(theirs.value):
                self.differ(path, "count", values, theirs.value, theirs)
            else:
                for index, (one, other) in enumerate(zip(values, theirs.value)):
                    self.value(one, other, theirs, f"{path}[{index}]")

    def value(self, ours, theirs, element, path):
        """Compare two values, or two items of a sequence."""
        if element.vr == "SQ":
            if isinstance(ours, dict):
                self.data_sets(ours, theirs, path + ".")
            else:
                self.differ(path, "value", ours, theirs, element)
        elif isinstance(theirs, (int, float)):
            if not is_same_number(ours, theirs, element.vr):
                self.differ(path, "value", ours, theirs, element)
        elif ours != theirs:
            self.differ(path, "value", ours, theirs, element)

    def binary(self, ours, theirs, path):
        """Compare bytes, or where they lie in the file."""
        where = re.fullmatch(r"#offset=([0-9]+)&length=([0-9]+)", str(ours.get("BulkDataURI", "")))
        if "InlineBinary" in ours:
            try:
                found = base64.b64decode(ours["InlineBinary"], validate=True)
            except (ValueError, TypeError):
                found = None
        elif where:
            offset, length = map(int, where.groups())
            if self.is_deflated:  # the offset counts in the inflated bytes
                if length != len(theirs.value):
                    self.differ(path, "value", f"{length} bytes", f"{len(theirs.value)} bytes", theirs)
                return
            found = self.content[offset : offset + length]
        else:
            found = b"" if len(ours) == 1 else None
        if found != theirs.value:
            self.differ(path, "value", found, theirs.value, theirs)


# MARK: Reasons


def by_pydicoms_block_00(d):
    """pydicom's table names some private elements with block 00, under which no element is ever found."""
    tag = d.path.rsplit(".", 1)[-1][:8]
    table = private_dictionaries.get(d.element.creator or "", {})
    return d.what == "vr" and d.theirs == "UN" and f"{tag[:4]}00{tag[6:]}" in {k.upper() for k in table}


def by_padding(d):
    """Equal without the spaces that PS3.5 6.2 calls insignificant."""

    def trimmed(value):
        if isinstance(value, dict):
            return {k: v.strip(" \0") for k, v in value.items()}
        return (value or "").strip(" \0")

    if d.what != "value" or d.element.vr not in SPACES_DO_NOT_COUNT:
        return False
    if d.ours == "" or not all(isinstance(v, (str, dict, type(None))) for v in (d.ours, d.theirs)):
        return False
    return trimmed(d.ours) == trimmed(d.theirs)


def by_open_vr(d):
    """pydicom leaves the VR open where PixelRepresentation is missing; ours is one of the choices."""
    return d.what == "vr" and " or " in d.theirs and d.ours in d.theirs.split(" or ")


# A difference is justified by the first predicate here that holds. Add one only with the reason why ours is right.
REASONS = [
    (by_padding, "insignificant spaces kept by pydicom (PS3.5 6.2)"),
    (by_open_vr, "pydicom leaves the VR open"),
    (by_pydicoms_block_00, "pydicom's private table has the element under block 00 and never finds it"),
]


def reason_for(difference):
    """The reason that justifies a difference, or an empty text."""
    if difference.element is None:
        return ""
    return next((reason for holds, reason in REASONS if holds(difference)), "")


# MARK: Main


def dump(command, path):
    """The data set that the command prints for a file, or the text of its failure."""
    try:
        done = subprocess.run([command, "dump", path], capture_output=True, timeout=300)
        if done.returncode != 0:
            return f"exit code {done.returncode}: {done.stderr.decode(errors='replace').strip()[:300]}"
        result = json.loads(done.stdout)
        return result if isinstance(result, dict) else "not a JSON object"
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}: {error}"


def compare_file(command, path, name):
    """The number of elements and the differences of one file; None where pydicom cannot read it."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    read = read_with_pydicom(path)
    if read is None:
        return None
    theirs, transfer_syntax = read
    comparison = Comparison(name, path.read_bytes(), transfer_syntax == DEFLATED)
    ours = dump(command, path)
    if isinstance(ours, str):
        comparison.differ("", "unread", ours, f"{len(theirs)} elements")
    else:
        comparison.data_sets(ours, theirs)
    for difference in comparison.differences:
        difference.reason = reason_for(difference)
        difference.element = None
        difference.ours, difference.theirs = short(difference.ours), short(difference.theirs)
    return comparison.elements, comparison.differences


def short(value):
    """A value as one cell of a table."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes {value[:16].hex(' ')}{' …' if len(value) > 16 else ''}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=repr)
    text = text if len(text) <= 120 else text[:119] + "…"
    return text.encode("unicode_escape").decode() if not text.isprintable() else text


def files_below(folders):
    """All files in sorted order, as (path, name to show). Hidden ones are passed over."""
    for folder in folders:
        if folder.is_file():
            yield folder, folder.name
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            relative = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                yield path, str(relative)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="?", default=str(ROOT / ".build" / "release" / "tagfold"), help="the tagfold command")
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders (default: .samples)")
    parser.add_argument("--list", type=Path, metavar="FILE", help="write every difference to FILE as TSV")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="files compared at a time")
    arguments = parser.parse_args()
    if not os.access(arguments.command, os.X_OK):
        parser.error(f"{arguments.command} is not a command")
    files = list(files_below(arguments.paths or [ROOT / ".samples"]))
    if not files:
        print("no files: run Scripts/fetch_samples.py", file=sys.stderr)
        return 3
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        running = [pool.submit(compare_file, arguments.command, path, name) for path, name in files]
        results = [one.result() for one in running]
    return report([name for _, name in files], results, arguments.list)


def report(names, results, list_path):
    """Print the summary, write the list, and say whether all is explained."""
    unread = [name for name, result in zip(names, results) if result is None]
    compared = [result for result in results if result is not None]
    differences = [difference for _, found in compared for difference in found]
    unexplained = [d for d in differences if not d.reason]
    print(f"{len(compared)} files compared, {sum(n for n, _ in compared)} elements; {len(unread)} not read by pydicom")
    for reason, count in collections.Counter(d.reason for d in differences if d.reason).most_common():
        print(f"{count:8}  {reason}")
    print(f"{len(unexplained):8}  differences without a reason")
    for d in unexplained[:20]:
        print(f"          {d.file} {d.path} {d.what}: ours {d.ours}, pydicom {d.theirs}")
    if list_path:
        rows = [("file", "tag", "what", "ours", "pydicom", "reason")]
        rows += [(d.file, d.path, d.what, d.ours, d.theirs, d.reason) for d in differences]
        lines = ["\t".join(str(cell).replace("\t", "\\t").replace("\n", "\\n") for cell in row) for row in rows]
        list_path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
