"""Show the measurements of run-plugin-calls.sh: what, where, distinct inputs, instances and seconds, parted by tabs."""
import statistics, sys

groups = {}
for line in sys.stdin:
    what, where, inputs, instances, seconds = line.rstrip("\n").split("\t")
    groups.setdefault(what, {}).setdefault(where, []).append((int(inputs), float(seconds)))

print(f"{'what':<64} {'where':<11} {'median s':>9} {'best':>8} {'worst':>8} {'M inputs/s':>11} {'ratio':>7}")
for what, places in groups.items():
    base = statistics.median(seconds for _, seconds in places.get("in process", [(0, float("nan"))]))
    for where, found in places.items():
        times = [seconds for _, seconds in found]
        median = statistics.median(times)
        rate = f"{found[0][0] / median / 1e6:.2f}" if found[0][0] else ""
        print(f"{what:<64} {where:<11} {median:>9.3f} {min(times):>8.3f} {max(times):>8.3f} {rate:>11} {median / base:>7.3f}")
