"""What looking at a file tells of the part in it; measured by the bot, never by 3YOURMIND."""

from typing import Annotated

from pydantic import Field, NonNegativeInt

from state.oddity import Format, Oddity
from state.record import Record

__all__ = ["Facts", "Finding", "Format", "Oddity"]

Length = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Finding(Record):
    """Something odd about a file, and how often, where that was counted."""

    oddity: Oddity
    count: NonNegativeInt | None = None


class Facts(Record):
    """What was found in a file. Lengths are in the file's own numbers: STL and OBJ have no unit.

    `mm_per_unit` is there when the file says what its numbers mean (3MF and STEP do). `volume` is
    there only when the surface is closed and consistently wound.
    """

    format: Format
    size: tuple[Length, Length, Length] | None = None
    volume: Length | None = None
    triangles: NonNegativeInt | None = None
    mm_per_unit: Length | None = None
    findings: tuple[Finding, ...] = ()
    contents: tuple[str, ...] = ()
    """The names of the first files in a zip."""
    files: NonNegativeInt | None = None
    """How many files are in a zip."""
