import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import requests
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.faults import DownloadFault, FileFault
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.persons.outcomes import NotAllowed
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.bolt_app import web_client
from tests.bot.sandbox.slack.full import FULL_MANIFEST

STL = Dropped(b"solid cube", "cube.stl")


def download(workspace: Workspace, url: str) -> requests.Response:
    token = workspace.world.installation.bot_token
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(url, headers=headers, allow_redirects=False, timeout=5)


def url_of(workspace: Workspace, name: str) -> str:
    file = next(f for f in workspace.world.files.values() if f.name == name)
    told = file.to_json(workspace.world.base_url, workspace.world.team.id)
    return str(told["url_private_download"])


def test_the_bot_downloads_what_a_person_dropped(workspace: Workspace) -> None:
    message = workspace.person("ben").drop(STL, text="please")
    info = web_client(workspace).files_info(file=message.message.files[0])["file"]

    assert "please\n[file: cube.stl]" == message.text
    assert (10, "hosted", "visible") == (info["size"], info["mode"], info["file_access"])
    assert "application/octet-stream" == info["mimetype"]
    assert message.message.ts == info["shares"]["public"][message.message.channel][0]["ts"]
    assert b"solid cube" == download(workspace, info["url_private_download"]).content
    assert b"solid cube" == download(workspace, info["url_private"]).content


def test_a_large_file_is_streamed_from_its_path(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "large.stl"
    path.write_bytes(bytes(range(256)) * 40_000)
    workspace.person("ben").drop(path)
    answer = download(workspace, url_of(workspace, "large.stl"))

    assert str(path.stat().st_size) == answer.headers["content-length"]
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(answer.content).digest()


def test_without_the_token_there_is_a_sign_in_page_instead_of_a_refusal(
    workspace: Workspace,
) -> None:
    workspace.person("ben").drop(STL)
    answer = requests.get(url_of(workspace, "cube.stl"), timeout=5)

    assert 200 == answer.status_code
    assert answer.headers["content-type"].startswith("text/html")


def test_without_files_read_there_is_a_sign_in_page_too() -> None:
    raw = FULL_MANIFEST.read_text().replace('"files:read",', "")
    workspace = Workspace(manifest=Manifest.parse(json.loads(raw)))
    with workspace.serve():
        message = workspace.person("ben").drop(STL)
        answer = download(workspace, url_of(workspace, "cube.stl"))
        with pytest.raises(SlackApiError, match="missing_scope"):
            web_client(workspace).files_info(file=message.message.files[0])

    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("fault", "status", "content"),
    [
        (DownloadFault.SIGN_IN_PAGE, 200, b"<!DOCTYPE html>"),
        (DownloadFault.MISSING, 404, b"file not"),
        (DownloadFault.REDIRECT, 302, b""),
        (DownloadFault.TRUNCATED, 200, b"solid"),
    ],
)
def test_a_download_fails_once_in_every_way_slack_knows(
    workspace: Workspace, fault: DownloadFault, status: int, content: bytes
) -> None:
    workspace.person("ben").drop(STL)
    workspace.faults.download.add(fault, name="*.stl")
    url = url_of(workspace, "cube.stl")
    first, second = download(workspace, url), download(workspace, url)

    assert status == first.status_code
    assert first.content.startswith(content)
    assert b"solid cube" == second.content
    assert (fault is DownloadFault.TRUNCATED) == (first.content == b"solid")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (FileFault.CHECK_FILE_INFO, {"mode": "file_access", "file_access": "check_file_info"}),
        (FileFault.TOMBSTONE, {"mode": "tombstone"}),
        (FileFault.HIDDEN_BY_LIMIT, {"mode": "hidden_by_limit"}),
        (FileFault.EXTERNAL, {"mode": "external", "is_external": True}),
        (FileFault.NO_TYPE, {"mimetype": "", "filetype": ""}),
    ],
)
def test_a_dropped_file_can_be_of_every_odd_kind(
    workspace: Workspace, fault: FileFault, told: dict[str, object]
) -> None:
    workspace.faults.file.add(fault)
    workspace.person("ben").drop(STL)
    channel = workspace.world.channel("#print-orders").id
    history = web_client(workspace).conversations_history(channel=channel)
    (file,) = history["messages"][0]["files"]

    assert told == {key: file[key] for key in told}


def test_an_external_file_points_to_a_foreign_host(workspace: Workspace) -> None:
    workspace.faults.file.add(FileFault.EXTERNAL)
    workspace.person("ben").drop(STL)

    assert not url_of(workspace, "cube.stl").startswith(workspace.world.base_url)


def test_a_deleted_file_is_gone(workspace: Workspace) -> None:
    ben = workspace.person("ben")
    message = ben.drop(STL, Dropped(b"solid two", "two.stl"))
    url = url_of(workspace, "cube.stl")
    ben.delete_file(message, "cube.stl")

    assert "[file deleted]\n[file: two.stl]" == message.text
    assert 404 == download(workspace, url).status_code
    with pytest.raises(SlackApiError, match="file_deleted"):
        web_client(workspace).files_info(file=message.message.files[0])


def test_a_file_is_only_for_bots_where_it_was_shared(workspace: Workspace) -> None:
    message = workspace.person("ben").drop(STL, channel="#random")

    with pytest.raises(SlackApiError, match="file_not_found"):
        web_client(workspace).files_info(file=message.message.files[0])
    assert 404 == download(workspace, url_of(workspace, "cube.stl")).status_code


def test_a_message_takes_ten_files(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.person("ben").drop(*[STL] * 11)


def test_the_bot_uploads_a_file_into_a_thread(workspace: Workspace) -> None:
    client = web_client(workspace)
    ben = workspace.person("ben")
    root = ben.say("Order")
    client.files_upload_v2(
        filename="picture.png",
        content=b"\x89PNG",
        channel=root.message.channel,
        thread_ts=root.message.ts,
        initial_comment="How it looks",
    )

    assert ["Order", "How it looks\n[file: picture.png]"] == [m.text for m in root.thread]


def test_an_uploaded_picture_can_stand_in_a_block(workspace: Workspace) -> None:
    client = web_client(workspace)
    channel = workspace.world.channel("#print-orders").id
    upload = client.files_upload_v2(filename="picture.png", content=b"\x89PNG")
    file = client.files_info(file=upload["file"]["id"])["file"]
    image: dict[str, Any] = {"type": "image", "alt_text": "a cube"}
    for named in ({"id": file["id"]}, {"url": file["url_private"]}, {"url": file["permalink"]}):
        image["slack_file"] = named
        client.chat_postMessage(channel=channel, text="Order", blocks=[image])

    assert ["[image: a cube]"] * 3 == [seen.text for seen in workspace.person("ben").screen()]
    for unknown in ({"id": "F0"}, {"url": f"{workspace.world.base_url}/files/U0/F0/x.png"}):
        image["slack_file"] = unknown
        with pytest.raises(SlackApiError, match="invalid_blocks"):
            client.chat_postMessage(channel=channel, text="Order", blocks=[image])
