"""The child: reads the file on its standard input, tells what it found, and ends.

On its standard output comes a line of JSON, the facts, and then the bytes of the picture. `null`
says that the file is nothing known; no line at all, that the file was too much.
"""

import json
import sys
from typing import BinaryIO

from bot.preview import limits
from bot.preview.canvas import TooMuchWork
from bot.preview.confine import confine
from bot.preview.mesh import Unreadable
from bot.preview.picture import picture
from bot.preview.study import study


def main() -> None:
    """Look at one file, within limits that are set before the first byte is read."""
    suffix, address_space = sys.argv[-2:]
    confine(int(address_space))
    try:
        answer(sys.stdin.buffer, sys.stdout.buffer, suffix)
    except (MemoryError, OSError):
        sys.exit(1)


def answer(file: BinaryIO, out: BinaryIO, suffix: str) -> None:
    """Write facts, then the picture: when that is too much work, the facts are out already."""
    told, drawn = study(file, suffix)
    out.write(json.dumps(told, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    out.flush()
    if drawn is None:
        return
    try:
        out.write(picture(*drawn, seconds=limits.PICTURE_SECONDS))
    except (TooMuchWork, Unreadable):
        return
    out.flush()
