"""Zip archives, opened with care: nothing is unpacked, and nothing read beyond its bounds."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bot.preview import limits
from bot.preview.findings import Unreadable
from bot.preview.names import shown

END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
END_SIZE, LOCATOR_SIZE, LONGEST_COMMENT = 22, 20, 0xFFFF
TALLY, TALLY_64 = struct.Struct("<HI"), struct.Struct("<QQ")
"""How many entries, and the length of their directory."""
TALLY_AT, TALLY_64_AT = 10, 32
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1
PIECE = 1 << 18
ERRORS = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error)


class CutOff(Unreadable):
    """The directory, which stands at the end of every archive, is missing."""


class Archive:
    """The entries of an archive by name, without regard to case.

    Raises:
        CutOff: the end is missing.
        Unreadable: the directory is broken or too big.
    """

    def __init__(self, stream: BinaryIO) -> None:
        _check_directory(stream)
        try:
            self._zip = zipfile.ZipFile(stream)
        except ERRORS:
            raise Unreadable from None
        self._entries = {_plain(entry.filename): entry for entry in self._zip.infolist()}
        if len(self._zip.infolist()) > limits.ZIP_ENTRIES:
            raise Unreadable
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    @property
    def count(self) -> int:
        """How many files there are; folders are left out."""
        return len(self._files())

    def names(self) -> list[str]:
        """Give the names of some files, fit to be shown."""
        return [shown(name) for name in self._files()[: limits.CONTENTS]]

    def _files(self) -> list[str]:
        return [entry.filename for entry in self._zip.infolist() if not entry.is_dir()]

    def read(self, name: str) -> Iterator[bytes]:
        """Inflate an entry piece by piece; raises `Unreadable` when it is broken or too long.

        The bound holds for everything that is read from the archive together.
        """
        entry = self._entries.get(_plain(name))
        if entry is None or entry.compress_type not in READABLE or entry.flag_bits & ENCRYPTED:
            raise Unreadable
        if self._inflated + entry.file_size > limits.INFLATED_BYTES:
            raise Unreadable
        try:
            yield from self._pieces(entry)
        except (*ERRORS, zlib.error):
            raise Unreadable from None

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._zip.open(entry) as stream:
            while piece := stream.read(PIECE):
                self._inflated += len(piece)
                if self._inflated > limits.INFLATED_BYTES:
                    raise Unreadable
                yield piece


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check_directory(stream: BinaryIO) -> None:
    """Refuse a directory that would fill the memory, before anything loads it."""
    size = stream.seek(0, 2)
    start = max(0, size - END_SIZE - LONGEST_COMMENT - LOCATOR_SIZE)
    stream.seek(start)
    tail = stream.read()
    at = len(tail) - END_SIZE
    if not tail[max(at, 0) :].startswith(END):
        at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise CutOff
    entries, length = TALLY.unpack_from(tail, at + TALLY_AT)
    if tail[max(at - LOCATOR_SIZE, 0) : at].startswith(LOCATOR_64):
        entries, length = _tally_64(stream, int.from_bytes(tail[at - 12 : at - 4], "little"))
    if entries > limits.ZIP_ENTRIES or length > limits.ZIP_DIRECTORY_BYTES:
        raise Unreadable


def _tally_64(stream: BinaryIO, at: int) -> tuple[int, int]:
    if at > stream.seek(0, 2):
        raise Unreadable
    stream.seek(at)
    record = stream.read(TALLY_64_AT + TALLY_64.size)
    if len(record) < TALLY_64_AT + TALLY_64.size or not record.startswith(END_64):
        raise Unreadable
    entries, length = TALLY_64.unpack_from(record, TALLY_64_AT)
    return entries, length
