"""Files between the page and the workspace: streamed to disk, and streamed from there."""

from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.page.asked import Asked, Malformed
from bot.sandbox.page.screen import IMAGES
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.slack.workspace import Workspace

PIECE = 1 << 20
LONGEST_NAME = 255


class Transfers:
    """Uploads go to the folder, one file each; nothing is ever held in memory as a whole."""

    def __init__(self, slack: Workspace, folder: Path) -> None:
        self._slack = slack
        self._folder = folder

    def routes(self) -> list[Route]:
        """Give the routes of both directions."""
        return [
            Route("/api/upload", self.upload, methods=["PUT"]),
            Route("/files/{file}", self.download),
        ]

    async def upload(self, request: Request) -> Response:
        """Take the raw bytes of a file; what breaks off leaves nothing behind."""
        asked = Asked(dict(request.query_params))
        client = self._slack.client(asked.person(self._slack.world).handle)
        name = asked.text("name")
        if not 0 < len(name) <= LONGEST_NAME:
            raise Malformed(f"a file's name has 1 to {LONGEST_NAME} characters")
        path = self._folder / self._slack.world.ids.new("upload")
        try:
            await _written(request, path)
        except ClientDisconnect:
            path.unlink(missing_ok=True)
            return Response(status_code=400)
        file = await run_in_threadpool(client.upload, path, name)
        return JSONResponse({"id": file.id, "name": file.name, "size": file.size, "error": None})

    async def download(self, request: Request) -> Response:
        """Give a file: images to look at, everything else to save."""
        file = self._slack.world.files.get(request.path_params["file"])
        if file is None or file.deleted:
            raise NotOnScreen("this file is not there any more")
        is_image = file.mimetype in IMAGES
        way = "inline" if is_image else "attachment"
        headers = {
            "content-length": str(file.size),
            "content-disposition": f"{way}; filename*=UTF-8''{quote(file.name, safe='')}",
        }
        kind = file.mimetype if is_image else "application/octet-stream"
        return StreamingResponse(file.chunks(file.size), headers=headers, media_type=kind)


async def _written(request: Request, path: Path) -> None:
    with path.open("wb") as stream:
        gathered = bytearray()
        async for chunk in request.stream():
            gathered += chunk
            if len(gathered) >= PIECE:
                await run_in_threadpool(stream.write, gathered)
                gathered = bytearray()
        stream.write(gathered)
