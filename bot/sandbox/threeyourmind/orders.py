"""The service panel's endpoints of orders and their projects."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer, fields_of, found, page_of, query_of
from bot.sandbox.threeyourmind.choices import searchable
from bot.sandbox.threeyourmind.ordering import place
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.world import World


@dataclass(frozen=True)
class Orders:
    """Takes orders and finds them again."""

    world: World

    def routes(self, service: str) -> list[Route]:
        """The routes below the path of the service."""
        projects = f"{service}/projects/"
        return [
            Route(f"{service}/internal-ordering/orders/", self.create, methods=["POST"]),
            Route(f"{service}/orders/", self.search, methods=["GET"]),
            Route(f"{service}/orders/" + "{order:int}/", self.show, methods=["GET"]),
            Route(projects, self.search_projects, methods=["GET"]),
            Route(projects + "{project:int}/", self.show_project, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        """The order made from a basket."""
        order = place(self.world, await fields_of(request))
        return answer(shapes.order(self.world, order), HTTPStatus.CREATED)

    async def search(self, request: Request) -> Response:
        """Orders, newest first, found by number, reference, customer or file name."""
        hits = [shapes.order(self.world, order) for order in self._hits(request)]
        return answer(page_of(request, hits))

    async def show(self, request: Request) -> Response:
        """One order."""
        order = self.world.orders.get(request.path_params["order"])
        if order is None:
            raise RefusedError.missing()
        return answer(shapes.order(self.world, order))

    async def search_projects(self, request: Request) -> Response:
        """Projects, found in the same way as their orders."""
        hits = [shapes.project(self.world, order) for order in self._hits(request)]
        return answer(page_of(request, hits))

    async def show_project(self, request: Request) -> Response:
        """One project."""
        for order in self._newest_first():
            if order.project_id == request.path_params["project"]:
                return answer(shapes.project(self.world, order))
        raise RefusedError.missing()

    def _hits(self, request: Request) -> list[Order]:
        search = query_of(request).get("search", "")
        return [order for order in self._newest_first() if found(_texts(order), search)]

    def _newest_first(self) -> list[Order]:
        with self.world.lock:
            return sorted(self.world.orders.values(), key=lambda order: -order.number)


def _texts(order: Order) -> list[str]:
    files = [line.file.name for line in order.lines if line.file]
    return [order.full_number, order.reference, *searchable(order.customer), *files]
