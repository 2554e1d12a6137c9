import pytest

from state.facts import Facts, Format
from tests.bot.preview.studying import facts, look

CORNERS = "\n".join(f"v {x} {y} {z}" for x in (0, 10) for y in (0, 10) for z in (0, 10)) + "\n"
QUADS = ((1, 2, 4, 3), (5, 7, 8, 6), (1, 5, 6, 2), (3, 4, 8, 7), (1, 3, 7, 5), (2, 6, 8, 4))
"""The faces of that cube, outward."""


def faces(words: str = "{}", shift: int = 0) -> str:
    lines = (" ".join(words.format(n + shift) for n in quad) for quad in QUADS)
    return "".join(f"f {line}\n" for line in lines)


CUBES: dict[str, str] = {
    "squares": CORNERS + faces(),
    "with textures and normals": CORNERS + faces("{}/1/2"),
    "with normals alone": CORNERS + faces("{}//7"),
    "counted backwards": CORNERS + faces(shift=-9),
    "colours behind the corners": CORNERS.replace("\n", " 0.5 0.5 1\n") + faces(),
    "indented": "  " + CORNERS.replace("\n", "\n\t") + faces().replace("f ", "  f  "),
    "lines of another system": (CORNERS + faces()).replace("\n", "\r\n"),
    "broken lines": (CORNERS + faces()).replace("f 1 2", "f 1 \\\n 2"),
    "things that are not drawn": f"# a cube\no cube\ng x\n{CORNERS}vn 0 0 1\ns off\n{faces()}",
    "no newline at the end": (CORNERS + faces()).rstrip(),
}


@pytest.mark.parametrize("text", CUBES.values(), ids=CUBES)
def test_an_obj_can_be_written_in_many_ways(text: str) -> None:
    assert Facts(format=Format.OBJ, size=(10, 10, 10), volume=1000, triangles=12) == facts(
        text.encode()
    )


def test_relative_corners_count_from_their_own_line() -> None:
    # Each cube names its own corners by the same numbers, wherever in the file it stands.
    text = (CORNERS + faces(shift=-9)) * 3

    assert (36, 3000) == told(text.encode())


def test_relative_corners_are_right_across_blocks_of_a_long_file() -> None:
    padding = "# " + "x" * 1000 + "\n"
    text = (CORNERS + padding * 700 + faces(shift=-9) + padding * 700) * 7

    assert (84, 7000) == told(text.encode())


BROKEN_OBJ: dict[str, str] = {
    "a corner that does not exist": CORNERS + "f 1 2 9\n",
    "corner zero": CORNERS + "f 0 1 2\n",
    "before the first corner": CORNERS + "f -9 -8 -7\n",
    "a corner with a number like a book": CORNERS + "f 1 2 " + "9" * 5000 + "\n",
    "a corner with a number like a line": CORNERS + "f 1 2 99999999999\n",
    "a word for a number": CORNERS.replace("10", "ten", 1) + faces(),
    "a word for a corner": CORNERS + "f 1 2 three\n",
    "no faces": CORNERS,
    "a polygon of 1001 corners": CORNERS + "f" + " 1" * 1001 + "\n",
}


@pytest.mark.parametrize("text", BROKEN_OBJ.values(), ids=BROKEN_OBJ)
def test_a_broken_obj_has_nothing_but_its_format(text: str) -> None:
    assert look(text.encode()).facts == Facts(format=Format.OBJ)


def test_an_obj_is_known_by_its_name_when_its_beginning_is_silent() -> None:
    text = "# nothing but words\n" * 5000 + CORNERS + faces()

    assert look(text.encode()).facts is None
    assert 1000 == facts(text.encode(), ".obj").volume


def told(content: bytes) -> tuple[int | None, float | None]:
    found = facts(content)
    return found.triangles, found.volume
