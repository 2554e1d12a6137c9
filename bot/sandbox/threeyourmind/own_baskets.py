"""The user panel's endpoints of baskets: those of the token's user, priced by the service."""

import re
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer, page_of, query_of
from bot.sandbox.threeyourmind.baskets import Baskets
from bot.sandbox.threeyourmind.fields import Fields
from bot.sandbox.threeyourmind.lines import NOT_ANALYSED, changed_by_member
from bot.sandbox.threeyourmind.lookups import COUNTRIES
from bot.sandbox.threeyourmind.ordering import OTHERS_ADDRESS, UNKNOWN_VOUCHER, lack_of
from bot.sandbox.threeyourmind.pricing import bill
from bot.sandbox.threeyourmind.purchases import Line
from bot.sandbox.threeyourmind.refusals import RefusedError


class OwnBaskets(Baskets):
    """Makes, shows, changes and prices baskets; those of others are not found."""

    def routes(self, panel: str) -> list[Route]:
        """The routes below the path of the panel."""
        basket = f"{panel}/baskets/" + "{basket:int}/"
        materials = basket + "lines/{line:int}/materials/"
        return [
            Route(f"{panel}/baskets/", self.index, methods=["GET"]),
            Route(basket + "price/", self.price, methods=["GET"]),
            Route(materials, self.materials, methods=["GET"]),
            Route(materials + "{material:int}/offers/", self.offers, methods=["GET"]),
            *super().routes(panel),
        ]

    async def index(self, request: Request) -> Response:
        """The baskets of the token's user, newest first."""
        owner = self._owner(request)
        with self.world.lock:
            mine = [b for b in self.world.baskets.values() if b.owner_id == owner]
        return answer(page_of(request, [shapes.basket(each) for each in mine[::-1]]))

    async def price(self, request: Request) -> Response:
        """What the basket costs, with whatever is known of delivery and voucher."""
        with self.world.lock:
            lines = self._basket(request).lines
            fields = Fields(_numbered(query_of(request)))
            shipping, voucher = self._asked(fields, request)
            for line in lines:
                if lack := lack_of(self.world, line, priced=False):
                    fields.refuse("non_field_errors", f"Line {line.id} has {lack}.")
            fields.check()
            priced = bill(self.world, lines, shipping, voucher)
        return answer(shapes.price(self.world, priced))

    async def materials(self, request: Request) -> Response:
        """The materials in which the line can be made."""
        self._analysed(request)
        every = tuple(self.world.materials.values())
        offered = [each for each in every if self.world.offers_in(each.id)]
        return answer([shapes.material(each) for each in offered])

    async def offers(self, request: Request) -> Response:
        """The offers of a material for the line."""
        self._analysed(request)
        material_id = request.path_params["material"]
        if material_id not in self.world.materials:
            raise RefusedError.missing()
        offers = self.world.offers_in(material_id)
        return answer([shapes.part_offer(self.world, each) for each in offers])

    def _asked(self, fields: Fields, request: Request) -> tuple[Decimal, str]:
        currency = fields.required_text("currency")
        if currency and not re.fullmatch("[A-Z]{3}", currency):
            fields.refuse("currency", "A currency has three letters.")
        elif currency and currency != self.world.currency:
            fields.refuse("currency", f"The service's currency is {self.world.currency}.")
        own = {each.id for each in self.world.addresses_of(self._owner(request))}
        for name in ("shipping_address_id", "billing_address_id"):
            if name in fields and fields.known(name, self.world.addresses) not in own:
                fields.refuse(name, OTHERS_ADDRESS)
        voucher = fields.text("voucher_code")
        if voucher and voucher not in self.world.vouchers:
            fields.refuse("voucher_code", UNKNOWN_VOUCHER)
        if "shipping_method_id" not in fields:
            return Decimal(0), voucher
        method = self.world.shipping_methods.get(
            fields.known("shipping_method_id", self.world.shipping_methods)
        )
        return method.price if method else Decimal(0), voucher

    def _analysed(self, request: Request) -> Line:
        line, country = self._line(request), query_of(request).get("country")
        if country is not None and country not in COUNTRIES:
            raise RefusedError.about({"country": [f'"{country}" is not a valid choice.']})
        if line.file is None or self.world.file_status(line.file) != "finished":
            raise RefusedError.about({"non_field_errors": [NOT_ANALYSED]})
        return line

    def _changed(self, line: Line, fields: Fields) -> Line:
        return changed_by_member(line, fields, self.world)

    def _owner(self, request: Request) -> int:
        owner: int = request.state.account.id
        return owner


def _numbered(query: dict[str, str]) -> dict[str, Any]:
    """The query without what was sent empty."""
    return {name: value for name, value in query.items() if value}
