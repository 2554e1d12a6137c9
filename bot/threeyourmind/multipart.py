"""An upload as a stream: the form around a file, of known length and in constant memory."""

import re
import secrets
from collections.abc import Iterator, Mapping

from bot.threeyourmind.words import plain_ascii
from state.ports import Download
from state.problems import CutShort

STL = "model/x.stl-binary"
OTHER = "application/octet-stream"
STEM_LIMIT, ENDING_LIMIT = 100, 10
_UNSAFE = re.compile(r"[^A-Za-z0-9._ ()+-]+")


class MultipartFile:
    """A multipart/form-data body: the file first, then the fields in their order.

    Requests sends it with its exact length and passes each chunk on as it comes. It can be iterated
    once. Iterating raises the `FileError` of the chunks, and `CutShort` when they are not as long
    as announced: the form is then never closed, so that the server cannot take the file as whole.
    """

    def __init__(self, file: Download, fields: Mapping[str, str]) -> None:
        self._file = file
        self.going = file.going
        self._boundary = secrets.token_hex(16)
        part = f"--{self._boundary}\r\nContent-Disposition: form-data; name="
        name = wire_name(file.name)
        head = f'{part}"file"; filename="{name}"\r\nContent-Type: {part_type(name)}\r\n\r\n'
        rest = "".join(f'{part}"{field}"\r\n\r\n{text}\r\n' for field, text in fields.items())
        self._head = head.encode()
        self._tail = f"\r\n{rest}--{self._boundary}--\r\n".encode()

    @property
    def content_type(self) -> str:
        """Give the value of the request's `Content-Type`."""
        return f"multipart/form-data; boundary={self._boundary}"

    def __len__(self) -> int:
        return len(self._head) + self._file.size + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        left = self._file.size
        yield self._head
        for chunk in self._file.chunks:
            left -= len(chunk)
            if left < 0:
                break
            yield chunk
        if left:
            raise CutShort
        yield self._tail


def wire_name(name: str) -> str:
    """Give the file's name without folders, in characters that need no quoting; never empty."""
    base = plain_ascii(name).replace("\\", "/").rpartition("/")[2]
    stem, _, ending = base.rpartition(".") if "." in base else (base, "", "")
    stem = _UNSAFE.sub("_", stem).strip(" ._")[:STEM_LIMIT] or "part"
    ending = _UNSAFE.sub("_", ending)[:ENDING_LIMIT]
    return f"{stem}.{ending}" if ending else stem


def part_type(name: str) -> str:
    """Give the media type of 3YOURMIND's example for STL, and none in particular for others."""
    return STL if name.lower().endswith(".stl") else OTHER
