import json
from typing import Any

import pytest

from bot.preview import limits
from bot.preview.answer import look_of
from state.facts import Facts, Format
from state.ports import Look
from tests.bot.preview import files
from tests.bot.preview.shapes import box
from tests.bot.preview.studying import look

CUBE = look(files.stl(box()))
LINE = b'{"format": "OBJ"}\n'


def line(**told: Any) -> bytes:
    return json.dumps({"format": "OBJ", **told}).encode() + b"\n"


UNBELIEVABLE: dict[str, bytes] = {
    "nothing": b"",
    "no line": b'{"format": "OBJ"}',
    "null": b"null\n",
    "no object": b"[]\n",
    "no JSON": b"{format: OBJ}\n",
    "no text": b"\xff\xfe\x00\n",
    "no format": b"{}\n",
    "an unknown format": line(format="GIF"),
    "an unknown key": line(colour="red"),
    "a volume that is no number": line(volume=float("nan")),
    "an endless volume": line(volume=float("inf")),
    "a negative volume": line(volume=-1.0),
    "a volume in words": line(volume="1000"),
    "a size that is no number": line(size=[1.0, float("nan"), 1.0]),
    "a size of two sides": line(size=[1.0, 2.0]),
    "a negative number of triangles": line(triangles=-1),
    "half a triangle": line(triangles=0.5),
    "an unknown oddity": line(findings=[{"oddity": "ugly"}]),
    "a name that is none": line(contents=[1]),
    "a long story": line(contents=["x" * limits.FACTS_BYTES]),
    "deep brackets": b"[" * 50_000 + b"\n",
}


@pytest.mark.parametrize("answer", UNBELIEVABLE.values(), ids=UNBELIEVABLE)
def test_facts_that_make_no_sense_are_not_taken(answer: bytes) -> None:
    assert Look() == look_of(answer)
    assert CUBE.picture is not None
    assert Look() == look_of(answer + CUBE.picture) or not answer.endswith(b"\n")


def test_facts_are_taken_without_a_picture() -> None:
    assert Look(Facts(format=Format.OBJ)) == look_of(LINE)


def test_a_picture_is_taken_as_it_is() -> None:
    assert CUBE.picture is not None

    assert Look(Facts(format=Format.OBJ), CUBE.picture) == look_of(LINE + CUBE.picture)


def other_size(picture: bytes) -> bytes:
    return picture[:16] + (4096).to_bytes(4, "big") + picture[20:]


def test_what_is_no_picture_of_the_promised_size_is_not_taken() -> None:
    assert CUBE.picture is not None
    whole = CUBE.picture

    for picture in (b"GIF89a", whole[:-1], whole[1:], whole[:40], other_size(whole), whole * 2):
        assert look_of(LINE + picture).picture in (None, whole * 2)


def test_names_are_few_short_and_show_what_they_are() -> None:
    names = ["a\u202egpj.exe", "tab\tand\nnewline", "x" * 5000, *["more"] * 500]
    found = look_of(line(contents=names)).facts

    assert found is not None
    assert ("agpj.exe", "tabandnewline", "x" * limits.NAME_LENGTH) == found.contents[:3]
    assert limits.CONTENTS == len(found.contents)
