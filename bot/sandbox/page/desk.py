"""The page by which the sandbox is used by hand, as one ASGI application."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.guard import Guard
from bot.sandbox.page.asked import STATUS, answer_failed, answer_unrouted
from bot.sandbox.page.deeds import Deeds
from bot.sandbox.page.live import Live
from bot.sandbox.page.parts import Parts
from bot.sandbox.page.sights import Sights
from bot.sandbox.page.strict import Strict
from bot.sandbox.page.transfers import Transfers
from bot.sandbox.page.vendor import VendorTab
from bot.sandbox.page.what_if import WhatIf
from bot.sandbox.page.wire import Wire
from bot.sandbox.stage import Stage

STATIC = Path(__file__).parent / "static"


class Desk:
    """Serves the page, and the data and deeds it needs; `app` is the application.

    Uploaded files go to the folder, which must be there.
    """

    def __init__(self, stage: Stage, bot: BotProcess, folder: Path) -> None:
        slack = stage.slack
        self.app = Starlette(
            routes=[
                Route("/", _index),
                Mount("/static", StaticFiles(directory=STATIC)),
                *Sights(slack).routes(),
                WebSocketRoute("/api/live", Live(slack, stage.vendor).endpoint),
                *Deeds(slack).routes(),
                *Transfers(slack, folder).routes(),
                *VendorTab(stage.vendor).routes(),
                *WhatIf(stage, bot).routes(),
                *Wire(slack, stage.vendor).routes(),
                *Parts().routes(),
            ],
            middleware=[Middleware(Guard), Middleware(Strict)],
            exception_handlers={
                **dict.fromkeys(STATUS, answer_failed),
                HTTPException: answer_unrouted,
            },
        )


async def _index(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html")
