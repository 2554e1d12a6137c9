"""The endpoint that tells whose token this is."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.threeyourmind.access import Account
from bot.sandbox.threeyourmind.answers import answer


def routes(api: str) -> list[Route]:
    """The routes below the path of the API."""
    return [Route(f"{api}/my-profile/profile/", show, methods=["GET"])]


async def show(request: Request) -> Response:
    """The token's own user."""
    return answer(_shape(request.state.account))


def _shape(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "email": account.email,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "default_address_id": None,
        "roles": [account.role.name.lower()],
    }
