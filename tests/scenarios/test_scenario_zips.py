"""A zip in an order: what is in it is told, and it is forwarded as it is."""

import hashlib

from bot.preview.looking import Preview
from tests.bot.preview import files
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House


def test_a_zip_tells_what_is_in_it_and_arrives_as_it_is(house: House, case: Case) -> None:
    held: dict[str, str | bytes] = {
        "parts/": "",
        "parts/bracket.stl": CUBE,
        "parts/lid.stl": CUBE,
        "read me.txt": "PA12",
    }
    content = files.archive(held)
    house.looker.behind = Preview()
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


def test_a_zip_with_very_many_files_counts_them(house: House, case: Case) -> None:
    house.looker.behind = Preview()
    content = files.archive({f"part-{number:03}.stl": "" for number in range(200)})
    case.answered().with_part("parts.zip", content)

    assert "200 files in it: part-000.stl, " in case.told_of("parts.zip").text
    assert "part-011.stl and 188 more." in case.told_of("parts.zip").text
