"""The service panel's lists to choose from: users, addresses, methods, places and materials."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer, found, page_of, query_of
from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.world import World

SERVICE = 1


@dataclass(frozen=True)
class Choices:
    """Answers with what an order can be made of."""

    world: World

    def routes(self, service: str) -> list[Route]:
        """The routes below the path of the service."""
        users = f"{service}/internal-ordering/users/"
        return [
            Route(users, self.users, methods=["GET"]),
            Route(users + "{customer:int}/addresses/", self.addresses, methods=["GET"]),
            Route(f"{service}/offers/", self.offers, methods=["GET"]),
            *self.shared_routes(service),
        ]

    def shared_routes(self, service: str) -> list[Route]:
        """The routes that both panels have below their path of the service."""
        return [
            Route(f"{service}/payment-methods/", self.payment_methods, methods=["GET"]),
            Route(f"{service}/shipping-methods/", self.shipping_methods, methods=["GET"]),
            Route(f"{service}/pickup-locations/", self.pickup_locations, methods=["GET"]),
        ]

    async def users(self, request: Request) -> Response:
        """Customers whose name, e-mail address or company has every word of `search`."""
        search = query_of(request).get("search", "")
        every = sorted(self.world.customers.values(), key=lambda customer: customer.id)
        hits = [customer for customer in every if found(searchable(customer), search)]
        return answer(page_of(request, [shapes.customer(hit) for hit in hits]))

    async def addresses(self, request: Request) -> Response:
        """The addresses of one customer."""
        customer_id = request.path_params["customer"]
        if customer_id not in self.world.customers:
            raise RefusedError.missing()
        return answer([shapes.address(each) for each in self.world.addresses_of(customer_id)])

    async def payment_methods(self, _request: Request) -> Response:
        """The ways to pay."""
        methods = tuple(self.world.payment_methods.values())
        return answer([shapes.payment_method(each) for each in methods])

    async def shipping_methods(self, _request: Request) -> Response:
        """The ways to ship."""
        methods = tuple(self.world.shipping_methods.values())
        return answer([shapes.shipping_method(self.world, each) for each in methods])

    async def pickup_locations(self, _request: Request) -> Response:
        """The counters."""
        return answer([vars(each) for each in tuple(self.world.pickup_locations.values())])

    async def offers(self, _request: Request) -> Response:
        """The materials."""
        own = (each for each in tuple(self.world.offers.values()) if each.service_id == SERVICE)
        return answer([shapes.offer(each) for each in own])


def searchable(customer: Customer) -> tuple[str, ...]:
    """The texts by which a customer is found."""
    return customer.first_name, customer.last_name, customer.email, customer.company
