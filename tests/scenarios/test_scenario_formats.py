"""Files of every format that the bot reads, really looked at, in whole orders."""

import hashlib

import pytest

from bot.preview.looking import Preview
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.talking import Dropped
from tests.bot.preview import files
from tests.bot.preview.shapes import box
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House

BOX = box((40, 30, 20))
STEP_HEAD = b"ISO-10303-21;\n#1=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.));\n"
SIZE = "40.0 × 30.0 × 20.0 mm (1.6 × 1.2 × 0.79 inch) · 24.0 cm³ · 12 triangles · "
SIZE_OF_INCHES = "50.8 × 25.4 × 12.7 mm (2.0 × 1 × 0.5 inch) · 16.4 cm³ · 12 triangles · "
TOLD = {
    "binary.stl": (files.stl(BOX), f"{SIZE}binary STL"),
    "ascii.stl": (files.stl_text(BOX), f"{SIZE}ASCII STL"),
    "plain.obj": (files.obj(BOX), f"{SIZE}OBJ"),
    "plain.3mf": (files.boxed_3mf(BOX), f"{SIZE}3MF, drawn in millimetres"),
    "imperial.3mf": (
        files.boxed_3mf(box((2, 1, 0.5)), "inch"),
        f"{SIZE_OF_INCHES}3MF, drawn in inches",
    ),
    "plain.step": (STEP_HEAD, "STEP, drawn in millimetres"),
}
DRAWN = frozenset(TOLD) - {"plain.step"}


@pytest.fixture(autouse=True)
def eyes(house: House) -> None:
    """Let the bot really look at files."""
    house.looker.behind = Preview()


@pytest.mark.slow
def test_every_format_is_told_and_drawn_and_ordered(case: Case) -> None:
    case.answered()
    case.ben.drop(*[Dropped(held, name) for name, (held, _) in TOLD.items()], thread=case.card)
    told = {name: case.told_of(name) for name in TOLD}
    case.offers("Place order")

    for name, (_, words) in TOLD.items():
        assert f"📐 {name} {words}" == told[name].lines[0]
    assert DRAWN == {name for name, message in told.items() if is_pictured(message)}
    assert not [name for name, message in told.items() if message.buttons]
    arrived = case.place().placed().lines
    assert list(TOLD) == [line.file.name for line in arrived if line.file]


def is_pictured(message: MessageView) -> bool:
    return any(block["type"] == "image" for block in message.message.blocks)


def test_a_zip_tells_what_is_in_it_and_arrives_as_it_is(case: Case) -> None:
    held: dict[str, str | bytes] = {
        "parts/": "",
        "parts/bracket.stl": CUBE,
        "parts/lid.stl": CUBE,
        "read me.txt": "PA12",
    }
    content = files.archive(held)
    case.answered().with_part("parts.zip", content)

    told = case.told_of("parts.zip").text
    assert "3 files in it: parts/bracket.stl, parts/lid.stl and read me.txt." in told
    assert not case.told_of("parts.zip").buttons
    order = case.place().placed()
    assert ["parts.zip"] == [line.file.name for line in order.lines if line.file]
    (upload,) = case.requests("POST", "/api/v2.0/files/")
    assert upload.file is not None
    assert (len(content), hashlib.sha256(content).hexdigest()) == (
        upload.file.size,
        upload.file.sha256,
    )


def test_a_zip_with_very_many_files_counts_them(case: Case) -> None:
    content = files.archive({f"part-{number:03}.stl": "" for number in range(200)})
    case.answered().with_part("parts.zip", content)

    assert "200 files in it: part-000.stl, " in case.told_of("parts.zip").text
    assert "part-011.stl and 188 more." in case.told_of("parts.zip").text
