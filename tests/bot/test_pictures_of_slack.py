"""Pictures that the bot puts into Slack, by real uploads to the local one."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.workspace import Workspace
from bot.slack_pictures import SlackPictures
from bot.slack_uploads import SlackUploads
from tests.bot.threeyourmind.sockets import nobody_listening
from tests.drawn import a_png

PNG = a_png(4, 3)
LOCAL = frozenset({"127.0.0.1"})


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = Workspace()
    with workspace.serve():
        yield workspace


def pictures_of(
    workspace: Workspace, hosts: frozenset[str] = LOCAL, slept: list[float] | None = None
) -> SlackPictures:
    client = WebClient(workspace.world.installation.bot_token, base_url=workspace.api_url)
    waits = (slept if slept is not None else []).append
    return SlackPictures(client, SlackUploads(client, hosts), waits)


def keep(pictures: SlackPictures) -> str | None:
    return pictures.keep(PNG, "bracket.png", "Picture of bracket.stl")


def test_a_picture_is_kept_and_can_be_shown(workspace: Workspace) -> None:
    file = keep(pictures_of(workspace))

    assert file is not None
    kept = workspace.world.files[file]
    assert (PNG, "bracket.png", "image/png") == (kept.content, kept.name, kept.mimetype)
    assert {} == kept.shares
    image = {"type": "image", "alt_text": "a bracket", "slack_file": {"id": file}}
    channel = workspace.world.channel("#print-orders").id
    client = WebClient(workspace.world.installation.bot_token, base_url=workspace.api_url)
    assert client.chat_postMessage(channel=channel, text="seen", blocks=[image])["ok"]


def test_a_picture_has_words_for_those_who_do_not_see_it(workspace: Workspace) -> None:
    keep(pictures_of(workspace))

    (asked,) = (c for c in workspace.calls if c.method == "files.getUploadURLExternal")
    assert ("bracket.png", str(len(PNG)), "Picture of bracket.stl") == tuple(
        str(asked.arguments[name]) for name in ("filename", "length", "alt_txt")
    )


def test_nothing_is_sent_to_a_host_that_is_not_slacks(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    assert keep(pictures_of(workspace, frozenset({"files.slack.com"}))) is None
    assert {} == workspace.world.files
    assert "not Slack's" in caplog.text


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [ApiFault(error="missing_scope"), ApiFault(status=500)])
def test_a_slack_that_takes_no_picture_is_borne(
    workspace: Workspace, method: str, fault: ApiFault
) -> None:
    workspace.faults.api.add(fault, name=method, times=None)

    assert keep(pictures_of(workspace)) is None


def test_a_picture_whose_kind_slack_does_not_tell_is_kept_all_the_same(
    workspace: Workspace,
) -> None:
    workspace.faults.api.add(ApiFault(error="fatal_error"), name="files.info", times=None)

    assert keep(pictures_of(workspace)) in workspace.world.files


def test_a_slack_that_cannot_be_reached_is_borne() -> None:
    client = WebClient("xoxb-1", base_url=f"{nobody_listening()}/", retry_handlers=[])

    assert keep(SlackPictures(client, SlackUploads(client, LOCAL), lambda _: None)) is None
