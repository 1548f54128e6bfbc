#!/usr/bin/env python3
"""Write Sources/Reports/Privacy/ConfidentialityProfile+Tags.swift: the tags of PS3.15 Table E.1-1.

Usage: pip install dicom-anonymizer==2.1.0; Scripts/make_confidentiality_profile.py > Sources/Reports/Privacy/ConfidentialityProfile+Tags.swift

The table, edition 2026c, comes from the package dicom-anonymizer (https://pypi.org/project/dicom-anonymizer/), which lists the tags by
action of the Basic Application Level Confidentiality Profile. Only the tags are taken. 64 of them, from all parts of the table, were
compared with another public copy of it, of an earlier edition: all are there.
"""

from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as table

HEAD = """// Made by Scripts/make_confidentiality_profile.py: do not edit by hand.

extension ConfidentialityProfile {
    /// Attributes that the table lists one by one, rising: DICOM PS3.15 Table E.1-1, edition 2026c.
    package static let tags: [UInt32] = ["""
ACTIONS = ["D_TAGS", "Z_TAGS", "X_TAGS", "U_TAGS", "Z_D_TAGS", "X_Z_TAGS", "X_D_TAGS", "X_Z_D_TAGS", "X_Z_U_STAR_TAGS"]


def main() -> None:
    unknown = {name for name in vars(table) if name.endswith("_TAGS")} - set(ACTIONS) - {"ALL_TAGS"}
    if unknown:
        raise SystemExit(f"actions that nobody knows here: {sorted(unknown)}")
    rows = {row for action in ACTIONS for row in getattr(table, action)}
    # Rows of more than group and element are patterns (curves, overlays): the source has rules for these.
    tags = sorted(group << 16 | element for group, element in (row for row in rows if len(row) == 2))
    print(HEAD)
    for start in range(0, len(tags), 10):
        print("        " + ", ".join(f"0x{tag >> 16:04X}_{tag & 0xFFFF:04X}" for tag in tags[start : start + 10]) + ",")
    print("    ]\n}")


if __name__ == "__main__":
    main()
