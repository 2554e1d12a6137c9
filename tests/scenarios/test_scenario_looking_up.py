"""Orders that are looked up by whatever people know, page by page, and while 3YOURMIND is slow."""

from dataclasses import replace

import pytest

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.threeyourmind.faults import Drop, Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.purchases import Order as Ordered
from state.order import Spot
from state.record import Choice
from tests.bot.waiting import wait_for
from tests.builders import an_order, complete_answers
from tests.scenarios.case import Case
from tests.scenarios.test_scenario_status import forget


def ask(case: Case, text: str, words: str) -> MessageView:
    """Ben asks; give the answer that holds these words."""
    before = {answer.message.ts for answer in answers(case)}
    case.ben.command("/order-status", text, channel=case.channel)

    def look() -> MessageView | None:
        new = (answer for answer in answers(case) if answer.message.ts not in before)
        return next((answer for answer in new if words in answer.text), None)

    found = case.house.slack.wait_for(look)
    assert found is not None
    return found


def answers(case: Case) -> list[MessageView]:
    """Give all that only Ben sees."""
    return [m for m in case.ben.screen(case.channel) if m.is_ephemeral]


def several(case: Case, count: int) -> str:
    """Let somebody have started orders for one customer; give the name of the customer."""
    name = f"Noether{case.channel.removeprefix('#case-')}"
    answers = complete_answers(customer=Choice(key="1", label=f"Emmy {name}"))
    channel = case.house.slack.world.channel("#print-orders").id
    for n in range(count):
        order = an_order(id=f"PD-{name}-{n:02}", answers=answers, spot=Spot(channel=channel))
        case.house.bot.orders.start(order)
    return name


def elsewhere(vendor: Local3yourmind, like: Ordered, reference: str) -> Ordered:
    """Have an order at 3YOURMIND that nobody placed here."""
    world = vendor.world
    with world.lock:
        made = {"id": world.new_id(), "number": world.new_number(), "reference": reference}
        other = replace(like, **made)  # type: ignore[arg-type]  # the fields are right
        world.orders[other.id] = other
    return other


def test_an_order_is_found_by_customer_file_and_link(case: Case) -> None:
    name = f"part{case.channel.removeprefix('#case-')}"
    case.answered().with_part(f"{name}.stl")
    link = case.house.bot.orders.get(case.id).spot.link

    for text in (f"{name}.stl", name.upper(), link, f"{link}?thread_ts={case.card.message.ts}"):
        answer = ask(case, text, case.id)
        assert f"{name}.stl" in answer.text
        assert "added" in answer.text


def test_the_answer_tells_the_whole_story(case: Case) -> None:
    order = case.ready().place().placed()
    answer = ask(case, str(order.number), "✅ Placed")

    assert "Started by @ada" in answer.text
    assert "@ben added bracket.stl" in answer.text
    assert "@ada pressed Place order" in answer.text
    assert f"Printdesk placed it: {order.number}" in answer.text
    assert "Open it in 3YOURMIND" in answer.text


def test_a_long_list_is_read_page_by_page_and_opened(case: Case) -> None:
    name = several(case, 12)
    listed = ask(case, f"emmy {name.lower()}", "1 to 10")
    assert f"PD-{name}-11 | — | Emmy {name}" in listed.text
    assert f"PD-{name}-01" not in listed.text

    case.ben.click("Next", message=listed)
    case.house.slack.wait_for(lambda: "11 to 12" in listed.text)
    assert f"PD-{name}-01" in listed.text

    case.ben.choose("Show an order", f"PD-{name}-01 · — · Emmy {name}", message=listed)
    case.house.slack.wait_for(lambda: "Started by" in listed.text)
    case.ben.click("Back to the list", message=listed)
    case.house.slack.wait_for(lambda: "11 to 12" in listed.text)
    case.ben.click("Previous", message=listed)
    case.house.slack.wait_for(lambda: "1 to 10" in listed.text)


def test_what_comes_late_is_still_told(case: Case, vendor: Local3yourmind) -> None:
    order = case.ready().place().placed()
    says = "3YOURMIND says: Pending"

    # Each try gives up after a second, and the third one is let through.
    vendor.switches.on(Hold(Moment.BEFORE), method="GET", times=2)
    first = ask(case, str(order.number), "I add its word when it comes")
    case.house.slack.wait_for(lambda: any(says in answer.text for answer in answers(case)))
    assert says not in first.text

    # What comes late to a command is a message of its own; that of a button takes its place.
    vendor.switches.on(Hold(Moment.BEFORE), method="GET", times=2)
    case.ben.click("Ask 3YOURMIND again", message=first)
    case.house.slack.wait_for(lambda: says in first.text)


def test_the_last_word_of_3yourmind_is_told_while_it_is_away(
    case: Case, vendor: Local3yourmind
) -> None:
    order = case.ready().place().placed()
    vendor.world.set_status(order.id, "Printing")
    ask(case, case.id, "3YOURMIND says: Printing")
    vendor.switches.on(Drop(Moment.BEFORE))

    ask(case, case.id, "The last I heard was Printing")


def test_an_order_from_elsewhere_is_told_from_ours(case: Case, vendor: Local3yourmind) -> None:
    name = f"Byhand{case.channel.removeprefix('#case-')}"
    ours = case.ready().place().placed()
    other = elsewhere(vendor, ours, f"{name} one")

    for text in (str(other.number), name, f"{name} lovelace bracket"):
        answer = ask(case, text, "was not placed here")
        assert f"Order {other.number}" in answer.text
        assert (
            f"For Ada Lovelace, Analytical Engines Ltd <ada@customers.example> · reference {name}"
            in answer.text
        )
        assert "3YOURMIND says: Pending" in answer.text


def test_several_orders_from_elsewhere_are_listed(case: Case, vendor: Local3yourmind) -> None:
    name = f"Byhand{case.channel.removeprefix('#case-')}"
    ours = case.ready().place().placed()
    others = [elsewhere(vendor, ours, f"{name} {n}") for n in range(3)]

    answer = ask(case, name, "None of my orders fits, but 3YOURMIND has these")
    assert [f"• {other.number}" for other in reversed(others)] == [
        line.partition(" · ")[0] for line in answer.lines if line.startswith("•")
    ]


def test_an_order_that_is_nearly_named_is_offered_and_opened(case: Case) -> None:
    case.answered()
    answer = ask(case, f"{case.id[:-1]}", "Did you mean one of these?")
    assert case.id in answer.text

    (menu,) = [place for place in answer.places if place.type == "static_select"]
    label = next(o["text"]["text"] for o in menu.element["options"] if o["value"] == case.id)
    case.ben.choose("Show an order", label, message=answer)
    case.house.slack.wait_for(lambda: "Started by @ada" in answer.text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("'; DROP TABLE orders; --", "'; DROP TABLE orders; --"),
        ("🖨️ 🔥 👩🏽‍🔧", "🖨️ 🔥 👩🏽‍🔧"),
        ("طابعة ثلاثية الأبعاد", "طابعة ثلاثية الأبعاد"),
        ("\u202bמדפסת תלת ממד\u202c \u200f999999", "מדפסת תלת ממד 999999"),
        ("\u2067طلب\u2069 \u202e999999\u202c", "طلب 999999"),
        ("\u202eevil", "evil"),
        ("<!channel> & <@U0ADA>", "<!channel> & <@U0ADA>"),
    ],
)
def test_strange_questions_get_normal_answers_and_are_shown_as_text(
    case: Case, text: str, shown: str
) -> None:
    answer = ask(case, text, "I know no such order")

    assert f"I know no such order: {shown}" == answer.lines[1]
    assert "<!channel>" not in answer.message.text
    case.ben.mention(f"status {text}", channel=case.channel)
    wait_for(lambda: 2 == sum(shown in m.text for m in answers(case)))


@pytest.mark.parametrize("text", ["why " * 2_560, "מדוע " * 2_048, "🔥" * 2_560])
def test_ten_kilobytes_of_a_question_are_cut_in_the_answer(case: Case, text: str) -> None:
    assert 10_000 <= len(text.encode())
    answer = ask(case, text, "I know no such order")

    assert answer.lines[1].startswith(f"I know no such order: {text[:70]}")
    assert len(answer.text) < 600


def test_an_order_in_another_script_is_found_by_it(case: Case) -> None:
    name = f"هيكل{case.channel.removeprefix('#case-')}"
    case.answered(reference=f"{name} للمضخة")

    for text in (name, f"\u2067{name} للمضخة\u2069", f"\u202e{name}\u202c"):
        assert case.id in ask(case, text, "Started by").text


def test_a_mention_in_the_thread_of_a_card_tells_of_its_order(case: Case) -> None:
    case.answered()
    case.ben.mention("status", thread=case.card)

    assert "Still missing" in case.whispered(case.ben, case.id)


def test_a_mention_tells_of_any_order_and_only_to_who_asks(case: Case) -> None:
    order = case.ready().place().placed()
    case.ben.mention(f"status {order.number}", channel=case.channel)

    assert case.id in case.whispered(case.ben, f"✅ Placed: {order.number}")
    assert not any(m.is_ephemeral for m in case.ada.screen(case.channel))


def test_what_slack_makes_a_link_or_an_entity_of_is_found_by_a_mention(case: Case) -> None:
    reference = f"lid{case.channel.removeprefix('#case-')}@works.example & Co"
    case.answered(reference=reference)
    link = case.house.bot.orders.get(case.id).spot.link

    for text in (reference, f"{link}?thread_ts={case.card.message.ts}&cid=C1"):
        case.ben.mention(f"status {text}", channel=case.channel)
        assert case.id in case.whispered(case.ben, "Started by @ada")
        forget(case)


def test_a_status_is_told_in_the_conversation_with_the_bot_too(case: Case) -> None:
    case.answered()
    case.ben.say(f"status {case.id}", channel="@printdesk")

    assert case.id in case.ben.sees("Still missing", channel="@printdesk").text
