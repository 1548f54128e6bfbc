"""K-medoids, silhouettes and linkage of a square matrix of 32-bit floats, by their packages."""
import time

import numpy as np


def faster_pam(matrix, k, start, threads):
    """The package kmedoids. Rows as start, or BUILD, which then is on the clock."""
    import kmedoids

    given = start if start == "build" else np.array(start.split(","), np.uint64)
    arguments = {"init": "build"} if start == "build" else {}
    begin = time.perf_counter()
    result = kmedoids.fasterpam(matrix, k if start == "build" else given, max_iter=10_000, n_cpu=threads, random_state=1, **arguments)
    seconds = time.perf_counter() - begin
    medoids = [int(row) for row in result.medoids]
    return {"seconds": seconds, "loss": float(result.loss), "medoids": ",".join(map(str, medoids))}


def dynmsc(matrix, least, most, threads):
    """DynMSC, which chooses the number of clusters itself; from random medoids."""
    import kmedoids

    begin = time.perf_counter()
    result = kmedoids.dynmsc(matrix, most, least, n_cpu=threads, random_state=1)
    return {"seconds": time.perf_counter() - begin, "k": int(result.bestk), "loss": float(result.loss)}


def silhouette(matrix, method, labels, save, threads):
    """A silhouette a row."""
    if method == "scikit-learn":
        from sklearn.metrics import silhouette_samples

        begin = time.perf_counter()
        values = silhouette_samples(matrix, labels, metric="precomputed")
    else:
        import kmedoids

        begin = time.perf_counter()
        _, values = kmedoids.silhouette(matrix, labels.astype(np.uint64), samples=True, n_cpu=threads)
    seconds = time.perf_counter() - begin
    np.asarray(values, "<f8").tofile(save)
    return {"seconds": seconds, "mean": float(np.mean(values))}


def linkage(matrix, method, rule, save):
    """Heights of all merges. The peers want condensed doubles and may overwrite them; making them is not on the clock."""
    from scipy.spatial.distance import squareform

    condensed = squareform(matrix, checks=False).astype(np.float64)
    if method == "fastcluster":
        import fastcluster

        begin = time.perf_counter()
        merges = fastcluster.linkage(condensed, rule, preserve_input=False)
    else:
        from scipy.cluster import hierarchy

        begin = time.perf_counter()
        merges = hierarchy.linkage(condensed, rule)
    seconds = time.perf_counter() - begin
    merges[:, 2].astype("<f8").tofile(save)
    return {"seconds": seconds}
