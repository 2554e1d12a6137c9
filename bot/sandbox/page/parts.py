"""The sample parts, for download."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.page.asked import Asked, reading
from bot.sandbox.parts.samples import samples
from bot.sandbox.slack.persons.outcomes import NotOnScreen


class Parts:
    """Offers the sample parts by name."""

    def __init__(self) -> None:
        self._samples = {sample.name: sample for sample in samples()}

    def routes(self) -> list[Route]:
        """Give the routes of the list and of the files."""
        return [
            Route("/api/parts", reading(self.show)),
            Route("/parts/{name}", self.download),
        ]

    def show(self, _asked: Asked) -> Response:
        """List what there is."""
        shown = ("name", "title", "size", "explanation")
        return JSONResponse(
            [{name: getattr(one, name) for name in shown} for one in self._samples.values()]
        )

    async def download(self, request: Request) -> Response:
        """Give a part as a file to save."""
        sample = self._samples.get(request.path_params["name"])
        if sample is None:
            raise NotOnScreen("there is no such part")
        headers = {
            "content-length": str(sample.size),
            "content-disposition": f'attachment; filename="{sample.name}"',
        }
        kind = "application/octet-stream"
        return StreamingResponse(sample.chunks(), headers=headers, media_type=kind)
