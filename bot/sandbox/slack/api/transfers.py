"""File contents on their way: uploads of the bot, and downloads in all their moods."""

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Iterable

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)

from bot.sandbox.slack.api.files import Files
from bot.sandbox.slack.api.web_api import CallRecord
from bot.sandbox.slack.faults import ApiFault, DownloadFault, Faults, refusal
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.world import World

_SIGN_IN = "<!DOCTYPE html><html><head><title>Sign in to Slack</title></head><body></body></html>"
DRIPS, DRIP_SECONDS = 50, 0.1
"""In how many pieces a file comes that comes slowly, and how long each takes."""
_FOREIGN = "https://files.elsewhere.example/stolen"


class Transfers:
    """The addresses under /upload and /files-pri; `log` keeps every download by the bot."""

    def __init__(self, world: World, manifest: Manifest, files: Files, faults: Faults) -> None:
        self.log: list[CallRecord] = []
        self._world = world
        self._manifest = manifest
        self._files = files
        self._faults = faults

    async def upload(self, request: Request) -> Response:
        """Take the bytes for an address of files.getUploadURLExternal, raw or as a form."""
        content = await request.body()
        if (fault := self._faults.webhook.take("upload")) is not None:
            return refusal(fault)
        if request.headers.get("content-type", "").startswith("multipart/"):
            form = await request.form()
            part = next((p for p in form.values() if not isinstance(p, str)), None)
            content = await part.read() if part else b""
        with self._world.changes.making():
            taken = self._files.receive(request.path_params["ticket"], content)
        if not taken:
            return PlainTextResponse("File size mismatch or unknown upload", 400)
        return PlainTextResponse(f"OK - {len(content)}")

    async def download(self, request: Request) -> Response:
        """Give a file to the bearer of the bot's token, piece by piece.

        Without the token or the scope files:read it answers 200 with a sign-in page, as Slack does.
        """
        file = self._world.files.get(request.path_params["file"])
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        is_bot = token == self._world.installation.bot_token
        if not is_bot or "files:read" not in self._manifest.scopes:
            return HTMLResponse(_SIGN_IN)
        if file is None or file.deleted or not self._world.bot_sees(file):
            return PlainTextResponse("file not found", 404)
        answer = _content(file, self._faults.download.take(file.name))
        self._note(file, answer)
        return answer

    def _note(self, file: SlackFile, answer: Response) -> None:
        told = {name: answer.headers.get(f"content-{name}") for name in ("type", "length")}
        record = CallRecord(
            method=f"download {file.name}",
            arguments={"file": file.id},
            status=answer.status_code,
            answer=told,
            at=time.monotonic(),
            took=0.0,
        )
        with self._world.changes.making():
            self.log.append(record)


def _content(file: SlackFile, fault: DownloadFault | None) -> Response:
    match fault:
        case DownloadFault.STALLED:
            return _streamed(_stalling(file), file.size)
        case DownloadFault.SLOW:
            return _streamed(_dripping(file), file.size)
        case DownloadFault.TRUNCATED:
            return _streamed(file.chunks(file.size // 2), file.size // 2)
        case None:
            return _streamed(file.chunks(file.size), file.size)
        case _:
            return _nothing(fault)


def _nothing(fault: DownloadFault) -> Response:
    match fault:
        case DownloadFault.SIGN_IN_PAGE:
            return HTMLResponse(_SIGN_IN)
        case DownloadFault.BUSY:
            return refusal(ApiFault(status=429, retry_after=1))
        case DownloadFault.REDIRECT:
            return RedirectResponse(_FOREIGN, 302)
        case _:
            return PlainTextResponse("file not found", 404)


def _streamed(pieces: Iterable[bytes] | AsyncIterable[bytes], length: int) -> Response:
    headers = {"content-length": str(length)}
    return StreamingResponse(pieces, headers=headers, media_type="application/octet-stream")


async def _dripping(file: SlackFile) -> AsyncIterator[bytes]:
    step = file.size // DRIPS + 1
    for piece in file.chunks(file.size):
        for start in range(0, len(piece), step):
            yield piece[start : start + step]
            await asyncio.sleep(DRIP_SECONDS)


async def _stalling(file: SlackFile) -> AsyncIterator[bytes]:
    for piece in file.chunks(file.size // 2):
        yield piece
    # Until the bot goes away, or the workspace closes.
    await asyncio.Event().wait()
