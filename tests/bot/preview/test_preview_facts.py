from collections.abc import Callable

import numpy as np
import pytest

from bot.preview import limits
from state.facts import Facts, Finding, Format, Oddity
from tests.bot.preview import files
from tests.bot.preview.shapes import Triangles, ball, box, flipped, joined, without
from tests.bot.preview.studying import facts, look, odd

CUBE = box()
WRITERS: dict[Format, Callable[[Triangles], bytes]] = {
    Format.BINARY_STL: files.stl,
    Format.ASCII_STL: files.stl_text,
    Format.OBJ: files.obj,
    Format.THREE_MF: files.boxed_3mf,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_sound_part_has_a_box_a_volume_and_nothing_odd(kind: Format) -> None:
    unit = 1.0 if kind is Format.THREE_MF else None

    assert Facts(
        format=kind, size=(10, 20, 30), volume=6000, triangles=12, mm_per_unit=unit
    ) == facts(WRITERS[kind](box((10, 20, 30), at=(-5, 7, 100))))


def test_a_part_far_from_the_origin_keeps_its_volume() -> None:
    assert pytest.approx(1000, rel=1e-6) == facts(files.stl(box(at=(1e5, -1e5, 1e5)))).volume


def test_zeros_with_a_sign_are_the_same_point() -> None:
    minus = CUBE.copy()
    minus[::2][minus[::2] == 0] = -0.0

    assert 1000 == facts(files.stl(minus)).volume


NAN, FAR = CUBE.copy(), CUBE.copy()
NAN[3, 1, 2], NAN[7, 0, 0] = np.nan, np.inf
FAR[0, 0, 0] = 3e38
SHEET = joined(CUBE[:2], flipped(CUBE[:2]))
POINT = np.zeros((12, 3, 3))
ODD: dict[str, tuple[bytes, list[Finding]]] = {
    "a face is missing": (files.stl(without(CUBE, 5)), [odd(Oddity.OPEN, 3)]),
    "two halves are missing": (
        files.stl(joined(without(CUBE, 0), without(ball(at=(50, 0, 0)), 1))),
        [odd(Oddity.OPEN, 6)],
    ),
    "a face is doubled": (files.stl(joined(CUBE, CUBE[:1])), [odd(Oddity.OPEN, 3)]),
    "a face looks inward": (files.stl(flipped(CUBE, 4)), [odd(Oddity.TWISTED)]),
    "all faces look inward": (files.stl(flipped(CUBE)), [odd(Oddity.INSIDE_OUT)]),
    "a sheet with two sides": (files.stl(SHEET), [odd(Oddity.NO_SOLID)]),
    "all corners in one point": (files.stl(POINT), [odd(Oddity.NO_SOLID)]),
    "corners that are no numbers": (
        files.stl(NAN),
        [odd(Oddity.NOT_FINITE, 2), odd(Oddity.OPEN, 6)],
    ),
    "a corner absurdly far away": (
        files.stl(FAR),
        [odd(Oddity.NOT_FINITE, 1), odd(Oddity.OPEN, 3)],
    ),
    "a text with words for numbers": (
        files.stl_text(CUBE).replace(b"vertex 0 0 0", b"vertex zero 0 0", 1),
        [odd(Oddity.NOT_FINITE, 1), odd(Oddity.OPEN, 3)],
    ),
    "more announced than there is": (
        files.stl(CUBE, announced=4_000_000_000),
        [odd(Oddity.WRONG_COUNT, 4_000_000_000)],
    ),
    "less announced than there is": (
        files.stl(CUBE, announced=2),
        [odd(Oddity.WRONG_COUNT, 2)],
    ),
    "something behind the triangles": (
        files.stl(CUBE) + b"colours",
        [odd(Oddity.WRONG_COUNT, 12)],
    ),
    "cut off in the midst of a triangle": (
        files.stl(CUBE)[:-20],
        [odd(Oddity.TRUNCATED), odd(Oddity.OPEN, 3)],
    ),
    "a text without its end": (
        files.stl_text(CUBE, end=""),
        [odd(Oddity.TRUNCATED)],
    ),
    "a text cut off in the midst of a triangle": (
        files.stl_text(CUBE)[:-60],
        [odd(Oddity.TRUNCATED), odd(Oddity.OPEN, 3)],
    ),
    "no triangles in a text": (files.stl_text(CUBE[:0]), [odd(Oddity.NO_SOLID)]),
    "an archive without its end": (
        files.boxed_3mf(CUBE)[:-30],
        [odd(Oddity.TRUNCATED)],
    ),
}


@pytest.mark.parametrize("case", ODD.values(), ids=ODD)
def test_what_is_odd_is_found(case: tuple[bytes, list[Finding]]) -> None:
    content, findings = case

    assert findings == list(facts(content).findings)


def test_only_a_closed_and_consistent_surface_has_a_volume() -> None:
    assert facts(files.stl(without(CUBE, 5))).volume is None
    assert facts(files.stl(flipped(CUBE, 4))).volume is None
    assert 1000 == facts(files.stl(flipped(CUBE))).volume
    assert 0 == facts(files.stl(SHEET)).volume


def test_what_a_lying_file_holds_counts() -> None:
    assert (12, 1000) == told(files.stl(CUBE, announced=4_000_000_000))
    assert (12, 1000) == told(files.stl(CUBE, announced=2))
    assert (12, 1000) == told(files.stl(CUBE) + b"colours")


def test_a_binary_file_that_begins_like_a_text_is_binary() -> None:
    content = files.stl(CUBE, header=b"solid part\n facet normal 0 0 0")

    assert Format.BINARY_STL == facts(content).format
    assert (12, 1000) == told(content)


def test_a_binary_file_of_another_length_than_announced_is_an_stl_by_its_name_alone() -> None:
    content = files.stl(CUBE)[:-20]

    assert Format.BINARY_STL == facts(content, ".stl").format
    assert look(content, ".3ds").facts is None
    assert Format.BINARY_STL == facts(files.stl(CUBE), ".3ds").format


def test_open_edges_of_a_large_mesh_are_found_but_not_counted() -> None:
    many = limits.COUNTED_TRIANGLES + 1
    one = files.stl(CUBE[:1])[84:]
    content = bytes(80) + many.to_bytes(4, "little") + one * many

    assert (odd(Oddity.OPEN),) == facts(content).findings


NOTHING: dict[str, bytes] = {
    "empty": b"",
    "fifty bytes": bytes(50),
    "no triangles": files.stl(CUBE[:0]),
    "half a triangle": files.stl(CUBE[:1])[:-25],
    "a note": b"This is a shopping list: paper, tape, coffee.\n" * 20,
    "noise": bytes(range(256)) * 300,
    "a text with a null byte": b"solid x\n" + bytes(range(256)) * 300,
    "a text of two bytes a letter": files.stl_text(CUBE).decode().encode("utf-16"),
}


@pytest.mark.parametrize("content", NOTHING.values(), ids=NOTHING)
def test_what_is_no_part_has_no_facts_and_no_picture(content: bytes) -> None:
    assert look(content) == look(b"")
    assert look(content).facts is None


def told(content: bytes) -> tuple[int | None, float | None]:
    found = facts(content)
    return found.triangles, found.volume
