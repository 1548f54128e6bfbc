"""Archives for the browser test: one as hospitals have them, one whose texts mean harm, and its harmless twin."""
import json
import shutil
import struct
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONG = {"OB", "OW", "SQ", "UN", "UT", "UC"}
# Attributes in which a text that nobody knows is not understood, and so is shown.
SHOWN = [
    (0x00180015, "CS"), (0x00080070, "LO"), (0x00181210, "SH"), (0x00185101, "CS"), (0x00180050, "DS"), (0x00185100, "CS"), (0x00180010, "LO"),
    (0x00080060, "CS"), (0x00180060, "DS"), (0x00200060, "CS"),
]
# As many texts as the page lists of one input.
OF_ONE_INPUT = 10


# MARK: Texts


def payloads():
    """Name and bytes of each harmful text."""
    return [(name, unescaped(text)) for name, text in (line.split("\t", 1) for line in (ROOT / "Tests/injection/payloads.tsv").read_text().splitlines())]


def unescaped(text):
    source, out, place = text.encode(), bytearray(), 0
    while place < len(source):
        if source[place] == 0x5C and source[place + 1] == 0x5C:
            out.append(0x5C)
            place += 2
        elif source[place] == 0x5C:
            out.append(int(source[place + 2:place + 4], 16))
            place += 4
        else:
            out.append(source[place])
            place += 1
    return bytes(out)


def visible(payload):
    """How a page shows a text: what nobody sees is written out; white space as a browser counts it; the end of long texts left out."""
    text = payload.decode(errors="replace").strip(" ")[:100]
    shown = "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else f"\\u{{{ord(c):X}}}" for c in text)
    return " ".join(shown.split())


def harmless(number):
    return f"Quvxy {chr(65 + number // 26)}{chr(65 + number % 26)} wazoqu".encode()


# MARK: Files


def element(tag, vr, value):
    if isinstance(value, str):
        value = value.encode()
    if len(value) % 2:
        value += b"\0" if vr in ("UI", "OB") else b" "
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode()
    return head + (struct.pack("<HI", 0, len(value)) if vr in LONG else struct.pack("<H", len(value))) + value


def image(number, elements):
    """An image of one pixel, explicit VR little endian."""
    every = {
        0x00080005: ("CS", "ISO_IR 192"), 0x00080016: ("UI", "1.2.840.10008.5.1.4.1.1.2"), 0x00080018: ("UI", f"2.25.{number + 1}"),
        0x00080060: ("CS", "CT"), 0x00100020: ("LO", f"P{number}"), 0x0020000E: ("UI", f"2.25.9{number // 4}"),
        0x00280010: ("US", struct.pack("<H", 1)), 0x00280011: ("US", struct.pack("<H", 1)), 0x00280100: ("US", struct.pack("<H", 16)),
        0x7FE00010: ("OW", b"\0\0"), **elements,
    }
    meta = element(0x00020001, "OB", b"\0\1") + element(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.2")
    meta += element(0x00020003, "UI", f"2.25.{number + 1}") + element(0x00020010, "UI", "1.2.840.10008.1.2.1")
    return b"\0" * 128 + b"DICM" + element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + b"".join(
        element(tag, *every[tag]) for tag in sorted(every))


def make_archive(folder, kind):
    """Writes an archive of that kind. Returns the arguments of the run over it."""
    (folder / "files").mkdir(parents=True)
    return plain(folder) if kind == "plain" else made_of_texts(folder, kind == "harmful")


def plain(folder):
    for number in range(48):
        kind = number % 3
        elements = {
            0x00080060: ("CS", ["CT", "MR", "CR"][kind]), 0x00080070: ("LO", ["SIEMENS", "GE MEDICAL SYSTEMS", "Philips"][kind]),
            0x0008103E: ("LO", ["Thorax axial", "t2 tse sag", "Hand links"][kind]), 0x00180015: ("CS", ["CHEST", "Knie", "HANDD" if number % 2 else "HAND"][kind]),
            0x00180050: ("DS", ["1.0", "5.0", "2.5"][kind]), 0x00180060: ("DS", str(100 + 10 * kind + number % 4)),
            0x00280030: ("DS", "wide\\narrow" if number % 8 == 7 else ["0.5\\0.5", "0,9\\0,9", "0.1\\0.1"][kind]),
            0x00181210: ("SH", f"B{number % 5}9f"), 0x00101010: ("AS", f"0{40 + number % 7}Y"),
            0x00281050: ("DS", f"{40 * kind}\\{300 + 100 * kind}"), 0x00090010: ("LO", "SOME VENDOR"), 0x00091001: ("LO", ["a", "b", "c"][kind]),
        }
        (folder / "files" / f"{number}.dcm").write_bytes(image(number, elements))
    (folder / "bars.json").write_text(json.dumps({"version": 1, "coverage": [{"atLeast": 50}, {"atLeast": 99.9, "input": "BodyPartExamined"}], "pluginFailures": 0}))
    return [str(folder / "files"), "--bar", str(folder / "bars.json")]


def made_of_texts(folder, is_harmful):
    """A file for each text, which stands wherever text comes from: values, private creators, names of files and sites, reasons and
    contradictions of a plugin, terms of a dictionary of the site, bars."""
    arguments, terms, bars = [str(folder / "files")], [], []
    for number, (_, harmful) in enumerate(payloads()):
        text = harmful if is_harmful else harmless(number)
        decade = number // OF_ONE_INPUT
        elements = {0x00190010: ("LO", text), 0x00191001: ("LO", text), 0x00204000: ("LT", script(number, text))}
        for tag, vr in (SHOWN[decade % len(SHOWN)], SHOWN[(decade + 5) % len(SHOWN)]):
            elements[tag] = (vr, text)
        name = b"".join(bytes([b]) for b in text if b not in b"/\0")[:60] + b".dcm"
        place = folder / "files" / f"site{number}"
        place.mkdir()
        with open(bytes(place) + b"/" + name, "wb") as file:
            file.write(image(number, elements))
        # In both archives alike, whether the text is harmful or not.
        word = text.decode(errors="replace")
        if b"=" not in harmful and b"\0" not in harmful and 0 < len(harmful.decode(errors="replace")) <= 40:
            arguments.append(f"--site={word}={place}")
        if is_xml(harmful) and decade == 0:
            terms.append(word + " Q")
        bars.append({"atLeast": 99, "input": word})
    (folder / "bars.json").write_text(json.dumps({"version": 1, "coverage": bars}))
    entries = "".join(f'  <term name="{escaped(term)}"/>\n' for term in terms)
    (folder / "site.xml").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<synonymDictionary name="body-parts" version="1">\n  <tag>BodyPartExamined</tag>\n{entries}</synonymDictionary>\n')
    return arguments + ["--bar", str(folder / "bars.json"), "--site-dictionary", str(folder / "site.xml"), *plugin(folder)]


def script(number, text):
    """What the plugin of the fixtures does: it repeats the text as a reason, or as a contradiction."""
    text = text.replace(b";", b",").replace(b"\0", b" ")
    return (b"rejected=" if number % 2 else b"label=x;contradiction=") + text


def plugin(folder):
    """Builds the plugin that says what values tell it to."""
    compiler = next((found for name in ("cc", "clang", "gcc") if (found := shutil.which(name))), None)
    if not compiler:
        print("check_report: no C compiler, so no plugin says harmful things", file=sys.stderr)
        return []
    (folder / "plugins").mkdir()
    subprocess.run(
        [compiler, "-std=gnu99", "-fPIC", "-shared", "-DNAME=Scripted", f"-I{ROOT}/Sources/CTagPlugin/include", str(ROOT / "Tests/FixturePlugins/Scripted.c"),
         "-o", str(folder / "plugins" / "libScripted.so")], check=True)
    return ["--plugins", str(folder / "plugins")]


def is_xml(payload):
    """Whether XML 1.0 has a place for it, and a dictionary for a term of it."""
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return False
    return len(text) <= 60 and all(c >= " " and not "\ufffe" <= c <= "\uffff" for c in text) and "\\" not in text


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
