"""A bot that is set up differently: signed HTTP, inches, small files, one channel."""

import pytest
import requests

from bot.http_server import HttpServer
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House, Settings, by_http

HERE = "#print-orders"
PART = Dropped(CUBE, "bracket.stl")


def otherwise(slack: Workspace) -> Settings:
    """Let the bot be reached by HTTP, and be strict."""
    return {
        **by_http(slack),
        "default_unit": "inch",
        "max_file_mb": 1,
        "order_channels": slack.world.channel(HERE).id,
    }


pytestmark = pytest.mark.parametrize("furniture", [otherwise], indirect=True, scope="package")


@pytest.fixture
def case(house: House, ada: Person, ben: Person) -> Case:
    """An order where orders are allowed."""
    return Case(house, HERE, ada, ben, len(house.vendor.log.records))


def test_a_whole_order_is_placed_by_signed_http(case: Case) -> None:
    order = case.ready().place().placed()

    assert [order] == case.orders
    (upload,) = case.requests("POST", "*/files/")
    assert upload.form
    assert "inch" == upload.form["unit"]


def test_a_request_that_is_not_signed_is_refused(house: House) -> None:
    assert isinstance(house.bot.door, HttpServer)
    url = f"http://127.0.0.1:{house.bot.door.port}/slack/events"

    with requests.post(url, data="command=%2Forder&text=list", timeout=5) as answer:
        assert 401 == answer.status_code


def test_an_order_is_not_started_elsewhere(house: House, ada: Person) -> None:
    elsewhere = Case.fresh(house)
    ada.command("/order", channel=elsewhere.channel)

    assert "#print-orders" in elsewhere.whispered(ada, "Orders are not placed here")
    assert not ada.has_modal


def test_help_and_status_are_answered_elsewhere_too(house: House, ada: Person) -> None:
    elsewhere = Case.fresh(house)
    ada.command("/order", "help", channel=elsewhere.channel)
    elsewhere.whispered(ada, "I place 3D-printing orders")
    ada.command("/order-status", "999999", channel=elsewhere.channel)
    elsewhere.whispered(ada, "I know no such order")


def test_files_are_offered_only_where_orders_are_allowed(house: House, ada: Person) -> None:
    elsewhere = Case.fresh(house)
    message = ada.drop(PART, channel=elsewhere.channel)
    ada.drop(PART, channel=elsewhere.channel, text="@printdesk please")
    ada.message_shortcut("Order these files", message)

    assert "#print-orders" in elsewhere.whispered(ada, "Orders are not placed here")
    assert "Orders are not placed here but in #print-orders." in ada.modal.text
    assert 1 == sum(m.is_ephemeral for m in ada.screen(elsewhere.channel))


def test_files_in_a_direct_message_are_sent_where_orders_are_allowed(ada: Person) -> None:
    ada.drop(PART, channel="@printdesk")

    ada.sees("Orders are not placed here but in #print-orders.", channel="@printdesk")


def test_files_are_offered_by_signed_http_too(case: Case) -> None:
    case.ada.drop(PART, channel=HERE)
    case.whispered(case.ada, "bracket.stl looks like a part to print")


def test_a_file_over_the_limit_is_turned_down(case: Case) -> None:
    case.ready()
    case.drop("huge.stl", b"\0" * 1_000_001)

    assert "The file is larger than 1 MB" in case.told("huge.stl is not part of the order")
    assert 1 == len(case.place().placed().lines)


def test_a_file_dropped_the_moment_the_card_is_seen_is_not_lost(house: House, case: Case) -> None:
    before = len(case.ada.screen(HERE))
    case.opened().filled_as_usual().ada.submit()
    house.slack.wait_for(lambda: len(case.ada.screen(HERE)) > before)
    card = case.ada.sees("PD-", channel=HERE)

    case.ben.drop(Dropped(CUBE, "eager.stl"), thread=card)

    house.slack.wait_for(lambda: "✅ eager.stl is ready" in card.text)
