#!/usr/bin/env python3
"""Write codestreams.tsv: one small image in each compressed transfer syntax that is rendered.

The image is 32 columns by 16 rows, 12 bits stored: row r, column c holds 100 c + 40 r; for 8-bit codecs 7 c + r. The
encoders are others than the decoders under test where there are any (pip install imagecodecs==2026.3.6 pydicom==3.0.2).
Columns: transfer syntax UID, bits, largest difference that a lossy codec may make, codestream in hexadecimal digits.
"""
from pathlib import Path

import imagecodecs as ic
import numpy as np
from pydicom.pixels.encoders.native import _encode_frame as encode_rle

row, column = np.mgrid[0:16, 0:32]
WORDS = (100 * column + 40 * row).astype(np.uint16)
BYTES = (7 * column + row).astype(np.uint8)


class Runner:
    """What pydicom's RLE encoder asks of an image."""

    rows, columns, samples_per_pixel, bits_allocated = 16, 32, 1, 16

    def get_option(self, name, default=None):
        return {"byteorder": "<"}.get(name, default)


LINES = [
    ("1.2.840.10008.1.2.5", 12, 0, encode_rle(WORDS.astype("<u2").tobytes(), Runner())),
    ("1.2.840.10008.1.2.4.50", 8, 3, ic.jpeg8_encode(BYTES, level=98)),
    ("1.2.840.10008.1.2.4.51", 12, 32, ic.jpeg8_encode(WORDS, level=98, bitspersample=12)),
    ("1.2.840.10008.1.2.4.57", 12, 0, ic.jpeg8_encode(WORDS, lossless=True, predictor=4, bitspersample=12)),
    ("1.2.840.10008.1.2.4.70", 12, 0, ic.ljpeg_encode(WORDS, bitspersample=12)),
    ("1.2.840.10008.1.2.4.80", 12, 0, ic.jpegls_encode(WORDS)),
    ("1.2.840.10008.1.2.4.81", 12, 8, ic.jpegls_encode(WORDS, level=2)),
    ("1.2.840.10008.1.2.4.90", 12, 0, ic.jpeg2k_encode(WORDS, codecformat="j2k", reversible=True, bitspersample=12)),
    ("1.2.840.10008.1.2.4.91", 12, 16, ic.jpeg2k_encode(WORDS, codecformat="jp2", level=60, bitspersample=12)),
    ("1.2.840.10008.1.2.4.201", 12, 0, ic.htj2k_encode(WORDS, reversible=True)),
    ("1.2.840.10008.1.2.4.202", 12, 0, ic.htj2k_encode(WORDS, reversible=True, tlm=True)),
    ("1.2.840.10008.1.2.4.203", 12, 32, ic.htj2k_encode(WORDS, level=0.001)),
]

target = Path(__file__).with_name("codestreams.tsv")
target.write_text("".join(f"{uid}\t{bits}\t{most}\t{bytes(data).hex()}\n" for uid, bits, most, data in LINES))
