"""People whom nobody has met yet, and orders of theirs from long ago."""

from contextlib import closing
from datetime import UTC, datetime

from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.persons.person import Person
from state.order import Spot
from state.orders import INDEXED
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.builders import an_order_in
from tests.scenarios.house import House


def newcomer(house: House) -> Person:
    """Give a member of the workspace who has done nothing yet."""
    world = house.slack.world
    with world.changes.making():
        handle = f"new-{len(world.users)}"
        user = User(world.ids.new("U"), handle, "Nora New", world.team.id, "newcomer")
        world.users[user.id] = user
    return house.slack.person(handle)


def kept(house: House, owner: Person, phase: str, count: int) -> list[str]:
    """Put orders of somebody into the record as another process would have; give their ids."""
    path = house.stage.data_dir / "state.sqlite"
    ids = [f"PD-{owner.user.id}-{phase}-{number}" for number in range(count)]
    with closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store:
        for order_id in ids:
            order = an_order_in(
                phase,
                id=order_id,
                owner=owner.user.id,
                started=datetime.now(UTC),
                spot=Spot(channel="C0PRINT", card="1.1", link="https://lab.slack.com/archives/x"),
            )
            store.create(order_id, order.model_dump(mode="json"))
    return ids
