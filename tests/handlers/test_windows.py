"""Windows that the acknowledgement exchanges, and what is shown in them afterwards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack.modal_stack import ModalStack
from bot.sandbox.slack.workspace import Workspace
from handlers.views.blocks import Block, named
from handlers.views.modals import message_form
from handlers.windows import refresh_named
from tests.bot.waiting import wait_for

WAITING = named("saving-1", message_form("Being saved …"))
SAVED = message_form("Saved.")


@pytest.fixture
def slack() -> Iterator[Workspace]:
    slack = Workspace()
    with slack.serve():
        yield slack


@pytest.fixture
def client(slack: Workspace) -> WebClient:
    return WebClient(slack.world.installation.bot_token, base_url=slack.api_url)


def shows(slack: Workspace, view: Block) -> None:
    """Have Ada's window exchanged, as Slack does when it has read an acknowledgement."""
    with slack.world.changes.making():
        ModalStack(slack.world).open(slack.person("ada").user.id, view)


def test_an_answer_that_comes_before_the_window_it_is_for_is_shown_in_it_all_the_same(
    slack: Workspace, client: WebClient
) -> None:
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(refresh_named, client, "saving-1", SAVED)
        wait_for(lambda: slack.calls)
        shows(slack, WAITING)
        answer.result()

    assert "not_found" == slack.calls[0].answer["error"]
    assert "Saved." in slack.person("ada").modal.text


def test_a_window_that_was_closed_is_let_go_of(slack: Workspace, client: WebClient) -> None:
    refresh_named(client, "saving-1", SAVED, patience=0.0)

    assert ["not_found"] == [call.answer["error"] for call in slack.calls]
    assert not slack.person("ada").has_modal
