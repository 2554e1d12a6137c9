"""The addresses of the workspace, as one ASGI application."""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.sandbox.slack.api.access import Access
from bot.sandbox.slack.api.chat import Chat
from bot.sandbox.slack.api.conversations import Conversations
from bot.sandbox.slack.api.directory import Directory
from bot.sandbox.slack.api.files import Files
from bot.sandbox.slack.api.limiter import Limiter
from bot.sandbox.slack.api.response_urls import ResponseUrls
from bot.sandbox.slack.api.transfers import Transfers
from bot.sandbox.slack.api.views import Views
from bot.sandbox.slack.api.web_api import Gate, WebApi
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.delivery.sockets import Sockets
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.modal_stack import ModalStack
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.timeline import Timeline
from bot.sandbox.slack.triggers import Hooks, Triggers


@dataclass(frozen=True)
class Terms:
    """By which rules the workspace runs: the app's manifest, Slack's conditions, the faults."""

    manifest: Manifest
    conditions: Conditions
    faults: Faults


@dataclass(frozen=True)
class Backstage:
    """What lies behind the addresses and behind the persons alike."""

    world: World
    timeline: Timeline
    stack: ModalStack
    triggers: Triggers
    hooks: Hooks
    sockets: Sockets


class Addresses:
    """Everything the bot can ask the workspace for; `app` answers it."""

    def __init__(self, back: Backstage, terms: Terms) -> None:
        access = Access(back.world, terms.manifest)
        self._world = back.world
        files = Files(back.world, access, back.timeline)
        limiter = Limiter(terms.conditions)
        methods = {
            **Chat(back.world, access, back.timeline, limiter).methods(),
            **Views(back.world, back.stack, back.triggers).methods(),
            **Conversations(back.world, access).methods(),
            **Directory(back.world, access, back.sockets).methods(),
            **files.methods(),
        }
        gate = Gate(access, limiter, terms.faults)
        self.web_api = WebApi(gate, methods, back.world.changes)
        self.response_urls = ResponseUrls(back.world, back.timeline, back.hooks, terms.faults)
        self.transfers = Transfers(back.world, terms.manifest, files, terms.faults)
        self.app = self._application(back.sockets)

    async def _message_on_page(self, request: Request) -> Response:
        place = "/".join(request.path_params[part] for part in ("channel", "message"))
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self._world.page_url}/#/{place}{query}")

    def _application(self, sockets: Sockets) -> Starlette:
        hooked = self.response_urls.endpoint
        download = self.transfers.download
        return Starlette(
            routes=[
                Route("/api/{method}", self.web_api.endpoint, methods=["GET", "POST"]),
                Route("/upload/v1/{ticket}", self.transfers.upload, methods=["POST"]),
                Route("/files-pri/{team}-{file}/download/{name}", download),
                Route("/files-pri/{team}-{file}/{name}", download),
                Route("/commands/{team}/{secret}", hooked, methods=["POST"]),
                Route("/actions/{team}/{secret}", hooked, methods=["POST"]),
                Route("/archives/{channel}/{message}", self._message_on_page),
                WebSocketRoute("/link/", sockets.endpoint),
            ]
        )
