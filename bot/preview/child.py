"""The child: reads the file on its standard input, tells what it found, and ends.

On its standard output comes a line of JSON, the facts, and then the bytes of the picture. `null`
says that the file is nothing known; no line at all, that the file was too much.
"""

import json
import sys
from contextlib import suppress
from io import BytesIO
from typing import IO, BinaryIO

from bot.preview import limits
from bot.preview.confine import confine, confine_memory
from bot.preview.findings import TooMuchWork
from bot.preview.sniff import is_stl
from bot.preview.study import study


def main() -> None:
    """Look at one file, within limits that are set before the first byte is read."""
    suffix, address_space = sys.argv[-2:]
    confine(int(address_space))
    try:
        if is_stl(sys.stdin.buffer, suffix):
            confine_memory(limits.STL_ADDRESS_SPACE)
        answer(sys.stdin.buffer, sys.stdout.buffer, suffix)
    except (MemoryError, OSError):
        sys.exit(1)


def answer(
    file: BinaryIO, out: BinaryIO, suffix: str, seconds: float = limits.PICTURE_SECONDS
) -> None:
    """Write facts, then the picture: when that takes too long, the facts are out already."""
    with _room(file, suffix) as kept, suppress(TooMuchWork):
        facts, drawn = study(file, kept, suffix)
        out.write(json.dumps(facts, ensure_ascii=False, allow_nan=False).encode() + b"\n")
        out.flush()
        if drawn is not None:
            from bot.preview.picture import picture  # noqa: PLC0415 - only what is drawn needs it

            out.write(picture(*drawn, seconds))
            out.flush()


def _room(file: BinaryIO, suffix: str) -> IO[bytes]:
    """Give room for the triangles of a text, which no other format needs."""
    if not is_stl(file, suffix):
        return BytesIO()
    from tempfile import SpooledTemporaryFile  # noqa: PLC0415 - takes long to load

    # On the disk when it grows, and without a name: nothing stays behind, however this ends.
    return SpooledTemporaryFile(limits.BLOCK)
