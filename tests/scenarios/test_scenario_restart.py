"""The bot goes away in the middle and comes back: everything is where it was."""

from datetime import timedelta

import pytest

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.faults import Drop, Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import Form
from tests.scenarios.house import House
from tests.scenarios.offering import offered, order_from

OTHER = CUBE[:-1] + b"\2"


@pytest.mark.both_panels
def test_draft_parts_and_card_survive_a_restart(house: House, case: Case) -> None:
    case.ready()
    before = case.card.text
    with house.away():
        pass

    case.with_part("lid.stl", OTHER)

    assert "✅ bracket.stl is ready" in case.card.text
    assert before.splitlines()[0] == case.card.lines[0]
    order = case.place().placed()
    assert 2 == len(order.lines)
    assert 1 == len(case.requests("POST", "*/baskets/"))
    assert 1 == len([m for m in case.card.thread if "PD-" in m.lines[0]])


@pytest.mark.both_panels(slow=True)
def test_offers_questions_and_deletions_survive_a_restart(house: House, case: Case) -> None:
    case.answered().with_part()
    copy = case.drop("copy.stl")
    wait_for(lambda: case.questions)
    case.shows("✅ copy.stl is ready")
    case.ada.drop(Dropped(OTHER, "lid.stl"), channel=case.channel)
    offer = offered(case.ada, case.channel)
    with house.away():
        case.ben.delete(copy)

    case.told("copy.stl was deleted in Slack")
    (question,) = case.questions
    case.ada.click("Keep both", message=question)
    wait_for(lambda: "@ada keeps both" in question.text)
    assert 2 == len(case.place().placed().lines)
    order_from(case, offer).shows("✅ lid.stl is ready")


@pytest.mark.both_panels
def test_a_file_dropped_while_the_bot_is_away_comes_in_afterwards(house: House, case: Case) -> None:
    case.answered()
    with house.away():
        case.drop()

    case.shows("✅ bracket.stl is ready")
    assert 1 == len(case.place().placed().lines)


@pytest.mark.both_panels
def test_an_order_whose_answer_the_bot_did_not_live_to_see_is_found(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    sent = vendor.switches.on(Hold(Moment.AFTER), method="POST", path="*/orders/", times=1)
    case.place()
    sent.wait()
    with house.away():
        sent.off()

    order = case.placed()
    assert [order] == case.orders
    assert 1 == len(case.requests("POST", "*/orders/"))


@pytest.mark.both_panels(slow=True)
@pytest.mark.parametrize("lost", [True, False])
def test_a_telling_that_was_interrupted_is_told_once(
    house: House, case: Case, *, lost: bool
) -> None:
    case.answered()
    fault = ApiFault(lost=True) if lost else ApiFault(status=503)
    house.slack.faults.api.add(fault, name="chat.postMessage", times=1)
    case.drop()
    case.shows("✅ bracket.stl is ready")
    with house.away():
        pass

    case.told("bracket.stl is ready")
    case.place().placed()
    assert 1 == len([words for words in case.notices if "bracket.stl is ready" in words])


@pytest.mark.both_panels(slow=True)
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_a_card_that_slack_does_not_take_at_first_is_shown_later(
    house: House, case: Case, method: str
) -> None:
    house.slack.faults.api.add(ApiFault(status=503), name=method, times=2)
    case.ready()

    case.place().placed()


@pytest.mark.both_panels
def test_a_card_that_was_behind_when_the_bot_left_is_up_to_date_afterwards(
    house: House, case: Case
) -> None:
    case.answered()
    behind = house.slack.faults.api.add(ApiFault(status=503), name="chat.update", times=None)
    case.drop()
    case.told("bracket.stl is ready")
    with house.away():
        behind.off()

    case.shows("✅ bracket.stl is ready")
    case.place().placed()


@pytest.mark.both_panels(slow=True)
def test_a_card_whose_posting_was_not_confirmed_stands_there_once(house: House, case: Case) -> None:
    house.slack.faults.api.add(ApiFault(lost=True), name="chat.postMessage", times=1)
    case.ready()

    cards = [m for m in case.ada.screen(case.channel) if "PD-" in m.lines[0]]
    assert 1 == len(cards)


@pytest.mark.both_panels(slow=True)
def test_a_connection_that_slack_wants_renewed_loses_nothing(house: House, case: Case) -> None:
    case.answered()
    house.slack.refresh_sockets()
    case.with_part()

    case.place().placed()


@pytest.mark.both_panels
def test_what_3yourmind_could_not_take_is_sent_after_a_restart(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    case.answered()
    down = vendor.switches.on(Drop(Moment.BEFORE))
    case.drop()
    case.told("could not get the order ready")
    with house.away():
        down.off()

    case.shows("✅ bracket.stl is ready")
    case.place().placed()


@pytest.mark.both_panels
def test_a_file_for_a_card_that_is_not_yet_on_record_is_taken_whatever_the_clock_says(
    house: House, case: Case
) -> None:
    api = house.slack.faults.api
    api.add(ApiFault(lost=True), name="chat.postMessage", times=1)
    unread = api.add(ApiFault(status=503), name="conversations.history", times=None)
    card = case.opened(Form().customer).filled_as_usual().submitted()
    house.clock.ahead = timedelta(days=1)
    before = len(house.slack.deliveries)
    case.ben.drop(Dropped(CUBE, "bracket.stl"), thread=card)
    house.slack.wait_for(lambda: any(each.error for each in house.slack.deliveries[before:]))
    unread.off()

    case.on(card).shows("✅ bracket.stl is ready")
