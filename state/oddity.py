"""What kind of file it is and what may be odd about it: words alone, quick to import."""

from enum import StrEnum


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
    """The file announces so many triangles, and holds another number."""
    TRUNCATED = "truncated"
    """The file ends in the midst of something."""
