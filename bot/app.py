"""Printdesk as a whole: every object is made here, once, from the settings."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from socket import socket

from bot import wishes
from bot.catalogue import Cache
from bot.crew import Crew, end, present
from bot.doors import Door, Doors
from bot.engine import Engine
from bot.every import Every
from bot.health import Health
from bot.http_server import HttpServer
from bot.news import News
from bot.observing.figures import Figures
from bot.observing.onlookers import Onlookers, onlookers
from bot.outside import Outside, outside
from bot.placing import Background, Tools
from bot.placing.looking import Eyes, Looking
from bot.placing.spool import Spool
from bot.preview.looking import Preview
from bot.preview.turns import Turns
from bot.pulse import Pulse
from bot.rounds import Rounds
from bot.rounds import Tools as RoundTools
from bot.rounds.bell import Bell
from bot.rounds.sweeps import Brooms
from bot.rounds.upkeep import Upkeep
from bot.settings import Settings
from bot.tempo import Tempo
from handlers.access import Access
from handlers.exports import Exports
from handlers.floor import SharedFloor
from handlers.home import HomeTab
from handlers.listeners import register
from handlers.office import Office
from handlers.oncall import OnCall
from handlers.poster import Poster
from handlers.precedence import Precedence
from handlers.screen import Screen
from handlers.seen import Seen
from handlers.shelf import Shelf
from handlers.talk import Talk
from handlers.teller import Teller
from state.acceptance import MB
from state.forgetting import is_forgotten
from state.lease import Lease
from state.ledger import Ledger
from state.orders import INDEXED, Orders
from state.ports import Customer, Looker
from state.presence import Presence
from state.progress import Progress
from state.store import Store
from state.store.home import Home, open_home
from state.sweeping import INDEXED as BY_AGE
from state.terms import VOCABULARY

MOST_REMEMBERED = 200
"""Orders whose customers are offered while 3YOURMIND does not answer."""
UNTOUCHED = timedelta(seconds=30)
"""What was changed before is left to whoever changed it: its background work may just begin."""
MOST_IN_DOUBT = 100
"""Orders about which those on call are asked at the start, if they were not before."""


@dataclass(frozen=True, slots=True)
class Printdesk:
    """The parts of a bot that runs, as far as others may look at them."""

    orders: Orders
    door: Door
    rounds: Rounds
    watchers: HttpServer | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything else stands on; whatever has to end is told to the `stack`."""

    settings: Settings
    tempo: Tempo
    kept: Home
    record: Store
    presence: Presence
    out: Outside
    seen_by: Onlookers
    stack: ExitStack
    every: Every
    first: Precedence = field(default_factory=Precedence)


@dataclass(frozen=True, slots=True)
class Notes:
    """What is remembered for a while beside the orders."""

    seen: Seen
    shelf: Shelf
    floor: SharedFloor


@contextmanager
def running(
    settings: Settings,
    tempo: Tempo | None = None,
    looker: Looker | None = None,
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
        database, folder = wishes.database(settings), settings.data_dir
        kept = stack.enter_context(closing(open_home(database, folder)))
        every = Every()
        here = present(kept, folder, settings.take_over_seconds, every, dead)
        presence = stack.enter_context(here)
        seen_by = stack.enter_context(onlookers(settings))
        out = stack.enter_context(outside(settings, tempo, seen_by.watch))
        record = kept.store("orders", INDEXED, VOCABULARY)
        ground = Ground(settings, tempo, kept, record, presence, out, seen_by, stack, every)
        notes, progress, news = _notes(ground), Progress(), News()
        orders, screen = _shown(ground, progress, notes.floor, news)
        office, catalogue = _staffed(ground, orders, notes.shelf)
        looks = looker or Preview(turns=Turns(folder))
        engine, background, looking = _worked(ground, orders, progress, looks)
        staff = office(background)
        others = _at_hand(ground, staff, news)
        register(out.app, staff, notes.seen, tempo.allowance, *others)
        health = _health(ground)
        rhythm, meters = tempo.socket, seen_by.meters
        doors = Doors(settings, seen_by.watch, health, meters, rhythm, every, ground.first)
        watchers, way_in = doors.to_watchers(), doors.to_slack(out.app, listening)
        rounds = _rounds(ground, orders, engine, background, notes)

        _open(watchers, stack)
        looking.open()
        engine.launch()
        crew = Crew(presence, engine, lambda: _take_up(orders, screen, background), health, every)
        crew.open()
        stack.callback(crew.close)
        catalogue.warm(_customers(orders))
        out.people.warm()
        rounds.start()
        stack.callback(rounds.close)
        _show_figures(ground, orders, engine, health)
        _open(way_in, stack)
        yield Printdesk(orders, way_in, rounds, watchers)


def _open(door: Door | None, stack: ExitStack) -> None:
    if door is not None:
        door.open()
        stack.callback(door.close)


def _health(ground: Ground) -> Health:
    settings, silence = ground.settings, ground.tempo.socket.silence
    pulse = Pulse(silence) if settings.slack_app_token else None
    return Health(settings.take_over_seconds, ground.out.reach.desk, pulse)


def _show_figures(ground: Ground, orders: Orders, engine: Engine, health: Health) -> None:
    """Have the metrics tell what there is, from when there is something."""
    if (meters := ground.seen_by.meters) is not None:
        figures = Figures(orders.by_phase, engine.queues, orders.lag, health.is_ready, health.pulse)
        meters.look_at(figures)


def _notes(ground: Ground) -> Notes:
    kept, now, presence = ground.kept, ground.tempo.now, ground.presence
    seen = Seen(kept.store("seen_events", BY_AGE), now)
    shelf = Shelf(kept.store("bundles", BY_AGE), now)
    return Notes(seen, shelf, SharedFloor(kept.store("floors"), presence.name, presence.is_there))


def _shown(
    ground: Ground, progress: Progress, floor: SharedFloor, news: News
) -> tuple[Orders, Screen]:
    """Make the orders, and the screen that shows them."""
    out, settings, now = ground.out, ground.settings, ground.tempo.now
    orders = Orders(ground.record, now, news.tell, wishes.plan(settings))
    teller = Teller(orders, out.client)
    oncall = OnCall(orders, out.client, settings.oncall_channel, now)
    poster = Poster(orders, progress, out.client, teller, oncall, out.url, now(), floor)
    screen = Screen(poster, ground.tempo.rhythm, first=ground.first)
    news.followers.append(screen.follow)
    screen.start()
    ground.stack.callback(screen.close)
    return orders, screen


def _staffed(
    ground: Ground, orders: Orders, shelf: Shelf
) -> tuple[Callable[[Background], Office], Cache]:
    """Make what the listeners work with, as soon as there is somebody for the background work."""
    settings, out, now = ground.settings, ground.out, ground.tempo.now
    catalogue = Cache(out.desk, ground.tempo.patience, time.monotonic)
    ground.stack.callback(catalogue.close)
    talk, access = Talk(), Access(out.people, wishes.rights(settings), out.team)
    ground.stack.callback(talk.close)
    policy = wishes.policy(settings, out.desk.abilities)

    def office(work: Background) -> Office:
        return Office(orders, work, catalogue, access, talk, policy, now, shelf)

    return office, catalogue


def _at_hand(ground: Ground, office: Office, news: News) -> tuple[HomeTab, Exports]:
    """Make what people have at hand besides the channels: the Home tab, and files for them."""
    home = HomeTab(office, ground.out.reach, ground.out.client, ground.tempo.home)
    ground.stack.callback(home.close)
    news.followers.append(home.follow)
    return home, Exports(office, Ledger(ground.record), ground.out.handover)


def _worked(
    ground: Ground, orders: Orders, progress: Progress, looker: Looker
) -> tuple[Engine, Background, Looking]:
    """Make the background work: the engine, what it runs, and who looks at files meanwhile."""
    settings, tempo, out = ground.settings, ground.tempo, ground.out
    here, most = ground.presence, settings.preview_mb * MB
    spool = Spool(settings.data_dir / "spool", here.seat, most, here.has_ended)
    eyes = Eyes(orders, out.files, looker, out.pictures)
    looking = Looking(eyes, spool, tempo.pace.closing)
    ground.stack.callback(looking.close)
    watch = ground.seen_by.watch
    engine = Engine(settings.data_dir, here.name, wishes.database(settings), watch)
    ground.stack.callback(engine.close)
    soonest = settings.analysis_soonest
    pace = replace(tempo.pace, transfers=settings.max_transfers, soonest=soonest)
    tools = Tools(
        orders, out.desk, out.files, looking, progress, pace, tempo.now, watch, ground.first
    )
    background = Background(engine, tools)
    ground.stack.callback(background.close)
    return engine, background, looking


def _rounds(
    ground: Ground, orders: Orders, engine: Engine, background: Background, notes: Notes
) -> Rounds:
    settings, now = ground.settings, ground.tempo.now
    leases, silence = ground.kept.store("leases"), wishes.silence(settings)
    lease = Lease(leases, "rounds", ground.presence.name, silence, now)
    keep = wishes.keep(settings)
    brooms = Brooms(engine, notes.seen, notes.shelf, notes.floor, orders, keep, now)
    upkeep = Upkeep(brooms.all(), ground.kept.store("upkeep"), now)
    bell, plan = Bell(ground.kept.store("bell")), wishes.plan(settings)
    take_up = partial(background.see_to_forgotten, UNTOUCHED)
    tools = RoundTools(orders, ground.out.desk, lease, upkeep, bell, plan, take_up, now)
    return Rounds(tools, settings.watch_soonest, ground.every)


def _take_up(orders: Orders, screen: Screen, background: Background) -> None:
    for order in (*orders.untold(), *orders.in_doubt(MOST_IN_DOUBT)):
        screen.follow(order)
    background.resume()


def _customers(orders: Orders) -> list[Customer]:
    latest = (order for order in orders.latest(MOST_REMEMBERED) if not is_forgotten(order))
    answers = (order.answers.customer for order in latest)
    return [Customer(key=c.key, label=c.label) for c in answers if c is not None]
