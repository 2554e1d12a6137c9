"""The user panel's endpoints of orders: those of the token's own user."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer, fields_of, page_of
from bot.sandbox.threeyourmind.ordering import place_own
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.world import World


@dataclass(frozen=True)
class OwnOrders:
    """Takes orders and lists them, newest first; those of others are not found."""

    world: World

    def routes(self, panel: str) -> list[Route]:
        """The routes below the path of the panel."""
        orders = f"{panel}/orders/"
        one = orders + "{order:int}/"
        return [
            Route(orders, self.create, methods=["POST"]),
            Route(orders, self.index, methods=["GET"]),
            Route(one, self.show, methods=["GET"]),
            Route(one + "{line:int}/", self.show_line, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        """The order made from a basket, at the service's price."""
        fields = await fields_of(request)
        order = place_own(self.world, fields, request.state.account.id)
        return answer(shapes.order(self.world, order), HTTPStatus.CREATED)

    async def index(self, request: Request) -> Response:
        """The orders of the token's user."""
        return answer(page_of(request, [shapes.order(self.world, o) for o in self._mine(request)]))

    async def show(self, request: Request) -> Response:
        """One order."""
        return answer(shapes.order(self.world, self._order(request)))

    async def show_line(self, request: Request) -> Response:
        """One line of an order."""
        for line in self._order(request).lines:
            if line.id == request.path_params["line"]:
                return answer(shapes.line(self.world, line))
        raise RefusedError.missing()

    def _order(self, request: Request) -> Order:
        for order in self._mine(request):
            if order.id == request.path_params["order"]:
                return order
        raise RefusedError.missing()

    def _mine(self, request: Request) -> list[Order]:
        owner = request.state.account.id
        with self.world.lock:
            mine = [o for o in self.world.orders.values() if o.customer.id == owner]
        return sorted(mine, key=lambda order: -order.number)
