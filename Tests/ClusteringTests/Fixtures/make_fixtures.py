"""Makes the recorded references of ClusteringTests, from implementations that are not ours.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 kmedoids==0.5.5 gower==0.1.2 \
        pandas==3.1.1
    venv/bin/python make_fixtures.py        # writes the .json files beside this script

Distances: NumPy from Gower (1971), checked here against scipy's city-block and Hamming distances and against the `gower`
package where those apply (no missing values). Partitions: `kmedoids`. Silhouettes: scikit-learn. Everything is drawn
from fixed seeds: the same versions make the same files.
"""

import json
import pathlib

import gower as gower_package
import kmedoids
import numpy as np
import pandas as pd
from scipy.spatial.distance import pdist, squareform
from sklearn.metrics import silhouette_samples

HERE = pathlib.Path(__file__).parent


def gower_distances(columns, weights):
    """Condensed sqrt(1 - S) by whole n x n arrays; columns are float arrays (NaN missing) or code arrays (-1 missing).
    Also the number of pairs with nothing to compare."""
    n = len(columns[0])
    similar, compared = np.zeros((n, n)), np.zeros((n, n))
    for x, w in zip(columns, weights):
        if np.issubdtype(x.dtype, np.floating):
            present = ~np.isnan(x)
            span = np.ptp(x[present]) if present.any() else 0.0
            gap = np.abs(np.subtract.outer(x, x))
            s = 1 - gap / span if span > 0 else np.ones((n, n))
        else:
            present = x >= 0
            s = np.equal.outer(x, x).astype(float)
        delta = np.logical_and.outer(present, present)
        similar += np.where(delta, w * s, 0)
        compared += w * delta
    with np.errstate(invalid="ignore"):
        d = np.sqrt(np.clip(1 - similar / compared, 0, 1))
    upper = np.triu_indices(n, 1)
    nothing = compared[upper] == 0
    return np.where(nothing, 1.0, d[upper]), int(nothing.sum())


def column(name, kind, x, weight=1.0):
    missing = np.isnan(x) if kind == "numeric" else x < 0
    cast = float if kind == "numeric" else int
    return {"name": name, "kind": kind, "weight": weight,
            "values": [None if m else cast(v) for v, m in zip(x, missing)]}


def digits(values, n=9):
    return [float(f"{v:.{n}g}") for v in values]


def table_case(name, kinds, columns, weights):
    distances, incomparable = gower_distances(columns, weights)
    return {"name": name, "incomparablePairs": incomparable, "distances": digits(distances),
            "columns": [column(f"c{k}", kind, x, w) for k, (kind, x, w) in enumerate(zip(kinds, columns, weights))]}


def gower_cases():
    rng = np.random.default_rng(1971)
    cases = []

    n = 30
    numbers = [np.round(rng.normal(0, 10 ** k, n), 3) for k in range(4)]
    case = table_case("numeric", ["numeric"] * 4, numbers, [1.0] * 4)
    unit = np.stack([(x - x.min()) / np.ptp(x) for x in numbers], axis=1)
    assert np.allclose(case["distances"], np.sqrt(pdist(unit, "cityblock") / 4), atol=1e-9)
    cases.append(case)

    codes = [rng.integers(0, 2 + k, n).astype(np.int32) for k in range(4)]
    case = table_case("categorical", ["categorical"] * 3 + ["flag"], codes[1:] + codes[:1], [1.0] * 4)
    assert np.allclose(case["distances"], np.sqrt(pdist(np.stack(codes, axis=1), "hamming")), atol=1e-9)
    cases.append(case)

    case = table_case("mixed", ["numeric"] * 4 + ["categorical"] * 3 + ["flag"], numbers + codes[1:] + codes[:1], [1.0] * 8)
    frame = pd.DataFrame({f"c{k}": x for k, x in enumerate(numbers + codes)})
    theirs = gower_package.gower_matrix(frame, cat_features=[False] * 4 + [True] * 4)
    assert np.allclose(np.square(case["distances"]), squareform(theirs, checks=False), atol=1e-6)
    cases.append(case)

    n = 48
    numbers = [np.round(rng.normal(size=n) * 100, 2), rng.integers(0, 5, n).astype(float), np.full(n, 7.25),
               np.round(rng.lognormal(0, 3, n), 4)]
    codes = [rng.integers(0, 3, n).astype(np.int32), rng.integers(0, 12, n).astype(np.int32), rng.integers(0, 2, n).astype(np.int32)]
    for x in numbers:
        x[rng.random(n) < 0.3] = np.nan
    for x in codes:
        x[rng.random(n) < 0.3] = -1
    for x in numbers + codes:  # two rows with nothing at all, and two rows with no feature in common
        missing = np.nan if np.issubdtype(x.dtype, np.floating) else -1
        x[5] = x[17] = missing
    for x in numbers:
        x[20] = np.nan
    for x in codes:
        x[21] = -1
    cases.append(table_case("missing, weighted, zero range", ["numeric"] * 4 + ["categorical"] * 2 + ["flag"],
                            numbers + codes, [1.0, 0.5, 2.0, 3.25, 1.0, 0.125, 1.0]))
    return cases


def partition(full, k):
    """What `kmedoids` and scikit-learn say of one matrix and one k."""
    build = kmedoids.pam_build(full, k)
    pam = kmedoids.pam(full, k, max_iter=1000, init="build")
    fast1 = kmedoids.fastpam1(full, k, max_iter=1000, init="build")
    # Given medoids, one thread and no random state: candidates in row order, which makes the result definite.
    faster = kmedoids.fasterpam(full, build.medoids.copy(), max_iter=1000, n_cpu=1)
    start = np.random.default_rng(k).choice(len(full), k, replace=False)
    random = kmedoids.fasterpam(full, start.copy(), max_iter=1000, n_cpu=1)
    entry = {"k": k, "buildMedoids": sorted(int(m) for m in build.medoids), "buildLoss": float(build.loss),
             "pamMedoids": sorted(int(m) for m in pam.medoids), "pamLoss": float(pam.loss),
             "fastPAM1Loss": float(fast1.loss), "fasterPAMLoss": float(faster.loss),
             "fasterPAMMedoids": sorted(int(m) for m in faster.medoids), "randomStart": start.tolist(),
             "randomLoss": float(random.loss), "randomSwaps": int(random.n_swap),
             "randomMedoids": sorted(int(m) for m in random.medoids)}
    if k > 1:
        medoids = np.array(entry["pamMedoids"])
        labels = np.argmin(full[:, medoids], axis=1)
        entry["labels"] = labels.tolist()
        mean, samples = kmedoids.medoid_silhouette(full, medoids, samples=True)
        entry["medoidSilhouette"] = digits(samples, 10)
        entry["medoidSilhouetteMean"] = float(mean)
        entry["silhouette"] = digits(silhouette_samples(full, labels, metric="precomputed"), 10)
    return entry


def dynamic(full, k):
    """What DynMSC makes of 2 to k clusters from a random start."""
    start = np.random.default_rng(k).choice(len(full), k, replace=False)
    found = kmedoids.dynmsc(full, start.copy(), max_iter=1000)
    return {"start": start.tolist(), "bestK": int(found.bestk), "medoids": sorted(int(m) for m in found.medoids),
            "means": [float(v) for v in found.losses]}


def matrix_case(name, points, ks, weights=None):
    """A float32 matrix; with weights, the references are those of the matrix with each row repeated."""
    condensed = (pdist(points) / pdist(points).max()).astype(np.float32)
    condensed = np.array([np.float32(f"{v:.7g}") for v in condensed])
    full = squareform(condensed.astype(np.float64))
    case = {"name": name, "count": len(points), "condensed": [float(f"{v:.7g}") for v in condensed]}
    if weights is not None:
        case["weights"] = weights.tolist()
        rows = np.repeat(np.arange(len(points)), weights)
        full = full[np.ix_(rows, rows)]
    case["partitions"] = [partition(full, k) for k in ks]
    case["dynamic"] = [dynamic(full, k) for k in (5, 9, 14)]
    return case


def matrix_cases():
    rng = np.random.default_rng(1990)
    centres = rng.normal(0, 6, (5, 3))
    blobs = np.concatenate([c + rng.normal(0, 1, (18, 3)) for c in centres])
    noise = rng.random((80, 4))
    few = rng.normal(0, 1, (40, 2))
    return [matrix_case("five blobs", blobs, [1, 2, 3, 4, 5, 6, 8, 13]),
            matrix_case("noise", noise, [1, 2, 3, 5, 7, 11, 20, 40]),
            matrix_case("weighted", few, [1, 2, 3, 5, 9], rng.integers(1, 6, 40))]


def write(name, value):
    (HERE / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    write("gower.json", gower_cases())
    write("partitions.json", matrix_cases())
