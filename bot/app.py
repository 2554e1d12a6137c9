"""Printdesk as a whole: every object is made here, once, from the settings."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from socket import socket

from slack_bolt import App

from bot.catalogue import Cache, Patience
from bot.crew import Crew, end, present
from bot.engine import Engine
from bot.health import Health
from bot.placing import Background, Tools
from bot.placing.pace import Pace
from bot.remembered import Memory
from bot.settings import Settings
from bot.slack import Door, bolt_app, door
from bot.slack_files import SlackFiles
from bot.slack_people import USUAL as REMEMBERED
from bot.slack_people import SlackPeople
from bot.threeyourmind.patience import USUAL
from bot.threeyourmind.patience import Patience as CallPatience
from bot.threeyourmind.reach import Reach
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from handlers.access import Access
from handlers.floor import SharedFloor
from handlers.listeners import register
from handlers.office import Office, Policy
from handlers.poster import Poster
from handlers.screen import Rhythm, Screen
from handlers.seen import Seen
from handlers.talk import Talk
from state.acceptance import FileRules
from state.order import Terms
from state.orders import INDEXED, Orders
from state.ports import Customer, OrderDesk
from state.rights import Circle, Rules
from state.store.home import open_home

MOST_REMEMBERED = 200
"""Orders whose customers are offered while 3YOURMIND does not answer."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """All waits in one place; tests use shorter ones."""

    pace: Pace = field(default_factory=Pace)
    rhythm: Rhythm = field(default_factory=Rhythm)
    patience: Patience = field(default_factory=Patience)
    calls: CallPatience = USUAL
    people: Memory = REMEMBERED


@dataclass(frozen=True, slots=True)
class Printdesk:
    """The parts of a bot that runs, as far as others may look at them."""

    orders: Orders
    door: Door


@contextmanager
def running(
    settings: Settings,
    tempo: Tempo | None = None,
    *,
    listening: socket | None = None,
    dead: Callable[[], None] = end,
) -> Iterator[Printdesk]:
    """Run the bot until the end of the block; what is unfinished then goes on elsewhere, or later.

    HTTP is served on a socket that is listening already, if there is one. `dead` is called when
    other processes do the work of this one, which must then end at once.
    Raises `StoreFailed`, `EngineFailed`, and `BoltError` when Slack does not know the bot's token.
    """
    tempo = tempo or Tempo()
    with ExitStack() as stack:
        kept = stack.enter_context(closing(open_home(_database(settings), settings.data_dir)))
        presence = stack.enter_context(
            present(kept, settings.data_dir, settings.take_over_seconds, dead)
        )
        app = bolt_app(settings)
        home = app.client.auth_test()
        # The screen shows the orders and the orders tell the screen: one of them has to be late.
        orders = Orders(kept.store("orders", INDEXED), now, lambda order: screen.follow(order))  # noqa: PLW0108
        floor = SharedFloor(kept.store("floors"), presence.name, presence.is_there)
        poster = Poster(orders, app.client, home["url"], now(), floor.of)
        screen = Screen(poster, tempo.rhythm)
        screen.start()
        stack.callback(screen.close)
        reach = Reach(now)
        health = Health(settings.take_over_seconds, reach.desk)
        desk = stack.enter_context(_desk(settings, tempo.calls, reach))
        catalogue = Cache(desk, tempo.patience, time.monotonic)
        stack.callback(catalogue.close)
        talk, seen = Talk(), Seen(kept.store("seen_events"), now)
        stack.callback(talk.close)
        engine = Engine(settings.data_dir, presence.name, _database(settings))
        stack.callback(engine.close)
        background = Background(engine, Tools(orders, desk, _files(settings, app), tempo.pace, now))
        people = _people(settings, app, home["team_id"], tempo.people)
        stack.callback(people.close)
        access = Access(people, _rules(settings), home["team_id"])
        office = Office(orders, background, catalogue, access, talk, _policy(settings), now)
        register(app, office, seen)
        way_in = door(app, settings, health, listening)

        engine.launch()
        crew = Crew(presence, engine, lambda: _take_up(orders, screen, background), health)
        crew.open()
        stack.callback(crew.close)
        catalogue.warm(_customers(orders))
        people.warm()
        seen.forget_old()
        way_in.open()
        stack.callback(way_in.close)
        yield Printdesk(orders, way_in)


def now() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


def _take_up(orders: Orders, screen: Screen, background: Background) -> None:
    for order in orders.untold():
        screen.follow(order)
    background.resume()


def _customers(orders: Orders) -> list[Customer]:
    answers = (order.answers.customer for order in orders.latest(MOST_REMEMBERED))
    return [Customer(key=c.key, label=c.label) for c in answers if c is not None]


def _database(settings: Settings) -> str | None:
    return settings.database_url.get_secret_value() if settings.database_url else None


@contextmanager
def _desk(settings: Settings, patience: CallPatience, reach: Reach) -> Iterator[OrderDesk]:
    token = settings.threeyourmind_token.get_secret_value()
    with Transport(
        settings.threeyourmind_url, token, patience=patience, heard=reach.note
    ) as transport:
        yield ServicePanel(transport, settings.threeyourmind_service_id)


def _files(settings: Settings, app: App) -> SlackFiles:
    hosts = frozenset(settings.slack_file_hosts)
    return SlackFiles(app.client, hosts, _file_rules(settings), time.sleep)


def _people(settings: Settings, app: App, team: str, memory: Memory) -> SlackPeople:
    return SlackPeople(app.client, team, _rules(settings).groups, time.monotonic, memory)


def _file_rules(settings: Settings) -> FileRules:
    return FileRules(extensions=settings.file_extensions, most_mb=settings.max_file_mb)


def _policy(settings: Settings) -> Policy:
    terms = Terms(currency=settings.currency, tax_rate=settings.tax_rate)
    return Policy(terms, settings.default_unit, _file_rules(settings), settings.order_channels)


def _rules(settings: Settings) -> Rules:
    return Rules(
        orderers=Circle(groups=settings.order_usergroups, users=settings.order_users),
        oncall=Circle(groups=settings.oncall_usergroups),
        admins=Circle(groups=settings.admin_usergroups, users=settings.admin_users),
        guests=settings.allow_guests,
        shared_channels=settings.shared_channels,
    )
