"""The "what if" tab: everything that can go wrong, as switches."""

from threading import Lock

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.page.asked import Asked, doing, reading
from bot.sandbox.page.failures import bot_failures, slack_failures, vendor_failures
from bot.sandbox.page.levers import Failure
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.stage import Stage


class WhatIf:
    """Shows the failures of both doubles and of the bot, and turns them on and off."""

    def __init__(self, stage: Stage, bot: BotProcess) -> None:
        failures = (
            *vendor_failures(stage.vendor.switches),
            *slack_failures(stage.slack),
            *bot_failures(bot),
        )
        self._failures = {failure.id: failure for failure in failures}
        self._turning = Lock()

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/api/whatif", reading(self.show)),
            Route("/api/whatif", doing(self.turn), methods=["POST"]),
        ]

    def show(self, _asked: Asked) -> Response:
        """List the switches with their positions."""
        return JSONResponse({"switches": [_shown(one) for one in self._failures.values()]})

    def turn(self, asked: Asked) -> None:
        """Turn a switch; returns once that has come into effect."""
        failure = self._failures.get(asked.text("id"))
        if failure is None:
            raise NotOnScreen("there is no such switch")
        with self._turning:
            if asked.flag("on") != failure.lever.is_on:
                (failure.lever.turn_off if failure.lever.is_on else failure.lever.turn_on)()


def _shown(failure: Failure) -> dict[str, str | bool]:
    return {
        "id": failure.id,
        "title": failure.title,
        "explanation": failure.explanation,
        "side": failure.side,
        "on": failure.lever.is_on,
        "once": failure.is_once,
    }
