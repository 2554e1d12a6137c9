"""How files begin that are what the endings of their names say; what is certainly not is told."""

import re
from collections.abc import Callable, Mapping

HEAD = 1 << 16
"""How much of a file is looked at."""
MARK = b"\xef\xbb\xbf"
"""What some editors put before a text."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How texts begin that take two bytes for a letter, as XML may."""
PACKED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
"""Archives, and the older files of CAD and office programs."""
STL_HEADER, STL_FACET = 84, 50
OBJ_LINE = re.compile(rb"^[ \t]*(?:#|(?:v|vt|vn|vp|f|l|p|g|o|s|mtllib|usemtl)[ \t])", re.MULTILINE)
Check = Callable[[bytes, int], bool]


def is_page(head: bytes) -> bool:
    """Tell whether a file begins like a web page."""
    return _text(head).startswith((b"<!doctype html", b"<html"))


def is_mistaken(head: bytes) -> bool:
    """Tell whether it begins like a document or a picture, which people mistake for a model."""
    return head.startswith((b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8"))


def fits(name: str, head: bytes, size: int) -> bool:
    """Tell whether a file of so many bytes may be what its name says, by the bytes it begins with.

    What some program may have written fits, and everything does under an ending that is not known.
    """
    check = CHECKS.get(ending(name))
    return check is None or check(head, size)


def ending(name: str) -> str:
    """Give how a name ends, in lower case and without the dot."""
    return name.lower().rpartition(".")[2]


def _stl(head: bytes, size: int) -> bool:
    """A binary one begins with anything, but not like an archive, and has at least one triangle."""
    if b"\0" in head or size == STL_HEADER + STL_FACET * _announced(head):
        return size >= STL_HEADER + STL_FACET and not head.startswith(PACKED)
    text = _text(head)
    return text.startswith(b"solid") or b"facet" in text


def _announced(head: bytes) -> int:
    return int.from_bytes(head[STL_HEADER - 4 : STL_HEADER], "little")


def _obj(head: bytes, _: int) -> bool:
    return b"\0" not in head and OBJ_LINE.search(head.removeprefix(MARK)) is not None


def _beginning(*beginnings: bytes) -> Check:
    return lambda head, _: _text(head).startswith(beginnings)


def _somewhere(word: bytes) -> Check:
    return lambda head, _: word in _text(head)


def _xml(word: bytes) -> Check:
    return lambda head, _: head.startswith(WIDE) or word in _text(head)


def _text(head: bytes) -> bytes:
    return head.removeprefix(MARK).lstrip().lower()


CHECKS: Mapping[str, Check] = {
    "stl": _stl,
    "obj": _obj,
    "3mf": _beginning(b"pk"),
    "zip": _beginning(b"pk"),
    "step": _somewhere(b"iso-10303"),
    "stp": _somewhere(b"iso-10303"),
    "ply": _beginning(b"ply"),
    # The packed form has the same ending.
    "wrl": _beginning(b"#vrml", b"#x3d", b"\x1f\x8b"),
    "x3d": _xml(b"x3d"),
    "dae": _xml(b"collada"),
    "3ds": _beginning(b"mm"),
}
