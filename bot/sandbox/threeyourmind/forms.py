"""Forms with files, read as they come in: of a file only what can be told of it is kept."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.uploads import Measured, extension

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_TEXT = 1 << 20


@dataclass(frozen=True)
class Received:
    """A file part."""

    name: str
    content_type: str
    measured: Measured


@dataclass
class Form:
    """The parts of a form by their names."""

    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, Received] = field(default_factory=dict)


async def received(content_type: str, body: AsyncIterator[bytes]) -> Form:
    """Read a form from its first byte to its last; raises `RefusedError` when it is none."""
    reader = _Reader()
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    try:
        parser = MultipartParser(boundary, reader.callbacks)
        async for piece in body:
            if piece:
                parser.write(piece)
        parser.finalize()
    except FormParserError as error:
        detail = f"Multipart form parse error - {error}"
        raise RefusedError.plainly(HTTPStatus.BAD_REQUEST, detail) from None
    if not reader.is_complete:
        detail = "Multipart form parse error - the form does not end"
        raise RefusedError.plainly(HTTPStatus.BAD_REQUEST, detail)
    return reader.form


class _Reader:
    """Puts the parts together from what the parser finds."""

    def __init__(self) -> None:
        self.form = Form()
        self.is_complete = False
        self._header, self._value = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._field, self._text = "", b""
        self._file: Measured | None = None

    @property
    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._name,
            "on_header_value": self._worth,
            "on_header_end": self._keep_header,
            "on_headers_finished": self._open,
            "on_part_data": self._take,
            "on_part_end": self._close,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._headers, self._text, self._file = {}, b"", None

    def _name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _worth(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _keep_header(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header, self._value = b"", b""

    def _open(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = options.get(b"name", b"").decode()
        if b"filename" in options:
            name = options[b"filename"].decode()
            self._file = Measured(extension(name))
            kind = self._headers.get(b"content-type", b"").decode()
            self.form.files[self._field] = Received(name, kind, self._file)

    def _take(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._file is not None:
            self._file.take(piece)
        else:
            self._text = (self._text + piece)[:MOST_TEXT]

    def _close(self) -> None:
        if self._file is None:
            self.form.texts[self._field] = self._text.decode()

    def _end(self) -> None:
        self.is_complete = True
