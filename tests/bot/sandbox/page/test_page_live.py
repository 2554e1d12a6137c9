import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.town import Town, town
from tests.bot.sandbox.page.visitor import Visitor
from tests.bot.sandbox.slack.bolt_app import bolt_app, connected


def test_a_page_hears_at_once_of_everything_there_is(ada: Visitor, place: Town) -> None:
    address = f"{place.url.replace('http', 'ws')}/api/live?as=ada"
    with connect(address) as socket:
        first = socket.recv(timeout=5)

    assert '"views":true' in str(first).replace(" ", "")
    assert all(channel["id"] in str(first) for channel in ada.world["channels"])


def test_a_message_is_heard_of_with_its_channel_by_everybody_in_it(
    ada: Visitor, ben: Visitor
) -> None:
    with ada.live() as hers, ben.live() as his:
        revision = ada.news()["revision"]
        ada.say("Hello")
        channel = ada.channel()

        for listening in (hers, his):
            news = listening.until(lambda one: channel in one["channels"])[-1]
            assert news["revision"] > revision
            assert not news["views"]


def test_of_what_one_does_not_see_one_hears_no_channel(ada: Visitor, ben: Visitor) -> None:
    with ben.live() as his:
        ada.say("secret", "workshop")
        ada.say("open")

        heard = his.until(lambda one: ada.channel() in one["channels"])
    assert not any(ada.channel("workshop") in one["channels"] for one in heard)


def test_many_changes_are_told_together(ada: Visitor) -> None:
    with ada.live() as hers, ThreadPoolExecutor(8) as pool:
        list(pool.map(ada.say, map(str, range(100))))
        last = ada.news()["revision"]

        heard = hers.until(lambda one: one["revision"] >= last)
    assert len(heard) < 60


def test_the_bot_coming_and_going_is_heard(place: Town, ada: Visitor) -> None:
    slack = place.stage.slack
    with ada.live() as hers:
        with connected(bolt_app(slack), slack):
            hers.until(lambda one: bool(one["views"]))
            assert ada.world["bot"]["running"]
        hers.until(lambda one: bool(one["views"]))
    assert not ada.world["bot"]["running"]


def test_a_request_to_3yourmind_is_heard_of(place: Town, ada: Visitor) -> None:
    with ada.live() as hers:
        ada._session.get(place.stage.vendor_url, timeout=5)

        news = hers.until(lambda one: bool(one["other"]))[-1]
    assert ([], False) == (news["channels"], news["views"])


def test_a_call_that_slack_refuses_is_heard_of(place: Town, ada: Visitor) -> None:
    slack = place.stage.slack
    slack.faults.api.add(ApiFault(status=429, error="ratelimited", retry_after=2))
    with ada.live() as hers:
        requests.post(f"{slack.api_url}auth.test", timeout=5)

        hers.until(lambda one: bool(one["other"]))


def test_a_stranger_to_the_workspace_is_not_told_anything(place: Town) -> None:
    address = f"{place.url.replace('http', 'ws')}/api/live?as=mallory"

    with pytest.raises(InvalidStatus, match="403"):
        connect(address)


def test_a_page_that_is_closed_is_forgotten(place: Town, ada: Visitor) -> None:
    listeners = place.stage.slack.world.changes.listeners
    with ada.live():
        pass
    ada.say("Anybody?")

    assert 1 == len(listeners)
    assert ["Anybody?"] == ada.texts()


def test_the_sandbox_stops_with_pages_open(tmp_path: Path) -> None:
    with ExitStack() as pages:
        with town(tmp_path) as place:
            address = f"{place.url.replace('http', 'ws')}/api/live?as=ada"
            socket = pages.enter_context(connect(address))
            socket.recv(timeout=5)
            started = time.monotonic()

        assert time.monotonic() - started < 3
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)
