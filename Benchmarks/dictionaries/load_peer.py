#!/usr/bin/env python3
"""Peers of loading: Python's XML parser (expat, in C) that makes a tree of the same files and does nothing with it, and
pydicom, whose dictionary is compiled into the program.

    load_peer.py DICTIONARIES ROUNDS

Prints one line a measurement and round: its name, a tab, milliseconds of CPU, a tab, milliseconds on the clock.
"""
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

MODULES = "pydicom._dicom_dict, pydicom._private_dict"
IMPORT = f"""
import sys, time
import pydicom.datadict
for name in list(sys.modules):
    if name.startswith("pydicom._dicom_dict") or name.startswith("pydicom._private_dict"):
        del sys.modules[name]
cpu, wall = time.process_time(), time.perf_counter()
import {MODULES}
print("pydicom, its compiled dictionaries", (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3, sep="\\t")
"""


def main():
    """Measure both."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    files = sorted(folder.glob("*.xml"))
    for _ in range(rounds):
        cpu, wall = time.process_time(), time.perf_counter()
        trees = [ElementTree.parse(file) for file in files]
        print("ElementTree, the same files", (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3, sep="\t", flush=True)
        del trees
        subprocess.run([sys.executable, "-c", IMPORT], check=True)


main()
