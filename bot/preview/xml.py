"""XML without entities, without a document type, and never deep."""

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn
from xml.parsers import expat

from bot.preview import limits
from bot.preview.mesh import Unreadable

Begin = Callable[[dict[str, str]], None]


def walk(pieces: Iterable[bytes], begin: Mapping[str, Begin]) -> None:
    """Call the function for each element of that name, with its attributes; prefixes are ignored.

    Raises:
        Unreadable: it is no XML, or uses what a part of a 3MF has no use for; also when a
            function meets a missing attribute or a wrong number.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    handler = _Handler(begin)
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position only
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, LookupError, ValueError, OverflowError):
        raise Unreadable from None


class _Handler:
    def __init__(self, begin: Mapping[str, Begin]) -> None:
        self._begin = begin
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > limits.XML_DEPTH:
            raise Unreadable
        known = self._begin.get(name) or self._begin.get(local(name))
        if known:
            known(attributes)

    def end(self, _name: str) -> None:
        self._depth -= 1


def local(name: str) -> str:
    """Give a name without its prefix."""
    return name.rpartition(":")[2]


def _refuse(*_: object) -> NoReturn:
    raise Unreadable
