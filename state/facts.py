"""What looking at a file tells of the part in it; measured by the bot, never by 3YOURMIND."""

from enum import StrEnum

from state.record import Record


class Format(StrEnum):
    """What kind of file it is, by its content."""

    BINARY_STL = "binary STL"
    ASCII_STL = "ASCII STL"
    THREE_MF = "3MF"
    OBJ = "OBJ"
    STEP = "STEP"
    ZIP = "zip"


class Oddity(StrEnum):
    """What may keep a file from being printed as it was meant."""

    OPEN = "open"
    """The surface has edges with nothing on their other side; counted where the mesh is small."""
    TWISTED = "twisted"
    """The surface is closed, but some triangles face the other way than their neighbours."""
    INSIDE_OUT = "inside_out"
    NO_SOLID = "no_solid"
    """Closed, but around nothing."""
    NOT_FINITE = "not_finite"
    """So many triangles have corners that are no numbers, or absurdly far away."""
    WRONG_COUNT = "wrong_count"
    """The file announces another number of triangles than it holds."""
    TRUNCATED = "truncated"
    """The file ends in the midst of something."""


class Finding(Record):
    """Something odd about a file, and how often, where that was counted."""

    oddity: Oddity
    count: int | None = None


class Facts(Record):
    """What was found in a file. Lengths are in the file's own numbers: STL and OBJ have no unit.

    `mm_per_unit` is there when the file says what its numbers mean (3MF and STEP do). `volume` is
    there only when the surface is closed and consistently wound.
    """

    format: Format
    size: tuple[float, float, float] | None = None
    volume: float | None = None
    triangles: int | None = None
    mm_per_unit: float | None = None
    findings: tuple[Finding, ...] = ()
    contents: tuple[str, ...] = ()
    """The names in a zip."""
