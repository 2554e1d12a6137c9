"""Slack says 429: whatever was to be said or fetched waits as long as it was asked to."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.doors import Doors
from bot.every import Every
from bot.health import Health
from bot.observing import unwatched
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.faults import ApiFault, DownloadFault
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.settings import Settings
from bot.slack import bolt_app, web_client
from bot.slack_download import Downloader
from bot.slack_uploads import SlackUploads, Upload
from bot.socket_door import Rhythm
from state.ports import DeskHealth
from tests.bot.waiting import wait_for

BUSY = ApiFault(status=429, error="ratelimited", retry_after=1)
pytestmark = pytest.mark.slow

LOCAL = frozenset({"127.0.0.1"})
PACE = Conditions(posts_per_second=4.0, post_burst=2)


@pytest.fixture(scope="module")
def slack() -> Iterator[Workspace]:
    workspace = Workspace(conditions=PACE)
    with workspace.serve():
        yield workspace


@pytest.fixture(scope="module")
def settings(slack: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("data")
    return Stage(slack, Local3yourmind(), "http://127.0.0.1", folder).settings()


def test_a_call_waits_as_long_as_it_was_asked_to(slack: Workspace, settings: Settings) -> None:
    client = web_client(settings, settings.slack_bot_token.get_secret_value())
    slack.faults.api.add(BUSY, name="auth.test", times=2)
    begun = time.monotonic()

    assert client.auth_test()["ok"]
    assert time.monotonic() - begun >= 2


@pytest.fixture
def responder(settings: Settings) -> Iterator[None]:
    """A bot that answers every command when it has been acknowledged."""
    app, pool = bolt_app(settings), ThreadPoolExecutor(1)

    @app.command("/order")
    def order(ack: Any, respond: Any, command: Any) -> None:
        ack()
        pool.submit(respond, f"Gladly {command['text']}")

    way_in = Doors(settings, unwatched, Health(9.0, DeskHealth), None, Rhythm(), Every()).to_slack(
        app
    )
    way_in.open()
    with closing(way_in), pool:
        yield


@pytest.mark.usefixtures("responder")
def test_an_answer_to_what_somebody_did_waits(slack: Workspace) -> None:
    ada = slack.person("ada")
    slack.faults.webhook.add(BUSY, name="respond", times=2)
    ada.command("/order", "once", channel="#print-orders")

    slack.wait_for(lambda: "Gladly once" in ada.sight.everything(), 20)


@pytest.mark.usefixtures("responder")
def test_an_answer_that_does_not_arrive_is_a_line_of_the_log(
    slack: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.webhook.add(ApiFault(status=500), name="respond")
    slack.person("ada").command("/order", "never", channel="#print-orders")

    wait_for(lambda: "an answer did not arrive: Slack says 500" in caplog.messages)


def test_a_download_waits(slack: Workspace) -> None:
    content = b"solid part"
    message = slack.person("ben").drop(Dropped(content, "part.stl"))
    file = slack.world.files[message.message.files[0]]
    slack.faults.download.add(DownloadFault.BUSY, name="part.stl")
    url = f"{slack.world.base_url}/files-pri/{slack.world.team.id}-{file.id}/download/part.stl"
    answer = Downloader(LOCAL).get(url, slack.world.installation.bot_token)

    assert content == answer.content


@pytest.mark.parametrize("as_file", [False, True])
def test_an_upload_waits_and_is_whole(
    slack: Workspace, settings: Settings, tmp_path: Path, *, as_file: bool
) -> None:
    content = b"picture" * 100
    (tmp_path / "part.png").write_bytes(content)
    client = web_client(settings, settings.slack_bot_token.get_secret_value())
    slack.faults.webhook.add(BUSY, name="upload")
    with (tmp_path / "part.png").open("rb") as file:
        upload = Upload("part.png", file if as_file else content, len(content), "A part")
        kept = SlackUploads(client, LOCAL).put(upload)

    assert content == b"".join(slack.world.files[kept].chunks(len(content)))


def test_many_messages_for_one_channel_all_arrive_at_its_pace(
    slack: Workspace, settings: Settings
) -> None:
    client = web_client(settings, settings.slack_bot_token.get_secret_value())
    channel = slack.world.channel("#print-orders").id
    words = [f"message {n}" for n in range(8)]
    with ThreadPoolExecutor(len(words)) as pool:
        list(pool.map(lambda text: client.chat_postMessage(channel=channel, text=text), words))

    posted = [call for call in slack.calls if call.method == "chat.postMessage"]
    there = {message.text for message in slack.world.channel("#print-orders").messages}
    assert set(words) <= there
    assert 429 in {call.status for call in posted}
