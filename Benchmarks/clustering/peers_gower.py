"""Gower's dissimilarity √(1 − S) of all pairs, with missing values, by what is at hand in Python.

NumPy, SciPy and PyTorch have no Gower; what each row below does is the quickest that we know with it. Numbers are scaled to
[0, 1] and zero-filled. L1 distances of these count |x − 0| where one of two values is missing; two products of values and
masks take that away again. Products of one-hot codes count equal categories, and products of masks what could be compared.
All but the L1 distances is one matrix product of about 500 columns.
"""
import concurrent.futures
import warnings

import numpy as np
import threadpoolctl
from scipy.spatial import distance

warnings.filterwarnings("ignore", message="invalid value encountered", category=RuntimeWarning)
THREADS = 2


class Prepared:
    """What the products need: `left @ right.T` is all of the summed dissimilarity but the L1 distances of `scaled`."""

    def __init__(self, table, dtype):
        present = ~np.isnan(table.numbers)
        low = np.nanmin(table.numbers, axis=1, keepdims=True)
        span = np.nanmax(table.numbers, axis=1, keepdims=True) - low
        scaled = np.where(present, (table.numbers - low) / np.where(span > 0, span, 1), 0).T
        known = (table.codes >= 0).T.astype(dtype)
        hot = np.concatenate([np.arange(codes.max() + 1) == codes[:, None] for codes in table.codes], axis=1).astype(dtype)
        absent = ~present.T
        self.scaled = np.ascontiguousarray(scaled, dtype)
        self.left = np.concatenate([-self.scaled, -absent.astype(dtype), known, -hot], axis=1)
        self.right = np.concatenate([absent.astype(dtype), self.scaled, known, hot], axis=1)
        self.mask = np.concatenate([present.T.astype(dtype), known], axis=1)


def finish(sums, compared):
    """√(sums / compared) in place; 1 where nothing could be compared, 0 on the diagonal."""
    nothing = compared == 0
    np.divide(sums, compared, out=sums)
    np.maximum(sums, 0, out=sums)  # products leave −1e-7 where it should be 0
    np.sqrt(sums, out=sums)
    sums[nothing] = 1
    return sums


# MARK: NumPy


def numpy_blocks(table, dtype=np.float32, block=128, pool=None):
    """Blocks above the diagonal and their mirror images; L1 column by column in a block that fits a cache."""
    prepared = Prepared(table, dtype)
    columns = np.ascontiguousarray(prepared.scaled.T)
    count = table.rows
    matrix = np.empty((count, count), dtype)
    width = 1024

    def fill(start):
        rows = slice(start, min(start + block, count))
        for first in range(start, count, width):
            others = slice(first, min(first + width, count))
            sums = prepared.left[rows] @ prepared.right[others].T
            difference = np.empty_like(sums)
            for column in columns:
                np.subtract(column[rows, None], column[others], out=difference)
                np.abs(difference, out=difference)
                np.add(sums, difference, out=sums)
            finish(sums, prepared.mask[rows] @ prepared.mask[others].T)
            matrix[rows, others] = sums
            matrix[others, rows] = sums.T

    list((pool.map if pool else map)(fill, range(0, count, block)))
    np.fill_diagonal(matrix, 0)
    return matrix


def numpy_threads(table, dtype=np.float32, block=256):
    """The same by two threads."""
    with threadpoolctl.threadpool_limits(1), concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        return numpy_blocks(table, dtype, block, pool)


def numpy_alone(table, dtype=np.float32, block=128):
    """The same by one thread."""
    with threadpoolctl.threadpool_limits(1):
        return numpy_blocks(table, dtype, block)


# MARK: SciPy


def scipy_cdist(table, chunk=500):
    """`cdist` on two threads, which counts in doubles, and products in floats."""
    single, double = Prepared(table, np.float32), Prepared(table, np.float64)
    matrix = np.empty((table.rows, table.rows), np.float32)

    def fill(start):
        rows = slice(start, start + chunk)
        sums = single.left[rows] @ single.right.T
        sums += distance.cdist(double.scaled[rows], double.scaled, "cityblock")
        matrix[rows] = finish(sums, single.mask[rows] @ single.mask.T)

    with threadpoolctl.threadpool_limits(1), concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(fill, range(0, table.rows, chunk)))
    np.fill_diagonal(matrix, 0)
    return matrix


def scipy_pdist(table, chunk=500):
    """`pdist`: each pair once, on one thread."""
    single = Prepared(table, np.float32)
    square = distance.squareform(distance.pdist(Prepared(table, np.float64).scaled, "cityblock"))
    matrix = np.empty((table.rows, table.rows), np.float32)
    for start in range(0, table.rows, chunk):
        rows = slice(start, start + chunk)
        sums = single.left[rows] @ single.right.T
        sums += square[rows]
        matrix[rows] = finish(sums, single.mask[rows] @ single.mask.T)
    np.fill_diagonal(matrix, 0)
    return matrix


# MARK: PyTorch


def torch_cdist(table, dtype=np.float32, chunk=5000):
    """`cdist` with p = 1, in chunks of rows."""
    import torch

    prepared = Prepared(table, dtype)
    scaled, left, right, mask = (torch.from_numpy(a) for a in (prepared.scaled, prepared.left, prepared.right, prepared.mask))
    matrix = torch.empty((table.rows, table.rows), dtype=scaled.dtype)
    for start in range(0, table.rows, chunk):
        rows = slice(start, start + chunk)
        sums = torch.cdist(scaled[rows], scaled, p=1).addmm_(left[rows], right.T)
        torch_finish(sums, mask[rows] @ mask.T, out=matrix[rows])
    return matrix.fill_diagonal_(0).numpy()


def torch_finish(sums, compared, out):
    """As `finish`."""
    import torch

    torch.sqrt(torch.where(compared > 0, sums.div_(compared).clamp_(min=0), 1.0), out=out)


_compiled = {}


def torch_compiled(table, dtype=np.float32, block=500):
    """L1 by a loop over columns that `torch.compile` makes into one C++ kernel, in blocks above the diagonal and their mirror
    images. Compiling is not on the clock."""
    import torch

    def distances_of(sums, compared, rows, others):
        for k in range(rows.shape[0]):
            sums = sums + (rows[k][:, None] - others[k][None, :]).abs()
        return torch.sqrt(torch.where(compared > 0, (sums / compared).clamp(min=0), 1.0))

    kernel = _compiled.setdefault("kernel", torch.compile(distances_of, dynamic=False))
    prepared = Prepared(table, dtype)
    scaled, left, right, mask = (torch.from_numpy(a) for a in (prepared.scaled, prepared.left, prepared.right, prepared.mask))
    columns = [part.T.contiguous() for part in scaled.split(block)]
    matrix = torch.empty((table.rows, table.rows), dtype=scaled.dtype)
    for i, rows in enumerate(columns):
        here = slice(i * block, i * block + rows.shape[1])
        for j, others in enumerate(columns[i:], start=i):
            there = slice(j * block, j * block + others.shape[1])
            found = kernel(left[here] @ right[there].T, mask[here] @ mask[there].T, rows, others)
            matrix[here, there] = found
            matrix[there, here] = found.T
    return matrix.fill_diagonal_(0).numpy()


# MARK: The package gower


def gower_frame(table):
    """What the package wants: text for categories, numbers as they are."""
    import pandas

    frame = pandas.DataFrame({name: codes.astype(object) for name, codes in zip(table.names, table.codes.astype(str))})
    frame = frame.mask(frame == "-1")
    for name, numbers in zip(table.names[len(table.codes) :], table.numbers):
        frame[name] = numbers
    return frame


def gower_package(frame, categorical):
    """1 − S as the package has it. With a missing number in a column, it gives NaN; missing categories are one category."""
    import gower

    return gower.gower_matrix(frame, cat_features=categorical)


# MARK: One row to all


def numpy_row(table, row, prepared):
    """One row of the matrix, from features prepared before."""
    sums = prepared.right @ prepared.left[row] + np.abs(prepared.scaled - prepared.scaled[row]).sum(axis=1)
    distances = finish(sums, prepared.mask @ prepared.mask[row])
    distances[row] = 0
    return distances


def torch_row(row, scaled, left, right, mask):
    """The same by PyTorch."""
    import torch

    sums = torch.mv(right, left[row]) + torch.cdist(scaled[row : row + 1], scaled, p=1)[0]
    compared = torch.mv(mask, mask[row])
    distances = torch.sqrt(torch.where(compared > 0, (sums / compared).clamp(min=0), 1.0))
    distances[row] = 0
    return distances.numpy()
