"""Facts and picture of what is made of triangles."""

from collections.abc import Callable
from typing import IO, BinaryIO

from bot.preview import limits
from bot.preview.camera import View
from bot.preview.findings import Unreadable
from bot.preview.measure import Measured, measure
from bot.preview.mesh import Mesh
from bot.preview.obj import read_obj
from bot.preview.stl import BinaryStl
from bot.preview.stl_text import AsciiStl
from bot.preview.threemf import has_model, read_threemf
from bot.preview.told import Told, told
from bot.preview.zips import Archive
from state.oddity import Format

Drawn = tuple[Mesh, View] | None
"""What there is to draw."""


def study_solid(kind: Format, stream: BinaryIO, kept: IO[bytes]) -> tuple[Told | None, Drawn]:
    """Tell what a file of this kind holds; None when it is something else after all."""
    match kind:
        case Format.OBJ:
            return _study_mesh(kind, lambda: read_obj(stream))
        case Format.ASCII_STL:
            return _study_mesh(kind, lambda: AsciiStl(stream, kept))
        case _:
            return _study_stl(stream, stream.seek(0, 2))


def study_archive(archive: Archive) -> tuple[Told, Drawn] | None:
    """Tell what a 3MF holds; None when the archive is none. Raises `Unreadable`."""
    if not has_model(archive):
        return None
    return _study_mesh(Format.THREE_MF, lambda: read_threemf(archive))


def _study_mesh(kind: Format, read: Callable[[], Mesh]) -> tuple[Told, Drawn]:
    try:
        mesh = read()
        measured = measure(mesh)
    except Unreadable:
        return told(kind), None
    return _measured(mesh, measured)


def _study_stl(stream: BinaryIO, size: int) -> tuple[Told | None, Drawn]:
    try:
        mesh = BinaryStl(stream, size)
    except Unreadable:
        return None, None
    facts, drawn = _measured(mesh, measured := measure(mesh))
    sensible = drawn is not None and measured.unusable <= measured.triangles
    if mesh.oddities() and not sensible:
        # Neither the length nor the numbers are those of an STL: it is something else.
        return None, None
    return facts, drawn


def _measured(mesh: Mesh, measured: Measured) -> tuple[Told, Drawn]:
    facts = told(
        mesh.format,
        volume=measured.volume,
        triangles=measured.triangles,
        mm_per_unit=mesh.mm_per_unit,
        findings=measured.oddities,
    )
    if measured.size is None or measured.view is None:
        return facts, None
    drawn = (mesh, measured.view) if measured.size.max() > limits.SPECK else None
    return facts | {"size": measured.size.tolist()}, drawn
