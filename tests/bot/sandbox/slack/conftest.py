"""A served workspace that is as strict as Slack, and quicker to lose patience."""

from collections.abc import Iterator

import pytest

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.full import full_manifest


@pytest.fixture
def workspace(request: pytest.FixtureRequest) -> Iterator[Workspace]:
    ack_within = getattr(request, "param", 3.0)
    workspace = Workspace(
        full_manifest(), Conditions(ack_within=ack_within, retry_after=(0.05, 0.05, 0.05))
    )
    with workspace.serve():
        yield workspace
