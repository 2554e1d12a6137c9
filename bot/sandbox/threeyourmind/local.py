"""A 3YOURMIND that lives in this process, for tests and for trying things by hand."""

import secrets

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from bot.sandbox.threeyourmind import lookups
from bot.sandbox.threeyourmind.access import Account, Doorkeeper, Role
from bot.sandbox.threeyourmind.baskets import Baskets
from bot.sandbox.threeyourmind.choices import Choices
from bot.sandbox.threeyourmind.demands import Demands
from bot.sandbox.threeyourmind.files import Files
from bot.sandbox.threeyourmind.gate import Gate
from bot.sandbox.threeyourmind.log import RequestLog
from bot.sandbox.threeyourmind.members import admit
from bot.sandbox.threeyourmind.orders import Orders
from bot.sandbox.threeyourmind.own_baskets import OwnBaskets
from bot.sandbox.threeyourmind.own_orders import OwnOrders
from bot.sandbox.threeyourmind.profile import Profile
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.threeyourmind.refusals import RefusedError, answer_refused, answer_unrouted
from bot.sandbox.threeyourmind.seed import sample_world
from bot.sandbox.threeyourmind.switches import Switches
from bot.sandbox.threeyourmind.world import World

API = "/api/v2.0"


class Local3yourmind:
    """One printing service with its API, ready to be run by `Served(vendor.app)`.

    Attributes:
        world: what the service has; may be read and changed while it runs.
        switches: what is to go wrong.
        log: every request that came.
        app: the ASGI application.
        service_id: the id of the service in paths.
        token: of a user who may do everything.
        viewer_token: of a user who may only read.
        buyer_token: of a user who may not use the service panel at all, but orders in the user
            panel.
    """

    def __init__(self, world: World | None = None) -> None:
        self.world = world or sample_world()
        self.switches = Switches()
        self.log = RequestLog()
        self.service_id = 1
        self.token, self.viewer_token, self.buyer_token = (secrets.token_hex(20) for _ in range(3))
        self.app = self._app()

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders placed so far, oldest first."""
        with self.world.lock:
            return tuple(self.world.orders.values())

    def token_for(self, panel: str) -> str:
        """The token with which an integration would use this panel: no more rights than needed."""
        return self.buyer_token if panel == "user" else self.token

    def _app(self) -> ASGIApp:
        panel = f"{API}/service-panel/services/{self.service_id}"
        routes = [
            *Choices(self.world).routes(panel),
            *Baskets(self.world).routes(panel),
            *Orders(self.world).routes(panel),
            *Files(self.world).routes(API),
            *OwnBaskets(self.world).routes(f"{API}/user-panel"),
            *Demands(self.world).routes(f"{API}/user-panel"),
            *OwnOrders(self.world).routes(f"{API}/user-panel"),
            *Choices(self.world).shared_routes(f"{API}/user-panel/services/{self.service_id}"),
            *Profile(self.world).routes(API),
            *lookups.routes(API, self.world),
        ]
        app = Starlette(
            routes=routes,
            middleware=[Middleware(Doorkeeper, self._accounts())],
            exception_handlers={
                RefusedError: answer_refused,
                HTTPException: answer_unrouted,
            },
        )
        app.router.redirect_slashes = False
        return Gate(app, self.switches, self.log)

    def _accounts(self) -> dict[str, Account]:
        roles = {
            self.token: Role.MANAGER,
            self.viewer_token: Role.VIEWER,
            self.buyer_token: Role.BUYER,
        }
        accounts = {
            token: Account(
                id=self.world.new_id(),
                email=f"{role.name.lower()}@service.example",
                first_name="Printing",
                last_name=role.name.capitalize(),
                role=role,
            )
            for token, role in roles.items()
        }
        for account in accounts.values():
            admit(self.world, account)
        return accounts
