#!/usr/bin/env python3
"""Compare `tagfold render` with pydicom and pylibjpeg on files.

Each picture is made again from the stored pixels that pydicom decodes: by the rules of docs/rendering.md, in NumPy, by
other formulas than the renderer's. Prints the mean absolute difference of each file, of 255; then the same by transfer
syntax.

Usage: compare_rendering.py COMMAND [FOLDER]
Exit codes: 0 all within 2 of 255, or explained; 1 not; 2 bad usage; 3 nothing to compare.
"""
import csv
import logging
import subprocess
import sys
import tempfile
import warnings
from collections import defaultdict
from pathlib import Path

import numpy as np
import pydicom
from pydicom.pixels import pixel_array
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi

BAR = 2.0
SIDE = 128
SAMPLES = Path(__file__).resolve().parent.parent.parent / ".samples"
ANGIOGRAPHY = {
    "1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.12.2", "1.2.840.10008.5.1.4.1.1.12.3",
}


# MARK: Reference


def macro(data_set, sequence, frame):
    """The first item of a sequence: at the top level, in the shared functional groups, or in those of the frame."""
    groups = [data_set, *data_set.get("SharedFunctionalGroupsSequence", [])[:1]]
    groups += data_set.get("PerFrameFunctionalGroupsSequence", [])[frame:frame + 1]
    for group in groups:
        if group.get(sequence):
            return group[sequence].value[0]
    return None


def first_number(item, keyword):
    """The first value of an element as a float, or None."""
    value = None if item is None else item.get(keyword)
    if isinstance(value, (list, pydicom.multival.MultiValue)):
        value = value[0] if value else None
    return None if value is None or value == "" else float(value)


def window_edges(data_set, frame):
    """What is black, what is white, and whether the way between is a sigmoid; None without a window."""
    holder = data_set if data_set.get("WindowCenter") is not None else macro(data_set, "FrameVOILUTSequence", frame)
    center, width = first_number(holder, "WindowCenter"), first_number(holder, "WindowWidth")
    if center is None or width is None:
        return None
    function = holder.get("VOILUTFunction", "LINEAR")
    if function == "LINEAR":
        return (center - width / 2, center + width / 2 - 1, False) if width >= 1 else None
    return (center - width / 2, center + width / 2, function == "SIGMOID") if width > 0 else None


def with_native_tables(data_set):
    """pydicom takes palettes for little endian, whatever the file is."""
    if data_set.original_encoding[1] is False:
        for color in ("Red", "Green", "Blue"):
            keyword = f"{color}PaletteColorLookupTableData"  # segmented ones it takes rightly
            if keyword in data_set:
                data_set[keyword].value = np.frombuffer(data_set[keyword].value, ">u2").astype("<u2").tobytes()
    return data_set


def grey(data_set, frame):
    """The frame in grey of 0 to 1."""
    stored = pixel_array(data_set, index=frame if int(data_set.get("NumberOfFrames") or 1) > 1 else None)
    if data_set.PhotometricInterpretation == "PALETTE COLOR":
        stored = apply_color_lut(stored, with_native_tables(data_set))
    if stored.ndim == 3:
        bits = {"PALETTE COLOR": stored.dtype.itemsize * 8}.get(data_set.PhotometricInterpretation, data_set.BitsStored)
        return stored.astype(float) @ [0.299, 0.587, 0.114] / (2**bits - 1)
    return monochrome(data_set, frame, stored)


def monochrome(data_set, frame, stored):
    """Grey values through modality and VOI transforms."""
    values = stored.astype(float)
    if data_set.get("SOPClassUID") not in ANGIOGRAPHY:
        if data_set.get("ModalityLUTSequence"):
            values = apply_modality_lut(stored, data_set)
        else:
            holder = data_set if data_set.get("RescaleSlope") is not None else macro(data_set, "PixelValueTransformationSequence", frame)
            slope, intercept = first_number(holder, "RescaleSlope"), first_number(holder, "RescaleIntercept")
            if slope and intercept is not None:
                values = values * slope + intercept
    if data_set.get("VOILUTSequence"):
        item = data_set.VOILUTSequence[0]
        values = apply_voi(values.round().astype(np.int64), data_set) / (2**item.LUTDescriptor[2] - 1)
    else:
        edges = window_edges(data_set, frame)
        if edges is None:
            padding = data_set.get("PixelPaddingValue")
            limits = sorted(number for number in (padding, data_set.get("PixelPaddingRangeLimit", padding)) if number is not None)
            counted = values[~((stored >= limits[0]) & (stored <= limits[-1]))] if limits else values
            edges = (counted.min(), counted.max(), False) if counted.size else (0, 0, False)
            if edges[0] == edges[1]:
                return np.zeros(values.shape)
        low, high, is_sigmoid = edges
        if is_sigmoid:
            values = 1 / (1 + np.exp(-4 * (values - (low + high) / 2) / (high - low)))
        else:
            values = np.where(values <= low, 0, 1) if low == high else np.clip((values - low) / (high - low), 0, 1)
    return 1 - values if data_set.PhotometricInterpretation == "MONOCHROME1" else values


def float_grey(data_set, frame):
    """Floating point pixels from their least to their greatest value."""
    is_double = "DoubleFloatPixelData" in data_set
    element = data_set["DoubleFloatPixelData" if is_double else "FloatPixelData"]
    values = np.frombuffer(element.value, np.float64 if is_double else np.float32).astype(float)
    values = values.reshape(-1, data_set.Rows, data_set.Columns)[frame]
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros(values.shape)


def resized(values, size, axis):
    """A line of values at a new size: means of areas down, linear interpolation up."""
    values = np.moveaxis(values, axis, 0)
    count = values.shape[0]
    if count >= size:
        edges = np.linspace(0, count, size + 1)
        total = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
        below = np.minimum(edges.astype(int), count - 1)
        at = total[below] + (edges - below)[:, None] * values[below]
        result = np.diff(at, axis=0) * size / count
    else:
        places = (np.arange(size) + 0.5) * count / size - 0.5
        result = np.stack([np.interp(places, np.arange(count), line) for line in values.T], axis=1)
    return np.moveaxis(result, 0, axis)


def reference(path):
    """The picture of a file as pydicom sees it, 0 to 255."""
    data_set = pydicom.dcmread(path, force=True)
    frame = int(data_set.get("NumberOfFrames") or 1) // 2
    is_float = "PixelData" not in data_set and ("FloatPixelData" in data_set or "DoubleFloatPixelData" in data_set)
    if "PixelData" not in data_set and not is_float:
        raise LookupError("no pixel data")
    values = float_grey(data_set, frame) if is_float else grey(data_set, frame)
    return resized(resized(values, SIDE, 0), SIDE, 1) * 255, syntax_name(data_set)


def syntax_name(data_set):
    """The name of the transfer syntax that a file declares."""
    uid = data_set.file_meta.get("TransferSyntaxUID")
    return "none declared" if uid is None else pydicom.uid.UID(uid).name


# MARK: Comparison

# Files that one of the two renders and the other does not, and why that is right.
EXPLAINED = {
    "OT-PAL-8-face.dcm": "declares no transfer syntax; pydicom then decodes nothing, the renderer finds the encoding out",
    "emri_small_jpeg_2k_lossless_too_short.dcm": "ends before its sequence of fragments does; pydicom then gives an empty data set, "
    "but the middle frame is whole",
    "JPEG-lossy.dcm": "12-bit JPEG whose scan header names the coefficients 0 to 0; pylibjpeg refuses it, DCMTK decodes it",
    "badVR.dcm": "NumberOfFrames is “1A”; pydicom refuses it, the renderer takes one frame",
}


def render_all(command, folder, out):
    """What the command makes of a folder: path to picture or to the reason that there is none."""
    subprocess.run([command, "render", folder, "--out", out], check=True, stdout=subprocess.DEVNULL)
    outcomes = {}
    with open(Path(out, "images.csv"), newline="") as file:
        for row in csv.DictReader(file):
            picture = None
            if row["outcome"] == "rendered":
                picture = np.frombuffer(Path(out, row["picture"]).read_bytes()[-SIDE * SIDE:], np.uint8).reshape(SIDE, SIDE)
            outcomes[row["path"]] = (picture, row["outcome"])
    return outcomes


def compare(path, picture, outcome):
    """(syntax, difference or None, what is to be told or None, whether it counts as wrong)."""
    try:
        expected, syntax = reference(path)
    except Exception as error:  # whatever pydicom and its codecs raise
        expected, syntax, reason = None, None, f"{type(error).__name__}: {str(error).splitlines()[0][:80]}"
    if picture is None:
        return syntax, None, None if expected is None else f"not rendered ({outcome})", expected is not None
    if expected is None:
        known = EXPLAINED.get(Path(path).name)
        return syntax, None, f"no reference: {known or reason}", known is None
    difference = float(np.abs(picture - expected).mean())
    return syntax, difference, None, not difference <= BAR


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    command, folder = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else SAMPLES
    with tempfile.TemporaryDirectory() as out:
        outcomes = render_all(command, folder, out)
    differences, wrong = defaultdict(list), 0
    for path, (picture, outcome) in sorted(outcomes.items()):
        syntax, difference, told, is_wrong = compare(path, picture, outcome)
        wrong += is_wrong
        if difference is not None:
            differences[syntax].append(difference)
        if difference is not None or told:
            print(f"{'WRONG ' if is_wrong else ''}{Path(path).relative_to(folder)}  {told or f'{difference:.2f}'}")
    print(f"\n{'transfer syntax':60}  files  mean  worst")
    for syntax, values in sorted(differences.items()):
        print(f"{syntax:60}  {len(values):5}  {np.mean(values):4.2f}  {max(values):5.2f}")
    compared = sum(map(len, differences.values()))
    print(f"{compared} pictures compared, {wrong} wrong")
    return 3 if compared == 0 else 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
