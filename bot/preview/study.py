"""What the child does with the file: facts first, then the picture."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import IO, Any, BinaryIO

from bot.preview import limits, sniff, step
from bot.preview.camera import View
from bot.preview.measure import Measured, measure
from bot.preview.mesh import Found, Mesh, Unreadable
from bot.preview.obj import read_obj
from bot.preview.stl import BinaryStl
from bot.preview.stl_text import AsciiStl
from bot.preview.threemf import has_model, read_threemf
from bot.preview.zips import Archive, CutOff
from state.oddity import Format, Oddity

Told = dict[str, Any]
"""Facts as they go to the parent, which checks them."""
Drawn = tuple[Mesh, View] | None
"""What there is to draw."""


def study(stream: BinaryIO, kept: IO[bytes], suffix: str) -> tuple[Told | None, Drawn]:
    """Tell what a file holds; None when it is nothing that is known.

    Args:
        stream: the file.
        kept: room for the triangles of a text.
        suffix: how the file's name ends.
    """
    match sniff.look(stream, suffix):
        case None:
            return None, None
        case Format.STEP:
            return _told(Format.STEP, mm_per_unit=step.mm_per_unit(stream)), None
        case Format.ZIP:
            return _study_zip(stream)
        case Format.OBJ:
            return _study_mesh(Format.OBJ, lambda: read_obj(stream))
        case Format.ASCII_STL:
            return _study_mesh(Format.ASCII_STL, lambda: AsciiStl(stream, kept))
        case _:
            return _study_stl(stream, stream.seek(0, 2))


def _study_zip(stream: BinaryIO) -> tuple[Told, Drawn]:
    try:
        archive = Archive(stream)
        if has_model(archive):
            return _study_mesh(Format.THREE_MF, lambda: read_threemf(archive))
        return _told(Format.ZIP, contents=archive.names(), files=archive.count), None
    except CutOff:
        return _told(Format.ZIP, findings=[Found(Oddity.TRUNCATED)]), None
    except Unreadable:
        return _told(Format.ZIP), None


def _study_mesh(kind: Format, read: Callable[[], Mesh]) -> tuple[Told, Drawn]:
    try:
        mesh = read()
        measured = measure(mesh)
    except Unreadable:
        return _told(kind), None
    return _measured(mesh, measured)


def _study_stl(stream: BinaryIO, size: int) -> tuple[Told | None, Drawn]:
    try:
        mesh = BinaryStl(stream, size)
    except Unreadable:
        return None, None
    told, drawn = _measured(mesh, measured := measure(mesh))
    sensible = drawn is not None and measured.unusable <= measured.triangles
    if mesh.oddities() and not sensible:
        # Neither the length nor the numbers are those of an STL: it is something else.
        return None, None
    return told, drawn


def _measured(mesh: Mesh, measured: Measured) -> tuple[Told, Drawn]:
    told = _told(
        mesh.format,
        volume=measured.volume,
        triangles=measured.triangles,
        mm_per_unit=mesh.mm_per_unit,
        findings=measured.oddities,
    )
    if measured.size is None or measured.view is None:
        return told, None
    drawn = (mesh, measured.view) if measured.size.max() > limits.SPECK else None
    return told | {"size": measured.size.tolist()}, drawn


def _told(kind: Format, *, findings: Iterable[Found] = (), **known: Any) -> Told:
    return {"format": kind, "findings": [asdict(found) for found in findings], **known}
