"""The sample parts that the sandbox offers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.parts import stl
from bot.sandbox.parts.mesh import Triangle, scaled
from bot.sandbox.parts.pebble import pebble, triangles_of
from bot.sandbox.parts.shapes import bracket, spacer
from bot.sandbox.parts.threemf import threemf

MM_PER_INCH = 25.4
FINE = 224
"""Steps of the large mesh: about 20 MB."""
NOTE = b"This is a shopping list, whatever the name of the file says: paper, tape, coffee.\n" * 20


@dataclass(frozen=True)
class Sample:
    """One part; its content is made anew for each reader and never held as a whole.

    Attributes:
        name: of the file.
        title: what it is, in a few words.
        explanation: why somebody would drop it, in a sentence.
        size: in bytes.
    """

    name: str
    title: str
    explanation: str
    size: int
    _pieces: Callable[[], Iterable[bytes]]

    def chunks(self) -> Iterator[bytes]:
        """Give the content piece by piece."""
        yield from self._pieces()

    def write(self, path: Path) -> None:
        """Write the content to a file."""
        with path.open("wb") as stream:
            stream.writelines(self.chunks())


def samples() -> tuple[Sample, ...]:
    """Give every sample part, the ordinary ones first."""
    return (*_sound(), *_doubtful())


def sample(name: str) -> Sample:
    """Give the sample part of that name.

    Raises:
        LookupError: there is none.
    """
    found = next((one for one in samples() if one.name == name), None)
    if found is None:
        raise LookupError(f"there is no sample part {name}")
    return found


def _sound() -> Iterator[Sample]:
    shape = bracket()
    yield _whole(
        "bracket.stl",
        "Bracket with holes",
        "An ordinary part: 60 × 40 × 20 mm, as a binary STL.",
        _binary("bracket", shape),
    )
    count = triangles_of(FINE)
    yield Sample(
        "pebble.stl",
        "Big organic mesh",
        f"A pebble with {count:,} triangles, to see a long upload.",
        stl.binary_size(count),
        lambda: stl.binary("pebble", count, pebble(FINE)),
    )
    yield _whole(
        "spacer.stl",
        "ASCII STL",
        "A square spacer; the file is text, as older programs write it.",
        b"".join(stl.text("spacer", spacer())),
    )
    yield _whole("bracket.3mf", "3MF", "The bracket again, as a 3MF file.", threemf(shape))


def _doubtful() -> Iterator[Sample]:
    shape = bracket()
    yield _whole(
        "bracket-inch.stl",
        "Drawn in inches",
        "The bracket with its numbers in inches; read as millimetres it is tiny.",
        _binary("bracket in inches", scaled(shape, 1 / MM_PER_INCH)),
    )
    whole = _binary("bracket", shape)
    yield _whole(
        "broken.stl",
        "Broken STL",
        "The second half of the file is missing, as after a lost connection.",
        whole[: len(whole) // 2],
    )
    yield _whole(
        "shopping-list.stl",
        "Text in disguise",
        "No part at all, only its name says so.",
        NOTE,
    )


def _binary(title: str, shape: Sequence[Triangle]) -> bytes:
    return b"".join(stl.binary(title, len(shape), shape))


def _whole(name: str, title: str, explanation: str, content: bytes) -> Sample:
    return Sample(name, title, explanation, len(content), lambda: (content,))
