import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent, stl


@pytest.fixture
def basket(agent: Agent, ada: Customer) -> int:
    return agent.basket_for(ada)


@pytest.fixture
def line(agent: Agent, basket: int) -> int:
    line: int = agent.post(f"baskets/{basket}/lines/")["id"]
    return line


def status(agent: Agent, basket: int, line: int) -> Any:
    return agent.get(f"baskets/{basket}/lines/{line}/file-status/")["status"]


def test_an_upload_is_attached_to_its_line(agent: Agent, basket: int, line: int) -> None:
    answer = agent.upload(basket, line, name="größe 2.stl", unit="inch")

    file = answer.json()
    assert 201 == answer.status_code
    assert ("größe 2.stl", "inch", 684) == (file["name"], file["unit"], file["fileSize"])
    assert file == agent.get(f"baskets/{basket}/lines/{line}/")["file"]
    assert {"status": "finished"} == agent.get(f"{API}/files/status/{file['uuid']}/")


def test_the_analysis_takes_its_time(
    agent: Agent, vendor: Local3yourmind, basket: int, line: int
) -> None:
    now = 1_000_000.0
    vendor.world.clock = lambda: now
    vendor.world.analysis_seconds = 0.3

    seen = [agent.upload(basket, line).json()["status"]]
    now += 0.2
    seen.append(status(agent, basket, line))
    now += 0.2
    seen.append(status(agent, basket, line))

    assert ["analysing", "analysing", "finished"] == seen


def test_a_second_upload_replaces_the_first(agent: Agent, basket: int, line: int) -> None:
    agent.upload(basket, line, name="first.stl")
    agent.upload(basket, line, name="second.stl")

    assert "second.stl" == agent.get(f"baskets/{basket}/lines/{line}/")["file"]["name"]


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("3D/3dmodel.model", "<model/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        (("a.stl", stl()), "finished"),
        (("a.STL", b"solid cube\n facet normal 0 0 1\n"), "finished"),
        (("a.stl", b"this is not a mesh at all"), "failed"),
        (("a.stl", stl()[:-1]), "failed"),
        (("a.3mf", zipped()), "finished"),
        (("a.3mf", stl()), "failed"),
        (("a.zip", zipped()), "finished"),
        (("a.obj", b"# made by hand\nv 0 0 0\n"), "finished"),
        (("a.obj", b"<html>"), "failed"),
        (("a.step", b"ISO-10303-21;"), "finished"),
        (("a.ply", b"ply\nformat ascii 1.0\n"), "finished"),
        (("a.dae", b'<?xml version="1.0"?><COLLADA/>'), "finished"),
    ],
)
def test_the_analysis_looks_at_the_content(
    agent: Agent, basket: int, line: int, part: tuple[str, bytes], verdict: str
) -> None:
    agent.upload(basket, line, name=part[0], content=part[1])

    assert verdict == status(agent, basket, line)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "notes.txt"}, {"file": ['File extension ".txt" is not allowed.']}),
        ({"name": "noending"}, {"file": ['File extension "" is not allowed.']}),
        ({"content": b""}, {"file": ["The submitted file is empty."]}),
        ({"unit": "cm"}, {"unit": ['"cm" is not a valid choice.']}),
    ],
)
def test_refuses_an_upload_with(
    agent: Agent, basket: int, line: int, changes: dict[str, Any], problem: dict[str, Any]
) -> None:
    answer = agent.upload(basket, line, **changes)

    assert (400, problem) == (answer.status_code, answer.json())
    assert status(agent, basket, line) is None


def test_refuses_an_upload_to_a_line_of_another_basket(
    agent: Agent, ada: Customer, line: int
) -> None:
    answer = agent.upload(agent.basket_for(ada), line)

    assert (400, ["lineId"]) == (answer.status_code, list(answer.json()))


def test_refuses_an_upload_without_file_or_place(agent: Agent) -> None:
    path = f"{API}/files/"
    nameless = agent.ask("POST", path, files={"unit": (None, "mm")})
    placeless = agent.ask("POST", path, files={"file": ("a.stl", stl())})
    formless = agent.ask("POST", path, json={})

    assert (400, ["file"]) == (nameless.status_code, list(nameless.json()))
    assert (400, ["basketId", "lineId"]) == (placeless.status_code, list(placeless.json()))
    assert 415 == formless.status_code


def test_a_body_that_is_no_multipart_is_refused(agent: Agent) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=boundary"}
    body = b"--boundaryd\r\nsomething\r\n"

    assert 400 == agent.ask("POST", f"{API}/files/", headers=headers, data=body).status_code


def test_takes_basket_and_line_from_the_query_as_well(agent: Agent, basket: int, line: int) -> None:
    path = f"{API}/files/?basket_id={basket}&lineId={line}"

    answer = agent.ask("POST", path, files={"file": ("cube.stl", stl())})

    assert (201, "mm") == (answer.status_code, answer.json()["unit"])


def test_the_status_of_an_unknown_file_is_not_found(agent: Agent) -> None:
    assert 404 == agent.ask("GET", f"{API}/files/status/none/").status_code


def test_a_large_upload_takes_little_memory(agent: Agent, basket: int, line: int) -> None:
    facets, chunk = 600_000, bytes(50_000)
    digest = hashlib.sha256()

    def body() -> Iterator[bytes]:
        fields = {"basket_id": basket, "line_id": line, "unit": "mm"}
        for name, value in fields.items():
            part = f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            yield part.encode()
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.stl"\r\n\r\n'
        for piece in [stl(0)[:80], facets.to_bytes(4, "little"), *[chunk] * (facets // 1000)]:
            digest.update(piece)
            yield piece
        yield b"\r\n--x--\r\n"

    tracemalloc.start()
    answer = agent.ask(
        "POST",
        f"{API}/files/",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
        data=body(),
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    (record,) = agent.vendor.log.matching("POST", "*/files/")
    assert (201, "finished") == (answer.status_code, answer.json()["status"])
    assert record.file is not None
    assert (30_000_084, digest.hexdigest()) == (record.file.size, record.file.sha256)
    assert peak < 8_000_000
