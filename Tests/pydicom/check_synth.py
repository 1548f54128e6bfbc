"""Reads made archives with pydicom, and a tidy one with dciodvfy too where that is installed."""
import csv
import os
import shutil
import subprocess
import sys
import warnings

import pydicom

NOTICE = "SYNTHETIC TEST IMAGE"
# dciodvfy cannot inflate; of enhanced MR, made files have the macros that are read, and not all that are required.
DEFLATED = "1.2.840.10008.1.2.1.99"
ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"


def check(root, row):
    """Returns what is wrong with a file, or None."""
    data = pydicom.dcmread(os.path.join(root, row["path"]))
    pixels = data.pixel_array
    shape = [int(row["rows"]), int(row["columns"])]
    if int(row["frames"]) > 1:
        shape.insert(0, int(row["frames"]))
    if data.SamplesPerPixel == 3:
        shape.append(3)
    if list(pixels.shape) != shape:
        return f"shape {pixels.shape}, not {shape}"
    if NOTICE not in data.ImageComments:
        return "no notice"
    for name, wanted in [("SOPClassUID", "sopClass"), ("PatientID", "patient")]:
        if str(getattr(data, name)) != row[wanted]:
            return f"{name} is {getattr(data, name)}"
    if data.file_meta.TransferSyntaxUID != row["transferSyntax"]:
        return "transfer syntax"
    if data.file_meta.MediaStorageSOPInstanceUID != data.SOPInstanceUID:
        return "file meta information"
    return "blank" if pixels.min() == pixels.max() else None


def errors(path):
    """What dciodvfy calls errors."""
    said = subprocess.run(["dciodvfy", path], capture_output=True, text=True, errors="replace").stderr
    return [line for line in said.splitlines() if line.startswith("Error")]


def main(messy, tidy):
    warnings.simplefilter("ignore")
    bad = 0
    for root in [messy, tidy]:
        rows = list(csv.DictReader(open(os.path.join(root, "truth.csv"), encoding="utf-8")))
        problems = [(row["path"], problem) for row in rows if (problem := check(root, row))]
        for path, problem in problems[:10]:
            print(f"{path}: {problem}")
        print(f"check_synth: pydicom reads {len(rows) - len(problems)} of {len(rows)}")
        bad += len(problems)
        if root == tidy and shutil.which("dciodvfy"):
            asked = [row for row in rows if row["transferSyntax"] != DEFLATED and row["sopClass"] != ENHANCED_MR]
            faulty = [(row["path"], found) for row in asked if (found := errors(os.path.join(root, row["path"])))]
            for path, found in faulty[:10]:
                print(f"{path}: {found[0]}")
            print(f"check_synth: dciodvfy finds no error in {len(asked) - len(faulty)} of {len(asked)} tidy files")
            bad += len(faulty)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
