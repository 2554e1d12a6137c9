"""The lists that are the same for everybody: countries, units, currencies and the like."""

from collections.abc import Callable, Coroutine
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer
from bot.sandbox.threeyourmind.world import World

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
COUNTRIES = {
    "DE": "Germany",
    "FR": "France",
    "GB": "United Kingdom",
    "JP": "Japan",
    "SE": "Sweden",
    "US": "United States",
}
UNITS = ("mm", "inch")
CURRENCIES = ("EUR", "USD", "GBP")
TAX_TYPES = ("VAT", "Sales Tax")


def routes(api: str, world: World) -> list[Route]:
    """The routes below the path of the API."""

    def materials() -> list[Any]:
        return [shapes.material(each) for each in tuple(world.materials.values())]

    lists: dict[str, Callable[[], list[Any]]] = {
        "materials": materials,
        "countries": lambda: [{"code": c, "name": name} for c, name in COUNTRIES.items()],
        "units": lambda: [{"id": unit, "name": unit} for unit in UNITS],
        "currencies": lambda: list(CURRENCIES),
        "tax-types": lambda: list(TAX_TYPES),
        "colors": lambda: [vars(each) for each in _colours(world)],
        "forms": lambda: [asdict(each) for each in tuple(world.forms.values())],
    }
    return [
        Route(f"{api}/{name}/", _showing(give), methods=["GET"]) for name, give in lists.items()
    ]


def _showing(give: Callable[[], list[Any]]) -> Handler:
    async def show(_request: Request) -> Response:
        return answer(give())

    return show


def _colours(world: World) -> list[Any]:
    offers = tuple(world.offers.values())
    every = (c for offer in offers for finish in offer.post_processings for c in finish.colours)
    return list({colour.id: colour for colour in every}.values())
