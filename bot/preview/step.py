"""STEP: only its unit is read; the shape would take a CAD kernel."""

import re
from typing import BinaryIO

from bot.preview import limits

BEGINNING = b"ISO-10303-21;"
OVERLAP = 512
"""Longer than any statement that is searched for."""
CONVERTED = re.compile(rb"CONVERSION_BASED_UNIT\s*\(\s*'\s*(INCH|FOOT)\w*\s*'", re.IGNORECASE)
METRIC = re.compile(rb"SI_UNIT\s*\(\s*(?:\$|\.(\w+)\.)\s*,\s*\.METRE\.\s*\)")
MM_PER_CONVERTED = {b"INCH": 25.4, b"FOOT": 304.8}
MM_PER_METRIC = {b"": 1000.0, b"CENTI": 10.0, b"MILLI": 1.0, b"MICRO": 0.001}


def mm_per_unit(stream: BinaryIO) -> float | None:
    """Give the one unit of length that the file states; None when there is none, or several."""
    stream.seek(0)
    converted: set[bytes] = set()
    metric: set[bytes] = set()
    read, tail = 0, b""
    while read < limits.STEP_BYTES and (block := stream.read(limits.BLOCK)):
        text = tail + block
        converted.update(name.upper() for name in CONVERTED.findall(text))
        metric.update(METRIC.findall(text))
        read, tail = read + len(block), text[-OVERLAP:]
    # A file in inches states a metric unit as well, to say how long an inch is.
    found, known = (converted, MM_PER_CONVERTED) if converted else (metric, MM_PER_METRIC)
    return known.get(found.pop()) if len(found) == 1 else None
