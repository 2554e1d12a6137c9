"""What the child does with the file: facts first, then the picture.

What a file does not need is not loaded: that would take longer than to read most of them.
"""

from typing import IO, TYPE_CHECKING, BinaryIO

from bot.preview import sniff, step
from bot.preview.findings import Found, Unreadable
from bot.preview.told import Told, told
from state.oddity import Format, Oddity

if TYPE_CHECKING:
    from bot.preview.solids import Drawn


def study(stream: BinaryIO, kept: IO[bytes], suffix: str) -> "tuple[Told | None, Drawn]":
    """Tell what a file holds; None when it is nothing that is known.

    Args:
        stream: the file.
        kept: room for the triangles of a text.
        suffix: how the file's name ends.
    """
    match kind := sniff.look(stream, suffix):
        case None:
            return None, None
        case Format.STEP:
            return told(Format.STEP, mm_per_unit=step.mm_per_unit(stream)), None
        case Format.ZIP:
            return _study_zip(stream)
    from bot.preview.solids import study_solid  # noqa: PLC0415 - loads numpy

    return study_solid(kind, stream, kept)


def _study_zip(stream: BinaryIO) -> "tuple[Told, Drawn]":
    from bot.preview.solids import study_archive  # noqa: PLC0415 - loads numpy
    from bot.preview.zips import Archive, CutOff  # noqa: PLC0415 - loads zipfile

    try:
        archive = Archive(stream)
        if (found := study_archive(archive)) is not None:
            return found
        return told(Format.ZIP, contents=archive.names(), files=archive.count), None
    except CutOff:
        return told(Format.ZIP, findings=[Found(Oddity.TRUNCATED)]), None
    except Unreadable:
        return told(Format.ZIP), None
