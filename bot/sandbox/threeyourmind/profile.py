"""The endpoints about the token's own user: who it is, its preferences and its addresses."""

from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind import shapes
from bot.sandbox.threeyourmind.answers import answer, fields_of
from bot.sandbox.threeyourmind.catalogue import Address, Preferences
from bot.sandbox.threeyourmind.lookups import COUNTRIES, CURRENCIES, UNITS
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.world import World

NEEDED = ("first_name", "last_name", "line1", "zip_code", "city", "phone_number")
OPTIONAL = ("company_name", "department", "line2", "state", "title", "vat_id")
LONGEST = 100
LONGEST_ZIP = 12


@dataclass(frozen=True)
class Profile:
    """Tells and changes what belongs to the token's own user."""

    world: World

    def routes(self, api: str) -> list[Route]:
        """The routes below the path of the API."""
        mine = f"{api}/my-profile/"
        return [
            Route(f"{mine}profile/", self.show, methods=["GET"]),
            Route(f"{mine}preferences/", self.preferences, methods=["GET"]),
            Route(f"{mine}preferences/", self.prefer, methods=["PUT"]),
            Route(f"{mine}addresses/", self.addresses, methods=["GET"]),
            Route(f"{mine}addresses/", self.create_address, methods=["POST"]),
            Route(f"{mine}addresses/{{address:int}}/", self.address, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The token's own user."""
        account = request.state.account
        return answer(
            {
                "id": account.id,
                "email": account.email,
                "first_name": account.first_name,
                "last_name": account.last_name,
                "default_address_id": self.world.members[account.id].default_address_id,
                "roles": [account.role.name.lower()],
            }
        )

    async def preferences(self, request: Request) -> Response:
        """What the user has set."""
        return answer(asdict(self.world.preferences[request.state.account.id]))

    async def prefer(self, request: Request) -> Response:
        """Other preferences; what is not sent stays."""
        fields = await fields_of(request)
        with self.world.lock:
            old = asdict(self.world.preferences[request.state.account.id])
            new = old | {name: fields.text(name) for name in old if name in fields}
            known = {"country": ["", *COUNTRIES], "currency": ["", *CURRENCIES], "unit": UNITS}
            for name, values in known.items():
                if new[name] not in values:
                    fields.refuse(name, f'"{new[name]}" is not a valid choice.')
            fields.check()
            self.world.preferences[request.state.account.id] = Preferences(**new)
        return answer(new)

    async def addresses(self, request: Request) -> Response:
        """The addresses of the user."""
        return answer([shapes.address(each) for each in self._mine(request)])

    async def create_address(self, request: Request) -> Response:
        """A new address of the user."""
        fields = await fields_of(request)
        texts: dict[str, Any] = {name: fields.required_text(name) for name in NEEDED}
        texts |= {name: fields.text(name, limit=LONGEST) for name in OPTIONAL}
        texts["country"] = fields.required_text("country")
        if texts["country"] and texts["country"] not in COUNTRIES:
            fields.refuse("country", f'"{texts["country"]}" is not a valid choice.')
        if len(texts["zip_code"]) > LONGEST_ZIP:
            message = f"Ensure this field has no more than {LONGEST_ZIP} characters."
            fields.refuse("zip_code", message)
        fields.check()
        owner = request.state.account.id
        address = Address(id=self.world.new_id(), customer_id=owner, **texts)
        return answer(shapes.address(self.world.add_address(address)), HTTPStatus.CREATED)

    async def address(self, request: Request) -> Response:
        """One address of the user."""
        for each in self._mine(request):
            if each.id == request.path_params["address"]:
                return answer(shapes.address(each))
        raise RefusedError.missing()

    def _mine(self, request: Request) -> tuple[Address, ...]:
        return self.world.addresses_of(request.state.account.id)
