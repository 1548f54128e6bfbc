#!/usr/bin/env python3
"""Write a folder of broken DICOM files, each broken in its own way, among a few good ones.

All files are made from scratch. The manifest says for each file what is wrong with it, and what a reader should do:

  refused             not read; named in the report with the reason
  read with warning   what can be read is read; the report says what is wrong
  read                nothing is wrong, or nothing that matters to its tags

Standard library only. From Python: `make_broken(folder)` returns the manifest.

Example: Tests/broken/make_broken.py /tmp/broken > manifest.json
"""
import argparse
import io
import json
import os
import random
import struct
import sys
import zipfile
import zlib
from pathlib import Path

EXPLICIT, IMPLICIT = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2"
DEFLATED, JPEG = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.50"
DICOMDIR_CLASS, CT_CLASS = "1.2.840.10008.1.3.10", "1.2.840.10008.5.1.4.1.1.2"
LONG_LENGTH = {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"}
UNDEFINED = 0xFFFFFFFF
PIXELS = bytes(range(256)) * 2

REFUSED, WARNING, READ = "refused", "read with warning", "read"


# MARK: Bytes of a data set


def header(tag, vr, length):
    """The header of an element, explicit VR little endian."""
    start = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode("latin-1")
    return start + (struct.pack("<HI", 0, length) if vr in LONG_LENGTH else struct.pack("<H", length))


def element(tag, vr, value):
    """An element, explicit VR little endian."""
    value = value.encode("latin-1") if isinstance(value, str) else value
    if len(value) % 2:
        value += b"\0" if vr in ("UI", "OB", "UN") else b" "
    return header(tag, vr, len(value)) + value


def item(content, undefined=False):
    """An item of a sequence."""
    if undefined:
        return struct.pack("<HHI", 0xFFFE, 0xE000, UNDEFINED) + content + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(content)) + content


SEQUENCE_END = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def file_meta(syntax=EXPLICIT, sop_class=CT_CLASS, length_error=0):
    """The preamble and group 0002. No transfer syntax when it is None."""
    content = element(0x00020001, "OB", b"\0\1") + element(0x00020002, "UI", sop_class)
    content += element(0x00020003, "UI", "2.25.1")
    if syntax is not None:
        content += element(0x00020010, "UI", syntax)
    content += element(0x00020012, "UI", "2.25.2")
    length = element(0x00020000, "UL", struct.pack("<I", len(content) + length_error))
    return bytes(128) + b"DICM" + length + content


def patient(name="Good^File", character_set="ISO_IR 100"):
    """The elements before the image's own."""
    return (
        element(0x00080005, "CS", character_set) + element(0x00080016, "UI", CT_CLASS)
        + element(0x00080018, "UI", "2.25.1") + element(0x00080060, "CS", "CT") + element(0x00100010, "PN", name)
        + element(0x00180015, "CS", "CHEST")
    )


def sequence(content=None):
    """A sequence of defined length with one item in it."""
    return element(0x00189346, "SQ", item(element(0x00081150, "UI", CT_CLASS)) if content is None else content)


def image():
    """The elements that describe 16 × 16 pixels of 16 bits."""
    words = [(0x00280002, 1), (0x00280010, 16), (0x00280011, 16)]
    bits = [(0x00280100, 16), (0x00280101, 12), (0x00280102, 11), (0x00280103, 0)]
    spacing = element(0x00280030, "DS", "0.5\\0.5")
    photometric = element(0x00280004, "CS", "MONOCHROME2")

    def us(pairs):
        return [element(tag, "US", struct.pack("<H", value)) for tag, value in pairs]

    return b"".join([us(words)[0], photometric, *us(words)[1:], spacing, *us(bits)])


def pixel_data(pixels=PIXELS):
    """Native pixel data."""
    return element(0x7FE00010, "OW", pixels)


def fragments(*contents, end=SEQUENCE_END):
    """Encapsulated pixel data with an empty offset table."""
    return header(0x7FE00010, "OB", UNDEFINED) + item(b"") + b"".join(item(c) for c in contents) + end


def deflated(content):
    """Bytes deflated as PS3.5 A.5 wants them, without zlib's frame."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def good_data_set():
    """A whole small data set."""
    return patient() + image() + pixel_data()


# MARK: Kinds
# Each kind is a function that returns the bytes of a file, in a table with its expectation and what is wrong.

KINDS = []


def kind(name, expectation, wrong):
    """Register a kind of file: its name, what a reader should do, and what is wrong."""

    def register(make):
        KINDS.append((name, expectation, wrong, make))
        return make

    return register


def simple(name, expectation, wrong, make):
    """Register a kind that needs one expression only."""
    kind(name, expectation, wrong)(make)


META, TRAILING = file_meta, element(0x00200011, "IS", "7")

simple("good-explicit.dcm", READ, "nothing", lambda: META() + good_data_set())
simple("good-deflated.dcm", READ, "nothing", lambda: META(DEFLATED) + deflated(good_data_set()))
simple("good-encapsulated.dcm", READ, "nothing", lambda: META(JPEG) + patient() + image() + fragments(b"\xff\xd8\xff\xd9"))
simple("good-no-suffix", READ, "nothing; the name has no suffix", lambda: META() + good_data_set())
simple("good-bare-data-set.dcm", READ, "nothing; a bare data set without preamble", good_data_set)
simple("good-nested.dcm", READ, "nothing; sequences of both kinds of length", lambda: META() + patient()
       + header(0x00189346, "SQ", UNDEFINED) + item(sequence(), undefined=True) + SEQUENCE_END + image() + pixel_data())

simple("empty.dcm", REFUSED, "an empty file", lambda: b"")
simple("one-byte.dcm", REFUSED, "a file of one byte", lambda: b"D")
simple("text.dcm", REFUSED, "plain text", lambda: b"This is a note about the patient, not an image.\n" * 20)
simple("jpeg.dcm", REFUSED, "a JPEG file", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + bytes(400) + b"\xff\xd9")
simple("png.dcm", REFUSED, "a PNG file", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
       + bytes(300))
simple("pdf.dcm", REFUSED, "a PDF file", lambda: b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n" + b" " * 300 + b"\n%%EOF\n")
simple("preamble-truncated.dcm", REFUSED, "ends inside the preamble", lambda: bytes(100))
simple("preamble-only.dcm", REFUSED, "ends after DICM", lambda: bytes(128) + b"DICM")
simple("preamble-without-dicm.dcm", REFUSED, "garbage where DICM should be", lambda: bytes(128)
       + random.Random(1).randbytes(2048))
simple("noise.dcm", REFUSED, "random bytes", lambda: random.Random(2).randbytes(4096))
simple("meta-truncated.dcm", REFUSED, "ends inside group 0002", lambda: META()[:180])
simple("header-truncated.dcm", WARNING, "ends inside the header of an element", lambda: META() + patient() + image()[:3])
simple("value-truncated.dcm", WARNING, "ends inside a value", lambda: META() + patient() + element(0x00204000, "LT", "x" * 400)[:60])
simple("nested-truncated.dcm", WARNING, "ends inside nested sequences", lambda: META() + patient()
       + (header(0x00189346, "SQ", UNDEFINED) + struct.pack("<HHI", 0xFFFE, 0xE000, UNDEFINED)) * 3 + b"\x08\x00")
simple("length-beyond-end.dcm", WARNING, "an element is longer than the file", lambda: META() + patient()
       + header(0x00204000, "UT", 0x7FFFFFF0) + b"short")
simple("length-undefined-on-text.dcm", WARNING, "undefined length on a text element", lambda: META() + patient()
       + header(0x00204000, "UT", UNDEFINED) + b"no end to this")
simple("length-odd.dcm", WARNING, "a value of odd length", lambda: META() + patient() + header(0x00180050, "DS", 3) + b"2.5"
       + TRAILING + image() + pixel_data())
simple("length-item-beyond-sequence.dcm", WARNING, "an item is longer than its sequence", lambda: META() + patient()
       + element(0x00189346, "SQ", struct.pack("<HHI", 0xFFFE, 0xE000, 0x10000) + element(0x00081150, "UI", CT_CLASS)) + image())
simple("vr-bad-letters.dcm", WARNING, "a VR that does not exist", lambda: META() + patient()
       + struct.pack("<HH2sH", 0x0018, 0x0050, b"\x01?", 4) + b"2.5 " + image() + pixel_data())
simple("vr-implicit-in-explicit.dcm", WARNING, "implicit VR where explicit was declared", lambda: META(EXPLICIT)
       + struct.pack("<HHI", 0x0008, 0x0060, 2) + b"CT" + struct.pack("<HHI", 0x0010, 0x0010, 4) + b"A^B ")
simple("vr-explicit-in-implicit.dcm", WARNING, "explicit VR where implicit was declared", lambda: META(IMPLICIT) + good_data_set())
simple("syntax-missing.dcm", WARNING, "no transfer syntax in group 0002", lambda: META(None) + good_data_set())
simple("syntax-unknown.dcm", WARNING, "a transfer syntax that does not exist", lambda: META("1.2.3.4.5") + good_data_set())
simple("meta-length-too-large.dcm", WARNING, "the length of group 0002 is too large", lambda: META(length_error=4096) + good_data_set())
simple("meta-length-too-small.dcm", WARNING, "the length of group 0002 is too small", lambda: META(length_error=-30) + good_data_set())
simple("sequence-without-end.dcm", WARNING, "a sequence of undefined length has no delimiter", lambda: META() + patient()
       + header(0x00189346, "SQ", UNDEFINED) + item(element(0x00081150, "UI", CT_CLASS)))
simple("sequence-without-items.dcm", WARNING, "an element where an item should be", lambda: META() + patient()
       + sequence(element(0x00081150, "UI", CT_CLASS)) + image() + pixel_data())
simple("nesting-10000.dcm", WARNING, "sequences nested 10,000 deep", lambda: META()
       + (header(0x00189346, "SQ", UNDEFINED) + struct.pack("<HHI", 0xFFFE, 0xE000, UNDEFINED)) * 10_000
       + (struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + SEQUENCE_END) * 10_000 + image())
simple("deflate-corrupt.dcm", WARNING, "deflated data with changed bytes", lambda: META(DEFLATED) + spoiled(deflated(good_data_set())))
simple("deflate-not-deflated.dcm", REFUSED, "declared deflated, but is not", lambda: META(DEFLATED) + b"\xff" * 200)
simple("tags-out-of-order.dcm", WARNING, "tags in falling order", lambda: META() + image() + patient())
simple("tags-twice.dcm", WARNING, "an element twice with different values, out of order", lambda: META() + patient("First^Name")
       + element(0x00100010, "PN", "Second^Name") + image() + pixel_data())
simple("pixels-truncated.dcm", WARNING, "pixel data end early", lambda: META() + patient() + image() + pixel_data()[:100])
simple("fragments-broken.dcm", WARNING, "an encapsulated fragment is longer than the file", lambda: META(JPEG) + patient()
       + image() + fragments(b"\xff\xd8", end=struct.pack("<HHI", 0xFFFE, 0xE000, 0x40000000) + b"\xff\xd9"))
simple("fragments-bad-tag.dcm", WARNING, "an encapsulated fragment has the wrong tag", lambda: META(JPEG) + patient()
       + image() + fragments(b"\xff\xd8", end=struct.pack("<HHI", 0x0008, 0x0060, 4) + b"\xff\xd9\0\0"))
simple("fragments-without-end.dcm", WARNING, "encapsulated pixel data have no delimiter", lambda: META(JPEG) + patient()
       + image() + fragments(b"\xff\xd8\xff\xd9", end=b""))
simple("elements-200000-empty.dcm", WARNING, "200,000 empty private elements", lambda: META() + patient() + many_empty_elements())
simple("items-200000-empty.dcm", READ, "200,000 empty items in a sequence", lambda: META() + patient()
       + element(0x00189346, "SQ", item(b"") * 200_000) + image())
simple("text-wrong-character-set.dcm", WARNING, "bytes that are not UTF-8, though it was declared", lambda: META()
       + patient("M\xfcller^J\xf6rg", "ISO_IR 192") + image() + pixel_data())
simple("text-unknown-character-set.dcm", WARNING, "a character set that does not exist", lambda: META()
       + patient("M\xfcller^J\xf6rg", "ISO_IR 9999") + image() + pixel_data())
simple("numbers-not-numbers.dcm", READ, "decimal strings that are not numbers", lambda: META() + patient()
       + element(0x00180050, "DS", "1e999") + element(0x00180060, "DS", "NaN") + element(0x00200011, "IS", "twelve")
       + image() + pixel_data())
simple("value-wrong-size.dcm", WARNING, "a 16-bit number of three bytes", lambda: META() + patient()
       + header(0x00280010, "US", 3) + b"\0\1\2" + pixel_data())


@kind("zip.dcm", REFUSED, "a ZIP file")
def zip_file():
    """A ZIP archive with one text in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("note.txt", "not an image" * 40)
    return content.getvalue()


@kind("DICOMDIR", READ, "nothing; a directory of files, not an image")
def dicomdir():
    """A DICOMDIR without records."""
    return (
        file_meta(sop_class=DICOMDIR_CLASS) + element(0x00041130, "CS", "BROKEN") + element(0x00041200, "UL", bytes(4))
        + element(0x00041202, "UL", bytes(4)) + element(0x00041212, "US", bytes(2)) + element(0x00041220, "SQ", b"")
    )


@kind("deflate-bomb-pixels.dcm", WARNING, "pixel data of 1.1 GB of zeros in about 5 MB; its tags are good")
def bomb_in_pixels():
    """A bomb that a reader of tags never meets."""
    return deflate_bomb(patient() + image() + header(0x7FE00010, "OW", BOMB_SIZE))


@kind("deflate-bomb-text.dcm", WARNING, "a text element of 1.1 GB of zeros in about 5 MB")
def bomb_in_text():
    """A bomb before the pixel data."""
    return deflate_bomb(patient() + header(0x00204000, "UT", BOMB_SIZE))


BOMB_SIZE = 1_100_000_000


def deflate_bomb(start):
    """A deflated data set that ends in BOMB_SIZE zeros, deflated piece by piece."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    piece = bytes(1_000_000)
    packed = [packer.compress(start)] + [packer.compress(piece) for _ in range(BOMB_SIZE // len(piece))]
    return file_meta(DEFLATED) + b"".join(packed) + packer.flush()


def spoiled(content):
    """Bytes with a few of them changed in the middle."""
    changed = bytearray(content)
    for index in range(len(changed) // 2, len(changed) // 2 + 8):
        changed[index] ^= 0x5A
    return bytes(changed)


def many_empty_elements():
    """200,000 empty elements of private groups, in order."""
    tags = ((group << 16) + number for group in range(0x0009, 0x0020, 2) for number in range(0x1000, 0xF000))
    return b"".join(header(tag, "LO", 0) for tag, _ in zip(tags, range(200_000)))


# MARK: Things that are not plain files


def write_special_files(folder):
    """Directories, links, pipes and the like; returns their part of the manifest."""
    made = {}

    def add(name, expectation, wrong):
        made[name] = {"kind": wrong, "expectation": expectation}

    (folder / "directory.dcm").mkdir()
    (folder / "directory.dcm" / "good-inside.dcm").write_bytes(file_meta() + good_data_set())
    add("directory.dcm/good-inside.dcm", READ, "nothing; its folder is named like a file")
    (folder / "dangling-link.dcm").symlink_to("nowhere.dcm")
    add("dangling-link.dcm", REFUSED, "a link to nothing")
    (folder / "link-loop-a.dcm").symlink_to("link-loop-b.dcm")
    (folder / "link-loop-b.dcm").symlink_to("link-loop-a.dcm")
    add("link-loop-a.dcm", REFUSED, "links in a circle")
    add("link-loop-b.dcm", REFUSED, "links in a circle")
    (folder / "link-to-own-folder").symlink_to(".")
    add("link-to-own-folder", REFUSED, "a link to the folder that it lies in")
    os.mkfifo(folder / "pipe.dcm")
    add("pipe.dcm", REFUSED, "a named pipe that nobody writes to")
    with open(folder / "sparse-5-gb.dcm", "wb") as file:
        file.write(file_meta() + patient() + image() + header(0x7FE00010, "OW", 0xFFFFFFF0))
        file.truncate(5_000_000_000)
    add("sparse-5-gb.dcm", WARNING, "5 GB of zeros, more than its pixel data; takes no room on disk")
    locked = folder / "no-permission.dcm"
    locked.write_bytes(file_meta() + good_data_set())
    locked.chmod(0)
    add("no-permission.dcm", READ if os.geteuid() == 0 else REFUSED, "no permission to read it (root may)")
    return made


def make_broken(folder):
    """Write all kinds into a new or empty folder and return the manifest: name to kind and expectation."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    manifest = {}
    for name, expectation, wrong, make in KINDS:
        (folder / name).write_bytes(make())
        manifest[name] = {"kind": wrong, "expectation": expectation}
    manifest.update(write_special_files(folder))
    return dict(sorted(manifest.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder that is new or empty")
    arguments = parser.parse_args()
    try:
        manifest = make_broken(arguments.folder)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    json.dump(manifest, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
