"""Handing somebody a file."""

from typing import BinaryIO, Protocol


class NotHandedOver(Exception):
    """The person does not have the file; the message says why, in words for the log."""


class Handover(Protocol):
    """Hands files over where only the person sees them."""

    def give(self, file: BinaryIO, name: str, to: str, words: str) -> None:
        """Give a file, from its beginning, to a person, with some words; raises `NotHandedOver`."""
        ...
