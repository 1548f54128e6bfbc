"""Makes statistics.json: what SciPy and mpmath say of the evaluation's statistics.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 mpmath==1.3.0
    venv/bin/python make_statistics.py              # writes statistics.json beside this script
    venv/bin/python make_statistics.py --coverage   # prints how often the interval holds the true mean

p values: mpmath with 60 digits, and SciPy wherever its p is not 0; the two are checked against each other here. Everything
is drawn from fixed seeds: the same versions make the same file.
"""

import json
import pathlib
import sys

import mpmath
import numpy as np
from scipy import special, stats

mpmath.mp.dps = 60
DEGREES = [1, 2, 3, 4, 5, 7, 9, 10, 15, 19, 25, 30, 50, 99, 100, 250, 500, 999, 1000]
STATISTICS = [0.0, 1e-12, 1e-6, 1e-3, 0.1, 0.5, 0.99, 1.0, 1.01, 1.5, 2.0, 2.262157, 3.0, 5.0, 10.0, 25.0, 50.0, 100.0, 1e3, 1e6, 1e20, 1e100, 1e160]


def log_p(t, df):
    t, df = mpmath.mpf(t), mpmath.mpf(df)
    if t == 0:
        return mpmath.mpf(0)
    ratio = t * t / df
    x = 1 / (1 + ratio)
    if ratio < mpmath.mpf("1e-8"):  # near p = 1: from the other side
        return mpmath.log1p(-mpmath.betainc(mpmath.mpf(1) / 2, df / 2, 0, ratio / (1 + ratio), regularized=True))
    return mpmath.log(mpmath.betainc(df / 2, mpmath.mpf(1) / 2, 0, x, regularized=True))


def p_values():
    rows = []
    for df in DEGREES:
        for t in STATISTICS:
            value = log_p(t, df)
            p = 2 * stats.t.sf(t, df)
            if p > 1e-300:
                assert abs(mpmath.exp(value) / p - 1) < 1e-9, (t, df)
            rows.append({"t": t, "df": df, "logP": float(value), "p": float(p)})
    return rows


def paired_tests():
    rng = np.random.default_rng(1908)
    cases = []
    for n in (2, 3, 5, 10, 10, 30, 1000):
        first = np.round(rng.normal(0.4, 0.1, n), 6)
        second = np.round(first + rng.normal(0.05, 0.04, n), 6)
        result = stats.ttest_rel(first, second)
        d = first - second
        dz = d.mean() / d.std(ddof=1)
        m = n - 1
        factor = np.exp(special.gammaln(m / 2) - special.gammaln((m - 1) / 2)) / np.sqrt(m / 2) if m >= 2 else None
        cases.append({"first": first.tolist(), "second": second.tolist(), "t": float(result.statistic), "df": int(result.df), "p": float(result.pvalue),
                      "mean": float(d.mean()), "sd": float(d.std(ddof=1)), "dz": float(dz), "factor": None if factor is None else float(factor)})
    return cases


def intervals():
    """Not of three or four values: many draws have their very mean, and SciPy lets rounding put those to one side."""
    rng = np.random.default_rng(1987)
    cases = []
    for name, values in [("normal", rng.normal(1, 2, 10)), ("skewed", rng.exponential(1, 12) ** 2), ("many", rng.normal(-0.1, 0.01, 60))]:
        values = np.round(values, 6)
        ends = np.array([list(stats.bootstrap((values,), np.mean, n_resamples=10_000, method="BCa", rng=np.random.default_rng(seed)).confidence_interval)
                         for seed in range(60)])
        cases.append({"name": name, "values": values.tolist(), "ends": ends.mean(axis=0).tolist(), "sd": ends.std(axis=0, ddof=1).tolist()})
    return cases


def coverage():
    for n in (5, 10, 20):
        for name, draw, mean in [("normal", lambda r: r.normal(size=n), 0), ("exponential", lambda r: r.exponential(size=n), 1)]:
            rng = np.random.default_rng(7)
            held = 0
            for _ in range(2000):
                interval = stats.bootstrap((draw(rng),), np.mean, n_resamples=2000, method="BCa", rng=rng, vectorized=True).confidence_interval
                held += interval.low <= mean <= interval.high
            print(f"n = {n}, {name}: {held / 20:.1f} %")


if __name__ == "__main__":
    if "--coverage" in sys.argv:
        coverage()
    else:
        path = pathlib.Path(__file__).with_name("statistics.json")
        path.write_text(json.dumps({"p": p_values(), "paired": paired_tests(), "intervals": intervals()}, separators=(",", ":")) + "\n")
