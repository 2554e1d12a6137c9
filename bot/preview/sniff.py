"""What kind of file it is, by its content; the name only helps where the content is silent."""

import re
from typing import BinaryIO

from bot.preview import step
from bot.preview.stl_layout import FACET_BYTES, HEADER, announced
from state.oddity import Format

ZIP = b"PK\x03\x04"
HEAD = 1 << 16
"""How much of a file is looked at."""
MARK = b"\xef\xbb\xbf"
"""What some editors put before a text."""
CORNER = re.compile(rb"^[ \t]*v[ \t]+[-+.\d]", re.MULTILINE)


def is_stl(stream: BinaryIO, suffix: str) -> bool:
    """Tell whether a file is an STL of either kind."""
    return look(stream, suffix) in {Format.BINARY_STL, Format.ASCII_STL}


def look(stream: BinaryIO, suffix: str) -> Format | None:
    """Tell what a file is; see `kind`."""
    size = stream.seek(0, 2)
    stream.seek(0)
    return kind(stream.read(HEAD), size, suffix)


def kind(head: bytes, size: int, suffix: str) -> Format | None:
    """Tell what a file of so many bytes is that begins like this; ZIP stands for 3MF, too."""
    if head.startswith(ZIP):
        return Format.ZIP
    # The first word comes last: programs write "solid" before binary files as well.
    if size > HEADER and size == HEADER + FACET_BYTES * announced(head):
        return Format.BINARY_STL
    if b"\0" in head:
        # Of another length than it announces: cut off, lying, or something else altogether.
        return Format.BINARY_STL if suffix == ".stl" and size > HEADER else None
    return _kind_of_text(head.removeprefix(MARK).lstrip(), suffix)


def _kind_of_text(head: bytes, suffix: str) -> Format | None:
    lower = head.lower()
    if head.startswith(step.BEGINNING):
        return Format.STEP
    if lower.startswith(b"solid") and (b"facet" in lower or b"endsolid" in lower):
        return Format.ASCII_STL
    if CORNER.search(head) or suffix == ".obj":
        return Format.OBJ
    return None
