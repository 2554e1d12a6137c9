"""The endpoints of baskets and their lines."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer, fields_of
from bot.sandbox.threeyourmind.faults import QuantityEcho
from bot.sandbox.threeyourmind.fields import Fields
from bot.sandbox.threeyourmind.lines import changed
from bot.sandbox.threeyourmind.purchases import Basket, Line
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.world import World


@dataclass(frozen=True)
class Baskets:
    """Makes, shows and changes the baskets and lines of the service."""

    world: World

    def routes(self, panel: str) -> list[Route]:
        """The routes below the path of a panel."""
        baskets = f"{panel}/baskets/"
        basket = baskets + "{basket:int}/"
        lines = basket + "lines/"
        line = lines + "{line:int}/"
        return [
            Route(baskets, self.create, methods=["POST"]),
            Route(basket, self.show, methods=["GET"]),
            Route(basket, self.change, methods=["PATCH"]),
            Route(basket, self.delete, methods=["DELETE"]),
            Route(lines, self.lines, methods=["GET"]),
            Route(lines, self.create_line, methods=["POST"]),
            Route(line, self.show_line, methods=["GET"]),
            Route(line, self.change_line, methods=["PATCH"]),
            Route(line + "file-status/", self.file_status, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        """A new, empty basket."""
        basket = self.world.add_basket(self._owner(request))
        return answer(shapes.basket(basket), HTTPStatus.CREATED)

    async def show(self, request: Request) -> Response:
        """One basket."""
        return answer(shapes.basket(self._basket(request)))

    async def change(self, request: Request) -> Response:
        """The basket with another customer or title."""
        fields = await fields_of(request)
        with self.world.lock:
            basket = self._basket(request)
            if "customer_id" in fields:
                customer_id = fields.known("customer_id", self.world.customers)
                basket = replace(basket, customer_id=customer_id)
            if "title" in fields:
                basket = replace(basket, title=fields.text("title", limit=255))
            fields.check()
            self.world.put_basket(basket)
        return answer(shapes.basket(basket))

    async def delete(self, request: Request) -> Response:
        """Nothing, and the basket is gone."""
        with self.world.lock:
            del self.world.baskets[self._basket(request).id]
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def lines(self, request: Request) -> Response:
        """The lines of one basket."""
        return answer([self._shown(request, line) for line in self._basket(request).lines])

    async def create_line(self, request: Request) -> Response:
        """A new line without material and file."""
        with self.world.lock:
            basket = self._basket(request)
            line = self.world.put_line(basket.id, Line(id=self.world.new_id()))
        return answer(self._shown(request, line), HTTPStatus.CREATED)

    async def show_line(self, request: Request) -> Response:
        """One line."""
        return answer(self._shown(request, self._line(request)))

    async def change_line(self, request: Request) -> Response:
        """The line with the fields that were sent."""
        fields = await fields_of(request)
        with self.world.lock:
            line = self._changed(self._line(request), fields)
            self.world.put_line(self._basket(request).id, line)
        return answer(self._shown(request, line))

    async def file_status(self, request: Request) -> Response:
        """How far the analysis of the line's file is; null before an upload."""
        file = self._line(request).file
        return answer({"status": self.world.file_status(file) if file else None})

    def _shown(self, request: Request, line: Line) -> dict[str, Any]:
        shape = shapes.line(self.world, line)
        for fault in request.state.faults:
            match fault:
                case QuantityEcho(quantity=None):
                    del shape["quantity"]
                case QuantityEcho(quantity=quantity):
                    shape["quantity"] = quantity
                case _:
                    continue
        return shape

    def _changed(self, line: Line, fields: Fields) -> Line:
        return changed(line, fields, self.world)

    def _owner(self, _request: Request) -> int | None:
        """Whose baskets these are; the service's own belong to nobody."""
        return None

    def _basket(self, request: Request) -> Basket:
        basket = self.world.baskets.get(request.path_params["basket"])
        if basket is None or basket.owner_id != self._owner(request):
            raise RefusedError.missing()
        return basket

    def _line(self, request: Request) -> Line:
        line = self._basket(request).line(request.path_params["line"])
        if line is None:
            raise RefusedError.missing()
        return line
