"""The endpoints that take files and tell how far their analysis is."""

import uuid
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.access import Role
from bot.sandbox.threeyourmind.answers import answer, query_of
from bot.sandbox.threeyourmind.faults import AnalysisFails
from bot.sandbox.threeyourmind.fields import Fields
from bot.sandbox.threeyourmind.forms import Form, Received, received
from bot.sandbox.threeyourmind.log import LoggedFile
from bot.sandbox.threeyourmind.purchases import File
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.spelling import snake_keys
from bot.sandbox.threeyourmind.uploads import EXTENSIONS, extension
from bot.sandbox.threeyourmind.world import World

UNITS = ("mm", "inch")


@dataclass(frozen=True)
class Files:
    """Attaches uploaded files to lines; what is in them is not kept."""

    world: World

    def routes(self, api: str) -> list[Route]:
        """The routes below the path of the API."""
        return [
            Route(f"{api}/files/", self.upload, methods=["POST"]),
            Route("/upload/", self.upload, methods=["POST"]),
            Route(f"{api}/files/status/{{uuid}}/", self.status, methods=["GET"]),
        ]

    async def upload(self, request: Request) -> Response:
        """The file, in place of what the line had before."""
        kind = request.headers.get("content-type", "")
        if not kind.startswith("multipart/form-data"):
            raise RefusedError.unsupported(kind)
        form: Form = await received(kind, request.stream())
        request.state.form = form.texts
        file = self._described(request, form.files.get("file"))
        asked = Fields(query_of(request) | snake_keys(form.texts))
        file = self._attached(asked, file, request)
        return answer(shapes.file(self.world, file), HTTPStatus.CREATED)

    async def status(self, request: Request) -> Response:
        """How far the analysis of a file is."""
        file = self.world.files.get(request.path_params["uuid"])
        if file is None:
            raise RefusedError.missing()
        return answer({"status": self.world.file_status(file)})

    def _described(self, request: Request, part: Received | None) -> File:
        if part is None:
            raise RefusedError.about({"file": ["No file was submitted."]})
        name, kind, content = part.name, part.content_type, part.measured.content
        request.state.file = LoggedFile(
            name=name, content_type=kind, size=content.size, sha256=content.sha256
        )
        if not content.size:
            raise RefusedError.about({"file": ["The submitted file is empty."]})
        if extension(name) not in EXTENSIONS:
            message = f'File extension "{extension(name)}" is not allowed.'
            raise RefusedError.about({"file": [message]})
        fails = any(isinstance(fault, AnalysisFails) for fault in request.state.faults)
        return File(
            uuid=str(uuid.uuid4()),
            name=name,
            content_type=kind,
            size=content.size,
            sha256=content.sha256,
            unit=UNITS[0],
            sound=content.sound and not fails,
            analysed_at=self.world.clock() + self.world.analysis_seconds,
        )

    def _attached(self, fields: Fields, file: File, request: Request) -> File:
        account = request.state.account
        theirs = {account.id} if account.role is Role.BUYER else {account.id, None}
        unit = fields.text("unit") or file.unit
        if unit not in UNITS:
            fields.refuse("unit", f'"{unit}" is not a valid choice.')
        with self.world.lock:
            baskets = {b.id: b for b in self.world.baskets.values() if b.owner_id in theirs}
            basket_id = fields.known("basket_id", baskets)
            basket = baskets.get(basket_id)
            lines = {line.id: line for line in basket.lines} if basket else {}
            line_id = fields.known("line_id", lines)
            fields.check()
            file = replace(file, unit=unit)
            self.world.files[file.uuid] = file
            self.world.put_line(basket_id, replace(lines[line_id], file=file))
        return file
