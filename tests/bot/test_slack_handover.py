"""Files that the bot hands to people, by real uploads to the local Slack."""

import io
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.workspace import Workspace
from bot.slack_handover import SlackHandover
from bot.slack_uploads import SlackUploads
from state.handover import NotHandedOver
from tests.bot.threeyourmind.sockets import nobody_listening

LOCAL = frozenset({"127.0.0.1"})
CSV = b'"a","b"\r\n' * 1_000


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = Workspace()
    with workspace.serve():
        yield workspace


def give(workspace: Workspace, hosts: frozenset[str] = LOCAL, url: str = "") -> None:
    token, api = workspace.world.installation.bot_token, url or workspace.api_url
    client = WebClient(token, base_url=api, retry_handlers=[])
    handover = SlackHandover(client, SlackUploads(client, hosts))
    file = io.BytesIO(CSV)
    file.read()
    handover.give(file, "orders.csv", workspace.world.user("ada").id, "Two *orders*.")


def test_the_file_comes_to_the_conversation_with_the_bot(workspace: Workspace) -> None:
    give(workspace)
    message = workspace.person("ada").sees("Two orders.", channel="@printdesk")
    (file,) = (workspace.world.files[file] for file in message.message.files)

    assert ("orders.csv", CSV) == (file.name, file.content)
    assert [message.message.channel] == list(file.shares)


@pytest.mark.parametrize(
    "method",
    ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"],
)
@pytest.mark.parametrize("fault", [ApiFault(error="missing_scope"), ApiFault(status=500)])
def test_a_slack_that_takes_no_file_is_told(
    workspace: Workspace, method: str, fault: ApiFault
) -> None:
    workspace.faults.api.add(fault, name=method, times=None)

    with pytest.raises(NotHandedOver, match="Slack says"):
        give(workspace)


def test_nothing_is_sent_to_a_host_that_is_not_slacks(workspace: Workspace) -> None:
    with pytest.raises(NotHandedOver, match="not Slack's"):
        give(workspace, hosts=frozenset({"files.slack.com"}))


def test_a_slack_that_cannot_be_reached_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotHandedOver, match="Error"):
        give(workspace, url=f"{nobody_listening()}/")
