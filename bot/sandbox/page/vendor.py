"""The 3YOURMIND tab: its customers, baskets and orders, and moving an order's status."""

from collections import Counter

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.page.asked import Asked, Malformed, doing, reading
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.slack.wire import Json
from bot.sandbox.threeyourmind.catalogue import Address, Customer
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.purchases import Basket, Line, Order
from bot.sandbox.threeyourmind.world import STATUSES


class VendorTab:
    """Shows what the local 3YOURMIND has, newest first."""

    def __init__(self, vendor: Local3yourmind) -> None:
        self._world = vendor.world

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/api/vendor", reading(self.show)),
            Route("/api/vendor/status", doing(self.move), methods=["POST"]),
        ]

    def show(self, _asked: Asked) -> Response:
        """Give everything at once."""
        world = self._world
        with world.lock:
            ordered = Counter(order.customer.id for order in world.orders.values())
            customers = [self._customer(c, ordered[c.id]) for c in self._people(set(ordered))]
            baskets = [self._basket(basket) for basket in world.baskets.values()]
            orders = [self._order(order) for order in world.orders.values()]
        return JSONResponse(
            {
                "customers": customers,
                "baskets": baskets[::-1],
                "orders": orders[::-1],
                "statuses": [status.name for status in STATUSES],
            }
        )

    def move(self, asked: Asked) -> None:
        """Put an order into a status."""
        number, status = asked.number("order", 0), asked.text("status")
        if status not in {known.name for known in STATUSES}:
            raise Malformed(f"there is no status {status}")
        with self._world.lock:
            if number not in self._world.orders:
                raise NotOnScreen("this order is not there")
            self._world.set_status(number, status)

    def _people(self, buyers: set[int]) -> list[Customer]:
        """Give the customers, and whoever has a basket or an order of their own."""
        own = {basket.owner_id for basket in self._world.baskets.values()} | buyers
        members = [one for one in self._world.members.values() if one.id in own]
        return [*self._world.customers.values(), *members]

    def _customer(self, customer: Customer, orders: int) -> Json:
        return {
            "id": customer.id,
            "name": f"{customer.first_name} {customer.last_name}",
            "company": customer.company,
            "email": customer.email,
            "addresses": [_address(one) for one in self._world.addresses_of(customer.id)],
            "orders": orders,
        }

    def _basket(self, basket: Basket) -> Json:
        lines = [self._line(line) for line in basket.lines]
        return {"id": basket.id, "customer": basket.customer_id or basket.owner_id, "lines": lines}

    def _order(self, order: Order) -> Json:
        return {
            "id": order.id,
            "number": str(order.number),
            "reference": order.reference,
            "customer": order.customer.id,
            "status": order.status.name,
            "total": f"{order.total.gross:.2f} {order.payment.currency}",
            "created": f"{order.created:%Y-%m-%d %H:%M} UTC",
            "lines": [self._line(line) for line in order.lines],
        }

    def _line(self, line: Line) -> Json:
        offer = self._world.offers.get(line.offer_id or 0)
        price = line.unit_print_price
        return {
            "id": line.id,
            "offer": offer.name if offer else None,
            "quantity": line.quantity,
            "price": None if price is None else f"{price:.2f} {self._world.currency}",
            "file": line.file.name if line.file else None,
            "file_status": self._world.file_status(line.file) if line.file else None,
        }


def _address(address: Address) -> str:
    return f"{address.line1}, {address.zip_code} {address.city}, {address.country}"
