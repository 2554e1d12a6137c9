"""A whole local Slack workspace in one object."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.manifest import manifest as manifest_of_the_bot
from bot.sandbox.guard import Guard
from bot.sandbox.serving import Served
from bot.sandbox.slack.api.application import Addresses, Backstage, Terms
from bot.sandbox.slack.api.web_api import CallRecord
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.delivery.courier import Courier
from bot.sandbox.slack.delivery.events import Events
from bot.sandbox.slack.delivery.interactions import Interactions
from bot.sandbox.slack.delivery.parcels import Delivery
from bot.sandbox.slack.delivery.requests_url import RequestUrl
from bot.sandbox.slack.delivery.sockets import Sockets
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.modal_stack import ModalStack
from bot.sandbox.slack.model.seed import seeded
from bot.sandbox.slack.persons.client import Client
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.persons.slack import Slack
from bot.sandbox.slack.timeline import Timeline
from bot.sandbox.slack.triggers import Hooks, Triggers

T = TypeVar("T")


class Workspace:
    """A Slack workspace with people, channels and one installed app.

    Inside `with workspace.serve():` it answers at `world.base_url`. It reaches the bot by Socket
    Mode unless told a request URL. `world` is its state, with the tokens for the bot's settings
    in `world.installation`; `manifest` is that of the app; `faults` are its failure switches.
    """

    def __init__(
        self, manifest: Manifest | None = None, conditions: Conditions | None = None
    ) -> None:
        terms = Terms(
            manifest or Manifest.parse(manifest_of_the_bot()), conditions or Conditions(), Faults()
        )
        self.manifest = terms.manifest
        self.faults = terms.faults
        self.world = seeded(terms.manifest.bot_name)
        self.sockets = Sockets(self.world.installation.app_id, self.world.changes)
        self.courier = Courier(terms.conditions, terms.faults, self.world.changes)
        self.use_socket_mode()
        events = Events(self.world, terms.manifest, self.courier.announce)
        triggers = Triggers(self.world.ids, terms.conditions)
        hooks = Hooks(self.world.ids, terms.conditions)
        back = Backstage(
            self.world,
            Timeline(self.world, events),
            ModalStack(self.world),
            triggers,
            hooks,
            self.sockets,
        )
        addresses = Addresses(back, terms)
        self.app = addresses.app
        self._web_api = addresses.web_api
        self._transfers = addresses.transfers
        self._slack = Slack(
            world=self.world,
            manifest=terms.manifest,
            faults=terms.faults,
            timeline=back.timeline,
            stack=back.stack,
            interactions=Interactions(self.world, triggers, hooks),
            courier=self.courier,
            events=events,
            response_urls=addresses.response_urls,
        )

    @contextmanager
    def serve(self, port: int = 0) -> Iterator[str]:
        """Serve the workspace while the `with` block runs; gives its URL."""
        with Served(Guard(self.app), port=port) as server:
            self.world.base_url = server.url
            self.courier.loop = server.loop
            self.sockets.restart()
            yield server.url

    def open_to_people(self, url: str) -> None:
        """Let people in by a page at this URL: everybody's conversation with the bot is there."""
        with self.world.changes.making():
            self.world.page_url = url
            for user in self.world.users.values():
                if not user.is_bot and user.team_id == self.world.team.id:
                    self.world.direct(user.id)

    @property
    def api_url(self) -> str:
        """The base URL for Slack's Web API clients."""
        return f"{self.world.base_url}/api/"

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Everything delivered to the bot so far, with what became of it."""
        return tuple(self.courier.log)

    @property
    def calls(self) -> tuple[CallRecord, ...]:
        """Every call of the Web API so far, with its answer."""
        return tuple(self._web_api.log)

    @property
    def downloads(self) -> tuple[CallRecord, ...]:
        """Every download of a file by the bot so far."""
        return tuple(self._transfers.log)

    def use_request_url(self, url: str) -> None:
        """Reach the bot by signed HTTP from now on."""
        self.courier.transport = RequestUrl(url, self.world.installation.signing_secret)

    def use_socket_mode(self) -> None:
        """Reach the bot by its open connections from now on."""
        self.courier.transport = self.sockets

    def person(self, handle: str) -> Person:
        """Give somebody to act with: ada, ben, olga, gus or sten."""
        return Person(self._slack, self.world.user(handle))

    def client(self, handle: str) -> Client:
        """Give the Slack client of somebody, in which everything goes by its id."""
        return Client(self._slack, self.world.user(handle))

    def drop_sockets(self) -> None:
        """Break every Socket Mode connection."""
        self.courier.run(self.sockets.drop())

    def silence_sockets(self) -> None:
        """Let every Socket Mode connection fall silent without breaking it."""
        self.courier.run(self.sockets.silence())

    def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Make the bot connect anew, as Slack does every few hours; returns once it has."""
        self.courier.run(self.sockets.refresh(reason))

    def wait_for(self, look: Callable[[], T], limit: float = 15.0) -> T:
        """Give what `look` gives once that is true; looks again after every change.

        Raises:
            NotOnScreen: it was not true within `limit` seconds; with everybody's screen.
        """
        found = self.world.changes.wait_for(look, limit)
        if found is None:
            raise NotOnScreen(f"not within {limit} s.\n{self.everything()}")
        return found

    def everything(self) -> str:
        """Give all that is on anybody's screen."""
        handles = [user.handle for user in self.world.users.values() if not user.is_bot]
        return "\n".join(f"== {h} ==\n{self.person(h).sight.everything()}" for h in handles)
