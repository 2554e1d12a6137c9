"""A Slack whose file answers a test makes up, served on loopback."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.serving import Served, drop

STL = bytes(80) + (12).to_bytes(4, "little") + bytes(600)


@dataclass
class OddSlack:
    """Tells what `info` says of every file, and hands out `body` under `/file`.

    `/hop` redirects to `/file`, `/hop/on` to `/hop`, and `/away` to `elsewhere`. `tokens` are the
    Authorization headers of all downloads.
    """

    info: dict[str, Any] = field(default_factory=dict)
    body: bytes = STL
    announced: int | None = None
    content_type: str = "application/octet-stream"
    elsewhere: str = ""
    status: int = 200
    redirect: int = 302
    tokens: list[str] = field(default_factory=list)
    url: str = ""

    @contextmanager
    def serve(self) -> Iterator["OddSlack"]:
        routes = [
            Route("/api/files.info", self._info, methods=["POST", "GET"]),
            Route("/file", self._file),
            Route("/hop", self._hop("/file")),
            Route("/hop/on", self._hop("/hop")),
            Route("/away", self._hop("")),
            Route("/broken", self._broken),
        ]
        with Served(Starlette(routes=routes)) as server:
            self.url = server.url
            yield self

    def a_file(self, path: str = "/file", **changes: Any) -> dict[str, Any]:
        """Build the file object, and tell it from now on."""
        self.info = {
            "id": "F1",
            "name": "bracket.stl",
            "size": len(self.body),
            "mode": "hosted",
            "url_private_download": f"{self.url}{path}",
        } | changes
        return self.info

    async def _info(self, _: Request) -> Response:
        return JSONResponse({"ok": True, "file": self.info})

    async def _file(self, request: Request) -> Response:
        self.tokens.append(request.headers.get("authorization", ""))
        length = len(self.body) if self.announced is None else self.announced
        headers = {"content-length": str(length)}
        return StreamingResponse(
            self._pieces(request), self.status, headers, media_type=self.content_type
        )

    async def _pieces(self, request: Request) -> AsyncIterator[bytes]:
        yield self.body
        if self.announced is not None:
            await drop(request.scope, request.receive)

    def _hop(self, path: str) -> Any:
        async def answer(request: Request) -> Response:
            self.tokens.append(request.headers.get("authorization", ""))
            return RedirectResponse(path or self.elsewhere, self.redirect)

        return answer

    async def _broken(self, request: Request) -> None:
        await drop(request.scope, request.receive)
