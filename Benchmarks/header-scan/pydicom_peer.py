"""pydicom's side of header-scan: pydicom_peer.py ROUNDS < paths

Prints one line a measurement: its name, a tab, CPU microseconds a file.
"""
import resource
import sys
import warnings

import pydicom


def cpu_microseconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e6


def read(paths, touches_values):
    for path in paths:
        dataset = pydicom.dcmread(path, stop_before_pixels=True)
        if touches_values:
            for element in dataset.iterall():
                element.value


def main():
    warnings.simplefilter("ignore")
    paths = sys.stdin.read().splitlines()
    for _ in range(int(sys.argv[1])):
        for name, touches_values in (("pydicom, load only", False), ("pydicom, every value", True)):
            before = cpu_microseconds()
            read(paths, touches_values)
            print(f"{name}\t{(cpu_microseconds() - before) / len(paths)}", flush=True)


main()
