"""XML without entities, without a document type, and never deep."""

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn
from xml.parsers import expat

from bot.preview import limits
from bot.preview.findings import Unreadable

SEPARATOR = " "
"""Between namespace and name; neither can hold it."""
Begin = Callable[[dict[str, str]], None]


def walk(pieces: Iterable[bytes], begin: Mapping[str, Begin]) -> None:
    """Call the function for each element of that name, with its attributes.

    Only elements in the root's namespace count: extensions have corners and triangles, too.

    Raises:
        Unreadable: it is no XML, or uses what a part of a 3MF has no use for; also when a
            function meets a missing attribute or a wrong number.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
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
        self._space = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > limits.XML_DEPTH:
            raise Unreadable
        space, _, word = name.rpartition(SEPARATOR)
        if self._depth == 1:
            self._space = space
        begin = self._begin.get(word)
        if begin and space == self._space:
            begin(attributes)

    def end(self, _name: str) -> None:
        self._depth -= 1


def local(name: str) -> str:
    """Give a name without its namespace."""
    return name.rpartition(SEPARATOR)[2]


def _refuse(*_: object) -> NoReturn:
    raise Unreadable
