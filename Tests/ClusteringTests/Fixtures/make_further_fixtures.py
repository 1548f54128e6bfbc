"""Makes the recorded references of trees, ordinations, feature importance and adjusted Rand indices.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 kmedoids==0.5.5 gower==0.1.2 \
        pandas==3.1.1 fastcluster==1.3.0 scikit-bio==0.7.4
    venv/bin/python make_further_fixtures.py        # writes the .json files beside this script

Trees: SciPy's `linkage`, checked here against `fastcluster`. Ordinations: NumPy from Gower (1966), checked against
scikit-bio's `pcoa`. Importance: distances of make_fixtures.py with columns left out, and scikit-learn's silhouettes.
Everything is drawn from fixed seeds: the same versions make the same files.
"""

import fastcluster
import numpy as np
from scipy.cluster.hierarchy import cophenet, cut_tree, linkage
from scipy.spatial.distance import pdist, squareform
from skbio.stats.distance import DistanceMatrix
from skbio.stats.ordination import pcoa
from sklearn.metrics import adjusted_rand_score, silhouette_score

from make_fixtures import digits, gower_distances, table_case, write


def single(condensed):
    """The values as the 32-bit floats that they are read as, with all their digits."""
    return np.array([np.float32(f"{v:.7g}") for v in condensed])


def tree(condensed, method, ks):
    merges = linkage(condensed, method)
    assert np.allclose(merges[:, 2:], fastcluster.linkage(condensed, method)[:, 2:])
    labels = np.column_stack([cut_tree(merges, k) for k in ks])  # one k a call: several mix up the column of k = n
    first = [list(dict.fromkeys(column)) for column in labels.T]  # numbered by first row
    return {"linkage": method, "first": merges[:, 0].astype(int).tolist(), "second": merges[:, 1].astype(int).tolist(),
            "heights": digits(merges[:, 2], 12), "sizes": merges[:, 3].astype(int).tolist(),
            "cophenetic": float(np.corrcoef(cophenet(merges), condensed)[0, 1]) if len(condensed) > 1 else None,
            "cuts": [{"k": k, "labels": [order.index(v) for v in column]} for k, order, column in zip(ks, first, labels.T)]}


def tree_case(name, values, ks, weights=None):
    """With weights, the trees are those of the matrix with each row repeated."""
    values = single(values)
    count = len(squareform(values))
    case = {"name": name, "count": count, "condensed": [float(f"{v:.7g}") for v in values]}
    full = squareform(values.astype(np.float64))
    if weights is not None:
        case["weights"] = weights.tolist()
        rows = np.repeat(np.arange(count), weights)
        full = full[np.ix_(rows, rows)]
    case["trees"] = [tree(squareform(full), method, ks) for method in ("average", "complete")]
    return case


def tree_cases():
    rng = np.random.default_rng(2011)
    blobs = np.concatenate([rng.normal(0, 5, 3) + rng.normal(0, 1, (12, 3)) for _ in range(5)])
    return [tree_case("blobs", pdist(blobs), [1, 2, 5, 9, 59, 60]), tree_case("no metric", rng.random(45 * 44 // 2), [1, 3, 8]),
            tree_case("a line that thins out", pdist(rng.exponential(size=(40, 1)) ** 3), [2, 4, 20]),
            tree_case("weighted", pdist(rng.normal(size=(25, 2))), [1, 2, 6, 25], rng.integers(1, 5, 25)),
            tree_case("two rows", np.array([0.5]), [1, 2])]


def ordination_case(name, values, axes, weights=None):
    """Coordinates are signed so that the one farthest from 0 is positive; with weights, those of repeated rows."""
    values = single(values)
    full = squareform(values.astype(np.float64))
    case = {"name": name, "count": len(full), "condensed": [float(f"{v:.7g}") for v in values]}
    rows = np.arange(len(full))
    if weights is not None:
        case["weights"] = weights.tolist()
        rows = np.repeat(rows, weights)
        full = full[np.ix_(rows, rows)]
    centre = np.eye(len(full)) - 1 / len(full)
    eigenvalues, vectors = np.linalg.eigh(-0.5 * centre @ full ** 2 @ centre)
    order = np.argsort(-eigenvalues)
    eigenvalues = eigenvalues[order]
    coordinates = vectors[:, order[:axes]] * np.sqrt(eigenvalues[:axes])
    coordinates *= np.sign(coordinates[np.abs(coordinates).argmax(axis=0), range(axes)])
    theirs = pcoa(DistanceMatrix(full), number_of_dimensions=axes, warn_neg_eigval=False).samples.to_numpy()
    assert np.allclose(np.abs(theirs), np.abs(coordinates), atol=1e-8)
    distinct = np.unique(rows, return_index=True)[1]
    case["eigenvalues"] = digits(eigenvalues[np.abs(eigenvalues) > 1e-9 * eigenvalues[0]], 12)
    case["axes"] = [digits(c[distinct], 12) for c in coordinates.T]
    return case


def ordination_cases():
    rng = np.random.default_rng(1966)
    return [ordination_case("points in space", pdist(rng.normal(size=(50, 3)) * [3, 2, 1]), 3),
            ordination_case("no metric", rng.random(40 * 39 // 2), 4),
            ordination_case("weighted", pdist(rng.normal(size=(20, 4)) * [4, 3, 2, 1]) ** 0.7, 2, rng.integers(1, 6, 20))]


def importance_cases():
    rng = np.random.default_rng(1987)
    n, labels = 90, np.arange(90) % 4
    numbers = [np.round(rng.normal(labels * s, 1, n), 3) for s in (2.0, 0.5, 0.0)] + [np.full(n, 3.0)]
    codes = [np.where(rng.random(n) < p, labels, rng.integers(0, 4, n)).astype(np.int32) for p in (0.8, 0.3, 0.0)]
    for x in numbers[:3] + codes:
        x[rng.random(n) < 0.25] = np.nan if np.issubdtype(x.dtype, np.floating) else -1
    columns, weights = numbers + codes, [1.0, 2.0, 0.5, 1.0, 1.0, 0.25, 3.0]
    kinds = ["numeric"] * 4 + ["categorical"] * 3

    def mean_silhouette(left_out):
        kept = [k for k in range(len(columns)) if k not in left_out]
        d, _ = gower_distances([columns[k] for k in kept], [weights[k] for k in kept])
        return float(silhouette_score(squareform(d), labels, metric="precomputed"))

    groups = [[k] for k in range(len(columns))]
    case = {"table": table_case("importance", kinds, columns, weights), "labels": labels.tolist(), "mean": mean_silhouette([]),
            "without": [mean_silhouette(g) for g in groups], "groups": [[0, 4], [1, 2, 6]]}
    case["withoutGroups"] = [mean_silhouette(g) for g in case["groups"]]
    case["table"]["distances"] = []
    return [case]


def rand_cases():
    rng = np.random.default_rng(1985)
    pairs = [(rng.integers(0, a, 60), rng.integers(0, b, 60)) for a, b in [(4, 4), (2, 9), (1, 5), (60, 3)]]
    pairs += [(x, (x * 7 + 3) % 11) for x in [rng.integers(0, 5, 60)]]
    noisy = rng.integers(0, 5, 60)
    pairs += [(noisy, np.where(rng.random(60) < 0.2, rng.integers(0, 5, 60), noisy)), (np.zeros(9, int), np.zeros(9, int)),
              (np.arange(9), np.arange(9)), (np.arange(9), np.zeros(9, int)), (np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))]
    return [{"first": a.tolist(), "second": b.tolist(), "index": float(adjusted_rand_score(a, b))} for a, b in pairs]


if __name__ == "__main__":
    write("trees.json", tree_cases())
    write("ordinations.json", ordination_cases())
    write("importance.json", importance_cases())
    write("rand.json", rand_cases())
