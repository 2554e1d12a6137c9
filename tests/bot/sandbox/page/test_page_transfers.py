import contextlib
import socket
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.sandbox.town import Town
from tests.bot.sandbox.page.visitor import Visitor
from tests.bot.waiting import wait_for

MIB = 1 << 20
PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = "<script>alert(1)</script> ?#%2F\u202e ../..\\lts.stl"


def uploads(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "uploads").iterdir())


def test_an_upload_is_posted_and_downloaded_by_others(ada: Visitor, ben: Visitor) -> None:
    content = bytes(range(256)) * 5000
    ada.say("Here", files=[ada.upload("part.stl", content)])

    (file,) = ben.messages()[0]["files"]
    assert ("part.stl", len(content), False) == (file["name"], file["size"], file["image"])
    answer = ben.get(file["url"])
    assert content == answer.content
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "application/octet-stream" == answer.headers["Content-Type"]


def test_fifty_megabytes_go_both_ways_in_constant_memory(ada: Visitor, tmp_path: Path) -> None:
    piece = bytes(MIB)

    def content() -> Iterator[bytes]:
        for _ in range(50):
            yield piece

    tracemalloc.start()
    try:
        file = ada.upload("large.stl", content())
        ada.say("Large", files=[file])
        with ada._session.get(f"{ada.url}/files/{file}", stream=True, timeout=20) as answer:
            size = sum(len(chunk) for chunk in answer.iter_content(MIB))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert 50 * MIB == size
    assert [50 * MIB] == [path.stat().st_size for path in uploads(tmp_path)]
    assert peak < 12 * MIB


def test_an_upload_that_breaks_off_leaves_nothing(place: Town, tmp_path: Path) -> None:
    where = urlsplit(place.url)
    head = (
        "PUT /api/upload?as=ada&name=part.stl HTTP/1.1\r\n"
        f"Host: {where.netloc}\r\nX-Sandbox: 1\r\nContent-Length: 9000000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", where.port or 0)) as browser:
        browser.sendall(head.encode() + bytes(3 * MIB))
        wait_for(lambda: uploads(tmp_path))

    wait_for(lambda: not uploads(tmp_path))
    assert {} == place.stage.slack.world.files


def test_a_hostile_name_stays_as_it_is_and_does_no_harm(
    place: Town, ada: Visitor, ben: Visitor, tmp_path: Path
) -> None:
    ada.say("", files=[ada.upload(HOSTILE, b"solid part")])

    (file,) = ben.messages()[0]["files"]
    assert HOSTILE == file["name"]
    assert b"solid part" == ben.get(file["url"]).content
    assert tmp_path / "uploads" == uploads(tmp_path)[0].parent
    slack = place.stage.slack
    told = slack.world.files[file["id"]].to_json(slack.world.base_url, slack.world.team.id)
    token = {"Authorization": f"Bearer {slack.world.installation.bot_token}"}
    with ada._session.get(told["url_private_download"], headers=token, timeout=5) as answer:
        assert b"solid part" == answer.content


@pytest.mark.parametrize(
    ("name", "way", "kind"),
    [
        ("picture.png", "inline", "image/png"),
        ("page.html", "attachment", "application/octet-stream"),
        ("drawing.svg", "attachment", "application/octet-stream"),
    ],
)
def test_only_pictures_are_shown_in_the_page(ada: Visitor, name: str, way: str, kind: str) -> None:
    answer = ada.get(f"/files/{ada.upload(name, PNG)}")

    assert way == answer.headers["Content-Disposition"].partition(";")[0]
    assert kind == answer.headers["Content-Type"]


@pytest.mark.parametrize("name", ["", "x" * 256])
def test_a_name_that_no_file_can_have_is_refused(ada: Visitor, name: str) -> None:
    assert 400 == ada.put(name, b"").status_code


def test_somebody_elses_upload_cannot_be_posted(ada: Visitor, ben: Visitor) -> None:
    file = ada.upload("part.stl")

    refusal = (404, "This file is not there any more.")
    assert refusal == ben.could_not("say", channel=ben.channel(), text="", files=[file])


def test_a_deleted_file_is_not_given(ada: Visitor) -> None:
    file = ada.upload("part.stl")
    ts = ada.say("", files=[file])
    ada.did("delete", channel=ada.channel(), ts=ts)

    assert 404 == ada.get(f"/files/{file}").status_code
    assert 404 == ada.get("/files/F0NONE").status_code


def test_more_than_ten_files_are_too_many(ada: Visitor) -> None:
    files = [ada.upload(f"{number}.stl") for number in range(11)]

    assert 409 == ada.post("say", channel=ada.channel(), text="", files=files).status_code


def test_the_sample_parts_are_listed_and_downloaded(ada: Visitor) -> None:
    parts = ada.saw("/api/parts")

    assert {"bracket.stl", "bracket.3mf", "broken.stl"} < {part["name"] for part in parts}
    for part in parts:
        with contextlib.closing(ada.get(f"/parts/{part['name']}")) as answer:
            assert part["size"] == len(answer.content)
            assert "attachment" in answer.headers["Content-Disposition"]
    assert 404 == ada.get("/parts/none.stl").status_code
