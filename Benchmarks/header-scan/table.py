"""Print the table of header-scan from lines of name, tab, CPU microseconds a file on standard input."""
import statistics
import sys

FLOOR = "open+read+close, 16 KB"
WIDE_FLOOR = "open+read+close, 64 KB"
WALK = "tagfold, headers read"
SCAN = "tagfold, whole scan"
LOAD = "DCMTK, load only"
DCMTK = "DCMTK, every value as text"

samples = {}
for line in sys.stdin:
    name, value = line.rstrip("\n").split("\t")
    samples.setdefault(name, []).append(float(value))
if not samples:
    sys.exit("no measurements")

median = {name: statistics.median(values) for name, values in samples.items()}
print(f"{'CPU µs a file':<28} {'median':>8} {'least':>8} {'rounds':>7}")
for name, values in samples.items():
    print(f"{name:<28} {median[name]:>8.1f} {min(values):>8.1f} {len(values):>7}")
print()
for above, below in ((WALK, FLOOR), (LOAD, WALK), (SCAN, FLOOR), (SCAN, WIDE_FLOOR), (DCMTK, SCAN)):
    if above in median and below in median:
        print(f"{above} / {below}: {median[above] / median[below]:.1f}")
