"""Acknowledgements in Socket Mode, against Bolt apps with one listener, each in its workspace."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.bot_process import bot_process
from bot.sandbox.slack.delivery.parcels import Parcel
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bench import bare
from tests.bench.ack_http import HELP, NEAR, ORDERS, ROUNDS
from tests.bench.asked import PEOPLE, ROOMY, Asked, Payload
from tests.bench.contest import Contest, Runner
from tests.bench.figures import Row, sized
from tests.bench.load import Took
from tests.bench.processes import Watched, line, program

COUNTS = {1: sized(400, 40), 8: sized(800, 80), 32: sized(960, 96)}
"""How many envelopes are sent, so many at once."""


def rows() -> Iterator[Row]:
    """Measure commands and forms."""
    slack = Workspace(conditions=ROOMY)
    with (
        ExitStack() as stack,
        TemporaryDirectory() as folder,
        staged(slack, Local3yourmind(), Path(folder)) as stage,
        bot_process(stage) as bot,
    ):
        asked = Asked(slack)
        watched = Watched(bot.pid or 0)
        whole = Runner("bot", _way(slack, HELP.decode()), settle=watched.settle)
        whole.send([asked.command("help") for _ in range(PEOPLE)], 8)
        asked.fill_in()
        forms = Runner("bot", _way(slack, "response_action"), settle=watched.settle)
        contests = (
            Contest(
                "Socket Mode: command",
                (whole, _bare(stack, "command")),
                lambda _: asked.command("help"),
            ),
            Contest(
                "Socket Mode: form, to be corrected",
                (forms, _bare(stack, "form")),
                lambda _: asked.mistaken(ORDERS[0]),
            ),
        )
        for number in range(ROUNDS + 1):
            for contest in contests:
                contest.round(COUNTS, counts_for=number > 0)
        for contest in contests:
            yield from contest.rows()


def _bare(stack: ExitStack, kind: str) -> Runner:
    slack = Workspace(conditions=ROOMY)
    stack.enter_context(slack.serve())
    installed = slack.world.installation
    secrets = {
        bare.TOKEN: installed.bot_token,
        bare.SECRET: installed.signing_secret,
        bare.APP_TOKEN: installed.app_token,
    }
    app = stack.enter_context(program("bare", kind, slack.api_url, environment=secrets))
    assert line(app) == "connected"
    slack.wait_for(lambda: slack.sockets.count)
    return Runner("bare Bolt app", _way(slack), NEAR)


def _way(slack: Workspace, answer: str = "") -> Callable[[Sequence[Payload], int], Took]:
    def deliver(payload: Payload) -> float:
        delivery = slack.courier.deliver(_parcel(payload))
        assert delivery.latency is not None, delivery.error
        assert answer in str(delivery.answer), delivery.answer
        return delivery.latency

    def send(asked: Sequence[Payload], at_once: int) -> Took:
        with ThreadPoolExecutor(at_once) as people:
            begun = time.perf_counter()
            each = list(people.map(deliver, asked))
            return Took(each, time.perf_counter() - begun)

    return send


def _parcel(payload: Payload) -> Parcel:
    if "command" in payload:
        return Parcel("slash_commands", "command", payload["command"], payload)
    return Parcel("interactive", payload["type"], "form", payload)
