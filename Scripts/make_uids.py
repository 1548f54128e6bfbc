#!/usr/bin/env python3
"""Write dictionaries/sop-classes.xml and dictionaries/transfer-syntaxes.xml, which fold UIDs to what they stand for.

Usage: .venv/bin/python Scripts/make_uids.py dictionaries

The UIDs and their names are those of PS3.6 Annex A, taken from pydicom's table. What kind of object a class holds, and how a
transfer syntax compresses, is decided below. A class of storage that no rule knows fails the script.
"""

import re
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

from pydicom._uid_dict import UID_dictionary

STORAGE = "1.2.840.10008.5.1.4.1.1."

# Of the part of the UID behind STORAGE, the first pattern that fits tells family and kind.
FAMILIES = [
    (r"1$", "CR", "IMAGE"),
    (r"1\.2(\.|$)|13\.1\.[345]$", "MG", "IMAGE"),
    (r"1\.3", "IO", "IMAGE"),
    (r"1\.1", "DX", "IMAGE"),
    (r"2(\.|$)", "CT", "IMAGE"),
    (r"3(\.|$)|6\.[12]$|6$", "US", "IMAGE"),
    (r"6\.3", "PHOTOACOUSTIC", "IMAGE"),
    (r"4\.2", "MR SPECTROSCOPY", "SPECTROSCOPY"),
    (r"4(\.|$)", "MR", "IMAGE"),
    (r"5$|20$", "NM", "IMAGE"),
    (r"7(\.|$)", "SC", "CAPTURE"),
    (r"9\.1(\.|$)|9\.[2-8]\.", "WAVEFORM", "MEASUREMENT"),
    (r"8$|9$|10$|11$|11\.|129$", "PRESENTATION STATE", "PRESENTATION"),
    (r"12\.(1|3|77)(\.|$)|13\.1\.1$", "XA", "IMAGE"),
    (r"12\.2", "RF", "IMAGE"),
    (r"13\.1\.2", "PX", "IMAGE"),
    (r"14\.", "OCT", "IMAGE"),
    (r"30$", "PARAMETRIC MAP", "IMAGE"),
    (r"66$", "RAW DATA", "RAW DATA"),
    (r"66\.[123]$", "REGISTRATION", "REGISTRATION"),
    (r"66\.[45]$", "SEGMENTATION", "SEGMENTATION"),
    (r"66\.6$", "TRACTOGRAPHY", "MEASUREMENT"),
    (r"67$", "REAL WORLD VALUES", "PRESENTATION"),
    (r"68\.", "SURFACE", "SEGMENTATION"),
    (r"77\.1\.5\.(3|8)$|78\.|80\.|79\.|82\.", "OPHTHALMIC MEASUREMENT", "MEASUREMENT"),
    (r"77\.1\.5\.[47]$", "OPT", "IMAGE"),
    (r"77\.1\.5\.", "OP", "IMAGE"),
    (r"81\.", "OPHTHALMIC MAP", "IMAGE"),
    (r"77\.1\.1", "ES", "IMAGE"),
    (r"77\.1\.2(\.|$)|77\.1\.3|77\.1\.6", "SM", "IMAGE"),
    (r"77\.1\.7", "DMS", "IMAGE"),
    (r"77\.1\.[89]", "CFM", "IMAGE"),
    (r"77\.", "VL", "IMAGE"),
    (r"88\.59", "KEY OBJECTS", "DOCUMENT"),
    (r"88\.|90\.|40$", "SR", "DOCUMENT"),
    (r"91\.", "ANNOTATION", "SEGMENTATION"),
    (r"104\.", "ENCAPSULATED", "DOCUMENT"),
    (r"128|130", "PT", "IMAGE"),
    (r"131|200\.|201\.", "PROTOCOL", "OTHER"),
    (r"481\.(1|23|24)$", "RTIMAGE", "IMAGE"),
    (r"481\.2$", "RTDOSE", "RADIOTHERAPY"),
    (r"481\.3$", "RTSTRUCT", "RADIOTHERAPY"),
    (r"481\.", "RTPLAN", "RADIOTHERAPY"),
    (r"501\.[12]", "SECURITY", "OTHER"),
    (r"501\.|601\.", "INDUSTRIAL", "OTHER"),
]

# Of the standard, but elsewhere.
ELSEWHERE = {
    "1.2.840.10008.5.1.1.27": "PRESENTATION STATE", "1.2.840.10008.5.1.1.29": "SC", "1.2.840.10008.5.1.1.30": "SC",
    "1.2.840.10008.5.1.4.34.1": "RTPLAN", "1.2.840.10008.5.1.4.34.7": "RTPLAN", "1.2.840.10008.5.1.4.34.10": "RTPLAN",
    "1.2.840.10008.5.1.4.38.1": "PROTOCOL", "1.2.840.10008.5.1.4.39.1": "PALETTE", "1.2.840.10008.5.1.4.43.1": "IMPLANT TEMPLATE",
    "1.2.840.10008.5.1.4.44.1": "IMPLANT TEMPLATE", "1.2.840.10008.5.1.4.45.1": "IMPLANT TEMPLATE",
}
KINDS_ELSEWHERE = {"PALETTE": "PRESENTATION", "IMPLANT TEMPLATE": "OTHER"}

# Made by makers, outside of the standard's root; kept where many archives hold them.
PRIVATE = [
    ("1.2.840.113619.4.2", "GE PRIVATE MR IMAGE INFO", "MR"),
    ("1.2.840.113619.4.3", "GE PRIVATE CT IMAGE INFO", "CT"),
    ("1.2.840.113619.4.4", "GE PRIVATE DISPLAY IMAGE INFO", "SC"),
    ("1.2.840.113619.4.26", "GE PRIVATE 3D MODEL", "SURFACE"),
    ("1.2.840.113619.4.27", "GE PRIVATE PROTOCOL", "PROTOCOL"),
    ("1.2.840.113619.4.30", "GE PRIVATE PET RAW DATA", "RAW DATA"),
    ("1.3.12.2.1107.5.9.1", "SIEMENS CSA NON-IMAGE", "RAW DATA"),
    ("1.3.12.2.1107.5.99.3.10", "SIEMENS AX FRAME SETS", "RAW DATA"),
    ("1.3.46.670589.2.3.1.1", "PHILIPS SPECIALISED XA IMAGE", "XA"),
    ("1.3.46.670589.2.4.1.1", "PHILIPS CX IMAGE", "XA"),
    ("1.3.46.670589.2.5.1.1", "PHILIPS 3D PRESENTATION STATE", "PRESENTATION STATE"),
    ("1.3.46.670589.5.0.1", "PHILIPS VOLUME", "RAW DATA"),
    ("1.3.46.670589.5.0.1.1", "PHILIPS 3D VOLUME", "RAW DATA"),
    ("1.3.46.670589.5.0.2", "PHILIPS 3D OBJECT", "SURFACE"),
    ("1.3.46.670589.5.0.3", "PHILIPS SURFACE", "SURFACE"),
    ("1.3.46.670589.5.0.9", "PHILIPS CT SYNTHETIC IMAGE", "CT"),
    ("1.3.46.670589.5.0.10", "PHILIPS MR SYNTHETIC IMAGE", "MR"),
    ("1.3.46.670589.11.0.0.12.1", "PHILIPS MR SPECTRUM", "MR SPECTROSCOPY"),
    ("1.3.46.670589.11.0.0.12.2", "PHILIPS MR SERIES DATA", "RAW DATA"),
    ("1.3.46.670589.11.0.0.12.3", "PHILIPS MR COLOR IMAGE", "MR"),
    ("1.3.46.670589.11.0.0.12.4", "PHILIPS MR EXAMCARD", "PROTOCOL"),
    ("1.2.392.200036.9125.1.1.2", "FUJI PRIVATE CR IMAGE", "CR"),
    ("1.2.392.200036.9125.1.1.4", "FUJI PRIVATE MAMMOGRAPHY CR IMAGE", "MG"),
    ("1.2.392.200036.9116.7.8.1.1.1", "TOSHIBA PRIVATE US IMAGE", "US"),
]

FORMATS = [
    (r"Deflated", "DEFLATE", "LOSSLESS"),
    (r"Encapsulated Uncompressed|Implicit|Explicit VR|SMPTE.*Uncompressed", "NATIVE", "UNCOMPRESSED"),
    (r"RLE", "RLE", "LOSSLESS"),
    (r"JPIP", "JPIP", "BY REFERENCE"),
    (r"JPEG-LS Lossless", "JPEG-LS LOSSLESS", "LOSSLESS"),
    (r"JPEG-LS", "JPEG-LS LOSSY", "LOSSY"),
    (r"High-Throughput.*Lossless Only", "HTJ2K LOSSLESS", "LOSSLESS"),
    (r"High-Throughput", "HTJ2K", "LOSSY OR LOSSLESS"),
    (r"JPEG 2000.*Lossless Only", "JPEG 2000 LOSSLESS", "LOSSLESS"),
    (r"JPEG 2000", "JPEG 2000", "LOSSY OR LOSSLESS"),
    (r"JPEG Lossless", "JPEG LOSSLESS", "LOSSLESS"),
    (r"JPEG XL Lossless", "JPEG XL LOSSLESS", "LOSSLESS"),
    (r"JPEG XL Recompression|JPEG XL$", "JPEG XL", "LOSSY OR LOSSLESS"),
    (r"JPEG", "JPEG", "LOSSY"),
    (r"MPEG2", "MPEG-2", "LOSSY"),
    (r"MPEG-4", "MPEG-4", "LOSSY"),
    (r"HEVC", "HEVC", "LOSSY"),
]

# Newer than pydicom's table, or older than the standard's.
MORE_SYNTAXES = [
    ("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
    ("1.2.840.10008.1.2.4.111", "JPEG XL Recompression"),
    ("1.2.840.10008.1.2.4.112", "JPEG XL"),
    ("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
    ("1.2.840.113619.5.2", "Implicit VR Big Endian (GE private)"),
]


class Dictionary:
    def __init__(self, name, source, keyword, comment):
        self.lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<!-- Made by Scripts/make_uids.py: do not edit by hand. {comment} -->",
            f'<synonymDictionary name="{name}" version="1">',
            f"  <source>{source}</source>",
            f"  <tag>{keyword}</tag>",
        ]

    def term(self, name, meaning, parent=None, spellings=()):
        attributes = f"name={quoteattr(name)} meaning={quoteattr(meaning)}" + (f" parent={quoteattr(parent)}" if parent else "")
        if not spellings:
            self.lines.append(f"  <term {attributes}/>")
            return
        self.lines.append(f"  <term {attributes}>")
        for spelling in spellings:
            # Points part the numbers of a UID: 1.1.2 is not 1.12.
            exact = ' exact="true"' if re.fullmatch(r"[0-9.]+", spelling) else ""
            self.lines.append(f"    <synonym{exact}>{spelling.replace('&', '&amp;')}</synonym>")
        self.lines.append("  </term>")

    def write(self, folder):
        path = Path(folder) / (re.search(r'name="([^"]+)"', self.lines[2]).group(1) + ".xml")
        path.write_text("\n".join(self.lines + ["</synonymDictionary>"]) + "\n", encoding="utf-8")
        print(path)


def class_name(name):
    """`Enhanced MR Image Storage` is the class ENHANCED MR IMAGE."""
    name = re.sub(r" SOP Class$| Storage\b", "", name).replace(" - ", " ").replace("/", " ")
    return re.sub(r"\s+", " ", name).strip().upper()


def sop_classes(folder):
    made = Dictionary(
        "sop-classes", "DICOM PS3.6 Annex A (UIDs, names); families and kinds by the tagfold authors", "SOPClassUID",
        "The parent of a class is its family, and above that stands the kind of object. A site's own class needs a family for parent.")
    kinds = {
        "IMAGE": "Images that a device has taken, and maps computed of them", "CAPTURE": "Secondary captures: screens, scans, conversions",
        "SPECTROSCOPY": "Spectra", "MEASUREMENT": "Waveforms and measurements", "PRESENTATION": "How images are shown",
        "RAW DATA": "Data that only its maker reads", "REGISTRATION": "Registrations and fiducials",
        "SEGMENTATION": "Segmentations, surfaces and annotations", "DOCUMENT": "Reports and other documents",
        "RADIOTHERAPY": "Plans, structures, doses and records of radiotherapy", "DIRECTORY": "Directories of media",
        "OTHER": "All else",
    }
    families, classes = {}, []
    for uid, (name, kind, _, _, _) in UID_dictionary.items():
        if kind != "SOP Class" or not uid.startswith(STORAGE) or not name:
            continue
        if re.search(r"FIND|MOVE|GET|Creation|Query", name):
            continue
        rest = uid[len(STORAGE):]
        found = next(((family, kind) for pattern, family, kind in FAMILIES if re.match(f"(?:{pattern})", rest)), None)
        if not found:
            sys.exit(f"make_uids: {uid} ({name}) fits no family")
        families[found[0]] = found[1]
        classes.append((uid, name, found[0]))
    for uid, family in ELSEWHERE.items():
        name = UID_dictionary[uid][0]
        families.setdefault(family, KINDS_ELSEWHERE.get(family, "OTHER"))
        classes.append((uid, name, family))
    for name, meaning in kinds.items():
        made.term(name, meaning)
    for family, kind in families.items():
        if family not in kinds:
            made.term(family, f"Objects of the family {family}", kind)
    made.term("MEDIA STORAGE DIRECTORY", "Media Storage Directory Storage", "DIRECTORY", ["1.2.840.10008.1.3.10"])
    merged = {}
    for uid, name, family in classes:
        entry = merged.setdefault(class_name(name), (name, family, []))
        entry[2].append(uid)
    taken = {family.replace(" ", "") for family in families}
    for term, (name, family, uids) in merged.items():
        made.term(term if term.replace(" ", "") not in taken else f"{term} OBJECT", name, family, uids)
    for uid, term, family in PRIVATE:
        made.term(term, "A class of the maker's own", family, [uid])
    made.write(folder)


def transfer_syntaxes(folder):
    made = Dictionary(
        "transfer-syntaxes", "DICOM PS3.6 Annex A (UIDs, names); ways of compression by the tagfold authors", "TransferSyntaxUID",
        "The parent of a way of compression tells whether it loses.")
    for name, meaning in [
        ("UNCOMPRESSED", "Pixels as they are"), ("LOSSLESS", "Compressed, and nothing is lost"), ("LOSSY", "Compressed, and some is lost"),
        ("LOSSY OR LOSSLESS", "Compressed in a way that may lose or not"), ("BY REFERENCE", "Pixels that lie elsewhere"),
    ]:
        made.term(name, meaning)
    found = {}
    rows = [(uid, row[0]) for uid, row in UID_dictionary.items() if row[1] == "Transfer Syntax"]
    known = {uid for uid, _ in rows}
    for uid, name in rows + [row for row in MORE_SYNTAXES if row[0] not in known]:
        if re.search(r"MIME|XML|PCM", name):
            continue
        family = next(((family, kind) for pattern, family, kind in FORMATS if re.search(pattern, name)), None)
        if not family:
            sys.exit(f"make_uids: {uid} ({name}) fits no format")
        found.setdefault(family, []).append(uid)
    for (family, kind), uids in found.items():
        made.term(family, {"NATIVE": "Not compressed"}.get(family, f"Compressed as {family}"), kind, uids)
    made.write(folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sop_classes(sys.argv[1])
    transfer_syntaxes(sys.argv[1])
