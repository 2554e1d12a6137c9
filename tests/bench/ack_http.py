"""Acknowledgements in HTTP mode, against Bolt apps with one listener under the same server."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bench import bare
from tests.bench.asked import PEOPLE, ROOMY, Asked, Payload
from tests.bench.contest import Contest, Runner
from tests.bench.figures import Row, ratio, sized
from tests.bench.load import Signer, Took, drive
from tests.bench.processes import Watched, line, program
from tests.crashes.http_bot import HttpBot, http_bot

ROUNDS = sized(5, 2)
COMMANDS = {1: sized(400, 40), 8: sized(800, 80), 32: sized(1_280, 160)}
"""How many requests are sent over so many connections at once."""
FORMS = {1: sized(10, 4), 8: sized(40, 16), 32: sized(96, 64)}
"""The same of forms that leave work behind: so many at once, and the work is waited for."""
ORDERS = [f"PD-BENCH{n:02}" for n in range(32)]
NEAR, FAR = ratio(1.3), ratio(0.2)
"""As fast as a bare app, or at least five times as fast as Bolt out of the box."""
HELP = b"I place 3D-printing orders"


class Street:
    """The bot and bare apps, each at a port of its own, with the same secrets."""

    def __init__(self, stage: Stage, bot: HttpBot, stack: ExitStack) -> None:
        self._stage, self._bot, self._stack = stage, bot, stack
        self.bares: dict[str, Watched] = {}
        self._signer = Signer(stage.slack.world.installation.signing_secret)
        stage.slack.use_request_url(bot.events)

    def whole(self, answer: bytes = b"") -> Runner:
        """Give the bot, whose answers hold this."""
        watched, port = Watched(self._bot.process.pid), int(self._bot.url.rpartition(":")[2][:-1])
        return Runner("bot", self._way(port, answer), settle=watched.settle)

    def bare(self, kind: str, name: str) -> Runner:
        """Start a bare app."""
        installed, api = self._stage.slack.world.installation, self._stage.slack.api_url
        secrets = {bare.TOKEN: installed.bot_token, bare.SECRET: installed.signing_secret}
        app = self._stack.enter_context(program("bare", kind, api, environment=secrets))
        watched = self.bares[kind] = Watched(app.pid)
        stock, way = kind.startswith(bare.STOCK), self._way(int(line(app)))
        return Runner(name, way, FAR if stock else NEAR, alone=stock, settle=watched.settle)

    def _way(self, port: int, answer: bytes = b"") -> Callable[[Sequence[Payload], int], Took]:
        def send(asked: Sequence[Payload], connections: int) -> Took:
            return drive(port, [self._request(each) for each in asked], connections, answer)

        return send

    def _request(self, payload: Payload) -> bytes:
        signer = self._signer
        return signer.form(payload) if "command" in payload else signer.payload(payload)


def rows() -> Iterator[Row]:
    """Measure commands and forms."""
    slack = Workspace(conditions=ROOMY)
    with (
        ExitStack() as stack,
        tempfile.TemporaryDirectory() as folder,
        staged(slack, Local3yourmind(), Path(folder)) as stage,
        http_bot(stage, {}) as bot,
    ):
        street, asked = Street(stage, bot, stack), Asked(slack)
        contests = (
            (_commands(street, asked), COMMANDS),
            (_mistaken(street, asked), COMMANDS),
            (_kept(street, asked), FORMS),
        )
        for number in range(ROUNDS + 1):
            for contest, counts in contests:
                contest.round(counts, counts_for=number > 0)
        for contest, _ in contests:
            yield from contest.rows()


def _commands(street: Street, asked: Asked) -> Contest:
    whole = street.whole(HELP)
    # Everybody once, so that the bot need not ask Slack who they are.
    whole.send([asked.command("help") for _ in range(PEOPLE)], 8)
    peers = (
        street.bare("command", "bare Bolt app"),
        street.bare("stock-command", "stock Bolt"),
    )
    return Contest("command", (whole, *peers), lambda _: asked.command("help"))


def _mistaken(street: Street, asked: Asked) -> Contest:
    """Build forms that have to be corrected: all checks are made, and nothing is written down."""
    asked.fill_in()
    runners = (
        street.whole(b"response_action"),
        street.bare("form", "bare Bolt app"),
        street.bare("stock-form", "stock Bolt"),
    )
    return Contest("form, to be corrected", runners, lambda _: asked.mistaken(ORDERS[0]))


def _kept(street: Street, asked: Asked) -> Contest:
    """Build forms that change orders: written down for good before they are acknowledged."""
    runners = street.whole(), street.bare("kept-form", "bare app, plain SQLite")
    for each in runners:
        each.send([asked.begun(order) for order in ORDERS], 1)
        each.settle()
    return Contest(
        "form, kept", runners, lambda n: asked.changed(ORDERS[n % len(ORDERS)]), apart=True
    )
