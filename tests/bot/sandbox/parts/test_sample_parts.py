import math
import tracemalloc
from itertools import islice
from pathlib import Path

import pytest

from bot.sandbox.parts import stl
from bot.sandbox.parts.pebble import pebble, triangles_of
from bot.sandbox.parts.samples import Sample, sample, samples
from bot.sandbox.threeyourmind.uploads import Measured, extension
from tests.bot.sandbox.parts import reading

NAMES = [part.name for part in samples()]
USELESS = {"broken.stl", "shopping-list.stl"}
BORES = 3 * math.pi * 3.3**2 * 8
BRACKET = (60 * 8 + 32 * 8) * 20 - BORES
"""In cubic millimetres; the file's circles have corners, so it has a little more."""


def content(name: str) -> bytes:
    return b"".join(sample(name).chunks())


@pytest.mark.parametrize("part", samples(), ids=lambda part: part.name)
def test_a_part_has_the_size_it_announces(part: Sample, tmp_path: Path) -> None:
    part.write(tmp_path / part.name)

    assert part.size == (tmp_path / part.name).stat().st_size


@pytest.mark.parametrize("part", samples(), ids=lambda part: part.name)
def test_the_local_3yourmind_accepts_the_parts_that_are_parts(part: Sample) -> None:
    measured = Measured(extension(part.name))
    for piece in part.chunks():
        measured.take(piece)

    assert (part.name not in USELESS) == measured.content.sound


def test_every_part_has_a_name_of_its_own_and_says_what_it_is() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [] == [part for part in samples() if not (part.title and part.explanation)]


def test_a_part_that_does_not_exist_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match=r"no sample part gear\.stl"):
        sample("gear.stl")


def test_the_bracket_is_closed_and_has_its_holes() -> None:
    mesh = reading.binary(content("bracket.stl"))

    assert 0 == reading.open_edges(mesh)
    assert (60, 40, 20) == reading.extent(mesh)
    assert pytest.approx(BRACKET, rel=0.001) == reading.volume(mesh)


def test_the_bracket_in_inches_is_the_same_shape() -> None:
    mesh = reading.binary(content("bracket-inch.stl"))

    assert 0 == reading.open_edges(mesh)
    assert pytest.approx((60 / 25.4, 40 / 25.4, 20 / 25.4)) == reading.extent(mesh)
    assert pytest.approx(BRACKET / 25.4**3, rel=0.001) == reading.volume(mesh)


def test_the_ascii_file_parses_and_is_closed() -> None:
    mesh = reading.ascii_text(content("spacer.stl"))

    assert 0 == reading.open_edges(mesh)
    assert (30, 30, 20) == reading.extent(mesh)
    assert pytest.approx((900 - math.pi * 64) * 20, rel=0.005) == reading.volume(mesh)


def test_the_3mf_can_be_read_and_is_the_bracket(tmp_path: Path) -> None:
    sample("bracket.3mf").write(tmp_path / "bracket.3mf")
    unit, mesh = reading.threemf(tmp_path / "bracket.3mf")

    assert "millimeter" == unit
    assert 0 == reading.open_edges(mesh)
    assert pytest.approx(BRACKET, rel=0.001) == reading.volume(mesh)
    assert content("bracket.3mf") == (tmp_path / "bracket.3mf").read_bytes()


def test_the_big_mesh_is_closed_and_looks_outward() -> None:
    count = triangles_of(24)
    mesh = reading.binary(b"".join(stl.binary("pebble", count, pebble(24))))

    assert 0 == reading.open_edges(mesh)
    assert 200_000 < reading.volume(mesh) < 800_000


def test_the_big_mesh_comes_in_pieces_that_are_made_as_they_are_read() -> None:
    tracemalloc.start()
    try:
        read = sum(len(piece) for piece in islice(sample("pebble.stl").chunks(), 5))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert 800_000 < read < 1_000_000
    assert peak < 3_000_000
    assert 18_000_000 < sample("pebble.stl").size < 22_000_000


def test_the_broken_file_promises_more_triangles_than_it_has() -> None:
    broken, whole = content("broken.stl"), content("bracket.stl")

    assert whole.startswith(broken)
    assert len(broken) < len(whole)
