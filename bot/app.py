"""Printdesk as a whole: every object is made here, once, from the settings."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import uuid4

from slack_bolt import App

from bot.catalogue import Cache, Patience
from bot.engine import Engine
from bot.placing import Background, Tools
from bot.placing.looking import Eyes, Looking
from bot.placing.pace import Pace
from bot.placing.spool import Spool
from bot.preview.looking import Preview
from bot.remembered import Memory
from bot.rounds import Rounds
from bot.rounds import Tools as RoundTools
from bot.settings import Settings
from bot.slack import Door, bolt_app, door
from bot.slack_download import Downloader
from bot.slack_files import SlackFiles
from bot.slack_people import USUAL as REMEMBERED
from bot.slack_people import SlackPeople
from bot.slack_pictures import SlackPictures
from bot.threeyourmind.guesses import order_page
from bot.threeyourmind.patience import USUAL
from bot.threeyourmind.patience import Patience as CallPatience
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from bot.threeyourmind.user_panel import UserPanel
from handlers.access import Access
from handlers.listeners import register
from handlers.office import Office, Policy
from handlers.poster import Poster
from handlers.screen import Rhythm, Screen
from handlers.seen import Seen
from handlers.shelf import Shelf
from handlers.talk import Talk
from handlers.teller import Teller
from state.abilities import Abilities
from state.acceptance import MB, FileRules
from state.aftercare import Aftercare
from state.lease import Lease
from state.order import Terms
from state.orders import INDEXED, Orders
from state.plan import Plan
from state.ports import Customer, Looker, OrderDesk
from state.progress import Progress
from state.rights import Circle, Rules
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY

MOST_REMEMBERED = 200
"""Orders whose customers are offered while 3YOURMIND does not answer."""


def utc() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Tempo:
    """All waits and the clock in one place; tests have shorter ones, and one that can be moved."""

    pace: Pace = field(default_factory=Pace)
    rhythm: Rhythm = field(default_factory=Rhythm)
    patience: Patience = field(default_factory=Patience)
    calls: CallPatience = USUAL
    people: Memory = REMEMBERED
    now: Callable[[], datetime] = utc


class Desk(OrderDesk, Aftercare, Protocol):
    """3YOURMIND, before an order is placed and afterwards."""


PANELS: Mapping[str, Callable[[Transport, int, str], Desk]] = {
    "service": ServicePanel,
    "user": UserPanel,
}
"""The order desk of each workflow, by the name that the operator gives it."""


@dataclass(frozen=True, slots=True)
class Printdesk:
    """The parts of a bot that runs, as far as others may look at them."""

    orders: Orders
    door: Door
    rounds: Rounds


@contextmanager
def running(
    settings: Settings, tempo: Tempo | None = None, looker: Looker | None = None
) -> Iterator[Printdesk]:
    """Run the bot until the end of the block; what is unfinished then goes on at the next start.

    Raises `DataDirInUse`, `StoreFailed`, and `BoltError` when Slack does not know the bot's token.
    """
    tempo = tempo or Tempo()
    now, plan = tempo.now, _plan(settings)
    with ExitStack() as stack:
        orders_store, seen_store, shelf_store, leases = _stores(settings, stack)
        app = bolt_app(settings)
        home = app.client.auth_test()
        # The screen shows the orders and the orders tell the screen: one of them has to be late.
        orders = Orders(orders_store, now, lambda order: screen.follow(order), plan)  # noqa: PLW0108
        progress = Progress()
        teller = Teller(orders, app.client)
        poster = Poster(orders, progress, app.client, teller, home["url"], now())
        screen = Screen(poster, tempo.rhythm)
        desk = stack.enter_context(_desk(settings, tempo.calls))
        catalogue = Cache(desk, tempo.patience, time.monotonic)
        stack.callback(catalogue.close)
        talk, seen, shelf = Talk(), Seen(seen_store, now), Shelf(shelf_store, now)
        stack.callback(talk.close)
        pace = replace(tempo.pace, transfers=settings.max_transfers)
        files = _files(settings, app, pace)
        pictures = SlackPictures(app.client, frozenset(settings.slack_file_hosts))
        eyes = Eyes(orders, files, looker or Preview(), pictures)
        looking = Looking(eyes, _spool(settings), tempo.pace.closing)
        stack.callback(looking.close)
        engine = Engine(settings.data_dir)
        stack.callback(engine.close)
        tools = Tools(orders, desk, files, looking, progress, pace, now)
        background = Background(engine, tools)
        people = _people(settings, app, home["team_id"], tempo.people)
        stack.callback(people.close)
        access = Access(people, _rules(settings), home["team_id"])
        policy = _policy(settings, desk.abilities)
        office = Office(orders, background, catalogue, access, talk, policy, now, shelf)
        register(app, office, seen)
        lease = _lease(leases, settings, now)
        rounds = Rounds(RoundTools(orders, desk, lease, plan, now), settings.watch_soonest)
        way_in = door(app, settings)

        screen.start()
        stack.callback(screen.close)
        looking.open()
        engine.launch()
        _resume(orders, screen, background)
        catalogue.warm(_customers(orders))
        people.warm()
        seen.forget_old()
        shelf.forget_old()
        rounds.start()
        stack.callback(rounds.close)
        way_in.open()
        stack.callback(way_in.close)
        yield Printdesk(orders, way_in, rounds)


def _resume(orders: Orders, screen: Screen, background: Background) -> None:
    for order in orders.untold():
        screen.follow(order)
    background.resume()


def _customers(orders: Orders) -> list[Customer]:
    answers = (order.answers.customer for order in orders.latest(MOST_REMEMBERED))
    return [Customer(key=c.key, label=c.label) for c in answers if c is not None]


def _stores(settings: Settings, stack: ExitStack) -> tuple[Store, Store, Store, Store]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "state.sqlite"
    stores = (
        SqliteDictStore(path, "orders", INDEXED, VOCABULARY),
        SqliteDictStore(path, "seen_events"),
        SqliteDictStore(path, "bundles"),
        SqliteDictStore(path, "leases"),
    )
    for store in stores:
        stack.callback(store.close)
    return stores


@contextmanager
def _desk(settings: Settings, patience: CallPatience) -> Iterator[Desk]:
    token = settings.threeyourmind_token.get_secret_value()
    patience = replace(patience, send=settings.stall_seconds)
    with Transport(settings.threeyourmind_url, token, patience=patience) as transport:
        panel = PANELS[settings.threeyourmind_panel]
        path = settings.threeyourmind_upload_path
        yield panel(transport, settings.threeyourmind_service_id, path)


def _files(settings: Settings, app: App, pace: Pace) -> SlackFiles:
    downloader = Downloader(frozenset(settings.slack_file_hosts), settings.stall_seconds)
    return SlackFiles(app.client, downloader, _file_rules(settings), time.sleep, pace.scan)


def _people(settings: Settings, app: App, team: str, memory: Memory) -> SlackPeople:
    return SlackPeople(app.client, team, _rules(settings).groups, time.monotonic, memory)


def _spool(settings: Settings) -> Spool:
    return Spool(settings.data_dir / "spool", settings.preview_mb * MB)


def _file_rules(settings: Settings) -> FileRules:
    return FileRules(extensions=settings.file_extensions, most_mb=settings.max_file_mb)


def _policy(settings: Settings, abilities: Abilities) -> Policy:
    terms = Terms(currency=settings.currency, tax_rate=settings.tax_rate, abilities=abilities)
    rules, channels = _file_rules(settings), settings.order_channels
    page_of = partial(order_page, settings.threeyourmind_url, settings.threeyourmind_service_id)
    return Policy(terms, settings.default_unit, rules, channels, page_of)


def _rules(settings: Settings) -> Rules:
    return Rules(
        orderers=Circle(groups=settings.order_usergroups, users=settings.order_users),
        oncall=Circle(groups=settings.oncall_usergroups),
        admins=Circle(groups=settings.admin_usergroups, users=settings.admin_users),
        guests=settings.allow_guests,
        shared_channels=settings.shared_channels,
    )


def _plan(settings: Settings) -> Plan:
    return Plan(
        soonest_look=timedelta(seconds=settings.watch_soonest),
        rarest_look=timedelta(seconds=settings.watch_rarest),
        watch=timedelta(days=settings.watch_days),
        expire=timedelta(days=settings.draft_days),
    )


def _lease(store: Store, settings: Settings, now: Callable[[], datetime]) -> Lease:
    # Who misses two rounds is taken for dead.
    silence = timedelta(seconds=max(5.0, 3 * settings.watch_soonest))
    return Lease(store, "rounds", uuid4().hex, silence, now)
