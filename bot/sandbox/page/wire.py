"""The wire tab: every request between the bot, Slack and 3YOURMIND, newest first."""

import time
from collections.abc import Iterator

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.page.asked import Asked, reading
from bot.sandbox.page.wire_lines import Line, of_call, of_delivery, of_request
from bot.sandbox.page.wire_orders import orders_of
from bot.sandbox.slack.wire import Json
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.local import Local3yourmind

USUAL = 200


class Wire:
    """Merges what the two doubles have logged."""

    def __init__(self, slack: Workspace, vendor: Local3yourmind) -> None:
        self._slack = slack
        self._vendor = vendor
        self._epoch = time.time() - time.monotonic()

    def routes(self) -> list[Route]:
        """Give the route."""
        return [Route("/api/wire", reading(self.show))]

    def show(self, asked: Asked) -> Response:
        """List the newest requests, all or those of one order; secrets are masked."""
        wanted = (asked.text_or_none("order") or "").upper()
        lines = sorted(self._lines(), key=lambda line: -line.at)
        marked = zip(lines, orders_of(lines), strict=True)
        found = [(line, order) for line, order in marked if wanted in order]
        shown = found[: asked.number("limit", USUAL)]
        return JSONResponse({"lines": [self._shown(line, order) for line, order in shown]})

    def _shown(self, line: Line, order: str) -> Json:
        return {**line.masked(), "at": round(self._epoch + line.at, 3), "order": order}

    def _lines(self) -> Iterator[Line]:
        yield from map(of_call, self._slack.calls)
        yield from map(of_call, self._slack.downloads)
        yield from map(of_delivery, self._slack.deliveries)
        yield from map(of_request, self._vendor.log.records)
